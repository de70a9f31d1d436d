#pragma once

#include "ui/itemmodels/field_grid_model.h"

#include <QWidget>

class QAction;
class QPushButton;

namespace kachi {

class FittedTableView;
class TableImportDialog;

/// A table among the inputs of a price or a study: cells as typed, rows added, removed and moved, blocks exchanged with
/// a spreadsheet, whole tables taken from files.
class FieldGrid : public QWidget {
    Q_OBJECT

public:
    FieldGrid(CaseDocument& document, const InputsPlace& place, const Field& table, QWidget* parent = nullptr);

    void setIssues(const Issues& issues) { m_model->setIssues(issues); }
    bool goTo(const std::string& where);
    void retranslate();
    FittedTableView* view() { return m_view; }

    /// Adds a button that concerns the chosen row; it is enabled while there is one.
    QPushButton* addRowButton();
    int chosenRow() const;

    /// Reads rows through the import dialog; nothing changes unless it is accepted.
    void importFile(const QString& path);
    void importClipboard();

private:
    void addShortcut(QAction* action, const QKeySequence& keys, void (FieldGrid::*slot)());
    void addRow();
    void removeRows();
    void moveRow(int by);
    void copy();
    void paste();
    void fillDown();
    void clearCells();
    void askForFile();
    void takeRows(TableImportDialog& dialog, bool fromFile);
    void fillWages();
    void placeChips();
    void updateButtons();

    FieldGridModel* m_model;
    FittedTableView* m_view;
    std::vector<QPushButton*> m_rowButtons;
    QPushButton* m_import;
    QAction* m_fromFile;
    QAction* m_fromClipboard;
    QPushButton* m_wages;
    QPushButton* m_chips;  ///< of a table of experts' chips
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
