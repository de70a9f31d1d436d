// Reading the data of the survival study.
#include "models/studies/survival_study.h"

#include <algorithm>
#include <map>

namespace kachi {
namespace {

/// Groups in their natural order: by number where every name is one, else by name.
std::vector<int> groupsOf(const std::vector<std::string>& words, bool numeric, std::vector<std::string>& names) {
    names = words;
    std::ranges::sort(names, [&](const std::string& a, const std::string& b) {
        return numeric ? std::stod(a) < std::stod(b) : a < b;
    });
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::map<std::string, int> positions;
    for (std::size_t i = 0; i < names.size(); ++i) positions[names[i]] = static_cast<int>(i);
    std::vector<int> groups;
    for (const std::string& word : words) groups.push_back(positions[word]);
    return groups;
}

/// Events at time 0 stay in Kaplan–Meier curves and tests, but no family allows them.
void readRecords(StudyReader& reader, SurvivalData& data, const std::vector<std::size_t>& rows) {
    const bool fitted = reader.text("families") != "none";
    const std::string timeColumn = reader.column("time");
    const std::string eventColumn = reader.column("event");
    const std::string entryColumn = reader.column("entry");
    const std::string weightColumn = reader.column("weight");
    const std::vector<double> times = reader.numbers(timeColumn, rows);
    const std::vector<double> events = reader.numbers(eventColumn, rows);
    const std::vector<double> entries = reader.numbers(entryColumn, rows);
    const std::vector<double> weights = reader.numbers(weightColumn, rows);
    if (reader.failed()) return;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const SurvivalRecord record{times[i], events[i] == 1, entries.empty() ? 0 : entries[i],
                                    weights.empty() ? 1 : weights[i]};
        if (events[i] != 0 && events[i] != 1) reader.refuseCell("survivalData.event", rows[i], eventColumn, "0, 1");
        for (const Issue& issue : validate({record}, {})) {
            const std::string& column = issue.code == "survivalData.time"    ? timeColumn
                                        : issue.code == "survivalData.entry" ? entryColumn
                                                                             : weightColumn;
            reader.refuseCell(issue.code, rows[i], column, issue.limit);
        }
        if (fitted && record.event && record.time == 0) {
            reader.refuseCell("survivalData.eventAtZero", rows[i], timeColumn, "0");
        }
        data.records.push_back(record);
    }
}

/// Life table of the ages "age" and yearly rates "rate", turned into the unit of time of the data.
void readLifeTable(StudyReader& reader, SurvivalData& data, const std::vector<std::size_t>& rows) {
    if (!reader.has("lifeTable")) return;
    const double unitsPerYear = reader.realOr("unitsPerYear", 1);
    const std::string ageColumn = reader.neededColumn("age");
    const std::vector<std::string>& names = reader.columnNames("lifeTable");
    for (const char* name : {"age", "rate"}) {
        if (std::ranges::find(names, name) != names.end()) continue;
        reader.refuse("survivalFit.lifeTableColumns", "lifeTable", name, "age, rate");
    }
    if (reader.failed()) return;
    const auto tableRows = reader.completeRows({"age", "rate"}, "lifeTable");
    data.lifeTable.ages = reader.numbers("age", tableRows, "lifeTable");
    data.lifeTable.rates = reader.numbers("rate", tableRows, "lifeTable");
    for (double& age : data.lifeTable.ages) age *= unitsPerYear;
    for (double& rate : data.lifeTable.rates) rate /= unitsPerYear;
    reader.add(validate(data.lifeTable, "/inputs/lifeTable"));
    data.ages = reader.numbers(ageColumn, rows);
    for (double& age : data.ages) age *= unitsPerYear;
}

}  // namespace

SurvivalData readSurvivalData(StudyReader& reader) {
    SurvivalData data;
    const std::string group = reader.column("group");
    const std::string strata = reader.column("strata");
    const std::vector<std::string> covariates = reader.columns("covariates");
    const std::vector<std::string> curedCovariates =
        reader.yes("cured") ? reader.columns("curedCovariates") : std::vector<std::string>();
    std::vector<std::string> used{reader.neededColumn("time"),
                                  reader.neededColumn("event"),
                                  reader.column("entry"),
                                  reader.column("weight"),
                                  group,
                                  strata};
    if (reader.has("lifeTable")) used.push_back(reader.column("age"));
    used.insert(used.end(), covariates.begin(), covariates.end());
    used.insert(used.end(), curedCovariates.begin(), curedCovariates.end());
    if (reader.failed()) return data;
    const std::vector<std::size_t> rows = reader.completeRows(used);
    if (reader.failed()) return data;
    readRecords(reader, data, rows);
    if (!group.empty()) {
        data.groups = groupsOf(reader.words(group, rows), reader.isNumeric(group), data.groupNames);
    }
    if (!strata.empty()) {
        std::vector<std::string> names;
        data.strata = groupsOf(reader.words(strata, rows), false, names);
    }
    for (const bool onCured : {false, true}) {
        for (DesignColumn& column : reader.design(onCured ? curedCovariates : covariates, rows)) {
            data.covariates.push_back(
                {onCured ? column.name + " (cured)" : column.name, std::move(column.values), onCured});
        }
    }
    readLifeTable(reader, data, rows);
    return data;
}

}  // namespace kachi
