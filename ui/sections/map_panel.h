#pragma once

#include "app/report/figure.h"

#include <QWidget>

class QAction;
class QButtonGroup;
class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QSplitter;
class QTableView;

namespace kachi {

class AreaListModel;
class FigureView;

/// Maps of the same areas, before, after and their difference, one at a time or side by side, with the list of areas
/// beside them. An area chosen in the list is marked on the maps, one clicked on a map is chosen in the list.
class MapPanel : public QWidget {
    Q_OBJECT

public:
    explicit MapPanel(QWidget* parent = nullptr);

    /// @param maps  figures that hold a MapFigure, of one set of areas
    void setMaps(std::vector<Figure> maps, Language language);
    void setStale(bool stale);
    void retranslate();

    /// Marks the area on the maps and in the list; empty: none.
    void choose(const std::string& code);
    const std::string& chosen() const { return m_chosen; }

    const std::vector<FigureView*>& views() const { return m_views; }
    QTableView* list() { return m_list; }
    QLineEdit* searchField() { return m_search; }

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void failed(const QString& sentence);  ///< a figure could not be written

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Copied { selectedRows, everyRow };

    QWidget* makeViewBar();
    QHBoxLayout* makeChoices();
    QWidget* makeList();
    void showMaps();
    void arrange();
    void fitColumns();
    void showList();
    void fitViews(std::size_t count);
    void shareChoices(const FigureView* from);
    void takeChoices();
    void hover(const std::string& code);
    void copyRows(Copied rows);

    std::vector<Figure> m_maps;
    bool m_arranged = false;
    Language m_language = Language::ja;
    bool m_stale = false;
    std::string m_chosen;
    QButtonGroup* m_shown;
    QHBoxLayout* m_mapRow;
    std::vector<FigureView*> m_views;
    QSplitter* m_splitter;
    QComboBox* m_shape;
    QComboBox* m_classes;
    QLineEdit* m_search;
    QTableView* m_list;
    AreaListModel* m_areas;
    QAction* m_copy;
    QAction* m_copyAll;
};

}  // namespace kachi
