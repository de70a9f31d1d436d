#pragma once

#include "models/case/case.h"
#include "models/core/issue.h"

#include <QObject>
#include <QUndoStack>

#include <memory>

namespace kachi {

/// The open case. Everyone reads it; only undo commands write it (app/commands).
class CaseDocument : public QObject {
    Q_OBJECT

public:
    explicit CaseDocument(QObject* parent = nullptr);

    const Case& current() const { return m_case; }
    QUndoStack* undoStack() { return &m_undo; }
    /// Rises with every change. A model that reads rows by their number and has not seen this one yet holds rows that
    /// may be gone: its views can ask before it is told of the change.
    quint64 version() const { return m_version; }

    /// Faults seen without running: brought up to date with every change.
    const Issues& issues() const { return m_issues; }

    /// Shows another case; forgets the undo history. `saved` says whether the library holds exactly this text.
    void open(Case value, bool saved);
    void markSaved() { m_undo.setClean(); }
    bool isModified() const { return m_neverSaved || !m_undo.isClean(); }

    // Edits. Each is one undo step; consecutive edits of the same cell merge.
    void setParameter(const std::string& id, Parameter parameter, const QString& text, const QString& mergeKey = {});
    void setValue(const std::string& id, std::optional<double> value);
    void setExpression(const std::string& id, const std::string& expression);
    /// Replaces the case by `after`: rows added or removed, structure changed, table imported, text edited.
    void replace(Case after, const QString& text, const QString& mergeKey = {});

Q_SIGNALS:
    void opened();
    /// Values changed; `structureChanged` when rows, states or other structure may have moved too.
    void changed(bool structureChanged);
    void modifiedChanged(bool modified);

private:
    friend class SetParameterCommand;
    friend class ReplaceCaseCommand;
    void write(const std::string& id, const std::optional<Parameter>& parameter);
    void write(const Case& value);

    Case m_case;
    quint64 m_version = 0;
    Issues m_issues;
    QUndoStack m_undo;
    bool m_neverSaved = false;
};

}  // namespace kachi
