#include "app/report/study_json.h"

namespace kachi {
namespace {

Json valueJson(const StudyValue& value) {
    if (value.number) return number(*value.number);
    if (value.text.empty()) return {};
    return value.text.ja == value.text.en ? Json(value.text.en) : text(value.text);
}

Json figureJson(const StudyFigure& figure) {
    Json json{{"label", text(figure.label)}, {"unit", unitName(figure.unit)}, {"value", number(figure.value)}};
    if (figure.low) json["low"] = number(figure.low);
    if (figure.high) json["high"] = number(figure.high);
    if (figure.standardError) json["standardError"] = number(figure.standardError);
    if (!figure.state.empty()) json["state"] = text(figure.state);
    return json;
}

Json tableJson(const StudyTable& table) {
    Json columns = Json::array();
    for (const StudyColumn& column : table.columns) {
        columns.push_back({{"key", column.key}, {"label", text(column.label)}, {"unit", unitName(column.unit)}});
    }
    Json rows = Json::array();
    for (const auto& row : table.rows) {
        Json cells = Json::object();
        for (std::size_t column = 0; column < row.size(); ++column) {
            cells[table.columns[column].key] = valueJson(row[column]);
        }
        rows.push_back(std::move(cells));
    }
    return {{"title", text(table.title)}, {"columns", std::move(columns)}, {"rows", std::move(rows)}};
}

Json estimateJson(const StudyEstimate& estimate) {
    Json arguments = Json::object();
    for (const auto& [name, value] : estimate.distribution.args) arguments[name] = number(value);
    Json json{{"label", text(estimate.label)},
              {"unit", unitName(estimate.unit)},
              {"value", number(estimate.value)},
              {"distribution", {{"family", familyName(estimate.distribution.family)}, {"args", arguments}}}};
    if (!estimate.distribution.values.empty()) json["distribution"]["values"] = numbers(estimate.distribution.values);
    return json;
}

Json jointJson(const StudyJoint& joint) {
    Json rows = Json::array();
    for (const std::vector<double>& row : joint.covariance) rows.push_back(numbers(row));
    return {{"label", text(joint.label)}, {"estimates", joint.estimates}, {"covariance", std::move(rows)}};
}

}  // namespace

Json studyResultJson(const StudyResult& result) {
    Json json{{"method", result.method},         {"figures", Json::object()}, {"tables", Json::object()},
              {"estimates", Json::object()},     {"joints", Json::object()},  {"methodText", text(result.methodText)},
              {"references", result.references}, {"traces", Json::array()},   {"notes", Json::array()}};
    for (const StudyFigure& figure : result.figures) json["figures"][figure.key] = figureJson(figure);
    for (const StudyTable& table : result.tables) json["tables"][table.key] = tableJson(table);
    for (const StudyEstimate& estimate : result.estimates) json["estimates"][estimate.key] = estimateJson(estimate);
    for (const StudyJoint& joint : result.joints) json["joints"][joint.key] = jointJson(joint);
    for (const Trace& trace : result.traces) json["traces"].push_back(traceJson(trace));
    for (const Issue& note : result.notes) json["notes"].push_back(issueJson(note));
    return json;
}

std::string studyResultToJson(const StudyRequest& request, const StudyResult& result) {
    Json json = studyResultJson(result);
    json["format"] = "kachi-study-result";
    json["schema"] = 1;
    json["name"] = text(request.name);
    return json.dump(2) + "\n";
}

}  // namespace kachi
