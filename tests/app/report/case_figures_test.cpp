#include "app/report/case_figures.h"

#include "app/document/sample_library.h"
#include "app/report/case_tables.h"
#include "app/report/evidence_tables.h"
#include "app/rules/rule_packs.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace kachi;

namespace {

struct Sample {
    Case value;
    Evaluation evaluation;
};

/// The bundled cases with a few draws, evaluated once.
const std::vector<Sample>& samples() {
    static const std::vector<Sample> all = [] {
        std::vector<Sample> evaluated;
        const auto cases = sampleCases();
        if (!cases) return evaluated;
        for (const Case& value : *cases) {
            const auto pack = RulePacks().get(value.context.rulePack);
            RunOptions options;
            options.draws = 200;
            options.seed = 20260601;
            if (!pack) continue;
            auto evaluation = evaluate(value, *pack, options);
            if (evaluation) evaluated.push_back({value, std::move(evaluation).value()});
        }
        return evaluated;
    }();
    return all;
}

void take(std::vector<Figure>& figures, std::optional<Figure> figure) {
    if (figure) figures.push_back(std::move(*figure));
}

std::vector<Figure> allFigures(const Case& value, const Evaluation& evaluation) {
    std::vector<Figure> figures = occupancyFigures(value, evaluation);
    for (const Figure& map : regionalMaps(value, evaluation)) figures.push_back(map);
    for (const auto make : {costEffectivenessPlane, acceptabilityCurves, informationValueCurve, labourMinutesWaterfall,
                            labourMinutesByStaff, labourHoursByStaff, labourYenByStaff, lorenzCurves, rankedRates,
                            priceWaterfall, foreignPriceFigure, marginFigure, costSheetFigure}) {
        take(figures, make(value, evaluation));
    }
    take(figures, priceSeriesFigure(value));
    take(figures, corridorFigure(evaluation));
    return figures;
}

std::vector<Table> allTables(const Case& value, const Evaluation& evaluation) {
    std::vector<Table> tables{assumptionTable(value), evidenceTable(value)};
    for (const auto make : {costEffectivenessTable, strategyTable, subgroupTable, labourTable, labourTaskTable,
                            regionalMeasureTable, decompositionTable, regionTable, premiumTable, foreignPriceTable,
                            eligibilityTable, costSheetTable, marginTable}) {
        if (auto table = make(value, evaluation)) tables.push_back(std::move(*table));
    }
    if (auto table = comparedPackTable(value, evaluation, RulePacks())) tables.push_back(std::move(*table));
    if (auto table = metricTable(value, evaluation)) tables.push_back(std::move(*table));
    return tables;
}

QString codes(const Issues& issues) {
    QStringList list;
    for (const Issue& issue : issues)
        list << QString::fromStdString(issue.code + " " + issue.where + " " + issue.value);
    return list.join(QStringLiteral("; "));
}

}  // namespace

class CaseFiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCOMPARE(samples().size(), std::size_t(10)); }

    void figuresAreSound() {
        for (const Sample& sample : samples()) {
            const std::vector<Figure> figures = allFigures(sample.value, sample.evaluation);
            QVERIFY2(figures.size() >= 2, sample.value.id.c_str());
            for (const Figure& figure : figures) {
                QVERIFY2(validate(figure).empty(),
                         qPrintable(QString::fromStdString(figure.id) + codes(validate(figure))));
                QVERIFY2(!isEmpty(figure), figure.id.c_str());
                QVERIFY2(!figure.title.ja.empty() && !figure.title.en.empty(), figure.id.c_str());
            }
        }
    }

    void tablesAreSound() {
        for (const Sample& sample : samples()) {
            for (const Table& table : allTables(sample.value, sample.evaluation)) {
                const Issues issues = validate(table, table.title.en);
                QVERIFY2(issues.empty(), qPrintable(codes(issues)));
                QVERIFY2(!table.title.ja.empty() && !table.title.en.empty(), table.title.en.c_str());
                for (const TableColumn& column : table.columns) {
                    QVERIFY2(!column.header.ja.empty() && !column.header.en.empty(), table.title.en.c_str());
                }
            }
        }
    }

    /// A case that uses no value model has no figure and no result table.
    void nothingWithoutModels() {
        const Case empty;
        const Evaluation none;
        QVERIFY(allFigures(empty, none).empty());
        QCOMPARE(allTables(empty, none).size(), std::size_t(2));  // assumptions and evidence, both without rows
    }

    /// Everybody is in some state at every point (closed form: shares sum to 1).
    void occupancySumsToOne() {
        for (const Sample& sample : samples()) {
            for (const Figure& figure : occupancyFigures(sample.value, sample.evaluation)) {
                const LineFigure& lines = std::get<LineFigure>(figure.content);
                for (std::size_t point = 0; point < lines.series.front().points.size(); ++point) {
                    double sum = 0;
                    for (const LineSeries& series : lines.series) sum += series.points[point].y;
                    QVERIFY2(std::abs(sum - 1) < 1e-9, figure.id.c_str());
                }
            }
        }
    }

    /// The changes of a waterfall lead from its first total to its last.
    void waterfallsAddUp() {
        for (const Sample& sample : samples()) {
            for (const auto make : {labourMinutesWaterfall, priceWaterfall}) {
                const auto figure = make(sample.value, sample.evaluation);
                if (!figure) continue;
                const WaterfallFigure& waterfall = std::get<WaterfallFigure>(figure->content);
                double level = 0;
                for (const WaterfallStep& step : waterfall.steps) {
                    if (step.total && &step != &waterfall.steps.front()) break;
                    level += step.value;
                }
                const double last = waterfall.steps.back().value;
                QVERIFY2(std::abs(level - last) <= 1e-9 * std::abs(last), figure->id.c_str());
            }
        }
    }

    /// 中医協総会 2016-08-24 総-4: improvement premium 6 % on 20,500 yen within field 021, listed at 21,400 yen.
    void publishedPriceEndsTheWaterfall() {
        const auto sample = std::find_if(samples().begin(), samples().end(), [](const Sample& entry) {
            return entry.value.pricing && entry.value.context.rulePack == "jp-2016";
        });
        QVERIFY(sample != samples().end());
        const auto figure = priceWaterfall(sample->value, sample->evaluation);
        QVERIFY(figure);
        const WaterfallFigure& waterfall = std::get<WaterfallFigure>(figure->content);
        QVERIFY(std::abs(waterfall.steps.front().value - 20'500) < 0.005);
        QVERIFY(std::abs(waterfall.steps.back().value - 21'400) < 0.005);
    }

    /// Cashable yen and released hours have columns of their own; no row adds them.
    void labourUsesStayApart() {
        for (const Sample& sample : samples()) {
            const auto table = labourTable(sample.value, sample.evaluation);
            if (!table) continue;
            QCOMPARE(table->columns.size(), std::size_t(7));
            for (const TableRow& row : table->rows) {
                if (!row.emphasis) continue;
                const double saved = std::get<double>(row.cells[1]);
                const double yen = std::get<double>(row.cells[4]);
                const double cashable = std::get<double>(row.cells[5]);
                const double released = std::get<double>(row.cells[6]);
                // The same share leaves the budget in yen and stays in hours: cashable/yen + released/saved = 1.
                QVERIFY2(std::abs(cashable / yen + released / saved - 1) < 1e-9, "uses of the saved time");
            }
        }
    }
};

QTEST_GUILESS_MAIN(CaseFiguresTest)
#include "case_figures_test.moc"
