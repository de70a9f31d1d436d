// Materials bundled in a fee: weighted means, shares, bootstrap of hospitals, trend, hostile tables.
#include "tests/models/price_routes/route_test_data.h"

#include "models/pricing/bundled_materials.h"

#include <QElapsedTimer>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace kachi;
using namespace Qt::StringLiterals;
using Json = nlohmann::json;

namespace {

Json row(const char* hospital, const char* procedure, double cost, int cases, double fee, double weight = 1) {
    return {{"hospital", hospital}, {"procedure", procedure},  {"costPerCase", cost}, {"cases", cases},
            {"fee", fee},           {"samplingWeight", weight}};
}

Json survey() {
    return {
        {"survey",
         {row("A", "K1", 40000, 10, 100000, 1), row("B", "K1", 70000, 20, 100000, 2), row("A", "K2", 5000, 4, 50000)}},
        {"taxBasis", "included"},
        {"limit", "50 %"}};
}

const std::vector<PriceSeries>& twoYears() {
    static const std::vector<PriceSeries> series = [] {
        PriceSeries made;
        made.id = "index";
        for (int month = 0; month <= 24; ++month) {
            made.months.push_back(monthText(*monthNumber("2024-01") + month));
            made.values.push_back(100 + month);
        }
        return std::vector<PriceSeries>{made};
    }();
    return series;
}

Result<RouteResult> surveyed(const Json& change, const RouteSurroundings& surroundings = {}) {
    Json inputs = survey();
    inputs.update(change);
    return priced("bundledMaterials", "jp-2026", inputs, surroundings);
}

Rational cell(const RouteResult& result, const std::string& tableKey, std::size_t row, const std::string& column) {
    const RouteTable& table = tableOf(result, tableKey);
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
        if (table.columns[at].key == column) return table.rows[row][at].number.value();
    }
    qFatal("no column %s", column.c_str());
}

/// Faults come in the order in which cells are read, which is no promise.
QStringList sortedLines(const QString& text) {
    QStringList lines = text.split(u'\n');
    lines.sort();
    return lines;
}

std::vector<MaterialSurveyRow> manyHospitals(int hospitals, const std::string& procedure) {
    std::vector<MaterialSurveyRow> rows;
    for (int at = 0; at < hospitals; ++at) {
        rows.push_back({"H" + std::to_string(at), procedure, 30000 + 700 * (at * 37 % hospitals), 5 + at % 7, 90000,
                        Rational(1 + at % 3)});
    }
    return rows;
}

}  // namespace

class BundledMaterialsRouteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Closed form: K1 (1·10·40,000 + 2·20·70,000) ÷ 50 = 64,000, 64 % of the fee; K2 10 %.
    void means() {
        const auto result = surveyed(Json::object());
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(shown(cell(*result, "procedures", 0, "cost")), u"64000"_s);
        QCOMPARE(shown(cell(*result, "procedures", 0, "share")), u"0.64"_s);
        QCOMPARE(shown(cell(*result, "procedures", 0, "weightedCases")), u"50"_s);
        QCOMPARE(shown(cell(*result, "procedures", 1, "share")), u"0.1"_s);
        QCOMPARE(shown(*figureOf(*result, "proceduresAbove").number), u"1"_s);
        QCOMPARE(tableOf(*result, "proposal").rows.size(), std::size_t{1});
        QCOMPARE(shown(cell(*result, "proposal", 0, "excess")), u"14000"_s);
        QCOMPARE(shown(cell(*result, "proposal", 0, "excessTotal")), u"700000"_s);
        QCOMPARE(shown(cell(*result, "proposal", 0, "feeAtLimit")), u"128000"_s);
        QCOMPARE(result->notes.size(), std::size_t{1});  // K2 has one hospital
    }

    void taxExcluded() {
        const auto result = surveyed({{"taxBasis", "excluded"}});
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(shown(cell(*result, "procedures", 0, "cost")), u"70400"_s);
    }

    // Two hospitals: a resample is A alone with 1/4, B alone with 1/4, both with 1/2, so the interval is from A's cost
    // to B's. Above 50 %: B alone (70 %) or both (64 %), probability 3/4; 4 standard errors of 10,000 draws.
    void intervals() {
        const auto result = surveyed(Json::object());
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(shown(cell(*result, "procedures", 0, "costLow")), u"40000"_s);
        QCOMPARE(shown(cell(*result, "procedures", 0, "costHigh")), u"70000"_s);
        const double above = toDouble(cell(*result, "procedures", 0, "exceedsProbability"));
        QVERIFY2(std::abs(above - 0.75) < 4 * std::sqrt(0.25 * 0.75 / 10'000), qPrintable(QString::number(above)));
    }

    // Many like hospitals: the interval agrees with mean ± 1.96 s/√n of the plain mean (equal cases and weights).
    void largeSample() {
        std::vector<MaterialSurveyRow> rows;
        double sum = 0;
        double squares = 0;
        constexpr int hospitals = 400;
        for (int at = 0; at < hospitals; ++at) {
            const double cost = 30000 + 100 * (at % 101);
            rows.push_back({"H" + std::to_string(at), "K", exactDecimal(cost), 10, 90000, 1});
            sum += cost;
            squares += cost * cost;
        }
        const double mean = sum / hospitals;
        const double error = std::sqrt((squares / hospitals - mean * mean) / hospitals);
        const auto found = procedureMaterials(rows, Rational(1, 2), {}).value();
        const double tolerance = 0.15 * error;  // Monte Carlo error of a 2.5 % quantile from 10,000 draws is 0.027 s.e.
        QVERIFY(std::abs(found[0].costInterval->low - (mean - 1.96 * error)) < tolerance);
        QVERIFY(std::abs(found[0].costInterval->high - (mean + 1.96 * error)) < tolerance);
    }

    // Neither threads nor the order of the rows change a digit; the seed does.
    void reproducible() {
        std::vector<MaterialSurveyRow> rows = manyHospitals(30, "K1");
        RunOptions options;
        options.draws = 2'000;
        options.threads = 1;
        const auto one = procedureMaterials(rows, Rational(1, 2), options).value();
        options.threads = 4;
        std::reverse(rows.begin(), rows.end());
        const auto four = procedureMaterials(rows, Rational(1, 2), options).value();
        QCOMPARE(one[0].cost, four[0].cost);
        QVERIFY(one[0].costInterval->low == four[0].costInterval->low);
        QVERIFY(one[0].costInterval->high == four[0].costInterval->high);
        QVERIFY(one[0].exceedsProbability == four[0].exceedsProbability);
        options.seed = 2;
        const auto other = procedureMaterials(rows, Rational(1, 2), options).value();
        QVERIFY(one[0].costInterval->low != other[0].costInterval->low);
    }

    // The series rises by 1 point a month from 100; after its end by the yearly rate entered.
    void trend() {
        RouteSurroundings surroundings;
        surroundings.series = &twoYears();
        const auto published = surveyed({{"series", "index"}, {"surveyMonth", "2024-01"}, {"years", 2}}, surroundings);
        QVERIFY2(published.ok(), qPrintable(codes(published.issues())));
        QCOMPARE(shown(cell(*published, "trend", 1, "level")), u"1.12"_s);
        QCOMPARE(shown(cell(*published, "trend", 2, "cost")), u"79360"_s);  // 64,000 × 124/100
        const auto continued = surveyed(
            {{"series", "index"}, {"surveyMonth", "2025-01"}, {"years", 2}, {"yearlyRate", "10 %"}}, surroundings);
        QVERIFY2(continued.ok(), qPrintable(codes(continued.issues())));
        const double level = toDouble(cell(*continued, "trend", 2, "level"));
        QVERIFY2(std::abs(level - 124 * 1.1 / 112) < 1e-12, qPrintable(QString::number(level)));
        const auto byRate = surveyed({{"yearlyRate", "5 %"}, {"years", 2}});
        QVERIFY2(byRate.ok(), qPrintable(codes(byRate.issues())));
        QCOMPARE(shown(cell(*byRate, "trend", 2, "share")), u"0.7056"_s);  // 0.64 × 1.05²
    }

    void refusals_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("expected");
        const auto table = [](const char* rows) { return u"{\"survey\": [%1]}"_s.arg(QString::fromUtf8(rows)); };
        QTest::newRow("no rows") << table("") << "route.surveyEmpty@/inputs/survey=\n";
        QTest::newRow("no table") << R"({"survey": "A"})"
                                  << "field.notATable@/inputs/survey=string\nroute.surveyEmpty@/inputs/survey=\n";
        QTest::newRow("no limit") << R"({"limit": null})"
                                  << "field.missing@/inputs/limit=\n";
        QTest::newRow("no tax basis") << R"({"taxBasis": null})"
                                      << "field.missing@/inputs/taxBasis=\n";
        QTest::newRow("cell by cell")
            << table(R"({"hospital": "A", "procedure": "K1", "costPerCase": -1, "cases": 0, "fee": "x"},
                        {"hospital": " ", "procedure": "K1", "costPerCase": "1 USD", "cases": 1.5, "fee": 0,
                         "samplingWeight": -2})")
            << "field.outside@/inputs/survey/0/costPerCase=-1\n"
               "field.outside@/inputs/survey/0/cases=0\n"
               "field.unknownName@/inputs/survey/0/fee=x\n"
               "field.missing@/inputs/survey/1/hospital=\n"
               "field.wrongUnit@/inputs/survey/1/costPerCase=1 USD\n"
               "field.notWhole@/inputs/survey/1/cases=1.5\n"
               "field.outside@/inputs/survey/1/fee=0\n"
               "field.outside@/inputs/survey/1/samplingWeight=-2\n";
        QTest::newRow("a row that is none") << table("3")
                                            << "field.notCells@/inputs/survey/0=number\n"
                                               "field.missing@/inputs/survey/0/costPerCase=\n"
                                               "field.missing@/inputs/survey/0/cases=\n"
                                               "field.missing@/inputs/survey/0/fee=\n";
        QTest::newRow("hospital twice")
            << table(R"({"hospital": "A", "procedure": "K1", "costPerCase": 1, "cases": 1, "fee": 1},
                        {"hospital": "A", "procedure": "K1", "costPerCase": 2, "cases": 1, "fee": 1})")
            << "route.hospitalTwice@/inputs/survey/1/hospital=A\n";
        QTest::newRow("misspelt column")
            << table(R"({"hospital": "A", "procedure": "K1", "costPerCase": 1, "cases": 1, "fee": 1, "weigth": 1})")
            << "field.unknown@/inputs/survey/0/weigth=weigth\n";
        QTest::newRow("unknown series") << R"({"series": "cpi", "years": 1})"
                                        << "route.unknownSeries@/inputs/series=cpi\n";
        QTest::newRow("no month of the survey") << R"({"series": "index", "years": 1})"
                                                << "route.surveyMonthMissing@/inputs/surveyMonth=\n";
        QTest::newRow("after the series") << R"({"series": "index", "surveyMonth": "2025-06", "years": 1})"
                                          << "route.seriesTooShort@/inputs/years=2026-06\n";
        QTest::newRow("before the series") << R"({"series": "index", "surveyMonth": "2023-12", "years": 1})"
                                           << "route.seriesTooShort@/inputs/years=2023-12\n";
        QTest::newRow("years not given") << R"({"yearlyRate": "2 %"})"
                                         << "field.missing@/inputs/years=\n";
    }
    void refusals() {
        QFETCH(QString, change);
        QFETCH(QString, expected);
        RouteSurroundings surroundings;
        surroundings.series = &twoYears();
        const auto result = surveyed(Json::parse(change.toStdString()), surroundings);
        QVERIFY(!result.ok());
        QCOMPARE(sortedLines(codes(result.issues())), sortedLines(expected));
    }

    // 100 hospitals, 10 procedures, 10,000 resamples; the limit leaves room for a loaded machine.
    void fast() {
        std::vector<MaterialSurveyRow> rows;
        for (int procedure = 0; procedure < 10; ++procedure) {
            for (MaterialSurveyRow& row : manyHospitals(100, "K" + std::to_string(procedure))) rows.push_back(row);
        }
        QElapsedTimer timer;
        timer.start();
        QVERIFY(procedureMaterials(rows, Rational(1, 2), {}).ok());
        qInfo("10 procedures of 100 hospitals in %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 10'000);
    }

    void cancelled() {
        std::stop_source source;
        source.request_stop();
        RunOptions options;
        options.stop = source.get_token();
        const auto result = procedureMaterials(manyHospitals(10, "K"), Rational(1, 2), options);
        QVERIFY(!result.ok());
        QCOMPARE(codes(result.issues()), u"core.cancelled@=\n"_s);
    }
};

QTEST_APPLESS_MAIN(BundledMaterialsRouteTest)
#include "bundled_materials_route_test.moc"
