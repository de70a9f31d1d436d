#pragma once

#include "models/core/text.h"

namespace kachi {

/// Unit of a parameter or result. Formats never change stored values.
enum class Unit {
    none,
    yen,
    yenPerYear,
    yenPerHour,
    yenPerMinute,
    currency,  ///< currency of the outcome model, named by the case
    probability,
    rate,
    ratio,
    percent,
    count,
    persons,
    per100k,
    years,
    months,
    hours,
    hoursPerYear,
    minutes,
    fte,
    qaly,
    lifeYears,
    utility,
    points,
    yenPerQaly,
    currencyPerQaly,
    index,
    foreignCurrency,
    yenPerForeign,
};

/// Stable name written to files and JSON, e.g. "yenPerYear".
const char* unitName(Unit unit);

/// Unit of that name, or false when there is none.
bool unitFromName(const std::string& name, Unit& unit);

/// What the reader sees in headers: 円/年, yen/year.
Text unitText(Unit unit);

}  // namespace kachi
