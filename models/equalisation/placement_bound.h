#pragma once

#include <cstddef>
#include <vector>

namespace kachi {

/// Every area is served by the cheapest open site: the least sum of costs over the choices of `devices` more sites.
struct ServingProblem {
    std::size_t areas = 0;
    std::size_t sites = 0;
    std::vector<double> costs;   ///< [area × sites + site] ≥ 0, infinite: cannot serve
    std::vector<bool> existing;  ///< [site] open in any case
    std::size_t devices = 0;     ///< sites to open beside the existing ones
};

/// A number that no choice of sites can cost less than, by Lagrangian relaxation of "each area is served once" and
/// subgradient steps; never above `found`.
/// @param servedAt [area] cost in a known choice, finite; the sum is `found`
/// Sources: Narula SC, Ogbu UI, Samuelsson HM. Oper Res 1977;25:709-713; Fisher ML. Manage Sci 1981;27:1-18.
double leastServingCost(const ServingProblem& problem, const std::vector<double>& servedAt);

}  // namespace kachi
