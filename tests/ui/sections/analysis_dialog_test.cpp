// label: gui
#include "ui/sections/analysis_dialog.h"
#include "app/document/sample_library.h"
#include "ui/charts/figure_view.h"
#include "ui/sections/analysis_calibration.h"
#include "ui/sections/analysis_information.h"
#include "ui/sections/analysis_inputs.h"
#include "ui/sections/analysis_threshold.h"
#include "ui/sections/analysis_two_way.h"
#include "ui/windows/language.h"

#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;

/// The hip sample without draws, at a willingness to pay close to its ICER, so that the decision is a near one.
Case hipCase() {
    const auto samples = sampleCases();
    if (!samples) return {};
    for (Case value : *samples) {
        if (value.id != "sample-hip-prosthesis") continue;
        value.run.draws = 0;
        const auto base = evaluateAt(value, RulePack{}, {{}}, {});
        if (!base) return {};
        const std::size_t comparator = value.outcomes->strategies.front().id == value.outcomes->comparator ? 0 : 1;
        value.outcomes->referenceWtp =
            1.01 * figureAt(base->front(), OutcomeFigure::icer, 1 - comparator, comparator, 0).value_or(1);
        return value;
    }
    return {};
}

struct Dialog {
    Session session;
    AnalysisDialog dialog;

    explicit Dialog(Case value) : dialog((session.newCase(std::move(value)), session)) { dialog.show(); }

    template <class Tab>
    Tab& tab() {
        return *dialog.findChild<Tab*>();
    }
};

const Figure* figureOf(AnalysisTab& tab) {
    const auto* view = tab.panel()->findChild<FigureView*>();
    return view && view->figure() ? &*view->figure() : nullptr;
}

/// Range in which the net benefit of the hip sample changes its sign for some parameter; found by the one-way run.
struct Crossing {
    std::string parameter;
    OneWayRange range;
};

std::optional<Crossing> crossingOf(const Case& value, std::size_t strategy, std::size_t comparator) {
    RunOptions options;
    const auto analysis = oneWayAnalysis(value, RulePack{}, options, true);
    if (!analysis) return {};
    for (const OneWayRow& row : analysis->rows) {
        const double wtp = value.outcomes->referenceWtp;
        const auto low = figureAt(row.atLow, OutcomeFigure::netBenefit, strategy, comparator, wtp);
        const auto high = figureAt(row.atHigh, OutcomeFigure::netBenefit, strategy, comparator, wtp);
        if (low && high && *low * *high < 0) return Crossing{row.parameter, row.range};
    }
    return {};
}

std::size_t indexOf(const Case& value, const std::string& strategy) {
    const auto& all = value.outcomes->strategies;
    return static_cast<std::size_t>(std::ranges::find(all, strategy, &OutcomeStrategy::id) - all.begin());
}

}  // namespace

class AnalysisDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    void twoWayFigureAppears() {
        Dialog dialog(hipCase());
        auto& tab = dialog.tab<TwoWayTab>();
        auto* steps = tab.findChild<QSpinBox*>();
        steps->setValue(3);
        tab.runButton()->click();
        QTRY_VERIFY2_WITH_TIMEOUT(figureOf(tab), qPrintable(tab.problems()), patience);
        const auto* heat = std::get_if<HeatFigure>(&figureOf(tab)->content);
        QVERIFY(heat);
        QCOMPARE(heat->xs.size(), std::size_t{3});
        QVERIFY(!tab.isStale());
        // An edit dims the answer; it stays in sight.
        auto& document = dialog.session.document();
        const std::string id = document.current().parameters.begin()->first;
        Parameter parameter = document.current().parameters.begin()->second;
        parameter.note += "x";
        document.setParameter(id, parameter, u"note"_s);
        QVERIFY(tab.isStale());
        QVERIFY(figureOf(tab));
    }

    /// At the root the net benefit of a plain run of the model is zero, and it changes its sign there.
    void thresholdIsARootOfTheModel() {
        const Case value = hipCase();
        const std::size_t comparator = indexOf(value, value.outcomes->comparator);
        const std::size_t strategy = comparator == 0 ? 1 : 0;
        const auto crossing = crossingOf(value, strategy, comparator);
        QVERIFY(crossing);
        Dialog dialog(value);
        auto& tab = dialog.tab<ThresholdTab>();
        tab.findChild<ParameterChooser*>()->choose(crossing->parameter);
        tab.runButton()->click();
        QTRY_VERIFY2_WITH_TIMEOUT(figureOf(tab), qPrintable(tab.problems()), patience);
        QVERIFY2(tab.answer().contains(u"the net benefit is zero"_s), qPrintable(tab.answer()));
        const auto& lines = std::get<LineFigure>(figureOf(tab)->content);
        QCOMPARE(lines.verticals.size(), std::size_t{1});
        const double root = lines.verticals.front().value;
        const double step = 1e-6 * (crossing->range.high - crossing->range.low);
        const auto around = evaluateAt(
            value, RulePack{},
            {{{crossing->parameter, root - step}}, {{crossing->parameter, root}}, {{crossing->parameter, root + step}}},
            {});
        QVERIFY(around.ok());
        std::vector<double> benefits;
        for (const SensitivityResult& result : *around) {
            benefits.push_back(
                figureAt(result, OutcomeFigure::netBenefit, strategy, comparator, value.outcomes->referenceWtp)
                    .value());
        }
        QVERIFY(benefits[0] * benefits[2] < 0);
        QVERIFY(std::abs(benefits[1]) < std::abs(benefits[0]) / 100);
    }

    /// The model's own survival as the target of one parameter: calibration finds the value it was made with.
    void calibrationTakesOverInOneStep() {
        const Case value = hipCase();
        const auto crossing = crossingOf(value, indexOf(value, value.outcomes->comparator) == 0 ? 1 : 0,
                                         indexOf(value, value.outcomes->comparator));
        QVERIFY(crossing);
        const std::string id = crossing->parameter;
        const double truth = (2 * crossing->range.low + crossing->range.high) / 3;
        const auto observed = evaluateAt(value, RulePack{}, {{{id, truth}}}, {});
        QVERIFY(observed.ok());
        // The strategy whose cost the parameter moves.
        const auto base = evaluateAt(value, RulePack{}, {{}}, {});
        QVERIFY(base.ok());
        std::size_t moved = 0;
        while (moved < base->front().cost.size() && base->front().cost[moved] == observed->front().cost[moved]) ++moved;
        QVERIFY2(moved < base->front().cost.size(), id.c_str());
        const double cost = observed->front().cost[moved];

        Dialog dialog(value);
        auto& tab = dialog.tab<CalibrationTab>();
        tab.addParameter(id, crossing->range.low, crossing->range.high);
        CalibrationTarget target;
        target.figure = TargetFigure::cost;
        target.strategy = value.outcomes->strategies[moved].id;
        target.value = cost;
        target.standardError = std::abs(cost) / 1000;
        tab.addTarget(target);
        tab.findChild<QSpinBox*>()->setValue(2);
        tab.runButton()->click();
        QTRY_VERIFY2_WITH_TIMEOUT(!tab.isRunning(), "still running", patience);
        QVERIFY2(!tab.calibration().best.empty(), qPrintable(tab.problems()));
        const double width = crossing->range.high - crossing->range.low;
        QVERIFY(std::abs(tab.calibration().best.front() - truth) < 1e-3 * width);

        QUndoStack& undo = *dialog.session.document().undoStack();
        const int before = undo.count();
        tab.takeOverBest();
        QCOMPARE(undo.count(), before + 1);
        QCOMPARE(dialog.session.document().current().parameters.at(id).value, tab.calibration().best.front());
        tab.addPosterior();
        QCOMPARE(undo.count(), before + 2);
        const JointGroup& group = dialog.session.document().current().jointGroups.back();
        QVERIFY(group.kind == JointKind::posterior);
        QCOMPARE(group.members, std::vector{id});
        undo.undo();
        undo.undo();
        QVERIFY(dialog.session.document().current().parameters == value.parameters);
        QVERIFY(dialog.session.document().current().jointGroups == value.jointGroups);
    }

    /// A set of one parameter is worth what the evaluation reports of it, times its patients: 500 a year for 3 years.
    void informationIsThatOfTheEvaluation() {
        Case value = hipCase();
        value.run.draws = 1000;
        Dialog dialog(value);
        auto& tab = dialog.tab<InformationTab>();
        QTRY_VERIFY_WITH_TIMEOUT(dialog.session.resultState() == ResultState::current, patience);
        const EvaluationPtr evaluation = dialog.session.evaluation();
        QVERIFY(evaluation->information);
        const Evppi& largest = evaluation->information->single.front();
        QVERIFY(largest.value > 0);
        auto* list = tab.findChild<QListWidget*>(u"parameters"_s);
        for (int i = 0; i < list->count(); ++i) {
            const bool chosen =
                list->item(i)->data(Qt::UserRole).toString().toStdString() == largest.parameters.front();
            list->item(i)->setCheckState(chosen ? Qt::Checked : Qt::Unchecked);
        }
        const auto numbers = tab.findChildren<AnalysisNumber*>();
        for (qsizetype i = 0; i < numbers.size(); ++i) numbers[i]->setNumber(std::array{500.0, 3.0, 0.0}.at(i));
        tab.runButton()->click();
        QTRY_VERIFY2_WITH_TIMEOUT(figureOf(tab), qPrintable(tab.problems()), patience);
        const Table table = tab.panel()->findChild<ReportTableModel*>()->table();
        QCOMPARE(std::get<double>(table.rows.at(0).cells.at(1)), evaluation->information->evpi);
        QCOMPARE(std::get<double>(table.rows.at(1).cells.at(1)), largest.value);
        QCOMPARE(std::get<double>(table.rows.at(1).cells.at(3)), largest.value * 1500);
    }

    void rangesThatAreNoNumbersAreTold() {
        Dialog dialog(hipCase());
        auto& tab = dialog.tab<TwoWayTab>();
        tab.findChild<AnalysisNumber*>()->setText(u"much"_s);
        tab.runButton()->click();
        QVERIFY(!tab.isRunning());
        QVERIFY2(tab.problems().contains(u"much"_s), qPrintable(tab.problems()));
    }

    void cancelLeavesNoAnswer() {
        Dialog dialog(hipCase());
        auto& tab = dialog.tab<TwoWayTab>();
        tab.findChild<QSpinBox*>()->setValue(101);
        tab.runButton()->click();
        QVERIFY(tab.isRunning());
        QVERIFY(!tab.runButton()->isEnabled());
        tab.cancelButton()->click();
        QVERIFY(!tab.isRunning());
        QVERIFY(tab.runButton()->isEnabled());
        QTest::qWait(200);
        QVERIFY(!figureOf(tab));
        // The next run answers.
        tab.findChild<QSpinBox*>()->setValue(2);
        tab.runButton()->click();
        QTRY_VERIFY2_WITH_TIMEOUT(figureOf(tab), qPrintable(tab.problems()), patience);
        QCOMPARE(std::get<HeatFigure>(figureOf(tab)->content).xs.size(), std::size_t{2});
    }
};

QTEST_MAIN(AnalysisDialogTest)

#include "analysis_dialog_test.moc"
