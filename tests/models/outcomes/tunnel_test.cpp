#include "models/outcomes/outcomes.h"
#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

using namespace kachi;
using golden::near;

namespace {

OutcomesResults evaluated(const golden::Case& model) {
    const auto results = evaluateOutcomes(model.structure, model.inputs, model.values, RunOptions{});
    if (!results) {
        const Issue& issue = results.issues().front();
        qFatal("%s %s %s", issue.code.c_str(), issue.where.c_str(), issue.value.c_str());
    }
    return *results;
}

/// A falls ill with 0.2; of those ill, half recover in the first year and a quarter in every later one.
golden::Case recovery() {
    golden::Case model;
    OutcomesStructure& s = model.structure;
    s.currency = "JPY";
    s.states = {{"A", {}, true, "0", "1"}, {"B", {}, true, "100 + 50*stay", "1"}};
    s.strategies = {{"only", {}, {}, {}}};
    s.initial = {{"A", "1"}};
    s.transitions = {{"A", {{"A", "#"}, {"B", "0.2"}}}, {"B", {{"A", "if(stay < 1, 0.5, 0.25)"}, {"B", "#"}}}};
    s.costDiscountRate = s.effectDiscountRate = "0";
    s.timing = {3, 1, {}, DiscountMoment::end, CycleWeights::end, {}};
    s.comparator = "only";
    model.inputs.expressions = {{"stay", "state_time"}};
    return model;
}

/// Illness and death with Weibull sojourns that start again on entry, golden-16-semi-markov. Within a cycle the exits
/// are shared in proportion to the cumulative hazards.
golden::Case semiMarkov(int cyclesPerYear) {
    golden::Case model;
    OutcomesStructure& s = model.structure;
    s.currency = "JPY";
    s.states = {
        {"healthy", {}, true, "1000", "0.8"}, {"sick", {}, true, "6000", "0.55"}, {"dead", {}, false, "0", "0"}};
    s.strategies = {{"std", {}, {}, {}}, {"new", {}, {{"onNew", "1"}}, {}}};
    s.initial = {{"healthy", "1"}};
    s.transitions = {
        {"healthy",
         {{"healthy", "#"}, {"sick", "leave*toSick/(toSick + toDead)"}, {"dead", "leave*toDead/(toSick + toDead)"}}},
        {"sick", {{"sick", "#"}, {"dead", "1 - exp(-fromSick)"}}}};
    s.costDiscountRate = s.effectDiscountRate = "0.035";
    s.timing = {40 * cyclesPerYear,      1.0 / cyclesPerYear,     DiscountForm::continuous,
                DiscountMoment::eachEnd, CycleWeights::halfCycle, {}};
    s.comparator = "std";
    model.inputs.expressions = {{"onNew", "0"},
                                {"leave", "1 - exp(-toSick - toDead)"},
                                {"toSick", "((state_time + length)^1.2 - state_time^1.2)/(6*exp(0.25*onNew))^1.2"},
                                {"toDead", "((state_time + length)^1.4 - state_time^1.4)/(18*exp(0.05*onNew))^1.4"},
                                {"fromSick", "((state_time + length)^1.1 - state_time^1.1)/(5*exp(0.1*onNew))^1.1"}};
    model.values.base["length"] = 1.0 / cyclesPerYear;
    return model;
}

}  // namespace

/// state_time in cohort models: tunnel states made for the purpose.
class TunnelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Occupancy and cost by hand: after three cycles B holds 0.148 new, 0.08 of one year, 0.075 of two.
    void workedByHand() {
        const OutcomesResults results = evaluated(recovery());
        const std::vector<std::vector<double>>& occupancy = results.subgroupBase[0].occupancy;
        const double ill[] = {0, 0.2, 0.26, 0.303};
        for (std::size_t point = 0; point < 4; ++point) {
            QCOMPARE(occupancy[point].size(), std::size_t(2));
            QVERIFY(std::abs(occupancy[point][1] - ill[point]) < 1e-15);
            QVERIFY(std::abs(occupancy[point][0] + occupancy[point][1] - 1) < 1e-15);
        }
        const std::vector<double> cost{20, 16 + 15, 14.8 + 12 + 15};
        for (std::size_t cycle = 0; cycle < 3; ++cycle) {
            QVERIFY(near(results.subgroupBase[0].cycleCost[cycle], cost[cycle], 1e-14));
        }
        QVERIFY(near(results.base[0].cost, 92.8, 1e-14));
        QVERIFY(near(results.base[0].qaly, 3, 1e-14));
    }

    /// Followed over one cycle only, state_time stands at one year: the last tunnel state costs 150.
    void stateTimeStands() {
        golden::Case model = recovery();
        model.structure.states[1].tunnelCycles = 1;
        const OutcomesResults results = evaluated(model);
        QVERIFY(near(results.base[0].cost, 20 + 31 + 14.8 + 0.155 * 150, 1e-14));
        QVERIFY(near(results.subgroupBase[0].occupancy[3][1], 0.303, 1e-14));
    }

    /// The cost of leaving depends on how long the stay was: 1000 per year of it.
    void rewardByStay() {
        golden::Case model = recovery();
        model.structure.states[1].cost = "0";
        model.structure.transitionRewards = {{"back", {}, "B", "A", "1000*(1 + state_time)", "0"}};
        const OutcomesResults results = evaluated(model);
        QVERIFY(near(results.base[0].cost, 1000 * 0.2 * 0.5 + 1000 * (0.16 * 0.5 + 2 * 0.1 * 0.25), 1e-14));
    }

    /// Healthy is exact at every cycle length; the rest converges to the integrals at first order.
    void semiMarkovConverges() {
        const nlohmann::json expected = golden::json("golden-16-semi-markov")["expected_exact"];
        const OutcomesResults coarse = evaluated(semiMarkov(6));
        const OutcomesResults fine = evaluated(semiMarkov(12));
        for (std::size_t s = 0; s < 2; ++s) {
            const nlohmann::json& exact = expected[fine.strategies[s]];
            const auto compare = [](double rough, double better, double target) {
                const double ratio = (rough - target) / (better - target);
                QVERIFY2(ratio > 1.9 && ratio < 2.1, numberText(ratio).c_str());
                const double extrapolated = 2 * better - rough;
                QVERIFY2(near(extrapolated, target, 2e-4), numberText(extrapolated / target - 1).c_str());
            };
            compare(coarse.base[s].lifeYears, fine.base[s].lifeYears, exact["life_years"].get<double>());
            compare(coarse.base[s].cost, fine.base[s].cost, exact["discounted_cost"].get<double>());
            compare(coarse.base[s].qaly, fine.base[s].qaly, exact["discounted_qaly"].get<double>());
            const auto& at = exact["occupancy"];
            for (std::size_t i = 0; i < at["t"].size(); ++i) {
                const auto year = at["t"][i].get<std::size_t>();
                const double healthy = at["state1"][i].get<double>();
                const double sick = at["state2"][i].get<double>();
                const auto& roughly = coarse.subgroupBase[s].occupancy[6 * year];
                const auto& better = fine.subgroupBase[s].occupancy[12 * year];
                QVERIFY(near(roughly[0], healthy, 1e-8) && near(better[0], healthy, 1e-8));
                QVERIFY(std::abs(2 * better[1] - roughly[1] - sick) < 2e-4);
            }
        }
    }

    /// Monthly over 75 years, progression by time since falling ill, against a recursion of its own.
    void monthlyAgainstRecursion() {
        golden::Case model = golden::sickSicker(1.0 / 12);
        model.inputs.expressions["pS1S2"] = "rateToProb(r_S1S2/(1 + state_time), length)";
        model.structure.states[1].utility = "u_S1 - 0.02*min(state_time, 5)";
        model.values.draws = 2;
        model.values.drawn["r_S1S2"] = {model.values.base["r_S1S2"], 0.2};
        const OutcomesResults results = evaluated(model);
        const auto& base = model.values.base;
        for (std::size_t draw = 0; draw < 2; ++draw) {
            const auto probability = [](double rate) { return 1 - std::exp(-rate / 12); };
            const double dieH = probability(base.at("r_HD"));
            const double dieS1 = probability(base.at("r_HD") * base.at("hr_S1"));
            const double dieS2 = probability(base.at("r_HD") * base.at("hr_S2"));
            const double fall = (1 - dieH) * probability(base.at("r_HS1"));
            const double recover = (1 - dieS1) * probability(base.at("r_S1H"));
            double healthy = 1;
            double sicker = 0;
            std::vector<double> sick(901);
            double qaly = 0;
            const auto count = [&](int point) {
                double sum = healthy * base.at("u_H") + sicker * base.at("u_S2");
                for (std::size_t stay = 0; stay < sick.size(); ++stay) {
                    sum += sick[stay] * (base.at("u_S1") - 0.02 * std::min(static_cast<double>(stay) / 12, 5.0));
                }
                qaly += (point == 0 || point == 900 ? 0.5 : 1) * sum / 12 * std::pow(1.03, -point / 12.0);
            };
            count(0);
            for (int point = 1; point <= 900; ++point) {
                double cured = 0;
                double worse = 0;
                std::vector<double> next(901);
                next[0] = healthy * fall;
                for (std::size_t stay = 0; stay < 900; ++stay) {
                    const double years = static_cast<double>(stay) / 12;
                    const double rate = model.values.drawn["r_S1S2"][draw] / (1 + years);
                    const double progress = (1 - dieS1) * probability(rate);
                    cured += sick[stay] * recover;
                    worse += sick[stay] * progress;
                    next[stay + 1] = sick[stay] * (1 - dieS1 - recover - progress);
                }
                healthy = healthy * (1 - dieH - fall) + cured;
                sicker = sicker * (1 - dieS2) + worse;
                sick = next;
                count(point);
            }
            QVERIFY2(near(results.drawn[0].qaly[draw], qaly, 1e-11),
                     numberText(results.drawn[0].qaly[draw] / qaly - 1).c_str());
        }
        QVERIFY(near(results.drawn[0].qaly[0], results.base[0].qaly, 1e-13));
    }

    /// A probability that leaves 0–1 only for a long stay is named with cycle and state_time.
    void faultsNameTheStay() {
        golden::Case model = recovery();
        model.structure.transitions["B"]["A"] = "state_time*0.6";
        const auto results = evaluateOutcomes(model.structure, model.inputs, model.values, {});
        QVERIFY(results.ok());  // nobody has been in B for two years before the last transition
        model.structure.timing.cycles = 4;
        const auto refused = evaluateOutcomes(model.structure, model.inputs, model.values, {});
        QVERIFY(!refused.ok());
        const Issue& issue = refused.issues().front();
        QCOMPARE(issue.code, std::string("outcomes.probability"));
        QCOMPARE(issue.where, std::string("/outcomes/transitions/B/A"));
        QCOMPARE(issue.details.at("cycle"), std::string("4, state_time 2"));
        QVERIFY(near(std::stod(issue.value), 1.2, 1e-15));
    }
};

QTEST_APPLESS_MAIN(TunnelTest)
#include "tunnel_test.moc"
