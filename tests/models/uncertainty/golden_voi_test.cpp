// label: golden
#include "models/uncertainty/value_of_information.h"

#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

using namespace kachi;

namespace {

/// The three strategies of golden-11-voi.
class ThreeStrategies {
public:
    ThreeStrategies() : m_table(golden::table("golden-11-voi/psa.csv")) {
        draws.strategies = {"Chemo", "Radio", "Surgery"};
        for (const std::string& strategy : draws.strategies) {
            draws.cost.push_back(m_table.numbers("cost_" + strategy));
            draws.effect.push_back(m_table.numbers("effect_" + strategy));
        }
        for (const auto& [name, cells] : m_table.text) parameters[name] = m_table.numbers(name);
    }

    std::vector<std::vector<double>> netBenefit(double wtp) const {
        std::vector<std::vector<double>> result = draws.cost;
        for (std::size_t s = 0; s < result.size(); ++s) {
            for (std::size_t i = 0; i < result[s].size(); ++i)
                result[s][i] = wtp * draws.effect[s][i] - draws.cost[s][i];
        }
        return result;
    }

    Result<Evppi> evppiOf(const std::vector<std::string>& ids, double wtp) const {
        std::vector<const std::vector<double>*> columns;
        for (const std::string& id : ids) columns.push_back(&parameters.at(id));
        return evppi(netBenefit(wtp), ids, columns);
    }

    double evpi(double wtp) const { return analyseCostEffectiveness(draws, 0, {}, wtp)->reference.evpi; }

    CostEffectivenessDraws draws;
    std::map<std::string, std::vector<double>> parameters;

private:
    golden::Table m_table;
};

std::string words(const std::vector<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids) text += (text.empty() ? "" : " + ") + id;
    return text;
}

}  // namespace

/// Value of information against voi, BCEA and dampack (golden 11) and closed forms (golden 12).
class GoldenVoiTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_model = std::make_unique<ThreeStrategies>(); }

    void acceptability() {
        const golden::Table expected = golden::table("golden-11-voi/psa_summary.csv");
        const auto analysis = analyseCostEffectiveness(m_model->draws, 0, expected.numbers("wtp"), 0);
        QVERIFY(analysis.ok());
        QCOMPARE(expected.rows, std::size_t(41));
        for (std::size_t i = 0; i < expected.rows; ++i) {
            const AcceptabilityPoint& point = analysis->acceptability[i];
            const std::string at = "wtp " + expected.text.at("wtp")[i];
            for (std::size_t s = 0; s < 3; ++s) {
                const std::string& strategy = m_model->draws.strategies[s];
                const double loss = expected.numbers("expected_loss_" + strategy)[i];
                QVERIFY2(std::abs(point.probability[s] - expected.numbers("p_ce_" + strategy)[i]) < 1e-9, at.c_str());
                QVERIFY2(golden::near(point.expectedLoss[s], loss, 1e-9), at.c_str());
            }
            QCOMPARE(m_model->draws.strategies[point.optimal], expected.text.at("optimal")[i]);
            QVERIFY2(std::abs(point.frontierProbability - expected.numbers("ceaf")[i]) < 1e-9, at.c_str());
            QVERIFY2(golden::near(point.evpi, expected.numbers("evpi")[i], 1e-9), at.c_str());
        }
    }

    void frontier() {
        const auto expected = golden::json("golden-11-voi")["icers"];
        const auto analysis = analyseCostEffectiveness(m_model->draws, 0, {}, 0);
        QCOMPARE(analysis->frontier.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const FrontierRow& row = analysis->frontier[i];
            QCOMPARE(m_model->draws.strategies[row.strategy], expected[i]["strategy"].get<std::string>());
            QVERIFY(golden::near(row.cost, expected[i]["cost"].get<double>(), 1e-9));
            QVERIFY(golden::near(row.effect, expected[i]["effect"].get<double>(), 1e-9));
            QCOMPARE(row.standing == Standing::extendedDominated, expected[i]["status"] == "ED");
            QCOMPARE(row.icer.has_value(), !expected[i]["icer"].is_null());
            if (row.icer) QVERIFY(golden::near(*row.icer, expected[i]["icer"].get<double>(), 1e-9));
        }
    }

    void regression_data() {
        QTest::addColumn<int>("row");
        const auto expected = golden::json("golden-11-voi")["expected_evppi"];
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const std::string name =
                words(expected[i]["parameters"].get<std::vector<std::string>>()) + " at " + expected[i]["wtp"].dump();
            QTest::newRow(name.c_str()) << static_cast<int>(i);
        }
    }
    void regression() {
        QFETCH(int, row);
        const auto expected = golden::json("golden-11-voi")["expected_evppi"][static_cast<std::size_t>(row)];
        const double wtp = expected["wtp"].get<double>();
        const auto found = m_model->evppiOf(expected["parameters"].get<std::vector<std::string>>(), wtp);
        QVERIFY(found.ok());
        const double published = expected["voi_gam"].get<double>();
        const double evpi = m_model->evpi(wtp);
        const std::string seen = numberText(found->value) + " ± " + numberText(found->standardError) + " / " +
                                 numberText(published) + ", edf " + numberText(found->effectiveDegrees);
        QVERIFY2(std::abs(found->value - published) <= std::max(0.05 * published, 0.01 * evpi), seen.c_str());
        QVERIFY2(found->value >= -1e-9 && found->value <= evpi * (1 + 1e-12), seen.c_str());
    }

    /// The eight parameters determine costs and effects of every draw, so knowing all of them is perfect information.
    void allParameters_data() {
        QTest::addColumn<double>("wtp");
        for (const double wtp : {0.0, 20'000.0, 50'000.0, 100'000.0, 200'000.0}) {
            QTest::newRow(numberText(wtp).c_str()) << wtp;
        }
    }
    void allParameters() {
        QFETCH(double, wtp);
        const auto found = m_model->evppiOf(
            {"pFailChemo", "pFailRadio", "pFailSurg", "pDieSurg", "muDieCancer", "cChemo", "cRadio", "cSurg"}, wtp);
        QVERIFY(found.ok());
        QVERIFY(found->method == EvppiMethod::gaussianProcess);
        const double evpi = m_model->evpi(wtp);
        const std::string seen = numberText(found->value) + " / " + numberText(evpi);
        QVERIFY2(found->value <= evpi * (1 + 1e-12), seen.c_str());
        QVERIFY2(found->value >= 0.998 * evpi, seen.c_str());
    }

    /// More information is never worth less, up to the error of the estimates.
    void largerSets() {
        const auto one = m_model->evppiOf({"pFailChemo"}, 50'000);
        const auto two = m_model->evppiOf({"pFailChemo", "pFailRadio"}, 50'000);
        const auto three = m_model->evppiOf({"pFailChemo", "pFailRadio", "pFailSurg"}, 50'000);
        const auto four = m_model->evppiOf({"pFailChemo", "pFailRadio", "pFailSurg", "muDieCancer"}, 50'000);
        QVERIFY(two->value > one->value);
        QVERIFY(three->value > two->value);
        QVERIFY(four->value > three->value);
    }

    void closedForms_data() {
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("sd");
        QTest::addColumn<double>("expected");
        const auto rows = golden::json("golden-12-voi-analytic")["exact"];
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto number = [&](const char* key) { return rows[i][key].get<double>(); };
            const double mean = number("mean_incremental_nb");
            const double first = number("sd_theta1");
            const double second = number("sd_theta2");
            const auto add = [&](const std::string& what, double sd, double expected) {
                QTest::newRow((what + " " + std::to_string(i)).c_str()) << mean << sd << expected;
            };
            add("evpi", std::hypot(first, second), number("evpi"));
            add("theta1", first, number("evppi_theta1"));
            add("theta2", second, number("evppi_theta2"));
        }
    }
    void closedForms() {
        QFETCH(double, mean);
        QFETCH(double, sd);
        QFETCH(double, expected);
        const double actual = normalEvpi(mean, sd);
        // The file's 1 − Φ(z) carries the rounding of a number next to 1, half of 2^−52, which z·sd multiplies.
        const double roundingOfFile = std::abs(mean) * 0x1p-53;
        QVERIFY2(std::abs(actual - expected) <= 1e-10 * expected + roundingOfFile, numberText(actual).c_str());
    }

    /// A sample of 5,000 draws within four standard errors of the closed form.
    void sampled_data() {
        QTest::addColumn<QString>("parameter");
        QTest::newRow("theta1") << "theta1";
        QTest::newRow("theta2") << "theta2";
    }
    void sampled() {
        QFETCH(QString, parameter);
        const std::string id = parameter.toStdString();
        const auto expected = golden::json("golden-12-voi-analytic")["sampled"];
        const auto values = analyticSample().numbers(id);
        const auto found = evppi(analyticNetBenefit(), {id}, {&values});
        QVERIFY(found.ok());
        const double closedForm = expected["closed_form"]["evppi_" + id].get<double>();
        const std::string seen = numberText(found->value) + " ± " + numberText(found->standardError);
        QVERIFY2(std::abs(found->value - closedForm) <= 4 * found->standardError, seen.c_str());
        // The error of a mean of 5,000 draws of a few hundred each: the four errors are no empty promise.
        QVERIFY2(found->standardError < 0.15 * closedForm, seen.c_str());
        for (const auto& row : expected["regression"]) {
            if (row["parameters"][0] != id) continue;
            const double published = row["voi_gam"].get<double>();
            QVERIFY2(std::abs(found->value - published) <= 0.05 * published, seen.c_str());
        }
    }

    /// A trial of n patients that measures theta1, against the closed form. The value of a trial is a functional of the
    /// same fitted line as the EVPPI of theta1, shrunk, so it is known no worse than four standard errors of that.
    void trials() {
        const auto expected = golden::json("golden-12-voi-analytic")["sampled"]["evsi"];
        const auto theta = analyticSample().numbers("theta1");
        const double allowed = 4 * evppi(analyticNetBenefit(), {"theta1"}, {&theta})->standardError;
        std::vector<double> sizes;
        for (const auto& row : expected) sizes.push_back(row["n"].get<double>());
        const auto curve = evsiCurve(analyticNetBenefit(), theta, {"theta1", 0, 5, 1}, sizes);
        QVERIFY(curve.ok());
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const Evsi& point = (*curve)[i];
            const double closedForm = expected[i]["evsi"].get<double>();
            const std::string seen = "n " + numberText(sizes[i]) + ": " + numberText(point.value) + " ± " +
                                     numberText(point.standardError) + " / " + numberText(closedForm);
            QVERIFY2(std::abs(point.value - closedForm) <= allowed, seen.c_str());
            QVERIFY2(std::abs(point.value - closedForm) <= 4 * point.standardError + 0.01, seen.c_str());
            if (i > 0) QVERIFY(point.value >= (*curve)[i - 1].value);
        }
    }

private:
    static golden::Table analyticSample() { return golden::table("golden-12-voi-analytic/psa.csv"); }

    static std::vector<std::vector<double>> analyticNetBenefit() {
        const golden::Table sample = analyticSample();
        const std::vector<double> effect = sample.numbers("effect_new");
        std::vector<double> benefit = sample.numbers("cost_new");
        for (std::size_t i = 0; i < benefit.size(); ++i) benefit[i] = 20'000 * effect[i] - benefit[i];
        return {std::vector<double>(benefit.size(), 0.0), benefit};
    }

    std::unique_ptr<ThreeStrategies> m_model;
};

QTEST_APPLESS_MAIN(GoldenVoiTest)
#include "golden_voi_test.moc"
