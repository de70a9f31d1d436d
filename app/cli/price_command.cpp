#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/output.h"
#include "app/cli/price_output.h"
#include "app/report/number_format.h"
#include "app/report/route_json.h"
#include "app/rules/published_raises.h"
#include "app/rules/rule_packs.h"
#include "app/rules/shipped_series.h"

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

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
                 shownValue(figure.value, figure.unit, language));
    }
    for (const RouteTable& table : result.tables) printTable(table, table.rows.size(), language);
    if (!result.trace.id.empty()) printSteps(result.trace, 0, language);
}

}  // namespace

int runPrice(const PriceCommand& command, Language language) {
    const auto request = readPriceRequest(command.file);
    if (!request) return refuse(request.issues(), language);
    const QString packName = command.rules.isEmpty() ? QString::fromStdString(request->pack) : command.rules;
    if (packName.isEmpty()) {
        return refuse({{"cli.packMissing", Severity::error, {}, command.file.toStdString(), {}, {}}}, language);
    }
    const auto pack = rulePackNamed(RulePacks(userRuleFolder()), packName);
    if (!pack) return refuse(pack.issues(), language);

    RouteSurroundings surroundings;
    surroundings.series = &shippedSeries();
    surroundings.raises = &publishedRaises();
    const auto result = priceByRoute(*request, *pack, surroundings);
    if (!result) return refuse(withFile(result.issues(), command.file), language);
    printIssues(result->notes, language);
    printResult(*request, *result, language);
    if (command.json.isEmpty()) return exitDone;

    const Done written = writeOutput(command.json, routeResultToJson(*request, *result), language);
    return written ? exitDone : refuse(written.issues(), language);
}

int listRoutes(Language language) {
    for (const RouteDefinition& route : priceRoutes()) {
        printOut(QString::fromStdString(route.id) + u'\t' + QString::fromStdString(route.name.in(language)) + u'\t' +
                 QString::fromStdString(route.purpose.in(language)));
    }
    return exitDone;
}

}  // namespace kachi
