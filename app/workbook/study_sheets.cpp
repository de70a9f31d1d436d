#include "app/workbook/study_sheets.h"

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

std::string ItemList::add(const Text& label, PageCell cell, Unit unit) {
    constexpr int valueColumn = 2;
    const int row = m_page.nextRow() + static_cast<int>(m_rows.size());
    m_rows.push_back(
        {pageWords(""), pageWords(m_pages.words(label)), std::move(cell), pageWords(m_pages.words(unitText(unit)))});
    return m_page.at(row, valueColumn);
}

void ItemList::write(SheetPage& page, const Text& title) const {
    page.table(title, {{{"", ""}}, {{"項目", "Item"}}, {{"値", "Value"}}, {{"単位", "Unit"}}}, m_rows);
}

}  // namespace kachi
