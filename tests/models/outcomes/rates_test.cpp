#include "models/outcomes/matrix_exponential.h"
#include "models/outcomes/outcomes.h"
#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

using namespace kachi;
using golden::near;

namespace {

/// Healthy, ill and dead with rates a (falling ill), b (dying healthy) and c (dying ill).
golden::Case illness(int cycles, double cycleYears) {
    golden::Case model;
    OutcomesStructure& s = model.structure;
    s.currency = "JPY";
    s.states = {{"healthy", {}, true, "0", "1"}, {"ill", {}, true, "100", "0.5"}, {"dead", {}, false, "0", "0"}};
    s.strategies = {{"only", {}, {}, {}}};
    s.initial = {{"healthy", "1"}};
    s.transitionUnit = TransitionUnit::rate;
    s.transitions = {{"healthy", {{"ill", "a"}, {"dead", "b"}}}, {"ill", {{"dead", "c"}}}};
    s.costDiscountRate = s.effectDiscountRate = "0";
    s.timing = {cycles, cycleYears, {}, DiscountMoment::end, CycleWeights::end, {}};
    s.comparator = "only";
    model.values.base = {{"a", 0.3}, {"b", 0.1}, {"c", 0.7}};
    return model;
}

}  // namespace

/// Transition rates: the matrix exponential and cohorts that use it.
class RatesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matrixExponential() {
        const nlohmann::json expected = golden::json("golden-15-matrix-exponential")["matrix_exponential"];
        const std::vector<GeneratorCell> cells{{0, 1}, {0, 2}, {1, 0}, {1, 2}};
        constexpr std::size_t width = 2;
        std::vector<std::vector<double>> rates;
        for (const GeneratorCell& cell : cells) {
            rates.emplace_back(width, expected["Q"][std::size_t(cell.from)][std::size_t(cell.to)].get<double>());
        }
        rates[0][1] = 700;  // the other lane has rates of its own
        std::vector<const double*> lanes;
        for (const std::vector<double>& rate : rates) lanes.push_back(rate.data());
        MatrixExponential exponential(3, cells, width);
        QVERIFY(!exponential.reaches(2, 0) && exponential.reaches(2, 2));
        for (std::size_t i = 0; i < expected["t"].size(); ++i) {
            exponential.update(lanes, expected["t"][i].get<double>());
            for (std::size_t from = 0; from < 3; ++from) {
                double sum = 0;
                for (std::size_t to = 0; to < 3; ++to) {
                    const double* const actual = exponential.probabilities(int(from), int(to));
                    const double wanted = expected["P"][i][from][to].get<double>();
                    QVERIFY2(std::abs(actual[0] - wanted) <= 1e-12 * std::max(wanted, 1e-3),
                             numberText(actual[0] - wanted).c_str());
                    sum += actual[1];
                }
                QVERIFY(std::abs(sum - 1) < 1e-11);
            }
        }
    }

    /// Occupancies in closed form; the same at any cycle length.
    void competingRisks_data() {
        QTest::addColumn<int>("perYear");
        for (const int perYear : {1, 2, 12}) QTest::addRow("%d a year", perYear) << perYear;
    }
    void competingRisks() {
        QFETCH(int, perYear);
        const OutcomesResults results = [&] {
            const golden::Case model = illness(10 * perYear, 1.0 / perYear);
            return evaluateOutcomes(model.structure, model.inputs, model.values, {}).value();
        }();
        for (int year = 1; year <= 10; ++year) {
            const auto& occupancy = results.subgroupBase[0].occupancy[std::size_t(year * perYear)];
            const double healthy = std::exp(-0.4 * year);
            const double ill = 0.3 / (0.7 - 0.4) * (std::exp(-0.4 * year) - std::exp(-0.7 * year));
            QVERIFY(near(occupancy[0], healthy, 1e-12));
            QVERIFY(near(occupancy[1], ill, 1e-12));
            QVERIFY(near(occupancy[2], 1 - healthy - ill, 1e-12));
        }
    }

    /// Rates that change with the cycle and the draw; every draw gives what its values give alone.
    void changingRates() {
        golden::Case model = illness(4, 0.5);
        model.structure.transitions["healthy"]["dead"] = "if(cycle <= 2, b, 2*b)";
        model.values.draws = 3;
        model.values.drawn["b"] = {0.1, 0, 5};
        const auto results = evaluateOutcomes(model.structure, model.inputs, model.values, {});
        QVERIFY(results.ok());
        for (std::size_t draw = 0; draw < 3; ++draw) {
            const double b = model.values.drawn["b"][draw];
            double alive = 1;
            double ill = 0;
            double years = 0;
            for (int cycle = 0; cycle < 4; ++cycle) {
                const double out = 0.3 + (cycle < 2 ? b : 2 * b);
                ill = ill * std::exp(-0.35) + alive * 0.3 / (0.7 - out) * (std::exp(-out / 2) - std::exp(-0.35));
                alive *= std::exp(-out / 2);
                years += 0.5 * (alive + ill);
            }
            QVERIFY(near(results->drawn[0].lifeYears[draw], years, 1e-13));
        }
    }

    /// Everybody who dies is charged once, whichever way he took within the cycle.
    void rewardsOfRates() {
        golden::Case model = illness(400, 1);
        model.structure.states[1].cost = "0";
        model.structure.transitionRewards = {{"death", {}, "*", "dead", "1000", "-0.25"}};
        const auto results = evaluateOutcomes(model.structure, model.inputs, model.values, {});
        QVERIFY(near(results->base[0].cost, 1000, 1e-12));
    }
};

QTEST_APPLESS_MAIN(RatesTest)
#include "rates_test.moc"
