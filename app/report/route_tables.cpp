#include "app/report/route_tables.h"

#include "app/document/price_requests.h"
#include "app/messages/catalogue.h"
#include "app/report/case_text.h"
#include "app/report/field_tables.h"
#include "app/report/trace_table.h"

#include <algorithm>
#include <cstdlib>

namespace kachi {
namespace {

Text plain(const std::string& words) {
    return {words, words};
}

bool isMoney(Unit unit) {
    return unit == Unit::yen || unit == Unit::yenPerYear || unit == Unit::yenPerHour || unit == Unit::yenPerMinute;
}

Table ownRulesTable(const PriceRequest& request) {
    Table table;
    table.title = {"利用者が設定した規則の値", "Rules set by the user"};
    table.columns = {{.header = {"規則の項目", "Rule"}}, numberColumn({"値", "Value"})};
    for (const auto& [key, value] : request.rules) table.rows.push_back({.cells = {plain(key), plain(value)}});
    return table;
}

/// Decimals of a column of exact numbers.
int decimalsOf(const std::vector<std::vector<RouteValue>>& rows, std::size_t column, Unit unit) {
    std::size_t most = 0;
    for (const auto& row : rows) {
        if (column >= row.size() || !row[column].number) continue;
        const std::string digits = exactText(*row[column].number);
        const std::size_t point = digits.find('.');
        if (point != std::string::npos) most = std::max(most, digits.size() - point - 1);
    }
    if (most <= 2) return static_cast<int>(most);
    return isMoney(unit) ? 2 : automaticDecimals;
}

/// A calendar year is written without grouping.
bool isYear(const RouteColumn& column, const std::vector<std::vector<RouteValue>>& rows, std::size_t at) {
    if (column.unit != Unit::none && column.unit != Unit::years) return false;
    return std::ranges::all_of(rows, [at](const std::vector<RouteValue>& row) {
        if (at >= row.size() || !row[at].number) return false;
        const Rational& number = *row[at].number;
        return denominator(number) == 1 && number >= 1900 && number <= 2200;
    });
}

Cell resultCell(const RouteValue& value) {
    if (value.number) return toDouble(*value.number);
    if (value.text.empty()) return {};
    return value.text;
}

RuleStatus weakestOf(const Trace& trace) {
    RuleStatus weakest = RuleStatus::verified;
    RuleStatus own = RuleStatus::verified;
    if (ruleStatusFromName(trace.status, own)) weakest = own;
    for (const Trace& step : trace.steps) weakest = weaker(weakest, weakestOf(step));
    return weakest;
}

/// The label of a table of the inputs, and the row of "<table>/<row>/<column>".
std::optional<Text> tableRowText(const PriceRequest& request, const std::string& cell) {
    const RouteDefinition* route = findRoute(request.route);
    const std::size_t slash = cell.find('/');
    if (!route || slash == std::string::npos) return {};
    const std::string row = std::to_string(std::atoi(cell.c_str() + slash + 1) + 1);
    for (const Field& field : route->fields) {
        if (field.key != cell.substr(0, slash)) continue;
        return Text{field.label.ja + " " + row + "行目", field.label.en + ", row " + row};
    }
    return {};
}

Text sentences(const PriceRequest& request, const Issues& issues) {
    Text text;
    for (const Issue& issue : issues) {
        const Text sentence = routeIssueText(request, issue);
        text.ja += (text.ja.empty() ? "" : "\n") + sentence.ja;
        text.en += (text.en.empty() ? "" : "\n") + sentence.en;
    }
    return text;
}

Text yenText(const Yen& price) {
    const std::string digits = groupDigits(price.text());
    return {digits + " 円", digits + " yen"};
}

}  // namespace

std::vector<Table> routeInputTables(const PriceRequest& request, const Parameters& parameters) {
    std::vector<Field> fields;
    if (const RouteDefinition* route = findRoute(request.route)) {
        fields = route->fields;
    } else {
        for (const auto& [key, cell] : request.inputs.items()) fields.push_back(textField(key, plain(key)));
    }
    std::vector<Table> tables = fieldTables(fields, request.inputs, parameters);
    if (!request.rules.empty()) tables.push_back(ownRulesTable(request));
    return tables;
}

std::optional<Table> routeFigureTable(const RouteResult& result) {
    if (result.figures.empty()) return {};
    Table table;
    table.title = {"算定の数値", "Figures"};
    table.columns = {{.header = {"項目", "Figure"}}, {.header = {"値", "Value"}, .alignment = Alignment::right}};
    for (const RouteFigure& figure : result.figures) {
        table.rows.push_back({.cells = {figure.label, routeValueText(figure.value, figure.unit)}});
    }
    return table;
}

Table routeResultTable(const RouteTable& content) {
    Table table;
    table.title = content.title;
    for (std::size_t at = 0; at < content.columns.size(); ++at) {
        const RouteColumn& column = content.columns[at];
        const bool hasNumber =
            std::ranges::any_of(content.rows, [at](const auto& row) { return at < row.size() && row[at].number; });
        if (!hasNumber) {
            table.columns.push_back({.header = column.label});
        } else if (isYear(column, content.rows, at)) {
            table.columns.push_back(numberColumn(column.label, {}, NumberFormat::year, 0));
        } else {
            table.columns.push_back(numberColumn(column.label, headingUnit(column.unit), NumberFormat::number,
                                                 decimalsOf(content.rows, at, column.unit)));
        }
    }
    for (const auto& values : content.rows) {
        TableRow row;
        for (const RouteValue& value : values) row.cells.push_back(resultCell(value));
        table.rows.push_back(std::move(row));
    }
    table.dense = content.rows.size() > 12;
    return table;
}

std::optional<Table> otherPacksTable(const PriceRequest& request, const PricedRoute& priced) {
    if (!priced.result || priced.others.empty()) return {};
    Table table;
    table.title = {"他の規則による価格", "Under other rules"};
    table.columns = {{.header = {"規則", "Rules"}},
                     numberColumn({"価格", "Price"}, unitText(Unit::yen)),
                     {.header = {"算定できない理由", "Why there is none"}}};
    const auto add = [&](const Text& pack, const std::optional<Yen>& price, const Issues& issues, bool own) {
        Cell cell;
        if (price) cell = ExactDigits{price->text()};
        table.rows.push_back({.cells = {pack, cell, sentences(request, issues)}, .emphasis = own});
    };
    add(priced.result->packName, priced.result->price, {}, true);
    bool refused = false;
    for (const PriceUnderPack& other : priced.others) {
        add(other.packName, other.price, other.issues, false);
        refused = refused || !other.price;
    }
    if (!refused) {
        table.columns.pop_back();
        for (TableRow& row : table.rows) row.cells.pop_back();
    }
    return table;
}

Text routePlaceText(const PriceRequest& request, const std::string& where) {
    const std::string inCase = "/routes/id=" + request.id;
    const std::string place = where.starts_with(inCase + "/") ? where.substr(inCase.size()) : where;
    const auto below = [&place](const std::string& head) {
        return place.starts_with(head) ? std::optional(place.substr(head.size())) : std::nullopt;
    };
    if (const auto key = below("/rules/")) return plain(*key);
    if (!place.starts_with('/') && !place.empty()) return plain(place);
    const auto cell = below("/inputs/");
    return (cell ? tableRowText(request, *cell) : std::nullopt).value_or(requestName(request));
}

Text routeIssueText(const PriceRequest& request, const Issue& issue) {
    return sentenceAt(issue, routePlaceText(request, issue.where));
}

Text routeValueText(const RouteValue& value, Unit unit) {
    if (!value.number) return value.text;
    const std::string digits = readableDigits(exactText(*value.number), TraceDigits::tariff);
    if (unit == Unit::ratio) {
        const std::string percent = readableDigits(exactText(Rational(*value.number * 100)), TraceDigits::tariff);
        return {digits + "（" + percent + " %）", digits + " (" + percent + " %)"};
    }
    const Text name = unitText(unit);
    if (name.empty()) return plain(digits);
    return {digits + " " + name.ja, digits + " " + name.en};
}

Text headlineText(const PricedRoute& priced) {
    if (!priced.result) return {"算定できません", "cannot be worked out"};
    if (priced.result->price) return yenText(*priced.result->price);
    for (const RouteFigure& figure : priced.result->figures) {
        if (!figure.value.number) return figure.value.text;
    }
    return priced.result->priceLabel;
}

Text drawnText(const PricedRoute& priced) {
    if (!priced.drawn || priced.drawn->low95 == priced.drawn->high95) return {};
    const int decimals = decimalsFor({priced.drawn->low95, priced.drawn->high95}, NumberFormat::yen);
    const auto interval = [&](Language language) {
        return formatNumber(priced.drawn->low95, NumberFormat::yen, decimals, language) + " – " +
               formatNumber(priced.drawn->high95, NumberFormat::yen, decimals, language);
    };
    return {"95 %区間 " + interval(Language::ja) + " 円", "95% interval " + interval(Language::en) + " yen"};
}

Text weakestStatusText(const Trace& trace) {
    const RuleStatus weakest = weakestOf(trace);
    return weakest == RuleStatus::verified ? Text{} : ruleStatusText(weakest);
}

}  // namespace kachi
