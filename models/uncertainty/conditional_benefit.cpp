#include "models/uncertainty/conditional_benefit.h"

#include "models/statistics/gaussian_process.h"
#include "models/statistics/regression_spline.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

using Columns = std::vector<const std::vector<double>*>;

Issues faults(const std::vector<std::vector<double>>& netBenefit, const std::vector<std::string>& ids,
              const Columns& parameters) {
    Issues issues;
    const auto report = [&](const char* code, const std::string& where, const std::string& value,
                            const std::string& limit) {
        issues.push_back({code, Severity::error, where, value, limit, {}});
    };
    if (netBenefit.size() < 2) report("voi.strategies", {}, std::to_string(netBenefit.size()), "2");
    if (ids.empty() || ids.size() != parameters.size()) {
        report("voi.noParameters", {}, std::to_string(parameters.size()), std::to_string(ids.size()));
    }
    if (!issues.empty()) return issues;

    const std::size_t draws = netBenefit.front().size();
    if (draws == 0) {
        report("voi.noDraws", {}, "0", std::to_string(fewestEvppiDraws));
    } else if (draws < fewestEvppiDraws) {
        report("voi.tooFewDraws", {}, std::to_string(draws), std::to_string(fewestEvppiDraws));
    }
    const auto check = [&](const std::vector<double>& values, const std::string& where) {
        if (values.size() != draws) report("voi.length", where, std::to_string(values.size()), std::to_string(draws));
        const auto bad = std::ranges::find_if_not(values, [](double value) { return std::isfinite(value); });
        if (bad != values.end()) {
            report("voi.notFinite", where, numberText(*bad), std::to_string(bad - values.begin() + 1));
        }
    };
    for (std::size_t s = 0; s < netBenefit.size(); ++s) check(netBenefit[s], std::to_string(s + 1));
    for (std::size_t p = 0; p < ids.size(); ++p) {
        check(*parameters[p], ids[p]);
        const auto [low, high] = std::ranges::minmax_element(*parameters[p]);
        if (low != parameters[p]->end() && *low == *high) report("voi.constant", ids[p], numberText(*low), {});
    }
    return issues;
}

/// The parameters without those that are linear functions of the ones before them.
Columns withoutDependent(const Columns& parameters) {
    constexpr double rounding = 1e-8;  // of a standard deviation; a sum of probabilities misses 1 by far less
    std::vector<VectorXd> directions;
    Columns kept;
    for (const std::vector<double>* values : parameters) {
        VectorXd column = Eigen::Map<const VectorXd>(values->data(), static_cast<Index>(values->size()));
        column.array() -= column.mean();
        column.normalize();
        for (const VectorXd& direction : directions) column -= direction.dot(column) * direction;
        if (column.norm() < rounding) continue;
        directions.push_back(column.normalized());
        kept.push_back(values);
    }
    return kept;
}

MatrixXd increments(const std::vector<std::vector<double>>& netBenefit) {
    const auto draws = static_cast<Index>(netBenefit.front().size());
    MatrixXd result(draws, static_cast<Index>(netBenefit.size()) - 1);
    const Eigen::Map<const VectorXd> reference(netBenefit.front().data(), draws);
    for (Index d = 0; d < result.cols(); ++d) {
        result.col(d) =
            Eigen::Map<const VectorXd>(netBenefit[static_cast<std::size_t>(d) + 1].data(), draws) - reference;
    }
    return result;
}

std::size_t bestOf(const Eigen::RowVectorXd& meanIncrements) {
    Index best = 0;
    return meanIncrements.maxCoeff(&best) > 0 ? static_cast<std::size_t>(best) + 1 : 0;
}

/// What one block of draws contributes to a decision value.
struct DecisionSums {
    double gain = 0;
    double gainSquared = 0;
    MatrixXd rowsWhereBest;   ///< [function][increment] sum of the functions over the draws it is best in
    VectorXd drawsWhereBest;  ///< [increment]
};

}  // namespace

MatrixXd ConditionalBenefit::fitted() const {
    MatrixXd values(static_cast<Index>(draws), fit.coefficients.cols());
    forEachBlock(basis, draws, [&](std::size_t, std::size_t first, const MatrixXd& rows) {
        values.middleRows(static_cast<Index>(first), rows.rows()) =
            (rows * fit.coefficients).rowwise() + fit.responseMeans;
    });
    return values;
}

Result<ConditionalBenefit> conditionalBenefit(const std::vector<std::vector<double>>& netBenefit,
                                              const std::vector<std::string>& ids, const Columns& parameters) {
    Issues issues = faults(netBenefit, ids, parameters);
    if (hasErrors(issues)) return issues;
    const Columns independent = withoutDependent(parameters);
    const MatrixXd responses = increments(netBenefit);
    ConditionalBenefit benefit;
    benefit.draws = netBenefit.front().size();
    if (independent.size() == 1) {
        benefit.basis = splineBasis(*independent[0]);
    } else if (independent.size() == 2) {
        benefit.basis = tensorBasis(*independent[0], *independent[1]);
    } else {
        benefit.method = EvppiMethod::gaussianProcess;
        benefit.basis = gaussianProcessBasis(independent, responses);
    }
    benefit.fit = fitPenalised(benefit.basis, responses);
    benefit.best = bestOf(benefit.fit.responseMeans);
    return benefit;
}

DecisionValue decisionValue(const ConditionalBenefit& benefit, const MatrixXd& shrink) {
    const PenalisedFit& fit = benefit.fit;
    const Index increments = fit.coefficients.cols();
    std::vector<DecisionSums> parts((benefit.draws + regressionBlock - 1) / regressionBlock);
    forEachBlock(benefit.basis, benefit.draws, [&](std::size_t block, std::size_t, const MatrixXd& rows) {
        DecisionSums& part = parts[block];
        part.rowsWhereBest = MatrixXd::Zero(rows.cols(), increments);
        part.drawsWhereBest = VectorXd::Zero(increments);
        const MatrixXd expected = (rows * fit.coefficients * shrink.transpose()).rowwise() + fit.responseMeans;
        for (Index row = 0; row < rows.rows(); ++row) {
            Index winner = 0;
            const double highest = expected.row(row).maxCoeff(&winner);
            const double decided = benefit.best == 0 ? 0 : expected(row, static_cast<Index>(benefit.best) - 1);
            const double gain = std::max(highest, 0.0) - decided;
            part.gain += gain;
            part.gainSquared += gain * gain;
            if (highest <= 0) continue;
            part.rowsWhereBest.col(winner) += rows.row(row).transpose();
            part.drawsWhereBest[winner] += 1;
        }
    });
    DecisionSums total = std::move(parts.front());
    for (std::size_t block = 1; block < parts.size(); ++block) {
        total.gain += parts[block].gain;
        total.gainSquared += parts[block].gainSquared;
        total.rowsWhereBest += parts[block].rowsWhereBest;
        total.drawsWhereBest += parts[block].drawsWhereBest;
    }

    const auto draws = static_cast<double>(benefit.draws);
    DecisionValue result;
    result.value = total.gain / draws;
    // Slope of the value in the coefficients: each increment counts where it is best, minus where it is chosen now.
    const MatrixXd slopes = total.rowsWhereBest / draws - fit.meanRow * total.drawsWhereBest.transpose() / draws;
    MatrixXd weights = slopes * shrink + fit.meanRow * total.drawsWhereBest.transpose() / draws;
    if (benefit.best > 0) weights.col(static_cast<Index>(benefit.best) - 1) -= fit.meanRow;
    const double spread = std::max(total.gainSquared / draws - result.value * result.value, 0.0);
    result.standardError = std::sqrt(spread / draws + fit.varianceOf(weights));
    return result;
}

}  // namespace kachi
