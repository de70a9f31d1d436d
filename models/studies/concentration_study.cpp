// Inequality by rank in a sample of people: concentration indices and slope index with standard errors.
#include "models/statistics/rank_inequality.h"
#include "models/statistics/reference_distributions.h"
#include "models/statistics/reported_level.h"
#include "models/studies/study_definitions.h"
#include "models/studies/synthesis_inputs.h"

#include <cmath>

namespace kachi {
namespace {

constexpr double endProbability = 0.5 + reportedLevel / 2;

/// Figure with a symmetric interval; an index without an error has none.
void addFigure(StudyResult& result, const std::string& key, const Text& label, const Measure& value,
               const Measure& error, double width) {
    StudyFigure figure;
    figure.key = key;
    figure.label = label;
    figure.value = value;
    figure.standardError = error;
    if (value && error) {
        figure.low = *value - width * *error;
        figure.high = *value + width * *error;
    }
    if (!value) figure.state = {"この値では定義されない", "not defined for these values"};
    result.figures.push_back(figure);
    if (value) result.estimates.push_back(normalEstimate(key, label, *value, error.value_or(0)));
}

void addSlope(StudyResult& result, const RankedValues& sample) {
    const SlopeIndex slope = slopeIndex(sample);
    const double degrees = static_cast<double>(sample.size()) - 2;
    const double width = degrees > 0 ? studentTQuantile(endProbability, degrees) : 0;
    addFigure(result, "slopeIndex", {"格差勾配指数（SII）", "Slope index of inequality (SII)"}, slope.slope,
              slope.slopeError, width);
    addFigure(result, "relativeIndexMean", {"格差相対指数（RII、平均比）", "Relative index (RII, SII over mean)"},
              slope.relativeMean, std::nullopt, 0);
    const Text label{"格差相対指数（RII、両端比）", "Relative index (RII, ratio of ends)"};
    addFigure(result, "relativeIndexRatio", label, slope.relativeRatio, std::nullopt, 0);
    if (!slope.relativeRatio || !slope.logRatioError) return;
    StudyFigure& ratio = result.figures.back();
    ratio.low = *slope.relativeRatio * std::exp(-width * *slope.logRatioError);
    ratio.high = *slope.relativeRatio * std::exp(width * *slope.logRatioError);
    result.estimates.back() =
        ratioEstimate("relativeIndexRatio", label, std::log(*slope.relativeRatio), *slope.logRatioError);
}

StudyChart curveChart(const RankedValues& sample) {
    LorenzChart chart{{{"人数の累積割合（不利な人から）", "Cumulated share of people, worst off first"}},
                      {{"値の累積割合", "Cumulated share of the value"}},
                      {}};
    LorenzChartCurve curve;
    if (const Measure index = concentrationIndex(sample)) {
        const std::string digits = plainDigits(std::round(*index * 1e4) / 1e4);
        curve.name = {"集中指数 " + digits, "Concentration index " + digits};
    }
    for (const LorenzPoint& point : concentrationCurve(sample)) {
        curve.population.push_back(point.populationShare);
        curve.resource.push_back(point.resourceShare);
    }
    chart.curves.push_back(std::move(curve));
    return {"concentration", {"集中曲線", "Concentration curve"}, {}, std::move(chart)};
}

/// Bounds of Erreygers and Wagstaff, both or neither; values outside them are refused.
std::optional<ValueBounds> boundsOf(StudyReader& reader, const std::string& column,
                                    const std::vector<std::size_t>& rows, const std::vector<double>& values) {
    const auto low = reader.optionalReal("boundLow");
    const auto high = reader.optionalReal("boundHigh");
    if (low.has_value() != high.has_value()) reader.refuse("field.missing", low ? "boundHigh" : "boundLow", {}, {});
    if (!low || !high) return {};
    if (!(*low < *high)) reader.refuse("field.outside", "boundHigh", numberText(*high), "> " + numberText(*low));
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] >= *low && values[i] <= *high) continue;
        reader.refuseCell("regions.outsideBounds", rows[i], column, numberText(*low) + " … " + numberText(*high));
    }
    return ValueBounds{*low, *high};
}

Result<StudyResult> run(StudyReader& reader) {
    const std::string valueColumn = reader.neededColumn("value");
    const std::string rankColumn = reader.neededColumn("rank");
    const std::string weightColumn = reader.column("weight");
    if (reader.failed()) return reader.issues();
    const std::vector<std::size_t> rows = reader.completeRows({valueColumn, rankColumn, weightColumn});
    const std::vector<double> values = reader.numbers(valueColumn, rows);
    const std::vector<double> ranking = reader.numbers(rankColumn, rows);
    const std::vector<double> weights = reader.numbers(weightColumn, rows);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (!(weights[i] > 0)) reader.refuseCell("regions.weightNotPositive", rows[i], weightColumn, {});
    }
    const std::optional<ValueBounds> bounds = boundsOf(reader, valueColumn, rows, values);
    if (reader.failed()) return reader.issues();
    const auto sample = RankedValues::make(values, ranking, weights);
    if (!sample) return locatedAt(sample.issues(), reader.path() + "/rank");

    StudyResult result;
    const RankIndexErrors errors = rankIndexErrors(*sample, bounds);
    const double width = normalQuantile(endProbability);
    result.figures.push_back(
        studyFigure("people", {"人数", "People"}, static_cast<double>(sample->size()), Unit::count));
    result.figures.push_back(studyFigure("mean", {"平均", "Mean"}, sample->mean()));
    addFigure(result, "concentrationIndex", {"集中指数", "Concentration index"}, concentrationIndex(*sample),
              errors.concentration, width);
    addFigure(result, "generalisedConcentrationIndex", {"一般化集中指数", "Generalised concentration index"},
              generalisedConcentrationIndex(*sample), errors.generalised, width);
    if (bounds) {
        addFigure(result, "erreygers", {"エレイガース指数", "Erreygers index"}, erreygersIndex(*sample, *bounds),
                  errors.erreygers, width);
        addFigure(result, "wagstaff", {"ワグスタッフ指数", "Wagstaff index"}, wagstaffIndex(*sample, *bounds),
                  errors.wagstaff, width);
    }
    addSlope(result, *sample);
    if (sample->mean() > 0) result.charts.push_back(curveChart(*sample));
    result.methodText = {
        "順位は重み付き分数順位（同順位は平均）。集中指数の標準誤差は Kakwani "
        "らの大標本式、他の指数は同じ影響関数から求め、"
        "重みが不等な場合の人数は Kish の有効標本数とした。SII は順位に対する重み付き最小二乗の傾きで、区間は t "
        "分布による。",
        "Ranks are weighted fractional ranks, ties averaged. The standard error of the concentration index is the "
        "large-sample one of Kakwani et al., those of the other indices follow from the same influences, with Kish's "
        "effective number of people when weights differ. SII is the slope of weighted least squares on the rank, "
        "intervals by Student's t."};
    result.references = {
        "Kakwani N, Wagstaff A, van Doorslaer E. Socioeconomic inequalities in health. J Econom 1997;77:87-103.",
        "Erreygers G. Correcting the concentration index. J Health Econ 2009;28:504-515.",
        "Wagstaff A. The bounds of the concentration index when the variable of interest is binary. Health Econ "
        "2005;14:429-432.",
        "Mackenbach JP, Kunst AE. Measuring the magnitude of socio-economic inequalities in health. Soc Sci Med "
        "1997;44:757-771."};
    return result;
}

}  // namespace

StudyDefinition concentrationStudy() {
    using namespace field_limits;
    return {
        .id = "concentration",
        .group = StudyGroup::regions,
        .name = {"集中指数（個人データ）", "Concentration index (people)"},
        .purpose = {"健康や受療が所得などの順位にどれだけ偏っているかを、個人データから標準誤差とともに求めます。",
                    "How far health or care leans towards the better off, from data of people, with standard errors."},
        .fields = {required(dataField("data", {"データ", "Data"})),
                   required(columnField("value", {"値の列", "Column of values"})),
                   required(columnField("rank", {"順位付けの列", "Column that ranks"},
                                        {"小さいほど不利（所得など）。", "Low = worst off (income, …)."})),
                   columnField("weight", {"重みの列", "Column of weights"},
                               {"標本ウェイト。空欄なら等しい。", "Sampling weights; empty: equal."}),
                   numberField(
                       "boundLow", {"値の下限", "Lowest possible value"}, Unit::none, anyNumber,
                       {"エレイガース・ワグスタッフ指数に使います。", "For the Erreygers and Wagstaff indices."}),
                   numberField("boundHigh", {"値の上限", "Highest possible value"}, Unit::none, anyNumber)},
        .run = run,
    };
}

}  // namespace kachi
