#include "models/outcomes/cohort_program.h"

#include <algorithm>

namespace kachi {
namespace {

const std::string complementSign = "#";

/// Compiles the expressions of one cohort and keeps the faults with the place they stand at.
class CohortCompiler {
public:
    CohortCompiler(ProgramBuilder& builder, Issues& issues) : m_builder(builder), m_issues(issues) {}

    int add(const std::string& text, const std::string& where) { return m_builder.add(text, where, m_issues); }

    /// Cells of a distribution over states; what is left of 1 comes last, so that its causes are checked before it.
    std::vector<CohortTransition> row(const OutcomesStructure& structure,
                                      const std::map<std::string, std::string>& cells, const std::string& where) {
        std::vector<CohortTransition> row;
        std::vector<int> others;
        int complementState = -1;
        for (const auto& [id, text] : cells) {
            const int to = stateIndex(structure, id);
            if (to < 0) continue;  // reported by the check of the structure
            if (text == complementSign) {
                complementState = to;
                continue;
            }
            const int node = add(text, where + "/" + id);
            row.push_back({.to = to, .node = node});
            others.push_back(node);
        }
        if (complementState >= 0 && std::ranges::none_of(others, [](int node) { return node < 0; })) {
            const int node = m_builder.complement(others, where);
            row.push_back({.to = complementState, .node = node, .complement = true});
        }
        return row;
    }

private:
    ProgramBuilder& m_builder;
    Issues& m_issues;
};

}  // namespace

std::vector<int> CohortProgram::roots() const {
    std::vector<int> nodes{weight, costRate, effectRate};
    nodes.insert(nodes.end(), initial.begin(), initial.end());
    nodes.insert(nodes.end(), cost.begin(), cost.end());
    nodes.insert(nodes.end(), utility.begin(), utility.end());
    for (const CohortTransition& transition : transitions) nodes.push_back(transition.node);
    for (const CohortOneOffCost& oneOff : oneOffCosts) nodes.push_back(oneOff.node);
    return nodes;
}

CohortProgram compileCohort(const OutcomeScope& scope, Issues& issues) {
    const OutcomesStructure& structure = scope.structure();
    const OutcomeStrategy& strategy = scope.strategy();
    const OutcomeSubgroup& subgroup = scope.subgroup();
    const std::string subgroupWhere = scope.subgroupWhere();
    const std::string strategyWhere = scope.strategyWhere();
    ProgramBuilder builder(scope.names());
    Issues found;
    CohortCompiler compiler(builder, found);
    CohortProgram cohort;
    cohort.strategy = scope.strategyIndex();
    cohort.subgroup = scope.subgroupIndex();

    const int zero = compiler.add("0", "/outcomes");
    cohort.initial.assign(structure.states.size(), zero);
    for (const CohortTransition& cell : compiler.row(structure, structure.initial, "/outcomes/initial")) {
        cohort.initial[cell.to] = cell.node;
    }
    for (std::size_t from = 0; from < structure.states.size(); ++from) {
        const OutcomeState& state = structure.states[from];
        const auto row = structure.transitions.find(state.id);
        const std::map<std::string, std::string> stays{{state.id, "1"}};
        const bool absorbing = row == structure.transitions.end();
        const auto& cells = absorbing ? stays : row->second;
        for (CohortTransition cell : compiler.row(structure, cells, "/outcomes/transitions/" + state.id)) {
            cell.from = static_cast<int>(from);
            cohort.transitions.push_back(cell);
        }
        cohort.cost.push_back(compiler.add(state.cost, "/outcomes/states/id=" + state.id + "/cost"));
        cohort.utility.push_back(compiler.add(state.utility, "/outcomes/states/id=" + state.id + "/utility"));
    }
    for (const OneOffCost& oneOff : strategy.oneOffCosts) {
        const int node = compiler.add(oneOff.cost, strategyWhere + "/oneOffCosts/id=" + oneOff.id);
        const int state = oneOff.timing == OneOffTiming::counted ? stateIndex(structure, oneOff.state) : -1;
        cohort.oneOffCosts.push_back({node, state});
    }
    cohort.weight = compiler.add(subgroup.weight, subgroupWhere + "/weight");
    cohort.costRate = compiler.add(structure.costDiscountRate, "/outcomes/costDiscountRate");
    cohort.effectRate = compiler.add(structure.effectDiscountRate, "/outcomes/effectDiscountRate");
    cohort.program = builder.program();
    for (const int node : cohort.initial) refuseCycle(cohort.program, node, "/outcomes/initial", found);
    for (const CohortOneOffCost& oneOff : cohort.oneOffCosts) {
        refuseCycle(cohort.program, oneOff.node, strategyWhere + "/oneOffCosts", found);
    }
    refuseCycle(cohort.program, cohort.weight, subgroupWhere + "/weight", found);
    refuseCycle(cohort.program, cohort.costRate, "/outcomes/costDiscountRate", found);
    refuseCycle(cohort.program, cohort.effectRate, "/outcomes/effectDiscountRate", found);
    explainClock(found);
    append(issues, found);
    return cohort;
}

}  // namespace kachi
