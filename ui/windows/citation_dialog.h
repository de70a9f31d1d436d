#pragma once

#include "app/interchange/citation_text.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QPlainTextEdit;
class QTreeWidget;

namespace kachi {

/// Reads pasted references while they are typed and shows what was understood; takes nothing it does not understand.
class CitationDialog : public QDialog {
    Q_OBJECT

public:
    explicit CitationDialog(QWidget* parent = nullptr);

    void setText(const QString& text);
    const std::vector<Citation>& citations() const { return m_citations; }

private:
    void read();

    QPlainTextEdit* m_text;
    QTreeWidget* m_found;
    QLabel* m_message;
    QDialogButtonBox* m_buttons;
    std::vector<Citation> m_citations;
};

}  // namespace kachi
