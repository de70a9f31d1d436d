#include "ui/charts/figure_painter.h"

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr double textSize = 0.85;  ///< of asides and second lines, in the text size

/// Words in one line, cut short where they do not fit.
QString oneLine(const Canvas& canvas, QString words, const QFont& font, double room) {
    if (canvas.textWidth(words, font) <= room) return words;
    while (!words.isEmpty() && canvas.textWidth(words + u'…', font) > room) words.chop(1);
    return words + u'…';
}

/// A note of several lines says what leaves at the step: its heading, then the parts.
bool leavesAside(const FlowStep& step) {
    return step.note.ja.find('\n') != std::string::npos;
}

void drawStep(const Canvas& canvas, const QRectF& box, const FlowStep& step) {
    const ChartTheme& theme = canvas.theme;
    const double em = canvas.em();
    QColor fill = step.changed ? theme.accent : theme.axis;
    fill.setAlphaF(0.12F);
    canvas.painter.setBrush(fill);
    canvas.painter.setPen(
        QPen(step.changed ? theme.accent : theme.axis, theme.hairline() * (step.changed ? 2.5 : 1.5)));
    canvas.painter.drawRoundedRect(box, 0.35 * em, 0.35 * em);
    const QRectF inside = box.adjusted(0.6 * em, 0.15 * em, -0.6 * em, -0.15 * em);
    const QFont nameFont = theme.font(0.9, step.changed);
    const QFont noteFont = theme.font(textSize);
    const bool twoLines = inside.height() >= 2.1 * canvas.lineHeight(noteFont);
    const QString who = canvas.text(step.who);
    const QString note = leavesAside(step) ? QString() : canvas.text(step.note);
    const QString below = who.isEmpty() ? note : note.isEmpty() ? who : who + u"  ·  "_s + note;
    if (twoLines) {
        const QRectF upper(inside.left(), inside.top(), inside.width(), inside.height() / 2.0);
        canvas.drawText(upper, oneLine(canvas, canvas.text(step.name), nameFont, inside.width()), nameFont, theme.text,
                        Qt::AlignLeft | Qt::AlignVCenter);
        canvas.drawText(upper.translated(0.0, inside.height() / 2.0), oneLine(canvas, below, noteFont, inside.width()),
                        noteFont, theme.muted, Qt::AlignLeft | Qt::AlignVCenter);
    } else {
        canvas.drawText(inside, oneLine(canvas, canvas.text(step.name) + u"  ·  "_s + below, noteFont, inside.width()),
                        noteFont, theme.text, Qt::AlignLeft | Qt::AlignVCenter);
    }
    canvas.hotSpots.push_back({box, (canvas.text(step.name) + u'\n' + who + u'\n' + note).trimmed()});
}

/// What leaves at a step, in a box at its right that an arrow leads to.
void drawAside(const Canvas& canvas, const QRectF& from, const QRectF& box, const QString& words) {
    const ChartTheme& theme = canvas.theme;
    const double em = canvas.em();
    const double tip = 0.3 * em;
    const QPointF end(box.left(), from.center().y());
    canvas.painter.setPen(QPen(theme.axis, theme.hairline() * 1.5));
    canvas.painter.setBrush(Qt::NoBrush);
    canvas.painter.drawLine(QPointF(from.right(), end.y()), end);
    canvas.painter.drawPolyline(QPolygonF({end + QPointF(-tip, -tip), end, end + QPointF(-tip, tip)}));
    canvas.painter.drawRoundedRect(box, 0.35 * em, 0.35 * em);
    const QRectF inside = box.adjusted(0.6 * em, 0.15 * em, -0.6 * em, -0.15 * em);
    const QFont font = theme.font(textSize);
    const bool fits = canvas.textHeight(inside.width(), words, font) <= inside.height();
    const QString shown = fits ? words : oneLine(canvas, QString(words).replace(u'\n', u' '), font, inside.width());
    canvas.drawText(inside, shown, font, theme.text, Qt::AlignLeft | Qt::AlignVCenter);
    canvas.hotSpots.push_back({box, words});
}

/// Heights of the steps of one arm with the arrows between them: what their words need, and what is left over shared.
std::vector<double> slotHeights(const Canvas& canvas, const std::vector<FlowStep>& steps, double asideWidth,
                                double height, double most) {
    const double em = canvas.em();
    std::vector<double> heights;
    double sum = 0.0;
    for (const FlowStep& step : steps) {
        const QString aside = leavesAside(step) ? canvas.text(step.note) : QString();
        const double words = canvas.textHeight(asideWidth - 1.2 * em, aside, canvas.theme.font(textSize));
        heights.push_back(std::max(2.9 * em, words + 1.3 * em));
        sum += heights.back();
    }
    const double room = std::min(height, std::max(sum, most * static_cast<double>(steps.size())));
    for (double& each : heights) {
        each = sum > room ? each * room / sum : each + (room - sum) / static_cast<double>(steps.size());
    }
    return heights;
}

}  // namespace

void paintFlow(const Canvas& canvas, const QRectF& area, const FlowFigure& flow) {
    const ChartTheme& theme = canvas.theme;
    const double em = canvas.em();
    const double gap = 1.5 * em;
    const auto arms = static_cast<double>(flow.arms.size());
    const double width = (area.width() - gap * (arms - 1.0)) / arms;
    const double head = 1.8 * em;
    bool asides = false;
    for (const auto& steps : flow.steps) {
        asides |= std::ranges::any_of(steps, leavesAside);
    }
    const double boxWidth = asides ? 0.52 * width : width;
    const double side = boxWidth + 1.6 * em;
    for (std::size_t arm = 0; arm < flow.arms.size(); ++arm) {
        const double left = area.left() + static_cast<double>(arm) * (width + gap);
        canvas.drawText({left, area.top(), width, head}, canvas.text(flow.arms[arm]), theme.font(1.0, true),
                        theme.text);
        const std::vector<double> heights =
            slotHeights(canvas, flow.steps[arm], width - side, area.height() - head, (asides ? 5.4 : 4.2) * em);
        double top = area.top() + head;
        for (std::size_t i = 0; i < flow.steps[arm].size(); top += heights[i++]) {
            const double arrow = std::min(0.3 * heights[i], 0.9 * em);
            const QRectF box(left, top, boxWidth, heights[i] - arrow);
            if (i > 0) {
                const double middle = left + 1.5 * em;
                canvas.painter.setPen(QPen(theme.axis, theme.hairline() * 1.5));
                canvas.painter.drawLine(QPointF(middle, top - arrow), QPointF(middle, top));
                const double tip = std::min(0.3 * em, arrow);
                canvas.painter.drawPolyline(
                    QPolygonF({{middle - tip, top - tip}, {middle, top}, {middle + tip, top - tip}}));
            }
            drawStep(canvas, box, flow.steps[arm][i]);
            if (!leavesAside(flow.steps[arm][i])) continue;
            drawAside(canvas, box, {left + side, top, width - side, heights[i] - arrow},
                      canvas.text(flow.steps[arm][i].note));
        }
    }
}

}  // namespace kachi
