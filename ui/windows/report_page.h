#pragma once

#include "app/report/report_document.h"
#include "ui/windows/section_page.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace kachi {

class PagePreview;
class TextArea;

/// The printed evaluation: its pages as they will be, which sections it holds, what the analyst adds to each.
class ReportPage : public SectionPage {
    Q_OBJECT

public:
    explicit ReportPage(Session& session, QWidget* parent = nullptr);

    /// Asks where, writes the PDF of the completed results, and tells how it went.
    void exportPdf();

Q_SIGNALS:
    void told(kachi::Severity severity, const QString& text);

protected:
    void retranslate() override;
    void showEvent(QShowEvent* event) override;

private:
    bool ready() const;
    ReportDocument report() const;
    Language reportLanguage() const;
    void fillSections();
    void showSectionText();
    void toggleSection(const QListWidgetItem* item);
    void showPreview();

    std::string m_section = "summary";  ///< the one whose text is edited; before the editor, which reads it
    QLabel* m_languageLabel;
    QComboBox* m_language;
    QLabel* m_sectionsLabel;
    QListWidget* m_sections;
    QLabel* m_textLabel;
    TextArea* m_text;
    QPushButton* m_export;
    QLabel* m_state;
    PagePreview* m_preview;
    QTimer m_delay;
};

}  // namespace kachi
