// Price of a remanufactured single-use device (再製造単回使用医療機器): listing and revision.
#include "models/price_routes/revision_cells.h"
#include "models/price_routes/routes.h"
#include "models/pricing/price_revision.h"

namespace kachi {

using namespace field_limits;
namespace {

/// Before the cap at the original's price.
struct OwnPrice {
    Rational unrounded;
    Trace trace;
};

Result<OwnPrice> listed(RouteReader& in, const Rational& original) {
    const std::optional<Rational> own = in.optionalNumber("coefficient");
    const RuleNumber coefficient = own ? userNumber(*own, Unit::ratio, {"再製造係数", "remanufacture coefficient"})
                                       : in.rule("remanufactured.coefficient");
    if (in.failed()) return in.issues();
    OwnPrice price;
    price.unrounded = original * coefficient.value;
    price.trace = traceStep("remanufactured.base", {"再製造係数による価格", "Price by the remanufacture coefficient"},
                            "P × c", price.unrounded, Unit::yen);
    price.trace.inputs = {in.input("P", "originalPrice"),
                          own ? in.input("c", "coefficient") : traceInput("c", coefficient)};
    citeRules(price.trace, {coefficient});
    return price;
}

Result<OwnPrice> revised(RouteReader& in) {
    const Rational oldPrice = in.number("oldPrice");
    const Rational market = in.number("marketPrice");
    const RuleNumber tax = in.rule("tax.rate");
    const Rational mean = withoutTax(in, market, tax);
    refuseUnused(in, "coefficient", "oldPrice");
    if (in.failed()) return in.issues();
    auto revision = marketPriceRevision(oldPrice, mean, in.pack());
    if (!revision) return revision.issues();
    OwnPrice price{revision->unrounded, std::move(revision->trace)};
    linkInput(price.trace, "S", in.input("S", "oldPrice"));
    return price;
}

Result<RouteResult> price(RouteReader& in) {
    const Rational original = in.number("originalPrice");
    const bool revision = in.has("oldPrice") || in.has("marketPrice");
    auto own = revision ? revised(in) : listed(in, original);
    if (!own) return own.issues();
    const RoundingRule listing = in.rounding("listing");
    const bool above = own->unrounded > original;
    const RuleSwitch capped = above ? in.flag("remanufactured.capAtOriginal") : RuleSwitch{};
    if (in.failed()) return in.issues();

    const bool held = above && capped.value;
    RouteResult result;
    result.price = toYen(applyRounding(listing, held ? original : own->unrounded));
    result.priceLabel = revision
                            ? Text{"改定後の再製造品の価格", "Price of the remanufactured device after the revision"}
                            : Text{"再製造品の価格", "Price of the remanufactured device"};
    result.figures = {figure("unrounded", {"丸め前の価格", "Price before rounding"}, own->unrounded, Unit::yen),
                      figure("shareOfOriginal", {"原型医療機器の価格に対する割合", "Share of the original's price"},
                             result.price->exact() / original, Unit::ratio),
                      figure("limited", {"原型医療機器の価格による上限の適用", "Held at the original's price"},
                             held ? Text{"適用", "yes"} : Text{"なし", "no"})};
    result.trace = traceStep("remanufactured.price", result.priceLabel, held ? "P" : "min(P′, P)",
                             result.price->exact(), Unit::yen);
    result.trace.inputs = {in.input("P", "originalPrice"),
                           traceInput("P′", {"上限の適用前", "before the cap"}, own->unrounded)};
    if (above) citeRules(result.trace, {capped});
    citeRounding(result.trace, listing);
    result.trace.steps.push_back(std::move(own->trace));
    inheritStatus(result.trace);
    return result;
}

}  // namespace

RouteDefinition remanufacturedRoute() {
    RouteDefinition route;
    route.id = "remanufactured";
    route.name = {"再製造品", "Remanufactured device"};
    route.purpose = {
        "原型医療機器の機能区分の価格に再製造係数を乗じる。改定は自らの市場実勢価格により、原型を超えない。",
        "Price of the original's category times the remanufacture coefficient; revised by its own market "
        "price and never above the original."};
    route.fields = {
        required(numberField("originalPrice", {"原型医療機器の機能区分の価格", "Price of the original's category"},
                             Unit::yen, positive, {"改定のときは改定後の価格", "At a revision: the price after it"})),
        numberField("coefficient", {"再製造係数", "Remanufacture coefficient"}, Unit::ratio, positive,
                    {"空欄：規則の原則値。個別に定められた場合に入力する。",
                     "Empty: the rule's usual value; enter it where it was set case by case."}),
        numberField("oldPrice", {"改定前の再製造品の価格", "Price of the remanufactured device before the revision"},
                    Unit::yen, positive, {"改定のときだけ", "At a revision only"}),
        numberField("marketPrice", {"再製造品の市場実勢価格", "Market price of the remanufactured device"}, Unit::yen,
                    positive, {"改定のときだけ", "At a revision only"}),
        taxBasisField({"市場実勢価格の税の扱い", "Tax basis of the market price"})};
    route.price = price;
    return route;
}

}  // namespace kachi
