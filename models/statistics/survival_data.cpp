#include "models/statistics/survival_data.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace kachi {

Issues validate(const std::vector<SurvivalRecord>& records, const std::string& where) {
    if (records.empty()) return {{"survivalData.noRecords", Severity::error, where, {}, {}, {}}};
    Issues issues;
    const auto refuse = [&](const char* code, std::size_t record, double value, const std::string& limit) {
        issues.push_back(
            {code, Severity::error, where, numberText(value), limit, {{"row", std::to_string(record + 1)}}});
    };
    for (std::size_t i = 0; i < records.size(); ++i) {
        const SurvivalRecord& record = records[i];
        const bool timeFits = std::isfinite(record.time) && record.time >= 0;
        if (!timeFits) refuse("survivalData.time", i, record.time, "≥ 0");
        const bool entryFits = std::isfinite(record.entry) && record.entry >= 0;
        const bool observed = record.entry == 0 || record.entry < record.time;
        if (!entryFits || (timeFits && !observed)) {
            refuse("survivalData.entry", i, record.entry, timeFits ? "≥ 0, < " + numberText(record.time) : "≥ 0");
        }
        if (!(std::isfinite(record.weight) && record.weight > 0)) {
            refuse("survivalData.weight", i, record.weight, "> 0");
        }
    }
    return issues;
}

std::vector<SurvivalRecord> recordsOfGroup(const std::vector<SurvivalRecord>& records, const std::vector<int>& groups,
                                           int group) {
    std::vector<SurvivalRecord> chosen;
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (groups[i] == group) chosen.push_back(records[i]);
    }
    return chosen;
}

std::vector<RiskSet> riskSets(const std::vector<SurvivalRecord>& records, const std::vector<int>& groups,
                              int groupCount) {
    std::vector<std::size_t> byTime(records.size());
    std::iota(byTime.begin(), byTime.end(), std::size_t{0});
    std::vector<std::size_t> byEntry = byTime;
    std::ranges::stable_sort(byTime, {}, [&](std::size_t i) { return records[i].time; });
    std::ranges::stable_sort(byEntry, {}, [&](std::size_t i) { return records[i].entry; });
    const auto groupOf = [&](std::size_t i) { return groups.empty() ? std::size_t{0} : std::size_t(groups[i]); };

    const std::vector<double> none(static_cast<std::size_t>(groupCount), 0);
    std::vector<double> atRisk = none;
    std::vector<RiskSet> sets;
    std::size_t entered = 0;
    for (std::size_t next = 0; next < byTime.size();) {
        const double time = records[byTime[next]].time;
        for (; entered < byEntry.size(); ++entered) {
            const SurvivalRecord& record = records[byEntry[entered]];
            if (record.entry >= time && record.entry > 0) break;
            atRisk[groupOf(byEntry[entered])] += record.weight;
        }
        RiskSet set{time, atRisk, none, none};
        for (; next < byTime.size() && records[byTime[next]].time == time; ++next) {
            const SurvivalRecord& record = records[byTime[next]];
            (record.event ? set.events : set.censored)[groupOf(byTime[next])] += record.weight;
        }
        for (std::size_t group = 0; group < atRisk.size(); ++group) {
            atRisk[group] -= set.events[group] + set.censored[group];
        }
        sets.push_back(std::move(set));
    }
    return sets;
}

double numberAtRisk(const std::vector<SurvivalRecord>& records, double time) {
    double count = 0;
    for (const SurvivalRecord& record : records) {
        if ((record.entry < time || record.entry == 0) && record.time >= time) count += record.weight;
    }
    return count;
}

std::vector<AtRiskStep> atRiskSteps(const std::vector<SurvivalRecord>& records) {
    std::map<double, double> leaving;  // weight that is at risk for the last time at this time
    std::map<double, double> joining;  // weight that is at risk only after this time
    double atRisk = 0;
    for (const SurvivalRecord& record : records) {
        leaving[record.time] += record.weight;
        if (record.entry > 0) {
            joining[record.entry] += record.weight;
            leaving.try_emplace(record.entry, 0);
        } else {
            atRisk += record.weight;
        }
    }
    std::vector<AtRiskStep> steps;
    for (const auto& [time, weight] : leaving) {
        steps.push_back({time, atRisk});
        atRisk -= weight;
        if (const auto joins = joining.find(time); joins != joining.end()) atRisk += joins->second;
    }
    return steps;
}

double eventCount(const std::vector<SurvivalRecord>& records) {
    double count = 0;
    for (const SurvivalRecord& record : records) count += record.event ? record.weight : 0;
    return count;
}

}  // namespace kachi
