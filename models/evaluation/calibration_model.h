#pragma once

#include "models/evaluation/calibration.h"
#include "models/expressions/program.h"
#include "models/outcomes/outcomes.h"
#include "models/params/parameter_values.h"
#include "models/statistics/distribution.h"

#include <string>
#include <vector>

namespace kachi {

/// Every fault of what is asked: names, bounds, times, errors.
Issues calibrationFaults(const Case& value, const std::vector<CalibratedParameter>& parameters,
                         const std::vector<CalibrationTarget>& targets, const CalibrationSettings& settings);

/// The outcome model as a function of the calibrated parameters, each at a prior probability between 0 and 1: 0 is its
/// low bound, 1 its high one, and the prior is uniform between them. Safe to share between threads.
class CalibrationModel {
public:
    /// @pre calibrationFaults is empty
    CalibrationModel(const Case& value, const RulePack& pack, const std::vector<CalibratedParameter>& parameters,
                     const std::vector<CalibrationTarget>& targets, const RunOptions& options);

    std::size_t parameters() const { return m_parameters.size(); }
    std::size_t targets() const { return m_targets.size(); }

    /// Values of the parameters at their prior probabilities.
    std::vector<double> valuesAt(const std::vector<double>& probabilities) const;

    /// Prior probabilities of the case's own values, those outside the bounds moved to the middle.
    std::vector<double> ownProbabilities() const;

    /// (model − target) / standard error of every target; or why the model refuses the point.
    Result<std::vector<double>> residualsAt(const std::vector<double>& probabilities) const;

private:
    struct Prior {
        CalibratedParameter parameter;
        std::vector<Distribution> own;  ///< its distribution, or none
        double below = 0;               ///< probability below the low bound
        double within = 1;              ///< probability between the bounds
    };

    double figure(const CalibrationTarget& target, const OutcomesResults& results) const;
    double figure(const CalibrationTarget& target, const SubgroupOutcome& outcome) const;
    /// Share of the cohort in a state; alive when no state is named; NaN without occupancy.
    double share(const SubgroupOutcome& outcome, double time, const std::string& state) const;

    const Case& m_case;
    const RulePack& m_pack;
    std::vector<Prior> m_parameters;
    std::vector<CalibrationTarget> m_targets;
    RunOptions m_options;
    ExpressionInputs m_inputs;
    ParameterValues m_base;
};

}  // namespace kachi
