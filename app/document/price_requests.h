#pragma once

#include "models/case/case.h"
#include "models/price_routes/route.h"

namespace kachi {

/// Edits of the prices of a case as functions on the value; the window makes an undo step of each.

/// A permanent row id that no price of the case has.
std::string newRequestId(const Case& value);

/// Appends an empty price of that route. @return its id
std::string addRequest(Case& value, const std::string& route);

/// Puts a copy under a new id and name behind the original. @return the new id; empty when there is no such price
std::string duplicateRequest(Case& value, const std::string& id);

void removeRequest(Case& value, const std::string& id);

/// Exchanges the price with a neighbour: by −1 upwards, by 1 downwards. Nothing happens at the ends.
void moveRequest(Case& value, const std::string& id, int by);

/// The price of this id, or nullptr.
PriceRequest* findRequest(Case& value, const std::string& id);
const PriceRequest* findRequest(const Case& value, const std::string& id);

/// Text of a cell as typed; empty when nothing was entered.
std::string enteredText(const nlohmann::json& cells, const std::string& key);

/// Sets a cell as typed; empty text takes it away. Full-width characters of numbers and dates become plain ones.
void enterText(nlohmann::json& cells, const Field& field, const std::string& typed);

/// The rows of a table of the inputs; an empty list when nothing was entered.
const nlohmann::json& enteredRows(const nlohmann::json& cells, const std::string& key);

/// What a cell may name in place of a number: parameters of the case and results of its models (priceCaseRoutes).
std::vector<std::string> cellNames(const Case& value);

/// Name of the price, or of its route where it has none of its own.
Text requestName(const PriceRequest& request);

}  // namespace kachi
