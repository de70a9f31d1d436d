#include "app/commands/case_commands.h"

namespace kachi {

SetParameterCommand::SetParameterCommand(CaseDocument& document, std::string id, Parameter after, const QString& text,
                                         QString mergeKey)
    : QUndoCommand(text),
      m_document(document),
      m_id(std::move(id)),
      m_after(std::move(after)),
      m_mergeKey(std::move(mergeKey)) {
    const Parameters& parameters = document.current().parameters;
    const auto found = parameters.find(m_id);
    if (found != parameters.end()) m_before = found->second;
}

void SetParameterCommand::undo() {
    m_document.write(m_id, m_before);
}
void SetParameterCommand::redo() {
    m_document.write(m_id, m_after);
}

bool SetParameterCommand::mergeWith(const QUndoCommand* other) {
    const auto* next = static_cast<const SetParameterCommand*>(other);
    if (m_mergeKey.isEmpty() || next->m_mergeKey != m_mergeKey) return false;
    m_after = next->m_after;
    return true;
}

ReplaceCaseCommand::ReplaceCaseCommand(CaseDocument& document, Case after, const QString& text, QString mergeKey)
    : QUndoCommand(text), m_document(document), m_other(std::move(after)), m_mergeKey(std::move(mergeKey)) {}

void ReplaceCaseCommand::exchange() {
    std::swap(m_document.m_case, m_other);
    m_document.write(m_document.m_case);
}

void ReplaceCaseCommand::undo() {
    exchange();
}
void ReplaceCaseCommand::redo() {
    exchange();
}

bool ReplaceCaseCommand::mergeWith(const QUndoCommand* other) {
    // The next step was taken already: the case before both is here, the one after both is shown.
    const auto* next = static_cast<const ReplaceCaseCommand*>(other);
    return !m_mergeKey.isEmpty() && next->m_mergeKey == m_mergeKey;
}

}  // namespace kachi
