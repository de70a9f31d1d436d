#pragma once

#include "app/document/case_document.h"
#include "app/document/inputs_place.h"

#include <QTimer>
#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStringListModel;

namespace kachi {

class FieldGrid;

/// The cells of one price or study, made from the declared fields: a new route or method needs nothing here. Fields
/// that the answers to others leave without use are hidden, unless they hold something. Typed text is kept as typed and
/// written when typing pauses; a run of typing in one cell is one undo step. A refused cell is marked, with its
/// sentence below it.
class FieldForm : public QWidget {
    Q_OBJECT

public:
    explicit FieldForm(CaseDocument& document, QWidget* parent = nullptr);
    ~FieldForm() override;

    /// Shows the cells. @param fields  of the route or method; must outlive the form or the next call
    void showInputs(const InputsPlace& place, const std::vector<Field>& fields);
    void clear();

    /// Faults with their places as in the case: "/routes/id=p1/inputs/oldPrice".
    void setIssues(const Issues& issues);

    /// Focuses the cell of the place. @return false: there is none
    bool goTo(const std::string& where);
    void retranslate();

    /// Writes what is still being typed.
    void commit();

    /// The editor of a field: a line, a list of answers, the grid of a table, data or their columns; nullptr without
    /// such a field.
    QWidget* editorOf(const std::string& key) const;

Q_SIGNALS:
    /// Published decisions are wanted that claimed the premium of a row of this table.
    void precedentsRequested(const std::string& table, int row);

private:
    struct Row {
        const Field* field;
        QLabel* caption;
        QWidget* editor;
        QLabel* unit;  ///< nullptr beside a table
        QLabel* hint;
        QLabel* problem;
        QPushButton* precedents = nullptr;  ///< of a table of premiums
    };

    QWidget* makeEditor(const Field& field);
    QLineEdit* makeLine(const Field& field);
    void offerWages(QLineEdit* line, const Field& field);
    QWidget* makeAnswers(const Field& field);
    std::vector<std::string> columnsOf(const nlohmann::json& inputs) const;
    void addRow(const Field& field);
    QPushButton* addPrecedents(FieldGrid* grid, const Field& field);
    void showStored();
    void showStored(const Row& row);
    static void showUse(const Row& row, const nlohmann::json& inputs);
    void mark(const Row& row, const Issue* issue);
    QWidget* makeColumns(const Field& field);
    void write(const Field& field, const QString& typed);
    void writeColumns(const Field& field, const QStringList& names);
    std::string placeOf(const Field& field) const;

    CaseDocument& m_document;
    InputsPlace m_place;
    const std::vector<Field>* m_fields = nullptr;
    QGridLayout* m_grid;
    QStringListModel* m_names;  ///< that cells may hold in place of numbers
    std::vector<Row> m_rows;
    Issues m_issues;
    QTimer m_pause;
    const Field* m_typing = nullptr;  ///< the field whose text is not written yet
};

}  // namespace kachi
