#include "ui/windows/parameter_search.h"

#include "models/params/registry.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/icons.h"
#include "ui/windows/language.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QEvent>
#include <QStandardItemModel>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

enum Role { idRole = Qt::UserRole, wordsRole };

}  // namespace

ParameterSearch::ParameterSearch(Session& session, QWidget* parent)
    : QLineEdit(parent), m_session(session), m_parameters(new QStandardItemModel(this)) {
    setClearButtonEnabled(true);
    addAction(themedIcon(u"search"_s), QLineEdit::LeadingPosition);
    auto* completer = new QCompleter(m_parameters, this);
    completer->setCompletionRole(wordsRole);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setMaxVisibleItems(14);
    completer->popup()->setMinimumWidth(textColumns(this, 70));
    setCompleter(completer);
    connect(completer, qOverload<const QModelIndex&>(&QCompleter::activated), this, [this](const QModelIndex& index) {
        Q_EMIT goToRequested(index.data(idRole).toString().toStdString());
        QMetaObject::invokeMethod(this, &QLineEdit::clear, Qt::QueuedConnection);
    });
    retranslate();
}

void ParameterSearch::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QLineEdit::changeEvent(event);
}

void ParameterSearch::focusInEvent(QFocusEvent* event) {
    fill();
    QLineEdit::focusInEvent(event);
}

void ParameterSearch::retranslate() {
    setPlaceholderText(tr("Find a parameter"));
    setAccessibleName(placeholderText());
    setToolTip(tr("Type a word of its name and go to its cell (Ctrl+F)"));
}

void ParameterSearch::fill() {
    m_parameters->clear();
    if (!m_session.hasCase()) return;
    for (const auto& [id, parameter] : m_session.document().current().parameters) {
        const Text label = parameterLabel(id, parameter);
        const QString name = QString::fromStdString(id);
        auto* item = new QStandardItem(u"%1    %2"_s.arg(shown(label), name));
        item->setData(name, idRole);
        item->setData(u"%1 %2 %3"_s.arg(QString::fromStdString(label.ja), QString::fromStdString(label.en), name),
                      wordsRole);
        m_parameters->appendRow(item);
    }
}

}  // namespace kachi
