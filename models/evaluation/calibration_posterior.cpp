#include "models/evaluation/calibration_posterior.h"

#include "models/statistics/distribution.h"
#include "models/statistics/random.h"

#include <Eigen/Cholesky>
#include <Eigen/LU>

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr std::size_t batches = 10;

/// Precision of a uniform prior probability: one over its variance, 1/12.
constexpr double priorPrecision = 12;

/// Normal proposals around a point.
class NormalProposal {
public:
    NormalProposal(VectorXd centre, const MatrixXd& precision)
        : m_centre(std::move(centre)), m_root(Eigen::LLT<MatrixXd>(precision).matrixL()) {}

    VectorXd at(const VectorXd& deviates) const {
        return m_centre + m_root.transpose().triangularView<Eigen::Upper>().solve(deviates);
    }

    double density(const VectorXd& point) const {
        const VectorXd deviates = m_root.transpose() * (point - m_centre);
        const auto size = static_cast<double>(point.size());
        return std::exp(-deviates.squaredNorm() / 2) * m_root.diagonal().prod() *
               std::pow(2 * std::numbers::pi, -size / 2);
    }

private:
    VectorXd m_centre;
    MatrixXd m_root;  ///< lower triangular factor of the precision
};

class MixtureSample {
public:
    MixtureSample(const std::function<double(const std::vector<double>&)>& fitAt, const BestFit& best,
                  std::size_t proposals, const std::vector<std::string>& ids, std::uint64_t seed)
        : m_fitAt(fitAt), m_bestFit(best.goodnessOfFit), m_seed(seed), m_batch(proposals / (2 * batches)) {
        for (const std::string& id : ids) m_streams.push_back(stableHash("calibration proposal " + id));
        m_fromPrior = proposals - batches * m_batch;
        propose(m_fromPrior, [](const VectorXd& shares) { return shares; });
        const Eigen::Map<const VectorXd> point(best.point.data(), static_cast<Index>(best.point.size()));
        // Twice the covariance that targets and prior leave: a proposal should be wider than what it looks for.
        MatrixXd precision = best.information / 2;
        precision.diagonal().array() += priorPrecision / 2;
        addBatch(point, precision);
        for (std::size_t batch = 1; batch < batches; ++batch) {
            const auto heaviest = std::ranges::max_element(m_weights) - m_weights.begin();
            const VectorXd centre = m_points[static_cast<std::size_t>(heaviest)];
            addBatch(centre, neighbourPrecision(centre));
        }
    }

    PosteriorPoints resample(std::size_t rows) const {
        double sum = 0;
        double squares = 0;
        for (const double weight : m_weights) {
            sum += weight;
            squares += weight * weight;
        }
        PosteriorPoints result;
        if (!(sum > 0)) return result;
        result.effectiveSize = sum * sum / squares;
        const double start = uniform(m_seed, stableHash("calibration resample"), 0);
        double reached = m_weights.front();
        std::size_t proposal = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            const double wanted = (static_cast<double>(row) + start) / static_cast<double>(rows) * sum;
            while (reached < wanted && proposal + 1 < m_points.size()) reached += m_weights[++proposal];
            result.rows.emplace_back(m_points[proposal].begin(), m_points[proposal].end());
        }
        return result;
    }

private:
    /// Adds points made from uniform shares, and their likelihoods against that of the best fit.
    template <class Make>
    void propose(std::size_t count, Make&& make) {
        const std::size_t first = m_points.size();
        m_points.resize(first + count);
        m_likelihoods.resize(first + count);
        tbb::parallel_for(first, first + count, [&](std::size_t i) {
            VectorXd shares(static_cast<Index>(m_streams.size()));
            for (std::size_t p = 0; p < m_streams.size(); ++p) {
                shares[static_cast<Index>(p)] = uniform(m_seed, m_streams[p], i);
            }
            const VectorXd point = make(shares);
            m_points[i] = point;
            if (point.minCoeff() < 0 || point.maxCoeff() > 1) return;  // the prior excludes it
            m_likelihoods[i] = std::exp((m_bestFit - m_fitAt({point.begin(), point.end()})) / 2);
        });
    }

    void addBatch(const VectorXd& centre, const MatrixXd& precision) {
        const NormalProposal& normal = m_normals.emplace_back(centre, precision);
        propose(m_batch, [&](const VectorXd& shares) {
            return normal.at(shares.unaryExpr([](double share) { return normalQuantile(share); }));
        });
        weigh();
    }

    void weigh() {
        m_weights.resize(m_points.size());
        const auto batch = static_cast<double>(m_batch);
        tbb::parallel_for(std::size_t{0}, m_points.size(), [&](std::size_t i) {
            double density = static_cast<double>(m_fromPrior);
            for (const NormalProposal& normal : m_normals) density += batch * normal.density(m_points[i]);
            m_weights[i] = m_likelihoods[i] / density;
        });
    }

    /// Inverse covariance about `centre` of the points nearest to it, as many as a batch has. Each counts half with its
    /// weight and half like all others (ibid., step 2a).
    MatrixXd neighbourPrecision(const VectorXd& centre) const {
        std::vector<std::size_t> order(m_points.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto near = order.begin() + static_cast<std::ptrdiff_t>(m_batch);
        std::partial_sort(order.begin(), near, order.end(), [&](std::size_t a, std::size_t b) {
            const double first = (m_points[a] - centre).squaredNorm();
            const double second = (m_points[b] - centre).squaredNorm();
            return first != second ? first < second : a < b;
        });
        const double sum = std::accumulate(m_weights.begin(), m_weights.end(), 0.0);
        MatrixXd covariance = MatrixXd::Zero(centre.size(), centre.size());
        double total = 0;
        for (auto i = order.begin(); i != near; ++i) {
            const VectorXd away = m_points[*i] - centre;
            const double weight = (sum > 0 ? m_weights[*i] / sum : 0) + 1 / static_cast<double>(m_points.size());
            covariance += weight * away * away.transpose();
            total += weight;
        }
        covariance /= total;
        // Fewer neighbours than dimensions leave directions without spread.
        covariance.diagonal().array() += 1e-12;
        return covariance.inverse();
    }

    const std::function<double(const std::vector<double>&)>& m_fitAt;
    double m_bestFit;
    std::uint64_t m_seed;
    std::size_t m_batch;
    std::size_t m_fromPrior = 0;
    std::vector<std::uint64_t> m_streams;
    std::vector<NormalProposal> m_normals;
    std::vector<VectorXd> m_points;     ///< [proposal]
    std::vector<double> m_likelihoods;  ///< [proposal]
    std::vector<double> m_weights;      ///< [proposal]
};

}  // namespace

PosteriorPoints posteriorPoints(const std::function<double(const std::vector<double>&)>& fitAt, const BestFit& best,
                                const CalibrationSettings& settings, const std::vector<std::string>& ids,
                                std::uint64_t seed) {
    return MixtureSample(fitAt, best, settings.proposals, ids, seed).resample(settings.rows);
}

}  // namespace kachi
