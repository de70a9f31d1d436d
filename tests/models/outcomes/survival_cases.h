#pragma once

#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

#include <algorithm>

#define VERIFY_NEAR(actual, expected, relative) \
    QVERIFY2(golden::near(actual, expected, relative), (numberText(actual) + " / " + numberText(expected)).c_str())

/// Small partitioned-survival models.
namespace survival {

using namespace kachi;
using golden::both;
using golden::Case;

/// Two curves, three states, no discounting, yearly cycles with half-cycle weights.
inline Case model(std::vector<SurvivalCurve> curves) {
    Case made;
    OutcomesStructure& s = made.structure;
    s.model = OutcomeModel::partitionedSurvival;
    s.currency = "JPY";
    s.priceYear = 2024;
    s.survival = PartitionedSurvival{};
    for (std::size_t i = 0; i <= curves.size(); ++i) {
        const bool last = i == curves.size();
        const std::string id = last ? "dead" : "s" + std::to_string(i);
        s.states.push_back(
            {id, both(id.c_str()), !last, last ? "0" : std::to_string(100 * (i + 1)), last ? "0" : "0.8"});
        if (!last) s.survival->curves.push_back(curves[i].id);
    }
    s.curves = std::move(curves);
    s.strategies = {{"only", both("only"), {}, {}}};
    s.costDiscountRate = "0";
    s.effectDiscountRate = "0";
    s.timing.cycles = 20;
    s.timing.discountForm = DiscountForm::continuous;
    s.timing.discountMoment = DiscountMoment::eachEnd;
    s.comparator = "only";
    return made;
}

inline SurvivalCurve curve(const std::string& id, SurvivalFamily family, std::map<std::string, std::string> args) {
    SurvivalCurve made;
    made.id = id;
    made.family = family;
    made.args = std::move(args);
    return made;
}

inline SurvivalCurve exponentialCurve(const std::string& id, const std::string& rate) {
    return curve(id, SurvivalFamily::exponential, {{"rate", rate}});
}

inline SurvivalCurve expressionCurve(const std::string& id, const std::string& survival) {
    SurvivalCurve made;
    made.id = id;
    made.source = CurveSource::expression;
    made.survival = survival;
    return made;
}

inline SurvivalPiece piece(const std::string& from, SurvivalFamily family, std::map<std::string, std::string> args) {
    return {"from" + from.substr(0, 1), from, family, std::move(args)};
}

inline OutcomesResults evaluated(const Case& made) {
    const auto results = evaluateOutcomes(made.structure, made.inputs, made.values, RunOptions{});
    if (!results) {
        const Issue& issue = results.issues().front();
        qFatal("%s %s %s", issue.code.c_str(), issue.where.c_str(), issue.value.c_str());
    }
    return *results;
}

inline Issues refusals(const Case& made) {
    const auto results = evaluateOutcomes(made.structure, made.inputs, made.values, RunOptions{});
    return results ? Issues{} : results.issues();
}

inline std::string listed(const Issues& issues) {
    std::string text;
    for (const Issue& issue : issues) text += issue.code + " " + issue.where + " " + issue.value + "; ";
    return text;
}

/// Survival of the last curve at every point, as applied.
inline std::vector<double> overallSurvival(const Case& made) {
    return evaluated(made).subgroupBase.front().curves.back().applied;
}

}  // namespace survival
