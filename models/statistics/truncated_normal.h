#pragma once

namespace kachi {

/// Normal distribution given that it lies in [low, high]; either bound may be infinite. An interval above the mean is
/// reflected, so that everything is worked out in the lower tail and distant bounds keep their digits.
class TruncatedNormal {
public:
    TruncatedNormal(double mean, double sd, double low, double high);

    /// Probability of [low, high] under the untruncated normal.
    double mass() const;

    /// Value not exceeded with probability `lower` and exceeded with probability `upper`. @pre lower + upper == 1
    double quantile(double lower, double upper) const;

    /// @pre low <= x <= high
    double cdf(double x) const;
    double pdf(double x) const;

    /// Moments by Gauss–Legendre quadrature; the closed form loses all digits of the variance where the interval is
    /// narrow or distant.
    double mean() const;
    double standardDeviation() const;

private:
    struct Moments {
        double mean = 0;  ///< reflected, in standard deviations of the normal
        double sd = 0;
    };
    Moments moments() const;

    double deviate(double x) const { return m_sign * (x - m_mean) / m_sd; }

    double m_mean;
    double m_sd;
    double m_low;
    double m_high;
    double m_sign;  ///< −1 when reflected
    double m_lowZ;  ///< bounds after reflection, in standard deviations from the mean
    double m_highZ;
};

}  // namespace kachi
