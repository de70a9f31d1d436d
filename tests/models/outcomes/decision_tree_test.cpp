// label: golden
#include "models/outcomes/decision_tree.h"

#include "models/case/case_json.h"
#include "models/evaluation/values.h"
#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

#include <algorithm>
#include <sstream>

using namespace kachi;
using golden::near;

namespace {

#define VERIFY_NEAR(actual, expected, relative) \
    QVERIFY2(near(actual, expected, relative), (numberText(actual) + " / " + numberText(expected)).c_str())

golden::Case stored(const std::string& folder) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/" + folder + "/case.json");
    std::stringstream text;
    text << file.rdbuf();
    const auto read = caseFromJson(text.str());
    if (!read) qFatal("%s refused: %s", folder.c_str(), read.issues().front().where.c_str());
    RunOptions options;
    options.draws = 0;
    const auto values = parameterValues(read->value, RulePack{}, options, nullptr);
    if (!values) qFatal("%s has no values", folder.c_str());
    return {*read->value.outcomes, expressionInputs(read->value), *values};
}

Result<OutcomesResults> tried(const golden::Case& model, unsigned threads = 0) {
    RunOptions options;
    options.threads = threads;
    return evaluateOutcomes(model.structure, model.inputs, model.values, options);
}

OutcomesResults evaluated(const golden::Case& model, unsigned threads = 0) {
    const auto results = tried(model, threads);
    if (!results) {
        const Issue& issue = results.issues().front();
        qFatal("%s %s %s", issue.code.c_str(), issue.where.c_str(), issue.value.c_str());
    }
    return *results;
}

TreeNode& nodeOf(golden::Case& model, const std::string& id) {
    return *std::ranges::find(model.structure.tree->nodes, id, &TreeNode::id);
}

TreeNode node(const char* id, TreeNodeKind kind, const char* parent, const char* probability = "") {
    TreeNode made;
    made.id = id;
    made.kind = kind;
    made.parent = parent;
    made.probability = probability;
    return made;
}

/// One strategy and an empty tree; nothing is discounted.
golden::Case bare() {
    golden::Case model;
    OutcomesStructure& s = model.structure;
    s.model = OutcomeModel::decisionTree;
    s.currency = "JPY";
    s.strategies = {{"only", golden::both("only"), {}, {}}};
    s.tree = DecisionTree{};
    s.costDiscountRate = "0";
    s.effectDiscountRate = "0";
    s.comparator = "only";
    return model;
}

/// Shale gas: sell, dig, or test first and then sell or dig. Benefits are entered as QALYs worth 1 each.
/// Source: Kamiński B, Jakubczyk M, Szufel P. A framework for sensitivity analysis of decision trees.
/// Central European Journal of Operations Research 2018;26:135-159.
golden::Case shaleGas() {
    using enum TreeNodeKind;
    golden::Case model = bare();
    OutcomesStructure& s = model.structure;
    s.strategies = {{"sell", golden::both("sell"), {}, {}},
                    {"dig", golden::both("dig"), {}, {}},
                    {"test", golden::both("test"), {}, {}}};
    s.comparator = "sell";
    s.referenceWtp = 1;
    model.inputs.expressions = {{"positive", "sens*gas + (1 - spec)*(1 - gas)"},
                                {"gasIfPositive", "sens*gas/positive"},
                                {"gasIfNegative", "(1 - sens)*gas/(1 - positive)"}};
    model.values.base = {{"sens", 0.9}, {"spec", 0.7}, {"gas", 0.7}};
    std::vector<TreeNode>& nodes = s.tree->nodes;
    const auto add = [&](TreeNode made, const char* cost, const char* benefit, const char* strategy) {
        made.cost = cost;
        made.qaly = benefit;
        made.strategy = strategy;
        nodes.push_back(made);
    };
    add(node("d1", decision, ""), "0", "0", "");
    add(node("sell", terminal, "d1"), "0", "800", "sell");
    add(node("dig", chance, "d1"), "300", "0", "dig");
    add(node("dig.gas", terminal, "dig", "gas"), "0", "2500", "");
    add(node("dig.none", terminal, "dig", "#"), "0", "0", "");
    add(node("test", chance, "d1"), "50", "0", "test");
    add(node("d2", decision, "test", "#"), "0", "0", "");
    add(node("d2.sell", terminal, "d2"), "0", "600", "");
    add(node("d2.dig", chance, "d2"), "300", "0", "");
    add(node("d2.gas", terminal, "d2.dig", "gasIfNegative"), "0", "2500", "");
    add(node("d2.none", terminal, "d2.dig", "#"), "0", "0", "");
    add(node("d3", decision, "test", "positive"), "0", "0", "");
    add(node("d3.sell", terminal, "d3"), "0", "1000", "");
    add(node("d3.dig", chance, "d3"), "300", "0", "");
    add(node("d3.gas", terminal, "d3.dig", "gasIfPositive"), "0", "2500", "");
    add(node("d3.none", terminal, "d3.dig", "#"), "0", "0", "");
    return model;
}

/// 600 draws of a probability between 0 and 1, spread evenly in an order of their own.
void drawEvenly(golden::Case& model, const std::string& id, std::size_t step) {
    model.values.draws = 600;
    std::vector<double>& drawn = model.values.drawn[id];
    for (std::size_t i = 0; i < 600; ++i) drawn.push_back((static_cast<double>(i * step % 600) + 0.5) / 600);
}

/// Values of the diagnostic tree's cohort model by a plain recursion: first year undiscounted, half-cycle correction.
struct Recursion {
    double cost = 0;
    double qaly = 0;
    double years = 0;
    std::vector<std::array<double, 3>> occupancy;
};

Recursion recursion(const std::map<std::string, double>& p, double well, double ill) {
    Recursion sum;
    std::array<double, 3> now{well, ill, 0};
    sum.occupancy.push_back(now);
    for (int cycle = 0; cycle < 30; ++cycle) {
        const std::array<double, 3> next{
            now[0] * (1 - p.at("outcomes.wellIll") - p.at("outcomes.wellDies")),
            now[0] * p.at("outcomes.wellIll") + now[1] * (1 - p.at("outcomes.illDies")),
            now[2] + now[0] * p.at("outcomes.wellDies") + now[1] * p.at("outcomes.illDies")};
        const double factor = 1 / std::pow(1.02, cycle);
        const double meanWell = (now[0] + next[0]) / 2;
        const double meanIll = (now[1] + next[1]) / 2;
        sum.cost += factor * meanIll * p.at("outcomes.illCost");
        sum.qaly += factor * (meanWell + meanIll * p.at("outcomes.illUtility"));
        sum.years += meanWell + meanIll;
        now = next;
        sum.occupancy.push_back(now);
    }
    return sum;
}

struct WrongTree {
    const char* code;
    const char* where;
    void (*change)(golden::Case&);
};

const std::vector<WrongTree> wrongTrees{
    {"outcomes.structureMissing", "/outcomes/tree", [](auto& m) { m.structure.tree.reset(); }},
    {"outcomes.noRows", "/outcomes/tree/nodes", [](auto& m) { m.structure.tree->nodes.clear(); }},
    {"outcomes.idTwice", "/outcomes/tree/nodes", [](auto& m) { nodeOf(m, "A").id = "B"; }},
    {"outcomes.idMissing", "/outcomes/tree/nodes", [](auto& m) { nodeOf(m, "A").id.clear(); }},
    {"tree.roots", "/outcomes/tree/nodes", [](auto& m) { nodeOf(m, "sumatriptan").parent.clear(); }},
    {"tree.unknownParent", "/outcomes/tree/nodes/id=A/parent", [](auto& m) { nodeOf(m, "A").parent = "nowhere"; }},
    {"tree.terminalParent", "/outcomes/tree/nodes/id=A/parent", [](auto& m) { nodeOf(m, "A").parent = "B"; }},
    {"tree.loop", "/outcomes/tree/nodes", [](auto& m) { nodeOf(m, "caffeineNoRelief").parent = "caffeineEmergency"; }},
    {"tree.noBranches", "/outcomes/tree/nodes/id=A", [](auto& m) { nodeOf(m, "A").kind = TreeNodeKind::chance; }},
    {"tree.probabilityMissing", "/outcomes/tree/nodes/id=A/probability",
     [](auto& m) { nodeOf(m, "A").probability.clear(); }},
    {"tree.probabilityUnused", "/outcomes/tree/nodes/id=caffeine/probability",
     [](auto& m) { nodeOf(m, "caffeine").probability = "1"; }},
    {"outcomes.twoComplements", "/outcomes/tree/nodes/id=sumatriptanRelief",
     [](auto& m) { nodeOf(m, "A").probability = "#"; }},
    {"tree.stateOnBranch", "/outcomes/tree/nodes/id=caffeine/state",
     [](auto& m) { nodeOf(m, "caffeine").state = "well"; }},
    {"outcomes.unknownState", "/outcomes/tree/nodes/id=A/state", [](auto& m) { nodeOf(m, "A").state = "well"; }},
    {"tree.strategyMissing", "/outcomes/tree/nodes/id=caffeine/strategy",
     [](auto& m) { nodeOf(m, "caffeine").strategy.clear(); }},
    {"tree.strategyUnused", "/outcomes/tree/nodes/id=A/strategy",
     [](auto& m) { nodeOf(m, "A").strategy = "caffeine"; }},
    {"tree.unknownStrategy", "/outcomes/tree/nodes/id=caffeine/strategy",
     [](auto& m) { nodeOf(m, "caffeine").strategy = "nothing"; }},
    {"tree.strategyTwice", "/outcomes/tree/nodes/id=sumatriptan/strategy",
     [](auto& m) { nodeOf(m, "sumatriptan").strategy = "caffeine"; }},
    {"tree.strategyWithoutBranch", "/outcomes/tree/nodes",
     [](auto& m) {
         m.structure.strategies.push_back({"third", {}, {}, {}});
     }},
    {"tree.countedCost", "/outcomes/strategies/id=caffeine/oneOffCosts/id=fee",
     [](auto& m) {
         m.structure.strategies[0].oneOffCosts = {{"fee", {}, "1", OneOffTiming::counted, "well"}};
     }},
    {"tree.probability", "/outcomes/tree/nodes/id=F/probability", [](auto& m) { nodeOf(m, "F").probability = "1.1"; }},
    {"tree.probability", "/outcomes/tree/nodes/id=G/probability", [](auto& m) { nodeOf(m, "G").probability = "-0.1"; }},
    {"tree.probabilitySum", "/outcomes/tree/nodes/id=caffeineRelief",
     [](auto& m) { nodeOf(m, "G").probability = "0.2"; }},
    {"tree.time", "/outcomes/tree/nodes/id=F/time", [](auto& m) { nodeOf(m, "F").time = "-1"; }},
    {"tree.time", "/outcomes/tree/nodes/id=F/time", [](auto& m) { nodeOf(m, "F").time = "1001"; }},
    {"outcomes.discountRate", "/outcomes/costDiscountRate", [](auto& m) { m.structure.costDiscountRate = "1"; }},
    {"outcomes.overflow", "/outcomes/tree/nodes",
     [](auto& m) {
         nodeOf(m, "caffeine").cost = "1.7e308";
         nodeOf(m, "caffeineRelief").cost = "1.7e308";
     }},
    {"outcomes.subgroupWeights", "/outcomes/subgroups",
     [](auto& m) {
         m.structure.subgroups = {{"half", {}, "0.5", {}}};
     }},
    {"expressions.unknownName", "/outcomes/tree/nodes/id=F/cost", [](auto& m) { nodeOf(m, "F").cost = "price"; }},
    {"expressions.divisionByZero", "/outcomes/tree/nodes/id=F/qaly", [](auto& m) { nodeOf(m, "F").qaly = "1/0"; }},
};

}  // namespace

class DecisionTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void migraine() {
        const OutcomesResults results = evaluated(stored("golden-14-migraine"));
        std::ifstream file(KACHI_TEST_DATA "/golden-14-migraine/expected.json");
        const nlohmann::json expected = nlohmann::json::parse(file)["expected"];
        for (std::size_t s = 0; s < 2; ++s) {
            const auto& row = expected["totals"][s];
            VERIFY_NEAR(results.base[s].cost, row["cost"].get<double>(), 1e-10);
            VERIFY_NEAR(results.base[s].qaly, row["qaly"].get<double>(), 1e-10);
            VERIFY_NEAR(results.base[s].qaly * 365.25, row["utility"].get<double>(), 1e-10);
        }
        QVERIFY(results.increments.front().icer.has_value());
        VERIFY_NEAR(*results.increments.front().icer, expected["icer_cost_per_qaly"].get<double>(), 1e-10);
        std::size_t found = 0;
        for (const auto& row : expected["paths"]) {
            for (const SubgroupOutcome& outcome : results.subgroupBase) {
                for (const TreePath& path : outcome.paths) {
                    if (path.nodes.back() != row["leaf"].get<std::string>()) continue;
                    VERIFY_NEAR(path.probability, row["probability"].get<double>(), 1e-10);
                    VERIFY_NEAR(path.probability * path.cost, row["cost"].get<double>(), 1e-10);
                    VERIFY_NEAR(path.probability * path.qaly * 365.25, row["utility"].get<double>(), 1e-10);
                    ++found;
                }
            }
        }
        QCOMPARE(found, std::size_t{10});
    }

    /// Payoffs published for every strategy; the best at the two inner decisions is to sell after a negative test and
    /// to dig after a positive one.
    void decisionsBelowTheRoot() {
        const OutcomesResults results = evaluated(shaleGas());
        const std::vector<std::pair<double, double>> published{{0, 800}, {300, 1750}, {266, 1743}};
        for (std::size_t s = 0; s < 3; ++s) {
            VERIFY_NEAR(results.base[s].cost, published[s].first, 1e-12);
            VERIFY_NEAR(results.base[s].qaly, published[s].second, 1e-12);
        }
        const SubgroupOutcome& test = results.subgroupBase[2];
        const auto valueOf = [&](const char* id) { return *std::ranges::find(test.nodes, id, &TreeNodeValue::node); };
        QCOMPARE(valueOf("d2").chosen, std::string("d2.sell"));
        QCOMPARE(valueOf("d3").chosen, std::string("d3.dig"));
        QCOMPARE(valueOf("d1").chosen, std::string());
        VERIFY_NEAR(valueOf("d3").probability, 0.72, 1e-12);
        QVERIFY(valueOf("d2.dig").probability == 0);
        VERIFY_NEAR(valueOf("d2.dig").qaly, 625.0, 1e-12);
        QCOMPARE(test.paths.size(), std::size_t{3});
    }

    /// Each draw takes its own best branch: worth max(sell, dig), given the chance of gas after the test.
    void decisionsFollowTheDraw() {
        golden::Case model = shaleGas();
        drawEvenly(model, "gas", 7);
        const OutcomesResults results = evaluated(model);
        std::size_t dug = 0;
        for (std::size_t i = 0; i < model.values.draws; ++i) {
            const double gas = model.values.drawn["gas"][i];
            const double positive = 0.9 * gas + 0.3 * (1 - gas);
            const double ifNegative = std::max(600.0, 2500 * 0.1 * gas / (1 - positive) - 300);
            const double ifPositive = std::max(1000.0, 2500 * 0.9 * gas / positive - 300);
            const double expected = -50 + positive * ifPositive + (1 - positive) * ifNegative;
            VERIFY_NEAR(results.drawn[2].qaly[i] - results.drawn[2].cost[i], expected, 1e-11);
            dug += ifNegative > 600;
        }
        QVERIFY(dug > 0 && dug < model.values.draws);
    }

    void equalBranchesGoToTheFirst() {
        using enum TreeNodeKind;
        golden::Case model = bare();
        model.structure.tree->nodes = {node("root", chance, ""), node("choice", decision, "root", "1"),
                                       node("a", terminal, "choice"), node("b", terminal, "choice")};
        const OutcomesResults results = evaluated(model);
        QCOMPARE(results.subgroupBase[0].nodes[1].chosen, std::string("a"));
        QCOMPARE(results.subgroupBase[0].paths.size(), std::size_t{1});
    }

    /// A root that is no decision: every strategy runs the tree under its own overrides.
    void rootChanceRunsUnderEveryStrategy() {
        using enum TreeNodeKind;
        golden::Case model = bare();
        model.values.base = {{"risk", 0.3}, {"fee", 10}};
        model.structure.strategies = {{"usual", golden::both("usual"), {}, {}},
                                      {"device", golden::both("device"), {{"risk", "0.1"}, {"fee", "90"}}, {}}};
        model.structure.comparator = "usual";
        TreeNode event = node("event", terminal, "root", "risk");
        event.cost = "1000";
        event.qaly = "-0.5";
        TreeNode root = node("root", chance, "");
        root.cost = "fee";
        model.structure.tree->nodes = {root, event, node("none", terminal, "root", "#")};
        const OutcomesResults results = evaluated(model);
        VERIFY_NEAR(results.base[0].cost, 310.0, 1e-14);
        VERIFY_NEAR(results.base[1].cost, 190.0, 1e-14);
        VERIFY_NEAR(results.base[1].qaly, -0.05, 1e-14);
    }

    /// Closed forms of the three discount forms; cycle length 0.5 enters only the last.
    void payoffsAreDiscountedAtTheirTime_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<double>("factor");
        QTest::newRow("annual") << int(DiscountForm::annual) << 1 / std::pow(1.04, 2.5);
        QTest::newRow("continuous") << int(DiscountForm::continuous) << std::exp(-0.1);
        QTest::newRow("simple") << int(DiscountForm::simple) << 1 / std::pow(1.02, 5);
    }
    void payoffsAreDiscountedAtTheirTime() {
        QFETCH(int, form);
        QFETCH(double, factor);
        golden::Case model = bare();
        model.structure.costDiscountRate = "0.04";
        model.structure.effectDiscountRate = "0.04";
        model.structure.timing.discountForm = DiscountForm(form);
        model.structure.timing.cycleLengthYears = 0.5;
        TreeNode root = node("root", TreeNodeKind::chance, "");
        root.cost = "100";
        TreeNode late = node("late", TreeNodeKind::terminal, "root", "1");
        late.cost = "1000";
        late.qaly = "2";
        late.lifeYears = "3";
        late.time = "2.5";
        model.structure.tree->nodes = {root, late};
        const OutcomesResults results = evaluated(model);
        VERIFY_NEAR(results.base[0].cost, 100 + 1000 * factor, 1e-14);
        VERIFY_NEAR(results.base[0].costUndiscounted, 1100.0, 1e-14);
        VERIFY_NEAR(results.base[0].qaly, 2 * factor, 1e-14);
        VERIFY_NEAR(results.base[0].lifeYears, 3.0, 1e-14);
        VERIFY_NEAR(results.base[0].lifeYearsDiscounted, 3 * factor, 1e-14);
        const std::vector<double> expected{100, 0, 0, 0, 0, 1000};
        QVERIFY(results.subgroupBase[0].cycleCost == expected);
    }

    void oneCertainPathIsTheCohort() {
        golden::Case model = golden::hivDraws();
        const OutcomesResults cohort = evaluated(model);
        model.structure.model = OutcomeModel::decisionTree;
        TreeNode end = node("end", TreeNodeKind::terminal, "root", "1");
        end.state = "A";
        model.structure.tree = DecisionTree{{node("root", TreeNodeKind::chance, ""), end}};
        model.structure.initial.clear();
        const OutcomesResults tree = evaluated(model);
        for (std::size_t s = 0; s < 2; ++s) {
            QVERIFY(tree.base[s] == cohort.base[s]);
            QVERIFY(tree.drawn[s].cost == cohort.drawn[s].cost);
            QVERIFY(tree.drawn[s].lifeYearsDiscounted == cohort.drawn[s].lifeYearsDiscounted);
            QVERIFY(tree.subgroupBase[s].occupancy == cohort.subgroupBase[s].occupancy);
        }
    }

    /// Sensitivity, specificity and prevalence into three states.
    void diagnosticTree() {
        const golden::Case model = stored("diagnostic-tree");
        const OutcomesResults results = evaluated(model);
        const auto& p = model.values.base;
        const double prevalence = p.at("outcomes.prevalence");
        const double treatedIll = prevalence * p.at("outcomes.sensitivity");
        const double treatedWell = (1 - prevalence) * (1 - p.at("outcomes.specificity"));
        const double fatal = p.at("outcomes.fatal");
        const double well = (1 - prevalence) * p.at("outcomes.specificity") + treatedWell * (1 - fatal) +
                            treatedIll * p.at("outcomes.cure");
        const double ill =
            prevalence * (1 - p.at("outcomes.sensitivity")) + treatedIll * (1 - fatal - p.at("outcomes.cure"));
        const double treated = treatedIll + treatedWell;
        for (const bool tested : {false, true}) {
            const CohortOutcome& total = results.base[tested ? 1 : 0];
            const SubgroupOutcome& detail = results.subgroupBase[tested ? 1 : 0];
            const Recursion sum = tested ? recursion(p, well, ill) : recursion(p, 1 - prevalence, prevalence);
            const double treeCost = tested ? p.at("outcomes.testCost") + treated * p.at("outcomes.treatmentCost") : 0;
            const double treeQaly = tested ? -treated * p.at("outcomes.treatmentLoss") : 0;
            VERIFY_NEAR(total.cost, treeCost + sum.cost, 1e-12);
            VERIFY_NEAR(total.qaly, treeQaly + sum.qaly, 1e-12);
            VERIFY_NEAR(total.lifeYears, sum.years, 1e-12);
            VERIFY_NEAR(detail.nodes.front().cost, total.cost, 1e-15);
            for (std::size_t point = 0; point <= 30; ++point) {
                for (std::size_t state = 0; state < 3; ++state) {
                    QVERIFY(std::abs(detail.occupancy[point][state] - sum.occupancy[point][state]) <= 1e-14);
                }
            }
            golden::Case cohort = model;
            cohort.structure.model = OutcomeModel::cohort;
            cohort.structure.initial = {{"well", numberText(detail.occupancy[0][0])},
                                        {"ill", numberText(detail.occupancy[0][1])},
                                        {"dead", "#"}};
            const OutcomesResults alone = evaluated(cohort);
            std::vector<double> yearly = alone.subgroupBase[tested ? 1 : 0].cycleCost;
            yearly.resize(30);
            yearly[0] += treeCost;
            for (std::size_t k = 0; k < 30; ++k) VERIFY_NEAR(detail.cycleCost[k], yearly[k], 1e-12);
        }
        // Mass that ends in the tree is in no state: those whom the treatment kills.
        const std::vector<double>& start = results.subgroupBase[1].occupancy.front();
        VERIFY_NEAR(1 - start[0] - start[1] - start[2], treated * fatal, 1e-12);
    }

    /// A tree of two years before the cohort model: its values are discounted by two more years.
    void lateEntryDiscountsTheCohort() {
        golden::Case model = stored("diagnostic-tree");
        const OutcomesResults now = evaluated(model);
        for (const char* leaf : {"untestedIll", "untestedWell"}) nodeOf(model, leaf).time = "2";
        const OutcomesResults later = evaluated(model);
        VERIFY_NEAR(later.base[0].cost, now.base[0].cost / (1.02 * 1.02), 1e-14);
        VERIFY_NEAR(later.base[0].qaly, now.base[0].qaly / (1.02 * 1.02), 1e-14);
        QVERIFY(later.base[0].costUndiscounted == now.base[0].costUndiscounted);
        QVERIFY(later.base[0].lifeYears == now.base[0].lifeYears);
        QVERIFY(later.subgroupBase[0].cycleCost[1] == 0);
        QVERIFY(later.subgroupBase[0].cycleCost[2] == now.subgroupBase[0].cycleCost[0]);
    }

    /// A decision of the tree sees what follows in the cohort model: at any price, who is ill should be treated.
    void decisionsSeeTheCohort() {
        golden::Case model = stored("diagnostic-tree");
        TreeNode& choice = nodeOf(model, "falseNegative");
        choice.kind = TreeNodeKind::decision;
        choice.state.clear();
        TreeNode wait = node("wait", TreeNodeKind::terminal, "falseNegative");
        wait.state = "ill";
        TreeNode treat = node("treat", TreeNodeKind::terminal, "falseNegative");
        treat.cost = "outcomes.treatmentCost";
        treat.state = "well";
        model.structure.tree->nodes.push_back(wait);
        model.structure.tree->nodes.push_back(treat);
        for (const auto& [wtp, chosen] : {std::pair{1e-6, "wait"}, std::pair{5e6, "treat"}}) {
            model.structure.referenceWtp = wtp;
            model.structure.states[1].cost = "0";
            const OutcomesResults results = evaluated(model);
            const auto& nodes = results.subgroupBase[1].nodes;
            QCOMPARE(std::ranges::find(nodes, "falseNegative", &TreeNodeValue::node)->chosen, std::string(chosen));
        }
    }

    void upfrontCostsAreChargedOnce() {
        golden::Case model = stored("diagnostic-tree");
        const OutcomesResults without = evaluated(model);
        model.structure.strategies[1].oneOffCosts = {{"device", {}, "5000", OneOffTiming::upfront, {}}};
        const OutcomesResults with = evaluated(model);
        VERIFY_NEAR(with.base[1].cost, without.base[1].cost + 5000, 1e-15);
        VERIFY_NEAR(with.subgroupBase[1].cycleCost[0], without.subgroupBase[1].cycleCost[0] + 5000, 1e-15);
    }

    void subgroupsAreWeighed() {
        golden::Case model = stored("diagnostic-tree");
        const OutcomesResults whole = evaluated(model);
        model.structure.subgroups = {{"low", {}, "0.75", {{"outcomes.prevalence", "0.02"}}},
                                     {"high", {}, "0.25", {{"outcomes.prevalence", "0.42"}}}};
        const OutcomesResults parts = evaluated(model);
        // The tree is linear in the prevalence, and 0.75 · 0.02 + 0.25 · 0.42 = 0.12.
        for (std::size_t s = 0; s < 2; ++s) {
            VERIFY_NEAR(parts.base[s].cost, whole.base[s].cost, 1e-12);
            VERIFY_NEAR(parts.base[s].qaly, whole.base[s].qaly, 1e-12);
        }
    }

    void foldBackEqualsTheSumOverPaths() {
        for (const OutcomesResults& results : {evaluated(shaleGas()), evaluated(stored("golden-14-migraine"))}) {
            for (std::size_t s = 0; s < results.strategies.size(); ++s) {
                double probability = 0;
                double cost = 0;
                double qaly = 0;
                for (const TreePath& path : results.subgroupBase[s].paths) {
                    probability += path.probability;
                    cost += path.probability * path.cost;
                    qaly += path.probability * path.qaly;
                }
                VERIFY_NEAR(probability, 1.0, 1e-14);
                VERIFY_NEAR(cost, results.base[s].cost, 1e-13);
                VERIFY_NEAR(qaly, results.base[s].qaly, 1e-13);
            }
        }
    }

    void relabelledBranchesRelabelPaths() {
        golden::Case model = stored("golden-14-migraine");
        const OutcomesResults before = evaluated(model);
        std::ranges::reverse(model.structure.tree->nodes);
        std::ranges::reverse(model.structure.strategies);
        const OutcomesResults after = evaluated(model);
        for (std::size_t s = 0; s < 2; ++s) {
            std::vector<TreePath> paths = after.subgroupBase[1 - s].paths;
            std::ranges::reverse(paths);
            QCOMPARE(paths.size(), before.subgroupBase[s].paths.size());
            for (std::size_t i = 0; i < paths.size(); ++i) {
                QVERIFY(paths[i].nodes == before.subgroupBase[s].paths[i].nodes);
                VERIFY_NEAR(paths[i].probability, before.subgroupBase[s].paths[i].probability, 1e-15);
            }
            VERIFY_NEAR(after.base[1 - s].cost, before.base[s].cost, 1e-14);
        }
    }

    /// Every draw equals a base case with the values of that draw, on any number of threads.
    void drawsEqualBaseCases() {
        golden::Case model = stored("diagnostic-tree");
        drawEvenly(model, "outcomes.sensitivity", 7);
        drawEvenly(model, "outcomes.prevalence", 11);
        const OutcomesResults drawn = evaluated(model, 1);
        const OutcomesResults again = evaluated(model, 8);
        for (std::size_t s = 0; s < 2; ++s) {
            QVERIFY(drawn.drawn[s].cost == again.drawn[s].cost);
            QVERIFY(drawn.drawn[s].qaly == again.drawn[s].qaly);
        }
        for (const std::size_t draw : {0u, 255u, 256u, 599u}) {
            golden::Case single = stored("diagnostic-tree");
            for (const auto& [id, values] : model.values.drawn) single.values.base[id] = values[draw];
            const OutcomesResults base = evaluated(single);
            QVERIFY(base.base[1].cost == drawn.drawn[1].cost[draw]);
            QVERIFY(base.base[1].qaly == drawn.drawn[1].qaly[draw]);
        }
    }

    void faultsAreNamed_data() {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < wrongTrees.size(); ++i) {
            QTest::addRow("%zu %s", i, wrongTrees[i].code) << static_cast<int>(i);
        }
    }
    void faultsAreNamed() {
        QFETCH(int, row);
        const WrongTree& wrong = wrongTrees[static_cast<std::size_t>(row)];
        golden::Case model = stored("golden-14-migraine");
        wrong.change(model);
        std::string found;
        bool named = false;
        for (const Issue& issue : validate(model.structure, model.inputs, model.values)) {
            found += issue.code + " " + issue.where + "; ";
            named = named || (issue.code == wrong.code && issue.where == wrong.where);
        }
        QVERIFY2(named, found.c_str());
        QVERIFY(!tried(model));
    }

    void faultNamesTheDraw() {
        golden::Case model = stored("golden-14-migraine");
        model.values.draws = 300;
        model.values.drawn["outcomes.lasting"] = std::vector<double>(300, 0.5);
        model.values.drawn["outcomes.lasting"][277] = 1.25;
        const auto results = tried(model);
        QVERIFY(!results);
        const Issue& issue = results.issues().front();
        QCOMPARE(issue.code, std::string("tree.probability"));
        QCOMPARE(issue.where, std::string("/outcomes/tree/nodes/id=F/probability"));
        QCOMPARE(issue.value, std::string("1.25"));
        QCOMPARE(issue.details.at("draw"), std::string("278"));
        QCOMPARE(issue.details.at("strategy"), std::string("caffeine"));
    }

    void everyFaultIsReported() {
        golden::Case model = stored("golden-14-migraine");
        nodeOf(model, "A").parent = "nowhere";
        nodeOf(model, "F").strategy = "caffeine";
        nodeOf(model, "J").probability.clear();
        QVERIFY(validate(model.structure, model.inputs, model.values).size() >= 3);
    }
};

QTEST_APPLESS_MAIN(DecisionTreeTest)
#include "decision_tree_test.moc"
