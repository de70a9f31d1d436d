#include "models/statistics/sampling.h"

#include "models/statistics/design.h"
#include "models/statistics/group_checks.h"
#include "models/statistics/quantile_table.h"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <optional>

namespace kachi {

namespace {

constexpr std::size_t blockSize = 256;

using Draws = std::map<std::string, std::vector<double>>;

struct DrawRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Where the draws of one parameter come from and go to.
struct Stream {
    std::string id;
    UniformStream uniforms;
    double* values = nullptr;  ///< [draw]

    void fillUniforms(const DrawRange& range) const { uniforms.fill(range.begin, range.end, values + range.begin); }
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
    stream.fillUniforms(range);
    quantile.replace(stream.values + range.begin, range.end - range.begin);
}

std::optional<Issue> checkFinite(const std::vector<Stream>& streams, const DrawRange& range) {
    for (const Stream& stream : streams) {
        if (auto issue = checkFinite(stream, range)) return issue;
    }
    return std::nullopt;
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
        return checkFinite(streams, range);
    }
};

/// mean + L z with independent standard normal z.
struct NormalSampler {
    std::vector<Stream> streams;
    std::vector<double> mean;
    std::vector<std::vector<double>> factor;  ///< lower triangular, [row][column]

    std::optional<Issue> fill(const DrawRange& range) const {
        for (const Stream& stream : streams) stream.fillUniforms(range);
        std::vector<double> deviates(streams.size());
        for (std::size_t draw = range.begin; draw < range.end; ++draw) {
            for (std::size_t row = 0; row < streams.size(); ++row) {
                deviates[row] = normalQuantile(streams[row].values[draw]);
                double value = 0;
                for (std::size_t column = 0; column <= row; ++column) value += factor[row][column] * deviates[column];
                streams[row].values[draw] = mean[row] + value;
            }
        }
        return checkFinite(streams, range);
    }
};

/// Gaussian copula: each member's quantile function at the deviate L z. A member that depends on none before it keeps
/// its own draws to the digit.
struct RankSampler {
    std::vector<Stream> streams;
    std::vector<QuantileTable> quantiles;
    std::vector<std::vector<double>> factor;  ///< lower triangular, [row][column]

    bool isIndependent(std::size_t row) const {
        return std::all_of(factor[row].begin(), factor[row].begin() + static_cast<std::ptrdiff_t>(row),
                           [](double weight) { return weight == 0; });
    }

    std::optional<Issue> fill(const DrawRange& range) const {
        for (const Stream& stream : streams) stream.fillUniforms(range);
        std::vector<double> deviates(streams.size());
        for (std::size_t draw = range.begin; draw < range.end; ++draw) {
            for (std::size_t row = 0; row < streams.size(); ++row) {
                double& value = streams[row].values[draw];
                deviates[row] = normalQuantile(value);
                if (isIndependent(row)) {
                    value = quantiles[row](value);
                    continue;
                }
                double deviate = 0;
                for (std::size_t column = 0; column <= row; ++column) deviate += factor[row][column] * deviates[column];
                value = quantiles[row].atDeviate(deviate);
            }
        }
        return checkFinite(streams, range);
    }
};

/// Whole rows of a table of joint draws, picked by the uniform of the group or taken in order.
struct PosteriorSampler {
    UniformStream uniforms;
    const JointGroup* group;
    std::vector<double*> values;  ///< [member], [draw]

    void fill(const DrawRange& range) const {
        std::array<double, blockSize> picks;
        uniforms.fill(range.begin, range.end, picks.data());
        const std::size_t count = group->rows.size();
        for (std::size_t draw = range.begin; draw < range.end; ++draw) {
            const double place = picks[draw - range.begin] * static_cast<double>(count);
            const std::size_t row = group->inOrder ? draw % count : static_cast<std::size_t>(place);
            for (std::size_t member = 0; member < values.size(); ++member) {
                values[member][draw] = group->rows[row][member];
            }
        }
    }
};

/// All faults of a run's parameters and groups.
Issues checkAll(const std::vector<SampledParameter>& parameters, const std::vector<JointGroup>& groups) {
    Issues issues;
    std::vector<std::string> alone;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const SampledParameter& parameter = parameters[i];
        if (parameter.id.empty()) {
            const std::string position = "parameters[" + std::to_string(i + 1) + "]";
            issues.push_back({"statistics.emptyId", Severity::error, position, {}, "1", {{"argument", "id"}}});
        } else {
            alone.push_back(parameter.id);
        }
        append(issues, makeDistribution(parameter.spec, parameter.id).issues());
    }
    append(issues, validateGroups(alone, groups));
    return issues;
}

/// All parameters of one run, prepared for drawing.
struct Samplers {
    std::vector<LoneSampler> lone;
    std::vector<DirichletSampler> dirichlet;
    std::vector<NormalSampler> normal;
    std::vector<RankSampler> rank;
    std::vector<PosteriorSampler> posterior;

    std::optional<Issue> fill(const DrawRange& range) const {
        for (const PosteriorSampler& sampler : posterior) sampler.fill(range);
        auto issue = firstOf(lone, range);
        if (!issue) issue = firstOf(dirichlet, range);
        if (!issue) issue = firstOf(normal, range);
        return issue ? issue : firstOf(rank, range);
    }

private:
    template <class Sampler>
    static std::optional<Issue> firstOf(const std::vector<Sampler>& samplers, const DrawRange& range) {
        for (const Sampler& sampler : samplers) {
            if (auto issue = sampler.fill(range)) return issue;
        }
        return std::nullopt;
    }
};

/// Tables, factors and streams once, and room for the draws. @pre checkAll finds nothing
class Preparation {
public:
    Preparation(const RunOptions& options, const std::map<std::string, int>& dimensions, Draws& draws)
        : m_options(options), m_dimensions(dimensions), m_draws(draws) {}

    Samplers run(const std::vector<SampledParameter>& parameters, const std::vector<JointGroup>& groups) {
        for (const SampledParameter& parameter : parameters) {
            m_tables.emplace(parameter.id, makeDistribution(parameter.spec, parameter.id).value());
        }
        for (const JointGroup& group : groups) add(group);
        for (auto& [id, table] : m_tables) m_samplers.lone.push_back({streamOf(id), std::move(table)});
        return std::move(m_samplers);
    }

private:
    UniformStream uniformsOf(const std::string& id) const {
        return {id, m_options, m_options.design == Design::sobol ? m_dimensions.at(id) : 0};
    }

    double* roomFor(const std::string& id) const {
        std::vector<double>& values = m_draws[id];
        values.resize(m_options.draws);
        return values.data();
    }

    Stream streamOf(const std::string& id) const { return {id, uniformsOf(id), roomFor(id)}; }

    std::vector<Stream> streamsOf(const JointGroup& group) const {
        std::vector<Stream> streams;
        for (const std::string& member : group.members) streams.push_back(streamOf(member));
        return streams;
    }

    void add(const JointGroup& group) {
        switch (group.kind) {
            case JointKind::dirichlet: {
                DirichletSampler sampler = {group.id, streamsOf(group), {}};
                for (const double concentration : group.concentration) {
                    const DistributionSpec gamma = {Family::gamma, {{"shape", concentration}, {"scale", 1}}};
                    sampler.gammaQuantiles.emplace_back(makeDistribution(gamma, group.id).value());
                }
                m_samplers.dirichlet.push_back(std::move(sampler));
                break;
            }
            case JointKind::multivariateNormal:
                m_samplers.normal.push_back({streamsOf(group), group.mean, matrixFactor(group).value()});
                break;
            case JointKind::rankCorrelation: {
                RankSampler sampler = {streamsOf(group), {}, matrixFactor(group).value()};
                for (const std::string& member : group.members) {
                    sampler.quantiles.push_back(std::move(m_tables.extract(member).mapped()));
                }
                m_samplers.rank.push_back(std::move(sampler));
                break;
            }
            case JointKind::posterior: {
                PosteriorSampler sampler = {uniformsOf(group.id), &group, {}};
                for (const std::string& member : group.members) sampler.values.push_back(roomFor(member));
                m_samplers.posterior.push_back(std::move(sampler));
                break;
            }
        }
    }

    const RunOptions& m_options;
    const std::map<std::string, int>& m_dimensions;
    Draws& m_draws;
    std::map<std::string, QuantileTable> m_tables;  ///< of parameters that no group has taken
    Samplers m_samplers;
};

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
        issueOfBlock[block] = samplers.fill({begin, end});
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

std::vector<std::string> streamIds(const std::vector<SampledParameter>& parameters,
                                   const std::vector<JointGroup>& groups) {
    std::vector<std::string> ids;
    for (const SampledParameter& parameter : parameters) ids.push_back(parameter.id);
    for (const JointGroup& group : groups) {
        if (group.kind == JointKind::posterior) {
            ids.push_back(group.id);
        } else {
            ids.insert(ids.end(), group.members.begin(), group.members.end());
        }
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

Result<Draws> sampleParameters(const std::vector<SampledParameter>& parameters, const std::vector<JointGroup>& groups,
                               const RunOptions& options) {
    Issues issues = checkAll(parameters, groups);
    if (options.design != Design::random && options.draws > largestDesign) {
        issues.push_back({"statistics.designTooLarge",
                          Severity::error,
                          "run.draws",
                          std::to_string(options.draws),
                          std::to_string(largestDesign),
                          {}});
    }
    std::map<std::string, int> dimensions;
    if (options.design == Design::sobol) {
        auto assigned = sobolDimensions(streamIds(parameters, groups), options.sobolDimensions);
        append(issues, assigned.issues());
        if (assigned) dimensions = std::move(assigned).value();
    }
    if (!issues.empty()) return issues;
    Draws draws;
    const Samplers samplers = Preparation(options, dimensions, draws).run(parameters, groups);
    issues = fillAll(samplers, options);
    if (!issues.empty()) return issues;
    return draws;
}

}  // namespace kachi
