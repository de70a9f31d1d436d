#include "models/price_routes/raise_context.h"

#include <algorithm>

namespace kachi {

void addRaiseContext(const RouteReader& in, const Rational& ratio, RouteResult& result) {
    const auto add = [&](const char* rule, const char* key, const Text& label) {
        const auto found = in.pack().number(rule);
        if (found) result.figures.push_back(figure(key, label, found->value, found->unit));
    };
    add("recalculation.raisedCategories", "raisedCategories",
        {"この改定で引き上げられた区分数", "Categories raised in this revision"});
    add("recalculation.raise.lowest", "raiseLowest", {"公表された引上げ率の最小", "Smallest published raise"});
    add("recalculation.raise.median", "raiseMedian", {"公表された引上げ率の中央値", "Median published raise"});
    add("recalculation.raise.highest", "raiseHighest", {"公表された引上げ率の最大", "Largest published raise"});
    if (!in.surroundings().raises) return;

    RouteTable table;
    table.key = "publishedRaises";
    table.title = {"公表された引上げ（収載分）", "Published raises that are listed here"};
    table.columns = {{"category", {"機能区分", "Functional category"}, Unit::none},
                     {"before", {"改定前", "Before"}, Unit::yen},
                     {"after", {"改定後", "After"}, Unit::yen},
                     {"raise", {"引上げ率", "Raise"}, Unit::ratio},
                     {"basis", {"比較した価格", "Compared with"}, Unit::none}};
    std::vector<const PublishedRaise*> listed;
    for (const PublishedRaise& raise : *in.surroundings().raises) {
        if (raise.pack == in.pack().id) listed.push_back(&raise);
    }
    if (listed.empty()) return;
    std::stable_sort(listed.begin(), listed.end(),
                     [](const auto* left, const auto* right) { return left->ratio() < right->ratio(); });
    int notLarger = 0;
    for (const PublishedRaise* raise : listed) {
        notLarger += raise->ratio() <= ratio;
        const Text basis = raise->split ? Text{"分割前の区分", "the category before the split"}
                                        : Text{"同じ区分", "the same category"};
        table.rows.push_back({{{}, raise->category},
                              {raise->before, {}},
                              {raise->after, {}},
                              {Rational(raise->ratio() - 1), {}},
                              {{}, basis}});
    }
    result.figures.push_back(
        figure("raiseRank",
               {"収載した引上げのうち、これを超えないものの割合", "Share of the listed raises that are not larger"},
               Rational(notLarger, static_cast<int>(listed.size())), Unit::ratio));
    result.tables.push_back(std::move(table));
}

}  // namespace kachi
