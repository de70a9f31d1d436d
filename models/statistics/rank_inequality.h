#pragma once

#include "models/core/result.h"
#include "models/statistics/inequality.h"

#include <optional>
#include <span>
#include <vector>

namespace kachi {

/// Values (health, provision) of areas or people that are ordered by another variable, from the worst off (income,
/// deprivation turned round) to the best off. Weights are turned into shares w_i that sum to 1; R_i is the fractional
/// rank: the share of those before i plus half of i's own; those equal in the ranking share their weighted mean rank,
/// so that the mean of R is ½. μ = Σ w_i h_i; cov and var divide by the total weight.
class RankedValues {
public:
    /// @param ranking ordering variable, one per value; low = worst off
    /// @param weights one per value; empty: every value counts alike
    /// Issues: inequality.noValues, inequality.weightCount, inequality.weightInvalid, inequality.sumTooLarge,
    /// inequality.rankCount, inequality.rankInvalid (not finite), inequality.rankConstant (all are equal),
    /// inequality.valueNotFinite
    static Result<RankedValues> make(std::span<const double> values, std::span<const double> ranking,
                                     std::span<const double> weights = {});

    std::size_t size() const { return m_values.size(); }
    const std::vector<double>& values() const { return m_values; }          ///< [value], as given; may be negative
    const std::vector<double>& shares() const { return m_shares; }          ///< [value], sum 1
    const std::vector<double>& fractionalRanks() const { return m_ranks; }  ///< [value], between 0 and 1
    double mean() const { return m_mean; }                                  ///< μ
    double covariance() const;                                              ///< of h and R
    double rankVariance() const;                                            ///< of R; > 0

    const std::vector<std::size_t>& ordered() const { return m_ordered; }  ///< positions, worst off first
    /// Ends in `ordered` of the runs of members with the same ranking; the last is the size.
    const std::vector<std::size_t>& runEnds() const { return m_runEnds; }

private:
    RankedValues() = default;
    std::vector<double> m_values;
    std::vector<double> m_shares;
    std::vector<double> m_ranks;
    std::vector<std::size_t> m_ordered;
    std::vector<std::size_t> m_runEnds;
    double m_mean = 0;
};

/// 2 cov(h, R)/μ; > 0: the better off have more. Not defined when μ ≤ 0.
/// Source: Kakwani, Wagstaff, van Doorslaer, J Econometrics 1997;77:87-103.
Measure concentrationIndex(const RankedValues& sample);

/// μ C = 2 cov(h, R), in the unit of the values.
double generalisedConcentrationIndex(const RankedValues& sample);

/// Lowest and highest value the variable could take.
struct ValueBounds {
    double low = 0;
    double high = 1;
};

/// 4 μ C/(b − a). Source: Erreygers, J Health Econ 2009;28:504-515. Not defined unless a < b.
Measure erreygersIndex(const RankedValues& sample, const ValueBounds& bounds);

/// μ (b − a) C/((b − μ)(μ − a)). Source: Wagstaff, Health Econ 2005;14:429-432. Not defined unless a < μ < b.
Measure wagstaffIndex(const RankedValues& sample, const ValueBounds& bounds);

/// Standard errors of the indices of a sample of people (never of a census of regions). Empty where the index is.
struct RankIndexErrors {
    Measure concentration;
    Measure generalised;
    Measure erreygers;
    Measure wagstaff;
};

/// √(Σ w_i u_i²/n), u_i the influence of member i on the index. Of C: u_i = a_i − (1 + C),
/// a_i = (h_i/μ)(2R_i − 1 − C) + 2 − q_{i−1} − q_i, q_i the share of h held up to i (Kakwani et al., as above, eq. 14);
/// the others follow from C and μ by the chain rule. With unequal weights n is (Σ w)²/Σ w² (Kish).
RankIndexErrors rankIndexErrors(const RankedValues& sample, const std::optional<ValueBounds>& bounds);

/// Straight line of h on R by least squares.
struct SlopeIndex {
    double slope = 0;       ///< slope index of inequality (SII), in the unit of the values: best off minus worst off
    double intercept = 0;   ///< fitted value of the worst off, R = 0
    Measure relativeMean;   ///< SII/μ; empty when μ = 0
    Measure relativeRatio;  ///< relative index (RII): fitted at R = 1 over fitted at R = 0; empty unless both are > 0
    /// Standard errors of the regression (residual degrees n − 2, as lm of R): for samples, not for a census.
    /// Empty when n < 3.
    Measure slopeError;
    Measure logRatioError;  ///< of ln RII (ratio) by the delta method
};

/// What members weigh in the least squares; ranks and μ go by the shares in either case.
enum class SlopeWeights { shares, equal };

/// Source: Mackenbach, Kunst, Soc Sci Med 1997;44:757-771.
SlopeIndex slopeIndex(const RankedValues& sample, SlopeWeights weights = SlopeWeights::shares);

/// Shares cumulated from the worst off: from (0, 0) to (1, 1), one point per distinct ranking. Empty when μ ≤ 0.
std::vector<LorenzPoint> concentrationCurve(const RankedValues& sample);

}  // namespace kachi
