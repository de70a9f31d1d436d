#include "ui/charts/count_rows.h"

#include <algorithm>

namespace kachi {

CountRows::CountRows(const Canvas& canvas, const LineFigure& lines, double areaHeight,
                     const std::function<std::size_t(std::size_t series)>& style)
    : m_canvas(canvas), m_font(canvas.theme.font(0.9)) {
    for (std::size_t i = 0; i < lines.series.size(); ++i) {
        const LineSeries& series = lines.series[i];
        if (series.counts.empty()) continue;
        m_rows.push_back({canvas.text(series.name), canvas.theme.seriesColour(style(i)), &series});
    }
    if (m_rows.size() == 1) {
        m_rows.front().name = canvas.text(lines.countsLabel);
        m_rows.front().colour = canvas.theme.muted;
    } else {
        m_heading = canvas.text(lines.countsLabel);
    }
    if (height() > areaHeight / 3.0) m_rows.clear();
}

double CountRows::height() const {
    if (m_rows.empty()) return 0.0;
    const double lines = static_cast<double>(m_rows.size()) + (m_heading.isEmpty() ? 0.0 : 1.0);
    return lines * lineStep() + 0.4 * m_canvas.em();
}

double CountRows::nameWidth() const {
    if (m_rows.empty()) return 0.0;
    constexpr double mostEms = 11.0;
    double widest = m_canvas.textWidth(m_heading, m_font);
    for (const Row& row : m_rows) widest = std::max(widest, m_canvas.textWidth(row.name, m_font));
    return std::min(widest, mostEms * m_canvas.em());
}

void CountRows::draw(const QRectF& plot, const AxisScale& x) const {
    if (m_rows.empty()) return;
    const double em = m_canvas.em();
    const double names = nameWidth();
    // Numbers stand centred under the ticks; the first one may reach half its width into the gap beside the names.
    const double left = plot.left() - names - 2.0 * em;
    double top = plot.bottom() + horizontalAxisHeight(m_canvas) + 0.2 * em;
    const auto name = [&](const QString& words, const QColor& colour) {
        const QString fitted = QFontMetricsF(m_font).elidedText(words, Qt::ElideRight, names + 1.0);
        m_canvas.drawText({left, top, names + 2.0, lineStep()}, fitted, m_font, colour);
    };
    if (!m_heading.isEmpty()) {
        name(m_heading, m_canvas.theme.muted);
        top += lineStep();
    }
    const Axis counted{};
    for (const Row& row : m_rows) {
        name(row.name, row.colour);
        double taken = left + names;  // right end of what the row already holds
        for (const double tick : x.ticks) {
            const QString words = m_canvas.number(countAt(*row.series, tick), counted);
            const double width = m_canvas.textWidth(words, m_font);
            const double start = plot.left() + x.fraction(tick) * plot.width() - width / 2.0;
            if (start < taken + 0.3 * em) continue;
            m_canvas.drawText({start, top, width + 1.0, lineStep()}, words, m_font, m_canvas.theme.text);
            taken = start + width;
        }
        top += lineStep();
    }
}

}  // namespace kachi
