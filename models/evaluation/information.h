#pragma once

#include "models/case/case.h"
#include "models/core/run_options.h"
#include "models/params/parameter_values.h"
#include "models/pricing/rule_pack.h"
#include "models/uncertainty/cost_effectiveness.h"
#include "models/uncertainty/value_of_information.h"

#include <string>
#include <vector>

namespace kachi {

/// Draws from which an evaluation reports the value of information; with fewer its figures would be mostly error.
inline constexpr std::size_t fewestInformationDraws = 1000;

/// Sampled parameters that can move the outcome model: named in its expressions, directly or through other
/// expressions and followed studies, or drawn together with one that is. In the order of their ids.
std::vector<std::string> informativeParameters(const Case& value);

/// EVPPI of each of these parameters and of each joint group among them, at the reference willingness to pay.
/// Parameters that are the same in every draw are left out: there is nothing to learn about them.
/// Digits do not depend on options.threads; stopping gives core.cancelled.
/// @param values of the run, @param draws its outcomes
/// Errors: those of evppi. @pre value.outcomes
Result<ValueOfInformation> valueOfInformation(const Case& value, const ParameterValues& values,
                                              const CostEffectivenessDraws& draws, const RunOptions& options);

/// EVPPI by nested simulation: a check on the regression that assumes nothing about shapes.
struct NestedEvppi {
    std::vector<std::string> parameters;
    double value = 0;          ///< currency per person; too high by about innerBias at most, besides its error
    double standardError = 0;  ///< from the spread over the outer draws
    double innerBias = 0;      ///< what half as many inner draws would add: the maximum of noisy means is too high
};

/// Outer draws of the chosen parameters; for each of them inner draws of all others, all through evaluateOutcomes.
struct NestedDraws {
    std::size_t outer = 1000;
    std::size_t inner = 500;  ///< even: each half is compared with the whole
};

/// @param pack  the rules of the case
/// @param parameters sampled parameters; a joint group must be in the set as a whole, because the rest would have to
///                   be drawn given its members
/// Source: Brennan, Kharroubi, O'Hagan, Chilcott, Med Decis Making 2007;27:448-470; comparison of halves: Giles &
/// Goda, Stat Comput 2019;29:739-751.
/// Errors: voi.noParameters, voi.notSampled, voi.splitGroup, voi.nestedDraws; those of sampling and evaluateOutcomes.
/// @pre value.outcomes
Result<NestedEvppi> nestedEvppi(const Case& value, const RulePack& pack, const std::vector<std::string>& parameters,
                                const NestedDraws& draws, const RunOptions& options);

}  // namespace kachi
