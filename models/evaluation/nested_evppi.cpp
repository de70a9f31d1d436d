#include "models/evaluation/information.h"
#include "models/evaluation/values.h"
#include "models/outcomes/outcomes.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace kachi {
namespace {

using Columns = std::map<std::string, std::vector<double>>;

/// Draws that go through the engine at once, so that memory does not grow with the number of outer draws.
constexpr std::size_t drawsAtOnce = 100'000;

Issues faults(const Case& value, const std::vector<std::string>& parameters, const NestedDraws& draws) {
    Issues issues;
    const auto report = [&](const char* code, const std::string& where, const std::string& found,
                            const std::string& limit) {
        issues.push_back({code, Severity::error, where, found, limit, {}});
    };
    if (parameters.empty()) report("voi.noParameters", {}, "0", "1");
    const std::vector<std::string> sampled = sampledIds(value);
    for (const std::string& id : parameters) {
        if (!std::ranges::binary_search(sampled, id)) report("voi.notSampled", id, {}, {});
    }
    const std::set<std::string> chosen(parameters.begin(), parameters.end());
    for (const JointGroup& group : value.jointGroups) {
        const auto isChosen = [&](const std::string& id) { return chosen.contains(id); };
        const auto first = std::ranges::find_if(group.members, isChosen);
        if (first == group.members.end() || std::ranges::all_of(group.members, isChosen)) continue;
        report("voi.splitGroup", *first, group.id, {});
    }
    if (draws.outer < 2 || draws.inner < 2 || draws.inner % 2 != 0) {
        report("voi.nestedDraws", {}, std::to_string(draws.outer) + " × " + std::to_string(draws.inner), "2");
    }
    return issues;
}

/// Fresh draws of every sampled parameter.
Result<Columns> sampledColumns(const Case& value, std::size_t draws, std::uint64_t seed, const RunOptions& options) {
    RunOptions sampling;
    sampling.draws = draws;
    sampling.seed = seed;
    sampling.threads = options.threads;
    sampling.stop = options.stop;
    auto values = sampledValues(value, sampling, nullptr);
    if (!values) return values.issues();
    Columns columns;
    for (const std::string& id : sampledIds(value)) columns[id] = std::move(values->drawn.at(id));
    return columns;
}

/// Mean net benefits given one outer draw: of all inner draws and of either half. [strategy]
struct OuterDraw {
    std::vector<double> all;
    std::vector<double> firstHalf;
    std::vector<double> secondHalf;
};

class NestedRun {
public:
    NestedRun(const Case& value, const RulePack& pack, const std::vector<std::string>& parameters,
              const NestedDraws& draws, const RunOptions& options)
        : m_case(value), m_pack(pack), m_parameters(parameters), m_draws(draws), m_options(options) {}

    Result<NestedEvppi> run() {
        auto outer = sampledColumns(m_case, m_draws.outer, m_options.seed, m_options);
        if (!outer) return outer.issues();
        const std::size_t atOnce = std::max<std::size_t>(1, drawsAtOnce / m_draws.inner);
        for (std::size_t first = 0; first < m_draws.outer; first += atOnce) {
            const std::size_t count = std::min(atOnce, m_draws.outer - first);
            if (const Done ran = runBlock(*outer, first, count); !ran) return ran.issues();
        }
        return summary();
    }

private:
    /// Inner draws of `count` outer draws, one outer draw after the other, through the engine.
    Done runBlock(const Columns& outer, std::size_t first, std::size_t count) {
        const std::size_t total = count * m_draws.inner;
        // Every block has a seed of its own, and none that of the outer draws.
        auto columns = sampledColumns(m_case, total, m_options.seed + 1 + first, m_options);
        if (!columns) return columns.issues();
        for (const std::string& id : m_parameters) {
            std::vector<double>& column = columns->at(id);
            for (std::size_t i = 0; i < total; ++i) column[i] = outer.at(id)[first + i / m_draws.inner];
        }
        const auto values = parameterValues(m_case, m_pack, m_options, &*columns);
        if (!values) return values.issues();
        RunOptions blockOptions = m_options;
        if (m_options.progress) {
            blockOptions.progress = [this, first](std::size_t done, std::size_t) {
                m_options.progress(first * m_draws.inner + done, m_draws.outer * m_draws.inner);
            };
        }
        const auto results = evaluateOutcomes(*m_case.outcomes, expressionInputs(m_case), *values, blockOptions);
        if (!results) return results.issues();
        for (std::size_t k = 0; k < count; ++k) keep(*results, k * m_draws.inner);
        return done();
    }

    void keep(const OutcomesResults& results, std::size_t first) {
        const std::size_t half = m_draws.inner / 2;
        const double wtp = m_case.outcomes->referenceWtp;
        OuterDraw draw;
        for (std::size_t s = 0; s < results.strategies.size(); ++s) {
            const std::vector<double>& cost = results.drawn[s].cost;
            const std::vector<double>& effect = results.effectDraws(s);
            const auto mean = [&](std::size_t begin) {
                double sum = 0;
                for (std::size_t i = begin; i < begin + half; ++i) sum += wtp * effect[i] - cost[i];
                return sum / static_cast<double>(half);
            };
            draw.firstHalf.push_back(mean(first));
            draw.secondHalf.push_back(mean(first + half));
            draw.all.push_back((draw.firstHalf.back() + draw.secondHalf.back()) / 2);
        }
        m_outer.push_back(std::move(draw));
    }

    NestedEvppi summary() const {
        const auto count = static_cast<double>(m_outer.size());
        std::vector<double> sums(m_outer.front().all.size());
        for (const OuterDraw& draw : m_outer) {
            for (std::size_t s = 0; s < sums.size(); ++s) sums[s] += draw.all[s];
        }
        const auto best = static_cast<std::size_t>(std::ranges::max_element(sums) - sums.begin());
        NestedEvppi result;
        result.parameters = m_parameters;
        double squares = 0;
        for (const OuterDraw& draw : m_outer) {
            const double whole = std::ranges::max(draw.all);
            const double halves = (std::ranges::max(draw.firstHalf) + std::ranges::max(draw.secondHalf)) / 2;
            const double gain = whole - draw.all[best];
            result.innerBias += (halves - whole) / count;
            result.value += gain / count;
            squares += gain * gain / count;
        }
        result.standardError = std::sqrt(std::max(squares - result.value * result.value, 0.0) / (count - 1));
        return result;
    }

    const Case& m_case;
    const RulePack& m_pack;
    const std::vector<std::string>& m_parameters;
    NestedDraws m_draws;
    const RunOptions& m_options;
    std::vector<OuterDraw> m_outer;
};

}  // namespace

Result<NestedEvppi> nestedEvppi(const Case& value, const RulePack& pack, const std::vector<std::string>& parameters,
                                const NestedDraws& draws, const RunOptions& options) {
    const Issues issues = faults(value, parameters, draws);
    if (hasErrors(issues)) return issues;
    return NestedRun(value, pack, parameters, draws, options).run();
}

}  // namespace kachi
