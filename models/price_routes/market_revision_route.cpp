// Price revision by the market-price method (市場実勢価格加重平均値一定幅方式), with re-cut categories, the raise of
// dispersed categories in reverse margin and the cap at a change of the consumption tax.
#include "models/price_routes/revision_cells.h"
#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"
#include "models/pricing/price_revision.h"
#include "models/pricing/share_pattern.h"

#include <array>

namespace kachi {

using namespace field_limits;

namespace {

/// A product of the category that has a survey price.
struct Surveyed {
    Text name;
    Rational market;  ///< before tax, without the extra for rapid introduction
    Rational volume;
    Rational oldPrice;  ///< of re-cut categories
};

/// The survey of one category.
struct Survey {
    std::vector<Surveyed> products;
    Rational mean;  ///< weighted, before tax
    std::optional<Rational> movedMean;
    std::optional<bool> allReverse;  ///< every product is dearer on the market than its reimbursement
    Trace trace;
    Issues notes;
};

const Text meanLabel{"市場実勢価格の加重平均（税抜）", "Weighted mean market price before tax"};

struct PatternName {
    SharePattern pattern;
    const char* number;
};

constexpr auto patternNames = std::to_array<PatternName>({
    {SharePattern::oneMaker, "1"},
    {SharePattern::topTwo, "2"},
    {SharePattern::dispersed, "3"},
});

SharePattern patternOfNumber(const std::string& number) {
    for (const PatternName& name : patternNames) {
        if (number == name.number) return name.pattern;
    }
    return SharePattern::notStated;
}

std::string patternNumber(SharePattern pattern) {
    for (const PatternName& name : patternNames) {
        if (pattern == name.pattern) return name.number;
    }
    return {};
}

Text patternText(SharePattern pattern) {
    const std::string number = patternNumber(pattern);
    return {"パターン" + number, "pattern " + number};
}

/// The extra for rapid introduction is listed with tax and is taken out of the market price first.
Rational marketBeforeTax(FieldCells& cells, const Rational& beforeTax, const RuleNumber& tax) {
    return beforeTax - cells.optionalNumber("rapidExtra").value_or(0) / (1 + tax.value);
}

void checkLeft(FieldCells& cells, const Rational& market) {
    if (market <= 0) cells.refuse("route.marketPriceUsedUp", "rapidExtra", exactText(market), "> 0");
}

Survey singlePrice(RouteReader& in, const RuleNumber& tax) {
    Survey survey;
    const Rational entered = in.number("marketPrice");
    survey.mean = marketBeforeTax(in, withoutTax(in, entered, tax), tax);
    if (entered > 0) checkLeft(in, survey.mean);
    std::string formula = in.choice("taxBasis") == "excluded" ? "M₀" : "M₀ / (1 + t)";
    if (in.has("rapidExtra")) formula += " − e / (1 + t)";
    survey.trace = traceStep("revision.mean", meanLabel, formula, survey.mean, Unit::yen);
    survey.trace.inputs = {in.input("M₀", "marketPrice"), traceInput("t", tax)};
    if (in.has("rapidExtra")) survey.trace.inputs.push_back(in.input("e", "rapidExtra"));
    survey.allReverse = in.stated("allReverse");
    return survey;
}

Survey productTable(RouteReader& in, const RuleNumber& tax, bool recut, const Rational& oldPrice) {
    Survey survey;
    survey.trace = traceStep("revision.mean", meanLabel, "Σ Mᵢ × Qᵢ / Σ Qᵢ", 0, Unit::yen);
    for (FieldCells& row : in.rows("products")) {
        const std::string name = row.text("name");
        if (!recut) refuseUnused(row, "oldPrice", "recut");
        if (!row.has("marketPrice")) {
            const RuleSwitch leftOut = in.flag("market.excludeUnsurveyed");
            if (!leftOut.value) row.number("marketPrice");
            survey.notes.push_back({"route.productLeftOut", Severity::info, row.path(), name, {}, {}});
            continue;
        }
        Surveyed product;
        product.name = {name, name};
        product.volume = row.number("volume");
        product.oldPrice = recut ? row.number("oldPrice") : oldPrice;
        product.market = marketBeforeTax(row, withoutTax(in, row.number("marketPrice"), tax), tax);
        if (!in.failed()) checkLeft(row, product.market);
        survey.trace.inputs.push_back(row.input("M" + std::to_string(survey.products.size() + 1), "marketPrice"));
        survey.trace.inputs.push_back(row.input("Q" + std::to_string(survey.products.size() + 1), "volume"));
        survey.products.push_back(std::move(product));
    }
    Rational volumes;
    Rational sales;
    Rational oldSales;
    bool allReverse = true;
    for (const Surveyed& product : survey.products) {
        volumes += product.volume;
        sales += product.market * product.volume;
        oldSales += product.oldPrice * product.volume;
        allReverse = allReverse && product.market * (1 + tax.value) > product.oldPrice;
    }
    if (volumes == 0) {
        in.refuse("route.noSurveyedProduct", "products", {}, {});
        return survey;
    }
    survey.mean = sales / volumes;
    survey.trace.value = exactText(survey.mean);
    survey.allReverse = allReverse;
    if (recut) survey.movedMean = oldSales / volumes;
    const std::optional<bool> stated = in.stated("allReverse");
    if (stated && *stated != allReverse) {
        in.refuse("route.contradicted", "allReverse", *stated ? "true" : "false", allReverse ? "true" : "false");
    }
    return survey;
}

/// The pattern stated, or the one that the shares of all suppliers give.
std::optional<SharePattern> pattern(RouteReader& in) {
    std::vector<Rational> shares;
    Rational total;
    for (FieldCells& row : in.rows("suppliers")) {
        shares.push_back(row.number("share"));
        total += shares.back();
    }
    if (total > 1) in.refuse("route.supplierShares", "suppliers", exactText(total * 100) + " %", "≤ 100 %");

    const std::string stated = in.choice("pattern");
    const bool classify = !shares.empty() && (stated.empty() || in.has("mostFrom"));
    if (shares.empty() && in.has("mostFrom")) refuseUnused(in, "mostFrom", "suppliers");
    std::optional<SharePattern> found;
    if (classify) {
        const Rational mostFrom = in.number("mostFrom");
        if (in.failed()) return {};
        found = sharePattern(shares, mostFrom);
        if (!found) {
            in.refuse("route.sharesUndecided", "suppliers", exactText(total * 100) + " %", exactText(mostFrom));
            return {};
        }
    }
    if (stated.empty()) return found;
    const SharePattern entered = patternOfNumber(stated);
    if (found && *found != entered) {
        in.refuse("route.contradicted", "pattern", stated, patternNumber(*found));
    }
    return entered;
}

RouteTable productResults(const Survey& survey, const RuleNumber& tax) {
    RouteTable table;
    table.key = "products";
    table.title = {"調査価格のある製品", "Products with a survey price"};
    table.columns = {{"name", {"製品", "Product"}, Unit::none},
                     {"marketPrice", {"市場実勢価格（税抜）", "Market price before tax"}, Unit::yen},
                     {"volume", {"数量", "Volume"}, Unit::count},
                     {"divergence", {"乖離率", "Divergence"}, Unit::ratio}};
    for (const Surveyed& product : survey.products) {
        const Rational divergence = 1 - product.market * (1 + tax.value) / product.oldPrice;
        table.rows.push_back(
            {routeCell(product.name), routeCell(product.market), routeCell(product.volume), routeCell(divergence)});
    }
    return table;
}

/// Which of the revision rules gave the price.
struct Chosen {
    RevisedPrice revised;
    Text rule;
};

/// A dispersed category all of whose products are in reverse margin is raised; every other rule keeps the old price as
/// its cap.
std::optional<Result<RevisedPrice>> reverseMargin(RouteReader& in, const Survey& survey, const Rational& oldPrice,
                                                  const std::optional<SharePattern>& pattern, Issues& notes) {
    const RuleSwitch raised = in.flag("market.reverseMarginRaise");
    if (!raised.value) return {};
    if (!pattern) {
        notes.push_back({"route.patternOpen", Severity::warning, in.path() + "/pattern", {}, {}, {}});
        return {};
    }
    if (*pattern != SharePattern::dispersed) return {};
    const RuleSwitch allNeeded = in.flag("market.allReverseNeeded");
    if (allNeeded.value && !survey.allReverse) {
        in.refuse("field.missing", "allReverse", {}, "true, false");
        return {};
    }
    if (allNeeded.value && !*survey.allReverse) {
        notes.push_back({"route.notAllReverse", Severity::info, in.path() + "/allReverse", {}, {}, {}});
        return {};
    }
    return reverseMarginRaise(oldPrice, survey.mean, in.pack());
}

Result<Chosen> chosenRule(RouteReader& in, const Survey& survey, const Rational& oldPrice, const RuleNumber& tax,
                          Issues& notes) {
    const Text ordinary{"市場実勢価格加重平均値一定幅方式", "market-price method"};
    const auto chosen = [](Result<RevisedPrice> revised, const Text& rule) -> Result<Chosen> {
        if (!revised) return revised.issues();
        return Chosen{std::move(*revised), rule};
    };
    if (in.yes("taxChange")) {
        return chosen(taxChangeRevision(oldPrice, survey.mean, in.pack()),
                      {"消費税率の変更に伴う改定", "revision at a change of the consumption tax"});
    }
    if (in.yes("recut")) {
        return chosen(recutRevision(oldPrice, survey.mean, in.pack()),
                      {"区分の見直しによる改定", "revision of a re-cut category"});
    }
    const std::optional<SharePattern> shares = pattern(in);
    if (in.failed()) return in.issues();
    if (survey.mean * (1 + tax.value) > oldPrice) {
        auto raised = reverseMargin(in, survey, oldPrice, shares, notes);
        if (in.failed()) return in.issues();
        if (raised) return chosen(std::move(*raised), {"逆ザヤ区分の引上げ（パターン3）", "raise in reverse margin"});
    }
    return chosen(marketPriceRevision(oldPrice, survey.mean, in.pack()), ordinary);
}

/// Without any survey price the cap is all there is: 786 of 1,221 categories stood on it in October 2019.
Result<RouteResult> capOnly(RouteReader& in, const Rational& oldPrice) {
    auto cap = taxChangeCap(oldPrice, in.pack());
    if (!cap) return cap.issues();
    RouteResult result;
    result.price = cap->price;
    result.priceLabel = {"消費税率の変更後の上限価格", "Cap after the change of the consumption tax"};
    result.figures = {figure("unrounded", {"丸め前の価格", "Price before rounding"}, cap->unrounded, Unit::yen)};
    result.trace = std::move(cap->trace);
    linkInput(result.trace, "S", in.input("S", "oldPrice"));
    return result;
}

Result<RouteResult> price(RouteReader& in) {
    const bool recut = in.yes("recut");
    const bool table = in.has("products");
    const bool oldFromTable = recut && table;
    if (oldFromTable) refuseUnused(in, "oldPrice", "recut: products/oldPrice");
    Rational oldPrice = oldFromTable ? Rational(0) : in.number("oldPrice");
    if (in.yes("taxChange") && recut) in.refuse("route.contradicted", "recut", "true", "taxChange");
    if (in.yes("taxChange") || recut) {
        for (const char* key : {"pattern", "suppliers", "mostFrom", "allReverse"})
            refuseUnused(in, key, in.yes("taxChange") ? "taxChange: false" : "recut: false");
    }
    if (in.yes("taxChange") && !table && !in.has("marketPrice")) {
        if (in.failed()) return in.issues();
        return capOnly(in, oldPrice);
    }
    if (table) {
        refuseUnused(in, "marketPrice", "products");
        refuseUnused(in, "rapidExtra", "products/rapidExtra");
    }
    const RuleNumber tax = in.rule("tax.rate");
    Survey survey = table ? productTable(in, tax, recut, oldPrice) : singlePrice(in, tax);
    in.neededChoice("taxBasis");
    if (in.failed()) return in.issues();
    if (survey.movedMean) oldPrice = *survey.movedMean;

    auto chosen = chosenRule(in, survey, oldPrice, tax, survey.notes);
    if (!chosen) return chosen.issues();
    RevisedPrice& revised = chosen->revised;
    RouteResult result;
    result.price = revised.price;
    result.priceLabel = {"改定後の価格", "Price after the revision"};
    result.figures = {figure("rule", {"適用した方式", "Rule applied"}, chosen->rule),
                      figure("weightedMean", meanLabel, survey.mean, Unit::yen),
                      figure("weightedMeanWithTax", {"市場実勢価格の加重平均（税込）", "Weighted mean with tax"},
                             survey.mean * (1 + tax.value), Unit::yen),
                      figure("oldPrice",
                             recut ? Text{"改定前価格の加重平均（上限）", "Weighted mean of the old prices (cap)"}
                                   : Text{"改定前の価格", "Price before the revision"},
                             oldPrice, Unit::yen),
                      figure("divergence", {"乖離率", "Divergence of the market price"},
                             1 - survey.mean * (1 + tax.value) / oldPrice, Unit::ratio),
                      figure("unrounded", {"丸め前の価格", "Price before rounding"}, revised.unrounded, Unit::yen),
                      figure("limited", {"上限の適用", "Held at a limit"},
                             revised.limited ? Text{"適用", "yes"} : Text{"なし", "no"})};
    if (const auto shares = pattern(in)) {
        result.figures.push_back(figure("pattern", {"シェアのパターン", "Share pattern"}, patternText(*shares)));
    }
    if (table) result.tables.push_back(productResults(survey, tax));
    result.notes = survey.notes;
    result.trace = std::move(revised.trace);
    if (!oldFromTable) linkInput(result.trace, "S", in.input("S", "oldPrice"));
    result.trace.steps.insert(result.trace.steps.begin(), std::move(survey.trace));
    return result;
}

std::vector<Field> fields() {
    const Field rapidExtra =
        numberField("rapidExtra", {"迅速導入の評価額", "Extra for rapid introduction"}, Unit::yen, notNegative,
                    {"告示価格に含まれる上乗せ額（税込）。市場実勢価格から先に除く。",
                     "Amount in the listed price, with tax. It is taken out of the market price first."});
    const Field products = tableField(
        "products", {"製品別の市場実勢価格", "Market prices of the products"},
        {textField("name", {"製品", "Product"}),
         numberField(
             "marketPrice", {"市場実勢価格", "Market price"}, Unit::yen, positive,
             {"空欄：調査価格なし（計算から除き、結果に表示）", "Empty: no survey price (left out and reported)"}),
         numberField("volume", {"販売数量", "Volume sold"}, Unit::count, positive),
         numberField("oldPrice", {"改定前の価格", "Price before the revision"}, Unit::yen, positive,
                     {"区分の見直しのときだけ：移る前の機能区分の価格",
                      "Re-cut categories only: price of the category the product comes from"}),
         rapidExtra},
        {"単価の代わりに入力すると数量で加重平均する。", "In place of a single price; weighted by volume."});
    return {numberField("oldPrice", {"改定前の価格", "Price before the revision"}, Unit::yen, positive,
                        {"税込の告示価格。区分の見直しでは移る製品の価格の加重平均。",
                         "Listed price with tax; of a re-cut category the weighted mean of the products moved in."}),
            numberField("marketPrice", {"市場実勢価格の加重平均", "Weighted mean market price"}, Unit::yen, positive),
            rapidExtra,
            products,
            taxBasisField({"市場実勢価格の税の扱い", "Tax basis of the market price"}),
            yesNoField("recut", {"区分の見直し（再編区分）", "Re-cut category"}),
            yesNoField(
                "taxChange", {"消費税率の変更", "Change of the consumption tax"},
                {"市場実勢価格がなければ上限価格だけを求める。", "Without a market price only the cap is worked out."}),
            choiceField("pattern", {"シェアのパターン", "Share pattern"},
                        {{"1", {"パターン1（1社が大半）", "pattern 1 (one maker has most)"}},
                         {"2", {"パターン2（上位2社が大半）", "pattern 2 (the top two have most)"}},
                         {"3", {"パターン3（分散）", "pattern 3 (dispersed)"}}},
                        {"令和8年度以降。直接選ぶか、全供給企業のシェアから判定する。",
                         "From FY2026: stated, or found from the shares of all suppliers."}),
            tableField("suppliers", {"供給企業のシェア", "Shares of the suppliers"},
                       {textField("name", {"供給企業", "Supplier"}),
                        required(numberField("share", {"シェア", "Share"}, Unit::ratio, share))}),
            numberField("mostFrom", {"「大半」とみなすシェア", "Share that counts as most"}, Unit::ratio,
                        {.above = 0, .atMost = 1},
                        {"規則に数値の定めが確認できないため、シェアから判定するときは入力が必要。",
                         "No number was found in the rules; needed when the pattern follows from shares."}),
            yesNoField("allReverse", {"全製品が逆ザヤ", "Every product in reverse margin"},
                       {"製品別の表があれば自動で判定する。", "Found from the product table where there is one."})};
}

}  // namespace

RouteDefinition marketRevisionRoute() {
    RouteDefinition route;
    route.id = "marketRevision";
    route.name = {"価格改定（市場実勢価格）", "Price revision by market price"};
    route.purpose = {
        "市場実勢価格の加重平均に一定幅を加えた改定価格。区分の見直し、逆ザヤ区分の引上げ、消費税率の変更を含む。",
        "Weighted mean of the market prices plus the margin, with re-cut categories, the raise of dispersed "
        "categories in reverse margin and changes of the consumption tax."};
    route.fields = fields();
    route.price = price;
    return route;
}

}  // namespace kachi
