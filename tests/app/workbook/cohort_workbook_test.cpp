// label: report
#include "app/workbook/case_workbook.h"

#include "app/interchange/table_reader.h"
#include "app/interchange/zip_package.h"
#include "app/rules/rule_packs.h"
#include "app/workbook/spreadsheet_formula.h"
#include "models/case/case_json.h"

#include <QFile>
#include <QRegularExpression>
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

RulePack packOf(const Case& value) {
    return RulePacks().get(value.context.rulePack).value();
}

Evaluation baseOf(const Case& value) {
    RunOptions options;
    options.draws = 0;
    return evaluate(value, packOf(value), options).value();
}

/// The tunnel sample with two tunnel states that lead into each other, the second followed for eight cycles only, and
/// everything else that may rest on state_time.
Case tunnelsBothWays() {
    Case value = readCase(u"resources/samples/illness-tunnel.json"_s);
    OutcomesStructure& outcomes = *value.outcomes;
    outcomes.states[0].utility = "outcomes.utilityHealthy*(1 - 0.01*min(state_time, 3))";
    outcomes.states[1].cost = "outcomes.costSick*(1 + exp(0-state_time))";
    outcomes.states[1].tunnelCycles = 8;
    outcomes.initial = {{"healthy", "#"}, {"sick", "0.1"}};
    outcomes.transitions["sick"]["healthy"] = "0.02*(1+state_time)/(1+time+state_time)";
    outcomes.transitionRewards.push_back({"die", {}, "*", "dead", "100*state_time+7", "0-0.001*state_time"});
    outcomes.strategies[1].oneOffCosts = {{"counted", {}, "500", OneOffTiming::counted, "sick"},
                                          {"upfront", {}, "120", OneOffTiming::upfront, {}}};
    return value;
}

/// The HIV cohort with yearly rates, several out of a state and one way back.
Case withRates(bool followTime) {
    Case value = readCase(u"tests/data/golden-01-hiv/kachi-case.json"_s);
    OutcomesStructure& outcomes = *value.outcomes;
    outcomes.transitionUnit = TransitionUnit::rate;
    outcomes.transitions = {{"A", {{"B", "0.25"}, {"C", "0.1"}, {"D", followTime ? "0.02 + 0.01*time" : "0.02"}}},
                            {"B", {{"C", "0.6"}, {"A", "0.05"}, {"D", "0.03"}}},
                            {"C", {{"D", followTime ? "2.5*exp(0.05*time)" : "0.4"}}}};
    outcomes.transitionRewards = {{"die", {}, "*", "D", "1000", "-0.01"}, {"fall", {}, "A", "B", "50*time", "0"}};
    return value;
}

Case caseOf(const QString& name) {
    if (name == u"tunnels both ways") return tunnelsBothWays();
    if (name == u"rates") return withRates(false);
    if (name == u"rates over time") return withRates(true);
    return readCase(name);
}

/// Formula of a cell of an .xlsx sheet, empty where there is none.
QString formulaOf(const QByteArray& book, int sheet, const QString& cell) {
    const auto package = ZipPackage::open(book, u"book.xlsx"_s, {});
    const QString xml = QString::fromUtf8(*package->read(u"xl/worksheets/sheet%1.xml"_s.arg(sheet)));
    const QRegularExpression formula(u"<c r=\"%1\"[^>]*><f[^>]*>([^<]*)</f>"_s.arg(cell));
    return formula.match(xml).captured(1);
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
              "resources/samples/hip-prosthesis.json", "resources/samples/illness-tunnel.json", "tunnels both ways",
              "rates", "rates over time"}) {
            QTest::newRow(path) << QString::fromLatin1(path);
        }
    }
    void totalsAreThoseOfTheEngine() {
        QFETCH(QString, path);
        const Case value = caseOf(path);
        const Evaluation evaluation = baseOf(value);
        const auto bytes = caseWorkbook(value, evaluation, packOf(value), Language::en);
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

    /// Totals that LibreOffice 7.4.7 gave for these workbooks after the stored values had been taken out of them.
    /// Relative tolerance: another order of the same sums.
    void totalsOfLibreOffice_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<std::vector<double>>("cost");
        QTest::addColumn<std::vector<double>>("qaly");
        using Row = std::vector<double>;
        QTest::newRow("tunnel") << u"resources/samples/illness-tunnel.json"_s << Row{22733.6975426056, 23428.4236094882}
                                << Row{5.00222298715788, 5.64622597879581};
        QTest::newRow("both ways") << u"tunnels both ways"_s << Row{29199.1108452657, 30002.9363333785}
                                   << Row{4.90052604254622, 5.5050950516506};
        QTest::newRow("rates") << u"rates"_s << Row{32651.3256970004, 36153.3841822131}
                               << Row{4.3256776287567, 4.3256776287567};
        QTest::newRow("rates over time") << u"rates over time"_s << Row{16852.8232275228, 19950.4867859912}
                                         << Row{2.84500208240316, 2.84500208240316};
    }
    void totalsOfLibreOffice() {
        QFETCH(QString, path);
        QFETCH(std::vector<double>, cost);
        QFETCH(std::vector<double>, qaly);
        const Evaluation evaluation = baseOf(caseOf(path));
        for (std::size_t s = 0; s < cost.size(); ++s) {
            const CohortOutcome& base = evaluation.outcomes->base[s];
            QVERIFY2(std::abs(base.cost / cost[s] - 1) <= 1e-12, qPrintable(QString::number(base.cost, 'g', 17)));
            QVERIFY2(std::abs(base.qaly / qaly[s] - 1) <= 1e-12, qPrintable(QString::number(base.qaly, 'g', 17)));
        }
    }

    /// Four cycles, the sick followed to the horizon. Columns: F, G, H probabilities of the healthy; by time of stay
    /// I–L hazard, M–P death and R–U the rest of the sick; AD the healthy, AE–AH the sick, AI the dead.
    void tunnelFormulas() {
        Case value = readCase(u"resources/samples/illness-tunnel.json"_s);
        value.outcomes->timing.cycles = 4;
        value.outcomes->transitions["sick"]["healthy"] = "0.02";
        const QByteArray book = *caseWorkbook(value, baseOf(value), packOf(value), Language::en);
        const auto formula = [&](const char* cell) { return formulaOf(book, 4, QString::fromLatin1(cell)); };
        QVERIFY2(formula("J21").contains(u"(J$16+Parameters!"_s), qPrintable(formula("J21")));
        QVERIFY2(formula("K21").isEmpty(), "nobody has been sick for two cycles when cycle 3 begins");
        QCOMPARE(formula("M21"), u"(1-EXP(0-I21*1))"_s);
        QCOMPARE(formula("N21"), u"(1-EXP(0-J21*1))"_s);
        QCOMPARE(formula("S21"), u"1-N21-Q21"_s);
        // The healthy: those who stay and those who come back, written out because the healthy fall ill again.
        QCOMPARE(formula("AD21"), u"AD20*H21+AE20*Q21+AF20*Q21"_s);
        QCOMPARE(formula("AE21"), u"AD20*G21"_s);
        QCOMPARE(formula("AG21"), u"AF20*S21"_s);
        // Nobody comes back from death.
        QCOMPARE(formula("AI21"), u"AD20*F21+SUMPRODUCT(AE20:AH20,M21:P21)+AI20"_s);
    }

    /// By the algorithm that the header of RateMatrix names; one band where rates are constant, one per cycle
    /// otherwise.
    void rateFormulas() {
        const Case value = withRates(false);
        const QByteArray book = *caseWorkbook(value, baseOf(value), packOf(value), Language::en);
        const auto formula = [&](const char* cell) { return formulaOf(book, 5, QString::fromLatin1(cell)); };
        QCOMPARE(formula("B3"), u"1/POWER(2,4)"_s);
        QCOMPARE(formula("C12"), u"'S1'!C19"_s);
        QCOMPARE(formula("F12"), u"SUM(B12:E12)"_s);
        QCOMPARE(formula("G12"), u"MAX(F12:F15)"_s);
        QCOMPARE(formula("H12"), u"($G$12-F12)*$B$3"_s);
        QCOMPARE(formula("I12"), u"C12*$B$3"_s);
        QCOMPARE(formula("L12"), u"$B$6:$E$9+MMULT($H$12:$K$15,$B$6:$E$9)/14"_s);
        QCOMPARE(formula("P12"), u"$B$6:$E$9+MMULT($H$12:$K$15,$L$12:$O$15)/13"_s);
        QCOMPARE(formula("BP12"), u"IF($G$12*$B$3&lt;=0.5,$BL$12:$BO$15*EXP(0-$G$12*$B$3),NA())"_s);
        QCOMPARE(formula("BT12"), u"MMULT($BP$12:$BS$15,$BP$12:$BS$15)"_s);
        QCOMPARE(formula("C17"), QString());
        QCOMPARE(formulaOf(book, 4, u"X38"_s), u"'S1 exp'!CG12"_s);
        const Case changing = withRates(true);
        const QByteArray other = *caseWorkbook(changing, baseOf(changing), packOf(changing), Language::en);
        QCOMPARE(formulaOf(other, 5, u"C17"_s), u"'S1'!C20"_s);
    }

    void refusals_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("cycles");
        QTest::addColumn<QString>("code");
        QTest::newRow("tree") << u"resources/samples/migraine-tree.json"_s << 0 << u"workbook.model"_s;
        QTest::newRow("a million cells") << u"rates over time"_s << 4'000 << u"workbook.tooLarge"_s;
    }
    void refusals() {
        QFETCH(QString, path);
        QFETCH(int, cycles);
        QFETCH(QString, code);
        Case value = caseOf(path);
        if (cycles > 0) {
            value.outcomes->timing.cycles = cycles;
            value.outcomes->timing.cycleLengthYears = 0.01;
        }
        const auto bytes = caseWorkbook(value, baseOf(value), packOf(value), Language::ja);
        QVERIFY(!bytes.ok());
        QCOMPARE(QString::fromStdString(bytes.issues().front().code), code);
    }

    /// 8,191 characters without the sign of equality: "Excel specifications and limits", Microsoft.
    void longFormulaIsRefused() {
        Case value = readCase(u"resources/samples/illness-tunnel.json"_s);
        std::string text = "outcomes.costSick";
        for (int i = 0; i < 500; ++i) text += "+outcomes.costSick";
        value.outcomes->states[1].cost = text;
        const auto bytes = caseWorkbook(value, baseOf(value), packOf(value), Language::ja);
        QVERIFY(!bytes.ok());
        QCOMPARE(QString::fromStdString(bytes.issues().front().code), u"workbook.tooLong"_s);
    }
};

QTEST_APPLESS_MAIN(CohortWorkbookTest)
#include "cohort_workbook_test.moc"
