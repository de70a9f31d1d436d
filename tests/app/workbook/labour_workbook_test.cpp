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

/// A case with the example of a study under every patch of its inputs, and nothing else.
Case studiesOnly(const std::string& method, const std::vector<std::string>& patches, const std::string& rulePack) {
    Case value;
    value.context.rulePack = rulePack;
    for (const std::string& patch : patches) {
        value.studies.push_back(example(method, "study" + std::to_string(value.studies.size())));
        value.studies.back().inputs.merge_patch(nlohmann::json::parse(patch));
    }
    return value;
}

/// Doctors' overtime: every distribution, with and without the size of the survey, every way to enter hours saved.
Case overtime() {
    const std::string fromPack =
        R"("capA": null, "capB": null, "capC": null, "normalHours": null, "weeksPerYear": null)";
    const std::string doctors = R"("distribution": "doctors", "bands": null, "hoursColumn": "hours")";
    const std::string data = R"("data": {"columns": ["id", "hours"],
        "rows": [["a", 50], ["b", 61], ["c", "surveyHours"], ["d", "-"], ["e", 90], ["f", 38], ["g", 0]]})";
    Case value = studiesOnly(
        "workStyle",
        {"{}", R"({"distribution": "lognormal", "respondents": 2982, "overtimeYenPerHour": 6500, "paidShare": 0.8})",
         R"({"distribution": "gamma", "respondents": 2982, "weekendShare": null})",
         R"({"distribution": "weibull", "respondents": 2982, "nightShare": null})",
         R"({"distribution": "best", "respondents": 19879, "hoursSaved": null, "minutesPerCase": 9.5,
             "casesPerDoctor": 400})",
         R"({"distribution": "classes", )" + fromPack + "}",
         R"({"distribution": "classes", "respondents": 2982, "hoursSaved": 400, "weekendShare": null,
             "nightShare": null, "overtimeYenPerHour": 6500})",
         // Nobody works more than 60 hours, and more is saved than anybody's overtime.
         R"({"distribution": "classes", "hoursSaved": 1000, "bands": [{"lower": 0, "upper": 45, "share": 60},
             {"lower": 45, "upper": 60, "share": 40}]})",
         // Three classes leave no degree of freedom.
         R"({"distribution": "gamma", "respondents": 500, "bands": [{"lower": 0, "upper": 40, "share": 30},
             {"lower": 40, "upper": 60, "share": 50}, {"lower": 60, "share": 20}]})",
         // The first class holds nobody.
         R"({"distribution": "lognormal", "respondents": 500, "bands": [{"lower": 0, "upper": 20, "share": 0},
             {"lower": 20, "upper": 40, "share": 30}, {"lower": 40, "upper": 60, "share": 50},
             {"lower": 60, "share": 20}]})",
         "{" + doctors + ", " + data + "}", "{" + doctors + R"(, "hoursMeaning": "overtime", "overtimeYenPerHour": 6500,
             "data": {"columns": ["hours"], "rows": [[0], [120], [961], [1000], [1900], [2400]]}})"},
        "jp-2026");
    Parameter hours;
    hours.label = {"時間", "hours"};
    hours.value = 62;
    hours.unit = Unit::hours;
    value.parameters["surveyHours"] = hours;
    return value;
}

/// Staffing standards: both groups and each alone, every tool of the clerks, numbers of the pack and entered, domains
/// of ICT that are not all organised.
Case staffing() {
    const std::string noClerks = R"("clerkRequired": null, "clerkActual": null)";
    const std::string noNurses = R"("nurseRequired": null, "nurseActual": null)";
    return studiesOnly("staffingRules",
                       {"{}", R"({"nurseShare": null, "clerkFactor": null, "nurseActual": 43, "clerkActual": 9})",
                        R"({"clerkTools": "furtherTools", "clerkFactor": null, "nurseActual": 30})",
                        R"({"clerkTools": "none"})", R"({"ictSharing": false, "nurseShare": null, )" + noClerks + "}",
                        "{" + noNurses + R"(, "clerkWageSource": "=1+1"})"},
                       "jp-2026");
}

Case caseOf(const QString& name) {
    if (name == u"overtime"_s) return overtime();
    if (name == u"staffing"_s) return staffing();
    return name == u"sample"_s ? sample() : variant();
}

RulePack packOf(const Case& value) {
    return RulePacks().get(value.context.rulePack).value();
}

Evaluation baseOf(const Case& value) {
    RunOptions options;
    options.draws = 0;
    return evaluate(value, packOf(value), options).value();
}

const QStringList liveSheets{u"Inputs"_s,     u"Calculation"_s, u"Results"_s, u"Overtime"_s, u"Staffing"_s,
                             u"Regions"_s,    u"Checks"_s,      u"入力"_s,    u"計算"_s,     u"結果"_s,
                             u"時間外労働"_s, u"人員配置"_s,    u"地域差"_s,  u"検算"_s};

/// The figures of a workbook by formula (column C of Checks) and by the program (column D).
std::vector<double> checksOf(SheetCalculator& calculator, QChar column) {
    constexpr int firstRow = 10;
    std::vector<double> figures;
    for (int row = firstRow; calculator.cells().contains(u"Checks!%1%2"_s.arg(column).arg(row)); ++row) {
        figures.push_back(calculator.value(u"Checks!%1%2"_s.arg(column).arg(row)));
    }
    return figures;
}

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
        QTest::newRow("overtime") << u"overtime"_s << 1500;
        QTest::newRow("staffing") << u"staffing"_s << 200;
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
            const auto book = caseWorkbook(value, evaluation, packOf(value), language);
            QVERIFY(book.ok());
            SheetCalculator calculator(*book);
            const QString checks = language == Language::ja ? u"検算"_s : u"Checks"_s;
            int count = 0;
            for (const auto& [place, cell] : calculator.cells()) {
                if (cell.formula.isEmpty() || !liveSheets.contains(place.section(u'!', 0, 0))) continue;
                if (place.startsWith(checks + u"!E"_s)) continue;  // what rounding leaves; column F judges it
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
            QCOMPARE(calculator.value(checks + u"!C6"_s), 0.0);
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
        const auto book = caseWorkbook(value, evaluation, packOf(value), Language::en);
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
        const auto book = caseWorkbook(value, baseOf(value), packOf(value), Language::en);
        QVERIFY(book.ok());
        SheetCalculator calculator(*book);
        int named = 0;
        for (const auto& [place, cell] : calculator.cells()) {
            if (place.startsWith(u"Inputs!"_s) && cell.formula.startsWith(u"Parameters!"_s)) ++named;
        }
        QCOMPARE(named, 1);
    }

    /// Other numbers in the coloured cells give what the study itself gives for them.
    void changedCellsGiveWhatTheStudyGives_data() {
        QTest::addColumn<std::string>("method");
        QTest::addColumn<std::string>("patch");    // of the example: the case that is written
        QTest::addColumn<std::string>("changes");  // by cell
        QTest::addColumn<std::string>("same");     // those changes as inputs of the study
        const auto row = [](const char* name, const char* method, const char* patch, const char* changes,
                            const char* same) {
            QTest::newRow(name) << std::string(method) << std::string(patch) << std::string(changes)
                                << std::string(same);
        };
        // Rows of the sheet: 8 doctors, 9 hours saved, 10 participation, 11 respondents; after them the split, then
        // normal hours, weeks, caps A, B and C.
        const char* caps = R"({"C8": 500, "C9": 150, "C10": 0.4, "C11": 0.1, "C12": 0.25, "C16": 38, "C17": 47,
                               "C18": 900, "C19": 1500, "C20": 1200})";
        const char* sameCaps = R"({"doctors": 500, "hoursSaved": 150, "participation": 0.4, "weekendShare": 0.1,
                                   "nightShare": 0.25, "normalHours": 38, "weeksPerYear": 47, "capA": 900,
                                   "capB": 1500, "capC": 1200})";
        row("best family", "workStyle", "{}", caps, sameCaps);
        row("classes", "workStyle", R"({"distribution": "classes"})", caps, sameCaps);
        const char* survey = R"({"C8": 700, "C9": 90, "C10": 0.2, "C11": 900, "C19": 1000})";
        const char* sameSurvey =
            R"({"doctors": 700, "hoursSaved": 90, "participation": 0.2, "respondents": 900, "capA": 1000})";
        for (const char* family : {"lognormal", "gamma", "weibull", "classes"}) {
            const std::string patch = nlohmann::json{{"respondents", 2982}, {"distribution", family}}.dump();
            row((std::string(family) + " of a survey").c_str(), "workStyle", patch.c_str(), survey, sameSurvey);
        }
        row("shares of classes", "workStyle", R"({"distribution": "classes"})", R"({"D33": 14.7, "D35": 25.3})",
            R"({"bands": [{"lower": 0, "upper": 40, "share": 14.7}, {"lower": 40, "upper": 50, "share": 22.3},
                          {"lower": 50, "upper": 60, "share": 25.3}, {"lower": 60, "upper": 70, "share": 18.9},
                          {"lower": 70, "upper": 80, "share": 10.4}, {"lower": 80, "upper": 90, "share": 5.0},
                          {"lower": 90, "upper": 100, "share": 2.3}, {"lower": 100, "share": 1.2}]})");
        row("standard and staff", "staffingRules", "{}",
            R"({"C8": 0.85, "C9": 1.4, "C13": 50, "C14": 49, "C19": 6000000, "C22": 0.5, "C26": 20, "C27": 17})",
            R"({"nurseShare": 0.85, "clerkFactor": 1.4, "nurseRequired": 50, "nurseActual": 49,
                "nurseAnnualPay": 6000000, "nurseCashableShare": 0.5, "clerkRequired": 20, "clerkActual": 17})");
    }
    void changedCellsGiveWhatTheStudyGives() {
        QFETCH(std::string, method);
        QFETCH(std::string, patch);
        QFETCH(std::string, changes);
        QFETCH(std::string, same);
        const Case written = studiesOnly(method, {patch}, "jp-2026");
        Case changed = written;
        changed.studies.front().inputs.merge_patch(nlohmann::json::parse(same));
        const auto book = caseWorkbook(written, baseOf(written), packOf(written), Language::en);
        const auto expected = caseWorkbook(changed, baseOf(changed), packOf(changed), Language::en);
        QVERIFY(book.ok() && expected.ok());
        SheetCalculator calculator(*book);
        const QString sheet = method == "workStyle" ? u"Overtime!"_s : u"Staffing!"_s;
        const std::vector<double> before = checksOf(calculator, u'C');
        const nlohmann::json numbers = nlohmann::json::parse(changes);
        for (const auto& [cell, number] : numbers.items()) {
            calculator.change(sheet + QString::fromStdString(cell), number.get<double>());
        }
        SheetCalculator other(*expected);
        const std::vector<double> found = checksOf(calculator, u'C');
        const std::vector<double> wanted = checksOf(other, u'D');
        QVERIFY(found != before);
        QCOMPARE(found.size(), wanted.size());
        // The covariance of a fit rests on slopes by central differences and holds some eight digits.
        constexpr double digits = 1e-7;
        for (std::size_t at = 0; at < found.size(); ++at) {
            QVERIFY2(std::abs(found[at] - wanted[at]) <= digits * std::abs(wanted[at]) + 1e-12,
                     qPrintable(u"check %1: %2 instead of %3"_s.arg(at + 1)
                                    .arg(found[at], 0, 'g', 15)
                                    .arg(wanted[at], 0, 'g', 15)));
        }
    }

    /// The relaxed share applies as soon as the third domain of ICT is organised: 40 posts become 36, so of 39 nurses
    /// 3 are freed.
    void domainsOfIctAreLive() {
        const Case value = studiesOnly(
            "staffingRules", {R"({"ictSharing": false, "clerkRequired": null, "clerkActual": null})"}, "jp-2026");
        const auto book = caseWorkbook(value, baseOf(value), packOf(value), Language::en);
        SheetCalculator calculator(*book);
        const auto postsFreed = [&calculator] {
            const std::vector<double> figures = checksOf(calculator, u'C');
            return figures[figures.size() - 3];
        };
        QVERIFY(postsFreed() == 0);
        calculator.change(u"Staffing!C16"_s, 1);
        QVERIFY(std::abs(postsFreed() - 3) < 1e-12);
    }

    /// Rule numbers of the pack stand with their clause and document (resources/rules/jp-2026.json).
    void rulesCarryTheirClause() {
        Case value = staffing();
        value.studies.push_back(overtime().studies[5]);
        value.studies.back().id = "hours";
        const auto book = caseWorkbook(value, baseOf(value), packOf(value), Language::ja);
        const auto package = ZipPackage::open(*book, u"book.xlsx"_s, {});
        const QString strings = QString::fromUtf8(*package->read(u"xl/sharedStrings.xml"_s));
        for (const QString& words : {u"医師の時間外労働規制 A水準（2024年4月から）"_s, u"中医協総会546回 総-5"_s,
                                     u"入院基本料の看護職員数・看護師比率：3分野すべてを病棟で組織的に用いるとき"_s,
                                     u"医師事務作業補助体制加算：説明動画・RPA等も併用するとき"_s,
                                     u"daitoku0110.news ict-ai-iot-efficiency-overview"_s}) {
            QVERIFY2(strings.contains(words), qPrintable(words));
        }
    }

    /// A sheet nothing is written to is not in the workbook.
    void onlySheetsInUse() {
        const Case value = staffing();
        const auto book = caseWorkbook(value, baseOf(value), packOf(value), Language::en);
        SheetCalculator calculator(*book);
        QSet<QString> sheets;
        for (const auto& entry : calculator.cells()) sheets.insert(entry.first.section(u'!', 0, 0));
        QVERIFY(sheets.contains(u"Staffing"_s) && sheets.contains(u"Checks"_s));
        for (const QString& sheet : {u"Inputs"_s, u"Calculation"_s, u"Results"_s, u"Overtime"_s, u"Regions"_s}) {
            QVERIFY2(!sheets.contains(sheet), qPrintable(sheet));
        }
    }

    /// Words of the analyst are never read as formulas.
    void wordsLikeFormulasAreNeutralised() {
        const Case value = variant();
        const auto book = caseWorkbook(value, baseOf(value), packOf(value), Language::en);
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
        const auto book = caseWorkbook(value, evaluation, packOf(value), Language::ja);
        QVERIFY(!book.ok());
        QCOMPARE(book.issues().front().code, std::string("workbook.model"));
    }
};

QTEST_APPLESS_MAIN(LabourWorkbookTest)
#include "labour_workbook_test.moc"
