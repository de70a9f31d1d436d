#pragma once

#include "models/core/text.h"

#include <array>

namespace kachi {

/// Published values of EQ-5D-5L health states. Utility = 1, less `anyProblem` unless every dimension is at level 1,
/// less the decrement of each dimension's level.
struct Eq5dValueSet {
    const char* id;
    const char* ja;
    const char* en;
    const char* source;
    double anyProblem;
    std::array<std::array<double, 5>, 5> decrements;  ///< [dimension][level − 1]
};

/// Order of the dimensions in a profile: mobility, self-care, usual activities, pain/discomfort, anxiety/depression.
/// Coefficients to four decimals as in the R package eq5d (data-raw/VT.csv, columns Japan_cTTO and Japan_DCE), after
/// Shiroiwa T, Ikeda S, Noto S, et al. Value Health 2016;19:648-654.
inline constexpr Eq5dValueSet eq5dValueSets[] = {
    {"japanTto",
     "日本（時間得失法、中央社会保険医療協議会の分析で用いるもの）",
     "Japan (composite time trade-off, the official one)",
     "Shiroiwa T, Ikeda S, Noto S, et al. Comparison of value set based on DCE and/or TTO data: scoring for EQ-5D-5L "
     "health states in Japan. Value Health 2016;19:648-654.",
     0.0609,
     {{{0, 0.0639, 0.1126, 0.1790, 0.2429},
       {0, 0.0436, 0.0767, 0.1243, 0.1597},
       {0, 0.0504, 0.0911, 0.1479, 0.1748},
       {0, 0.0445, 0.0682, 0.1314, 0.1912},
       {0, 0.0718, 0.1105, 0.1682, 0.1960}}}},
    {"japanDce",
     "日本（離散選択実験、感度分析用）",
     "Japan (discrete choice, for sensitivity analyses)",
     "Shiroiwa T, Ikeda S, Noto S, et al. Comparison of value set based on DCE and/or TTO data: scoring for EQ-5D-5L "
     "health states in Japan. Value Health 2016;19:648-654.",
     0.0616,
     {{{0, 0.0654, 0.1125, 0.1792, 0.2397},
       {0, 0.0380, 0.0701, 0.1175, 0.1606},
       {0, 0.0572, 0.0918, 0.1551, 0.1729},
       {0, 0.0406, 0.0680, 0.1240, 0.1930},
       {0, 0.0781, 0.1111, 0.1730, 0.1968}}}}};

}  // namespace kachi
