// label: gui
#include "ui/sections/joint_group_dialog.h"
#include "app/document/joint_group_edits.h"
#include "editor_keys.h"
#include "models/case/validate.h"
#include "ui/sections/analysis_inputs.h"
#include "ui/sections/input_views.h"
#include "ui/windows/language.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace kachi;
using namespace kachi::keys;
using namespace Qt::StringLiterals;

namespace {

/// Three parameters: a normal of mean 2 and standard deviation 0.5, a gamma, and one that does not vary.
Case plainCase() {
    Case value;
    value.context.rulePack = "jp-2026";
    value.run.draws = 100;
    for (const char* id : {"outcomes.a", "outcomes.b", "outcomes.c"}) {
        value.parameters[id].value = 2;
        value.parameters[id].label = {id, id};
    }
    value.parameters["outcomes.a"].distribution = {Family::normal, {{"mean", 2}, {"sd", 0.5}}};
    value.parameters["outcomes.b"].distribution = {Family::gamma, {{"shape", 4}, {"scale", 0.5}}};
    return value;
}

struct Dialog {
    Session session;
    JointGroupDialog dialog;
    QAbstractItemModelTester tester;
    Case before;

    explicit Dialog(const Case& value)
        : dialog((session.newCase(value), session)),
          tester(dialog.model(), QAbstractItemModelTester::FailureReportingMode::QtTest) {
        dialog.show();
        before = session.document().current();
    }

    const Case& value() const { return session.document().current(); }
    const JointGroup& group() const { return value().jointGroups.front(); }
    QUndoStack& undo() { return *session.document().undoStack(); }
    QTableView& view() { return *dialog.view(); }
    void click(const QString& text) {
        for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
            if (button->text() == text && button->isVisible()) {
                QVERIFY2(button->isEnabled(), qPrintable(text));
                return QTest::mouseClick(button, Qt::LeftButton);
            }
        }
        QFAIL(qPrintable(text));
    }
    void add(const char* parameter) {
        dialog.findChild<ParameterChooser*>()->choose(parameter);
        click(u"Add parameter"_s);
    }
    QString words() const {
        QString all;
        for (const QLabel* label : dialog.findChildren<QLabel*>()) {
            if (label->isVisible()) all += label->text() + u'\n';
        }
        return all;
    }
    QModelIndex cell(int row, int column) { return dialog.model()->index(row, column); }
};

}  // namespace

class JointGroupDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    void aDirichletIsMadeByHand() {
        Case value = plainCase();
        Dialog page(value);
        trigger(page.dialog, u"Dirichlet"_s);
        QVERIFY(page.words().contains(u"needs at least 2"_s));  // the fault is named at once
        page.add("outcomes.b");
        page.add("outcomes.c");
        QCOMPARE(page.group().members, (std::vector<std::string>{"outcomes.b", "outcomes.c"}));
        QVERIFY(page.value().parameters.at("outcomes.b").distribution.family == Family::fixed);
        QCOMPARE(page.cell(0, 1).data().toString(), u"to enter"_s);
        typeInto(page.view(), 0, 1, u"30"_s);
        typeInto(page.view(), 1, 1, u"10"_s);
        QVERIFY((page.group().concentration == std::vector<double>{30, 10}));
        QCOMPARE(page.cell(0, 2).data().toString(), u"0.75"_s);  // 30/40
        QVERIFY(validate(page.group()).empty());
        QVERIFY(page.dialog.model()->issues().empty());
        typeInto(page.view(), 1, 1, u"-1"_s);
        QVERIFY(page.cell(1, 1).data(Qt::ToolTipRole).toString().contains(u"concentration[2]"_s));
        while (page.undo().canUndo()) page.undo().undo();
        QVERIFY(page.value() == page.before);
    }

    /// A covariance is typed once; the variance comes from the distribution that gives way.
    void aMultivariateNormalIsMadeByHand() {
        Case value = plainCase();
        Dialog page(value);
        trigger(page.dialog, u"Multivariate normal"_s);
        page.add("outcomes.a");
        page.add("outcomes.c");
        QVERIFY((page.group().covariance == std::vector<std::vector<double>>{{0.25, 0}, {0, 0}}));
        typeInto(page.view(), 1, 3, u"0.04"_s);  // label, mean, covariances
        typeInto(page.view(), 1, 2, u"0.05"_s);
        QVERIFY((page.group().covariance == std::vector<std::vector<double>>{{0.25, 0.05}, {0.05, 0.04}}));
        QCOMPARE(page.cell(1, 2).data(Qt::ToolTipRole).toString(), u"correlation 0.5"_s);  // 0.05/√(0.25·0.04)
        QVERIFY(page.dialog.model()->issues().empty());
        // Beyond 0.1 no pair of normals has these variances.
        typeInto(page.view(), 0, 3, u"0.2"_s);
        QVERIFY(page.words().contains(u"not positive semi-definite"_s));
        QVERIFY(hasErrors(page.session.document().issues()));
        QVERIFY(page.cell(1, 3).data(Qt::DecorationRole).isValid());  // 0.2²/0.25 is more than the variance 0.04
        // The mean is the base value.
        typeInto(page.view(), 0, 1, u"2.5"_s);
        QVERIFY(page.value().parameters.at("outcomes.a").value == 2.5);
        while (page.undo().canUndo()) page.undo().undo();
        QVERIFY(page.value() == page.before);
    }

    void aRankCorrelationKeepsTheDistributions() {
        Dialog page(plainCase());
        trigger(page.dialog, u"Rank correlation"_s);
        page.add("outcomes.a");
        page.add("outcomes.b");
        QVERIFY((page.group().correlation == std::vector<std::vector<double>>{{1, 0}, {0, 1}}));
        QVERIFY(page.value().parameters.at("outcomes.a").distribution.family == Family::normal);
        typeInto(page.view(), 0, 3, u"0.6"_s);
        QVERIFY(page.group().correlation[1][0] == 0.6);
        QVERIFY(page.dialog.model()->issues().empty());
        QVERIFY(!page.cell(0, 2).flags().testFlag(Qt::ItemIsEditable));  // 1 on the diagonal
        // A member without a distribution of its own cannot be drawn.
        page.add("outcomes.c");
        QVERIFY2(page.words().contains(u"has no distribution of its own"_s), qPrintable(page.words()));
    }

    /// Half a matrix, or both halves alike; halves that differ are refused.
    void matricesArePasted() {
        Dialog page(plainCase());
        page.dialog.addGroup(JointKind::rankCorrelation);
        page.dialog.addMember("outcomes.a");
        page.dialog.addMember("outcomes.b");
        const Case before = page.value();
        QString words;
        expectRefusal(words);
        paste(page.view(), 0, 2, u"1\t0.3\n0.4\t1\n"_s);
        QVERIFY2(words.contains(u"mirror"_s), qPrintable(words));
        QVERIFY(page.value() == before);
        paste(page.view(), 0, 2, u"1\t\n0.4\t1\n"_s);
        QVERIFY((page.group().correlation == std::vector<std::vector<double>>{{1, 0.4}, {0.4, 1}}));
        page.undo().undo();
        QVERIFY(page.value() == before);
    }

    void nobodyIsDrawnTwice() {
        Dialog page(plainCase());
        page.dialog.addGroup(JointKind::dirichlet);
        page.dialog.addMember("outcomes.a");
        QString words;
        expectRefusal(words);
        page.dialog.addMember("outcomes.a");
        QVERIFY2(words.contains(u"outcomes.a"_s), qPrintable(words));
        page.dialog.addGroup(JointKind::multivariateNormal);
        expectRefusal(words);
        page.dialog.addMember("outcomes.a");
        QVERIFY2(words.contains(u"both joint groups"_s), qPrintable(words));
        QVERIFY(page.value().jointGroups[1].members.empty());
    }

    /// What a file says is checked the same way: two groups with one member, a member drawn on its own as well.
    void faultsOfAFileAreNamed() {
        Case value = plainCase();
        value.jointGroups.resize(2);
        value.jointGroups[0] = {"first", JointKind::dirichlet, {"outcomes.a", "outcomes.c"}, {1, 2}, {}, {}};
        value.jointGroups[1] = {"second", JointKind::dirichlet, {"outcomes.c", "outcomes.gone"}, {1, 2}, {}, {}};
        Dialog page(value);
        QVERIFY2(page.words().contains(u"drawn both by its own distribution"_s), qPrintable(page.words()));
        QVERIFY(page.dialog.goTo("second"));
        QVERIFY2(page.words().contains(u"outcomes.gone"_s), qPrintable(page.words()));
        page.view().setCurrentIndex(page.cell(1, 0));
        page.click(u"Remove parameter"_s);
        QVERIFY2(page.words().contains(u"both joint groups"_s), qPrintable(page.words()));
        QVERIFY(!page.dialog.goTo("third"));
    }

    void posteriorDrawsAreShownAndRemoved() {
        Case value = plainCase();
        value.parameters["outcomes.a"].distribution = {};
        value.parameters["outcomes.b"].distribution = {};
        JointGroup group;
        group.id = "calibration";
        group.kind = JointKind::posterior;
        group.members = {"outcomes.a", "outcomes.b"};
        group.rows = {{1, 10}, {2, 20}, {3, 60}};
        value.jointGroups.push_back(group);
        Dialog page(value);
        QVERIFY2(page.words().contains(u"3 joint draws of 2 parameters from “calibration”"_s),
                 qPrintable(page.words()));
        QCOMPARE(page.cell(1, 1).data().toString(), u"30"_s);
        QCOMPARE(page.cell(0, 2).data().toString(), u"1"_s);  // sample standard deviation of 1, 2, 3
        QVERIFY(!page.cell(0, 1).flags().testFlag(Qt::ItemIsEditable));
        page.dialog.findChild<QCheckBox*>()->click();
        QVERIFY(page.group().inOrder);
        page.click(u"Remove"_s);
        QVERIFY(page.value().jointGroups.empty());
        QVERIFY(page.words().contains(u"No joint distributions yet"_s));
        while (page.undo().canUndo()) page.undo().undo();
        QVERIFY(page.value() == page.before);
        QSignalSpy asked(&page.dialog, &JointGroupDialog::posteriorRequested);
        trigger(page.dialog, u"Posterior draws from a file…"_s);
        QCOMPARE(asked.count(), 1);
    }

    void groupsAreRenamed() {
        Case value = plainCase();
        value.jointGroups.push_back({"first", JointKind::posterior, {"outcomes.c"}, {}, {}, {}, {}, {{1}, {2}}});
        value.jointGroups.push_back({"second", JointKind::dirichlet, {}, {}, {}, {}});
        value.run.sobolDimensions = {{"first", 1}};
        Dialog page(value);
        answerName(u"network meta-analysis"_s);
        page.click(u"Rename…"_s);
        QCOMPARE(page.group().id, std::string("network meta-analysis"));
        QVERIFY((page.value().run.sobolDimensions == std::map<std::string, int>{{"network meta-analysis", 1}}));
        QCOMPARE(page.dialog.model()->groupId(), std::string("network meta-analysis"));
        QString words;
        expectRefusal(words);
        page.dialog.renameGroup(u"second"_s);
        QVERIFY(words.contains(u"second"_s));
        expectRefusal(words);
        page.dialog.renameGroup(u"  "_s);
        QVERIFY(words.contains(u"needs a name"_s));
        QCOMPARE(page.undo().count(), 1);
    }
};

QTEST_MAIN(JointGroupDialogTest)
#include "joint_group_dialog_test.moc"
