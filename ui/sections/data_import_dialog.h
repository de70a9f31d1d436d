#pragma once

#include "app/interchange/table_reader.h"
#include "app/jobs/analysis_runner.h"
#include "app/studies/import_memory.h"
#include "app/studies/study_data.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QProgressBar;
class QSpinBox;
class QTableWidget;

namespace kachi {

/// Takes a table of the analyst's own columns from a file: how it is read is shown and can be changed, with a preview
/// of its first rows and what each column holds. Numbers with two readings are asked about. A file of the shape of an
/// earlier one is offered to be taken as that was. Files are read off the window's thread; cancel stops it.
class DataImportDialog : public QDialog {
    Q_OBJECT

public:
    /// @param method  of the study that takes the data; templates are kept by it
    explicit DataImportDialog(const std::string& method, QWidget* parent = nullptr);
    ~DataImportDialog() override;

    /// Asks for a table file; empty: none was chosen.
    static QString askForFile(QWidget* parent);

    /// Starts reading. @return false when there is no such file
    bool openFile(const QString& path);

    /// The table as it is taken, and as the data of a study. @pre accepted
    const RawTable& table() const { return m_table; }
    nlohmann::json takeData() { return std::move(m_data); }
    /// Columns by the fields they were given to last time; empty: unknown, or not wanted.
    std::map<std::string, std::vector<std::string>> roles() const;
    const std::vector<ColumnContent>& contents() const { return m_contents; }
    bool isReading() const { return m_runner.isRunning(); }

    /// Makes the data off the window's thread, then closes.
    void accept() override;

private:
    struct Read {
        RawTable table;
        std::vector<ColumnContent> contents;
    };

    void read();
    void describe();
    void show(Read read);
    void propose();
    void showTemplate();
    void useMark(std::optional<QChar> mark);
    void askAboutMarks();
    void refuse(const Issues& issues);
    void preview();
    QString columnContent(const ColumnContent& content) const;
    bool marksAreClear() const;

    AnalysisRunner m_runner;
    QString m_path;
    ReadOptions m_options;
    RawTable m_table;
    std::vector<ColumnContent> m_contents;
    nlohmann::json m_data;
    std::string m_method;
    std::optional<ImportTemplate> m_last;
    QLabel* m_file;
    QComboBox* m_encoding;
    QComboBox* m_separator;
    QComboBox* m_decimalMark;
    QComboBox* m_sheet;
    QSpinBox* m_header;
    QFormLayout* m_form;
    QCheckBox* m_asLast;
    QLabel* m_question;
    QTableWidget* m_preview;
    QProgressBar* m_progress;
    QLabel* m_message;
    QDialogButtonBox* m_buttons;
};

}  // namespace kachi
