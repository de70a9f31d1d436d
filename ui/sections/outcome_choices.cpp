#include "ui/sections/outcome_choices.h"

namespace kachi {

Text choiceText(OutcomeModel model) {
    switch (model) {
        case OutcomeModel::decisionTree:
            return {"決定木", "Decision tree"};
        case OutcomeModel::partitionedSurvival:
            return {"分割生存分析", "Partitioned survival"};
        case OutcomeModel::simulation:
            return {"個人シミュレーション", "Individual simulation"};
        case OutcomeModel::cohort:
            break;
    }
    return {"状態遷移(コホート)", "State transition (cohort)"};
}

Text choiceText(TransitionUnit unit) {
    if (unit == TransitionUnit::rate) return {"率(1年当たり)", "rates per year"};
    return {"確率(1周期当たり)", "probabilities per cycle"};
}

Text choiceText(TransitionWeights weights) {
    if (weights == TransitionWeights::point)
        return {"移行先の人数と同じ重み", "with the weight of the point of arrival"};
    return {"移行ごとに1回", "each transition once"};
}

Text choiceText(DiscountForm form) {
    switch (form) {
        case DiscountForm::continuous:
            return {"連続 exp(−rt)", "continuous, exp(−rt)"};
        case DiscountForm::simple:
            return {"率をサイクルに等分 (1+rL)^(−t/L)", "rate divided among cycles, (1+rL)^(−t/L)"};
        case DiscountForm::annual:
            break;
    }
    return {"年複利 (1+r)^(−t)", "annual, (1+r)^(−t)"};
}

Text choiceText(DiscountMoment moment) {
    switch (moment) {
        case DiscountMoment::start:
            return {"サイクルの初め", "start of the cycle"};
        case DiscountMoment::end:
            return {"サイクルの終わり", "end of the cycle"};
        case DiscountMoment::eachEnd:
            return {"前後それぞれの時点", "each end of the cycle at its own time"};
        case DiscountMoment::guidelineYear:
            break;
    }
    return {"ガイドライン方式(1年目は割り引かない)", "guideline year (first year not discounted)"};
}

Text choiceText(CycleWeights weights) {
    switch (weights) {
        case CycleWeights::start:
            return {"推移前の人数", "occupancy before the transition"};
        case CycleWeights::end:
            return {"推移後の人数", "occupancy after the transition"};
        case CycleWeights::simpson:
            return {"シンプソン則", "Simpson's rule"};
        case CycleWeights::custom:
            return {"指定した重み", "given weights"};
        case CycleWeights::halfCycle:
            break;
    }
    return {"半サイクル補正", "half-cycle correction"};
}

Text choiceText(EffectMeasure measure) {
    switch (measure) {
        case EffectMeasure::lifeYears:
            return {"生存年(割引なし)", "life-years, undiscounted"};
        case EffectMeasure::discountedLifeYears:
            return {"生存年(割引あり)", "life-years, discounted"};
        case EffectMeasure::qaly:
            break;
    }
    return {"QALY", "QALYs"};
}

Text choiceText(TreeNodeKind kind) {
    switch (kind) {
        case TreeNodeKind::decision:
            return {"決定", "decision"};
        case TreeNodeKind::chance:
            return {"偶然", "chance"};
        case TreeNodeKind::terminal:
            break;
    }
    return {"終末", "terminal"};
}

Text choiceText(MortalityRule rule) {
    if (rule == MortalityRule::add) return {"相対生存:一般死亡率を加える", "relative survival: added to it"};
    return {"下限:一般死亡率を下回らない", "floor: never below it"};
}

Text choiceText(UptakeShape shape) {
    switch (shape) {
        case UptakeShape::expression:
            return {"数式", "formula"};
        case UptakeShape::logistic:
            return {"ロジスティック", "logistic"};
        case UptakeShape::bass:
            return {"バス", "Bass"};
        case UptakeShape::linear:
            break;
    }
    return {"直線", "linear"};
}

Text choiceText(BudgetCosts costs) {
    if (costs == BudgetCosts::outcomeModel) return {"上のモデルの年ごとの費用", "yearly costs of the model above"};
    return {"入力した費用", "costs entered here"};
}

}  // namespace kachi
