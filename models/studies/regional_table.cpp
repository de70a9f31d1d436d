#include "models/studies/regional_table.h"

#include "models/studies/mixed_units.h"

#include <map>
#include <numeric>

namespace kachi {
namespace {

using Column = std::vector<std::optional<double>>;  ///< [row]; empty: not given

constexpr double mostMissingByDefault = 0.5;

/// Reads the columns and settles every row.
class RegionalTableReader {
public:
    explicit RegionalTableReader(StudyReader& reader) : m_reader(reader) {}

    RegionalTable read() {
        readColumns();
        if (m_reader.failed()) return std::move(m_table);
        checkNumbers();
        noteMissing();
        if (m_reader.failed()) return std::move(m_table);
        for (std::size_t row = 0; row < m_first.size(); ++row) take(row);
        if (m_table.rows.size() < 2) {
            m_reader.refuse("regions.tooFewRegions", "data", std::to_string(m_table.rows.size()), "2");
        }
        suspectMixedUnits();
        return std::move(m_table);
    }

private:
    void readColumns() {
        const bool values = m_reader.has("value") || m_reader.has("secondValue");
        const bool counts = m_reader.has("count") || m_reader.has("secondCount");
        if (values && counts) m_reader.refuse("regions.countAndValue", "value", {}, {});
        m_table.counts = !values;
        const std::string region = m_reader.neededColumn("region");
        m_firstColumn = m_reader.neededColumn(values ? "value" : "count");
        m_secondColumn = m_reader.column(values ? "secondValue" : "secondCount");
        m_populationColumn = values ? m_reader.column("population") : m_reader.neededColumn("population");
        m_secondPopulationColumn = m_reader.column("secondPopulation");
        if (!m_secondPopulationColumn.empty()) m_reader.neededColumn(values ? "secondValue" : "secondCount");
        m_groupColumn = m_reader.column("group");
        m_rankColumn = m_reader.column("rank");
        m_policy = m_reader.choiceOr("missing", "refuse");
        m_mostMissing = m_reader.realOr("mostMissing", mostMissingByDefault);
        if (m_policy == "fillGroup" && m_groupColumn.empty()) m_reader.neededColumn("group");
        if (m_reader.failed()) return;

        m_table.names = readRegions(m_reader, region, m_groupColumn, true);
        m_first = m_reader.numbersOrMissing(m_firstColumn);
        m_second = m_reader.numbersOrMissing(m_secondColumn);
        m_population = m_reader.numbersOrMissing(m_populationColumn);
        m_secondPopulation = m_reader.numbersOrMissing(m_secondPopulationColumn);
        m_rank = m_reader.numbersOrMissing(m_rankColumn);
        std::vector<std::size_t> rows(m_first.size());
        std::iota(rows.begin(), rows.end(), std::size_t{0});
        m_groups = m_reader.words(m_groupColumn, rows);
    }

    void checkNumbers() {
        const auto check = [&](const Column& cells, const std::string& column, bool zeroAllowed, const char* code) {
            for (std::size_t row = 0; row < cells.size(); ++row) {
                if (!cells[row] || *cells[row] > 0 || (zeroAllowed && *cells[row] == 0)) continue;
                m_reader.refuseCell(code, row, column, {});
            }
        };
        check(m_first, m_firstColumn, true, "regions.negativeNumber");
        check(m_second, m_secondColumn, true, "regions.negativeNumber");
        check(m_population, m_populationColumn, false, "regions.populationNotPositive");
        check(m_secondPopulation, m_secondPopulationColumn, false, "regions.populationNotPositive");
    }

    void suspectMixedUnits() {
        if (m_table.population.empty()) return;
        if (!m_table.counts) {
            warnOfMixedPopulations(m_reader, m_table.names, m_table.rows, m_table.population, m_populationColumn);
            return;
        }
        warnOfMixedUnits(m_reader, m_table.names, m_table.rows, m_table.first, m_table.population, m_populationColumn);
        if (m_secondPopulation.empty() || m_table.second.empty()) return;
        warnOfMixedUnits(m_reader, m_table.names, m_table.rows, m_table.second, m_table.secondPopulation,
                         m_secondPopulationColumn);
    }

    static bool lacks(const Column& cells, std::size_t row) { return !cells.empty() && !cells[row]; }

    bool numberMissing(std::size_t row) const { return lacks(m_first, row) || lacks(m_second, row); }

    /// Nothing can stand in for a population or a rank.
    bool cannotBeFilled(std::size_t row) const {
        return lacks(m_population, row) || lacks(m_secondPopulation, row) || lacks(m_rank, row);
    }

    /// Refuses missing cells when the analyst made no choice, and too many of them whatever the choice.
    void noteMissing() {
        std::size_t affected = 0;
        std::optional<std::pair<std::size_t, std::string>> first;
        for (std::size_t row = 0; row < m_first.size(); ++row) {
            if (numberMissing(row) || cannotBeFilled(row)) ++affected;
            for (const auto& [cells, column] : columns()) {
                if (!lacks(*cells, row)) continue;
                if (!first) first = {row, column};
                if (m_policy == "refuse") m_reader.refuseCell("regions.missingCell", row, column, {});
            }
        }
        if (m_policy == "refuse" || affected == 0) return;
        const double share = static_cast<double>(affected) / static_cast<double>(m_first.size());
        if (share < m_mostMissing) return;
        m_reader.add({"regions.tooManyMissing",
                      Severity::error,
                      m_reader.path() + "/data/rows/" + std::to_string(first->first) + "/" + first->second,
                      std::to_string(affected),
                      numberText(m_mostMissing),
                      {{"row", std::to_string(first->first + 1)},
                       {"column", first->second},
                       {"count", std::to_string(m_first.size())}}});
    }

    std::vector<std::pair<const Column*, std::string>> columns() const {
        return {{&m_first, m_firstColumn},
                {&m_second, m_secondColumn},
                {&m_population, m_populationColumn},
                {&m_secondPopulation, m_secondPopulationColumn},
                {&m_rank, m_rankColumn}};
    }

    void take(std::size_t row) {
        const bool missing = numberMissing(row);
        if (cannotBeFilled(row) || (missing && m_policy == "exclude")) {
            for (const auto& [cells, column] : columns()) {
                if (lacks(*cells, row)) m_table.missing.push_back({row, column, {}});
            }
            return;
        }
        m_table.rows.push_back(row);
        m_table.filled.push_back(missing);
        m_table.first.push_back(numberOf(m_first, m_firstColumn, m_population, row));
        if (!m_population.empty()) m_table.population.push_back(*m_population[row]);
        if (!m_second.empty()) {
            const Column& people = m_secondPopulation.empty() ? m_population : m_secondPopulation;
            m_table.second.push_back(numberOf(m_second, m_secondColumn, people, row));
            if (!people.empty()) m_table.secondPopulation.push_back(*people[row]);
        }
        if (!m_groups.empty()) m_table.groups.push_back(m_groups[row]);
        if (!m_rank.empty()) m_table.ranking.push_back(*m_rank[row]);
    }

    /// The number of a row, or what fills it: the rate of the others times its people, or the mean of the others.
    double numberOf(const Column& cells, const std::string& column, const Column& people, std::size_t row) {
        if (cells[row]) return *cells[row];
        double numbers = 0;
        double weights = 0;
        for (std::size_t other = 0; other < cells.size(); ++other) {
            if (!cells[other] || lacks(people, other)) continue;
            if (m_policy == "fillGroup" && m_groups[other] != m_groups[row]) continue;
            const double weight = people.empty() ? 1 : *people[other];
            numbers += m_table.counts ? *cells[other] : *cells[other] * weight;
            weights += weight;
        }
        if (weights == 0) {
            m_reader.refuseCell("regions.noGroupRate", row, column, m_groups.empty() ? std::string() : m_groups[row]);
            return 0;
        }
        const double filled = numbers / weights * (m_table.counts ? *people[row] : 1);
        m_table.missing.push_back({row, column, filled});
        return filled;
    }

    StudyReader& m_reader;
    RegionalTable m_table;
    std::string m_firstColumn, m_secondColumn, m_populationColumn, m_secondPopulationColumn, m_groupColumn,
        m_rankColumn;
    Column m_first, m_second, m_population, m_secondPopulation, m_rank;
    std::vector<std::string> m_groups;
    std::string m_policy;
    double m_mostMissing = mostMissingByDefault;
};

}  // namespace

std::vector<Field> regionalTableFields() {
    using namespace field_limits;
    return {
        required(dataField("data", {"データ", "Data"})),
        required(columnField("region", {"地域の列", "Column of regions"},
                             {"都道府県はコード・名称・旧字・ローマ字のどれでも読みます。",
                              "Prefectures are read by code, name, old characters or romanised name."})),
        columnField("count", {"件数の列", "Column of counts"},
                    {"手術件数・患者数など。区間はこの件数のばらつきから求めます。",
                     "Procedures, patients, … Intervals come from the chance variation of these counts."}),
        columnField("population", {"人口の列", "Column of populations"},
                    {"率の分母と重み。", "Denominator of the rates, and weight."}),
        columnField("secondCount", {"第2期の件数の列", "Column of counts, second period"}),
        columnField("secondPopulation", {"第2期の人口の列", "Column of populations, second period"},
                    {"空欄なら第1期と同じ。", "Empty: as in the first period."}),
        columnField("value", {"値の列", "Column of values"},
                    {"件数でない値（指標・既成の率）。件数の列とは併用できません。",
                     "Values that are no counts (an index, ready-made rates). Not together with counts."}),
        columnField("secondValue", {"第2期の値の列", "Column of values, second period"}),
        columnField("group", {"ブロックの列", "Column of groups"},
                    {"地方・都道府県など。群内・群間の分解に使います。",
                     "Blocks or prefectures, to split differences into within and between."}),
        columnField("rank", {"順位付けの列", "Column that ranks"},
                    {"小さいほど不利（所得など）。集中指数・SII・RIIに使います。",
                     "Low = worst off (income, …). For the concentration index, SII and RII."}),
        choiceField("missing", {"欠測の扱い", "Missing regions"},
                    {{"refuse", {"計算しない", "Refuse"}},
                     {"exclude", {"除外する", "Exclude"}},
                     {"fillNational", {"全国の率で補う", "Fill by the rate of all"}},
                     {"fillGroup", {"ブロックの率で補う", "Fill by the rate of the group"}}},
                    {"「-」などの秘匿値は欠測で、0ではありません。", "Masked cells (\"-\") are missing, never zero."}),
        numberField("mostMissing", {"欠測地域の許容割合", "Largest share missing"}, Unit::none, share,
                    {"この割合以上の地域が欠測なら計算しません（既定 0.5）。",
                     "Refused when this share of the regions or more is missing (0.5 unless entered)."}),
    };
}

RegionalTable readRegionalTable(StudyReader& reader) {
    return RegionalTableReader(reader).read();
}

}  // namespace kachi
