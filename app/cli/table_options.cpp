#include "app/cli/table_options.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

template <class Value>
struct Named {
    const char* name;
    Value value;
};

constexpr std::array encodings{Named<TextEncoding>{"utf-8", TextEncoding::utf8},
                               Named<TextEncoding>{"cp932", TextEncoding::cp932},
                               Named<TextEncoding>{"utf-16le", TextEncoding::utf16LittleEndian},
                               Named<TextEncoding>{"utf-16be", TextEncoding::utf16BigEndian}};
constexpr std::array separators{Named<char16_t>{"comma", u','}, Named<char16_t>{"tab", u'\t'},
                                Named<char16_t>{"semicolon", u';'}, Named<char16_t>{"space", u' '}};
constexpr std::array decimalMarks{Named<char16_t>{"point", u'.'}, Named<char16_t>{"comma", u','}};
constexpr std::array dateOrders{Named<DateOrder>{"day-first", DateOrder::dayFirst},
                                Named<DateOrder>{"month-first", DateOrder::monthFirst},
                                Named<DateOrder>{"text", DateOrder::keepText}};
constexpr std::array kinds{Named<ColumnKind>{"numbers", ColumnKind::numbers},
                           Named<ColumnKind>{"words", ColumnKind::words}, Named<ColumnKind>{"dates", ColumnKind::dates},
                           Named<ColumnKind>{"leave-out", ColumnKind::leftOut}};

template <class Choices>
std::string namesOf(const Choices& choices) {
    std::string names;
    for (const auto& choice : choices) names += (names.empty() ? "" : ", ") + std::string(choice.name);
    return names;
}

class OptionReader {
public:
    Result<TableReading> read(const TableOptions& typed) {
        ReadOptions& options = m_reading.options;
        ImportChoices& choices = m_reading.choices;
        options.table = studyTableLimits();
        pick("--encoding", typed.encoding, encodings, options.encoding);
        pick("--separator", typed.separator, separators, options.separator);
        pick("--decimal-mark", typed.decimalMark, decimalMarks, options.decimalMark);
        pick("--date-order", typed.dateOrder, dateOrders, choices.dateOrder);
        options.sheet = QString::fromStdString(typed.sheet);
        options.padRaggedRows = typed.padShortRows;
        if (!typed.missing.empty()) {
            choices.missingCodes.clear();
            for (const QString& code : QString::fromStdString(typed.missing).split(u',', Qt::SkipEmptyParts)) {
                choices.missingCodes << code.trimmed();
            }
        }
        if (!typed.headerRow.empty()) {
            const std::optional<double> row = number(typed.headerRow);
            if (row && *row >= 1 && *row <= static_cast<double>(options.table.rows) && *row == std::size_t(*row)) {
                options.headerRow = static_cast<std::size_t>(*row) - 1;
            } else {
                refuse("--header-row", typed.headerRow, "1, 2, …");
            }
        }
        for (const std::string& pair : typed.columns) {
            ofColumn("--column", pair, namesOf(kinds), [](ColumnChoice& choice, const std::string& value) {
                const auto found = std::ranges::find(kinds, value, &Named<ColumnKind>::name);
                if (found == kinds.end()) return false;
                choice.kind = found->value;
                return true;
            });
        }
        for (const std::string& pair : typed.units) {
            ofColumn("--unit", pair, "months", [](ColumnChoice& choice, const std::string& value) {
                choice.unit = QString::fromStdString(value);
                return true;
            });
        }
        for (const std::string& pair : typed.factors) {
            ofColumn("--factor", pair, "1000", [](ColumnChoice& choice, const std::string& value) {
                choice.factor = number(value).value_or(0);
                return choice.factor != 0;
            });
        }
        if (!m_issues.empty()) return m_issues;
        return m_reading;
    }

private:
    static std::optional<double> number(const std::string& text) {
        return studyNumber(QString::fromStdString(text), u'.');
    }

    template <class Choices, class Value>
    void pick(const char* option, const std::string& typed, const Choices& choices, std::optional<Value>& chosen) {
        if (typed.empty()) return;
        const auto found = std::ranges::find_if(choices, [&](const auto& choice) { return typed == choice.name; });
        if (found == choices.end()) {
            refuse(option, typed, namesOf(choices));
        } else {
            chosen = Value(found->value);
        }
    }

    template <class Set>
    void ofColumn(const char* option, const std::string& pair, const std::string& values, Set set) {
        const std::size_t sign = pair.rfind('=');
        const bool named = sign != std::string::npos && sign > 0 && sign + 1 < pair.size();
        if (!named || !set(m_reading.choices.columns[QString::fromStdString(pair.substr(0, sign)).trimmed()],
                           pair.substr(sign + 1))) {
            refuse(option, pair, "NAME=" + values);
        }
    }

    void refuse(const char* option, const std::string& typed, const std::string& allowed) {
        m_issues.push_back({"cli.importOption", Severity::error, option, typed, allowed, {}});
    }

    TableReading m_reading;
    Issues m_issues;
};

/// What the command line can say about a refusal.
std::string optionFor(const std::string& code) {
    const auto isOneOf = [&code](std::initializer_list<const char*> codes) {
        return std::ranges::any_of(codes, [&code](const char* other) { return code == other; });
    };
    if (isOneOf({"interchange.ambiguousEncoding", "interchange.unknownEncoding", "interchange.brokenEncoding",
                 "interchange.binaryBytes"})) {
        return "--encoding " + namesOf(encodings);
    }
    if (code == "interchange.raggedRow") return "--pad-short-rows";
    if (code == "interchange.tooManyColumns") return "--separator " + namesOf(separators);
    if (code == "interchange.headerRow") return "--header-row";
    if (code == "interchange.unknownSheet" || code == "interchange.emptyTable") return "--sheet";
    if (code == "import.notANumber") return "--missing, --column NAME=words";
    if (isOneOf({"interchange.noSuchDay", "interchange.dayOutsideEra", "interchange.dayTooEarly"})) {
        return "--missing, --column NAME=words";
    }
    if (code == "import.notADate") return "--date-order, --column NAME=words";
    return {};
}

Issues withOptions(Issues issues) {
    std::vector<std::string> named;
    for (const Issue& issue : Issues(issues)) {
        const std::string option = optionFor(issue.code);
        if (option.empty() || std::ranges::find(named, option) != named.end()) continue;
        named.push_back(option);
        issues.push_back({"import.option", Severity::info, {}, option, {}, {}});
    }
    return issues;
}

}  // namespace

Result<TableReading> tableReading(const TableOptions& typed) {
    return OptionReader().read(typed);
}

Result<nlohmann::json> readTableData(const QString& path, const TableReading& reading, TablesRead& tables) {
    const auto table = readTable(path, reading.options);
    if (!table) return withOptions(table.issues());
    tables.files << table->fileName;
    for (const QString& header : table->header()) tables.headers << header.trimmed();
    const auto contents = columnContents(*table, reading.choices, reading.options.progress);
    if (!contents) return contents.issues();
    auto data = studyData(*table, *contents, reading.choices, reading.options.progress);
    return data ? std::move(data) : withOptions(data.issues());
}

Issues unusedOptions(const TableOptions& typed, const TableReading& reading, const TablesRead& tables,
                     const QString& request) {
    if (tables.files.isEmpty()) {
        if (typed == TableOptions{}) return {};
        return {interchangeIssue("import.noTable", request)};
    }
    Issues unknown;
    for (const auto& [name, choice] : reading.choices.columns) {
        if (tables.headers.contains(name)) continue;
        unknown.push_back(interchangeIssue("import.unknownColumn", tables.files.join(u", "_s), name,
                                           tables.headers.join(u", "_s).left(500)));
    }
    return unknown;
}

}  // namespace kachi
