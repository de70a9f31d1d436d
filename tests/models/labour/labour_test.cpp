#include "models/labour/labour.h"

#include "models/labour/labour_fields.h"
#include "models/params/model_inputs.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace kachi;

namespace {

void close(double actual, double expected, double tolerance, const char* what) {
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(QStringLiteral("%1: expected %2 ± %3, got %4")
                                                                      .arg(QString::fromUtf8(what))
                                                                      .arg(expected, 0, 'g', 17)
                                                                      .arg(tolerance)
                                                                      .arg(actual, 0, 'g', 17)));
}

/// One pharmacist, one task; numbers are set by the tests.
LabourStructure onePerson() {
    LabourStructure structure;
    structure.staff = {{"s1", {"薬剤師", "Pharmacist"}, {}}};
    structure.tasks = {{"t1", {"調剤", "Dispensing"}, "s1", {}}};
    return structure;
}

ParameterValues onePersonValues() {
    ParameterValues values;
    values.base = {
        {"labour.staff.s1.annualPay", 5'834'000},  // 賃金構造基本統計調査 2022, 薬剤師
        {"labour.staff.s1.onCost", 0.16},          // 法定福利費, FY2025
        {"labour.staff.s1.hoursPerYear", 2000},
        {"labour.staff.s1.practicalShare", 0.8},
        {"labour.task.t1.minutesBefore", 1.0},
        {"labour.task.t1.minutesAfter", 23.0 / 60},
        {"labour.task.t1.repetitions", 1},
        {"labour.volume.perHospital", 100'000},
        {"labour.volume.national", 1e8},
        {"labour.adoption", 0.25},
        {"labour.cashableShare", 0.3},
    };
    return values;
}

LabourResults run(const LabourStructure& structure, const ParameterValues& values) {
    auto result = evaluateLabour(structure, values, {});
    if (!result.ok()) qFatal("%s %s", result.issues().front().code.c_str(), result.issues().front().where.c_str());
    return std::move(result).value();
}

QStringList codes(const Issues& issues) {
    QStringList list;
    for (const Issue& issue : issues) list << QString::fromStdString(issue.code + " " + issue.where);
    return list;
}

}  // namespace

class LabourTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Published examples of time-driven costing: 48,000 over 24,000 practical minutes is 2.00 a minute and a
    // 12-minute activity costs 24; a team of 240,000 a year costs 23.08 an hour of 10,400 theoretical hours and
    // 28.24 of 8,500 practical ones; 6,000 used hours leave 70,588 unused. Source: costandprofitability.com.
    void capacityCost_data() {
        QTest::addColumn<double>("annualPay");
        QTest::addColumn<double>("hours");
        QTest::addColumn<double>("practicalShare");
        QTest::addColumn<double>("expectedPerHour");
        QTest::newRow("2.00 a minute") << 48'000.0 << 500.0 << 0.8 << 120.0;
        QTest::newRow("theoretical hours") << 240'000.0 << 10'400.0 << 1.0 << 23.08;
        QTest::newRow("practical hours") << 240'000.0 << 10'400.0 << 8500.0 / 10'400 << 28.24;
        QTest::newRow("used hours") << 240'000.0 << 6000.0 << 1.0 << 40.00;
    }
    void capacityCost() {
        QFETCH(double, annualPay);
        QFETCH(double, hours);
        QFETCH(double, practicalShare);
        QFETCH(double, expectedPerHour);
        close(60 * capacityCostRate(annualPay, 0, hours, practicalShare), expectedPerHour, 0.005, "per hour");
    }
    void unusedCapacity() {
        const double rate = capacityCostRate(240'000, 0, 10'400, 8500.0 / 10'400);
        close(240'000 - rate * 60 * 6000, 70'588, 0.5, "unused capacity");
    }
    void activityCost() {
        ParameterValues values = onePersonValues();
        values.base["labour.staff.s1.annualPay"] = 48'000;
        values.base["labour.staff.s1.onCost"] = 0;
        values.base["labour.staff.s1.hoursPerYear"] = 500;
        values.base["labour.task.t1.minutesBefore"] = 12;
        const LabourResults results = run(onePerson(), values);
        close(results.rates[0].yenPerMinute, 2, 1e-12, "rate");
        close(results.caseCost.before, 24, 1e-12, "cost of 12 minutes");
    }

    // Takase et al., J Pharm Health Care Sci 2022;8:24: median 60 s before, 23 s with a dispensing robot.
    void dispensingRobot() {
        const LabourResults results = run(onePerson(), onePersonValues());
        const double yenPerMinute = 5'834'000 * 1.16 / (2000 * 0.8 * 60);
        const double savedMinutes = 37.0 / 60;
        const LabourFigures& one = results.find(LabourScale::procedure)->base;
        close(one.minutesSaved(), savedMinutes, 1e-12, "minutes of one prescription");
        close(one.yenSaved(), savedMinutes * yenPerMinute, 1e-9, "yen of one prescription");
        const LabourFigures& hospital = results.find(LabourScale::hospital)->base;
        close(hospital.hoursSaved(), 100'000 * 37.0 / 3600, 1e-6, "hours of a hospital");
        close(hospital.fullTimeEquivalents, 100'000 * 37.0 / 3600 / 2000, 1e-9, "FTE of a hospital");
        close(hospital.yenSaved(), 100'000 * savedMinutes * yenPerMinute, 1e-3, "yen of a hospital");
        close(hospital.cashableYen, 0.3 * 100'000 * savedMinutes * yenPerMinute, 1e-3, "cashable yen");
        close(hospital.releasedHours, 0.7 * 100'000 * 37.0 / 3600, 1e-6, "released hours");
        const LabourFigures& nation = results.find(LabourScale::nation)->base;
        close(nation.hoursSaved(), 1e8 * 0.25 * 37.0 / 3600, 1e-3, "hours of the nation");
        QVERIFY(results.issues.empty());
    }

    // Hsu et al., Clin Radiol 2021 (PMID 34023068): 156 s without, 124 s with concurrent CAD, 197 s as second reader.
    void readers_data() {
        QTest::addColumn<double>("secondsAfter");
        QTest::addColumn<double>("savedSeconds");
        QTest::addColumn<bool>("warns");
        QTest::newRow("concurrent CAD") << 124.0 << 32.0 << false;
        QTest::newRow("second reader lengthens work") << 197.0 << -41.0 << true;
    }
    void readers() {
        QFETCH(double, secondsAfter);
        QFETCH(double, savedSeconds);
        QFETCH(bool, warns);
        ParameterValues values = onePersonValues();
        values.base["labour.task.t1.minutesBefore"] = 156.0 / 60;
        values.base["labour.task.t1.minutesAfter"] = secondsAfter / 60;
        const LabourResults results = run(onePerson(), values);
        for (const LabourRow& row : results.rows) {
            QCOMPARE(row.base.minutesSaved() < 0, savedSeconds < 0);
            QCOMPARE(row.base.yenSaved() < 0, savedSeconds < 0);
            QCOMPARE(row.base.cashableYen < 0, savedSeconds < 0);
            QCOMPARE(row.base.releasedHours < 0, savedSeconds < 0);
            QCOMPARE(row.base.fullTimeEquivalents < 0, savedSeconds < 0);
        }
        close(results.find(LabourScale::procedure)->base.minutesSaved() * 60, savedSeconds, 1e-9, "seconds saved");
        QCOMPARE(codes(results.issues),
                 warns ? QStringList{QStringLiteral("labour.longerWork labour.task.t1.minutesAfter")} : QStringList{});
    }

    // Work moves from physician to nurse (skill mix): the total is the sum, each at its own rate; repetitions and
    // own full-time hours count.
    void skillMix() {
        LabourStructure structure;
        structure.staff = {{"doctor", {"医師", "Physician"}, {}}, {"nurse", {"看護師", "Nurse"}, {}}};
        structure.tasks = {{"a", {"判読", "Reading"}, "doctor", {}}, {"b", {"点検", "Checking"}, "nurse", {}}};
        structure.consumables = true;
        ParameterValues values = onePersonValues();
        values.base.merge(std::map<std::string, double>{{"labour.staff.doctor.annualPay", 14'289'000},
                                                        {"labour.staff.doctor.onCost", 0.16},
                                                        {"labour.staff.doctor.hoursPerYear", 2400},
                                                        {"labour.staff.doctor.practicalShare", 0.8},
                                                        {"labour.staff.nurse.annualPay", 5'081'000},
                                                        {"labour.staff.nurse.onCost", 0.16},
                                                        {"labour.staff.nurse.hoursPerYear", 1900},
                                                        {"labour.staff.nurse.practicalShare", 0.85},
                                                        {"labour.staff.nurse.fteHours", 1800},
                                                        {"labour.task.a.minutesBefore", 10},
                                                        {"labour.task.a.minutesAfter", 4},
                                                        {"labour.task.a.repetitions", 1},
                                                        {"labour.task.b.minutesBefore", 2},
                                                        {"labour.task.b.minutesAfter", 5},
                                                        {"labour.task.b.repetitions", 3},
                                                        {"labour.consumables.before", 100},
                                                        {"labour.consumables.after", 400}});
        const LabourResults results = run(structure, values);
        const double doctor = 14'289'000 * 1.16 / (2400 * 0.8 * 60);
        const double nurse = 5'081'000 * 1.16 / (1900 * 0.85 * 60);
        const LabourFigures& total = results.find(LabourScale::procedure)->base;
        close(total.minutesSaved(), 6 - 9, 1e-12, "minutes");
        close(total.yenSaved(), 6 * doctor - 9 * nurse, 1e-9, "yen");
        close(total.fullTimeEquivalents, 6.0 / (60 * 2400) - 9.0 / (60 * 1800), 1e-15, "FTE");
        close(results.find(LabourScale::procedure, "nurse")->base.minutesSaved(), -9, 1e-12, "nurse minutes");
        close(results.caseCost.before, 10 * doctor + 6 * nurse + 100, 1e-9, "case cost before");
        close(results.caseCost.after, 4 * doctor + 15 * nurse + 400, 1e-9, "case cost after");
        close(results.caseCost.paidLess, values.base.at("labour.cashableShare") * (6 * doctor - 9 * nurse) + 100 - 400,
              1e-9, "what the hospital pays less: the cashable share of the staff, all of the consumables");
        close(results.tasks[1].yenSaved, -9 * nurse, 1e-9, "task yen");
    }

    // Every draw is the base formula at the drawn values.
    void draws() {
        ParameterValues values = onePersonValues();
        values.draws = 3;
        values.drawn["labour.task.t1.minutesAfter"] = {0.5, 1.0, 1.5};
        values.drawn["labour.volume.national"] = {1e6, 2e6, 3e6};
        values.drawn["labour.cashableShare"] = {0, 0.5, 1};
        const LabourResults results = run(onePerson(), values);
        for (std::size_t draw = 0; draw < values.draws; ++draw) {
            ParameterValues single = onePersonValues();
            for (const auto& [id, drawn] : values.drawn) single.base[id] = drawn[draw];
            const LabourResults expected = run(onePerson(), single);
            QCOMPARE(results.rows.size(), expected.rows.size());
            for (std::size_t row = 0; row < results.rows.size(); ++row) {
                for (const LabourMetricInfo& info : labourMetrics) {
                    QCOMPARE(results.rows[row].series(info.metric)[draw],
                             valueOf(expected.rows[row].base, info.metric));
                }
            }
            QCOMPARE(results.caseCostDraws[draw].after, expected.caseCost.after);
        }
        QCOMPARE(results.find(LabourScale::nation)->series(LabourMetric::minutesSaved)[2], 0.25 * 3e6 * -0.5);
    }

    void scales_data() {
        QTest::addColumn<int>("volume");
        QTest::addColumn<int>("rows");
        QTest::newRow("procedure") << static_cast<int>(LabourVolume::procedureOnly) << 2;
        QTest::newRow("hospital") << static_cast<int>(LabourVolume::hospital) << 4;
        QTest::newRow("nation") << static_cast<int>(LabourVolume::nation) << 4;
        QTest::newRow("both") << static_cast<int>(LabourVolume::hospitalAndNation) << 6;
    }
    void scales() {
        QFETCH(int, volume);
        QFETCH(int, rows);
        LabourStructure structure = onePerson();
        structure.volume = static_cast<LabourVolume>(volume);
        ParameterValues values = onePersonValues();
        if (!usesHospital(structure.volume)) values.base.erase("labour.volume.perHospital");
        if (!usesNation(structure.volume)) values.base.erase("labour.adoption");
        QCOMPARE(static_cast<int>(run(structure, values).rows.size()), rows);
    }

    // Every headline figure is explained, down to parameters that exist.
    void traces() {
        const ParameterValues values = onePersonValues();
        const LabourResults results = run(onePerson(), values);
        QCOMPARE(results.traces.size(), 3 * labourMetrics.size());
        for (const Trace& trace : results.traces) checkTrace(trace, values);
        const auto yen = std::find_if(results.traces.begin(), results.traces.end(),
                                      [](const Trace& trace) { return trace.id == "labour.nation.yenSaved"; });
        QVERIFY(yen != results.traces.end());
        QCOMPARE(yen->value, numberText(results.find(LabourScale::nation)->base.yenSaved()));
        QCOMPARE(yen->steps.front().steps.front().id, std::string("labour.staff.s1.capacityCostRate"));
    }

    void refusals_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("value");  // NaN: removed
        QTest::addColumn<QString>("expected");
        const double removed = std::nan("");
        QTest::newRow("negative minutes") << "labour.task.t1.minutesAfter" << -1.0 << "input.impossible";
        QTest::newRow("no hours") << "labour.staff.s1.hoursPerYear" << 0.0 << "input.impossible";
        QTest::newRow("share above 1") << "labour.cashableShare" << 1.1 << "input.impossible";
        QTest::newRow("no capacity") << "labour.staff.s1.practicalShare" << 0.0 << "input.impossible";
        QTest::newRow("infinite") << "labour.volume.national" << double(INFINITY) << "input.impossible";
        QTest::newRow("no repetitions") << "labour.task.t1.repetitions" << removed << "input.missing";
        QTest::newRow("no cashable share") << "labour.cashableShare" << removed << "input.missing";
        QTest::newRow("own hours impossible") << "labour.staff.s1.fteHours" << 9000.0 << "input.impossible";
    }
    void refusals() {
        QFETCH(QString, id);
        QFETCH(double, value);
        QFETCH(QString, expected);
        ParameterValues values = onePersonValues();
        if (std::isnan(value)) {
            values.base.erase(id.toStdString());
        } else {
            values.base[id.toStdString()] = value;
        }
        const auto result = evaluateLabour(onePerson(), values, {});
        QVERIFY(!result.ok());
        QCOMPARE(codes(result.issues()), QStringList{expected + QLatin1Char(' ') + id});
    }

    void impossibleDraws() {
        ParameterValues values = onePersonValues();
        values.draws = 4;
        values.drawn["labour.task.t1.minutesAfter"] = {0.5, -0.1, 0.2, std::nan("")};
        const auto result = evaluateLabour(onePerson(), values, {});
        QVERIFY(!result.ok());
        QCOMPARE(result.issues().front().code, std::string("input.impossibleDraws"));
        QCOMPARE(result.issues().front().value, std::string("-0.1"));
        QCOMPARE(result.issues().front().details.at("count"), std::string("2"));
    }

    // All faults at once, not the first only.
    void brokenStructure() {
        LabourStructure structure;
        structure.volume = LabourVolume::procedureOnly;
        structure.staff = {{"s 1", {}, {}}};
        structure.tasks = {{"t1", {"作業", "Task"}, "other", {}}, {"t1", {"作業", "Task"}, "s 1", {}}};
        ParameterValues values = onePersonValues();
        for (const char* column : {"annualPay", "onCost", "hoursPerYear", "practicalShare"}) {
            values.base["labour.staff.s 1." + std::string(column)] = 1;
        }
        QCOMPARE(codes(validate(structure, values)),
                 (QStringList{QStringLiteral("labour.rowId /labour/staff/id=s 1"),
                              QStringLiteral("labour.nameMissing /labour/staff/id=s 1"),
                              QStringLiteral("labour.duplicateRow /labour/tasks/id=t1"),
                              QStringLiteral("labour.unknownStaff /labour/tasks/id=t1")}));
        QCOMPARE(codes(validate(LabourStructure{{}, {}, LabourVolume::procedureOnly, false}, onePersonValues())),
                 (QStringList{QStringLiteral("labour.noStaff /labour/staff"),
                              QStringLiteral("labour.noTasks /labour/tasks")}));
    }

    void cancelled() {
        ParameterValues values = onePersonValues();
        values.draws = 1;
        std::stop_source source;
        source.request_stop();
        RunOptions options;
        options.stop = source.get_token();
        QCOMPARE(codes(evaluateLabour(onePerson(), values, options).issues()),
                 QStringList{QStringLiteral("core.cancelled ")});
    }

    void roundTrip() {
        LabourStructure structure = onePerson();
        structure.consumables = true;
        structure.volume = LabourVolume::nation;
        structure.tasks.front().note = "Takase 2022";
        UnknownKeys unknown;
        Issues issues;
        const nlohmann::json json = JsonWriter({}, unknown).object(structure);
        LabourStructure read;
        JsonReader(json, {}, issues, unknown).object(read);
        QVERIFY(issues.empty());
        QCOMPARE(read, structure);
    }

    // Every declared parameter is asked for when nothing is given; only fteHours is optional.
    void registry() {
        LabourStructure structure = onePerson();
        structure.consumables = true;
        std::set<std::string> asked;
        for (const Issue& issue : validate(structure, {})) {
            QCOMPARE(issue.code, std::string("input.missing"));
            asked.insert(issue.where);
        }
        for (const ParamDef& definition : labourParams()) {
            const bool optional = definition.id == "labour.staff.*.fteHours";
            const bool ofStaff = definition.id.starts_with("labour.staff.");
            const std::string id = cellId(definition.id, ofStaff ? "s1" : "t1");
            QVERIFY2(asked.contains(id) != optional, id.c_str());
        }
        QCOMPARE(asked.size(), labourParams().size() - 1);
    }

private:
    void checkTrace(const Trace& trace, const ParameterValues& values) {
        QVERIFY2(!trace.id.empty() && !trace.label.ja.empty() && !trace.label.en.empty() && !trace.formula.empty(),
                 trace.id.c_str());
        QVERIFY2(!trace.inputs.empty() || !trace.steps.empty(), trace.id.c_str());
        for (const TraceInput& input : trace.inputs) {
            if (input.parameterId.empty()) continue;
            QCOMPARE(input.value, numberText(values.baseOf(input.parameterId)));
        }
        for (const Trace& step : trace.steps) checkTrace(step, values);
    }
};

QTEST_APPLESS_MAIN(LabourTest)
#include "labour_test.moc"
