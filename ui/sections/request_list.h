#pragma once

#include "ui/sections/input_views.h"

#include <QColor>
#include <QIcon>

#include <string>
#include <vector>

class QMenu;
class QPushButton;
class QTreeWidget;

namespace kachi {

/// The prices or the analyses of a case: a card with the list in the analyst's order and the buttons that edit it.
class RequestList : public InputCard {
    Q_OBJECT

public:
    struct Column {
        QString heading;
        bool number = false;  ///< set flush right
    };
    struct Cell {
        QString text{};
        QColor colour{};
        QIcon icon{};
        QString toolTip{};
    };
    struct Row {
        std::string id;
        QString name;
        QString toolTip;
        std::vector<Cell> cells;  ///< of the columns behind the name
    };

    /// @param additions  menu of what can be added
    explicit RequestList(QMenu* additions, QWidget* parent = nullptr);

    /// @param columns  those behind the name
    void setTexts(const QString& heading, const std::vector<Column>& columns);
    void showRows(const std::vector<Row>& rows, const std::string& chosen);
    /// @return `chosen` while it is among `ids`, otherwise the one that took its place; empty without any
    std::string stillChosen(const std::vector<std::string>& ids, const std::string& chosen) const;

Q_SIGNALS:
    void chosen(const std::string& id);
    void duplicateRequested();
    void removeRequested();
    void moveRequested(int by);  ///< −1 up, 1 down

private:
    QTreeWidget* m_list;
    QPushButton* m_add;
    QPushButton* m_duplicate;
    QPushButton* m_remove;
    QPushButton* m_up;
    QPushButton* m_down;
    std::vector<Column> m_columns;
};

}  // namespace kachi
