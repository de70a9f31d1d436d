#include "models/statistics/random.h"

#include "models/statistics/summary.h"

#include <QtTest>

#include <cmath>

using namespace kachi;

using Words = std::array<std::uint32_t, 4>;
using Key = std::array<std::uint32_t, 2>;

/// The generator against its published vectors; the uniform against its definition.
class RandomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Random123 1.14, examples/kat_vectors, philox4x32 with 10 rounds (counter, key, result).
    void knownAnswers() {
        QVERIFY((philoxBlock(Words{0, 0, 0, 0}, Key{0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
        const std::uint32_t ones = 0xffffffff;
        QVERIFY((philoxBlock(Words{ones, ones, ones, ones}, Key{ones, ones}) ==
                 Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
        QVERIFY((philoxBlock(Words{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, Key{0xa4093822, 0x299f31d0}) ==
                 Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
    }

    /// FNV-1a test vectors of Noll's reference code (test_fnv.c).
    void hashes() {
        QVERIFY(stableHash("") == 0xcbf29ce484222325u);
        QVERIFY(stableHash("a") == 0xaf63dc4c8601ec8cu);
        QVERIFY(stableHash("foobar") == 0x85944171f73967e8u);
    }

    /// Counter 0 and key 0 give the words 6627e8d5 e169c58d bc57ac4c 9b00dbd8, the first of a pair being the low half.
    void layout() {
        const std::uint64_t bits = 0xe169c58d6627e8d5u;
        QVERIFY(uniform(0, 0, 0) == std::ldexp(static_cast<double>((bits >> 12) * 2 + 1), -53));
        QVERIFY(uniformPair({0, 0, 0, 0}, {0, 0})[0] == uniform(0, 0, 0));
        QVERIFY(uniformPair({3, 1, 4, 1}, {5, 9})[0] ==
                uniform((std::uint64_t{9} << 32) | 5, (std::uint64_t{1} << 32) | 4, (std::uint64_t{1} << 32) | 3));
        const std::uint64_t upper = 0x9b00dbd8bc57ac4cu;
        QVERIFY(uniformPair({0, 0, 0, 0}, {0, 0})[1] == std::ldexp(static_cast<double>((upper >> 12) * 2 + 1), -53));
        QVERIFY(uniform(1, 0, 0) != uniform(0, 0, 0));
        QVERIFY(uniform(std::uint64_t{1} << 32, 0, 0) != uniform(0, 0, 0));
        QVERIFY(uniform(0, std::uint64_t{1} << 32, 0) != uniform(0, 0, 0));
        QVERIFY(uniform(0, 0, std::uint64_t{1} << 32) != uniform(0, 0, 0));
    }

    /// Mean 1/2, variance 1/12, no correlation between neighbouring draws or similar ids; all within 4 standard errors.
    void uniformity() {
        constexpr std::size_t n = 100'000;
        std::vector<double> first, second, following;
        for (std::size_t draw = 0; draw < n; ++draw) {
            first.push_back(uniform(7, stableHash("labour.task.t1.minutesAfter"), draw));
            second.push_back(uniform(7, stableHash("labour.task.t2.minutesAfter"), draw));
            following.push_back(uniform(7, stableHash("labour.task.t1.minutesAfter"), draw + 1));
            QVERIFY(first.back() > 0 && first.back() < 1 && 1 - first.back() > 0);
        }
        const double standardError = 1 / std::sqrt(12.0 * n);
        QVERIFY(std::abs(sampleMean(first) - 0.5) < 4 * standardError);
        // The variance of (U − 1/2)² is 1/80 − 1/144 = 1/180.
        QVERIFY(std::abs(sampleCovariance(first, first) - 1.0 / 12) < 4 / std::sqrt(180.0 * n));
        QVERIFY(std::abs(sampleCovariance(first, second)) < 4 / (12 * std::sqrt(double(n))));
        QVERIFY(std::abs(sampleCovariance(first, following)) < 4 / (12 * std::sqrt(double(n))));
    }
};

QTEST_APPLESS_MAIN(RandomTest)
#include "random_test.moc"
