#include "models/equalisation/patient_flow.h"

#include <cmath>

namespace kachi {
namespace {

Issues check(const FlowMatrix& matrix) {
    Issues issues;
    const std::size_t count = matrix.areas.size();
    bool square = matrix.patients.size() == count;
    for (const std::vector<double>& row : matrix.patients) square = square && row.size() == count;
    if (!square || count == 0) {
        issues.push_back({"patientFlow.shape",
                          Severity::error,
                          {},
                          std::to_string(matrix.patients.size()),
                          std::to_string(count),
                          {}});
        return issues;
    }
    double total = 0;
    for (std::size_t from = 0; from < count; ++from) {
        for (std::size_t to = 0; to < count; ++to) {
            const double patients = matrix.patients[from][to];
            if (!std::isfinite(patients) || patients < 0) {
                issues.push_back({"patientFlow.negative",
                                  Severity::error,
                                  std::to_string(from + 1) + "/" + std::to_string(to + 1),
                                  numberText(patients),
                                  {},
                                  {{"origin", matrix.areas[from]}, {"place", matrix.areas[to]}}});
            }
            total += patients;
        }
    }
    if (issues.empty() && total == 0) issues.push_back({"patientFlow.noPatients", Severity::error, {}, {}, {}, {}});
    return issues;
}

std::optional<bool> meets(const ReviewCriterion& criterion, const AreaFlow& area, std::optional<double> population) {
    if (!population || !area.inflowShare || !area.outflowShare) return std::nullopt;
    return *population < criterion.populationBelow && *area.inflowShare < criterion.inflowBelow &&
           *area.outflowShare >= criterion.outflowAtLeast;
}

}  // namespace

Result<PatientFlow> patientFlow(const FlowMatrix& matrix, const std::vector<std::optional<double>>& populations,
                                const std::optional<ReviewCriterion>& criterion) {
    Issues issues = check(matrix);
    if (!issues.empty()) return issues;
    PatientFlow result;
    const std::size_t count = matrix.areas.size();
    result.areas.resize(count);
    for (std::size_t from = 0; from < count; ++from) {
        for (std::size_t to = 0; to < count; ++to) {
            const double patients = matrix.patients[from][to];
            result.patients += patients;
            result.areas[from].residents += patients;
            result.areas[to].treated += patients;
            if (from == to) {
                result.areas[from].within += patients;
            } else {
                result.areas[from].outflow += patients;
                result.areas[to].inflow += patients;
                result.movingShare += patients;
            }
        }
    }
    result.movingShare /= result.patients;
    for (std::size_t i = 0; i < count; ++i) {
        AreaFlow& area = result.areas[i];
        area.net = area.inflow - area.outflow;
        if (area.treated > 0) area.inflowShare = area.inflow / area.treated;
        if (area.residents > 0) {
            area.outflowShare = area.outflow / area.residents;
            area.selfSufficiency = area.within / area.residents;
        }
        if (criterion) area.review = meets(*criterion, area, i < populations.size() ? populations[i] : std::nullopt);
    }
    return result;
}

}  // namespace kachi
