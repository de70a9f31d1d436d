#include "models/precedents/precedent.h"

#include <algorithm>
#include <map>
#include <sstream>

namespace kachi {
namespace {

bool holdsItem(const Precedent& precedent, const std::string& item) {
    return std::ranges::any_of(precedent.items,
                               [&](const std::string& own) { return own == item || own.starts_with(item); });
}

bool holdsWords(const Precedent& precedent, const std::string& words) {
    const std::string text = precedent.product + " " + precedent.company + " " + precedent.category + " " +
                             precedent.document + " " + precedent.field;
    std::istringstream stream(words);
    std::string word;
    while (stream >> word) {
        if (text.find(word) == std::string::npos) return false;
    }
    return true;
}

}  // namespace

std::string itemLetter(const std::string& item) {
    return item.substr(0, item.find('-'));
}

std::vector<Precedent> findPrecedents(const std::vector<Precedent>& all, const PrecedentQuery& query) {
    std::vector<Precedent> found;
    for (const Precedent& precedent : all) {
        const bool fits = (query.route.empty() || precedent.route == query.route) &&
                          (query.field.empty() || precedent.field == query.field) &&
                          (query.premium.empty() || precedent.premium == query.premium) &&
                          (query.item.empty() || holdsItem(precedent, query.item)) &&
                          precedent.year >= query.fromYear && precedent.year <= query.toYear &&
                          holdsWords(precedent, query.words);
        if (fits) found.push_back(precedent);
    }
    std::ranges::stable_sort(found,
                             [](const Precedent& left, const Precedent& right) { return left.year > right.year; });
    return found;
}

std::vector<std::pair<double, int>> grantedRates(const std::vector<Precedent>& precedents) {
    std::map<double, int> counts;
    for (const Precedent& precedent : precedents) {
        if (precedent.rate) ++counts[*precedent.rate];
    }
    return {counts.begin(), counts.end()};
}

}  // namespace kachi
