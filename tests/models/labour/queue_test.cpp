#include "models/labour/queue_simulation.h"
#include "tests/models/labour/near.h"

using namespace kachi;

/// Waiting in closed form against textbooks and simulation.
class QueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// M/M/1: Wq = ρ m / (1 − ρ). M/M/2: C = 2ρ²/(1 + ρ). Two tellers, 80 customers and 50 served an hour: P(wait)
    /// 0.71, Lq 2.84 (Winston, Operations Research, 4th ed., chapter 20). M/D/1: half of M/M/1 (Pollaczek-Khinchine).
    void textbooks_data() {
        QTest::addColumn<Queue>("queue");
        QTest::addColumn<double>("waitProbability");
        QTest::addColumn<double>("minutesWaiting");
        QTest::addColumn<double>("patientsWaiting");
        QTest::newRow("M/M/1") << Queue{4, 12, 1, 1} << 0.8 << 48.0 << 3.2;
        QTest::newRow("M/M/2, two tellers") << Queue{80, 1.2, 2, 1} << 32.0 / 45 << 32.0 / 15 << 128.0 / 45;
        QTest::newRow("M/D/1") << Queue{4, 12, 1, 0} << 0.8 << 24.0 << 1.6;
        QTest::newRow("M/G/1, v = 0.5") << Queue{4, 12, 1, 0.5} << 0.8 << 30.0 << 2.0;
    }
    void textbooks() {
        QFETCH(Queue, queue);
        QFETCH(double, waitProbability);
        QFETCH(double, minutesWaiting);
        QFETCH(double, patientsWaiting);
        const auto figures = queueFigures(queue, {});
        QVERIFY(figures.ok());
        near(figures->waitProbability, waitProbability, 1e-12, "probability");
        near(figures->minutesWaiting, minutesWaiting, 1e-10, "waiting");
        near(figures->patientsWaiting, patientsWaiting, 1e-12, "patients waiting");
        near(figures->minutesInAll, minutesWaiting + queue.minutesOfService, 1e-10, "time in all");
    }

    /// Erlang C summed directly, Σ a^k/k!, for five places.
    void erlangCFromItsSum() {
        const Queue queue{20, 12, 5, 1};
        const double load = 4;
        double term = 1;
        double sum = 0;
        for (int k = 0; k < 5; ++k) {
            sum += term;
            term *= load / (k + 1);
        }
        const double last = term / (1 - load / 5);
        near(queueFigures(queue, {})->waitProbability, last / (sum + last), 1e-13);
    }

    void manyPlacesStayFinite() {
        const auto figures = queueFigures({900, 60, 1'000, 1}, {});
        QVERIFY(figures.ok());
        QVERIFY(figures->waitProbability > 0 && figures->waitProbability < 0.01);
    }

    void overloadIsRefused_data() {
        QTest::addColumn<Queue>("queue");
        QTest::newRow("ρ = 1") << Queue{5, 12, 1, 1};
        QTest::newRow("ρ > 1") << Queue{30, 12, 5, 1};
    }
    void overloadIsRefused() {
        QFETCH(Queue, queue);
        const auto figures = queueFigures(queue, "/inputs/arrivalsPerHour");
        QVERIFY(!figures.ok());
        QCOMPARE(figures.issues().front().code, std::string("queue.unstable"));
        const int places = std::stoi(figures.issues().front().details.at("places"));
        QVERIFY(queueFigures({queue.arrivalsPerHour, queue.minutesOfService, places, 1}, {}).ok());
    }

    /// M/M/1 in closed form: λ = W μ² / (1 + W μ).
    void arrivalsAtEqualWaiting() {
        const double service = 6.0 / 60;
        const double waiting = 0.8;  // hours
        const double closed = waiting / service / service / (1 + waiting / service);
        near(arrivalsAtWaiting({4, 6, 1, 1}, 48), closed, 1e-9);
        near(arrivalsAtWaiting({4, 12, 1, 1}, 48), 4, 1e-9, "the same queue");
    }

    /// The closed form is exact here; 4 standard errors are exceeded once in 16,000.
    void simulationAgrees_data() {
        QTest::addColumn<Queue>("queue");
        QTest::newRow("M/M/1") << Queue{3, 12, 1, 1};
        QTest::newRow("M/M/2") << Queue{80, 1.2, 2, 1};
        QTest::newRow("M/M/5") << Queue{20, 12, 5, 1};
        QTest::newRow("M/D/1") << Queue{3, 12, 1, 0};
        QTest::newRow("M/G/1 lognormal") << Queue{3, 12, 1, 0.6};
    }
    void simulationAgrees() {
        QFETCH(Queue, queue);
        RunOptions options;
        options.seed = 20'260'601;
        const auto closed = queueFigures(queue, {});
        const auto simulated = simulateQueue(queue, 20'000, 40, options);
        QVERIFY(simulated.ok());
        near(simulated->minutesWaiting, closed->minutesWaiting, 4 * simulated->minutesWaitingError, "waiting");
        near(simulated->waitProbability, closed->waitProbability, 4 * simulated->waitProbabilityError, "probability");
        QVERIFY(simulated->minutesWaitingError < 0.05 * closed->minutesWaiting);
    }

    void threadsChangeNoDigit() {
        RunOptions one;
        one.threads = 1;
        RunOptions two;
        two.threads = 2;
        const Queue queue{80, 1.2, 2, 1};
        const auto first = simulateQueue(queue, 2'000, 8, one);
        const auto second = simulateQueue(queue, 2'000, 8, two);
        QVERIFY(first->minutesWaiting == second->minutesWaiting);
        QVERIFY(first->minutesWaitingError == second->minutesWaitingError);
    }
};

QTEST_APPLESS_MAIN(QueueTest)
#include "queue_test.moc"
