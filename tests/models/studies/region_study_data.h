#pragma once

#include "models/studies/study.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

namespace kachi::test {

/// A comma-separated file without quotes as data of a study; cells that are numbers become numbers.
inline nlohmann::json dataOfFile(const std::string& path) {
    std::ifstream file(path);
    nlohmann::json data{{"columns", nlohmann::json::array()}, {"rows", nlohmann::json::array()}};
    for (std::string line; std::getline(file, line);) {
        std::istringstream stream(line);
        nlohmann::json cells = nlohmann::json::array();
        for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
        if (data["columns"].empty()) {
            data["columns"] = cells;
        } else {
            data["rows"].push_back(cells);
        }
    }
    return data;
}

inline nlohmann::json jsonOfFile(const std::string& path) {
    std::ifstream file(path);
    return nlohmann::json::parse(file);
}

inline Result<StudyResult> study(const std::string& method, const nlohmann::json& inputs, unsigned threads = 0) {
    StudyRequest request;
    request.method = method;
    request.inputs = inputs;
    StudySurroundings surroundings;
    surroundings.options.threads = threads;
    return runStudy(request, surroundings);
}

inline const StudyFigure* figure(const StudyResult& result, const std::string& key) {
    for (const StudyFigure& figure : result.figures) {
        if (figure.key == key) return &figure;
    }
    return nullptr;
}

inline double value(const StudyResult& result, const std::string& key) {
    const StudyFigure* found = figure(result, key);
    return found && found->value ? *found->value : std::nan("");
}

inline const StudyTable* table(const StudyResult& result, const std::string& key) {
    for (const StudyTable& table : result.tables) {
        if (table.key == key) return &table;
    }
    return nullptr;
}

/// Cell of a table by row and name of its column.
inline StudyValue cell(const StudyResult& result, const std::string& key, std::size_t row, const std::string& column) {
    const StudyTable* found = table(result, key);
    for (std::size_t c = 0; found && c < found->columns.size(); ++c) {
        if (found->columns[c].key == column) return found->rows.at(row).at(c);
    }
    return {};
}

inline const StudyChart* chart(const StudyResult& result, const std::string& key) {
    for (const StudyChart& chart : result.charts) {
        if (chart.key == key) return &chart;
    }
    return nullptr;
}

inline bool hasNote(const StudyResult& result, const std::string& code) {
    for (const Issue& note : result.notes) {
        if (note.code == code) return true;
    }
    return false;
}

inline void near(double actual, double expected, double tolerance, const char* what = "") {
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(QStringLiteral("%1: expected %2, got %3")
                                                                      .arg(QString::fromUtf8(what))
                                                                      .arg(expected, 0, 'g', 12)
                                                                      .arg(actual, 0, 'g', 12)));
}

/// Every fault as "code where".
inline QStringList faults(const Result<StudyResult>& result) {
    QStringList found;
    for (const Issue& issue : result.issues()) found.push_back(QString::fromStdString(issue.code + " " + issue.where));
    return found;
}

/// No number of a result is NaN or infinite.
inline bool allFinite(const StudyResult& result) {
    const auto fine = [](const std::optional<double>& number) { return !number || std::isfinite(*number); };
    for (const StudyFigure& figure : result.figures) {
        if (!fine(figure.value) || !fine(figure.low) || !fine(figure.high) || !fine(figure.standardError)) return false;
    }
    for (const StudyTable& table : result.tables) {
        for (const auto& row : table.rows) {
            if (row.size() != table.columns.size()) return false;
            for (const StudyValue& value : row) {
                if (!fine(value.number)) return false;
            }
        }
    }
    return true;
}

}  // namespace kachi::test
