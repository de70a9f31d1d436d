#pragma once

#include "models/expressions/block_evaluator.h"
#include "models/outcomes/survival_program.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// A number of a curve that is out of its limits in one draw.
struct SurvivalLaneFault {
    Issue issue;  ///< without strategy and draw
    std::size_t lane = 0;
};

/// Survival of one curve for a block of draws, one lane per draw. Exponential and Weibull curves cost one or two
/// vectorised exponentials per lane and point; the other families go lane by lane.
class CurveLanes {
public:
    /// @param width a multiple of 8
    CurveLanes(const SurvivalProgram& curve, std::size_t width);

    /// Takes the numbers of a new block, whose lanes are those of `evaluator`.
    /// @param atPiece for a curve from an expression with pieces: survival where the first piece starts, else null
    /// @return the first number outside its limits: survival.parameter, survival.piecesNotRising, survival.pieceStart
    std::optional<SurvivalLaneFault> begin(const BlockEvaluator& evaluator, const double* atPiece);

    /// Survival at `time`. @param expression S₀ of a curve from an expression at that time, else null
    void survival(double time, const double* expression, double* to);

private:
    struct Piece {
        const SurvivalPieceProgram* program = nullptr;
        std::vector<double> start;   ///< [lane], years of the model; 0 for the family of the curve
        std::vector<double> offset;  ///< [lane] cumulative hazard the curve has gathered more than the piece would have
        std::vector<double> slope;   ///< [lane] exponential: hazard; Weibull: shape
        std::vector<double> shift;   ///< [lane] Weibull: ln H at ln t = 0
        std::vector<SurvivalParameters> parameters;  ///< [lane], families without slope and shift
        double earliest = 0;                         ///< least `start`
        double latest = 0;                           ///< greatest `start`
    };

    std::optional<SurvivalLaneFault> numberFault(const BlockEvaluator& evaluator) const;
    std::optional<SurvivalLaneFault> orderFault() const;
    void load(Piece& piece, const BlockEvaluator& evaluator);
    std::optional<SurvivalLaneFault> connect(std::size_t index, const double* atPiece);
    double hazardOf(const Piece& piece, double time, std::size_t lane) const;
    void hazards(const Piece& piece, double time, double* to) const;
    void pieceSurvival(std::size_t index, double time, double* to);

    const SurvivalProgram& m_curve;
    std::size_t m_width;
    bool m_hasHazardRatio;
    bool m_hasTimeRatio;
    bool m_hasCure;
    std::vector<SurvivalNumber> m_numbers;
    std::vector<Piece> m_pieces;
    std::vector<double> m_hazardRatio;
    std::vector<double> m_timeRatio;
    std::vector<double> m_cure;
    std::vector<double> m_part;
};

}  // namespace kachi
