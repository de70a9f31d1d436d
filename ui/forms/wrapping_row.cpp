#include "ui/forms/wrapping_row.h"

#include <QWidget>

#include <algorithm>

namespace kachi {

WrappingRow::~WrappingRow() = default;

void WrappingRow::addItem(QLayoutItem* item) {
    m_items.emplace_back(item);
}

QLayoutItem* WrappingRow::itemAt(int index) const {
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* WrappingRow::takeAt(int index) {
    if (index < 0 || index >= count()) return nullptr;
    QLayoutItem* taken = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return taken;
}

int WrappingRow::gap() const {
    return spacing() >= 0 ? spacing() : 6;
}

int WrappingRow::heightForWidth(int width) const {
    return arrange({0, 0, width, 0}, Mode::measure);
}

QSize WrappingRow::sizeHint() const {
    QSize all;
    for (const auto& item : m_items) {
        if (item->isEmpty()) continue;
        const QSize wanted = item->sizeHint();
        all.setWidth(all.width() + wanted.width() + gap());
        all.setHeight(std::max(all.height(), wanted.height()));
    }
    return {std::max(0, all.width() - gap()), all.height()};
}

QSize WrappingRow::minimumSize() const {
    QSize least(0, 0);
    for (const auto& item : m_items) {
        if (!item->isEmpty()) least = least.expandedTo(item->minimumSize());
    }
    return least;
}

void WrappingRow::setGeometry(const QRect& area) {
    QLayout::setGeometry(area);
    arrange(area, Mode::place);
}

/// @return the height of all rows
int WrappingRow::arrange(const QRect& area, Mode mode) const {
    int x = area.left();
    int y = area.top();
    int rowHeight = 0;
    for (const auto& item : m_items) {
        if (item->isEmpty()) continue;  // hidden
        const QSize wanted = item->sizeHint();
        if (x > area.left() && x + wanted.width() > area.left() + area.width()) {
            x = area.left();
            y += rowHeight + gap();
            rowHeight = 0;
        }
        if (mode == Mode::place) item->setGeometry({QPoint(x, y), wanted});
        x += wanted.width() + gap();
        rowHeight = std::max(rowHeight, wanted.height());
    }
    return y + rowHeight - area.top();
}

}  // namespace kachi
