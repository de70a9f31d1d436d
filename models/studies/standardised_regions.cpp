#include "models/studies/standardised_regions.h"

#include "models/studies/mixed_units.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace kachi {
namespace {

std::vector<std::size_t> everyRow(std::size_t count) {
    std::vector<std::size_t> rows(count);
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    return rows;
}

/// "male / 0-14": the stratum of every row of the data.
std::vector<std::string> stratumNames(StudyReader& reader, const std::vector<std::string>& columns,
                                      const std::string& data) {
    std::vector<std::string> names(reader.rowCount(data));
    for (const std::string& column : columns) {
        const std::vector<std::string> cells = reader.words(column, everyRow(names.size()), data);
        for (std::size_t row = 0; row < names.size(); ++row) {
            if (cells[row].empty()) reader.refuseCell("regions.stratumMissing", row, column, {}, data);
            names[row] += (names[row].empty() ? "" : " / ") + cells[row];
        }
    }
    return names;
}

class StandardisationReader {
public:
    explicit StandardisationReader(StudyReader& reader) : m_reader(reader) {}

    StandardisedRegions read() {
        const std::string region = m_reader.neededColumn("region");
        const bool direct = m_reader.has("expected");
        const std::string events = m_reader.neededColumn("events");
        const std::string people = direct ? m_reader.column("people") : m_reader.neededColumn("people");
        const std::string expected = m_reader.column("expected");
        m_strata = m_reader.columns("strata");
        m_exclude = m_reader.choiceOr("missing", "refuse") == "exclude";
        if (direct && (!m_strata.empty() || !people.empty() || m_reader.has("standard"))) {
            m_reader.refuse("regions.expectedAndStrata", "expected", {}, {});
        }
        if (m_reader.failed()) return std::move(m_regions);
        const bool oneRowEach = direct || m_strata.empty();
        m_regions.names = readRegions(m_reader, region, m_reader.column("group"), oneRowEach);
        const auto numbers = columnOf(events, true);
        const auto others = columnOf(direct ? expected : people, !direct);
        if (m_reader.failed()) return std::move(m_regions);
        if (direct) {
            takeExpected(numbers, others);
        } else {
            takeStrata(numbers, others);
        }
        if (!m_reader.failed() && m_regions.observed.empty()) {
            m_reader.refuse("regions.tooFewRegions", "data", "0", "1");
        }
        return std::move(m_regions);
    }

private:
    using Column = std::vector<std::optional<double>>;

    Column columnOf(const std::string& column, bool zeroAllowed) {
        Column cells = m_reader.numbersOrMissing(column);
        for (std::size_t row = 0; row < cells.size(); ++row) {
            if (!cells[row]) {
                if (!m_exclude) m_reader.refuseCell("regions.missingStratum", row, column, {});
            } else if (*cells[row] < 0 || (!zeroAllowed && *cells[row] == 0)) {
                m_reader.refuseCell(zeroAllowed ? "regions.negativeNumber" : "regions.expectedNotPositive", row, column,
                                    {});
            }
        }
        return cells;
    }

    void leaveOut(const std::string& name) {
        if (std::ranges::find(m_regions.leftOut, name) == m_regions.leftOut.end()) m_regions.leftOut.push_back(name);
    }

    void takeExpected(const Column& observed, const Column& expected) {
        for (std::size_t row = 0; row < observed.size(); ++row) {
            if (!observed[row] || !expected[row]) {
                leaveOut(m_regions.names.regions[row].label.ja);
                continue;
            }
            m_regions.first.push_back(row);
            m_regions.observed.push_back(*observed[row]);
            m_regions.expected.push_back(*expected[row]);
        }
    }

    void takeStrata(const Column& events, const Column& people) {
        const std::vector<std::string> names = stratumNames(m_reader, m_strata, "data");
        const std::set<std::string> known(names.begin(), names.end());
        const std::vector<std::string> strata(known.begin(), known.end());
        std::map<std::string, std::size_t> positions;  // of regions, by key
        std::vector<StratumCounts> counts;
        std::vector<std::size_t> first;
        std::vector<bool> complete;
        std::set<std::pair<std::size_t, std::size_t>> seen;
        for (std::size_t row = 0; row < names.size(); ++row) {
            const auto [at, isNew] = positions.emplace(m_regions.names.regions[row].key, counts.size());
            const std::size_t region = at->second;
            if (isNew) {
                counts.push_back({std::vector<double>(strata.size()), std::vector<double>(strata.size())});
                first.push_back(row);
                complete.push_back(true);
            }
            const auto stratum =
                static_cast<std::size_t>(std::ranges::lower_bound(strata, names[row]) - strata.begin());
            if (!seen.emplace(region, stratum).second) {
                m_reader.refuseCell("regions.duplicateStratum", row, m_reader.column("region"), names[row]);
            }
            if (!events[row] || !people[row]) {
                complete[region] = false;
                leaveOut(m_regions.names.regions[row].label.ja);
                continue;
            }
            if (*people[row] == 0 && *events[row] > 0) {
                m_reader.refuseCell("regions.eventsWithoutPeople", row, m_reader.column("events"), {});
            }
            counts[region].events[stratum] = *events[row];
            counts[region].people[stratum] = *people[row];
        }
        for (std::size_t region = 0; region < counts.size(); ++region) {
            for (std::size_t k = 0; k < strata.size(); ++k) {
                if (seen.contains({region, k})) continue;
                m_reader.refuseCell("regions.stratumWithoutRow", first[region], m_reader.column("region"), strata[k]);
            }
        }
        if (m_reader.failed()) return;
        for (std::size_t region = 0; region < counts.size(); ++region) {
            if (!complete[region]) continue;
            double all = 0;
            for (const double number : counts[region].people) all += number;
            if (all == 0) {
                m_reader.refuseCell("regions.populationNotPositive", first[region], m_reader.column("people"), {});
                continue;
            }
            m_regions.first.push_back(first[region]);
            m_regions.counts.push_back(std::move(counts[region]));
        }
        if (m_reader.failed() || m_regions.counts.empty()) return;
        setStandard(strata);
    }

    /// Standard population and rates: those of the table `standard`, or of all regions together.
    void setStandard(const std::vector<std::string>& strata) {
        std::vector<double> rates = pooledRates(m_regions.counts);
        m_regions.standard.assign(strata.size(), 0);
        for (const StratumCounts& region : m_regions.counts) {
            for (std::size_t k = 0; k < strata.size(); ++k) m_regions.standard[k] += region.people[k];
        }
        if (m_reader.has("standard")) readStandard(strata, rates);
        if (m_reader.failed()) return;
        std::vector<double> people;
        for (std::size_t r = 0; r < m_regions.counts.size(); ++r) {
            const std::vector<double>& events = m_regions.counts[r].events;
            const std::vector<double>& living = m_regions.counts[r].people;
            people.push_back(std::accumulate(living.begin(), living.end(), 0.0));
            m_regions.observed.push_back(std::accumulate(events.begin(), events.end(), 0.0));
            m_regions.expected.push_back(expectedEvents(m_regions.counts[r], rates));
            if (m_regions.expected.back() == 0) {
                m_reader.refuseCell("regions.nothingExpected", m_regions.first[r], m_reader.column("region"), {});
            }
        }
        warnOfMixedUnits(m_reader, m_regions.names, m_regions.first, m_regions.observed, people,
                         m_reader.column("people"));
    }

    void readStandard(const std::vector<std::string>& strata, std::vector<double>& rates) {
        const std::string people = m_reader.neededColumn("standardPeople", "standard");
        const std::string events = m_reader.column("standardEvents", "standard");
        const std::vector<std::string> available = m_reader.columnNames("standard");
        for (const std::string& column : m_strata) {
            if (std::ranges::find(available, column) == available.end()) {
                m_reader.refuse("regions.standardLacksColumn", "standard", column, {});
            }
        }
        if (m_reader.failed()) return;
        const std::vector<std::string> names = stratumNames(m_reader, m_strata, "standard");
        const std::vector<double> numbers = m_reader.numbers(people, everyRow(names.size()), "standard");
        const std::vector<double> counts = m_reader.numbers(events, everyRow(names.size()), "standard");
        std::vector<bool> found(strata.size(), false);
        for (std::size_t row = 0; row < names.size(); ++row) {
            const auto at = std::ranges::find(strata, names[row]);
            if (at == strata.end() || found[static_cast<std::size_t>(at - strata.begin())]) {
                m_reader.refuseCell("regions.standardStratum", row, people, names[row], "standard");
                continue;
            }
            const auto k = static_cast<std::size_t>(at - strata.begin());
            found[k] = true;
            if (!(numbers[row] > 0)) {
                m_reader.refuseCell("regions.populationNotPositive", row, people, {}, "standard");
                continue;
            }
            m_regions.standard[k] = numbers[row];
            if (events.empty()) continue;
            if (counts[row] < 0) m_reader.refuseCell("regions.negativeNumber", row, events, {}, "standard");
            rates[k] = counts[row] / numbers[row];
        }
        for (std::size_t k = 0; k < strata.size(); ++k) {
            if (!found[k]) m_reader.refuse("regions.stratumNotInStandard", "standard", strata[k], {});
        }
    }

    StudyReader& m_reader;
    StandardisedRegions m_regions;
    std::vector<std::string> m_strata;
    bool m_exclude = false;
};

}  // namespace

StandardisedRegions readStandardisedRegions(StudyReader& reader) {
    return StandardisationReader(reader).read();
}

}  // namespace kachi
