#pragma once

#include "app/document/case_document.h"
#include "models/price_routes/route.h"

#include <QTimer>
#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStringListModel;

namespace kachi {

class RouteGrid;

/// The cells of one price, made from the fields of its route: a new route needs nothing here. Typed text is kept as
/// typed and written when typing pauses; a run of typing in one cell is one undo step. A refused cell is marked, with
/// its sentence below it.
class RouteForm : public QWidget {
    Q_OBJECT

public:
    explicit RouteForm(CaseDocument& document, QWidget* parent = nullptr);
    ~RouteForm() override;

    /// Shows the cells of the price. @param fields  of its route; must outlive the form or the next call
    void showRequest(const std::string& requestId, const std::vector<Field>& fields);
    void clear();

    /// Faults with their places as in the case: "/routes/id=p1/inputs/oldPrice".
    void setIssues(const Issues& issues);

    /// Focuses the cell of the place. @return false: there is none
    bool goTo(const std::string& where);
    void retranslate();

    /// Writes what is still being typed.
    void commit();

    /// The editor of a field: a line, a list of answers or the grid of a table; nullptr without such a field.
    QWidget* editorOf(const std::string& key) const;

Q_SIGNALS:
    /// Published decisions are wanted that claimed the premium of a row of this table.
    void precedentsRequested(const std::string& table, int row);

private:
    struct Row {
        const Field* field;
        QLabel* caption;
        QWidget* editor;
        QLabel* unit;
        QLabel* hint;
        QLabel* problem;
        QPushButton* precedents = nullptr;  ///< of a table of premiums
    };

    QWidget* makeEditor(const Field& field);
    QLineEdit* makeLine(const Field& field);
    QWidget* makeAnswers(const Field& field);
    void addRow(const Field& field);
    QPushButton* addPrecedents(RouteGrid* grid, const Field& field);
    void showStored();
    void showStored(const Row& row);
    void mark(const Row& row, const Issue* issue);
    void write(const Field& field, const QString& typed);
    std::string placeOf(const Field& field) const;

    CaseDocument& m_document;
    std::string m_requestId;
    const std::vector<Field>* m_fields = nullptr;
    QGridLayout* m_grid;
    QStringListModel* m_names;  ///< that cells may hold in place of numbers
    std::vector<Row> m_rows;
    Issues m_issues;
    QTimer m_pause;
    const Field* m_typing = nullptr;  ///< the field whose text is not written yet
};

}  // namespace kachi
