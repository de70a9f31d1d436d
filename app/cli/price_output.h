#pragma once

#include "models/core/result.h"
#include "models/price_routes/price_request.h"
#include "models/price_routes/route_result.h"

#include <QString>

namespace kachi {

/// The request in a file. Every key of it must be known: a misspelt one would be left out of the price.
/// Issues: session.cannotRead, route.inputSyntax, those of the reader.
Result<PriceRequest> readPriceRequest(const QString& path);

/// A number with its unit, or words.
QString shownValue(const RouteValue& value, Unit unit, Language language);

/// Prints a table, its first `rows` rows.
void printTable(const RouteTable& table, std::size_t rows, Language language);

/// Writes a result aside, replaces the file and says so. Issue storage.cannotWrite.
Done writeOutput(const QString& path, const std::string& text, Language language);

}  // namespace kachi
