#include "models/equalisation/prefecture_names.h"
#include "ui/charts/colour_mix.h"
#include "ui/charts/figure_painter.h"

#include <algorithm>
#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// Colours of one map: a tint of the accent from low to high, or two colours away from zero.
class ColourScale {
public:
    ColourScale(const ChartTheme& theme, const TileMapFigure& map) : m_theme(theme) {
        m_diverging = map.view == MapView::difference;
        std::vector<double> values;
        for (const MapValue& value : map.values) {
            if (m_diverging) {
                if (const auto shown = shownValue(value, map.view)) values.push_back(*shown);
            } else {
                for (const auto& shown : {value.before, value.after}) {
                    if (shown) values.push_back(*shown);
                }
            }
        }
        const auto [least, most] = std::minmax_element(values.begin(), values.end());
        low = map.value.minimum.value_or(*least);
        high = map.value.maximum.value_or(*most);
        if (m_diverging) {
            high = std::max(std::abs(low), std::abs(high));
            low = -high;
        }
    }

    QColor colour(double value) const {
        const double share = high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
        const QColor pale = mix(m_theme.background, m_theme.text, 0.06);
        if (!m_diverging) return mix(pale, m_theme.accent, 0.12 + 0.88 * share);
        const double away = std::abs(share - 0.5) * 2.0;
        return mix(pale, share < 0.5 ? m_theme.decrease : m_theme.increase, 0.9 * away);
    }

    double low = 0.0;
    double high = 0.0;

private:
    const ChartTheme& m_theme;
    bool m_diverging = false;
};

constexpr double leastSize = 0.65;  ///< of the text size; names too long even for this are cut short

/// Size of the words in all tiles: names fit, down to the least size that can be read.
double wordSize(const Canvas& canvas, const QSizeF& tile) {
    const double em = canvas.em();
    double widest = 1.0;
    for (const Prefecture& prefecture : prefectures) {
        widest = std::max(widest, canvas.textWidth(canvas.text(shortName(prefecture)), canvas.theme.font()));
    }
    const double fits = em * 0.88 * tile.width() / widest;
    return std::min({0.4 * tile.height(), 1.2 * em, std::max(fits, leastSize * em)});
}

/// Words in the middle of a tile. A long name is cut short with a full stop rather than shrunk beyond reading; a short
/// one (Japanese, or the number) is shrunk. Drawn scaled, because font sizes are whole units and a unit is too coarse.
void drawWords(const Canvas& canvas, const QRectF& box, const QString& words, double size, const QColor& ink) {
    constexpr int shortest = 4;
    const QFont font = canvas.theme.font();
    const double room = 0.96 * box.width();
    const double sizeScale = size / font.pixelSize();
    QString fitted = words;
    for (auto kept = words.size() - 1; kept >= shortest && canvas.textWidth(fitted, font) * sizeScale > room; --kept) {
        fitted = words.left(kept) + u'.';
    }
    const double width = std::max(1.0, canvas.textWidth(fitted, font));
    const double scale = std::min(sizeScale, room / width);
    canvas.painter.save();
    canvas.painter.translate(box.center());
    canvas.painter.scale(scale, scale);
    const double lineHeight = canvas.lineHeight(font);
    canvas.drawText({-width, -lineHeight / 2.0, 2.0 * width, lineHeight}, fitted, font, ink, Qt::AlignCenter);
    canvas.painter.restore();
}

void drawKey(const Canvas& canvas, const QRectF& area, const TileMapFigure& map, const ColourScale& scale,
             int decimals) {
    const double em = canvas.em();
    const ChartTheme& theme = canvas.theme;
    canvas.drawText({area.left(), area.top(), 1.8 * area.width(), 1.4 * em}, axisTitle(map.value, canvas.language),
                    theme.font(), theme.text);
    constexpr int patches = 24;
    const double width = area.width() / patches;
    for (int i = 0; i < patches; ++i) {
        const double value = scale.low + (scale.high - scale.low) * (i + 0.5) / patches;
        canvas.painter.fillRect(QRectF(area.left() + i * width, area.top() + 1.6 * em, width + 0.5, 0.8 * em),
                                scale.colour(value));
    }
    const QRectF labels(area.left(), area.top() + 2.6 * em, area.width(), 1.4 * em);
    canvas.drawText(labels, canvas.number(scale.low, map.value, decimals), theme.font(), theme.muted);
    canvas.drawText(labels, canvas.number((scale.low + scale.high) / 2.0, map.value, decimals), theme.font(),
                    theme.muted, Qt::AlignHCenter);
    const QString plus = map.view == MapView::difference && scale.high > 0.0 ? u"+"_s : QString();
    canvas.drawText(labels, plus + canvas.number(scale.high, map.value, decimals), theme.font(), theme.muted,
                    Qt::AlignRight);
    const QRectF patch(area.left(), area.top() + 4.5 * em, 1.2 * em, 0.9 * em);
    canvas.painter.setPen(QPen(theme.axis, theme.hairline(), Qt::DotLine));
    canvas.painter.setBrush(theme.empty);
    canvas.painter.drawRect(patch);
    canvas.drawText({patch.right() + 0.5 * em, area.top() + 4.25 * em, area.width(), 1.4 * em},
                    canvas.text({"値なし", "No value"}), theme.font(), theme.muted);
}

}  // namespace

void paintTileMap(const Canvas& canvas, const QRectF& area, const TileMapFigure& map) {
    const ChartTheme& theme = canvas.theme;
    const double em = canvas.em();
    // Tiles fill the area; they may be wider than high, where names profit, but never narrow.
    const double height = std::min(area.height() / prefectureTileRows, 1.15 * area.width() / prefectureTileColumns);
    const double width = std::min(area.width() / prefectureTileColumns, 2.0 * height);
    const QPointF origin(area.center().x() - width * prefectureTileColumns / 2.0,
                         area.center().y() - height * prefectureTileRows / 2.0);
    const double gap = 0.03 * std::min(width, height);
    const double common = wordSize(canvas, {width, height});
    const ColourScale scale(theme, map);
    const int decimals = std::max(0, decimalsFor({scale.low, scale.high}, map.value.format) - 1);  // three digits

    for (const Prefecture& prefecture : prefectures) {
        const auto row = std::find_if(map.values.begin(), map.values.end(),
                                      [&](const MapValue& value) { return value.code == prefecture.code; });
        const std::optional<double> shown = row == map.values.end() ? std::nullopt : shownValue(*row, map.view);
        const bool known = shown.has_value();
        const double value = shown.value_or(0.0);
        const QRectF cell(origin.x() + prefecture.column * width, origin.y() + prefecture.row * height, width, height);
        const QRectF body = cell.adjusted(gap, gap, -gap, -gap);
        const QColor fill = known ? scale.colour(value) : theme.empty;
        canvas.painter.setPen(known ? QPen(Qt::NoPen) : QPen(theme.axis, theme.hairline(), Qt::DotLine));
        canvas.painter.setBrush(fill);
        canvas.painter.drawRect(body);

        const QString name = canvas.text(shortName(prefecture));
        const QString sign = map.view == MapView::difference && value > 0.0 ? u"+"_s : QString();
        const QString number = known ? sign + canvas.number(value, map.value, decimals) : u"–"_s;
        const QColor ink = known ? inkOn(fill) : theme.muted;
        drawWords(canvas, body.adjusted(0.0, 0.04 * height, 0.0, -0.46 * height), name, common, ink);
        drawWords(canvas, body.adjusted(0.0, 0.46 * height, 0.0, -0.04 * height), number, 1.15 * common, ink);
        canvas.hotSpots.push_back({cell, name + u'\n' + (known ? canvas.numberWithUnit(value, map.value) : u"–"_s)});
    }
    const double keyWidth = std::min(6.2 * width, 20.0 * em);
    drawKey(canvas, {origin.x(), origin.y() + 0.2 * height, keyWidth, 5.0 * em}, map, scale, decimals);
}

}  // namespace kachi
