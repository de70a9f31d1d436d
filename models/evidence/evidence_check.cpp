#include "models/evidence/evidence_check.h"

#include "models/core/calendar_day.h"
#include "models/evidence/risk_of_bias.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace kachi {
namespace {

bool isDigit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool areDigits(const std::string& text) {
    return std::ranges::all_of(text, isDigit);
}

/// "1136", "1000.10"
bool isRegistrant(const std::string& text) {
    constexpr std::size_t shortest = 4;
    constexpr std::size_t longest = 9;
    const std::size_t code = std::min(text.find('.'), text.size());
    if (code < shortest || code > longest) return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool divides = text[at] == '.' && at + 1 < text.size() && isDigit(text[at + 1]);
        if (!isDigit(text[at]) && !divides) return false;
    }
    return true;
}

}  // namespace

bool isDoi(const std::string& text) {
    const std::string head = "10.";
    const std::size_t slash = text.find('/');
    if (!text.starts_with(head) || slash == std::string::npos || slash + 1 == text.size()) return false;
    const auto mayStand = [](char letter) {
        return static_cast<unsigned char>(letter) > ' ' && !std::strchr("\"<>{}", letter);
    };
    return isRegistrant(text.substr(head.size(), slash - head.size())) &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(slash), text.end(), mayStand);
}

bool isPmid(const std::string& text) {
    constexpr std::size_t longest = 8;
    return !text.empty() && text.size() <= longest && text.front() != '0' && areDigits(text);
}

bool isEvidenceDate(const std::string& text) {
    static const std::string firstOfYear = "0000-01-01";
    const bool year = text.size() == 4;
    const bool month = text.size() == 7;
    return calendarDay(year || month ? text + firstOfYear.substr(text.size()) : text).has_value();
}

AppraisalTool toolOfDesign(StudyDesign design) {
    switch (design) {
        case StudyDesign::randomised:
            return AppraisalTool::rob2;
        case StudyDesign::nonRandomised:
        case StudyDesign::beforeAfter:
        case StudyDesign::cohort:
        case StudyDesign::caseControl:
        case StudyDesign::crossSectional:
        case StudyDesign::caseSeries:
        case StudyDesign::timeAndMotion:
        case StudyDesign::registry:
        case StudyDesign::claimsDatabase:
            return AppraisalTool::robinsI;
        case StudyDesign::notStated:
        case StudyDesign::diagnosticAccuracy:
        case StudyDesign::systematicReview:
        case StudyDesign::modelling:
        case StudyDesign::elicitation:
            break;
    }
    return AppraisalTool::none;
}

Issues checkToolOfDesign(const Evidence& evidence, const std::string& where) {
    const BiasTool* used = findBiasTool(evidence.appraisal.tool);
    const AppraisalTool fitting = toolOfDesign(evidence.design);
    if (!used || evidence.design == StudyDesign::notStated || fitting == used->tool) return {};
    Issue issue{"evidence.toolForNeither",
                Severity::warning,
                where + "/appraisal/tool",
                used->name.en,
                {},
                {{"tool.ja", used->name.ja}, {"tool.en", used->name.en}}};
    if (const BiasTool* other = findBiasTool(fitting)) {
        issue.code = "evidence.toolForDesign";
        issue.limit = other->name.en;
        issue.details["other.ja"] = other->name.ja;
        issue.details["other.en"] = other->name.en;
    }
    return {issue};
}

Issues checkEvidence(const Evidence& evidence, const std::string& where) {
    Issues issues;
    const auto check = [&](const std::string& text, bool (*isRight)(const std::string&), const char* code,
                           const char* member) {
        if (text.empty() || isRight(text)) return;
        issues.push_back({code, Severity::error, where + "/" + member, text, {}, {}});
    };
    check(evidence.doi, isDoi, "evidence.notADoi", "doi");
    check(evidence.pmid, isPmid, "evidence.notAPmid", "pmid");
    check(evidence.date, isEvidenceDate, "evidence.notADate", "date");
    for (const EvidenceArm& arm : evidence.arms) {
        if (!arm.patients || (*arm.patients >= 0 && *arm.patients == std::floor(*arm.patients))) continue;
        issues.push_back({"evidence.patientCount",
                          Severity::error,
                          where + "/arms/id=" + arm.id + "/patients",
                          numberText(*arm.patients),
                          "0",
                          {{"arm.ja", arm.name.ja}, {"arm.en", arm.name.en}}});
    }
    append(issues, checkAppraisal(evidence.appraisal, where + "/appraisal"));
    append(issues, checkToolOfDesign(evidence, where));
    return issues;
}

}  // namespace kachi
