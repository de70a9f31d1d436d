#pragma once

#include "models/expressions/program.h"
#include "models/outcomes/outcomes_structure.h"

#include <cstdint>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace kachi {

/// Subgroups to run: those of the structure, or the whole population as one.
std::vector<OutcomeSubgroup> subgroupsOf(const OutcomesStructure& structure);

/// Names of the model clock: cycle, time, age, state_time.
const std::vector<std::string>& clockNames();

/// Names whose value depends on the model clock, a strategy, a subgroup or a simulated patient, so that expressions
/// over them belong to the outcome model (see resolveExpressions).
std::set<std::string> contextNames(const OutcomesStructure& structure);

/// Index of the state, or −1.
int stateIndex(const OutcomesStructure& structure, const std::string& id);

/// What an engine is made from: one strategy in one subgroup.
struct EngineInputs {
    const OutcomesStructure& structure;
    const ExpressionInputs& expressions;
    const ParameterValues& values;
    std::size_t strategy = 0;
    std::size_t subgroup = 0;
    bool useDraws = false;      ///< false: the base case
    std::uint64_t seed = 1;     ///< of simulated patients
    bool samePatients = false;  ///< every draw simulates the patients of the base case
    std::stop_token stop{};     ///< asked within a draw by engines whose draws take long
};

/// What the names of expressions mean for one strategy in one subgroup. Must outlive the compilation, as must what the
/// inputs refer to outlive the programs.
class OutcomeScope {
public:
    /// @param context names of the model clock that the engine provides, e.g. {"cycle", "time"}
    OutcomeScope(const EngineInputs& inputs, std::vector<std::string> context);
    OutcomeScope(const OutcomeScope&) = delete;
    OutcomeScope& operator=(const OutcomeScope&) = delete;

    NameScope names() const;
    const OutcomesStructure& structure() const { return m_inputs.structure; }
    std::size_t strategyIndex() const { return m_inputs.strategy; }
    std::size_t subgroupIndex() const { return m_inputs.subgroup; }
    const OutcomeStrategy& strategy() const { return structure().strategies[m_inputs.strategy]; }
    const OutcomeSubgroup& subgroup() const { return m_subgroup; }
    std::string strategyWhere() const { return "/outcomes/strategies/id=" + strategy().id; }
    std::string subgroupWhere() const { return "/outcomes/subgroups/id=" + m_subgroup.id; }

private:
    EngineInputs m_inputs;
    OutcomeSubgroup m_subgroup;
    std::map<std::string, std::string> m_clock;  ///< age and age0 as expressions over the other names
    std::vector<std::string> m_context;
};

/// Values that belong to the start or to the whole run cannot follow the cycle: outcomes.variesByCycle.
void refuseCycle(const Program& program, int node, const std::string& where, Issues& issues);

/// age and state_time get their own sentences where the model cannot give them: outcomes.startAgeMissing,
/// outcomes.stateTime.
void explainClock(Issues& issues);

}  // namespace kachi
