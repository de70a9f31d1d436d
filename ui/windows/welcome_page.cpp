#include "ui/windows/welcome_page.h"

#include "ui/windows/clickable_card.h"
#include "ui/windows/icons.h"
#include "ui/windows/language.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

WelcomePage::WelcomePage(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_title(styledLabel("title")),
      m_lead(styledLabel("muted")),
      m_newButton(new QPushButton),
      m_importButton(new QPushButton),
      m_samples(new QVBoxLayout) {
    auto* doors = new QHBoxLayout;
    doors->setSpacing(fontMetrics().height());
    m_sample = addDoor(doors, u"sample"_s, 2);
    m_new = addDoor(doors, u"new"_s, 1);
    m_import = addDoor(doors, u"import"_s, 1);
    m_sample.body->addLayout(m_samples);
    m_sample.body->addStretch(1);
    m_new.body->addStretch(1);
    m_new.body->addWidget(m_newButton);
    m_import.body->addStretch(1);
    m_import.body->addWidget(m_importButton);

    auto* column = new QVBoxLayout;
    column->addWidget(m_title);
    column->addWidget(m_lead);
    column->addSpacing(fontMetrics().height());
    column->addLayout(doors);
    auto* layout = new QVBoxLayout(this);
    const int margin = fontMetrics().height() * 2;
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->addStretch(1);
    layout->addLayout(column);
    layout->addStretch(2);

    connect(m_newButton, &QPushButton::clicked, this, &WelcomePage::newRequested);
    connect(m_importButton, &QPushButton::clicked, this, &WelcomePage::importRequested);
    connect(&m_session, &Session::libraryChanged, this, &WelcomePage::fillSamples);
    retranslate();
}

void WelcomePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

WelcomePage::Door WelcomePage::addDoor(QBoxLayout* row, const QString& icon, int share) {
    auto* card = new QFrame;
    card->setObjectName(u"card"_s);
    auto* body = new QVBoxLayout(card);
    const int margin = fontMetrics().height();
    body->setContentsMargins(margin, margin, margin, margin);
    body->setSpacing(margin / 2);
    auto* picture = new IconLabel(2.0);
    picture->setIcon(themedIcon(icon));
    Door door{styledLabel("heading"), styledLabel("muted"), body};
    body->addWidget(picture);
    body->addWidget(door.title);
    body->addWidget(door.text);
    card->setMinimumWidth(textColumns(this, 19 * share));
    row->addWidget(card, share);
    return door;
}

void WelcomePage::retranslate() {
    setWrappedText(m_title, tr("What is this device worth, and what should it be paid?"));
    setWrappedText(m_lead,
                   tr("Kachi takes a medical device from its evidence to its value – patient outcomes, working time, "
                      "regional equality – and on to the price the rules give, each figure with its source."));
    m_sample.title->setText(tr("Look at a sample"));
    setWrappedText(m_sample.text,
                   tr("Complete cases from published figures. Change anything: the original stays in the "
                      "library."));
    m_new.title->setText(tr("Start a new case"));
    setWrappedText(m_new.text, tr("From an empty sheet, a template, or a copy of a sample."));
    m_import.title->setText(tr("Bring in a case"));
    setWrappedText(m_import.text, tr("A case file (JSON) that somebody sent you or that another library exported."));
    m_newButton->setText(tr("New case…"));
    m_newButton->setToolTip(m_new.text->accessibleName());
    m_importButton->setText(tr("Import…"));
    m_importButton->setToolTip(m_import.text->accessibleName());
    fillSamples();
}

void WelcomePage::fillSamples() {
    while (QLayoutItem* item = m_samples->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (!m_session.library()) return;
    const auto cases = m_session.library()->list();
    if (!cases) return;
    for (const CaseEntry& entry : *cases) {
        if (entry.header.kind != CaseKind::sample) continue;
        const QString title = shown(entry.header.title);
        auto* button = new QPushButton(themedIcon(u"go"_s),
                                       fontMetrics().elidedText(title, Qt::ElideRight, textColumns(this, 28)));
        button->setStyleSheet(u"text-align: left;"_s);
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        button->setToolTip(title);
        button->setAccessibleName(title);
        connect(button, &QPushButton::clicked, this, [this, id = entry.header.id] { Q_EMIT openRequested(id); });
        m_samples->addWidget(button);
    }
}

}  // namespace kachi
