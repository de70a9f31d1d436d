#pragma once

#include "models/statistics/survival_family.h"

#include <vector>

namespace kachi {

/// One stretch of a curve with numbers: from `from` years on the hazard of the family holds.
struct CurvePiece {
    SurvivalParameters parameters;
    double from = 0;
};

/// Times to one event: inverts S(t) = c + (1 − c)·S₀(t / timeRatio)^hazardRatio, S₀ continuous over its pieces.
class EventTimes {
public:
    /// @param pieces by rising `from`, the first from 0. @pre every number is within its limits
    void set(const std::vector<CurvePiece>& pieces, double hazardRatio, double timeRatio, double cure);

    /// Time at which survival has fallen to `survival` in (0, 1); infinite when it never does.
    double time(double survival) const;

    /// The same among those who have not had the event by `since`, counted from time 0; never before `since`.
    double timeAfter(double survival, double since) const;

private:
    /// What the inverse of a piece needs, worked out once.
    struct Piece {
        SurvivalParameters parameters;
        double from = 0;
        double reached = 0;       ///< cumulative hazard of the whole curve at `from`
        double offset = 0;        ///< what the curve has gathered more than the piece would have
        double inverseShape = 0;  ///< Weibull families
        double scale = 0;         ///< exponential and Weibull families
    };

    static double pieceTime(const Piece& piece, double hazard);
    double baseTime(double hazard) const;
    double baseHazard(double time) const;

    std::vector<Piece> m_pieces;
    double m_hazardRatio = 1;
    double m_timeRatio = 1;
    double m_cure = 0;
};

}  // namespace kachi
