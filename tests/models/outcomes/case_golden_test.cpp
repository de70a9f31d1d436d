// label: golden
#include "models/case/case_json.h"
#include "models/evaluation/evaluation.h"
#include "tests/models/outcomes/golden_data.h"

#include <QFile>
#include <QtTest>

using namespace kachi;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("no file %s", qPrintable(path));
    return file.readAll();
}

Case readCase(const char* folder) {
    const QString path = QStringLiteral(KACHI_TEST_DATA "/%1/kachi-case.json").arg(QString::fromLatin1(folder));
    auto read = caseFromJson(contentOf(path).toStdString());
    if (!read) qFatal("%s: %s", folder, read.issues().front().code.c_str());
    return std::move(read->value);
}

OutcomesResults evaluated(const Case& value, const std::map<std::string, std::vector<double>>* draws) {
    const QString path = QStringLiteral(KACHI_SOURCE_DIR "/resources/rules/jp-2024.json");
    const RulePack pack = parseRulePack(contentOf(path).toStdString()).value();
    RunOptions options;
    options.draws = draws ? draws->begin()->second.size() : 0;
    auto evaluation = evaluate(value, pack, options, draws);
    if (!evaluation) qFatal("refused: %s", evaluation.issues().front().code.c_str());
    for (const Issue& issue : evaluation->issues) {
        if (issue.severity == Severity::error) qFatal("%s %s", issue.code.c_str(), issue.where.c_str());
    }
    return *evaluation->outcomes;
}

/// Stored draws; the column "r_HD" is the parameter "outcomes.r_HD".
std::map<std::string, std::vector<double>> drawsOf(const std::string& folder) {
    const golden::Table table = golden::table(folder + "/psa_draws.csv");
    std::map<std::string, std::vector<double>> draws;
    for (const auto& [column, cells] : table.text) {
        if (column != "draw") draws["outcomes." + column] = table.numbers(column);
    }
    return draws;
}

void useTutorialWeights(OutcomeTiming& timing) {
    timing.cycleWeights = CycleWeights::custom;
    timing.customWeights.clear();
    for (int point = 0; point <= timing.cycles; ++point) {
        timing.customWeights.push_back(point % 2 == 1 ? 2.0 / 3 : 4.0 / 3);
    }
    timing.customWeights.front() = timing.customWeights.back() = 1.0 / 3;
}

}  // namespace

/// Published models as cases, through evaluate(); tolerance 1e-9 as their own case files state.
class CaseGoldenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void storedDraws_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("03") << "golden-03-sick-sicker";
        QTest::newRow("04 mortality by age, transition rewards") << "golden-04-sick-sicker-age";
    }
    void storedDraws() {
        QFETCH(QString, folder);
        const std::string name = folder.toStdString();
        const auto draws = drawsOf(name);
        const OutcomesResults results = evaluated(readCase(name.c_str()), &draws);
        const golden::Table expected = golden::table(name + "/psa_outcomes.csv");
        QCOMPARE(results.draws, std::size_t(1000));
        for (std::size_t s = 0; s < results.strategies.size(); ++s) {
            const auto cost = expected.numbers("cost_" + results.strategies[s]);
            const auto qaly = expected.numbers("qaly_" + results.strategies[s]);
            for (std::size_t i = 0; i < results.draws; ++i) {
                verifyNear(results.drawn[s].cost[i], cost[i]);
                verifyNear(results.drawn[s].qaly[i], qaly[i]);
            }
        }
    }

    void mortalityByAge() {
        const OutcomesResults results = evaluated(readCase("golden-04-sick-sicker-age"), nullptr);
        const auto expected = golden::json("golden-04-sick-sicker-age")["expected"];
        compareTotals(results, expected["totals"]);
        for (const auto& row : expected["icer_table"]) {
            const auto isOf = [&](const FrontierRow& one) {
                return results.strategies[one.strategy] == row["strategy"];
            };
            const auto found = std::ranges::find_if(results.frontier, isOf);
            QCOMPARE(found->standing == Standing::dominated, row["status"] == "D");
            if (!row["icer"].is_null()) verifyNear(*found->icer, row["icer"].get<double>());
        }
        const golden::Table trace = golden::table("golden-04-sick-sicker-age/trace.csv");
        QVERIFY(trace.rows > 75);
        const std::vector<std::string> states{"H", "S1", "S2", "D"};
        for (std::size_t state = 0; state < states.size(); ++state) {
            const std::vector<double> shares = trace.numbers(states[state]);
            for (std::size_t row = 0; row < trace.rows; ++row) {
                const auto found = std::ranges::find(results.strategies, trace.text.at("strategy")[row]);
                const auto s = static_cast<std::size_t>(found - results.strategies.begin());
                const auto point = std::stoul(trace.text.at("cycle")[row]);
                QVERIFY(std::abs(results.subgroupBase[s].occupancy[point][state] - shares[row]) <= 1e-12);
            }
        }
    }

    void corrections_data() {
        QTest::addColumn<QString>("correction");
        for (const char* name : {"Simpson1/3", "half-cycle", "none"}) QTest::newRow(name) << QString::fromLatin1(name);
    }
    void corrections() {
        QFETCH(QString, correction);
        Case value = readCase("golden-03-sick-sicker");
        OutcomeTiming& timing = value.outcomes->timing;
        if (correction == QStringLiteral("half-cycle")) {
            timing.cycleWeights = CycleWeights::halfCycle;
            timing.customWeights.clear();
        }
        if (correction == QStringLiteral("none")) timing.customWeights.assign(76, 1.0);
        const auto expected = golden::json("golden-03-sick-sicker")["expected"]["by_correction"];
        compareTotals(evaluated(value, nullptr), expected[correction.toStdString()]);
    }

    void subAnnualCycles_data() {
        QTest::addColumn<int>("perYear");
        QTest::addColumn<QString>("rule");
        for (const int perYear : {12, 4, 2}) {
            for (const char* rule :
                 {"tutorial_simple_rate_Simpson", "annual_compound_half_cycle", "continuous_half_cycle"}) {
                QTest::addRow("%d a year, %s", perYear, rule) << perYear << QString::fromLatin1(rule);
            }
        }
    }
    void subAnnualCycles() {
        QFETCH(int, perYear);
        QFETCH(QString, rule);
        Case value = readCase("golden-03-sick-sicker");
        OutcomeTiming& timing = value.outcomes->timing;
        timing.cycles = 75 * perYear;
        timing.cycleLengthYears = 1.0 / perYear;
        timing.cycleWeights = CycleWeights::halfCycle;
        timing.customWeights.clear();
        if (rule == QStringLiteral("continuous_half_cycle")) timing.discountForm = DiscountForm::continuous;
        if (rule == QStringLiteral("tutorial_simple_rate_Simpson")) {
            timing.discountForm = DiscountForm::simple;
            useTutorialWeights(timing);
        }
        value.parameters.at("outcomes.length").value = 1.0 / perYear;
        const std::string block = "cycle_1_over_" + std::to_string(perYear) + "_year";
        const auto expected = golden::json("golden-19-sub-annual")["expected"][block];
        QCOMPARE(timing.cycles, expected["n_cycles"].get<int>());
        compareTotals(evaluated(value, nullptr), expected[rule.toStdString()]);
    }

private:
    static void verifyNear(double actual, double expected) {
        QVERIFY2(golden::near(actual, expected, 1e-9), (numberText(actual) + " / " + numberText(expected)).c_str());
    }

    static void compareTotals(const OutcomesResults& results, const nlohmann::json& expected) {
        QCOMPARE(results.strategies.size(), std::size_t(4));
        for (std::size_t s = 0; s < 4; ++s) {
            verifyNear(results.base[s].cost, expected[results.strategies[s]]["cost"].get<double>());
            verifyNear(results.base[s].qaly, expected[results.strategies[s]]["qaly"].get<double>());
        }
    }
};

QTEST_APPLESS_MAIN(CaseGoldenTest)
#include "case_golden_test.moc"
