#include "models/price_routes/recalculation_cells.h"

#include "models/price_routes/revision_cells.h"

namespace kachi {
namespace {

using namespace field_limits;

Statement statementOf(const std::optional<bool>& stated) {
    if (!stated) return Statement::notStated;
    return *stated ? Statement::yes : Statement::no;
}

}  // namespace

const std::vector<RecalculationCriterion>& recalculationCriteria() {
    static const std::vector<RecalculationCriterion> all{
        {"sole", "recalculation.criterion.a.i", "", {"ア i シェア100%", "ア i: whole category"}},
        {"large",
         "recalculation.criterion.a.ii",
         "othersCannotCover",
         {"ア ii 供給停止時に他社が補えない", "ア ii: others cannot cover if the requester stops"}},
        {"topTwo",
         "recalculation.criterion.a.iii",
         "othersCannotCoverTopTwo",
         {"ア iii 上位2社とも停止時に他社が補えない", "ア iii: others cannot cover if the top two requesters stop"}},
        {"disease",
         "recalculation.criterion.a.iv",
         "diseaseSpecific",
         {"ア iv 特定の製品だけが使われる疾病があり他社が補えない",
          "ア iv: only certain products serve a disease and others cannot cover"}},
        {"need",
         "recalculation.criterion.i",
         "medicalNeed",
         {"イ 医療上の必要性が特に高い", "イ: especially high medical need"}},
        {"priceLow",
         "recalculation.criterion.u",
         "priceTooLow",
         {"ウ 安定供給に対し価格が著しく低い", "ウ: price extremely low for stable supply"}},
        {"divergence", "recalculation.criterion.u", "", {"ウ 乖離率が大きくない", "ウ: divergence is not large"}},
        {"pattern", "", "", {"シェアの類型", "Share pattern"}}};
    return all;
}

std::vector<Field> statementFields() {
    std::vector<Field> fields;
    for (const RecalculationCriterion& criterion : recalculationCriteria()) {
        if (*criterion.field) fields.push_back(yesNoField(criterion.field, criterion.label));
    }
    return fields;
}

void readStatements(FieldCells& cells, RecalculationStructure& structure) {
    structure.othersCannotCover = statementOf(cells.stated("othersCannotCover"));
    structure.othersCannotCoverTopTwo = statementOf(cells.stated("othersCannotCoverTopTwo"));
    structure.diseaseSpecific = statementOf(cells.stated("diseaseSpecific"));
    structure.medicalNeed = statementOf(cells.stated("medicalNeed"));
    structure.priceTooLow = statementOf(cells.stated("priceTooLow"));
}

std::vector<Field> marketPriceFields() {
    return {numberField("marketPrice", {"市場実勢価格の加重平均", "Weighted mean market price"}, Unit::yen, positive),
            taxBasisField({"市場実勢価格の税の扱い", "Tax basis of the market price"})};
}

std::optional<Rational> marketPriceWithTax(FieldCells& cells, const Rational& tax) {
    const auto entered = cells.optionalNumber("marketPrice");
    if (!entered) return {};
    const bool included = cells.neededChoice("taxBasis") == "included";
    return included ? *entered : Rational(*entered * (1 + tax));
}

const char* judgementName(Judgement judgement) {
    static const char* const names[] = {"met", "notMet", "notJudged", "notApplicable"};
    return names[static_cast<int>(judgement)];
}

}  // namespace kachi
