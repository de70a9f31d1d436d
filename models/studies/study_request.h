#pragma once

#include "models/core/text.h"
#include "models/studies/shared_rows.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace kachi {

/// One analysis to be done: which method, of which data, with which settings. A row of a case, and the whole file of
/// `kachi stats`.
struct StudyRequest {
    std::string id;      ///< permanent row id in a case; empty in a file
    std::string method;  ///< id of a study, e.g. "survival"
    Text name;
    std::string evidence;  ///< id of the Evidence of the case the data come from; empty: not stated
    nlohmann::json inputs = nlohmann::json::object();  ///< by key of the method's fields, as typed
    /// Rows of data among the inputs, by key of their field. They stand apart from {"columns", …} so that a million of
    /// them are not copied, compared and written with every edit of the case; in a file they are "rows" beside them.
    std::map<std::string, SharedRows> rows = {};

    bool operator==(const StudyRequest&) const = default;
};

/// Sets all inputs, as they stand in a file.
void setInputs(StudyRequest& request, nlohmann::json inputs);

/// Sets one input. Rows of data go where they are shared; what looks like no data is kept as it is.
void setInput(StudyRequest& request, const std::string& key, nlohmann::json cell);

/// Calls with all that was entered, wherever it lies: the inputs without shared rows, then row by row.
void visitInputs(const StudyRequest& request, const std::function<void(const nlohmann::json& cells)>& visit);

/// A row of data, shared or among the inputs. @pre there is one
const nlohmann::json& dataRow(const StudyRequest& request, const std::string& key, std::size_t row);

/// All inputs as they stand in a file.
nlohmann::json inputsWithRows(const StudyRequest& request);

/// The same with a mark in place of shared rows, for writeWithRows.
nlohmann::json inputsWithMarks(const StudyRequest& request);

/// Writes the text that dump gave of JSON with the marked inputs of some requests, in the order of the text, with their
/// rows in place of the marks. Large tables are never held as text.
void writeWithRows(std::string_view text, const std::vector<const StudyRequest*>& requests, const TextSink& sink);

/// SHA-256 of the method and the inputs, lower-case hex: results and numbers taken over are out of date when it
/// differs. Kept with the rows, so that it costs nothing until something is edited.
std::string studyDigest(const StudyRequest& request);

}  // namespace kachi
