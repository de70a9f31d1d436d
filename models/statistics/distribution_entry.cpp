#include "models/statistics/distribution_entry.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kachi {

namespace {

constexpr int curvePoints = 200;
constexpr double highestBins = 40;

std::vector<DensityPoint> curve(const Distribution& distribution) {
    const double low = distribution.quantile(0.001);
    const double high = distribution.upperQuantile(0.001);
    std::vector<DensityPoint> points;
    for (int i = 0; i <= curvePoints; ++i) {
        const double x = low + (high - low) * i / curvePoints;
        const double density = distribution.pdf(x);
        if (std::isfinite(density)) points.push_back({x, density});
    }
    return points;
}

/// Two points per bin: its top from edge to edge.
std::vector<DensityPoint> histogram(const std::vector<double>& values) {
    const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
    const double low = *lowest;
    const auto count = static_cast<double>(values.size());
    const double bins = std::min(std::ceil(std::sqrt(count)), highestBins);
    const double width = (*highest - low) / bins;
    if (!(width > 0)) return {};
    std::vector<double> hits(static_cast<std::size_t>(bins));
    for (const double value : values) {
        hits[static_cast<std::size_t>(std::min((value - low) / width, bins - 1))] += 1;
    }
    std::vector<DensityPoint> points;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        const double edge = low + width * static_cast<double>(i);
        const double density = hits[i] / count / width;
        points.push_back({edge, density});
        points.push_back({edge + width, density});
    }
    return points;
}

/// One argument of a distribution stated by the parameters it is computed from.
class Restatement {
public:
    Restatement(const DistributionSpec& spec, const std::vector<std::string>& names)
        : m_distribution(makeDistribution(spec, {}).value()),
          m_parameters(distributionParameters(spec)),
          m_args(spec.args),
          m_byInterval(std::find(names.begin(), names.end(), "estimate") != names.end()) {}

    std::optional<double> operator()(const std::string& name) const {
        if (name == "level") return std::nullopt;
        if (m_byInterval && name == "low") return m_distribution.quantile(0.025);
        if (m_byInterval && name == "high") return m_distribution.upperQuantile(0.025);
        if (name == "estimate") return m_distribution.quantile(0.5);
        if (name == "events") return parameter("alpha");
        if (name == "n") return *parameter("alpha") + *parameter("beta");
        if (const auto value = parameter(name)) {
            return std::isfinite(*value) ? value : std::nullopt;
        }
        const auto stated = m_args.find(name);
        if (stated != m_args.end()) return stated->second;
        return moment(name);
    }

    std::optional<double> moment(const std::string& name) const {
        if (name == "mean") return m_distribution.mean();
        if (name == "sd" || name == "se") return m_distribution.standardDeviation();
        return std::nullopt;
    }

private:
    std::optional<double> parameter(const std::string& name) const {
        for (std::size_t i = 0; i < m_parameters.names.size() && m_parameters.names[i]; ++i) {
            if (name == m_parameters.names[i]) return m_parameters.values[i];
        }
        return std::nullopt;
    }

    Distribution m_distribution;
    DistributionParameters m_parameters;
    const std::map<std::string, double>& m_args;
    bool m_byInterval;
};

}  // namespace

Result<DistributionPreview> previewDistribution(const DistributionSpec& spec, const std::string& where) {
    const auto distribution = makeDistribution(spec, where);
    if (!distribution) return distribution.issues();
    return DistributionPreview{distribution->mean(), distribution->standardDeviation(), distribution->quantile(0.025),
                               distribution->upperQuantile(0.025),
                               spec.family == Family::empirical ? histogram(spec.values) : curve(*distribution)};
}

std::map<std::string, double> restated(const DistributionSpec& spec, Family family,
                                       const std::vector<std::string>& names) {
    const Restatement restatement(spec, names);
    std::map<std::string, double> args;
    for (const std::string& name : names) {
        const auto value = spec.family == family ? restatement(name) : restatement.moment(name);
        if (value && std::isfinite(*value)) args[name] = *value;
    }
    return args;
}

}  // namespace kachi
