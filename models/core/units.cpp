#include "models/core/units.h"

#include <array>

namespace kachi {
namespace {

struct UnitRow {
    Unit unit;
    const char* name;
    const char* ja;
    const char* en;
};

constexpr auto unitRows = std::to_array<UnitRow>({
    {Unit::none, "none", "", ""},
    {Unit::yen, "yen", "円", "yen"},
    {Unit::yenPerYear, "yenPerYear", "円/年", "yen/year"},
    {Unit::yenPerHour, "yenPerHour", "円/時間", "yen/hour"},
    {Unit::yenPerMinute, "yenPerMinute", "円/分", "yen/minute"},
    {Unit::currency, "currency", "モデル通貨", "model currency"},
    {Unit::probability, "probability", "確率", "probability"},
    {Unit::rate, "rate", "率/年", "per year"},
    {Unit::ratio, "ratio", "比", "ratio"},
    {Unit::percent, "percent", "%", "%"},
    {Unit::count, "count", "件", "count"},
    {Unit::persons, "persons", "人", "persons"},
    {Unit::per100k, "per100k", "人口10万対", "per 100,000"},
    {Unit::years, "years", "年", "years"},
    {Unit::months, "months", "か月", "months"},
    {Unit::hours, "hours", "時間", "hours"},
    {Unit::hoursPerYear, "hoursPerYear", "時間/年", "hours/year"},
    {Unit::minutes, "minutes", "分", "minutes"},
    {Unit::fte, "fte", "常勤換算", "FTE"},
    {Unit::qaly, "qaly", "QALY", "QALY"},
    {Unit::lifeYears, "lifeYears", "生存年", "life-years"},
    {Unit::utility, "utility", "効用値", "utility"},
    {Unit::points, "points", "点", "points"},
    {Unit::yenPerQaly, "yenPerQaly", "円/QALY", "yen/QALY"},
    {Unit::currencyPerQaly, "currencyPerQaly", "モデル通貨/QALY", "model currency/QALY"},
    {Unit::index, "index", "指数", "index"},
    {Unit::foreignCurrency, "foreignCurrency", "現地通貨", "local currency"},
    {Unit::yenPerForeign, "yenPerForeign", "円/現地通貨", "yen per unit"},
});

const UnitRow& row(Unit unit) {
    for (const UnitRow& candidate : unitRows) {
        if (candidate.unit == unit) return candidate;
    }
    return unitRows.front();
}

}  // namespace

const char* unitName(Unit unit) {
    return row(unit).name;
}

bool unitFromName(const std::string& name, Unit& unit) {
    for (const UnitRow& candidate : unitRows) {
        if (name == candidate.name) {
            unit = candidate.unit;
            return true;
        }
    }
    return false;
}

Text unitText(Unit unit) {
    return {row(unit).ja, row(unit).en};
}

}  // namespace kachi
