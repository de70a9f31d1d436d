#include "ui/charts/prefecture_outlines.h"

#include <nlohmann/json.hpp>

#include <QFile>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

PrefectureOutlines readOutlines() {
    const QString resource = u":/tables/prefecture-outlines.json"_s;
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s is missing", qPrintable(resource));
    const auto json = nlohmann::json::parse(file.readAll().toStdString());
    PrefectureOutlines outlines;
    outlines.width = json.at("width").get<double>();
    outlines.height = json.at("height").get<double>();
    const auto& inset = json.at("inset");
    outlines.inset = {inset[0].get<double>(), inset[1].get<double>(), inset[2].get<double>(), inset[3].get<double>()};
    for (const auto& prefecture : json.at("prefectures")) {
        QPainterPath& path = outlines.paths[prefecture.at("code").get<std::string>()];
        for (const auto& ring : prefecture.at("rings")) {
            QPolygonF polygon;
            for (std::size_t i = 0; i + 1 < ring.size(); i += 2) {
                polygon << QPointF(ring[i].get<double>(), ring[i + 1].get<double>());
            }
            path.addPolygon(polygon);
            path.closeSubpath();
        }
    }
    return outlines;
}

}  // namespace

const PrefectureOutlines& prefectureOutlines() {
    static const PrefectureOutlines outlines = readOutlines();
    return outlines;
}

}  // namespace kachi
