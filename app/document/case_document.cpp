#include "app/document/case_document.h"

#include "app/commands/case_commands.h"
#include "models/case/validate.h"

namespace kachi {

CaseDocument::CaseDocument(QObject* parent) : QObject(parent) {
    connect(&m_undo, &QUndoStack::cleanChanged, this, [this](bool clean) {
        if (clean) m_neverSaved = false;
        Q_EMIT modifiedChanged(isModified());
    });
}

void CaseDocument::open(Case value, bool saved) {
    m_case = std::move(value);
    ++m_version;
    m_issues = validate(m_case);
    m_undo.clear();
    m_neverSaved = !saved;
    Q_EMIT opened();
    Q_EMIT modifiedChanged(isModified());
}

void CaseDocument::setParameter(const std::string& id, Parameter parameter, const QString& text,
                                const QString& mergeKey) {
    const auto found = m_case.parameters.find(id);
    if (found != m_case.parameters.end() && found->second == parameter) return;
    m_undo.push(new SetParameterCommand(*this, id, std::move(parameter), text, mergeKey));
}

void CaseDocument::setValue(const std::string& id, std::optional<double> value) {
    const auto found = m_case.parameters.find(id);
    Parameter parameter = found == m_case.parameters.end() ? Parameter{} : found->second;
    parameter.value = value;
    parameter.expression.clear();
    setParameter(id, std::move(parameter), tr("Set %1").arg(QString::fromStdString(id)),
                 QStringLiteral("value:") + QString::fromStdString(id));
}

void CaseDocument::setExpression(const std::string& id, const std::string& expression) {
    const auto found = m_case.parameters.find(id);
    Parameter parameter = found == m_case.parameters.end() ? Parameter{} : found->second;
    parameter.value.reset();
    parameter.expression = expression;
    setParameter(id, std::move(parameter), tr("Set formula of %1").arg(QString::fromStdString(id)),
                 QStringLiteral("value:") + QString::fromStdString(id));
}

void CaseDocument::replace(Case after, const QString& text, const QString& mergeKey) {
    if (after == m_case) return;
    m_undo.push(new ReplaceCaseCommand(*this, std::move(after), text, mergeKey));
}

void CaseDocument::write(const std::string& id, const std::optional<Parameter>& parameter) {
    if (parameter) {
        m_case.parameters[id] = *parameter;
    } else {
        m_case.parameters.erase(id);
    }
    ++m_version;
    m_issues = validate(m_case);
    Q_EMIT changed(false);
    Q_EMIT modifiedChanged(isModified());
}

void CaseDocument::write(const Case& value) {
    if (&value != &m_case) m_case = value;
    ++m_version;
    m_issues = validate(m_case);
    Q_EMIT changed(true);
    Q_EMIT modifiedChanged(isModified());
}

}  // namespace kachi
