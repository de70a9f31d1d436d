#pragma once

#include "models/core/text.h"
#include "models/statistics/survival_family.h"

#include <map>
#include <string>
#include <vector>

namespace kachi {

/// How a curve gets its survival function.
enum class CurveSource {
    parametric,  ///< a family with parameters
    expression,  ///< survival probability as an expression over `time` (and `age`), e.g. lookup(km.os, time): within
                 ///< 0–1, 1 at time 0 and never rising
};

/// From `from` years on the hazard of another family holds; survival stays continuous. Clock of S₀: hazards are those
/// of years since the start of the curve, not of the piece, and a time ratio stretches `from` too.
struct SurvivalPiece {
    std::string id;
    std::string from = "0";  ///< expression, years
    SurvivalFamily family = SurvivalFamily::exponential;
    std::map<std::string, std::string> args;  ///< as SurvivalCurve::args

    bool operator==(const SurvivalPiece&) const = default;
};

/// A time-to-event curve of the outcome model: the endpoints of a partitioned-survival model and the times to events of
/// a simulation. Every text is an expression of parameters (in a simulation also of the patient's attributes).
/// S(t) = c + (1 − c)·S₀(t / timeRatio)^hazardRatio, c the cure fraction; S₀ from family or expression and pieces.
/// All but `survival` must not follow cycle, time or age.
struct SurvivalCurve {
    std::string id;
    Text name;
    CurveSource source = CurveSource::parametric;
    SurvivalFamily family = SurvivalFamily::exponential;
    std::map<std::string, std::string> args;  ///< names of survivalArguments(family) → expression
    std::string survival;                     ///< for CurveSource::expression
    std::string hazardRatio;                  ///< > 0; empty: 1
    std::string timeRatio;                    ///< > 0; empty: 1
    std::string cure;                         ///< share that never has the event; empty: 0
    std::vector<SurvivalPiece> pieces;        ///< by rising `from`

    bool operator==(const SurvivalCurve&) const = default;
};

/// What the mortality of the general population does to the curves of a partitioned-survival model.
enum class MortalityRule {
    cap,  ///< in no cycle is the hazard of the last curve below the general population's
    add,  ///< the last curve is relative survival: the general population's hazard is added to its own
};

/// Partitioned survival. Curve i bounds states 0…i: state 0 holds S₀, state i holds Sᵢ − Sᵢ₋₁, the last state 1 − Sₙ.
/// Where a curve exceeds the next one it is capped at it, and the crossing is reported.
struct PartitionedSurvival {
    std::vector<std::string> curves;  ///< ids of SurvivalCurve, innermost (PFS) first, overall survival last
    std::string mortality;  ///< expression: yearly hazard of the general population in a cycle, over cycle, time and
                            ///< age at its beginning; empty: none
    MortalityRule mortalityRule = MortalityRule::cap;

    bool operator==(const PartitionedSurvival&) const = default;
};

}  // namespace kachi
