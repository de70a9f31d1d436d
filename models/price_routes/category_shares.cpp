#include "models/price_routes/category_shares.h"

#include <algorithm>
#include <numeric>

namespace kachi {
namespace {

using namespace field_limits;

Text patternText(SharePattern pattern) {
    switch (pattern) {
        case SharePattern::oneMaker:
            return {"類型1（1社が大半）", "Pattern 1: one maker has most"};
        case SharePattern::topTwo:
            return {"類型2（上位2社が大半）", "Pattern 2: the top two have most"};
        case SharePattern::dispersed:
            return {"類型3（分散）", "Pattern 3: dispersed"};
        case SharePattern::notStated:
            break;
    }
    return {"未判定", "not judged"};
}

std::vector<FieldChoice> patternChoices() {
    std::vector<FieldChoice> choices;
    for (const SharePattern pattern : {SharePattern::oneMaker, SharePattern::topTwo, SharePattern::dispersed}) {
        choices.push_back({std::to_string(static_cast<int>(pattern)), patternText(pattern)});
    }
    return choices;
}

Rational total(const std::vector<Rational>& shares) {
    return std::accumulate(shares.begin(), shares.end(), Rational(0));
}

}  // namespace

std::vector<Field> categoryShareFields() {
    const Text threshold{"条文に数値がない。利用者が設定する", "the texts give no number; set by the analyst"};
    return {tableField("suppliers", {"区分内の供給者とシェア", "Suppliers of the category and their shares"},
                       {textField("name", {"企業", "Supplier"}),
                        required(numberField("share", {"シェア", "Share"}, Unit::ratio, share)),
                        yesNoField("requester", {"要望する", "Requests the recalculation"})}),
            choiceField("pattern", {"シェアの類型", "Share pattern"}, patternChoices(),
                        {"空欄はシェアから判定", "empty: judged from the shares"}),
            numberField("mostFrom", {"「大半」とみなすシェア", "Share that counts as “most”"}, Unit::ratio, share,
                        threshold),
            numberField("largeFrom", {"「他社が補えない」とみなすシェア", "Share so large that others cannot cover"},
                        Unit::ratio, share, threshold)};
}

CategoryShares readCategoryShares(RouteReader& in) {
    CategoryShares read;
    std::vector<Rational> requesters;
    for (FieldCells& row : in.rows("suppliers")) {
        read.shares.push_back(row.number("share"));
        if (row.yes("requester")) requesters.push_back(read.shares.back());
    }
    if (read.known() && requesters.empty()) in.refuse("unprofitable.noRequester", "suppliers", {}, {});
    const Rational sum = total(read.shares);
    if (sum > 1) in.refuse("unprofitable.sharesOverWhole", "suppliers", exactText(sum * 100) + "%", "≤ 100%");

    std::sort(read.shares.begin(), read.shares.end(), std::greater<>());
    std::sort(requesters.begin(), requesters.end(), std::greater<>());
    if (!requesters.empty()) {
        read.requester = requesters[0];
        read.topTwoRequesters = requesters.size() > 1 ? Rational(requesters[0] + requesters[1]) : requesters[0];
    }
    const auto most = in.optionalNumber("mostFrom");
    const std::string stated = in.choice("pattern");
    read.pattern = stated.empty() ? sharePatternOf(read.shares, most) : static_cast<SharePattern>(stated[0] - '0');
    return read;
}

void addCategoryShares(const CategoryShares& shares, RouteResult& result) {
    result.figures.push_back(figure("sharePattern", {"シェアの類型", "Share pattern"}, patternText(shares.pattern)));
    if (!shares.known()) return;
    Rational index = 0;
    for (const Rational& part : shares.shares) index += part * part * 10'000;
    result.figures.push_back(figure("requesterShare", {"要望企業のシェア", "Share of the requester"},
                                    shares.requester.value_or(0), Unit::ratio));
    result.figures.push_back(figure("topTwoRequesters", {"要望企業上位2社のシェア", "Share of the top two requesters"},
                                    shares.topTwoRequesters.value_or(0), Unit::ratio));
    result.figures.push_back(figure(
        "herfindahl", {"集中度（HHI、入力されたシェアの平方和）", "Concentration (HHI, squares of the shares entered)"},
        index, Unit::index));
    const Rational sum = total(shares.shares);
    if (sum < 1) {
        result.notes.push_back({"unprofitable.sharesIncomplete",
                                Severity::warning,
                                "/inputs/suppliers",
                                exactText(sum * 100) + "%",
                                {},
                                {}});
    }
}

}  // namespace kachi
