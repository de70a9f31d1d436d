// Doctors' overtime and the caps: tables and charts.
#include "models/statistics/reference_distributions.h"
#include "models/studies/work_style_parts.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

StudyTable capTable(const WorkStyleInputs& inputs, const std::vector<CapEffect>& effects) {
    StudyTable table{"caps",
                     {"年間の時間外・休日労働の上限を超える医師", "Doctors above the yearly caps"},
                     {{"level", {"水準", "Level"}},
                      {"cap", {"上限", "Cap"}, Unit::hours},
                      {"shareBefore", {"超過割合（導入前）", "Share above before"}, Unit::ratio},
                      {"shareAfter", {"超過割合（導入後）", "Share above after"}, Unit::ratio},
                      {"doctorsBefore", {"超過医師数（導入前）", "Doctors above before"}, Unit::persons},
                      {"doctorsAfter", {"超過医師数（導入後）", "Doctors above after"}, Unit::persons},
                      {"moved", {"上限内に移る医師数", "Doctors moved under the cap"}, Unit::persons}},
                     {}};
    for (std::size_t at = 0; at < effects.size(); ++at) {
        const CapEffect& effect = effects[at];
        table.rows.push_back({studyCell(overtimeCaps()[at].level), studyCell(effect.cap), studyCell(effect.shareBefore),
                              studyCell(effect.shareAfter), studyCell(effect.shareBefore * inputs.doctors),
                              studyCell(effect.shareAfter * inputs.doctors),
                              studyCell(effect.shareMoved() * inputs.doctors)});
    }
    return table;
}

StudyTable bandTable(const WorkStyleInputs& inputs) {
    StudyTable table{"bands",
                     {"週労働時間の分布", "Distribution of weekly hours"},
                     {{"lower", {"下限（週）", "From, a week"}, Unit::hours},
                      {"upper", {"上限（週）", "To, a week"}, Unit::hours},
                      {"overtime", {"下限の年間時間外", "Yearly overtime at the lower bound"}, Unit::hours},
                      {"observed", {"調査", "Observed"}, Unit::percent},
                      {"observedAtLeast", {"調査：下限以上の累計", "Observed, at or above"}, Unit::percent},
                      {"fitted", {"当てはめ", "Fitted"}, Unit::percent},
                      {"fittedAtLeast", {"当てはめ：下限以上の累計", "Fitted, at or above"}, Unit::percent}},
                     {}};
    double observed = 0;
    double fitted = 0;
    for (std::size_t at = inputs.classes.size(); at-- > 0;) {
        const FrequencyClass& one = inputs.classes[at];
        observed += one.weight;
        std::vector<StudyValue> row{studyCell(one.lower), std::isinf(one.upper) ? StudyValue{} : studyCell(one.upper),
                                    studyCell(inputs.year.overtime(one.lower)), studyCell(one.weight),
                                    studyCell(observed)};
        if (inputs.fits.empty()) {
            row.resize(table.columns.size());
        } else {
            const double share = 100 * inputs.fits.front().fit.probabilities[at];
            fitted += share;
            row.push_back(studyCell(share));
            row.push_back(studyCell(fitted));
        }
        table.rows.insert(table.rows.begin(), std::move(row));
    }
    return table;
}

/// Goodness of fit of each family. Without the number of respondents only the ranking means something.
StudyTable familyTable(const WorkStyleInputs& inputs) {
    StudyTable table{"families",
                     {"分布の当てはまり", "Goodness of fit"},
                     {{"family", {"分布", "Family"}},
                      {"first", {"母数1", "First parameter"}},
                      {"second", {"母数2", "Second parameter"}},
                      {"gap", {"累積割合の最大の差", "Largest gap of cumulated shares"}, Unit::ratio},
                      {"deviance", {"逸脱度", "Deviance"}},
                      {"degrees", {"自由度", "Degrees of freedom"}},
                      {"pValue", {"p値", "p value"}},
                      {"aic", {"AIC", "AIC"}}},
                     {}};
    double total = 0;
    for (const FrequencyClass& one : inputs.classes) total += one.weight;
    for (const auto& [family, fit] : inputs.fits) {
        double gap = 0;
        double difference = 0;
        for (std::size_t at = 0; at < inputs.classes.size(); ++at) {
            difference += inputs.classes[at].weight / total - fit.probabilities[at];
            gap = std::max(gap, std::abs(difference));
        }
        std::vector<StudyValue> row{studyCell(family.name), studyCell(fit.parameters.values[0]),
                                    studyCell(fit.parameters.values[1]), studyCell(gap)};
        if (inputs.respondents) {
            const auto degrees = static_cast<double>(fit.degrees);
            row.push_back(studyCell(fit.deviance));
            row.push_back(studyCell(degrees));
            row.push_back(fit.degrees > 0 ? studyCell(upperChiSquared(fit.deviance, degrees)) : StudyValue{});
            row.push_back(studyCell(4 - 2 * fit.logLikelihood));
        } else {
            row.resize(table.columns.size());
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyTable splitTable(const WorkStyleInputs& inputs, double hoursReduced) {
    StudyTable table{"split",
                     {"減る時間外労働の内訳", "Overtime saved by time of work"},
                     {{"slot", {"区分", "Time of work"}},
                      {"share", {"割合", "Share"}, Unit::ratio},
                      {"hours", {"時間/年", "Hours a year"}, Unit::hours}},
                     {}};
    const auto add = [&](const Text& slot, const std::optional<double>& share) {
        if (share) table.rows.push_back({studyCell(slot), studyCell(*share), studyCell(*share * hoursReduced)});
    };
    add({"休日", "Weekend and holiday"}, inputs.weekendShare);
    add({"夜間", "Night"}, inputs.nightShare);
    add({"その他", "Other"}, 1 - inputs.weekendShare.value_or(0) - inputs.nightShare.value_or(0));
    return table;
}

StudyChart overtimeChart(const WorkStyleInputs& inputs, const std::vector<CapEffect>& effects) {
    PlotChart plot;
    plot.x = {{"年間の時間外・休日労働", "Overtime and holiday work a year"}, Unit::hours};
    plot.y = {{"これを超える医師の割合", "Share of doctors above"}, Unit::probability, false, 0};
    ChartSeries before{labour_text::before, ChartMark::line};
    ChartSeries after{labour_text::after, ChartMark::line};
    const double last = overtimeCurve::reach * std::ranges::max(effects, {}, &CapEffect::cap).cap;
    for (int at = 0; at <= overtimeCurve::points; ++at) {
        const double hours = last * at / overtimeCurve::points;
        const auto effect = capEffect(*inputs.overtime, hours, inputs.hoursSaved, inputs.participation);
        if (!effect) break;
        before.x.push_back(hours);
        before.y.push_back(effect->shareBefore);
        after.x.push_back(hours);
        after.y.push_back(effect->shareAfter);
    }
    plot.series.push_back(std::move(before));
    plot.series.push_back(std::move(after));
    for (std::size_t at = 0; at < effects.size(); ++at) {
        const Text& level = overtimeCaps()[at].level;
        const bool same = at > 0 && effects[at].cap == effects[at - 1].cap;
        if (same) {  // one line stands for both levels
            Text& label = plot.verticals.back().label;
            label = {label.ja + "、" + level.ja, label.en + ", " + level.en};
        } else {
            plot.verticals.push_back({level, effects[at].cap});
        }
    }
    return {"overtime",
            {"時間外労働がこれを超える医師の割合", "Share of doctors above each number of overtime hours"},
            {},
            std::move(plot)};
}

StudyChart bandChart(const WorkStyleInputs& inputs) {
    BarChart bars;
    bars.value = {{"医師の割合", "Share of doctors"}, Unit::percent};
    bars.categoryLabel = {"週労働時間", "Weekly hours"};
    ChartBars observed{{"調査", "Observed"}, {}, {}, {}};
    ChartBars fitted{{"当てはめ", "Fitted"}, {}, {}, {}};
    for (std::size_t at = 0; at < inputs.classes.size(); ++at) {
        const FrequencyClass& one = inputs.classes[at];
        const std::string upper = std::isinf(one.upper) ? "" : shortNumber(one.upper);
        bars.categories.push_back(typedName(shortNumber(one.lower) + "–" + upper));
        observed.values.push_back(one.weight);
        if (!inputs.fits.empty()) fitted.values.push_back(100 * inputs.fits.front().fit.probabilities[at]);
    }
    bars.series.push_back(std::move(observed));
    if (!inputs.fits.empty()) bars.series.push_back(std::move(fitted));
    return {"bands", {"週労働時間の分布", "Distribution of weekly hours"}, {}, std::move(bars)};
}

}  // namespace

std::vector<StudyTable> workStyleTables(const WorkStyleInputs& inputs, const std::vector<CapEffect>& effects,
                                        double hoursReduced) {
    std::vector<StudyTable> tables{capTable(inputs, effects)};
    if (!inputs.classes.empty()) tables.push_back(bandTable(inputs));
    if (!inputs.fits.empty()) tables.push_back(familyTable(inputs));
    if (inputs.weekendShare || inputs.nightShare) tables.push_back(splitTable(inputs, hoursReduced));
    tables.push_back(ruleTable(inputs.rules));
    return tables;
}

std::vector<StudyChart> workStyleCharts(const WorkStyleInputs& inputs, const std::vector<CapEffect>& effects) {
    std::vector<StudyChart> charts{overtimeChart(inputs, effects)};
    if (!inputs.classes.empty()) charts.push_back(bandChart(inputs));
    return charts;
}

}  // namespace kachi
