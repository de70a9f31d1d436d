#pragma once

#include "ui/itemmodels/data_table_model.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace kachi {

class DataImportDialog;
class FittedTableView;
struct ShippedData;

/// The data of a study: how large they are, the table itself, and the ways to bring data in: a file, the clipboard,
/// typing.
class DataField : public QWidget {
    Q_OBJECT

public:
    DataField(CaseDocument& document, const InputsPlace& place, const Field& field, QWidget* parent = nullptr);

    void setIssues(const Issues& issues) { m_model->setIssues(issues); }
    bool goTo(const std::string& where);
    void retranslate();
    DataTableModel* model() { return m_model; }

    /// Reads the file and makes it the data, after the analyst has seen how it is read.
    void importFile(const QString& path);

private:
    void importTable();
    /// @param fileName  empty: from the clipboard
    void takeFrom(DataImportDialog& dialog, const QString& fileName);
    std::string method() const;
    void paste();
    void addRow();
    void addColumn();
    void renameColumn(int column);
    void removeSelected();
    void fillShipped();
    void takeShipped(const ShippedData& table);
    void showSize();

    CaseDocument& m_document;
    InputsPlace m_place;
    const Field* m_field;
    DataTableModel* m_model;
    FittedTableView* m_view;
    QLabel* m_size;
    QPushButton* m_import;
    QPushButton* m_paste;
    QPushButton* m_shipped;  ///< tables of regions that come with the program
    QPushButton* m_addRow;
    QPushButton* m_addColumn;
    QPushButton* m_remove;
};

}  // namespace kachi
