#include "models/outcomes/cycle_weighting.h"

#include <cmath>

namespace kachi {
namespace {

std::vector<double> pointWeights(const OutcomeTiming& timing) {
    if (timing.cycleWeights == CycleWeights::custom) return timing.customWeights;
    std::vector<double> weights;
    for (int point = 0; point <= timing.cycles; ++point) weights.push_back(point % 2 == 1 ? 4.0 / 3 : 2.0 / 3);
    weights.front() = weights.back() = 1.0 / 3;
    return weights;
}

/// Whole years before the year in which the cycle begins. The margin keeps twelve cycles of a twelfth in one year.
double guidelineYears(double startTime) {
    return std::floor(startTime + 1e-9);
}

}  // namespace

CycleWeighting cycleWeighting(const OutcomeTiming& timing) {
    CycleWeighting weighting;
    for (int cycle = 0; cycle < timing.cycles; ++cycle) {
        const double start = cycle * timing.cycleLengthYears;
        const double end = (cycle + 1) * timing.cycleLengthYears;
        double startWeight = 0;
        double endWeight = 0;
        switch (timing.cycleWeights) {
            case CycleWeights::start:
                startWeight = 1;
                break;
            case CycleWeights::end:
                endWeight = 1;
                break;
            case CycleWeights::halfCycle:
                startWeight = endWeight = 0.5;
                break;
            case CycleWeights::simpson:
            case CycleWeights::custom:
                break;
        }
        weighting.startWeight.push_back(startWeight);
        weighting.endWeight.push_back(endWeight);
        double startTime = start;
        double endTime = end;
        switch (timing.discountMoment) {
            case DiscountMoment::start:
                endTime = start;
                break;
            case DiscountMoment::end:
                startTime = end;
                break;
            case DiscountMoment::guidelineYear:
                startTime = endTime = guidelineYears(start);
                break;
            case DiscountMoment::eachEnd:
                break;
        }
        weighting.startTime.push_back(startTime);
        weighting.endTime.push_back(endTime);
    }
    if (timing.cycleWeights == CycleWeights::simpson || timing.cycleWeights == CycleWeights::custom) {
        const std::vector<double> weights = pointWeights(timing);
        weighting.startWeight.front() = weights.front();
        weighting.endWeight.assign(weights.begin() + 1, weights.end());
    }
    return weighting;
}

double discountFactor(const OutcomeTiming& timing, double rate, double time) {
    switch (timing.discountForm) {
        case DiscountForm::annual:
            return std::pow(1 + rate, -time);
        case DiscountForm::continuous:
            return std::exp(-rate * time);
        case DiscountForm::simple:
            break;
    }
    return std::pow(1 + rate * timing.cycleLengthYears, -time / timing.cycleLengthYears);
}

}  // namespace kachi
