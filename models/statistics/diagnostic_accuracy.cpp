#include "models/statistics/diagnostic_accuracy.h"

#include <nlopt.h>

#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>

namespace kachi {
namespace {

using Vectors = std::vector<Eigen::Vector2d>;

/// Lower triangular factor of the between-study covariance: every point is a valid covariance, the boundary included.
Eigen::Matrix2d factorOf(const Eigen::Vector3d& point) {
    Eigen::Matrix2d factor;
    factor << point[0], 0, point[1], point[2];
    return factor;
}

struct Search {
    const Vectors* logits;
    const Vectors* variances;
    DiagnosticFit fit;

    double operator()(const Eigen::Vector3d& point, Eigen::Vector3d* slope) const {
        const Eigen::Matrix2d factor = factorOf(point);
        const DiagnosticLikelihood found = diagnosticLikelihood(*logits, *variances, factor * factor.transpose(), fit);
        if (slope) {
            const Eigen::Matrix2d byFactor = 2 * found.gradient * factor;
            *slope << byFactor(0, 0), byFactor(1, 0), byFactor(1, 1);
        }
        return found.value;
    }
};

double searchedAt(unsigned, const double* x, double* gradient, void* data) {
    const auto& search = *static_cast<const Search*>(data);
    Eigen::Vector3d slope;
    const double value = search(Eigen::Map<const Eigen::Vector3d>(x), gradient ? &slope : nullptr);
    if (gradient) std::copy(slope.data(), slope.data() + 3, gradient);
    return value;
}

/// Newton steps on the analytic gradient, with its derivative by central differences, as long as they climb.
void polish(const Search& search, Eigen::Vector3d& point, double& value) {
    for (int round = 0; round < 20; ++round) {
        Eigen::Vector3d slope;
        search(point, &slope);
        Eigen::Matrix3d curvature;
        for (int column = 0; column < 3; ++column) {
            const double step = 1e-5 * std::max(1e-2, std::abs(point[column]));
            Eigen::Vector3d moved = point;
            Eigen::Vector3d above;
            Eigen::Vector3d below;
            moved[column] = point[column] + step;
            search(moved, &above);
            moved[column] = point[column] - step;
            search(moved, &below);
            curvature.col(column) = (above - below) / (2 * step);
        }
        const Eigen::Vector3d move = -curvature.fullPivLu().solve(slope);
        if (!move.allFinite()) return;
        Eigen::Vector3d slopeThere;
        const double there = search(point + move, &slopeThere);
        if (!(there >= value - 1e-12 * std::abs(value)) || !(slopeThere.norm() < slope.norm())) return;
        point += move;
        value = there;
    }
}

struct Optimum {
    Eigen::Vector3d point = Eigen::Vector3d::Zero();
    double value = -std::numeric_limits<double>::infinity();
};

Optimum climb(Search search, const Eigen::Vector3d& start) {
    const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> optimiser(nlopt_create(NLOPT_LD_LBFGS, 3), nlopt_destroy);
    nlopt_set_max_objective(optimiser.get(), searchedAt, &search);
    nlopt_set_ftol_rel(optimiser.get(), 1e-14);
    nlopt_set_xtol_rel(optimiser.get(), 1e-10);
    nlopt_set_maxeval(optimiser.get(), 1000);
    Optimum optimum;
    optimum.point = start;
    // Failures of rounding leave the best point found; the caller takes the best of several starts.
    nlopt_optimize(optimiser.get(), optimum.point.data(), &optimum.value);
    optimum.value = search(optimum.point, nullptr);
    polish(search, optimum.point, optimum.value);
    return optimum;
}

struct Prepared {
    Vectors logits;
    Vectors variances;
    std::size_t corrected = 0;
};

bool hasZero(const DiagnosticTable& table) {
    return table.truePositive == 0 || table.falseNegative == 0 || table.falsePositive == 0 || table.trueNegative == 0;
}

Result<Prepared> prepare(const std::vector<DiagnosticTable>& tables, const DiagnosticSettings& settings) {
    if (tables.empty()) return Issue{"synthesis.noStudies", Severity::error, {}, "0", "1", {}};
    const bool any = std::ranges::any_of(tables, hasZero);
    Issues issues;
    Prepared prepared;
    for (std::size_t study = 0; study < tables.size(); ++study) {
        const bool zero = hasZero(tables[study]);
        const bool correct = settings.correction == DiagnosticCorrection::all
                                 ? any
                                 : settings.correction == DiagnosticCorrection::single && zero;
        if (zero && (!correct || !(settings.addend > 0))) {
            issues.push_back(
                {"synthesis.zeroCell", Severity::error, {}, "0", {}, {{"row", std::to_string(study + 1)}}});
            continue;
        }
        const double added = correct ? settings.addend : 0;
        prepared.corrected += correct ? 1 : 0;
        const double tp = tables[study].truePositive + added;
        const double fn = tables[study].falseNegative + added;
        const double fp = tables[study].falsePositive + added;
        const double tn = tables[study].trueNegative + added;
        prepared.logits.emplace_back(std::log(tp / fn), std::log(fp / tn));
        prepared.variances.emplace_back(1 / tp + 1 / fn, 1 / fp + 1 / tn);
    }
    if (!issues.empty()) return issues;
    return prepared;
}

/// Each coordinate on its own.
Result<DiagnosticModel> separately(const Prepared& data, const DiagnosticSettings& settings, DiagnosticModel model) {
    for (int coordinate = 0; coordinate < 2; ++coordinate) {
        std::vector<EffectSize> effects;
        for (std::size_t study = 0; study < data.logits.size(); ++study) {
            effects.push_back({data.logits[study][coordinate], data.variances[study][coordinate]});
        }
        const BetweenStudies estimator =
            settings.fit == DiagnosticFit::reml ? BetweenStudies::reml : BetweenStudies::ml;
        const Result<MetaModel> pooled = fitMetaModel(effects, {estimator, CoefficientTest::normal, settings.level});
        if (!pooled) return pooled.issues();
        model.between(coordinate, coordinate) = pooled->tauSquared;
    }
    return model;
}

std::pair<double, double> falsePositiveRange(const std::vector<DiagnosticTable>& tables) {
    std::pair<double, double> range{1, 0};
    for (const DiagnosticTable& table : tables) {
        const double rate = table.falsePositive / (table.falsePositive + table.trueNegative);
        range = {std::min(range.first, rate), std::max(range.second, rate)};
    }
    return range;
}

}  // namespace

double inverseLogit(double x) {
    return 1 / (1 + std::exp(-x));
}

std::optional<double> DiagnosticModel::correlation() const {
    const double product = between(0, 0) * between(1, 1);
    if (!(product > 1e-16)) return std::nullopt;
    return std::clamp(between(0, 1) / std::sqrt(product), -1.0, 1.0);
}

DiagnosticLikelihood diagnosticLikelihood(const Vectors& logits, const Vectors& variances,
                                          const Eigen::Matrix2d& between, DiagnosticFit fit) {
    DiagnosticLikelihood result;
    std::vector<Eigen::Matrix2d> weights;
    Eigen::Matrix2d information = Eigen::Matrix2d::Zero();
    Eigen::Vector2d weighted = Eigen::Vector2d::Zero();
    double logDeterminants = 0;
    for (std::size_t study = 0; study < logits.size(); ++study) {
        Eigen::Matrix2d total = between;
        total.diagonal() += variances[study];
        logDeterminants += std::log(total.determinant());
        weights.push_back(total.inverse());
        information += weights.back();
        weighted += weights.back() * logits[study];
    }
    result.covariance = information.inverse();
    result.mean = result.covariance * weighted;
    const bool restricted = fit == DiagnosticFit::reml;
    double squares = 0;
    for (std::size_t study = 0; study < logits.size(); ++study) {
        const Eigen::Matrix2d& weight = weights[study];
        const Eigen::Vector2d pull = weight * (logits[study] - result.mean);
        squares += pull.dot(logits[study] - result.mean);
        result.gradient += (pull * pull.transpose() - weight) / 2;
        if (restricted) result.gradient += weight * result.covariance * weight / 2;
    }
    const double values = 2 * static_cast<double>(logits.size()) - (restricted ? 2 : 0);
    result.value = -(values * std::log(2 * std::numbers::pi) + logDeterminants + squares) / 2;
    // ½ ln|XᵀX| − ½ ln|XᵀWX|, as metafor counts the restricted likelihood.
    if (restricted) {
        result.value += std::log(static_cast<double>(logits.size())) - std::log(information.determinant()) / 2;
    }
    return result;
}

Result<DiagnosticModel> fitDiagnosticModel(const std::vector<DiagnosticTable>& tables,
                                           const DiagnosticSettings& settings) {
    const Result<Prepared> data = prepare(tables, settings);
    if (!data) return data.issues();
    DiagnosticModel model;
    model.studies = tables.size();
    model.correctedStudies = data->corrected;
    model.logits = data->logits;
    model.logitVariances = data->variances;
    model.falsePositiveRange = falsePositiveRange(tables);

    Result<DiagnosticModel> apart = separately(*data, settings, model);
    if (!apart) return apart.issues();
    model = std::move(*apart);
    if (tables.size() == 1) {
        model.shape = DiagnosticShape::oneStudy;
    } else if (settings.univariate || tables.size() < 3) {
        model.shape = DiagnosticShape::univariate;
    } else {
        const Search search{&data->logits, &data->variances, settings.fit};
        const double first = std::sqrt(std::max(model.between(0, 0), 0.01));
        const double second = std::sqrt(std::max(model.between(1, 1), 0.01));
        Optimum best;
        for (const double correlation : {0.0, 0.7, -0.7}) {
            const Optimum found =
                climb(search, {first, correlation * second, second * std::sqrt(1 - correlation * correlation)});
            if (found.value > best.value) best = found;
        }
        if (!std::isfinite(best.value)) {
            return Issue{"synthesis.notConverged", Severity::error, {}, numberText(first), "1000", {}};
        }
        const Eigen::Matrix2d factor = factorOf(best.point);
        model.between = factor * factor.transpose();
        const std::optional<double> correlation = model.correlation();
        if (!correlation || std::abs(*correlation) > 1 - 1e-6) model.shape = DiagnosticShape::boundary;
    }
    // One study has no restricted likelihood: nothing is left after the mean.
    const DiagnosticFit fit = model.shape == DiagnosticShape::oneStudy ? DiagnosticFit::ml : settings.fit;
    const DiagnosticLikelihood found = diagnosticLikelihood(model.logits, model.logitVariances, model.between, fit);
    model.mean = found.mean;
    model.covariance = found.covariance;
    model.logLikelihood = found.value;
    return model;
}

}  // namespace kachi
