#include "app/report/case_issue_text.h"

#include "app/document/price_requests.h"
#include "app/messages/catalogue.h"
#include "app/report/case_text.h"
#include "app/report/route_tables.h"
#include "app/report/study_tables.h"
#include "models/evidence/literature_search.h"
#include "models/studies/study_name.h"

#include <algorithm>

namespace kachi {
namespace {

/// The row that a place such as "/studies/id=s1/inputs/data" lies in, with the rest of the place; null: none.
template <class Row>
const Row* rowAt(const std::vector<Row>& rows, const std::string& head, const std::string& where, std::string& rest) {
    if (!where.starts_with(head)) return nullptr;
    const std::size_t end = std::min(where.find('/', head.size()), where.size());
    const std::string id = where.substr(head.size(), end - head.size());
    rest = where.substr(end);
    const auto found = std::ranges::find(rows, id, &Row::id);
    return found == rows.end() ? nullptr : &*found;
}

Text within(const Text& name, const Text& place) {
    if (place.empty() || place == name) return name;
    return {name.ja + "：" + place.ja, name.en + ": " + place.en};
}

}  // namespace

Text placeText(const Case& value, const std::string& where) {
    std::string rest;
    if (const StudyRequest* study = rowAt(value.studies, "/studies/id=", where, rest)) {
        return within(studyName(*study), studyPlaceText(*study, rest));
    }
    if (const PriceRequest* price = rowAt(value.routes, "/routes/id=", where, rest)) {
        return within(requestName(*price), routePlaceText(*price, rest));
    }
    const Evidence* evidence = rowAt(value.evidence, "/evidence/id=", where, rest);
    if (evidence && !evidence->title.empty()) return evidence->title;
    if (const Text label = literatureCountLabel(where); !label.empty()) return label;
    return parameterName(value, where);
}

Text caseIssueText(const Case& value, const Issue& issue) {
    // A sentence that names the field itself needs only the name of what it is a field of.
    const bool namesField = issue.details.contains("label.ja");
    const std::size_t inputs = namesField ? issue.where.find("/inputs/") : std::string::npos;
    return sentenceAt(issue, placeText(value, issue.where.substr(0, inputs)));
}

}  // namespace kachi
