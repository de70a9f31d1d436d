// label: gui
#include "app/document/sample_library.h"
#include "app/document/session.h"
#include "ui/forms/own_rules.h"
#include "ui/itemmodels/report_table_model.h"
#include "ui/sections/results_panel.h"
#include "ui/windows/language.h"
#include "ui/windows/sections.h"

#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>
#include <memory>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const std::vector<std::string> modelSections{"outcomes", "labour", "equalisation", "pricing", "recalculation"};

std::unique_ptr<SectionPage> pageOf(Session& session, const std::string& id) {
    for (const SectionEntry& entry : sectionEntries()) {
        if (entry.id == id) return std::unique_ptr<SectionPage>(entry.create(session));
    }
    return {};
}

bool uses(const Case& value, const std::string& section) {
    return (section == "outcomes" && value.outcomes) || (section == "labour" && value.labour) ||
           (section == "equalisation" && value.equalisation) || (section == "pricing" && value.pricing) ||
           (section == "recalculation" && value.recalculation);
}

}  // namespace

class SectionPagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    /// Every sample case shows a table of results in every section it uses, in both languages.
    void samplesShowResults() {
        const auto samples = sampleCases();
        QVERIFY(samples.ok());
        for (const Case& sample : *samples) {
            Session session;
            Case value = sample;
            value.run.draws = 50;
            session.newCase(value);
            QTRY_VERIFY_WITH_TIMEOUT(session.resultState() == ResultState::current, 60'000);
            for (const std::string& section : modelSections) {
                if (!uses(value, section)) continue;
                const auto page = pageOf(session, section);
                QVERIFY2(page, section.c_str());
                const auto* model = page->findChild<ReportTableModel*>();
                const auto* panel = page->findChild<ResultsPanel*>();
                QVERIFY(panel);
                model = panel->findChild<ReportTableModel*>();
                QVERIFY2(model->rowCount() > 0, section.c_str());
                const QString english = model->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString();
                setUiLanguage(Language::ja);
                QCoreApplication::sendPostedEvents();
                QEvent change(QEvent::LanguageChange);
                QCoreApplication::sendEvent(page.get(), &change);
                QVERIFY2(model->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString() != english, section.c_str());
                setUiLanguage(Language::en);
            }
        }
    }

    /// A base of 1 makes α the rate A itself: 20,500 yen and 6 % of it. The user set it, and the result says so.
    void ownRuleChangesThePrice() {
        const auto samples = sampleCases();
        QVERIFY(samples.ok());
        const auto sample = std::ranges::find(*samples, "sample-premium-catheter", &Case::id);
        QVERIFY(sample != samples->end());
        Session session;
        Case value = *sample;
        value.run.draws = 0;
        session.newCase(value);
        const auto page = pageOf(session, "pricing");
        const auto pricing = [&session]() -> const PricingResults* {
            const EvaluationPtr evaluation = session.evaluation();
            const bool current = session.resultState() == ResultState::current;
            return current && evaluation && evaluation->pricing ? &*evaluation->pricing : nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(pricing(), 60'000);
        QVERIFY(pricing()->unrounded != 21'730);
        auto* own = page->findChild<OwnRules*>();
        QVERIFY(own);
        own->add("premium.alpha.base");
        QCOMPARE(own->list()->topLevelItemCount(), 1);
        own->list()->topLevelItem(0)->setText(2, u"1"_s);
        QTRY_VERIFY_WITH_TIMEOUT(pricing() && pricing()->unrounded == 21'730, 60'000);
        QCOMPARE(QString::fromStdString(pricing()->trace.status), u"user"_s);
        own->list()->topLevelItem(0)->setText(2, u"nonsense"_s);
        QTRY_VERIFY_WITH_TIMEOUT(session.resultState() == ResultState::current && !pricing(), 60'000);
        QVERIFY(page->goTo("/context/rules/premium.alpha.base"));
    }

    /// An unused model offers itself; taking it up is one undo step.
    void unusedModelCanBeTakenUp() {
        for (const std::string& section : modelSections) {
            Session session;
            Case value;
            value.context.rulePack = "jp-2026";
            session.newCase(value);
            const auto page = pageOf(session, section);
            page->show();
            QPushButton* use = nullptr;
            for (QPushButton* button : page->findChildren<QPushButton*>()) {
                if (button->text() == u"Use in this case"_s) use = button;
            }
            QVERIFY2(use && use->isVisible(), section.c_str());
            use->click();
            QVERIFY2(uses(session.document().current(), section), section.c_str());
            QVERIFY(!use->isVisible());
            QCOMPARE(session.document().undoStack()->count(), 1);
            session.document().undoStack()->undo();
            QVERIFY2(!uses(session.document().current(), section), section.c_str());
            QVERIFY(use->isVisible());
        }
    }

    /// An issue of a cell leads to that cell, and a headline figure to its explanation.
    void pagesGoToCellsAndTraces() {
        const auto samples = sampleCases();
        QVERIFY(samples.ok());
        const auto hip = std::ranges::find(*samples, "sample-hip-prosthesis", &Case::id);
        QVERIFY(hip != samples->end());
        Session session;
        Case value = *hip;
        value.run.draws = 0;
        session.newCase(value);
        QTRY_VERIFY_WITH_TIMEOUT(session.resultState() == ResultState::current, 60'000);
        const auto labour = pageOf(session, "labour");
        QVERIFY(labour->goTo("labour.task." + value.labour->tasks.front().id + ".minutesAfter"));
        QVERIFY(labour->goTo("labour.procedure.hoursSaved"));
        QCOMPARE(labour->findChild<ResultsPanel*>()->currentIndex(), 2);
        QVERIFY(!labour->goTo("labour.nowhere"));
    }
};

QTEST_MAIN(SectionPagesTest)
#include "section_pages_test.moc"
