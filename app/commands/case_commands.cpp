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
    : QUndoCommand(text),
      m_document(document),
      m_before(document.current()),
      m_after(std::move(after)),
      m_mergeKey(std::move(mergeKey)) {}

void ReplaceCaseCommand::undo() {
    m_document.write(m_before);
}
void ReplaceCaseCommand::redo() {
    m_document.write(m_after);
}

bool ReplaceCaseCommand::mergeWith(const QUndoCommand* other) {
    const auto* next = static_cast<const ReplaceCaseCommand*>(other);
    if (m_mergeKey.isEmpty() || next->m_mergeKey != m_mergeKey) return false;
    m_after = next->m_after;
    return true;
}

}  // namespace kachi
