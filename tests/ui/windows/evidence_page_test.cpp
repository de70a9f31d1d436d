// label: gui
// The evidence section: paste references, judge domains, claim a requirement, count a search; every step undone.
#include "ui/windows/evidence_page.h"

#include "app/report/evidence_report.h"
#include "app/report/evidence_tables.h"
#include "models/case/case_json.h"
#include "tests/ui/sections/editor_keys.h"
#include "ui/charts/figure_view.h"
#include "ui/editors/checked_edit.h"
#include "ui/sections/input_views.h"
#include "ui/windows/appraisal_form.h"
#include "ui/windows/citation_dialog.h"
#include "ui/windows/claims_page.h"
#include "ui/windows/evidence_details.h"
#include "ui/windows/evidence_links.h"
#include "ui/windows/language.h"
#include "ui/windows/literature_page.h"
#include "ui/windows/sections.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <memory>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

/// Sterne JAC et al. BMJ 2019;366:l4898, PMID 31462531.
const QString rob2Ris =
    u"TY  - JOUR\nAU  - Sterne, Jonathan A C\nTI  - RoB 2: a revised tool for assessing risk of bias "
    "in randomised trials\nJO  - BMJ\nPY  - 2019\nVL  - 366\nSP  - l4898\nDO  - 10.1136/bmj.l4898\n"
    "ER  - \n"_s;

const std::string minutes = "outcomes.minutes";

struct Opened {
    Session session;
    std::unique_ptr<EvidencePage> page;

    Opened() {
        Case value;
        value.context.rulePack = "jp-2026";
        value.run.draws = 0;
        Parameter parameter;
        parameter.label = {"分", "Minutes"};
        parameter.value = 1;
        value.parameters[minutes] = parameter;
        session.newCase(value);
        page = std::make_unique<EvidencePage>(session);
        page->resize(900, 600);
        page->show();
    }

    const Case& current() const { return session.document().current(); }
    void undo() { session.document().undoStack()->undo(); }
    void paste(const QString& text) { page->take(*parseCitations(text)); }
};

}  // namespace

class EvidencePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    void placesLeadHere_data() {
        QTest::addColumn<QString>("where");
        QTest::newRow("register") << u"/evidence/id=e1"_s;
        QTest::newRow("search") << u"/literature/duplicates"_s;
        QTest::newRow("claims") << u"/claims/id=c1/statement"_s;
    }
    void placesLeadHere() {
        QFETCH(QString, where);
        QCOMPARE(QString::fromStdString(sectionEntries()[sectionOwning(where.toStdString())].id), u"evidence"_s);
    }

    void dialogTakesOnlyWhatItUnderstands() {
        CitationDialog dialog;
        QPushButton* add = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        QVERIFY(!add->isEnabled());
        dialog.setText(rob2Ris);
        QVERIFY(add->isEnabled());
        QCOMPARE(dialog.findChild<QTreeWidget*>()->topLevelItemCount(), 1);
        dialog.setText(rob2Ris + u"and so on"_s);
        QVERIFY(!add->isEnabled());
        QVERIFY(dialog.citations().empty());
    }

    void pastedReferences() {
        Opened opened;
        opened.paste(rob2Ris + u"\n33782057\n"_s);
        QCOMPARE(opened.current().evidence.size(), std::size_t{2});
        const Evidence& first = opened.current().evidence[0];
        QCOMPARE(QString::fromStdString(first.doi), u"10.1136/bmj.l4898"_s);
        QCOMPARE(QString::fromStdString(first.date), u"2019"_s);
        QCOMPARE(QString::fromStdString(first.citation),
                 u"Sterne Jonathan A C. RoB 2: a revised tool for assessing risk of bias in randomised trials. BMJ. "
                 "2019;366:l4898."_s);
        QCOMPARE(opened.page->chosenId(), first.id);
        opened.paste(u"https://doi.org/10.1136/BMJ.L4898"_s);  // the same by its DOI, whose letters have no case
        QCOMPARE(opened.current().evidence.size(), std::size_t{2});
        opened.undo();
        QVERIFY(opened.current().evidence.empty());
    }

    void riskOfBias() {
        Opened opened;
        opened.paste(rob2Ris);
        AppraisalForm* form = opened.page->details()->appraisal();
        form->chooseTool(AppraisalTool::rob2);
        for (const BiasDomain& domain : findBiasTool(AppraisalTool::rob2)->domains) form->judge(domain.id, "low");
        const auto appraisal = [&opened]() -> const Appraisal& { return opened.current().evidence[0].appraisal; };
        QCOMPARE(appraisal().domains.size(), std::size_t{5});
        QCOMPARE(overallJudgement(appraisal()), std::string("low"));
        form->judge("measurement", "high");
        QCOMPARE(overallJudgement(appraisal()), std::string("high"));
        form->judgeOverall("someConcerns");
        QCOMPARE(overallJudgement(appraisal()), std::string("someConcerns"));
        opened.undo();
        opened.undo();
        QCOMPARE(overallJudgement(appraisal()), std::string("low"));
        const Case stored = opened.current();
        const auto read = caseFromJson(caseToJson(stored));
        QVERIFY(read.ok());
        QVERIFY(read->value.evidence == stored.evidence);
    }

    void whatTheRegisterDoesNotTake_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("refused");
        QTest::addColumn<QString>("mended");
        QTest::addColumn<QString>("kept");
        QTest::newRow("DOI") << u"DOI"_s << u"abc def"_s << u"doi:10.1136/bmj.i4919"_s << u"10.1136/bmj.i4919"_s;
        QTest::newRow("PMID") << u"PMID"_s << u"12AB"_s << u"27733354"_s << u"27733354"_s;
        QTest::newRow("date") << u"Date"_s << u"2020-13-45"_s << u"2016/10/12"_s << u"2016-10-12"_s;
    }
    void whatTheRegisterDoesNotTake() {
        QFETCH(QString, line);
        QFETCH(QString, refused);
        QFETCH(QString, mended);
        Opened opened;
        opened.paste(rob2Ris);
        const std::vector<Evidence> before = opened.current().evidence;
        CheckedEdit* field = nullptr;
        for (CheckedEdit* each : opened.page->details()->findChildren<CheckedEdit*>()) {
            if (each->accessibleName() == line) field = each;
        }
        QVERIFY(field);
        const QString stored = field->text();
        const auto type = [field](const QString& text) {
            field->selectAll();
            QTest::keyClicks(field, text);
            QTest::keyClick(field, Qt::Key_Return);
        };
        type(refused);
        QVERIFY(field->hasProblem());
        QVERIFY2(field->toolTip().contains(refused), qPrintable(field->toolTip()));
        QCOMPARE(field->text(), refused);  // to be mended, not thrown away
        QVERIFY(opened.current().evidence == before);
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(field->text(), stored);
        type(mended);
        QVERIFY(!field->hasProblem());
        QTEST(field->text(), "kept");
        QVERIFY(opened.current().evidence != before);
    }

    void patientsAreCounted() {
        Opened opened;
        opened.paste(rob2Ris);
        auto* arms = opened.page->details()->findChild<RowTableEditor*>();
        auto* model = qobject_cast<RowTableModel*>(arms->view()->model());
        model->addRow();
        const auto patients = [&opened] { return opened.current().evidence[0].arms[0].patients; };
        for (const QString& refused : {u"12.7"_s, u"-5"_s, u"abc"_s}) {
            keys::typeInto(*arms->view(), 0, 1, refused);
            auto* editor = qobject_cast<CheckedEdit*>(keys::editorOf(*arms->view()));
            QVERIFY2(editor && editor->hasProblem(), qPrintable(refused));
            QVERIFY2(editor->toolTip().contains(u"Patients"_s), qPrintable(editor->toolTip()));
            keys::escape(*arms->view());
            QVERIFY(!patients());
        }
        keys::typeInto(*arms->view(), 0, 1, u"１２０"_s);
        QCOMPARE(patients(), std::optional(120.0));
        keys::typeInto(*arms->view(), 0, 1, QString());
        QVERIFY(!patients());

        // Results that arrive meanwhile leave what is being typed alone.
        arms->view()->setCurrentIndex(model->index(0, 1));
        QTest::keyClick(arms->view(), Qt::Key_F2);
        QTest::keyClicks(keys::editorOf(*arms->view()), u"45"_s);
        model->setIssues({});
        QCOMPARE(keys::editorOf(*arms->view())->text(), u"45"_s);
        keys::escape(*arms->view());
    }

    void adviceOnTheTool() {
        Opened opened;
        opened.paste(rob2Ris);
        Case value = opened.current();
        value.evidence[0].design = StudyDesign::cohort;
        opened.session.document().replace(value, u"design"_s);
        const auto advised = [&opened] {
            for (const QLabel* label : opened.page->details()->appraisal()->findChildren<QLabel*>()) {
                if (!label->isHidden() && label->accessibleName().contains(u"Judge by ROBINS-I"_s)) return true;
            }
            return false;
        };
        AppraisalForm* form = opened.page->details()->appraisal();
        form->chooseTool(AppraisalTool::rob2);
        QVERIFY(advised());
        form->chooseTool(AppraisalTool::robinsI);
        QVERIFY(!advised());
    }

    void attachedFileIsKnownByItsDigest() {
        Opened opened;
        opened.paste(rob2Ris);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"abc.txt"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("abc");
        file.close();
        opened.page->details()->attachFile(path);
        QCOMPARE(opened.current().evidence[0].files.size(), std::size_t{1});
        // FIPS 180-4, example of one block
        QCOMPARE(QString::fromStdString(opened.current().evidence[0].files[0].digest),
                 u"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_s);
        bool whole = false;  // where it can be copied and compared
        for (const QLineEdit* line : opened.page->details()->findChildren<QLineEdit*>()) {
            whole =
                whole || line->text().endsWith(QString::fromStdString(opened.current().evidence[0].files[0].digest));
        }
        QVERIFY(whole);
        opened.undo();
        QVERIFY(opened.current().evidence[0].files.empty());
    }

    void precedentsAreNamed() {
        Opened opened;
        opened.page->claims()->addRequirement("premium.points.improvement.ha.c");
        const QTreeWidgetItem* row = opened.page->claims()->findChild<QTreeWidget*>()->topLevelItem(0);
        static const QRegularExpression words(u"^\\d+ same item, \\d+ same letter$"_s);
        QVERIFY2(words.match(row->text(3)).hasMatch(), qPrintable(row->text(3)));
    }

    void linksAndTheirRemoval() {
        Opened opened;
        opened.paste(rob2Ris);
        opened.page->bind(minutes);
        const std::string id = opened.page->chosenId();
        QCOMPARE(opened.current().parameters.at(minutes).evidence.evidence, id);
        QCOMPARE(opened.page->details()->links()->findChild<QListWidget*>()->count(), 1);
        ClaimsPage* claims = opened.page->claims();
        claims->addRequirement("premium.points.improvement.ha.c");
        claims->support(id, true);
        opened.page->removeEvidence();
        QVERIFY(opened.current().parameters.at(minutes).evidence.evidence.empty());
        QVERIFY(opened.current().claims[0].evidence.empty());
        opened.undo();
        QCOMPARE(opened.current().claims[0].evidence, std::vector<std::string>{id});
    }

    /// Numbers of regions that rest on one table are told apart by their region, in the window and in print.
    void regionsAreNamed() {
        Opened opened;
        Case value = opened.current();
        value.parameters.clear();
        value.equalisation.emplace();
        value.equalisation->regions = {{"p01", "01", {"北海道", "Hokkaido"}, {}},
                                       {"p47", "47", {"沖縄県", "Okinawa"}, {}}};
        Evidence& table = value.evidence.emplace_back();
        table.id = "table";
        table.title = {"統計", "Statistics"};
        for (const char* region : {"p01", "p47"}) {
            Parameter& count = value.parameters["equalisation.region." + std::string(region) + ".count"];
            count.value = 100;
            count.evidence.evidence = "table";
        }
        opened.session.document().replace(value, u"regions"_s);
        QVERIFY(opened.page->goTo("/evidence/id=table"));
        const auto* links = opened.page->details()->links()->findChild<QListWidget*>();
        QCOMPARE(links->count(), 2);
        QVERIFY2(links->item(0)->text().startsWith(u"Hokkaido: "_s), qPrintable(links->item(0)->text()));
        QVERIFY2(links->item(1)->text().startsWith(u"Okinawa: "_s), qPrintable(links->item(1)->text()));

        for (auto& [id, parameter] : value.parameters) parameter.evidence = {};
        const auto open = unsupportedParametersTable(value);
        QVERIFY(open);
        QCOMPARE(open->rows.size(), std::size_t(2));
        QVERIFY(std::get<Text>(open->rows[1].cells[0]).ja.starts_with("沖縄県・"));
    }

    void premiumClaim() {
        Opened opened;
        opened.paste(rob2Ris);
        ClaimsPage* claims = opened.page->claims();
        claims->addRequirement("premium.points.improvement.ha.c");
        QCOMPARE(claims->chosenId(), opened.current().claims[0].id);
        claims->support(opened.current().evidence[0].id, true);
        claims->offer("labour.hospital.hoursSaved", true);
        claims->judge(ClaimStrength::moderate);
        const RequirementClaim& claim = opened.current().claims[0];
        QCOMPARE(claim.evidence.size(), std::size_t{1});
        QVERIFY(claim.strength == ClaimStrength::moderate);
        QSignalSpy asked(opened.page.get(), &EvidencePage::precedentsRequested);
        for (QPushButton* button : claims->findChildren<QPushButton*>()) {
            if (button->text() == u"Precedents…"_s) button->click();
        }
        QCOMPARE(asked.count(), 1);
        for (int step = 0; step < 4; ++step) opened.undo();
        QVERIFY(opened.current().claims.empty());
    }

    void literatureSearch() {
        Opened opened;
        LiteraturePage* page = opened.page->literature();
        page->addSearch();
        const QList<QSpinBox*> counts = page->findChildren<QSpinBox*>();
        QCOMPARE(counts.size(), 6);
        for (QSpinBox* count : counts) {
            if (count->accessibleName() == u"Records identified"_s) count->setValue(100);
        }
        QCOMPARE(opened.current().literature->identified, 100);
        QVERIFY(page->figure()->figure().has_value());
        for (QSpinBox* count : counts) {
            if (count->accessibleName() == u"Duplicates removed"_s) count->setValue(101);
        }
        QVERIFY(!page->figure()->figure().has_value());
        opened.undo();
        QVERIFY(page->figure()->figure().has_value());
        opened.undo();
        opened.undo();
        QVERIFY(!opened.current().literature);
    }

    void print() {
        Opened opened;
        opened.paste(rob2Ris);
        opened.page->details()->appraisal()->chooseTool(AppraisalTool::rob2);
        opened.page->claims()->addRequirement("premium.points.improvement.ha.c");
        opened.page->literature()->addSearch();
        Evaluation evaluation;
        ReportDocument document;
        document.blocks = evidenceBlocks(opened.current(), evaluation, *opened.session.pack());
        QVERIFY(validate(document).empty());
        std::size_t tables = 0;
        std::size_t figures = 0;
        for (const ReportBlock& block : document.blocks) {
            tables += std::holds_alternative<Table>(block) ? 1 : 0;
            figures += std::holds_alternative<FigureRow>(block) ? 1 : 0;
        }
        QCOMPARE(tables, std::size_t{4});  // register, risk of bias, claims, the parameter without evidence
        QCOMPARE(figures, std::size_t{1});
    }
};

QTEST_MAIN(EvidencePageTest)
#include "evidence_page_test.moc"
