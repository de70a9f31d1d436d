#pragma once

#include "app/report/number_format.h"
#include "models/case/case.h"
#include "models/evaluation/evaluation.h"

#include <string>
#include <vector>

namespace kachi {

/// Name of the row with this id; the id itself when the row is gone.
template <class Row>
Text rowName(const std::vector<Row>& rows, const std::string& id) {
    for (const Row& row : rows) {
        if (row.id == id) return row.name;
    }
    return {id, id};
}

Text strategyName(const Case& value, const std::string& id);

/// Label of a parameter, with the row it belongs to before it: "北海道・年間件数". The id itself when it is gone.
Text parameterName(const Case& value, const std::string& id);

/// Currency of the outcome model: 円, GBP. @pre value.outcomes
Text currencyText(const Case& value);
/// 万円 on axes for yen, plain numbers for other currencies. @pre value.outcomes
NumberFormat currencyAxisFormat(const Case& value);
/// Unit of the effect in the ICER. @pre value.outcomes
Text effectText(const Case& value);
/// 円/QALY. @pre value.outcomes
Text currencyPerEffectText(const Case& value);

/// A unit, with the currency of the case in place of "model currency"; a ratio is a bare number.
Text caseUnitText(const Case& value, Unit unit);

/// A number for running text: four significant digits, none lost of whole numbers.
std::string readableNumber(double value, Language language);

/// "1.2 – 3.4"
std::string readableInterval(double low, double high, Language language);

/// "2027年4月", "April 2027" of "2027-04"; other text as it is.
Text readableMonth(const std::string& month);

/// 2027.25 of "2027-04".
double decimalYear(const std::string& month);

Text familyText(Family family);

/// "ラテン超方格抽出"; "与えられた試行値" without a design.
Text designText(std::optional<Design> design);

/// Name of an argument of a distribution: "平均" of "mean".
Text argumentText(const std::string& name);

/// "ガンマ(平均 6、標準偏差 1)"; empty for a parameter that does not vary.
Text distributionText(const DistributionSpec& distribution);

Text sourceKindText(SourceKind kind);

/// Kind, citation and title of the evidence a parameter rests on.
Text sourceText(const Case& value, const Parameter& parameter);

/// Words an analyst typed once: "日本語 / English" gives each language its part, anything else stands in both.
Text typedText(const std::string& words);

Text evidenceKindText(EvidenceKind kind);

Text standingText(Standing standing);
Text comparisonText(Comparison comparison);

}  // namespace kachi
