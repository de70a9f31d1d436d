#include "app/report/route_json.h"

namespace kachi {
namespace {

/// Whole numbers without a decimal point, others as the nearest double.
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

}  // namespace

Json routeResultJson(const RouteResult& result) {
    Json json{{"route", result.route},
              {"pack", result.pack},
              {"priceLabel", text(result.priceLabel)},
              {"figures", figuresJson(result.figures)},
              {"tables", Json::object()},
              {"trace", traceJson(result.trace)},
              {"notes", Json::array()}};
    json["price"] = result.price ? exactNumber(result.price->exact()) : Json();
    for (const RouteTable& table : result.tables) json["tables"][table.key] = tableJson(table);
    for (const Issue& note : result.notes) json["notes"].push_back(issueJson(note));
    return json;
}

std::string routeResultToJson(const PriceRequest& request, const RouteResult& result) {
    Json json = routeResultJson(result);
    json["format"] = "kachi-price-result";
    json["schema"] = 1;
    json["name"] = text(request.name);
    return json.dump(2) + "\n";
}

}  // namespace kachi
