#include "app/report/outcome_axes.h"

#include "app/report/case_text.h"

namespace kachi {

Axis costAxis(const Case& value, Text label) {
    return makeAxis(std::move(label), currencyText(value), currencyAxisFormat(value));
}

Axis willingnessAxis(const Case& value) {
    return makeAxis({"支払意思額", "Willingness to pay"}, currencyPerEffectText(value), currencyAxisFormat(value));
}

Axis effectAxis(const Case& value, Text label) {
    return makeAxis(std::move(label), effectText(value));
}

Text thresholdLabel(const Case& value) {
    const Text unit = currencyPerEffectText(value);
    const double wtp = value.outcomes->referenceWtp;
    return {"基準 " + readableNumber(wtp, Language::ja) + " " + unit.ja,
            "Threshold " + readableNumber(wtp, Language::en) + " " + unit.en};
}

Text drawCount(const Evaluation& evaluation) {
    const double count = static_cast<double>(evaluation.draws);
    return {"確率的感度分析 " + readableNumber(count, Language::ja) + " 回。",
            "Probabilistic sensitivity analysis, " + readableNumber(count, Language::en) + " draws."};
}

bool hasDraws(const Case& value, const Evaluation& evaluation) {
    return value.outcomes && evaluation.outcomes && evaluation.costEffectiveness;
}

Text versusText(const Case& value, const OutcomesResults& results, std::size_t strategy) {
    const Text name = strategyName(value, results.strategies[strategy]);
    const Text comparator = strategyName(value, results.strategies[results.comparator]);
    return {name.ja + " 対 " + comparator.ja, name.en + " v " + comparator.en};
}

}  // namespace kachi
