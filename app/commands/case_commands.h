#pragma once

#include "app/document/case_document.h"

#include <QUndoCommand>

namespace kachi {

/// Sets one parameter. Consecutive commands with the same merge key become one step.
class SetParameterCommand : public QUndoCommand {
public:
    SetParameterCommand(CaseDocument& document, std::string id, Parameter after, const QString& text, QString mergeKey);

    void undo() override;
    void redo() override;
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* other) override;

private:
    CaseDocument& m_document;
    std::string m_id;
    std::optional<Parameter> m_before;
    Parameter m_after;
    QString m_mergeKey;
};

/// Replaces the whole case: for edits of structure, imports and pasted blocks. Keeping a whole case is simpler and
/// safer than a script of small changes. The case that is not shown is kept and changes places with the one that is, so
/// that large tables are not copied.
class ReplaceCaseCommand : public QUndoCommand {
public:
    ReplaceCaseCommand(CaseDocument& document, Case after, const QString& text, QString mergeKey);

    void undo() override;
    void redo() override;
    int id() const override { return 2; }
    bool mergeWith(const QUndoCommand* other) override;

private:
    void exchange();

    CaseDocument& m_document;
    Case m_other;  ///< that of the two which is not shown
    QString m_mergeKey;
};

}  // namespace kachi
