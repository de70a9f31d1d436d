#pragma once

#include "models/evaluation/evaluation.h"
#include "models/evaluation/priced_route.h"

#include <QObject>

#include <memory>
#include <thread>

namespace kachi {

using EvaluationPtr = std::shared_ptr<const Evaluation>;

/// Runs evaluations off the window's thread. A new request cancels the running one; late replies are dropped by run
/// id. A run with draws answers three times: base case at once, a first estimate, then all draws.
class EvaluationRunner : public QObject {
    Q_OBJECT

public:
    explicit EvaluationRunner(QObject* parent = nullptr);
    ~EvaluationRunner() override;

    void request(Case value, RulePack pack, std::shared_ptr<const PriceSurroundings> prices, std::size_t draws,
                 std::uint64_t seed);
    void cancel();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void started();
    void progress(qulonglong done, qulonglong total);
    /// `complete` is false for the base case and the first estimate of a longer run; those are never saved or printed.
    void ready(kachi::EvaluationPtr evaluation, bool complete);
    void failed(const kachi::Issues& issues);
    void cancelled();

private:
    void work(std::stop_token stop, quint64 run, const Case& value, const RulePack& pack,
              const PriceSurroundings& prices, std::size_t draws, std::uint64_t seed);
    void reply(quint64 run, EvaluationPtr evaluation, bool complete);
    void refuse(quint64 run, const Issues& issues);

    std::jthread m_thread;
    quint64 m_run = 0;
    bool m_running = false;
};

}  // namespace kachi

Q_DECLARE_METATYPE(kachi::EvaluationPtr)
