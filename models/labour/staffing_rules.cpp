#include "models/labour/staffing_rules.h"

#include <algorithm>

namespace kachi {

double StaffingEffect::postsFreed() const {
    return std::max(0.0, std::min(actual, requiredBefore) - requiredAfter);
}

StaffingEffect relaxedStaffing(double required, double actual, double share) {
    return {required, required * share, actual};
}

StaffingEffect countedStaffing(double required, double actual, double factor) {
    return {required, required / factor, actual};
}

}  // namespace kachi
