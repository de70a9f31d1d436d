#include "app/document/inputs_place.h"

#include "app/document/price_requests.h"
#include "app/report/route_tables.h"
#include "app/report/study_tables.h"
#include "app/studies/study_requests.h"

#include <QStringList>

#include <algorithm>

namespace kachi {
namespace {

template <class Json, class CaseValue>
Json* inputsOf(CaseValue& value, const InputsPlace& place) {
    if (place.owner == InputsOwner::price) {
        auto* request = findRequest(value, place.id);
        return request ? &request->inputs : nullptr;
    }
    auto* request = findStudyRequest(value, place.id);
    return request ? &request->inputs : nullptr;
}

}  // namespace

std::string InputsPlace::path() const {
    return (owner == InputsOwner::price ? "/routes/id=" : "/studies/id=") + id;
}

std::string InputsPlace::pathOf(const std::string& key) const {
    return path() + "/inputs/" + key;
}

nlohmann::json* InputsPlace::find(Case& value) const {
    return inputsOf<nlohmann::json>(value, *this);
}

const nlohmann::json* InputsPlace::find(const Case& value) const {
    return inputsOf<const nlohmann::json>(value, *this);
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

std::vector<std::string> enteredNames(const nlohmann::json& inputs, const std::string& key) {
    std::vector<std::string> names;
    if (!inputs.is_object() || !inputs.contains(key)) return names;
    if (inputs[key].is_array()) {
        for (const nlohmann::json& name : inputs[key]) {
            if (name.is_string()) names.push_back(name.get<std::string>());
        }
        return names;
    }
    const QStringList parts =
        QString::fromStdString(enteredText(inputs, key)).split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString& part : parts) names.push_back(part.trimmed().toStdString());
    return names;
}

}  // namespace kachi
