#include "app/document/draft_writer.h"

#include "app/document/session.h"
#include "models/case/case_json.h"

#include <QElapsedTimer>
#include <QMetaObject>

namespace kachi {

DraftWriter::DraftWriter(QObject* parent) : QObject(parent), m_thread([this] { work(); }) {}

DraftWriter::~DraftWriter() {
    {
        const std::lock_guard lock(m_mutex);
        m_ends = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void DraftWriter::write(const QString& library, const Case& value, std::optional<int> baseRevision) {
    ask(value.id, {library, value, baseRevision});
}

void DraftWriter::clear(const QString& library, const std::string& caseId) {
    ask(caseId, {library, {}, {}});
}

void DraftWriter::ask(const std::string& caseId, Task task) {
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.insert_or_assign(caseId, std::move(task));
    }
    m_changed.notify_all();
}

void DraftWriter::finish() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_tasks.empty() && !m_isWriting; });
}

std::chrono::milliseconds DraftWriter::lastDuration() const {
    const std::lock_guard lock(m_mutex);
    return m_lastDuration;
}

void DraftWriter::work() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ends || !m_tasks.empty(); });
        if (m_tasks.empty()) return;
        const auto task = m_tasks.extract(m_tasks.begin());
        m_isWriting = true;
        lock.unlock();
        QElapsedTimer timer;
        timer.start();
        carryOut(task.key(), task.mapped());
        lock.lock();
        m_isWriting = false;
        m_lastDuration = std::chrono::milliseconds(timer.elapsed());
        m_changed.notify_all();
    }
}

void DraftWriter::carryOut(const std::string& caseId, const Task& task) {
    const auto done = [&]() -> Done {
        auto library = CaseLibrary::open(task.library, OpenMode::readWrite);
        if (!library) return library.issues();
        if (!task.value) return library->clearDraft(caseId, sessionOwner());
        CaseDraft draft;
        draft.caseId = caseId;
        draft.owner = sessionOwner();
        draft.baseRevision = task.baseRevision;
        draft.json = caseToJson(*task.value);
        return library->writeDraft(draft);
    }();
    if (done) return;
    QMetaObject::invokeMethod(this, [this, issues = done.issues()] { Q_EMIT failed(issues); });
}

}  // namespace kachi
