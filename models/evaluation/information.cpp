#include "models/evaluation/information.h"

#include "models/core/on_threads.h"
#include "models/evaluation/followed_studies.h"
#include "models/evaluation/values.h"
#include "models/expressions/syntax.h"
#include "models/outcomes/outcomes_fields.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <optional>
#include <set>

namespace kachi {
namespace {

/// Names of an expression; none where the text is no expression (an id, a label).
std::vector<std::string> namesOf(const std::string& text) {
    const auto tree = parseExpression(text, {});
    return tree ? namesIn(*tree) : std::vector<std::string>{};
}

void collectNames(const nlohmann::json& json, std::set<std::string>& names) {
    if (json.is_string()) {
        for (const std::string& name : namesOf(json.get<std::string>())) names.insert(name);
    }
    if (!json.is_structured()) return;
    for (const nlohmann::json& part : json) collectNames(part, names);
}

/// Names the outcome model may use: every text of its structure, and the expressions and studies behind them. Texts
/// that are no expressions can only add names that are not needed.
std::set<std::string> reachableNames(const Case& value) {
    OutcomesStructure structure = *value.outcomes;
    std::set<std::string> names;
    collectNames(JsonWriter("/outcomes", {}).object(structure), names);
    std::vector<std::string> open(names.begin(), names.end());
    while (!open.empty()) {
        const std::string reached = open.back();
        open.pop_back();
        for (const std::string& name : namesBehind(value, reached)) {
            if (names.insert(name).second) open.push_back(name);
        }
    }
    return names;
}

bool varies(const ParameterValues& values, const std::string& id) {
    const auto drawn = values.drawn.find(id);
    if (drawn == values.drawn.end()) return false;
    return std::ranges::any_of(drawn->second, [&](double number) { return number != drawn->second.front(); });
}

std::vector<std::vector<double>> netBenefits(const CostEffectivenessDraws& draws, double wtp) {
    std::vector<std::vector<double>> benefits = draws.effect;
    for (std::size_t s = 0; s < benefits.size(); ++s) {
        for (std::size_t i = 0; i < benefits[s].size(); ++i) benefits[s][i] = wtp * benefits[s][i] - draws.cost[s][i];
    }
    return benefits;
}

const Issue cancelled{"core.cancelled", Severity::info, "/outcomes", {}, {}, {}};

}  // namespace

std::vector<std::string> informativeParameters(const Case& value) {
    std::set<std::string> names = reachableNames(value);
    for (const JointGroup& group : value.jointGroups) {
        const bool reached = std::ranges::any_of(group.members, [&](const auto& id) { return names.contains(id); });
        if (reached) names.insert(group.members.begin(), group.members.end());
    }
    std::vector<std::string> ids = sampledIds(value);
    std::erase_if(ids, [&](const std::string& id) { return !names.contains(id); });
    return ids;
}

Result<ValueOfInformation> valueOfInformation(const Case& value, const ParameterValues& values,
                                              const CostEffectivenessDraws& draws, const RunOptions& options) {
    std::vector<std::vector<std::string>> sets;
    for (const std::string& id : informativeParameters(value)) {
        if (varies(values, id)) sets.push_back({id});
    }
    const std::size_t singles = sets.size();
    std::vector<std::string> groups;
    for (const JointGroup& group : value.jointGroups) {
        std::vector<std::string> members;
        for (const std::string& id : group.members) {
            const auto single = sets.begin() + static_cast<std::ptrdiff_t>(singles);
            if (std::find(sets.begin(), single, std::vector{id}) != single) members.push_back(id);
        }
        if (members.empty()) continue;
        groups.push_back(group.id);
        sets.push_back(std::move(members));
    }

    ValueOfInformation information;
    information.wtp = value.outcomes->referenceWtp;
    const std::vector<std::vector<double>> benefits = netBenefits(draws, information.wtp);
    std::vector<std::optional<Result<Evppi>>> found(sets.size());
    onThreads(options, [&] {
        tbb::parallel_for(std::size_t{0}, sets.size(), [&](std::size_t i) {
            if (options.stop.stop_requested()) return;
            std::vector<const std::vector<double>*> columns;
            for (const std::string& id : sets[i]) columns.push_back(&values.drawn.at(id));
            found[i] = evppi(benefits, sets[i], columns);
        });
    });
    if (options.stop.stop_requested()) return cancelled;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        if (!*found[i]) return found[i]->issues();
        if (i < singles) {
            information.single.push_back(**found[i]);
        } else {
            information.groups.push_back({groups[i - singles], **found[i]});
        }
    }
    information.evpi = expectedPerfectInformation(benefits);
    std::ranges::stable_sort(information.single, std::ranges::greater{}, &Evppi::value);
    std::ranges::stable_sort(information.groups, std::ranges::greater{},
                             [](const GroupInformation& group) { return group.evppi.value; });
    return information;
}

}  // namespace kachi
