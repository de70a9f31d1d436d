#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace kachi {

/// Puts widgets side by side from the left, and goes on below where the width ends: a row of buttons that never makes
/// its page wider than its widest button.
class WrappingRow : public QLayout {
public:
    WrappingRow() = default;
    ~WrappingRow() override;

    void addItem(QLayoutItem* item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& area) override;

private:
    enum class Mode { measure, place };

    int arrange(const QRect& area, Mode mode) const;
    int gap() const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

}  // namespace kachi
