#include "app/report/figure.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kachi {

std::vector<Point> ellipseOutline(const Ellipse& ellipse, int count) {
    const double half = (ellipse.varianceX - ellipse.varianceY) / 2.0;
    const double centre = (ellipse.varianceX + ellipse.varianceY) / 2.0;
    const double reach = std::hypot(half, ellipse.covariance);
    const double radius = std::sqrt(-2.0 * std::log(1.0 - ellipse.level));
    const double major = radius * std::sqrt(centre + reach);
    const double minor = radius * std::sqrt(std::max(0.0, centre - reach));
    const double turn = std::atan2(ellipse.covariance, half) / 2.0;
    std::vector<Point> outline;
    for (int i = 0; i <= count; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / count;
        const double along = major * std::cos(angle);
        const double across = minor * std::sin(angle);
        outline.push_back({ellipse.mean.x + along * std::cos(turn) - across * std::sin(turn),
                           ellipse.mean.y + along * std::sin(turn) + across * std::cos(turn)});
    }
    return outline;
}

const std::vector<PrefectureTile>& prefectureTiles() {
    static const std::vector<PrefectureTile> tiles{
        {"01", 0, 14, "北海道", "Hokkaido"},  {"02", 1, 14, "青森", "Aomori"},     {"03", 2, 14, "岩手", "Iwate"},
        {"04", 3, 14, "宮城", "Miyagi"},      {"05", 2, 13, "秋田", "Akita"},      {"06", 3, 13, "山形", "Yamagata"},
        {"07", 4, 14, "福島", "Fukushima"},   {"08", 5, 14, "茨城", "Ibaraki"},    {"09", 5, 13, "栃木", "Tochigi"},
        {"10", 5, 12, "群馬", "Gunma"},       {"11", 6, 12, "埼玉", "Saitama"},    {"12", 6, 14, "千葉", "Chiba"},
        {"13", 6, 13, "東京", "Tokyo"},       {"14", 7, 13, "神奈川", "Kanagawa"}, {"15", 4, 13, "新潟", "Niigata"},
        {"16", 4, 11, "富山", "Toyama"},      {"17", 4, 10, "石川", "Ishikawa"},   {"18", 5, 10, "福井", "Fukui"},
        {"19", 6, 11, "山梨", "Yamanashi"},   {"20", 5, 11, "長野", "Nagano"},     {"21", 6, 10, "岐阜", "Gifu"},
        {"22", 7, 12, "静岡", "Shizuoka"},    {"23", 7, 11, "愛知", "Aichi"},      {"24", 7, 10, "三重", "Mie"},
        {"25", 6, 9, "滋賀", "Shiga"},        {"26", 6, 8, "京都", "Kyoto"},       {"27", 7, 8, "大阪", "Osaka"},
        {"28", 6, 7, "兵庫", "Hyogo"},        {"29", 7, 9, "奈良", "Nara"},        {"30", 8, 9, "和歌山", "Wakayama"},
        {"31", 6, 6, "鳥取", "Tottori"},      {"32", 6, 5, "島根", "Shimane"},     {"33", 7, 6, "岡山", "Okayama"},
        {"34", 7, 5, "広島", "Hiroshima"},    {"35", 7, 4, "山口", "Yamaguchi"},   {"36", 10, 6, "徳島", "Tokushima"},
        {"37", 9, 6, "香川", "Kagawa"},       {"38", 9, 5, "愛媛", "Ehime"},       {"39", 10, 5, "高知", "Kochi"},
        {"40", 8, 2, "福岡", "Fukuoka"},      {"41", 8, 1, "佐賀", "Saga"},        {"42", 8, 0, "長崎", "Nagasaki"},
        {"43", 9, 1, "熊本", "Kumamoto"},     {"44", 9, 2, "大分", "Oita"},        {"45", 10, 2, "宮崎", "Miyazaki"},
        {"46", 10, 1, "鹿児島", "Kagoshima"}, {"47", 11, 0, "沖縄", "Okinawa"},
    };
    return tiles;
}

std::optional<double> shownValue(const MapValue& value, MapView view) {
    switch (view) {
        case MapView::before:
            return value.before;
        case MapView::after:
            return value.after;
        case MapView::difference:
            if (!value.before || !value.after) return std::nullopt;
            return *value.after - *value.before;
    }
    return std::nullopt;
}

bool isEmpty(const Figure& figure) {
    struct Visitor {
        bool operator()(const LineFigure& lines) const {
            return std::all_of(lines.series.begin(), lines.series.end(),
                               [](const LineSeries& series) { return series.points.empty(); });
        }
        bool operator()(const ScatterFigure& scatter) const {
            return std::all_of(scatter.series.begin(), scatter.series.end(),
                               [](const ScatterSeries& series) { return series.points.empty() && !series.mean; });
        }
        bool operator()(const TornadoFigure& tornado) const { return tornado.bars.empty(); }
        bool operator()(const BarFigure& bars) const { return bars.categories.empty() || bars.series.empty(); }
        bool operator()(const WaterfallFigure& waterfall) const { return waterfall.steps.empty(); }
        bool operator()(const LorenzFigure& lorenz) const { return lorenz.curves.empty(); }
        bool operator()(const TileMapFigure& map) const {
            return std::none_of(map.values.begin(), map.values.end(),
                                [&](const MapValue& value) { return shownValue(value, map.view).has_value(); });
        }
        bool operator()(const CorridorFigure& corridor) const { return corridor.entries.empty(); }
        bool operator()(const ForestFigure& forest) const { return forest.rows.empty(); }
    };
    return std::visit(Visitor{}, figure.content);
}

std::vector<Point> drawnPoints(const std::vector<Point>& points) {
    if (points.size() <= maximumDrawnPoints) return points;
    std::vector<Point> drawn;
    drawn.reserve(maximumDrawnPoints);
    for (std::size_t i = 0; i < maximumDrawnPoints; ++i)
        drawn.push_back(points[i * points.size() / maximumDrawnPoints]);
    return drawn;
}

Text thinningNote(const Figure& figure) {
    const auto* scatter = std::get_if<ScatterFigure>(&figure.content);
    if (!scatter) return {};
    std::size_t all = 0;
    std::size_t drawn = 0;
    for (const ScatterSeries& series : scatter->series) {
        all += series.points.size();
        drawn += std::min(series.points.size(), maximumDrawnPoints);
    }
    if (drawn == all) return {};
    const std::string allText = groupDigits(std::to_string(all));
    const std::string drawnText = groupDigits(std::to_string(drawn));
    return {"描画は" + allText + "点のうち等間隔に抜き出した" + drawnText + "点。",
            "Drawn: an evenly spaced " + drawnText + " of " + allText + " points."};
}

std::string captionText(const Figure& figure, Language language) {
    std::string caption = figure.caption.in(language);
    const std::string note = thinningNote(figure).in(language);
    if (!caption.empty() && !note.empty() && language == Language::en) caption += ' ';
    return caption + note;
}

}  // namespace kachi
