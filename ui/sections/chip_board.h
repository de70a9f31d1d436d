#pragma once

#include "models/statistics/distribution_fit.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace kachi {

/// A board of columns on which an expert lays chips: a click raises or lowers a column to that place, a click on its
/// uppermost chip takes it away; with the keys, left and right choose a column, up and down lay and take a chip.
class ChipBoard : public QWidget {
    Q_OBJECT

public:
    explicit ChipBoard(QWidget* parent = nullptr);

    void setBins(std::vector<ChipBin> bins);
    const std::vector<ChipBin>& bins() const { return m_bins; }

    /// Chips that a fitted distribution would put on each column, drawn as a mark; empty: no distribution.
    void setExpected(std::vector<double> chips);

    /// Where chip `level` (from 1) of a column lies.
    QRectF chipPlace(int column, int level) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void changed();  ///< by the expert

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF board() const;
    double levels() const;
    QRectF between(int column, double from, double to) const;  ///< heights in chips
    void lay(int column, double chips);
    void paintChips(QPainter& painter, int column) const;
    void paintEdges(QPainter& painter) const;

    std::vector<ChipBin> m_bins;
    std::vector<double> m_expected;
    int m_column = 0;  ///< that the keys change
};

}  // namespace kachi
