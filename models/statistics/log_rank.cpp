#include "models/statistics/log_rank.h"

#include "models/statistics/reference_distributions.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// Adds what one stratum contributes.
void addStratum(LogRank& test, const std::vector<SurvivalRecord>& records, const std::vector<int>& groups, double rho) {
    const std::size_t count = test.observed.size();
    double survival = 1;
    for (const RiskSet& set : riskSets(records, groups, static_cast<int>(count))) {
        double atRisk = 0;
        double events = 0;
        for (std::size_t g = 0; g < count; ++g) {
            atRisk += set.atRisk[g];
            events += set.events[g];
            test.subjects[g] += set.events[g] + set.censored[g];
        }
        if (events <= 0) continue;
        const double weight = std::pow(survival, rho);
        const double spread = atRisk > 1 ? events * (atRisk - events) / (atRisk - 1) : 0;
        for (std::size_t g = 0; g < count; ++g) {
            const double share = set.atRisk[g] / atRisk;
            test.observed[g] += weight * set.events[g];
            test.expected[g] += weight * events * share;
            for (std::size_t other = 0; other < count; ++other) {
                const double otherShare = set.atRisk[other] / atRisk;
                test.covariance[g][other] += weight * weight * spread * share * ((g == other ? 1.0 : 0.0) - otherShare);
            }
        }
        survival *= std::max(0.0, 1 - events / atRisk);
    }
}

}  // namespace

Result<LogRank> logRankTest(const std::vector<SurvivalRecord>& records, const std::vector<int>& groups, int groupCount,
                            const std::vector<int>& strata, double rho, const std::string& where) {
    const auto count = static_cast<std::size_t>(groupCount);
    LogRank test;
    test.subjects.assign(count, 0);
    test.observed.assign(count, 0);
    test.expected.assign(count, 0);
    test.covariance.assign(count, std::vector<double>(count, 0));
    if (eventCount(records) <= 0) return Issue{"survivalData.noEvents", Severity::error, where, "0", "1", {}};

    const int strataCount = strata.empty() ? 1 : *std::ranges::max_element(strata) + 1;
    for (int stratum = 0; stratum < strataCount; ++stratum) {
        if (strata.empty()) {
            addStratum(test, records, groups, rho);
            continue;
        }
        std::vector<int> groupsWithin;
        for (std::size_t i = 0; i < records.size(); ++i) {
            if (strata[i] == stratum) groupsWithin.push_back(groups[i]);
        }
        addStratum(test, recordsOfGroup(records, strata, stratum), groupsWithin, rho);
    }

    // Groups that were never at risk when events happened take no part.
    std::vector<Eigen::Index> compared;
    for (std::size_t g = 0; g < count; ++g) {
        if (test.expected[g] > 0) compared.push_back(static_cast<Eigen::Index>(g));
    }
    if (compared.size() < 2) {
        return Issue{"survivalData.oneGroup", Severity::error, where, std::to_string(compared.size()), "2", {}};
    }
    const auto degrees = static_cast<Eigen::Index>(compared.size()) - 1;
    Eigen::VectorXd difference(degrees);
    Eigen::MatrixXd covariance(degrees, degrees);
    for (Eigen::Index i = 0; i < degrees; ++i) {
        const auto g = static_cast<std::size_t>(compared[static_cast<std::size_t>(i)]);
        difference[i] = test.observed[g] - test.expected[g];
        for (Eigen::Index j = 0; j < degrees; ++j) {
            covariance(i, j) = test.covariance[g][static_cast<std::size_t>(compared[static_cast<std::size_t>(j)])];
        }
    }
    const Eigen::LDLT<Eigen::MatrixXd> factor(covariance);
    if (factor.info() != Eigen::Success || !(factor.vectorD().minCoeff() > 0)) {
        return Issue{"survivalData.oneGroup", Severity::error, where, "1", "2", {}};
    }
    test.chiSquared = difference.dot(factor.solve(difference));
    test.degrees = static_cast<int>(degrees);
    test.pValue = upperChiSquared(test.chiSquared, static_cast<double>(degrees));
    return test;
}

HazardRatioEstimate logRankHazardRatio(const LogRank& test, std::size_t group) {
    const double variance = test.covariance[group][group];
    return {(test.observed[group] - test.expected[group]) / variance, 1 / std::sqrt(variance)};
}

}  // namespace kachi
