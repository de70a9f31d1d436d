// label: golden
#include "models/statistics/kaplan_meier.h"

#include "models/statistics/log_rank.h"
#include "tests/models/statistics/survival_data_file.h"

#include <QtTest>

#include <cmath>

using namespace kachi;

namespace {

void close(double actual, double expected, double tolerance) {
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(QStringLiteral("actual %1, expected %2 ± %3")
                                                                      .arg(actual, 0, 'g', 17)
                                                                      .arg(expected, 0, 'g', 17)
                                                                      .arg(tolerance)));
}

/// Freireich et al., Blood 1963;21:699-716: weeks of remission of acute leukaemia under 6-mercaptopurine, then under
/// placebo; as printed in Cox & Oakes, Analysis of Survival Data, table 1.1.
const std::vector<SurvivalRecord> mercaptopurine{
    {6, true},   {6, true},   {6, true},   {6, false},  {7, true},   {9, false},  {10, true},
    {10, false}, {11, false}, {13, true},  {16, true},  {17, false}, {19, false}, {20, false},
    {22, true},  {23, true},  {25, false}, {32, false}, {32, false}, {34, false}, {35, false}};
const std::vector<double> placeboWeeks{1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};

struct Groups {
    std::vector<SurvivalRecord> records = mercaptopurine;
    std::vector<int> groups = std::vector<int>(mercaptopurine.size(), 0);
};

Groups bothArms() {
    Groups both;
    for (const double weeks : placeboWeeks) {
        both.records.push_back({weeks, true});
        both.groups.push_back(1);
    }
    return both;
}

double atRiskAt(const std::vector<AtRiskStep>& steps, double time) {
    for (const AtRiskStep& step : steps) {
        if (time <= step.time) return step.atRisk;
    }
    return 0;
}

}  // namespace

class KaplanMeierTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// R survival 3.5.3 survfit, see PROVENANCE.md of the data.
    void golden_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("time");
        QTest::addColumn<QString>("event");
        QTest::newRow("lung") << "survival-lung"
                              << "time"
                              << "status";
        QTest::newRow("breast") << "survival-breast"
                                << "recyrs"
                                << "censrec";
    }
    void golden() {
        QFETCH(QString, folder);
        QFETCH(QString, time);
        QFETCH(QString, event);
        const auto expected = survival_file::json(folder.toStdString() + "/case.json")["kaplan_meier"];
        const auto records =
            survival_file::records(folder.toStdString() + "/data.csv", time.toStdString(), event.toStdString());
        const KaplanMeier curve = kaplanMeier(records);
        QCOMPARE(curve.events, expected["events"].get<double>());
        close(survivalQuantile(curve, 0.5).time.value(), expected["median"], 1e-12);
        for (std::size_t i = 0; i < expected["t"].size(); ++i) {
            const double at = expected["t"][i];
            close(curve.survivalAt(at), expected["S"][i], 1e-10);
            close(numberAtRisk(records, at), expected["n_at_risk"][i], 0);
            close(atRiskAt(atRiskSteps(records), at), expected["n_at_risk"][i], 0);
            close(curve.at(at)->standardError.value(), expected["se_greenwood"][i], 1e-10);
        }
    }

    /// By hand, and as counted one by one: who enters late is at risk only after the entry, who leaves until the end of
    /// the time; weights count.
    void atRiskUnderDelayedEntry() {
        const std::vector<SurvivalRecord> records{
            {4, true, 1, 2}, {2, false}, {6, true, 2}, {6, false, 4, 3}, {1, true}};
        const std::vector<std::pair<double, double>> byHand{{0, 2},   {0.5, 2}, {1, 2}, {1.5, 3}, {2, 3},
                                                            {2.5, 3}, {4, 3},   {5, 4}, {6, 4.0}, {6.5, 0}};
        const auto steps = atRiskSteps(records);
        for (const auto& [time, count] : byHand) {
            close(atRiskAt(steps, time), count, 0);
            close(numberAtRisk(records, time), count, 0);
        }
    }

    /// Collett, Modelling Survival Data in Medical Research, and R's documentation: the 6-MP arm. S and Greenwood's
    /// error at weeks 6, 7, 10, 13, 16, 22, 23 to the printed four digits (Klein & Moeschberger, table 4.1).
    void freireich() {
        const KaplanMeier curve = kaplanMeier(mercaptopurine);
        const std::vector<std::array<double, 3>> printed{{6, 0.857, 0.0764},  {7, 0.807, 0.0869},  {10, 0.753, 0.0963},
                                                         {13, 0.690, 0.1068}, {16, 0.627, 0.1141}, {22, 0.538, 0.1282},
                                                         {23, 0.448, 0.1346}};
        for (const auto& [time, survival, error] : printed) {
            close(curve.survivalAt(time), survival, 5e-4);
            close(curve.at(time)->standardError.value(), error, 5e-5);
        }
        const SurvivalQuantile median = survivalQuantile(curve, 0.5);
        close(median.time.value(), 23, 0);
        close(median.low.value(), 16, 0);  // survfit: 23 (16, NA)
        QVERIFY(!median.high);
        const KaplanMeier placebo = kaplanMeier([] {
            std::vector<SurvivalRecord> records;
            for (const double weeks : placeboWeeks) records.push_back({weeks, true});
            return records;
        }());
        // survfit: 8 (4, 12).
        close(survivalQuantile(placebo, 0.5).time.value(), 8, 0);
        close(survivalQuantile(placebo, 0.5).low.value(), 4, 0);
        close(survivalQuantile(placebo, 0.5).high.value(), 12, 0);
        // Without censoring the mean up to the last time is the sample mean.
        close(restrictedMean(placebo, 23).value().value, 8.666666666666666, 1e-12);
        QVERIFY(!restrictedMean(curve, 40));
    }

    /// Intervals at week 6 from S = 6/7 and Greenwood's variance of ln S, 3/(21·18), by their definitions.
    void intervals_data() {
        QTest::addColumn<int>("interval");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        const double survival = 6.0 / 7;
        const double error = std::sqrt(3.0 / (21 * 18));
        const double z = 1.959963984540054;
        const double spread = z * error / std::log(survival);
        QTest::newRow("log") << int(SurvivalInterval::log) << survival * std::exp(-z * error) << 0.9956268369;
        QTest::newRow("plain") << int(SurvivalInterval::plain) << survival * (1 - z * error) << 1.0;
        QTest::newRow("log-log") << int(SurvivalInterval::logLog) << std::pow(survival, std::exp(-spread))
                                 << std::pow(survival, std::exp(spread));
    }
    void intervals() {
        QFETCH(int, interval);
        QFETCH(double, low);
        QFETCH(double, high);
        const KaplanMeier curve = kaplanMeier(mercaptopurine, static_cast<SurvivalInterval>(interval));
        close(curve.at(6)->low.value(), low, 1e-12);
        // "log": exp(ln S + z·se) = 1.0207, cut at 1.
        close(curve.at(6)->high.value(), interval == int(SurvivalInterval::log) ? 1.0 : high, 1e-12);
    }

    /// Weights are subjects alike, and someone who enters late counts from then on: both against records written out.
    void weightsAndEntry() {
        const KaplanMeier weighted = kaplanMeier({{1, true, 0, 2}, {2, false, 0, 1}, {3, true, 0, 3}});
        const KaplanMeier written = kaplanMeier({{1, true}, {1, true}, {2, false}, {3, true}, {3, true}, {3, true}});
        close(weighted.survivalAt(1), written.survivalAt(1), 1e-15);
        close(weighted.at(1)->standardError.value(), written.at(1)->standardError.value(), 1e-15);
        // Entered after 1: at risk at 2 are the second, third and fourth; S(2) = 1/2·2/3 … by hand.
        const KaplanMeier late = kaplanMeier({{1, true}, {2, true}, {3, false, 1, 1}, {4, true, 1, 1}});
        close(late.survivalAt(1), 0.5, 1e-15);
        close(late.survivalAt(2), 0.5 * 2 / 3, 1e-15);
    }

    /// survdiff: 16.8 on 1 degree, expected 19.3 and 10.7 (Freireich data; Cox & Oakes).
    void logRankOfFreireich() {
        const Groups both = bothArms();
        const auto test = logRankTest(both.records, both.groups, 2, {}, 0, "data");
        QVERIFY(test.ok());
        close(test->chiSquared, 16.79, 0.005);
        close(test->expected[0], 19.25, 0.005);
        close(test->expected[1], 10.75, 0.005);
        close(test->pValue, 4.17e-5, 0.01e-5);
        QCOMPARE(test->degrees, 1);
    }

    /// R survival 3.5.3 survdiff, the golden files.
    void logRankOfGolden() {
        const auto lung = survival_file::columns("survival-lung/data.csv");
        std::vector<int> sexes;
        for (const std::string& sex : lung.at("sex")) sexes.push_back(sex == "1" ? 0 : 1);
        const auto ofLung =
            logRankTest(survival_file::records("survival-lung/data.csv", "time", "status"), sexes, 2, {}, 0, "data");
        close(ofLung->chiSquared, 10.326741954885632, 1e-9);
        const auto breast = survival_file::columns("survival-breast/data.csv");
        std::vector<int> groups;
        for (const std::string& group : breast.at("group")) {
            groups.push_back(group == "Good" ? 0 : group == "Medium" ? 1 : 2);
        }
        const auto records = survival_file::records("survival-breast/data.csv", "recyrs", "censrec");
        const auto ofBreast = logRankTest(records, groups, 3, {}, 0, "data");
        close(ofBreast->chiSquared, 120.47806770433205, 1e-9);
        QCOMPARE(ofBreast->degrees, 2);
        // Strata that do not split the groups' comparison: one stratum for all is the plain test.
        const auto one = logRankTest(records, groups, 3, std::vector<int>(records.size(), 0), 0, "data");
        close(one->chiSquared, ofBreast->chiSquared, 1e-12);
    }

    /// Events at 1, 2, 3, 4, the groups in turn. By hand: weights S(t−) are 1, 3/4, 1/2, 1/4; O − E of the first group
    /// 1/2 − 1/4 + 1/4 = 1/2, its variance 1/4 + 1/8 + 1/16 = 7/16, χ² = 4/7. Twice the same in two strata doubles it.
    void petoPetoByHand() {
        std::vector<SurvivalRecord> records{{1, true}, {2, true}, {3, true}, {4, true}};
        std::vector<int> groups{0, 1, 0, 1};
        const auto once = logRankTest(records, groups, 2, {}, 1, "data");
        close(once->chiSquared, 4.0 / 7, 1e-14);
        records.insert(records.end(), {{1, true}, {2, true}, {3, true}, {4, true}});
        groups.insert(groups.end(), {0, 1, 0, 1});
        const auto twice = logRankTest(records, groups, 2, {0, 0, 0, 0, 1, 1, 1, 1}, 1, "data");
        close(twice->chiSquared, 8.0 / 7, 1e-14);
    }

    /// Restricted mean to 3 of events at 1, 2, 4 and a censoring at 3, by hand: areas 1 + 3/4 + 1/2 = 9/4; variance
    /// (5/4)²·1/(4·3) + (1/2)²·1/(3·2) = 0.171875.
    void restrictedMeanByHand() {
        const auto mean = restrictedMean(kaplanMeier({{1, true}, {2, true}, {3, false}, {4, true}}), 3);
        close(mean->value, 2.25, 1e-15);
        close(mean->standardError, std::sqrt(1.5625 / 12 + 0.25 / 6), 1e-15);
    }

    void refusals() {
        const auto noEvents = logRankTest({{1, false}, {2, false}}, {0, 1}, 2, {}, 0, "data");
        QCOMPARE(QString::fromStdString(noEvents.issues().front().code), QStringLiteral("survivalData.noEvents"));
        const auto oneGroup = logRankTest({{1, true}, {2, true}}, {0, 0}, 1, {}, 0, "data");
        QCOMPARE(QString::fromStdString(oneGroup.issues().front().code), QStringLiteral("survivalData.oneGroup"));
        const Issues faults = validate({{-1, true}, {2, true, 3, 1}, {2, true, 0, 0}}, "data");
        QCOMPARE(faults.size(), std::size_t(3));
        QCOMPARE(QString::fromStdString(faults[1].code), QStringLiteral("survivalData.entry"));
        QCOMPARE(QString::fromStdString(faults[1].details.at("row")), QStringLiteral("2"));
        QVERIFY(kaplanMeier({{1, false}, {2, false}}).survivalAt(2) == 1);
    }
};

QTEST_APPLESS_MAIN(KaplanMeierTest)
#include "kaplan_meier_test.moc"
