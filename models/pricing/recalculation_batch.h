#pragma once

#include "models/pricing/eligibility.h"
#include "models/pricing/input_cost_path.h"

#include <array>

namespace kachi {

inline constexpr std::size_t costKindCount = 7;  ///< lines of form 5, in the order of CostKind

/// One product of a screening, as entered. Amounts are yen per unit, shares ratios.
struct BatchProduct {
    std::string id;
    Rational price;                       ///< tax included
    std::optional<Rational> marketPrice;  ///< tax included
    std::optional<Rational> productCost;  ///< or costs by kind
    std::array<std::optional<Rational>, costKindCount> costs;
    std::string costGroup;  ///< whose linkages it follows; empty: those without a group
    std::optional<Rational> annualVolume;
    std::optional<Rational> share;        ///< of the requesting maker in the category
    std::optional<Rational> secondShare;  ///< of the next requester
    RecalculationStructure statements;    ///< othersCannotCover … priceTooLow
    CostCalculationInputs rates;          ///< the product's own, else those of the settings
};

/// Which series the costs of a group of products follow; the line of the same index in BatchSettings::path says how.
struct BatchLinkage {
    std::string group;             ///< empty: products without a group
    std::optional<CostKind> kind;  ///< absent: the total product cost
};

struct BatchSettings {
    std::optional<Rational> largeShare;  ///< thresholds the texts do not give, ratios
    std::optional<Rational> mostShare;
    std::optional<Rational> divergence;
    std::vector<BatchLinkage> linkages;
    /// Months, revisions and outlook of the series; lines are the linkages with an amount of 1 yen. Absent: costs stay
    /// as they are.
    std::optional<InputCostInputs> path;
};

/// What the screening finds for one product.
struct BatchFinding {
    std::size_t product = 0;  ///< index into the products
    int rank = 0;             ///< 1: most urgent
    Eligibility eligibility;
    Rational newPrice;  ///< by the cost method, from the costs of the cost month
    double netRevenue = 0;
    double margin = 0;                     ///< per unit in the first month of the path, at the current price
    std::optional<int> monthsToBreakEven;  ///< 0: unprofitable already; absent: not within the path
    double zeroMarginPrice = 0;  ///< price for a nil margin at the next revision (without one: in the first month)
    double fullPrice = 0;        ///< … with the profit rate
    double marginShare = 0;      ///< margin over the current price
    std::optional<double> yearlyMargin;  ///< margin × volume
};

struct BatchFault {
    std::size_t product = 0;
    Issue issue;  ///< where: the column
};

struct BatchScreening {
    std::vector<BatchFinding> findings;  ///< by rank
    std::vector<BatchFault> faults;      ///< products left out, each with every reason
    std::vector<DriftEstimate> drifts;
};

/// Screens many products for unprofitable-product recalculation, on the expected path of the series.
///
/// Rank: products none of whose criteria fails come first. Among them the one that turns unprofitable earliest (those
/// that are so already before all others), then the one with the smaller margin in proportion to its price, then the
/// one that stands earlier in the table.
///
/// Faults of products: batch.duplicateId, batch.costMissing, batch.costTwice, batch.sharesOverWhole,
/// batch.unknownGroup, those of costRates. Faults of the settings refuse the screening: those of
/// SeriesProjection::prepare, inputCost.monthWithoutData, pricing.ruleAbsent of judgeEligibility.
Result<BatchScreening> screenProducts(const std::vector<BatchProduct>& products, const BatchSettings& settings,
                                      const RulePack& pack);

}  // namespace kachi
