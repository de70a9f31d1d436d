#pragma once

#include "models/core/text.h"
#include "models/core/trace.h"
#include "models/pricing/rule_pack.h"

#include <string>
#include <vector>

namespace kachi {

/// One application for a premium after listing (チャレンジ申請). Months are counted from year 0.
struct ChallengeStep {
    int month = 0;  ///< first month with the new price when granted
    Text name;
    Rational alpha;  ///< premium rate on the price in force, ratio
    Rational probability;
    bool afterRefusal = false;  ///< a repeat of the step before: made only when no step of that series was granted
};

struct BasePrice {
    int month = 0;  ///< in force from this month on
    Rational price;
};

/// What is worked out with: prices without any later premium, applications, units sold per year from the first month
/// on.
struct ChallengePlan {
    std::vector<BasePrice> base;       ///< by month; the first starts the period
    std::vector<ChallengeStep> steps;  ///< by month
    std::vector<Rational> volumes;     ///< [year], units; spread evenly over its months
    int months = 0;                    ///< length of the period
};

enum class ChallengeOutcome { granted, refused, notMade };

/// One way in which the applications can end.
struct ChallengeLeaf {
    std::vector<ChallengeOutcome> outcomes;  ///< [step]
    Rational probability;
    Yen endPrice;
    Rational revenue;  ///< yen over the years with a volume
};

struct ChallengePricePoint {
    int month = 0;
    Yen base;           ///< without any later premium
    Rational expected;  ///< over the leaves, yen
    Yen lowest;
    Yen highest;
};

struct ChallengeTree {
    std::vector<ChallengeLeaf> leaves;        ///< granted before refused, step by step
    std::vector<ChallengePricePoint> points;  ///< whenever a price may change
    std::vector<Rational> yearlyRevenue;      ///< expected, [year with a volume]
    Rational expectedEndPrice;
    Rational expectedRevenue;
};

/// Every outcome of the applications with its price path. The price after a grant is base price × (1 + sum of the rates
/// granted so far), rounded as a listed price; later changes of the base price carry the premium along.
/// Issues: pricing.ruleAbsent. @pre steps and base prices stand by month, at most 12 steps
Result<ChallengeTree> challengeTree(const ChallengePlan& plan, const RulePack& pack);

}  // namespace kachi
