#include "models/evaluation/model_check_parts.h"
#include "models/evaluation/model_places.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace kachi {
namespace {

constexpr double sumTolerance = 1e-9;
constexpr double aliveAtEnd = 0.05;
constexpr double tenfold = 10;
constexpr double noticeableError = 0.01;

class Inspection {
public:
    Inspection(const Case& value, const ParameterValues& values, const OutcomesResults& base)
        : m_structure(*value.outcomes), m_base(base), m_places(structurePlaces(value, values)) {}

    std::vector<ModelCheck> run() {
        rowSums();
        occupancy();
        unreachable();
        neverLeft();
        negativeCosts();
        utilityRange();
        deadStates();
        withinLifeYears();
        extremes();
        horizon();
        if (m_structure.model == OutcomeModel::partitionedSurvival) curveCrossings();
        if (m_structure.model == OutcomeModel::simulation) monteCarloError();
        return std::move(m_checks);
    }

private:
    void add(const char* id, Text name, CheckOutcome outcome, Text finding, std::string where = {}) {
        m_checks.push_back({id, std::move(name), outcome, std::move(finding), std::move(where)});
    }

    bool isTree() const { return m_structure.model == OutcomeModel::decisionTree; }

    bool hasOccupancy() const {
        return std::ranges::any_of(m_base.subgroupBase,
                                   [](const SubgroupOutcome& part) { return !part.occupancy.empty(); });
    }

    void rowSums() {
        const Text name{"推移確率・経路の確率の合計が 1", "Probabilities sum to 1"};
        if (isTree()) {
            double worst = 0;
            for (const SubgroupOutcome& part : m_base.subgroupBase) {
                double sum = 0;
                for (const TreePath& path : part.paths) sum += path.probability;
                worst = std::max(worst, std::abs(sum - 1));
            }
            const std::string miss = checkFigure(worst);
            add("checks.rowSums", name, worst <= sumTolerance ? CheckOutcome::passed : CheckOutcome::failed,
                {"経路の確率の合計と 1 の差は最大 " + miss, "path probabilities miss 1 by at most " + miss},
                worst <= sumTolerance ? "" : "/outcomes/tree");
        } else if (!m_places.hasRows) {
            add("checks.rowSums", name, CheckOutcome::notApplicable,
                {"推移確率行列のないモデル", "the model has no matrix of transition probabilities"});
        } else {
            const std::string miss = checkFigure(m_places.largestRowMiss);
            const bool holds = m_places.largestRowMiss <= sumTolerance;
            add("checks.rowSums", name, holds ? CheckOutcome::passed : CheckOutcome::failed,
                {"行の合計と 1 の差は最大 " + miss + "(「#」のある行は定義により 1)",
                 "row sums miss 1 by at most " + miss + " (rows with “#” make up 1 by definition)"},
                holds ? "" : m_places.largestRowMissWhere);
        }
    }

    void occupancy() {
        const Text name{"各サイクルの状態別割合", "Shares of the states in every cycle"};
        if (!hasOccupancy()) {
            add("checks.occupancy", name, CheckOutcome::notApplicable, {"状態のないモデル", "the model has no states"});
            return;
        }
        double worst = 0;
        double lowest = 0;
        for (const SubgroupOutcome& part : m_base.subgroupBase) {
            for (const std::vector<double>& point : part.occupancy) {
                double sum = 0;
                for (const double share : point) {
                    sum += share;
                    lowest = std::min(lowest, share);
                }
                // Patients of a tree who end there enter no state.
                worst = std::max(worst, isTree() ? sum - 1 : std::abs(sum - 1));
            }
        }
        const bool holds = worst <= sumTolerance && lowest >= -sumTolerance;
        add("checks.occupancy", name, holds ? CheckOutcome::passed : CheckOutcome::failed,
            {"合計と 1 の差は最大 " + checkFigure(worst) + "、最小の割合は " + checkFigure(lowest),
             "sums miss 1 by at most " + checkFigure(worst) + ", smallest share " + checkFigure(lowest)},
            holds ? "" : "/outcomes/states");
    }

    /// States to which some way leads from a start.
    std::set<std::string> connected() const {
        std::set<std::string> reached = m_places.starts;
        for (bool grew = true; grew;) {
            grew = false;
            for (const auto& [from, to] : m_places.moves) {
                if (reached.contains(from)) grew = reached.insert(to).second || grew;
            }
        }
        return reached;
    }

    std::set<std::string> occupied() const {
        std::set<std::string> states;
        for (const SubgroupOutcome& part : m_base.subgroupBase) {
            for (const std::vector<double>& point : part.occupancy) {
                for (std::size_t s = 0; s < point.size(); ++s) {
                    if (point[s] > 0) states.insert(m_structure.states[s].id);
                }
            }
        }
        return states;
    }

    void unreachable() {
        const Text name{"到達しない状態", "States that are never reached"};
        std::vector<std::string> noWay;
        std::vector<std::string> nobody;
        std::string where;
        if (isTree() && m_structure.tree) {
            std::set<std::string> reached;
            for (const SubgroupOutcome& part : m_base.subgroupBase) {
                for (const TreeNodeValue& node : part.nodes) {
                    if (node.probability > 0) reached.insert(node.node);
                }
            }
            for (const TreeNode& node : m_structure.tree->nodes) {
                if (reached.contains(node.id) || node.parent.empty()) continue;
                nobody.push_back(node.id);
                if (where.empty()) where = "/outcomes/tree/nodes/id=" + node.id;
            }
        } else if (hasOccupancy()) {
            const bool hasGraph = m_structure.model != OutcomeModel::partitionedSurvival;
            const std::set<std::string> ways = connected();
            const std::set<std::string> seen = occupied();
            for (const OutcomeState& state : m_structure.states) {
                if (seen.contains(state.id)) continue;
                (hasGraph && !ways.contains(state.id) ? noWay : nobody).push_back(state.id);
                if (where.empty()) where = "/outcomes/states/id=" + state.id;
            }
        }
        if (noWay.empty() && nobody.empty()) {
            add("checks.unreachable", name, CheckOutcome::passed, {"すべてに到達する", "all are reached"});
            return;
        }
        Text finding;
        if (!noWay.empty()) {
            finding = {"どこからも推移しない: " + checkList(noWay), "no way leads to: " + checkList(noWay)};
        }
        if (!nobody.empty()) {
            finding.ja += (finding.ja.empty() ? "" : "。") + ("誰も到達しない: " + checkList(nobody));
            finding.en += (finding.en.empty() ? "" : "; ") + ("nobody gets to: " + checkList(nobody));
        }
        add("checks.unreachable", name, CheckOutcome::warning, std::move(finding), where);
    }

    void neverLeft() {
        const Text name{"出ていかない生存状態", "Living states that are never left"};
        const bool hasGraph = !m_places.moves.empty() || m_structure.model == OutcomeModel::cohort;
        if (!hasGraph || m_structure.model == OutcomeModel::partitionedSurvival) {
            add("checks.neverLeft", name, CheckOutcome::notApplicable,
                {"状態間の推移のないモデル", "the model has no transitions between states"});
            return;
        }
        std::vector<std::string> stuck;
        for (const OutcomeState& state : m_structure.states) {
            const bool leaves =
                std::ranges::any_of(m_places.moves, [&](const auto& move) { return move.first == state.id; });
            if (state.alive && !leaves) stuck.push_back(state.id);
        }
        if (stuck.empty()) {
            add("checks.neverLeft", name, CheckOutcome::passed,
                {"生存状態にはすべて出口がある", "every living state has a way out"});
            return;
        }
        add("checks.neverLeft", name, CheckOutcome::warning,
            {"生存とされ、出口がない: " + checkList(stuck) + "(死亡しない患者が残る)",
             "alive and without a way out: " + checkList(stuck) + " (patients there never die)"},
            "/outcomes/states/id=" + stuck.front());
    }

    /// Places of one kind that break a rule; the finding quotes each with its values.
    template <class Rule>
    void places(const char* id, const Text& name, PlaceKind kind, Rule breaks, const Text& good, const Text& bad) {
        std::vector<std::string> found;
        std::string where;
        for (const PlaceValues& place : m_places.values) {
            if (place.kind != kind || !breaks(place)) continue;
            found.push_back(place.where.substr(std::string("/outcomes/").size()) + " = " + checkFigure(place.low) +
                            (place.high == place.low ? "" : " … " + checkFigure(place.high)));
            if (where.empty()) where = place.where;
        }
        if (found.empty()) {
            add(id, name, CheckOutcome::passed, good);
            return;
        }
        const std::string list = checkList(found);
        add(id, name, CheckOutcome::warning, {bad.ja + ": " + list, bad.en + ": " + list}, where);
    }

    void negativeCosts() {
        places("checks.negativeCosts", {"負の費用", "Negative costs"}, PlaceKind::cost,
               [](const PlaceValues& place) { return place.low < 0; }, {"負の費用はない", "no cost is negative"},
               {"負の費用がある", "negative costs"});
    }

    void utilityRange() {
        places("checks.utilityRange", {"効用値の範囲", "Range of the utilities"}, PlaceKind::utility,
               [](const PlaceValues& place) { return place.low < -1 || place.high > 1; },
               {"効用値はすべて −1 から 1 の範囲", "all utilities lie within −1 … 1"},
               {"−1 から 1 の範囲外の効用値", "utilities outside −1 … 1"});
    }

    void deadStates() {
        std::vector<std::string> found;
        std::string where;
        for (const PlaceValues& place : m_places.values) {
            const auto state = std::ranges::find(m_structure.states, place.state, &OutcomeState::id);
            if (state == m_structure.states.end() || state->alive || (place.low == 0 && place.high == 0)) continue;
            const bool cost = place.kind == PlaceKind::cost;
            found.push_back(place.state + (cost ? " (cost " : " (utility ") + checkFigure(place.high) + ")");
            if (where.empty()) where = place.where;
        }
        const Text name{"死亡状態の費用・効用", "Costs and utilities after death"};
        if (found.empty()) {
            add("checks.deadStates", name, CheckOutcome::passed,
                {"生存でない状態の費用・効用は 0", "states that are not alive cost and gain nothing"});
            return;
        }
        const std::string list = checkList(found);
        add("checks.deadStates", name, CheckOutcome::warning,
            {"生存でない状態に費用または効用がある: " + list, "states that are not alive have a value: " + list},
            where);
    }

    void withinLifeYears() {
        std::vector<std::string> found;
        for (std::size_t s = 0; s < m_base.base.size(); ++s) {
            const CohortOutcome& outcome = m_base.base[s];
            if (outcome.qalyUndiscounted <= outcome.lifeYears * (1 + sumTolerance) + sumTolerance) continue;
            found.push_back(m_base.strategies[s] + " (" + checkFigure(outcome.qalyUndiscounted) + " > " +
                            checkFigure(outcome.lifeYears) + ")");
        }
        const Text name{"QALY は生存年以下", "QALYs do not exceed life-years"};
        if (found.empty()) {
            add("checks.withinLifeYears", name, CheckOutcome::passed,
                {"割引前の QALY は生存年を超えない", "undiscounted QALYs do not exceed life-years"});
            return;
        }
        add("checks.withinLifeYears", name, CheckOutcome::warning,
            {"QALY が生存年を超える: " + checkList(found), "QALYs exceed life-years: " + checkList(found)},
            "/outcomes/states");
    }

    void extremes() {
        std::vector<std::string> ja;
        std::vector<std::string> en;
        const auto compare = [&](const Text& label, auto figureOf) {
            const auto [low, high] = std::ranges::minmax_element(m_base.base, {}, figureOf);
            const double smallest = figureOf(*low);
            const double largest = figureOf(*high);
            if (!(smallest > 0) || largest <= tenfold * smallest) return;
            const std::string figures = checkFigure(smallest) + " … " + checkFigure(largest);
            ja.push_back(label.ja + " " + figures);
            en.push_back(label.en + " " + figures);
        };
        compare({"費用", "cost"}, [](const CohortOutcome& outcome) { return outcome.cost; });
        compare({"QALY", "QALYs"}, [](const CohortOutcome& outcome) { return outcome.qaly; });
        compare({"生存年", "life-years"}, [](const CohortOutcome& outcome) { return outcome.lifeYears; });
        const Text name{"極端な値", "Extreme values"};
        if (ja.empty()) {
            add("checks.extremes", name, CheckOutcome::passed,
                {"戦略間の差は 10 倍以内", "no total differs tenfold between strategies"});
            return;
        }
        add("checks.extremes", name, CheckOutcome::warning,
            {"戦略間で 10 倍を超える差: " + checkList(ja), "more than tenfold between strategies: " + checkList(en)},
            "/outcomes/strategies");
    }

    void horizon() {
        const Text name{"分析期間終了時の生存割合", "Share alive at the horizon"};
        if (!hasOccupancy()) {
            add("checks.horizon", name, CheckOutcome::notApplicable, {"状態のないモデル", "the model has no states"});
            return;
        }
        std::vector<double> alive(m_base.strategies.size());
        for (const SubgroupOutcome& part : m_base.subgroupBase) {
            if (part.occupancy.empty()) continue;
            const std::vector<double>& last = part.occupancy.back();
            for (std::size_t s = 0; s < last.size(); ++s) {
                if (m_structure.states[s].alive) alive[part.strategy] += part.weight * last[s];
            }
        }
        const auto most = std::ranges::max_element(alive);
        const std::string strategy = m_base.strategies[static_cast<std::size_t>(most - alive.begin())];
        const std::string share = checkFigure(*most * 100);
        const std::string years = checkFigure(m_structure.timing.cycles * m_structure.timing.cycleLengthYears);
        const bool few = *most <= aliveAtEnd;
        add("checks.horizon", name, few ? CheckOutcome::passed : CheckOutcome::warning,
            {years + " 年後に最大 " + share + " %(" + strategy + ")が生存" +
                 (few ? "" : "。生涯を分析するなら期間を延ばす"),
             "after " + years + " years up to " + share + " % (" + strategy + ") are alive" +
                 (few ? "" : "; lengthen the horizon if a lifetime is meant")},
            few ? "" : "/outcomes/timing/cycles");
    }

    void curveCrossings() {
        std::vector<std::string> found;
        std::string where;
        for (const SubgroupOutcome& part : m_base.subgroupBase) {
            for (const CurveCrossing& crossing : part.crossings) {
                found.push_back(m_base.strategies[part.strategy] + ": " + crossing.inner + " > " + crossing.outer +
                                " (" + checkFigure(crossing.time) + ")");
                if (where.empty()) where = "/outcomes/curves/id=" + crossing.inner;
            }
        }
        const Text name{"生存曲線の交差", "Crossing survival curves"};
        if (found.empty()) {
            add("checks.curveCrossings", name, CheckOutcome::passed, {"交差しない", "the curves do not cross"});
            return;
        }
        add("checks.curveCrossings", name, CheckOutcome::warning,
            {"交差し、外側の曲線に抑えた(年): " + checkList(found),
             "cross and were capped at the outer curve (years): " + checkList(found)},
            where);
    }

    void monteCarloError() {
        double worst = 0;
        int patients = 0;
        for (const SubgroupOutcome& part : m_base.subgroupBase) {
            if (!part.monteCarlo) continue;
            patients = part.monteCarlo->patients;
            if (part.outcome.cost > 0) worst = std::max(worst, part.monteCarlo->cost / part.outcome.cost);
            if (part.outcome.qaly > 0) worst = std::max(worst, part.monteCarlo->qaly / part.outcome.qaly);
        }
        const bool small = worst <= noticeableError;
        const std::string share = checkFigure(worst * 100);
        add("checks.monteCarloError", {"シミュレーションの誤差", "Monte Carlo error of the simulation"},
            small ? CheckOutcome::passed : CheckOutcome::warning,
            {std::to_string(patients) + " 人で標準誤差は平均の最大 " + share + " %" + (small ? "" : "。患者数を増やす"),
             "with " + std::to_string(patients) + " patients the standard error is up to " + share + " % of a mean" +
                 (small ? "" : "; simulate more")},
            small ? "" : "/outcomes/simulation/patients");
    }

    const OutcomesStructure& m_structure;
    const OutcomesResults& m_base;
    const StructurePlaces m_places;
    std::vector<ModelCheck> m_checks;
};

}  // namespace

std::vector<ModelCheck> inspectOutcomeModel(const Case& value, const ParameterValues& values,
                                            const OutcomesResults& base) {
    return Inspection(value, values, base).run();
}

}  // namespace kachi
