#pragma once

#include "models/core/trace.h"
#include "models/pricing/rule_pack.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <vector>

namespace kachi {

/// Price of one country in yen, already converted and rounded.
struct CountryPrice {
    std::string country;
    Text label;
    Rational price;
};

/// The two outlier steps of the foreign average (外国平均価格).
struct ForeignAverageRules {
    RuleNumber dropRatio;          ///< step 1: the highest is dropped above this multiple of the lowest
    RuleNumber dropFromCountries;  ///< … from this number of countries
    RuleNumber capRatio;           ///< step 2: the highest is held to this multiple of the mean of the others
    RuleNumber capFromCountries;   ///< … from this number of countries left
};

ForeignAverageRules foreignAverageRules(RuleReader& reader);

/// Mean over countries after both outlier steps, with what they did. Positions refer to the prices given.
template <class Number>
struct ForeignMean {
    Number average{};
    std::optional<std::size_t> dropped;
    std::optional<std::size_t> capped;
    Number othersMean{};  ///< mean of the other countries in step 2; only when step 2 was tested
    Number cap{};         ///< capRatio × othersMean; only when step 2 was tested
};

/// Step 1 looks at the highest price only; a second price above the limit stays and meets step 2.
/// @param prices yen per country, at least one, each > 0
/// Source: 令和4年度保険医療材料制度改革の概要 p. 23. Checked: its illustration (7,685 yen).
template <class Number>
ForeignMean<Number> foreignMean(const std::vector<Number>& prices, const Number& dropRatio, std::size_t dropFrom,
                                const Number& capRatio, std::size_t capFrom) {
    ForeignMean<Number> mean;
    std::vector<std::size_t> kept(prices.size());
    std::iota(kept.begin(), kept.end(), std::size_t{0});
    std::stable_sort(kept.begin(), kept.end(), [&](std::size_t a, std::size_t b) { return prices[a] < prices[b]; });

    if (kept.size() > 1 && kept.size() >= dropFrom && prices[kept.back()] > dropRatio * prices[kept.front()]) {
        mean.dropped = kept.back();
        kept.pop_back();
    }
    Number sum = 0;
    for (const std::size_t position : kept) sum += prices[position];
    if (kept.size() > 1 && kept.size() >= capFrom) {
        const Number highest = prices[kept.back()];
        mean.othersMean = (sum - highest) / Number(kept.size() - 1);
        mean.cap = capRatio * mean.othersMean;
        if (highest > mean.cap) {
            mean.capped = kept.back();
            sum += mean.cap - highest;
        }
    }
    mean.average = sum / Number(kept.size());
    return mean;
}

struct ForeignAverage {
    std::vector<CountryPrice> prices;
    ForeignMean<Rational> mean;
    Trace trace;
};

/// Foreign average of these country prices under the pack, step by step.
/// Issues: pricing.ruleAbsent, pricing.foreignPricesMissing (no country), pricing.notPositive.
Result<ForeignAverage> foreignAverage(const std::vector<CountryPrice>& prices, const RulePack& pack);

/// Ceiling of a new listing (外国平均価格による調整).
struct ForeignCeilingRules {
    RuleNumber multiple;     ///< of the foreign average
    RuleSwitch taxIncluded;  ///< the average is compared with the price including tax
    RuleNumber tax;          ///< only where it is not

    Rational taxFactor() const { return taxIncluded.value ? Rational(1) : Rational(1 + tax.value); }
};

/// @param relaxed  needs review, orphan, pioneer or specific-use device
ForeignCeilingRules foreignCeilingRules(RuleReader& reader, bool relaxed);

/// Average × multiple, times 1 + tax where the average is compared before tax; yen.
Rational foreignCeiling(const Rational& average, const ForeignCeilingRules& rules);

/// The ceiling beside the price it is compared with.
Trace foreignCeilingTrace(const Rational& average, const Rational& beforeCeiling, const ForeignCeilingRules& rules);

}  // namespace kachi
