#pragma once

#include "models/core/trace.h"
#include "models/pricing/rule_pack.h"

#include <string>
#include <vector>

namespace kachi {

/// How one stage says where the price goes.
enum class ReductionBasis {
    rateOfOriginal,  ///< cut by a share of the price before the first stage
    rateOfPrevious,  ///< cut by a share of the price before this stage, unrounded
    amount,          ///< cut by an amount of yen
    shareOfCut,      ///< this share of the whole way to the final price is done
    price,           ///< to this price
};

/// One stage of a reduction that was decided with its own dates and rates.
struct ReductionStage {
    std::string month;  ///< YYYY-MM
    ReductionBasis basis = ReductionBasis::price;
    Rational value;
};

struct ReducedPrice {
    std::string month;
    Rational unrounded;
    Yen price;
};

struct StepwiseReduction {
    std::vector<ReducedPrice> stages;
    Trace trace;
};

/// Stepwise reduction (段階的引下げ) of a price. Rates build on unrounded levels; each stage is rounded as a listed
/// price.
/// @param finalPrice  end of the whole way, for stages by share of the cut; the price never falls below it
/// Issues: pricing.ruleAbsent, pricing.notPositive, route.reductionNotACut, route.reductionOrder with the row as place
/// ("stages/1"). @pre stages by share of the cut come with a final price below the old one
Result<StepwiseReduction> stepwiseReduction(const Rational& oldPrice, const std::vector<ReductionStage>& stages,
                                            const std::optional<Rational>& finalPrice, const RulePack& pack);

}  // namespace kachi
