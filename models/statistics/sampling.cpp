#include "models/statistics/sampling.h"

#include "models/statistics/quantile_table.h"
#include "models/statistics/random.h"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <unordered_map>

namespace kachi {

namespace {

constexpr std::size_t blockSize = 256;

using Draws = std::map<std::string, std::vector<double>>;

/// Where the draws of one parameter come from and go to.
struct Stream {
    std::string id;
    std::uint64_t hash = 0;
    double* values = nullptr;  ///< [draw]

    Stream(const std::string& parameterId, Draws& draws)
        : id(parameterId), hash(stableHash(parameterId)), values(draws.at(parameterId).data()) {}
};

struct DrawRange {
    std::uint64_t seed = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

Issue drawIssue(const char* code, const std::string& where, double value, double limit, std::size_t draw) {
    return {code, Severity::error, where, numberText(value), numberText(limit), {{"draw", std::to_string(draw + 1)}}};
}

/// First value double cannot hold.
std::optional<Issue> checkFinite(const Stream& stream, const DrawRange& range) {
    for (std::size_t draw = range.begin; draw < range.end; ++draw) {
        const double value = stream.values[draw];
        if (std::isfinite(value)) continue;
        return drawIssue("statistics.drawNotFinite", stream.id, value, std::numeric_limits<double>::max(), draw);
    }
    return std::nullopt;
}

void fillQuantiles(const Stream& stream, const QuantileTable& quantile, const DrawRange& range) {
    for (std::size_t draw = range.begin; draw < range.end; ++draw) {
        stream.values[draw] = quantile(uniform(range.seed, stream.hash, draw));
    }
}

/// A parameter drawn by itself.
struct LoneSampler {
    Stream stream;
    QuantileTable quantile;

    std::optional<Issue> fill(const DrawRange& range) const {
        fillQuantiles(stream, quantile, range);
        return checkFinite(stream, range);
    }
};

/// Gamma draws over their sum: Devroye, Non-Uniform Random Variate Generation, Springer 1986, theorem XI.4.1.
struct DirichletSampler {
    std::string groupId;
    std::vector<Stream> streams;
    std::vector<QuantileTable> gammaQuantiles;

    static constexpr double smallestSum = std::numeric_limits<double>::denorm_min();

    std::optional<Issue> fill(const DrawRange& range) const {
        for (std::size_t i = 0; i < streams.size(); ++i) fillQuantiles(streams[i], gammaQuantiles[i], range);
        for (std::size_t draw = range.begin; draw < range.end; ++draw) {
            double sum = 0;
            for (const Stream& stream : streams) sum += stream.values[draw];
            if (!(sum > 0)) return drawIssue("statistics.dirichletUnderflow", groupId, sum, smallestSum, draw);
            for (const Stream& stream : streams) stream.values[draw] /= sum;
        }
        for (const Stream& stream : streams) {
            if (auto issue = checkFinite(stream, range)) return issue;
        }
        return std::nullopt;
    }
};

/// mean + L z with independent standard normal z.
struct NormalSampler {
    std::vector<Stream> streams;
    std::vector<double> mean;
    std::vector<std::vector<double>> factor;  ///< lower triangular, [row][column]

    std::optional<Issue> fill(const DrawRange& range) const {
        std::vector<double> deviates(streams.size());
        for (std::size_t draw = range.begin; draw < range.end; ++draw) {
            for (std::size_t row = 0; row < streams.size(); ++row) {
                deviates[row] = normalQuantile(uniform(range.seed, streams[row].hash, draw));
                double value = 0;
                for (std::size_t column = 0; column <= row; ++column) value += factor[row][column] * deviates[column];
                streams[row].values[draw] = mean[row] + value;
            }
        }
        for (const Stream& stream : streams) {
            if (auto issue = checkFinite(stream, range)) return issue;
        }
        return std::nullopt;
    }
};

/// Every id is drawn once, and no two share a stream.
class IdCheck {
public:
    /// @param group the group that draws the parameter; null when it is drawn by itself
    void claim(const std::string& id, const JointGroup* group) {
        const auto [owner, isNew] = m_groupOf.emplace(id, group);
        if (!isNew) {
            reportTwice(id, owner->second, group);
            return;
        }
        const auto [holder, isFree] = m_idOfHash.emplace(stableHash(id), id);
        if (!isFree) report("statistics.hashCollision", id, holder->second, std::to_string(holder->first));
    }

    const Issues& issues() const { return m_issues; }

private:
    void reportTwice(const std::string& id, const JointGroup* first, const JointGroup* second) {
        if (first == second) {
            if (!first) report("statistics.duplicateParameter", id, id, "1");  // within a group its validate says so
        } else if (first && second) {
            report("statistics.memberOfTwoGroups", id, first->id, second->id);
        } else {
            report("statistics.aloneAndInGroup", id, first ? first->id : second->id, id);
        }
    }

    void report(const char* code, const std::string& id, const std::string& value, const std::string& limit) {
        m_issues.push_back({code, Severity::error, id, value, limit, {}});
    }

    std::map<std::string, const JointGroup*> m_groupOf;
    std::unordered_map<std::uint64_t, std::string> m_idOfHash;
    Issues m_issues;
};

/// All faults of a run's parameters and groups.
Issues checkAll(const std::vector<SampledParameter>& parameters, const std::vector<JointGroup>& groups) {
    Issues issues;
    IdCheck ids;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const SampledParameter& parameter = parameters[i];
        if (parameter.id.empty()) {
            const std::string position = "parameters[" + std::to_string(i + 1) + "]";
            issues.push_back({"statistics.emptyId", Severity::error, position, {}, "1", {{"argument", "id"}}});
        } else {
            ids.claim(parameter.id, nullptr);
        }
        append(issues, makeDistribution(parameter.spec, parameter.id).issues());
    }
    for (const JointGroup& group : groups) {
        append(issues, validate(group));
        for (const std::string& member : group.members) {
            if (!member.empty()) ids.claim(member, &group);
        }
    }
    append(issues, ids.issues());
    return issues;
}

std::vector<Stream> streamsOf(const JointGroup& group, Draws& draws) {
    std::vector<Stream> streams;
    for (const std::string& member : group.members) streams.emplace_back(member, draws);
    return streams;
}

/// All parameters of one run, prepared for drawing.
struct Samplers {
    std::vector<LoneSampler> lone;
    std::vector<DirichletSampler> dirichlet;
    std::vector<NormalSampler> normal;

    std::optional<Issue> fill(const DrawRange& range) const {
        for (const LoneSampler& sampler : lone) {
            if (auto issue = sampler.fill(range)) return issue;
        }
        for (const DirichletSampler& sampler : dirichlet) {
            if (auto issue = sampler.fill(range)) return issue;
        }
        for (const NormalSampler& sampler : normal) {
            if (auto issue = sampler.fill(range)) return issue;
        }
        return std::nullopt;
    }
};

/// Tables and factors once, and room for the draws. @pre checkAll finds nothing
Samplers prepare(const std::vector<SampledParameter>& parameters, const std::vector<JointGroup>& groups,
                 std::size_t drawCount, Draws& draws) {
    for (const SampledParameter& parameter : parameters) draws[parameter.id].resize(drawCount);
    for (const JointGroup& group : groups) {
        for (const std::string& member : group.members) draws[member].resize(drawCount);
    }

    Samplers samplers;
    for (const SampledParameter& parameter : parameters) {
        const Distribution distribution = makeDistribution(parameter.spec, parameter.id).value();
        samplers.lone.push_back({Stream(parameter.id, draws), QuantileTable(distribution)});
    }
    for (const JointGroup& group : groups) {
        if (group.kind == JointKind::multivariateNormal) {
            samplers.normal.push_back({streamsOf(group, draws), group.mean, covarianceFactor(group).value()});
            continue;
        }
        DirichletSampler sampler = {group.id, streamsOf(group, draws), {}};
        for (const double concentration : group.concentration) {
            const DistributionSpec gamma = {Family::gamma, {{"shape", concentration}, {"scale", 1}}};
            sampler.gammaQuantiles.emplace_back(makeDistribution(gamma, group.id).value());
        }
        samplers.dirichlet.push_back(std::move(sampler));
    }
    return samplers;
}

/// Draws block by block. What goes wrong is reported for the first block concerned, whatever the threads.
Issues fillAll(const Samplers& samplers, const RunOptions& options) {
    const std::size_t blockCount = (options.draws + blockSize - 1) / blockSize;
    std::vector<std::optional<Issue>> issueOfBlock(blockCount);
    std::atomic<std::size_t> drawsDone = 0;
    std::atomic<bool> cancelled = false;

    const auto fillBlock = [&](std::size_t block) {
        if (options.stop.stop_requested()) {
            cancelled = true;
            return;
        }
        const std::size_t begin = block * blockSize;
        const std::size_t end = std::min(begin + blockSize, options.draws);
        issueOfBlock[block] = samplers.fill({options.seed, begin, end});
        const std::size_t finished = drawsDone += end - begin;
        if (options.progress) options.progress(finished, options.draws);
    };
    const std::size_t usable = std::min<std::size_t>(options.threads, std::max<std::size_t>(blockCount, 1));
    tbb::task_arena arena(options.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(usable));
    arena.execute([&] { tbb::parallel_for(std::size_t{0}, blockCount, fillBlock); });

    if (cancelled) return {{"core.cancelled", Severity::info, {}, {}, {}, {}}};
    for (const std::optional<Issue>& issue : issueOfBlock) {
        if (issue) return {*issue};
    }
    return {};
}

}  // namespace

Result<Draws> sampleParameters(const std::vector<SampledParameter>& parameters, const std::vector<JointGroup>& groups,
                               const RunOptions& options) {
    Issues issues = checkAll(parameters, groups);
    if (!issues.empty()) return issues;
    Draws draws;
    const Samplers samplers = prepare(parameters, groups, options.draws, draws);
    issues = fillAll(samplers, options);
    if (!issues.empty()) return issues;
    return draws;
}

}  // namespace kachi
