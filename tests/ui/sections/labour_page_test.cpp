// label: gui
#include "ui/sections/labour_page.h"
#include "app/document/sample_library.h"
#include "app/document/session.h"
#include "app/studies/shipped_wages.h"
#include "ui/sections/input_views.h"
#include "ui/windows/language.h"

#include <QMenu>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

/// A case of labour with two staff rows: one without name and pay, one named by hand with a range around its pay.
Case twoStaff() {
    Case value;
    value.context.rulePack = "jp-2026";
    value.labour = LabourStructure{};
    value.labour->staff = {{"r1", {}, {}}, {"r2", {"内視鏡医", "Endoscopist"}, {}}};
    Parameter pay;
    pay.value = 9'000'000;
    pay.range = SensitivityRange{8'000'000, 10'000'000};
    value.parameters["labour.staff.r2.annualPay"] = pay;
    return value;
}

/// The labour page of a case, and its menu of pay by occupation.
struct Opened {
    explicit Opened(const Case& value) {
        session.newCase(value);
        page = std::make_unique<LabourPage>(session);
        for (QPushButton* button : page->findChildren<QPushButton*>()) {
            if (button->menu()) menu = button->menu();
        }
        for (RowTableEditor* editor : page->findChildren<RowTableEditor*>()) {
            if (editor->nearness("labour.staff.r2.annualPay") > 0) staff = editor;
        }
    }
    const Case& current() { return session.document().current(); }
    const Parameter& payOf(const char* row) {
        return current().parameters.at("labour.staff." + std::string(row) + ".annualPay");
    }
    void choose(const ShippedWage& wage) { menu->actions()[&wage - shippedWages().data()]->trigger(); }

    Session session;
    std::unique_ptr<LabourPage> page;
    QMenu* menu = nullptr;
    RowTableEditor* staff = nullptr;
};

const ShippedWage& wageNamed(const std::string& occupation, int year) {
    return *std::ranges::find_if(
        shippedWages(), [&](const ShippedWage& wage) { return wage.occupation.en == occupation && wage.year == year; });
}

}  // namespace

class LabourPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    /// The menu offers every pay of the program.
    void offersEveryPay() {
        Opened opened(twoStaff());
        QVERIFY(opened.menu);
        QCOMPARE(opened.menu->actions().size(), static_cast<qsizetype>(shippedWages().size()));
        // Wage structure survey 2023, nurses: 5,081,700 yen (resources/tables/wages.csv).
        const auto actions = opened.menu->actions();
        QVERIFY(std::ranges::any_of(actions, [](const QAction* action) {
            return action->text().contains(u"Nurse"_s) && action->text().contains(u"5,081,700"_s);
        }));
    }

    /// Pay, source and evidence go to the chosen row; a row without a name takes that of the occupation, one named by
    /// hand keeps its own; a range around an earlier pay goes. Each is one undo step.
    void entersPayIntoTheChosenRow_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("name");
        QTest::newRow("without a name") << 0 << u"Nurse"_s;
        QTest::newRow("named by hand") << 1 << u"Endoscopist"_s;
    }
    void entersPayIntoTheChosenRow() {
        QFETCH(int, row);
        QFETCH(QString, name);
        Opened opened(twoStaff());
        QVERIFY(opened.staff);
        const Case before = opened.current();
        opened.staff->view()->setCurrentIndex(opened.staff->view()->model()->index(row, 0));
        opened.choose(wageNamed("Nurse", 2023));
        const Parameter& pay = opened.payOf(row == 0 ? "r1" : "r2");
        QVERIFY(pay.value == 5'081'700.0);
        QVERIFY(!pay.range);
        QVERIFY(pay.source.kind == SourceKind::secondary);
        QVERIFY(pay.source.citation == wageNamed("Nurse", 2023).source.en);
        QCOMPARE(pay.evidence.evidence, std::string("wages2023"));
        QCOMPARE(opened.current().evidence.size(), std::size_t(1));
        QCOMPARE(opened.current().evidence.front().id, std::string("wages2023"));
        QCOMPARE(QString::fromStdString(opened.current().labour->staff[static_cast<std::size_t>(row)].name.en), name);
        QCOMPARE(opened.current().labour->staff.size(), std::size_t(2));
        opened.session.document().undoStack()->undo();
        QVERIFY(opened.current() == before);
    }

    /// Without a chosen row a new one is added; another pay of the table replaces the name that it left.
    void addsARow() {
        Opened opened(twoStaff());
        opened.staff->view()->clearSelection();
        opened.choose(wageNamed("Nurse", 2023));
        QCOMPARE(opened.current().labour->staff.size(), std::size_t(3));
        QCOMPARE(opened.current().labour->staff.back().name.ja, std::string("看護師"));
        QCOMPARE(opened.current().labour->staff.back().id, std::string("r3"));
        opened.staff->view()->setCurrentIndex(opened.staff->view()->model()->index(2, 0));
        opened.choose(wageNamed("Doctor", 2022));
        QCOMPARE(opened.current().labour->staff.size(), std::size_t(3));
        QCOMPARE(opened.current().labour->staff.back().name.ja, std::string("医師"));
        QVERIFY(opened.payOf("r3").value == 14'289'000.0);
        QCOMPARE(opened.current().evidence.size(), std::size_t(2));
    }
};

QTEST_MAIN(LabourPageTest)
#include "labour_page_test.moc"
