// Price revision by the market-price method (市場実勢価格加重平均値一定幅方式).
#include "models/price_routes/routes.h"
#include "models/pricing/price_revision.h"

namespace kachi {

using namespace route_limits;

namespace {

const std::vector<RouteChoice> taxBases{{"excluded", {"税抜", "excluding tax"}},
                                        {"included", {"税込", "including tax"}}};

Result<RouteResult> price(RouteReader& in) {
    const Rational oldPrice = in.number("oldPrice");
    const Rational entered = in.number("marketPrice");
    const bool taxIncluded = in.neededChoice("taxBasis") == "included";
    const RuleNumber tax = in.rule("tax.rate");
    if (in.failed()) return in.issues();

    const Rational mean = taxIncluded ? Rational(entered / (1 + tax.value)) : entered;
    auto revised = marketPriceRevision(oldPrice, mean, in.pack());
    if (!revised) return revised.issues();
    RouteResult result;
    result.price = revised->price;
    result.priceLabel = {"改定後の価格", "Price after the revision"};
    result.figures = {figure("divergence", {"乖離率", "Divergence of the market price"},
                             1 - mean * (1 + tax.value) / oldPrice, Unit::ratio),
                      figure("unrounded", {"丸め前の価格", "Price before rounding"}, revised->unrounded, Unit::yen)};
    result.trace = std::move(revised->trace);
    return result;
}

}  // namespace

RouteDefinition marketRevisionRoute() {
    RouteDefinition route;
    route.id = "marketRevision";
    route.name = {"価格改定（市場実勢価格）", "Price revision by market price"};
    route.purpose = {"市場実勢価格の加重平均に一定幅を加えた改定価格。改定前の価格を超えない。",
                     "Weighted mean of the market prices plus the margin; never above the price before the revision."};
    route.fields = {
        required(numberField("oldPrice", {"改定前の価格", "Price before the revision"}, Unit::yen, positive)),
        required(
            numberField("marketPrice", {"市場実勢価格の加重平均", "Weighted mean market price"}, Unit::yen, positive)),
        required(choiceField("taxBasis", {"市場実勢価格の税の扱い", "Tax basis of the market price"}, taxBases))};
    route.price = price;
    return route;
}

}  // namespace kachi
