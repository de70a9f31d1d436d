// label: golden
#include "tests/models/outcomes/simulation_models.h"

#include <QtTest>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <span>
#include <thread>

using namespace kachi;
using namespace simulated;

class SimulationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void semiMarkovIllnessDeath() {
        const golden::Case model = illnessDeath(200'000, 0);
        const OutcomesResults results = evaluated(model);
        const auto expected = golden::json("golden-16-semi-markov")["expected_exact"];
        for (const SubgroupOutcome& part : results.subgroupBase) {
            const auto& row = expected[results.strategies[part.strategy]];
            QVERIFY(part.monteCarlo.has_value());
            QCOMPARE(part.monteCarlo->patients, 200'000);
            VERIFY_WITHIN(part.outcome.cost, row["discounted_cost"].get<double>(), part.monteCarlo->cost);
            VERIFY_WITHIN(part.outcome.qaly, row["discounted_qaly"].get<double>(), part.monteCarlo->qaly);
            VERIFY_WITHIN(part.outcome.lifeYears, row["life_years"].get<double>(), part.monteCarlo->lifeYears);
            const auto times = row["occupancy"]["t"].get<std::vector<std::size_t>>();
            for (std::size_t i = 0; i < times.size(); ++i) {
                for (std::size_t state = 0; state < 2; ++state) {
                    const double share = row["occupancy"]["state" + std::to_string(state + 1)][i].get<double>();
                    VERIFY_WITHIN(part.occupancy[times[i]][state], share, shareError(share, 200'000));
                }
            }
        }
    }

    /// Each total and its standard error has a closed form: T = min(X, 20), X exponential with rate 0.1.
    void constantRateAgainstClosedForm_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<double>("continuousRate");
        QTest::newRow("continuous") << int(DiscountForm::continuous) << 0.03;
        QTest::newRow("annual") << int(DiscountForm::annual) << std::log(1.03);
    }
    void constantRateAgainstClosedForm() {
        QFETCH(int, form);
        QFETCH(double, continuousRate);
        golden::Case model = constantDeath(100'000);
        OutcomesStructure& s = model.structure;
        s.timing.discountForm = DiscountForm(form);
        s.costDiscountRate = "0.03";
        s.strategies[0].oneOffCosts = {{"device", {}, "500", OneOffTiming::upfront, {}}};
        s.simulation->events[0].cost = "200";
        s.simulation->events[0].qaly = "-0.1";
        const SubgroupOutcome part = evaluated(model).subgroupBase.front();
        const double rate = 0.1;
        const double horizon = 20;
        const auto years = [&](double r) { return -std::expm1(-(rate + r) * horizon) / (rate + r); };
        const auto deaths = [&](double r) { return rate * years(r); };
        VERIFY_WITHIN(part.outcome.lifeYears, years(0), part.monteCarlo->lifeYears);
        VERIFY_WITHIN(part.outcome.cost, 500 + 1000 * years(continuousRate) + 200 * deaths(continuousRate),
                      part.monteCarlo->cost);
        VERIFY_WITHIN(part.outcome.qaly, 0.8 * years(0) - 0.1 * deaths(0), part.monteCarlo->qaly);
        const double secondMoment = 2 / (rate * rate) * (1 - std::exp(-rate * horizon) * (1 + rate * horizon));
        const double error = std::sqrt((secondMoment - years(0) * years(0)) / 100'000);
        QVERIFY(golden::near(part.monteCarlo->lifeYears, error, 0.02));
        QCOMPARE(part.events.size(), std::size_t(1));
        VERIFY_WITHIN(part.events[0].perPatient, deaths(0), shareError(deaths(0), 100'000));
        QVERIFY(golden::near(std::accumulate(part.cycleCost.begin(), part.cycleCost.end(), 0.0),
                             part.outcome.costUndiscounted, 1e-12));
        QVERIFY(golden::near(std::accumulate(part.cycleQaly.begin(), part.cycleQaly.end(), 0.0),
                             part.outcome.qalyUndiscounted, 1e-12));
    }

    /// Occupancy after 1 and 10 years: matrix exponential by R's msm 1.7.
    void constantRatesAgainstMatrixExponential() {
        const double expected[2][3] = {{0.7445879764120814, 0.15218358272241467, 0.10322844086550388},
                                       {0.08203878794709313, 0.1517305308993915, 0.7662306811535154}};
        const auto occupancy = evaluated(illWithConstantRates(200'000)).subgroupBase.front().occupancy;
        for (std::size_t state = 0; state < 3; ++state) {
            VERIFY_WITHIN(occupancy[1][state], expected[0][state], shareError(expected[0][state], 200'000));
            VERIFY_WITHIN(occupancy[10][state], expected[1][state], shareError(expected[1][state], 200'000));
        }
    }

    /// The same model answered by the cohort engine, month by month so that its sums are near the integrals.
    void cohortAgrees() {
        golden::Case model = illWithConstantRates(200'000);
        OutcomesStructure& s = model.structure;
        s.states[0].cost = "if(age < 70, 1000, 1500)";
        s.states[1].cost = "5000";
        s.states[1].utility = "0.5";
        s.startAge = "60";
        s.transitionUnit = TransitionUnit::rate;
        s.transitions = {{"alive", {{"ill", "0.2"}, {"dead", "0.1"}}}, {"ill", {{"alive", "0.05"}, {"dead", "0.2"}}}};
        s.transitionRewards = {{"terminal", {}, "*", "dead", "8000", "-0.1"}};
        s.costDiscountRate = "0.02";
        s.effectDiscountRate = "0.04";
        s.timing.cycles = 240;
        s.timing.cycleLengthYears = 1.0 / 12;
        s.timing.discountForm = DiscountForm::annual;
        s.timing.discountMoment = DiscountMoment::eachEnd;
        s.timing.cycleWeights = CycleWeights::halfCycle;
        const SubgroupOutcome part = evaluated(model).subgroupBase.front();
        s.model = OutcomeModel::cohort;
        const SubgroupOutcome cohort = evaluated(model).subgroupBase.front();
        VERIFY_WITHIN(part.outcome.cost, cohort.outcome.cost, part.monteCarlo->cost);
        VERIFY_WITHIN(part.outcome.qaly, cohort.outcome.qaly, part.monteCarlo->qaly);
        VERIFY_WITHIN(part.outcome.lifeYears, cohort.outcome.lifeYears, part.monteCarlo->lifeYears);
        QCOMPARE(part.occupancy.size(), cohort.occupancy.size());
        for (std::size_t point = 0; point < cohort.occupancy.size(); point += 12) {
            for (std::size_t state = 0; state < 3; ++state) {
                const double share = cohort.occupancy[point][state];
                VERIFY_WITHIN(part.occupancy[point][state], share, shareError(share, 200'000));
            }
        }
    }

    /// Survival of one curve in closed form at 2, 5 and 10 years; on the forward clock a passage through a second state
    /// changes nothing.
    void curves_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("at2");
        QTest::addColumn<double>("at5");
        QTest::addColumn<double>("at10");
        const auto row = [](const char* name, int kind, auto survival) {
            QTest::newRow(name) << kind << survival(2.0) << survival(5.0) << survival(10.0);
        };
        const auto weibull = [](double t) { return std::exp(-std::pow(t / 6, 1.5)); };
        row("Weibull", 0, weibull);
        row("hazard ratio", 1, [&](double t) { return std::pow(weibull(t), 0.5); });
        row("time ratio", 2, [&](double t) { return weibull(t / 2); });
        row("cure", 3, [&](double t) { return 0.3 + 0.7 * weibull(t); });
        row("piecewise", 4, [&](double t) {
            return t < 3 ? weibull(t)
                         : weibull(3) * std::exp(-0.05 * (std::min(t, 7.0) - 3) - (t > 7 ? 0.4 * (t - 7) : 0));
        });
        row("all together", 5, [&](double t) { return 0.3 + 0.7 * std::pow(weibull(t / 2), 0.5); });
        row("Gompertz", 6, [](double t) { return std::exp(-0.05 / 0.1 * std::expm1(0.1 * t)); });
        row("lognormal", 7, [](double t) { return 0.5 * std::erfc((std::log(t) - 1.5) / 0.8 / std::sqrt(2.0)); });
        row("log-logistic", 8, [](double t) { return 1 / (1 + std::pow(t / 5, 1.8)); });
        row("proportional hazards", 9, [](double t) { return std::exp(-0.05 * std::pow(t, 1.3)); });
        row("nothing for four years", 11, [](double t) { return t < 4 ? 1 : std::exp(-0.3 * (t - 4)); });
        row("generalised gamma that is the Weibull", 12, weibull);
        row("gamma of shape 2", 10, [](double t) { return (1 + t / 3) * std::exp(-t / 3); });
    }
    void curves() {
        QFETCH(int, kind);
        QFETCH(double, at2);
        QFETCH(double, at5);
        QFETCH(double, at10);
        SurvivalCurve curve = weibullCurve("death", "1.5", "6");
        if (kind == 1 || kind == 5) curve.hazardRatio = "0.5";
        if (kind == 2 || kind == 5) curve.timeRatio = "2";
        if (kind == 3 || kind == 5) curve.cure = "0.3";
        if (kind == 4) {
            curve.pieces = {{"middle", "3", SurvivalFamily::exponential, {{"rate", "0.05"}}},
                            {"late", "7", SurvivalFamily::exponential, {{"rate", "0.4"}}}};
        }
        const std::map<int, std::pair<SurvivalFamily, std::map<std::string, std::string>>> families{
            {6, {SurvivalFamily::gompertz, {{"shape", "0.1"}, {"rate", "0.05"}}}},
            {7, {SurvivalFamily::lognormal, {{"meanlog", "1.5"}, {"sdlog", "0.8"}}}},
            {8, {SurvivalFamily::loglogistic, {{"shape", "1.8"}, {"scale", "5"}}}},
            {9, {SurvivalFamily::weibullPh, {{"shape", "1.3"}, {"rate", "0.05"}}}},
            {11, {SurvivalFamily::exponential, {{"rate", "0"}}}},
            {12, {SurvivalFamily::generalisedGamma, {{"mu", "ln(6)"}, {"sigma", "1/1.5"}, {"q", "1"}}}},
            {10, {SurvivalFamily::gamma, {{"shape", "2"}, {"scale", "3"}}}}};
        if (const auto family = families.find(kind); family != families.end()) {
            curve.family = family->second.first;
            curve.args = family->second.second;
        }
        if (kind == 11) curve.pieces = {{"late", "4", SurvivalFamily::exponential, {{"rate", "0.3"}}}};
        for (const EventClock clock : {EventClock::reset, EventClock::forward}) {
            golden::Case model = constantDeath(40'000);
            OutcomesStructure& s = model.structure;
            s.curves = {curve};
            s.simulation->events[0].clock = clock;
            if (clock == EventClock::forward) {
                s.states.insert(s.states.begin() + 1, {"later", golden::both("later"), true, "0", "0"});
                s.curves.push_back(exponentialCurve("move", "0.4"));
                s.simulation->events.push_back(s.simulation->events[0]);
                s.simulation->events[1].id = "diesLater";
                s.simulation->events[1].from = "later";
                s.simulation->events.push_back(eventOf("moves", "alive", "later", "move"));
                s.simulation->events.push_back(eventOf("stays", "later", "later", "move"));
            }
            const auto occupancy = evaluated(model).subgroupBase.front().occupancy;
            for (const auto& [point, expected] : {std::pair{2, at2}, std::pair{5, at5}, std::pair{10, at10}}) {
                const double survival = 1 - occupancy[static_cast<std::size_t>(point)].back();
                VERIFY_WITHIN(survival, expected, shareError(expected, 40'000));
            }
        }
    }

    /// Two types of patients by an attribute: the weighted mean of two runs, each in closed form.
    void attributesMix() {
        golden::Case model = constantDeath(100'000);
        OutcomesStructure& s = model.structure;
        s.simulation->attributes = {attribute("chance", Family::uniform, {{"low", "0"}, {"high", "1"}}),
                                    attribute("frail", Family::fixed, {{"value", "chance < 0.3"}})};
        s.curves[0].args["rate"] = "if(frail, 0.5, 0.05)";
        s.states[0].cost = "if(frail, 3000, 1000)";
        const SubgroupOutcome part = evaluated(model).subgroupBase.front();
        const auto years = [](double rate) { return -std::expm1(-rate * 20) / rate; };
        VERIFY_WITHIN(part.outcome.lifeYears, 0.3 * years(0.5) + 0.7 * years(0.05), part.monteCarlo->lifeYears);
        VERIFY_WITHIN(part.outcome.cost, 0.3 * 3000 * years(0.5) + 0.7 * 1000 * years(0.05), part.monteCarlo->cost);
    }

    /// Normal ages at the start, dependent on an earlier attribute; cost of the age at death.
    void attributesDependOnEarlierOnes() {
        golden::Case model = constantDeath(100'000);
        OutcomesStructure& s = model.structure;
        s.simulation->attributes = {
            attribute("chance", Family::uniform, {{"low", "0"}, {"high", "1"}}),
            attribute("age0", Family::normal, {{"mean", "if(chance < 0.5, 50, 70)"}, {"sd", "5"}}),
            attribute("weight", Family::gamma, {{"mean", "60"}, {"sd", "10"}})};
        s.states[0].cost = "0";
        s.simulation->events[0].cost = "age + weight";
        const SubgroupOutcome part = evaluated(model).subgroupBase.front();
        const double died = -std::expm1(-0.1 * 20);
        const double timesDeath = (1 - std::exp(-2.0) * 3) / 0.1;  // ∫ t·0.1·exp(−0.1t) over 20 years
        VERIFY_WITHIN(part.outcome.cost, (60 + 60) * died + timesDeath, part.monteCarlo->cost);
    }

    /// Events leave their mark: a second relapse costs what the count says, and the fourth ends the history.
    void eventsSetHistory() {
        golden::Case model = constantDeath(50'000);
        OutcomesStructure& s = model.structure;
        s.simulation->attributes = {attribute("relapses", Family::fixed, {{"value", "0"}})};
        s.curves = {exponentialCurve("relapse", "if(relapses < 3, 1000, 0)"),
                    exponentialCurve("death", "if(relapses < 3, 0, 1000)")};
        s.simulation->events = {eventOf("relapse", "alive", "alive", "relapse"),
                                eventOf("dies", "alive", "dead", "death")};
        s.simulation->events[0].sets = {{"relapses", "relapses + 1"}};
        s.simulation->events[0].cost = "100 * relapses";
        s.states[0].cost = "0";
        const SubgroupOutcome part = evaluated(model).subgroupBase.front();
        QVERIFY(golden::near(part.outcome.cost, 0 + 100 + 200, 1e-12));
        QCOMPARE(part.events[0].perPatient, 3.0);
        QCOMPARE(part.events[1].perPatient, 1.0);
        QVERIFY(part.occupancy[1][1] == 1);
    }

    /// Values that follow time are worked out every cycle: no events matter, so every total is exact.
    void stateValuesFollowTime_data() {
        QTest::addColumn<QString>("cost");
        QTest::addColumn<double>("expected");
        QTest::newRow("model time") << "if(time < 5, 100, 10)" << 5 * 100.0 + 15 * 10;
        QTest::newRow("age") << "age" << 20 * 60 + 190.0;
        QTest::newRow("time in the state") << "if(state_time < 2, 100, 10)" << 2 * 100.0 + 18 * 10;
        QTest::newRow("both") << "if(time < 5 and state_time < 2, 100, 10)" << 2 * 100.0 + 18 * 10;
    }
    void stateValuesFollowTime() {
        QFETCH(QString, cost);
        golden::Case model = constantDeath(10);
        model.structure.startAge = "60";
        model.structure.curves[0].args["rate"] = "0";
        model.structure.states[0].cost = cost.toStdString();
        const SubgroupOutcome part = evaluated(model).subgroupBase.front();
        QFETCH(double, expected);
        QVERIFY(golden::near(part.outcome.cost, expected, 1e-13));
        QVERIFY(golden::near(part.cycleCost[0], cost == QStringLiteral("age") ? 60 : 100, 1e-13));
        QVERIFY(part.monteCarlo->cost < 1e-12);
    }

    /// A state entered in the middle of a cycle: two years at the first price, counted from entry.
    void stateTimeCountsFromEntry() {
        golden::Case model = constantDeath(100'000);
        OutcomesStructure& s = model.structure;
        s.states.insert(s.states.begin() + 1,
                        {"later", golden::both("later"), true, "if(state_time < 2, 100, 0)", "0"});
        s.states[0].cost = "0";
        s.simulation->events[0].to = "later";
        const SubgroupOutcome part = evaluated(model).subgroupBase.front();
        // Entry at X: 100·min(2, 20 − X), X < 20.
        const double early = -std::expm1(-1.8);
        const double late = 10 * (std::exp(-1.8) * (0.2 - 1) + std::exp(-2.0));
        VERIFY_WITHIN(part.outcome.cost, 100 * (2 * early + late), part.monteCarlo->cost);
    }

    void transitionRewardsCount() {
        golden::Case model = constantDeath(1'000);
        model.structure.states[0].cost = "0";
        model.structure.transitionRewards = {{"terminal", {}, "*", "dead", "5000", "-0.2"},
                                             {"other", {}, "dead", "alive", "7", "7"}};
        const SubgroupOutcome part = evaluated(model).subgroupBase.front();
        QVERIFY(golden::near(part.outcome.cost, 5000 * part.events[0].perPatient, 1e-12));
    }

    void startingStatesAreDrawn() {
        golden::Case model = constantDeath(100'000);
        model.structure.states.insert(model.structure.states.begin() + 1, {"ill", golden::both("ill"), true, "0", "0"});
        model.structure.initial = {{"alive", "#"}, {"ill", "0.3"}, {"dead", "0"}};
        const auto occupancy = evaluated(model).subgroupBase.front().occupancy;
        VERIFY_WITHIN(occupancy[0][1], 0.3, shareError(0.3, 100'000));
        QVERIFY(occupancy[0][2] == 0);
        QVERIFY(occupancy[20][1] == occupancy[0][1]);
    }

    void sameDigitsOnAnyThreads() {
        const golden::Case model = illnessDeath(500, 60);
        RunOptions options;
        options.threads = 1;
        const OutcomesResults one = evaluated(model, options);
        for (const unsigned threads : {2u, 8u}) {
            options.threads = threads;
            const OutcomesResults many = evaluated(model, options);
            for (std::size_t s = 0; s < 2; ++s) {
                QVERIFY(one.base[s] == many.base[s]);
                QVERIFY(one.drawn[s].cost == many.drawn[s].cost);
                QVERIFY(one.drawn[s].qaly == many.drawn[s].qaly);
                QVERIFY(one.firstOrder[s].costVariance == many.firstOrder[s].costVariance);
            }
        }
    }

    /// A strategy alone gives the digits it gives beside another, and draws do not depend on how many there are.
    void patientsBelongToNothingElse() {
        golden::Case model = illnessDeath(300, 20);
        const OutcomesResults both = evaluated(model);
        std::swap(model.structure.strategies[0], model.structure.strategies[1]);
        model.structure.strategies.pop_back();
        model.structure.comparator = "new";
        for (auto& [id, draws] : model.values.drawn) draws.resize(7);
        model.values.draws = 7;
        const OutcomesResults alone = evaluated(model);
        QVERIFY(alone.base[0] == both.base[1]);
        QVERIFY(std::ranges::equal(alone.drawn[0].cost, std::span(both.drawn[1].cost).first(7)));
        golden::Case larger = illnessDeath(300, 20);
        larger.structure.strategies[1].overrides.clear();
        const OutcomesResults twins = evaluated(larger);
        QVERIFY(twins.drawn[0].cost == twins.drawn[1].cost);
    }

    /// Without parameters that vary, draws differ by their patients alone; with the same patients they do not differ.
    void patientsOfDraws() {
        golden::Case model = illnessDeath(400, 200);
        model.values.drawn.clear();
        const OutcomesResults fresh = evaluated(model);
        const SampleSpread spread = spreadOf(fresh.drawn[0].cost);
        const double expected = fresh.firstOrder[0].costVariance;
        // The variance of 200 means has a standard error of √(2/199) of itself.
        QVERIFY2(within(spread.variance, expected, expected * std::sqrt(2.0 / 199)),
                 threeNumbers(spread.variance, expected, 0).c_str());
        VERIFY_WITHIN(spread.mean, 21726.78879864233, std::sqrt(expected / 200));
        RunOptions options;
        options.samePatients = true;
        const OutcomesResults same = evaluated(model, options);
        for (const double cost : same.drawn[0].cost) QVERIFY(cost == same.base[0].cost);
    }

    void seedAndSubgroupsChangePatients() {
        golden::Case model = constantDeath(1'000);
        model.structure.subgroups = {{"a", {}, "0.5", {}}, {"b", {}, "0.5", {}}};
        const OutcomesResults first = evaluated(model);
        QVERIFY(first.subgroupBase[0].outcome.cost != first.subgroupBase[1].outcome.cost);
        RunOptions options;
        options.seed = 2;
        QVERIFY(evaluated(model, options).base[0].cost != first.base[0].cost);
    }

    void stopping() {
        golden::Case model = illnessDeath(10'000'000, 0);
        std::stop_source source;
        RunOptions options;
        options.stop = source.get_token();
        std::jthread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            source.request_stop();
        });
        QElapsedTimer timer;
        timer.start();
        const auto results = outcomesOf(model, options);
        QVERIFY(!results.ok());
        QCOMPARE(results.issues().front().code, std::string("core.cancelled"));
        QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed())));
    }

private:
    struct SampleSpread {
        double mean = 0;
        double variance = 0;
    };

    static SampleSpread spreadOf(const std::vector<double>& values) {
        SampleSpread spread;
        for (const double value : values) spread.mean += value / static_cast<double>(values.size());
        for (const double value : values) {
            spread.variance += (value - spread.mean) * (value - spread.mean) / static_cast<double>(values.size() - 1);
        }
        return spread;
    }
};

QTEST_APPLESS_MAIN(SimulationTest)
#include "simulation_test.moc"
