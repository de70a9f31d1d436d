#include "app/report/map_areas.h"

#include "models/equalisation/prefecture_names.h"

#include <algorithm>

namespace kachi {
namespace {

std::optional<double> valueUnder(const MapArea& area, MapView view) {
    switch (view) {
        case MapView::before:
            return area.before;
        case MapView::after:
            return area.after;
        case MapView::difference:
            break;
    }
    return area.difference;
}

Text rankHeader(const MapFigure& map) {
    if (!hasChange(map)) return {"順位", "Rank"};
    switch (map.view) {
        case MapView::before:
            return {"順位(前)", "Rank, before"};
        case MapView::after:
            return {"順位(後)", "Rank, after"};
        case MapView::difference:
            break;
    }
    return {"順位(差)", "Rank, difference"};
}

Cell optionalCell(const std::optional<double>& value) {
    return value ? Cell(*value) : Cell();
}

}  // namespace

bool hasChange(const MapFigure& map) {
    return std::ranges::any_of(map.values, [](const MapValue& value) { return value.after.has_value(); });
}

std::vector<MapArea> mapAreas(const MapFigure& map) {
    std::vector<MapArea> areas;
    std::vector<double> shown;
    for (const Prefecture& prefecture : prefectures) {
        MapArea area{.code = std::string(prefecture.code), .name = shortName(prefecture)};
        const auto value = std::ranges::find(map.values, prefecture.code, &MapValue::code);
        if (value != map.values.end()) {
            area.before = value->before;
            area.after = value->after;
            area.difference = shownValue(*value, MapView::difference);
        }
        if (const auto number = valueUnder(area, map.view)) shown.push_back(*number);
        areas.push_back(std::move(area));
    }
    for (MapArea& area : areas) {
        const auto number = valueUnder(area, map.view);
        if (!number) continue;
        area.rank = 1 + static_cast<int>(std::ranges::count_if(shown, [&](double other) { return other > *number; }));
    }
    return areas;
}

Table mapTable(const MapFigure& map) {
    const bool changed = hasChange(map);
    const auto valueColumn = [&map](Text header) {
        return numberColumn(std::move(header), map.value.unit, map.value.format);
    };
    Table table;
    table.columns = {{.header = {"コード", "Code"}}, {.header = {"都道府県", "Prefecture"}}};
    if (changed) {
        table.columns.push_back(valueColumn({"前", "Before"}));
        table.columns.push_back(valueColumn({"後", "After"}));
        table.columns.push_back(valueColumn({"差", "Difference"}));
    } else {
        table.columns.push_back(valueColumn(map.value.label.empty() ? Text{"値", "Value"} : map.value.label));
    }
    table.columns.push_back(numberColumn(rankHeader(map), {}, NumberFormat::number, 0));
    table.stubColumns = 2;
    table.dense = true;
    for (const MapArea& area : mapAreas(map)) {
        TableRow row;
        row.cells.push_back(Text{area.code, area.code});
        row.cells.push_back(area.name);
        row.cells.push_back(optionalCell(area.before));
        if (changed) {
            row.cells.push_back(optionalCell(area.after));
            row.cells.push_back(optionalCell(area.difference));
        }
        row.cells.push_back(area.rank ? Cell(static_cast<double>(*area.rank)) : Cell());
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace kachi
