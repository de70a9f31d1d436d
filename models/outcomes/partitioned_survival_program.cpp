#include "models/outcomes/partitioned_survival_program.h"

#include <algorithm>

namespace kachi {

std::vector<int> PartitionedSurvivalProgram::roots() const {
    std::vector<int> nodes{weight, costRate, effectRate};
    nodes.insert(nodes.end(), cost.begin(), cost.end());
    nodes.insert(nodes.end(), utility.begin(), utility.end());
    for (const SurvivalProgram& curve : curves) {
        for (const SurvivalNumber& number : curve.numbers()) nodes.push_back(number.node);
    }
    for (const SurvivalOneOffCost& oneOff : oneOffCosts) nodes.push_back(oneOff.node);
    for (const DeathReward& reward : deathRewards) {
        nodes.push_back(reward.cost);
        nodes.push_back(reward.qaly);
    }
    if (mortality >= 0) nodes.push_back(mortality);
    return nodes;
}

PartitionedSurvivalProgram compilePartitionedSurvival(const EngineInputs& inputs, Issues& issues) {
    const OutcomeScope scope(inputs, {"cycle", "time"});
    const OutcomesStructure& structure = inputs.structure;
    const OutcomeStrategy& strategy = scope.strategy();
    ProgramBuilder builder(scope.names());
    Issues found;
    PartitionedSurvivalProgram model;
    model.strategy = inputs.strategy;
    model.subgroup = inputs.subgroup;
    const auto add = [&](const std::string& text, const std::string& where) { return builder.add(text, where, found); };
    const auto addSteady = [&](const std::string& text, const std::string& where) {
        const int node = add(text, where);
        refuseCycle(builder.program(), node, where, found);
        return node;
    };

    for (const OutcomeState& state : structure.states) {
        model.cost.push_back(add(state.cost, "/outcomes/states/id=" + state.id + "/cost"));
        model.utility.push_back(add(state.utility, "/outcomes/states/id=" + state.id + "/utility"));
    }
    for (const OneOffCost& oneOff : strategy.oneOffCosts) {
        const std::string where = scope.strategyWhere() + "/oneOffCosts/id=" + oneOff.id;
        const int state = oneOff.timing == OneOffTiming::counted ? stateIndex(structure, oneOff.state) : -1;
        model.oneOffCosts.push_back({addSteady(oneOff.cost, where), state, where});
    }
    for (const TransitionReward& reward : structure.transitionRewards) {
        const std::string where = "/outcomes/transitionRewards/id=" + reward.id;
        model.deathRewards.push_back({add(reward.cost, where + "/cost"), add(reward.qaly, where + "/qaly")});
    }
    model.weight = addSteady(scope.subgroup().weight, scope.subgroupWhere() + "/weight");
    model.costRate = addSteady(structure.costDiscountRate, "/outcomes/costDiscountRate");
    model.effectRate = addSteady(structure.effectDiscountRate, "/outcomes/effectDiscountRate");
    if (!structure.survival->mortality.empty()) {
        model.mortality = add(structure.survival->mortality, "/outcomes/survival/mortality");
    }
    const std::string clock = pointClock(inputs);
    const OutcomeScope pointScope(inputs, {clock});
    for (const std::string& id : structure.survival->curves) {
        const auto curve = std::ranges::find(structure.curves, id, &SurvivalCurve::id);
        if (curve == structure.curves.end()) continue;  // reported by survivalFaults
        Issues curveIssues;
        model.curves.push_back(compileCurve(*curve, builder, curveIssues));
        const bool expression = curve->source == CurveSource::expression && !hasErrors(curveIssues);
        std::optional<ExpressionCurve>& points = model.expressions.emplace_back();
        if (expression) points = compileExpressionCurve(*curve, pointScope.names(), curveIssues);
        append(found, curveIssues);
    }
    model.program = builder.program();
    explainSurvivalClock(found);
    append(issues, found);
    return model;
}

}  // namespace kachi
