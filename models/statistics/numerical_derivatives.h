#pragma once

#include <Eigen/Dense>

#include <array>
#include <cmath>
#include <vector>

namespace kachi {

// Derivatives of smooth functions of a vector by central differences of three step widths with Richardson's
// extrapolation (error of the sixth order in the width), as the R package numDeriv does. Widths are 4 % of an argument
// and at least 0.001.

inline double differenceWidth(double argument) {
    return std::max(0.04 * std::abs(argument), 0.001);
}

/// Limit of an even series in the width from its values at h, h/2 and h/4.
template <class Value>
Value extrapolated(const std::array<Value, 3>& atWidths) {
    const Value first = (4 * atWidths[1] - atWidths[0]) / 3;
    const Value second = (4 * atWidths[2] - atWidths[1]) / 3;
    return (16 * second - first) / 15;
}

/// Derivatives by each argument of a function whose value is a Value: a number or a matrix.
template <class Value, class Function>
std::vector<Value> numericalSlopes(Function function, const Eigen::VectorXd& point) {
    std::vector<Value> slopes;
    for (Eigen::Index i = 0; i < point.size(); ++i) {
        std::array<Value, 3> atWidths;
        double width = differenceWidth(point[i]);
        for (Value& slope : atWidths) {
            const Eigen::VectorXd step = width * Eigen::VectorXd::Unit(point.size(), i);
            slope = (function(Eigen::VectorXd(point + step)) - function(Eigen::VectorXd(point - step))) / (2 * width);
            width /= 2;
        }
        slopes.push_back(extrapolated(atWidths));
    }
    return slopes;
}

template <class Function>
Eigen::VectorXd numericalGradient(Function function, const Eigen::VectorXd& point) {
    const std::vector<double> slopes = numericalSlopes<double>(function, point);
    return Eigen::Map<const Eigen::VectorXd>(slopes.data(), point.size());
}

template <class Function>
Eigen::MatrixXd numericalHessian(Function function, const Eigen::VectorXd& point) {
    const Eigen::Index size = point.size();
    const double here = function(point);
    Eigen::MatrixXd hessian(size, size);
    for (Eigen::Index i = 0; i < size; ++i) {
        for (Eigen::Index j = 0; j <= i; ++j) {
            std::array<double, 3> atWidths{};
            double shrink = 1;
            for (double& curvature : atWidths) {
                const double widthI = differenceWidth(point[i]) * shrink;
                const double widthJ = differenceWidth(point[j]) * shrink;
                const Eigen::VectorXd a = widthI * Eigen::VectorXd::Unit(size, i);
                const Eigen::VectorXd b = widthJ * Eigen::VectorXd::Unit(size, j);
                const auto at = [&](const Eigen::VectorXd& step) { return function(Eigen::VectorXd(point + step)); };
                curvature = i == j ? (at(a) - 2 * here + at(-a)) / (widthI * widthI)
                                   : (at(a + b) - at(a - b) - at(b - a) + at(-a - b)) / (4 * widthI * widthJ);
                shrink /= 2;
            }
            hessian(i, j) = hessian(j, i) = extrapolated(atWidths);
        }
    }
    return hessian;
}

}  // namespace kachi
