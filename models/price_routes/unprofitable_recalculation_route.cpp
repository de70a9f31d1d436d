// Unprofitable-product recalculation (不採算品再算定): criteria with their evidence, price by the cost method, what
// follows.
#include "models/price_routes/category_shares.h"
#include "models/price_routes/input_cost_cells.h"
#include "models/price_routes/input_cost_tables.h"
#include "models/price_routes/raise_context.h"
#include "models/price_routes/recalculation_cells.h"
#include "models/price_routes/routes.h"
#include "models/price_routes/supply_consequence.h"
#include "models/pricing/eligibility.h"
#include "models/pricing/recalculation_params.h"

#include <algorithm>

namespace kachi {
namespace {

using namespace field_limits;

using namespace recalculation_ids;

std::vector<FieldChoice> criterionChoices() {
    std::vector<FieldChoice> choices;
    for (const RecalculationCriterion& criterion : recalculationCriteria())
        choices.push_back({criterion.id, criterion.label});
    return choices;
}

/// Evidence by criterion, as one text each.
std::map<std::string, std::string> readEvidence(RouteReader& in) {
    std::map<std::string, std::string> evidence;
    const auto add = [&](const std::string& criterion, const std::string& text) {
        std::string& all = evidence[criterion];
        all += (all.empty() ? "" : " / ") + text;
    };
    for (FieldCells& row : in.rows("evidence")) {
        const std::string source = row.text("source");
        add(row.choice("criterion"), row.text("text") + (source.empty() ? "" : " (" + source + ")"));
    }
    for (FieldCells& row : in.rows("societies")) {
        const std::string date = row.date("date");
        const std::string request = row.text("request");
        add("need", row.text("society") + (date.empty() ? "" : " " + date) + (request.empty() ? "" : ": " + request));
    }
    return evidence;
}

/// Thresholds the texts do not give: refused by name where a judgement hangs on one.
void requireThresholds(RouteReader& in, const CategoryShares& shares, const ParameterValues& values,
                       const Eligibility& eligibility) {
    const auto judged = [&](const char* id) {
        for (const EligibilityTest& test : eligibility.tests) {
            if (test.id == id) return test.judgement;
        }
        return Judgement::notApplicable;
    };
    const auto refuse = [&](const char* field) { in.refuse("unprofitable.thresholdMissing", field, {}, {}); };
    const bool stated = (in.yes("othersCannotCover") && judged("large") == Judgement::notJudged) ||
                        (in.yes("othersCannotCoverTopTwo") && judged("topTwo") == Judgement::notJudged);
    if (stated && shares.known() && eligibility.noSubstitute != Judgement::met && !values.has(largeShare)) {
        refuse("largeFrom");
    }
    if (values.has(marketPrice) && judged("divergence") == Judgement::notJudged) refuse("divergenceFrom");
    if (shares.known() && judged("pattern") == Judgement::notJudged) refuse("mostFrom");
}

/// Numbers and statements as the judgement reads them.
struct RequestFacts {
    RecalculationStructure structure;
    ParameterValues values;
};

RequestFacts readFacts(RouteReader& in, const CategoryShares& shares, const Rational& price,
                       const std::optional<Rational>& market) {
    RequestFacts facts;
    RecalculationStructure& structure = facts.structure;
    structure.sharePattern = shares.pattern;
    readStatements(in, structure);
    if (structure.medicalNeed == Statement::notStated && in.has("societies")) structure.medicalNeed = Statement::yes;

    std::map<std::string, double>& base = facts.values.base;
    const auto percent = [&](const char* id, const std::optional<Rational>& ratio) {
        if (ratio) base[id] = toDouble(*ratio * 100);
    };
    base[currentPrice] = toDouble(price);
    if (market) base[marketPrice] = toDouble(*market);
    percent(requesterShare, shares.requester);
    percent(topTwoShare, shares.topTwoRequesters);
    percent(largeShare, in.optionalNumber("largeFrom"));
    percent(divergence, in.optionalNumber("divergenceFrom"));
    return facts;
}

Text wordingOf(const RulePack& pack, const RecalculationCriterion& criterion) {
    const std::string key = criterion.wording;
    if (key.empty()) return {};
    const auto found = pack.text(key);
    return found ? found->text : Text{};
}

void addCriteria(const RouteReader& in, const Eligibility& eligibility,
                 const std::map<std::string, std::string>& evidence, RouteResult& result) {
    RouteTable table;
    table.key = "criteria";
    table.title = {"要件の判定", "Criteria"};
    table.columns = {
        {"criterion", {"要件", "Criterion"}, Unit::none}, {"label", {"内容", "Meaning"}, Unit::none},
        {"wording", {"条文", "Wording"}, Unit::none},     {"judgement", {"判定", "Judgement"}, Unit::none},
        {"reason", {"理由", "Reason"}, Unit::none},       {"evidence", {"根拠資料", "Evidence"}, Unit::none}};
    for (const EligibilityTest& test : eligibility.tests) {
        const auto& known = recalculationCriteria();
        const RecalculationCriterion& criterion =
            *std::find_if(known.begin(), known.end(), [&](const auto& candidate) { return candidate.id == test.id; });
        const auto found = evidence.find(test.id);
        const std::string documents = found == evidence.end() ? "" : found->second;
        table.rows.push_back({{{}, {test.id, test.id}},
                              {{}, test.label},
                              {{}, wordingOf(in.pack(), criterion)},
                              {{}, judgementText(test.judgement)},
                              {{}, test.reason},
                              {{}, {documents, documents}}});
        Trace step;
        step.id = "unprofitable.criterion/" + test.id;
        step.label = test.label;
        step.value = judgementName(test.judgement);
        step.formula = test.reason.en;
        citeRules(step, {test.source});
        result.trace.steps.push_back(std::move(step));
        if (test.judgement == Judgement::met && *criterion.field && documents.empty()) {
            result.notes.push_back({"unprofitable.evidenceMissing",
                                    Severity::warning,
                                    "/inputs/evidence",
                                    test.id,
                                    {},
                                    {{"label.ja", test.label.ja}, {"label.en", test.label.en}}});
        }
    }
    result.figures.insert(
        result.figures.begin(),
        {figure("eligibility", {"要件の判定（全体）", "Criteria as a whole"}, judgementText(eligibility.overall)),
         figure("noSubstitute", {"ア 代替するものがない", "ア: no substitute"},
                judgementText(eligibility.noSubstitute))});
    result.tables.push_back(std::move(table));
    if (eligibility.overall == Judgement::met) return;
    result.notes.push_back(
        {eligibility.overall == Judgement::notMet ? "unprofitable.notEligible" : "unprofitable.notJudged",
         Severity::warning,
         "/inputs",
         {},
         {},
         {}});
}

void addChange(const Rational& price, const std::optional<Rational>& market, const CostCalculation& cost,
               RouteResult& result) {
    const Rational change = cost.price.exact() - price;
    result.figures.push_back(
        figure("change", {"現在の価格との差", "Change from the current price"}, change, Unit::yen));
    result.figures.push_back(figure("changeShare", {"引上げ率", "Change in proportion"}, change / price, Unit::ratio));
    if (market) {
        result.figures.push_back(
            figure("divergence", {"乖離率", "Divergence of the market price"}, (price - *market) / price, Unit::ratio));
    }
    Trace step = traceStep("unprofitable.change", {"現在の価格との差", "Change from the current price"}, "N − P",
                           change, Unit::yen);
    step.inputs = {traceInput("N", {"再算定価格", "recalculated price"}, cost.price.exact()),
                   traceInput("P", {"現在の償還価格", "current price"}, price, "/inputs/currentPrice")};
    result.trace.steps.push_back(std::move(step));
    if (change > 0) return;
    result.notes.push_back(
        {"pricing.noRaise", Severity::warning, "/inputs/currentPrice", cost.price.text(), exactText(price), {}});
}

/// Revisions in which a raised category is left out of foreign repricing (外国平均価格に基づく再算定).
void addExemption(RouteReader& in, const RuleNumber& exemptRevisions, RouteResult& result) {
    const auto next = monthNumber(in.month("nextRevision"));
    const int every = in.has("revisionEvery") ? in.whole("revisionEvery") : 0;
    RouteTable table;
    table.key = "exemption";
    table.title = {"引き上げられた場合に外国平均価格による再算定の対象外となる改定",
                   "Revisions without foreign repricing if the price is raised"};
    table.columns = {{"revision", {"改定", "Revision"}, Unit::none}, {"month", {"年月", "Month"}, Unit::none}};
    for (int at = 0; Rational(at) < exemptRevisions.value; ++at) {
        const std::string number = std::to_string(at + 1);
        const bool known = next && (at == 0 || every > 0);
        const std::string month = known ? monthText(*next + at * every) : "";
        table.rows.push_back({{{},
                               at == 0 ? Text{"引き上げた改定", "the revision that raises"}
                                       : Text{number + "回目の改定", "revision no. " + number}},
                              {{}, known ? Text{month, month} : Text{"未入力", "not entered"}}});
    }
    Trace step = traceStep("unprofitable.exemption",
                           {"外国平均価格による再算定の対象外となる改定の数", "Revisions without foreign repricing"},
                           "n", exemptRevisions.value, Unit::count);
    step.inputs = {traceInput("n", exemptRevisions)};
    citeRules(step, {exemptRevisions});
    result.trace.steps.push_back(std::move(step));
    result.tables.push_back(std::move(table));
}

Result<RouteResult> price(RouteReader& in) {
    const Rational current = in.number("currentPrice");
    const std::optional<Rational> market = marketPriceWithTax(in, in.rule("tax.rate").value);
    const CategoryShares shares = readCategoryShares(in);
    const std::map<std::string, std::string> evidence = readEvidence(in);
    const RuleNumber exemptRevisions = in.rule("foreign.repricing.exemptRevisions");
    const UnitCostCells sheet = readUnitCost(in);
    const RequestFacts facts = readFacts(in, shares, current, market);
    if (in.failed()) return in.issues();

    const auto eligibility = judgeEligibility(facts.structure, facts.values, in.pack());
    if (!eligibility) return eligibility.issues();
    requireThresholds(in, shares, facts.values, *eligibility);
    const auto cost = costCalculation(sheet.inputs, in.pack());
    if (!cost) in.add(cost.issues());
    if (in.failed()) return in.issues();

    RouteResult result;
    result.price = cost->price;
    result.priceLabel = {"不採算品再算定による価格", "Price by unprofitable-product recalculation"};
    result.trace = cost->trace;
    result.trace.id = "unprofitable.price";
    result.trace.label = result.priceLabel;
    result.trace.steps.insert(result.trace.steps.begin(), sheet.productCost);
    addChange(current, market, *cost, result);
    addCategoryShares(shares, result);
    addCriteria(in, *eligibility, evidence, result);
    addExemption(in, exemptRevisions, result);
    addRaiseContext(in, cost->price.exact() / current, result);
    addSupplyConsequence(in, result);
    if (in.has("pathTo")) {
        const InputCostInputs inputs = pathAtPrice(in, readInputCost(in, sheet.lines), current, cost->rates);
        const RunOptions options = inputCostOptions(in);
        if (in.failed()) return in.issues();
        const auto path = inputCostPath(inputs, options);
        if (!path) return path.issues();
        addInputCostPath(*path, result);
        result.trace.steps.push_back(breakEvenTrace(*path, current, "/inputs/currentPrice", cost->rates));
    }
    return result;
}

}  // namespace

RouteDefinition unprofitableRecalculationRoute() {
    const Text threshold{"条文に数値がない。利用者が設定する", "the texts give no number; set by the analyst"};
    RouteDefinition route;
    route.id = "unprofitableRecalculation";
    route.name = {"不採算品再算定", "Unprofitable-product recalculation"};
    route.purpose = {
        "製造販売業者の要望により、要件ア・イ・ウをすべて満たす機能区分の価格を原価計算方式で算定し直す。"
        "要件ごとの判定と根拠、引上げ額、次回改定への影響を示す。",
        "On the maker's request the price of a category that meets criteria ア, イ and ウ is recalculated by the cost "
        "method. Shows each criterion with its evidence, the raise and what follows at the next revisions."};
    route.fields = {
        required(numberField("currentPrice", {"現在の償還価格（税込）", "Current reimbursement price, tax included"},
                             Unit::yen, positive)),
        textField("category", {"機能区分", "Functional category"}), marketPriceFields()[0], marketPriceFields()[1],
        numberField("divergenceFrom", {"「大きい」とみなす乖離率", "Divergence that counts as large"}, Unit::ratio,
                    share, threshold)};
    const std::vector<Field> evidence{
        tableField("societies", {"学会等の要望", "Requests of societies"},
                   {required(textField("society", {"学会名", "Society"})), dateField("date", {"日付", "Date"}),
                    textField("request", {"要望の内容", "What it asks for"})},
                   {"イの根拠になる。関係学会からの供給継続の要望など",
                    "evidence for イ, e.g. a request for continued supply"}),
        tableField("evidence", {"根拠資料", "Evidence"},
                   {required(choiceField("criterion", {"要件", "Criterion"}, criterionChoices())),
                    required(textField("text", {"内容", "What it shows"})), textField("source", {"出典", "Source"})})};
    for (const auto& fields : {categoryShareFields(), statementFields(), evidence, unitCostFields(),
                               inputCostFields(false), volumeFields()}) {
        route.fields.insert(route.fields.end(), fields.begin(), fields.end());
    }
    route.price = price;
    return route;
}

}  // namespace kachi
