// label: gui
#include "ui/windows/run_bar.h"
#include "models/case/case_json.h"
#include "models/evaluation/values.h"
#include "models/statistics/design.h"
#include "ui/windows/language.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

/// So many parameters with a standard normal distribution, outcomes.p0 …
Case varyingCase(int parameters) {
    Case value;
    value.context.rulePack = "jp-2026";
    value.run.draws = 64;
    for (int i = 0; i < parameters; ++i) {
        Parameter& parameter = value.parameters["outcomes.p" + std::to_string(i)];
        parameter.value = 0;
        parameter.distribution = {Family::normal, {{"mean", 0}, {"sd", 1}}};
    }
    return value;
}

struct Bar {
    Session session;
    RunBar bar;
    QComboBox* design = nullptr;
    Case before;

    explicit Bar(const Case& value) : bar((session.newCase(value), session)) {
        for (QComboBox* box : bar.findChildren<QComboBox*>()) {
            if (box->findData(static_cast<int>(Design::latinHypercube)) >= 0) design = box;
        }
        bar.show();
        before = session.document().current();
    }

    const RunSettings& run() const { return session.document().current().run; }
    void choose(Design choice) {
        QVERIFY(design);
        design->setCurrentIndex(design->findData(static_cast<int>(choice)));
        Q_EMIT design->activated(design->currentIndex());
    }
};

}  // namespace

class RunBarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    void theDesignIsAnUndoStep() {
        Bar page(varyingCase(3));
        QCOMPARE(page.design->currentText(), u"Random"_s);
        page.choose(Design::latinHypercube);
        QVERIFY(page.run().design == Design::latinHypercube);
        QVERIFY(page.run().sobolDimensions.empty());
        page.session.document().undoStack()->undo();
        QVERIFY(page.session.document().current() == page.before);
        QCOMPARE(page.design->currentText(), u"Random"_s);
    }

    /// Dimensions go with the case, and those that are stored never move.
    void sobolStoresADimensionForEveryParameterThatVaries() {
        Case value = varyingCase(3);
        value.parameters["outcomes.fixed"].value = 1;
        value.parameters["outcomes.p1"].distribution = {};
        value.jointGroups.push_back({"draws", JointKind::posterior, {"outcomes.p1"}, {}, {}, {}, {}, {{1}, {2}}});
        value.run.sobolDimensions = {{"outcomes.p2", 1}};
        Bar page(value);
        page.choose(Design::sobol);
        QVERIFY(page.run().design == Design::sobol);
        QVERIFY((page.run().sobolDimensions ==
                 std::map<std::string, int>{{"draws", 2}, {"outcomes.p0", 3}, {"outcomes.p2", 1}}));
        // A parameter that comes first by name takes the next free dimension when the design is chosen again.
        Parameter added = value.parameters["outcomes.p0"];
        page.session.document().setParameter("outcomes.a", added, u"add"_s);
        page.choose(Design::sobol);
        QCOMPARE(page.run().sobolDimensions.at("outcomes.a"), 4);
        QCOMPARE(page.run().sobolDimensions.at("outcomes.p0"), 3);
        const auto read = caseFromJson(caseToJson(page.session.document().current()));
        QVERIFY(read.ok() && read->value.run == page.run());
    }

    void moreParametersThanDimensionsAreRefused() {
        const Case value = varyingCase(largestSobolDimension + 1);
        Bar page(value);
        QSignalSpy refused(&page.bar, &RunBar::refused);
        page.choose(Design::sobol);
        QCOMPARE(refused.count(), 1);
        const auto issues = refused.first().first().value<Issues>();
        QCOMPARE(issues.front().code, std::string("statistics.sobolDimensionsExhausted"));
        QVERIFY(page.session.document().current() == page.before);
        QCOMPARE(page.design->currentText(), u"Random"_s);
    }
};

QTEST_MAIN(RunBarTest)
#include "run_bar_test.moc"
