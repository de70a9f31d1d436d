#pragma once

#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/core/trace.h"
#include "models/equalisation/equalisation_params.h"
#include "models/equalisation/equalisation_structure.h"
#include "models/params/parameter_values.h"
#include "models/statistics/inequality.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// The measures of regional difference, in the order they are shown. 0 is equality; max/min is 1 at equality.
enum class RegionalMeasure { gini, theilT, theilL, atkinson, coefficientOfVariation, hoover, maxOverMin };

struct RegionalMeasureInfo {
    RegionalMeasure measure;
    const char* name;  ///< stable name in JSON and trace ids
    const char* ja;
    const char* en;
    const char* formula;  ///< w: share of the region, x: its rate, m: Σ w x
};

inline constexpr auto regionalMeasures = std::to_array<RegionalMeasureInfo>({
    {RegionalMeasure::gini, "gini", "ジニ係数", "Gini coefficient", "Σ_ij w_i w_j |x_i − x_j| / (2m)"},
    {RegionalMeasure::theilT, "theilT", "タイル指標 T", "Theil T", "Σ w (x/m) ln(x/m)"},
    {RegionalMeasure::theilL, "theilL", "タイル指標 L（平均対数偏差）", "Theil L (mean log deviation)", "Σ w ln(m/x)"},
    {RegionalMeasure::atkinson, "atkinson", "アトキンソン指標", "Atkinson index", "1 − (Σ w (x/m)^(1−ε))^(1/(1−ε))"},
    {RegionalMeasure::coefficientOfVariation, "coefficientOfVariation", "変動係数", "Coefficient of variation",
     "√(Σ w (x − m)²) / m"},
    {RegionalMeasure::hoover, "hoover", "フーバー指数", "Hoover index", "½ Σ w |x/m − 1|"},
    {RegionalMeasure::maxOverMin, "maxOverMin", "最大最小比", "Max/min ratio", "max x / min x"},
});

/// One measure before and after the scenario.
struct MeasureResult {
    RegionalMeasure measure = RegionalMeasure::gini;
    Measure before;  ///< empty: not defined for these rates
    Measure after;
    std::vector<double> drawsBefore;  ///< [draw]; empty when not defined in some draw
    std::vector<double> drawsAfter;   ///< [draw]; likewise
};

/// One included region, base case.
struct RegionRow {
    std::string region;  ///< id
    std::string code;
    Text name;
    std::string group;
    double population = 0;
    double countBefore = 0;
    double countAfter = 0;
    double rateBefore = 0;  ///< per rate base
    double rateAfter = 0;
};

/// A region left out because its count is not known.
struct ExcludedRegion {
    std::string region;
    std::string code;
    Text name;
    double population = 0;
};

/// Everything measured on one set of rates, base case.
struct RegionalState {
    double nationalRate = 0;  ///< all procedures over all people of included regions, per rate base
    double meanRate = 0;      ///< mean with the weighting of the structure: the m of the formulas
    double lowestRate = 0;
    double highestRate = 0;
    std::optional<Decomposition> theilT;  ///< by group; group ids as in the structure
    std::optional<Decomposition> theilL;
    std::vector<LorenzPoint> lorenz;  ///< empty when no procedure was done anywhere
};

struct EqualisationResults {
    std::vector<RegionRow> regions;        ///< included regions, in stored order
    std::vector<ExcludedRegion> excluded;  ///< and what they would have counted for
    RegionalState before;
    RegionalState after;
    std::vector<MeasureResult> measures;            ///< in the order of regionalMeasures
    std::optional<double> targetRate;               ///< of the scenario; empty without one
    std::size_t regionsRaised = 0;                  ///< regions whose rate the scenario raises
    double additionalProcedures = 0;                ///< a year, over all included regions
    std::vector<double> additionalProceduresDraws;  ///< [draw]
    std::vector<Trace> traces;  ///< "equalisation.<before|after>.<measure>", nationalRate, additionalProcedures
    Issues issues;              ///< warnings: equalisation.missingRegion, .notDefined, .notDefinedInDraws

    const MeasureResult& measure(RegionalMeasure which) const;
};

/// All faults: equalisation.tooFewRegions, .rateBase, .rowId, .duplicateRow, .duplicateCode, .nameMissing,
/// .unknownGroup, .missingCount, and input.* for missing or impossible parameters. Excluded regions are warnings
/// (equalisation.missingRegion).
Issues validate(const EqualisationStructure& structure, const ParameterValues& values);

/// Rates and measures before and after the scenario; base case and every draw.
/// The percentile target is the lowest rate such that regions at or below it hold that share of the population
/// (no interpolation). Regions at or above the target keep their rate. The regions are the whole population studied,
/// not a sample: there are no p-values; draws carry the uncertainty of the parameters only.
/// Formulas: models/statistics/inequality.h
/// Issues: those of validate, core.cancelled.
Result<EqualisationResults> evaluateEqualisation(const EqualisationStructure& structure, const ParameterValues& values,
                                                 const RunOptions& options);

}  // namespace kachi
