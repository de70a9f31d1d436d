// What the register takes. DOIs: DOI Handbook (doi:10.1000/182) 2.2 and the publications of the samples; PMIDs: NLM,
// MEDLINE/PubMed data element (field) descriptions; days: the Gregorian calendar. Tools: the titles of RoB 2 (Sterne
// 2019, "randomised trials") and ROBINS-I (Sterne 2016, "non-randomised studies of interventions").
#include "models/evidence/evidence_check.h"

#include "models/case/validate.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

Issue found(const Issues& issues, const std::string& code) {
    for (const Issue& issue : issues) {
        if (issue.code == code) return issue;
    }
    return {};
}

}  // namespace

class EvidenceCheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void doi_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("right");
        QTest::newRow("journal") << u"10.1136/bmj.l4898"_s << true;
        QTest::newRow("brackets") << u"10.1016/S1470-2045(23)00344-3"_s << true;
        QTest::newRow("registrant in parts") << u"10.1000.10/123456"_s << true;
        QTest::newRow("letters of Japan") << u"10.1234/日本"_s << true;
        QTest::newRow("words") << u"abc def"_s << false;
        QTest::newRow("blank") << u"10.1136/bmj l4898"_s << false;
        QTest::newRow("no name") << u"10.1136/"_s << false;
        QTest::newRow("no slash") << u"10.1136"_s << false;
        QTest::newRow("no registrant") << u"10./182"_s << false;
        QTest::newRow("registrant ends in a dot") << u"10.1136./182"_s << false;
        QTest::newRow("address") << u"https://doi.org/10.1136/bmj.l4898"_s << false;
    }
    void doi() {
        QFETCH(QString, text);
        QTEST(isDoi(text.toStdString()), "right");
    }

    void pmid_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("right");
        QTest::newRow("RoB 2") << u"31462531"_s << true;
        QTest::newRow("the first") << u"1"_s << true;
        QTest::newRow("letters") << u"12AB"_s << false;
        QTest::newRow("nine digits") << u"314625310"_s << false;
        QTest::newRow("leading zero") << u"0123"_s << false;
    }
    void pmid() {
        QFETCH(QString, text);
        QTEST(isPmid(text.toStdString()), "right");
    }

    void date_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("right");
        QTest::newRow("year") << u"2020"_s << true;
        QTest::newRow("month") << u"2026-07"_s << true;
        QTest::newRow("leap day") << u"2024-02-29"_s << true;
        QTest::newRow("no leap day") << u"2023-02-29"_s << false;
        QTest::newRow("month 13") << u"2020-13-45"_s << false;
        QTest::newRow("month 13 alone") << u"2020-13"_s << false;
        QTest::newRow("half a date") << u"2020-"_s << false;
        QTest::newRow("words") << u"last"_s << false;
    }
    void date() {
        QFETCH(QString, text);
        QTEST(isEvidenceDate(text.toStdString()), "right");
    }

    void tool_data() {
        QTest::addColumn<int>("tool");
        QTest::addColumn<int>("design");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("advised");
        const auto row = [](const char* name, AppraisalTool tool, StudyDesign design, const QString& code,
                            const QString& advised) {
            QTest::newRow(name) << static_cast<int>(tool) << static_cast<int>(design) << code << advised;
        };
        const QString other = u"evidence.toolForDesign"_s;
        row("trial by RoB 2", AppraisalTool::rob2, StudyDesign::randomised, {}, {});
        row("cohort by RoB 2", AppraisalTool::rob2, StudyDesign::cohort, other, u"ROBINS-I (non-randomised studies)"_s);
        row("time study by RoB 2", AppraisalTool::rob2, StudyDesign::timeAndMotion, other,
            u"ROBINS-I (non-randomised studies)"_s);
        row("cohort by ROBINS-I", AppraisalTool::robinsI, StudyDesign::cohort, {}, {});
        row("trial by ROBINS-I", AppraisalTool::robinsI, StudyDesign::randomised, other,
            u"RoB 2 (randomised trials)"_s);
        row("accuracy by RoB 2", AppraisalTool::rob2, StudyDesign::diagnosticAccuracy, u"evidence.toolForNeither"_s,
            {});
        row("no design", AppraisalTool::rob2, StudyDesign::notStated, {}, {});
        row("no tool", AppraisalTool::none, StudyDesign::cohort, {}, {});
    }
    void tool() {
        QFETCH(int, tool);
        QFETCH(int, design);
        QFETCH(QString, code);
        QFETCH(QString, advised);
        Evidence evidence;
        evidence.appraisal.tool = static_cast<AppraisalTool>(tool);
        evidence.design = static_cast<StudyDesign>(design);
        const Issues issues = checkToolOfDesign(evidence, "/evidence/id=e1");
        QCOMPARE(issues.empty(), code.isEmpty());
        if (issues.empty()) return;
        QCOMPARE(QString::fromStdString(issues.front().code), code);
        QCOMPARE(QString::fromStdString(issues.front().limit), advised);
        QCOMPARE(issues.front().severity, Severity::warning);
    }

    /// A file is checked like what is typed.
    void everyFaultOfACase() {
        Case value;
        Evidence evidence;
        evidence.id = "e1";
        evidence.doi = "abc def";
        evidence.pmid = "12AB";
        evidence.date = "2020-13-45";
        for (const auto& [id, patients] :
             {std::pair("whole", 12.0), std::pair("part", 12.7), std::pair("below", -5.0)}) {
            EvidenceArm arm;
            arm.id = id;
            arm.patients = patients;
            evidence.arms.push_back(arm);
        }
        evidence.design = StudyDesign::cohort;
        evidence.appraisal.tool = AppraisalTool::rob2;
        value.evidence.push_back(evidence);
        const Issues issues = validate(value);
        QCOMPARE(found(issues, "evidence.notADoi").where, std::string("/evidence/id=e1/doi"));
        QCOMPARE(found(issues, "evidence.notAPmid").value, std::string("12AB"));
        QCOMPARE(found(issues, "evidence.notADate").value, std::string("2020-13-45"));
        QCOMPARE(found(issues, "evidence.patientCount").value, std::string("12.7"));
        QCOMPARE(std::ranges::count(issues, "evidence.patientCount", &Issue::code), std::ptrdiff_t{2});
        QCOMPARE(found(issues, "evidence.toolForDesign").limit, std::string("ROBINS-I (non-randomised studies)"));
    }
};

QTEST_APPLESS_MAIN(EvidenceCheckTest)
#include "evidence_check_test.moc"
