#include "ui/sections/outcome_results.h"

#include "app/report/case_figures.h"
#include "app/report/case_tables.h"
#include "ui/sections/value_page.h"

namespace kachi {
namespace {

void addGroup(SectionResults& results, Text title, std::vector<Figure> figures) {
    if (!figures.empty()) results.figures.push_back({std::move(title), std::move(figures)});
}

}  // namespace

SectionResults outcomeResults(const Case& value, const Evaluation& evaluation) {
    SectionResults results;
    addFigure(results, costEffectivenessPlane(value, evaluation));
    addFigure(results, acceptabilityCurves(value, evaluation));
    addGroup(results, {"決定木", "Decision tree"}, treeFigures(value, evaluation));
    addGroup(results, {"生存曲線", "Survival curves"}, survivalFigures(value, evaluation));
    addGroup(results, {"状態別の割合", "State occupancy"}, occupancyFigures(value, evaluation));
    addGroup(results, {"一元感度分析", "One-way analysis"}, tornadoFigures(value, evaluation));
    addFigure(results, scenarioFigure(value, evaluation));
    addFigure(results, acceptabilityFrontier(value, evaluation));
    addFigure(results, expectedLossCurves(value, evaluation));
    addFigure(results, netBenefitFigure(value, evaluation));
    addFigure(results, convergenceFigure(value, evaluation));
    addFigure(results, informationValueCurve(value, evaluation));
    addFigure(results, partialInformationBars(value, evaluation));
    addFigure(results, budgetFigure(value, evaluation));
    addFigure(results, salesFigure(value, evaluation));

    addTable(results, costEffectivenessTable(value, evaluation));
    addTable(results, strategyTable(value, evaluation));
    addTable(results, probabilisticTable(value, evaluation));
    addTable(results, checkTable(value, evaluation));
    addTable(results, scenarioTable(value, evaluation));
    addTable(results, oneWayTable(value, evaluation));
    addTable(results, informationTable(value, evaluation));
    addTable(results, treePathTable(value, evaluation));
    addTable(results, crossingTable(value, evaluation));
    addTable(results, simulationTable(value, evaluation));
    for (Table& occupancy : occupancyTables(value, evaluation)) addTable(results, std::move(occupancy));
    addTable(results, budgetTable(value, evaluation));
    addTable(results, subgroupTable(value, evaluation));
    if (auto table = metricResultTable(value, evaluation, "outcomes")) results.tables.push_back(std::move(*table));

    if (evaluation.outcomes) results.traces = evaluation.outcomes->traces;
    if (evaluation.budget) {
        results.traces.insert(results.traces.end(), evaluation.budget->traces.begin(), evaluation.budget->traces.end());
    }
    return results;
}

}  // namespace kachi
