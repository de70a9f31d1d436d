#include "app/report/study_tables.h"

#include "app/messages/catalogue.h"
#include "app/report/case_text.h"
#include "app/report/empty_columns.h"
#include "app/report/field_tables.h"
#include "models/core/rounded_text.h"
#include "models/studies/study_name.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// Calendar years, also parts of one (2027.6): never grouped. In a column named so, cells may hold words.
bool isYear(const StudyColumn& column, const StudyTable& table, std::size_t at) {
    if (column.unit != Unit::none && column.unit != Unit::years) return false;
    const bool named = column.key == "year" || (column.key.ends_with("Year") && !column.key.ends_with("PerYear"));
    return std::ranges::all_of(table.rows, [&](const auto& row) {
        if (!row[at].number) return named;
        const double number = *row[at].number;
        return number >= 1900 && number <= 2200 && (named || number == std::floor(number));
    });
}

/// Decimals of years: one where they are parts of a year.
int decimalsOfYears(const StudyTable& table, std::size_t at) {
    const bool whole = std::ranges::all_of(table.rows, [at](const auto& row) {
        return !row[at].number || *row[at].number == std::floor(*row[at].number);
    });
    return whole ? 0 : 1;
}

/// Keys of p values end so by custom: p, pValue, eggerP.
bool isPValue(const std::string& key) {
    return key == "p" || key == "pValue" || key.ends_with("PValue") || key.ends_with("P");
}

/// "0.0123", "< 0.0001"
Text pValueText(double p) {
    constexpr double smallest = 0.0001;
    if (p < smallest) return {"< 0.0001", "< 0.0001"};
    return {formatNumber(p, NumberFormat::number, 4, Language::ja),
            formatNumber(p, NumberFormat::number, 4, Language::en)};
}

Cell studyTableCell(const StudyValue& value, const StudyColumn& column) {
    if (value.number && isPValue(column.key)) return pValueText(*value.number);
    if (value.number) return *value.number;
    if (value.text.empty()) return {};
    return Text{withRoundedNumbers(value.text.ja), withRoundedNumbers(value.text.en)};
}

}  // namespace

std::vector<Table> studyInputTables(const StudyRequest& request, const Parameters& parameters) {
    const StudyDefinition* study = findStudy(request.method);
    return study ? fieldTables(study->fields, request.inputs, parameters, request.rows) : std::vector<Table>();
}

const StudyFigure* leadingFigure(const StudyResult& result) {
    const auto first = [&result](const auto& isWanted) -> const StudyFigure* {
        const auto found = std::ranges::find_if(result.figures, isWanted);
        return found == result.figures.end() ? nullptr : &*found;
    };
    if (const StudyFigure* headline = first([](const StudyFigure& figure) { return figure.headline; })) return headline;
    if (const StudyFigure* estimate = first(hasInterval)) return estimate;
    return first([](const StudyFigure&) { return true; });
}

bool hasInterval(const StudyFigure& figure) {
    return figure.low && figure.high && *figure.low < *figure.high;
}

Text studyFigureText(const StudyFigure& figure) {
    if (!figure.value) return figure.state;
    if (isPValue(figure.key)) return pValueText(*figure.value);
    const auto words = [&figure](Language language) {
        std::string text = readableNumber(*figure.value, language);
        if (hasInterval(figure)) text += " (" + readableInterval(*figure.low, *figure.high, language) + ")";
        const std::string unit = headingUnit(figure.unit).in(language);
        return unit.empty() ? text : text + " " + unit;
    };
    return {words(Language::ja), words(Language::en)};
}

std::optional<Table> studyFigureTable(const StudyResult& result) {
    if (result.figures.empty()) return {};
    Table table;
    table.title = {"主な結果", "Main results"};
    table.columns = {{.header = {"項目", "Figure"}}, {.header = {"値", "Value"}, .alignment = Alignment::right}};
    const bool intervals = std::ranges::any_of(result.figures, hasInterval);
    const bool errors =
        std::ranges::any_of(result.figures, [](const auto& figure) { return figure.standardError.has_value(); });
    const bool states = std::ranges::any_of(
        result.figures, [](const StudyFigure& figure) { return figure.value && !figure.state.empty(); });
    if (intervals) table.columns.push_back({.header = {"区間", "Interval"}, .alignment = Alignment::right});
    if (errors) table.columns.push_back({.header = {"標準誤差", "SE"}, .alignment = Alignment::right});
    table.columns.push_back({.header = {"単位", "Unit"}});
    if (states) table.columns.push_back({.header = {"注", "Note"}});
    const auto both = [](const auto& words) { return Text{words(Language::ja), words(Language::en)}; };
    for (const StudyFigure& figure : result.figures) {
        TableRow row{.cells = {figure.label}, .emphasis = figure.headline};
        if (figure.value && isPValue(figure.key)) {
            row.cells.push_back(pValueText(*figure.value));
        } else {
            row.cells.push_back(figure.value
                                    ? Cell(both([&](Language in) { return readableNumber(*figure.value, in); }))
                                    : Cell(figure.state));
        }
        if (intervals) {
            row.cells.push_back(hasInterval(figure) ? Cell(both([&](Language in) {
                return readableInterval(*figure.low, *figure.high, in);
            }))
                                                    : Cell());
        }
        if (errors) {
            row.cells.push_back(figure.standardError
                                    ? Cell(both([&](Language in) { return readableNumber(*figure.standardError, in); }))
                                    : Cell());
        }
        row.cells.push_back(isPValue(figure.key) ? Text{} : headingUnit(figure.unit));
        if (states) row.cells.push_back(figure.value ? figure.state : Text{});
        table.rows.push_back(std::move(row));
    }
    return withoutEmptyColumns(std::move(table));
}

Table studyResultTable(const StudyTable& content) {
    Table table;
    table.title = content.title;
    for (std::size_t at = 0; at < content.columns.size(); ++at) {
        const StudyColumn& column = content.columns[at];
        const bool hasNumber =
            std::ranges::any_of(content.rows, [at](const auto& row) { return row[at].number.has_value(); });
        if (!hasNumber) {
            table.columns.push_back({.header = column.label});
        } else if (isYear(column, content, at)) {
            table.columns.push_back(numberColumn(column.label, {}, NumberFormat::year, decimalsOfYears(content, at)));
        } else {
            const Text unit = isPValue(column.key) ? Text{} : headingUnit(column.unit);
            table.columns.push_back(numberColumn(column.label, unit));
        }
    }
    for (const auto& values : content.rows) {
        TableRow row;
        for (std::size_t at = 0; at < values.size(); ++at) {
            row.cells.push_back(studyTableCell(values[at], content.columns[at]));
        }
        table.rows.push_back(std::move(row));
    }
    table.dense = content.rows.size() > 12;
    return withoutEmptyColumns(std::move(table));
}

std::optional<Table> studyEstimateTable(const StudyResult& result) {
    if (result.estimates.empty()) return {};
    Table table;
    table.title = {"パラメータに引き継げる推定値", "Estimates that parameters can take over"};
    table.columns = {{.header = {"推定値", "Estimate"}},
                     numberColumn({"値", "Value"}),
                     {.header = {"単位", "Unit"}},
                     {.header = {"分布", "Distribution"}}};
    for (const StudyEstimate& estimate : result.estimates) {
        const bool varies = estimate.distribution.family != Family::fixed;
        table.rows.push_back(
            {.cells = {estimate.label, estimate.value, headingUnit(estimate.unit),
                       varies ? distributionText(estimate.distribution) : Text{"不確実性なし", "no uncertainty"}}});
    }
    return withoutEmptyColumns(std::move(table));
}

Text studyPlaceText(const StudyRequest& request, const std::string& where) {
    const std::string head = "/inputs/";
    const std::size_t at = where.find(head);
    const StudyDefinition* study = findStudy(request.method);
    if (at == std::string::npos || !study) return studyName(request);
    const std::string rest = where.substr(at + head.size());
    for (const Field& field : study->fields) {
        if (rest == field.key || rest.starts_with(field.key + "/")) return field.label;
    }
    return studyName(request);
}

Text studyIssueText(const StudyRequest& request, const Issue& issue) {
    // A sentence that names the field itself needs the name of the study alone.
    const bool namesField = issue.details.contains("label.ja");
    return sentenceAt(issue, namesField ? studyName(request) : studyPlaceText(request, issue.where));
}

}  // namespace kachi
