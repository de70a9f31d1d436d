#include "app/messages/repeated_issues.h"

#include <algorithm>

namespace kachi {
namespace {

/// The fault without the place in the run where it was met.
Issue withoutPlace(Issue issue) {
    std::size_t removed = 0;
    for (const char* place : {"strategy", "subgroup", "cycle", "draw"}) removed += issue.details.erase(place);
    if (removed > 0) issue.value.clear();  // differs from place to place
    return issue;
}

}  // namespace

Issues withoutRepeats(const Issues& issues) {
    Issues faults;
    Issues firsts;
    std::vector<std::size_t> counts;
    for (const Issue& issue : issues) {
        const Issue fault = withoutPlace(issue);
        const auto known = std::find(faults.begin(), faults.end(), fault);
        if (known != faults.end()) {
            ++counts[static_cast<std::size_t>(known - faults.begin())];
            continue;
        }
        faults.push_back(fault);
        firsts.push_back(issue);
        counts.push_back(1);
    }
    for (std::size_t i = 0; i < firsts.size(); ++i) {
        if (counts[i] > 1) firsts[i].details["alike"] = std::to_string(counts[i] - 1);
    }
    return firsts;
}

}  // namespace kachi
