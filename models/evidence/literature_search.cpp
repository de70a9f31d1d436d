#include "models/evidence/literature_search.h"

namespace kachi {
namespace {

const std::string head = "/literature/";

/// Takes counts away step by step and names the first field that takes more than is left.
/// Sums are wide: counts may be as large as a file can hold.
class Remaining {
public:
    explicit Remaining(long long start, Issues& issues) : m_left(start), m_issues(issues) {}

    int after(const char* field, long long taken) {
        if (taken > m_left && !m_refused) {
            m_refused = true;
            m_issues.push_back({"evidence.moreThanLeft",
                                Severity::error,
                                head + field,
                                std::to_string(taken),
                                std::to_string(m_left),
                                {}});
        }
        m_left -= taken;
        return static_cast<int>(m_left);
    }

private:
    long long m_left;
    Issues& m_issues;
    bool m_refused = false;
};

}  // namespace

const std::vector<LiteratureCount>& literatureCounts() {
    using Search = LiteratureSearch;
    static const std::vector<LiteratureCount> counts{
        {&Search::identified, "identified", {"特定した記録", "Records identified"}},
        {&Search::duplicates, "duplicates", {"重複の除去", "Duplicates removed"}},
        {&Search::otherRemoved,
         "otherRemoved",
         {"スクリーニング前のその他の除去", "Otherwise removed before screening"}},
        {&Search::excludedOnTitle, "excludedOnTitle", {"題名・抄録で除外", "Excluded on title and abstract"}},
        {&Search::notRetrieved, "notRetrieved", {"全文を入手できず", "Full texts not retrieved"}},
        {&Search::includedFromElsewhere, "includedFromElsewhere", {"他の方法で採用", "Included from elsewhere"}}};
    return counts;
}

Text literatureCountLabel(const std::string& where) {
    for (const LiteratureCount& entered : literatureCounts()) {
        if (where == head + entered.key) return entered.label;
    }
    const bool excluded = where.starts_with(head + "excludedReports");
    return excluded ? Text{"全文で除外した報告", "Full texts left out"} : Text{};
}

Result<LiteratureFlow> literatureFlow(const LiteratureSearch& search) {
    Issues issues;
    const auto check = [&issues](const std::string& field, int count) {
        if (count >= 0) return;
        issues.push_back({"evidence.negativeCount", Severity::error, head + field, std::to_string(count), "0", {}});
    };
    for (const LiteratureCount& entered : literatureCounts()) check(entered.key, search.*entered.count);
    long long excluded = 0;
    for (std::size_t at = 0; at < search.excludedReports.size(); ++at) {
        check("excludedReports/" + std::to_string(at) + "/count", search.excludedReports[at].count);
        excluded += search.excludedReports[at].count;
    }
    if (!issues.empty()) return issues;

    LiteratureFlow flow;
    Remaining records(search.identified, issues);
    records.after("duplicates", search.duplicates);
    flow.screened = records.after("otherRemoved", search.otherRemoved);
    flow.sought = records.after("excludedOnTitle", search.excludedOnTitle);
    flow.assessed = records.after("notRetrieved", search.notRetrieved);
    flow.included = records.after("excludedReports", excluded);
    flow.excludedReports = static_cast<int>(excluded);
    flow.includedInAll = flow.included + search.includedFromElsewhere;
    if (!issues.empty()) return issues;
    return flow;
}

}  // namespace kachi
