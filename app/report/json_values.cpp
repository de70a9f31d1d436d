#include "app/report/json_values.h"

#include "app/messages/catalogue.h"

#include <cmath>

namespace kachi {

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}
Json number(const std::optional<double>& value) {
    return value ? number(*value) : Json(nullptr);
}

Json text(const Text& value) {
    return {{"ja", value.ja}, {"en", value.en}};
}

Json traceJson(const Trace& trace) {
    Json json{{"id", trace.id},
              {"label", text(trace.label)},
              {"formula", trace.formula},
              {"value", trace.value},
              {"unit", unitName(trace.unit)}};
    if (!trace.rounding.empty()) json["rounding"] = text(trace.rounding);
    if (!trace.clause.empty()) json["clause"] = text(trace.clause);
    if (!trace.status.empty()) json["status"] = trace.status;
    for (const TraceInput& input : trace.inputs) {
        json["inputs"].push_back({{"name", input.name},
                                  {"label", text(input.label)},
                                  {"value", input.value},
                                  {"parameter", input.parameterId}});
    }
    for (const Trace& step : trace.steps) json["steps"].push_back(traceJson(step));
    return json;
}

Json numbers(const std::vector<double>& values) {
    Json json = Json::array();
    for (const double value : values) json.push_back(number(value));
    return json;
}

Json issueJson(const Issue& issue) {
    const MessageCatalogue& catalogue = MessageCatalogue::instance();
    const char* severity = issue.severity == Severity::error     ? "error"
                           : issue.severity == Severity::warning ? "warning"
                                                                 : "info";
    return {{"code", issue.code},
            {"severity", severity},
            {"where", issue.where},
            {"value", issue.value},
            {"limit", issue.limit},
            {"ja", catalogue.sentence(issue, Language::ja).toStdString()},
            {"en", catalogue.sentence(issue, Language::en).toStdString()}};
}

}  // namespace kachi
