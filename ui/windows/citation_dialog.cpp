#include "ui/windows/citation_dialog.h"

#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace kachi {

CitationDialog::CitationDialog(QWidget* parent)
    : QDialog(parent),
      m_text(new QPlainTextEdit),
      m_found(new QTreeWidget),
      m_message(styledLabel("error")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    setWindowTitle(tr("Paste references"));
    auto* lead = styledLabel("muted");
    setWrappedText(lead,
                   tr("Paste what a database or a reference manager exports: RIS, BibTeX or PubMed records, several "
                      "at once, or one DOI, PMID or address per line."));
    m_text->setAccessibleName(tr("References"));
    m_text->setPlaceholderText(QStringLiteral("10.1136/bmj.l4898\nPMID: 27733354"));
    m_text->setTabChangesFocus(true);
    m_found->setRootIsDecorated(false);
    m_found->setSelectionMode(QAbstractItemView::NoSelection);
    m_found->setAccessibleName(tr("What was understood"));
    m_found->setHeaderLabels({tr("Title"), tr("Year"), tr("DOI"), tr("PMID")});
    m_found->header()->setStretchLastSection(false);
    m_message->setWordWrap(true);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Add to the evidence"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(lead);
    layout->addWidget(m_text, 3);
    layout->addWidget(m_found, 2);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    resizeForText(this, 110, 28);
    connect(m_text, &QPlainTextEdit::textChanged, this, &CitationDialog::read);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    read();
}

void CitationDialog::setText(const QString& text) {
    m_text->setPlainText(text);
}

void CitationDialog::read() {
    m_citations.clear();
    m_found->clear();
    m_message->clear();
    if (!m_text->toPlainText().trimmed().isEmpty()) {
        const auto read = parseCitations(m_text->toPlainText());
        if (read) {
            m_citations = *read;
        } else {
            m_message->setText(issuesText(read.issues()));
        }
    }
    for (const Citation& citation : m_citations) {
        const QString title = QString::fromStdString(citation.title.empty() ? citationLine(citation) : citation.title);
        auto* item =
            new QTreeWidgetItem(m_found, {title, QString::fromStdString(citation.year),
                                          QString::fromStdString(citation.doi), QString::fromStdString(citation.pmid)});
        item->setToolTip(0, QString::fromStdString(citationLine(citation)));
    }
    m_found->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_found->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!m_citations.empty());
}

}  // namespace kachi
