#pragma once

#include "models/evaluation/evaluation.h"

#include <QWidget>

namespace kachi {

/// The price corridor in little: one row per price that matters, marks and intervals on one yen axis.
class CorridorStrip : public QWidget {
    Q_OBJECT

public:
    explicit CorridorStrip(QWidget* parent = nullptr);

    void setMarks(std::vector<CorridorMark> marks);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rowHeight() const;
    void describe();

    std::vector<CorridorMark> m_marks;
};

}  // namespace kachi
