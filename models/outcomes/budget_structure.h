#pragma once

#include "models/core/text.h"

#include <map>
#include <string>
#include <vector>

namespace kachi {

/// Course of the share of eligible patients who get the new device.
enum class UptakeShape {
    expression,  ///< {share}: expression over `year`
    linear,      ///< {first, last}: from the first to the last year
    logistic,    ///< {ceiling, midpoint, steepness}: ceiling/(1 + exp(−steepness·(year − midpoint)))
    bass,        ///< {ceiling, innovation, imitation}: ceiling·(1 − e^−(p+q)t)/(1 + (q/p)e^−(p+q)t), t = year
};

/// A present treatment and what the new device does to its share.
struct DisplacedTreatment {
    std::string strategy;
    std::string share =
        "1";                ///< expression over `year`: its share of eligible patients without the device; "#" the rest
    std::string displaced;  ///< expression: share of the device's patients who come from it; empty: as its own share

    bool operator==(const DisplacedTreatment&) const = default;
};

/// Where the yearly cost of a treatment comes from.
enum class BudgetCosts {
    expressions,   ///< BudgetImpact::costs, per patient treated in the year
    outcomeModel,  ///< undiscounted cost of the outcome model by year since the start of treatment
};

/// What a payer spends with and without the device. `year` = 1…years may be used in every expression.
struct BudgetImpact {
    int years = 5;            ///< 1 … 20
    int firstFiscalYear = 0;  ///< for the table head; 0: years are numbered
    Text payer;
    std::string device;         ///< strategy that is introduced
    std::string eligible;       ///< expression: eligible patients in the year; empty: from the four below
    std::string prevalence;     ///< patients eligible at the start
    std::string incidence;      ///< new patients a year
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
