#pragma once

#include "models/core/result.h"
#include "models/statistics/distribution.h"
#include "models/statistics/distribution_fit.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace kachi {

/// The chips one expert has laid on the values of a quantity.
struct RouletteExpert {
    std::string name;  ///< empty: the only one, without a name
    std::vector<ChipBin> bins;
};

/// The experts of a table of chips (rows of expert, low, high and chips), in the order in which it names them.
/// Issues: those of fieldNumber where a cell holds something else than a number; distributionFit.binReversed.
Result<std::vector<RouletteExpert>> rouletteOf(const nlohmann::json& rows);

/// The table of the experts: one row per bin, those without chips too, so that the range stays as it was.
nlohmann::json rouletteRows(const std::vector<RouletteExpert>& experts);

/// Bins of equal width without chips, their limits rounded to 12 digits. @pre low < high, count > 0
std::vector<ChipBin> equalBins(double low, double high, int count);

/// The new bins with the chips of those old ones that have the same limits.
std::vector<ChipBin> withChipsOf(std::vector<ChipBin> bins, const std::vector<ChipBin>& old);

double chipsOf(const std::vector<ChipBin>& bins);  ///< in all

/// The distribution that fits the chips of one expert best. @param where  place the issues point at
/// Issues: those of chipPoints and fitPoints; distributionFit.noFamily.
Result<Distribution> distributionOfChips(const std::vector<ChipBin>& bins, const FitBounds& possible,
                                         const std::string& where);

/// Chips that the distribution would put on each bin, of as many as lie on all of them.
std::vector<double> expectedChips(const Distribution& distribution, const std::vector<ChipBin>& bins);

}  // namespace kachi
