#include "models/statistics/joint_group.h"

#include "models/statistics/distribution.h"

#include <cmath>
#include <set>

namespace kachi {

namespace {

// Relative to the standard deviations of row and column: what arithmetic on doubles leaves behind.
constexpr double roundingTolerance = 1e-12;

using Matrix = std::vector<std::vector<double>>;

std::string entryName(const std::string& field, std::size_t index) {
    return field + "[" + std::to_string(index + 1) + "]";
}

std::string entryName(std::size_t row, std::size_t column) {
    return "covariance[" + std::to_string(row + 1) + ", " + std::to_string(column + 1) + "]";
}

Issue groupIssue(const char* code, const JointGroup& group, const std::string& argument, const std::string& value,
                 const std::string& limit) {
    return {code, Severity::error, group.id, value, limit, {{"argument", argument}}};
}

void checkMembers(const JointGroup& group, Issues& issues) {
    if (group.members.size() < 2) {
        issues.push_back(
            groupIssue("statistics.groupTooSmall", group, "members", std::to_string(group.members.size()), "2"));
    }
    std::set<std::string> seen;
    for (std::size_t i = 0; i < group.members.size(); ++i) {
        const std::string& member = group.members[i];
        if (member.empty()) {
            issues.push_back(groupIssue("statistics.emptyId", group, entryName("members", i), {}, "1"));
        } else if (!seen.insert(member).second) {
            issues.push_back(groupIssue("statistics.duplicateMember", group, entryName("members", i), member, "1"));
        }
    }
}

bool sizeFits(const JointGroup& group, const std::string& field, std::size_t size, Issues& issues) {
    if (size == group.members.size()) return true;
    issues.push_back(groupIssue("statistics.groupSizeMismatch", group, field, std::to_string(size),
                                std::to_string(group.members.size())));
    return false;
}

void checkUnused(const JointGroup& group, const char* field, bool empty, Issues& issues) {
    if (!empty)
        issues.push_back(groupIssue("statistics.groupFieldUnused", group, field, field,
                                    group.kind == JointKind::dirichlet ? "dirichlet" : "multivariateNormal"));
}

void checkFinite(const JointGroup& group, const std::string& entry, double value, Issues& issues) {
    if (std::isfinite(value)) return;
    issues.push_back(groupIssue("statistics.argumentNotFinite", group, entry, numberText(value), "|x| < ∞"));
}

void checkDirichlet(const JointGroup& group, Issues& issues) {
    checkUnused(group, "mean", group.mean.empty(), issues);
    checkUnused(group, "covariance", group.covariance.empty(), issues);
    sizeFits(group, "concentration", group.concentration.size(), issues);
    for (std::size_t i = 0; i < group.concentration.size(); ++i) {
        const DistributionSpec gamma = {Family::gamma, {{"shape", group.concentration[i]}, {"scale", 1}}};
        for (Issue issue : validate(gamma, group.id)) {
            issue.details["argument"] = entryName("concentration", i);
            issues.push_back(issue);
        }
    }
}

void checkSymmetry(const JointGroup& group, Issues& issues) {
    const Matrix& matrix = group.covariance;
    for (std::size_t row = 0; row < matrix.size(); ++row) {
        if (matrix[row][row] < 0) {
            issues.push_back(groupIssue("statistics.covarianceNegativeVariance", group, entryName(row, row),
                                        numberText(matrix[row][row]), "0"));
        }
        for (std::size_t column = 0; column < row; ++column) {
            const double scale = std::sqrt(std::abs(matrix[row][row])) * std::sqrt(std::abs(matrix[column][column]));
            const double difference = std::abs(matrix[row][column] - matrix[column][row]);
            if (difference <= roundingTolerance * scale) continue;
            issues.push_back(groupIssue("statistics.covarianceNotSymmetric", group, entryName(row, column),
                                        numberText(matrix[row][column]), numberText(matrix[column][row])));
        }
    }
}

/// Cholesky–Banachiewicz in member order over the lower triangle. @pre the matrix is square, finite and symmetric
Result<Matrix> factorise(const JointGroup& group) {
    const Matrix& matrix = group.covariance;
    const std::size_t size = matrix.size();
    Matrix factor(size, std::vector<double>(size, 0.0));
    for (std::size_t row = 0; row < size; ++row) {
        double unexplained = matrix[row][row];
        for (std::size_t column = 0; column < row; ++column) {
            double rest = matrix[row][column];
            for (std::size_t k = 0; k < column; ++k) rest -= factor[row][k] * factor[column][k];
            const double scale = std::sqrt(matrix[row][row]) * std::sqrt(matrix[column][column]);
            if (factor[column][column] > 0) {
                factor[row][column] = rest / factor[column][column];
            } else if (std::abs(rest) > roundingTolerance * scale) {
                return groupIssue("statistics.covarianceNotSemidefinite", group, entryName(row, column),
                                  numberText(matrix[row][column]), numberText(matrix[row][column] - rest));
            }
            unexplained -= factor[row][column] * factor[row][column];
        }
        const double tolerance = roundingTolerance * matrix[row][row];
        if (unexplained < -tolerance) {
            return groupIssue("statistics.covarianceNotSemidefinite", group, entryName(row, row),
                              numberText(matrix[row][row]), "≥ " + numberText(matrix[row][row] - unexplained));
        }
        factor[row][row] = unexplained > tolerance ? std::sqrt(unexplained) : 0.0;
    }
    return factor;
}

void checkNormal(const JointGroup& group, Issues& issues) {
    checkUnused(group, "concentration", group.concentration.empty(), issues);
    sizeFits(group, "mean", group.mean.size(), issues);
    for (std::size_t i = 0; i < group.mean.size(); ++i) checkFinite(group, entryName("mean", i), group.mean[i], issues);

    bool square = sizeFits(group, "covariance", group.covariance.size(), issues);
    for (std::size_t row = 0; row < group.covariance.size(); ++row) {
        const std::vector<double>& values = group.covariance[row];
        square = sizeFits(group, entryName("covariance", row), values.size(), issues) && square;
        for (std::size_t column = 0; column < values.size(); ++column) {
            checkFinite(group, entryName(row, column), values[column], issues);
        }
    }
    if (square && !hasErrors(issues)) checkSymmetry(group, issues);
    if (!hasErrors(issues)) append(issues, factorise(group).issues());
}

}  // namespace

Issues validate(const JointGroup& group) {
    Issues issues;
    if (group.id.empty()) issues.push_back(groupIssue("statistics.emptyId", group, "id", {}, "1"));
    checkMembers(group, issues);
    if (group.kind == JointKind::dirichlet) {
        checkDirichlet(group, issues);
    } else {
        checkNormal(group, issues);
    }
    return issues;
}

Result<Matrix> covarianceFactor(const JointGroup& group) {
    Issues issues = validate(group);
    if (!issues.empty()) return issues;
    return factorise(group);
}

}  // namespace kachi
