#include "models/equalisation/prefecture_names.h"
#include "models/statistics/class_breaks.h"
#include "ui/charts/colour_mix.h"
#include "ui/charts/figure_painter.h"
#include "ui/charts/prefecture_outlines.h"

#include <algorithm>
#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int classCount = 5;

const Text missingText{"値なし", "No value"};

std::vector<double> breaksOf(MapClasses classes, const std::vector<double>& values) {
    switch (classes) {
        case MapClasses::quantiles:
            return quantileBreaks(values, classCount);
        case MapClasses::equalWidths:
            return equalBreaks(values, classCount);
        case MapClasses::naturalBreaks:
            return naturalBreaks(values, classCount);
        case MapClasses::continuous:
            break;
    }
    return {};
}

/// Colours of one map: a tint of the accent from low to high, by value or by class, or two colours away from zero.
class ColourScale {
public:
    ColourScale(const ChartTheme& theme, const MapFigure& map) : m_theme(theme) {
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
        } else {
            limits = breaksOf(map.classes, values);
        }
    }

    QColor colour(double value) const {
        const double share = shareOf(value);
        const QColor pale = mix(m_theme.background, m_theme.text, 0.06);
        const double least = m_theme.background.lightness() < 128 ? 0.3 : 0.12;  // the lowest class is not the sea
        if (!m_diverging) return mix(pale, m_theme.accent, least + (1.0 - least) * share);
        const double away = std::abs(share - 0.5) * 2.0;
        return mix(pale, share < 0.5 ? m_theme.decrease : m_theme.increase, 0.9 * away);
    }

    double low = 0.0;
    double high = 0.0;
    std::vector<double> limits;  ///< upper limits of the classes; empty: every value has its own tint

private:
    double shareOf(double value) const {
        if (limits.size() > 1) {
            const auto at = std::ranges::lower_bound(limits, value) - limits.begin();
            const auto last = static_cast<std::ptrdiff_t>(limits.size()) - 1;
            return static_cast<double>(std::min(at, last)) / static_cast<double>(last);
        }
        return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
    }

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

/// One tint for each value: a band of colours.
void drawBand(const Canvas& canvas, QRectF area, const MapFigure& map, const ColourScale& scale, int decimals) {
    const double em = canvas.em();
    const ChartTheme& theme = canvas.theme;
    const QString plus = map.view == MapView::difference && scale.high > 0.0 ? u"+"_s : QString();
    const QString least = canvas.number(scale.low, map.value, decimals);
    const QString middle = canvas.number((scale.low + scale.high) / 2.0, map.value, decimals);
    const QString most = plus + canvas.number(scale.high, map.value, decimals);
    const QFont font = theme.font();
    const double widest =
        std::max({canvas.textWidth(least, font), canvas.textWidth(middle, font), canvas.textWidth(most, font)});
    area.setWidth(std::max(area.width(), 3.0 * widest + 2.0 * em));
    constexpr int patches = 24;
    const double width = area.width() / patches;
    for (int i = 0; i < patches; ++i) {
        const double value = scale.low + (scale.high - scale.low) * (i + 0.5) / patches;
        canvas.painter.fillRect(QRectF(area.left() + i * width, area.top(), width + 0.5, 0.8 * em),
                                scale.colour(value));
    }
    const QRectF labels(area.left(), area.top() + em, area.width(), 1.4 * em);
    canvas.drawText(labels, least, font, theme.muted);
    canvas.drawText(labels, middle, font, theme.muted, Qt::AlignHCenter);
    canvas.drawText(labels, most, font, theme.muted, Qt::AlignRight);
}

/// A patch with its words in one line; returns the height it takes.
double drawPatch(const Canvas& canvas, QPointF at, const QBrush& fill, const QString& words, bool known) {
    const double em = canvas.em();
    const ChartTheme& theme = canvas.theme;
    canvas.painter.setPen(known ? QPen(Qt::NoPen) : QPen(theme.axis, theme.hairline(), Qt::DotLine));
    canvas.painter.setBrush(fill);
    canvas.painter.drawRect(QRectF(at.x(), at.y() + 0.25 * em, 1.2 * em, 0.9 * em));
    const double width = canvas.textWidth(words, theme.font()) + 1.0;
    canvas.drawText({at.x() + 1.7 * em, at.y(), width, 1.4 * em}, words, theme.font(), theme.muted);
    return 1.4 * em;
}

/// Decimals at which no class seems to begin where it ends.
int decimalsOfClasses(const Canvas& canvas, const Axis& axis, double low, const std::vector<double>& limits,
                      int decimals) {
    constexpr int most = 6;
    const auto alike = [&] {
        double from = low;
        for (const double limit : limits) {
            if (from != limit && canvas.number(from, axis, decimals) == canvas.number(limit, axis, decimals)) {
                return true;
            }
            from = limit;
        }
        return false;
    };
    while (decimals < most && alike()) ++decimals;
    return decimals;
}

void drawKey(const Canvas& canvas, const QRectF& area, const MapFigure& map, const ColourScale& scale, int decimals) {
    const double em = canvas.em();
    const double title = canvas.drawText({area.left(), area.top(), 1.8 * area.width(), 4.2 * em},
                                         axisTitle(map.value, canvas.language), canvas.theme.font(), canvas.theme.text);
    QPointF at(area.left(), area.top() + title + 0.2 * em);
    if (!scale.limits.empty() || scale.low == scale.high) {
        const std::vector<double> limits = scale.limits.empty() ? std::vector<double>{scale.high} : scale.limits;
        const int digits = decimalsOfClasses(canvas, map.value, scale.low, limits, decimals);
        double from = scale.low;
        for (const double limit : limits) {
            const QString most = canvas.number(limit, map.value, digits);
            const QString words = from == limit ? most : canvas.number(from, map.value, digits) + u" – "_s + most;
            at.ry() += drawPatch(canvas, at, scale.colour(limit), words, true);
            from = limit;
        }
    } else {
        drawBand(canvas, {at.x(), at.y(), area.width(), 2.4 * em}, map, scale, decimals);
        at.ry() += 2.7 * em;
    }
    drawPatch(canvas, at, canvas.theme.empty, canvas.text(missingText), false);
}

struct ShownPrefecture {
    const Prefecture& prefecture;
    std::optional<double> value;
};

std::vector<ShownPrefecture> shownPrefectures(const MapFigure& map) {
    std::vector<ShownPrefecture> shown;
    for (const Prefecture& prefecture : prefectures) {
        const auto row = std::ranges::find(map.values, prefecture.code, &MapValue::code);
        shown.push_back({prefecture, row == map.values.end() ? std::nullopt : shownValue(*row, map.view)});
    }
    return shown;
}

QString wordsOf(const Canvas& canvas, const MapFigure& map, const ShownPrefecture& shown) {
    const QString name = canvas.text(shortName(shown.prefecture)) + u'\n';
    if (!shown.value) return name + canvas.text(missingText);
    const QString sign = map.view == MapView::difference && *shown.value > 0.0 ? u"+"_s : QString();
    return name + sign + canvas.numberWithUnit(*shown.value, map.value);
}

void paintOutlines(const Canvas& canvas, const QRectF& area, const MapFigure& map) {
    const ChartTheme& theme = canvas.theme;
    const double em = canvas.em();
    const PrefectureOutlines& outlines = prefectureOutlines();
    const double zoom = std::min(area.width() / outlines.width, area.height() / outlines.height);
    const QPointF origin(area.center().x() - zoom * outlines.width / 2.0,
                         area.center().y() - zoom * outlines.height / 2.0);
    const QTransform place = QTransform().translate(origin.x(), origin.y()).scale(zoom, zoom);
    const ColourScale scale(theme, map);
    const int decimals = std::max(0, decimalsFor({scale.low, scale.high}, map.value.format) - 1);
    canvas.painter.setPen(QPen(theme.axis, theme.hairline()));
    canvas.painter.setBrush(Qt::NoBrush);
    canvas.painter.drawRect(place.mapRect(outlines.inset));
    for (const ShownPrefecture& shown : shownPrefectures(map)) {
        const std::string code(shown.prefecture.code);
        const auto found = outlines.paths.find(code);
        if (found == outlines.paths.end()) continue;
        const QPainterPath path = place.map(found->second);
        canvas.painter.setPen(QPen(shown.value ? theme.background : theme.axis, theme.hairline(),
                                   shown.value ? Qt::SolidLine : Qt::DotLine));
        canvas.painter.setBrush(shown.value ? scale.colour(*shown.value) : theme.empty);
        canvas.painter.drawPath(path);
        canvas.hotSpots.push_back({path.boundingRect(), wordsOf(canvas, map, shown), {}, path, code});
    }
    // The sea north-west of Honshu leaves room for the key.
    const double keyWidth = std::min(0.36 * zoom * outlines.width, 14.0 * em);
    drawKey(canvas, {std::max(area.left(), origin.x() - 2.0 * em), area.top() + 0.5 * em, keyWidth, 10.0 * em}, map,
            scale, decimals);
}

}  // namespace

void paintMap(const Canvas& canvas, const QRectF& area, const MapFigure& map) {
    if (map.shape == MapShape::outlines) return paintOutlines(canvas, area, map);
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

    for (const ShownPrefecture& each : shownPrefectures(map)) {
        const Prefecture& prefecture = each.prefecture;
        const bool known = each.value.has_value();
        const double value = each.value.value_or(0.0);
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
        canvas.hotSpots.push_back({cell, wordsOf(canvas, map, each), {}, {}, std::string(prefecture.code)});
    }
    const double keyWidth = std::min(6.2 * width, 20.0 * em);
    drawKey(canvas, {origin.x(), origin.y() + 0.2 * height, keyWidth, 5.0 * em}, map, scale, decimals);
}

}  // namespace kachi
