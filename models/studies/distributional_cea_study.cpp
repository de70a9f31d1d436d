// Distributional cost-effectiveness: gains by group, opportunity costs, equally distributed equivalents.
#include "models/statistics/rank_inequality.h"
#include "models/studies/distributional_cea_inputs.h"
#include "models/studies/number_list.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

/// A switching point is found by search: further digits say nothing.
double fourDecimals(double aversion) {
    return std::round(aversion * 1e4) / 1e4;
}

constexpr int aversionsInChart = 31;
constexpr double rounding = 1e-13;

const Text baselineName{"現状", "Baseline"};

/// One way to weigh the distribution, as asked for.
struct Welfare {
    WelfareFamily family = WelfareFamily::atkinson;
    double aversion = 0;
    std::string key;  ///< "atkinson.5"
    Text label;
};

/// An option compared with the baseline under one welfare function.
struct Comparison {
    Measure before;  ///< equally distributed equivalent
    Measure after;
    Measure change;            ///< of the equivalent, per person
    double meanChange = 0;     ///< per person
    Measure inequalityEffect;  ///< change − meanChange, per person
};

class Analysis {
public:
    /// @param health of every option, weighted by the population of the groups
    Analysis(DistributionalInputs inputs, std::vector<WeightedValues> health)
        : m_inputs(std::move(inputs)), m_health(std::move(health)) {
        m_people = std::accumulate(m_inputs.population.begin(), m_inputs.population.end(), 0.0);
        const auto add = [this](WelfareFamily family, const char* key, const char* symbol, const Text& name,
                                const std::vector<double>& aversions) {
            for (const double aversion : aversions) {
                const std::string value = std::string(" ") + symbol + " = " + plainDigits(fourDecimals(aversion));
                m_welfares.push_back({family,
                                      aversion,
                                      std::string(key) + "." + plainDigits(aversion),
                                      {name.ja + value, name.en + value}});
            }
        };
        add(WelfareFamily::atkinson, "atkinson", "ε", {"Atkinson", "Atkinson"}, m_inputs.epsilons);
        add(WelfareFamily::kolm, "kolm", "α", {"Kolm", "Kolm"}, m_inputs.alphas);
        add(WelfareFamily::extendedGini, "extendedGini", "η", {"拡張ジニ", "Extended Gini"}, m_inputs.etas);
    }

    StudyResult result() const {
        StudyResult result;
        addFigures(result);
        result.tables = {optionTable(),    groupTable(),      welfareTable(), rankingTable(),
                         dominanceTable(), inequalityTable(), weightTable()};
        result.charts = {planeChart(), aversionChart(), gainChart()};
        return result;
    }

private:
    std::size_t optionCount() const { return m_inputs.options.size(); }

    Text nameOf(std::size_t option) const {
        return option == 0 ? baselineName : Text{m_inputs.options[option].name, m_inputs.options[option].name};
    }

    /// Per person; the sum of the groups' changes, so that small ones keep their digits.
    double meanChange(std::size_t option) const {
        double total = 0;
        for (std::size_t i = 0; i < m_inputs.groups.size(); ++i) {
            total += m_inputs.population[i] * (m_inputs.options[option].health[i] - m_inputs.baseline[i]);
        }
        return total / m_people;
    }

    Comparison compared(std::size_t option, const Welfare& welfare) const {
        Comparison comparison;
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

    /// Total over the population, empty when not defined.
    Measure total(const Measure& perPerson) const { return perPerson ? Measure(*perPerson * m_people) : std::nullopt; }

    /// Over the midpoint of each group's range of ranks, from the most disadvantaged. Populations are valid: the mean
    /// health has been worked out from them.
    SlopeIndex slope(std::size_t option, SlopeWeights weights) const {
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

    /// −1, 0 or 1; 0 when the change is within rounding of the health it is taken from.
    int direction(double change) const {
        if (std::abs(change) <= rounding * m_health[0].mean()) return 0;
        return change > 0 ? 1 : -1;
    }

    Text quadrant(double meanChange, double inequalityEffect) const {
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

    void addFigures(StudyResult& result) const {
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
        result.figures.push_back(studyFigure(
            "baselineSlope", {"格差勾配指数 SII（人口加重）", "Slope index of inequality, population weights"},
            slope(0, SlopeWeights::shares).slope, Unit::qaly));
        for (std::size_t option = 1; option < optionCount(); ++option) {
            const std::string& name = m_inputs.options[option].name;
            add("netHealth." + name, {name + "：純健康便益", name + ": net health benefit"},
                meanChange(option) * m_people, true);
            for (const Welfare& welfare : m_welfares) {
                const Comparison comparison = compared(option, welfare);
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

    StudyTable optionTable() const {
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

    StudyTable groupTable() const {
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
                                      studyCell(m_inputs.population[i]), studyCell(m_inputs.baseline[i]),
                                      studyCell(after), studyCell(change), studyCell(change * m_inputs.population[i])});
            }
        }
        return table;
    }

    StudyTable welfareTable() const {
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
            for (const Welfare& welfare : m_welfares) {
                const Comparison compare = compared(option, welfare);
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

    /// Options from best to worst under each welfare function.
    StudyTable rankingTable() const {
        StudyTable table{"ranking",
                         {"格差回避度別の順位", "Ranking by aversion"},
                         {{"welfare", {"厚生関数", "Welfare function"}},
                          {"best", {"最も良い選択肢", "Best option"}},
                          {"order", {"順位", "Order"}}},
                         {}};
        for (const Welfare& welfare : m_welfares) {
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

    Text betterText(Dominance dominance, std::size_t first, std::size_t second) const {
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

    /// Which option has the higher Atkinson equivalent at this aversion.
    Dominance betterAt(double aversion, std::size_t first, std::size_t second) const {
        const Welfare welfare{WelfareFamily::atkinson, aversion, {}, {}};
        const Measure one = compared(first, welfare).change;
        const Measure other = compared(second, welfare).change;
        if (!one || !other || *one == *other) return Dominance::neither;
        return *one > *other ? Dominance::first : Dominance::second;
    }

    StudyTable dominanceTable() const {
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
                     studyCell(
                         betterText(paretoDominance(m_inputs.options[first].health, m_inputs.options[second].health),
                                    first, second)),
                     studyCell(betterText(lorenz, first, second)), studyCell(betterText(atkinson, first, second)),
                     switches.empty() ? StudyValue{} : studyCell(fourDecimals(switches.front())), studyCell(all)});
            }
        }
        return table;
    }

    StudyTable inequalityTable() const {
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

    StudyTable weightTable() const {
        StudyTable table{"weights",
                         {"限界的な重み（最も健康な集団を 1）", "Marginal weights, healthiest group 1"},
                         {{"group", {"集団", "Group"}}},
                         {}};
        for (const std::string& group : m_inputs.groups) table.rows.push_back({studyCell(group)});
        for (const Welfare& welfare : m_welfares) {
            if (welfare.family == WelfareFamily::extendedGini) continue;
            table.columns.push_back({welfare.key, welfare.label});
            const std::vector<double> weights = marginalWeights(m_inputs.baseline, welfare.family, welfare.aversion);
            for (std::size_t i = 0; i < weights.size(); ++i) {
                table.rows[i].push_back(std::isfinite(weights[i]) ? studyCell(weights[i]) : StudyValue{});
            }
        }
        return table;
    }

    StudyChart planeChart() const {
        PlotChart chart;
        chart.x.label = {"格差の効果", "Inequality effect"};
        chart.x.unit = Unit::qaly;
        chart.y.label = {"純健康便益", "Net health benefit"};
        chart.y.unit = Unit::qaly;
        for (std::size_t option = 1; option < optionCount(); ++option) {
            ChartSeries series;
            series.name = nameOf(option);
            series.mark = ChartMark::points;
            for (const Welfare& welfare : m_welfares) {
                if (welfare.family != WelfareFamily::atkinson) continue;
                const Comparison comparison = compared(option, welfare);
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

    StudyChart aversionChart() const {
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

    StudyChart gainChart() const {
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

    DistributionalInputs m_inputs;
    std::vector<WeightedValues> m_health;  ///< [option]
    double m_people = 0;
    std::vector<Welfare> m_welfares;
};

Result<StudyResult> run(StudyReader& reader) {
    DistributionalInputs inputs = readDistributionalInputs(reader);
    if (reader.failed()) return reader.issues();
    std::vector<WeightedValues> health;
    for (const DistributionalOption& option : inputs.options) {
        auto sample = WeightedValues::make(option.health, inputs.population);
        if (!sample) return sample.issues();
        health.push_back(std::move(*sample));
    }
    StudyResult result = Analysis(std::move(inputs), std::move(health)).result();
    result.methodText = {
        "実施後の健康 = 現在の健康 + 利用率×増加 QALY − 失われる QALY − 割合×追加費用÷(1 QALY あたりの機会費用×人口)。"
        "均等分配等価（EDE）は、全員が等しく持つなら現在の分布と同じ良さになる健康の水準。純健康便益は平均の変化×人口、"
        "格差の効果は EDE の変化 − 平均の変化、公平性を加味した便益は EDE の変化×人口。SII は順位の中点への回帰の傾き。"
        "順位は現状の不利の順で固定する。格差を減らす価値は QALY で並べて示し、円の価値には決して加えない。",
        "Health after = baseline + uptake × QALYs gained − QALYs displaced − share × extra cost / (opportunity cost "
        "per "
        "QALY × population). The equally distributed equivalent (EDE) is the health that, were everyone to have it, "
        "would "
        "be as good as the distribution. Net health benefit is change of the mean × population; the inequality effect "
        "is "
        "change of the EDE − change of the mean; the equity-weighted benefit is change of the EDE × population. SII is "
        "the "
        "slope of health over the midpoints of ranks; ranks stay those of the baseline. The worth of less inequality "
        "stands beside in QALYs and is never added to a value in yen."};
    result.references = {
        "Asaria M, Griffin S, Cookson R. Distributional cost-effectiveness analysis: a tutorial. Med Decis Making "
        "2016;36:8-19.",
        "Cookson R, Griffin S, Norheim OF, Culyer AJ (eds). Distributional Cost-Effectiveness Analysis. Oxford "
        "University "
        "Press; 2020.",
        "Robson M, Asaria M, Cookson R, Tsuchiya A, Ali S. Eliciting the level of health inequality aversion in "
        "England. "
        "Health Econ 2017;26:1328-1334.",
        "Atkinson AB. On the measurement of inequality. J Econ Theory 1970;2:244-263.",
        "Shorrocks AF. Ranking income distributions. Economica 1983;50:3-17."};
    return result;
}

}  // namespace

StudyDefinition distributionalCeaStudy() {
    return {
        .id = "distributionalCea",
        .group = StudyGroup::regions,
        .name = {"分布的費用対効果", "Distributional cost-effectiveness"},
        .purpose =
            {"健康の増加と機会費用が集団間でどう分かれるかを示し、格差をどれだけ避けたいかに応じて選択肢を比べます。",
             "Shows how gains and opportunity costs fall on groups and compares options by how much inequality is "
             "to be avoided."},
        .fields = distributionalFields(),
        .run = run,
        .overDraws = true,
    };
}

}  // namespace kachi
