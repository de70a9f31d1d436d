#include "models/outcomes/survival_lanes.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// Whole vectors of a fixed length: no lane is ever worked out by other instructions than its neighbours.
constexpr std::size_t vectorLanes = 8;
using Vector = Eigen::Array<double, vectorLanes, 1>;

Eigen::Map<const Vector> vectorAt(const double* lanes) {
    return Eigen::Map<const Vector>(lanes);
}

/// to = exp(slope·factor + shift)
void exponentials(double factor, const double* slope, const double* shift, double* to, std::size_t width) {
    for (std::size_t i = 0; i < width; i += vectorLanes) {
        Eigen::Map<Vector>(to + i) = (vectorAt(slope + i) * factor + vectorAt(shift + i)).exp();
    }
}

/// to = exp(−hazard), 0 where the probability could not be told from 0.
void survivalsOf(const double* hazard, double* to, std::size_t width) {
    for (std::size_t i = 0; i < width; i += vectorLanes) {
        const Vector cumulative = vectorAt(hazard + i);
        Eigen::Map<Vector>(to + i) = (cumulative > 700).select(0, (-cumulative).exp());
    }
}

bool hasSlope(SurvivalFamily family) {
    return family == SurvivalFamily::exponential || family == SurvivalFamily::weibull ||
           family == SurvivalFamily::weibullPh;
}

}  // namespace

CurveLanes::CurveLanes(const SurvivalProgram& curve, std::size_t width)
    : m_curve(curve),
      m_width(width),
      m_hasHazardRatio(curve.hazardRatio.node >= 0),
      m_hasTimeRatio(curve.timeRatio.node >= 0),
      m_hasCure(curve.cure.node >= 0),
      m_numbers(curve.numbers()),
      m_hazardRatio(width, 1),
      m_timeRatio(width, 1),
      m_cure(width, 0),
      m_part(width) {
    for (const SurvivalPieceProgram& program : curve.pieces) {
        Piece& piece = m_pieces.emplace_back();
        piece.program = &program;
        for (std::vector<double>* lanes : {&piece.start, &piece.offset, &piece.slope, &piece.shift}) {
            lanes->resize(width);
        }
        piece.parameters.resize(hasSlope(program.family) ? 0 : width);
    }
}

std::optional<SurvivalLaneFault> CurveLanes::begin(const BlockEvaluator& evaluator, const double* atPiece) {
    if (auto fault = numberFault(evaluator)) return fault;
    const auto take = [&](const SurvivalNumber& number, std::vector<double>& lanes) {
        if (number.node >= 0) std::copy_n(evaluator.lanes(number.node), m_width, lanes.data());
    };
    take(m_curve.hazardRatio, m_hazardRatio);
    take(m_curve.timeRatio, m_timeRatio);
    take(m_curve.cure, m_cure);
    for (Piece& piece : m_pieces) load(piece, evaluator);
    if (auto fault = orderFault()) return fault;
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        if (auto fault = connect(i, atPiece)) return fault;
    }
    return std::nullopt;
}

std::optional<SurvivalLaneFault> CurveLanes::numberFault(const BlockEvaluator& evaluator) const {
    for (const SurvivalNumber& number : m_numbers) {
        const double* const lanes = evaluator.lanes(number.node);
        for (std::size_t lane = 0; lane < m_width; ++lane) {
            const std::string limit = number.brokenLimit(lanes[lane]);
            if (!limit.empty()) return SurvivalLaneFault{survivalNumberFault(number, lanes[lane], limit), lane};
        }
    }
    return std::nullopt;
}

std::optional<SurvivalLaneFault> CurveLanes::orderFault() const {
    for (std::size_t i = 1; i < m_pieces.size(); ++i) {
        for (std::size_t lane = 0; lane < m_width; ++lane) {
            const double before = m_pieces[i - 1].start[lane] / m_timeRatio[lane];
            const double here = m_pieces[i].start[lane] / m_timeRatio[lane];
            if (here > before || m_pieces[i - 1].program->from.node < 0) continue;
            return SurvivalLaneFault{pieceOrderFault(m_pieces[i].program->from.where, here, before), lane};
        }
    }
    return std::nullopt;
}

void CurveLanes::load(Piece& piece, const BlockEvaluator& evaluator) {
    const SurvivalPieceProgram& program = *piece.program;
    const auto argument = [&](std::size_t i, std::size_t lane) { return evaluator.lanes(program.args[i].node)[lane]; };
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        if (program.from.node >= 0) {
            piece.start[lane] = evaluator.lanes(program.from.node)[lane] * m_timeRatio[lane];
        }
        switch (program.family) {
            case SurvivalFamily::exponential:
                piece.slope[lane] = argument(0, lane) / m_timeRatio[lane];
                break;
            case SurvivalFamily::weibull:
                piece.slope[lane] = argument(0, lane);
                piece.shift[lane] = -argument(0, lane) * std::log(argument(1, lane) * m_timeRatio[lane]);
                break;
            case SurvivalFamily::weibullPh:
                piece.slope[lane] = argument(0, lane);
                piece.shift[lane] = std::log(argument(1, lane)) - argument(0, lane) * std::log(m_timeRatio[lane]);
                break;
            default: {
                SurvivalParameters& parameters = piece.parameters[lane];
                parameters.family = program.family;
                for (std::size_t i = 0; i < survivalArguments(program.family).size(); ++i) {
                    parameters.values[i] = argument(i, lane);
                }
            }
        }
    }
    const auto [least, greatest] = std::ranges::minmax_element(piece.start);
    piece.earliest = *least;
    piece.latest = *greatest;
}

/// What a piece must add to its own cumulative hazard so that the curve goes on from where the one before it ends.
std::optional<SurvivalLaneFault> CurveLanes::connect(std::size_t index, const double* atPiece) {
    if (index == 0 && !m_curve.usesExpression) return std::nullopt;
    Piece& piece = m_pieces[index];
    for (std::size_t lane = 0; lane < m_width; ++lane) {
        const double start = piece.start[lane];
        double gathered = 0;
        if (index == 0) {
            gathered = -std::log(atPiece[lane]);
        } else {
            const Piece& before = m_pieces[index - 1];
            gathered = before.offset[lane] + hazardOf(before, start, lane);
        }
        piece.offset[lane] = gathered - hazardOf(piece, start, lane);
        if (piece.offset[lane] > -std::numeric_limits<double>::infinity()) continue;
        return SurvivalLaneFault{
            {"survival.pieceStart", Severity::error, piece.program->from.where, numberText(start), {}, {}}, lane};
    }
    return std::nullopt;
}

/// Cumulative hazard of the piece alone, from time 0.
double CurveLanes::hazardOf(const Piece& piece, double time, std::size_t lane) const {
    if (time <= 0) return 0;
    switch (piece.program->family) {
        case SurvivalFamily::exponential:
            return piece.slope[lane] * time;
        case SurvivalFamily::weibull:
        case SurvivalFamily::weibullPh:
            return std::exp(piece.slope[lane] * std::log(time) + piece.shift[lane]);
        default:
            return cumulativeHazardAt(piece.parameters[lane], time / m_timeRatio[lane]);
    }
}

/// The same for every lane. @pre time > 0
void CurveLanes::hazards(const Piece& piece, double time, double* to) const {
    switch (piece.program->family) {
        case SurvivalFamily::exponential:
            for (std::size_t lane = 0; lane < m_width; ++lane) to[lane] = piece.slope[lane] * time;
            return;
        case SurvivalFamily::weibull:
        case SurvivalFamily::weibullPh:
            exponentials(std::log(time), piece.slope.data(), piece.shift.data(), to, m_width);
            return;
        default:
            for (std::size_t lane = 0; lane < m_width; ++lane) to[lane] = hazardOf(piece, time, lane);
    }
}

void CurveLanes::survival(double time, const double* expression, double* to) {
    if (expression) {
        for (std::size_t lane = 0; lane < m_width; ++lane) {
            to[lane] = m_hasHazardRatio ? std::pow(expression[lane], m_hazardRatio[lane]) : expression[lane];
        }
    } else if (time <= 0) {
        std::fill_n(to, m_width, 1.0);
    }
    for (std::size_t i = 0; i < m_pieces.size() && time > 0; ++i) {
        const bool replaced = i + 1 < m_pieces.size() && time >= m_pieces[i + 1].latest;
        if (!replaced && time >= m_pieces[i].earliest) pieceSurvival(i, time, to);
    }
    if (!m_hasCure) return;
    for (std::size_t lane = 0; lane < m_width; ++lane) to[lane] = m_cure[lane] + (1 - m_cure[lane]) * to[lane];
}

/// Survival, but for the cure, in the lanes in which the piece has begun.
void CurveLanes::pieceSurvival(std::size_t index, double time, double* to) {
    const Piece& piece = m_pieces[index];
    double* const part = m_part.data();
    hazards(piece, time, part);
    if (index > 0 || m_curve.usesExpression) {
        for (std::size_t lane = 0; lane < m_width; ++lane) part[lane] += piece.offset[lane];
    }
    if (m_hasHazardRatio) {
        for (std::size_t lane = 0; lane < m_width; ++lane) part[lane] *= m_hazardRatio[lane];
    }
    if (time >= piece.latest) {
        survivalsOf(part, to, m_width);
        return;
    }
    survivalsOf(part, part, m_width);
    for (std::size_t lane = 0; lane < m_width; ++lane) to[lane] = time >= piece.start[lane] ? part[lane] : to[lane];
}

}  // namespace kachi
