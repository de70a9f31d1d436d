#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace kachi {

/// Values of every parameter of a case, as the value models read them: base case and draws.
/// Parameters whose value comes from an expression over other parameters are already worked out.
struct ParameterValues {
    std::map<std::string, double> base;  ///< every parameter that has a value
    std::size_t draws = 0;
    std::map<std::string, std::vector<double>> drawn;  ///< [draw]; only parameters that vary over draws

    bool has(const std::string& id) const { return base.contains(id); }
    double baseOf(const std::string& id) const { return base.at(id); }

    /// Value in draw `draw`; the base value when the parameter does not vary.
    double at(const std::string& id, std::size_t draw) const {
        const auto found = drawn.find(id);
        return found == drawn.end() ? base.at(id) : found->second[draw];
    }
};

}  // namespace kachi
