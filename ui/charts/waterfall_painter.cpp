#include "ui/charts/figure_painter.h"

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// Size of the names under the bars: their longest word fits unbroken, down to what can still be read.
double nameScale(const Canvas& canvas, const WaterfallFigure& waterfall, double room) {
    constexpr double least = 0.7;
    constexpr double slack = 0.94;                    // fonts come in whole pixels
    if (canvas.language == Language::ja) return 1.0;  // Japanese wraps at any character
    double widest = 1.0;
    for (const WaterfallStep& step : waterfall.steps) {
        for (const QString& word : canvas.text(step.name).split(QLatin1Char(' '))) {
            widest = std::max(widest, canvas.textWidth(word, canvas.theme.font()));
        }
    }
    return std::clamp(slack * room / widest, least, 1.0);
}

}  // namespace

void paintWaterfall(const Canvas& canvas, const QRectF& area, const WaterfallFigure& waterfall) {
    const ChartTheme& theme = canvas.theme;
    const double em = canvas.em();
    const std::size_t count = waterfall.steps.size();

    std::vector<Interval> bars;  // from → to of each step, in the order drawn
    std::vector<double> values{0.0};
    std::vector<double> shown;
    double level = 0.0;
    for (const WaterfallStep& step : waterfall.steps) {
        const double start = step.total ? 0.0 : level;
        level = step.total ? step.value : level + step.value;
        bars.push_back({start, level});
        values.push_back(level);
        shown.push_back(step.value);
    }
    const int decimals = decimalsFor(shown, waterfall.value.format);

    const double legendHeight =
        drawLegend(canvas, area,
                   {{.name = canvas.text({"合計", "Total"}), .stroke = Qt::NoPen, .patch = theme.muted},
                    {.name = canvas.text({"増加", "Increase"}), .stroke = Qt::NoPen, .patch = theme.increase},
                    {.name = canvas.text({"減少", "Decrease"}), .stroke = Qt::NoPen, .patch = theme.decrease}});
    const AxisScale scale = linearScale(waterfall.value, values);
    const double axisWidth = verticalAxisWidth(canvas, waterfall.value, scale, area.height() - legendHeight - 6.0 * em);
    const double widestSlot = 14.0 * em;  // few steps do not spread over a wide area
    const double slot = std::min((area.width() - axisWidth - em) / static_cast<double>(count), widestSlot);
    const double margin = (area.width() - axisWidth - em - slot * static_cast<double>(count)) / 2.0;
    const QFont nameFont = theme.font(nameScale(canvas, waterfall, slot - 0.4 * em));
    double nameHeight = 0.0;
    for (const WaterfallStep& step : waterfall.steps) {
        nameHeight = std::max(nameHeight, canvas.textHeight(slot - 0.4 * em, canvas.text(step.name), nameFont));
    }
    const QRectF plot =
        area.adjusted(axisWidth + margin, legendHeight + 1.4 * em, -em - margin, -nameHeight - 0.6 * em);
    drawVerticalAxis(canvas, plot, waterfall.value, scale, axisWidth);

    const auto y = [&](double value) { return plot.bottom() - scale.fraction(value) * plot.height(); };
    canvas.painter.setPen(QPen(theme.axis, theme.hairline()));
    canvas.painter.drawLine(QPointF(plot.left(), y(0.0)), QPointF(plot.right(), y(0.0)));
    const auto signOf = [](const WaterfallStep& step) { return !step.total && step.value > 0.0 ? u"+"_s : QString(); };
    const auto numberOf = [&](const WaterfallStep& step) {
        return signOf(step) + canvas.number(step.value, waterfall.value, decimals);
    };
    // Numbers keep to one line: narrow steps make all of them smaller.
    double numberScale = 0.95;
    for (const WaterfallStep& step : waterfall.steps) {
        const double width = canvas.textWidth(numberOf(step), theme.font(1.0, step.total));
        numberScale = std::max(0.5, std::min(numberScale, 0.98 * slot / width));
    }
    const double barWidth = std::min(slot * 0.62, 6.0 * em);
    for (std::size_t i = 0; i < count; ++i) {
        const WaterfallStep& step = waterfall.steps[i];
        const double centre = plot.left() + slot * (static_cast<double>(i) + 0.5);
        const QRectF bar =
            QRectF(QPointF(centre - barWidth / 2.0, y(bars[i].low)), QPointF(centre + barWidth / 2.0, y(bars[i].high)))
                .normalized();
        const QColor change = step.value < 0.0 ? theme.decrease : theme.increase;
        canvas.painter.fillRect(bar, step.total ? theme.muted : change);
        if (i + 1 < count) {
            canvas.painter.setPen(QPen(theme.axis, theme.hairline()));
            canvas.painter.drawLine(QPointF(bar.right(), y(bars[i].high)),
                                    QPointF(bar.right() + slot - barWidth, y(bars[i].high)));
        }
        canvas.drawText({centre - slot / 2.0, bar.top() - 1.4 * em, slot, 1.3 * em}, numberOf(step),
                        theme.font(numberScale, step.total), theme.text, Qt::AlignHCenter);
        canvas.drawText({centre - slot / 2.0 + 0.2 * em, plot.bottom() + 0.4 * em, slot - 0.4 * em, nameHeight},
                        canvas.text(step.name), nameFont, theme.text, Qt::AlignHCenter);
        canvas.hotSpots.push_back(
            {bar.adjusted(0.0, -2.0, 0.0, 2.0),
             canvas.text(step.name) + u'\n' + signOf(step) + canvas.numberWithUnit(step.value, waterfall.value)});
    }
}

}  // namespace kachi
