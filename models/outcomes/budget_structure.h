#pragma once

#include "models/core/special_members.h"
#include "models/core/text.h"

#include <map>
#include <string>
#include <vector>

namespace kachi {

/// Course of the share of eligible patients who get the new device; the arguments are expressions.
enum class UptakeShape {
    expression,  ///< {share}: expression over `year`
    linear,      ///< {first, last}: in a straight line from the first to the last year; a single year has the first
    logistic,    ///< {ceiling, midpoint, steepness}: ceiling/(1 + exp(−steepness·(year − midpoint)))
    bass,  ///< {ceiling, innovation p > 0, imitation q ≥ 0}: ceiling·(1 − e^−(p+q)t)/(1 + (q/p)e^−(p+q)t), t = year.
           ///< Source: Bass FM, A new product growth for model consumer durables, Management Science 1969;15:215-227
};

/// A present treatment and what the new device does to its share.
struct DisplacedTreatment {
    std::string strategy;
    std::string share =
        "1";                ///< expression over `year`: its share of eligible patients without the device; "#" the rest
    std::string displaced;  ///< expression, or "#" the rest: share of the device's patients who come from it; empty: as
                            ///< its own share

    bool operator==(const DisplacedTreatment&) const = default;
};

/// Where the yearly cost of a treatment comes from.
enum class BudgetCosts {
    expressions,   ///< BudgetImpact::costs, per patient treated in the year
    outcomeModel,  ///< undiscounted cost of the outcome model by year since the start of treatment
};

/// What a payer spends with and without the device. `year` = 1…years may be used in every expression; the clock of the
/// outcome model and values of subgroups may not, since the account is of calendar years and of the whole population.
/// Costs of a strategy are read under its overrides; offset, unit price and units under those of the device.
///
/// Who is counted depends on where the costs come from:
/// - expressions: patients treated in the year, who cost what the expression says for that year. From the four below:
///   (prevalence + incidence) · growth index · eligibleShare, the growth index being 1 in year 1 and (1 + growth) times
///   that of the year before from then on.
/// - outcomeModel: patients who start treatment in the year; those of earlier years go on costing what the outcome
/// model
///   says for their second, third, … year: cost(y) = Σ_{k ≤ y} Σ_s patients_s(k) · C_s(y − k + 1). From the four below:
///   prevalence + incidence in year 1, incidence alone from then on, times the same growth index and eligibleShare.
///   C_s is weighted over subgroups; a cycle that reaches over a year's end is split in proportion of time; beyond the
///   horizon of the model it is 0.
/// Uptake, shares, offset and predicted sales refer to the patients counted in the year.
struct BudgetImpact {
    KACHI_SPECIAL_MEMBERS(BudgetImpact);

    int years = 5;            ///< 1 … 20
    int firstFiscalYear = 0;  ///< for the table head; 0: years are numbered
    Text payer;
    std::string device;         ///< strategy that is introduced
    std::string eligible;       ///< expression: eligible patients in the year; empty: from the four below
    std::string prevalence;     ///< patients eligible at the start; empty: 0
    std::string incidence;      ///< new patients a year; empty: 0
    std::string growth;         ///< yearly growth of both; empty: 0
    std::string eligibleShare;  ///< share of them for whom the device is indicated; empty: 1
    UptakeShape uptake = UptakeShape::linear;
    std::map<std::string, std::string> uptakeArgs;
    std::vector<DisplacedTreatment> current;
    BudgetCosts costsFrom = BudgetCosts::expressions;
    std::map<std::string, std::string> costs;  ///< strategy → expression: cost per patient in the year
    std::string offset;                        ///< expression: other costs saved per patient on the device; empty: 0
    std::string unitPrice;                     ///< expression: price of the device; empty: no predicted sales
    std::string unitsPerPatient;               ///< expression; empty: 1
    std::string discountRate;                  ///< expression; empty: not discounted. Year 1 is not discounted

    bool operator==(const BudgetImpact&) const = default;
};

}  // namespace kachi
