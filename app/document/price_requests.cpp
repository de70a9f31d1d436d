#include "app/document/price_requests.h"

#include "app/document/request_rows.h"

#include <QString>

#include <algorithm>

namespace kachi {

std::string newRequestId(const Case& value) {
    return newRowId(value.routes, "p");
}

std::string addRequest(Case& value, const std::string& route) {
    PriceRequest request;
    request.id = newRequestId(value);
    request.route = route;
    value.routes.push_back(request);
    return request.id;
}

std::string duplicateRequest(Case& value, const std::string& id) {
    const PriceRequest* original = findRequest(value, id);
    return original ? duplicateRow(value.routes, id, "p", requestName(*original)) : std::string();
}

void removeRequest(Case& value, const std::string& id) {
    removeRow(value.routes, id);
}

void moveRequest(Case& value, const std::string& id, int by) {
    moveRow(value.routes, id, by);
}

PriceRequest* findRequest(Case& value, const std::string& id) {
    return findRow(value.routes, id);
}

const PriceRequest* findRequest(const Case& value, const std::string& id) {
    return findRow(value.routes, id);
}

std::string enteredText(const nlohmann::json& cells, const std::string& key) {
    if (!cells.is_object()) return {};
    const auto found = cells.find(key);
    if (found == cells.end() || found->is_null()) return {};
    return fieldCellText(*found).value_or(found->dump());
}

void enterText(nlohmann::json& cells, const Field& field, const std::string& typed) {
    if (!cells.is_object()) cells = nlohmann::json::object();
    QString text = QString::fromStdString(typed);
    if (field.kind != FieldKind::text) text = text.normalized(QString::NormalizationForm_KC).trimmed();
    if (text.isEmpty()) {
        cells.erase(field.key);
    } else if (field.kind == FieldKind::yesNo && (text == u"true" || text == u"false")) {
        cells[field.key] = text == u"true";
    } else {
        cells[field.key] = text.toStdString();
    }
}

const nlohmann::json& enteredRows(const nlohmann::json& cells, const std::string& key) {
    static const nlohmann::json none = nlohmann::json::array();
    if (!cells.is_object()) return none;
    const auto found = cells.find(key);
    return found != cells.end() && found->is_array() ? *found : none;
}

std::vector<std::string> cellNames(const Case& value) {
    std::vector<std::string> names;
    for (const auto& [id, parameter] : value.parameters) names.push_back(id);
    if (value.outcomes) {
        for (const OutcomeStrategy& strategy : value.outcomes->strategies) {
            for (const char* head :
                 {"result.cost.", "result.qaly.", "result.incrementalCost.", "result.incrementalQaly."}) {
                names.push_back(head + strategy.id);
            }
        }
    }
    if (value.labour) names.emplace_back("result.yenSavedPerCase");
    return names;
}

Text requestName(const PriceRequest& request) {
    if (!request.name.empty()) return request.name;
    const RouteDefinition* route = findRoute(request.route);
    return route ? route->name : Text{request.route, request.route};
}

}  // namespace kachi
