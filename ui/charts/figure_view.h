#pragma once

#include "ui/charts/figure_export.h"

#include <QPixmap>
#include <QWidget>

#include <optional>

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

    /// Height at which the rows of a price corridor do not touch, for pages that scroll; 0 for other figures.
    int readableHeight() const;

    QSize sizeHint() const override { return {640, 400}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

Q_SIGNALS:
    void saved(const QString& path);
    void traceRequested(const std::string& id);  ///< a place with an explanation was clicked
    void failed(const QString& sentence);        ///< the file could not be written, in the view's language

public Q_SLOTS:
    void copyImage();  ///< as pixels and as SVG
    void saveAs(kachi::FigureFile kind);

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void addMapChoices(QMenu& menu);
    void applyMapChoices();
    void addActions();
    void retranslate();
    void repaintFigure();
    void updateAccessibility();
    bool isDark() const;
    const HotSpot* spotAt(const QPointF& position) const;

    std::optional<Figure> m_figure;
    QString m_emptyText;
    MapShape m_mapShape = MapShape::outlines;
    MapClasses m_mapClasses = MapClasses::quantiles;
    bool m_stale = false;
    Language m_language = Language::ja;
    QPixmap m_picture;  ///< of the figure at this size, theme and language; null when it must be painted anew
    std::vector<HotSpot> m_hotSpots;
    QAction* m_copy = nullptr;
    QAction* m_saveSvg = nullptr;
    QAction* m_savePng = nullptr;
    QAction* m_saveCsv = nullptr;
};

}  // namespace kachi
