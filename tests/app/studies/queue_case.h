#pragma once

#include "app/studies/study_requests.h"

namespace kachi {

/// Adds a queue of two arrivals an hour at one place, 20 minutes each before the device and 15 after. @return its id
inline std::string addQueue(Case& value) {
    const std::string id = addStudy(value, "queue");
    findStudyRequest(value, id)->inputs = {
        {"arrivalsPerHour", 2}, {"minutesBefore", 20}, {"minutesAfter", 15}, {"places", 1}, {"openHours", 2000}};
    return id;
}

}  // namespace kachi
