#include "ui/sections/outcome_templates.h"

#include <algorithm>

namespace kachi {
namespace {

const std::string head = "outcomes.example.";

/// Adds the parameter unless the case has it. @return its name in formulas
std::string example(Case& value, const std::string& name, const Text& label, Unit unit, double number) {
    Parameter parameter;
    parameter.label = label;
    parameter.unit = unit;
    parameter.value = number;
    parameter.source = {SourceKind::assumption,
                        "例の値です。自分の値に置き換えてください / Example value; replace it with your own",
                        {}};
    value.parameters.try_emplace(head + name, std::move(parameter));
    return head + name;
}

std::string exampleCost(Case& value, const std::string& name, const Text& label, double number) {
    return example(value, name, label, Unit::currency, number);
}

/// Three states, unless the case has states.
void addStates(Case& value) {
    OutcomesStructure& structure = *value.outcomes;
    const bool plain = structure.transitions.empty() && structure.states == plainOutcomes().states;
    if (!structure.states.empty() && !plain) return;
    const std::string cost = exampleCost(value, "costIll", {"進行状態の費用(1年)", "Cost of a year with disease"}, 1e6);
    const std::string well =
        example(value, "utilityWell", {"安定状態の効用値", "Utility, stable"}, Unit::utility, 0.85);
    const std::string ill = example(value, "utilityIll", {"進行状態の効用値", "Utility, disease"}, Unit::utility, 0.6);
    structure.states = {{.id = "s1", .name = {"安定", "Stable"}, .utility = well},
                        {.id = "s2", .name = {"進行", "Disease"}, .cost = cost, .utility = ill},
                        {.id = "s3", .name = {"死亡", "Dead"}, .alive = false}};
    structure.initial = {{"s1", "1"}};
}

/// The strategy that is assessed: the first that is not the comparator.
OutcomeStrategy* assessed(OutcomesStructure& structure) {
    const auto found = std::ranges::find_if(structure.strategies, [&structure](const OutcomeStrategy& strategy) {
        return strategy.id != structure.comparator;
    });
    return found == structure.strategies.end() ? nullptr : &*found;
}

/// What the device changes: a price, and a ratio that its strategy sets.
std::string addEffect(Case& value) {
    OutcomeStrategy* device = assessed(*value.outcomes);
    const std::string effect =
        example(value, "effect", {"効果の比(基準 1)", "Effect as a ratio, 1 without"}, Unit::ratio, 1);
    if (!device) return effect;
    const std::string ratio =
        example(value, "effectOfDevice", {"評価対象の効果の比", "Effect of the device as a ratio"}, Unit::ratio, 0.7);
    device->overrides.try_emplace(effect, ratio);
    if (device->oneOffCosts.empty()) {
        OneOffCost price;
        price.id = "device";
        price.name = {"機器", "Device"};
        price.cost = exampleCost(value, "price", {"機器の費用", "Cost of the device"}, 5e5);
        device->oneOffCosts.push_back(std::move(price));
    }
    return effect;
}

void addCohort(Case& value) {
    OutcomesStructure& structure = *value.outcomes;
    addStates(value);
    const std::string effect = addEffect(value);
    const std::string worse =
        example(value, "progression", {"進行する確率", "Probability of disease"}, Unit::probability, 0.1);
    const std::string death =
        example(value, "death", {"死亡する確率", "Probability of death"}, Unit::probability, 0.02);
    const std::string deathIll = example(
        value, "deathIll", {"進行状態で死亡する確率", "Probability of death with disease"}, Unit::probability, 0.15);
    const std::size_t last = structure.states.size() - 1;
    for (std::size_t i = 0; i < last; ++i) {
        auto& row = structure.transitions[structure.states[i].id];
        row[structure.states[i].id] = "#";
        if (i + 1 < last) row[structure.states[i + 1].id] = worse + " * " + effect;
        row[structure.states[last].id] = i == 0 ? death : deathIll;
    }
    if (structure.initial.empty() && last > 0) structure.initial = {{structure.states.front().id, "1"}};
    if (structure.timing.cycles < 2) structure.timing.cycles = 20;
}

TreeNode& addNode(DecisionTree& tree, const std::string& parent, TreeNodeKind kind, const Text& name) {
    TreeNode& node = tree.nodes.emplace_back();
    node.id = "n" + std::to_string(tree.nodes.size());
    node.name = name;
    node.kind = kind;
    node.parent = parent;
    return node;
}

void addTree(Case& value) {
    OutcomesStructure& structure = *value.outcomes;
    const std::string success =
        example(value, "success", {"成功する確率", "Probability of success"}, Unit::probability, 0.7);
    const std::string better = example(
        value, "successDevice", {"評価対象が成功する確率", "Probability of success, device"}, Unit::probability, 0.8);
    const std::string gain = example(value, "qalySuccess", {"成功時の QALY", "QALYs after success"}, Unit::qaly, 8);
    const std::string less = example(value, "qalyFailure", {"失敗時の QALY", "QALYs after failure"}, Unit::qaly, 6);
    const std::string cost = exampleCost(value, "costFailure", {"失敗時の費用", "Cost of a failure"}, 2e6);
    const std::string price = exampleCost(value, "costOfStrategy", {"治療の費用", "Cost of the treatment"}, 5e5);
    DecisionTree tree;
    addNode(tree, {}, TreeNodeKind::decision, {"治療の選択", "Choice of treatment"});
    for (const OutcomeStrategy& strategy : structure.strategies) {
        TreeNode& chance = addNode(tree, "n1", TreeNodeKind::chance, strategy.name);
        const std::string id = chance.id;
        chance.strategy = strategy.id;
        if (strategy.id != structure.comparator) chance.cost = price;
        TreeNode& good = addNode(tree, id, TreeNodeKind::terminal, {"成功", "Success"});
        good.probability = strategy.id == structure.comparator ? success : better;
        good.qaly = gain;
        TreeNode& bad = addNode(tree, id, TreeNodeKind::terminal, {"失敗", "Failure"});
        bad.probability = "#";
        bad.cost = cost;
        bad.qaly = less;
    }
    structure.tree = std::move(tree);
}

std::string curveId(const OutcomesStructure& structure) {
    std::size_t number = structure.curves.size() + 1;
    const auto taken = [&structure](const std::string& id) {
        return std::ranges::find(structure.curves, id, &SurvivalCurve::id) != structure.curves.end();
    };
    while (taken("c" + std::to_string(number))) ++number;
    return "c" + std::to_string(number);
}

std::string addCurve(OutcomesStructure& structure, const Text& name, const std::string& rate,
                     const std::string& ratio) {
    SurvivalCurve curve;
    curve.id = curveId(structure);
    curve.name = name;
    curve.args = {{"rate", rate}};
    curve.hazardRatio = ratio;
    structure.curves.push_back(std::move(curve));
    return structure.curves.back().id;
}

void addSurvival(Case& value) {
    OutcomesStructure& structure = *value.outcomes;
    addStates(value);
    const std::string effect = addEffect(value);
    const std::string progression =
        example(value, "progressionRate", {"進行または死亡の率", "Rate of progression or death"}, Unit::rate, 0.3);
    const std::string death = example(value, "deathRate", {"死亡の率", "Rate of death"}, Unit::rate, 0.15);
    PartitionedSurvival survival;
    if (structure.states.size() > 2)
        survival.curves.push_back(
            addCurve(structure, {"無増悪生存期間", "Progression-free survival"}, progression, effect));
    survival.curves.push_back(addCurve(structure, {"全生存期間", "Overall survival"}, death, effect));
    structure.survival = std::move(survival);
    if (structure.timing.cycles < 2) structure.timing.cycles = 20;
}

void addSimulation(Case& value) {
    OutcomesStructure& structure = *value.outcomes;
    addStates(value);
    const std::string effect = addEffect(value);
    const std::string first = example(value, "eventRate", {"イベントの率", "Rate of the event"}, Unit::rate, 0.2);
    const std::string death = example(value, "deathRate", {"死亡の率", "Rate of death"}, Unit::rate, 0.15);
    IndividualSimulation simulation;
    simulation.attributes.push_back({.id = "age0",
                                     .name = {"開始年齢", "Age at the start"},
                                     .family = Family::normal,
                                     .args = {{"mean", "65"}, {"sd", "8"}}});
    const auto addEvent = [&](const Text& name, std::size_t from, std::size_t to, const std::string& curve) {
        SimulatedEvent& event = simulation.events.emplace_back();
        event.id = "e" + std::to_string(simulation.events.size());
        event.name = name;
        event.from = structure.states[from].id;
        event.to = structure.states[to].id;
        event.curve = curve;
    };
    const std::size_t dead = structure.states.size() - 1;
    if (dead > 1)
        addEvent({"進行", "Progression"}, 0, 1,
                 addCurve(structure, {"進行まで", "Time to progression"}, first, effect));
    const std::string survival = addCurve(structure, {"死亡まで", "Time to death"}, death, {});
    for (std::size_t i = 0; i < dead; ++i) addEvent({"死亡", "Death"}, i, dead, survival);
    if (structure.initial.empty()) structure.initial = {{structure.states.front().id, "1"}};
    structure.simulation = std::move(simulation);
    if (structure.timing.cycles < 2) structure.timing.cycles = 20;
}

/// Rates nobody has entered yet, so that the example runs.
void enterDiscountRates(Case& value) {
    for (const char* id : {"outcomes.discount.cost", "outcomes.discount.effect"}) {
        Parameter& rate = value.parameters[id];
        if (rate.value || !rate.expression.empty()) continue;
        rate.value = 0.02;
        rate.source = {
            SourceKind::assumption,
            "例の値です。ガイドラインの率を確認してください / Example value; check the rate of the guideline",
            {}};
    }
}

}  // namespace

OutcomesStructure plainOutcomes() {
    OutcomesStructure structure;
    structure.currency = "JPY";
    structure.states = {{.id = "s1", .name = {"生存", "Alive"}},
                        {.id = "s2", .name = {"死亡", "Dead"}, .alive = false}};
    structure.strategies.resize(2);
    structure.strategies[0].id = "comparator";
    structure.strategies[0].name = {"比較対照", "Comparator"};
    structure.strategies[1].id = "device";
    structure.strategies[1].name = {"評価対象", "Device"};
    structure.initial = {{"s1", "1"}};
    structure.comparator = "comparator";
    structure.costDiscountRate = "outcomes.discount.cost";
    structure.effectDiscountRate = "outcomes.discount.effect";
    return structure;
}

bool isStructureEmpty(const OutcomesStructure& structure, OutcomeModel model) {
    switch (model) {
        case OutcomeModel::decisionTree:
            return !structure.tree || structure.tree->nodes.empty();
        case OutcomeModel::partitionedSurvival:
            return !structure.survival || structure.survival->curves.empty();
        case OutcomeModel::simulation:
            return !structure.simulation || structure.simulation->events.empty();
        case OutcomeModel::cohort:
            break;
    }
    return structure.transitions.empty();
}

void addExampleStructure(Case& value, OutcomeModel model) {
    if (!value.outcomes || !isStructureEmpty(*value.outcomes, model)) return;
    switch (model) {
        case OutcomeModel::cohort:
            addCohort(value);
            break;
        case OutcomeModel::decisionTree:
            addTree(value);
            break;
        case OutcomeModel::partitionedSurvival:
            addSurvival(value);
            break;
        case OutcomeModel::simulation:
            addSimulation(value);
            break;
    }
    enterDiscountRates(value);
    OutcomesStructure& structure = *value.outcomes;
    if (structure.wtp.empty()) {
        for (int millions = 0; millions <= 20; ++millions) structure.wtp.push_back(1e6 * millions);
        structure.referenceWtp = 5e6;
    }
}

void addExampleBudget(Case& value) {
    OutcomesStructure& structure = *value.outcomes;
    BudgetImpact budget;
    budget.payer = {"公的医療保険", "Public health insurance"};
    if (const OutcomeStrategy* device = assessed(structure)) budget.device = device->id;
    budget.eligible = example(value, "eligible", {"対象患者数(1年)", "Eligible patients a year"}, Unit::persons, 1000);
    budget.uptakeArgs = {{"first", "0.1"}, {"last", "0.5"}};
    budget.current = {{.strategy = structure.comparator, .share = "1", .displaced = {}}};
    budget.costs[structure.comparator] =
        exampleCost(value, "costPresent", {"現在の治療の費用(1年)", "Cost of the present treatment a year"}, 3e5);
    budget.costs[budget.device] =
        exampleCost(value, "costDevice", {"評価対象の費用(1年)", "Cost of the device a year"}, 6e5);
    structure.budget = std::move(budget);
}

}  // namespace kachi
