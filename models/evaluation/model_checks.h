#pragma once

#include "models/case/case.h"
#include "models/core/run_options.h"
#include "models/outcomes/outcomes.h"

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

/// Verification tests on the base case: rows sum to 1, states that cannot be reached, states that are never left and
/// count as alive, negative costs, utilities outside −1 … 1 or above 1, all utilities 1 gives QALYs = life-years, all
/// costs 0 gives cost 0, no discounting gives no less than discounting, equal strategies give equal results, occupancy
/// sums to 1 in every cycle, share still alive at the horizon, a parameter that changes nothing.
/// Source: Dasbach & Elbasha, Verification of decision-analytic models for health economic evaluations,
/// PharmacoEconomics 2017;35:673-683; Büyükkaramikli et al., TECH-VER, PharmacoEconomics 2019;37:1391-1408.
std::vector<ModelCheck> checkOutcomeModel(const Case& value, const OutcomesResults& base, const RunOptions& options);

}  // namespace kachi
