#pragma once

#include "app/document/session.h"

#include <QScrollArea>

#include <functional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace kachi {

class AppraisalForm;
class CheckedEdit;
class EvidenceLinks;
class InputCard;
class RowTableEditor;
class TextArea;
class TextField;

/// Name of a kind of evidence, of a study design and of how a source was read, in the language of the windows.
QString evidenceKindName(EvidenceKind kind);
QString readingName(const std::string& status);

/// Everything the register holds of one piece of evidence: facts, arms, risk of bias, files, what rests on it. Every
/// change is an undo step.
class EvidenceDetails : public QScrollArea {
    Q_OBJECT

public:
    explicit EvidenceDetails(Session& session, QWidget* parent = nullptr);

    void showEvidence(const std::string& id);
    void retranslate();
    void focusTitle();

    AppraisalForm* appraisal() { return m_appraisal; }
    EvidenceLinks* links() { return m_links; }

    /// Adds name and digest of a file. A file that cannot be read is told of.
    void attachFile(const QString& path);

Q_SIGNALS:
    void goToRequested(const std::string& where);

private:
    /// What was typed into a line, as the register keeps it, or why it cannot be. `where` is the name of the line.
    using Reader = std::function<Result<std::string>(const QString& typed, const QString& where)>;

    struct LineRow {
        CheckedEdit* field;
        std::string Evidence::*member;
        Reader read;
    };

    QWidget* makeFacts();
    void addField(QFormLayout* form, QWidget* field);
    void addLine(std::string Evidence::*member, const Reader& read);
    void takeLine(const LineRow& line);
    void makeFiles();
    void fillFiles();
    void showDigest();
    void removeFile();
    void edit(const QString& text, const std::function<void(Evidence&)>& change);
    Evidence* find(Case& value) const;

    Session& m_session;
    std::string m_evidence;
    InputCard* m_factsCard;
    InputCard* m_armsCard;
    InputCard* m_appraisalCard;
    InputCard* m_filesCard;
    InputCard* m_linksCard;
    std::vector<QLabel*> m_captions;
    TextField* m_title = nullptr;
    QComboBox* m_kind = nullptr;
    QComboBox* m_design = nullptr;
    TextField* m_population = nullptr;
    std::vector<LineRow> m_lines;
    TextArea* m_note = nullptr;
    RowTableEditor* m_arms;
    AppraisalForm* m_appraisal;
    QListWidget* m_files;
    QLineEdit* m_digest;  ///< of the chosen file, to be copied and compared
    QPushButton* m_attach;
    QPushButton* m_detach;
    EvidenceLinks* m_links;
};

}  // namespace kachi
