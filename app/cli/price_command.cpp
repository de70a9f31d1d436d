#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/output.h"
#include "app/report/number_format.h"
#include "app/report/route_json.h"
#include "app/rules/rule_packs.h"
#include "app/rules/shipped_series.h"
#include "app/storage/atomic_file.h"
#include "models/price_routes/price_request_fields.h"

#include <QDir>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// Every key of the file must be known: a misspelt one would be left out of the price.
Result<PriceRequest> readRequest(const QString& path) {
    const auto bytes = readFile(path);
    if (!bytes) return bytes.issues();
    nlohmann::json json;
    try {
        json = nlohmann::json::parse(bytes->toStdString());
    } catch (const nlohmann::json::exception& error) {
        return Issue{"cli.priceInput", Severity::error, path.toStdString(), error.what(), {}, {}};
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

QString shown(const RouteValue& value, Unit unit, Language language) {
    if (!value.number) return QString::fromStdString(value.text.in(language));
    const std::string digits = groupDigits(exactText(*value.number));
    return QString::fromStdString(digits + " " + unitText(unit).in(language)).trimmed();
}

void printSteps(const Trace& trace, int depth, Language language) {
    QString line = QString(2 * depth, u' ') + QString::fromStdString(trace.label.in(language));
    line += u" = "_s + QString::fromStdString(groupDigits(trace.value)) + u' ' +
            QString::fromStdString(unitText(trace.unit).in(language));
    line += u"   "_s + QString::fromStdString(trace.formula);
    if (!trace.clause.empty()) line += u"   ["_s + QString::fromStdString(trace.clause.in(language)) + u']';
    RuleStatus status = RuleStatus::verified;
    if (ruleStatusFromName(trace.status, status)) {
        line += u" ("_s + QString::fromStdString(ruleStatusText(status).in(language)) + u')';
    }
    printOut(line);
    for (const Trace& step : trace.steps) printSteps(step, depth + 1, language);
}

void printTable(const RouteTable& table, Language language) {
    printOut(QString::fromStdString(table.title.in(language)));
    QString head;
    for (const RouteColumn& column : table.columns) {
        head += u"  "_s + QString::fromStdString(column.label.in(language)) + u'\t';
    }
    printOut(head.trimmed());
    for (const auto& row : table.rows) {
        QString line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            line += u"  "_s + shown(row[column], table.columns[column].unit, language) + u'\t';
        }
        printOut(line.trimmed());
    }
}

void printResult(const PriceRequest& request, const RouteResult& result, Language language) {
    const RouteDefinition& route = *findRoute(result.route);
    printOut(QString::fromStdString((request.name.empty() ? route.name : request.name).in(language)) + u"  —  "_s +
             QString::fromStdString(result.packName.in(language)));
    if (result.price) {
        printOut(QString::fromStdString(result.priceLabel.in(language)) + u": "_s +
                 QString::fromStdString(groupDigits(result.price->text())) + u' ' +
                 QString::fromStdString(unitText(Unit::yen).in(language)));
    }
    for (const RouteFigure& figure : result.figures) {
        printOut(u"  "_s + QString::fromStdString(figure.label.in(language)) + u": "_s +
                 shown(figure.value, figure.unit, language));
    }
    for (const RouteTable& table : result.tables) printTable(table, language);
    if (!result.trace.id.empty()) printSteps(result.trace, 0, language);
}

}  // namespace

int runPrice(const PriceCommand& command, Language language) {
    const auto request = readRequest(command.file);
    if (!request) return refuse(request.issues(), language);
    const QString packName = command.rules.isEmpty() ? QString::fromStdString(request->pack) : command.rules;
    if (packName.isEmpty()) {
        return refuse({{"cli.packMissing", Severity::error, {}, command.file.toStdString(), {}, {}}}, language);
    }
    const auto pack = rulePackNamed(RulePacks(userRuleFolder()), packName);
    if (!pack) return refuse(pack.issues(), language);

    RouteSurroundings surroundings;
    surroundings.series = &shippedSeries();
    const auto result = priceByRoute(*request, *pack, surroundings);
    if (!result) return refuse(withFile(result.issues(), command.file), language);
    printIssues(result->notes, language);
    printResult(*request, *result, language);
    if (command.json.isEmpty()) return exitDone;

    const std::string json = routeResultToJson(*request, *result);
    if (const Done saved = writeFileAtomically(command.json, QByteArray::fromStdString(json)); !saved) {
        return refuse(saved.issues(), language);
    }
    printOut((language == Language::ja ? u"書き出しました: %1"_s : u"written: %1"_s)
                 .arg(QDir::toNativeSeparators(command.json)));
    return exitDone;
}

int listRoutes(Language language) {
    for (const RouteDefinition& route : priceRoutes()) {
        printOut(QString::fromStdString(route.id) + u'\t' + QString::fromStdString(route.name.in(language)) + u'\t' +
                 QString::fromStdString(route.purpose.in(language)));
    }
    return exitDone;
}

}  // namespace kachi
