#pragma once

#include "models/core/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

namespace kachi {

/// Empty, text or number. Numbers are written raw: yen without grouping, full precision, '.' as decimal point.
using CsvCell = std::variant<std::monostate, QString, double>;

/// CSV as Excel opens it in Japan: UTF-8 with byte order mark, commas, CRLF, quotes where RFC 4180 asks for them.
/// Issues: interchange.raggedOutput, interchange.notFinite, with row and column from 1.
Result<QByteArray> toCsvText(const QStringList& header, const std::vector<std::vector<CsvCell>>& rows);

}  // namespace kachi
