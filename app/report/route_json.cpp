#include "app/report/route_json.h"

#include "app/report/json_values.h"

namespace kachi {
namespace {

/// A JSON number whose shortest text is the exact value, or the exact value as text ("1/3").
Json exactNumber(const Rational& value) {
    const double nearest = toDouble(value);
    if (exactDecimal(nearest) == value && denominator(value) == 1 && abs(value) < (Rational(1LL << 53))) {
        return static_cast<std::int64_t>(nearest);
    }
    return nearest;
}

Json valueJson(const RouteValue& value) {
    if (value.number) return exactNumber(*value.number);
    return text(value.text);
}

Json figuresJson(const std::vector<RouteFigure>& figures) {
    Json json = Json::object();
    for (const RouteFigure& figure : figures) {
        json[figure.key] = {
            {"label", text(figure.label)}, {"unit", unitName(figure.unit)}, {"value", valueJson(figure.value)}};
        if (figure.value.number) json[figure.key]["exact"] = ruleNumberText(*figure.value.number);
    }
    return json;
}

Json tableJson(const RouteTable& table) {
    Json rows = Json::array();
    for (const auto& row : table.rows) {
        Json cells = Json::object();
        for (std::size_t column = 0; column < row.size(); ++column) {
            cells[table.columns[column].key] = valueJson(row[column]);
        }
        rows.push_back(std::move(cells));
    }
    Json columns = Json::array();
    for (const RouteColumn& column : table.columns) {
        columns.push_back({{"key", column.key}, {"label", text(column.label)}, {"unit", unitName(column.unit)}});
    }
    return {{"title", text(table.title)}, {"columns", std::move(columns)}, {"rows", std::move(rows)}};
}

Json noteJson(const Issue& issue) {
    return {{"code", issue.code}, {"where", issue.where}, {"value", issue.value}, {"limit", issue.limit}};
}

}  // namespace

std::string routeResultToJson(const PriceRequest& request, const RouteResult& result) {
    Json json{{"format", "kachi-price-result"},
              {"schema", 1},
              {"route", result.route},
              {"name", text(request.name)},
              {"pack", result.pack},
              {"priceLabel", text(result.priceLabel)},
              {"figures", figuresJson(result.figures)},
              {"tables", Json::object()},
              {"trace", traceJson(result.trace)},
              {"notes", Json::array()}};
    json["price"] = result.price ? exactNumber(result.price->exact()) : Json();
    for (const RouteTable& table : result.tables) json["tables"][table.key] = tableJson(table);
    for (const Issue& note : result.notes) json["notes"].push_back(noteJson(note));
    return json.dump(2) + "\n";
}

}  // namespace kachi
