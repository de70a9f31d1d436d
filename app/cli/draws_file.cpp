#include "app/cli/draws_file.h"

#include "app/interchange/table_reader.h"
#include "app/storage/atomic_file.h"

#include <charconv>
#include <cmath>

namespace kachi {

Result<DrawColumns> readDraws(const QString& path) {
    ReadOptions options;
    options.separator = QLatin1Char(',');
    options.headerRow = 0;
    auto table = readTable(path, options);
    if (!table) return table.issues();

    Issues issues;
    DrawColumns draws;
    const QStringList& header = table->header();
    for (int column = 0; column < header.size(); ++column) {
        const std::string id = header[column].trimmed().toStdString();
        if (id == "draw") continue;
        if (draws.contains(id))
            issues.push_back({"draws.duplicateColumn", Severity::error, path.toStdString(), id, {}, {}});
        std::vector<double>& values = draws[id];
        for (std::size_t row = table->headerRow + 1; row < table->rows.size(); ++row) {
            const std::string cell = table->rows[row][column].trimmed().toStdString();
            double value = 0;
            const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
            if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(value)) {
                const std::string where = path.toStdString() + ":" + std::to_string(table->rowNumbers[row]) + ", " + id;
                issues.push_back({"draws.notANumber", Severity::error, where, cell, {}, {}});
                break;
            }
            values.push_back(value);
        }
    }
    if (!issues.empty()) return issues;
    return draws;
}

Done writeDraws(const QString& path, const DrawColumns& draws) {
    std::string text = "draw";
    std::size_t rows = 0;
    for (const auto& [id, column] : draws) {
        text += "," + id;
        rows = column.size();
    }
    text += "\n";
    for (std::size_t row = 0; row < rows; ++row) {
        text += std::to_string(row + 1);
        for (const auto& [id, column] : draws) {
            text += ',';
            text += numberText(column[row]);
        }
        text += "\n";
    }
    return writeFileAtomically(path, QByteArray::fromStdString(text));
}

}  // namespace kachi
