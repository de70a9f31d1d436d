#pragma once

#include "models/price_routes/route.h"
#include "models/pricing/foreign_average.h"

namespace kachi {

/// Fields by which a route takes foreign prices: foreignPrices (table) or foreignAverage (yen), and relaxedReason.
std::vector<Field> foreignPriceFields();

/// A foreign average as read and worked out.
struct ForeignInput {
    Rational average;
    Trace trace;
    RouteTable countries;  ///< what each country's price became; empty when the average itself was entered
};

/// What both steps of the average did to each country.
RouteTable foreignCountryTable(const ForeignAverage& average);

/// The average of the cell foreignAverage.
ForeignInput enteredForeignAverage(RouteReader& in);

/// Nothing when no foreign price was entered or a fault was found.
std::optional<ForeignInput> readForeignAverage(RouteReader& in);

/// Price of one country in yen, rounded as the pack says: `price`, or localPrice × exchangeRate of the row.
struct CountryYen {
    Rational price;
    Trace trace;
};
CountryYen readCountryPrice(RouteReader& in, FieldCells& row, const Text& country);

/// Columns localPrice, exchangeRate and price of a row.
std::vector<Field> countryPriceColumns();

/// The column of the country, and the country of the pack it names by id or label. Issue routeListing.unknownCountry.
Field countryColumn();
std::optional<ForeignCountry> readCountry(RouteReader& in, FieldCells& row);

/// The ceiling rules that apply under the reason declared.
/// Issue routeListing.notRelaxed for a reason the pack does not list.
ForeignCeilingRules readCeilingRules(RouteReader& in);

/// ceiling, ceilingStep (whether the price is cut) and foreignRatio, with the digits in which the ratio is published.
std::vector<RouteFigure> ceilingFigures(const Rational& beforeCeiling, const Rational& ceiling, const Rational& price,
                                        const Rational& average, const RulePack& pack);

}  // namespace kachi
