#include "models/studies/mixed_units.h"

#include "models/core/rounding.h"
#include "models/core/yen.h"
#include "models/equalisation/area_names.h"

#include <algorithm>

namespace kachi {
namespace {

constexpr double fewestEvents = 3;
constexpr double rateBase = 100'000;

/// Spellings of one unit; the first is the name it is compared by.
const std::vector<std::vector<std::string>>& measures() {
    static const std::vector<std::vector<std::string>> all{
        {"second", "s", "sec", "secs", "seconds", "秒", "秒間"},
        {"minute", "min", "mins", "minutes", "分", "分間"},
        {"hour", "h", "hr", "hrs", "hours", "時間"},
        {"day", "d", "days", "日", "日間"},
        {"week", "wk", "wks", "weeks", "週", "週間"},
        {"month", "mo", "mos", "months", "月", "か月", "ヶ月", "カ月", "箇月"},
        {"year", "yr", "yrs", "years", "年", "年間"},
        {"yen", "jpy", "円", "¥"},
        {"thousand yen", "千円", "jpy 1,000"},
        {"ten thousand yen", "万円"},
        {"million yen", "百万円"},
        {"hundred million yen", "億円"},
        {"usd", "dollar", "dollars", "us$", "ドル", "米ドル"},
        {"eur", "euro", "euros", "ユーロ"},
        {"point", "points", "点"},
        {"person", "persons", "people", "人", "名"},
        {"thousand persons", "千人"},
        {"ten thousand persons", "万人"},
        {"case", "cases", "件", "例"},
        {"%", "percent", "パーセント"},
        {"proportion", "fraction", "ratio", "割合", "比"},
        {"mg"},
        {"kg"},
        {"ml"},
        {"mm"},
        {"cm"},
        {"mmhg"},
        {"mg/dl"},
        {"mmol/l"},
    };
    return all;
}

/// The unit a cell names: one spelling for all, other words as they are.
struct NamedUnit {
    std::string name;
    bool known = false;
};

NamedUnit unitNamed(const std::string& cell) {
    static const std::map<std::string, std::string> spellings = [] {
        std::map<std::string, std::string> all;
        for (const std::vector<std::string>& unit : measures()) {
            for (const std::string& spelling : unit) all.emplace(unifiedName(spelling), unit.front());
        }
        return all;
    }();
    std::string word = unifiedName(cell);
    if (word.size() > 1 && word.ends_with('.')) word.pop_back();
    const auto found = spellings.find(word);
    return found == spellings.end() ? NamedUnit{word, false} : NamedUnit{found->second, true};
}

bool isNamedUnit(const std::string& column) {
    const std::string name = unifiedName(column);
    return std::ranges::any_of(std::initializer_list<const char*>{"unit", "units", "単位"},
                               [&name](const char* ending) { return name.ends_with(ending); });
}

/// Whether a field of the study names the column.
bool isUsed(const std::string& column, const std::vector<Field>& fields, StudyReader& reader, const std::string& data) {
    return std::ranges::any_of(fields, [&](const Field& field) {
        if (field.kind == FieldKind::column) return reader.column(field.key, data) == column;
        if (field.kind != FieldKind::columns) return false;
        const std::vector<std::string> named = reader.columns(field.key, data);
        return std::ranges::find(named, column) != named.end();
    });
}

void checkColumn(StudyReader& reader, const std::string& column, const std::string& data) {
    std::vector<std::size_t> rows(reader.rowCount(data));
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = row;
    const std::vector<std::string> cells = reader.words(column, rows, data);
    std::optional<std::size_t> first;
    std::optional<std::size_t> other;
    bool measured = false;  // a word longer than a letter is a unit; "S" may be a ward
    bool allKnown = true;
    for (const std::size_t row : rows) {
        if (cells[row].empty()) continue;
        const NamedUnit unit = unitNamed(cells[row]);
        measured = measured || (unit.known && cells[row].size() > 1);
        allKnown = allKnown && unit.known;
        if (!first) {
            first = row;
        } else if (!other && unit.name != unitNamed(cells[*first]).name) {
            other = row;
        }
    }
    if (other && (measured || allKnown)) reader.refuseCell("studies.mixedUnits", *other, column, cells[*first], data);
}

/// Three significant digits say enough of a rate.
std::string roundedText(double value) {
    const Rational finest(1, 1'000'000);
    return plainDigits(toDouble(roundSignificant(exactDecimal(value), 3, finest, RoundingMode::halfUp)));
}

struct FarNumber {
    std::size_t at = 0;
    double medianOfOthers = 0;
};

/// Numbers, all above 0, that are more than the suspicious factor from the median of the others.
std::vector<FarNumber> farNumbers(const std::vector<double>& numbers) {
    std::vector<FarNumber> far;
    if (numbers.size() < 2) return far;
    std::vector<double> sorted = numbers;
    std::ranges::sort(sorted);
    const std::size_t others = numbers.size() - 1;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto self = static_cast<std::size_t>(std::ranges::lower_bound(sorted, numbers[i]) - sorted.begin());
        const auto other = [&](std::size_t at) { return sorted[at < self ? at : at + 1]; };
        const double median = (other((others - 1) / 2) + other(others / 2)) / 2;
        if (numbers[i] > suspiciousFactor * median || numbers[i] < median / suspiciousFactor) {
            far.push_back({i, median});
        }
    }
    return far;
}

void warn(StudyReader& reader, const char* code, std::size_t row, const Text& region, const std::string& column,
          double people, double number, double median) {
    reader.add({code,
                Severity::warning,
                reader.path() + "/data/rows/" + std::to_string(row) + "/" + column,
                plainDigits(people),
                plainDigits(suspiciousFactor),
                {{"row", std::to_string(row + 1)},
                 {"column", column},
                 {"region.ja", region.ja},
                 {"region.en", region.en},
                 {"number", roundedText(number)},
                 {"median", roundedText(median)}}});
}

}  // namespace

void refuseMixedUnits(StudyReader& reader, const std::vector<Field>& fields, const StudyRequest& request) {
    Issues saidByTheStudy;
    StudyReader named(fields, request, reader.surroundings(), saidByTheStudy);
    for (const Field& field : fields) {
        if (field.kind != FieldKind::data || !reader.has(field.key) || reader.rowCount(field.key) == 0) continue;
        for (const std::string& column : reader.columnNames(field.key)) {
            if (!isNamedUnit(column) || isUsed(column, fields, named, field.key)) continue;
            checkColumn(reader, column, field.key);
        }
    }
}

void warnOfMixedUnits(StudyReader& reader, const RegionNames& names, const std::vector<std::size_t>& rows,
                      const std::vector<double>& counts, const std::vector<double>& people, const std::string& column) {
    std::vector<std::size_t> regions;
    std::vector<double> rates;
    for (std::size_t region = 0; region < rows.size(); ++region) {
        if (counts[region] < fewestEvents) continue;
        regions.push_back(region);
        rates.push_back(counts[region] / people[region]);
    }
    for (const FarNumber& far : farNumbers(rates)) {
        const std::size_t region = regions[far.at];
        warn(reader, "regions.mixedUnits", rows[region], names.regions[rows[region]].label, column, people[region],
             rateBase * rates[far.at], rateBase * far.medianOfOthers);
    }
}

void warnOfMixedPopulations(StudyReader& reader, const RegionNames& names, const std::vector<std::size_t>& rows,
                            const std::vector<double>& people, const std::string& column) {
    if (!names.prefectures) return;
    for (const FarNumber& far : farNumbers(people)) {
        warn(reader, "regions.mixedPopulations", rows[far.at], names.regions[rows[far.at]].label, column,
             people[far.at], people[far.at], far.medianOfOthers);
    }
}

}  // namespace kachi
