#pragma once

#include "models/studies/study_reader.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// One timed activity. Columns that were not named are empty.
struct TimeObservation {
    std::size_t row = 0;  ///< of the data, from 0
    double minutes = 0;
    bool after = false;
    std::string activity;
    std::string site;
    std::string worker;
    std::string patient;
    std::string observer;
    std::string period;
    std::string pair;     ///< unit of the paired comparison
    std::string cluster;  ///< unit of the bootstrap
};

/// Fields that name the columns and arms of a time study.
std::vector<Field> timeObservationFields();

/// Reads the rows; faults go to the reader. Rows with a missing cell, and rows marked in the column of exclusions, are
/// left out and counted in notes. Issues: timeStudy.noTime, twoTimes, sameArms, unknownArm, noArm, negativeTime,
/// badClock, clockForms, endBeforeStart; studies.notANumber for times with units or words. Notes:
/// studies.rowsLeftOut, timeStudy.manyMissing (a fifth of the rows), timeStudy.excluded.
std::vector<TimeObservation> readTimeObservations(StudyReader& reader);

/// Minutes of "HH:MM", "HH:MM:SS" or the same after a date "YYYY-MM-DD" with "T" or a space. Hours are 0 … 24.
struct ClockTime {
    double minutes = 0;  ///< since midnight, or since a fixed day when a date is given
    bool dated = false;
};
std::optional<ClockTime> clockTime(const std::string& text);

}  // namespace kachi
