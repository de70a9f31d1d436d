#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/output.h"
#include "app/cli/price_output.h"
#include "app/interchange/screening_table.h"
#include "app/report/route_json.h"
#include "app/report/route_tables.h"
#include "app/rules/rule_packs.h"
#include "app/rules/shipped_series.h"
#include "models/price_routes/route.h"

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* screeningRoute = "recalculationScreening";
constexpr std::size_t printedRows = 20;

/// The settings of the screening, which may say anything but the products.
Result<PriceRequest> readSettings(const QString& path) {
    PriceRequest settings;
    settings.route = screeningRoute;
    if (path.isEmpty()) return settings;
    const auto read = readPriceRequest(path);
    if (!read) return read.issues();
    const std::string place = path.toStdString();
    if (read->route != screeningRoute) {
        return Issue{"cli.batchRoute", Severity::error, place, read->route, screeningRoute, {}};
    }
    if (read->inputs.contains("products")) return Issue{"cli.batchProducts", Severity::error, place, {}, {}, {}};
    return read;
}

void printRanking(const RouteResult& result, Language language) {
    for (const RouteFigure& figure : result.figures) {
        printOut(QString::fromStdString(figure.label.in(language)) + u": "_s +
                 shownValue(figure.value, figure.unit, language));
    }
    printTable(result.tables.front(), printedRows, language);
    if (result.tables.front().rows.size() <= printedRows) return;
    printOut((language == Language::ja ? u"… 全 %1 行は --json または --csv で書き出せます"_s
                                       : u"… all %1 rows with --json or --csv"_s)
                 .arg(result.tables.front().rows.size()));
}

/// Places of the file in every fault and in the table of faults.
void namePlaces(RouteResult& result, const ScreeningTable& table) {
    result.notes = withTablePlaces(std::move(result.notes), table);
    result.notes.insert(result.notes.begin(), table.notes.begin(), table.notes.end());
    for (RouteTable& made : result.tables) {
        if (made.key != "faults") continue;
        for (auto& row : made.rows) {
            const auto product = static_cast<std::size_t>(toDouble(*row[0].number)) - 1;
            row[0].number = Rational(table.rowNumbers[product]);
        }
    }
}

}  // namespace

int runPriceBatch(const PriceBatchCommand& command, Language language) {
    auto request = readSettings(command.settings);
    if (!request) return refuse(request.issues(), language);
    const QString packName = command.rules.isEmpty() ? QString::fromStdString(request->pack) : command.rules;
    if (packName.isEmpty()) {
        return refuse({{"cli.packMissing", Severity::error, {}, command.table.toStdString(), {}, {}}}, language);
    }
    const auto pack = rulePackNamed(RulePacks(userRuleFolder()), packName);
    if (!pack) return refuse(pack.issues(), language);
    auto table = readScreeningTable(command.table);
    if (!table) return refuse(withFile(table.issues(), command.table), language);

    request->inputs["products"] = std::move(table->products);
    RouteSurroundings surroundings;
    surroundings.series = &shippedSeries();
    auto result = priceByRoute(*request, *pack, surroundings);
    if (!result) return refuse(withTablePlaces(result.issues(), *table), language);
    namePlaces(*result, *table);
    printIssues(withFile(result->notes, command.table), language);
    printRanking(*result, language);

    const bool partly = std::any_of(result->tables.begin(), result->tables.end(),
                                    [](const RouteTable& made) { return made.key == "faults"; });
    if (!command.json.isEmpty()) {
        const Done written = writeOutput(command.json, routeResultToJson(*request, *result), language);
        if (!written) return refuse(written.issues(), language);
    }
    if (!command.csv.isEmpty()) {
        const std::string csv = csvText(routeResultTable(result->tables.front()), language);
        const Done written = writeOutput(command.csv, csv, language);
        if (!written) return refuse(written.issues(), language);
    }
    return partly ? exitPartlyRefused : exitDone;
}

}  // namespace kachi
