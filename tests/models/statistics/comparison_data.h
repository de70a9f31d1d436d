#pragma once

#include "models/statistics/generalised_linear.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

/// Shared by the tests of comparisons and regressions.
namespace kachi::comparison_data {

/// Columns of a comma-separated file of numbers, header row first.
inline std::map<std::string, std::vector<double>> columnsOf(const std::string& name) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/comparisons/" + name);
    std::string line;
    std::vector<std::string> names;
    std::map<std::string, std::vector<double>> columns;
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        std::size_t position = 0;
        const bool header = names.empty();
        for (std::string cell; std::getline(cells, cell, ',');) {
            if (header) {
                names.push_back(cell);
            } else {
                columns[names[position++]].push_back(std::stod(cell));
            }
        }
    }
    return columns;
}

inline nlohmann::json expected() {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/comparisons/expected.json");
    return nlohmann::json::parse(file);
}

/// Intercept and columns.
inline RegressionData regressionData(const std::vector<std::pair<std::string, std::vector<double>>>& columns,
                                     const std::vector<double>& response) {
    RegressionData data;
    const auto rows = static_cast<Eigen::Index>(response.size());
    data.design = Eigen::MatrixXd::Ones(rows, static_cast<Eigen::Index>(columns.size()) + 1);
    data.names = {"(intercept)"};
    for (const auto& [name, values] : columns) {
        const auto column = static_cast<Eigen::Index>(data.names.size());
        data.design.col(column) = Eigen::Map<const Eigen::VectorXd>(values.data(), rows);
        data.names.push_back(name);
    }
    data.response = Eigen::Map<const Eigen::VectorXd>(response.data(), rows);
    return data;
}

/// Relative deviation, absolute when the expected value is 0.
inline void close(double actual, double expected, double tolerance, const std::string& what) {
    const double deviation = std::abs(actual - expected) / (expected == 0 ? 1 : std::abs(expected));
    QVERIFY2(deviation <= tolerance, qPrintable(QStringLiteral("%1: expected %2, got %3, deviation %4 > %5")
                                                    .arg(QString::fromStdString(what))
                                                    .arg(expected, 0, 'g', 17)
                                                    .arg(actual, 0, 'g', 17)
                                                    .arg(deviation)
                                                    .arg(tolerance)));
}

inline double standardError(const Eigen::MatrixXd& covariance, Eigen::Index index) {
    return std::sqrt(covariance(index, index));
}

}  // namespace kachi::comparison_data
