#pragma once

#include "app/report/table.h"
#include "models/case/case.h"
#include "models/evaluation/priced_route.h"

#include <optional>

namespace kachi {

/// Tables of a price of the case, as data for screen, print and CSV.

/// What was entered, in the order of the form: words of choices in place of ids, numbers as typed. Then the tables of
/// the inputs one by one, then the rules the analyst set. Inputs of a route this version does not know are listed by
/// key.
std::vector<Table> routeInputTables(const PriceRequest& request, const Parameters& parameters = {});

/// The figures beside the price; empty when the route gives none.
std::optional<Table> routeFigureTable(const RouteResult& result);

/// A table of the result: exact decimals where there are at most two, money never with more.
Table routeResultTable(const RouteTable& table);

/// The same price under every full rule pack, the request's own first; refusals in words.
std::optional<Table> otherPacksTable(const PriceRequest& request, const PricedRoute& priced);

/// What a place of a price is called: its field or row, else the name of the price.
Text routePlaceText(const PriceRequest& request, const std::string& where);

/// A fault of the price as a sentence that names its place as the form does: the table and row, the key of a rule, else
/// the price.
Text routeIssueText(const PriceRequest& request, const Issue& issue);

/// A number of a result for reading, with its unit; a share also in percent: "0.12 (12 %)".
Text routeValueText(const RouteValue& value, Unit unit);

/// "1,234 円", the words of a decision, or why there is neither.
Text headlineText(const PricedRoute& priced);

/// "95 %区間 1,200 – 1,300 円"; empty when nothing the price reads varies.
Text drawnText(const PricedRoute& priced);

/// How well the least known rule behind a result is known, in words; empty when every rule is verified.
Text weakestStatusText(const Trace& trace);

}  // namespace kachi
