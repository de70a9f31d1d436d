#include "models/price_routes/premium_fields.h"

#include "models/price_routes/route_values.h"
#include "models/pricing/premium_points.h"

#include <algorithm>

namespace kachi {

using namespace field_limits;
namespace {

const std::vector<FieldChoice> alphaLimits{
    {"asPack", {"規則集のとおり", "as the rule pack says"}},
    {"rateAndKind", {"Aに対する上下限と種類ごとの上下限", "multiples of A and limits of the kind"}},
    {"kindOnly", {"種類ごとの上下限のみ", "limits of the kind only"}}};

/// One premium as read.
struct ReadPremium {
    PremiumKind kind;
    std::string requirement;
    Rational rate;  ///< A, percent
    TraceInput rateInput;
    std::optional<PointScore> score;
};

/// A premium the pack does not know, at the rate the analyst gives, e.g. of the drug rule.
PremiumKind otherKind() {
    PremiumKind kind;
    static_cast<RuleSource&>(kind) = userNumber(0, Unit::percent, {});
    kind.id = "other";
    kind.label = {"その他の加算", "Other premium"};
    kind.scaled = false;
    return kind;
}

std::optional<PremiumKind> readKind(RouteReader& in, FieldCells& row) {
    const std::string typed = row.text("kind");
    std::string known;
    for (const PremiumKind& kind : in.pack().premiums) {
        if (typed == kind.id || typed == kind.label.ja || typed == kind.label.en) return kind;
        known += kind.id + ", ";
    }
    if (typed == "other") return otherKind();
    if (!typed.empty()) row.refuse("routeListing.unknownPremium", "kind", typed, known + "other");
    return {};
}

/// A from its cell, from points, or from claimed items.
void readRate(RouteReader& in, FieldCells& row, ReadPremium& premium) {
    std::vector<std::string> given;
    for (const char* key : {"rate", "points", "items"}) {
        if (row.has(key)) given.push_back(key);
    }
    if (given.empty()) {
        row.number("rate");
        return;
    }
    const std::string key = given[0];
    for (std::size_t other = 1; other < given.size(); ++other) {
        row.refuse("routeListing.giveOne", given[other], {}, key);
    }
    const std::string place = row.path() + "/" + key;
    if (key == "rate") {
        premium.rate = row.number("rate");
        premium.rateInput = row.input("A", "rate");
    } else if (key == "points") {
        const RuleNumber percent = in.rule("premium.percentPerPoint");
        premium.rate = row.number("points") * percent.value;
        premium.rateInput = traceInput("A", {"加算率（ポイント換算）", "rate from points"}, premium.rate, place);
    } else {
        const auto items = parsePointItems(row.text("items"));
        Issues faults = items.issues();
        if (items) {
            const auto score = scorePoints(premium.kind.id, *items, in.pack());
            faults = score.issues();
            if (score) premium.score = *score;
        }
        for (Issue& fault : faults) {
            if (fault.where.empty()) fault.where = place;
        }
        in.add(faults);
        if (!premium.score) return;
        premium.rate = premium.score->rate;
        premium.rateInput =
            traceInput("A", {"加算率（項目のポイントから）", "rate from claimed items"}, premium.rate, place);
    }
    const bool outside = premium.rate < premium.kind.rateLow || premium.rate > premium.kind.rateHigh;
    if (outside && premium.kind.id != "other") {
        row.refuse("routeListing.rateOutside", key, exactText(premium.rate),
                   exactText(premium.kind.rateLow) + " – " + exactText(premium.kind.rateHigh) + " %");
    }
}

std::vector<ReadPremium> readRows(RouteReader& in) {
    std::vector<ReadPremium> premiums;
    for (FieldCells& row : in.rows("premiums")) {
        ReadPremium premium;
        const auto kind = readKind(in, row);
        premium.requirement = row.text("requirement");
        if (!kind) continue;
        premium.kind = *kind;
        readRate(in, row, premium);
        premiums.push_back(std::move(premium));
    }
    return premiums;
}

/// B and how it came about; nothing when neither prices nor a mean were entered.
std::optional<std::pair<Rational, Trace>> readFieldMean(RouteReader& in) {
    auto rows = in.rows("fieldPrices");
    Trace trace = traceStep("pricing.fieldMean", {"分野の平均価格 B", "Field mean B"}, "B", 0, Unit::yen);
    Rational mean = 0;
    if (in.has("fieldMean")) {
        if (!rows.empty()) in.refuse("routeListing.giveOne", "fieldMean", {}, "fieldPrices");
        mean = in.number("fieldMean");
        trace.inputs = {in.input("B", "fieldMean")};
    } else {
        if (rows.empty()) return {};
        std::vector<Rational> prices;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            prices.push_back(rows[row].number("price"));
            TraceInput price = rows[row].input(std::to_string(row + 1), "price");
            const std::string name = rows[row].text("name");
            if (!name.empty()) price.label = {name, name};
            trace.inputs.push_back(std::move(price));
        }
        mean = meanOf(prices);
        trace.formula = "Σ P / n";
    }
    trace.value = exactText(mean);
    trace.clause = {"別表2。分野は告示番号の全機能区分", "Annex 2; the field is every category of the notice number"};
    trace.status = ruleStatusName(RuleStatus::derived);
    return std::pair{mean, trace};
}

AlphaRules readAlphaRules(RouteReader& in) {
    RuleReader reader(in.pack());
    AlphaRules rules = alphaRules(reader);
    in.add(reader.issues());
    const std::string choice = in.choice("alphaLimits");
    if (!choice.empty() && choice != "asPack") {
        rules.limitByRate.value = choice == "rateAndKind";
        rules.limitByRate.clause = ruleStatusText(RuleStatus::user);
        rules.limitByRate.status = RuleStatus::user;
    }
    Issues faults;
    if (!in.failed()) checkAlphaRules(rules, faults);
    in.add(faults);
    return rules;
}

RouteTable premiumTable(const std::vector<ReadPremium>& premiums, const PremiumSteps<Rational>& steps) {
    RouteTable table;
    table.key = "premiums";
    table.title = {"補正加算", "Premiums"};
    table.columns = {
        {"kind", {"種類", "Kind"}, Unit::none}, {"requirement", {"要件", "Requirement"}, Unit::none},
        {"rate", {"A", "A"}, Unit::percent},    {"unbounded", {"α（上下限の前）", "α before limits"}, Unit::ratio},
        {"alpha", {"α", "α"}, Unit::ratio},     {"amount", {"算定値 × α", "X × α"}, Unit::yen}};
    for (std::size_t row = 0; row < premiums.size(); ++row) {
        const Alpha<Rational>& alpha = steps.premiums[row];
        table.rows.push_back({routeCell(premiums[row].kind.label),
                              routeCell(Text{premiums[row].requirement, premiums[row].requirement}),
                              routeCell(premiums[row].rate), routeCell(alpha.unbounded), routeCell(alpha.value),
                              routeCell(alpha.amount)});
    }
    return table;
}

RouteTable pointTable(const std::vector<ReadPremium>& premiums) {
    RouteTable table;
    table.key = "points";
    table.title = {"加算の項目とポイント", "Claimed items and points"};
    table.columns = {{"kind", {"種類", "Kind"}, Unit::none},
                     {"item", {"項目", "Item"}, Unit::none},
                     {"points", {"ポイント", "Points"}, Unit::points}};
    for (const ReadPremium& premium : premiums) {
        if (!premium.score) continue;
        for (const auto& [item, points] : premium.score->items) {
            table.rows.push_back(
                {routeCell(premium.kind.label), routeCell(Text{item.typed, item.typed}), routeCell(points.value)});
        }
        table.rows.push_back(
            {routeCell(premium.kind.label), routeCell(Text{"計", "Total"}), routeCell(premium.score->points)});
    }
    return table;
}

/// C is replaced by the rate corrected for predicted peak sales.
void correctForPeakSales(RouteReader& in, const PremiumSetting& setting, ReadPremium& premium) {
    const auto corrected = peakSalesRate(premium.rate, setting.base, in.pack());
    in.add(corrected.issues());
    if (!corrected) return;
    premium.rate = *corrected;
    premium.rateInput.label = {"加算率（ピーク時予測売上高による補正後）", "rate corrected for predicted peak sales"};
    premium.rateInput.value = exactText(premium.rate);
}

Trace amountTrace(const PremiumSetting& setting, const Rational& amount) {
    Trace trace = traceStep("pricing.premiumAmount", {"加算額", "Premium amount"},
                            setting.coefficient ? "X × Σα × c" : "X × Σα", amount, Unit::yen);
    trace.inputs = {traceInput("X", {"加算前の算定値", "value before premiums"}, setting.base)};
    if (setting.coefficient) {
        trace.inputs.push_back(traceInput("c", *setting.coefficient));
        citeRules(trace, {*setting.coefficient});
    }
    return trace;
}

/// α of one premium: an input of the amount and a step below it.
void addAlpha(const PremiumSetting& setting, const ReadPremium& premium, const Alpha<Rational>& alpha,
              const std::string& number, const std::optional<Rational>& fieldMean, const AlphaRules& rules,
              Trace& amount) {
    PremiumKind kind = premium.kind;
    if (setting.basis == AlphaBasis::flat) {
        kind.scaled = false;
        kind.alphaLow = kind.alphaHigh = std::nullopt;
    }
    amount.inputs.push_back(traceInput("α" + number, kind.label, alpha.value));
    Trace step = alphaTrace("pricing.premium." + number + ".alpha", kind, premium.rateInput, alpha, setting.base,
                            fieldMean, rules);
    if (premium.score) step.steps.push_back(premium.score->trace);
    if (setting.peakSales) step.inputs.push_back(*setting.peakSales);
    inheritStatus(step);
    amount.steps.push_back(std::move(step));
}

}  // namespace

std::vector<Field> premiumFields() {
    const std::vector<Field> premiumColumns{
        required(textField(
            "kind", {"種類", "Kind"},
            {"breakthrough 画期性、usefulness 有用性、improvement 改良、improvementLimited 期限付改良・蓋然性、"
             "marketability1/2 市場性、pioneer 先駆、specificUse 特定用途、other その他",
             "breakthrough, usefulness, improvement, improvementLimited (time-limited, or shown only with "
             "high probability), marketability1, marketability2, pioneer, specificUse, other"})),
        textField("requirement", {"要件", "Requirement"}, {"例: ハ-a", "e.g. ハ-a"}),
        numberField("rate", {"加算率 A", "Rate A"}, Unit::percent, notNegative),
        numberField("points", {"ポイント", "Points"}, Unit::points, notNegative),
        textField("items", {"該当する項目", "Items claimed"},
                  {"例: イ-b, ロ-1a × ロ-2b, ハ-a。自分で定めるポイントは ニ=1",
                   "e.g. イ-b, ロ-1a × ロ-2b, ハ-a; own points: ニ=1"})};
    const std::vector<Field> fieldColumns{textField("name", {"機能区分", "Category"}),
                                          required(numberField("price", {"価格", "Price"}, Unit::yen, positive))};
    return {tableField("premiums", {"補正加算", "Premiums"}, premiumColumns,
                       {"加算率、ポイント、項目のどれか一つ", "rate, points or items, one of them"}),
            tableField(
                "fieldPrices", {"分野の全機能区分の価格", "Prices of every category of the field"}, fieldColumns,
                {"告示番号の全機能区分（附属品を含む）", "all categories of the notice number, accessories included"}),
            numberField("fieldMean", {"分野の平均価格 B", "Field mean B"}, Unit::yen, positive,
                        {"全機能区分の価格の代わりに", "instead of the prices of the categories"}),
            choiceField("alphaLimits", {"αの上下限", "Limits of α"}, alphaLimits)};
}

std::optional<ListingPremiums> readPremiums(RouteReader& in, const PremiumSetting& setting) {
    std::vector<ReadPremium> premiums = readRows(in);
    auto field = readFieldMean(in);
    if (premiums.empty() || in.failed()) return {};

    std::vector<PremiumKindValues<Rational>> kinds;
    for (const ReadPremium& premium : premiums) {
        PremiumKindValues<Rational>& kind = kinds.emplace_back();
        if (setting.basis == AlphaBasis::flat) {
            kind.scaled = false;
        } else {
            kind = premiumKindValues<Rational>(premium.kind);
        }
    }
    const bool scaled = std::any_of(kinds.begin(), kinds.end(), [](const auto& kind) { return kind.scaled; });
    AlphaRules rules;
    if (scaled) {
        if (!field) in.refuse("field.missing", "fieldPrices", {}, {});
        rules = readAlphaRules(in);
    }
    if (setting.peakSales) {
        for (ReadPremium& premium : premiums) correctForPeakSales(in, setting, premium);
    }
    if (in.failed()) return {};

    ListingPremiums result;
    std::vector<Rational> rates;
    for (const ReadPremium& premium : premiums) rates.push_back(premium.rate);
    if (field) result.fieldMean = field->first;
    const auto steps =
        premiumSteps<Rational>(setting.base, result.fieldMean, rates, alphaRuleValues<Rational>(rules), kinds);
    const Rational coefficient = setting.coefficient ? setting.coefficient->value : Rational(1);
    result.amount = steps.amount * coefficient;

    result.trace = amountTrace(setting, result.amount);
    if (field && scaled) result.trace.steps.push_back(field->second);
    for (std::size_t row = 0; row < premiums.size(); ++row) {
        const Alpha<Rational>& alpha = steps.premiums[row];
        addAlpha(setting, premiums[row], alpha, std::to_string(row + 1), result.fieldMean, rules, result.trace);
        result.alpha += alpha.value;
        if (premiums[row].kind.id != "improvementLimited") continue;
        result.limited = true;
        result.limitedAmount += alpha.amount * coefficient;
    }
    inheritStatus(result.trace);
    result.tables.push_back(premiumTable(premiums, steps));
    RouteTable points = pointTable(premiums);
    if (!points.rows.empty()) result.tables.push_back(std::move(points));
    return result;
}

}  // namespace kachi
