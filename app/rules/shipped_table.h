#pragma once

#include "models/case/archive.h"

#include <QFile>
#include <QString>

#include <vector>

namespace kachi {

/// Rows of a JSON table shipped with the program: {"<key>": [row, …]}. The file is part of the program, so a fault in
/// it is a fault of the build and ends the program.
template <class Row>
std::vector<Row> shippedTable(const QString& resource, const char* key) {
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s is missing", qPrintable(resource));
    std::vector<Row> rows;
    const auto json = nlohmann::json::parse(file.readAll().toStdString());
    Issues issues;
    UnknownKeys unknown;
    for (const auto& cells : json.at(key)) {
        JsonReader(cells, "/" + std::to_string(rows.size()), issues, unknown).object(rows.emplace_back());
    }
    if (!issues.empty()) qFatal("%s%s: %s", qPrintable(resource), issues[0].where.c_str(), issues[0].code.c_str());
    return rows;
}

}  // namespace kachi
