#pragma once

#include "models/price_routes/route.h"
#include "models/pricing/input_cost_path.h"

namespace kachi {

/// Fields of the cost sheet: productCost or lines, and the rates of the cost method.
std::vector<Field> unitCostFields();

/// Fields of the input-cost path: months, drifts, scenario, series, revisions.
/// @param needed  the route cannot do without the path
std::vector<Field> inputCostFields(bool needed);

/// Fields of volume, supply and draws.
std::vector<Field> volumeFields();

/// One line of the sheet as entered.
struct SheetCell {
    Text label;
    std::string place;  ///< JSON pointer of its amount
    Rational amount;
    std::string series;  ///< empty: follows none
    std::string seriesPlace;
    Rational weight = 1;
    Rational passThrough = 1;
    int lagMonths = 0;
};

/// The cost sheet of a request.
struct UnitCostCells {
    std::vector<SheetCell> lines;
    CostCalculationInputs inputs;  ///< product cost: the lines rounded as the pack says, then added
    Trace productCost;
};

/// The rates of the cost method as entered; rateYear is needed where one of them is the pack's.
CostCalculationInputs readCostRates(FieldCells& cells);

/// Fields of those rates.
std::vector<Field> costRateFields();

/// Reads productCost or lines (one of them: inputCost.costMissing, inputCost.costTwice) and the rates.
UnitCostCells readUnitCost(RouteReader& in);

/// Columns that say how a cost follows a series: series, weight, passThrough, lagMonths.
std::vector<Field> followingColumns();

/// Reads those columns of a row into a line.
void readFollowing(FieldCells& row, SheetCell& line);

/// Reads the months, the lines and the assumptions on their series; price and rates stay empty. Faults go to `in`; the
/// result counts only when there is none.
/// Issues: inputCost.seriesUnknown, seriesTwice, seriesNotUsed, driftTwice, pathLength, revisionOutside.
InputCostInputs readInputCost(RouteReader& in, const std::vector<SheetCell>& lines);

/// The path of a product sold at this price under these rates, with the volume of volumeFields().
InputCostInputs pathAtPrice(RouteReader& in, InputCostInputs path, const Rational& price, const CostRates& rates);

/// Draws and seed: those of the request, else those of the run; a run without draws stays one.
RunOptions inputCostOptions(RouteReader& in);

}  // namespace kachi
