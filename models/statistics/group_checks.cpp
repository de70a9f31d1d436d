#include "models/statistics/group_checks.h"

#include "models/statistics/random.h"

#include <cstdint>
#include <map>
#include <set>
#include <unordered_map>

namespace kachi {

namespace {

/// Every id is drawn once, and no two share a stream.
class IdCheck {
public:
    /// A parameter drawn by itself.
    void claim(const std::string& id) {
        if (m_alone.insert(id).second) {
            claimStream(id);
        } else {
            report("statistics.duplicateParameter", id, id, "1");
        }
    }

    /// Members of a group. @pre parameters drawn by themselves are claimed
    void claim(const JointGroup& group) {
        const bool keepOwn = membersHaveDistributions(group.kind);
        for (const std::string& member : group.members) {
            if (member.empty()) continue;
            const bool hasOwn = m_alone.contains(member);
            if (keepOwn && !hasOwn) report("statistics.memberNotDrawn", member, group.id, "rankCorrelation");
            if (!keepOwn && hasOwn) report("statistics.aloneAndInGroup", member, group.id, member);
            const auto [owner, isNew] = m_groupOf.emplace(member, &group);
            if (!isNew && owner->second != &group) {
                report("statistics.memberOfTwoGroups", member, owner->second->id, group.id);
            }
            if (isNew && !hasOwn) claimStream(member);
        }
        if (group.kind == JointKind::posterior) claimStream(group.id);
    }

    const Issues& issues() const { return m_issues; }

private:
    void claimStream(const std::string& id) {
        const auto [holder, isFree] = m_idOfHash.emplace(stableHash(id), id);
        if (!isFree) report("statistics.hashCollision", id, holder->second, std::to_string(holder->first));
    }

    void report(const char* code, const std::string& id, const std::string& value, const std::string& limit) {
        m_issues.push_back({code, Severity::error, id, value, limit, {}});
    }

    std::set<std::string> m_alone;
    std::map<std::string, const JointGroup*> m_groupOf;
    std::unordered_map<std::uint64_t, std::string> m_idOfHash;
    Issues m_issues;
};

}  // namespace

Issues validateGroups(const std::vector<std::string>& alone, const std::vector<JointGroup>& groups) {
    Issues issues;
    IdCheck ids;
    for (const std::string& id : alone) ids.claim(id);
    for (const JointGroup& group : groups) {
        append(issues, validate(group));
        ids.claim(group);
    }
    append(issues, ids.issues());
    return issues;
}

}  // namespace kachi
