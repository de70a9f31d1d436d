#include "models/studies/distribution_fit_tables.h"

#include "models/statistics/distribution_entry.h"
#include "models/statistics/summary.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

Distribution made(const DistributionSpec& spec) {
    return makeDistribution(spec, {}).value();
}

/// "shape 2.1, scale 81.9", in the parameters of the family.
std::string parameterText(const DistributionSpec& spec) {
    const auto [names, values] = distributionParameters(spec);
    std::string text;
    for (std::size_t i = 0; i < names.size() && names[i]; ++i) {
        if (!std::isfinite(values[i])) continue;
        text += (text.empty() ? "" : ", ") + std::string(names[i]) + " " + numberText(values[i]);
    }
    return text;
}

std::vector<StudyValue> momentsRow(const Distribution& distribution) {
    return {studyCell(distribution.mean()), studyCell(distribution.standardDeviation()),
            studyCell(distribution.quantile(0.025)), studyCell(distribution.quantile(0.5)),
            studyCell(distribution.upperQuantile(0.025))};
}

std::vector<StudyColumn> momentColumns() {
    return {{"mean", {"平均", "Mean"}},
            {"standardDeviation", {"標準偏差", "SD"}},
            {"low", {"2.5 %点", "2.5 % quantile"}},
            {"median", {"中央値", "Median"}},
            {"high", {"97.5 %点", "97.5 % quantile"}}};
}

struct Measure {
    StudyColumn column;
    std::optional<double> FittedDistribution::*value;
};

/// Measures that at least one family has.
std::vector<Measure> measuresOf(const DistributionFits& fits) {
    const std::vector<Measure> all{
        {{"squares", {"累積確率の残差平方和", "Sum of squares"}}, &FittedDistribution::squares},
        {{"logLikelihood", {"対数尤度", "Log-likelihood"}}, &FittedDistribution::logLikelihood},
        {{"aic", {"AIC", "AIC"}}, &FittedDistribution::aic},
        {{"bic", {"BIC", "BIC"}}, &FittedDistribution::bic},
        {{"kolmogorovSmirnov", {"KS 距離", "Kolmogorov–Smirnov"}}, &FittedDistribution::kolmogorovSmirnov},
        {{"cramerVonMises", {"CvM 距離", "Cramér–von Mises"}}, &FittedDistribution::cramerVonMises},
        {{"andersonDarling", {"AD 距離", "Anderson–Darling"}}, &FittedDistribution::andersonDarling}};
    std::vector<Measure> used;
    for (const Measure& measure : all) {
        const bool has = std::ranges::any_of(
            fits.fitted, [&](const FittedDistribution& fit) { return (fit.*measure.value).has_value(); });
        if (has) used.push_back(measure);
    }
    return used;
}

StudyTable candidateTable(const DistributionFits& fits, const FittedDistribution& chosen) {
    StudyTable table{
        "candidates",
        {"分布の候補", "Candidate distributions"},
        {{"family", {"分布", "Family"}}, {"chosen", {"採用", "Chosen"}}, {"parameters", {"母数", "Parameters"}}},
        {}};
    for (const StudyColumn& column : momentColumns()) table.columns.push_back(column);
    const std::vector<Measure> measures = measuresOf(fits);
    for (const Measure& measure : measures) table.columns.push_back(measure.column);
    for (const FittedDistribution& fit : fits.fitted) {
        std::vector<StudyValue> row{studyCell(familyLabel(fit.spec.family)),
                                    studyCell(std::string(&fit == &chosen ? "✓" : "")),
                                    studyCell(parameterText(fit.spec))};
        const auto moments = momentsRow(made(fit.spec));
        row.insert(row.end(), moments.begin(), moments.end());
        for (const Measure& measure : measures) row.push_back(studyCell(fit.*measure.value));
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// What was stated or pooled beside what each family says at the same values.
StudyTable pointTable(const FitFindings& found) {
    StudyTable table{"points",
                     {"累積確率の比較", "Cumulative probabilities"},
                     {{"value", {"値", "Value"}}, {"probability", {"与えた累積確率", "Given"}, Unit::probability}},
                     {}};
    for (const FittedDistribution& fit : found.fits.fitted) {
        table.columns.push_back({familyName(fit.spec.family), familyLabel(fit.spec.family), Unit::probability});
    }
    for (const CumulativePoint& point : found.points) {
        std::vector<StudyValue> row{studyCell(point.value), studyCell(point.probability)};
        for (const FittedDistribution& fit : found.fits.fitted) {
            row.push_back(studyCell(made(fit.spec).cdf(point.value)));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

LinearPool poolOf(const std::vector<FittedExpert>& experts) {
    std::vector<std::pair<double, Distribution>> members;
    for (const FittedExpert& expert : experts) members.emplace_back(expert.weight, made(expert.fit.spec));
    return LinearPool(std::move(members));
}

StudyTable expertTable(const FitFindings& found) {
    StudyTable table{"experts",
                     {"専門家ごとの分布", "Distributions of the experts"},
                     {{"expert", {"専門家", "Expert"}},
                      {"weight", {"重み", "Weight"}},
                      {"family", {"分布", "Family"}},
                      {"parameters", {"母数", "Parameters"}}},
                     {}};
    for (const StudyColumn& column : momentColumns()) table.columns.push_back(column);
    for (const FittedExpert& expert : found.experts) {
        std::vector<StudyValue> row{studyCell(expert.name), studyCell(expert.weight),
                                    studyCell(familyLabel(expert.fit.spec.family)),
                                    studyCell(parameterText(expert.fit.spec))};
        const auto moments = momentsRow(made(expert.fit.spec));
        row.insert(row.end(), moments.begin(), moments.end());
        table.rows.push_back(std::move(row));
    }
    const LinearPool pool = poolOf(found.experts);
    table.rows.push_back({studyCell(Text{"線形プール", "Linear pool"}),
                          {},
                          {},
                          {},
                          studyCell(pool.mean()),
                          studyCell(pool.standardDeviation()),
                          studyCell(pool.quantile(0.025)),
                          studyCell(pool.quantile(0.5)),
                          studyCell(pool.quantile(0.975))});
    return table;
}

ChartSeries lineOf(const Text& name, const std::vector<DensityPoint>& points) {
    ChartSeries series;
    series.name = name;
    for (const DensityPoint& point : points) {
        series.x.push_back(point.x);
        series.y.push_back(point.density);
    }
    return series;
}

/// The values as a histogram: the outline the entry of a distribution shows for an empirical one.
ChartSeries histogramOf(const std::vector<double>& values) {
    DistributionSpec empirical;
    empirical.family = Family::empirical;
    empirical.values = values;
    return lineOf({"データ", "Data"}, previewDistribution(empirical, {})->density);
}

/// The pooled chips as densities over their bins.
ChartSeries chipOutline(const std::vector<FittedExpert>& experts) {
    std::vector<double> edges;
    double weights = 0;
    for (const FittedExpert& expert : experts) {
        weights += expert.weight;
        for (const ChipBin& bin : expert.bins) edges.insert(edges.end(), {bin.low, bin.high});
    }
    std::ranges::sort(edges);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    ChartSeries series;
    series.name = {"チップ", "Chips"};
    for (std::size_t i = 1; i < edges.size(); ++i) {
        double share = 0;
        for (const FittedExpert& expert : experts) {
            share +=
                expert.weight / weights * (chipShare(expert.bins, edges[i]) - chipShare(expert.bins, edges[i - 1]));
        }
        for (const double edge : {edges[i - 1], edges[i]}) {
            series.x.push_back(edge);
            series.y.push_back(share / (edges[i] - edges[i - 1]));
        }
    }
    return series;
}

/// What charts show: the chosen family first, then those that fit best. More lines could not be told apart.
std::vector<const FittedDistribution*> drawnFits(const FitFindings& found, const FittedDistribution& chosen) {
    constexpr std::size_t most = 5;
    std::vector<const FittedDistribution*> drawn{&chosen};
    for (const FittedDistribution& fit : found.fits.fitted) {
        if (drawn.size() < most && &fit != &chosen) drawn.push_back(&fit);
    }
    return drawn;
}

Text drawnLabel(const FittedDistribution& fit, const FittedDistribution& chosen) {
    const Text name = familyLabel(fit.spec.family);
    return &fit == &chosen ? Text{"採用：" + name.ja, "Chosen: " + name.en} : name;
}

/// Without what the quantity cannot be.
ChartSeries within(const FitBounds& bounds, const ChartSeries& whole) {
    ChartSeries series;
    series.name = whole.name;
    for (std::size_t i = 0; i < whole.x.size(); ++i) {
        if ((bounds.low && whole.x[i] < *bounds.low) || (bounds.high && whole.x[i] > *bounds.high)) continue;
        series.x.push_back(whole.x[i]);
        series.y.push_back(whole.y[i]);
    }
    return series;
}

/// Says which families a chart leaves out; nothing when it shows all.
Text drawnCaption(Text caption, const FitFindings& found, const std::vector<const FittedDistribution*>& drawn) {
    if (drawn.size() == found.fits.fitted.size()) return caption;
    caption.ja += "採用した分布と次によく合う分布を示す。ほかは候補の表にある。";
    caption.en += " The chosen family and the next best are drawn; the table of candidates has the others.";
    return caption;
}

StudyChart densityChart(const FitFindings& found, const FittedDistribution& chosen) {
    PlotChart plot;
    plot.x.label = {"値", "Value"};
    plot.y.label = {"密度", "Density"};
    plot.y.minimum = 0;
    if (!found.values.empty()) plot.series.push_back(histogramOf(found.values));
    if (!found.experts.empty()) plot.series.push_back(chipOutline(found.experts));
    const auto drawn = drawnFits(found, chosen);
    for (const FittedDistribution* fit : drawn) {
        ChartSeries series =
            within(found.bounds, lineOf(drawnLabel(*fit, chosen), previewDistribution(fit->spec, {})->density));
        if (fit == &chosen) {  // the area below it is filled
            series.low.assign(series.y.size(), 0.0);
            series.high = series.y;
        }
        if (!series.x.empty()) plot.series.push_back(std::move(series));
    }
    return {"density",
            {"分布の密度", "Densities"},
            drawnCaption({"候補の分布の密度を、データまたはチップに重ねて示す。採用した分布は塗りつぶしてある。",
                          "Densities of the candidates over data or chips; that of the chosen one is filled."},
                         found, drawn),
            std::move(plot)};
}

StudyChart cumulativeChart(const FitFindings& found, const FittedDistribution& chosen) {
    constexpr int steps = 100;
    PlotChart plot;
    plot.x.label = {"値", "Value"};
    plot.y.label = {"累積確率", "Cumulative probability"};
    plot.y.minimum = 0;
    plot.y.maximum = 1;
    ChartSeries given;
    given.name = {"与えた点", "Given"};
    given.mark = ChartMark::points;
    for (const CumulativePoint& point : found.points) {
        given.x.push_back(point.value);
        given.y.push_back(point.probability);
    }
    plot.series.push_back(std::move(given));
    const auto drawn = drawnFits(found, chosen);
    for (const FittedDistribution* fit : drawn) {
        const Distribution distribution = made(fit->spec);
        const double low = distribution.quantile(0.005);
        const double high = distribution.upperQuantile(0.005);
        ChartSeries series;
        series.name = drawnLabel(*fit, chosen);
        for (int i = 0; i <= steps; ++i) {
            const double value = low + (high - low) * i / steps;
            series.x.push_back(value);
            series.y.push_back(distribution.cdf(value));
        }
        plot.series.push_back(within(found.bounds, series));
    }
    return {"cumulative",
            {"累積分布", "Cumulative distributions"},
            drawnCaption({"与えた点に近いほどよく合う。", "The nearer to the given points, the better the fit."}, found,
                         drawn),
            std::move(plot)};
}

/// Values against the quantiles of each family at (i − 0.5)/n; of many values some hundred are shown.
StudyChart quantileChart(const FitFindings& found, const FittedDistribution& chosen) {
    constexpr std::size_t mostPoints = 200;
    std::vector<double> ascending = found.values;
    std::ranges::sort(ascending);
    PlotChart plot;
    plot.x.label = {"理論上の分位点", "Theoretical quantile"};
    plot.y.label = {"データの値", "Value"};
    ChartSeries identity;
    identity.name = {"一致", "Agreement"};
    identity.x = {ascending.front(), ascending.back()};
    identity.y = identity.x;
    plot.series.push_back(std::move(identity));
    const std::size_t step = (ascending.size() + mostPoints - 1) / mostPoints;
    const auto drawn = drawnFits(found, chosen);
    for (const FittedDistribution* fit : drawn) {
        const Distribution distribution = made(fit->spec);
        ChartSeries series;
        series.name = drawnLabel(*fit, chosen);
        series.mark = ChartMark::points;
        for (std::size_t i = step / 2; i < ascending.size(); i += step) {
            series.x.push_back(
                distribution.quantile((static_cast<double>(i) + 0.5) / static_cast<double>(ascending.size())));
            series.y.push_back(ascending[i]);
        }
        plot.series.push_back(std::move(series));
    }
    return {"quantiles",
            {"Q–Q プロット", "Q–Q plot"},
            drawnCaption({"点が直線に近いほどよく合う。", "The nearer to the line, the better the fit."}, found, drawn),
            std::move(plot)};
}

StudyEstimate estimateOf(const std::string& key, const Text& label, const DistributionSpec& spec) {
    StudyEstimate estimate;
    estimate.key = key;
    estimate.label = label;
    estimate.value = made(spec).mean();
    estimate.distribution = spec;
    return estimate;
}

void addEstimates(StudyResult& result, const FitFindings& found, const FittedDistribution& chosen) {
    result.estimates.push_back(estimateOf("chosen", drawnLabel(chosen, chosen), chosen.spec));
    for (const FittedDistribution& fit : found.fits.fitted) {
        result.estimates.push_back(estimateOf(familyName(fit.spec.family), familyLabel(fit.spec.family), fit.spec));
    }
    if (found.values.empty()) return;
    result.estimates.push_back(
        normalEstimate("meanOfValues", {"値の平均（標準誤差つき）", "Mean of the values with its standard error"},
                       sampleMean(found.values),
                       sampleStandardDeviation(found.values) / std::sqrt(static_cast<double>(found.values.size()))));
    DistributionSpec empirical;
    empirical.family = Family::empirical;
    empirical.values = found.values;
    result.estimates.push_back(estimateOf("empirical", familyLabel(Family::empirical), empirical));
}

/// Families that are not among the candidates, and why.
void addLeftOut(StudyResult& result, const FitFindings& found) {
    const auto note = [&result](const char* code, const std::vector<Family>& families, const std::string& limit) {
        if (families.empty()) return;
        Text names;
        for (const Family family : families) {
            const Text label = familyLabel(family);
            names.ja += (names.ja.empty() ? "" : "、") + label.ja;
            names.en += (names.en.empty() ? "" : ", ") + label.en;
        }
        result.notes.push_back({code,
                                Severity::info,
                                "/inputs/family",
                                {},
                                limit,
                                {{"families.ja", names.ja}, {"families.en", names.en}}});
    };
    const auto& [low, high] = found.bounds;
    note("distributionFit.notFitted", found.fits.notFitted, {});
    note("distributionFit.leavesBounds", found.fits.outsideBounds,
         (low ? numberText(*low) : "−∞") + " – " + (high ? numberText(*high) : "∞"));
}

Text methodOf(const std::string& known) {
    if (known == "moments") {
        return {"平均と標準偏差（標準誤差）から積率法で母数を求めた。",
                "Parameters by the method of moments from the mean and the standard deviation or error."};
    }
    if (known == "interval") {
        return {
            "推定値を中央値、区間を両側の分位点とみなした。正規分布と対数正規分布は区間の幅から標準偏差を求め、他の"
            "分布は3点の累積確率に最小二乗法で当てはめた。",
            "The estimate was taken as the median and the interval as quantiles. Normal and lognormal take their "
            "spread from the width of the interval; other families were fitted to the three points by least "
            "squares of the cumulative probability."};
    }
    if (known == "quantiles") {
        return {"与えた点の累積確率に最小二乗法で当てはめ、残差平方和の小さい順に示した。",
                "Fitted to the given points by least squares of the cumulative probability, the smallest sum first."};
    }
    if (known == "counts") {
        return {"件数を、割合ではベータ分布、率ではガンマ分布とした（共役事前分布の母数を足す場合はその旨を示す）。",
                "Counts became a beta distribution of a share or a gamma distribution of a rate, with the shapes of a "
                "conjugate prior added where one was chosen."};
    }
    if (known == "values") {
        return {
            "最尤法で当てはめ、AIC の小さい順に示した。KS・CvM・AD は経験分布との距離である。分布は個々の値のばらつきを"
            "表し、平均の不確実性には meanOfValues を使う。",
            "Fitted by maximum likelihood, the smallest AIC first. KS, CvM and AD are distances from the empirical "
            "distribution. The families describe how single values vary; meanOfValues is the uncertainty of their "
            "mean."};
    }
    return {
        "ルーレット法。専門家ごとにチップの累積割合へ最小二乗法で当てはめ、重み付き線形プールを求めた。採用する分布は、"
        "重み付きで合わせた累積割合に当てはめたものである。",
        "Roulette method: the cumulative shares of chips of each expert fitted by least squares, and their weighted "
        "linear pool. The distribution to take is fitted to the weighted cumulative shares of all."};
}

std::vector<std::string> referencesOf(const std::string& known) {
    if (known == "values") {
        return {
            "Delignette-Muller ML, Dutang C. fitdistrplus: an R package for fitting distributions. J Stat Softw "
            "2015;64(4):1-34."};
    }
    if (known == "counts" || known == "moments") {
        return {
            "Briggs A, Sculpher M, Claxton K. Decision modelling for health economic evaluation. Oxford University "
            "Press; 2006. Chapter 4."};
    }
    return {
        "O'Hagan A, Buck CE, Daneshkhah A, et al. Uncertain judgements: eliciting experts' probabilities. Wiley; "
        "2006.",
        "Oakley J. SHELF: tools to support the Sheffield Elicitation Framework. R package."};
}

}  // namespace

Text familyLabel(Family family) {
    switch (family) {
        case Family::fixed:
            return {"固定", "Fixed"};
        case Family::normal:
            return {"正規分布", "Normal"};
        case Family::truncatedNormal:
            return {"切断正規分布", "Truncated normal"};
        case Family::lognormal:
            return {"対数正規分布", "Lognormal"};
        case Family::beta:
            return {"ベータ分布", "Beta"};
        case Family::gamma:
            return {"ガンマ分布", "Gamma"};
        case Family::weibull:
            return {"ワイブル分布", "Weibull"};
        case Family::uniform:
            return {"一様分布", "Uniform"};
        case Family::triangular:
            return {"三角分布", "Triangular"};
        case Family::pert:
            return {"PERT 分布", "PERT"};
        case Family::empirical:
            return {"経験分布", "Empirical"};
    }
    return {};
}

StudyResult fitResult(const FitFindings& found, const FittedDistribution& chosen) {
    StudyResult result;
    const Distribution distribution = made(chosen.spec);
    StudyFigure family;
    family.key = "family";
    family.label = {"採用した分布", "Chosen family"};
    family.state = familyLabel(chosen.spec.family);
    result.figures.push_back(std::move(family));
    StudyFigure mean =
        studyFigure("mean", {"平均（2.5 ～ 97.5 %点）", "Mean (2.5 to 97.5 % quantile)"}, distribution.mean(),
                    distribution.quantile(0.025), distribution.upperQuantile(0.025));
    mean.standardError = distribution.standardDeviation();
    result.figures.push_back(std::move(mean));
    result.figures.push_back(studyFigure("median", {"中央値", "Median"}, distribution.quantile(0.5)));
    if (found.observed) {
        result.figures.push_back(
            studyFigure("observed", {"観察された割合・率", "Observed share or rate"}, *found.observed));
    }
    result.tables.push_back(candidateTable(found.fits, chosen));
    if (!found.points.empty()) result.tables.push_back(pointTable(found));
    if (!found.experts.empty()) result.tables.push_back(expertTable(found));
    result.charts.push_back(densityChart(found, chosen));
    if (!found.points.empty()) result.charts.push_back(cumulativeChart(found, chosen));
    if (!found.values.empty()) result.charts.push_back(quantileChart(found, chosen));
    addEstimates(result, found, chosen);
    addLeftOut(result, found);
    result.methodText = methodOf(found.known);
    result.references = referencesOf(found.known);
    return result;
}

}  // namespace kachi
