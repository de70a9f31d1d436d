#include "models/outcomes/decision_tree_run.h"

#include "models/outcomes/cycle_weighting.h"
#include "models/outcomes/decision_tree_checks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace kachi {
namespace {

/// Largest miss of a sum of probabilities.
constexpr double sumTolerance = 1e-9;

/// Payoffs later than this, or after more cycles than that, are mistakes.
constexpr double latestYears = 1'000;
constexpr double latestCycles = 1e6;

enum Figure : std::size_t { cost, costUndiscounted, qaly, qalyUndiscounted, lifeYears, lifeYearsDiscounted };

/// Totals in the order of Figure.
template <class Totals>
auto figuresOf(Totals& totals) {
    return std::array{&totals.cost,      &totals.costUndiscounted,   &totals.qaly, &totals.qalyUndiscounted,
                      &totals.lifeYears, &totals.lifeYearsDiscounted};
}

Figure effectFigure(EffectMeasure effect) {
    switch (effect) {
        case EffectMeasure::qaly:
            return qaly;
        case EffectMeasure::lifeYears:
            return lifeYears;
        case EffectMeasure::discountedLifeYears:
            break;
    }
    return lifeYearsDiscounted;
}

/// Whole cycles before `time`. The margin keeps a time of twelve twelfths in the thirteenth cycle.
std::size_t cyclesBefore(double time, double cycleLength) {
    return static_cast<std::size_t>(std::floor(time / cycleLength + 1e-9));
}

void addAt(std::vector<double>& series, std::size_t index, double value) {
    if (series.size() <= index) series.resize(index + 1);
    series[index] += value;
}

}  // namespace

TreeRun::TreeRun(const PreparedTree& prepared, std::size_t width)
    : m_prepared(prepared),
      m_width(width),
      m_evaluator(prepared.prepared, width),
      m_values(prepared.tree.nodes.size() * treeFigures * width),
      m_costFactors(prepared.tree.nodes.size() * width),
      m_effectFactors(prepared.tree.nodes.size() * width),
      m_reached(prepared.tree.nodes.size() * width),
      m_chosen(prepared.tree.nodes.size() * width),
      m_totals(width) {
    for (const auto& entry : prepared.entries) m_cohorts.push_back(entry->cohort->engine(width));
}

std::optional<Issue> TreeRun::run(std::size_t first, std::size_t count, SubgroupOutcome* detail) {
    m_first = first;
    m_evaluator.begin(first, count);
    m_evaluator.enter(0);
    if (auto issue = fault()) return issue;
    std::vector<SubgroupOutcome> cohorts(m_cohorts.size());
    for (std::size_t entry = 0; entry < m_cohorts.size(); ++entry) {
        if (auto issue = m_cohorts[entry]->run(first, count, detail ? &cohorts[entry] : nullptr)) return issue;
    }
    foldBack();
    reachNodes();
    addUp();
    if (auto issue = overflow()) return issue;
    if (detail) fillDetail(cohorts, *detail);
    return std::nullopt;
}

void TreeRun::foldBack() {
    std::ranges::fill(m_values, 0.0);
    for (std::size_t node = m_prepared.tree.nodes.size(); node-- > 0;) {
        addOwnPayoffs(node);
        switch (m_prepared.declared(node).kind) {
            case TreeNodeKind::terminal:
                if (m_prepared.entryOf[node] >= 0) addCohort(node);
                break;
            case TreeNodeKind::chance:
                addBranches(node);
                break;
            case TreeNodeKind::decision:
                addBestBranch(node);
                break;
        }
    }
}

void TreeRun::addOwnPayoffs(std::size_t node) {
    const TreeProgram& tree = m_prepared.tree;
    const TreeProgramNode& expressions = tree.nodes[node];
    const OutcomeTiming& timing = m_prepared.structure.timing;
    const double* const time = m_evaluator.lanes(expressions.time);
    const double* const costRate = m_evaluator.lanes(tree.costRate);
    const double* const effectRate = m_evaluator.lanes(tree.effectRate);
    const double* const ownCost = m_evaluator.lanes(expressions.cost);
    const double* const ownQaly = m_evaluator.lanes(expressions.qaly);
    const double* const ownYears = m_evaluator.lanes(expressions.lifeYears);
    double* const costFactor = m_costFactors.data() + node * m_width;
    double* const effectFactor = m_effectFactors.data() + node * m_width;
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        costFactor[lane] = discountFactor(timing, costRate[lane], time[lane]);
        effectFactor[lane] = discountFactor(timing, effectRate[lane], time[lane]);
        values(node, cost)[lane] += costFactor[lane] * ownCost[lane];
        values(node, costUndiscounted)[lane] += ownCost[lane];
        values(node, qaly)[lane] += effectFactor[lane] * ownQaly[lane];
        values(node, qalyUndiscounted)[lane] += ownQaly[lane];
        values(node, lifeYears)[lane] += ownYears[lane];
        values(node, lifeYearsDiscounted)[lane] += effectFactor[lane] * ownYears[lane];
    }
}

void TreeRun::addCohort(std::size_t node) {
    const std::vector<double> ones(m_width, 1.0);
    const double* const costFactor = m_costFactors.data() + node * m_width;
    const double* const effectFactor = m_effectFactors.data() + node * m_width;
    const std::array<const double*, treeFigures> factors{costFactor,  ones.data(), effectFactor,
                                                         ones.data(), ones.data(), effectFactor};
    const auto cohort = figuresOf(m_cohorts[m_prepared.entryOf[node]]->totals());
    for (std::size_t figure = 0; figure < treeFigures; ++figure) {
        const double* const total = cohort[figure]->data();
        double* const value = values(node, figure);
        for (std::size_t lane = 0; lane < m_width; ++lane) value[lane] += factors[figure][lane] * total[lane];
    }
}

void TreeRun::addBranches(std::size_t node) {
    for (const std::size_t branch : m_prepared.tree.nodes[node].branches) {
        const double* const probability = m_evaluator.lanes(m_prepared.tree.nodes[branch].probability);
        for (std::size_t figure = 0; figure < treeFigures; ++figure) {
            const double* const worth = values(branch, figure);
            double* const value = values(node, figure);
            for (std::size_t lane = 0; lane < m_width; ++lane) value[lane] += probability[lane] * worth[lane];
        }
    }
}

/// At the root the strategy's own branch is the only one.
void TreeRun::addBestBranch(std::size_t node) {
    const double wtp = m_prepared.structure.referenceWtp;
    const Figure effect = effectFigure(m_prepared.structure.effect);
    std::size_t* const chosen = m_chosen.data() + node * m_width;
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        double best = -std::numeric_limits<double>::infinity();
        chosen[lane] = m_prepared.tree.nodes[node].branches.front();
        for (const std::size_t branch : m_prepared.tree.nodes[node].branches) {
            const double netBenefit = wtp * values(branch, effect)[lane] - values(branch, cost)[lane];
            if (netBenefit > best) {
                best = netBenefit;
                chosen[lane] = branch;
            }
        }
        for (std::size_t figure = 0; figure < treeFigures; ++figure) {
            values(node, figure)[lane] += values(chosen[lane], figure)[lane];
        }
    }
}

void TreeRun::reachNodes() {
    const std::vector<TreeProgramNode>& nodes = m_prepared.tree.nodes;
    std::fill_n(m_reached.begin(), m_width, 1.0);
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        const double* const reached = m_reached.data() + node * m_width;
        const std::size_t* const chosen = m_chosen.data() + node * m_width;
        for (const std::size_t branch : nodes[node].branches) {
            double* const to = m_reached.data() + branch * m_width;
            if (nodes[branch].probability < 0) {
                for (std::size_t lane = 0; lane < m_width; ++lane)
                    to[lane] = chosen[lane] == branch ? reached[lane] : 0;
                continue;
            }
            const double* const probability = m_evaluator.lanes(nodes[branch].probability);
            for (std::size_t lane = 0; lane < m_width; ++lane) to[lane] = reached[lane] * probability[lane];
        }
    }
}

void TreeRun::addUp() {
    const auto totals = figuresOf(m_totals);
    for (std::size_t figure = 0; figure < treeFigures; ++figure) {
        std::copy_n(values(0, figure), m_width, totals[figure]->data());
    }
    for (const TreeUpfrontCost& upfront : m_prepared.tree.upfront) {
        const double* const charged = m_evaluator.lanes(upfront.node);
        for (std::size_t lane = 0; lane < m_width; ++lane) {
            m_totals.cost[lane] += charged[lane];
            m_totals.costUndiscounted[lane] += charged[lane];
        }
    }
    std::copy_n(m_evaluator.lanes(m_prepared.tree.weight), m_width, m_totals.weight.data());
}

void TreeRun::fillDetail(const std::vector<SubgroupOutcome>& cohorts, SubgroupOutcome& detail) const {
    for (std::size_t node = 0; node < m_prepared.tree.nodes.size(); ++node) {
        TreeNodeValue& value = detail.nodes.emplace_back();
        value.node = m_prepared.declared(node).id;
        value.probability = m_reached[node * m_width];
        value.cost = *values(node, cost);
        value.qaly = *values(node, qaly);
        value.lifeYears = *values(node, lifeYears);
        const bool decides = m_prepared.declared(node).kind == TreeNodeKind::decision;
        if (decides && node > 0) value.chosen = m_prepared.declared(m_chosen[node * m_width]).id;
    }
    fillPaths(0, {}, detail);
    fillCycles(cohorts, detail);
}

/// Adds the paths that go on from `path` through the node.
void TreeRun::fillPaths(std::size_t node, TreePath path, SubgroupOutcome& detail) const {
    const TreeProgramNode& expressions = m_prepared.tree.nodes[node];
    path.nodes.push_back(m_prepared.declared(node).id);
    path.probability = m_reached[node * m_width];
    path.cost += m_costFactors[node * m_width] * *m_evaluator.lanes(expressions.cost);
    path.qaly += m_effectFactors[node * m_width] * *m_evaluator.lanes(expressions.qaly);
    path.lifeYears += *m_evaluator.lanes(expressions.lifeYears);
    const TreeNodeKind kind = m_prepared.declared(node).kind;
    if (kind == TreeNodeKind::terminal) {
        path.state = m_prepared.declared(node).state;
        detail.paths.push_back(path);
    }
    for (const std::size_t branch : expressions.branches) {
        if (kind == TreeNodeKind::decision && m_chosen[node * m_width] != branch) continue;
        fillPaths(branch, path, detail);
    }
}

void TreeRun::fillCycles(const std::vector<SubgroupOutcome>& cohorts, SubgroupOutcome& detail) const {
    const double length = m_prepared.structure.timing.cycleLengthYears;
    for (const TreeUpfrontCost& upfront : m_prepared.tree.upfront) {
        addAt(detail.cycleCost, 0, *m_evaluator.lanes(upfront.node));
    }
    for (std::size_t node = 0; node < m_prepared.tree.nodes.size(); ++node) {
        const TreeProgramNode& expressions = m_prepared.tree.nodes[node];
        const double reached = m_reached[node * m_width];
        const std::size_t cycle = cyclesBefore(*m_evaluator.lanes(expressions.time), length);
        addAt(detail.cycleCost, cycle, reached * *m_evaluator.lanes(expressions.cost));
        addAt(detail.cycleQaly, cycle, reached * *m_evaluator.lanes(expressions.qaly));
        if (m_prepared.entryOf[node] < 0) continue;
        const SubgroupOutcome& cohort = cohorts[m_prepared.entryOf[node]];
        for (std::size_t k = 0; k < cohort.cycleCost.size(); ++k) {
            addAt(detail.cycleCost, cycle + k, reached * cohort.cycleCost[k]);
        }
        for (std::size_t k = 0; k < cohort.cycleQaly.size(); ++k) {
            addAt(detail.cycleQaly, cycle + k, reached * cohort.cycleQaly[k]);
        }
        detail.occupancy.resize(cohort.occupancy.size());
        for (std::size_t point = 0; point < cohort.occupancy.size(); ++point) {
            for (std::size_t state = 0; state < cohort.occupancy[point].size(); ++state) {
                addAt(detail.occupancy[point], state, reached * cohort.occupancy[point][state]);
            }
        }
    }
    const std::size_t cycles = std::max({detail.cycleCost.size(), detail.cycleQaly.size(),
                                         static_cast<std::size_t>(m_prepared.structure.timing.cycles)});
    detail.cycleCost.resize(cycles);
    detail.cycleQaly.resize(cycles);
}

std::optional<Issue> TreeRun::fault() const {
    const TreeProgram& tree = m_prepared.tree;
    for (const int root : tree.roots()) {
        if (const auto lane = m_evaluator.failedLane(root)) return m_evaluator.failure(root, *lane);
    }
    const double latest = std::min(latestYears, latestCycles * m_prepared.structure.timing.cycleLengthYears);
    for (std::size_t node = 0; node < tree.nodes.size(); ++node) {
        const std::string where = treeNodeWhere(m_prepared.declared(node).id) + "/time";
        const std::string limit = "0–" + numberText(latest);
        if (auto issue = rangeFault("tree.time", tree.nodes[node].time, where, 0, latest, limit.c_str())) return issue;
        if (auto issue = probabilityFault(node)) return issue;
    }
    const double belowOne = std::nextafter(1.0, 0.0);
    for (const auto& [rate, where] : {std::pair{tree.costRate, "/outcomes/costDiscountRate"},
                                      std::pair{tree.effectRate, "/outcomes/effectDiscountRate"}}) {
        if (auto issue = rangeFault("outcomes.discountRate", rate, where, 0, belowOne, "0–1")) return issue;
    }
    return std::nullopt;
}

/// The probabilities of the branches that leave a chance node.
std::optional<Issue> TreeRun::probabilityFault(std::size_t node) const {
    if (m_prepared.declared(node).kind != TreeNodeKind::chance) return std::nullopt;
    const std::vector<TreeProgramNode>& nodes = m_prepared.tree.nodes;
    std::vector<double> sum(m_width);
    std::vector<std::size_t> branches = nodes[node].branches;
    std::ranges::stable_partition(branches, [&](std::size_t branch) { return !nodes[branch].complement; });
    for (const std::size_t branch : branches) {
        const int probability = nodes[branch].probability;
        const std::string where = treeNodeWhere(m_prepared.declared(branch).id) + "/probability";
        const double lowest = nodes[branch].complement ? -sumTolerance : 0;
        if (auto issue = rangeFault("tree.probability", probability, where, lowest, 1, "0–1")) return issue;
        for (std::size_t lane = 0; lane < m_width; ++lane) sum[lane] += m_evaluator.lanes(probability)[lane];
    }
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        if (std::abs(sum[lane] - 1) <= sumTolerance) continue;
        return drawIssue("tree.probabilitySum", treeNodeWhere(m_prepared.declared(node).id), sum[lane], "1", lane);
    }
    return std::nullopt;
}

std::optional<Issue> TreeRun::rangeFault(const char* code, int expression, const std::string& where, double low,
                                         double high, const char* limit) const {
    const double* const lanes = m_evaluator.lanes(expression);
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        if (lanes[lane] >= low && lanes[lane] <= high) continue;
        return drawIssue(code, where, lanes[lane], limit, lane);
    }
    return std::nullopt;
}

std::optional<Issue> TreeRun::overflow() const {
    for (const std::vector<double>* total : figuresOf(m_totals)) {
        const auto failed = std::ranges::find_if_not(*total, isFinite);
        if (failed == total->end()) continue;
        const auto lane = static_cast<std::size_t>(failed - total->begin());
        return drawIssue("outcomes.overflow", "/outcomes/tree/nodes", *failed, "", lane);
    }
    return std::nullopt;
}

Issue TreeRun::drawIssue(const char* code, const std::string& where, double value, const char* limit,
                         std::size_t lane) const {
    const TreeProgram& tree = m_prepared.tree;
    const std::string subgroup = subgroupsOf(m_prepared.structure)[tree.subgroup].id;
    Issue issue{code, Severity::error, where, numberText(value), limit, {}};
    issue.details = {{"strategy", m_prepared.structure.strategies[tree.strategy].id},
                     {"subgroup", subgroup.empty() ? "–" : subgroup},
                     {"cycle", "1"},
                     {"draw", tree.program.drawn.empty() ? "0" : std::to_string(m_first + lane + 1)}};
    return issue;
}

}  // namespace kachi
