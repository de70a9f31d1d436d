#include "models/pricing/bundled_materials.h"

#include "models/core/on_threads.h"
#include "models/statistics/random.h"
#include "models/statistics/reported_level.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>

namespace kachi {
namespace {

constexpr double intervalLevel = reportedLevel;

/// What a hospital adds to the sums of its procedure.
struct HospitalSums {
    double cost = 0;   ///< w n c
    double fee = 0;    ///< w n f
    double cases = 0;  ///< w n
};

std::vector<std::string> proceduresOf(const std::vector<MaterialSurveyRow>& rows) {
    std::vector<std::string> procedures;
    for (const MaterialSurveyRow& row : rows) {
        const bool known = std::find(procedures.begin(), procedures.end(), row.procedure) != procedures.end();
        if (!known) procedures.push_back(row.procedure);
    }
    return procedures;
}

std::vector<MaterialSurveyRow> rowsOf(const std::vector<MaterialSurveyRow>& rows, const std::string& procedure) {
    std::vector<MaterialSurveyRow> found;
    for (const MaterialSurveyRow& row : rows) {
        if (row.procedure == procedure) found.push_back(row);
    }
    std::sort(found.begin(), found.end(),
              [](const auto& left, const auto& right) { return left.hospital < right.hospital; });
    return found;
}

ProcedureMaterials pointEstimate(const std::string& procedure, const std::vector<MaterialSurveyRow>& rows,
                                 const Rational& limit) {
    ProcedureMaterials result;
    result.procedure = procedure;
    result.hospitals = rows.size();
    Rational cost = 0;
    Rational fee = 0;
    for (const MaterialSurveyRow& row : rows) {
        const Rational cases = row.weight * row.cases;
        result.cases += row.cases;
        result.weightedCases += cases;
        cost += cases * row.costPerCase;
        fee += cases * row.fee;
    }
    result.cost = cost / result.weightedCases;
    result.fee = fee / result.weightedCases;
    result.share = cost / fee;
    result.exceeds = result.share > limit;
    return result;
}

std::vector<HospitalSums> sumsOf(const std::vector<MaterialSurveyRow>& rows) {
    std::vector<HospitalSums> sums;
    for (const MaterialSurveyRow& row : rows) {
        const Rational cases = row.weight * row.cases;
        sums.push_back({toDouble(cases * row.costPerCase), toDouble(cases * row.fee), toDouble(cases)});
    }
    return sums;
}

HospitalSums resampled(const std::vector<HospitalSums>& hospitals, std::uint64_t seed, std::uint64_t stream,
                       std::size_t draw) {
    HospitalSums total;
    for (std::size_t at = 0; at < hospitals.size(); ++at) {
        const double u = uniform(seed, stream, draw * hospitals.size() + at);
        const HospitalSums& chosen = hospitals[static_cast<std::size_t>(u * static_cast<double>(hospitals.size()))];
        total.cost += chosen.cost;
        total.fee += chosen.fee;
        total.cases += chosen.cases;
    }
    return total;
}

void addIntervals(ProcedureMaterials& result, const std::vector<HospitalSums>& hospitals, double limit,
                  const RunOptions& options) {
    std::vector<double> costs(options.draws);
    std::vector<double> shares(options.draws);
    const std::uint64_t stream = stableHash("bundledMaterials/" + result.procedure);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, options.draws), [&](const auto& range) {
        for (std::size_t draw = range.begin(); draw < range.end() && !options.stop.stop_requested(); ++draw) {
            const HospitalSums total = resampled(hospitals, options.seed, stream, draw);
            costs[draw] = total.cost / total.cases;
            shares[draw] = total.cost / total.fee;
        }
    });
    result.costInterval = equalTailedInterval(costs, intervalLevel);
    result.shareInterval = equalTailedInterval(shares, intervalLevel);
    const auto above = std::count_if(shares.begin(), shares.end(), [&](double share) { return share > limit; });
    result.exceedsProbability = static_cast<double>(above) / static_cast<double>(options.draws);
}

}  // namespace

Result<std::vector<ProcedureMaterials>> procedureMaterials(const std::vector<MaterialSurveyRow>& rows,
                                                           const Rational& limit, const RunOptions& options) {
    std::vector<ProcedureMaterials> results;
    onThreads(options, [&] {
        for (const std::string& procedure : proceduresOf(rows)) {
            const std::vector<MaterialSurveyRow> own = rowsOf(rows, procedure);
            ProcedureMaterials& result = results.emplace_back(pointEstimate(procedure, own, limit));
            if (own.size() > 1 && options.draws > 0) addIntervals(result, sumsOf(own), toDouble(limit), options);
        }
    });
    if (options.stop.stop_requested()) return Issue{"core.cancelled", Severity::info, {}, {}, {}, {}};
    return results;
}

}  // namespace kachi
