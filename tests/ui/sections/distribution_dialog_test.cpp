// label: gui
#include "ui/sections/distribution_dialog.h"

#include "models/statistics/distribution_arguments.h"
#include "ui/charts/figure_view.h"
#include "ui/windows/language.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* id = "outcomes.utility";

/// A utility of .85, standard error .03.
Case utilityCase() {
    Case value;
    Parameter& parameter = value.parameters[id];
    parameter.label = {"効用値", "Utility"};
    parameter.value = 0.85;
    parameter.distribution = {Family::beta, {{"mean", 0.85}, {"se", 0.03}}};
    return value;
}

/// The dialog as its user sees and drives it.
struct Window {
    explicit Window(CaseDocument& document) : dialog(document, id) { dialog.QWidget::show(); }

    template <class Widget>
    Widget* find(const char* name) const {
        return dialog.findChild<Widget*>(QString::fromLatin1(name));
    }
    void choose(const char* combo, int index) const {
        auto* box = find<QComboBox>(combo);
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }
    void chooseFamily(Family family) const {
        choose("family", find<QComboBox>("family")->findData(static_cast<int>(family)));
    }
    void type(const char* argument, const QString& text) const {
        auto* field = find<QLineEdit>(argument);
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    QString text(const char* argument) const { return find<QLineEdit>(argument)->text(); }
    QString moments() const { return find<QLabel>("moments")->text(); }
    QString message() const { return find<QLabel>("message")->text(); }
    bool hasPicture() const { return dialog.findChild<FigureView*>()->figure().has_value(); }
    QPushButton* ok() const { return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok); }

    DistributionDialog dialog;
};

const DistributionSpec& stored(const CaseDocument& document) {
    return document.current().parameters.at(id).distribution;
}

}  // namespace

class DistributionDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        setUiLanguage(Language::en);
        m_document.open(utilityCase(), true);
    }

    void showsWhatIsStored() {
        const Window window(m_document);
        QCOMPARE(window.text("argument.mean"), u"0.85"_s);
        QCOMPARE(window.text("argument.se"), u"0.03"_s);
        // R 4.2.2: qbeta(c(.025, .975), 119.5667, 21.1) = .7867, .9039.
        QVERIFY2(window.moments().contains(u"0.7867 – 0.9039"_s), qPrintable(window.moments()));
        QVERIFY(window.hasPicture() && window.ok()->isEnabled());
    }

    /// Every family and argument set can be chosen, and says what is missing until it is complete.
    void everySetHasItsFields() {
        const Window window(m_document);
        for (const auto& [family, name] : familyNames) {
            window.chooseFamily(family);
            const std::vector<ArgumentSet>& sets = argumentSets(family);
            QCOMPARE(window.find<QComboBox>("arguments")->count(), static_cast<int>(sets.size()));
            for (std::size_t i = 0; i < sets.size(); ++i) {
                window.choose("arguments", static_cast<int>(i));
                for (const std::string& argument : sets[i].names) {
                    QVERIFY2(window.find<QLineEdit>(("argument." + argument).c_str()), argument.c_str());
                }
            }
            QCOMPARE(window.find<QPlainTextEdit>("values") != nullptr, family == Family::empirical);
        }
    }

    /// Another way to state it starts from the same distribution: alpha = 119.5667, beta = 21.1 (Briggs et al. 2006).
    void changingTheSetConverts() {
        Window window(m_document);
        window.choose("arguments", 2);
        QVERIFY(std::abs(window.text("argument.alpha").toDouble() - 119.56666666666668) < 1e-9);
        QVERIFY(std::abs(window.text("argument.beta").toDouble() - 21.1) < 1e-9);
        window.chooseFamily(Family::truncatedNormal);
        QCOMPARE(window.text("argument.mean"), u"0.85"_s);
        QVERIFY(!window.ok()->isEnabled());
        window.type("argument.low", u"0"_s);
        window.type("argument.high", u"1"_s);
        QVERIFY(window.ok()->isEnabled() && window.hasPicture());
        window.ok()->click();
        const std::map<std::string, double> expected = {{"mean", 0.85}, {"sd", 0.03}, {"low", 0}, {"high", 1}};
        QCOMPARE(stored(m_document).family, Family::truncatedNormal);
        QStringList args;
        for (const auto& [name, value] : stored(m_document).args) {
            args << QString::fromStdString(name + " " + numberText(value));
        }
        QVERIFY2(stored(m_document).args == expected, qPrintable(args.join(u", "_s)));
        m_document.undoStack()->undo();
        QCOMPARE(stored(m_document).family, Family::beta);
    }

    /// A faulty set is named and cannot be taken over.
    void faultsAreNamed() {
        const Window window(m_document);
        window.type("argument.se", u"0.4"_s);  // √(.85 · .15) = .357
        QVERIFY2(window.message().contains(u"0.357"_s), qPrintable(window.message()));
        QVERIFY(!window.ok()->isEnabled() && !window.hasPicture() && window.moments().isEmpty());
        window.choose("arguments", 3);
        window.type("argument.events", u"20"_s);
        window.type("argument.n", u"20"_s);
        QVERIFY(!window.message().isEmpty());
        QVERIFY(!window.ok()->isEnabled());
        window.type("argument.n", u"25"_s);
        QVERIFY(window.message().isEmpty() && window.ok()->isEnabled());
    }

    void optionalArgumentMayBeBlank() {
        const Window window(m_document);
        window.chooseFamily(Family::lognormal);
        window.choose("arguments", 3);
        window.type("argument.estimate", u"0.509"_s);
        window.type("argument.low", u"0.365"_s);
        window.type("argument.high", u"0.71"_s);
        QVERIFY(window.ok()->isEnabled());
        window.type("argument.level", u"95"_s);
        QVERIFY(!window.ok()->isEnabled());
        window.ok()->click();
        QCOMPARE(stored(m_document).family, Family::beta);
    }

    void listedValues() {
        const Window window(m_document);
        window.chooseFamily(Family::empirical);
        QVERIFY(!window.ok()->isEnabled());
        auto* values = window.find<QPlainTextEdit>("values");
        values->setPlainText(u"0.8, 0.9\n0.85;0.7"_s);
        QVERIFY2(window.ok()->isEnabled() && window.hasPicture(), qPrintable(window.message()));
        values->setPlainText(u"0.8 many"_s);
        QVERIFY(!window.ok()->isEnabled());
        values->setPlainText(u"0.8 0.9"_s);
        window.ok()->click();
        QVERIFY(stored(m_document).values == (std::vector<double>{0.8, 0.9}));
    }

    void japanese() {
        setUiLanguage(Language::ja);
        const Window window(m_document);
        QCOMPARE(window.find<QComboBox>("arguments")->currentText(), u"平均, 標準誤差"_s);
    }

private:
    CaseDocument m_document;
};

QTEST_MAIN(DistributionDialogTest)
#include "distribution_dialog_test.moc"
