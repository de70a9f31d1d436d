#include "ui/charts/canvas.h"

#include <QFontMetricsF>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kachi {

using namespace Qt::StringLiterals;

QString Canvas::number(double value, const Axis& axis, int decimals) const {
    return QString::fromStdString(formatNumber(value, axis.format, decimals, language));
}

QString Canvas::numberWithUnit(double value, const Axis& axis) const {
    const QString digits = number(value, axis);
    const QString unit = text(shownUnitText(axis.unit, axis.format));
    if (unit.isEmpty()) return digits;
    constexpr int shortUnit = 4;  // 円, 時間; longer ones (人口100,000人当たり) stand apart
    if (unit == u"%"_s || (language == Language::ja && unit.size() <= shortUnit)) return digits + unit;
    const bool scaled = axis.format == NumberFormat::manYen || axis.format == NumberFormat::oku;
    return digits + (scaled ? u" × "_s : u" "_s) + unit;  // 231 × 10,000 yen
}

double Canvas::textWidth(const QString& words, const QFont& font) const {
    return QFontMetricsF(font).horizontalAdvance(words);
}

double Canvas::lineHeight(const QFont& font) const {
    return font.pixelSize() * 1.3;
}

namespace {

/// Lines of a text wrapped to a width, each with its natural width.
struct WrappedText {
    QTextLayout layout;
    double height = 0.0;

    WrappedText(double width, const QString& words, const QFont& font, double lineHeight)
        : layout(QString(words).replace(u'\n', QChar::LineSeparator), font) {
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition({0.0, height});
            height += lineHeight;
        }
        layout.endLayout();
    }
};

}  // namespace

double Canvas::textHeight(double width, const QString& words, const QFont& font) const {
    return words.isEmpty() ? 0.0 : WrappedText(width, words, font, lineHeight(font)).height;
}

double Canvas::drawText(const QRectF& box, const QString& words, const QFont& font, const QColor& colour,
                        Qt::Alignment alignment) const {
    if (words.isEmpty()) return 0.0;
    const WrappedText wrapped(box.width(), words, font, lineHeight(font));
    double top = box.top();
    if (alignment & Qt::AlignVCenter) top += (box.height() - wrapped.height) / 2.0;
    if (alignment & Qt::AlignBottom) top += box.height() - wrapped.height;
    painter.setPen(colour);
    for (int i = 0; i < wrapped.layout.lineCount(); ++i) {
        const QTextLine line = wrapped.layout.lineAt(i);
        double left = box.left();
        if (alignment & Qt::AlignRight) left += box.width() - line.naturalTextWidth();
        if (alignment & Qt::AlignHCenter) left += (box.width() - line.naturalTextWidth()) / 2.0;
        line.draw(&painter, {left, top + (lineHeight(font) - line.height()) / 2.0});
    }
    return wrapped.height;
}

QString axisTitle(const Axis& axis, Language language) {
    const std::string title = labelWithUnit(axis.label, axis.unit, axis.format, language);
    return printedWords({title, title}, language);
}

double drawLegend(const Canvas& canvas, const QRectF& area, const std::vector<LegendEntry>& entries) {
    if (entries.empty()) return 0.0;
    const double em = canvas.em();
    const QFont font = canvas.theme.font();
    const double sample = 2.2 * em;
    const double lineHeight = 1.7 * em;
    const double widestName = area.width() - sample - 0.5 * em;
    double x = area.left();
    double y = area.top();
    double below = y + lineHeight;  // where the next line of the legend begins
    for (const LegendEntry& entry : entries) {
        const double nameWidth = std::min(canvas.textWidth(entry.name, font) + 1.0, widestName);
        const double nameHeight = canvas.textHeight(nameWidth, entry.name, font);
        const double width = sample + 0.5 * em + nameWidth + 1.5 * em;
        if (x > area.left() && x + width - 1.5 * em > area.right()) {
            x = area.left();
            y = below;
        }
        below = std::max(below, y + std::max(lineHeight, nameHeight + 0.4 * em));
        const QPointF middle(x + sample / 2.0, y + lineHeight / 2.0);
        if (entry.patch != Qt::NoBrush) {
            canvas.painter.fillRect(QRectF(x + 0.6 * em, middle.y() - 0.45 * em, 1.2 * em, 0.9 * em), entry.patch);
        }
        if (entry.stroke != Qt::NoPen) {
            canvas.painter.setPen(entry.stroke);
            canvas.painter.drawLine(QPointF(x, middle.y()), QPointF(x + sample, middle.y()));
        }
        if (entry.marker) {
            drawMarker(canvas.painter, *entry.marker, middle, 0.75 * em, entry.markerColour, canvas.theme.background);
        }
        canvas.drawText({x + sample + 0.5 * em, y, nameWidth, std::max(lineHeight, nameHeight + 0.4 * em)}, entry.name,
                        font, canvas.theme.text, Qt::AlignLeft | Qt::AlignVCenter);
        x += width;
    }
    return below - area.top() + 0.4 * em;
}

void drawMarker(QPainter& painter, MarkerShape shape, QPointF centre, double size, const QColor& fill,
                const QColor& outline) {
    const double radius = size / 2.0;
    const auto polygon = [&](int corners, double firstAngle, double innerShare) {
        QPolygonF points;
        const int count = innerShare < 1.0 ? 2 * corners : corners;
        for (int i = 0; i < count; ++i) {
            const double angle = firstAngle + 2.0 * std::numbers::pi * i / count;
            const double reach = innerShare < 1.0 && i % 2 == 1 ? radius * innerShare : radius;
            points << centre + 1.15 * reach * QPointF(std::cos(angle), std::sin(angle));
        }
        return points;
    };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(outline, size / 8.0));
    painter.setBrush(fill);
    const double up = -std::numbers::pi / 2.0;
    switch (shape) {
        case MarkerShape::circle:
            painter.drawEllipse(centre, radius, radius);
            break;
        case MarkerShape::square:
            painter.drawRect(QRectF(centre - QPointF(radius, radius), QSizeF(size, size)));
            break;
        case MarkerShape::triangle:
            painter.drawPolygon(polygon(3, up, 1.0));
            break;
        case MarkerShape::diamond:
            painter.drawPolygon(polygon(4, up, 1.0));
            break;
        case MarkerShape::pentagon:
            painter.drawPolygon(polygon(5, up, 1.0));
            break;
        case MarkerShape::star:
            painter.drawPolygon(polygon(5, up, 0.45));
            break;
    }
    painter.restore();
}

namespace {

/// Every how many ticks a label fits beside its neighbour.
std::size_t labelStride(const Canvas& canvas, const QRectF& plot, const AxisScale& scale,
                        const std::vector<double>& widths) {
    const auto fits = [&](std::size_t stride) {
        for (std::size_t i = stride; i < scale.ticks.size(); i += stride) {
            const double apart =
                plot.width() * std::abs(scale.fraction(scale.ticks[i]) - scale.fraction(scale.ticks[i - stride]));
            if (apart < (widths[i] + widths[i - stride]) / 2.0 + 0.6 * canvas.em()) return false;
        }
        return true;
    };
    std::size_t stride = 1;
    while (stride < scale.ticks.size() && !fits(stride)) ++stride;
    return stride;
}

}  // namespace

double horizontalAxisHeight(const Canvas& canvas) {
    return 3.2 * canvas.em();
}

namespace {

constexpr double leastTitleSize = 0.8;  ///< of the text size; longer titles take two lines

/// Below the numbers of the axis, into the margins of the plot where it is longer than the plot is wide.
void drawHorizontalTitle(const Canvas& canvas, const QRectF& plot, const Axis& axis) {
    const double em = canvas.em();
    const QString words = axisTitle(axis, canvas.language);
    const double room = plot.width() + 3.6 * em;
    const double width = canvas.textWidth(words, canvas.theme.font());
    const QFont font = canvas.theme.font(std::clamp(room / width, leastTitleSize, 1.0));
    canvas.drawText({plot.center().x() - room / 2.0, plot.bottom() + 1.75 * em, room, 1.4 * em}, words, font,
                    canvas.theme.text, Qt::AlignHCenter);
}

}  // namespace

void drawHorizontalAxis(const Canvas& canvas, const QRectF& plot, const Axis& axis, const AxisScale& scale) {
    const double em = canvas.em();
    const QFont font = canvas.theme.font();
    std::vector<QString> labels;
    std::vector<double> widths;
    for (const double tick : scale.ticks) {
        labels.push_back(QString::fromStdString(tickText(scale, tick, axis, canvas.language)));
        widths.push_back(canvas.textWidth(labels.back(), font));
    }
    const std::size_t stride = labelStride(canvas, plot, scale, widths);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double tick = scale.ticks[i];
        const double x = plot.left() + scale.fraction(tick) * plot.width();
        canvas.painter.setPen(QPen(canvas.theme.grid, canvas.theme.hairline()));
        canvas.painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        if (i % stride != 0) continue;  // its grid line stays
        canvas.drawText({x - widths[i] / 2.0, plot.bottom() + 0.3 * em, widths[i] + 1.0, 1.3 * em}, labels[i], font,
                        canvas.theme.muted);
    }
    canvas.painter.setPen(QPen(canvas.theme.axis, canvas.theme.hairline()));
    canvas.painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    drawHorizontalTitle(canvas, plot, axis);
}

namespace {

double widestTick(const Canvas& canvas, const Axis& axis, const AxisScale& scale) {
    double widest = 0.0;
    for (const double tick : scale.ticks) {
        const QString label = QString::fromStdString(tickText(scale, tick, axis, canvas.language));
        widest = std::max(widest, canvas.textWidth(label, canvas.theme.font()));
    }
    return widest;
}

/// Title of a vertical axis along the height of the plot; what does not fit into `most` lines is cut short.
struct VerticalTitle {
    QString words;
    QFont font;
    int lines = 1;

    VerticalTitle(const Canvas& canvas, const Axis& axis, double height, int most)
        : words(axisTitle(axis, canvas.language)), font(canvas.theme.font()) {
        const double width = canvas.textWidth(words, font);
        if (width <= height) return;
        font = canvas.theme.font(std::max(leastTitleSize, height / width));
        if (canvas.textWidth(words, font) <= height) return;
        lines = most;
        words = QFontMetricsF(font).elidedText(words, Qt::ElideRight, (most - 0.1) * height);
    }
};

}  // namespace

double verticalAxisWidth(const Canvas& canvas, const Axis& axis, const AxisScale& scale, double height) {
    const int lines = VerticalTitle(canvas, axis, height, 2).lines;
    return widestTick(canvas, axis, scale) + (1.2 + 1.4 * lines) * canvas.em();
}

void drawVerticalAxis(const Canvas& canvas, const QRectF& plot, const Axis& axis, const AxisScale& scale,
                      double width) {
    const double em = canvas.em();
    const QFont font = canvas.theme.font();
    for (const double tick : scale.ticks) {
        const double y = plot.bottom() - scale.fraction(tick) * plot.height();
        canvas.painter.setPen(QPen(canvas.theme.grid, canvas.theme.hairline()));
        canvas.painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        const QString label = QString::fromStdString(tickText(scale, tick, axis, canvas.language));
        const double labelWidth = canvas.textWidth(label, font);
        canvas.drawText({plot.left() - labelWidth - 0.5 * em, y - 0.65 * em, labelWidth + 1.0, 1.3 * em}, label, font,
                        canvas.theme.muted);
    }
    const double room = width - widestTick(canvas, axis, scale) - 1.2 * em;
    const VerticalTitle title(canvas, axis, plot.height(), room > 2.0 * em ? 2 : 1);
    canvas.painter.save();
    canvas.painter.translate(plot.left() - width, plot.bottom());
    canvas.painter.rotate(-90.0);
    canvas.drawText({0.0, 0.0, plot.height() + 1.0, room}, title.words, title.font, canvas.theme.text,
                    Qt::AlignHCenter | Qt::AlignVCenter);
    canvas.painter.restore();
}

}  // namespace kachi
