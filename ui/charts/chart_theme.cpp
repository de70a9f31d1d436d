#include "ui/charts/chart_theme.h"

#include "app/report/report_font.h"

#include <array>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

QColor colour(const char* name) {
    return QColor(QLatin1StringView(name));
}

std::vector<QColor> colours(std::initializer_list<const char*> names) {
    std::vector<QColor> all;
    for (const char* name : names) all.push_back(colour(name));
    return all;
}

}  // namespace

ChartTheme ChartTheme::light() {
    return {.background = colour("#ffffff"),
            .text = colour("#1f2933"),
            .muted = colour("#52606d"),
            .grid = colour("#e4e7eb"),
            .axis = colour("#7b8794"),
            .accent = colour("#005a9c"),
            .increase = colour("#d55e00"),
            .decrease = colour("#0072b2"),
            .empty = colour("#eef0f2"),
            .series = colours({"#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#4d4d4d"}),
            .families = reportFontFamilies(),
            .fontPixels = 12};
}

ChartTheme ChartTheme::dark() {
    return {.background = colour("#1d2228"),
            .text = colour("#e6e9ed"),
            .muted = colour("#a7b0ba"),
            .grid = colour("#333a42"),
            .axis = colour("#7c8792"),
            .accent = colour("#6cb8f0"),
            .increase = colour("#ff8a4c"),
            .decrease = colour("#5aaee8"),
            .empty = colour("#2a3037"),
            .series = colours({"#5aaee8", "#f2b43c", "#2fc79a", "#ff8a4c", "#a9d8f7", "#e3a0c6", "#c8ccd0"}),
            .families = reportFontFamilies(),
            .fontPixels = 12};
}

ChartTheme ChartTheme::paper() {
    ChartTheme theme = light();
    theme.text = colour("#111111");
    theme.muted = colour("#404040");
    theme.grid = colour("#e0e0e0");
    theme.axis = colour("#6e6e6e");
    theme.increase = colour("#c24e00");
    theme.decrease = colour("#56b4e9");  // lighter than the increase, so that greyscale tells them apart
    theme.series = colours({"#005a9c", "#e69f00", "#00875f", "#c24e00", "#56b4e9", "#b8618f", "#4d4d4d"});
    theme.fontPixels = 8;
    return theme;
}

QFont ChartTheme::font(double scale, bool bold) const {
    QFont font(families);
    font.setLetterSpacing(QFont::PercentageSpacing, 100);  // no ligatures: Qt's PDF loses "fi" and "fl" when copied
    font.setPixelSize(qMax(1, qRound(fontPixels * scale)));
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);  // advances scale exactly, from screen to print
    return font;
}

QPen ChartTheme::seriesPen(std::size_t index) const {
    static const std::array<QList<qreal>, 5> dashes{QList<qreal>{}, {6, 3}, {1.5, 2.5}, {7, 2.5, 1.5, 2.5}, {12, 3}};
    QPen pen(seriesColour(index), fontPixels / 7.0);
    const QList<qreal>& pattern = dashes[index % dashes.size()];
    if (!pattern.isEmpty()) pen.setDashPattern(pattern);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    return pen;
}

MarkerShape ChartTheme::markerShape(std::size_t index) {
    constexpr std::array shapes{MarkerShape::circle,  MarkerShape::square,   MarkerShape::triangle,
                                MarkerShape::diamond, MarkerShape::pentagon, MarkerShape::star};
    return shapes[index % shapes.size()];
}

}  // namespace kachi
