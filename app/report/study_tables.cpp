#include "app/report/study_tables.h"

#include "app/messages/catalogue.h"
#include "app/report/case_text.h"
#include "app/report/field_tables.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

bool isYear(const StudyColumn& column, const StudyTable& table, std::size_t at) {
    if (column.unit != Unit::none && column.unit != Unit::years) return false;
    return std::ranges::all_of(table.rows, [at](const auto& row) {
        if (!row[at].number) return false;
        const double number = *row[at].number;
        return number == std::floor(number) && number >= 1900 && number <= 2200;
    });
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
    return value.text;
}

/// Columns that say nothing in this case, e.g. that of groups where there is one, are not shown.
StudyTable withoutEmptyColumns(const StudyTable& given) {
    if (given.rows.empty()) return given;
    StudyTable kept{given.key, given.title, {}, std::vector<std::vector<StudyValue>>(given.rows.size())};
    for (std::size_t at = 0; at < given.columns.size(); ++at) {
        const bool empty =
            std::ranges::all_of(given.rows, [at](const auto& row) { return !row[at].number && row[at].text.empty(); });
        if (empty) continue;
        kept.columns.push_back(given.columns[at]);
        for (std::size_t row = 0; row < given.rows.size(); ++row) kept.rows[row].push_back(given.rows[row][at]);
    }
    return kept;
}

/// The label of the field that a fault lies in.
Text placeText(const StudyRequest& request, const std::string& where) {
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

}  // namespace

Text studyName(const StudyRequest& request) {
    if (!request.name.empty()) return request.name;
    const StudyDefinition* study = findStudy(request.method);
    return study ? study->name : Text{request.method, request.method};
}

std::vector<Table> studyInputTables(const StudyRequest& request) {
    const StudyDefinition* study = findStudy(request.method);
    return study ? fieldTables(study->fields, request.inputs) : std::vector<Table>();
}

Text studyFigureText(const StudyFigure& figure) {
    if (!figure.value) return figure.state;
    if (isPValue(figure.key)) return pValueText(*figure.value);
    const auto words = [&figure](Language language) {
        std::string text = readableNumber(*figure.value, language);
        if (figure.low && figure.high) text += " (" + readableInterval(*figure.low, *figure.high, language) + ")";
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
    const auto interval = [](const StudyFigure& figure) { return figure.low && figure.high; };
    const bool intervals = std::ranges::any_of(result.figures, interval);
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
            row.cells.push_back(interval(figure) ? Cell(both([&](Language in) {
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
    return table;
}

Table studyResultTable(const StudyTable& given) {
    const StudyTable content = withoutEmptyColumns(given);
    Table table;
    table.title = content.title;
    for (std::size_t at = 0; at < content.columns.size(); ++at) {
        const StudyColumn& column = content.columns[at];
        const bool hasNumber =
            std::ranges::any_of(content.rows, [at](const auto& row) { return row[at].number.has_value(); });
        if (!hasNumber) {
            table.columns.push_back({.header = column.label});
        } else if (isYear(column, content, at)) {
            table.columns.push_back(numberColumn(column.label, {}, NumberFormat::year, 0));
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
    return table;
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
    return table;
}

Text studyIssueText(const StudyRequest& request, const Issue& issue) {
    const MessageCatalogue& catalogue = MessageCatalogue::instance();
    const Text place = placeText(request, issue.where);
    const auto sentence = [&](Language language) {
        Issue here = issue;
        here.where = place.in(language);
        return catalogue.sentence(here, language).toStdString();
    };
    return {sentence(Language::ja), sentence(Language::en)};
}

}  // namespace kachi
