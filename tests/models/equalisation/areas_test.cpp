#include "models/equalisation/area_names.h"
#include "models/equalisation/patient_flow.h"
#include "models/equalisation/physician_index.h"

#include <QtTest>

#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

using namespace kachi;

namespace {

/// The shipped table of the 330 secondary medical areas.
std::vector<MedicalArea> shippedAreas() {
    std::ifstream file(std::string(KACHI_SOURCE_DIR) + "/resources/tables/medical-areas.csv");
    std::string line;
    std::getline(file, line);
    std::vector<MedicalArea> areas;
    while (std::getline(file, line)) {
        std::istringstream stream(line);
        std::vector<std::string> cells;
        for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
        MedicalArea area;
        area.prefectureCode = cells.at(0);
        area.name = cells.at(2);
        if (!cells.at(3).empty()) area.population = std::stod(cells[3]);
        areas.push_back(area);
    }
    return areas;
}

void near(double actual, double expected, double tolerance) {
    QVERIFY2(std::abs(actual - expected) <= tolerance,
             qPrintable(QStringLiteral("expected %1, got %2").arg(expected).arg(actual)));
}

}  // namespace

/// Names of secondary medical areas, patient flow and the physician index.
class AreasTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedTable() {
        const std::vector<MedicalArea> areas = shippedAreas();
        QCOMPARE(areas.size(), std::size_t{330});  // 8th medical plan
        std::set<std::pair<std::string, std::string>> keys;
        std::set<std::string> prefectures;
        std::size_t unknown = 0;
        for (const MedicalArea& area : areas) {
            QVERIFY2(keys.insert({area.prefectureCode, areaKey(area.name)}).second, area.name.c_str());
            prefectures.insert(area.prefectureCode);
            if (!area.population) ++unknown;
            QCOMPARE(resolveMedicalArea(area.name, area.prefectureCode, areas), &area);
        }
        QCOMPARE(prefectures.size(), std::size_t{47});
        QCOMPARE(unknown, std::size_t{10});
    }

    void spellings_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("prefecture");
        QTest::addColumn<QString>("name");  // empty: not found or not one
        const auto row = [](const char* text, const char* prefecture, const char* name) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(prefecture) << QString::fromUtf8(name);
        };
        row("上川中部医療圏", "北海道", "上川中部");
        row("上川中部二次医療圏", "", "上川中部");
        row("八幡濱・大洲", "愛媛県", "八幡浜・大洲");
        row("八幡浜 大洲圏域", "38", "八幡浜・大洲");
        row("取手・龍ケ崎", "茨城", "取手・竜ヶ崎");
        row("取手･竜ｹ崎", "茨城", "取手・竜ヶ崎");
        row("取手・竜が崎地域", "茨城縣", "取手・竜ヶ崎");
        row("會津・南會津", "福島", "会津・南会津");
        row("石卷・登米・氣仙沼", "", "石巻・登米・気仙沼");
        row("中部", "", "");  // several prefectures have one
        row("中部", "沖縄", "中部");
        row("中部", "Okinawa", "中部");
        row("上川中部", "青森", "");
        row("上川中部", "どこか", "");
        row("", "", "");
    }
    void spellings() {
        QFETCH(QString, text);
        QFETCH(QString, prefecture);
        QFETCH(QString, name);
        const std::vector<MedicalArea> areas = shippedAreas();
        const MedicalArea* found = resolveMedicalArea(text.toStdString(), prefecture.toStdString(), areas);
        QCOMPARE(found ? QString::fromStdString(found->name) : QString(), name);
    }

    void unified() {
        QCOMPARE(unifiedName("ＡＢ－１２　廣島"), std::string("ab-12 広島"));
        QCOMPARE(unifiedName("ﾊﾞﾝﾄﾞｳ"), std::string("バンドウ"));
        QVERIFY(meansTotal("全　国") && meansTotal("TOTAL") && meansTotal("合計"));
        QVERIFY(!meansTotal("全国町") && !meansTotal("東京"));
    }

    // By hand: of 100 residents of A 70 stay and 30 go to B; of 100 of B 90 stay, 8 go to A, 2 to C, where nobody
    // lives.
    void flow() {
        const FlowMatrix matrix{{"A", "B", "C"}, {{70, 30, 0}, {8, 90, 2}, {0, 0, 0}}};
        const PatientFlow flow =
            patientFlow(matrix, {190'000.0, 250'000.0, std::nullopt}, ReviewCriterion{200'000, 0.2, 0.2}).value();
        near(flow.movingShare, 0.2, 1e-15);
        const AreaFlow& a = flow.areas[0];
        near(*a.inflowShare, 8.0 / 78, 1e-15);
        near(*a.outflowShare, 0.3, 1e-15);
        near(*a.selfSufficiency, 0.7, 1e-15);
        near(a.net, -22, 0);
        QVERIFY(a.review == std::optional(true));               // small, inflow 10 %, outflow 30 %
        QVERIFY(flow.areas[1].review == std::optional(false));  // large
        QVERIFY(!flow.areas[2].review && !flow.areas[2].outflowShare);
        near(*flow.areas[2].inflowShare, 1, 0);
        double net = 0;
        for (const AreaFlow& area : flow.areas) net += area.net;
        near(net, 0, 0);
    }

    void flowRefusals() {
        const auto codeOf = [](const Result<PatientFlow>& result) {
            return QString::fromStdString(result.ok() ? std::string() : result.issues().front().code);
        };
        QCOMPARE(codeOf(patientFlow({{"A", "B"}, {{1, 2}}}, {}, {})), QStringLiteral("patientFlow.shape"));
        QCOMPARE(codeOf(patientFlow({{"A"}, {{-1}}}, {}, {})), QStringLiteral("patientFlow.negative"));
        QCOMPARE(codeOf(patientFlow({{"A"}, {{0}}}, {}, {})), QStringLiteral("patientFlow.noPatients"));
    }

    // Published indices of January 2024: 南渡島 205.5, 札幌 282.4, from rounded inputs, hence ±0.15.
    void physicians() {
        near(physicianIndex(883, 363'000, 1.184), 205.5, 0.15);
        near(physicianIndex(7133, 2'384'600, 1.059), 282.4, 0.15);
        // Two classes of 10 and 30 doctors at 60 and 40 hours: mean 45; an area with 3 and 3 of them counts 6·50/45.
        near(standardisedPhysicians({3, 3}, {{10, 60}, {30, 40}}).value(), 300.0 / 45, 1e-12);
        QCOMPARE(QString::fromStdString(standardisedPhysicians({1}, {}).issues().front().code),
                 QStringLiteral("physicianIndex.classes"));
        QCOMPARE(QString::fromStdString(standardisedPhysicians({1}, {{1, 0}}).issues().front().code),
                 QStringLiteral("physicianIndex.noHours"));
        QCOMPARE(QString::fromStdString(standardisedPhysicians({-1}, {{1, 40}}).issues().front().code),
                 QStringLiteral("physicianIndex.negative"));
    }
};

QTEST_APPLESS_MAIN(AreasTest)
#include "areas_test.moc"
