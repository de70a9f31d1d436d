#include "ui/windows/evidence_links.h"

#include "app/document/evidence_edits.h"
#include "app/report/case_text.h"
#include "app/report/study_tables.h"
#include "app/studies/study_requests.h"
#include "models/params/registry.h"
#include "models/studies/study_name.h"
#include "ui/editors/no_wheel.h"
#include "ui/windows/icons.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownRows = 6;

/// Parameters carry their id, analyses their place, which starts with a slash.
bool isParameter(const QListWidgetItem* item) {
    return item && !item->data(Qt::UserRole).toString().startsWith(u'/');
}

}  // namespace

std::vector<std::string> restingOn(const Case& value, const std::string& evidence) {
    std::vector<std::string> ids;
    for (const auto& [id, parameter] : value.parameters) {
        if (!evidence.empty() && parameter.evidence.evidence == evidence) ids.push_back(id);
    }
    return ids;
}

EvidenceLinks::EvidenceLinks(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_linked(new QListWidget),
      m_parameter(new QComboBox),
      m_bind(new QPushButton(themedIcon(u"link"_s), QString())),
      m_release(new QPushButton) {
    m_linked->setIconSize({fontMetrics().height(), fontMetrics().height()});
    m_linked->setFixedHeight(fontMetrics().height() * 8 / 5 * shownRows);
    m_parameter->setEditable(true);
    m_parameter->setInsertPolicy(QComboBox::NoInsert);
    m_parameter->completer()->setFilterMode(Qt::MatchContains);
    m_parameter->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_parameter->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    ignoreWheelWithoutFocus(m_parameter);
    auto* row = new QHBoxLayout;
    row->addWidget(m_parameter, 1);
    row->addWidget(m_bind);
    row->addWidget(m_release);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_linked);
    column->addLayout(row);

    connect(m_bind, &QPushButton::clicked, this, [this] {
        const int position = m_parameter->findText(m_parameter->currentText());
        if (position >= 0) bind(m_parameter->itemData(position).toString().toStdString());
    });
    connect(m_release, &QPushButton::clicked, this, &EvidenceLinks::release);
    connect(m_linked, &QListWidget::currentItemChanged, this, &EvidenceLinks::updateButtons);
    connect(m_linked, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        Q_EMIT goToRequested(item->data(Qt::UserRole).toString().toStdString());
    });
    retranslate();
}

void EvidenceLinks::bind(const std::string& parameterId) {
    const Case& value = m_session.document().current();
    const auto found = value.parameters.find(parameterId);
    if (found == value.parameters.end() || m_evidence.empty()) return;
    Parameter parameter = found->second;
    parameter.evidence = {m_evidence, {}, {}, {}, {}};
    m_session.document().setParameter(
        parameterId, std::move(parameter),
        tr("Let “%1” rest on evidence").arg(shown(parameterLabel(parameterId, found->second))));
}

void EvidenceLinks::release() {
    const QListWidgetItem* item = m_linked->currentItem();
    if (!isParameter(item)) return;
    const std::string id = item->data(Qt::UserRole).toString().toStdString();
    Parameter parameter = m_session.document().current().parameters.at(id);
    parameter.evidence = {};
    m_session.document().setParameter(id, std::move(parameter), tr("Remove a link to evidence"));
}

void EvidenceLinks::showEvidence(const std::string& id) {
    m_evidence = id;
    fillLinks();
    fillParameterChoice();
    updateButtons();
}

void EvidenceLinks::addLink(const QIcon& icon, const QString& text, const std::string& where) {
    auto* item = new QListWidgetItem(icon, text, m_linked);
    item->setData(Qt::UserRole, QString::fromStdString(where));
    item->setToolTip(QString::fromStdString(where));
}

void EvidenceLinks::fillLinks() {
    m_linked->clear();
    const Case& value = m_session.document().current();
    for (const StudyRequest& study : value.studies) {
        if (m_evidence.empty() || study.evidence != m_evidence) continue;
        addLink(themedIcon(u"studies"_s), tr("Analysis: %1").arg(shown(studyName(study))), "/studies/id=" + study.id);
    }
    for (const std::string& id : restingOn(value, m_evidence)) {
        const Parameter& parameter = value.parameters.at(id);
        const QString label = shown(parameterName(value, id));
        if (isStale(value, parameter)) {
            addLink(themedIcon(u"warning"_s, themeColours().warning), tr("%1 – out of date").arg(label), id);
        } else {
            addLink(themedIcon(u"link"_s), label, id);
        }
    }
}

void EvidenceLinks::fillParameterChoice() {
    m_parameter->clear();
    const Case& value = m_session.document().current();
    for (const auto& [id, parameter] : value.parameters) {
        if (parameter.evidence.evidence == m_evidence) continue;
        m_parameter->addItem(u"%1  (%2)"_s.arg(shown(parameterName(value, id)), QString::fromStdString(id)),
                             QString::fromStdString(id));
    }
    m_parameter->setCurrentIndex(-1);
    m_parameter->setEditText(QString());
}

void EvidenceLinks::updateButtons() {
    m_release->setEnabled(isParameter(m_linked->currentItem()));
    m_bind->setEnabled(!m_evidence.empty());
}

void EvidenceLinks::retranslate() {
    m_linked->setAccessibleName(tr("Parameters and analyses resting on it"));
    m_linked->setToolTip(tr("Double click or Enter goes there"));
    m_parameter->setAccessibleName(tr("Parameter to bind"));
    m_parameter->lineEdit()->setAccessibleName(m_parameter->accessibleName());
    m_parameter->lineEdit()->setPlaceholderText(tr("Find a parameter"));
    m_bind->setText(tr("Bind"));
    m_bind->setToolTip(tr("Let the parameter rest on this evidence"));
    m_release->setText(tr("Release"));
    m_release->setToolTip(tr("The chosen parameter no longer rests on this evidence"));
    showEvidence(m_evidence);
}

}  // namespace kachi
