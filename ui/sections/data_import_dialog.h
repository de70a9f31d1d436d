#pragma once

#include "app/interchange/table_reader.h"
#include "app/jobs/analysis_runner.h"
#include "app/studies/import_memory.h"
#include "app/studies/study_data.h"
#include "ui/sections/import_columns.h"
#include "ui/sections/reading_form.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QTableWidget;

namespace kachi {

/// Takes a table of the analyst's own columns from a file or the clipboard: how it is read and what its columns become
/// is shown and can be changed, with a preview of its first rows. What has two readings is asked about. A file of the
/// shape of an earlier one is offered to be taken as that was. Files are read off the window's thread; cancel stops it.
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
    /// Starts reading cells copied from a spreadsheet.
    void openText(const QString& tsv);

    /// The table as it is taken, and as the data of a study. @pre accepted
    const RawTable& table() const { return m_table; }
    nlohmann::json takeData() { return std::move(m_data); }
    /// Columns by the fields they were given to.
    ColumnRoles roles() const { return m_columns->roles(); }
    const std::vector<ColumnContent>& contents() const { return m_contents; }
    bool isReading() const { return m_runner.isRunning(); }

    /// Makes the data off the window's thread, then closes.
    void accept() override;
    /// Stops what is being read and closes; nothing is taken.
    void reject() override;

private:
    using Source = std::function<Result<KnownTable>(const ReadOptions&)>;

    struct Read {
        KnownTable known;
        std::vector<ColumnContent> contents;
    };

    void completeReadingForm();
    void openSource(const QString& name, Source source);
    void read();
    void describe();
    void describeOrRead();
    void take(Read read);
    void showReading();
    void propose();
    void applyTemplate();
    void leaveTemplate(const ImportTemplate& left);
    void useChoices();
    void preview();
    void judge();
    void refuse(const Issues& issues);
    void remember() const;

    AnalysisRunner m_runner;
    QString m_name;
    Source m_source;
    Source m_firstSource;  ///< of a file that was not read yet: an earlier one may tell how; else empty
    ReadOptions m_options;
    ImportChoices m_choices;
    ColumnRoles m_roles;
    RawTable m_table;
    std::vector<ColumnContent> m_contents;
    nlohmann::json m_data;
    std::string m_method;
    std::optional<ImportTemplate> m_last;
    bool m_offered = false;  ///< m_last was applied once; from then on the tick decides
    QLabel* m_file;
    ReadingForm* m_reading;
    QComboBox* m_dateOrder;
    QLineEdit* m_missing;
    QCheckBox* m_asLast;
    QLabel* m_question;
    ImportColumns* m_columns;
    QTableWidget* m_preview;
    QProgressBar* m_progress;
    QLabel* m_message;
    QDialogButtonBox* m_buttons;
};

}  // namespace kachi
