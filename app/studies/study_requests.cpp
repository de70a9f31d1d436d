#include "app/studies/study_requests.h"

#include "app/document/request_rows.h"
#include "app/report/study_tables.h"
#include "models/expressions/syntax.h"
#include "models/studies/study.h"
#include "models/studies/study_figure_name.h"
#include "models/studies/study_name.h"

#include <algorithm>
#include <set>

namespace kachi {
namespace {

/// Joint groups no longer draw the parameter; a group without two members is no group.
void leaveGroups(Case& value, const std::string& parameter) {
    std::erase_if(value.jointGroups, [&parameter](const JointGroup& group) {
        return std::ranges::find(group.members, parameter) != group.members.end();
    });
}

/// The parameter with its link to the study; it has no value yet.
Parameter& linkedParameter(Case& value, const StudyRequest& study, const StudyEstimate& estimate,
                           const std::string& id) {
    const bool isNew = !value.parameters.contains(id);
    Parameter& parameter = value.parameters[id];
    if (isNew) {
        parameter.label = estimate.label;
        parameter.unit = estimate.unit;
    }
    parameter.value.reset();
    parameter.expression.clear();
    parameter.distribution = {};
    parameter.evidence = {study.evidence, {}, study.id, estimate.key, studyDigest(study)};
    parameter.source.kind = SourceKind::derived;
    return parameter;
}

void setNumber(Case& value, const StudyRequest& study, const StudyEstimate& estimate, const std::string& id) {
    Parameter& parameter = linkedParameter(value, study, estimate, id);
    parameter.value = estimate.value;
    parameter.distribution = estimate.distribution;
}

/// Whether a cell names a result of the case, which is known only once the outcome model has run.
bool namesResultIn(const nlohmann::json& cells) {
    if (cells.is_string()) return cells.get_ref<const std::string&>().starts_with(resultHead);
    return cells.is_structured() && std::any_of(cells.begin(), cells.end(), namesResultIn);
}

bool namesResult(const StudyRequest& study) {
    bool found = false;
    visitInputs(study, [&found](const nlohmann::json& cells) { found = found || namesResultIn(cells); });
    return found;
}

const StudyEstimate* findEstimate(const StudyResult& result, const std::string& key) {
    const auto found = std::ranges::find(result.estimates, key, &StudyEstimate::key);
    return found == result.estimates.end() ? nullptr : &*found;
}

/// The joint of the result whose estimates the members of a group took over, in this order.
const StudyJoint* jointOf(const Case& value, const JointGroup& group, const std::string& study,
                          const StudyResult& result) {
    std::vector<std::string> estimates;
    for (const std::string& member : group.members) {
        const auto parameter = value.parameters.find(member);
        if (parameter == value.parameters.end() || parameter->second.evidence.study != study) return nullptr;
        estimates.push_back(parameter->second.evidence.estimate);
    }
    const auto found = std::ranges::find(result.joints, estimates, &StudyJoint::estimates);
    return found == result.joints.end() ? nullptr : &*found;
}

}  // namespace

std::string addStudy(Case& value, const std::string& method) {
    StudyRequest request;
    request.id = newRowId(value.studies, "s");
    request.method = method;
    value.studies.push_back(request);
    return request.id;
}

std::string duplicateStudy(Case& value, const std::string& id) {
    const StudyRequest* original = findStudyRequest(value, id);
    return original ? duplicateRow(value.studies, id, "s", studyName(*original)) : std::string();
}

void removeStudy(Case& value, const std::string& id, const std::map<std::string, std::optional<double>>& numbers) {
    for (const auto& [parameter, number] : numbers) {
        value.parameters.at(parameter).expression.clear();
        value.parameters.at(parameter).value = number;
    }
    removeRow(value.studies, id);
}

std::vector<std::string> followersOf(const Case& value, const std::string& study) {
    const std::string head = studyFigureName(study, {});
    std::vector<std::string> followers;
    for (const auto& [id, parameter] : value.parameters) {
        if (parameter.expression.find(head) == std::string::npos) continue;
        const Result<SyntaxNode> tree = parseExpression(parameter.expression, id);
        if (!tree) continue;
        const std::vector<std::string> names = namesIn(*tree);
        const auto isFigure = [&head](const std::string& name) { return name.starts_with(head); };
        if (std::ranges::any_of(names, isFigure)) followers.push_back(id);
    }
    return followers;
}

void moveStudy(Case& value, const std::string& id, int by) {
    moveRow(value.studies, id, by);
}

StudyRequest* findStudyRequest(Case& value, const std::string& id) {
    return findRow(value.studies, id);
}

const StudyRequest* findStudyRequest(const Case& value, const std::string& id) {
    return findRow(value.studies, id);
}

void setStudyData(Case& value, const std::string& id, const std::string& field, nlohmann::json data,
                  const std::string& fileName, const std::string& digest) {
    StudyRequest* request = findStudyRequest(value, id);
    if (!request) return;
    setInput(*request, field, std::move(data));
    if (digest.empty()) return;
    const auto known = std::ranges::find(value.evidence, digest, &Evidence::digest);
    if (known != value.evidence.end()) {
        request->evidence = known->id;
        return;
    }
    Evidence evidence;
    evidence.id = "table" + digest.substr(0, 8);
    evidence.kind = EvidenceKind::table;
    evidence.title = {fileName, fileName};
    evidence.digest = digest;
    request->evidence = evidence.id;
    value.evidence.push_back(std::move(evidence));
}

void takeOver(Case& value, const StudyRequest& study, const StudyEstimate& estimate, const std::string& parameter) {
    leaveGroups(value, parameter);
    setNumber(value, study, estimate, parameter);
}

void takeOver(Case& value, const StudyRequest& study, const StudyResult& result, const StudyJoint& joint,
              const std::vector<std::string>& parameters) {
    JointGroup group;
    group.id = study.id + "." + joint.key;
    group.kind = JointKind::multivariateNormal;
    group.members = parameters;
    group.covariance = joint.covariance;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const StudyEstimate* estimate = findEstimate(result, joint.estimates[i]);
        if (!estimate) return;
        leaveGroups(value, parameters[i]);
        setNumber(value, study, *estimate, parameters[i]);
        value.parameters[parameters[i]].distribution = {};
    }
    std::erase_if(value.jointGroups, [&group](const JointGroup& other) { return other.id == group.id; });
    value.jointGroups.push_back(std::move(group));
}

bool canBeFollowed(const StudyRequest& study, const StudyResult& result, const StudyEstimate& estimate) {
    const StudyDefinition* definition = findStudy(study.method);
    if (!definition || !definition->overDraws || namesResult(study)) return false;
    if (!isExpressionName(studyFigureName(study.id, estimate.key))) return false;
    const auto figure = std::ranges::find(result.figures, estimate.key, &StudyFigure::key);
    return figure != result.figures.end() && figure->value && estimate.distribution.family == Family::fixed;
}

void follow(Case& value, const StudyRequest& study, const StudyEstimate& estimate, const std::string& parameter) {
    leaveGroups(value, parameter);
    linkedParameter(value, study, estimate, parameter).expression = studyFigureName(study.id, estimate.key);
}

bool followsStudy(const Parameter& parameter) {
    const EvidenceLink& link = parameter.evidence;
    return !link.study.empty() && parameter.expression == studyFigureName(link.study, link.estimate);
}

std::vector<std::pair<std::string, std::string>> takenOver(const Case& value, const std::string& study) {
    std::vector<std::pair<std::string, std::string>> taken;
    for (const auto& [id, parameter] : value.parameters) {
        if (parameter.evidence.study == study) taken.emplace_back(id, parameter.evidence.estimate);
    }
    return taken;
}

bool isStale(const Case& value, const Parameter& parameter) {
    if (parameter.evidence.study.empty()) return false;
    const StudyRequest* study = findStudyRequest(value, parameter.evidence.study);
    if (!study) return true;
    return !followsStudy(parameter) && studyDigest(*study) != parameter.evidence.digest;
}

std::vector<std::string> takeOverAgain(Case& value, const StudyRequest& study, const StudyResult& result) {
    std::set<std::string> done;
    std::vector<std::string> gone;
    const std::vector<JointGroup> groups = value.jointGroups;
    for (const JointGroup& group : groups) {
        const StudyJoint* joint = jointOf(value, group, study.id, result);
        if (!joint || group.kind != JointKind::multivariateNormal) continue;
        takeOver(value, study, result, *joint, group.members);
        done.insert(group.members.begin(), group.members.end());
    }
    for (const auto& [id, key] : takenOver(value, study.id)) {
        if (done.contains(id) || followsStudy(value.parameters.at(id))) continue;
        if (const StudyEstimate* estimate = findEstimate(result, key)) {
            takeOver(value, study, *estimate, id);
        } else {
            gone.push_back(id);
        }
    }
    return gone;
}

}  // namespace kachi
