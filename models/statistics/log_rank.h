#pragma once

#include "models/statistics/survival_data.h"

#include <vector>

namespace kachi {

/// Test that groups share one hazard.
struct LogRank {
    std::vector<double> subjects;                 ///< [group] weighted
    std::vector<double> observed;                 ///< [group] events, weighted by S^rho
    std::vector<double> expected;                 ///< [group]
    std::vector<std::vector<double>> covariance;  ///< of observed − expected
    double chiSquared = 0;
    int degrees = 0;
    double pValue = 1;
};

/// The G^rho family: events are weighted by S(t−)^rho of the stratum's pooled Kaplan–Meier estimate. rho = 0 is the
/// log-rank (Mantel–Haenszel) test, rho = 1 the Peto–Peto modification of Gehan's Wilcoxon test. Ties by the
/// hypergeometric variance, as R's survdiff.
/// Source: Harrington & Fleming, Biometrika 1982;69:553-566.
/// Issues: survivalData.oneGroup (fewer than two groups with an expected event), survivalData.noEvents.
/// @param groups [record] from 0
/// @param strata [record] from 0; empty: one stratum
Result<LogRank> logRankTest(const std::vector<SurvivalRecord>& records, const std::vector<int>& groups, int groupCount,
                            const std::vector<int>& strata, double rho, const std::string& where);

/// Hazard ratio of two groups by the one-step (Peto) estimate exp((O − E)/V) of the log-rank test and the standard
/// error 1/√V of its logarithm; close to Cox's for ratios between about 0.5 and 2. Source: Yusuf et al., Prog
/// Cardiovasc Dis 1985;27:335-371.
struct HazardRatioEstimate {
    double logRatio = 0;
    double standardError = 0;
};

/// Of group `group` against the other. @pre test.covariance[group][group] > 0
HazardRatioEstimate logRankHazardRatio(const LogRank& test, std::size_t group);

}  // namespace kachi
