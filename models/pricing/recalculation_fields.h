#pragma once

#include "models/case/archive.h"
#include "models/pricing/recalculation_structure.h"

namespace kachi {

inline constexpr ChoiceName<Statement> statementNames[] = {
    {Statement::notStated, "notStated"}, {Statement::yes, "yes"}, {Statement::no, "no"}};

inline constexpr ChoiceName<SharePattern> sharePatternNames[] = {{SharePattern::notStated, "notStated"},
                                                                 {SharePattern::oneMaker, "oneMaker"},
                                                                 {SharePattern::topTwo, "topTwo"},
                                                                 {SharePattern::dispersed, "dispersed"}};

inline constexpr ChoiceName<CostKind> costKindNames[] = {{CostKind::material, "material"},
                                                         {CostKind::packaging, "packaging"},
                                                         {CostKind::labour, "labour"},
                                                         {CostKind::overhead, "overhead"},
                                                         {CostKind::importCost, "importCost"},
                                                         {CostKind::sga, "sga"},
                                                         {CostKind::rnd, "rnd"}};

template <class Archive>
void describe(Archive& archive, CostLine& line) {
    archive.field("id", line.id);
    archive.field("name", line.name);
    archive.choice("kind", line.kind, costKindNames);
    archive.optional("series", line.series);
    archive.optional("lagMonths", line.lagMonths);
}

template <class Archive>
void describe(Archive& archive, RecalculationStructure& recalculation) {
    archive.field("categoryName", recalculation.categoryName);
    archive.choice("sharePattern", recalculation.sharePattern, sharePatternNames);
    archive.choice("othersCannotCover", recalculation.othersCannotCover, statementNames);
    archive.choice("othersCannotCoverTopTwo", recalculation.othersCannotCoverTopTwo, statementNames);
    archive.choice("diseaseSpecific", recalculation.diseaseSpecific, statementNames);
    archive.choice("medicalNeed", recalculation.medicalNeed, statementNames);
    archive.optional("medicalNeedEvidence", recalculation.medicalNeedEvidence);
    archive.choice("priceTooLow", recalculation.priceTooLow, statementNames);
    archive.optional("priceEvidence", recalculation.priceEvidence);
    archive.optional("lines", recalculation.lines);
    archive.optional("rateYear", recalculation.rateYear);
    archive.field("costMonth", recalculation.costMonth);
    archive.field("pathFrom", recalculation.pathFrom);
    archive.field("pathTo", recalculation.pathTo);
}

}  // namespace kachi
