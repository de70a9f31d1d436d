#include "models/case/validate.h"

#include "models/evidence/evidence_check.h"
#include "models/evidence/literature_search.h"
#include "models/params/model_inputs.h"
#include "models/params/registry.h"
#include "models/statistics/design.h"
#include "models/statistics/group_checks.h"
#include "models/studies/study_figure_name.h"
#include "models/studies/study_name.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace kachi {
namespace {

Issue issueOf(const char* code, Severity severity, std::string where, std::string value = {}, std::string limit = {}) {
    return {code, severity, std::move(where), std::move(value), std::move(limit), {}};
}

/// Rows of a table of the case, under the prefix its parameter ids carry.
struct RowTable {
    std::string prefix;
    std::vector<std::string> ids;
};

template <class Rows>
RowTable rowTable(const char* prefix, const Rows& rows) {
    RowTable table{prefix, {}};
    for (const auto& row : rows) table.ids.push_back(row.id);
    return table;
}

std::vector<RowTable> rowTables(const Case& value) {
    std::vector<RowTable> tables;
    if (value.labour) {
        tables.push_back(rowTable("labour.staff.", value.labour->staff));
        tables.push_back(rowTable("labour.task.", value.labour->tasks));
    }
    if (value.equalisation) tables.push_back(rowTable("equalisation.region.", value.equalisation->regions));
    if (value.pricing) {
        tables.push_back(rowTable("pricing.field.", value.pricing->field));
        tables.push_back(rowTable("pricing.premium.", value.pricing->premiums));
        tables.push_back(rowTable("pricing.foreign.", value.pricing->foreignPrices));
    }
    if (value.recalculation) {
        tables.push_back(rowTable("recalculation.line.", value.recalculation->lines));
        tables.push_back(rowTable("recalculation.drift.", value.priceSeries));
    }
    return tables;
}

bool sectionUsed(const Case& value, const std::string& section) {
    if (section == "outcomes") return value.outcomes.has_value();
    if (section == "labour") return value.labour.has_value();
    if (section == "equalisation") return value.equalisation.has_value();
    if (section == "pricing") return value.pricing.has_value();
    if (section == "recalculation") return value.recalculation.has_value();
    return false;
}

std::string boundsText(const ParamDef& definition) {
    if (std::isinf(definition.high)) return "≥ " + numberText(definition.low);
    return numberText(definition.low) + " … " + numberText(definition.high);
}

class CaseCheck {
public:
    explicit CaseCheck(const Case& value) : m_case(value) {}

    Issues run() {
        checkRows();
        for (const auto& [id, parameter] : m_case.parameters) checkParameter(id, parameter);
        checkGroups();
        checkEvidence();
        checkScenarios();
        if (m_case.run.draws < 0 || m_case.run.draws > maximumDraws) {
            add(issueOf("case.drawsRange", Severity::error, "/run/draws", std::to_string(m_case.run.draws),
                        "0 … " + std::to_string(maximumDraws)));
        }
        append(m_issues, sobolDimensions({}, m_case.run.sobolDimensions).issues());
        append(m_issues, validateTables(m_case.tables));
        return std::move(m_issues);
    }

private:
    static constexpr int maximumDraws = 10'000'000;

    void add(Issue issue) { m_issues.push_back(std::move(issue)); }

    void checkRows() {
        for (const RowTable& table : rowTables(m_case)) {
            std::set<std::string> seen;
            for (const std::string& id : table.ids) {
                if (!isRowId(id)) add(issueOf("case.badRowId", Severity::error, table.prefix + "*", id));
                if (!seen.insert(id).second) add(issueOf("case.duplicateId", Severity::error, table.prefix + "*", id));
            }
        }
    }

    void checkParameter(const std::string& id, const Parameter& parameter) {
        const ParamDef* definition = findDefinition(id);
        const Text label = parameterLabel(id, parameter);
        const auto labelled = [&](Issue issue) {
            issue.details["label"] = label.ja == label.en ? label.ja : label.ja + " / " + label.en;
            add(std::move(issue));
        };

        if ((!definition && !isOutcomeId(id)) || (definition && !isExpected(id, *definition))) {
            add(issueOf("case.unknownParameter", Severity::warning, id));
        }
        if (parameter.value && !parameter.expression.empty()) {
            add(issueOf("case.valueAndExpression", Severity::error, id));
        }
        if (!parameter.value && parameter.expression.empty()) {
            labelled(issueOf("case.valueMissing",
                             sectionUsed(m_case, sectionOf(id)) ? Severity::error : Severity::warning, id));
        }
        if (parameter.value) {
            const ParamDef limits = definition ? *definition : declaredLimits(parameter.unit);
            if (!(*parameter.value >= limits.low && *parameter.value <= limits.high)) {
                labelled(
                    issueOf("case.outOfBounds", Severity::error, id, numberText(*parameter.value), boundsText(limits)));
            } else if (limits.integer && *parameter.value != std::floor(*parameter.value)) {
                labelled(issueOf("case.notWhole", Severity::error, id, numberText(*parameter.value)));
            }
        }
        if (parameter.range) {
            const double base = parameter.value.value_or(parameter.range->low);
            if (!(parameter.range->low <= base && base <= parameter.range->high)) {
                add(issueOf("case.rangeOrder", Severity::warning, id,
                            numberText(parameter.range->low) + " … " + numberText(parameter.range->high)));
            }
        }
        append(m_issues, kachi::validate(parameter.distribution, id));
        if (parameter.source.kind == SourceKind::none && parameter.evidence.evidence.empty() &&
            parameter.evidence.study.empty() && parameter.expression.empty()) {
            labelled(issueOf("case.noSource", Severity::warning, id));
        }
    }

    bool isExpected(const std::string& id, const ParamDef& definition) const {
        const std::vector<std::string> ids = expectedIds(m_case, definition);
        return std::find(ids.begin(), ids.end(), id) != ids.end();
    }

    /// As a run would find them, so that they are seen while they are typed. The means of a multivariate normal are
    /// the base values of its members.
    void checkGroups() {
        std::vector<std::string> alone;
        for (const auto& [id, parameter] : m_case.parameters) {
            if (parameter.distribution.family != Family::fixed) alone.push_back(id);
        }
        std::set<std::string> seen;
        std::vector<JointGroup> groups;
        for (const JointGroup& group : m_case.jointGroups) {
            if (!seen.insert(group.id).second) {
                add(issueOf("case.duplicateId", Severity::error, "/jointGroups", group.id));
            }
            const auto unknown = [this](const std::string& member) { return !m_case.parameters.contains(member); };
            for (const std::string& member : group.members) {
                if (unknown(member)) add(issueOf("case.groupMember", Severity::error, group.id, member));
            }
            if (std::ranges::any_of(group.members, unknown)) continue;
            groups.push_back(group);
            if (group.kind == JointKind::multivariateNormal) groups.back().mean.assign(group.members.size(), 0.0);
        }
        append(m_issues, validateGroups(alone, groups));
    }

    void checkEvidence() {
        std::set<std::string> known;
        for (const Evidence& evidence : m_case.evidence) {
            if (!known.insert(evidence.id).second) {
                add(issueOf("case.duplicateId", Severity::error, "/evidence", evidence.id));
            }
            append(m_issues, kachi::checkEvidence(evidence, "/evidence/id=" + evidence.id));
        }
        for (const auto& [id, parameter] : m_case.parameters) {
            const std::string& link = parameter.evidence.evidence;
            if (!link.empty() && !known.contains(link)) {
                add(issueOf("case.evidenceMissing", Severity::error, id, link));
            }
            checkStudyLink(id, parameter);
        }
        checkStudies(known);
        checkClaims(known);
        if (m_case.literature) append(m_issues, literatureFlow(*m_case.literature).issues());
    }

    /// A number taken over from a study is out of date once the study's method or inputs have changed; a parameter
    /// that follows the study never is.
    void checkStudyLink(const std::string& id, const Parameter& parameter) {
        const EvidenceLink& link = parameter.evidence;
        if (link.study.empty()) return;
        const auto study = std::ranges::find(m_case.studies, link.study, &StudyRequest::id);
        if (study == m_case.studies.end()) {
            add(issueOf("case.studyMissing", Severity::warning, id, link.study));
        } else if (parameter.expression != studyFigureName(link.study, link.estimate) &&
                   digestOf(*study) != link.digest) {
            Issue stale = issueOf("case.studyStale", Severity::warning, id, link.study, link.estimate);
            stale.details = {{"study.ja", studyName(*study).ja}, {"study.en", studyName(*study).en}};
            add(std::move(stale));
        }
    }

    /// Once for each study: its data may be large, and many parameters may come from it.
    const std::string& digestOf(const StudyRequest& study) {
        const auto [digest, isNew] = m_studyDigests.try_emplace(study.id);
        if (isNew) digest->second = studyDigest(study);
        return digest->second;
    }

    void checkStudies(const std::set<std::string>& evidence) {
        std::set<std::string> seen;
        for (const StudyRequest& study : m_case.studies) {
            if (!isRowId(study.id)) add(issueOf("case.badRowId", Severity::error, "/studies", study.id));
            if (!seen.insert(study.id).second) {
                add(issueOf("case.duplicateId", Severity::error, "/studies", study.id));
            }
            if (!study.evidence.empty() && !evidence.contains(study.evidence)) {
                add(issueOf("case.evidenceMissing", Severity::error, "/studies/id=" + study.id, study.evidence));
            }
        }
    }

    void checkClaims(const std::set<std::string>& evidence) {
        std::set<std::string> seen;
        for (const RequirementClaim& claim : m_case.claims) {
            if (!seen.insert(claim.id).second) add(issueOf("case.duplicateId", Severity::error, "/claims", claim.id));
            for (const std::string& id : claim.evidence) {
                if (!evidence.contains(id)) {
                    add(issueOf("case.evidenceMissing", Severity::error, "/claims/id=" + claim.id, id));
                }
            }
        }
    }

    void checkScenarios() {
        for (const Scenario& scenario : m_case.scenarios) {
            for (const auto& [id, number] : scenario.values) {
                if (!m_case.parameters.contains(id)) {
                    add(issueOf("case.unknownScenarioParameter", Severity::error, scenario.id, id));
                }
            }
        }
    }

    const Case& m_case;
    std::map<std::string, std::string> m_studyDigests;  ///< by id of the study
    Issues m_issues;
};

}  // namespace

Issues validate(const Case& value) {
    return CaseCheck(value).run();
}

std::string sectionOf(const std::string& where) {
    static constexpr const char* sections[] = {"outcomes", "labour", "equalisation", "pricing", "recalculation"};
    const std::size_t start = where.starts_with("/") ? 1 : 0;
    for (const char* section : sections) {
        if (where.compare(start, std::char_traits<char>::length(section), section) == 0) return section;
    }
    return "case";
}

std::vector<std::string> expectedIds(const Case& value, const ParamDef& definition) {
    const std::string pattern(definition.id);
    const std::size_t star = pattern.find('*');
    if (star == std::string::npos) return {pattern};
    std::vector<std::string> ids;
    for (const RowTable& table : rowTables(value)) {
        if (pattern.compare(0, star, table.prefix) != 0) continue;
        for (const std::string& row : table.ids) ids.push_back(cellId(pattern, row));
    }
    return ids;
}

}  // namespace kachi
