#pragma once

#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/statistics/distribution.h"
#include "models/statistics/joint_group.h"

#include <map>
#include <string>
#include <vector>

namespace kachi {

/// A parameter drawn by itself.
struct SampledParameter {
    std::string id;
    DistributionSpec spec;

    bool operator==(const SampledParameter&) const = default;
};

/// Values of every parameter, [id][draw]. Each is the quantile, at QuantileTable's definition, of the uniforms of the
/// ids concerned: a lone parameter of its own; a Dirichlet member its gamma quantile over the sum of its group's; a
/// multivariate normal member mean + L z, z the normal quantiles of the members in stored order. So a draw depends on
/// seed, ids, draw number and the group's own numbers only: not on threads, other parameters or options.draws.
/// Issues: those of both validate functions; statistics.emptyId; statistics.duplicateParameter, aloneAndInGroup,
/// memberOfTwoGroups; statistics.hashCollision; statistics.drawNotFinite, dirichletUnderflow (a draw double cannot
/// hold); core.cancelled (info).
/// Progress counts draws.
Result<std::map<std::string, std::vector<double>>> sampleParameters(const std::vector<SampledParameter>& parameters,
                                                                    const std::vector<JointGroup>& groups,
                                                                    const RunOptions& options);

}  // namespace kachi
