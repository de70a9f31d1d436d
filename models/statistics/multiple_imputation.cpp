#include "models/statistics/multiple_imputation.h"

#include "models/statistics/distribution.h"
#include "models/statistics/generalised_linear.h"
#include "models/statistics/random.h"
#include "models/statistics/reference_distributions.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

constexpr std::size_t donors = 5;
constexpr double ridge = 1e-5;  // of the diagonal, as mice: keeps collinear predictors harmless

/// Uniforms of one column in one round, in the order in which they are asked for.
class Stream {
public:
    Stream(const ImputationOptions& options, const std::string& column, std::size_t round)
        : m_seed(options.seed),
          m_stream(stableHash("imputation " + std::to_string(options.imputation) + " round " + std::to_string(round) +
                              " of " + column)) {}

    double next() { return uniform(m_seed, m_stream, m_drawn++); }
    Eigen::VectorXd normals(Eigen::Index count) {
        return Eigen::VectorXd::NullaryExpr(count, [this] { return normalQuantile(next()); });
    }

private:
    std::uint64_t m_seed;
    std::uint64_t m_stream;
    std::uint64_t m_drawn = 0;
};

struct Gaps {
    std::vector<Eigen::Index> known;
    std::vector<Eigen::Index> missing;
};

Eigen::MatrixXd rowsOf(const Eigen::MatrixXd& matrix, const std::vector<Eigen::Index>& rows) {
    return matrix(rows, Eigen::all);
}

/// Predictive mean matching, type 1: known rows are predicted by the estimate, missing ones by a draw of it.
void drawMatched(const Eigen::MatrixXd& predictors, const Gaps& gaps, std::vector<double>& values, Stream& stream) {
    const Eigen::MatrixXd known = rowsOf(predictors, gaps.known);
    Eigen::VectorXd response(known.rows());
    for (Eigen::Index row = 0; row < known.rows(); ++row) {
        response[row] = values[static_cast<std::size_t>(gaps.known[static_cast<std::size_t>(row)])];
    }
    Eigen::MatrixXd gram = known.transpose() * known;
    gram.diagonal() *= 1 + ridge;
    const Eigen::LLT<Eigen::MatrixXd> factor(gram);
    const Eigen::VectorXd estimate = factor.solve(known.transpose() * response);
    const double degrees = std::max(1.0, static_cast<double>(known.rows() - known.cols()));
    const double chiSquared = chiSquaredQuantile(stream.next(), degrees);
    const double deviation = (response - known * estimate).norm() / std::sqrt(chiSquared);
    const Eigen::VectorXd noise = factor.matrixU().solve(stream.normals(estimate.size()));
    const Eigen::VectorXd drawn = estimate + deviation * noise;

    std::vector<std::pair<double, double>> candidates;  // prediction, value
    const Eigen::VectorXd fitted = known * estimate;
    for (Eigen::Index row = 0; row < known.rows(); ++row) candidates.emplace_back(fitted[row], response[row]);
    std::sort(candidates.begin(), candidates.end());
    const std::size_t pool = std::min(donors, candidates.size());
    for (const Eigen::Index row : gaps.missing) {
        const double target = predictors.row(row).dot(drawn);
        auto high = static_cast<std::size_t>(
            std::ranges::lower_bound(candidates, target, {}, &std::pair<double, double>::first) - candidates.begin());
        std::size_t low = high;  // the donors are candidates[low … high)
        while (high - low < pool) {
            const bool below = high == candidates.size() ||
                               (low > 0 && target - candidates[low - 1].first <= candidates[high].first - target);
            below ? --low : ++high;
        }
        const auto chosen = low + static_cast<std::size_t>(stream.next() * static_cast<double>(pool));
        values[static_cast<std::size_t>(row)] = candidates[chosen].second;
    }
}

Issues drawLogistic(const std::vector<std::string>& names, const Eigen::MatrixXd& predictors, const Gaps& gaps,
                    std::vector<double>& values, Stream& stream, const std::string& where) {
    RegressionData data;
    data.names = names;
    data.design = rowsOf(predictors, gaps.known);
    data.response.resize(data.design.rows());
    for (Eigen::Index row = 0; row < data.response.size(); ++row) {
        data.response[row] = values[static_cast<std::size_t>(gaps.known[static_cast<std::size_t>(row)])];
    }
    const auto fit = fitGeneralisedLinear(RegressionFamily::logistic, data, where);
    if (!fit) return fit.issues();
    const Eigen::LLT<Eigen::MatrixXd> factor(fit->covariance);
    const Eigen::VectorXd drawn = fit->coefficients + factor.matrixL() * stream.normals(fit->coefficients.size());
    for (const Eigen::Index row : gaps.missing) {
        const double probability = 1 / (1 + std::exp(-predictors.row(row).dot(drawn)));
        values[static_cast<std::size_t>(row)] = stream.next() < probability ? 1 : 0;
    }
    return {};
}

}  // namespace

Result<std::vector<std::vector<double>>> imputeChained(const std::vector<ImputationColumn>& columns,
                                                       const Eigen::MatrixXd& complete,
                                                       const ImputationOptions& options, const std::string& where) {
    const Eigen::Index rows = complete.rows();
    std::vector<Gaps> gaps(columns.size());
    std::vector<std::vector<double>> values(columns.size());
    for (std::size_t column = 0; column < columns.size(); ++column) {
        Stream stream(options, columns[column].name, 0);
        for (Eigen::Index row = 0; row < rows; ++row) {
            (columns[column].values[static_cast<std::size_t>(row)] ? gaps[column].known : gaps[column].missing)
                .push_back(row);
        }
        for (const std::optional<double>& value : columns[column].values) {
            const std::size_t known = gaps[column].known.size();
            const auto start = value ? 0 : static_cast<std::size_t>(stream.next() * static_cast<double>(known));
            values[column].push_back(
                value ? *value : *columns[column].values[static_cast<std::size_t>(gaps[column].known[start])]);
        }
    }
    std::vector<std::string> names{"(intercept)"};
    for (Eigen::Index column = 0; column < complete.cols(); ++column) names.push_back(std::to_string(column + 1));
    for (const ImputationColumn& column : columns) names.push_back(column.name);
    for (std::size_t round = 1; round <= options.iterations; ++round) {
        for (std::size_t column = 0; column < columns.size(); ++column) {
            if (gaps[column].missing.empty()) continue;
            const auto others = static_cast<Eigen::Index>(columns.size()) - 1;
            Eigen::MatrixXd predictors(rows, 1 + complete.cols() + others);
            predictors.col(0).setOnes();
            predictors.middleCols(1, complete.cols()) = complete;
            std::vector<std::string> predictorNames = names;
            predictorNames.erase(predictorNames.begin() + 1 + complete.cols() + static_cast<std::ptrdiff_t>(column));
            Eigen::Index at = 1 + complete.cols();
            for (std::size_t other = 0; other < columns.size(); ++other) {
                if (other == column) continue;
                predictors.col(at++) = Eigen::Map<const Eigen::VectorXd>(values[other].data(), rows);
            }
            Stream stream(options, columns[column].name, round);
            if (!columns[column].isBinary) {
                drawMatched(predictors, gaps[column], values[column], stream);
                continue;
            }
            const Issues issues = drawLogistic(predictorNames, predictors, gaps[column], values[column], stream, where);
            if (!issues.empty()) {
                return Issue{"regression.imputationFailed", Severity::error,      where,
                             columns[column].name,          issues.front().value, {}};
            }
        }
    }
    return values;
}

PooledEstimates poolRubin(const std::vector<Eigen::VectorXd>& values, const std::vector<Eigen::MatrixXd>& covariances,
                          double completeDegrees) {
    const auto count = static_cast<double>(values.size());
    const Eigen::Index size = values.front().size();
    PooledEstimates pooled;
    pooled.values = Eigen::VectorXd::Zero(size);
    Eigen::MatrixXd within = Eigen::MatrixXd::Zero(size, size);
    for (std::size_t index = 0; index < values.size(); ++index) {
        pooled.values += values[index] / count;
        within += covariances[index] / count;
    }
    Eigen::MatrixXd between = Eigen::MatrixXd::Zero(size, size);
    for (const Eigen::VectorXd& value : values) {
        between += (value - pooled.values) * (value - pooled.values).transpose() / (count - 1);
    }
    pooled.covariance = within + (1 + 1 / count) * between;
    for (Eigen::Index index = 0; index < size; ++index) {
        const double added = (1 + 1 / count) * between(index, index);
        const double lambda = added / pooled.covariance(index, index);
        const double observed = (completeDegrees + 1) / (completeDegrees + 3) * completeDegrees * (1 - lambda);
        // Without missing information the first term vanishes.
        const double degrees = 1 / (lambda * lambda / (count - 1) + 1 / observed);
        const double increase = added / within(index, index);
        pooled.degrees.push_back(degrees);
        pooled.missingInformation.push_back((increase + 2 / (degrees + 3)) / (increase + 1));
    }
    return pooled;
}

}  // namespace kachi
