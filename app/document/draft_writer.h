#pragma once

#include "models/case/case.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace kachi {

/// Writes drafts into a library off the window's thread, over a connection of its own. One at a time; of each case the
/// last thing asked for wins. What was asked for is done before the writer goes.
class DraftWriter : public QObject {
    Q_OBJECT

public:
    explicit DraftWriter(QObject* parent = nullptr);
    ~DraftWriter() override;

    /// @param library  path of the library  @param baseRevision  the revision the work began from
    void write(const QString& library, const Case& value, std::optional<int> baseRevision);
    void clear(const QString& library, const std::string& caseId);
    /// Waits until everything asked for is done.
    void finish();
    /// What the last draft took to write.
    std::chrono::milliseconds lastDuration() const;

Q_SIGNALS:
    void failed(const kachi::Issues& issues);

private:
    struct Task {
        QString library;
        std::optional<Case> value;  ///< none: the draft is taken away
        std::optional<int> baseRevision;
    };

    void ask(const std::string& caseId, Task task);
    void work();
    void carryOut(const std::string& caseId, const Task& task);

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::string, Task> m_tasks;  ///< by case
    bool m_isWriting = false;
    bool m_ends = false;
    std::chrono::milliseconds m_lastDuration{0};
    std::thread m_thread;
};

}  // namespace kachi
