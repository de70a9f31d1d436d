#include "app/report/route_figures.h"

#include "app/report/case_axes.h"
#include "app/report/case_text.h"
#include "models/core/calendar_day.h"
#include "models/pricing/price_series.h"
#include "models/pricing/rule_trace.h"

#include <algorithm>

namespace kachi {
namespace {

/// Where the rows stand across the picture.
struct Across {
    Axis axis;
    std::vector<double> at;
};

std::optional<double> dateAsYear(const std::string& text) {
    if (!calendarDay(text) && !monthNumber(text)) return {};
    const double month = decimalYear(text.substr(0, 7));
    if (text.size() < 10) return month;
    return month + (std::stoi(text.substr(8, 2)) - 1) / 366.0;
}

bool ascending(const std::vector<double>& values) {
    return std::ranges::adjacent_find(values, std::greater_equal{}) == values.end();
}

/// Rows by number or date; empty when they have neither or are not in order.
std::optional<Across> acrossOf(const RouteTable& table) {
    const RouteColumn& column = table.columns.front();
    Across across;
    bool months = false;
    bool years = column.unit == Unit::none || column.unit == Unit::years;
    for (const auto& row : table.rows) {
        const RouteValue& value = row.front();
        const std::optional<double> date = value.number ? std::nullopt : dateAsYear(value.text.en);
        if (!value.number && !date) return {};
        months = months || date;
        across.at.push_back(date ? *date : toDouble(*value.number));
        years = years && across.at.back() >= 1900 && across.at.back() <= 2200;
    }
    if (!ascending(across.at)) return {};
    across.axis = makeAxis(column.label, months || years ? Text{} : unitText(column.unit),
                           months  ? NumberFormat::month
                           : years ? NumberFormat::year
                                   : NumberFormat::number);
    return across;
}

Axis upAxis(Unit unit, const Text& label) {
    if (unit == Unit::yen) return makeAxis(label, {}, NumberFormat::yen);
    if (unit == Unit::ratio || unit == Unit::probability) return makeAxis(label, {}, NumberFormat::percent);
    return makeAxis(label, unitText(unit));
}

/// The columns of numbers that share a unit.
struct Together {
    Unit unit;
    std::vector<std::size_t> columns;
};

std::vector<Together> groupsOf(const RouteTable& table) {
    std::vector<Together> groups;
    for (std::size_t column = 1; column < table.columns.size(); ++column) {
        const bool numbers =
            std::ranges::any_of(table.rows, [column](const auto& row) { return row[column].number.has_value(); });
        if (!numbers) continue;
        const Unit unit = table.columns[column].unit;
        const auto found = std::ranges::find_if(groups, [unit](const Together& group) { return group.unit == unit; });
        if (found == groups.end()) {
            groups.push_back({unit, {column}});
        } else {
            found->columns.push_back(column);
        }
    }
    return groups;
}

Text axisLabel(const RouteTable& table, const Together& group) {
    return group.columns.size() == 1 ? table.columns[group.columns.front()].label : table.title;
}

LineFigure lines(const RouteTable& table, const Together& group, const Across& across) {
    LineFigure figure;
    figure.x = across.axis;
    figure.y = upAxis(group.unit, axisLabel(table, group));
    for (const std::size_t column : group.columns) {
        LineSeries series{.name = table.columns[column].label, .step = table.chart == RouteChart::stairs};
        series.markers = table.rows.size() <= 24;
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const auto& number = table.rows[row][column].number;
            if (number) series.points.push_back({across.at[row], toDouble(*number)});
        }
        figure.series.push_back(std::move(series));
    }
    return figure;
}

/// Columns: x, low 95 %, low 50 %, median, high 50 %, high 95 %.
std::optional<LineFigure> fan(const RouteTable& table, const Across& across) {
    constexpr std::size_t low95 = 1, low50 = 2, median = 3, high50 = 4, high95 = 5;
    if (table.columns.size() <= high95) return {};
    LineSeries wide{.name = {"中央値と95 %区間", "median and 95% interval"}};
    LineSeries narrow{.name = {"50 %区間", "50% interval"}};
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const auto& cells = table.rows[row];
        const bool whole = std::all_of(cells.begin() + low95, cells.begin() + high95 + 1,
                                       [](const RouteValue& value) { return value.number.has_value(); });
        if (!whole) continue;
        const auto number = [&cells](std::size_t column) { return toDouble(*cells[column].number); };
        for (LineSeries* series : {&wide, &narrow}) series->points.push_back({across.at[row], number(median)});
        wide.band.push_back({number(low95), number(high95)});
        narrow.band.push_back({number(low50), number(high50)});
    }
    LineFigure figure;
    figure.x = across.axis;
    figure.y = upAxis(table.columns[median].unit, table.title);
    figure.series = {std::move(wide), std::move(narrow)};
    return figure;
}

Text categoryOf(const RouteTable& table, const RouteValue& value) {
    if (!value.number) return value.text;
    const bool calendarYear = table.columns.front().unit == Unit::none || table.columns.front().unit == Unit::years;
    const std::string digits = exactText(*value.number);
    const std::string shown = calendarYear ? digits : groupDigits(digits);
    return {shown, shown};
}

/// A country left out of an average keeps its place without a bar.
BarFigure bars(const RouteTable& table, const Together& group) {
    BarFigure figure;
    figure.value = upAxis(group.unit, axisLabel(table, group));
    figure.categoryLabel = table.columns.front().label;
    for (const std::size_t column : group.columns) figure.series.push_back({.name = table.columns[column].label});
    std::size_t longest = 0;
    for (const auto& row : table.rows) {
        const bool any =
            std::ranges::any_of(group.columns, [&row](std::size_t column) { return row[column].number.has_value(); });
        if (!any) continue;
        figure.categories.push_back(categoryOf(table, row.front()));
        longest = std::max(longest, figure.categories.back().en.size());
        for (std::size_t i = 0; i < group.columns.size(); ++i) {
            const auto& number = row[group.columns[i]].number;
            figure.series[i].values.push_back(number ? toDouble(*number) : 0.0);
        }
    }
    constexpr std::size_t shortName = 12;
    figure.horizontal = longest > shortName;
    return figure;
}

std::optional<Figure> underRules(const PricedRoute& priced) {
    if (!priced.result || !priced.result->price) return {};
    const bool varies = priced.drawn && priced.drawn->low95 < priced.drawn->high95;
    CorridorFigure figure;
    CorridorEntry own{.name = priced.result->packName, .marker = priced.result->price->toDouble(), .emphasis = true};
    if (varies) own.interval = Interval{priced.drawn->low95, priced.drawn->high95};
    figure.entries.push_back(std::move(own));
    for (const PriceUnderPack& other : priced.others) {
        if (other.price) figure.entries.push_back({.name = other.packName, .marker = other.price->toDouble()});
    }
    if (!varies && figure.entries.size() < 2) return {};
    return Figure{.id = "routes." + priced.id + ".packs",
                  .title = {"規則ごとの価格", "Price by rules"},
                  .caption = varies ? Text{"線は95 %区間。", "Line: 95% interval."} : Text{},
                  .content = std::move(figure)};
}

}  // namespace

std::vector<Figure> routeFigures(const std::string& id, const RouteTable& table) {
    std::vector<Figure> figures;
    if (table.chart == RouteChart::none || table.columns.size() < 2 || table.rows.empty()) return figures;
    const auto add = [&](FigureContent content, const Text& title, const std::string& suffix) {
        Figure figure{
            .id = id + "." + table.key + suffix, .title = title, .caption = {}, .content = std::move(content)};
        if (!isEmpty(figure)) figures.push_back(std::move(figure));
    };
    const std::optional<Across> across = acrossOf(table);
    if (table.chart == RouteChart::fan && across) {
        if (auto content = fan(table, *across)) add(std::move(*content), table.title, {});
        return figures;
    }
    const std::vector<Together> groups = groupsOf(table);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const Text& label = table.columns[groups[i].columns.front()].label;
        const Text title =
            groups.size() == 1 ? table.title : Text{table.title.ja + "：" + label.ja, table.title.en + ": " + label.en};
        const std::string suffix = i == 0 ? std::string() : "." + table.columns[groups[i].columns.front()].key;
        const bool drawnAcross = table.chart != RouteChart::bars && across && table.rows.size() > 1;
        if (drawnAcross) {
            add(lines(table, groups[i], *across), title, suffix);
        } else {
            add(bars(table, groups[i]), title, suffix);
        }
    }
    return figures;
}

std::vector<Figure> routeFigures(const PricedRoute& priced) {
    std::vector<Figure> figures;
    if (!priced.result) return figures;
    for (const RouteTable& table : priced.result->tables) {
        for (Figure& figure : routeFigures("routes." + priced.id, table)) figures.push_back(std::move(figure));
    }
    if (auto packs = underRules(priced)) figures.push_back(std::move(*packs));
    return figures;
}

}  // namespace kachi
