#pragma once

#include "app/workbook/workbook_writer.h"
#include "models/core/units.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// A cell of a table of a page: words, a number to be changed, or a formula with what it gives.
struct PageCell {
    std::string words{};
    std::string formula{};
    std::optional<double> value{};  ///< a formula without one gives its words, or "–": not defined
    CellLook look = CellLook::plain;
};

PageCell pageWords(const std::string& words);
/// A number typed by the analyst; a formula where `reference` says where it stands.
PageCell pageInput(double value, const std::string& reference = {});
PageCell pageNumber(double value);
PageCell pageFormula(const std::string& formula, std::optional<double> value, CellLook look = CellLook::plain);

struct PageColumn {
    Text label;
    Unit unit = Unit::none;
};

/// A sheet filled from top to bottom with parts of titled tables. It joins the workbook when it is first written to.
class SheetPage {
public:
    /// @param note  below the title
    SheetPage(WorkbookWriter& workbook, const Text& name, const Text& title, const Text& note, Language language);

    /// Begins a part.
    void heading(const std::string& words);
    /// A line of words above the next table.
    void note(const Text& words);
    /// First row of the next table, for formulas in it.
    int nextRow() const { return m_row + 2; }
    void table(const Text& title, const std::vector<PageColumn>& columns,
               const std::vector<std::vector<PageCell>>& rows);

    /// "Inputs!$C$7" or "'入力'!$C$7", for other sheets and this one.
    std::string at(int row, int column) const;
    /// "Inputs!$C$7:$C$9" of `count` rows.
    std::string range(int row, std::size_t count, int column) const;

    Language language() const { return m_language; }

private:
    SheetWriter& sheet();

    WorkbookWriter& m_workbook;
    std::string m_name;
    Text m_title;
    Text m_note;
    Language m_language;
    std::optional<SheetWriter> m_sheet;
    int m_row = 3;  ///< title of the next table
};

}  // namespace kachi
