#include "app/studies/study_results.h"

#include <algorithm>

namespace kachi {
namespace {

constexpr std::size_t mostKept = 200;

std::optional<double> baseValue(const Case& value, const std::string& id) {
    const auto found = value.parameters.find(id);
    return found == value.parameters.end() ? std::nullopt : found->second.value;
}

}  // namespace

StudyResults& StudyResults::shared() {
    static StudyResults results;
    return results;
}

std::shared_ptr<const Result<StudyResult>> StudyResults::get(const Case& value, const StudyRequest& request,
                                                             const RulePack& pack, RunOptions options) {
    const std::string key = studyDigest(request) + " " + std::to_string(options.seed) + " " + pack.id;
    {
        const std::lock_guard lock(m_mutex);
        const auto kept = m_kept.find(key);
        const auto same = [&value](const auto& named) { return baseValue(value, named.first) == named.second; };
        if (kept != m_kept.end() && std::ranges::all_of(kept->second.named, same)) return kept->second.result;
    }
    Kept made;
    StudySurroundings surroundings;
    surroundings.pack = &pack;
    surroundings.options = std::move(options);
    surroundings.named = [&](const std::string& name) -> std::optional<Rational> {
        const std::optional<double> base = baseValue(value, name);
        made.named[name] = base;
        return base ? std::optional(exactDecimal(*base)) : std::nullopt;
    };
    made.result = std::make_shared<const Result<StudyResult>>(runStudy(request, surroundings));
    if (surroundings.options.stop.stop_requested()) return made.result;
    const std::lock_guard lock(m_mutex);
    if (m_kept.size() >= mostKept) m_kept.clear();
    m_kept[key] = made;
    return made.result;
}

}  // namespace kachi
