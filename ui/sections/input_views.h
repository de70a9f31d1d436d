#pragma once

#include "ui/itemmodels/expression_grid_model.h"
#include "ui/itemmodels/parameter_table_model.h"
#include "ui/itemmodels/row_table_model.h"

#include <QFrame>
#include <QScrollArea>
#include <QTableView>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace kachi {

class Session;

/// A table as high as its rows, up to a limit, so that a page of inputs scrolls as one.
class FittedTableView : public QTableView {
    Q_OBJECT

public:
    explicit FittedTableView(int maximumRows, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    /// Shares the width: a column of words gets what is left over.
    void setStretchColumn(int column) { m_stretchColumn = column; }
    /// Characters that column keeps when there is no width to spare; the tooltip has the rest.
    void setNarrowestStretch(int characters) { m_narrowestStretch = characters; }
    void fitColumns();
    /// A table nobody can add rows to is not shown without rows.
    void hideWhenEmpty() { m_hiddenWhenEmpty = true; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int heightOfRows() const;

    int m_maximumRows;
    int m_stretchColumn = 0;
    int m_narrowestStretch = 9;
    bool m_hiddenWhenEmpty = false;
};

/// Gives a view of inputs the habits of all of them: editors of cells, copy, paste and fill, refusals that say why.
void prepareInputTable(QTableView* view, CaseDocument& document);

/// Scrolls a page of inputs up and down. It is as wide as its widest row needs, so that nothing is cut off at the
/// right.
class InputScrollArea : public QScrollArea {
    Q_OBJECT

public:
    /// @param content  owned by the area from now on
    explicit InputScrollArea(QWidget* content, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

/// A framed part of the inputs: heading, a sentence that explains, contents.
class InputCard : public QFrame {
    Q_OBJECT

public:
    explicit InputCard(QWidget* parent = nullptr);

    void setHeading(const QString& heading, const QString& explanation = {});
    QVBoxLayout* body() { return m_body; }

private:
    QLabel* m_heading;
    QLabel* m_explanation;
    QVBoxLayout* m_body;
};

/// Parameters in a table; double click on range, distribution or source opens their dialogs.
class ParameterTable : public QWidget {
    Q_OBJECT

public:
    ParameterTable(Session& session, ParameterTableModel::Ids ids, bool mayBeEmpty, int maximumRows = 14,
                   QWidget* parent = nullptr);

    bool goTo(const std::string& parameterId);
    void retranslate();
    FittedTableView* view() { return m_view; }
    std::string currentId() const;

private:
    void openDialog(const QModelIndex& index);

    Session& m_session;
    ParameterTableModel* m_model;
    FittedTableView* m_view;
};

/// Rows of a structure with buttons to add, remove and move them.
class RowTableEditor : public QWidget {
    Q_OBJECT

public:
    RowTableEditor(Session& session, RowTable table, int maximumRows = 12, QWidget* parent = nullptr);

    /// How near the table comes to a parameter id or JSON pointer of an issue, as FoundCell says it.
    std::size_t nearness(const std::string& where) const { return m_model->find(where).nearness; }
    bool goTo(const std::string& where);
    void retranslate();
    FittedTableView* view() { return m_view; }

private:
    void updateButtons();
    void openUncertainty();
    void openSource();

    Session& m_session;
    RowTableModel* m_model;
    FittedTableView* m_view;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_up;
    QPushButton* m_down;
    QAction* m_uncertainty;
    QAction* m_source;
};

/// A grid of expressions with completion of names.
class ExpressionGridEditor : public FittedTableView {
    Q_OBJECT

public:
    ExpressionGridEditor(Session& session, ExpressionGrid grid, int maximumRows = 12, QWidget* parent = nullptr);
    std::size_t nearness(const std::string& where) const { return m_model->find(where).nearness; }
    bool goTo(const std::string& where);
    /// Chooses the cell of this JSON pointer, if the grid has it, without taking the focus.
    bool choose(const std::string& where);
    void retranslate();

Q_SIGNALS:
    /// A cell was chosen by hand: its JSON pointer.
    void chosen(const std::string& where);

private:
    ExpressionGridModel* m_model;
};

}  // namespace kachi
