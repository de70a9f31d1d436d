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

/// Ids whose uniforms a run draws, sorted: parameters and members of groups; a posterior group draws one itself, by its
/// own id, in place of its members. Each has one dimension of a Sobol design.
std::vector<std::string> streamIds(const std::vector<SampledParameter>& parameters,
                                   const std::vector<JointGroup>& groups);

/// Values of every parameter, [id][draw]. Each is the quantile, at QuantileTable's definition, of the uniforms of the
/// ids concerned (design.h): a lone parameter of its own; a Dirichlet member its gamma quantile over the sum of its
/// group's; a multivariate normal member mean + L z, z the normal quantiles of the members in stored order; a member of
/// a rank correlation its own quantile function at the deviate L z; a posterior group row ⌊u n⌋ of its table. So in a
/// random design a draw depends on seed, ids, draw number and the group's own numbers only: not on threads, other
/// parameters or options.draws. A Latin hypercube depends on options.draws as well, a Sobol design on dimensions.
/// Issues: those of both validate functions; statistics.emptyId; statistics.duplicateParameter, aloneAndInGroup,
/// memberOfTwoGroups, memberNotDrawn (rank correlation); statistics.hashCollision; those of sobolDimensions and
/// statistics.designTooLarge (more than largestDesign draws); statistics.drawNotFinite, dirichletUnderflow (a draw
/// double cannot hold); core.cancelled (info).
/// Progress counts draws.
Result<std::map<std::string, std::vector<double>>> sampleParameters(const std::vector<SampledParameter>& parameters,
                                                                    const std::vector<JointGroup>& groups,
                                                                    const RunOptions& options);

}  // namespace kachi
