#pragma once

#include "models/core/result.h"
#include "models/core/units.h"
#include "models/fields/field.h"

#include <QString>

#include <optional>

namespace kachi {

/// The field a number is typed into or imported to.
struct NumberContext {
    QString where;  ///< field as the reader knows it; quoted in issues
    Unit unit = Unit::none;
    std::optional<QChar> decimalMark =
        {};             ///< known mark of a file ('.' or ','); unknown: ambiguous texts are asked about
    double factor = 1;  ///< multiplies what was typed, exactly, before the limits are checked
    FieldLimits limits = {};
};

/// Number from what people type in Japan, after NFKC: １，２３４  ¥1,234  1,234円  12点  500万  1億2,000万円  5千
/// 12% (0.12; 12 in a percent field)  −5  △5  ▲5  (1,234) = −1234, as accounts print it  1.5e-3.
/// A suffix must be the field's own unit; 点 in a yen field is refused, since a point is ten yen.
/// Commas must group by three; "1,23", "0,123", "1.234,5" have two readings and are asked about unless the decimal mark
/// is known. Circled, superscript and fraction digits are footnotes more often than numbers and are refused.
/// Issues: interchange.notANumber, interchange.ambiguousNumber (details.first, details.second: both readings),
/// interchange.unitMismatch, interchange.notWhole, interchange.outOfRange.
Result<double> parseNumber(const QString& text, const NumberContext& context);

}  // namespace kachi
