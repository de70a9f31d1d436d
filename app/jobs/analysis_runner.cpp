#include "app/jobs/analysis_runner.h"

#include <QMetaObject>

namespace kachi {

void AnalysisRunner::start(RunOptions options, Work work) {
    m_thread.request_stop();
    const quint64 run = ++m_run;
    m_running = true;
    Q_EMIT started();
    // The old thread is joined by the new one, so that the window never waits for a run it has just cancelled.
    m_thread = std::jthread([this, run, options = std::move(options), work = std::move(work),
                             previous = std::move(m_thread)](std::stop_token stop) mutable {
        if (previous.joinable()) previous.join();
        options.stop = stop;
        if (!stop.stop_requested()) this->work(run, options, work);
    });
}

void AnalysisRunner::cancel() {
    m_thread.request_stop();
    ++m_run;
    if (!m_running) return;
    m_running = false;
    Q_EMIT cancelled();
}

void AnalysisRunner::work(quint64 run, const RunOptions& options, const Work& work) {
    RunOptions running = options;
    running.progress = [this, run](std::size_t done, std::size_t total) {
        QMetaObject::invokeMethod(this, [this, run, done, total] {
            if (run == m_run) Q_EMIT progress(done, total);
        });
    };
    Result<Answer> answer = work(running);
    QMetaObject::invokeMethod(this, [this, run, answer = std::move(answer)] {
        if (run != m_run) return;
        m_running = false;
        if (!answer) {
            Q_EMIT failed(answer.issues());
            return;
        }
        (*answer)();
        Q_EMIT finished();
    });
}

}  // namespace kachi
