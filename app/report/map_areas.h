#pragma once

#include "app/report/figure.h"

namespace kachi {

/// A prefecture in the list that belongs to a map.
struct MapArea {
    std::string code{};  ///< JIS X 0401
    Text name{};         ///< as maps print it: 東京, Tokyo
    std::optional<double> before{};
    std::optional<double> after{};
    std::optional<double> difference{};
    std::optional<int> rank{};  ///< 1: the largest value under the map's view; equal values share a rank
};

/// All 47 prefectures by code; those without a value are listed without one, never left out.
std::vector<MapArea> mapAreas(const MapFigure& map);

/// Whether any prefecture has a second value, so that before, after and difference can be told apart.
bool hasChange(const MapFigure& map);

/// The list as a table: code, prefecture, its value or values, rank under the map's view.
Table mapTable(const MapFigure& map);

}  // namespace kachi
