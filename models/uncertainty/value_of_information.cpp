#include "models/uncertainty/value_of_information.h"

#include "models/statistics/distribution.h"
#include "models/uncertainty/conditional_benefit.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kachi {
namespace {

/// Strategy with the highest mean net benefit; the first of equal ones.
std::size_t bestOnAverage(const std::vector<std::vector<double>>& netBenefit) {
    std::size_t best = 0;
    double highest = 0;
    for (std::size_t s = 0; s < netBenefit.size(); ++s) {
        double sum = 0;
        for (const double benefit : netBenefit[s]) sum += benefit;
        if (s > 0 && sum <= highest) continue;
        best = s;
        highest = sum;
    }
    return best;
}

}  // namespace

double expectedPerfectInformation(const std::vector<std::vector<double>>& netBenefit) {
    const std::size_t decided = bestOnAverage(netBenefit);
    const std::size_t draws = netBenefit.front().size();
    double gain = 0;
    for (std::size_t i = 0; i < draws; ++i) {
        double best = netBenefit.front()[i];
        for (const std::vector<double>& benefit : netBenefit) best = std::max(best, benefit[i]);
        gain += best - netBenefit[decided][i];
    }
    return gain / static_cast<double>(draws);
}

Result<Evppi> evppi(const std::vector<std::vector<double>>& netBenefit, const std::vector<std::string>& ids,
                    const std::vector<const std::vector<double>*>& parameters) {
    const auto benefit = conditionalBenefit(netBenefit, ids, parameters);
    if (!benefit) return benefit.issues();
    const Eigen::Index increments = benefit->fit.coefficients.cols();
    const DecisionValue value = decisionValue(*benefit, Eigen::MatrixXd::Identity(increments, increments));
    const double evpi = expectedPerfectInformation(netBenefit);
    Evppi result;
    result.parameters = ids;
    result.method = benefit->method;
    result.limited = value.value > evpi;
    result.value = result.limited ? evpi : value.value;
    result.standardError = value.standardError;
    result.effectiveDegrees = *std::ranges::max_element(benefit->fit.effectiveDegrees);
    return result;
}

double Beneficiaries::total() const {
    double sum = 0;
    for (int year = 0; year < years; ++year) {
        sum += std::min(years - year, 1.0) * perYear * std::pow(1 + discountRate, -year);
    }
    return sum;
}

double unitNormalLoss(double z) {
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
    return density - z * normalCdf(-z);
}

double normalEvpi(double meanIncrement, double sdIncrement) {
    if (sdIncrement == 0) return 0;
    return sdIncrement * unitNormalLoss(std::abs(meanIncrement) / sdIncrement);
}

}  // namespace kachi
