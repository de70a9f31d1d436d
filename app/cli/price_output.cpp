#include "app/cli/price_output.h"

#include "app/cli/input.h"
#include "app/cli/output.h"
#include "app/report/number_format.h"
#include "app/storage/atomic_file.h"
#include "models/price_routes/price_request_fields.h"
#include "models/pricing/rule_trace.h"

#include <QDir>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

Result<PriceRequest> readPriceRequest(const QString& path) {
    const auto bytes = readFile(path);
    if (!bytes) return bytes.issues();
    nlohmann::json json;
    try {
        json = nlohmann::json::parse(bytes->toStdString());
    } catch (const nlohmann::json::exception& error) {
        return Issue{"route.inputSyntax", Severity::error, path.toStdString(), error.what(), {}, {}};
    }
    if (json.is_object()) json.erase("format");
    PriceRequest request;
    Issues issues;
    UnknownKeys unknown;
    JsonReader(json, "", issues, unknown).object(request);
    for (Issue& issue : issues) issue.severity = Severity::error;
    if (!issues.empty()) return withFile(issues, path);
    return request;
}

QString shownValue(const RouteValue& value, Unit unit, Language language) {
    if (!value.number) return QString::fromStdString(value.text.in(language));
    const std::string digits = groupDigits(exactText(*value.number));
    return QString::fromStdString(digits + " " + unitText(unit).in(language)).trimmed();
}

void printTable(const RouteTable& table, std::size_t rows, Language language) {
    printOut(QString::fromStdString(table.title.in(language)));
    QString head;
    for (const RouteColumn& column : table.columns) {
        head += u"  "_s + QString::fromStdString(column.label.in(language)) + u'\t';
    }
    printOut(head.trimmed());
    for (std::size_t at = 0; at < std::min(rows, table.rows.size()); ++at) {
        const auto& row = table.rows[at];
        QString line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            line += u"  "_s + shownValue(row[column], table.columns[column].unit, language) + u'\t';
        }
        printOut(line.trimmed());
    }
}

Done writeOutput(const QString& path, const std::string& text, Language language) {
    if (Done saved = writeFileAtomically(path, QByteArray::fromStdString(text)); !saved) return saved;
    printOut(
        (language == Language::ja ? u"書き出しました: %1"_s : u"written: %1"_s).arg(QDir::toNativeSeparators(path)));
    return done();
}

}  // namespace kachi
