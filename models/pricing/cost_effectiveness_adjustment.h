#pragma once

#include "models/pricing/rule_pack.h"

#include <array>

namespace kachi {

/// Where the result of a cost-effectiveness analysis falls (費用対効果評価の区分).
enum class AdjustmentBand {
    dominant,      ///< effect up, cost down
    equalCheaper,  ///< effect equal, cost down
    below200,      ///< ICER below 2 million yen per QALY; the names follow the ordinary edges
    from200,
    from500,
    from750,
    from1000,
    equalDearer,  ///< effect equal, cost up
    equalSame,    ///< effect and cost equal (from FY2024)
};

inline constexpr std::array allAdjustmentBands{
    AdjustmentBand::dominant, AdjustmentBand::equalCheaper, AdjustmentBand::below200,
    AdjustmentBand::from200,  AdjustmentBand::from500,      AdjustmentBand::from750,
    AdjustmentBand::from1000, AdjustmentBand::equalDearer,  AdjustmentBand::equalSame};

/// Name in rule keys and files, e.g. "from500".
const char* adjustmentBandName(AdjustmentBand band);
Text adjustmentBandText(AdjustmentBand band);

/// A band that belongs to an effect judged equal, so to a product without additional benefit.
bool isEqualEffect(AdjustmentBand band);

/// Coefficients of one band: β, γ on the premium part, θ on the operating profit.
struct AdjustmentBandRules {
    RuleNumber beta;
    RuleNumber gamma;
    RuleNumber theta;
    std::optional<RuleNumber> betaSpecial;  ///< where both conditions of an increase are met
    std::optional<RuleNumber> gammaSpecial;
    std::optional<RuleNumber> increaseCap;  ///< largest increase, share of the price
};

/// All rules of the adjustment, fetched once; a draw only reads them.
struct AdjustmentRules {
    std::string pack;                 ///< id, for refusals
    std::array<RuleNumber, 4> edges;  ///< yen per QALY, ascending
    std::array<RuleNumber, 4> edgesConsideration;
    std::array<std::optional<AdjustmentBandRules>, allAdjustmentBands.size()> bands;  ///< [band]
    RuleNumber lateBeta;
    RuleNumber lateGamma;
    RuleNumber lateTheta;
    RuleNumber floorRateFrom;  ///< percent
    RuleNumber floorRateTo;    ///< percent
    RuleNumber floorCut;
    RuleNumber floorDivisor;
    RuleNumber floorMaxCut;
    RuleNumber floorProfitOnlyCut;
    RuleNumber floorIcer;  ///< yen per QALY
    RuleNumber floorIcerConsideration;
    RuleNumber disclosureFull;
    RuleSwitch extension;  ///< the proposal of FY2026; off where the pack has none
    std::optional<RuleNumber> extensionFloor;

    const std::array<RuleNumber, 4>& edgesOf(bool consideration) const {
        return consideration ? edgesConsideration : edges;
    }
};

/// Issues: pricing.ruleAbsent of every key the pack lacks. The band equalSame and the extension may be absent: a result
/// that needs them is then refused by adjustedPrice.
Result<AdjustmentRules> adjustmentRules(const RulePack& pack);

/// One analysed population and what was found for it. Exactly one of `band`, `icer` and `costDifference` is given, the
/// last with `qalyDifference` where there is an additional benefit.
struct AdjustmentPopulation {
    std::string name;
    Rational share;                 ///< of the patients; all shares total 1
    bool additionalBenefit = true;  ///< no: cost minimisation, the cost difference alone decides
    bool consideration = false;     ///< 総合的評価で配慮が必要とされたもの: the higher edges hold
    bool increaseConditions = false;
    std::optional<AdjustmentBand> band;
    std::optional<Rational> icer;            ///< >= 0, yen per QALY gained
    std::optional<Rational> costDifference;  ///< yen per patient, product − comparator
    std::optional<Rational> qalyDifference;
    std::optional<Rational> icerSlope;       ///< change of the ICER per yen of the price, > 0
    std::optional<Rational> deviceCost;      ///< yen per patient at the price before adjustment, > 0
    std::optional<Rational> costRatio;       ///< cost of the comparator over that of the product; for the extension
    std::optional<Rational> thresholdPrice;  ///< T: price at which the ICER equals the threshold
};

/// A rule set for one product in place of the coefficients: P′ = P − r (P − T), held by shares of P.
struct ThresholdPriceRule {
    Rational rate;
    Rational lowest;   ///< share of P
    Rational highest;  ///< share of P
};

struct AdjustmentInputs {
    Rational price;               ///< P, yen
    Rational premiumPart;         ///< yen
    Rational profitPart;          ///< yen
    Rational premiumRate;         ///< a, ratio, before the correction by size: decides the floor
    bool profitAdjusted = false;  ///< cost calculation with a low disclosure: γ and θ in place of β
    bool lateSubmission = false;  ///< analysis period exceeded without good reason
    std::vector<AdjustmentPopulation> populations;  ///< not empty
    std::optional<ThresholdPriceRule> thresholdRule;
};

/// How the band of a population was found.
enum class BandBasis {
    stated,
    icer,        ///< ICER against the edges
    netBenefit,  ///< net benefit at each edge: effect and cost both up, or both down
    quadrant,    ///< dominant, or dominated
    cost,        ///< effect equal: cost minimisation
    none,        ///< late submission or a threshold price: no band is used
};

struct FoundBand {
    AdjustmentBand band = AdjustmentBand::equalSame;
    BandBasis basis = BandBasis::none;
    bool effectDown = false;  ///< the conditions of an increase cannot be met
};

/// λ ΔE − ΔC, yen.
Rational netBenefit(const Rational& threshold, const AdjustmentPopulation& population);

/// The band by quadrant and net benefit. An edge counts as reached when the net benefit at it is not positive, so an
/// ICER equal to an edge lies in the upper band. Effect down and cost not down is dominated: the highest band. With
/// ΔQALY <= 0 no ratio is formed.
/// @pre the population is complete as its declaration says
FoundBand adjustmentBand(const AdjustmentPopulation& population, const AdjustmentRules& rules);

struct AdjustedPopulation {
    FoundBand found;
    Rational premiumCoefficient = 1;    ///< β or γ
    Rational profitCoefficient = 1;     ///< θ
    Rational uncapped;                  ///< yen, by the coefficients alone
    bool capped = false;                ///< the limit of an increase holds
    bool extended = false;              ///< by the ratio of costs on the whole price
    std::optional<Rational> icerFloor;  ///< yen: price at which the ICER falls to the floor; absent: not known
    bool icerFloorDue = false;          ///< a cut with an ICER: the floor is to be checked
    bool icerFloorBinds = false;
    Rational price;  ///< P′_k, yen
};

struct AdjustedPrice {
    std::vector<AdjustedPopulation> populations;
    Rational premiumCoefficient;  ///< Σ s_k β_k, or γ
    Rational profitCoefficient;   ///< Σ s_k θ_k
    Rational weighted;            ///< Σ s_k P′_k
    Rational largestCut;          ///< share of P
    Rational floor;               ///< yen
    bool floorBinds = false;
    bool ceilingBinds = false;  ///< upper limit of a threshold price rule
    Rational adjusted;          ///< yen, before rounding
};

/// Price after the adjustment, P′ = Σ s_k P′_k with P′_k = P − A (1 − β_k), or P − A (1 − γ_k) − O (1 − θ_k) under the
/// cost calculation with low disclosure; increases held by their cap, cuts by the price at which the ICER reaches its
/// floor (per population) and by the largest cut (on the sum). No text says what holds the sum when the extension
/// applies to some populations only: the two floors are weighted by share.
/// A pure function of its numbers, fit for every draw of a run.
/// Issues: pricing.ruleAbsent for a band or extension the pack lacks.
/// Source: 保険医療材料専門部会127回 材-1参考3 p. 24, 中医協総会527回 総-2参考4. Checked: Leqvio, Leqembi.
Result<AdjustedPrice> adjustedPrice(const AdjustmentInputs& inputs, const AdjustmentRules& rules);

/// Largest cut of the price by the premium rate a (ratio): a step, a line, a step.
Rational largestCut(const Rational& premiumRate, const AdjustmentRules& rules);

}  // namespace kachi
