#pragma once

#include "ui/charts/figure_export.h"

#include <QPixmap>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QMenu;

namespace kachi {

/// Shows a figure, follows the palette (light or dark), tells values under the pointer, and copies or saves the figure
/// from its context menu (also by the menu key or the standard shortcuts while it has the focus).
class FigureView : public QWidget {
    Q_OBJECT

public:
    explicit FigureView(QWidget* parent = nullptr);

    void setFigure(Figure figure);
    void clear();                            ///< shows the empty text
    void setEmptyText(const QString& text);  ///< what the section would answer, shown without a figure
    void setStale(bool stale);               ///< dims the figure and marks it 再計算前
    void setLanguage(Language language);

    const std::optional<Figure>& figure() const { return m_figure; }
    bool isStale() const { return m_stale; }
    QString valueAt(const QPointF& position) const;  ///< what the tooltip says; empty: nothing there

    /// How a map is drawn, chosen here or from the context menu; other figures ignore it.
    void setMapChoices(MapShape shape, MapClasses classes);
    MapShape mapShape() const { return m_mapShape; }
    MapClasses mapClasses() const { return m_mapClasses; }

    /// Marks a prefecture of a map by its outline, name and value; empty: none.
    void setMarkedRegion(const std::string& code);
    const std::string& markedRegion() const { return m_marked; }
    /// Outlines the prefecture under the pointer, here or on another map of the same areas; empty: none.
    void setHoveredRegion(const std::string& code);
    QPointF regionCentre(
        const std::string& code) const;  ///< a point that lies in the prefecture; null: it is not drawn

    /// Height at which the rows of a figure do not touch, for pages that scroll; 0 for figures without rows.
    int readableHeight() const;

    QSize sizeHint() const override { return {640, 400}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

Q_SIGNALS:
    void saved(const QString& path);
    void traceRequested(const std::string& id);   ///< a place with an explanation was clicked
    void regionClicked(const std::string& code);  ///< on a map; empty: beside every prefecture
    void regionHovered(const std::string& code);  ///< on a map; empty: the pointer left it
    void mapChoicesChanged();                     ///< by the context menu
    void failed(const QString& sentence);         ///< the file could not be written, in the view's language

public Q_SLOTS:
    void copyImage();  ///< as pixels and as SVG
    void saveAs(kachi::FigureFile kind);

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void addMapChoices(QMenu& menu);
    void applyMapChoices();
    void addActions();
    void retranslate();
    void repaintFigure();
    void updateAccessibility();
    bool isDark() const;
    bool showsMap() const;
    const HotSpot* spotAt(const QPointF& position) const;
    const HotSpot* spotOf(const std::string& region) const;
    void drawMarks(QPainter& painter, const ChartTheme& theme) const;
    void hover(const std::string& region);

    std::optional<Figure> m_figure;
    QString m_emptyText;
    MapShape m_mapShape = MapShape::outlines;
    MapClasses m_mapClasses = MapClasses::quantiles;
    std::string m_marked;
    std::string m_hovered;
    bool m_stale = false;
    Language m_language = Language::ja;
    QPixmap m_picture;  ///< of the figure at this size, theme and language; null when it must be painted anew
    std::vector<HotSpot> m_hotSpots;
    QAction* m_copy = nullptr;
    QAction* m_saveSvg = nullptr;
    QAction* m_savePng = nullptr;
    QAction* m_saveCsv = nullptr;
};

/// Makes or deletes views at the end of the list until there are `count`.
/// @param make  gives a new view its place and its connections
void fitCount(std::vector<FigureView*>& views, std::size_t count, const std::function<void(FigureView*)>& make);

}  // namespace kachi
