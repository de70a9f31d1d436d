// Tables of the study of distributional cost-effectiveness.
#include "models/studies/distributional_cea_analysis.h"

#include <algorithm>
#include <cmath>

namespace kachi {

Text DistributionalAnalysis::quadrant(double meanChange, double inequalityEffect) const {
    static const Text health[] = {
        {"健康減", "less health"}, {"健康は不変", "health unchanged"}, {"健康増", "more health"}};
    static const Text inequality[] = {
        {"格差拡大", "more inequality"}, {"格差は不変", "inequality unchanged"}, {"格差縮小", "less inequality"}};
    const int up = direction(meanChange);
    const int fairer = direction(inequalityEffect);
    Text text{health[up + 1].ja + "・" + inequality[fairer + 1].ja,
              health[up + 1].en + ", " + inequality[fairer + 1].en};
    if (up * fairer < 0) {
        text.ja += "（トレードオフ）";
        text.en += ": trade-off";
    }
    return text;
}

StudyTable DistributionalAnalysis::optionTable() const {
    StudyTable table{"options",
                     {"選択肢", "Options"},
                     {{"option", {"選択肢", "Option"}},
                      {"cost", {"追加費用", "Extra cost"}, Unit::currency},
                      {"netHealth", {"純健康便益", "Net health benefit"}, Unit::qaly},
                      {"netHealthPerPerson", {"1 人あたり", "Per person"}, Unit::qaly},
                      {"mean", {"健康の平均", "Mean health"}, Unit::qaly}},
                     {}};
    for (std::size_t option = 0; option < optionCount(); ++option) {
        const double change = meanChange(option);
        table.rows.push_back({studyCell(nameOf(option)), studyCell(m_inputs.options[option].cost),
                              studyCell(change * m_people), studyCell(change), studyCell(m_health[option].mean())});
    }
    return table;
}

StudyTable DistributionalAnalysis::groupTable() const {
    StudyTable table{"groups",
                     {"集団別の健康", "Health by group"},
                     {{"option", {"選択肢", "Option"}},
                      {"group", {"集団", "Group"}},
                      {"population", {"人口", "Population"}, Unit::persons},
                      {"before", {"現状", "Baseline"}, Unit::qaly},
                      {"after", {"実施後", "After"}, Unit::qaly},
                      {"change", {"変化（1 人）", "Change per person"}, Unit::qaly},
                      {"totalChange", {"変化（集団計）", "Change of the group"}, Unit::qaly}},
                     {}};
    for (std::size_t option = 1; option < optionCount(); ++option) {
        for (std::size_t i = 0; i < m_inputs.groups.size(); ++i) {
            const double after = m_inputs.options[option].health[i];
            const double change = after - m_inputs.baseline[i];
            table.rows.push_back({studyCell(nameOf(option)), studyCell(m_inputs.groups[i]),
                                  studyCell(m_inputs.population[i]), studyCell(m_inputs.baseline[i]), studyCell(after),
                                  studyCell(change), studyCell(change * m_inputs.population[i])});
        }
    }
    return table;
}

StudyTable DistributionalAnalysis::welfareTable() const {
    StudyTable table{"welfare",
                     {"均等分配等価（EDE）", "Equally distributed equivalents"},
                     {{"option", {"選択肢", "Option"}},
                      {"welfare", {"厚生関数", "Welfare function"}},
                      {"aversion", {"格差回避度", "Aversion"}},
                      {"before", {"EDE：現状", "EDE before"}, Unit::qaly},
                      {"after", {"EDE：実施後", "EDE after"}, Unit::qaly},
                      {"change", {"EDE の変化", "Change of EDE"}, Unit::qaly},
                      {"meanChange", {"平均の変化", "Change of the mean"}, Unit::qaly},
                      {"inequalityEffect", {"格差の効果", "Inequality effect"}, Unit::qaly},
                      {"equityWeightedTotal", {"公平性を加味した便益（計）", "Equity-weighted total"}, Unit::qaly},
                      {"inequalityEffectTotal", {"格差の効果（計）", "Inequality effect, total"}, Unit::qaly},
                      {"quadrant", {"位置", "Quadrant"}}},
                     {}};
    for (std::size_t option = 1; option < optionCount(); ++option) {
        for (const WelfareChoice& welfare : m_welfares) {
            const WelfareComparison compare = compared(option, welfare);
            table.rows.push_back({studyCell(nameOf(option)), studyCell(welfare.label), studyCell(welfare.aversion),
                                  studyCell(compare.before), studyCell(compare.after), studyCell(compare.change),
                                  studyCell(compare.meanChange), studyCell(compare.inequalityEffect),
                                  studyCell(total(compare.change)), studyCell(total(compare.inequalityEffect)),
                                  compare.inequalityEffect
                                      ? studyCell(quadrant(compare.meanChange, *compare.inequalityEffect))
                                      : StudyValue{}});
        }
    }
    return table;
}

StudyTable DistributionalAnalysis::rankingTable() const {
    StudyTable table{"ranking",
                     {"格差回避度別の順位", "Ranking by aversion"},
                     {{"welfare", {"厚生関数", "Welfare function"}},
                      {"best", {"最も良い選択肢", "Best option"}},
                      {"order", {"順位", "Order"}}},
                     {}};
    for (const WelfareChoice& welfare : m_welfares) {
        std::vector<std::pair<double, std::size_t>> ranked;
        for (std::size_t option = 0; option < optionCount(); ++option) {
            const Measure change = compared(option, welfare).change;
            if (change) ranked.emplace_back(*change, option);
        }
        std::ranges::stable_sort(ranked, std::greater{}, [](const auto& entry) { return entry.first; });
        Text order;
        for (const auto& [change, option] : ranked) {
            order.ja += (order.ja.empty() ? "" : " ＞ ") + nameOf(option).ja;
            order.en += (order.en.empty() ? "" : " > ") + nameOf(option).en;
        }
        table.rows.push_back({studyCell(welfare.label),
                              ranked.empty() ? StudyValue{} : studyCell(nameOf(ranked.front().second)),
                              studyCell(order)});
    }
    return table;
}

Text DistributionalAnalysis::betterText(Dominance dominance, std::size_t first, std::size_t second) const {
    switch (dominance) {
        case Dominance::equal:
            return {"同じ", "equal"};
        case Dominance::first:
            return nameOf(first);
        case Dominance::second:
            return nameOf(second);
        case Dominance::neither:
            break;
    }
    return {"どちらでもない", "neither"};
}

Dominance DistributionalAnalysis::betterAt(double aversion, std::size_t first, std::size_t second) const {
    const WelfareChoice welfare{WelfareFamily::atkinson, aversion, {}, {}};
    const Measure one = compared(first, welfare).change;
    const Measure other = compared(second, welfare).change;
    if (!one || !other || *one == *other) return Dominance::neither;
    return *one > *other ? Dominance::first : Dominance::second;
}

StudyTable DistributionalAnalysis::dominanceTable() const {
    StudyTable table{"dominance",
                     {"優越と順位の入替わり", "Dominance and switches"},
                     {{"first", {"選択肢", "Option"}},
                      {"second", {"比較相手", "Compared with"}},
                      {"pareto", {"パレート優越", "Pareto dominant"}},
                      {"generalisedLorenz", {"一般化ローレンツ優越", "Generalised Lorenz dominant"}},
                      {"atkinson", {"どの ε でも良い", "Better at every ε"}},
                      {"switching", {"順位が入れ替わる ε（最初）", "First switching ε"}},
                      {"switches", {"入替わりのすべて", "All switches"}}},
                     {}};
    for (std::size_t first = 0; first < optionCount(); ++first) {
        for (std::size_t second = first + 1; second < optionCount(); ++second) {
            const Dominance lorenz = generalisedLorenzDominance(m_health[first], m_health[second]);
            Dominance atkinson = lorenz;  // generalised Lorenz dominance implies it
            std::vector<double> switches;
            if (lorenz == Dominance::neither) {
                switches = switchingAversions(m_health[first], m_health[second], m_inputs.switchingUpTo);
                if (switches.empty()) atkinson = betterAt(m_inputs.switchingUpTo, first, second);
            }
            std::string all;
            for (const double aversion : switches) all += (all.empty() ? "" : ", ") + plainDigits(aversion);
            table.rows.push_back(
                {studyCell(nameOf(first)), studyCell(nameOf(second)),
                 studyCell(betterText(paretoDominance(m_inputs.options[first].health, m_inputs.options[second].health),
                                      first, second)),
                 studyCell(betterText(lorenz, first, second)), studyCell(betterText(atkinson, first, second)),
                 switches.empty() ? StudyValue{} : studyCell(switches.front()), studyCell(all)});
        }
    }
    return table;
}

StudyTable DistributionalAnalysis::inequalityTable() const {
    StudyTable table{"inequality",
                     {"格差の指標：前と後", "Inequality before and after"},
                     {{"option", {"選択肢", "Option"}},
                      {"gap", {"最も有利と不利の差", "Gap, least minus most disadvantaged"}, Unit::qaly},
                      {"relativeGap", {"差の比", "Relative gap"}, Unit::ratio},
                      {"slope", {"SII（人口加重）", "SII, population weights"}, Unit::qaly},
                      {"slopeUnweighted", {"SII（加重なし）", "SII, unweighted"}, Unit::qaly},
                      {"relative", {"RII（SII÷平均、人口加重）", "RII, SII over mean, population weights"}},
                      {"relativeUnweighted", {"RII（加重なし）", "RII, unweighted"}},
                      {"ratio", {"RII（両端の比、人口加重）", "RII, ratio of the ends"}},
                      {"gini", {"ジニ係数", "Gini coefficient"}, Unit::index}},
                     {}};
    for (std::size_t option = 0; option < optionCount(); ++option) {
        const std::vector<double>& health = m_inputs.options[option].health;
        const double worst = health[m_inputs.fromDisadvantaged.front()];
        const double gap = health[m_inputs.fromDisadvantaged.back()] - worst;
        const SlopeIndex weighted = slope(option, SlopeWeights::shares);
        const SlopeIndex plain = slope(option, SlopeWeights::equal);
        table.rows.push_back({studyCell(nameOf(option)), studyCell(gap), studyCell(gap / worst),
                              studyCell(weighted.slope), studyCell(plain.slope), studyCell(weighted.relativeMean),
                              studyCell(plain.relativeMean), studyCell(weighted.relativeRatio),
                              studyCell(gini(m_health[option]))});
    }
    return table;
}

StudyTable DistributionalAnalysis::weightTable() const {
    StudyTable table{"weights",
                     {"限界的な重み（最も健康な集団を 1）", "Marginal weights, healthiest group 1"},
                     {{"group", {"集団", "Group"}}},
                     {}};
    for (const std::string& group : m_inputs.groups) table.rows.push_back({studyCell(group)});
    for (const WelfareChoice& welfare : m_welfares) {
        if (welfare.family == WelfareFamily::extendedGini) continue;
        table.columns.push_back({welfare.key, welfare.label});
        const std::vector<double> weights = marginalWeights(m_inputs.baseline, welfare.family, welfare.aversion);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            table.rows[i].push_back(std::isfinite(weights[i]) ? studyCell(weights[i]) : StudyValue{});
        }
    }
    return table;
}

}  // namespace kachi
