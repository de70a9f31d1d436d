#pragma once

#include "models/case/archive.h"
#include "models/statistics/distribution.h"

namespace kachi {

inline constexpr ChoiceName<Family> familyNames[] = {
    {Family::fixed, "fixed"}, {Family::normal, "normal"},   {Family::lognormal, "lognormal"},  {Family::beta, "beta"},
    {Family::gamma, "gamma"}, {Family::uniform, "uniform"}, {Family::triangular, "triangular"}};

template <class Archive>
void describe(Archive& archive, DistributionSpec& distribution) {
    archive.choice("family", distribution.family, familyNames);
    archive.optional("args", distribution.args);
}

}  // namespace kachi
