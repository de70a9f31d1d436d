#include "models/studies/distributional_cea_analysis.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

constexpr int aversionsInChart = 31;
constexpr double rounding = 1e-13;

const Text baselineName{"現状", "Baseline"};

}  // namespace

DistributionalAnalysis::DistributionalAnalysis(DistributionalInputs inputs, std::vector<WeightedValues> health)
    : m_inputs(std::move(inputs)), m_health(std::move(health)) {
    m_people = std::accumulate(m_inputs.population.begin(), m_inputs.population.end(), 0.0);
    const auto add = [this](WelfareFamily family, const char* key, const char* symbol, const Text& name,
                            const std::vector<double>& aversions) {
        for (const double aversion : aversions) {
            const std::string value = std::string(" ") + symbol + " = " + plainDigits(std::round(aversion * 1e4) / 1e4);
            m_welfares.push_back(
                {family, aversion, std::string(key) + "." + plainDigits(aversion), {name.ja + value, name.en + value}});
        }
    };
    add(WelfareFamily::atkinson, "atkinson", "ε", {"Atkinson", "Atkinson"}, m_inputs.epsilons);
    add(WelfareFamily::kolm, "kolm", "α", {"Kolm", "Kolm"}, m_inputs.alphas);
    add(WelfareFamily::extendedGini, "extendedGini", "η", {"拡張ジニ", "Extended Gini"}, m_inputs.etas);
}

StudyResult DistributionalAnalysis::figures() const {
    StudyResult result;
    addFigures(result);
    return result;
}

StudyResult DistributionalAnalysis::result() const {
    StudyResult result = figures();
    result.tables = {optionTable(),    groupTable(),      welfareTable(), rankingTable(),
                     dominanceTable(), inequalityTable(), weightTable()};
    result.charts = {planeChart(), aversionChart(), gainChart()};
    return result;
}

Text DistributionalAnalysis::nameOf(std::size_t option) const {
    return option == 0 ? baselineName : Text{m_inputs.options[option].name, m_inputs.options[option].name};
}

double DistributionalAnalysis::meanChange(std::size_t option) const {
    double total = 0;
    for (std::size_t i = 0; i < m_inputs.groups.size(); ++i) {
        total += m_inputs.population[i] * (m_inputs.options[option].health[i] - m_inputs.baseline[i]);
    }
    return total / m_people;
}

WelfareComparison DistributionalAnalysis::compared(std::size_t option, const WelfareChoice& welfare) const {
    WelfareComparison comparison;
    comparison.meanChange = meanChange(option);
    comparison.before = equallyDistributedEquivalent(m_health[0], welfare.family, welfare.aversion);
    comparison.after = equallyDistributedEquivalent(m_health[option], welfare.family, welfare.aversion);
    const bool isMean = welfare.aversion == (welfare.family == WelfareFamily::extendedGini ? 1 : 0);
    if (isMean) {
        comparison.change = comparison.meanChange;
        comparison.inequalityEffect = 0;
    } else if (comparison.before && comparison.after) {
        comparison.change = *comparison.after - *comparison.before;
        comparison.inequalityEffect = *comparison.change - comparison.meanChange;
    }
    return comparison;
}

SlopeIndex DistributionalAnalysis::slope(std::size_t option, SlopeWeights weights) const {
    std::vector<double> health;
    std::vector<double> population;
    std::vector<double> ranking;
    for (const std::size_t group : m_inputs.fromDisadvantaged) {
        health.push_back(m_inputs.options[option].health[group]);
        population.push_back(m_inputs.population[group]);
        ranking.push_back(static_cast<double>(ranking.size()));
    }
    return slopeIndex(*RankedValues::make(health, ranking, population), weights);
}

int DistributionalAnalysis::direction(double change) const {
    if (std::abs(change) <= rounding * m_health[0].mean()) return 0;
    return change > 0 ? 1 : -1;
}

void DistributionalAnalysis::addFigures(StudyResult& result) const {
    const auto add = [&](const std::string& key, const Text& label, const Measure& value, bool headline) {
        StudyFigure figure;
        figure.key = key;
        figure.label = label;
        figure.unit = Unit::qaly;
        figure.value = value;
        figure.headline = headline;
        if (value) {
            result.estimates.push_back(normalEstimate(key, label, *value, 0, Unit::qaly));
        } else {
            figure.state = {"定義されない", "not defined"};
        }
        result.figures.push_back(std::move(figure));
    };
    result.figures.push_back(
        studyFigure("baselineMean", {"現在の健康の平均", "Mean baseline health"}, m_health[0].mean(), Unit::qaly));
    result.figures.push_back(
        studyFigure("baselineSlope", {"格差勾配指数 SII（人口加重）", "Slope index of inequality, population weights"},
                    slope(0, SlopeWeights::shares).slope, Unit::qaly));
    for (std::size_t option = 1; option < optionCount(); ++option) {
        const std::string& name = m_inputs.options[option].name;
        add("netHealth." + name, {name + "：純健康便益", name + ": net health benefit"}, meanChange(option) * m_people,
            true);
        for (const WelfareChoice& welfare : m_welfares) {
            const WelfareComparison comparison = compared(option, welfare);
            add("equityWeighted." + name + "." + welfare.key,
                {name + "：公平性を加味した便益（" + welfare.label.ja + "）",
                 name + ": equity-weighted benefit (" + welfare.label.en + ")"},
                total(comparison.change), false);
            add("inequalityEffect." + name + "." + welfare.key,
                {name + "：格差の変化の価値（" + welfare.label.ja + "）",
                 name + ": worth of the change in inequality (" + welfare.label.en + ")"},
                total(comparison.inequalityEffect), false);
        }
    }
}

StudyChart DistributionalAnalysis::planeChart() const {
    PlotChart chart;
    chart.x.label = {"格差の効果", "Inequality effect"};
    chart.x.unit = Unit::qaly;
    chart.y.label = {"純健康便益", "Net health benefit"};
    chart.y.unit = Unit::qaly;
    for (std::size_t option = 1; option < optionCount(); ++option) {
        ChartSeries series;
        series.name = nameOf(option);
        series.mark = ChartMark::points;
        for (const WelfareChoice& welfare : m_welfares) {
            if (welfare.family != WelfareFamily::atkinson) continue;
            const WelfareComparison comparison = compared(option, welfare);
            if (!comparison.inequalityEffect) continue;
            series.x.push_back(*comparison.inequalityEffect * m_people);
            series.y.push_back(comparison.meanChange * m_people);
        }
        chart.series.push_back(std::move(series));
    }
    chart.verticals.push_back({{"格差の変化なし", "inequality unchanged"}, 0});
    chart.horizontals.push_back({{"健康の変化なし", "health unchanged"}, 0});
    return {"plane",
            {"公平性と効率の平面", "Equity-efficiency plane"},
            {"点は選択肢と Atkinson の ε。右上は健康が増え格差が縮む。",
             "Points are options at each Atkinson ε. Upper right: more health and less inequality."},
            std::move(chart)};
}

StudyChart DistributionalAnalysis::aversionChart() const {
    PlotChart chart;
    chart.x.label = {"Atkinson の ε", "Atkinson ε"};
    chart.y.label = {"公平性を加味した便益", "Equity-weighted benefit"};
    chart.y.unit = Unit::qaly;
    double upTo = 15;
    for (const double epsilon : m_inputs.epsilons) upTo = std::max(upTo, epsilon);
    for (std::size_t option = 1; option < optionCount(); ++option) {
        ChartSeries series;
        series.name = nameOf(option);
        for (int i = 0; i < aversionsInChart; ++i) {
            const double epsilon = upTo * i / (aversionsInChart - 1);
            const Measure change = total(compared(option, {WelfareFamily::atkinson, epsilon, {}, {}}).change);
            if (!change) continue;
            series.x.push_back(epsilon);
            series.y.push_back(*change);
        }
        chart.series.push_back(std::move(series));
    }
    chart.horizontals.push_back({baselineName, 0});
    return {"aversion",
            {"格差回避度と便益", "Benefit by inequality aversion"},
            {"線が交わるところで順位が入れ替わる。", "The ranking switches where lines cross."},
            std::move(chart)};
}

StudyChart DistributionalAnalysis::gainChart() const {
    BarChart chart;
    chart.value.label = {"1人当たりの健康の変化", "Change of health per person"};
    chart.value.unit = Unit::qaly;
    chart.categoryLabel = {"集団", "Group"};
    for (const std::string& group : m_inputs.groups) chart.categories.push_back({group, group});
    for (std::size_t option = 1; option < optionCount(); ++option) {
        ChartBars bars;
        bars.name = nameOf(option);
        for (std::size_t i = 0; i < m_inputs.groups.size(); ++i) {
            bars.values.push_back(m_inputs.options[option].health[i] - m_inputs.baseline[i]);
        }
        chart.series.push_back(std::move(bars));
    }
    return {"gains",
            {"集団別の健康の変化", "Change of health by group"},
            {"機会費用を差し引いた後。", "After opportunity costs."},
            std::move(chart)};
}

}  // namespace kachi
