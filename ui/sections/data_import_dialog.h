#pragma once

#include "app/interchange/table_reader.h"
#include "app/jobs/analysis_runner.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QProgressBar;
class QSpinBox;
class QTableWidget;

namespace kachi {

/// Takes a table of the analyst's own columns from a file: how it is read is shown and can be changed, with a preview
/// of its first rows and what each column holds. Large files are read off the window's thread; cancel stops it.
class DataImportDialog : public QDialog {
    Q_OBJECT

public:
    explicit DataImportDialog(QWidget* parent = nullptr);
    ~DataImportDialog() override;

    /// Asks for a table file; empty: none was chosen.
    static QString askForFile(QWidget* parent);

    /// Starts reading. @return false when there is no such file
    bool openFile(const QString& path);

    /// The table as it will be taken. @pre accepted
    const RawTable& table() const { return m_table; }
    bool isReading() const { return m_runner.isRunning(); }

private:
    void read();
    void show(RawTable table);
    void refuse(const Issues& issues);
    void preview();
    QString columnContent(int column) const;

    AnalysisRunner m_runner;
    QString m_path;
    ReadOptions m_options;
    RawTable m_table;
    QLabel* m_file;
    QComboBox* m_encoding;
    QComboBox* m_separator;
    QComboBox* m_decimalMark;
    QComboBox* m_sheet;
    QSpinBox* m_header;
    QFormLayout* m_form;
    QTableWidget* m_preview;
    QProgressBar* m_progress;
    QLabel* m_message;
    QDialogButtonBox* m_buttons;
};

}  // namespace kachi
