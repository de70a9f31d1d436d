#include "app/jobs/evaluation_runner.h"

#include "models/evaluation/information.h"

#include <QMetaObject>

namespace kachi {
namespace {

/// Draws of the first estimate of a long run: enough for a picture, short enough to feel immediate.
constexpr std::size_t firstEstimateDraws = 1'000;

}  // namespace

EvaluationRunner::EvaluationRunner(QObject* parent) : QObject(parent) {
    qRegisterMetaType<kachi::EvaluationPtr>();
    qRegisterMetaType<kachi::Issues>();
}

EvaluationRunner::~EvaluationRunner() {
    cancel();
}

void EvaluationRunner::request(Case value, RulePack pack, std::shared_ptr<const PriceSurroundings> prices,
                               std::size_t draws, std::uint64_t seed) {
    m_thread.request_stop();
    const quint64 run = ++m_run;
    m_running = true;
    Q_EMIT started();
    // The old thread is joined by the new one, so that the window never waits for a run it has just cancelled.
    m_thread = std::jthread([this, run, draws, seed, value = std::move(value), pack = std::move(pack),
                             prices = std::move(prices), previous = std::move(m_thread)](std::stop_token stop) mutable {
        if (previous.joinable()) previous.join();
        work(stop, run, value, pack, *prices, draws, seed);
    });
}

void EvaluationRunner::cancel() {
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
    ++m_run;
    if (!m_running) return;
    m_running = false;
    Q_EMIT cancelled();
}

void EvaluationRunner::work(std::stop_token stop, quint64 run, const Case& value, const RulePack& pack,
                            const PriceSurroundings& prices, std::size_t draws, std::uint64_t seed) {
    std::vector<std::size_t> stages{0};
    if (draws > 2 * firstEstimateDraws) stages.push_back(firstEstimateDraws);
    if (draws > 0) stages.push_back(draws);

    for (const std::size_t stage : stages) {
        RunOptions options;
        options.draws = stage;
        options.seed = seed;
        options.design = value.run.design;
        options.sobolDimensions = value.run.sobolDimensions;
        options.stop = stop;
        options.valueOfInformation = false;
        if (stage == draws) {
            options.progress = [this, run](std::size_t done, std::size_t total) {
                QMetaObject::invokeMethod(this, [this, run, done, total] {
                    if (run == m_run) Q_EMIT progress(done, total);
                });
            };
        }
        auto result = evaluate(value, pack, options, nullptr, prices);
        if (stop.stop_requested()) return;
        if (!result) {
            refuse(run, result.issues());
            return;
        }
        const bool informs = stage == draws && draws >= fewestInformationDraws && result->outcomes;
        const auto evaluation = std::make_shared<const Evaluation>(std::move(result).value());
        reply(run, evaluation, stage == draws && !informs);
        if (!informs) continue;
        // The draws are on the screen while the value of information is worked out.
        Evaluation informed = *evaluation;
        addInformation(value, informed, options);
        if (!stop.stop_requested()) reply(run, std::make_shared<const Evaluation>(std::move(informed)), true);
    }
}

void EvaluationRunner::reply(quint64 run, EvaluationPtr evaluation, bool complete) {
    QMetaObject::invokeMethod(this, [this, run, evaluation = std::move(evaluation), complete] {
        if (run != m_run) return;
        m_running = !complete;
        Q_EMIT ready(evaluation, complete);
    });
}

void EvaluationRunner::refuse(quint64 run, const Issues& issues) {
    QMetaObject::invokeMethod(this, [this, run, issues] {
        if (run != m_run) return;
        m_running = false;
        Q_EMIT failed(issues);
    });
}

}  // namespace kachi
