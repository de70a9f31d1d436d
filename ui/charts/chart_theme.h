#pragma once

#include <QColor>
#include <QFont>
#include <QPen>
#include <QString>

#include <vector>

namespace kachi {

/// Shapes that tell point series apart without colour.
enum class MarkerShape { circle, square, triangle, diamond, pentagon, star };

/// Colours, fonts and strokes of every figure. Series colours follow Okabe and Ito's palette for colour-blind readers,
/// ordered so that neighbours also differ in lightness; each has its own stroke and marker, so greyscale print reads.
/// Source: Okabe, M. & Ito, K., Color Universal Design, 2008 (jfly.uni-koeln.de/color).
struct ChartTheme {
    QColor background{};
    QColor text{};
    QColor muted{};  ///< tick labels, captions
    QColor grid{};
    QColor axis{};      ///< axis and zero lines
    QColor accent{};    ///< emphasised rows and the corridor
    QColor increase{};  ///< waterfall and diverging map: above
    QColor decrease{};  ///< below
    QColor empty{};     ///< tiles without value
    std::vector<QColor> series{};
    QStringList families{};
    int fontPixels = 12;  ///< in the units of the painted rectangle

    static ChartTheme light();
    static ChartTheme dark();
    static ChartTheme paper();  ///< print: one unit of the rectangle is one point

    QFont font(double scale = 1.0, bool bold = false) const;
    QColor seriesColour(std::size_t index) const { return series[index % series.size()]; }
    QPen seriesPen(std::size_t index) const;
    static MarkerShape markerShape(std::size_t index);
    double hairline() const { return fontPixels / 16.0; }
};

}  // namespace kachi
