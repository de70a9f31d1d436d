#pragma once

#include "models/core/run_options.h"
#include "models/core/yen.h"
#include "models/statistics/summary.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// What one hospital reported for one procedure.
struct MaterialSurveyRow {
    std::string hospital;
    std::string procedure;
    Rational costPerCase;  ///< yen including tax, materials that the fee bundles
    Rational cases;
    Rational fee;         ///< yen per case
    Rational weight = 1;  ///< hospitals that this one stands for
};

/// Material cost of one procedure over the hospitals of the survey.
struct ProcedureMaterials {
    std::string procedure;
    std::size_t hospitals = 0;
    Rational cases;                              ///< as surveyed
    Rational weightedCases;                      ///< Σ w n
    Rational cost;                               ///< yen per case, Σ w n c ÷ Σ w n
    Rational fee;                                ///< yen per case, weighted alike
    Rational share;                              ///< cost ÷ fee
    std::optional<SampleInterval> costInterval;  ///< 95 %; absent with one hospital or without draws
    std::optional<SampleInterval> shareInterval;
    std::optional<double> exceedsProbability;  ///< share of the bootstrap samples above the limit
    bool exceeds = false;                      ///< share > limit
};

/// Weighted means and shares by procedure, in the order in which procedures first appear. Intervals are percentiles of
/// a bootstrap that draws as many hospitals as there are, with replacement, within each procedure; a hospital brings
/// its weight and cases along. Draw and hospital number decide each uniform, hospitals sorted by name, so that neither
/// threads nor the order of the rows change a digit.
/// Issues: core.cancelled (info).
/// @pre rows are positive in cases, fee and weight; a hospital occurs once per procedure
/// Source: ratio estimator and bootstrap of clusters, Davison and Hinkley, Bootstrap Methods and their Application,
/// 1997, 3.2 and 3.8. Checked: closed forms.
Result<std::vector<ProcedureMaterials>> procedureMaterials(const std::vector<MaterialSurveyRow>& rows,
                                                           const Rational& limit, const RunOptions& options);

}  // namespace kachi
