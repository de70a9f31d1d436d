#include "ui/charts/figure_painter.h"

#include "app/messages/catalogue.h"

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const Text emptyText{"表示する値がまだありません。", "There are no values to show yet."};

struct KindPainter {
    const Canvas& canvas;
    const QRectF& area;

    void operator()(const LineFigure& content) const { paintLines(canvas, area, content); }
    void operator()(const ScatterFigure& content) const { paintScatter(canvas, area, content); }
    void operator()(const TornadoFigure& content) const { paintTornado(canvas, area, content); }
    void operator()(const BarFigure& content) const { paintBars(canvas, area, content); }
    void operator()(const WaterfallFigure& content) const { paintWaterfall(canvas, area, content); }
    void operator()(const LorenzFigure& content) const { paintLorenz(canvas, area, content); }
    void operator()(const MapFigure& content) const { paintMap(canvas, area, content); }
    void operator()(const CorridorFigure& content) const { paintCorridor(canvas, area, content); }
    void operator()(const ForestFigure& content) const { paintForest(canvas, area, content); }
    void operator()(const HeatFigure& content) const { paintHeat(canvas, area, content); }
    void operator()(const TreeFigure& content) const { paintTree(canvas, area, content); }
    void operator()(const NetworkFigure& content) const { paintNetwork(canvas, area, content); }
    void operator()(const FlowFigure& content) const { paintFlow(canvas, area, content); }
};

void paintBody(const Canvas& canvas, const QRectF& area, const Figure& figure) {
    const Issues issues = validate(figure);
    if (!issues.empty()) {
        QString reasons;
        for (const Issue& issue : issues) {
            reasons += MessageCatalogue::instance().sentence(issue, canvas.language) + u'\n';
        }
        canvas.drawText(area, reasons.trimmed(), canvas.theme.font(), canvas.theme.text, Qt::AlignCenter);
    } else if (isEmpty(figure)) {
        canvas.drawText(area, canvas.text(emptyText), canvas.theme.font(), canvas.theme.muted, Qt::AlignCenter);
    } else {
        std::visit(KindPainter{canvas, area}, figure.content);
    }
}

}  // namespace

std::vector<HotSpot> paintFigureBody(QPainter& painter, const QRectF& area, const Figure& figure,
                                     const ChartTheme& theme, Language language) {
    std::vector<HotSpot> hotSpots;
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paintBody({painter, theme, language, hotSpots}, area, figure);
    painter.restore();
    return hotSpots;
}

std::vector<HotSpot> paintFigure(QPainter& painter, const QRectF& area, const Figure& figure, const ChartTheme& theme,
                                 Language language) {
    std::vector<HotSpot> hotSpots;
    const Canvas canvas{painter, theme, language, hotSpots};
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(area, theme.background);

    const double em = canvas.em();
    const QRectF inner = area.adjusted(em, 0.8 * em, -em, -0.6 * em);
    const QFont titleFont = theme.font(1.15, true);
    const double titleHeight = canvas.drawText(inner, canvas.text(figure.title), titleFont, theme.text);
    const QString caption = QString::fromStdString(captionText(figure, language));
    const QFont captionFont = theme.font(0.9);
    const double captionHeight = canvas.textHeight(inner.width(), caption, captionFont);
    canvas.drawText({inner.left(), inner.bottom() - captionHeight, inner.width(), captionHeight}, caption, captionFont,
                    theme.muted);
    const double titleSpace = titleHeight > 0.0 ? titleHeight + 0.5 * em : 0.0;
    const double captionSpace = captionHeight > 0.0 ? captionHeight + 0.5 * em : 0.0;
    paintBody(canvas, inner.adjusted(0.0, titleSpace, 0.0, -captionSpace), figure);
    painter.restore();
    return hotSpots;
}

}  // namespace kachi
