#pragma once

#include "models/pricing/foreign_average.h"

#include <cmath>
#include <type_traits>

namespace kachi {

/// Which limit holds α.
enum class AlphaBound { none, rateLow, rateHigh, kindLow, kindHigh };

/// A rule number in the arithmetic of a run: Rational for the base case, double for draws.
template <class Number>
Number ruleValue(const Rational& value) {
    if constexpr (std::is_same_v<Number, double>) {
        return toDouble(value);
    } else {
        return value;
    }
}

/// Premium rate after scaling by price and limits.
template <class Number>
struct Alpha {
    Number flat{};       ///< A/100
    Number unbounded{};  ///< scaled by price, before limits
    Number value{};
    AlphaBound bound = AlphaBound::none;
    Number amount{};  ///< X × α
};

template <class Number>
struct AlphaRuleValues {
    double base = 1;
    double logBase = 0;
    Number lowFactor{};
    Number highFactor{};
    bool limitByRate = true;
};

template <class Number>
struct PremiumKindValues {
    bool scaled = true;
    std::optional<Number> low;
    std::optional<Number> high;
};

/// base^(log(ratio)/log(logBase)): what the premium rules multiply a rate by. @pre all > 0, logBase ≠ 1
inline double priceScale(double ratio, double base, double logBase) {
    return std::pow(base, std::log(ratio) / std::log(logBase));
}

/// α = (A/100) × 1.5^(log(X/B)/log 0.5), held by 0.5 A/100 … 1.5 A/100 and by the limits of the kind.
/// The power is irrational: it is worked out in double and taken as the decimal number it prints as.
/// @param rate  A, percent
/// @param priceToMean  X/B
/// Source: Annex 2 (別表2), 中医協総会511回 総-4-1 p. 12. Checked: S-2016-021-multi-6, R-2022-220.
template <class Number>
Alpha<Number> premiumAlpha(const Number& rate, double priceToMean, const AlphaRuleValues<Number>& rules,
                           const PremiumKindValues<Number>& kind) {
    Alpha<Number> alpha;
    const Number& flat = alpha.flat = rate / Number(100);
    alpha.unbounded = flat;
    if (kind.scaled) {
        const double scale = priceScale(priceToMean, rules.base, rules.logBase);
        if constexpr (std::is_same_v<Number, double>) {
            alpha.unbounded = flat * scale;
        } else {
            alpha.unbounded = flat * exactDecimal(scale);
        }
    }
    alpha.value = alpha.unbounded;
    const auto raise = [&](const Number& limit, AlphaBound bound) {
        if (!(alpha.value < limit)) return;
        alpha.value = limit;
        alpha.bound = bound;
    };
    const auto lower = [&](const Number& limit, AlphaBound bound) {
        if (!(alpha.value > limit)) return;
        alpha.value = limit;
        alpha.bound = bound;
    };
    if (kind.scaled && rules.limitByRate) {
        raise(rules.lowFactor * flat, AlphaBound::rateLow);
        lower(rules.highFactor * flat, AlphaBound::rateHigh);
    }
    if (kind.low) raise(*kind.low, AlphaBound::kindLow);
    if (kind.high) lower(*kind.high, AlphaBound::kindHigh);
    return alpha;
}

/// The premiums on one base price together.
template <class Number>
struct PremiumSteps {
    std::vector<Alpha<Number>> premiums;
    Number amount{};  ///< X × Σα, unrounded
};

/// @param fieldMean  B; absent where no premium follows the price of its field
/// @param rates  A in percent, [premium]
template <class Number>
PremiumSteps<Number> premiumSteps(const Number& base, const std::optional<Number>& fieldMean,
                                  const std::vector<Number>& rates, const AlphaRuleValues<Number>& rules,
                                  const std::vector<PremiumKindValues<Number>>& kinds) {
    double priceToMean = 1;
    if (fieldMean) {
        const Number ratio = base / *fieldMean;
        if constexpr (std::is_same_v<Number, double>) {
            priceToMean = ratio;
        } else {
            priceToMean = toDouble(ratio);
        }
    }
    PremiumSteps<Number> steps;
    for (std::size_t row = 0; row < rates.size(); ++row) {
        Alpha<Number> alpha = premiumAlpha(rates[row], priceToMean, rules, kinds[row]);
        alpha.amount = base * alpha.value;
        steps.amount += alpha.amount;
        steps.premiums.push_back(std::move(alpha));
    }
    return steps;
}

template <class Number>
Number meanOf(const std::vector<Number>& values) {
    Number sum = 0;
    for (const Number& value : values) sum += value;
    return sum / Number(values.size());
}

/// All numbers of one price calculation.
template <class Number>
struct PriceNumbers {
    Number comparator{};
    Number proration = 1;
    std::vector<Number> field;          ///< yen, [category]
    std::vector<Number> rates;          ///< A in percent, [premium]
    std::vector<Number> localPrices;    ///< local currency, [country]
    std::vector<Number> exchangeRates;  ///< yen per unit, [country]
};

template <class Number>
struct PriceRuleValues {
    AlphaRuleValues<Number> alpha;
    std::vector<PremiumKindValues<Number>> kinds;  ///< [premium]
    Number rapidShare{};
    Number dropRatio{};
    std::size_t dropFrom = 0;
    Number capRatio{};
    std::size_t capFrom = 0;
    Number ceiling{};       ///< multiple of the foreign average
    Number ceilingTax = 1;  ///< 1 + tax where the average is compared before tax
    RoundingRule country;
    RoundingRule listing;
};

template <class Number>
struct PriceSteps {
    Number base{};  ///< X
    Number fieldMean{};
    std::vector<Alpha<Number>> premiums;
    Number premiumAmount{};
    Number beforeCeiling{};
    std::vector<Number> countryPrices;
    ForeignMean<Number> foreign;
    Number ceiling{};  ///< yen; only when there are foreign prices
    bool ceilingBinds = false;
    Number adjusted{};  ///< after the foreign adjustment, before rounding
    Number price{};
    Number temporary{};  ///< with the extra for rapid introduction
};

/// The order of the official calculation: base, premium, foreign adjustment, one rounding at the end.
/// @pre every number is positive; `field` is not empty when a premium is scaled
template <class Number>
PriceSteps<Number> priceSteps(const PriceNumbers<Number>& in, const PriceRuleValues<Number>& rules) {
    PriceSteps<Number> steps;
    steps.base = in.comparator * in.proration;
    std::optional<Number> fieldMean;
    if (!in.field.empty()) fieldMean = steps.fieldMean = meanOf(in.field);
    auto premiums = premiumSteps(steps.base, fieldMean, in.rates, rules.alpha, rules.kinds);
    steps.premiums = std::move(premiums.premiums);
    steps.premiumAmount = premiums.amount;
    steps.beforeCeiling = steps.base + steps.premiumAmount;
    steps.adjusted = steps.beforeCeiling;
    if (!in.localPrices.empty()) {
        for (std::size_t row = 0; row < in.localPrices.size(); ++row) {
            const Number converted = in.localPrices[row] * in.exchangeRates[row];
            steps.countryPrices.push_back(applyRounding(rules.country, converted));
        }
        steps.foreign =
            foreignMean(steps.countryPrices, rules.dropRatio, rules.dropFrom, rules.capRatio, rules.capFrom);
        steps.ceiling = steps.foreign.average * rules.ceiling * rules.ceilingTax;
        steps.ceilingBinds = steps.beforeCeiling > steps.ceiling;
        if (steps.ceilingBinds) steps.adjusted = steps.ceiling;
    }
    steps.price = applyRounding(rules.listing, steps.adjusted);
    const Number withExtra = steps.adjusted + rules.rapidShare * steps.premiumAmount;
    steps.temporary = applyRounding(rules.listing, withExtra);
    return steps;
}

}  // namespace kachi
