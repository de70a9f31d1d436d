#pragma once

#include "models/expressions/program.h"
#include "models/outcomes/outcome_scope.h"
#include "models/outcomes/survival_curve.h"

#include <array>
#include <string>
#include <vector>

namespace kachi {

/// One number of a curve, compiled, with what it may be.
struct SurvivalNumber {
    enum class Kind { argument, hazardRatio, timeRatio, cure, from };

    int node = -1;  ///< −1: not given
    Kind kind = Kind::argument;
    SurvivalFamily family = SurvivalFamily::exponential;  ///< of an argument
    std::size_t argument = 0;                             ///< its place in the family
    std::string where;

    /// The limit that `value` breaks, as text; empty: it is sound.
    std::string brokenLimit(double value) const;
};

/// One stretch of a curve.
struct SurvivalPieceProgram {
    SurvivalFamily family = SurvivalFamily::exponential;
    SurvivalNumber from;  ///< not given for the family of the curve itself, which starts at 0
    std::array<SurvivalNumber, 3> args;
};

/// The numbers of a curve, compiled into the program of its builder.
struct SurvivalProgram {
    std::string id;
    std::string where;                         ///< "/outcomes/curves/id=…"
    std::vector<SurvivalPieceProgram> pieces;  ///< by rising `from`; the family of the curve first if it has one
    SurvivalNumber hazardRatio;
    SurvivalNumber timeRatio;
    SurvivalNumber cure;
    bool usesExpression = false;  ///< survival before the pieces comes from ExpressionCurve

    std::vector<SurvivalNumber> numbers() const;  ///< those that are given
};

/// Compiles the numbers of a curve; missing and unknown arguments are faults of the structure (survivalFaults). Numbers
/// that do not vary are checked against their limits: survival.parameter, survival.piecesNotRising.
/// @param byPatient whether numbers may vary with context names; else outcomes.variesByCycle
SurvivalProgram compileCurve(const SurvivalCurve& curve, ProgramBuilder& builder, Issues& issues,
                             bool byPatient = false);

/// survival.parameter for a number of a curve.
Issue survivalNumberFault(const SurvivalNumber& number, double value, const std::string& limit);

/// survival.piecesNotRising: a piece starts at `here`, not after the one before it.
Issue pieceOrderFault(const std::string& where, double here, double before);

/// S₀ of a curve given as an expression over `time`, in programs of its own: one over the points of the model and,
/// where a piece takes over, one at that time. `time` is the clock of S₀, so the time ratio is in it already.
struct ExpressionCurve {
    Program program;
    int node = -1;
    Program atPieceProgram;
    int atPieceNode = -1;  ///< −1: there are no pieces
};

/// @param scope without clock names but the one of pointClock
ExpressionCurve compileExpressionCurve(const SurvivalCurve& curve, const NameScope& scope, Issues& issues);

/// Context name under which the points of the model are known to the program of an ExpressionCurve: no name of the
/// case.
std::string pointClock(const EngineInputs& inputs);

/// Names that a survival model cannot give get their own sentences: survival.cycle, survival.stateTime,
/// outcomes.startAgeMissing.
void explainSurvivalClock(Issues& issues);

}  // namespace kachi
