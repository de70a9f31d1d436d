#pragma once

#include "models/case/case.h"
#include "models/core/run_options.h"
#include "models/outcomes/outcomes.h"
#include "models/pricing/rule_pack.h"

#include <string>
#include <vector>

namespace kachi {

enum class CheckOutcome { passed, warning, failed, notApplicable };

/// A verification test that ran on the model by itself.
struct ModelCheck {
    std::string id;  ///< "checks.utilitiesOne"
    Text name;       ///< what is tested
    CheckOutcome outcome = CheckOutcome::passed;
    Text finding;       ///< what was seen, with figures; names the place where it is not as it should be
    std::string where;  ///< place in the case to look at; empty: none
};

/// Verification tests on the base case, of every model type to which they apply. Looked up in structure and results:
///   rowSums        rows of the transition matrix, paths of a tree sum to 1
///   occupancy      shares of the states are not negative and sum to 1 in every cycle
///   unreachable    states nobody enters: no way leads there, or nobody arrives within the horizon; tree nodes never
///                  reached
///   neverLeft      states that are alive and have no way out
///   negativeCosts  costs below 0
///   utilityRange   utilities outside −1 … 1
///   deadStates     costs or utilities of states that are not alive
///   withinLifeYears  QALYs do not exceed life-years
///   extremes       a strategy costs or gains more than ten times as much as another
///   horizon        more than 5 % are alive at its end
///   curveCrossings, monteCarloError (above 1 % of a mean) where the model has them
/// By running the model again, changed:
///   utilitiesOne   with all utilities 1 QALYs are life-years
///   costsZero      with all costs 0 nothing costs anything
///   noDiscounting  without discounting both totals agree and are no less than with it
///   equalStrategies  strategies that say the same give the same
///   relabelled     the order of the strategies changes nothing
///   parametersMatter  every parameter changes something when it moves by 1 %, or by half or double
/// A simulation is run again with at most 500 patients. @pre value.outcomes; `base` are its results
/// Source: Dasbach & Elbasha, Verification of decision-analytic models for health economic evaluations,
/// PharmacoEconomics 2017;35:673-683; Büyükkaramikli et al., TECH-VER, PharmacoEconomics 2019;37:1391-1408.
std::vector<ModelCheck> checkOutcomeModel(const Case& value, const RulePack& pack, const OutcomesResults& base,
                                          const RunOptions& options);

}  // namespace kachi
