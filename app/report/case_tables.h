#pragma once

#include "app/report/table.h"
#include "app/rules/rule_packs.h"
#include "models/evaluation/evaluation.h"

#include <optional>

namespace kachi {

/// Tables of a case and its evaluation, as data for screen, print and CSV. Names of rows come from the case, numbers
/// from the evaluation. A table is empty when the case does not use the value model or the model did not run.

// Patient outcomes
std::optional<Table> costEffectivenessTable(const Case& value, const Evaluation& evaluation);  ///< base case, dominance
std::optional<Table> strategyTable(const Case& value, const Evaluation& evaluation);  ///< base, mean and interval
std::optional<Table> subgroupTable(const Case& value, const Evaluation& evaluation);  ///< empty without subgroups
/// Headline of the probabilistic analysis: mean differences, net benefit with interval, ICER of the means and its
/// Fieller region, quadrants, Monte Carlo error and whether the draws are enough.
std::optional<Table> probabilisticTable(const Case& value, const Evaluation& evaluation);
std::optional<Table> oneWayTable(const Case& value, const Evaluation& evaluation);
std::optional<Table> scenarioTable(const Case& value, const Evaluation& evaluation);
std::optional<Table> informationTable(const Case& value, const Evaluation& evaluation);  ///< EVPPI
std::optional<Table> checkTable(const Case& value, const Evaluation& evaluation);        ///< model verification
/// Share in every state by cycle, one per strategy. Empty for a tree.
std::vector<Table> occupancyTables(const Case& value, const Evaluation& evaluation);
std::optional<Table> treePathTable(const Case& value, const Evaluation& evaluation);
std::optional<Table> crossingTable(const Case& value, const Evaluation& evaluation);    ///< of survival curves
std::optional<Table> simulationTable(const Case& value, const Evaluation& evaluation);  ///< events, Monte Carlo error
std::optional<Table> budgetTable(const Case& value, const Evaluation& evaluation);

// Labour
std::optional<Table> labourTable(const Case& value, const Evaluation& evaluation);      ///< scale by scale, staff
std::optional<Table> labourTaskTable(const Case& value, const Evaluation& evaluation);  ///< one procedure

// Regional equalisation
std::optional<Table> regionalMeasureTable(const Case& value, const Evaluation& evaluation);
std::optional<Table> decompositionTable(const Case& value,
                                        const Evaluation& evaluation);  ///< Theil, within and between
std::optional<Table> regionTable(const Case& value, const Evaluation& evaluation);

// Price
/// The price under the case's pack and under its compared pack, base case only. Empty without a compared pack.
/// A price the compared pack cannot give is a note of the table with the reason left to its issues.
std::optional<Table> comparedPackTable(const Case& value, const Evaluation& evaluation, const RulePacks& packs);
std::optional<Table> premiumTable(const Case& value, const Evaluation& evaluation);
std::optional<Table> foreignPriceTable(const Case& value, const Evaluation& evaluation);

// Unprofitable-product recalculation
std::optional<Table> eligibilityTable(const Case& value, const Evaluation& evaluation);
std::optional<Table> costSheetTable(const Case& value, const Evaluation& evaluation);
std::optional<Table> marginTable(const Case& value,
                                 const Evaluation& evaluation);  ///< April of every year, first and last month

// The whole case
/// Figures of one value model, or of all when `model` is empty: base, mean and 95 % interval.
std::optional<Table> metricTable(const Case& value, const Evaluation& evaluation, const std::string& model = {});
/// Every parameter of a section ("labour"), or of all when empty: value, unit, range with distribution or formula,
/// source, note.
Table assumptionTable(const Case& value, const std::string& section = {});

}  // namespace kachi
