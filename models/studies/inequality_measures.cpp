#include "models/studies/inequality_measures.h"

#include "models/core/issue.h"
#include "models/statistics/percentile_ratio.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kachi {
namespace {

constexpr double upperPercentile = 0.9;
constexpr double lowerPercentile = 0.1;

/// Share of the population and mean of each group, as Σ w x.
struct GroupSums {
    std::vector<double> shares;
    std::vector<double> resources;
};

}  // namespace

InequalityMeasures::InequalityMeasures(InequalityMeasureSettings settings) : m_settings(std::move(settings)) {
    m_names = {{"mean", {"平均", "Mean"}, true},
               {"minimum", {"最小", "Minimum"}, true},
               {"maximum", {"最大", "Maximum"}, true},
               {"gini", {"ジニ係数", "Gini coefficient"}},
               {"theilT", {"タイル指標 T", "Theil T"}},
               {"theilL", {"タイル指標 L（平均対数偏差）", "Theil L (mean log deviation)"}}};
    for (const double epsilon : m_settings.epsilons) {
        const std::string text = numberText(epsilon);
        m_names.push_back(
            {"atkinson." + text, {"アトキンソン指標（ε = " + text + "）", "Atkinson (ε = " + text + ")"}});
    }
    m_names.insert(m_names.end(), {{"coefficientOfVariation", {"変動係数", "Coefficient of variation"}},
                                   {"hoover", {"フーバー指数", "Hoover index"}},
                                   {"maxOverMin", {"最大最小比", "Max/min ratio"}},
                                   {"p90OverP10", {"P90/P10 比", "P90/P10 ratio"}}});
    for (const double alpha : m_settings.alphas) {
        const std::string text = numberText(alpha);
        m_names.push_back({"kolm." + text, {"コルム指標（α = " + text + "）", "Kolm (α = " + text + ")"}, true});
    }
    if (!m_settings.groups.empty()) {
        m_names.insert(m_names.end(), {{"theilTWithin", {"タイル T のうちブロック内", "Theil T within groups"}},
                                       {"theilTBetween", {"タイル T のうちブロック間", "Theil T between groups"}},
                                       {"theilLWithin", {"タイル L のうちブロック内", "Theil L within groups"}},
                                       {"theilLBetween", {"タイル L のうちブロック間", "Theil L between groups"}}});
        std::map<std::string, std::size_t> positions;
        for (const std::string& group : m_settings.groups) {
            m_groupOf.push_back(positions.try_emplace(group, positions.size()).first->second);
        }
        m_groups = positions.size();
    }
    if (!m_settings.ranking.empty()) {
        m_names.insert(
            m_names.end(),
            {{"concentrationIndex", {"集中指数", "Concentration index"}},
             {"generalisedConcentrationIndex", {"一般化集中指数", "Generalised concentration index"}, true},
             {"slopeIndex", {"格差勾配指数（SII）", "Slope index of inequality (SII)"}, true},
             {"relativeIndexMean", {"格差相対指数（RII、平均比）", "Relative index (RII, SII over mean)"}},
             {"relativeIndexRatio", {"格差相対指数（RII、両端比）", "Relative index (RII, ratio of ends)"}}});
        if (m_settings.bounds) {
            m_names.insert(m_names.end(), {{"erreygers", {"エレイガース指数", "Erreygers index"}},
                                           {"wagstaff", {"ワグスタッフ指数", "Wagstaff index"}}});
        }
    }
}

std::vector<Measure> InequalityMeasures::of(const RegionalRates& sample) const {
    const WeightedValues& rates = sample.rates;
    std::vector<Measure> values{rates.mean(),
                                rates.values()[rates.ascending().front()],
                                rates.values()[rates.ascending().back()],
                                gini(rates),
                                theilT(rates),
                                theilL(rates)};
    values.reserve(m_names.size());
    for (const double epsilon : m_settings.epsilons) values.push_back(atkinson(rates, epsilon));
    values.insert(values.end(), {coefficientOfVariation(rates), hoover(rates), maxOverMin(rates),
                                 percentileRatio(rates, upperPercentile, lowerPercentile)});
    for (const double alpha : m_settings.alphas) values.push_back(kolm(rates, alpha));
    if (m_groups > 0) addDecomposition(sample, values);
    if (!m_settings.ranking.empty()) addByRank(sample, values);
    return values;
}

/// Between groups: T = Σ s_g ln(m_g/m), L = Σ p_g ln(m/m_g); within is the rest (models/statistics/inequality.h).
void InequalityMeasures::addDecomposition(const RegionalRates& sample, std::vector<Measure>& values) const {
    GroupSums sums{std::vector<double>(m_groups), std::vector<double>(m_groups)};
    for (std::size_t i = 0; i < sample.rates.size(); ++i) {
        const std::size_t group = m_groupOf[sample.regions[i]];
        sums.shares[group] += sample.rates.shares()[i];
        sums.resources[group] += sample.rates.shares()[i] * sample.rates.values()[i];
    }
    double betweenT = 0;
    double betweenL = 0;
    for (std::size_t g = 0; g < m_groups; ++g) {
        if (sums.resources[g] == 0) continue;  // holds nothing: adds 0 to T, and L is not defined at all
        const double ratio = sums.resources[g] / sums.shares[g] / sample.rates.mean();
        betweenT += sums.shares[g] * ratio * std::log(ratio);
        betweenL -= sums.shares[g] * std::log(ratio);
    }
    const auto add = [&](const Measure& total, double between) {
        values.push_back(total ? Measure(*total - between) : std::nullopt);
        values.push_back(total ? Measure(between) : std::nullopt);
    };
    add(theilT(sample.rates), betweenT);
    add(theilL(sample.rates), betweenL);
}

void InequalityMeasures::addByRank(const RegionalRates& sample, std::vector<Measure>& values) const {
    std::vector<double> ranking;
    ranking.reserve(sample.regions.size());
    for (const std::size_t region : sample.regions) ranking.push_back(m_settings.ranking[region]);
    const auto ranked = RankedValues::make(sample.rates.values(), ranking, sample.rates.shares());
    if (!ranked) {  // regions drawn that are all of one rank
        values.resize(m_names.size());
        return;
    }
    const SlopeIndex slope = slopeIndex(*ranked);
    values.insert(values.end(), {concentrationIndex(*ranked), generalisedConcentrationIndex(*ranked), slope.slope,
                                 slope.relativeMean, slope.relativeRatio});
    if (!m_settings.bounds) return;
    values.push_back(erreygersIndex(*ranked, *m_settings.bounds));
    values.push_back(wagstaffIndex(*ranked, *m_settings.bounds));
}

}  // namespace kachi
