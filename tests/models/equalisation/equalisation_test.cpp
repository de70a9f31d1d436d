// label: golden
#include "models/equalisation/equalisation.h"

#include "models/equalisation/equalisation_fields.h"
#include "models/equalisation/prefecture_names.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace kachi;

namespace {

using Row = std::map<std::string, std::string>;

/// Rows of a shipped table by column name.
std::vector<Row> readTable(const std::string& name) {
    std::ifstream file(std::string(KACHI_SOURCE_DIR) + "/resources/tables/" + name);
    std::vector<std::string> columns;
    std::vector<Row> rows;
    for (std::string line; std::getline(file, line);) {
        std::vector<std::string> cells;
        std::istringstream stream(line);
        for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
        if (columns.empty()) {
            columns = cells;
            continue;
        }
        Row row;
        for (std::size_t i = 0; i < columns.size(); ++i) row[columns[i]] = cells.at(i);
        rows.push_back(row);
    }
    return rows;
}

struct Input {
    EqualisationStructure structure;
    ParameterValues values;
};

/// The 47 prefectures with the FY2023 counts of one procedure.
Input japan(const std::string& procedure) {
    Input input;
    input.structure.subject = {procedure, procedure};
    for (const RegionBlock& block : regionBlocks) {
        input.structure.groups.push_back({std::string(block.id), {std::string(block.ja), std::string(block.en)}});
    }
    for (const Row& row : readTable("ndb-procedures-2023.csv")) {
        const Prefecture* prefecture = resolvePrefecture(row.at("code"));
        const std::string id = "p" + row.at("code");
        input.structure.regions.push_back({id,
                                           row.at("code"),
                                           {std::string(prefecture->ja), std::string(prefecture->en)},
                                           std::string(prefecture->block)});
        input.values.base["equalisation.region." + id + ".population"] = std::stod(row.at("population_2023"));
        input.values.base["equalisation.region." + id + ".count"] = std::stod(row.at(procedure));
    }
    input.values.base["equalisation.atkinson.epsilon"] = 0.5;
    return input;
}

/// Three regions of 100,000, 100,000 and 200,000 people with rates 10, 20 and 30; national rate 22.5.
Input three() {
    Input input;
    input.structure.groups = {{"g", {"北", "North"}}, {"h", {"南", "South"}}};
    input.structure.regions = {
        {"a", "1", {"甲", "A"}, "g"}, {"b", "2", {"乙", "B"}, "g"}, {"c", "3", {"丙", "C"}, "h"}};
    input.values.base = {
        {"equalisation.region.a.population", 100'000}, {"equalisation.region.a.count", 10},
        {"equalisation.region.b.population", 100'000}, {"equalisation.region.b.count", 20},
        {"equalisation.region.c.population", 200'000}, {"equalisation.region.c.count", 60},
        {"equalisation.atkinson.epsilon", 0.5},        {"equalisation.scenario.gapClosure", 0.5},
        {"equalisation.scenario.targetRate", 25},      {"equalisation.scenario.targetPercentile", 50},
    };
    return input;
}

EqualisationResults run(const Input& input, const RunOptions& options = {}) {
    auto result = evaluateEqualisation(input.structure, input.values, options);
    if (!result.ok()) qFatal("%s %s", result.issues().front().code.c_str(), result.issues().front().where.c_str());
    return std::move(result).value();
}

void close(double actual, double expected, double tolerance, const std::string& what) {
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(QStringLiteral("%1: expected %2 ± %3, got %4")
                                                                      .arg(QString::fromStdString(what))
                                                                      .arg(expected, 0, 'g', 17)
                                                                      .arg(tolerance)
                                                                      .arg(actual, 0, 'g', 17)));
}

void printed(double actual, const QString& expected) {
    const auto point = expected.indexOf(QLatin1Char('.'));
    QCOMPARE(QString::number(actual, 'f', point < 0 ? 0 : static_cast<int>(expected.size() - point - 1)), expected);
}

QStringList codes(const Issues& issues) {
    QStringList list;
    for (const Issue& issue : issues) list << QString::fromStdString(issue.code + " " + issue.where);
    return list;
}

}  // namespace

class EqualisationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // 第10回NDBオープンデータ, FY2023, population-weighted; measures computed with independent software, printed
    // digits.
    void proceduresByPrefecture_data() {
        QTest::addColumn<QStringList>("expected");  // total, per 100,000, min, max, Gini, Theil T, max/min
        const auto row = [](const char* name, const char* text) {
            QTest::newRow(name) << QString::fromLatin1(text).split(QLatin1Char(' '));
        };
        row("tavi", "14580 11.72 3.70 24.47 0.1414 0.0357 6.62");
        row("pacemaker_transvenous", "36891 29.67 23.02 44.75 0.1034 0.0175 1.94");
        row("pacemaker_leadless", "8780 7.06 1.73 23.11 0.2097 0.0811 13.39");
        row("robot_prostatectomy", "26205 21.07 6.63 39.58 0.1325 0.0330 5.97");
        row("tha", "89850 72.25 42.99 97.17 0.0870 0.0128 2.26");
        row("ablation_af", "102978 82.81 40.48 115.00 0.1020 0.0192 2.84");
    }
    void proceduresByPrefecture() {
        QFETCH(QStringList, expected);
        const EqualisationResults results = run(japan(QTest::currentDataTag()));
        double total = 0;
        for (const RegionRow& region : results.regions) total += region.countBefore;
        printed(total, expected[0]);
        printed(results.before.nationalRate, expected[1]);
        printed(results.before.lowestRate, expected[2]);
        printed(results.before.highestRate, expected[3]);
        printed(*results.measure(RegionalMeasure::gini).before, expected[4]);
        printed(*results.measure(RegionalMeasure::theilT).before, expected[5]);
        printed(*results.measure(RegionalMeasure::maxOverMin).before, expected[6]);
        close(results.before.theilT->within + results.before.theilT->between,
              *results.measure(RegionalMeasure::theilT).before, 1e-15, "T decomposition");
        close(results.before.theilL->within + results.before.theilL->between,
              *results.measure(RegionalMeasure::theilL).before, 1e-15, "L decomposition");
        QCOMPARE(results.before.theilT->groups.size(), std::size_t{8});
        QCOMPARE(results.before.lorenz.size(), std::size_t{48});
        QVERIFY(results.issues.empty() && results.excluded.empty());
        QVERIFY(!results.targetRate.has_value());
        for (const MeasureResult& measure : results.measures) QCOMPARE(*measure.after, *measure.before);
    }

    // Rates 10, 20, 30 by hand: half of every gap to the target is closed.
    void scenarios_data() {
        QTest::addColumn<int>("target");
        QTest::addColumn<double>("targetRate");
        QTest::addColumn<QList<double>>("ratesAfter");
        QTest::addColumn<double>("additional");
        const auto row = [](const char* name, ScenarioTarget target, double rate, QList<double> after, double more) {
            QTest::newRow(name) << static_cast<int>(target) << rate << after << more;
        };
        row("national rate", ScenarioTarget::nationalRate, 22.5, {16.25, 21.25, 30}, 7.5);
        row("median of people", ScenarioTarget::percentile, 20, {15, 20, 30}, 5);
        row("maximum", ScenarioTarget::maximum, 30, {20, 25, 30}, 15);
        row("fixed rate", ScenarioTarget::fixedRate, 25, {17.5, 22.5, 30}, 10);
    }
    void scenarios() {
        QFETCH(int, target);
        QFETCH(double, targetRate);
        QFETCH(QList<double>, ratesAfter);
        QFETCH(double, additional);
        Input input = three();
        input.structure.scenario = {ScenarioKind::raiseToTarget, static_cast<ScenarioTarget>(target)};
        const EqualisationResults results = run(input);
        close(*results.targetRate, targetRate, 1e-12, "target");
        for (std::size_t i = 0; i < 3; ++i) {
            const RegionRow& region = results.regions[i];
            close(region.rateAfter, ratesAfter[static_cast<qsizetype>(i)], 1e-12, region.region);
            close(region.countAfter, region.rateAfter * region.population / 100'000, 1e-12, region.region + " count");
        }
        close(results.additionalProcedures, additional, 1e-12, "additional procedures");
        close(results.after.nationalRate, (90 + additional) / 4, 1e-12, "national rate after");
        QVERIFY(*results.measure(RegionalMeasure::gini).after < *results.measure(RegionalMeasure::gini).before);
    }

    // Closing the whole gap to the maximum leaves no difference.
    void fullEqualisation() {
        Input input = japan("tha");
        input.structure.scenario = {ScenarioKind::raiseToTarget, ScenarioTarget::maximum};
        input.values.base["equalisation.scenario.gapClosure"] = 1;
        const EqualisationResults results = run(input);
        for (const MeasureResult& measure : results.measures) {
            const double equality = measure.measure == RegionalMeasure::maxOverMin ? 1 : 0;
            close(*measure.after, equality, 1e-14, "equality");
        }
        close(results.additionalProcedures, results.before.highestRate * 1243.53 - 89'850, 1e-6, "additional");
        QCOMPARE(results.regionsRaised, std::size_t{46});
    }

    void weighting() {
        Input input = three();
        input.structure.weighting = RegionWeighting::equal;
        // Rates 10, 20, 30 counted alike: Gini = 2·(10+20+10)/(2·9·20) = 2/9.
        close(*run(input).measure(RegionalMeasure::gini).before, 2.0 / 9, 1e-15, "equal weights");
        // Shares ¼, ¼, ½, mean 22.5: Σ w w |Δ| over pairs = 10/16 + 20/8 + 10/8 = 4.375; Gini = 4.375/22.5.
        close(*run(three()).measure(RegionalMeasure::gini).before, 4.375 / 22.5, 1e-15, "population weights");
        close(run(input).before.meanRate, 20, 1e-12, "mean of rates");
        close(run(input).before.nationalRate, 22.5, 1e-12, "national rate is always by people");
    }

    void missingRegions() {
        Input input = three();
        input.values.base.erase("equalisation.region.b.count");
        const auto refused = evaluateEqualisation(input.structure, input.values, {});
        QCOMPARE(codes(refused.issues()),
                 QStringList{QStringLiteral("equalisation.missingCount equalisation.region.b.count")});

        input.structure.missing = MissingRegions::exclude;
        const EqualisationResults results = run(input);
        QCOMPARE(codes(results.issues),
                 QStringList{QStringLiteral("equalisation.missingRegion equalisation.region.b.count")});
        QCOMPARE(results.issues.front().severity, Severity::warning);
        QCOMPARE(results.regions.size(), std::size_t{2});
        QCOMPARE(results.excluded.size(), std::size_t{1});
        QCOMPARE(results.excluded.front().region, std::string("b"));
        close(results.before.nationalRate, 70.0 / 3, 1e-12, "national rate of included regions");

        input.values.base.erase("equalisation.region.a.count");
        QCOMPARE(evaluateEqualisation(input.structure, input.values, {}).issues().back().code,
                 std::string("equalisation.tooFewRegions"));
    }

    void zeroRate() {
        Input input = three();
        input.values.base["equalisation.region.a.count"] = 0;
        const EqualisationResults results = run(input);
        QVERIFY(results.measure(RegionalMeasure::gini).before.has_value());
        QVERIFY(!results.measure(RegionalMeasure::theilL).before.has_value());
        QVERIFY(!results.measure(RegionalMeasure::maxOverMin).before.has_value());
        QVERIFY(codes(results.issues).contains(QStringLiteral("equalisation.notDefined equalisation.before.theilL")));

        for (const char* region : {"a", "b", "c"}) {
            input.values.base["equalisation.region." + std::string(region) + ".count"] = 0;
        }
        const EqualisationResults nothing = run(input);
        QCOMPARE(nothing.before.nationalRate, 0.0);
        QVERIFY(nothing.before.lorenz.empty());
        for (const MeasureResult& measure : nothing.measures) QVERIFY(!measure.before.has_value());
    }

    // A draw is the base formula at the drawn values, on any number of threads.
    void draws() {
        Input input = three();
        input.structure.scenario = {ScenarioKind::raiseToTarget, ScenarioTarget::percentile};
        const std::size_t count = 200;
        input.values.draws = count;
        auto& drawn = input.values.drawn;
        for (std::size_t i = 0; i < count; ++i) {
            const double step = static_cast<double>(i) / count;
            drawn["equalisation.scenario.gapClosure"].push_back(step);
            drawn["equalisation.scenario.targetPercentile"].push_back(100 - 100 * step);
            drawn["equalisation.atkinson.epsilon"].push_back(2 * step);
            drawn["equalisation.region.a.count"].push_back(5 + 20 * step);
        }
        RunOptions options;
        options.threads = 1;
        const EqualisationResults one = run(input, options);
        for (const unsigned threads : {2U, 8U}) {
            options.threads = threads;
            const EqualisationResults many = run(input, options);
            QVERIFY(many.additionalProceduresDraws == one.additionalProceduresDraws);
            for (std::size_t m = 0; m < one.measures.size(); ++m) {
                QVERIFY(many.measures[m].drawsBefore == one.measures[m].drawsBefore);
                QVERIFY(many.measures[m].drawsAfter == one.measures[m].drawsAfter);
            }
        }
        for (const std::size_t draw : {std::size_t{0}, std::size_t{77}, count - 1}) {
            Input single = three();
            single.structure.scenario = input.structure.scenario;
            for (const auto& [id, values] : drawn) single.values.base[id] = values[draw];
            const EqualisationResults expected = run(single);
            for (std::size_t m = 0; m < one.measures.size(); ++m) {
                QCOMPARE(one.measures[m].drawsBefore[draw], *expected.measures[m].before);
                QCOMPARE(one.measures[m].drawsAfter[draw], *expected.measures[m].after);
            }
            QCOMPARE(one.additionalProceduresDraws[draw], expected.additionalProcedures);
        }
    }

    // Only the scenario varies: before is the same in every draw. Nothing varies: every draw is the base case.
    void drawsThatStay() {
        Input input = three();
        input.structure.scenario = {ScenarioKind::raiseToTarget, ScenarioTarget::maximum};
        input.values.draws = 2;
        const EqualisationResults still = run(input);
        QCOMPARE(still.additionalProcedures, 15.0);
        QCOMPARE(still.additionalProceduresDraws, (std::vector<double>{15, 15}));
        input.values.drawn["equalisation.scenario.gapClosure"] = {0, 1};
        const EqualisationResults moving = run(input);
        QCOMPARE(moving.additionalProceduresDraws, (std::vector<double>{0, 30}));
        const MeasureResult& gini = moving.measure(RegionalMeasure::gini);
        QCOMPARE(gini.drawsBefore, std::vector<double>(2, *gini.before));
        QCOMPARE(gini.drawsAfter, (std::vector<double>{*gini.before, 0}));
    }

    void measureUndefinedInDraws() {
        Input input = three();
        input.values.draws = 2;
        input.values.drawn["equalisation.region.a.count"] = {0, 10};
        const EqualisationResults results = run(input);
        QVERIFY(results.measure(RegionalMeasure::theilL).drawsBefore.empty());
        QCOMPARE(results.measure(RegionalMeasure::gini).drawsBefore.size(), std::size_t{2});
        const auto issue = std::find_if(results.issues.begin(), results.issues.end(), [](const Issue& candidate) {
            return candidate.where == "equalisation.before.theilL";
        });
        QVERIFY(issue != results.issues.end());
        QCOMPARE(issue->code, std::string("equalisation.notDefinedInDraws"));
        QCOMPARE(issue->value + "/" + issue->limit, std::string("1/2"));
    }

    void cancelled() {
        Input input = three();
        std::stop_source source;
        source.request_stop();
        RunOptions options;
        options.stop = source.get_token();
        QCOMPARE(codes(evaluateEqualisation(input.structure, input.values, options).issues()),
                 QStringList{QStringLiteral("core.cancelled ")});
    }

    void refusals_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("value");  // NaN: removed
        QTest::addColumn<QString>("expected");
        const double removed = std::nan("");
        QTest::newRow("no people") << "equalisation.region.a.population" << 0.0 << "input.impossible";
        QTest::newRow("population missing") << "equalisation.region.a.population" << removed << "input.missing";
        QTest::newRow("negative count") << "equalisation.region.a.count" << -1.0 << "input.impossible";
        QTest::newRow("negative aversion") << "equalisation.atkinson.epsilon" << -0.5 << "input.impossible";
        QTest::newRow("more than the gap") << "equalisation.scenario.gapClosure" << 1.5 << "input.impossible";
        QTest::newRow("no gap closure") << "equalisation.scenario.gapClosure" << removed << "input.missing";
        QTest::newRow("no target rate") << "equalisation.scenario.targetRate" << removed << "input.missing";
    }
    void refusals() {
        QFETCH(QString, id);
        QFETCH(double, value);
        QFETCH(QString, expected);
        Input input = three();
        input.structure.scenario = {ScenarioKind::raiseToTarget, ScenarioTarget::fixedRate};
        if (std::isnan(value)) {
            input.values.base.erase(id.toStdString());
        } else {
            input.values.base[id.toStdString()] = value;
        }
        QCOMPARE(codes(evaluateEqualisation(input.structure, input.values, {}).issues()),
                 QStringList{expected + QLatin1Char(' ') + id});
    }

    void brokenStructure() {
        Input input = three();
        input.structure.rateBase = 0;
        input.structure.regions[1].code = "1";
        input.structure.regions[2].group = "east";
        input.structure.regions[2].name = {};
        QCOMPARE(codes(validate(input.structure, input.values)),
                 (QStringList{QStringLiteral("equalisation.rateBase /equalisation/rateBase"),
                              QStringLiteral("equalisation.nameMissing /equalisation/regions/id=c"),
                              QStringLiteral("equalisation.duplicateCode /equalisation/regions/id=b"),
                              QStringLiteral("equalisation.unknownGroup /equalisation/regions/id=c")}));
    }

    void traces() {
        Input input = japan("tavi");
        input.structure.scenario = {ScenarioKind::raiseToTarget, ScenarioTarget::nationalRate};
        input.values.base["equalisation.scenario.gapClosure"] = 0.5;
        const EqualisationResults results = run(input);
        QCOMPARE(results.traces.size(), 2 * (regionalMeasures.size() + 1) + 1);
        std::set<std::string> ids;
        for (const Trace& trace : results.traces) {
            ids.insert(trace.id);
            checkTrace(trace, input.values);
        }
        QCOMPARE(ids.size(), results.traces.size());
        QCOMPARE(results.traces.back().value, numberText(results.additionalProcedures));
        QCOMPARE(results.traces.back().steps.size(), 1 + results.regionsRaised);
    }

    void roundTrip() {
        EqualisationStructure structure = three().structure;
        structure.subject = {"人工股関節", "Hip"};
        structure.missing = MissingRegions::exclude;
        structure.weighting = RegionWeighting::equal;
        structure.scenario = {ScenarioKind::raiseToTarget, ScenarioTarget::percentile};
        UnknownKeys unknown;
        Issues issues;
        const nlohmann::json json = JsonWriter({}, unknown).object(structure);
        EqualisationStructure read;
        JsonReader(json, {}, issues, unknown).object(read);
        QVERIFY(issues.empty());
        QCOMPARE(read, structure);
    }

private:
    void checkTrace(const Trace& trace, const ParameterValues& values) {
        QVERIFY2(!trace.id.empty() && !trace.label.ja.empty() && !trace.label.en.empty() && !trace.formula.empty() &&
                     !trace.value.empty() && !trace.inputs.empty(),
                 trace.id.c_str());
        for (const TraceInput& input : trace.inputs) {
            if (input.parameterId.empty()) continue;
            QCOMPARE(input.value, numberText(values.baseOf(input.parameterId)));
        }
        for (const Trace& step : trace.steps) checkTrace(step, values);
    }
};

QTEST_APPLESS_MAIN(EqualisationTest)
#include "equalisation_test.moc"
