#pragma once

#include "app/interchange/column_mapper.h"
#include "app/studies/import_memory.h"
#include "ui/sections/reading_form.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QTableWidget;

namespace kachi {

/// Takes a table from a file or the clipboard: which column is what, with a preview of what would be read. Nothing is
/// imported while a cell cannot be taken.
class TableImportDialog : public QDialog {
    Q_OBJECT

public:
    /// @param schema  must outlive the dialog
    explicit TableImportDialog(const TableSchema& schema, QWidget* parent = nullptr);

    /// Keeps what was chosen for the next file of the same shape.
    void accept() override;

    /// Asks whether the rows go below those that are there or replace them. Without rows there is nothing to ask;
    /// unless something else is chosen they go below, for that loses nothing.
    void offerAppending(int presentRows);
    bool appends() const;

    /// Asks for a table file; empty: none was chosen.
    static QString askForFile(QWidget* parent, const QString& title);

    /// Asks for a file and reads it. @return false when there is none or it cannot be read (then it said why)
    bool chooseFile();
    bool openFile(const QString& path);
    bool openClipboard();

    const MappedTable& mapped() const { return m_mapped; }
    QString tableName() const;  ///< name of the file without its ending
    QString fileName() const { return m_mapper->table().fileName; }

private:
    Result<RawTable> readSource() const;
    bool openSource();
    void read();
    void showTable(RawTable table);
    void takeTemplate();
    bool leaveTemplate();
    void buildColumns();
    void preview();

    const TableSchema& m_schema;
    QString m_path;    ///< empty: from the clipboard
    QString m_pasted;  ///< text of the clipboard
    ReadOptions m_options;
    std::optional<ColumnMapper> m_mapper;
    ChosenColumns m_chosen;
    std::optional<ImportTemplate> m_last;  ///< of an earlier file of the same shape
    MappedTable m_mapped;                  ///< of the mapping shown; without rows while a cell cannot be taken
    QLabel* m_file;
    ReadingForm* m_reading;
    QCheckBox* m_asLast;
    QComboBox* m_place;
    QFormLayout* m_form;
    QFormLayout* m_columnForm;
    std::map<std::string, QComboBox*> m_columns;
    QTableWidget* m_preview;
    QLabel* m_message;
    QDialogButtonBox* m_buttons;
};

}  // namespace kachi
