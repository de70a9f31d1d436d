#include "models/equalisation/quality_adjusted_life.h"

#include <string>

namespace kachi {
namespace {

Issues faultsOf(std::span<const AgeBand> bands) {
    Issues faults;
    if (bands.empty()) faults.push_back({"distributional.noAgeBands", Severity::error, {}, {}, {}, {}});
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const AgeBand& band = bands[i];
        const double begin = i == 0 ? band.startAge : bands[i - 1].endAge + 1;
        const std::string place = std::to_string(i + 1);
        if (band.startAge != begin || band.endAge < band.startAge) {
            faults.push_back({"distributional.ageBands",
                              Severity::error,
                              place,
                              numberText(band.startAge) + "–" + numberText(band.endAge),
                              numberText(begin),
                              {}});
        }
        const double years = 1 + band.endAge - band.startAge;
        if (i + 1 < bands.size() && years * band.mortalityRate > 2) {
            faults.push_back({"distributional.mortalityTooHigh",
                              Severity::error,
                              place,
                              numberText(band.mortalityRate),
                              numberText(2 / years),
                              {}});
        }
    }
    return faults;
}

}  // namespace

Result<QualityAdjustedLife> qualityAdjustedLife(std::span<const AgeBand> bands) {
    const Issues faults = faultsOf(bands);
    if (!faults.empty()) return faults;
    QualityAdjustedLife life;
    double alive = 1;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const AgeBand& band = bands[i];
        const double years = 1 + band.endAge - band.startAge;
        const double expected = years * band.mortalityRate;
        const double dies = i + 1 == bands.size() ? 1 : expected / (1 + expected / 2);
        const double next = alive * (1 - dies);
        const double lived = years * (next + (alive - next) / 2);
        life.lifeExpectancy += lived;
        life.qale += lived * band.utility;
        alive = next;
    }
    return life;
}

}  // namespace kachi
