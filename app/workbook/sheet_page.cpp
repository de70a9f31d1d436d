#include "app/workbook/sheet_page.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

constexpr double numberWidth = 8;
constexpr double namesWidth = 24;  ///< of a first column with words
constexpr double labelWidth = 44;
constexpr double valueWidth = 16;

/// Lines that a heading takes over a column of values; characters of Japanese count twice.
int linesOf(const std::string& heading) {
    constexpr double room = valueWidth - 3;  // lines end at words
    double width = 0;
    for (const char byte : heading) {
        const auto code = static_cast<unsigned char>(byte);
        const bool isContinued = (code & 0xC0) == 0x80;
        if (!isContinued) width += code >= 0xE0 ? 2 : 1;
    }
    return std::max(1, static_cast<int>(std::ceil(width / room)));
}

}  // namespace

PageCell pageWords(const std::string& words) {
    return {.words = words};
}

PageCell pageInput(double value, const std::string& reference) {
    if (!reference.empty()) return pageFormula(reference, value);
    return {.value = value, .look = CellLook::input};
}

PageCell pageNumber(double value) {
    return {.value = value};
}

PageCell pageFormula(const std::string& formula, std::optional<double> value, CellLook look) {
    return {.formula = formula, .value = value, .look = look};
}

SheetPage::SheetPage(WorkbookWriter& workbook, const Text& name, const Text& title, const Text& note, Language language)
    : m_workbook(workbook), m_name(name.in(language)), m_title(title), m_note(note), m_language(language) {}

SheetWriter& SheetPage::sheet() {
    if (m_sheet) return *m_sheet;
    m_sheet = m_workbook.sheet(m_name);
    m_sheet->text(0, 0, m_title.in(m_language), CellLook::title);
    m_sheet->text(1, 0, m_note.in(m_language), CellLook::note);
    m_sheet->columnWidth(0, 0, numberWidth);
    m_sheet->columnWidth(1, 1, labelWidth);
    m_sheet->columnWidth(2, 20, valueWidth);
    return *m_sheet;
}

void SheetPage::heading(const std::string& words) {
    sheet().text(m_row, 0, words, CellLook::title);
    m_row += 2;
}

void SheetPage::note(const Text& words) {
    sheet().text(m_row, 0, words.in(m_language), CellLook::note);
    ++m_row;
}

void SheetPage::table(const Text& title, const std::vector<PageColumn>& columns,
                      const std::vector<std::vector<PageCell>>& rows) {
    SheetWriter& written = sheet();
    written.text(m_row, 0, title.in(m_language), CellLook::result);
    int lines = 1;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const auto& [label, unit] = columns[column];
        const std::string unitWords = unitText(unit).in(m_language);
        const std::string heading = label.in(m_language) + (unitWords.empty() ? "" : " (" + unitWords + ")");
        written.text(m_row + 1, static_cast<int>(column), heading, CellLook::header);
        if (column > 1) lines = std::max(lines, linesOf(heading));
    }
    written.rowHeight(m_row + 1, lines);  // not every spreadsheet fits wrapped headings by itself
    m_row = nextRow();
    for (const std::vector<PageCell>& row : rows) {
        if (!row.front().words.empty()) written.columnWidth(0, 0, namesWidth);
        for (std::size_t at = 0; at < row.size(); ++at) {
            const PageCell& cell = row[at];
            const int column = static_cast<int>(at);
            if (!cell.formula.empty() && cell.value) {
                written.formula(m_row, column, cell.formula, *cell.value, cell.look);
            } else if (!cell.formula.empty()) {
                written.formula(m_row, column, cell.formula, cell.words.empty() ? "–" : cell.words, cell.look);
            } else if (cell.value) {
                written.number(m_row, column, *cell.value, cell.look);
            } else {
                written.text(m_row, column, cell.words, cell.look);
            }
        }
        ++m_row;
    }
    ++m_row;
}

std::string SheetPage::at(int row, int column) const {
    return sheetPrefix(m_name) + cellReference(row, column, true, true);
}

std::string SheetPage::range(int row, std::size_t count, int column) const {
    const int last = row + static_cast<int>(count) - 1;
    return at(row, column) + ":" + cellReference(last, column, true, true);
}

}  // namespace kachi
