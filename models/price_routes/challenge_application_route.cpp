// Challenge applications (チャレンジ申請): premiums gained after listing, each with its probability.
#include "models/price_routes/revision_cells.h"
#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"
#include "models/pricing/challenge_tree.h"
#include "models/pricing/price_series.h"
#include "models/pricing/price_steps.h"

namespace kachi {

using namespace field_limits;
namespace {

constexpr int monthsPerYear = 12;
constexpr std::size_t mostApplications = 12;  ///< 4,096 ends of the tree

/// An application as the tree takes it, and how its rate came about.
struct Application {
    ChallengeStep step;
    Rational rate;  ///< A in percent; 0 when α was entered itself
    Trace trace;
};

/// A in percent: entered, or points times the pack's percent per point. Held against the range of the kind.
Rational rateOf(RouteReader& in, FieldCells& row, const PremiumKind& kind) {
    const bool fromPoints = row.has("points");
    const Rational rate =
        fromPoints ? Rational(row.number("points") * in.rule("premium.percentPerPoint").value) : row.number("rate");
    if (!in.failed() && (rate < kind.rateLow || rate > kind.rateHigh)) {
        row.refuse("route.challengeRate", fromPoints ? "points" : "rate", exactText(rate) + " %",
                   exactText(kind.rateLow) + " – " + exactText(kind.rateHigh) + " %");
    }
    return rate;
}

AlphaRuleValues<Rational> alphaRules(RouteReader& in) {
    AlphaRuleValues<Rational> rules;
    rules.base = toDouble(in.rule("premium.alpha.base").value);
    rules.logBase = toDouble(in.rule("premium.alpha.logBase").value);
    rules.lowFactor = in.rule("premium.alpha.lowFactor").value;
    rules.highFactor = in.rule("premium.alpha.highFactor").value;
    rules.limitByRate = in.flag("premium.limitByRate").value;
    return rules;
}

/// α of an application: entered, or from A by the kind of premium; scaled by the field mean where it is known.
Rational alphaOf(RouteReader& in, FieldCells& row, const Rational& base, Application& application) {
    const int ways = row.has("rate") + row.has("points") + row.has("alpha");
    if (ways != 1) {
        row.refuse("route.challengeOneOf", "rate", std::to_string(ways), "rate, points, alpha");
        return 0;
    }
    if (row.has("alpha")) {
        const Rational alpha = row.number("alpha");
        application.trace.inputs = {row.input("α", "alpha")};
        return alpha;
    }
    const std::string kindId = row.neededChoice("kind");
    if (kindId.empty()) return 0;
    const PremiumKind kind = in.premium(kindId);
    application.rate = rateOf(in, row, kind);
    const std::optional<Rational> mean = in.optionalNumber("fieldMean");
    const bool scaled = kind.scaled && mean;
    const AlphaRuleValues<Rational> rules = scaled ? alphaRules(in) : AlphaRuleValues<Rational>{};
    if (in.failed()) return 0;

    const double ratio = scaled ? toDouble(base / *mean) : 1;
    const PremiumKindValues<Rational> limits{scaled, kind.alphaLow, kind.alphaHigh};
    const Alpha<Rational> alpha = premiumAlpha(application.rate, ratio, rules, limits);
    application.trace.formula = scaled ? "(A/100) × k^(log(X/B) / log b)" : "A/100";
    application.trace.inputs = {row.has("points") ? row.input("n", "points") : row.input("A", "rate")};
    if (scaled) {
        application.trace.inputs.push_back(in.input("B", "fieldMean"));
        application.trace.inputs.push_back(traceInput("X", {"加算前の価格", "price before the premium"}, base));
    }
    citeRules(application.trace, {kind});
    return alpha.value;
}

std::vector<BasePrice> basePath(RouteReader& in, int start) {
    std::vector<BasePrice> path;
    path.push_back({start, in.number("startPrice")});
    for (FieldCells& row : in.rows("basePath")) {
        const std::string month = row.month("month");
        path.push_back({monthNumber(month).value_or(0), row.number("price")});
        const int before = path[path.size() - 2].month;
        if (path.back().month <= before) row.refuse("route.rowOrder", "month", month, "> " + monthText(before));
    }
    return path;
}

Rational baseOn(const std::vector<BasePrice>& path, int month) {
    Rational price = path.front().price;
    for (const BasePrice& base : path) {
        if (base.month <= month) price = base.price;
    }
    return price;
}

std::vector<Application> readApplications(RouteReader& in, const ChallengePlan& plan) {
    std::vector<Application> applications;
    int before = plan.base.front().month;
    for (FieldCells& row : in.rows("applications")) {
        Application application;
        ChallengeStep& step = application.step;
        const std::string month = row.month("month");
        step.month = monthNumber(month).value_or(0);
        if (!month.empty() && step.month <= before)
            row.refuse("route.rowOrder", "month", month, "> " + monthText(before));
        before = step.month;
        const std::string number = std::to_string(applications.size() + 1);
        step.name =
            row.has("name") ? Text{row.text("name"), row.text("name")} : Text{"申請" + number, "application " + number};
        step.probability = row.number("probability");
        step.afterRefusal = row.yes("afterRefusal");
        if (step.afterRefusal && applications.empty()) {
            row.refuse("route.challengeFirst", "afterRefusal", "true", "false");
        }
        step.alpha = alphaOf(in, row, baseOn(plan.base, step.month), application);
        Trace trace =
            traceStep("challenge.alpha." + number, step.name, application.trace.formula, step.alpha, Unit::ratio);
        trace.inputs = application.trace.inputs;
        trace.inputs.push_back(row.input("p", "probability"));
        trace.clause = application.trace.clause;
        trace.status = application.trace.status;
        application.trace = std::move(trace);
        applications.push_back(std::move(application));
    }
    if (applications.empty() && !in.failed()) in.refuse("field.missing", "applications", {}, {});
    if (applications.size() > mostApplications) {
        in.refuse("route.challengeTooMany", "applications", std::to_string(applications.size()),
                  "≤ " + std::to_string(mostApplications));
    }
    return applications;
}

RouteTable pathTable(const ChallengeTree& tree) {
    RouteTable table;
    table.key = "path";
    table.title = {"価格の推移", "Path of the price"};
    table.columns = {{"month", {"適用月", "Month"}, Unit::none},
                     {"expected", {"期待価格", "Expected price"}, Unit::yen},
                     {"base", {"加算なしの価格", "Without later premiums"}, Unit::yen},
                     {"lowest", {"最低", "Lowest"}, Unit::yen},
                     {"highest", {"最高", "Highest"}, Unit::yen}};
    table.chart = RouteChart::stairs;
    for (const ChallengePricePoint& point : tree.points) {
        const std::string month = monthText(point.month);
        table.rows.push_back({routeCell(Text{month, month}), routeCell(point.expected), routeCell(point.base.exact()),
                              routeCell(point.lowest.exact()), routeCell(point.highest.exact())});
    }
    return table;
}

Text outcomeText(const std::vector<Application>& applications, const ChallengeLeaf& leaf) {
    Text text;
    for (std::size_t step = 0; step < applications.size(); ++step) {
        const Text& name = applications[step].step.name;
        const ChallengeOutcome outcome = leaf.outcomes[step];
        if (outcome == ChallengeOutcome::notMade) continue;
        const bool granted = outcome == ChallengeOutcome::granted;
        text.ja += (text.ja.empty() ? "" : "、") + name.ja + (granted ? "：取得" : "：不可");
        text.en += (text.en.empty() ? "" : ", ") + name.en + (granted ? ": granted" : ": refused");
    }
    return text;
}

RouteTable treeTable(const ChallengeTree& tree, const std::vector<Application>& applications, bool withRevenue) {
    RouteTable table;
    table.key = "tree";
    table.title = {"結果ごとの確率と最終価格", "Outcomes, their probability and end price"};
    table.columns = {{"outcome", {"結果", "Outcome"}, Unit::none},
                     {"probability", {"確率", "Probability"}, Unit::probability},
                     {"endPrice", {"期間末の価格", "End price"}, Unit::yen}};
    if (withRevenue) table.columns.push_back({"revenue", {"期間中の売上", "Revenue of the period"}, Unit::yen});
    for (const ChallengeLeaf& leaf : tree.leaves) {
        std::vector<RouteValue> row;
        row.push_back(routeCell(outcomeText(applications, leaf)));
        row.push_back(routeCell(leaf.probability));
        row.push_back(routeCell(leaf.endPrice.exact()));
        if (withRevenue) row.push_back(routeCell(leaf.revenue));
        table.rows.push_back(std::move(row));
    }
    return table;
}

RouteTable applicationTable(const std::vector<Application>& applications) {
    RouteTable table;
    table.key = "applications";
    table.title = {"申請と加算率", "Applications and premium rates"};
    table.columns = {{"name", {"申請", "Application"}, Unit::none},
                     {"month", {"適用月", "Month"}, Unit::none},
                     {"rate", {"A", "A"}, Unit::percent},
                     {"alpha", {"α", "α"}, Unit::ratio},
                     {"probability", {"取得の確率", "Probability of the grant"}, Unit::probability}};
    for (const Application& application : applications) {
        const std::string month = monthText(application.step.month);
        table.rows.push_back({routeCell(application.step.name), routeCell(Text{month, month}),
                              routeCell(application.rate), routeCell(application.step.alpha),
                              routeCell(application.step.probability)});
    }
    return table;
}

RouteTable revenueTable(const ChallengeTree& tree, const std::vector<Rational>& volumes) {
    RouteTable table;
    table.key = "years";
    table.title = {"年ごとの期待売上", "Expected revenue by year"};
    table.columns = {{"year", {"年", "Year"}, Unit::years},
                     {"volume", {"数量", "Volume"}, Unit::count},
                     {"revenue", {"期待売上", "Expected revenue"}, Unit::yen}};
    table.chart = RouteChart::bars;
    for (std::size_t year = 0; year < volumes.size(); ++year) {
        table.rows.push_back(
            {routeCell(Rational(year + 1)), routeCell(volumes[year]), routeCell(tree.yearlyRevenue[year])});
    }
    return table;
}

/// More applications than one product has: known only from hearsay, so it is said and not refused.
void noteRights(RouteReader& in, std::size_t applications, Issues& notes) {
    const auto allowed = in.pack().number("challenge.applications");
    if (!allowed || Rational(applications) <= allowed->value) return;
    notes.push_back({"route.challengeRepeated",
                     Severity::warning,
                     in.path() + "/applications",
                     std::to_string(applications),
                     exactText(allowed->value),
                     {}});
}

Result<RouteResult> price(RouteReader& in) {
    const std::string start = in.month("startMonth");
    const int years = in.whole("years");
    ChallengePlan plan;
    plan.months = years * monthsPerYear;
    plan.base = basePath(in, monthNumber(start).value_or(0));
    const std::vector<Application> applications = readApplications(in, plan);
    for (FieldCells& row : in.rows("volumes")) plan.volumes.push_back(row.number("volume"));
    if (plan.volumes.size() > static_cast<std::size_t>(years) && !in.failed()) {
        in.refuse("route.volumesTooLong", "volumes", std::to_string(plan.volumes.size()), "≤ " + std::to_string(years));
    }
    if (in.failed()) return in.issues();
    for (const Application& application : applications) plan.steps.push_back(application.step);
    const auto tree = challengeTree(plan, in.pack());
    if (!tree) return tree.issues();

    Rational none = 0;
    for (const ChallengeLeaf& leaf : tree->leaves) {
        bool granted = false;
        for (const ChallengeOutcome outcome : leaf.outcomes) granted = granted || outcome == ChallengeOutcome::granted;
        if (!granted) none += leaf.probability;
    }
    const bool withRevenue = !plan.volumes.empty();
    RouteResult result;
    result.figures.push_back(
        figure("expectedEndPrice", {"期間末の期待価格", "Expected end price"}, tree->expectedEndPrice, Unit::yen));
    result.figures.push_back(figure("probabilityAny", {"いずれかの加算を得る確率", "Probability of any premium"},
                                    1 - none, Unit::probability));
    if (withRevenue) {
        result.figures.push_back(
            figure("expectedRevenue", {"期間中の期待売上", "Expected revenue"}, tree->expectedRevenue, Unit::yen));
    }
    result.tables = {pathTable(*tree), treeTable(*tree, applications, withRevenue), applicationTable(applications)};
    if (withRevenue) result.tables.push_back(revenueTable(*tree, plan.volumes));
    noteRights(in, applications.size(), result.notes);
    result.trace = traceStep("challenge.expectedPrice", {"期間末の期待価格", "Expected end price"},
                             "Σ p × P × (1 + Σ α)", tree->expectedEndPrice, Unit::yen);
    result.trace.inputs = {in.input("P", "startPrice")};
    for (const Application& application : applications) result.trace.steps.push_back(application.trace);
    citeRounding(result.trace, in.rounding("listing"));
    inheritStatus(result.trace);
    return result;
}

std::vector<Field> fields() {
    const std::vector<FieldChoice> kinds{
        {"breakthrough", {"画期性加算", "breakthrough premium"}},
        {"usefulness", {"有用性加算", "usefulness premium"}},
        {"improvement", {"改良加算", "improvement premium"}},
        {"improvementLimited", {"改良加算（蓋然性・期限付）", "improvement premium, high probability or time-limited"}},
        {"marketability1", {"市場性加算(Ⅰ)", "marketability premium I"}},
        {"marketability2", {"市場性加算(Ⅱ)", "marketability premium II"}},
        {"pioneer", {"先駆加算", "pioneer premium"}},
        {"specificUse", {"特定用途加算", "specific-use premium"}}};
    const Text oneOf{"A、ポイント、αのどれか一つを入力する。", "Enter exactly one of A, points and α."};
    return {
        required(monthField("startMonth", {"期間の開始月", "First month"})),
        required(numberField("startPrice", {"開始時の価格", "Price at the start"}, Unit::yen, positive)),
        required(numberField("years", {"年数", "Years"}, Unit::years, {.above = 0, .atMost = 50, .whole = true})),
        tableField("basePath", {"その後の加算なしの価格", "Later prices without the premiums"},
                   {required(monthField("month", {"適用月", "Month"})),
                    required(numberField("price", {"価格", "Price"}, Unit::yen, positive))},
                   {"価格改定による推移（長期予測の結果など）", "As revised, e.g. from the price projection"}),
        required(tableField(
            "applications", {"申請", "Applications"},
            {textField("name", {"名称", "Name"}),
             required(monthField("month", {"新価格の適用月", "Month of the new price"})),
             choiceField("kind", {"加算の種類", "Kind of premium"}, kinds),
             numberField("rate", {"加算率 A", "Rate A"}, Unit::percent, positive, oneOf),
             numberField("points", {"ポイント", "Points"}, Unit::points, positive, oneOf),
             numberField("alpha", {"α", "α"}, Unit::ratio, positive, oneOf),
             required(numberField("probability", {"取得の確率", "Probability of the grant"}, Unit::probability, share)),
             yesNoField("afterRefusal", {"前の行が不可のときの再申請", "Repeat of the row above after a refusal"})})),
        numberField("fieldMean", {"分野の平均価格 B", "Mean price of the field, B"}, Unit::yen, positive,
                    {"入力するとαを価格水準で調整する。空欄：α = A/100",
                     "Scales α by the price relative to the field. Empty: α = A/100"}),
        tableField("volumes", {"年間数量（1年目から順に）", "Yearly volumes, from the first year on"},
                   {required(numberField("volume", {"数量", "Volume"}, Unit::count, notNegative))})};
}

}  // namespace

RouteDefinition challengeApplicationRoute() {
    RouteDefinition route;
    route.id = "challengeApplication";
    route.name = {"チャレンジ申請", "Challenge application"};
    route.purpose = {
        "収載後に得る加算の時期・率・確率から、期待価格の推移、結果ごとの最終価格、期待売上を求める。",
        "Expected price path, end price of every outcome and expected revenue from premiums that may be gained "
        "after listing."};
    route.fields = fields();
    route.price = price;
    return route;
}

}  // namespace kachi
