// label: report
#include "app/rules/rule_packs.h"
#include "app/workbook/case_workbook.h"
#include "models/case/case_json.h"
#include "tests/app/workbook/sheet_calculator.h"

#include <QFile>
#include <QtTest>

#include <cmath>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

QByteArray fileOf(const QString& path) {
    QFile file(QStringLiteral(KACHI_SOURCE_DIR "/") + path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s", qPrintable(path));
    return file.readAll();
}

StudyRequest example(const std::string& method, const std::string& id) {
    const QByteArray text = fileOf(u"resources/guide/examples/study-%1.json"_s.arg(QString::fromStdString(method)));
    StudyRequest request;
    request.id = id;
    request.method = method;
    request.inputs = nlohmann::json::parse(text.toStdString())["inputs"];
    return request;
}

/// The sample case with labour, its regions, and studies of labour.
Case sample() {
    Case value = caseFromJson(fileOf(u"resources/samples/hip-prosthesis.json"_s).toStdString()).value().value;
    value.studies = {example("careProcess", "care"), example("labourScale", "scale"),
                     example("hospitalBreakEven", "price")};
    return value;
}

/// Every other way a part can be written.
Case variant() {
    Case value = sample();
    StudyRequest& care = value.studies[0];
    care.name = {"=1+1", "=1+1"};
    care.inputs["activities"][1]["baseMinutes"] = "labour.task.fit.minutesBefore";
    care.inputs.erase("consumables");
    care.inputs.erase("casesPerYear");
    StudyRequest& scale = value.studies[1];
    scale.inputs["curve"] = "table";
    scale.inputs["adoption"] = {{{"year", 2029}, {"share", 0.5}}, {{"year", 2027}, {"share", 0.1}}};
    StudyRequest bass = example("labourScale", "bass");
    bass.inputs["curve"] = "bass";
    bass.inputs["bassP"] = 0.03;
    bass.inputs["bassQ"] = 0.38;
    value.studies.push_back(bass);
    value.equalisation->weighting = RegionWeighting::equal;
    value.equalisation->scenario.target = ScenarioTarget::percentile;
    Parameter percentile = value.parameters.at("equalisation.scenario.gapClosure");
    percentile.value = 75;
    percentile.distribution = {};
    value.parameters["equalisation.scenario.targetPercentile"] = percentile;
    return value;
}

Case caseOf(const QString& name) {
    return name == u"sample"_s ? sample() : variant();
}

Evaluation baseOf(const Case& value) {
    RunOptions options;
    options.draws = 0;
    return evaluate(value, RulePacks().get(value.context.rulePack).value(), options).value();
}

const QStringList liveSheets{u"Inputs"_s, u"Calculation"_s, u"Results"_s, u"Regions"_s, u"Checks"_s};

}  // namespace

class LabourWorkbookTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Each formula, worked out from the typed numbers alone, gives the value stored beside it, and the sheet Checks
    /// finds no figure apart from the program's.
    void formulasGiveTheProgramsValues_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("formulas");
        QTest::newRow("sample") << u"sample"_s << 1000;
        QTest::newRow("variant") << u"variant"_s << 1000;
    }
    void formulasGiveTheProgramsValues() {
        QFETCH(QString, name);
        QFETCH(int, formulas);
        constexpr double rounding = 1e-12;  // of differences whose value is 0
        const Case value = caseOf(name);
        const Evaluation evaluation = baseOf(value);
        for (const CaseStudy& study : evaluation.studies) {
            QVERIFY2(study.result, study.issues.empty() ? "" : study.issues.front().code.c_str());
        }
        for (const Language language : {Language::ja, Language::en}) {
            const auto book = caseWorkbook(value, evaluation, language);
            QVERIFY(book.ok());
            SheetCalculator calculator(*book);
            int count = 0;
            for (const auto& [place, cell] : calculator.cells()) {
                if (cell.formula.isEmpty() || !liveSheets.contains(place.section(u'!', 0, 0))) continue;
                if (place.startsWith(u"Checks!E"_s)) continue;  // what rounding leaves; column F judges it
                const double found = calculator.value(place);
                const double stored = cell.stored.value_or(std::nan(""));
                const bool near = std::abs(found - stored) <= 1e-9 * std::abs(stored) + rounding;
                QVERIFY2(
                    near || std::isnan(stored) == std::isnan(found),
                    qPrintable(u"%1: %2 instead of %3"_s.arg(place).arg(found, 0, 'g', 15).arg(stored, 0, 'g', 15)));
                QVERIFY2(near || std::isnan(stored), qPrintable(place));
                ++count;
            }
            QVERIFY2(count >= formulas, qPrintable(QString::number(count)));
            QCOMPARE(calculator.value(u"Checks!C6"_s), 0.0);
        }
    }

    /// By hand: nurse trays and records, doctor fit; rate = pay × (1 + on-cost) / (hours × practical share × 60).
    void reviewerCanRecompute() {
        Case value = sample();
        value.studies.clear();
        value.equalisation.reset();
        value.parameters["labour.task.fit.minutesBefore"].value = 30;
        value.parameters["labour.task.fit.minutesAfter"].value = 20;
        value.parameters["labour.task.fit.repetitions"].value = 1;
        const Evaluation evaluation = baseOf(value);
        const auto book = caseWorkbook(value, evaluation, Language::en);
        QVERIFY(book.ok());
        SheetCalculator calculator(*book);
        // The parameter behind the first input of the doctor, as its formula names it.
        const QString pay = QString(calculator.cells().at(u"Inputs!C8"_s).formula).remove(u'$');
        const double before = calculator.value(u"Results!G8"_s);
        calculator.change(pay, 2 * calculator.value(pay));
        QVERIFY(std::abs(calculator.value(u"Results!G8"_s) / (2 * before) - 1) < 1e-12);
        QVERIFY(calculator.value(u"Checks!C6"_s) > 0);
        QVERIFY(std::abs(calculator.value(u"Results!D8"_s) - 10) < 1e-12);
    }

    /// A cell of a study that names a parameter follows it on the sheet Parameters.
    void namedCellsFollowTheirParameter() {
        Case value = variant();
        value.labour.reset();
        const auto book = caseWorkbook(value, baseOf(value), Language::en);
        QVERIFY(book.ok());
        SheetCalculator calculator(*book);
        int named = 0;
        for (const auto& [place, cell] : calculator.cells()) {
            if (place.startsWith(u"Inputs!"_s) && cell.formula.startsWith(u"Parameters!"_s)) ++named;
        }
        QCOMPARE(named, 1);
    }

    /// Words of the analyst are never read as formulas.
    void wordsLikeFormulasAreNeutralised() {
        const Case value = variant();
        const auto book = caseWorkbook(value, baseOf(value), Language::en);
        const auto package = ZipPackage::open(*book, u"book.xlsx"_s, {});
        const QByteArray strings = *package->read(u"xl/sharedStrings.xml"_s);
        QVERIFY(strings.contains("<t>\'=1+1</t>"));
        QVERIFY(!strings.contains("<t>=1+1</t>"));
    }

    void nothingToWriteIsRefused() {
        Case value = sample();
        value.outcomes.reset();
        const Evaluation evaluation;  // nothing could be worked out
        QVERIFY(!hasWorkbook(value, evaluation));
        const auto book = caseWorkbook(value, evaluation, Language::ja);
        QVERIFY(!book.ok());
        QCOMPARE(book.issues().front().code, std::string("workbook.model"));
    }
};

QTEST_APPLESS_MAIN(LabourWorkbookTest)
#include "labour_workbook_test.moc"
