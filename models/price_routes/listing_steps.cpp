#include "models/price_routes/listing_steps.h"

#include "models/core/calendar_day.h"
#include "models/price_routes/foreign_price_fields.h"
#include "models/pricing/cost_calculation.h"
#include "models/pricing/row_checks.h"

namespace kachi {

using namespace field_limits;
namespace {

const std::vector<FieldChoice> reviewKinds{
    {"priority", {"新医療機器（優先審査）", "new device, priority review"}},
    {"ordinary", {"新医療機器（通常審査）", "new device, ordinary review"}},
    {"improved", {"改良医療機器（臨床あり）", "improved device with clinical data"}}};

const Text beforePremiums{"加算前の算定値", "value before premiums"};

/// Rapid introduction as declared: its share of the premium and the years it counts.
struct RapidIntroduction {
    RuleNumber share;
    RuleNumber years;
    std::string until;  ///< last day; empty without a listing date
};

void checkDays(RouteReader& in, const char* key, const RuleNumber& limit) {
    const Rational days = in.number(key);
    if (!in.failed() && days > limit.value) {
        in.refuse("routeListing.rapidDays", key, exactText(days), "≤ " + exactText(limit.value));
    }
}

std::string lastDay(const std::string& listingDate, const RuleNumber& years) {
    const auto day = calendarDay(listingDate);
    if (!day) return {};
    const int months = static_cast<int>(toDouble(12 * years.value));
    return dayText(plusDays(firstOfMonth(*day, months), day->day - 2));
}

std::optional<RapidIntroduction> readRapid(RouteReader& in, bool hasPremium, Issues& notes) {
    const std::string listingDate = in.date("listingDate");
    const bool days = in.has("rapidApplicationDays");
    const bool review = in.has("rapidReviewDays") || in.has("rapidReviewKind");
    if (!in.yes("rapidIntroduction")) {
        for (const char* key : {"rapidApplicationDays", "rapidReviewDays", "rapidReviewKind"}) {
            if (in.has(key)) in.refuse("routeListing.onlyWithRapid", key, {}, "rapidIntroduction");
        }
        return {};
    }
    if (!hasPremium) in.refuse("routeListing.rapidWithoutPremium", "rapidIntroduction", {}, {});
    RapidIntroduction rapid{in.rule("premium.rapid.share"), in.rule("premium.rapid.years"), {}};
    if (days) checkDays(in, "rapidApplicationDays", in.rule("premium.rapid.applicationDays"));
    if (review) {
        const std::string kind = in.neededChoice("rapidReviewKind");
        if (!kind.empty()) checkDays(in, "rapidReviewDays", in.rule("premium.rapid.reviewDays." + kind));
    }
    if (!days || !review) {
        notes.push_back({"routeListing.rapidUnchecked", Severity::warning, "/inputs/rapidIntroduction", {}, {}, {}});
    }
    rapid.until = lastDay(listingDate, rapid.years);
    return rapid;
}

/// The amounts of one listing.
struct Amounts {
    Rational beforeCeiling;
    std::optional<Rational> ceiling;
    Rational adjusted;
    Rational price;

    bool cut() const { return ceiling && beforeCeiling > *ceiling; }
};

Amounts adjustedPrice(const Rational& beforeCeiling, const std::optional<Rational>& ceiling,
                      const RoundingRule& listing) {
    Amounts amounts{beforeCeiling, ceiling, beforeCeiling, 0};
    if (amounts.cut()) amounts.adjusted = *ceiling;
    amounts.price = applyRounding(listing, amounts.adjusted);
    return amounts;
}

Trace sumTrace(const ListingBase& base, const std::optional<ListingPremiums>& premiums, const Rational& sum) {
    Trace trace =
        traceStep("pricing.beforeCeiling", {"外国平均価格による調整前の価格", "Price before the foreign adjustment"},
                  "X", sum, Unit::yen);
    trace.inputs = {traceInput("X", beforePremiums, base.premiums.base)};
    if (premiums) {
        trace.formula += " + a";
        trace.inputs.push_back(traceInput("a", {"加算額", "premium amount"}, premiums->amount));
    }
    if (base.flatPremiumTrace) {
        trace.formula += " + e";
        trace.inputs.push_back(traceInput("e", base.flatPremiumTrace->label, base.flatPremium));
    }
    return trace;
}

void addPremiums(const ListingPremiums& premiums, RouteResult& result) {
    if (premiums.fieldMean) {
        result.figures.push_back(
            figure("fieldMean", {"分野の平均価格 B", "Field mean B"}, *premiums.fieldMean, Unit::yen));
    }
    result.figures.push_back(figure("alpha", {"加算率 Σα", "Premium rate Σα"}, premiums.alpha, Unit::ratio));
    result.figures.push_back(figure("premiumAmount", {"加算額", "Premium amount"}, premiums.amount, Unit::yen));
    result.tables.insert(result.tables.end(), premiums.tables.begin(), premiums.tables.end());
    result.trace.steps.push_back(premiums.trace);
}

void addForeign(const ForeignInput& foreign, const ForeignCeilingRules& rules, const Amounts& amounts,
                const RulePack& pack, RouteResult& result) {
    result.trace.steps.push_back(foreign.trace);
    result.trace.steps.push_back(foreignCeilingTrace(foreign.average, amounts.beforeCeiling, rules));
    if (!foreign.countries.rows.empty()) result.tables.push_back(foreign.countries);
    result.figures.push_back(
        figure("foreignAverage", {"外国平均価格", "Foreign average price"}, foreign.average, Unit::yen));
    for (RouteFigure& figure :
         ceilingFigures(amounts.beforeCeiling, *amounts.ceiling, amounts.price, foreign.average, pack)) {
        result.figures.push_back(std::move(figure));
    }
}

void addTemporaryPrice(const RapidIntroduction& rapid, const Amounts& amounts, const Rational& premium,
                       const RoundingRule& listing, RouteResult& result) {
    const Text label{"迅速な保険導入の期間の価格", "Price while rapid introduction counts"};
    const Rational price = applyRounding(listing, Rational(amounts.adjusted + rapid.share.value * premium));
    Trace step = traceStep("pricing.temporaryPrice", label, "P + s × a", price, Unit::yen);
    step.inputs = {traceInput("P", {"調整後の価格", "price after the foreign adjustment"}, amounts.adjusted),
                   traceInput("s", rapid.share),
                   traceInput("a", {"加算額（丸め前）", "premium amount, unrounded"}, premium)};
    citeRules(step, {rapid.share, rapid.years});
    citeRounding(step, listing);
    result.trace.steps.push_back(std::move(step));
    result.figures.push_back(figure("temporaryPrice", label, price, Unit::yen));
    if (!rapid.until.empty()) {
        result.figures.push_back(
            figure("temporaryUntil", {"その期間の末日", "Last day of that price"}, Text{rapid.until, rapid.until}));
    }
    if (amounts.cut()) result.notes.push_back({"pricing.temporaryUnderCeiling", Severity::warning, {}, {}, {}, {}});
}

void addPriceAfterPeriod(const Amounts& after, const Rational& sum, const Rational& limitedAmount,
                         const RoundingRule& listing, RouteResult& result) {
    const Text label{"期限付加算の終了後の価格", "Price after the time-limited premium"};
    Trace step = traceStep("pricing.priceAfterPeriod", label, "round(P − a)", after.price, Unit::yen);
    step.inputs = {traceInput("P", {"調整前の価格", "price before the ceiling"}, sum),
                   traceInput("a", {"期限付の加算額", "time-limited premium amount"}, limitedAmount)};
    citeRounding(step, listing);
    result.trace.steps.push_back(std::move(step));
    result.figures.push_back(figure("priceAfterPeriod", label, after.price, Unit::yen));
}

void addWishedPrice(const Rational& wished, RouteResult& result) {
    result.figures.push_back(figure("wishedDifference", {"希望価格との差", "Difference from the wished price"},
                                    result.price->exact() - wished, Unit::yen));
    result.figures.push_back(figure("wishedRatio", {"算定価格／希望価格", "Price ÷ wished price"},
                                    result.price->exact() / wished, Unit::ratio));
}

/// The cost method may be asked for where the comparison gives little against the foreign average.
void noteCostMethod(RouteReader& in, const Amounts& amounts, const Rational& average, Issues& notes) {
    auto multiple = in.pack().number("comparison.costMethodBelow");
    const auto forChildren = in.pack().number("comparison.costMethodBelowChildren");
    if (in.yes("forChildren") && forChildren) multiple = forChildren;
    if (!multiple || amounts.beforeCeiling > multiple->value * average) return;
    notes.push_back({"routeListing.costMethodPossible",
                     Severity::info,
                     "/inputs/foreignPrices",
                     exactText(amounts.beforeCeiling),
                     exactText(multiple->value * average),
                     {}});
}

}  // namespace

std::vector<Field> listingFields() {
    std::vector<Field> fields = premiumFields();
    const std::vector<Field> rapid{
        yesNoField("rapidIntroduction", {"迅速な保険導入に係る評価", "Rapid introduction"}),
        numberField("rapidApplicationDays", {"米国申請からの日数", "Days after the US application"}, Unit::none,
                    {.whole = true}, {"本邦の申請が先なら負の数", "negative when Japan was first"}),
        numberField("rapidReviewDays", {"申請者側の審査期間（日）", "Review time on the applicant's side, days"},
                    Unit::none, {.atLeast = 0, .whole = true}),
        choiceField("rapidReviewKind", {"審査の種類", "Kind of review"}, reviewKinds),
        dateField("listingDate", {"収載日", "Listing date"})};
    fields.insert(fields.end(), rapid.begin(), rapid.end());
    for (Field& field : foreignPriceFields()) fields.push_back(std::move(field));
    fields.push_back(numberField("wishedPrice", {"希望価格", "Wished price"}, Unit::yen, positive));
    return fields;
}

Result<RouteResult> listingPrice(RouteReader& in, const ListingBase& base) {
    RouteResult result;
    const auto premiums = readPremiums(in, base.premiums);
    const auto rapid = readRapid(in, !in.rows("premiums").empty(), result.notes);
    const auto foreign = readForeignAverage(in);
    ForeignCeilingRules ceilingRules;
    if (foreign || in.has("relaxedReason")) ceilingRules = readCeilingRules(in);
    const RoundingRule listing = withPriceUnit(in.rounding("listing"), base.priceUnit);
    const auto wished = in.optionalNumber("wishedPrice");
    if (in.failed()) return in.issues();

    std::optional<Rational> ceiling;
    if (foreign) ceiling = foreignCeiling(foreign->average, ceilingRules);
    const Rational sum = base.premiums.base + (premiums ? premiums->amount : Rational(0)) + base.flatPremium;
    const Amounts amounts = adjustedPrice(sum, ceiling, listing);
    Issues tooLarge;
    checkAmount("pricing.price", amounts.price, tooLarge);
    if (!tooLarge.empty()) return tooLarge;

    result.price = toYen(amounts.price);
    result.priceLabel = {"算定価格", "Calculated price"};
    Trace& trace = result.trace;
    trace = traceStep("pricing.price", {"算定価格", "Calculated price"}, "round(P)", amounts.price, Unit::yen);
    trace.inputs = {traceInput("P", {"丸め前の価格", "price before rounding"}, amounts.adjusted)};
    citeRounding(trace, listing);
    trace.steps.push_back(base.trace);
    result.figures.push_back(
        figure("base", {"加算前の算定値 X", "Value before premiums X"}, base.premiums.base, Unit::yen));
    if (premiums) addPremiums(*premiums, result);
    if (base.flatPremiumTrace) {
        result.figures.push_back(
            figure(base.flatPremiumTrace->id, base.flatPremiumTrace->label, base.flatPremium, Unit::yen));
        trace.steps.push_back(*base.flatPremiumTrace);
    }
    if (premiums || base.flatPremiumTrace) trace.steps.push_back(sumTrace(base, premiums, sum));
    if (foreign) {
        addForeign(*foreign, ceilingRules, amounts, in.pack(), result);
        if (base.comparison) noteCostMethod(in, amounts, foreign->average, result.notes);
    }
    inheritStatus(trace);
    result.figures.push_back(
        figure("unrounded", {"丸め前の価格", "Price before rounding"}, amounts.adjusted, Unit::yen));
    if (rapid && premiums) addTemporaryPrice(*rapid, amounts, premiums->amount, listing, result);
    if (premiums && premiums->limited) {
        addPriceAfterPeriod(adjustedPrice(sum - premiums->limitedAmount, ceiling, listing), sum,
                            premiums->limitedAmount, listing, result);
    }
    if (wished) addWishedPrice(*wished, result);
    return result;
}

}  // namespace kachi
