#pragma once

#include "models/price_routes/route.h"
#include "models/pricing/eligibility.h"

namespace kachi {

/// A criterion of Annex 6, its wording in the packs and the field that states it.
struct RecalculationCriterion {
    const char* id;       ///< as EligibilityTest::id
    const char* wording;  ///< key of the pack's text; empty: none
    const char* field;    ///< yes/no field; empty: judged from numbers
    Text label;
};

/// The criteria in the order of the text.
const std::vector<RecalculationCriterion>& recalculationCriteria();

/// The yes/no fields of the criteria.
std::vector<Field> statementFields();
void readStatements(FieldCells& cells, RecalculationStructure& structure);

/// Fields marketPrice and taxBasis.
std::vector<Field> marketPriceFields();

/// The market price with tax; nothing when not entered. A price without its tax basis is refused.
std::optional<Rational> marketPriceWithTax(FieldCells& cells, const Rational& tax);

const char* judgementName(Judgement judgement);
}  // namespace kachi
