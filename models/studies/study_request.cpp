#include "models/studies/study_request.h"

#include "models/core/sha256.h"

#include <iterator>

namespace kachi {
namespace {

constexpr const char* rowsKey = "rows";

/// What dump writes of a discarded value. Where it follows "rows": it stands for shared rows and nothing else: quotes
/// inside texts have a backslash before them, and no value of a file is discarded.
constexpr std::string_view mark = "<discarded>";

bool isData(const nlohmann::json& cell) {
    if (!cell.is_object()) return false;
    const auto columns = cell.find("columns");
    const auto rows = cell.find(rowsKey);
    return columns != cell.end() && columns->is_array() && rows != cell.end() && rows->is_array();
}

bool isMark(std::string_view before) {
    return before.ends_with(R"("rows": )") || before.ends_with(R"("rows":)");
}

/// Spaces at the beginning of the line that ends the text; −1 where the whole text is one line.
int indentOfLastLine(std::string_view text) {
    const std::size_t lineBreak = text.rfind('\n');
    if (lineBreak == std::string_view::npos) return -1;
    return static_cast<int>(text.find_first_not_of(' ', lineBreak + 1) - lineBreak - 1);
}

}  // namespace

void setInputs(StudyRequest& request, nlohmann::json inputs) {
    request.rows.clear();
    request.inputs = std::move(inputs);
    if (!request.inputs.is_object()) return;
    for (const auto& [key, cell] : request.inputs.items()) {
        if (isData(cell)) setInput(request, key, std::move(cell));
    }
}

void setInput(StudyRequest& request, const std::string& key, nlohmann::json cell) {
    request.rows.erase(key);
    if (isData(cell)) {
        request.rows[key] = SharedRows(std::move(cell[rowsKey].get_ref<nlohmann::json::array_t&>()));
        cell.erase(rowsKey);
    }
    request.inputs[key] = std::move(cell);
}

void visitInputs(const StudyRequest& request, const std::function<void(const nlohmann::json& cells)>& visit) {
    visit(request.inputs);
    for (const auto& [key, rows] : request.rows) {
        for (std::size_t row = 0; row < rows.size(); ++row) visit(rows[row]);
    }
}

const nlohmann::json& dataRow(const StudyRequest& request, const std::string& key, std::size_t row) {
    const auto shared = request.rows.find(key);
    return shared == request.rows.end() ? request.inputs.at(key).at(rowsKey).at(row) : shared->second[row];
}

nlohmann::json inputsWithRows(const StudyRequest& request) {
    nlohmann::json inputs = request.inputs;
    for (const auto& [key, rows] : request.rows) inputs[key][rowsKey] = rows.json();
    return inputs;
}

nlohmann::json inputsWithMarks(const StudyRequest& request) {
    nlohmann::json inputs = request.inputs;
    for (const auto& [key, rows] : request.rows) {
        inputs[key][rowsKey] = nlohmann::json(nlohmann::json::value_t::discarded);
    }
    return inputs;
}

void writeWithRows(std::string_view text, const std::vector<const StudyRequest*>& requests, const TextSink& sink) {
    std::size_t from = 0;
    std::size_t looked = 0;
    for (const StudyRequest* request : requests) {
        for (const auto& [key, rows] : request->rows) {
            std::size_t found = text.find(mark, looked);
            while (!isMark(text.substr(0, found))) found = text.find(mark, found + 1);
            sink(text.substr(from, found - from));
            rows.write(indentOfLastLine(text.substr(0, found)), sink);
            from = looked = found + mark.size();
        }
    }
    sink(text.substr(from));
}

std::string studyDigest(const StudyRequest& request) {
    const std::string inputs = inputsWithMarks(request).dump();
    const auto work = [&] {
        Sha256 sum;
        sum.add(request.method + "\n");
        writeWithRows(inputs, {&request}, [&sum](std::string_view piece) { sum.add(piece); });
        return sum.hex();
    };
    if (request.rows.empty()) return work();
    // The first table keeps the answer; the others, rarely any, are told apart by digests of their own.
    std::string question = request.method + "\n" + inputs;
    for (auto other = std::next(request.rows.begin()); other != request.rows.end(); ++other) {
        question += other->second.remembered("rows", [&rows = other->second] {
            Sha256 sum;
            rows.write(-1, [&sum](std::string_view piece) { sum.add(piece); });
            return sum.hex();
        });
    }
    return request.rows.begin()->second.remembered(question, work);
}

}  // namespace kachi
