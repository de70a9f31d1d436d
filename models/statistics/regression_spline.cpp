#include "models/statistics/regression_spline.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

constexpr int order = 4;  // cubic

/// Distinct values up to which each has a mean of its own.
constexpr std::size_t mostLevels = 10;

std::vector<double> distinctValues(std::vector<double> values) {
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

/// Functions of one variable: indicators of its levels, or cubic B-splines over [0, 1].
class OneVariable {
public:
    OneVariable(const std::vector<double>& values, int functions) : m_values(&values) {
        std::vector<double> distinct = distinctValues(values);
        if (distinct.size() <= mostLevels) {
            m_levels = std::move(distinct);
            return;
        }
        m_low = distinct.front();
        m_range = distinct.back() - distinct.front();
        // Half as many functions as distinct values leave each of them something to average over.
        const std::size_t most = std::min(static_cast<std::size_t>(functions), distinct.size() / 2);
        placeKnots(distinct, most - order + 1);
    }

    Index functions() const { return static_cast<Index>(isGrouped() ? m_levels.size() : m_knots.size() - order); }
    Index unpenalised() const { return isGrouped() ? functions() : 2; }
    bool isGrouped() const { return !m_levels.empty(); }

    /// Values of the functions that are not zero at an observation; the first of them is function `first`.
    struct Local {
        Index first = 0;
        int count = 0;
        std::array<double, order> value{};
    };

    Local at(std::size_t observation) const {
        const double value = (*m_values)[observation];
        if (isGrouped()) {
            const auto level = std::lower_bound(m_levels.begin(), m_levels.end(), value);
            return {level - m_levels.begin(), 1, {1}};
        }
        return splines((value - m_low) / m_range);
    }

    /// ∫ f″² over [0, 1]; zero for levels. Second derivatives are linear between knots, so two Gauss points are exact.
    MatrixXd penalty() const {
        MatrixXd sum = MatrixXd::Zero(functions(), functions());
        if (isGrouped()) return sum;
        for (std::size_t knot = order - 1; knot + order < m_knots.size(); ++knot) {
            const double width = m_knots[knot + 1] - m_knots[knot];
            for (const double offset : {-0.5 / std::sqrt(3.0), 0.5 / std::sqrt(3.0)}) {
                const double position = m_knots[knot] + (0.5 + offset) * width;
                const std::array<double, order> second = secondDerivatives(knot, position);
                const Index first = static_cast<Index>(knot) - order + 1;
                for (int i = 0; i < order; ++i) {
                    for (int j = 0; j < order; ++j) sum(first + i, first + j) += width / 2 * second[i] * second[j];
                }
            }
        }
        return sum;
    }

private:
    void placeKnots(const std::vector<double>& distinct, std::size_t intervals) {
        m_knots.assign(order, 0);
        for (std::size_t i = 1; i < intervals; ++i) {
            const auto rank = i * (distinct.size() - 1) / intervals;
            m_knots.push_back((distinct[rank] - m_low) / m_range);
        }
        m_knots.insert(m_knots.end(), order, 1);
    }

    /// Knot interval of a position, never the empty one behind the last knot.
    std::size_t intervalOf(double position) const {
        const auto inner = m_knots.begin() + order - 1;
        const auto last = m_knots.end() - order;
        const auto above = std::upper_bound(inner, last, position);
        return static_cast<std::size_t>(above - m_knots.begin()) - 1;
    }

    /// B-splines of degree `degree` that are not zero in the interval. de Boor, A Practical Guide to Splines, ch. X.
    std::array<double, order> ofDegree(int degree, std::size_t interval, double position) const {
        std::array<double, order> value{1};
        for (int d = 1; d <= degree; ++d) {
            double saved = 0;
            for (int i = 0; i < d; ++i) {
                const double right = m_knots[interval + i + 1] - position;
                const double left = position - m_knots[interval + 1 + i - d];
                const double share = value[i] / (right + left);
                value[i] = saved + right * share;
                saved = left * share;
            }
            value[d] = saved;
        }
        return value;
    }

    Local splines(double position) const {
        const std::size_t interval = intervalOf(position);
        return {static_cast<Index>(interval) - order + 1, order, ofDegree(order - 1, interval, position)};
    }

    /// Second derivatives of the four cubic splines of an interval from its two linear ones, ibid. eq. X(10).
    std::array<double, order> secondDerivatives(std::size_t interval, double position) const {
        std::array<double, order + 2> derivative{};  // one zero on either side
        const std::array<double, order> linear = ofDegree(1, interval, position);
        derivative[3] = linear[0];
        derivative[4] = linear[1];
        for (const int degree : {2, 3}) {
            // derivative[1 + i] belongs to the spline of this degree that starts at knot interval − 3 + i.
            std::array<double, order + 2> next{};
            for (int i = 0; i < order; ++i) {
                const std::size_t start = interval + i - 3;
                const double leftSpan = m_knots[start + degree] - m_knots[start];
                const double rightSpan = m_knots[start + degree + 1] - m_knots[start + 1];
                const double left = leftSpan > 0 ? derivative[1 + i] / leftSpan : 0;
                const double right = rightSpan > 0 ? derivative[2 + i] / rightSpan : 0;
                next[1 + i] = degree * (left - right);
            }
            derivative = next;
        }
        return {derivative[1], derivative[2], derivative[3], derivative[4]};
    }

    const std::vector<double>* m_values;
    std::vector<double> m_levels;
    double m_low = 0;
    double m_range = 1;
    std::vector<double> m_knots;  ///< ends repeated
};

MatrixXd kronecker(const MatrixXd& left, const MatrixXd& right) {
    MatrixXd product(left.rows() * right.rows(), left.cols() * right.cols());
    for (Index row = 0; row < left.rows(); ++row) {
        for (Index column = 0; column < left.cols(); ++column) {
            product.block(row * right.rows(), column * right.cols(), right.rows(), right.cols()) =
                left(row, column) * right;
        }
    }
    return product;
}

}  // namespace

RegressionBasis splineBasis(const std::vector<double>& values, int functions) {
    const OneVariable variable(values, functions);
    RegressionBasis basis;
    basis.functions = variable.functions();
    basis.unpenalised = variable.unpenalised();
    if (!variable.isGrouped()) basis.penalties = {variable.penalty()};
    basis.evaluate = [variable](std::size_t first, MatrixXd& rows) {
        rows.setZero();
        for (Index row = 0; row < rows.rows(); ++row) {
            const auto local = variable.at(first + static_cast<std::size_t>(row));
            for (int i = 0; i < local.count; ++i) rows(row, local.first + i) = local.value[i];
        }
    };
    return basis;
}

RegressionBasis tensorBasis(const std::vector<double>& first, const std::vector<double>& second, int functions) {
    const OneVariable one(first, functions);
    const OneVariable other(second, functions);
    const Index columns = other.functions();
    RegressionBasis basis;
    basis.functions = one.functions() * columns;
    basis.unpenalised = one.unpenalised() * other.unpenalised();
    const auto addPenalty = [&basis](const MatrixXd& penalty) { basis.penalties.push_back(penalty / penalty.trace()); };
    if (!one.isGrouped()) addPenalty(kronecker(one.penalty(), MatrixXd::Identity(columns, columns)));
    if (!other.isGrouped()) {
        addPenalty(kronecker(MatrixXd::Identity(one.functions(), one.functions()), other.penalty()));
    }
    basis.evaluate = [one, other, columns](std::size_t begin, MatrixXd& rows) {
        rows.setZero();
        for (Index row = 0; row < rows.rows(); ++row) {
            const auto left = one.at(begin + static_cast<std::size_t>(row));
            const auto right = other.at(begin + static_cast<std::size_t>(row));
            for (int i = 0; i < left.count; ++i) {
                for (int j = 0; j < right.count; ++j) {
                    rows(row, (left.first + i) * columns + right.first + j) = left.value[i] * right.value[j];
                }
            }
        }
    };
    return basis;
}

}  // namespace kachi
