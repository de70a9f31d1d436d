#include "app/document/inputs_place.h"

#include "app/document/price_requests.h"
#include "app/report/route_tables.h"
#include "app/report/study_tables.h"
#include "app/studies/study_requests.h"

#include <algorithm>

namespace kachi {

std::string InputsPlace::path() const {
    return (owner == InputsOwner::price ? "/routes/id=" : "/studies/id=") + id;
}

std::string InputsPlace::pathOf(const std::string& key) const {
    return path() + "/inputs/" + key;
}

nlohmann::json* InputsPlace::find(Case& value) const {
    if (owner == InputsOwner::price) {
        PriceRequest* request = findRequest(value, id);
        return request ? &request->inputs : nullptr;
    }
    StudyRequest* request = findStudyRequest(value, id);
    return request ? &request->inputs : nullptr;
}

const nlohmann::json* InputsPlace::find(const Case& value) const {
    return find(const_cast<Case&>(value));
}

Text InputsPlace::sentence(const Case& value, const Issue& issue) const {
    if (owner == InputsOwner::price) {
        const PriceRequest* request = findRequest(value, id);
        return request ? routeIssueText(*request, issue) : Text{};
    }
    const StudyRequest* request = findStudyRequest(value, id);
    return request ? studyIssueText(*request, issue) : Text{};
}

std::vector<std::string> dataColumns(const nlohmann::json& inputs, const std::string& field) {
    std::vector<std::string> names;
    if (!inputs.is_object() || !inputs.contains(field) || !inputs[field].is_object()) return names;
    const auto columns = inputs[field].find("columns");
    if (columns == inputs[field].end() || !columns->is_array()) return names;
    for (const nlohmann::json& name : *columns) {
        if (name.is_string()) names.push_back(name.get<std::string>());
    }
    return names;
}

const Field* dataFieldOf(const std::vector<Field>& fields) {
    const auto found = std::ranges::find(fields, FieldKind::data, &Field::kind);
    return found == fields.end() ? nullptr : &*found;
}

}  // namespace kachi
