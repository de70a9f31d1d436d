#include "app/report/field_tables.h"

#include "app/document/price_requests.h"
#include "app/report/empty_columns.h"
#include "models/params/registry.h"
#include "models/studies/study_figure_name.h"

#include <algorithm>

namespace kachi {
namespace {

Text plainText(const std::string& words) {
    return {words, words};
}

const Text notEntered{"—", "—"};

enum class Naming { valueAndName, value };

/// The value of a parameter, with its name where the heading does not say it; the name alone where a formula gives the
/// value.
Text parameterWords(const std::string& id, const Parameter& parameter, Naming naming) {
    const Text name = parameterLabel(id, parameter);
    if (!parameter.value || !parameter.expression.empty()) return name;
    const auto words = [&](Language language) {
        return formatNumber(*parameter.value, NumberFormat::number, automaticDecimals, language);
    };
    if (naming == Naming::value) return {words(Language::ja), words(Language::en)};
    return {words(Language::ja) + "（" + name.ja + "）", words(Language::en) + " (" + name.en + ")"};
}

/// What was typed into a cell as the reader says it: a parameter by its value, a choice by its words.
Text enteredWords(const Field& field, const std::string& typed, const Parameters& parameters, Naming naming) {
    if (typed.empty()) return notEntered;
    if (field.kind == FieldKind::number) {
        const auto parameter = parameters.find(typed);
        if (parameter != parameters.end()) return parameterWords(typed, parameter->second, naming);
    }
    if (field.kind == FieldKind::yesNo) {
        if (typed == "true" || typed == "yes") return {"はい", "yes"};
        if (typed == "false" || typed == "no") return {"いいえ", "no"};
    }
    for (const FieldChoice& choice : field.choices) {
        if (choice.id == typed) return choice.label;
    }
    const bool grouped = field.kind == FieldKind::number && field.unit != Unit::none;  // not years
    return plainText(grouped ? groupDigits(typed) : typed);
}

TableColumn inputColumn(const Field& field) {
    if (field.kind != FieldKind::number) return {.header = field.label};
    return numberColumn(field.label, headingUnit(field.unit));
}

Table inputTable(const Field& field, const nlohmann::json& rows, const Parameters& parameters) {
    Table table;
    table.title = field.label;
    for (const Field& column : field.columns) table.columns.push_back(inputColumn(column));
    for (const nlohmann::json& cells : rows) {
        TableRow row;
        for (const Field& column : field.columns) {
            row.cells.push_back(enteredWords(column, enteredText(cells, column.key), parameters, Naming::value));
        }
        table.rows.push_back(std::move(row));
    }
    table.dense = true;
    return table;
}

using RowsByKey = std::map<std::string, SharedRows>;

/// Number of rows and columns of data, in place of the data themselves.
Text dataWords(const std::string& key, const nlohmann::json& data, const RowsByKey& shared) {
    const auto found = shared.find(key);
    const bool isShared = found != shared.end();
    if (!data.is_object() || !data.contains("columns") || (!isShared && !data.contains("rows"))) return notEntered;
    const std::string rows = groupDigits(std::to_string(isShared ? found->second.size() : data["rows"].size()));
    const std::string columns = std::to_string(data["columns"].size());
    return {rows + " 行 × " + columns + " 列", rows + " × " + columns + " (rows × columns)"};
}

Text columnsWords(const nlohmann::json& names) {
    if (!names.is_array()) return plainText(enteredText({{"names", names}}, "names"));
    std::string list;
    for (const nlohmann::json& name : names) {
        list += (list.empty() ? "" : ", ") + (name.is_string() ? name.get<std::string>() : name.dump());
    }
    return plainText(list);
}

Table fieldsTable(const std::vector<Field>& fields, const nlohmann::json& inputs, const Parameters& parameters,
                  const RowsByKey& shared) {
    Table table;
    table.title = {"入力", "Inputs"};
    table.columns = {{.header = {"項目", "Input"}}, numberColumn({"値", "Value"}), {.header = {"単位", "Unit"}}};
    for (const Field& field : fields) {
        if (!inputs.contains(field.key)) continue;
        if (field.kind == FieldKind::data || field.kind == FieldKind::columns) {
            const nlohmann::json& entered = inputs[field.key];
            const Text words =
                field.kind == FieldKind::data ? dataWords(field.key, entered, shared) : columnsWords(entered);
            table.rows.push_back({.cells = {field.label, words, Text{}}});
            continue;
        }
        const std::string typed = enteredText(inputs, field.key);
        if (field.kind == FieldKind::table || typed.empty()) continue;
        table.rows.push_back({.cells = {field.label, enteredWords(field, typed, parameters, Naming::valueAndName),
                                        headingUnit(field.unit)}});
    }
    return table;
}

}  // namespace

Parameters namedNumbers(const Case& value, const Evaluation& evaluation) {
    Parameters named = value.parameters;
    for (const CaseStudy& study : evaluation.studies) {
        if (!study.result) continue;
        for (const StudyFigure& figure : study.result->figures) {
            Parameter& number = named[studyFigureName(study.id, figure.key)];
            number.label = {study.name.ja + "：" + figure.label.ja, study.name.en + ": " + figure.label.en};
            number.value = figure.value;
        }
    }
    return named;
}

Text headingUnit(Unit unit) {
    const bool pure = unit == Unit::ratio || unit == Unit::count || unit == Unit::utility;
    return pure ? Text{} : unitText(unit);
}

Table turnedWhenWide(const Table& wide) {
    constexpr std::size_t mostColumns = 7;
    constexpr std::size_t mostRows = 6;
    if (wide.columns.size() <= mostColumns || wide.rows.size() > mostRows) return wide;
    const std::vector<int> decimals = columnDecimals(wide);
    const auto words = [&](const TableRow& row, std::size_t column) {
        const auto in = [&](Language language) {
            return cellText(row.cells[column], wide.columns[column], decimals[column], language);
        };
        return Text{in(Language::ja), in(Language::en)};
    };
    Table turned;
    turned.title = wide.title;
    turned.notes = wide.notes;
    turned.columns = {{.header = wide.columns[0].header}};
    for (const TableRow& row : wide.rows) {
        turned.columns.push_back({.header = words(row, 0), .alignment = Alignment::right});
    }
    for (std::size_t column = 1; column < wide.columns.size(); ++column) {
        const TableColumn& head = wide.columns[column];
        const auto label = [&head](Language language) {
            return labelWithUnit(head.header, head.unit, head.format, language);
        };
        TableRow& row = turned.rows.emplace_back();
        row.cells.emplace_back(Text{label(Language::ja), label(Language::en)});
        for (const TableRow& from : wide.rows) row.cells.emplace_back(words(from, column));
    }
    return turned;
}

std::vector<Table> fieldTables(const std::vector<Field>& fields, const nlohmann::json& inputs,
                               const Parameters& parameters, const RowsByKey& shared) {
    std::vector<Table> tables{fieldsTable(fields, inputs, parameters, shared)};
    for (const Field& field : fields) {
        if (field.kind != FieldKind::table) continue;
        const nlohmann::json rows = enteredRows(inputs, field.key);
        if (!rows.empty())
            tables.push_back(turnedWhenWide(withoutEmptyColumns(inputTable(field, rows, parameters), notEntered)));
    }
    std::erase_if(tables, [](const Table& table) { return table.rows.empty(); });
    return tables;
}

}  // namespace kachi
