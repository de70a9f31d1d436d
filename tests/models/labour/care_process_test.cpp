#include "models/labour/care_process.h"

#include "models/labour/staffing_rules.h"
#include "tests/models/labour/near.h"

using namespace kachi;

namespace {

CareProcess twoOccupations() {
    CareProcess process;
    process.occupations = {{"doctor", {14'289'000, 0.16, 2200, 0.8, 2200, 0.1}},
                           {"nurse", {5'081'700, 0.16, 1900, 0.85, 1800, 0.4}}};
    const auto add = [&](const char* name, CareArm arm, std::size_t who, double minutes, double probability = 1,
                         double repetitions = 1) {
        process.activities.push_back({name, arm, who, minutes, {}, probability, repetitions});
    };
    add("prepare", CareArm::both, 1, 10);
    add("read", CareArm::before, 0, 12.2);
    add("read", CareArm::after, 0, 3.1);
    add("explain", CareArm::before, 0, 8);
    add("explain", CareArm::after, 1, 10);
    add("repeat", CareArm::before, 0, 20, 0.1, 2);
    add("check", CareArm::after, 1, 1.5);
    process.activities[0].terms = {{"findings", 1.5, 2}};
    return process;
}

}  // namespace

/// Time-driven costing of a pathway, work moved between occupations, and what is counted once.
class CareProcessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Kaplan & Anderson's arithmetic as printed in teaching texts: costandprofitability.com; legalclarity.org.
    void capacityCostRates_data() {
        QTest::addColumn<double>("yearlyCost");
        QTest::addColumn<double>("hours");
        QTest::addColumn<double>("practicalShare");
        QTest::addColumn<double>("perMinute");
        QTest::newRow("48,000 over 24,000 minutes") << 48'000.0 << 400.0 << 1.0 << 2.0;
        QTest::newRow("team, 240,000 over 10,400 h") << 240'000.0 << 10'400.0 << 1.0 << 240'000.0 / 10'400 / 60;
        QTest::newRow("team, practical 8,500 h") << 240'000.0 << 10'400.0 << 8'500.0 / 10'400 << 28.235294117647 / 60;
    }
    void capacityCostRates() {
        QFETCH(double, yearlyCost);
        QFETCH(double, hours);
        QFETCH(double, practicalShare);
        QFETCH(double, perMinute);
        const StaffCost cost{yearlyCost, 0, hours, practicalShare, hours, 1};
        near(cost.yenPerMinute(), perMinute, 1e-12);
    }

    void twelveMinutesCostTwentyFour() { near(staffTime(12, 0, {48'000, 0, 400, 1, 400, 1}).yenSaved(), 24, 1e-12); }

    void unusedCapacity() {
        const StaffCost team{240'000, 0, 10'400, 8'500.0 / 10'400, 10'400, 1};
        near(unusedCapacityCost(240'000, team.yenPerMinute(), 6'000 * 60), 70'588, 0.5);  // printed to the unit
    }

    /// b0 + Σ b·x, then probability and repetitions; by hand.
    void timeEquation() {
        const CareActivity activity{"record", CareArm::both, 0, 4, {{"findings", 1.5, 2}, {"child", 6, 1}}, 0.5, 3};
        near(activity.minutesOnce(), 13, 1e-12);
        near(activity.minutesPerCase(), 19.5, 1e-12);
    }

    void minutesByOccupation() {
        const CareProcessResult result = careProcess(twoOccupations());
        near(result.byOccupation[0].minutesBefore, 12.2 + 8 + 4, 1e-12, "doctor before");
        near(result.byOccupation[0].minutesAfter, 3.1, 1e-12, "doctor after");
        near(result.byOccupation[1].minutesBefore, 13, 1e-12, "nurse before");
        near(result.byOccupation[1].minutesAfter, 13 + 10 + 1.5, 1e-12, "nurse after");
    }

    /// Rows of the matrix add up to the minutes before, columns to the minutes after.
    void workMovedAddsUp() {
        const CareProcessResult result = careProcess(twoOccupations());
        near(result.shift[0][1], 8, 1e-12, "explaining moves to the nurse");
        near(result.shift[2][1], 2 + 1.5, 1e-12, "new work of the nurse");
        for (std::size_t who = 0; who < 2; ++who) {
            double given = 0;
            double taken = 0;
            for (std::size_t other = 0; other < 3; ++other) {
                given += result.shift[who][other];
                taken += result.shift[other][who];
            }
            near(given, result.byOccupation[who].minutesBefore, 1e-12, "row");
            near(taken, result.byOccupation[who].minutesAfter, 1e-12, "column");
        }
    }

    void stepsAreMarked() {
        const CareProcessResult result = careProcess(twoOccupations());
        std::vector<bool> changed;
        for (const CareStep& step : result.steps) changed.push_back(step.changed);
        QCOMPARE(changed, (std::vector<bool>{false, true, true, true, true}));
        QVERIFY(!result.steps[3].after);   // the repeat is dropped
        QVERIFY(!result.steps[4].before);  // the check is new
    }

    /// Every saved minute is either cashable yen or a released hour, never both and never neither.
    void nothingIsCountedTwice() {
        const CareProcess process = twoOccupations();
        const CareProcessResult result = careProcess(process);
        double rebuilt = 0;
        for (std::size_t who = 0; who < 2; ++who) {
            const LabourFigures& figures = result.byOccupation[who];
            const double yen =
                figures.cashableYen + figures.releasedHours * 60 * process.occupations[who].cost.yenPerMinute();
            near(yen, figures.yenSaved(), 1e-9, "occupation");
            rebuilt += yen;
        }
        near(rebuilt, result.total.yenSaved(), 1e-9, "total");
    }

    void orderOfActivitiesChangesNoFigure() {
        CareProcess process = twoOccupations();
        const CareProcessResult result = careProcess(process);
        std::reverse(process.activities.begin(), process.activities.end());
        const CareProcessResult reversed = careProcess(process);
        near(reversed.total.minutesSaved(), result.total.minutesSaved(), 1e-12);
        near(reversed.shift[0][1], result.shift[0][1], 1e-12);
    }

    /// FY2026: 90 % of 40 nurses are 36; of 12 clerks at 1.2, 10 are enough.
    void staffingStandards_data() {
        QTest::addColumn<double>("required");
        QTest::addColumn<double>("actual");
        QTest::addColumn<double>("after");
        QTest::addColumn<double>("freed");
        QTest::newRow("fully staffed") << 40.0 << 40.0 << 36.0 << 4.0;
        QTest::newRow("overstaffed: the surplus was free before") << 40.0 << 45.0 << 36.0 << 4.0;
        QTest::newRow("understaffed: missing posts are not freed") << 40.0 << 38.0 << 36.0 << 2.0;
        QTest::newRow("below the relaxed standard") << 40.0 << 35.0 << 36.0 << 0.0;
    }
    void staffingStandards() {
        QFETCH(double, required);
        QFETCH(double, actual);
        QFETCH(double, after);
        QFETCH(double, freed);
        const StaffingEffect effect = relaxedStaffing(required, actual, 0.9);
        near(effect.requiredAfter, after, 1e-12);
        near(effect.postsFreed(), freed, 1e-12);
        QCOMPARE(effect.metAfter(), actual >= after);
    }

    void clerksCountMore() { near(countedStaffing(12, 12, 1.2).postsFreed(), 2, 1e-12); }
};

QTEST_APPLESS_MAIN(CareProcessTest)
#include "care_process_test.moc"
