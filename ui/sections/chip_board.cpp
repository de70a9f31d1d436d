#include "ui/sections/chip_board.h"

#include "app/report/case_text.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

constexpr double leastLevels = 10;
constexpr double spareLevels = 2;   ///< above the highest column
constexpr double singleChips = 60;  ///< levels up to which chips are drawn one by one

}  // namespace

ChipBoard::ChipBoard(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ChipBoard::setBins(std::vector<ChipBin> bins) {
    m_bins = std::move(bins);
    m_expected.clear();
    m_column = std::clamp(m_column, 0, std::max(0, static_cast<int>(m_bins.size()) - 1));
    update();
}

void ChipBoard::setExpected(std::vector<double> chips) {
    m_expected = std::move(chips);
    update();
}

QSize ChipBoard::minimumSizeHint() const {
    const int em = fontMetrics().height();
    return {24 * em, 14 * em};
}

QSize ChipBoard::sizeHint() const {
    const int em = fontMetrics().height();
    return {40 * em, 20 * em};
}

/// Where the chips lie; the limits of the columns are written below.
QRectF ChipBoard::board() const {
    const double em = fontMetrics().height();
    return QRectF(rect()).adjusted(1.5 * em, 0.5 * em, -1.5 * em, -1.8 * em);
}

double ChipBoard::levels() const {
    double highest = 0;
    for (const ChipBin& bin : m_bins) highest = std::max(highest, bin.chips);
    return std::max(leastLevels, std::ceil(highest + spareLevels));
}

QRectF ChipBoard::between(int column, double from, double to) const {
    const QRectF area = board();
    const double width = area.width() / static_cast<double>(m_bins.size());
    const double height = area.height() / levels();
    return {area.left() + column * width, area.bottom() - to * height, width, (to - from) * height};
}

QRectF ChipBoard::chipPlace(int column, int level) const {
    return between(column, level - 1, level);
}

void ChipBoard::paintEdges(QPainter& painter) const {
    const QRectF area = board();
    const double width = area.width() / static_cast<double>(m_bins.size());
    double free = 0;  // left of it the line below the board is written
    painter.setPen(themeColours().muted);
    for (std::size_t edge = 0; edge <= m_bins.size(); ++edge) {
        const double value = edge < m_bins.size() ? m_bins[edge].low : m_bins.back().high;
        const QString words = QString::fromStdString(readableNumber(value, uiLanguage()));
        const double textWidth = fontMetrics().horizontalAdvance(words);
        const double x = area.left() + width * static_cast<double>(edge);
        if (x - textWidth / 2 < free) continue;
        painter.drawText(QRectF(x - textWidth, area.bottom(), 2 * textWidth, height() - area.bottom()), Qt::AlignCenter,
                         words);
        free = x + textWidth / 2 + fontMetrics().averageCharWidth();
    }
}

/// Chips one by one, the last of them perhaps in part; very many as one block.
void ChipBoard::paintChips(QPainter& painter, int column) const {
    const double chips = m_bins[static_cast<std::size_t>(column)].chips;
    const QRectF one = chipPlace(column, 1);
    const double gap = std::min(one.width(), one.height()) * 0.12;
    const auto draw = [&](double from, double to) {
        const QRectF place = between(column, from, to);
        const double rim = std::min(gap, place.height() / 4);
        painter.drawRoundedRect(place.adjusted(gap, rim, -gap, -rim), 2 * rim, 2 * rim);
    };
    if (levels() > singleChips) {
        if (chips > 0) draw(0, chips);
        return;
    }
    for (double level = 0; level < chips; level += 1) draw(level, std::min(level + 1, chips));
}

void ChipBoard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColours& colours = themeColours();
    const QRectF area = board();
    painter.fillRect(area, colours.surface);
    if (m_bins.empty()) return;
    const int count = static_cast<int>(m_bins.size());
    painter.setPen(QPen(colours.border, 1));
    for (int column = 0; column <= count; ++column) {
        const double x = area.left() + area.width() * column / count;
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    if (hasFocus()) painter.fillRect(between(m_column, 0, levels()), colours.selection);
    for (int column = 0; column < count; ++column) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.accent);
        paintChips(painter, column);
        if (m_expected.empty()) continue;
        const QRectF expected = between(column, 0, m_expected[static_cast<std::size_t>(column)]);
        painter.setPen(QPen(colours.text, 2));
        painter.drawLine(expected.topLeft() + QPointF(1, 0), expected.topRight() - QPointF(1, 0));
    }
    paintEdges(painter);
}

void ChipBoard::lay(int column, double chips) {
    m_column = column;
    m_bins[static_cast<std::size_t>(column)].chips = std::max(0.0, chips);
    m_expected.clear();
    update();
    Q_EMIT changed();
}

void ChipBoard::mousePressEvent(QMouseEvent* event) {
    const QRectF area = board();
    if (event->button() != Qt::LeftButton || m_bins.empty() || !area.contains(event->position())) return;
    const double columns = static_cast<double>(m_bins.size());
    const double across = (event->position().x() - area.left()) / area.width();
    const int column = static_cast<int>(std::min(std::floor(across * columns), columns - 1));
    const double level = std::ceil((area.bottom() - event->position().y()) / area.height() * levels());
    const bool uppermost = level == std::ceil(m_bins[static_cast<std::size_t>(column)].chips);
    lay(column, uppermost ? level - 1 : level);
}

void ChipBoard::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_bins.size()) - 1;
    if (last < 0) return QWidget::keyPressEvent(event);
    const double chips = m_bins[static_cast<std::size_t>(m_column)].chips;
    switch (event->key()) {
        case Qt::Key_Left:
        case Qt::Key_Right:
            m_column = std::clamp(m_column + (event->key() == Qt::Key_Left ? -1 : 1), 0, last);
            update();
            return;
        case Qt::Key_Up:
            return lay(m_column, chips + 1);
        case Qt::Key_Down:
            return lay(m_column, chips - 1);
        default:
            QWidget::keyPressEvent(event);
    }
}

}  // namespace kachi
