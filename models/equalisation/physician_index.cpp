#include "models/equalisation/physician_index.h"

#include <cmath>

namespace kachi {

Result<double> standardisedPhysicians(const std::vector<double>& counts, const std::vector<PhysicianClass>& classes) {
    if (counts.size() != classes.size()) {
        return Issue{"physicianIndex.classes",
                     Severity::error,
                     {},
                     std::to_string(counts.size()),
                     std::to_string(classes.size()),
                     {}};
    }
    Issues issues;
    double physicians = 0;
    double hours = 0;
    for (std::size_t k = 0; k < classes.size(); ++k) {
        for (const double value : {counts[k], classes[k].physicians, classes[k].workingHours}) {
            if (std::isfinite(value) && value >= 0) continue;
            issues.push_back(
                {"physicianIndex.negative", Severity::error, std::to_string(k + 1), numberText(value), {}, {}});
        }
        physicians += classes[k].physicians;
        hours += classes[k].physicians * classes[k].workingHours;
    }
    if (!issues.empty()) return issues;
    if (!(hours > 0)) return Issue{"physicianIndex.noHours", Severity::error, {}, {}, {}, {}};
    const double meanHours = hours / physicians;
    double standardised = 0;
    for (std::size_t k = 0; k < classes.size(); ++k) standardised += counts[k] * classes[k].workingHours / meanHours;
    return standardised;
}

double physicianIndex(double standardisedPhysicians, double population, double consultationRatio) {
    return standardisedPhysicians / (population / 100'000 * consultationRatio);
}

}  // namespace kachi
