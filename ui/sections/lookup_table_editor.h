#pragma once

#include "app/document/session.h"
#include "ui/itemmodels/lookup_table_model.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QMenu;
class QPushButton;

namespace kachi {

class FittedTableView;

/// The lookup tables of the open case: add, import, rename and remove tables, columns and rows; type or paste numbers.
/// A table or column is renamed together with the formulas that read it and is not removed while one does.
class LookupTableEditor : public QWidget {
    Q_OBJECT

public:
    explicit LookupTableEditor(Session& session, QWidget* parent = nullptr);

    /// Goes to the table, column or row of an issue ("mortality", "mortality.male"). @return false: no such table
    bool goTo(const std::string& where);
    void retranslate();
    /// Brings list and choice of tables in step with the case.
    void refresh();

    FittedTableView* view() { return m_view; }
    LookupTableModel* model() { return m_model; }
    void choose(const std::string& table);

    // What the buttons do once a name or file is known; refusals are shown.
    void addTable(const std::string& name);
    void renameTable(const std::string& name);
    void addColumn(const std::string& name);
    void renameColumn(const std::string& name);
    /// Reads a new table (CSV, xlsx, ods) or, into the chosen table, its rows.
    void importTable(const QString& path);
    void importRows(const QString& path);

private:
    QAction* addEntry(QMenu* menu, void (LookupTableEditor::*slot)());
    void removeTable();
    void removeColumn();
    void removeRows();
    void sortRows();
    void askTableName();
    void askNewTableName();
    void askColumnName();
    void askNewColumnName();
    void askFile();
    void askRowsFile();
    void setInterpolation();
    void setOpenEnded();
    void updateButtons();
    const LookupTable* table() const;
    std::string currentColumn() const;
    const Case& current() const { return m_session.document().current(); }
    /// Puts the case into the document, or shows why not. @return whether it was put
    bool apply(Result<Case> after, const QString& what, const QString& refusal);
    std::optional<std::string> askName(const QString& question, const std::string& proposal);

    Session& m_session;
    LookupTableModel* m_model;
    QComboBox* m_choice;
    QPushButton* m_tableButton;
    QPushButton* m_columnButton;
    QPushButton* m_rowButton;
    QAction* m_add;
    QAction* m_import;
    QAction* m_rename;
    QAction* m_remove;
    QAction* m_addColumn;
    QAction* m_renameColumn;
    QAction* m_removeColumn;
    QAction* m_importRows;
    QAction* m_removeRows;
    QAction* m_sort;
    QLabel* m_readLabel;
    QComboBox* m_interpolation;
    QCheckBox* m_openEnded;
    FittedTableView* m_view;
    QLabel* m_message;
};

}  // namespace kachi
