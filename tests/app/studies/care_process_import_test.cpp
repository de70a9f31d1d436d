// A care process map on one sheet becomes the tables of its study, whatever the encoding; pay by occupation.
#include "app/studies/care_process_import.h"

#include "app/interchange/table_reader.h"
#include "app/studies/shipped_wages.h"
#include "models/studies/study.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

Result<CareProcessTables> importedFile(const QString& path) {
    const auto table = readTable(path);
    if (!table) return table.issues();
    const auto mapped = ColumnMapper(*table, careProcessSchema()).apply();
    if (!mapped) return mapped.issues();
    return careProcessTables(*mapped);
}

Result<CareProcessTables> imported(const QByteArray& bytes) {
    QTemporaryDir folder;
    const QString path = folder.filePath(u"map.csv"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) qFatal("no file");
    file.write(bytes);
    file.close();
    return importedFile(path);
}

const QString japanese = QStringLiteral(KACHI_TEST_DATA "/care-process/map-%1.csv");

}  // namespace

class CareProcessImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneSheet_data() {
        QTest::addColumn<QString>("encoding");
        QTest::newRow("UTF-8") << u"utf8"_s;
        QTest::newRow("CP932") << u"cp932"_s;
    }
    void oneSheet() {
        QFETCH(QString, encoding);
        const auto tables = importedFile(japanese.arg(encoding));
        QVERIFY2(tables, tables ? "" : tables.issues().front().code.c_str());
        QVERIFY(tables->occupations == nlohmann::json({{{"name", "医師"}}, {{"name", "看護師"}}}));
        QCOMPARE(tables->activities.size(), std::size_t(4));
        QVERIFY(tables->activities[2] ==
                nlohmann::json({{"name", "記録"}, {"arm", "both"}, {"occupation", "看護師"}, {"baseMinutes", "4"}}));
        QVERIFY(tables->activities[3]["probability"] == "0.1");
        QVERIFY(tables->terms == nlohmann::json::array({{{"activity", "記録"},
                                                         {"arm", "both"},
                                                         {"driver", "所見数"},
                                                         {"minutesPerUnit", "1.5"},
                                                         {"value", "2"}}}));
    }

    /// Minutes side by side, in seconds by their header; equal ones are one activity of both arms.
    void beforeAndAfterInOneRow() {
        const auto tables = imported(
            "Step,Occupation,Minutes before (sec),Minutes after (sec)\nread,doctor,720,180\nprepare,nurse,600,600\n"
            "explain,nurse,,300\n");
        QVERIFY2(tables, tables ? "" : tables.issues().front().code.c_str());
        QStringList found;
        for (const nlohmann::json& one : tables->activities) {
            found << QString::fromStdString(one["name"].get<std::string>() + " " + one["arm"].get<std::string>() + " " +
                                            one["baseMinutes"].get<std::string>());
        }
        QCOMPARE(found,
                 (QStringList{u"read before 12"_s, u"read after 3"_s, u"prepare both 10"_s, u"explain after 5"_s}));
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<std::string>("code");
        QTest::addColumn<std::string>("row");
        const auto row = [](const char* name, const char* bytes, const char* code, const char* at) {
            QTest::newRow(name) << QByteArray(bytes) << std::string(code) << std::string(at);
        };
        row("no time", "arm,step,occupation,minutes\nbefore,a,nurse,5\nafter,a,nurse,\n", "careProcess.importNoTime",
            "3");
        row("no arm", "arm,step,occupation,minutes\nbefore,a,nurse,5\n,b,nurse,5\n", "careProcess.importNoArm", "3");
        row("two times", "arm,step,occupation,minutes,minutesBefore\nbefore,a,nurse,5,6\n",
            "careProcess.importTwoTimes", "2");
        row("arm beside both", "arm,step,occupation,minutesBefore,minutesAfter\n,a,nurse,5,6\nafter,b,nurse,5,6\n",
            "careProcess.importArmBesideBoth", "3");
        row("half a driver", "arm,step,occupation,minutes,driver\nbefore,a,nurse,5,length\n",
            "careProcess.importDriver", "2");
        row("driver of nothing",
            "arm,step,occupation,minutes,driver,minutesPerUnit,driverValue\nbefore,a,nurse,5,,,\n"
            "after,a,nurse,,length,1,2\n",
            "careProcess.importTermAlone", "3");
    }
    void refusals() {
        QFETCH(QByteArray, bytes);
        QFETCH(std::string, code);
        QFETCH(std::string, row);
        const auto tables = imported(bytes);
        QVERIFY(!tables);
        QCOMPARE(tables.issues().front().code, code);
        QCOMPARE(tables.issues().front().details.at("row"), row);
    }

    /// A cell out of its limits is named with its place, before anything is imported.
    void numbersOutOfLimits() {
        const auto tables = imported(
            "群,手順,職種,分,確率,回数\n導入前,読影,医師,12.2,1,1\n導入前,再検査,看護師,-20,1.7,-1\n"
            "導入後,読影,医師,3.1,100%,0\n");
        QVERIFY(!tables);
        QStringList found;
        for (const Issue& issue : tables.issues()) {
            found << QString::fromStdString(issue.code + " " + issue.where + " " + issue.value + " " + issue.limit);
        }
        found.sort();
        QCOMPARE(found,
                 (QStringList{u"interchange.outOfRange 分 [D3] -20 ≥ 0"_s, u"interchange.outOfRange 回数 [F3] -1 ≥ 0"_s,
                              u"interchange.outOfRange 確率 [E3] 1.7 ≥ 0, ≤ 1"_s}));
    }

    /// The study works the imported map out once pay is there: 12.2 − 3.1 + 0.1 × 20 minutes saved.
    void studyOfTheMap() {
        nlohmann::json inputs{{"occupations", {{{"name", "看護師"}, {"onCost", "0.2"}}}}};
        takeCareProcess(inputs, *importedFile(japanese.arg(u"utf8"_s)), false);
        QCOMPARE(inputs["occupations"].size(), std::size_t(2));
        QVERIFY(inputs["occupations"][0]["onCost"] == "0.2");  // what was entered stays
        for (nlohmann::json& row : inputs["occupations"]) {
            for (const auto& [key, number] : {std::pair{"onCost", "0.16"},
                                              {"hoursPerYear", "1900"},
                                              {"practicalShare", "0.8"},
                                              {"cashableShare", "0"}}) {
                row[key] = number;
            }
            const auto wage = std::ranges::find_if(
                shippedWages(), [&](const ShippedWage& one) { return one.occupation.ja == row["name"]; });
            enterWage(row, {"annualPay", "wageSource", "name"}, *wage, Language::ja);
        }
        const auto result = runStudy({{}, "careProcess", {}, {}, inputs}, {});
        QVERIFY2(result, result ? "" : result.issues().front().code.c_str());
        const auto saved = std::ranges::find(result->figures, "minutesSaved", &StudyFigure::key);
        QVERIFY(std::abs(*saved->value - (12.2 - 3.1 + 0.1 * 20)) < 1e-12);
        const auto pay = std::ranges::find(result->tables, "pay", &StudyTable::key);
        QVERIFY(pay->rows[0].back().text.ja.find("令和5年賃金構造基本統計調査") != std::string::npos);

        takeCareProcess(inputs, *importedFile(japanese.arg(u"utf8"_s)), true);
        QCOMPARE(inputs["activities"].size(), std::size_t(8));
        QCOMPARE(inputs["occupations"].size(), std::size_t(2));
    }

    /// 12 × 352,100 + 856,500 (wage structure survey 2023); scheduled pay alone is not offered as a year's.
    void paysOfTheProgram() {
        const auto nurse = std::ranges::find_if(
            shippedWages(), [](const ShippedWage& wage) { return wage.occupation.en == "Nurse" && wage.year == 2023; });
        QVERIFY(nurse != shippedWages().end());
        QCOMPARE(nurse->annualPay, 12.0 * 352'100 + 856'500);
        for (const ShippedWage& wage : shippedWages()) {
            QVERIFY(wage.annualPay > 1e6 && wage.year < 2024 && !wage.source.ja.empty() && !wage.source.en.empty());
        }
    }

    void chosenPayBringsItsName_data() {
        QTest::addColumn<QString>("present");
        QTest::addColumn<QString>("expected");
        QTest::newRow("empty") << u""_s << u"看護師"_s;
        QTest::newRow("another pay's") << u"医師"_s << u"看護師"_s;
        QTest::newRow("another pay's, in English") << u"Doctor"_s << u"看護師"_s;
        QTest::newRow("its own in English") << u"Nurse"_s << u"Nurse"_s;
        QTest::newRow("typed") << u"手術室の看護師"_s << u"手術室の看護師"_s;
    }
    void chosenPayBringsItsName() {
        QFETCH(QString, present);
        QFETCH(QString, expected);
        const auto nurse =
            std::ranges::find_if(shippedWages(), [](const ShippedWage& wage) { return wage.occupation.en == "Nurse"; });
        nlohmann::json row{{"occupation", present.toStdString()}};
        enterWage(row, {"annualPay", "wageSource", "occupation"}, *nurse, Language::ja);
        QCOMPARE(QString::fromStdString(row["occupation"].get<std::string>()), expected);
    }

    void cellsThatTakePay() {
        const auto cellsOf = [](const char* method) {
            std::vector<WageCells> cells = wageCells(findStudy(method)->fields);
            for (const Field& field : findStudy(method)->fields) {
                for (const WageCells& one : wageCells(field.columns)) cells.push_back(one);
            }
            return cells;
        };
        QCOMPARE(cellsOf("careProcess").front().occupation, std::string("name"));
        QCOMPARE(cellsOf("labourScale").front().occupation, std::string("occupation"));
        QCOMPARE(cellsOf("hospitalBreakEven").size(), std::size_t(1));
        QCOMPARE(cellsOf("staffingRules").size(), std::size_t(2));
        QVERIFY(cellsOf("queue").empty());
    }
};

QTEST_APPLESS_MAIN(CareProcessImportTest)
#include "care_process_import_test.moc"
