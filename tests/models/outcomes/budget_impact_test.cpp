// label: golden
#include "models/outcomes/budget_impact.h"

#include "models/case/case_json.h"
#include "models/evaluation/values.h"
#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

#include <algorithm>
#include <numeric>
#include <sstream>

using namespace kachi;
using golden::near;

namespace {

#define VERIFY_NEAR(actual, expected, relative) \
    QVERIFY2(near(actual, expected, relative), (numberText(actual) + " / " + numberText(expected)).c_str())

golden::Case publishedBudget() {
    std::ifstream file(KACHI_TEST_DATA "/golden-18-budget/case.json");
    std::stringstream text;
    text << file.rdbuf();
    const auto read = caseFromJson(text.str());
    if (!read) qFatal("refused: %s", read.issues().front().where.c_str());
    RunOptions options;
    options.draws = 0;
    const auto values = parameterValues(read->value, RulePack{}, options, nullptr);
    if (!values) qFatal("no values");
    return {*read->value.outcomes, expressionInputs(read->value), *values};
}

/// Three treatments a, b and the device d; 1,000 eligible patients; costs 100, 200 and 500 a year; uptake 10 % to 50 %.
golden::Case simple() {
    golden::Case model;
    OutcomesStructure& s = model.structure;
    s.currency = "JPY";
    s.strategies = {
        {"a", golden::both("a"), {}, {}}, {"b", golden::both("b"), {}, {}}, {"d", golden::both("d"), {}, {}}};
    s.states = {{"on", golden::both("on"), true, "yearly", "1"}, {"off", golden::both("off"), true, "0", "1"}};
    s.initial = {{"on", "1"}};
    s.transitions = {{"on", {{"on", "#"}, {"off", "stop"}}}};
    s.costDiscountRate = "0.02";
    s.effectDiscountRate = "0.02";
    s.timing.cycles = 10;
    s.timing.cycleWeights = CycleWeights::start;
    s.comparator = "a";
    s.strategies[1].overrides = {{"yearly", "200"}};
    s.strategies[2].overrides = {{"yearly", "device"}};
    BudgetImpact budget;
    budget.device = "d";
    budget.eligible = "1000";
    budget.uptakeArgs = {{"first", "0.1"}, {"last", "0.5"}};
    budget.current = {{"a", "0.6", ""}, {"b", "#", ""}};
    budget.costs = {{"a", "yearly"}, {"b", "yearly"}, {"d", "yearly"}};
    s.budget = budget;
    model.values.base = {{"yearly", 100}, {"device", 500}, {"stop", 0.25}};
    return model;
}

BudgetImpactResults evaluated(const golden::Case& model, const OutcomesResults* outcomes = nullptr,
                              const RunOptions& options = {}) {
    const auto results = evaluateBudget(model.structure, model.inputs, model.values, outcomes, options);
    if (!results) {
        const Issue& issue = results.issues().front();
        qFatal("%s %s %s", issue.code.c_str(), issue.where.c_str(), issue.value.c_str());
    }
    return *results;
}

OutcomesResults outcomesOf(const golden::Case& model) {
    const auto results = evaluateOutcomes(model.structure, model.inputs, model.values, RunOptions{});
    if (!results) qFatal("%s", results.issues().front().code.c_str());
    return *results;
}

BudgetImpact& budgetOf(golden::Case& model) {
    return *model.structure.budget;
}

struct WrongBudget {
    const char* code;
    const char* where;
    void (*change)(golden::Case&);
};

const std::vector<WrongBudget> wrongBudgets{
    {"budget.missing", "/outcomes/budget", [](auto& m) { m.structure.budget.reset(); }},
    {"budget.years", "/outcomes/budget/years", [](auto& m) { budgetOf(m).years = 0; }},
    {"budget.years", "/outcomes/budget/years", [](auto& m) { budgetOf(m).years = 21; }},
    {"budget.unknownStrategy", "/outcomes/budget/device", [](auto& m) { budgetOf(m).device = "x"; }},
    {"budget.unknownStrategy", "/outcomes/budget/current", [](auto& m) { budgetOf(m).current[0].strategy = "x"; }},
    {"budget.unknownStrategy", "/outcomes/budget/costs", [](auto& m) { budgetOf(m).costs["x"] = "1"; }},
    {"budget.eligibleMissing", "/outcomes/budget/eligible", [](auto& m) { budgetOf(m).eligible.clear(); }},
    {"budget.eligibleTwice", "/outcomes/budget/eligible", [](auto& m) { budgetOf(m).incidence = "5"; }},
    {"budget.uptakeMissing", "/outcomes/budget/uptakeArgs", [](auto& m) { budgetOf(m).uptakeArgs.erase("last"); }},
    {"budget.uptakeUnknown", "/outcomes/budget/uptakeArgs", [](auto& m) { budgetOf(m).uptakeArgs["ceiling"] = "1"; }},
    {"budget.currentMissing", "/outcomes/budget/current", [](auto& m) { budgetOf(m).current.clear(); }},
    {"budget.deviceInCurrent", "/outcomes/budget/current", [](auto& m) { budgetOf(m).current[0].strategy = "d"; }},
    {"budget.strategyTwice", "/outcomes/budget/current", [](auto& m) { budgetOf(m).current[1].strategy = "a"; }},
    {"outcomes.twoComplements", "/outcomes/budget/current", [](auto& m) { budgetOf(m).current[0].share = "#"; }},
    {"budget.costMissing", "/outcomes/budget/costs", [](auto& m) { budgetOf(m).costs.erase("b"); }},
    {"budget.clock", "/outcomes/budget/eligible", [](auto& m) { budgetOf(m).eligible = "100*cycle"; }},
    {"budget.clock", "/outcomes/budget/eligible", [](auto& m) { budgetOf(m).eligible = "100*age"; }},
    {"expressions.reservedName", "year", [](auto& m) { m.values.base["year"] = 2024; }},
    {"expressions.unknownName", "/outcomes/budget/offset", [](auto& m) { budgetOf(m).offset = "saved"; }},
    {"expressions.divisionByZero", "/outcomes/budget/offset", [](auto& m) { budgetOf(m).offset = "1/(3 - year)"; }},
    {"budget.negative", "/outcomes/budget/eligible", [](auto& m) { budgetOf(m).eligible = "100 - 50*year"; }},
    {"budget.negative", "/outcomes/budget/costs/a", [](auto& m) { budgetOf(m).costs["a"] = "-1"; }},
    {"budget.negative", "/outcomes/budget/unitPrice", [](auto& m) { budgetOf(m).unitPrice = "-1"; }},
    {"budget.share", "/outcomes/budget/uptakeArgs", [](auto& m) { budgetOf(m).uptakeArgs["last"] = "1.5"; }},
    {"budget.share", "/outcomes/budget/current/strategy=a/share",
     [](auto& m) { budgetOf(m).current[0].share = "1.2"; }},
    {"budget.shareSum", "/outcomes/budget/current", [](auto& m) { budgetOf(m).current[1].share = "0.3"; }},
    {"budget.displacedSum", "/outcomes/budget/current", [](auto& m) { budgetOf(m).current[1].displaced = "0.3"; }},
    {"budget.displacedTooMany", "/outcomes/budget/current/strategy=b/displaced",
     [](auto& m) {
         budgetOf(m).current[0].displaced = "0";
         budgetOf(m).current[1].displaced = "#";
     }},
    {"budget.growth", "/outcomes/budget/growth",
     [](auto& m) {
         budgetOf(m).eligible.clear();
         budgetOf(m).incidence = "10";
         budgetOf(m).growth = "-1";
     }},
    {"budget.bass", "/outcomes/budget/uptakeArgs/innovation",
     [](auto& m) {
         budgetOf(m).uptake = UptakeShape::bass;
         budgetOf(m).uptakeArgs = {{"ceiling", "1"}, {"innovation", "0"}, {"imitation", "0.3"}};
     }},
    {"budget.share", "/outcomes/budget/uptakeArgs/ceiling",
     [](auto& m) {
         budgetOf(m).uptake = UptakeShape::bass;
         budgetOf(m).uptakeArgs = {{"ceiling", "1.5"}, {"innovation", "0.001"}, {"imitation", "0.001"}};
     }},
    {"budget.share", "/outcomes/budget/uptakeArgs/ceiling",
     [](auto& m) {
         budgetOf(m).uptake = UptakeShape::logistic;
         budgetOf(m).uptakeArgs = {{"ceiling", "1.01"}, {"midpoint", "90"}, {"steepness", "1"}};
     }},
    {"budget.discountRate", "/outcomes/budget/discountRate", [](auto& m) { budgetOf(m).discountRate = "2"; }},
    {"budget.overflow", "/outcomes/budget",
     [](auto& m) {
         budgetOf(m).eligible = "1e300";
         budgetOf(m).costs["d"] = "1e300";
     }},
};

}  // namespace

class BudgetImpactTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishedTables() {
        const BudgetImpactResults results = evaluated(publishedBudget());
        std::ifstream file(KACHI_TEST_DATA "/golden-18-budget/expected.json");
        const nlohmann::json expected = nlohmann::json::parse(file)["budget_impact"];
        QCOMPARE(results.base.size(), std::size_t{5});
        for (std::size_t i = 0; i < 5; ++i) {
            const auto& row = expected["inputs_and_outputs"][i];
            VERIFY_NEAR(results.base[i].eligible, row["eligible"].get<double>(), 1e-11);
            VERIFY_NEAR(results.base[i].costWithout, row["cost_world_without"].get<double>(), 1e-11);
            VERIFY_NEAR(results.base[i].costWith, row["cost_world_with"].get<double>(), 1e-11);
            VERIFY_NEAR(results.base[i].impact, row["impact"].get<double>(), 1e-11);
            // Predicted sales: patients on the device, two units at 1,500.
            VERIFY_NEAR(results.base[i].sales, row["eligible"].get<double>() * row["uptake"].get<double>() * 3000,
                        1e-14);
        }
        QCOMPARE(results.totals.size(), std::size_t{1});
        VERIFY_NEAR(results.totals[0].impact, expected["total"].get<double>(), 1e-11);
        VERIFY_NEAR(results.totals[0].impactDiscounted,
                    expected["total_discounted_3.5pct_from_year_1_undiscounted"].get<double>(), 1e-11);
        QVERIFY(results.drawn.empty());
    }

    void tracesExplainEveryYear() {
        const BudgetImpactResults results = evaluated(publishedBudget());
        QCOMPARE(results.traces.size(), std::size_t{10});
        for (std::size_t i = 0; i < 5; ++i) {
            const std::string year = std::to_string(i + 1);
            QCOMPARE(results.traces[i].id, "budget.impact." + year);
            QCOMPARE(results.traces[i].value, plainDigits(results.base[i].impact));
            QCOMPARE(results.traces[5 + i].id, "budget.sales." + year);
            QCOMPARE(results.traces[5 + i].value, plainDigits(results.base[i].sales));
        }
        QCOMPARE(results.traces[1].label.ja, std::string("2021年度：財政影響"));
        QCOMPARE(results.traces[1].label.en, std::string("fiscal year 2021: budget impact"));
    }

    /// Closed forms; the Bass row is 1 − e^−0.5t over 1 + (0.4/0.1)·e^−0.5t at t = 3.
    void uptakeCurves_data() {
        QTest::addColumn<int>("shape");
        QTest::addColumn<QString>("args");
        QTest::addColumn<double>("thirdYear");
        QTest::newRow("expression") << int(UptakeShape::expression) << "share=0.05*year^2" << 0.45;
        QTest::newRow("linear") << int(UptakeShape::linear) << "first=0.1;last=0.5" << 0.3;
        QTest::newRow("logistic") << int(UptakeShape::logistic) << "ceiling=0.8;midpoint=2;steepness=1.5"
                                  << 0.8 / (1 + std::exp(-1.5));
        QTest::newRow("bass") << int(UptakeShape::bass) << "ceiling=0.9;innovation=0.1;imitation=0.4"
                              << 0.9 * (1 - std::exp(-1.5)) / (1 + 4 * std::exp(-1.5));
    }
    void uptakeCurves() {
        QFETCH(int, shape);
        QFETCH(QString, args);
        QFETCH(double, thirdYear);
        golden::Case model = simple();
        budgetOf(model).uptake = UptakeShape(shape);
        budgetOf(model).uptakeArgs.clear();
        if (shape == int(UptakeShape::expression)) budgetOf(model).years = 4;
        for (const QString& argument : args.split(u';')) {
            const QStringList parts = argument.split(u'=');
            budgetOf(model).uptakeArgs[parts[0].toStdString()] = parts[1].toStdString();
        }
        VERIFY_NEAR(evaluated(model).base[2].uptake, thirdYear, 1e-14);
    }

    /// prevalence 1,000 and incidence 200, both growing by 10 % in the second year, half of them eligible.
    void eligiblePatients() {
        golden::Case model = simple();
        budgetOf(model).eligible.clear();
        budgetOf(model).prevalence = "1000";
        budgetOf(model).incidence = "200";
        budgetOf(model).growth = "if(year == 2, 0.1, 0)";
        budgetOf(model).eligibleShare = "0.5";
        const BudgetImpactResults results = evaluated(model);
        const std::vector<double> expected{600, 660, 660, 660, 660};
        for (std::size_t i = 0; i < 5; ++i) VERIFY_NEAR(results.base[i].eligible, expected[i], 1e-14);
    }

    /// By the shares of the treatments, or as the analyst says: the device takes 80 % of its patients from b.
    void displacement() {
        golden::Case model = simple();
        BudgetYear first = evaluated(model).base[0];
        const std::vector<double> without{600, 400, 0};
        for (std::size_t s = 0; s < 3; ++s) VERIFY_NEAR(first.without[s], without[s], 1e-14);
        const std::vector<double> proportional{540, 360, 100};
        for (std::size_t s = 0; s < 3; ++s) VERIFY_NEAR(first.with[s], proportional[s], 1e-14);
        VERIFY_NEAR(first.impact, 100 * 500 - 60 * 100 - 40 * 200.0, 1e-12);
        budgetOf(model).current[0].displaced = "0.2";
        budgetOf(model).current[1].displaced = "#";
        first = evaluated(model).base[0];
        const std::vector<double> stated{580, 320, 100};
        for (std::size_t s = 0; s < 3; ++s) VERIFY_NEAR(first.with[s], stated[s], 1e-14);
        VERIFY_NEAR(first.impact, 100 * 500 - 20 * 100 - 80 * 200.0, 1e-12);
    }

    void totalsOverFiveAndTenYears() {
        golden::Case model = simple();
        budgetOf(model).years = 12;
        budgetOf(model).discountRate = "0.05";
        const BudgetImpactResults results = evaluated(model);
        QCOMPARE(results.totals.size(), std::size_t{3});
        const std::vector<int> spans{5, 10, 12};
        for (std::size_t i = 0; i < 3; ++i) {
            double impact = 0;
            double discounted = 0;
            for (int year = 0; year < spans[i]; ++year) {
                impact += results.base[year].impact;
                discounted += results.base[year].impact / std::pow(1.05, year);
            }
            QCOMPARE(results.totals[i].years, spans[i]);
            VERIFY_NEAR(results.totals[i].impact, impact, 1e-14);
            VERIFY_NEAR(results.totals[i].impactDiscounted, discounted, 1e-14);
        }
    }

    /// Patients of earlier years go on costing: a quarter stops every year, so year k of treatment costs 0.75^(k − 1)
    /// of the yearly cost.
    void costsOfTheOutcomeModelAccumulate() {
        golden::Case model = simple();
        budgetOf(model).costsFrom = BudgetCosts::outcomeModel;
        budgetOf(model).eligible.clear();
        budgetOf(model).prevalence = "300";
        budgetOf(model).incidence = "700";
        const OutcomesResults outcomes = outcomesOf(model);
        const BudgetImpactResults results = evaluated(model, &outcomes);
        for (int year = 1; year <= 5; ++year) {
            double expected = 0;
            for (int start = 1; start <= year; ++start) {
                const double starters = start == 1 ? 1000 : 700;
                const double uptake = 0.1 + 0.1 * (start - 1);
                expected += starters * uptake * (500 - 0.6 * 100 - 0.4 * 200) * std::pow(0.75, year - start);
            }
            VERIFY_NEAR(results.base[year - 1].impact, expected, 1e-12);
            VERIFY_NEAR(results.base[year - 1].costPerPatient[2], 500 * std::pow(0.75, year - 1), 1e-14);
        }
    }

    /// Monthly cycles belong to the year they lie in; a cycle of two years is halved.
    void cyclesFallIntoYears_data() {
        QTest::addColumn<double>("length");
        QTest::addColumn<int>("cycles");
        QTest::newRow("months") << 1.0 / 12 << 60;
        QTest::newRow("two years") << 2.0 << 3;
    }
    void cyclesFallIntoYears() {
        QFETCH(double, length);
        QFETCH(int, cycles);
        golden::Case model = simple();
        budgetOf(model).costsFrom = BudgetCosts::outcomeModel;
        model.values.base["stop"] = 0;
        model.structure.timing.cycleLengthYears = length;
        model.structure.timing.cycles = cycles;
        const OutcomesResults outcomes = outcomesOf(model);
        for (const BudgetYear& year : evaluated(model, &outcomes).base) {
            VERIFY_NEAR(year.costPerPatient[0], 100.0, 1e-12);
            VERIFY_NEAR(year.costPerPatient[2], 500.0, 1e-12);
        }
    }

    void subgroupsAreWeighed() {
        golden::Case model = simple();
        budgetOf(model).costsFrom = BudgetCosts::outcomeModel;
        model.structure.subgroups = {{"x", {}, "0.25", {{"stop", "0"}}}, {"y", {}, "0.75", {{"stop", "1"}}}};
        const OutcomesResults outcomes = outcomesOf(model);
        const BudgetImpactResults results = evaluated(model, &outcomes);
        VERIFY_NEAR(results.base[0].costPerPatient[2], 500.0, 1e-14);
        VERIFY_NEAR(results.base[1].costPerPatient[2], 125.0, 1e-14);
    }

    /// Every draw equals a base case with the values of that draw, from both sources of costs and on any threads.
    void drawsEqualBaseCases_data() {
        QTest::addColumn<int>("source");
        QTest::newRow("expressions") << int(BudgetCosts::expressions);
        QTest::newRow("outcome model") << int(BudgetCosts::outcomeModel);
    }
    void drawsEqualBaseCases() {
        QFETCH(int, source);
        golden::Case model = simple();
        budgetOf(model).costsFrom = BudgetCosts(source);
        budgetOf(model).eligible = "1000*growth";
        budgetOf(model).unitPrice = "device/2";
        model.values.base["growth"] = 1;
        model.values.draws = 300;
        for (std::size_t i = 0; i < 300; ++i) {
            model.values.drawn["device"].push_back(400 + static_cast<double>(i * 7 % 300));
            model.values.drawn["stop"].push_back((static_cast<double>(i * 11 % 300) + 0.5) / 300);
            model.values.drawn["growth"].push_back(0.5 + static_cast<double>(i) / 300);
        }
        const OutcomesResults outcomes = outcomesOf(model);
        RunOptions options;
        options.threads = 1;
        const BudgetImpactResults results = evaluated(model, &outcomes, options);
        options.threads = 8;
        QVERIFY(evaluated(model, &outcomes, options).drawn == results.drawn);
        for (const std::size_t draw : {0u, 255u, 256u, 299u}) {
            golden::Case single = model;
            single.values.draws = 0;
            single.values.drawn.clear();
            for (const auto& [id, values] : model.values.drawn) single.values.base[id] = values[draw];
            const OutcomesResults singleOutcomes = outcomesOf(single);
            const BudgetImpactResults base = evaluated(single, &singleOutcomes);
            double total = 0;
            for (std::size_t year = 0; year < 5; ++year) {
                QVERIFY(results.drawn[year][draw] == base.base[year].impact);
                QVERIFY(results.drawnSales[year][draw] == base.base[year].sales);
                total += base.base[year].impact;
            }
            QVERIFY(results.totals[0].drawn[draw] == total);
        }
    }

    void onlyWhatVariesHasDraws() {
        golden::Case model = simple();
        budgetOf(model).unitPrice = "10";
        budgetOf(model).costs["d"] = "device";
        model.values.draws = 2;
        model.values.drawn["device"] = {400, 600};
        const BudgetImpactResults results = evaluated(model);
        QCOMPARE(results.drawn.size(), std::size_t{5});
        QVERIFY(results.drawnSales.empty());
        QVERIFY(results.totals[0].drawnSales.empty());
    }

    void faultsAreNamed_data() {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < wrongBudgets.size(); ++i) {
            QTest::addRow("%zu %s", i, wrongBudgets[i].code) << static_cast<int>(i);
        }
    }
    void faultsAreNamed() {
        QFETCH(int, row);
        const WrongBudget& wrong = wrongBudgets[static_cast<std::size_t>(row)];
        golden::Case model = simple();
        wrong.change(model);
        std::string found;
        bool named = false;
        for (const Issue& issue : validateBudget(model.structure, model.inputs, model.values)) {
            found += issue.code + " " + issue.where + "; ";
            named = named || (issue.code == wrong.code && issue.where.starts_with(wrong.where));
        }
        QVERIFY2(named, found.c_str());
        QVERIFY(!evaluateBudget(model.structure, model.inputs, model.values, nullptr));
    }

    void everyFaultIsReported() {
        golden::Case model = simple();
        budgetOf(model).device = "x";
        budgetOf(model).offset = "saved";
        budgetOf(model).costs.erase("a");
        std::vector<std::string> codes;
        for (const Issue& issue : validateBudget(model.structure, model.inputs, model.values)) {
            codes.push_back(issue.code);
        }
        for (const char* code : {"budget.unknownStrategy", "expressions.unknownName", "budget.costMissing"}) {
            QVERIFY2(std::ranges::count(codes, code) > 0, code);
        }
    }

    void faultNamesYearAndDraw() {
        golden::Case model = simple();
        budgetOf(model).uptake = UptakeShape::expression;
        budgetOf(model).uptakeArgs = {{"share", "if(year >= 4, last, 0.2)"}};
        model.values.base["last"] = 0.5;
        model.values.draws = 300;
        model.values.drawn["last"] = std::vector<double>(300, 0.5);
        model.values.drawn["last"][280] = 1.5;
        const auto results = evaluateBudget(model.structure, model.inputs, model.values, nullptr);
        QVERIFY(!results);
        const Issue& issue = results.issues().front();
        QCOMPARE(issue.code, std::string("budget.share"));
        QCOMPARE(issue.details.at("year"), std::string("4"));
        QCOMPARE(issue.details.at("draw"), std::string("281"));
    }

    void outcomeModelMustHaveRun() {
        golden::Case model = simple();
        budgetOf(model).costsFrom = BudgetCosts::outcomeModel;
        const auto results = evaluateBudget(model.structure, model.inputs, model.values, nullptr);
        QVERIFY(!results);
        QCOMPARE(results.issues().front().code, std::string("budget.yearlyCosts"));
    }

    void shortHorizonWarns() {
        golden::Case model = simple();
        budgetOf(model).costsFrom = BudgetCosts::outcomeModel;
        model.structure.timing.cycles = 3;
        const Issues issues = validateBudget(model.structure, model.inputs, model.values);
        QCOMPARE(issues.size(), std::size_t{1});
        QCOMPARE(issues.front().code, std::string("budget.horizon"));
        QVERIFY(!hasErrors(issues));
    }
};

QTEST_APPLESS_MAIN(BudgetImpactTest)
#include "budget_impact_test.moc"
