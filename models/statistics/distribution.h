#pragma once

#include "models/core/result.h"

#include <map>
#include <string>

namespace kachi {

/// Families a single parameter can be drawn from. Joint draws (Dirichlet, multivariate normal) are groups of parameters.
enum class Family { fixed, normal, lognormal, beta, gamma, uniform, triangular };

const char* familyName(Family family);
bool familyFromName(const std::string& name, Family& family);

/// A distribution as the analyst states it. Accepted argument sets:
///   normal {mean, sd} · lognormal {meanlog, sdlog} or {mean, sd} · beta {alpha, beta} or {mean, sd} ·
///   gamma {shape, scale} or {mean, sd} · uniform {low, high} · triangular {low, mode, high} · fixed {}
/// gamma is shape/scale, never rate. {mean, sd} is converted by the method of moments.
struct DistributionSpec {
    Family family = Family::fixed;
    std::map<std::string, double> args;

    bool operator==(const DistributionSpec&) const = default;
};

}  // namespace kachi
