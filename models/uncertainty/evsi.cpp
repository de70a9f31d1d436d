#include "models/statistics/distribution.h"
#include "models/uncertainty/conditional_benefit.h"
#include "models/uncertainty/value_of_information.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

using Eigen::ArrayXd;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;

/// Trial results that stand for all that the trial may find.
constexpr Index trialResults = 500;

Issues designFaults(const TrialDesign& design) {
    Issues issues;
    const auto require = [&](bool holds, const char* field, double value, const char* limit) {
        if (holds) return;
        issues.push_back(
            {"voi.trialDesign", Severity::error, design.parameter, numberText(value), limit, {{"field", field}}});
    };
    const auto positive = [](double value) { return std::isfinite(value) && value > 0; };
    require(positive(design.patientsPerArm), "patientsPerArm", design.patientsPerArm, "> 0");
    require(positive(design.individualSd), "individualSd", design.individualSd, "> 0");
    require(design.arms == 1 || design.arms == 2, "arms", design.arms, "1, 2");
    return issues;
}

MatrixXd covarianceOf(const MatrixXd& rows) {
    const MatrixXd centred = rows.rowwise() - rows.colwise().mean();
    return centred.transpose() * centred / static_cast<double>(rows.rows());
}

/// Expected trial means: quantiles of the parameter's draws plus quantiles of the sampling error, paired by a sequence
/// of low discrepancy (multiples of the golden ratio).
ArrayXd predictedMeans(std::vector<double> parameter, double samplingVariance) {
    constexpr double goldenRatio = 0.6180339887498949;
    std::ranges::sort(parameter);
    ArrayXd means(trialResults);
    for (Index q = 0; q < trialResults; ++q) {
        const double probability = (static_cast<double>(q) + 0.5) / static_cast<double>(trialResults);
        const double error = std::fmod((static_cast<double>(q) + 0.5) * goldenRatio, 1.0);
        const auto rank = static_cast<std::size_t>(probability * static_cast<double>(parameter.size()));
        means[q] = parameter[rank] + std::sqrt(samplingVariance) * normalQuantile(error);
    }
    return means;
}

/// Mean of the fitted net benefits after each trial result: draws weighted by their likelihood. [result][increment]
MatrixXd posteriorMeans(const std::vector<double>& parameter, const MatrixXd& fitted, double samplingVariance) {
    const Eigen::Map<const ArrayXd> draws(parameter.data(), static_cast<Index>(parameter.size()));
    const ArrayXd results = predictedMeans(parameter, samplingVariance);
    MatrixXd means(trialResults, fitted.cols());
    tbb::parallel_for(Index{0}, trialResults, [&](Index q) {
        ArrayXd exponent = (draws - results[q]).square() / (-2 * samplingVariance);
        exponent -= exponent.maxCoeff();
        const ArrayXd weight = exponent.exp();
        means.row(q) = weight.matrix().transpose() * fitted / weight.sum();
    });
    return means;
}

/// A with A·prior·Aᵀ = after: symmetric root of `after` times inverse root of `prior`. Directions in which the draws do
/// not vary stay as they are.
MatrixXd momentMatch(const MatrixXd& prior, const MatrixXd& after) {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> priorEigen(prior);
    const Eigen::SelfAdjointEigenSolver<MatrixXd> afterEigen(after);
    const double smallest = 1e-12 * priorEigen.eigenvalues().maxCoeff();
    Eigen::VectorXd inverse = priorEigen.eigenvalues();
    for (double& value : inverse) value = value > smallest ? 1 / std::sqrt(value) : 0;
    const Eigen::VectorXd roots = afterEigen.eigenvalues().cwiseMax(0.0).cwiseSqrt();
    return afterEigen.eigenvectors() * roots.asDiagonal() * afterEigen.eigenvectors().transpose() *
           priorEigen.eigenvectors() * inverse.asDiagonal() * priorEigen.eigenvectors().transpose();
}

}  // namespace

Result<std::vector<Evsi>> evsiCurve(const std::vector<std::vector<double>>& netBenefit,
                                    const std::vector<double>& parameter, const TrialDesign& design,
                                    const std::vector<double>& sizes) {
    std::vector<Evsi> curve;
    Issues issues;
    for (const double size : sizes) {
        curve.push_back({.design = design});
        curve.back().design.patientsPerArm = size;
        append(issues, designFaults(curve.back().design));
    }
    if (hasErrors(issues)) return issues;
    const auto benefit = conditionalBenefit(netBenefit, {design.parameter}, {&parameter});
    if (!benefit) return benefit.issues();
    const MatrixXd fitted = benefit->fitted();
    const MatrixXd prior = covarianceOf(fitted);
    for (Evsi& point : curve) {
        const MatrixXd after = covarianceOf(posteriorMeans(parameter, fitted, point.design.samplingVariance()));
        const DecisionValue value = decisionValue(*benefit, momentMatch(prior, after));
        point.value = value.value;
        point.standardError = value.standardError;
    }
    return curve;
}

Result<Evsi> evsi(const std::vector<std::vector<double>>& netBenefit, const std::vector<double>& parameter,
                  const TrialDesign& design) {
    auto curve = evsiCurve(netBenefit, parameter, design, {design.patientsPerArm});
    if (!curve) return curve.issues();
    return curve->front();
}

std::vector<SamplingBenefit> samplingBenefits(const std::vector<Evsi>& curve, const Beneficiaries& beneficiaries,
                                              const TrialCost& cost) {
    std::vector<SamplingBenefit> benefits;
    for (const Evsi& point : curve) {
        const double population = beneficiaries.total() * point.value;
        const double spent = cost.total(point.design);
        benefits.push_back({point.design.patientsPerArm, population, spent, population - spent});
    }
    return benefits;
}

std::size_t bestSampleSize(const std::vector<SamplingBenefit>& benefits) {
    const auto best = std::ranges::max_element(benefits, {}, &SamplingBenefit::expectedNetBenefit);
    return static_cast<std::size_t>(best - benefits.begin());
}

}  // namespace kachi
