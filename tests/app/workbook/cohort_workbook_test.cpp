// label: report
#include "app/workbook/cohort_workbook.h"

#include "app/interchange/table_reader.h"
#include "app/rules/rule_packs.h"
#include "app/workbook/spreadsheet_formula.h"
#include "models/case/case_json.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

Case readCase(const QString& path) {
    QFile file(QStringLiteral(KACHI_SOURCE_DIR "/") + path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s", qPrintable(path));
    return caseFromJson(file.readAll().toStdString()).value().value;
}

Evaluation baseOf(const Case& value) {
    RunOptions options;
    options.draws = 0;
    return evaluate(value, RulePacks().get(value.context.rulePack).value(), options).value();
}

FormulaPlaces places(const std::vector<LookupTable>& tables) {
    FormulaPlaces places;
    places.reference = [](const std::string& name) { return name == "x" ? std::string("$B$2") : std::string(); };
    places.keyRanges["m"] = "Tables!$A$2:$A$4";
    places.columnRanges["m"]["f"] = "Tables!$B$2:$B$4";
    places.tables = &tables;
    return places;
}

}  // namespace

class CohortWorkbookTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// By the rules of Excel formulas: −2^2 is 4 there, so that signs and powers are written as functions and brackets.
    void formulas_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("formula");
        const auto row = [](const char* expression, const char* formula) {
            QTest::newRow(expression) << QString::fromUtf8(expression) << QString::fromUtf8(formula);
        };
        row("-2^2", "(0-POWER(2,2))");
        row("1 - x/3", "(1-($B$2/3))");
        row("if(x > 1, 2, 3)", "IF(IF(($B$2>1),1,0)<>0,2,3)");
        row("rateToProb(x, 0.5)", "(1-EXP(0-$B$2*0.5))");
        row("rescaleProb(x, 1, 0.5)", "(1-POWER(1-$B$2,0.5/1))");
        row("normalCdf(x)", "NORMSDIST($B$2)");
        row("lookup(m.f, x)", "LOOKUP($B$2,Tables!$A$2:$A$4,Tables!$B$2:$B$4)");
        row("not x and x != 2", "IF(AND(IF($B$2=0,1,0)<>0,IF(($B$2<>2),1,0)<>0),1,0)");
    }
    void formulas() {
        QFETCH(QString, expression);
        QFETCH(QString, formula);
        LookupTable table;
        table.id = "m";
        table.keys = {1, 2, 3};
        table.columns["f"] = {4, 5, 6};
        const std::vector<LookupTable> tables{table};
        const auto written = spreadsheetFormula(expression.toStdString(), "here", places(tables));
        QVERIFY(written.ok());
        QCOMPARE(QString::fromStdString(*written), formula);
    }

    void unknownNameHasNoPlace() {
        const std::vector<LookupTable> tables;
        const auto written = spreadsheetFormula("y + 1", "here", places(tables));
        QVERIFY(!written.ok());
        QCOMPARE(written.issues().front().code, std::string("workbook.noPlace"));
    }

    /// The sheets work the model out by their own columns; their stored totals are those of the engine, whose figures
    /// the golden cases check. Relative tolerance: rounding of sums of some hundred terms.
    void totalsAreThoseOfTheEngine_data() {
        QTest::addColumn<QString>("path");
        for (const char* path :
             {"tests/data/golden-01-hiv/kachi-case.json", "tests/data/golden-04-sick-sicker-age/kachi-case.json",
              "resources/samples/hip-prosthesis.json"}) {
            QTest::newRow(path) << QString::fromLatin1(path);
        }
    }
    void totalsAreThoseOfTheEngine() {
        QFETCH(QString, path);
        const Case value = readCase(path);
        const Evaluation evaluation = baseOf(value);
        const auto bytes = cohortWorkbook(value, evaluation, Language::en);
        QVERIFY(bytes.ok());
        QTemporaryDir folder;
        const QString file = folder.filePath(u"book.xlsx"_s);
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(*bytes) == bytes->size());
        out.close();
        const OutcomesResults& results = *evaluation.outcomes;
        const std::size_t subgroups = results.subgroups.size();
        for (std::size_t i = 0; i < results.subgroupBase.size(); ++i) {
            const SubgroupOutcome& row = results.subgroupBase[i];
            ReadOptions options;
            options.sheet =
                u"S%1"_s.arg(row.strategy + 1) + (subgroups > 1 ? u".%1"_s.arg(row.subgroup + 1) : QString());
            options.headerRow = 0;
            options.padRaggedRows = true;
            const auto sheet = readTable(file, options);
            QVERIFY2(sheet.ok(), qPrintable(options.sheet));
            const auto total = [&](const QString& label) {
                for (const QStringList& cells : sheet->rows) {
                    if (cells.value(0) == label) return cells.value(1).toDouble();
                }
                return std::nan("");
            };
            for (const auto& [label, expected] :
                 {std::pair{u"Cost, discounted"_s, row.outcome.cost},
                  std::pair{u"QALYs, discounted"_s, row.outcome.qaly},
                  std::pair{u"Life-years, undiscounted"_s, row.outcome.lifeYears},
                  std::pair{u"Life-years, discounted"_s, row.outcome.lifeYearsDiscounted}}) {
                const double found = total(label);
                QVERIFY2(std::abs(found - expected) <= 1e-11 * std::abs(expected),
                         qPrintable(u"%1 %2: %3 instead of %4"_s.arg(options.sheet, label).arg(found).arg(expected)));
            }
        }
    }

    void refusals_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("code");
        QTest::newRow("tree") << u"resources/samples/migraine-tree.json"_s << u"workbook.model"_s;
        QTest::newRow("tunnels") << u"resources/samples/illness-tunnel.json"_s << u"workbook.stateTime"_s;
    }
    void refusals() {
        QFETCH(QString, path);
        QFETCH(QString, code);
        const Case value = readCase(path);
        const auto bytes = cohortWorkbook(value, baseOf(value), Language::ja);
        QVERIFY(!bytes.ok());
        QCOMPARE(QString::fromStdString(bytes.issues().front().code), code);
    }
};

QTEST_APPLESS_MAIN(CohortWorkbookTest)
#include "cohort_workbook_test.moc"
