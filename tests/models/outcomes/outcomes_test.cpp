#include "models/outcomes/outcomes.h"

#include "models/expressions/resolve.h"
#include "models/outcomes/cohort_program.h"
#include "models/outcomes/cycle_weighting.h"
#include "models/outcomes/outcomes_fields.h"
#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

#include <atomic>

using namespace kachi;
using golden::near;

namespace {

Result<OutcomesResults> evaluated(const golden::Case& model, const RunOptions& options = {}) {
    return evaluateOutcomes(model.structure, model.inputs, model.values, options);
}

/// Codes of all issues of the model changed by `change`.
template <class Change>
std::vector<std::string> codes(Change change) {
    golden::Case model = golden::hiv();
    change(model);
    std::vector<std::string> found;
    for (const Issue& issue : validate(model.structure, model.inputs, model.values)) found.push_back(issue.code);
    return found;
}

/// 2,000 draws around the base values, spread by a fixed pattern.
golden::Case manyDraws() {
    golden::Case model = golden::hivDraws();
    const std::size_t stored = model.values.draws;
    model.values.draws = 2'000;
    for (auto& [id, draws] : model.values.drawn) {
        for (std::size_t i = stored; i < model.values.draws; ++i) draws.push_back(draws[(i * 7) % stored]);
    }
    return model;
}

struct WrongModel {
    const char* code;
    void (*change)(golden::Case&);
};

const std::vector<WrongModel> wrongModels{
    {"outcomes.rowSum", [](auto& m) { m.structure.transitions["B"]["B"] = "0.5"; }},
    {"outcomes.rowSum", [](auto& m) { m.structure.initial["A"] = "0.9"; }},
    {"outcomes.probability", [](auto& m) { m.structure.transitions["C"]["D"] = "1.2"; }},
    {"outcomes.probability", [](auto& m) { m.structure.transitions["B"]["C"] = "-0.1"; }},
    {"outcomes.stateTime", [](auto& m) { m.structure.initial["A"] = "1 - state_time"; }},
    {"outcomes.stateTime", [](auto& m) { m.structure.costDiscountRate = "0.01 + 0*state_time"; }},
    {"outcomes.tunnelCycles", [](auto& m) { m.structure.states[2].tunnelCycles = -1; }},
    {"outcomes.tunnelCycles",
     [](auto& m) {
         m.structure.states[2].cost = "100*state_time";
         m.structure.timing.cycles = 2'001;
     }},
    {"expressions.divisionByZero", [](auto& m) { m.structure.states[2].cost = "1/state_time"; }},
    {"outcomes.probability", [](auto& m) { m.structure.transitions["C"]["D"] = "state_time/10"; }},
    {"outcomes.rewardStays",
     [](auto& m) {
         m.structure.transitionRewards = {{"r", {}, "A", "A", "1", "0"}};
     }},
    {"outcomes.unknownState",
     [](auto& m) {
         m.structure.transitionRewards = {{"r", {}, "*", "X", "1", "0"}};
     }},
    {"expressions.unknownName",
     [](auto& m) {
         m.structure.transitionRewards = {{"r", {}, "*", "D", "nothing", "0"}};
     }},
    {"outcomes.rateComplement", [](auto& m) { m.structure.transitionUnit = TransitionUnit::rate; }},
    {"outcomes.rateDiagonal",
     [](auto& m) {
         m.structure.transitionUnit = TransitionUnit::rate;
         m.structure.transitions = {{"A", {{"A", "0.9"}, {"B", "0.1"}}}};
     }},
    {"outcomes.rate",
     [](auto& m) {
         m.structure.transitionUnit = TransitionUnit::rate;
         m.structure.transitions = {{"A", {{"B", "5 - cycle"}}}};
     }},
    {"outcomes.rateTunnel",
     [](auto& m) {
         m.structure.transitionUnit = TransitionUnit::rate;
         m.structure.transitions = {{"A", {{"B", "0.1*state_time"}}}};
     }},
    {"outcomes.startAgeMissing", [](auto& m) { m.structure.states[0].cost = "age"; }},
    {"outcomes.unknownState", [](auto& m) { m.structure.transitions["A"]["Z"] = "0"; }},
    {"outcomes.twoComplements", [](auto& m) { m.structure.transitions["A"]["B"] = "#"; }},
    {"outcomes.cycles", [](auto& m) { m.structure.timing.cycles = 0; }},
    {"outcomes.cycleLength", [](auto& m) { m.structure.timing.cycleLengthYears = 0; }},
    {"outcomes.simpsonOdd",
     [](auto& m) { m.structure.timing = {5, 1, {}, DiscountMoment::eachEnd, CycleWeights::simpson, {}}; }},
    {"outcomes.pointDiscount", [](auto& m) { m.structure.timing.cycleWeights = CycleWeights::simpson; }},
    {"outcomes.customWeights",
     [](auto& m) {
         m.structure.timing.customWeights = {1, 2};
     }},
    {"outcomes.customWeight", [](auto& m) { m.structure.timing.customWeights = {-1}; }},
    {"outcomes.unknownComparator", [](auto& m) { m.structure.comparator = "none"; }},
    {"outcomes.noRows", [](auto& m) { m.structure.strategies.clear(); }},
    {"outcomes.idTwice", [](auto& m) { m.structure.states[1].id = "A"; }},
    {"outcomes.idMissing", [](auto& m) { m.structure.strategies[1].id.clear(); }},
    {"outcomes.currency", [](auto& m) { m.structure.currency.clear(); }},
    {"outcomes.wtp", [](auto& m) { m.structure.referenceWtp = -1; }},
    {"outcomes.wtpOrder",
     [](auto& m) {
         m.structure.wtp = {100, 100};
     }},
    {"outcomes.discountRate", [](auto& m) { m.values.base["rate"] = 2; }},
    {"outcomes.variesByCycle", [](auto& m) { m.structure.costDiscountRate = "if(cycle > 9, 0.01, 0.02)"; }},
    {"outcomes.overflow", [](auto& m) { m.structure.states[0].cost = "1e308"; }},
    {"outcomes.drawsLength", [](auto& m) { m.values.drawn["rr"] = {1}; }},
    {"outcomes.parameterValue", [](auto& m) { m.values.base["rr"] = std::nan(""); }},
    {"outcomes.subgroupWeights",
     [](auto& m) {
         m.structure.subgroups = {{"a", {}, "0.4", {}}, {"b", {}, "0.5", {}}};
     }},
    {"expressions.unknownName", [](auto& m) { m.structure.states[0].cost = "costX"; }},
    {"expressions.reservedName", [](auto& m) { m.inputs.expressions["cycle"] = "1"; }},
    {"expressions.divisionByZero", [](auto& m) { m.structure.states[0].cost = "1/(3-cycle)"; }},
    {"expressions.loop", [](auto& m) { m.inputs.expressions["effect"] = "drug + effect"; }},
};

}  // namespace

class OutcomesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameDigitsOnAnyThreads() {
        const golden::Case model = manyDraws();
        RunOptions options;
        options.threads = 1;
        const auto one = evaluated(model, options);
        for (const unsigned threads : {2u, 8u}) {
            options.threads = threads;
            const auto many = evaluated(model, options);
            for (std::size_t s = 0; s < 2; ++s) {
                QVERIFY(one->drawn[s].cost == many->drawn[s].cost);
                QVERIFY(one->drawn[s].lifeYearsDiscounted == many->drawn[s].lifeYearsDiscounted);
                QVERIFY(one->subgroupBase[s].meanCost == many->subgroupBase[s].meanCost);
            }
        }
    }

    void zeroDiscountEqualsPlainSum() {
        golden::Case model = golden::hipDraws(CycleWeights::halfCycle);
        model.values.base["rateCost"] = 0;
        model.values.base["rateEffect"] = 0;
        const auto results = evaluated(model);
        for (const CohortOutcome& outcome : results->base) {
            QVERIFY(outcome.cost == outcome.costUndiscounted);
            QVERIFY(outcome.qaly == outcome.qalyUndiscounted);
            QVERIFY(outcome.lifeYears == outcome.lifeYearsDiscounted);
        }
        QVERIFY(results->drawn[0].lifeYears == results->drawn[0].lifeYearsDiscounted);
    }

    void relabelledStrategiesRelabelResults() {
        golden::Case model = golden::hivDraws();
        const auto before = evaluated(model);
        std::swap(model.structure.strategies[0], model.structure.strategies[1]);
        const auto after = evaluated(model);
        for (std::size_t s = 0; s < 2; ++s) {
            QVERIFY(before->strategies[s] == after->strategies[1 - s]);
            QVERIFY(before->base[s] == after->base[1 - s]);
            QVERIFY(before->drawn[s].cost == after->drawn[1 - s].cost);
        }
        QCOMPARE(after->comparator, std::size_t(1));
        QVERIFY(before->increments.front().cost == after->increments.front().cost);
    }

    void identicalStrategiesHaveNoIncrement() {
        golden::Case model = golden::hiv();
        model.structure.strategies[1] = model.structure.strategies[0];
        model.structure.strategies[1].id = "twin";
        const auto results = evaluated(model);
        QVERIFY(results->increments.front().cost == 0 && results->increments.front().effect == 0);
        QVERIFY(results->increments.front().comparison == Comparison::same);
        QVERIFY(results->frontier[1].standing == Standing::equivalent);
    }

    /// One patient in one state for four half-years at 100 a year; sums by hand.
    void timing_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<int>("moment");
        QTest::addColumn<int>("weights");
        QTest::addColumn<double>("expected");
        const auto row = [](const char* name, DiscountForm form, DiscountMoment moment, CycleWeights weights,
                            double expected) {
            QTest::newRow(name) << int(form) << int(moment) << int(weights) << expected;
        };
        using enum DiscountForm;
        const double half = std::pow(1.1, -0.5);
        row("start", annual, DiscountMoment::start, CycleWeights::start, 50 * (1 + half) * (1 + 1 / 1.1));
        row("end", annual, DiscountMoment::end, CycleWeights::start, 50 * half * (1 + half) * (1 + 1 / 1.1));
        row("guideline: 2 in year 1, 2 in year 2", annual, DiscountMoment::guidelineYear, CycleWeights::halfCycle,
            100 * (1 + 1 / 1.1));
        row("continuous", continuous, DiscountMoment::end, CycleWeights::end,
            50 * (std::exp(-0.05) + std::exp(-0.1) + std::exp(-0.15) + std::exp(-0.2)));
        row("simple", simple, DiscountMoment::start, CycleWeights::start,
            50 * (1 + 1 / 1.05 + 1 / (1.05 * 1.05) + 1 / (1.05 * 1.05 * 1.05)));
        row("trapezoid", annual, DiscountMoment::eachEnd, CycleWeights::halfCycle,
            50 * (0.5 + half + 1 / 1.1 + half / 1.1 + 0.5 / 1.21));
        row("Simpson", annual, DiscountMoment::eachEnd, CycleWeights::simpson,
            50.0 / 3 * (1 + 4 * half + 2 / 1.1 + 4 * half / 1.1 + 1 / 1.21));
    }
    void timing() {
        QFETCH(int, form);
        QFETCH(int, moment);
        QFETCH(int, weights);
        QFETCH(double, expected);
        golden::Case model;
        model.structure.currency = "JPY";
        model.structure.states = {{"alive", {}, true, "100", "1"}};
        model.structure.strategies = {{"only", {}, {}, {}}};
        model.structure.initial = {{"alive", "1"}};
        model.structure.costDiscountRate = model.structure.effectDiscountRate = "0.1";
        model.structure.timing = {4, 0.5, DiscountForm(form), DiscountMoment(moment), CycleWeights(weights), {}};
        model.structure.comparator = "only";
        const auto results = evaluated(model);
        QVERIFY(results.ok());
        QVERIFY2(near(results->base[0].cost, expected, 1e-13), numberText(results->base[0].cost).c_str());
        QVERIFY(near(results->base[0].lifeYears, 2, 1e-13));
    }

    /// Half of A moves to B in each of two half-years at 100 a move; sums by hand, 10 % a year.
    void transitionRewards_data() {
        QTest::addColumn<int>("moment");
        QTest::addColumn<int>("weights");
        QTest::addColumn<int>("counting");
        QTest::addColumn<double>("expected");
        const auto row = [](const char* name, DiscountMoment moment, CycleWeights weights, TransitionWeights counting,
                            double expected) {
            QTest::newRow(name) << int(moment) << int(weights) << int(counting) << expected;
        };
        using enum CycleWeights;
        const double half = std::pow(1.1, -0.5);
        row("full, start", DiscountMoment::start, start, TransitionWeights::full, 50 + 25 * half);
        row("full, end", DiscountMoment::end, halfCycle, TransitionWeights::full, 50 * half + 25 / 1.1);
        row("full, each end", DiscountMoment::eachEnd, halfCycle, TransitionWeights::full, 50 * half + 25 / 1.1);
        row("full, guideline", DiscountMoment::guidelineYear, halfCycle, TransitionWeights::full, 75);
        row("point, half-cycle", DiscountMoment::eachEnd, halfCycle, TransitionWeights::point,
            50 * half + 0.5 * 25 / 1.1);
        row("point, Simpson", DiscountMoment::eachEnd, simpson, TransitionWeights::point,
            4.0 / 3 * 50 * half + 25 / 1.1 / 3);
        row("point, occupancy before", DiscountMoment::eachEnd, start, TransitionWeights::point, 50 * half);
    }
    void transitionRewards() {
        QFETCH(int, moment);
        QFETCH(int, weights);
        QFETCH(int, counting);
        QFETCH(double, expected);
        golden::Case model;
        OutcomesStructure& s = model.structure;
        s.currency = "JPY";
        s.states = {{"A", {}, true, "0", "0"}, {"B", {}, true, "0", "0"}};
        s.strategies = {{"only", {}, {}, {}}};
        s.initial = {{"A", "1"}};
        s.transitions = {{"A", {{"A", "#"}, {"B", "0.5"}}}};
        s.transitionRewards = {{"move", {}, "A", "B", "100", "-1"}};
        s.costDiscountRate = s.effectDiscountRate = "0.1";
        s.timing = {2, 0.5, {}, DiscountMoment(moment), CycleWeights(weights), {}, TransitionWeights(counting)};
        s.comparator = "only";
        const auto results = evaluated(model);
        QVERIFY(results.ok());
        QVERIFY2(near(results->base[0].cost, expected, 1e-13), numberText(results->base[0].cost).c_str());
        QVERIFY(near(results->base[0].qaly, -expected / 100, 1e-13));
    }

    /// Every other state that is not the target; a saving is a negative cost.
    void rewardFromEverywhere() {
        golden::Case model = golden::hiv();
        for (OutcomeState& state : model.structure.states) state.cost = "0";
        model.structure.transitionRewards = {{"death", {}, "*", "D", "-10", "0"}};
        const auto results = evaluated(model);
        QVERIFY(results.ok());
        const double dead = results->subgroupBase[0].occupancy.back().back();
        QVERIFY(near(results->base[0].costUndiscounted, -10 * dead, 1e-13));
    }

    /// What the cycles cost and give, one-off costs in the first, sums to the undiscounted totals.
    void cyclesSumToTotals() {
        golden::Case upfront = golden::hipDraws(CycleWeights::halfCycle);
        golden::Case rewarded = golden::hiv();
        rewarded.structure.transitionRewards = {{"death", {}, "*", "D", "500", "-0.1"}};
        for (const golden::Case& model : {golden::hip(false, 60), upfront, rewarded}) {
            const auto results = evaluated(model);
            for (const SubgroupOutcome& part : results->subgroupBase) {
                QCOMPARE(part.cycleCost.size(), std::size_t(model.structure.timing.cycles));
                double cost = 0;
                double qaly = 0;
                for (const double value : part.cycleCost) cost += value;
                for (const double value : part.cycleQaly) qaly += value;
                QVERIFY(near(cost, part.outcome.costUndiscounted, 1e-13));
                QVERIFY(near(qaly, part.outcome.qalyUndiscounted, 1e-13));
            }
        }
    }

    /// Twelve months are one guideline year although 12 × (1/12) is not exact in binary.
    void guidelineYearsOfMonths() {
        OutcomeTiming timing;
        timing.cycles = 36;
        timing.cycleLengthYears = 1.0 / 12;
        timing.discountMoment = DiscountMoment::guidelineYear;
        const CycleWeighting weighting = cycleWeighting(timing);
        for (std::size_t month = 0; month < 36; ++month) QVERIFY(weighting.startTime[month] == double(month / 12));
    }

    void faults_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < wrongModels.size(); ++i) {
            QTest::addRow("%02d %s", int(i), wrongModels[i].code) << int(i);
        }
    }
    void faults() {
        QFETCH(int, index);
        const WrongModel& wrong = wrongModels[std::size_t(index)];
        const std::vector<std::string> found = codes(wrong.change);
        QVERIFY2(std::ranges::find(found, wrong.code) != found.end(),
                 found.empty() ? "nothing found" : found.front().c_str());
    }

    void allFaultsAreReported() {
        const std::vector<std::string> found = codes([](golden::Case& model) {
            model.structure.currency.clear();
            model.structure.timing.cycles = -1;
            model.structure.states[0].cost = "1 +";
            model.structure.states[1].utility = "nothing";
        });
        for (const char* code :
             {"outcomes.currency", "outcomes.cycles", "expressions.syntax", "expressions.unknownName"}) {
            QCOMPARE(std::ranges::count(found, code), std::ptrdiff_t(1));
        }
    }

    void goodModelsHaveNoFaults() {
        for (const golden::Case& model : {golden::hivDraws(), golden::hip(true, 75), golden::sickSicker()}) {
            QVERIFY(validate(model.structure, model.inputs, model.values).empty());
        }
    }

    void rowSumNamesEverything() {
        golden::Case model = golden::hipDraws(CycleWeights::end);
        model.structure.transitions["SuccessR"]["SuccessR"] = "0.9 - rrr";
        const auto results = evaluated(model);
        QVERIFY(!results.ok());
        const Issue& issue = results.issues().front();
        QCOMPARE(issue.code, std::string("outcomes.rowSum"));
        QCOMPARE(issue.details.at("state"), std::string("SuccessR"));
        QCOMPARE(issue.details.at("strategy"), std::string("standard"));
        QCOMPARE(issue.details.at("subgroup"), std::string("1"));
        QCOMPARE(issue.details.at("cycle"), std::string("1"));
        QCOMPARE(issue.details.at("draw"), std::string("0"));
        QVERIFY(near(std::stod(issue.value), 0.9 + 0.0067, 1e-12));  // female mortality at 56
    }

    void failedDrawIsAnError() {
        golden::Case model = golden::hivDraws();
        model.values.drawn["pCD"][699] = 1.5;
        const auto results = evaluated(model);
        QVERIFY(!results.ok());
        QCOMPARE(results.issues().front().code, std::string("outcomes.probability"));
        QCOMPARE(results.issues().front().details.at("draw"), std::string("700"));
        QCOMPARE(results.issues().front().where, std::string("/outcomes/transitions/C/D"));
    }

    void stopAndProgress() {
        std::stop_source source;
        RunOptions options;
        options.stop = source.get_token();
        std::atomic<std::size_t> furthest = 0;
        options.progress = [&](std::size_t done, std::size_t total) {
            if (total == 1000 && done > furthest) furthest = done;
        };
        QVERIFY(evaluated(golden::hivDraws(), options).ok());
        QCOMPARE(furthest.load(), std::size_t(1000));
        source.request_stop();
        const auto stopped = evaluated(golden::hivDraws(), options);
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.issues().front().code, std::string("core.cancelled"));
    }

    /// A sampled discount rate takes the path of rates that vary over draws.
    void discountRateMayVary() {
        golden::Case model = golden::hiv();
        model.values.draws = 3;
        model.values.drawn["rate"] = {0, 0.06, 0.1};
        const auto results = evaluated(model);
        QVERIFY(near(results->drawn[0].cost[1], results->base[0].cost, 1e-14));
        QVERIFY(near(results->drawn[0].cost[0], results->base[0].costUndiscounted, 1e-14));
    }

    void namesResolveFromSubgroupOutwards() {
        golden::Case model = golden::hiv();
        model.structure.subgroups = {{"plain", {}, "0.5", {}}, {"strong", {}, "0.5", {{"effect", "0.1"}}}};
        const auto results = evaluated(model);
        QVERIFY(results.ok());
        // In "strong" the subgroup's effect beats the override of comb: both strategies die alike, only drugs differ.
        QVERIFY(results->subgroupBase[1].outcome.lifeYears == results->subgroupBase[3].outcome.lifeYears);
        QVERIFY(results->subgroupBase[0].outcome.lifeYears < results->subgroupBase[2].outcome.lifeYears);
    }

    /// Expressions resolved beforehand give the digits of expressions compiled within the model.
    void resolvedValuesChangeNothing() {
        const golden::Case model = golden::hipDraws(CycleWeights::end);
        const auto resolved = resolveExpressions(model.values, model.inputs, contextNames(model.structure));
        QVERIFY(resolved.ok());
        QVERIFY(resolved->drawn.contains("shape") && !resolved->has("lambda") && !resolved->has("revision"));
        const auto plain = evaluated(model);
        const auto again = evaluateOutcomes(model.structure, model.inputs, *resolved, {});
        QVERIFY(plain->drawn[1].cost == again->drawn[1].cost);
    }

    void tracesNameTheTiming() {
        const auto results = evaluated(golden::hiv());
        QCOMPARE(results->traces.size(), std::size_t(5));
        const Trace& cost = results->traces.front();
        QCOMPARE(cost.id, std::string("outcomes.cost.mono"));
        QCOMPARE(cost.value, numberText(results->base[0].cost));
        const std::string discounting = cost.inputs[2].label.en;
        QVERIFY(discounting.find("annual") != std::string::npos && discounting.find("end") != std::string::npos);
        QCOMPARE(results->traces.back().value, numberText(*results->increments.front().icer));
    }

    void archiveRoundTrip() {
        OutcomesStructure structure = golden::hipDraws(CycleWeights::halfCycle).structure;
        structure.timing.customWeights = {1, 2};
        structure.wtp = {0, 20'000};
        UnknownKeys unknown;
        const nlohmann::json written = JsonWriter("/outcomes", unknown).object(structure);
        Issues issues;
        OutcomesStructure read;
        JsonReader(written, "/outcomes", issues, unknown).object(read);
        QVERIFY(issues.empty());
        QVERIFY(read == structure);
    }
};

QTEST_APPLESS_MAIN(OutcomesTest)
#include "outcomes_test.moc"
