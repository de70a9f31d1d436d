#include "app/workbook/study_sheets.h"

#include <algorithm>

namespace kachi {

OccupationCells occupationCells(const LabourPages& pages, const StudyRequest& request, const std::string& name,
                                const StaffCost& cost, const std::string& path) {
    const auto named = [&](const char* key) { return pages.named(request.inputs, path, key); };
    OccupationCells cells{name, cost};
    cells.annualPay = named("annualPay");
    cells.onCost = named("onCost");
    cells.hoursPerYear = named("hoursPerYear");
    cells.practicalShare = named("practicalShare");
    cells.fteHours = named("fteHours");
    cells.ownFteHours = cost.fteHours != cost.hoursPerYear || !cells.fteHours.empty();
    cells.cashableShare = named("cashableShare");
    return cells;
}

SavedTimeSheets writeSavedTime(LabourPages& pages, const StudyRequest& request, const std::vector<SavedTime>& saved) {
    SavedTimeSheets written;
    for (const SavedTime& each : saved) {
        written.occupations.push_back(occupationCells(pages, request, each.occupation, each.cost, each.path));
        written.figures.push_back(each.perProcedure());
    }
    written.figures.push_back(sumOf(saved));
    written.rows = pages.writeOccupations(written.occupations);
    const int first = pages.inputs.nextRow();
    std::vector<std::vector<PageCell>> cells;
    for (const SavedTime& each : saved) {
        const auto at = cells.size();
        cells.push_back({pageNumber(static_cast<double>(at + 1)), pageWords(each.occupation),
                         pageInput(each.minutes, pages.named(request.inputs, each.path, "minutesSaved"))});
        written.minutes.emplace_back(pages.inputs.at(first + static_cast<int>(at), 2), "0");
    }
    pages.inputs.table({"1件当たり削減時間", "Time saved in one procedure"},
                       {{{"番号", "No."}}, {labour_text::occupation}, {labour_text::minutesSaved}}, cells);
    return written;
}

const StudyFigure& figureOf(const StudyResult& study, const std::string& key) {
    return *std::ranges::find(study.figures, key, &StudyFigure::key);
}

std::vector<std::string> writeRules(const LabourPages& pages, SheetPage& page, const StudyRequest& request,
                                    const std::vector<RuleInput>& rules) {
    constexpr int valueColumn = 2;
    std::vector<std::string> places;
    std::vector<std::vector<PageCell>> cells;
    for (const auto& [rule, key] : rules) {
        places.push_back(page.at(page.nextRow() + static_cast<int>(cells.size()), valueColumn));
        cells.push_back({pageNumber(static_cast<double>(cells.size() + 1)), pageWords(pages.words(rule.label)),
                         pageInput(toDouble(rule.value), pages.named(request.inputs, "/inputs", key)),
                         pageWords(pages.words(unitText(rule.unit))), pageWords(pages.words(rule.clause)),
                         pageWords(rule.document), pageWords(rule.date),
                         pageWords(pages.words(ruleStatusText(rule.status)))});
    }
    page.table({"規則の数値と出典", "Rule numbers and their source"},
               {{{"番号", "No."}},
                {{"規則", "Rule"}},
                {{"値", "Value"}},
                {{"単位", "Unit"}},
                {{"条項", "Clause"}},
                {{"資料", "Document"}},
                {{"年月日", "Date"}},
                {{"確認状況", "Status"}}},
               cells);
    return places;
}

void writeResultTable(LabourPages& pages, SheetPage& page, const StudyTable& table,
                      const std::vector<std::vector<std::string>>& formulas) {
    std::vector<PageColumn> columns;
    for (const StudyColumn& column : table.columns) columns.push_back({column.label, column.unit});
    const int first = page.nextRow();
    std::vector<std::vector<PageCell>> cells;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::string name = pages.words(table.rows[row].front().text);
        std::vector<PageCell> line;
        for (std::size_t at = 0; at < table.columns.size(); ++at) {
            const StudyValue& value = table.rows[row][at];
            if (formulas[row][at].empty()) {
                line.push_back(value.number ? pageNumber(*value.number) : pageWords(pages.words(value.text)));
                continue;
            }
            line.push_back(pageFormula(formulas[row][at], value.number));
            line.back().words = pages.words(value.text);
            if (!value.number) continue;
            pages.check((name.empty() ? std::to_string(row + 1) : name) + ", " + pages.words(table.columns[at].label),
                        page.at(first + static_cast<int>(row), static_cast<int>(at)), *value.number);
        }
        cells.push_back(std::move(line));
    }
    page.table(table.title, columns, cells);
}

std::string ItemList::add(const Text& label, PageCell cell, Unit unit) {
    constexpr int valueColumn = 2;
    const int row = m_page.nextRow() + static_cast<int>(m_rows.size());
    m_rows.push_back(
        {pageWords(""), pageWords(m_pages.words(label)), std::move(cell), pageWords(m_pages.words(unitText(unit)))});
    return m_page.at(row, valueColumn);
}

std::string ItemList::addFigure(LabourPages& pages, const StudyResult& study, const std::string& key,
                                const std::string& formula) {
    const StudyFigure& figure = figureOf(study, key);
    const std::string place = add(figure.label, pageFormula(formula, figure.value), figure.unit);
    pages.check(pages.words(figure.label), place, figure.value.value());
    return place;
}

void ItemList::write(SheetPage& page, const Text& title) const {
    page.table(title, {{{"", ""}}, {{"項目", "Item"}}, {{"値", "Value"}}, {{"単位", "Unit"}}}, m_rows);
}

}  // namespace kachi
