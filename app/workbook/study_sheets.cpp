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
