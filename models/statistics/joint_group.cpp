#include "models/statistics/joint_group.h"

#include "models/statistics/distribution.h"

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <set>

namespace kachi {

namespace {

// Relative to the standard deviations of row and column: what arithmetic on doubles leaves behind.
constexpr double roundingTolerance = 1e-12;

using Matrix = std::vector<std::vector<double>>;

std::string entryName(const std::string& field, std::size_t index) {
    return field + "[" + std::to_string(index + 1) + "]";
}

std::string entryName(const std::string& field, std::size_t row, std::size_t column) {
    return field + "[" + std::to_string(row + 1) + ", " + std::to_string(column + 1) + "]";
}

Issue groupIssue(const char* code, const JointGroup& group, const std::string& argument, const std::string& value,
                 const std::string& limit) {
    return {code, Severity::error, group.id, value, limit, {{"argument", argument}}};
}

void checkMembers(const JointGroup& group, Issues& issues) {
    const std::size_t smallest = group.kind == JointKind::posterior ? 1 : 2;
    if (group.members.size() < smallest) {
        issues.push_back(groupIssue("statistics.groupTooSmall", group, "members", std::to_string(group.members.size()),
                                    std::to_string(smallest)));
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
    if (!empty) {
        issues.push_back(groupIssue("statistics.groupFieldUnused", group, field, field, jointKindName(group.kind)));
    }
}

/// Fields that only other kinds use.
void checkUnusedFields(const JointGroup& group, Issues& issues) {
    const JointKind kind = group.kind;
    checkUnused(group, "concentration", kind == JointKind::dirichlet || group.concentration.empty(), issues);
    checkUnused(group, "mean", kind == JointKind::multivariateNormal || group.mean.empty(), issues);
    checkUnused(group, "covariance", kind == JointKind::multivariateNormal || group.covariance.empty(), issues);
    checkUnused(group, "correlation", kind == JointKind::rankCorrelation || group.correlation.empty(), issues);
    checkUnused(group, "rows", kind == JointKind::posterior || group.rows.empty(), issues);
    checkUnused(group, "inOrder", kind == JointKind::posterior || !group.inOrder, issues);
}

void checkFinite(const JointGroup& group, const std::string& entry, double value, Issues& issues) {
    if (std::isfinite(value)) return;
    issues.push_back(groupIssue("statistics.argumentNotFinite", group, entry, numberText(value), "|x| < ∞"));
}

void checkDirichlet(const JointGroup& group, Issues& issues) {
    sizeFits(group, "concentration", group.concentration.size(), issues);
    for (std::size_t i = 0; i < group.concentration.size(); ++i) {
        const DistributionSpec gamma = {Family::gamma, {{"shape", group.concentration[i]}, {"scale", 1}}};
        for (Issue issue : validate(gamma, group.id)) {
            issue.details["argument"] = entryName("concentration", i);
            issues.push_back(issue);
        }
    }
}

/// Whether the matrix has a row and a column per member, all finite.
bool isSquare(const JointGroup& group, const std::string& field, const Matrix& matrix, Issues& issues) {
    const std::size_t before = issues.size();
    sizeFits(group, field, matrix.size(), issues);
    for (std::size_t row = 0; row < matrix.size(); ++row) {
        sizeFits(group, entryName(field, row), matrix[row].size(), issues);
        for (std::size_t column = 0; column < matrix[row].size(); ++column) {
            checkFinite(group, entryName(field, row, column), matrix[row][column], issues);
        }
    }
    return issues.size() == before;
}

void checkSymmetry(const JointGroup& group, const std::string& field, const Matrix& matrix, Issues& issues) {
    for (std::size_t row = 0; row < matrix.size(); ++row) {
        for (std::size_t column = 0; column < row; ++column) {
            const double scale = std::sqrt(std::abs(matrix[row][row])) * std::sqrt(std::abs(matrix[column][column]));
            const double difference = std::abs(matrix[row][column] - matrix[column][row]);
            if (difference <= roundingTolerance * scale) continue;
            issues.push_back(groupIssue("statistics.matrixNotSymmetric", group, entryName(field, row, column),
                                        numberText(matrix[row][column]), numberText(matrix[column][row])));
        }
    }
}

/// Correlation of normal deviates whose Spearman correlation is `rank`, and back.
/// Source: Pearson K. On further methods of determining correlation. Drapers' Company Research Memoirs IV, 1907.
double pearsonOfRank(double rank) {
    return 2 * std::sin(std::numbers::pi * rank / 6);
}
double rankOfPearson(double pearson) {
    return 6 / std::numbers::pi * std::asin(pearson / 2);
}

/// Cholesky–Banachiewicz in member order over the lower triangle. @pre the matrix is square, finite and symmetric
Result<Matrix> factorise(const JointGroup& group) {
    const bool isRank = group.kind == JointKind::rankCorrelation;
    const Matrix& stated = isRank ? group.correlation : group.covariance;
    const char* field = isRank ? "correlation" : "covariance";
    const std::size_t size = stated.size();
    Matrix matrix = stated;
    for (std::size_t row = 0; isRank && row < size; ++row) {
        for (std::size_t column = 0; column < row; ++column) matrix[row][column] = pearsonOfRank(stated[row][column]);
    }

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
                const double required = matrix[row][column] - rest;
                return groupIssue("statistics.matrixNotSemidefinite", group, entryName(field, row, column),
                                  numberText(stated[row][column]),
                                  numberText(isRank ? rankOfPearson(required) : required));
            }
            unexplained -= factor[row][column] * factor[row][column];
        }
        const double tolerance = roundingTolerance * matrix[row][row];
        if (unexplained < -tolerance) {
            return groupIssue("statistics.matrixNotSemidefinite", group, entryName(field, row, row),
                              numberText(matrix[row][row]), "≥ " + numberText(matrix[row][row] - unexplained));
        }
        factor[row][row] = unexplained > tolerance ? std::sqrt(unexplained) : 0.0;
    }
    return factor;
}

void checkNormal(const JointGroup& group, Issues& issues) {
    sizeFits(group, "mean", group.mean.size(), issues);
    for (std::size_t i = 0; i < group.mean.size(); ++i) checkFinite(group, entryName("mean", i), group.mean[i], issues);
    if (isSquare(group, "covariance", group.covariance, issues)) {
        for (std::size_t row = 0; row < group.covariance.size(); ++row) {
            const double variance = group.covariance[row][row];
            if (variance >= 0) continue;
            issues.push_back(groupIssue("statistics.covarianceNegativeVariance", group,
                                        entryName("covariance", row, row), numberText(variance), "0"));
        }
        checkSymmetry(group, "covariance", group.covariance, issues);
    }
    if (issues.empty()) append(issues, factorise(group).issues());
}

void checkRankCorrelation(const JointGroup& group, Issues& issues) {
    if (isSquare(group, "correlation", group.correlation, issues)) {
        for (std::size_t row = 0; row < group.correlation.size(); ++row) {
            for (std::size_t column = 0; column <= row; ++column) {
                const double value = group.correlation[row][column];
                const std::string entry = entryName("correlation", row, column);
                if (row == column && value != 1) {
                    issues.push_back(groupIssue("statistics.correlationNotUnit", group, entry, numberText(value), "1"));
                } else if (!(value >= -1 && value <= 1)) {
                    issues.push_back(
                        groupIssue("statistics.correlationOutsideRange", group, entry, numberText(value), "−1 – 1"));
                }
            }
        }
        checkSymmetry(group, "correlation", group.correlation, issues);
    }
    if (issues.empty()) append(issues, factorise(group).issues());
}

void checkPosterior(const JointGroup& group, Issues& issues) {
    if (group.rows.size() < 2) {
        issues.push_back(groupIssue("statistics.tooFewRows", group, "rows", std::to_string(group.rows.size()), "2"));
    }
    for (std::size_t row = 0; row < group.rows.size(); ++row) {
        sizeFits(group, entryName("rows", row), group.rows[row].size(), issues);
        for (std::size_t column = 0; column < group.rows[row].size(); ++column) {
            checkFinite(group, entryName("rows", row, column), group.rows[row][column], issues);
        }
    }
}

}  // namespace

const char* jointKindName(JointKind kind) {
    for (const auto& [value, name] : jointKindNames) {
        if (value == kind) return name;
    }
    std::abort();  // every kind has its name
}

Issues validate(const JointGroup& group) {
    Issues issues;
    if (group.id.empty()) issues.push_back(groupIssue("statistics.emptyId", group, "id", {}, "1"));
    checkMembers(group, issues);
    checkUnusedFields(group, issues);
    switch (group.kind) {
        case JointKind::dirichlet:
            checkDirichlet(group, issues);
            break;
        case JointKind::multivariateNormal:
            checkNormal(group, issues);
            break;
        case JointKind::rankCorrelation:
            checkRankCorrelation(group, issues);
            break;
        case JointKind::posterior:
            checkPosterior(group, issues);
            break;
    }
    return issues;
}

Result<Matrix> matrixFactor(const JointGroup& group) {
    Issues issues = validate(group);
    if (!issues.empty()) return issues;
    return factorise(group);
}

}  // namespace kachi
