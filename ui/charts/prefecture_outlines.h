#pragma once

#include <QPainterPath>
#include <QRectF>

#include <map>
#include <string>

namespace kachi {

/// Simplified outlines of the prefectures in a picture of `width` × `height`, y downwards. For drawing only.
struct PrefectureOutlines {
    double width = 0;
    double height = 0;
    QRectF inset;                               ///< frame of Okinawa, which is drawn nearer than it lies
    std::map<std::string, QPainterPath> paths;  ///< by JIS X 0401 code
};

/// Those shipped with the program (resources/tables/prefecture-outlines.json).
const PrefectureOutlines& prefectureOutlines();

}  // namespace kachi
