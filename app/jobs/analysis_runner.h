#pragma once

#include "models/core/result.h"
#include "models/core/run_options.h"

#include <QObject>

#include <functional>
#include <memory>
#include <thread>

namespace kachi {

/// Runs one analysis at a time off the window's thread. A new request cancels the running one; late replies are
/// dropped by run id. Cancelling never waits: a step that cannot be stopped ends unheard.
class AnalysisRunner : public QObject {
    Q_OBJECT

public:
    explicit AnalysisRunner(QObject* parent = nullptr) : QObject(parent) {}

    /// @param compute  RunOptions → Result<T>, on another thread; reads nothing but what it owns
    /// @param show     T → void, on the window's thread, after a result; then finished() follows
    template <class Compute, class Show>
    void request(RunOptions options, Compute compute, Show show) {
        start(std::move(options),
              [compute = std::move(compute), show = std::move(show)](const RunOptions& running) -> Result<Answer> {
                  auto result = compute(running);
                  if (!result) return result.issues();
                  // Shared, because std::function copies what it holds.
                  const auto kept = std::make_shared<decltype(result)>(std::move(result));
                  return Answer([kept, show] { show(std::move(*kept).value()); });
              });
    }
    void cancel();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void started();
    void progress(qulonglong done, qulonglong total);
    void finished();
    void failed(const kachi::Issues& issues);
    void cancelled();

private:
    using Answer = std::function<void()>;
    using Work = std::function<Result<Answer>(const RunOptions&)>;

    void start(RunOptions options, Work work);
    void work(quint64 run, const RunOptions& options, const Work& work);

    std::jthread m_thread;
    quint64 m_run = 0;
    bool m_running = false;
};

}  // namespace kachi
