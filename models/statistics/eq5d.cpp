#include "models/statistics/eq5d.h"

#include <algorithm>

namespace kachi {

std::optional<Eq5dProfile> eq5dProfile(const std::string& digits) {
    Eq5dProfile profile;
    if (digits.size() != profile.size()) return {};
    for (std::size_t dimension = 0; dimension < profile.size(); ++dimension) {
        if (digits[dimension] < '1' || digits[dimension] > '5') return {};
        profile[dimension] = digits[dimension] - '0';
    }
    return profile;
}

double eq5dUtility(const Eq5dValueSet& values, const Eq5dProfile& profile) {
    const bool anyProblem = std::ranges::any_of(profile, [](int level) { return level != 1; });
    double utility = anyProblem ? 1 - values.anyProblem : 1;
    for (std::size_t dimension = 0; dimension < profile.size(); ++dimension) {
        utility -= values.decrements[dimension][static_cast<std::size_t>(profile[dimension] - 1)];
    }
    return utility;
}

}  // namespace kachi
