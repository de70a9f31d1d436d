#pragma once

#include "models/labour/adoption_curve.h"
#include "models/studies/labour_study_parts.h"

#include <cmath>
#include <map>

namespace kachi {

/// A hospital, a region or the nation: procedures of the first year, whatever the technique, and their growth.
struct LabourLevel {
    std::string name;
    std::string path;  ///< of the row
    double procedures = 0;
    double growth = 0;  ///< a year

    double proceduresIn(int yearsAfterStart) const { return procedures * std::pow(1 + growth, yearsAfterStart); }
};

/// Counts of a similar technique.
struct ObservedAdoption {
    std::vector<int> years;
    std::vector<AdoptionPoint> points;
};

/// A share of adoption of the table by year.
struct GivenShare {
    double share = 0;
    std::string path;  ///< of the row
};

/// Inputs of labour savings at scale as read.
struct LabourScaleInputs {
    std::vector<SavedTime> saved;
    std::vector<LabourLevel> levels;
    int startYear = 0;
    std::vector<double> share;           ///< of procedures done with the device, [year since startYear]
    std::optional<AdoptionCurve> curve;  ///< empty: a table by year
    int launchYear = 0;                  ///< t = 0 of the curve
    double ceiling = 1;                  ///< highest share of adoption, of the curve
    std::map<int, GivenShare> given;     ///< [year] the table
    ObservedAdoption observed;           ///< of a fitted curve, like `fit`
    std::optional<AdoptionFit> fit;
};

/// Reads the inputs and collects every fault in the reader.
LabourScaleInputs readLabourScaleInputs(StudyReader& reader);

}  // namespace kachi
