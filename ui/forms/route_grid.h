#pragma once

#include "ui/itemmodels/route_grid_model.h"

#include <QWidget>

class QAction;
class QPushButton;

namespace kachi {

class FittedTableView;

/// A table among the inputs of a price: cells as typed, rows added, removed and moved, blocks exchanged with a
/// spreadsheet.
class RouteGrid : public QWidget {
    Q_OBJECT

public:
    RouteGrid(CaseDocument& document, const std::string& requestId, const Field& table, QWidget* parent = nullptr);

    void setIssues(const Issues& issues) { m_model->setIssues(issues); }
    bool goTo(const std::string& where);
    void retranslate();
    FittedTableView* view() { return m_view; }

private:
    void addShortcut(QAction* action, const QKeySequence& keys, void (RouteGrid::*slot)());
    void addRow();
    void removeRows();
    void moveRow(int by);
    void copy();
    void paste();
    void fillDown();
    void clearCells();
    void updateButtons();

    RouteGridModel* m_model;
    FittedTableView* m_view;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_up;
    QPushButton* m_down;
    QAction* m_copy;
    QAction* m_paste;
    QAction* m_fill;
    QAction* m_clear;
};

}  // namespace kachi
