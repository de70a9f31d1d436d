#pragma once

#include "models/core/text.h"
#include "models/outcomes/outcomes_structure.h"

#include <initializer_list>
#include <utility>
#include <vector>

namespace kachi {

// The fixed answers of the outcome model in the words of its page.
Text choiceText(OutcomeModel model);
Text choiceText(TransitionUnit unit);
Text choiceText(TransitionWeights weights);
Text choiceText(DiscountForm form);
Text choiceText(DiscountMoment moment);
Text choiceText(CycleWeights weights);
Text choiceText(EffectMeasure measure);
Text choiceText(TreeNodeKind kind);
Text choiceText(MortalityRule rule);
Text choiceText(UptakeShape shape);
Text choiceText(BudgetCosts costs);

/// Answers of a choice with their words, as ValuePage::addChoice takes them.
template <class Answer>
std::vector<std::pair<int, Text>> answersOf(std::initializer_list<Answer> list) {
    std::vector<std::pair<int, Text>> answers;
    for (const Answer answer : list) answers.emplace_back(static_cast<int>(answer), choiceText(answer));
    return answers;
}

}  // namespace kachi
