#pragma once

#include "models/statistics/survival_data.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

/// Published data sets that survival methods are tested with.
namespace survival_file {

/// Columns of a comma-separated file without quotes, by their headers.
inline std::map<std::string, std::vector<std::string>> columns(const std::string& name) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/" + name);
    std::vector<std::string> headers;
    std::map<std::string, std::vector<std::string>> read;
    for (std::string line; std::getline(file, line);) {
        if (line.ends_with('\r')) line.pop_back();
        std::istringstream stream(line);
        std::size_t column = 0;
        const bool first = headers.empty();
        for (std::string cell; std::getline(stream, cell, ',');) {
            if (first) {
                headers.push_back(cell);
            } else {
                read[headers[column++]].push_back(cell);
            }
        }
    }
    return read;
}

inline std::vector<double> numbers(const std::vector<std::string>& cells) {
    std::vector<double> values;
    for (const std::string& cell : cells) values.push_back(std::stod(cell));
    return values;
}

inline std::vector<kachi::SurvivalRecord> records(const std::string& name, const std::string& time,
                                                  const std::string& event) {
    const auto read = columns(name);
    const std::vector<double> times = numbers(read.at(time));
    const std::vector<double> events = numbers(read.at(event));
    std::vector<kachi::SurvivalRecord> result;
    for (std::size_t i = 0; i < times.size(); ++i) result.push_back({times[i], events[i] == 1, 0, 1});
    return result;
}

inline nlohmann::json json(const std::string& name) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/" + name);
    return nlohmann::json::parse(file);
}

}  // namespace survival_file
