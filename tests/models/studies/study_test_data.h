#pragma once

#include "models/studies/study.h"
#include "tests/models/statistics/comparison_data.h"

namespace kachi::study_test_data {

using comparison_data::close;
using comparison_data::expected;

inline StudyRequest request(const std::string& method, const nlohmann::json& inputs) {
    StudyRequest made;
    made.method = method;
    made.inputs = inputs;
    return made;
}

/// A file of tests/data/comparisons as a data field.
inline nlohmann::json dataOf(const std::string& name) {
    nlohmann::json names = nlohmann::json::array();
    nlohmann::json rows = nlohmann::json::array();
    for (const auto& [column, values] : comparison_data::columnsOf(name)) {
        names.push_back(column);
        for (std::size_t row = 0; row < values.size(); ++row) {
            if (rows.size() <= row) rows.push_back(nlohmann::json::array());
            rows[row].push_back(values[row]);
        }
    }
    return {{"columns", names}, {"rows", rows}};
}

inline const StudyFigure& figureOf(const StudyResult& result, const std::string& key) {
    for (const StudyFigure& figure : result.figures) {
        if (figure.key == key) return figure;
    }
    qFatal("no figure %s", key.c_str());
}

inline double valueOf(const StudyResult& result, const std::string& key) {
    const StudyFigure& figure = figureOf(result, key);
    if (!figure.value) qFatal("figure %s has no value", key.c_str());
    return *figure.value;
}

/// Number in the row whose first cell is `row`.
inline double cellOf(const StudyResult& result, const std::string& table, const std::string& row,
                     const std::string& column) {
    for (const StudyTable& candidate : result.tables) {
        if (candidate.key != table) continue;
        for (const auto& cells : candidate.rows) {
            if (cells.front().text.en != row) continue;
            for (std::size_t index = 0; index < cells.size(); ++index) {
                if (candidate.columns[index].key == column && cells[index].number) return *cells[index].number;
            }
        }
    }
    qFatal("no cell %s/%s/%s", table.c_str(), row.c_str(), column.c_str());
}

inline std::string sentences(const Issues& issues) {
    std::string text;
    for (const Issue& issue : issues) text += issue.code + " " + issue.where + " " + issue.value + "; ";
    return text;
}

/// Code of the first fault; notes do not count.
inline QString firstCode(const Result<StudyResult>& result) {
    for (const Issue& issue : result.issues()) {
        if (issue.severity == Severity::error) return QString::fromStdString(issue.code);
    }
    return QStringLiteral("ok");
}

}  // namespace kachi::study_test_data
