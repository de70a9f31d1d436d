// label: golden
#include "models/case/case_json.h"
#include "models/case/validate.h"
#include "models/evaluation/values.h"
#include "tests/models/outcomes/survival_cases.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace kachi;
using namespace survival;
using golden::both;

namespace {

const std::string folder = "golden-13-partitioned-survival";

kachi::Case goldenCase() {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/" + folder + "/kachi-case.json");
    std::ostringstream text;
    text << file.rdbuf();
    const auto read = caseFromJson(text.str());
    if (!read) qFatal("%s", read.issues().front().code.c_str());
    return read->value;
}

std::map<std::string, std::vector<double>> goldenDraws() {
    const golden::Table table = golden::table(folder + "/psa_draws.csv");
    std::map<std::string, std::vector<double>> draws;
    for (const std::string curve : {"pfs", "os"}) {
        draws["outcomes." + curve + ".logShape"] = table.numbers(curve + "_log_shape");
        draws["outcomes." + curve + ".logScale"] = table.numbers(curve + "_log_scale");
        draws["outcomes." + curve + ".betaNew"] = table.numbers(curve + "_beta_new");
    }
    return draws;
}

OutcomesResults evaluatedGolden(unsigned threads = 0) {
    const kachi::Case value = goldenCase();
    const auto draws = goldenDraws();
    RunOptions options;
    options.threads = threads;
    const auto values = parameterValues(value, RulePack{}, options, &draws);
    if (!values) qFatal("%s", values.issues().front().code.c_str());
    const auto results = evaluateOutcomes(*value.outcomes, expressionInputs(value), *values, options);
    if (!results) qFatal("%s %s", results.issues().front().code.c_str(), results.issues().front().where.c_str());
    return *results;
}

}  // namespace

Q_DECLARE_METATYPE(std::function<kachi::SurvivalCurve()>)

/// Partitioned survival against hesim (tests/data/golden-13-partitioned-survival) and closed forms.
class PartitionedSurvivalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void caseIsSound() {
        for (const Issue& issue : validate(goldenCase())) {
            QVERIFY2(issue.severity != Severity::error, (issue.code + " " + issue.where).c_str());
        }
    }

    void deterministic() {
        const OutcomesResults results = evaluatedGolden();
        const auto expected = golden::json(folder)["expected"];
        for (std::size_t s = 0; s < 2; ++s) {
            const std::string& id = results.strategies[s];
            VERIFY_NEAR(results.base[s].cost, expected["cost"][id].get<double>(), 1e-9);
            VERIFY_NEAR(results.base[s].qaly, expected["qaly"][id].get<double>(), 1e-9);
            VERIFY_NEAR(results.base[s].lifeYears, expected["mean_os_time_restricted"][id].get<double>(), 1e-9);
            const auto& occupancy = results.subgroupBase[s].occupancy;
            double pfs = 0;
            for (std::size_t k = 1; k < occupancy.size(); ++k) pfs += (occupancy[k - 1][0] + occupancy[k][0]) / 24;
            VERIFY_NEAR(pfs, expected["mean_pfs_time_restricted"][id].get<double>(), 1e-9);
        }
        VERIFY_NEAR(*results.increments.front().icer, expected["icer"].get<double>(), 1e-9);
        QVERIFY(results.subgroupBase[0].crossings.empty() && results.subgroupBase[1].crossings.empty());
    }

    void curves() {
        const OutcomesResults results = evaluatedGolden();
        const golden::Table rows = golden::table(folder + "/survival_curves.csv");
        QCOMPARE(rows.rows, std::size_t{241});
        for (std::size_t s = 0; s < 2; ++s) {
            for (const CurveValues& curve : results.subgroupBase[s].curves) {
                const std::vector<double> expected = rows.numbers(curve.curve + "_" + results.strategies[s]);
                QCOMPARE(curve.fitted.size(), expected.size());
                for (std::size_t k = 0; k < expected.size(); ++k) {
                    // The file holds 1 − F, whose rounding is that of 1.
                    QVERIFY(std::abs(curve.fitted[k] - expected[k]) <= 1e-15);
                    QVERIFY(std::abs(curve.applied[k] - expected[k]) <= 1e-15);
                }
            }
        }
    }

    void draws() {
        const OutcomesResults results = evaluatedGolden();
        const golden::Table rows = golden::table(folder + "/psa_outcomes.csv");
        double worst = 0;
        for (std::size_t s = 0; s < 2; ++s) {
            const std::vector<double> cost = rows.numbers("cost_" + results.strategies[s]);
            const std::vector<double> qaly = rows.numbers("qaly_" + results.strategies[s]);
            QCOMPARE(results.drawn[s].cost.size(), std::size_t{1000});
            for (std::size_t i = 0; i < cost.size(); ++i) {
                VERIFY_NEAR(results.drawn[s].cost[i], cost[i], 1e-9);
                VERIFY_NEAR(results.drawn[s].qaly[i], qaly[i], 1e-9);
                worst = std::max(worst, std::abs(results.drawn[s].cost[i] / cost[i] - 1));
            }
        }
        const std::vector<double> crossing = rows.numbers("curves_cross");
        QCOMPARE(results.drawsCrossing, static_cast<std::size_t>(std::ranges::count(crossing, 1.0)));
        qInfo("largest relative difference of a cost: %.2g", worst);
    }

    void sameDigitsOnAnyThreads() {
        const OutcomesResults one = evaluatedGolden(1);
        const OutcomesResults many = evaluatedGolden(3);
        for (std::size_t s = 0; s < 2; ++s) {
            QVERIFY(one.drawn[s].cost == many.drawn[s].cost);
            QVERIFY(one.drawn[s].qaly == many.drawn[s].qaly);
        }
        QCOMPARE(one.drawsCrossing, many.drawsCrossing);
    }

    /// Exponential survival under continuous discounting: the trapezoid sum is geometric, and the finer the points the
    /// nearer it comes to the integral, (1 − e^(−(λ+r)T))/(λ+r), with the square of their distance.
    void exponential() {
        const double sum = 0.2 + 0.035;
        const double integral = -std::expm1(-sum * 20) / sum;
        std::vector<double> misses;
        for (const int cycles : {20, 40, 80, 2560}) {
            golden::Case made = model({exponentialCurve("os", "0.2")});
            made.structure.costDiscountRate = made.structure.effectDiscountRate = "0.035";
            made.structure.timing.cycles = cycles;
            const double length = 20.0 / cycles;
            made.structure.timing.cycleLengthYears = length;
            const OutcomesResults results = evaluated(made);
            const double q = std::exp(-sum * length);
            const double end = std::exp(-sum * 20);
            const double trapezoid = length * ((1 + end) / 2 + (q - end) / (1 - q));
            VERIFY_NEAR(results.base.front().lifeYearsDiscounted, trapezoid, 1e-13);
            VERIFY_NEAR(results.base.front().cost, 100 * trapezoid, 1e-13);
            VERIFY_NEAR(results.base.front().qaly, 0.8 * trapezoid, 1e-13);
            misses.push_back(results.base.front().lifeYearsDiscounted - integral);
        }
        VERIFY_NEAR(misses[0] / misses[1], 4.0, 0.01);
        VERIFY_NEAR(misses[1] / misses[2], 4.0, 0.01);
        QVERIFY(std::abs(misses[3]) < 1e-5);
    }

    /// The same two-state model as a cohort with the probability 1 − e^(−λL), under every convention of timing.
    void agreesWithCohort_data() {
        QTest::addColumn<int>("weights");
        QTest::addColumn<int>("moment");
        QTest::addColumn<int>("form");
        for (const CycleWeights weights : {CycleWeights::start, CycleWeights::end, CycleWeights::halfCycle,
                                           CycleWeights::simpson, CycleWeights::custom}) {
            for (const DiscountMoment moment :
                 {DiscountMoment::start, DiscountMoment::end, DiscountMoment::guidelineYear, DiscountMoment::eachEnd}) {
                const bool points = weights == CycleWeights::simpson || weights == CycleWeights::custom;
                if (points && moment != DiscountMoment::eachEnd) continue;
                for (const DiscountForm form : {DiscountForm::annual, DiscountForm::continuous, DiscountForm::simple}) {
                    QTest::addRow("weights %d, moment %d, form %d", int(weights), int(moment), int(form))
                        << int(weights) << int(moment) << int(form);
                }
            }
        }
    }
    void agreesWithCohort() {
        QFETCH(int, weights);
        QFETCH(int, moment);
        QFETCH(int, form);
        golden::Case made = model({exponentialCurve("os", "rate")});
        made.values.base = {{"rate", 0.3}, {"base", 50}, {"dc", 0.03}, {"de", 0.02}, {"pay", 700}};
        made.values.draws = 3;
        made.values.drawn = {{"rate", {0.2, 0.3, 0.5}}, {"base", {40, 50, 70}}, {"dc", {0, 0.03, 0.05}}};
        OutcomesStructure& s = made.structure;
        s.states[0].cost = "base + 3*cycle + 2*age + if(cycle <= 3, 10, 0)";
        s.states[0].utility = "if(time < 5, 0.9, 0.7)";
        s.states[1].cost = "base/10";
        s.startAge = "60";
        s.costDiscountRate = "dc";
        s.effectDiscountRate = "de";
        s.strategies[0].oneOffCosts = {{"device", both("device"), "pay", OneOffTiming::upfront, {}},
                                       {"first", both("first"), "2*pay", OneOffTiming::counted, "s0"}};
        s.timing.cycles = 12;
        s.timing.cycleLengthYears = 0.5;
        s.timing.cycleWeights = CycleWeights(weights);
        s.timing.discountMoment = DiscountMoment(moment);
        s.timing.discountForm = DiscountForm(form);
        if (s.timing.cycleWeights == CycleWeights::custom) {
            for (int k = 0; k <= 12; ++k) s.timing.customWeights.push_back(0.1 * k);
        }
        golden::Case cohort = made;
        cohort.structure.model = OutcomeModel::cohort;
        cohort.structure.initial = {{"s0", "1"}};
        cohort.structure.transitions = {{"s0", {{"s0", "#"}, {"dead", "rateToProb(rate, 0.5)"}}}};
        const OutcomesResults ours = evaluated(made);
        const OutcomesResults theirs = evaluated(cohort);
        VERIFY_NEAR(ours.base[0].costUndiscounted, theirs.base[0].costUndiscounted, 1e-12);
        VERIFY_NEAR(ours.base[0].qalyUndiscounted, theirs.base[0].qalyUndiscounted, 1e-12);
        for (std::size_t draw = 0; draw < 3; ++draw) {
            VERIFY_NEAR(ours.drawn[0].cost[draw], theirs.drawn[0].cost[draw], 1e-12);
            VERIFY_NEAR(ours.drawn[0].qaly[draw], theirs.drawn[0].qaly[draw], 1e-12);
            VERIFY_NEAR(ours.drawn[0].lifeYears[draw], theirs.drawn[0].lifeYears[draw], 1e-12);
            VERIFY_NEAR(ours.drawn[0].lifeYearsDiscounted[draw], theirs.drawn[0].lifeYearsDiscounted[draw], 1e-12);
        }
        const SubgroupOutcome& detail = ours.subgroupBase.front();
        double cost = 0;
        double qaly = 0;
        for (const double value : detail.cycleCost) cost += value;
        for (const double value : detail.cycleQaly) qaly += value;
        QCOMPARE(detail.cycleCost.size(), std::size_t{12});
        VERIFY_NEAR(cost, ours.base[0].costUndiscounted, 1e-12);
        VERIFY_NEAR(qaly, ours.base[0].qalyUndiscounted, 1e-12);
    }

    /// Every family in every draw, against the family's own function.
    void families_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<QVector<double>>("values");
        const auto row = [](const char* name, SurvivalFamily family, QVector<double> values) {
            QTest::newRow(name) << int(family) << values;
        };
        row("exponential", SurvivalFamily::exponential, {0.2});
        row("Weibull", SurvivalFamily::weibull, {1.3, 6});
        row("Weibull, proportional hazards", SurvivalFamily::weibullPh, {1.3, 0.1});
        row("Gompertz", SurvivalFamily::gompertz, {0.1, 0.05});
        row("Gompertz, falling", SurvivalFamily::gompertz, {-0.2, 0.3});
        row("lognormal", SurvivalFamily::lognormal, {1.2, 0.9});
        row("log-logistic", SurvivalFamily::loglogistic, {1.4, 5});
        row("gamma", SurvivalFamily::gamma, {1.8, 3});
        row("generalised gamma", SurvivalFamily::generalisedGamma, {1.5, 0.8, 0.4});
    }
    void families() {
        QFETCH(int, family);
        QFETCH(QVector<double>, values);
        const auto names = survivalArguments(SurvivalFamily(family));
        SurvivalCurve os = curve("os", SurvivalFamily(family), {});
        golden::Case made = model({});
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string id = "p" + std::to_string(i);
            os.args[std::string(names[i])] = id;
            made.values.base[id] = values[i];
        }
        os.hazardRatio = "hr";
        os.timeRatio = "tr";
        os.cure = "cured";
        made = model({os});
        made.values.draws = 300;  // more than one block
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string id = "p" + std::to_string(i);
            made.values.base[id] = values[i];
            for (int draw = 0; draw < 300; ++draw) made.values.drawn[id].push_back(values[i] * (1 + draw / 1000.0));
        }
        made.values.base.insert({{"hr", 1}, {"tr", 1}, {"cured", 0}});
        for (int draw = 0; draw < 300; ++draw) {
            made.values.drawn["hr"].push_back(0.7 + draw / 500.0);
            made.values.drawn["tr"].push_back(1.4 - draw / 500.0);
            made.values.drawn["cured"].push_back(draw / 1000.0);
        }
        const OutcomesResults results = evaluated(made);
        for (int draw = 0; draw < 300; ++draw) {
            SurvivalParameters parameters{SurvivalFamily(family), {}};
            for (std::size_t i = 0; i < names.size(); ++i) {
                parameters.values[i] = made.values.drawn["p" + std::to_string(i)][draw];
            }
            double sum = 0.5;
            for (int year = 1; year <= 20; ++year) {
                const double base = survivalAt(parameters, year / made.values.drawn["tr"][draw]);
                const double cured = made.values.drawn["cured"][draw];
                const double survival = cured + (1 - cured) * std::pow(base, made.values.drawn["hr"][draw]);
                sum += (year == 20 ? 0.5 : 1) * survival;
            }
            VERIFY_NEAR(results.drawn[0].lifeYears[draw], sum, 1e-13);
        }
        const std::vector<double>& fitted = results.subgroupBase.front().curves.front().fitted;
        SurvivalParameters parameters{SurvivalFamily(family), {}};
        std::ranges::copy(values, parameters.values.begin());
        for (int year = 0; year <= 20; ++year) VERIFY_NEAR(fitted[year], survivalAt(parameters, year), 1e-13);
    }

    /// One curve written in two ways.
    void equalCurves_data() {
        QTest::addColumn<std::function<SurvivalCurve()>>("left");
        QTest::addColumn<std::function<SurvivalCurve()>>("right");
        using Made = std::function<SurvivalCurve()>;
        const auto row = [](const char* name, Made left, Made right) { QTest::newRow(name) << left << right; };
        const std::map<std::string, std::string> weibullArgs{{"shape", "1.5"}, {"rate", "0.05"}};
        row(
            "hazard ratio of proportional hazards",
            [=] {
                SurvivalCurve made = curve("os", SurvivalFamily::weibullPh, weibullArgs);
                made.hazardRatio = "0.6";
                return made;
            },
            [] {
                return curve("os", SurvivalFamily::weibullPh, {{"shape", "1.5"}, {"rate", "0.03"}});
            });
        row(
            "time ratio of accelerated failure time",
            [] {
                SurvivalCurve made = curve("os", SurvivalFamily::weibull, {{"shape", "1.5"}, {"scale", "4"}});
                made.timeRatio = "1.25";
                return made;
            },
            [] {
                return curve("os", SurvivalFamily::weibull, {{"shape", "1.5"}, {"scale", "5"}});
            });
        row(
            "an expression", [] { return expressionCurve("os", "exp(-0.05*time^1.5)"); },
            [=] { return curve("os", SurvivalFamily::weibullPh, weibullArgs); });
        row(
            "an expression with all ratios",
            [] {
                SurvivalCurve made = expressionCurve("os", "exp(-0.2*time)");
                made.hazardRatio = "1.5";
                made.timeRatio = "2";
                made.cure = "0.1";
                return made;
            },
            [] { return expressionCurve("os", "0.1 + 0.9*exp(-0.15*time)"); });
        row(
            "a piece of the same hazard",
            [=] {
                SurvivalCurve made = curve("os", SurvivalFamily::weibullPh, weibullArgs);
                made.pieces = {piece("3.3", SurvivalFamily::weibullPh, weibullArgs)};
                return made;
            },
            [=] { return curve("os", SurvivalFamily::weibullPh, weibullArgs); });
        row(
            "pieces: hazards 0.1, from 2 on 0.3, from 7.5 on that of a Weibull of the same clock",
            [] {
                SurvivalCurve made = exponentialCurve("os", "0.1");
                made.pieces = {piece("2", SurvivalFamily::exponential, {{"rate", "0.3"}}),
                               piece("7.5", SurvivalFamily::weibullPh, {{"shape", "2"}, {"rate", "0.01"}})};
                return made;
            },
            [] {
                return expressionCurve("os",
                                       "exp(-if(time < 2, 0.1*time, if(time < 7.5, 0.2 + 0.3*(time - 2), "
                                       "1.85 + 0.01*(time^2 - 56.25))))");
            });
        row(
            "pieces are on the clock of the curve without the time ratio",
            [] {
                SurvivalCurve made = exponentialCurve("os", "0.1");
                made.pieces = {piece("2", SurvivalFamily::exponential, {{"rate", "0.3"}})};
                made.timeRatio = "2";
                return made;
            },
            [] { return expressionCurve("os", "exp(-if(time < 4, 0.05*time, 0.2 + 0.15*(time - 4)))"); });
        row(
            "an expression, then a piece, with all ratios",
            [] {
                SurvivalCurve made = expressionCurve("os", "1 - 0.05*time");
                made.pieces = {piece("4.5", SurvivalFamily::gompertz, {{"shape", "0"}, {"rate", "0.2"}})};
                made.hazardRatio = "2";
                made.timeRatio = "1.5";
                made.cure = "0.05";
                return made;
            },
            [] {
                return expressionCurve("os",
                                       "0.05 + 0.95*if(time < 6.75, 1 - 0.05*time/1.5, "
                                       "0.775*exp(-0.2*(time/1.5 - 4.5)))^2");
            });
    }
    void equalCurves() {
        QFETCH(std::function<SurvivalCurve()>, left);
        QFETCH(std::function<SurvivalCurve()>, right);
        const std::vector<double> a = overallSurvival(model({left()}));
        const std::vector<double> b = overallSurvival(model({right()}));
        for (std::size_t k = 0; k < a.size(); ++k) VERIFY_NEAR(a[k], b[k], 1e-12);
    }

    /// A piece that begins in another cycle in every draw.
    void pieceByDraw() {
        SurvivalCurve os = exponentialCurve("os", "0.1");
        os.pieces = {piece("start", SurvivalFamily::exponential, {{"rate", "0.4"}})};
        golden::Case made = model({os});
        made.values.base = {{"start", 5}};
        made.values.draws = 19;
        for (int draw = 0; draw < 19; ++draw) made.values.drawn["start"].push_back(0.3 + draw);
        const OutcomesResults results = evaluated(made);
        for (int draw = 0; draw < 19; ++draw) {
            const double start = made.values.drawn["start"][draw];
            double sum = 0.5;
            for (int year = 1; year <= 20; ++year) {
                const double hazard = 0.1 * std::min<double>(year, start) + 0.4 * std::max(0.0, year - start);
                sum += (year == 20 ? 0.5 : 1) * std::exp(-hazard);
            }
            VERIFY_NEAR(results.drawn[0].lifeYears[draw], sum, 1e-13);
        }
    }

    /// What never has the event stays: the cure fraction, and e^(rate/shape) of a Gompertz with a falling hazard.
    void cureLimit() {
        SurvivalCurve cured = curve("os", SurvivalFamily::lognormal, {{"meanlog", "1"}, {"sdlog", "0.5"}});
        cured.cure = "0.3";
        golden::Case made = model({cured});
        made.structure.timing.cycles = 400;
        VERIFY_NEAR(overallSurvival(made).back(), 0.3, 1e-12);
        made = model({curve("os", SurvivalFamily::gompertz, {{"shape", "-0.5"}, {"rate", "0.4"}})});
        made.structure.timing.cycles = 400;
        VERIFY_NEAR(overallSurvival(made).back(), std::exp(0.4 / -0.5), 1e-12);
    }

    /// Kaplan–Meier steps from a table.
    void table() {
        golden::Case made = model({expressionCurve("os", "lookup(km.os, time)")});
        made.inputs.tables = {{"km", {0, 1, 2.5, 6}, {{"os", {1, 0.8, 0.55, 0.2}}}, Interpolation::step, true}};
        const std::vector<double> survival = overallSurvival(made);
        const std::vector<double> expected{1, 0.8, 0.8, 0.55, 0.55, 0.55, 0.2, 0.2};
        for (std::size_t k = 0; k < expected.size(); ++k) QVERIFY(survival[k] == expected[k]);
    }

    /// Nobody outlives the general population: from the cycle in which the curve's hazard falls below its own, that
    /// holds; before, the curve is untouched.
    void mortalityCap() {
        golden::Case made = model({curve("os", SurvivalFamily::gompertz, {{"shape", "-0.2"}, {"rate", "0.3"}})});
        made.structure.startAge = "60";
        made.structure.survival->mortality = "0.02*exp(0.08*(age - 60))";
        const CurveValues curve = evaluated(made).subgroupBase.front().curves.front();
        int capped = 0;
        for (std::size_t k = 1; k < curve.applied.size(); ++k) {
            const double background = 0.02 * std::exp(0.08 * (static_cast<double>(k) - 1));
            const double hazard = -std::log(curve.applied[k] / curve.applied[k - 1]);
            const double fitted = -std::log(curve.fitted[k] / curve.fitted[k - 1]);
            VERIFY_NEAR(hazard, std::max(background, fitted), 1e-12);
            if (capped == 0 && fitted >= background) QVERIFY(curve.applied[k] == curve.fitted[k]);
            capped += fitted < background;
        }
        QVERIFY(capped > 5 && capped < 20);
    }

    void mortalityAdded() {
        golden::Case made = model({exponentialCurve("os", "0.1")});
        made.structure.survival->mortality = "0.03 + 0.01*cycle";
        made.structure.survival->mortalityRule = MortalityRule::add;
        const std::vector<double> survival = overallSurvival(made);
        for (int k = 0; k <= 20; ++k) {
            VERIFY_NEAR(survival[k], std::exp(-0.1 * k - 0.03 * k - 0.01 * k * (k + 1) / 2), 1e-13);
        }
    }

    /// Three curves; the innermost is above the middle one from year 5 on, whose hazard is greater there.
    void crossing() {
        SurvivalCurve middle = exponentialCurve("middle", "0.1");
        middle.pieces = {piece("4.5", SurvivalFamily::exponential, {{"rate", "0.9"}})};
        const golden::Case made = model({exponentialCurve("inner", "0.15"), middle, exponentialCurve("outer", "0.05")});
        const OutcomesResults results = evaluated(made);
        const SubgroupOutcome& detail = results.subgroupBase.front();
        QCOMPARE(detail.crossings.size(), std::size_t{1});
        QCOMPARE(detail.crossings.front().inner, std::string("inner"));
        QCOMPARE(detail.crossings.front().outer, std::string("middle"));
        QCOMPARE(detail.crossings.front().time, 5.0);
        for (std::size_t k = 0; k <= 20; ++k) {
            const double inner = detail.curves[0].fitted[k];
            const double next = detail.curves[1].fitted[k];
            QVERIFY(detail.curves[0].applied[k] == std::min(inner, next));
            double sum = 0;
            for (const double share : detail.occupancy[k]) {
                QVERIFY(share >= 0);
                sum += share;
            }
            VERIFY_NEAR(sum, 1.0, 1e-15);
        }
    }

    /// A cost of dying: everyone who has died by the horizon has paid it.
    void deathReward() {
        golden::Case made = model({exponentialCurve("pfs", "0.3"), exponentialCurve("os", "0.1")});
        for (OutcomeState& state : made.structure.states) state.cost = "0";
        made.structure.transitionRewards = {{"end", both("end"), "*", "dead", "5000", "-0.1"}};
        const OutcomesResults results = evaluated(made);
        VERIFY_NEAR(results.base[0].cost, 5000 * -std::expm1(-2.0), 1e-13);
        double years = 0.5 + 0.5 * std::exp(-2.0);
        for (int year = 1; year < 20; ++year) years += std::exp(-0.1 * year);
        VERIFY_NEAR(results.base[0].qaly, 0.8 * years - 0.1 * -std::expm1(-2.0), 1e-13);
        made.structure.costDiscountRate = "0.04";
        double cost = 0;
        for (int year = 1; year <= 20; ++year) {
            cost += 5000 * std::exp(-0.04 * year) * (std::exp(-0.1 * (year - 1)) - std::exp(-0.1 * year));
        }
        VERIFY_NEAR(evaluated(made).base[0].cost, cost, 1e-13);
    }
};

QTEST_APPLESS_MAIN(PartitionedSurvivalTest)
#include "partitioned_survival_test.moc"
