#pragma once

#include "models/core/choice_name.h"
#include "models/core/result.h"

#include <string>
#include <vector>

namespace kachi {

enum class JointKind { dirichlet, multivariateNormal, rankCorrelation, posterior };

/// Every kind with its stable name in files and JSON.
inline constexpr ChoiceName<JointKind> jointKindNames[] = {{JointKind::dirichlet, "dirichlet"},
                                                           {JointKind::multivariateNormal, "multivariateNormal"},
                                                           {JointKind::rankCorrelation, "rankCorrelation"},
                                                           {JointKind::posterior, "posterior"}};

const char* jointKindName(JointKind kind);

/// Parameters that are drawn together.
struct JointGroup {
    std::string id;
    JointKind kind = JointKind::dirichlet;
    std::vector<std::string> members;   ///< parameter ids; their order fixes the draws
    std::vector<double> concentration;  ///< dirichlet: one per member, > 0
    std::vector<double> mean;           ///< multivariateNormal: one per member
    /// multivariateNormal: [member][member], symmetric within 1e-12, lower triangle used
    std::vector<std::vector<double>> covariance;
    /// rankCorrelation: Spearman's, [member][member]; members keep their own distributions
    std::vector<std::vector<double>> correlation = {};
    std::vector<std::vector<double>> rows = {};  ///< posterior: joint draws of other software, [row][member]
    bool inOrder = false;                        ///< posterior: draw i takes row i mod n, not a random row

    bool operator==(const JointGroup&) const = default;
};

/// Whether the members of such a group are drawn by their own distributions as well; else only the group draws them.
inline bool membersHaveDistributions(JointKind kind) {
    return kind == JointKind::rankCorrelation;
}

/// All faults of a group; none for a sound one. Entries are named "covariance[row, column]", counted from 1.
/// Issues: statistics.groupTooSmall, emptyId, duplicateMember, groupSizeMismatch, groupFieldUnused, argumentNotFinite,
/// shapeOutOfRange (concentration), matrixNotSymmetric, covarianceNegativeVariance, matrixNotSemidefinite,
/// correlationNotUnit (diagonal), correlationOutsideRange, tooFewRows.
Issues validate(const JointGroup& group);

/// Lower triangular factor L with L Lᵀ = covariance (multivariateNormal), or = the correlation 2 sin(π ρ/6) of the
/// normal deviates whose Spearman correlation is ρ (rankCorrelation; Pearson 1907), [row][column].
/// Semi-definite matrices are accepted: a variance that earlier members explain entirely (within 1e-12 of itself)
/// leaves a column of zeros. Our own because Eigen's LLT refuses semi-definite matrices and its LDLT reorders members
/// by size, which would let a small change of one variance exchange the streams of draws.
/// Issues as validate. @pre group.kind is multivariateNormal or rankCorrelation
Result<std::vector<std::vector<double>>> matrixFactor(const JointGroup& group);

}  // namespace kachi
