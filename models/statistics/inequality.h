#pragma once

#include "models/core/result.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kachi {

/// Non-negative values of areas or people with positive weights (population, or all equal).
/// Weights are turned into shares w_i that sum to 1; x_i are the values, m = Σ w_i x_i the mean.
/// Formulas: Cowell, Measuring Inequality, 3rd ed.; decomposition by group: Shorrocks, Econometrica 1980;48:613-625.
class WeightedValues {
public:
    /// @param weights one per value; empty: every value counts alike
    /// Issues: inequality.noValues, inequality.weightCount, inequality.valueInvalid (negative or not finite),
    /// inequality.weightInvalid (not positive or not finite), inequality.sumTooLarge
    static Result<WeightedValues> make(std::span<const double> values, std::span<const double> weights = {});

    std::size_t size() const { return m_values.size(); }
    const std::vector<double>& values() const { return m_values; }             ///< [value], as given
    const std::vector<double>& shares() const { return m_shares; }             ///< [value], sum 1
    const std::vector<std::size_t>& ascending() const { return m_ascending; }  ///< positions, lowest value first
    double mean() const { return m_mean; }
    bool equallyWeighted() const { return m_equallyWeighted; }
    bool allZero() const { return m_mean == 0; }
    bool hasZero() const { return allZero() || m_values[m_ascending.front()] / m_mean == 0; }

private:
    WeightedValues() = default;
    std::vector<double> m_values;
    std::vector<double> m_shares;
    std::vector<std::size_t> m_ascending;
    double m_mean = 0;
    bool m_equallyWeighted = true;
};

/// A measure, or nothing where its formula is not defined. Every relative measure is undefined when all values are 0.
using Measure = std::optional<double>;

/// Σ_ij w_i w_j |x_i − x_j| / (2m), population form; 0 = equal.
Measure gini(const WeightedValues& sample);

/// Gini × n/(n−1), the small-sample form. Defined for equal weights and n ≥ 2 only.
Measure giniSampleCorrected(const WeightedValues& sample);

/// Theil T: Σ w_i (x_i/m) ln(x_i/m); x_i = 0 contributes 0.
Measure theilT(const WeightedValues& sample);

/// Theil L (mean log deviation): Σ w_i ln(m/x_i). Not defined when a value is 0.
Measure theilL(const WeightedValues& sample);

/// Atkinson: 1 − (Σ w_i (x_i/m)^(1−ε))^(1/(1−ε)); ε = 1: 1 − exp(Σ w_i ln(x_i/m)).
/// Not defined for ε < 0, nor for ε ≥ 1 when a value is 0.
Measure atkinson(const WeightedValues& sample, double epsilon);

/// Generalised entropy: (Σ w_i (x_i/m)^α − 1) / (α(α−1)); α = 1 is Theil T, α = 0 Theil L.
/// Not defined for α ≤ 0 when a value is 0.
Measure generalisedEntropy(const WeightedValues& sample, double alpha);

/// Kolm, absolute, in the unit of the values: (1/α) ln(Σ w_i exp(α (m − x_i))). Not defined for α ≤ 0.
Measure kolm(const WeightedValues& sample, double alpha);

/// √(Σ w_i (x_i − m)²) / m, population standard deviation.
Measure coefficientOfVariation(const WeightedValues& sample);

/// Hoover (Ricci-Schutz): ½ Σ w_i |x_i/m − 1|, the share that would have to move for equality.
Measure hoover(const WeightedValues& sample);

/// Σ s_i², s_i = w_i x_i / m the share of the resource held by i.
Measure herfindahl(const WeightedValues& sample);

/// Largest over smallest value, unweighted. Not defined when the smallest is 0.
Measure maxOverMin(const WeightedValues& sample);

struct LorenzPoint {
    double populationShare = 0;  ///< cumulative, lowest value first
    double resourceShare = 0;    ///< cumulative
};

/// n + 1 points from (0, 0) to (1, 1); empty when all values are 0.
std::vector<LorenzPoint> lorenzCurve(const WeightedValues& sample);

/// Resource share held by the lowest `populationShare`, straight lines between points.
/// @pre curve not empty, 0 ≤ populationShare ≤ 1
double lorenzAt(std::span<const LorenzPoint> curve, double populationShare);

struct GroupInequality {
    std::string group;
    std::size_t members = 0;
    double populationShare = 0;  ///< p_g
    double resourceShare = 0;    ///< s_g = p_g m_g / m
    double mean = 0;             ///< m_g
    Measure inside;              ///< T_g or L_g
};

/// Total = within + between.
struct Decomposition {
    double within = 0;
    double between = 0;
    std::vector<GroupInequality> groups;  ///< in order of first appearance
};

/// T = Σ s_g T_g + Σ s_g ln(m_g/m). @param groups [value] name of the group of each value
/// Empty when T is not defined.
std::optional<Decomposition> decomposeTheilT(const WeightedValues& sample, std::span<const std::string> groups);

/// L = Σ p_g L_g + Σ p_g ln(m/m_g). @param groups [value]
/// Empty when L is not defined.
std::optional<Decomposition> decomposeTheilL(const WeightedValues& sample, std::span<const std::string> groups);

}  // namespace kachi
