#include "models/statistics/mixed_model.h"

#include "models/statistics/kenward_roger.h"
#include "models/statistics/mixed_model_criterion.h"
#include "models/statistics/numerical_derivatives.h"
#include "models/statistics/reference_distributions.h"
#include "models/statistics/two_sample_tests.h"

#include <nlopt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <unordered_map>

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double clearGain = 1e-9;     // of the criterion: less is rounding error
constexpr double likelyGain = 10;      // of the criterion, by all other parameters when one becomes 0
constexpr double nearBoundary = 1e-2;  // of a diagonal parameter, a ratio of standard deviations
/// Ratios at which another valley of the criterion is looked for; small designs can have two far apart.
constexpr std::array ratios{0.0, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0};
/// A ratio above this one, from where tenfold ratios fit as well, means that the residual variance is estimated as 0.
constexpr double vanishingResidual = 10;

MatrixXd fixedMatrix(const MixedModelData& data) {
    MatrixXd columns(static_cast<Index>(data.response.size()), static_cast<Index>(data.fixedColumns.size()));
    for (Index column = 0; column < columns.cols(); ++column) {
        const std::vector<double>& values = data.fixedColumns[static_cast<std::size_t>(column)];
        columns.col(column) = Eigen::Map<const VectorXd>(values.data(), columns.rows());
    }
    return columns;
}

/// Columns that the ones before them already give. Tolerance of R's lm.
void checkCollinear(const MixedModelData& data, Issues& faults) {
    MatrixXd columns = fixedMatrix(data);
    for (Index column = 0; column < columns.cols(); ++column) {
        const double size = columns.col(column).norm();
        if (size > 0) columns.col(column) /= size;
    }
    const Eigen::HouseholderQR<MatrixXd> decomposition(columns);
    for (Index column = 0; column < columns.cols(); ++column) {
        if (std::abs(decomposition.matrixQR()(column, column)) > 1e-7) continue;
        faults.push_back(
            {"mixedModel.collinear", Severity::error, {}, data.fixedNames[static_cast<std::size_t>(column)], {}, {}});
    }
}

void checkTerms(const MixedModelData& data, Issues& faults) {
    const std::size_t rows = data.response.size();
    std::size_t effects = 0;
    for (const RandomTerm& term : data.random) {
        const std::size_t count = term.levels.size() * term.columns.size();
        effects += count;
        if (term.levels.size() < 2) {
            faults.push_back({"mixedModel.oneLevel",
                              Severity::error,
                              {},
                              term.group,
                              term.levels.empty() ? std::string() : term.levels.front(),
                              {}});
        } else if (count >= rows) {
            faults.push_back({"mixedModel.levelPerRow",
                              Severity::error,
                              {},
                              std::to_string(count),
                              std::to_string(rows),
                              {{"group", term.group}}});
        }
    }
    if (data.random.empty()) faults.push_back({"mixedModel.noTerm", Severity::error, {}, {}, {}, {}});
    if (effects > mostRandomEffects) {
        faults.push_back({"mixedModel.tooManyEffects",
                          Severity::error,
                          {},
                          std::to_string(effects),
                          std::to_string(mostRandomEffects),
                          {}});
    }
}

Issues faultsOf(const MixedModelData& data) {
    Issues faults;
    const std::size_t rows = data.response.size();
    checkTerms(data, faults);
    if (rows <= data.fixedColumns.size() || rows < 3) {
        faults.push_back({"mixedModel.tooFewRows",
                          Severity::error,
                          {},
                          std::to_string(rows),
                          std::to_string(std::max<std::size_t>(data.fixedColumns.size() + 1, 3)),
                          {}});
        return faults;
    }
    checkCollinear(data, faults);
    return faults;
}

double criterionAt(unsigned size, const double* theta, double*, void* criterion) {
    return (*static_cast<MixedModelCriterion*>(criterion))(Eigen::Map<const VectorXd>(theta, size));
}

/// Search without derivatives from `theta`, which becomes the best point seen.
double search(MixedModelCriterion& criterion, VectorXd& theta, double step = 0.2) {
    const auto size = static_cast<unsigned>(criterion.size());
    // BOBYQA needs two variables.
    const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> optimiser(
        nlopt_create(size > 1 ? NLOPT_LN_BOBYQA : NLOPT_LN_NELDERMEAD, size), nlopt_destroy);
    std::vector<double> lowest;
    std::vector<double> steps;
    for (Index p = 0; p < criterion.size(); ++p) {
        lowest.push_back(criterion.isDiagonal(p) ? 0 : -HUGE_VAL);
        steps.push_back(step * std::max(1.0, std::abs(theta[p])));
    }
    nlopt_set_lower_bounds(optimiser.get(), lowest.data());
    nlopt_set_min_objective(optimiser.get(), criterionAt, &criterion);
    nlopt_set_initial_step(optimiser.get(), steps.data());
    nlopt_set_xtol_abs1(optimiser.get(), 1e-9);
    nlopt_set_ftol_abs(optimiser.get(), 1e-11);
    nlopt_set_maxeval(optimiser.get(), static_cast<int>(500 * size));
    double value = 0;
    // Whatever ends the search, `theta` holds the best point it saw.
    nlopt_optimize(optimiser.get(), theta.data(), &value);
    return criterion(theta);
}

/// Points with the diagonal parameter p at `tried`: the others as they are, and, where a correlation belongs to p, with
/// the variance of the next column put wholly into the correlated part, with either sign.
std::vector<VectorXd> departures(const MixedModelCriterion& criterion, const VectorXd& from, Index p, double tried) {
    std::vector<VectorXd> points{from};
    points.front()[p] = tried;
    if (p + 1 == criterion.size() || criterion.isDiagonal(p + 1)) return points;
    Index next = p + 1;
    while (!criterion.isDiagonal(next)) ++next;
    for (const double sign : {1.0, -1.0}) {
        points.push_back(points.front());
        points.back()[p + 1] = sign * std::hypot(from[p + 1], from[next]);
        points.back()[next] = 0;
    }
    return points;
}

/// The criterion depends on the square of a diagonal parameter and is flat in it at 0, so that a search can end there
/// beside a lower valley. Tries larger values; `theta` becomes the best of them.
/// @return the value taken, 0 when none is lower
double leaveBoundary(MixedModelCriterion& criterion, VectorXd& theta, double value) {
    const VectorXd from = theta;
    double taken = 0;
    for (Index p = 0; p < criterion.size(); ++p) {
        if (!criterion.isDiagonal(p) || from[p] > nearBoundary) continue;
        for (const double tried : {0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6}) {
            for (const VectorXd& point : departures(criterion, from, p, tried)) {
                const double there = criterion(point);
                if (there > value - clearGain) continue;
                value = there;
                theta = point;
                taken = tried;
            }
        }
    }
    return taken;
}

/// Diagonal parameters that the criterion does not tell from 0 become 0: those close to it, and those of groups that
/// the fixed effects hold already.
void takeBoundary(MixedModelCriterion& criterion, VectorXd& theta, double& value) {
    for (Index p = 0; p < criterion.size(); ++p) {
        if (!criterion.isDiagonal(p) || theta[p] == 0) continue;
        VectorXd without = theta;
        without[p] = 0;
        const double there = criterion(without);
        if (there > value + 1e-7) continue;
        theta = without;
        value = there;
    }
}

/// Searches from every other valley that the criterion has along one diagonal parameter with the others held, and from
/// where it is 0 unless that is far worse; `theta` becomes the best point. @return whether one was lower
bool visitOtherValleys(MixedModelCriterion& criterion, VectorXd& theta, double& value) {
    const VectorXd from = theta;
    const double valueFrom = value;
    for (Index p = 0; p < criterion.size(); ++p) {
        if (!criterion.isDiagonal(p)) continue;
        std::array<double, ratios.size()> along{};
        VectorXd point = from;
        for (std::size_t i = 0; i < ratios.size(); ++i) {
            point[p] = ratios[i];
            along[i] = criterion(point);
        }
        for (std::size_t i = 0; i < ratios.size(); ++i) {
            const std::size_t before = i == 0 ? i : i - 1;
            const std::size_t after = i + 1 == ratios.size() ? i : i + 1;
            const bool valley = (i == 0 || along[i] < along[before] - clearGain) && along[i] <= along[after];
            const bool corner = i == 0 && along[i] < valueFrom + likelyGain;
            const bool known = ratios[before] <= from[p] && (from[p] <= ratios[after] || after == i);
            if (!(valley || corner) || known) continue;
            point[p] = ratios[i];
            VectorXd reached = point;
            const double there = search(criterion, reached);
            if (!(there < value - clearGain)) continue;
            theta = reached;
            value = there;
        }
    }
    return value < valueFrom;
}

/// Parameters that are not at their bound.
std::vector<Index> freeParameters(const MixedModelCriterion& criterion, const VectorXd& theta) {
    std::vector<Index> free;
    for (Index p = 0; p < criterion.size(); ++p) {
        if (!criterion.isDiagonal(p) || theta[p] > 0) free.push_back(p);
    }
    return free;
}

VectorXd with(VectorXd theta, const std::vector<Index>& free, const VectorXd& values) {
    for (std::size_t i = 0; i < free.size(); ++i) theta[free[i]] = values[static_cast<Index>(i)];
    return theta;
}

/// Inverse of a symmetric matrix over the directions in which it is positive.
MatrixXd positiveInverse(const MatrixXd& matrix) {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(matrix);
    const double smallest = 1e-8 * std::max(solver.eigenvalues().maxCoeff(), 0.0);
    VectorXd inverse = VectorXd::Zero(matrix.rows());
    for (Index i = 0; i < matrix.rows(); ++i) {
        if (solver.eigenvalues()[i] > smallest) inverse[i] = 1 / solver.eigenvalues()[i];
    }
    return solver.eigenvectors() * inverse.asDiagonal() * solver.eigenvectors().transpose();
}

/// Newton steps from where the search ended. Returns the largest slope left.
double polish(MixedModelCriterion& criterion, VectorXd& theta, double& value) {
    const std::vector<Index> free = freeParameters(criterion, theta);
    if (free.empty()) return 0;
    double slope = 0;
    for (int step = 0; step < 3; ++step) {
        const VectorXd point = theta(free);
        const auto profile = [&](const VectorXd& values) { return criterion(with(theta, free, values)); };
        const VectorXd gradient = numericalGradient(profile, point);
        slope = gradient.cwiseAbs().maxCoeff();
        if (slope < 1e-8) break;
        const VectorXd next = with(theta, free, point - positiveInverse(numericalHessian(profile, point)) * gradient);
        bool inside = true;
        for (const Index p : free) inside = inside && (!criterion.isDiagonal(p) || next[p] > 0);
        const double there = inside ? criterion(next) : HUGE_VAL;
        if (!(there <= value + 1e-10)) break;
        theta = next;
        value = there;
    }
    return slope;
}

struct Optimum {
    VectorXd theta;
    double slope = 0;  ///< largest derivative of the criterion that is left
};

/// The criterion can have several valleys; the search ends in a corner now and then, and what ends there is searched
/// for again from a lower start and from there.
Optimum minimise(MixedModelCriterion& criterion) {
    const auto diagonal = [&](double value) {
        VectorXd theta = VectorXd::Zero(criterion.size());
        for (Index p = 0; p < criterion.size(); ++p) theta[p] = criterion.isDiagonal(p) ? value : 0;
        return theta;
    };
    const auto nearBound = [&](const VectorXd& theta) {
        for (Index p = 0; p < criterion.size(); ++p) {
            if (criterion.isDiagonal(p) && theta[p] < nearBoundary) return true;
        }
        return false;
    };
    Optimum best{diagonal(1), 0};
    double lowest = search(criterion, best.theta);
    for (Index round = 0; round < criterion.size(); ++round) {
        if (!visitOtherValleys(criterion, best.theta, lowest)) break;
    }
    if (nearBound(best.theta)) {
        for (VectorXd theta : {diagonal(0.2), best.theta}) {
            const double value = search(criterion, theta);
            if (value >= lowest) continue;
            lowest = value;
            best.theta = theta;
        }
        for (Index round = 0; round < criterion.size(); ++round) {
            VectorXd theta = best.theta;
            const double left = leaveBoundary(criterion, theta, lowest);
            if (left == 0) break;
            lowest = search(criterion, theta, left / 4);
            best.theta = theta;
        }
    }
    takeBoundary(criterion, best.theta, lowest);
    best.slope = polish(criterion, best.theta, lowest);
    return best;
}

/// The residual variance is estimated as 0: the criterion does not rise however much greater the random effects are.
bool residualVanishes(MixedModelCriterion& criterion, const VectorXd& theta) {
    return theta.cwiseAbs().maxCoeff() > vanishingResidual && criterion(10 * theta) <= criterion(theta) + 1e-7;
}

/// Degrees of freedom of contrasts over the orthonormal basis: 2V²/var(V), var(V) from the curvature of the criterion
/// over θ and log σ.
class Satterthwaite {
public:
    Satterthwaite(MixedModelCriterion& criterion, const VectorXd& theta, double logSigma)
        : m_free(freeParameters(criterion, theta)) {
        const auto count = static_cast<Index>(m_free.size());
        VectorXd point(count + 1);
        for (Index i = 0; i < count; ++i) point[i] = theta[m_free[static_cast<std::size_t>(i)]];
        point[count] = logSigma;
        const auto full = [&](const VectorXd& values) {
            return criterion.at(criterion.solve(with(theta, m_free, values.head(count))), values[count]);
        };
        m_covariance = 2 * positiveInverse(numericalHessian(full, point));
        const double variance = std::exp(2 * logSigma);
        const auto covarianceAt = [&](const VectorXd& values) {
            return MatrixXd(criterion.solve(with(theta, m_free, values)).covariance * variance);
        };
        m_slopes = numericalSlopes<MatrixXd>(covarianceAt, VectorXd(point.head(count)));
        m_slopes.push_back(2 * covarianceAt(point.head(count)));
    }

    double degrees(const VectorXd& contrast, double variance) const {
        VectorXd slope(static_cast<Index>(m_slopes.size()));
        for (std::size_t i = 0; i < m_slopes.size(); ++i) {
            slope[static_cast<Index>(i)] = contrast.dot(m_slopes[i] * contrast);
        }
        return 2 * variance * variance / slope.dot(m_covariance * slope);
    }

private:
    std::vector<Index> m_free;
    MatrixXd m_covariance;           ///< of θ and log σ
    std::vector<MatrixXd> m_slopes;  ///< derivative of the covariance of γ by each of them
};

FixedEffectTest judged(double estimate, double variance, double degrees) {
    const MeanDifference test = meanDifference(estimate, std::sqrt(variance), degrees);
    return {test.standardError, test.degrees, test.statistic, test.p, test.low, test.high};
}

std::vector<std::vector<double>> rowsOf(const MatrixXd& matrix) {
    std::vector<std::vector<double>> rows;
    for (Index row = 0; row < matrix.rows(); ++row) {
        rows.emplace_back();
        for (Index column = 0; column < matrix.cols(); ++column) rows.back().push_back(matrix(row, column));
    }
    return rows;
}

/// Notes about variances at 0 and correlations at ±1.
void noteBoundary(const VarianceTerm& term, double residual, MixedModelFit& fit) {
    for (std::size_t column = 0; column < term.columns.size(); ++column) {
        if (term.covariance[column][column] <= 0) {
            fit.singular = true;
            fit.notes.push_back({"mixedModel.zeroVariance",
                                 Severity::info,
                                 {},
                                 term.group,
                                 term.columns[column],
                                 {{"residual", numberText(residual)}}});
        }
        for (std::size_t other = 0; other < column; ++other) {
            const auto correlation = term.correlation(column, other);
            if (!correlation || std::abs(*correlation) < 1 - 1e-6) continue;
            fit.singular = true;
            fit.notes.push_back({"mixedModel.perfectCorrelation",
                                 Severity::warning,
                                 {},
                                 term.group,
                                 numberText(*correlation > 0 ? 1 : -1),
                                 {{"first", term.columns[other]}, {"second", term.columns[column]}}});
        }
    }
}

VarianceTerm varianceTerm(const RandomTerm& given, std::size_t number, const MixedModelCriterion& criterion,
                          const VectorXd& theta, const VectorXd& effects, const VectorXd& conditional,
                          double variance) {
    VarianceTerm term{given.group, given.columns, given.levels, {}, {}, {}};
    const MatrixXd factor = criterion.termFactor(theta, number);
    term.covariance = rowsOf(variance * factor * factor.transpose());
    const Index width = criterion.width(number);
    for (Index level = 0; level < criterion.levels(number); ++level) {
        term.effects.emplace_back();
        term.standardErrors.emplace_back();
        for (Index column = 0; column < width; ++column) {
            const Index position = criterion.offset(number) + level * width + column;
            const double scale = criterion.scale(number, static_cast<std::size_t>(column));
            term.effects.back().push_back(effects[position] / scale);
            term.standardErrors.back().push_back(std::sqrt(variance * conditional[position]) / scale);
        }
    }
    return term;
}

/// Diagonal of Λ A⁻¹ Λ', the variances of the random effects over σ² given everything else.
VectorXd conditionalVariances(const MixedModelCriterion& criterion, const VectorXd& theta) {
    const Eigen::SparseMatrix<double> transposed = criterion.factor(theta).transpose();
    VectorXd variances(criterion.effectCount());
    for (Index effect = 0; effect < variances.size(); ++effect) {
        const VectorXd column = transposed.col(effect);
        variances[effect] = std::max(0.0, column.dot(criterion.solveEffects(column)));
    }
    return variances;
}

}  // namespace

double VarianceTerm::standardDeviation(std::size_t column) const {
    return std::sqrt(covariance[column][column]);
}

std::optional<double> VarianceTerm::correlation(std::size_t first, std::size_t second) const {
    const double size = standardDeviation(first) * standardDeviation(second);
    if (!(size > 0)) return {};
    return std::clamp(covariance[first][second] / size, -1.0, 1.0);
}

RandomTerm randomIntercept(const std::string& group, const std::vector<std::string>& labels) {
    RandomTerm term{group, {}, {}, {"(Intercept)"}, {std::vector<double>(labels.size(), 1.0)}};
    std::unordered_map<std::string, std::size_t> positions;
    for (const std::string& label : labels) {
        const auto [position, isNew] = positions.try_emplace(label, term.levels.size());
        if (isNew) term.levels.push_back(label);
        term.levelOf.push_back(position->second);
    }
    return term;
}

Result<MixedModelFit> fitMixedModel(const MixedModelData& data, MixedModelMethod method) {
    if (const Issues faults = faultsOf(data); !faults.empty()) return faults;
    const auto [low, high] = std::ranges::minmax(data.response);
    const Issue noResidual{"mixedModel.noResidual", Severity::error, {}, numberText(low), numberText(high), {}};
    if (low == high) return noResidual;

    MixedModelCriterion criterion(data, fixedMatrix(data), method);
    const Optimum optimum = minimise(criterion);
    const VectorXd& theta = optimum.theta;
    if (residualVanishes(criterion, theta)) return noResidual;
    const double variance = criterion.solve(theta).squares / criterion.divisor();
    const double sigma = std::sqrt(variance);
    if (!(sigma > 1e-7 * (high - low))) return noResidual;
    const Satterthwaite satterthwaite(criterion, theta, std::log(sigma));
    const PenalisedSolution solution = criterion.solve(theta);  // after the last other θ was solved
    const bool small = criterion.effectCount() <= static_cast<Index>(kenwardRogerLimit) &&
                       theta.cwiseAbs().maxCoeff() <= kenwardRogerRatio;
    std::optional<KenwardRoger> kenwardRoger;
    if (method == MixedModelMethod::reml && small) kenwardRoger.emplace(criterion, theta, solution, sigma);

    MixedModelFit fit;
    fit.method = method;
    fit.observations = data.response.size();
    fit.parameters = data.fixedColumns.size() + static_cast<std::size_t>(criterion.size()) + 1;
    fit.residualStandardDeviation = sigma;
    fit.criterion = criterion.at(solution, std::log(sigma));
    fit.logLikelihood = -fit.criterion / 2;
    const auto parameters = static_cast<double>(fit.parameters);
    fit.aic = fit.criterion + 2 * parameters;
    fit.bic = fit.criterion + std::log(static_cast<double>(fit.observations)) * parameters;

    // β = R⁻¹γ: the contrasts over γ are the rows of R⁻¹.
    const Index columns = criterion.fixedCount();
    const MatrixXd contrasts =
        criterion.triangle().triangularView<Eigen::Upper>().solve(MatrixXd::Identity(columns, columns));
    const VectorXd coefficients = contrasts * solution.coefficients;
    const MatrixXd covariance = contrasts * solution.covariance * contrasts.transpose() * variance;
    fit.fixedCovariance = rowsOf(covariance);
    for (Index column = 0; column < columns; ++column) {
        const VectorXd contrast = contrasts.row(column);
        FixedEffect effect;
        effect.name = data.fixedNames[static_cast<std::size_t>(column)];
        effect.estimate = coefficients[column];
        effect.satterthwaite = judged(effect.estimate, covariance(column, column),
                                      satterthwaite.degrees(contrast, covariance(column, column)));
        if (kenwardRoger && kenwardRoger->ok()) {
            const double degrees = kenwardRoger->degrees(contrast);
            if (std::isfinite(degrees) && degrees > 0) {
                effect.kenwardRoger = judged(effect.estimate, kenwardRoger->variance(contrast), degrees);
            }
        }
        fit.fixed.push_back(std::move(effect));
    }

    const VectorXd effects = criterion.factor(theta) * solution.spherical;
    const VectorXd conditional = conditionalVariances(criterion, theta);
    for (std::size_t term = 0; term < data.random.size(); ++term) {
        fit.random.push_back(varianceTerm(data.random[term], term, criterion, theta, effects, conditional, variance));
        noteBoundary(fit.random.back(), sigma, fit);
    }
    const VectorXd fitted = criterion.basis() * solution.coefficients + criterion.effects() * effects;
    fit.fitted.assign(fitted.begin(), fitted.end());
    if (optimum.slope > 1e-3) {
        fit.notes.push_back({"mixedModel.notConverged", Severity::warning, {}, numberText(optimum.slope), "0.001", {}});
    }
    return fit;
}

}  // namespace kachi
