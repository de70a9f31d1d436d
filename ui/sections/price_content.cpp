#include "ui/sections/price_content.h"

#include "app/messages/repeated_issues.h"
#include "app/report/route_figures.h"
#include "app/report/route_tables.h"
#include "app/report/trace_table.h"
#include "ui/windows/language.h"

#include <QCoreApplication>

namespace kachi {
namespace {

SectionResults sectionResults(const PriceRequest& request, const PricedRoute& priced) {
    SectionResults results;
    if (!priced.result) return results;
    const RouteResult& result = *priced.result;
    for (Figure& figure : routeFigures(priced)) {
        const Text title = figure.title;
        results.figures.push_back({title, {std::move(figure)}});
    }
    Table steps = traceTable(result.trace);
    steps.title = {"算定の内訳", "Calculation"};
    results.tables.push_back({std::move(steps), {}});
    if (auto figures = routeFigureTable(result)) results.tables.push_back({std::move(*figures), {}});
    for (const RouteTable& table : result.tables) results.tables.push_back({routeResultTable(table), {}});
    if (auto packs = otherPacksTable(request, priced)) results.tables.push_back({std::move(*packs), {}});
    results.traces = {result.trace};
    return results;
}

}  // namespace

ShownRequest shownPrice(const PriceRequest& request, const PricedRoute& priced) {
    ShownRequest content;
    content.id = priced.id;
    content.label = shown(priced.result ? priced.result->priceLabel : priced.name);
    content.headline = shown(headlineText(priced));
    content.interval = shown(drawnText(priced));
    if (priced.result) content.rules = shown(priced.result->packName);
    const Text status = priced.result ? weakestStatusText(priced.result->trace) : Text{};
    if (!status.empty()) {
        content.status = QCoreApplication::translate("kachi::PriceContent", "Least known rule: %1").arg(shown(status));
    }
    Issues issues = priced.issues;
    if (priced.result) append(issues, priced.result->notes);
    for (const Issue& issue : withoutRepeats(issues)) {
        content.reasons.push_back({issue.severity, shown(routeIssueText(request, issue)), issue.where});
    }
    content.hasResult = priced.result.has_value();
    content.tablesFirst = true;
    if (content.hasResult) content.results = sectionResults(request, priced);
    return content;
}

}  // namespace kachi
