#pragma once

#include "models/core/result.h"

#include <span>

namespace kachi {

/// A row of an abridged life table.
struct AgeBand {
    double startAge = 0;
    double endAge = 0;         ///< last age of the band, inclusive: 0–4 is five years
    double mortalityRate = 0;  ///< deaths per person-year, ≥ 0
    double utility = 1;        ///< mean health-related quality of life
};

struct QualityAdjustedLife {
    double lifeExpectancy = 0;  ///< at the first age
    double qale = 0;            ///< quality-adjusted life expectancy
};

/// Sullivan's method over an abridged period life table: n = 1 + end − start, q = n m / (1 + n m / 2), q of the last
/// band 1, L = n (l_next + (l − l_next)/2), QALE = Σ L × utility.
/// Sources: Sullivan DF. HSMHA Health Rep 1971;86:347-354; Love-Koh J and others. Value Health 2015;18:655-662.
/// Checked: teaching data of the University of York for South England.
/// Issues, `where` the number of the band from 1: distributional.noAgeBands, distributional.ageBands (a band does not
/// begin where the one before ends, or ends before it begins), distributional.mortalityTooHigh (n m > 2)
Result<QualityAdjustedLife> qualityAdjustedLife(std::span<const AgeBand> bands);

}  // namespace kachi
