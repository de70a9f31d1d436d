#pragma once

#include "models/core/result.h"

#include <QString>

#include <map>
#include <string>
#include <vector>

namespace kachi {

/// Parameter draws by id, one value per draw.
using DrawColumns = std::map<std::string, std::vector<double>>;

/// Reads a draws file: a CSV whose columns are parameter ids and whose rows are draws. A column named "draw" numbers
/// the rows and is not a parameter. Every cell must be a number in C notation (draws.notANumber names line and column).
Result<DrawColumns> readDraws(const QString& path);

/// Writes all digits (shortest round-trip), columns by id, so that readDraws gives the same doubles back.
Done writeDraws(const QString& path, const DrawColumns& draws);

}  // namespace kachi
