// Many products screened for unprofitable-product recalculation and ranked by urgency.
#include "models/price_routes/input_cost_cells.h"
#include "models/price_routes/input_cost_tables.h"
#include "models/price_routes/recalculation_cells.h"
#include "models/price_routes/routes.h"
#include "models/pricing/cost_sheet.h"
#include "models/pricing/recalculation_batch.h"
#include "models/pricing/recalculation_fields.h"

#include <algorithm>
#include <set>

namespace kachi {
namespace {

using namespace field_limits;

/// Column of a cost by kind, e.g. materialCost.
std::string costColumn(const ChoiceName<CostKind>& kind) {
    const std::string name = kind.name;
    return name.ends_with("Cost") ? name : name + "Cost";
}

std::vector<FieldChoice> linkedCosts() {
    std::vector<FieldChoice> choices{{"productCost", {"製品総原価", "Total product cost"}}};
    for (const auto& kind : costKindNames) choices.push_back({kind.name, costLineText(kind.value)});
    return choices;
}

std::optional<CostKind> linkedKind(const std::string& name) {
    for (const auto& kind : costKindNames) {
        if (name == kind.name) return kind.value;
    }
    return {};
}

std::vector<Field> linkageColumns() {
    std::vector<Field> columns{
        textField("group", {"原価の型", "Cost group"},
                  {"空欄は、型を指定しない製品に用いる", "empty: used for products without a group"}),
        required(choiceField("kind", {"費目", "Kind"}, linkedCosts()))};
    for (Field& column : followingColumns()) columns.push_back(std::move(column));
    return columns;
}

struct Linkages {
    std::vector<BatchLinkage> keys;
    std::vector<SheetCell> lines;  ///< 1 yen each
};

Linkages readLinkages(RouteReader& in) {
    Linkages linkages;
    std::set<std::pair<std::string, std::string>> seen;
    for (FieldCells& row : in.rows("linkages")) {
        const std::string group = row.text("group");
        const std::string kind = row.choice("kind");
        if (!seen.insert({group, kind}).second) row.refuse("batch.linkageTwice", "kind", group + " " + kind, {});
        linkages.keys.push_back({group, linkedKind(kind)});
        SheetCell& line = linkages.lines.emplace_back();
        line.amount = 1;
        readFollowing(row, line);
    }
    return linkages;
}

BatchProduct readProduct(FieldCells& row, const Rational& tax, const CostCalculationInputs& usual) {
    BatchProduct product;
    product.id = row.text("id");
    product.price = row.number("price");
    product.marketPrice = marketPriceWithTax(row, tax);
    product.productCost = row.optionalNumber("productCost");
    for (std::size_t kind = 0; kind < costKindCount; ++kind) {
        product.costs[kind] = row.optionalNumber(costColumn(costKindNames[kind]));
    }
    product.costGroup = row.text("costGroup");
    product.annualVolume = row.optionalNumber("annualVolume");
    product.share = row.optionalNumber("share");
    product.secondShare = row.optionalNumber("secondShare");
    readStatements(row, product.statements);
    product.rates = usual;
    if (const auto own = row.optionalNumber("profitRate")) product.rates.profitRate = own;
    const auto rate = row.optionalNumber("distributionRate");
    const auto amount = row.optionalNumber("distributionAmount");
    if (rate || amount) {
        product.rates.distributionRate = rate;
        product.rates.distributionAmount = amount;
    }
    return product;
}

RouteValue textValue(const std::string& text) {
    return {{}, {text, text}};
}

RouteValue optionalNumber(const std::optional<Rational>& number) {
    return number ? RouteValue{*number, {}} : textValue("—");
}

/// Rows of the request that can be screened, with their names, and the faults of the others.
struct ProductRows {
    std::vector<BatchProduct> products;
    std::vector<std::size_t> places;  ///< row of each product
    std::vector<std::string> ids;     ///< [row]
    std::vector<std::string> names;
    std::vector<std::string> categories;
    std::vector<Issues> faults;  ///< [row]
};

ProductRows readProducts(RouteReader& in, const Rational& tax, const CostCalculationInputs& rates) {
    ProductRows read;
    std::vector<FieldCells> rows = in.rowsApart("products", read.faults);
    for (std::size_t at = 0; at < rows.size(); ++at) {
        BatchProduct product = readProduct(rows[at], tax, rates);
        read.ids.push_back(product.id);
        read.names.push_back(rows[at].text("name"));
        read.categories.push_back(rows[at].text("category"));
        if (!read.faults[at].empty()) continue;
        read.products.push_back(std::move(product));
        read.places.push_back(at);
    }
    return read;
}

RouteTable rankingTable(const BatchScreening& screening, const ProductRows& rows, int firstMonth) {
    RouteTable table;
    table.key = "ranking";
    table.title = {"緊急度の順位", "Ranking by urgency"};
    table.columns = {{"rank", {"順位", "Rank"}, Unit::none},
                     {"id", {"製品コード", "Id"}, Unit::none},
                     {"name", {"製品", "Product"}, Unit::none},
                     {"category", {"機能区分", "Functional category"}, Unit::none},
                     {"eligibility", {"要件（全体）", "Criteria"}, Unit::none}};
    for (const RecalculationCriterion& criterion : recalculationCriteria()) {
        table.columns.push_back({criterion.id, criterion.label, Unit::none});
    }
    const std::vector<RouteColumn> numbers{
        {"price", {"現在の価格", "Current price"}, Unit::yen},
        {"newPrice", {"原価計算方式による価格", "Price by the cost method"}, Unit::yen},
        {"raise", {"引上げ率", "Raise"}, Unit::ratio},
        {"margin", {"単位当たり利益", "Margin per unit"}, Unit::yen},
        {"marginShare", {"価格に対する利益", "Margin over price"}, Unit::ratio},
        {"monthsToBreakEven", {"不採算までの月数", "Months until unprofitable"}, Unit::months},
        {"breakEven", {"不採算となる月", "First unprofitable month"}, Unit::none},
        {"zeroMarginPrice", {"利益が0となる価格", "Price for a nil margin"}, Unit::yen},
        {"fullPrice", {"営業利益率を含む必要価格", "Price with the profit rate"}, Unit::yen},
        {"yearlyMargin", {"年間の損益", "Margin a year"}, Unit::yenPerYear}};
    table.columns.insert(table.columns.end(), numbers.begin(), numbers.end());

    for (const BatchFinding& finding : screening.findings) {
        const BatchProduct& product = rows.products[finding.product];
        const std::size_t place = rows.places[finding.product];
        std::vector<RouteValue> row{{Rational(finding.rank), {}},
                                    textValue(product.id),
                                    textValue(rows.names[place]),
                                    textValue(rows.categories[place]),
                                    {{}, judgementText(finding.eligibility.overall)}};
        for (const EligibilityTest& test : finding.eligibility.tests)
            row.push_back({{}, judgementText(test.judgement)});
        row.push_back({product.price, {}});
        row.push_back({finding.newPrice, {}});
        row.push_back({Rational(finding.newPrice / product.price - 1), {}});
        row.push_back({modelled(finding.margin), {}});
        row.push_back({modelled(finding.marginShare), {}});
        const auto months = finding.monthsToBreakEven;
        row.push_back(optionalNumber(months ? std::optional<Rational>(*months) : std::nullopt));
        row.push_back(textValue(months && firstMonth > 0 ? monthText(firstMonth + *months) : "—"));
        row.push_back({modelled(finding.zeroMarginPrice), {}});
        row.push_back({modelled(finding.fullPrice), {}});
        row.push_back(
            optionalNumber(finding.yearlyMargin ? std::optional(modelled(*finding.yearlyMargin)) : std::nullopt));
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// Rows that were left out, and the same as warnings in the words of the reader.
void addFaults(const ProductRows& rows, RouteResult& result) {
    RouteTable table;
    table.key = "faults";
    table.title = {"判定していない行", "Rows left out"};
    table.columns = {{"row", {"行", "Row"}, Unit::none},       {"id", {"製品コード", "Id"}, Unit::none},
                     {"column", {"列", "Column"}, Unit::none}, {"fault", {"理由", "Reason"}, Unit::none},
                     {"value", {"値", "Value"}, Unit::none},   {"limit", {"条件", "Limit"}, Unit::none}};
    for (std::size_t row = 0; row < rows.faults.size(); ++row) {
        for (Issue issue : rows.faults[row]) {
            const std::string column = issue.where.substr(issue.where.rfind('/') + 1);
            table.rows.push_back({{Rational(static_cast<int>(row) + 1), {}},
                                  textValue(rows.ids[row]),
                                  textValue(column),
                                  textValue(issue.code),
                                  textValue(issue.value),
                                  textValue(issue.limit)});
            issue.severity = Severity::warning;
            result.notes.push_back(std::move(issue));
        }
    }
    if (!table.rows.empty()) result.tables.push_back(std::move(table));
}

void addCounts(const BatchScreening& screening, const ProductRows& rows, RouteResult& result) {
    const auto count = [&](const auto& counts) {
        return Rational(static_cast<int>(std::count_if(screening.findings.begin(), screening.findings.end(), counts)));
    };
    const auto add = [&](const char* key, const Text& label, const Rational& value) {
        result.figures.push_back(figure(key, label, value, Unit::count));
    };
    add("products", {"製品数", "Products"}, Rational(static_cast<int>(rows.faults.size())));
    add("screened", {"判定した製品数", "Products screened"}, Rational(static_cast<int>(screening.findings.size())));
    add("unprofitableNow", {"すでに不採算", "Unprofitable already"},
        count([](const BatchFinding& finding) { return finding.monthsToBreakEven == 0; }));
    add("unprofitableLater", {"期間内に不採算となる", "Unprofitable within the path"},
        count([](const BatchFinding& finding) { return finding.monthsToBreakEven.value_or(0) > 0; }));
    add("eligible", {"要件をすべて満たす", "All criteria met"},
        count([](const BatchFinding& finding) { return finding.eligibility.overall == Judgement::met; }));
}

Result<RouteResult> price(RouteReader& in) {
    const RuleNumber tax = in.rule("tax.rate");
    BatchSettings settings;
    settings.largeShare = in.optionalNumber("largeFrom");
    settings.mostShare = in.optionalNumber("mostFrom");
    settings.divergence = in.optionalNumber("divergenceFrom");
    CostCalculationInputs usualRates;
    usualRates.rateYear = in.has("rateYear") ? in.whole("rateYear") : 0;
    usualRates.profitRate = in.optionalNumber("profitRate");
    usualRates.distributionRate = in.optionalNumber("distributionRate");
    usualRates.distributionAmount = in.optionalNumber("distributionAmount");
    usualRates.taxRate = in.optionalNumber("taxRate");
    Linkages linkages = readLinkages(in);
    settings.linkages = linkages.keys;
    if (in.has("pathTo")) settings.path = readInputCost(in, linkages.lines);
    ProductRows rows = readProducts(in, tax.value, usualRates);
    if (rows.faults.empty()) in.refuse("batch.noProducts", "products", {}, {});
    if (in.failed()) return in.issues();

    const auto screening = screenProducts(rows.products, settings, in.pack());
    if (!screening) return screening.issues();
    for (const BatchFault& fault : screening->faults) {
        const std::size_t place = rows.places[fault.product];
        rows.faults[place].push_back(fault.issue);
        rows.faults[place].back().where = in.path() + "/products/" + std::to_string(place) + "/" + fault.issue.where;
    }
    RouteResult result;
    addCounts(*screening, rows, result);
    result.tables.push_back(rankingTable(*screening, rows, settings.path ? settings.path->from : 0));
    if (!screening->drifts.empty()) result.tables.push_back(driftTable(screening->drifts));
    addFaults(rows, result);
    return result;
}

std::vector<Field> productColumns() {
    std::vector<Field> columns{
        required(textField("id", {"製品コード", "Id"})), textField("name", {"製品", "Product"}),
        textField("category", {"機能区分", "Functional category"}),
        required(numberField("price", {"現在の償還価格（税込）", "Current reimbursement price, tax included"},
                             Unit::yen, positive))};
    const auto add = [&](std::vector<Field> more) {
        for (Field& field : more) columns.push_back(std::move(field));
    };
    add(marketPriceFields());
    add({numberField("productCost", {"製品総原価", "Total product cost"}, Unit::yen, positive)});
    for (const auto& kind : costKindNames) {
        add({numberField(costColumn(kind), costLineText(kind.value), Unit::yen, notNegative)});
    }
    add({textField("costGroup", {"原価の型", "Cost group"}),
         numberField("profitRate", {"営業利益率", "Operating profit rate"}, Unit::ratio, shareBelowOne),
         numberField("distributionRate", {"流通経費率", "Distribution rate"}, Unit::ratio, shareBelowOne),
         numberField("distributionAmount", {"流通経費（額）", "Distribution, amount"}, Unit::yen, notNegative),
         numberField("annualVolume", {"年間数量", "Units a year"}, Unit::count, notNegative),
         numberField("share", {"シェア", "Share"}, Unit::ratio, share,
                     {"要望企業の区分内シェア", "share of the requesting maker in the category"}),
         numberField("secondShare", {"次の要望企業のシェア", "Share of the next requester"}, Unit::ratio, share)});
    add(statementFields());
    return columns;
}

}  // namespace

RouteDefinition recalculationScreeningRoute() {
    const Text threshold{"条文に数値がない。利用者が設定する", "the texts give no number; set by the analyst"};
    RouteDefinition route;
    route.id = "recalculationScreening";
    route.name = {"不採算品の一括判定", "Screening for unprofitable products"};
    route.purpose = {
        "多数の製品について不採算品再算定の要件・採算・必要価格を判定し、緊急度の順に並べる。"
        "要件を満たさない製品を後に、不採算となる月の早い順、同じなら価格に対する利益の小さい順。",
        "Judges criteria, margin and price needed of many products and ranks them by urgency: products that fail a "
        "criterion last; the earliest to turn unprofitable first; then the smaller margin over price."};
    route.fields = {
        tableField("products", {"製品の表", "Products"}, productColumns()),
        numberField("mostFrom", {"「大半」とみなすシェア", "Share that counts as “most”"}, Unit::ratio, share,
                    threshold),
        numberField("largeFrom", {"「他社が補えない」とみなすシェア", "Share so large that others cannot cover"},
                    Unit::ratio, share, threshold),
        numberField("divergenceFrom", {"「大きい」とみなす乖離率", "Divergence that counts as large"}, Unit::ratio,
                    share, threshold),
        tableField("linkages", {"費目と系列の連動", "Costs and the series they follow"}, linkageColumns())};
    for (const auto& fields : {costRateFields(), inputCostFields(false)}) {
        route.fields.insert(route.fields.end(), fields.begin(), fields.end());
    }
    route.price = price;
    return route;
}

}  // namespace kachi
