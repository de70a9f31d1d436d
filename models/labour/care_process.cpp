#include "models/labour/care_process.h"

#include <algorithm>

namespace kachi {
namespace {

bool sameWork(const CareActivity& first, const CareActivity& second) {
    return first.occupation == second.occupation && first.minutesOnce() == second.minutesOnce() &&
           first.probability == second.probability && first.repetitions == second.repetitions;
}

/// Follows activities from before to after.
class StepMatcher {
public:
    explicit StepMatcher(const std::vector<CareActivity>& activities)
        : m_activities(activities), m_partner(activities.size()) {
        match(true);
        match(false);
    }

    std::vector<CareStep> steps() const {
        std::vector<CareStep> steps;
        for (std::size_t at = 0; at < m_activities.size(); ++at) {
            switch (m_activities[at].arm) {
                case CareArm::both:
                    steps.push_back({at, at, false});
                    break;
                case CareArm::before:
                    steps.push_back(stepFrom(at));
                    break;
                case CareArm::after:
                    if (!isTaken(at)) steps.push_back({{}, at, true});
                    break;
            }
        }
        return steps;
    }

private:
    void match(bool sameOccupation) {
        for (std::size_t before = 0; before < m_activities.size(); ++before) {
            if (m_activities[before].arm != CareArm::before || m_partner[before]) continue;
            for (std::size_t after = 0; after < m_activities.size(); ++after) {
                const CareActivity& candidate = m_activities[after];
                if (candidate.arm != CareArm::after || candidate.name != m_activities[before].name) continue;
                if (sameOccupation && candidate.occupation != m_activities[before].occupation) continue;
                if (isTaken(after)) continue;
                m_partner[before] = after;
                break;
            }
        }
    }

    bool isTaken(std::size_t after) const { return std::ranges::find(m_partner, after) != m_partner.end(); }

    CareStep stepFrom(std::size_t before) const {
        const auto after = m_partner[before];
        return {before, after, !after || !sameWork(m_activities[before], m_activities[*after])};
    }

    const std::vector<CareActivity>& m_activities;
    std::vector<std::optional<std::size_t>> m_partner;  ///< of activities before
};

std::vector<std::vector<double>> minutesMoved(const CareProcess& process, const std::vector<CareStep>& steps) {
    const std::size_t outside = process.occupations.size();
    std::vector<std::vector<double>> shift(outside + 1, std::vector<double>(outside + 1));
    for (const CareStep& step : steps) {
        const CareActivity* before = step.before ? &process.activities[*step.before] : nullptr;
        const CareActivity* after = step.after ? &process.activities[*step.after] : nullptr;
        const double given = before ? before->minutesPerCase() : 0;
        const double taken = after ? after->minutesPerCase() : 0;
        const double moved = std::min(given, taken);
        if (before && after) shift[before->occupation][after->occupation] += moved;
        if (before) shift[before->occupation][outside] += given - moved;
        if (after) shift[outside][after->occupation] += taken - moved;
    }
    return shift;
}

}  // namespace

double CareActivity::minutesOnce() const {
    double minutes = baseMinutes;
    for (const TimeTerm& term : terms) minutes += term.minutesPerUnit * term.value;
    return minutes;
}

CareProcessResult careProcess(const CareProcess& process) {
    CareProcessResult result;
    std::vector<CareArmPair> minutes(process.occupations.size());
    for (const CareActivity& activity : process.activities) {
        CareArmPair& sum = minutes[activity.occupation];
        if (inArm(activity.arm, CareArm::before)) sum.before += activity.minutesPerCase();
        if (inArm(activity.arm, CareArm::after)) sum.after += activity.minutesPerCase();
    }
    for (std::size_t at = 0; at < minutes.size(); ++at) {
        result.byOccupation.push_back(staffTime(minutes[at].before, minutes[at].after, process.occupations[at].cost));
    }
    result.total = sumOf(result.byOccupation);
    result.steps = StepMatcher(process.activities).steps();
    result.shift = minutesMoved(process, result.steps);
    for (const CareConsumable& consumable : process.consumables) {
        if (inArm(consumable.arm, CareArm::before)) {
            result.consumables.before += consumable.yen;
            result.paidSeparately.before += consumable.paidSeparately;
        }
        if (inArm(consumable.arm, CareArm::after)) {
            result.consumables.after += consumable.yen;
            result.paidSeparately.after += consumable.paidSeparately;
        }
    }
    return result;
}

double unusedCapacityCost(double yearlyCost, double yenPerMinute, double minutesUsed) {
    return yearlyCost - yenPerMinute * minutesUsed;
}

}  // namespace kachi
