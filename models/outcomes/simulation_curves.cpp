#include "models/outcomes/simulation_curves.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kachi {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

}  // namespace

void EventTimes::set(const std::vector<CurvePiece>& pieces, double hazardRatio, double timeRatio, double cure) {
    m_hazardRatio = hazardRatio;
    m_timeRatio = timeRatio;
    m_cure = cure;
    m_pieces.resize(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        Piece& piece = m_pieces[i];
        const auto& values = pieces[i].parameters.values;
        piece = {.parameters = pieces[i].parameters, .from = pieces[i].from};
        if (i > 0) {
            const Piece& before = m_pieces[i - 1];
            piece.reached = before.offset + cumulativeHazardAt(before.parameters, piece.from);
            piece.offset = piece.reached - cumulativeHazardAt(piece.parameters, piece.from);
        }
        switch (piece.parameters.family) {
            case SurvivalFamily::exponential:
                piece.scale = 1 / values[0];
                break;
            case SurvivalFamily::weibull:
                piece.inverseShape = 1 / values[0];
                piece.scale = values[1];
                break;
            case SurvivalFamily::weibullPh:
                piece.inverseShape = 1 / values[0];
                piece.scale = std::exp(-std::log(values[1]) / values[0]);
                break;
            default:
                break;
        }
    }
}

double EventTimes::time(double survival) const {
    if (m_cure > 0) {
        if (survival <= m_cure) return never;
        survival = (survival - m_cure) / (1 - m_cure);
    }
    return m_timeRatio * baseTime(-std::log(survival) / m_hazardRatio);
}

double EventTimes::timeAfter(double survival, double since) const {
    const double gathered = baseHazard(since / m_timeRatio);
    if (!(gathered < never)) return since;
    double hazard = gathered - std::log(survival) / m_hazardRatio;
    if (m_cure > 0) {
        const double reached = m_cure + (1 - m_cure) * std::exp(-m_hazardRatio * gathered);
        const double target = survival * reached;
        if (target <= m_cure) return never;
        hazard = -std::log((target - m_cure) / (1 - m_cure)) / m_hazardRatio;
    }
    return std::max(since, m_timeRatio * baseTime(hazard));
}

/// The families met most, with what can be worked out before kept; the powers as exp(log) because std::pow carries
/// digits that a random time does not need.
double EventTimes::pieceTime(const Piece& piece, double hazard) {
    switch (piece.parameters.family) {
        case SurvivalFamily::exponential:
            return piece.scale * hazard;
        case SurvivalFamily::weibull:
        case SurvivalFamily::weibullPh:
            return piece.scale * std::exp(std::log(hazard) * piece.inverseShape);
        default:
            return timeAtCumulativeHazard(piece.parameters, hazard);
    }
}

double EventTimes::baseTime(double hazard) const {
    if (!(hazard < never)) return never;
    if (m_pieces.size() == 1) return pieceTime(m_pieces.front(), hazard);
    std::size_t last = m_pieces.size() - 1;
    while (last > 0 && hazard < m_pieces[last].reached) --last;
    const Piece& piece = m_pieces[last];
    return std::max(piece.from, pieceTime(piece, std::max(0.0, hazard - piece.offset)));
}

double EventTimes::baseHazard(double time) const {
    std::size_t last = m_pieces.size() - 1;
    while (last > 0 && time < m_pieces[last].from) --last;
    return m_pieces[last].offset + cumulativeHazardAt(m_pieces[last].parameters, time);
}

}  // namespace kachi
