#include "app/report/precedent_tables.h"

#include "app/rules/rule_packs.h"
#include "models/price_routes/route.h"

#include <map>

namespace kachi {
namespace {

Text same(const std::string& text) {
    return {text, text};
}

Cell numberOrNothing(const std::optional<double>& value) {
    return value ? Cell(*value) : Cell();
}

std::string joined(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items) text += (text.empty() ? "" : "・") + item;
    return text;
}

Text premiumCell(const Precedent& precedent) {
    if (precedent.premium.empty()) return same(precedent.premiumText);
    const Text kind = precedentPremiumText(precedent.premium);
    const std::string items = precedent.items.empty() ? "" : " " + joined(precedent.items);
    return {kind.ja + items, kind.en + items};
}

Text statusText(const std::string& name) {
    RuleStatus status = RuleStatus::user;
    return ruleStatusFromName(name, status) ? ruleStatusText(status) : same(name);
}

}  // namespace

Text precedentRouteText(const std::string& route) {
    if (route == "priceList") return {"材料価格基準", "Price list"};
    const RouteDefinition* definition = findRoute(route);
    return definition ? definition->name : same(route);
}

Text precedentPremiumText(const std::string& premium) {
    static const RulePacks packs;
    for (const RulePack& pack : packs.all()) {
        if (const auto kind = pack.premium(premium)) return kind->label;
    }
    return same(premium);
}

std::string premiumKindNamed(const std::string& typed) {
    static const RulePacks packs;
    for (const RulePack& pack : packs.all()) {
        for (const PremiumKind& kind : pack.premiums) {
            if (typed == kind.id || typed == kind.label.ja || typed == kind.label.en) return kind.id;
        }
    }
    return {};
}

Table precedentTable(const std::vector<Precedent>& precedents) {
    Table table;
    table.title = {"公表された価格の決定", "Published price decisions"};
    table.dense = true;
    const auto words = [&table](Text header) {
        TableColumn column;
        column.header = std::move(header);
        table.columns.push_back(std::move(column));
    };
    const auto yen = [&table](Text header) {
        table.columns.push_back(numberColumn(std::move(header), {}, NumberFormat::yen));
    };
    words({"決定日", "Date"});
    words({"品目・機能区分", "Product or category"});
    words({"分野", "Field"});
    words({"ルート", "Route"});
    words({"補正加算", "Premium"});
    table.columns.push_back(numberColumn({"加算率", "Rate A"}, {"%", "%"}));
    yen({"類似区分の価格", "Comparator"});
    yen({"改定前", "Before"});
    yen({"価格", "Price"});
    table.columns.push_back(numberColumn({"外国平均価格比", "Ratio to foreign average"}));
    words({"確認", "Status"});
    words({"出典", "Source"});
    for (const Precedent& precedent : precedents) {
        TableRow& row = table.rows.emplace_back();
        row.cells.resize(table.columns.size());
        row.cells[0] = same(precedent.date);
        row.cells[1] = same(precedent.product);
        row.cells[2] = same(precedent.field);
        row.cells[3] = precedentRouteText(precedent.route);
        row.cells[4] = premiumCell(precedent);
        row.cells[5] = numberOrNothing(precedent.rate);
        row.cells[6] = numberOrNothing(precedent.comparatorPrice);
        row.cells[7] = numberOrNothing(precedent.priceBefore);
        row.cells[8] = numberOrNothing(precedent.price);
        row.cells[9] = numberOrNothing(precedent.foreignRatio);
        row.cells[10] = statusText(precedent.status);
        row.cells[11] = same(precedent.document + (precedent.url.empty() ? "" : "  " + precedent.url));
    }
    return table;
}

Figure grantedRatesFigure(const std::vector<Precedent>& precedents, const std::optional<double>& claimedRate) {
    std::map<double, int> granted;
    for (const auto& [rate, count] : grantedRates(precedents)) granted[rate] = count;
    const bool compared = claimedRate && !granted.empty();
    if (compared) granted.try_emplace(*claimedRate, 0);
    BarFigure bars;
    bars.value.label = {"件数", "Decisions"};
    bars.categoryLabel = {"加算率 A", "Rate A"};
    BarSeries counts;
    counts.name = {"認められた件数", "Decisions that granted it"};
    BarSeries own;
    own.name = {"この案件の加算率", "Own claim"};
    for (const auto& [rate, count] : granted) {
        bars.categories.push_back(same(plainDigits(rate) + " %"));
        counts.values.push_back(count);
        own.values.push_back(rate == claimedRate ? 1 : 0);
    }
    bars.series.push_back(std::move(counts));
    if (compared) bars.series.push_back(std::move(own));
    Figure figure;
    figure.id = "precedents.rates";
    figure.title = {"認められた加算率の分布", "Distribution of granted rates"};
    figure.caption = {"一覧に表示している決定のうち加算率が公表されているもの",
                      "Of the decisions listed, those with a published rate"};
    figure.content = std::move(bars);
    return figure;
}

Text ownClaimText(const PrecedentQuery& claim, const std::vector<Precedent>& precedents) {
    if (claim.premium.empty()) return {};
    const Text kind = precedentPremiumText(claim.premium);
    const std::string item = claim.item.empty() ? "" : " " + claim.item;
    Text text{"この案件：" + kind.ja + item, "Own claim: " + kind.en + item};
    if (!claim.claimedRate) return {text.ja + "。", text.en + "."};
    int rates = 0;
    int asMuch = 0;
    for (const auto& [rate, count] : grantedRates(precedents)) {
        rates += count;
        if (rate >= *claim.claimedRate) asMuch += count;
    }
    const std::string rate = plainDigits(*claim.claimedRate) + " %";
    text.ja += "、" + rate + "。";
    text.en += ", " + rate + ".";
    if (rates == 0) return text;
    text.ja += "加算率が公表された " + std::to_string(rates) + " 件のうち、同じかそれより高い率は " +
               std::to_string(asMuch) + " 件。";
    text.en += " Of " + std::to_string(rates) + " decisions with a rate, " + std::to_string(asMuch) +
               " granted as much or more.";
    return text;
}

}  // namespace kachi
