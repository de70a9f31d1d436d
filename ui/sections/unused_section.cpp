#include "ui/sections/unused_section.h"

#include "ui/windows/clickable_card.h"
#include "ui/windows/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace kachi {

UnusedSection::UnusedSection(QWidget* parent)
    : QWidget(parent), m_title(styledLabel("title")), m_question(styledLabel("muted")), m_begin(new QPushButton) {
    m_question->setWordWrap(true);
    m_question->setAlignment(Qt::AlignHCenter);
    m_question->setFixedWidth(textColumns(this, 60));
    m_title->setAlignment(Qt::AlignHCenter);
    auto* centre = new QVBoxLayout(this);
    centre->addStretch(2);
    centre->addWidget(m_title, 0, Qt::AlignHCenter);
    centre->addWidget(m_question, 0, Qt::AlignHCenter);
    centre->addSpacing(fontMetrics().height());
    centre->addWidget(m_begin, 0, Qt::AlignHCenter);
    centre->addStretch(3);
}

void UnusedSection::setTexts(const QString& title, const QString& question, const QString& begin) {
    m_title->setText(title);
    m_question->setText(question);
    m_question->setMinimumHeight(m_question->heightForWidth(m_question->width()));
    m_begin->setText(begin);
}

}  // namespace kachi
