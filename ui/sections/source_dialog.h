#pragma once

#include "app/document/case_document.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace kachi {

/// Where a parameter comes from: kind of source, citation, address, evidence of the case, note. One undo step.
class SourceDialog : public QDialog {
    Q_OBJECT

public:
    SourceDialog(CaseDocument& document, std::string parameterId, QWidget* parent = nullptr);

    void accept() override;

private:
    CaseDocument& m_document;
    std::string m_id;
    QComboBox* m_kind;
    QLineEdit* m_citation;
    QLineEdit* m_url;
    QComboBox* m_evidence;
    QLineEdit* m_locator;
    QPlainTextEdit* m_note;
};

}  // namespace kachi
