#pragma once

#include "models/core/result.h"

#include <string>
#include <vector>

namespace kachi {

enum class JointKind { dirichlet, multivariateNormal };

/// Parameters that are drawn together.
struct JointGroup {
    std::string id;
    JointKind kind = JointKind::dirichlet;
    std::vector<std::string> members;   ///< parameter ids; their order fixes the draws
    std::vector<double> concentration;  ///< dirichlet: one per member, > 0
    std::vector<double> mean;           ///< multivariateNormal: one per member
    std::vector<std::vector<double>>
        covariance;  ///< multivariateNormal: [member][member], symmetric within 1e-12, lower triangle used

    bool operator==(const JointGroup&) const = default;
};

/// All faults of a group; none for a sound one. Entries are named "covariance[row, column]", counted from 1.
/// Issues: statistics.groupTooSmall, emptyId, duplicateMember, groupSizeMismatch, groupFieldUnused, argumentNotFinite,
/// shapeOutOfRange (concentration), covarianceNotSymmetric, covarianceNegativeVariance, covarianceNotSemidefinite.
Issues validate(const JointGroup& group);

/// Lower triangular factor L with L Lᵀ = covariance, [row][column]. Semi-definite matrices are accepted: a variance
/// that earlier members explain entirely (within 1e-12 of itself) leaves a column of zeros.
/// Our own because Eigen's LLT refuses semi-definite matrices and its LDLT reorders members by size, which would let a
/// small change of one variance exchange the streams of draws.
/// Issues as validate. @pre group.kind is multivariateNormal
Result<std::vector<std::vector<double>>> covarianceFactor(const JointGroup& group);

}  // namespace kachi
