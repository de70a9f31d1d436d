// label: gui
// The section of the prices: what a hand does there and what it sees.
#include "ui/sections/routes_page.h"
#include "app/document/price_requests.h"
#include "app/document/session.h"
#include "models/case/case_json.h"
#include "ui/forms/field_form.h"
#include "ui/forms/field_grid.h"
#include "ui/forms/own_rules.h"
#include "ui/itemmodels/report_table_model.h"
#include "ui/itemmodels/row_table_model.h"
#include "ui/sections/input_views.h"
#include "ui/sections/price_page.h"
#include "ui/sections/request_results.h"
#include "ui/windows/language.h"
#include "ui/windows/precedents_dialog.h"
#include "ui/windows/sections.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include <memory>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;  ///< a loaded machine may need long for a run

/// A case without anything but its rules, and the section open on it.
struct Opened {
    Session session;
    std::unique_ptr<RoutesPage> page;

    Opened() {
        Case value;
        value.context.rulePack = "jp-2026";
        value.run.draws = 0;
        session.newCase(value);
        page = std::make_unique<RoutesPage>(session);
        page->resize(900, 700);
        page->show();
    }

    const Case& current() const { return session.document().current(); }
    const PriceRequest& request() const { return *findRequest(session.document().current(), page->chosenId()); }
    void undo() { session.document().undoStack()->undo(); }

    QLineEdit* line(const char* key) const { return qobject_cast<QLineEdit*>(page->form()->editorOf(key)); }
    void type(const char* key, const QString& text) {
        QLineEdit* edit = line(key);
        QVERIFY2(edit, key);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    void choose(const char* key, const QString& id) {
        auto* box = qobject_cast<QComboBox*>(page->form()->editorOf(key));
        QVERIFY2(box, key);
        box->setCurrentIndex(box->findData(id));
        Q_EMIT box->activated(box->currentIndex());
    }
    QPushButton* button(const QString& text) const {
        QCoreApplication::processEvents();  // widgets that were just added are shown by an event
        for (QPushButton* found : page->findChildren<QPushButton*>()) {
            if (found->text() == text && found->isVisibleTo(page.get())) return found;
        }
        return nullptr;
    }
    /// The official illustration: 保険医療材料専門部会133回 材-1 p. 43, 100 and 80 with tax give 84.
    void illustration() {
        page->addPrice("marketRevision");
        type("oldPrice", u"100"_s);
        type("marketPrice", u"80"_s);
        choose("taxBasis", u"included"_s);
    }
};

QStringList problems(const FieldForm& form) {
    QStringList texts;
    for (const QLabel* label : form.findChildren<QLabel*>()) {
        if (label->property("role").toString() == u"error"_s && !label->isHidden()) texts << label->text();
    }
    return texts;
}

}  // namespace

class RoutesPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    void standsBetweenPriceAndRecalculation() {
        const auto& entries = sectionEntries();
        const std::size_t at = sectionOwning("/routes/id=p1/inputs/oldPrice");
        QCOMPARE(QString::fromStdString(entries[at].id), u"routes"_s);
        QCOMPARE(QString::fromStdString(entries[at - 1].id), u"pricing"_s);
        QCOMPARE(QString::fromStdString(entries[at + 1].id), u"recalculation"_s);
    }

    void typedCellsGiveAPrice() {
        Opened window;
        window.illustration();
        QTRY_COMPARE_WITH_TIMEOUT(window.page->results()->headline(), u"84 yen"_s, patience);
        QVERIFY(problems(*window.page->form()).isEmpty());
        // The calculation stands first, then the same price under the other rules.
        QTRY_VERIFY_WITH_TIMEOUT(window.session.resultState() == ResultState::current, patience);
        const auto* table = window.page->results()->panel()->findChild<ReportTableModel*>();
        QVERIFY(table->rowCount() > 0);
        const EvaluationPtr evaluation = window.session.evaluation();
        QVERIFY(!evaluation->routes.front().others.empty());
    }

    void typingIsWrittenWhenItPauses() {
        Opened window;
        window.page->addPrice("marketRevision");
        const int before = window.session.document().undoStack()->count();
        QLineEdit* edit = window.line("oldPrice");
        edit->setFocus();
        QTest::keyClicks(edit, u"12"_s);
        QTRY_COMPARE(QString::fromStdString(enteredText(window.request().inputs, "oldPrice")), u"12"_s);
        QTest::keyClicks(edit, u"345"_s);
        QTRY_COMPARE(QString::fromStdString(enteredText(window.request().inputs, "oldPrice")), u"12345"_s);
        QCOMPARE(window.session.document().undoStack()->count(), before + 1);  // one run of typing, one step
        window.undo();
        QCOMPARE(edit->text(), QString());
    }

    void wrongUnitIsToldAtTheCell() {
        Opened window;
        window.illustration();
        window.type("oldPrice", u"100 USD"_s);
        QTRY_COMPARE_WITH_TIMEOUT(problems(*window.page->form()).size(), 1, patience);
        QVERIFY2(problems(*window.page->form()).front().contains(u"100 USD"_s),
                 qPrintable(problems(*window.page->form()).front()));
        QVERIFY(window.line("oldPrice")->property("problem").toBool());
        QCOMPARE(window.line("oldPrice")->text(), u"100 USD"_s);  // stays as typed
        QTRY_VERIFY(window.page->results()->reasons()->count() > 0);
        window.undo();
        QCOMPARE(window.line("oldPrice")->text(), u"100"_s);
        QTRY_VERIFY_WITH_TIMEOUT(problems(*window.page->form()).isEmpty(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(window.page->results()->headline(), u"84 yen"_s, patience);
    }

    void emptyCellsAskInsteadOfAccusing() {
        Opened window;
        window.page->addPrice("costEffectivenessAdjustment");
        QTRY_VERIFY_WITH_TIMEOUT(window.session.resultState() == ResultState::current, patience);
        QVERIFY(problems(*window.page->form()).isEmpty());
        QVERIFY(window.line("price")->placeholderText().contains(u"needed"_s));
        QVERIFY(window.page->results()->reasons()->count() >= 3);
    }

    void pricesAreDuplicatedMovedAndRemoved() {
        Opened window;
        window.illustration();
        const std::string first = window.page->chosenId();
        window.button(u"Duplicate"_s)->click();
        QCOMPARE(window.current().routes.size(), std::size_t{2});
        QVERIFY(window.page->chosenId() != first);
        QCOMPARE(window.line("oldPrice")->text(), u"100"_s);
        window.button(u"↑"_s)->click();
        QCOMPARE(window.current().routes.front().id, window.page->chosenId());
        window.button(u"Remove"_s)->click();
        QCOMPARE(window.current().routes.size(), std::size_t{1});
        QCOMPARE(window.page->chosenId(), first);
        window.undo();
        QCOMPARE(window.current().routes.size(), std::size_t{2});
        while (window.session.document().undoStack()->canUndo()) window.undo();
        QVERIFY(window.current().routes.empty());
        QVERIFY(window.button(u"Add a price"_s));
    }

    void anotherPackPricesIt() {
        Opened window;
        window.illustration();
        QComboBox* packs = nullptr;
        for (QComboBox* box : window.page->findChildren<QComboBox*>()) {
            if (box->findData(u"jp-2024"_s) >= 0) packs = box;
        }
        QVERIFY(packs);
        packs->setCurrentIndex(packs->findData(u"jp-2024"_s));
        Q_EMIT packs->activated(packs->currentIndex());
        QCOMPARE(QString::fromStdString(window.request().pack), u"jp-2024"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window.session.evaluation() && !window.session.evaluation()->routes.empty() &&
                                     window.session.evaluation()->routes.front().result &&
                                     window.session.evaluation()->routes.front().result->pack == "jp-2024",
                                 patience);
    }

    /// Margin 10 % of 100 on 80 is 90; the result says that the analyst set it.
    void ownRuleReplacesThePacks() {
        Opened window;
        window.illustration();
        auto* own = window.page->findChild<OwnRules*>();
        own->add("market.marginRate");
        QVERIFY(window.request().rules.contains("market.marginRate"));
        QTreeWidget* list = own->list();
        QCOMPARE(list->topLevelItemCount(), 1);
        list->topLevelItem(0)->setText(2, u"10 %"_s);
        QTRY_COMPARE_WITH_TIMEOUT(window.page->results()->headline(), u"90 yen"_s, patience);
        const EvaluationPtr evaluation = window.session.evaluation();
        QCOMPARE(QString::fromStdString(evaluation->routes.front().result->trace.status), u"user"_s);
    }

    /// The case's own value is where a price starts from; the price's own stands above it.
    void ownRuleOfTheCase() {
        Opened window;
        window.illustration();
        PricePage price(window.session);
        auto* ofCase = price.findChild<OwnRules*>();
        QVERIFY(ofCase);
        ofCase->add("market.marginRate");
        ofCase->list()->topLevelItem(0)->setText(2, u"10 %"_s);
        QCOMPARE(QString::fromStdString(window.current().context.rules.at("market.marginRate")), u"10 %"_s);
        QTRY_COMPARE_WITH_TIMEOUT(window.page->results()->headline(), u"90 yen"_s, patience);
        auto* ofPrice = window.page->findChild<OwnRules*>();
        ofPrice->add("market.marginRate");
        QCOMPARE(ofPrice->list()->topLevelItem(0)->text(1), u"0.1"_s);  // what holds without a value of its own
        ofPrice->list()->topLevelItem(0)->setText(2, u"0.04"_s);
        QTRY_COMPARE_WITH_TIMEOUT(window.page->results()->headline(), u"84 yen"_s, patience);
        const auto read = caseFromJson(caseToJson(window.current()));
        QVERIFY(read.ok());
        QVERIFY(read->value == window.current());
    }

    /// "Precedents of this premium…" of a chosen row asks for what it claims, with its rate.
    void precedentsOfAPremium() {
        Opened window;
        window.page->addPrice("similarCategory");
        Case value = window.current();
        value.routes[0].inputs["premiums"] = {{{"kind", "改良加算"}, {"requirement", "ハ-a"}, {"rate", "5"}},
                                              {{"kind", "usefulness"}, {"items", "イ-b, ロ-1a"}}};
        window.session.document().replace(std::move(value), u"premiums"_s);
        QPushButton* button = window.button(u"Precedents of this premium…"_s);
        QVERIFY(button);
        QVERIFY(!button->isEnabled());
        std::vector<PrecedentQuery> asked;
        connect(window.page.get(), &RoutesPage::precedentsRequested, this,
                [&asked](const PrecedentQuery& query) { asked.push_back(query); });
        auto* grid = qobject_cast<FieldGrid*>(window.page->form()->editorOf("premiums"));
        for (const int row : {0, 1}) {
            grid->view()->setCurrentIndex(grid->view()->model()->index(row, 0));
            QVERIFY(button->isEnabled());
            button->click();
        }
        QCOMPARE(asked.size(), std::size_t{2});
        QCOMPARE(QString::fromStdString(asked[0].route), u"similarCategory"_s);
        QCOMPARE(QString::fromStdString(asked[0].premium), u"improvement"_s);
        QCOMPARE(QString::fromStdString(asked[0].item), u"ハ"_s);
        QCOMPARE(asked[0].claimedRate.value_or(0), 5.0);
        QCOMPARE(QString::fromStdString(asked[1].premium), u"usefulness"_s);
        QCOMPARE(QString::fromStdString(asked[1].item), u"イ"_s);

        PrecedentsDialog dialog;
        dialog.showQuery(asked[0]);
        for (const Precedent& found : dialog.found()) {
            QCOMPARE(QString::fromStdString(found.route), u"similarCategory"_s);
            QCOMPARE(QString::fromStdString(found.premium), u"improvement"_s);
        }
        QVERIFY(!dialog.found().empty());
        QStringList words;
        for (const QLabel* label : dialog.findChildren<QLabel*>()) words << label->text();
        QVERIFY2(words.filter(u"Own claim: Improvement premium ハ, 5 %."_s).size() == 1, qPrintable(words.join(u'|')));
    }

    void cellsNameParameters() {
        Opened window;
        Case value = window.current();
        value.parameters["pricing.market"].value = 80;
        window.session.document().replace(std::move(value), u"parameter"_s);
        window.illustration();
        window.type("marketPrice", u"pricing.market"_s);
        QTRY_COMPARE_WITH_TIMEOUT(window.page->results()->headline(), u"84 yen"_s, patience);
        QCOMPARE(QString::fromStdString(enteredText(window.request().inputs, "marketPrice")), u"pricing.market"_s);
    }

    void issuesLeadToTheirCells() {
        Opened window;
        window.illustration();
        QVERIFY(window.page->goTo("/routes/id=" + window.page->chosenId() + "/inputs/marketPrice"));
        QVERIFY(window.page->goTo("routes." + window.page->chosenId()));
        QVERIFY(!window.page->goTo("/routes/id=nowhere/inputs/marketPrice"));
    }

    /// Every route there is has its form without code of its own.
    void everyRouteHasItsForm() {
        for (const RouteDefinition& route : priceRoutes()) {
            Opened window;
            window.page->addPrice(route.id);
            for (const Field& field : route.fields) {
                QVERIFY2(window.page->form()->editorOf(field.key), (route.id + "/" + field.key).c_str());
            }
        }
    }

    void tablesAreTypedAndPasted() {
        const std::vector<Field> fields{
            tableField("foreign", {"外国価格", "Foreign prices"},
                       {choiceField("country", {"国", "Country"}, {{"us", {"米国", "USA"}}, {"uk", {"英国", "UK"}}}),
                        numberField("price", {"価格", "Price"}, Unit::yen, {}), yesNoField("used", {"採用", "Used"})})};
        CaseDocument document;
        Case value;
        const std::string id = addRequest(value, "marketRevision");
        document.open(std::move(value), true);
        FieldForm form(document);
        form.showInputs({InputsOwner::price, id}, fields);
        form.resize(600, 400);
        form.show();
        auto* grid = qobject_cast<FieldGrid*>(form.editorOf("foreign"));
        QVERIFY(grid);
        for (QPushButton* button : grid->findChildren<QPushButton*>()) {
            if (button->text() == u"Add row"_s) button->click();
        }
        const auto rows = [&document] { return enteredRows(document.current().routes.front().inputs, "foreign"); };
        QCOMPARE(rows().size(), std::size_t{1});
        // From a spreadsheet: words of the choices, grouped numbers, more rows than there are.
        QGuiApplication::clipboard()->setText(u"USA\t1,200\tyes\n英国\t９００\tno\n"_s);
        grid->view()->setCurrentIndex(grid->view()->model()->index(0, 0));
        for (QAction* action : grid->view()->actions()) {
            if (action->shortcut() == QKeySequence(QKeySequence::Paste)) action->trigger();
        }
        const nlohmann::json expected{{{"country", "us"}, {"price", "1,200"}, {"used", true}},
                                      {{"country", "uk"}, {"price", "900"}, {"used", false}}};
        QCOMPARE(QString::fromStdString(rows().dump()), QString::fromStdString(expected.dump()));
        QCOMPARE(grid->view()->model()->rowCount(), 2);
        document.undoStack()->undo();
        QCOMPARE(rows().size(), std::size_t{1});
        document.undoStack()->redo();
        // A refused cell is marked in its place.
        Issue issue{"field.notANumber", Severity::error, "/routes/id=" + id + "/inputs/foreign/1/price", "x", {}, {}};
        form.setIssues({issue});
        const QModelIndex cell = grid->view()->model()->index(1, 1);
        QVERIFY(cell.data(Qt::ForegroundRole).isValid());
        QVERIFY(!cell.data(Qt::ToolTipRole).toString().isEmpty());
        QVERIFY(form.goTo(issue.where));
        QCOMPARE(grid->view()->currentIndex(), cell);
    }

    void languageChanges() {
        Opened window;
        window.illustration();
        setUiLanguage(Language::ja);
        QEvent change(QEvent::LanguageChange);
        QCoreApplication::sendEvent(window.page.get(), &change);
        QTRY_COMPARE_WITH_TIMEOUT(window.page->results()->headline(), u"84 円"_s, patience);
        QStringList captions;
        for (const QLabel* label : window.page->form()->findChildren<QLabel*>()) captions << label->text();
        QVERIFY(captions.contains(u"改定前の価格"_s));
    }
};

QTEST_MAIN(RoutesPageTest)
#include "routes_page_test.moc"
