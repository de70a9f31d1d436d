#pragma once

#include "models/core/text.h"

#include <string>
#include <vector>

namespace kachi {

/// What the analyst states about a condition that has no number.
enum class Statement { notStated, yes, no };

/// How the shares of a functional category are spread (FY2026 outline).
enum class SharePattern {
    notStated,
    oneMaker,   ///< pattern 1: one maker has most of it
    topTwo,     ///< pattern 2: the top two have most of it
    dispersed,  ///< pattern 3: handled by the market-price method, not here
};

/// Line of the cost sheet (form 5).
enum class CostKind { material, packaging, labour, overhead, importCost, sga, rnd };

/// One cost line. Its amount is recalculation.line.<id>.amount, yen per unit in the cost month; the part that follows
/// the series is recalculation.line.<id>.indexWeight, 0 … 1.
struct CostLine {
    std::string id;
    Text name;
    CostKind kind = CostKind::material;
    std::string series;  ///< id of a price series; empty: the line stays as it is
    int lagMonths = 0;   ///< months until a change of the series reaches the cost

    bool operator==(const CostLine&) const = default;
};

/// A request for unprofitable-product recalculation (不採算品再算定): statements and choices only.
/// Shares, thresholds, amounts and rates are parameters (see recalculation_params.h).
struct RecalculationStructure {
    Text categoryName;
    SharePattern sharePattern = SharePattern::notStated;
    Statement othersCannotCover = Statement::notStated;        ///< if the requester stops (ア ii)
    Statement othersCannotCoverTopTwo = Statement::notStated;  ///< if the top two requesters stop (ア iii)
    Statement diseaseSpecific = Statement::notStated;          ///< only certain products serve a disease (ア iv)
    Statement medicalNeed = Statement::notStated;              ///< イ, e.g. societies ask for continued supply
    Text medicalNeedEvidence;
    Statement priceTooLow = Statement::notStated;  ///< ウ, extremely low for stable supply
    Text priceEvidence;
    std::vector<CostLine> lines;
    int rateYear = 0;       ///< fiscal year of the pack's profit and distribution rates
    std::string costMonth;  ///< "YYYY-MM" the amounts belong to
    std::string pathFrom;   ///< first month of the margin path
    std::string pathTo;     ///< last month; months after the end of a series need a drift

    bool operator==(const RecalculationStructure&) const = default;
};

}  // namespace kachi
