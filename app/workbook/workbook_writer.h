#pragma once

#include "models/core/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <string>
#include <vector>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace kachi {

/// Looks of a cell.
enum class CellLook { plain, title, header, input, result, note };

/// "C7" of zero-based row 6 and column 2; with dollars where fixed.
std::string cellReference(int row, int column, bool fixedRow = false, bool fixedColumn = false);

/// "Inputs!", or "'入力'!" where the name needs quotes: before a reference to a cell of that sheet.
std::string sheetPrefix(const std::string& name);

/// One sheet of a workbook being written.
class SheetWriter {
public:
    /// Words that begin like a formula (= + - @) get an apostrophe before them, so that no spreadsheet reads them as
    /// one.
    void text(int row, int column, const std::string& words, CellLook look = CellLook::plain);
    void number(int row, int column, double value, CellLook look = CellLook::plain);
    /// @param formula without the leading "="; @param value what it gives, kept for readers that do not recalculate
    void formula(int row, int column, const std::string& formula, double value, CellLook look = CellLook::plain);
    /// @param words what the formula gives instead of a number
    void formula(int row, int column, const std::string& formula, const std::string& words,
                 CellLook look = CellLook::plain);
    /// One formula over a block of cells that begins there. @param values [row][column]
    void arrayFormula(int row, int column, const std::string& formula, const std::vector<std::vector<double>>& values);
    void columnWidth(int first, int last, double characters);
    void rowHeight(int row, int lines);
    void freeze(int row, int column);
    const std::string& name() const { return m_name; }

private:
    friend class WorkbookWriter;
    lxw_worksheet* m_sheet = nullptr;
    std::string m_name;
    const class WorkbookWriter* m_workbook = nullptr;
};

/// An .xlsx file over libxlsxwriter, made in memory.
class WorkbookWriter {
public:
    WorkbookWriter();
    ~WorkbookWriter();
    WorkbookWriter(const WorkbookWriter&) = delete;
    WorkbookWriter& operator=(const WorkbookWriter&) = delete;

    /// @param name at most 31 characters, none of []:*?/\ or an apostrophe, unique. @pre it is such a name
    SheetWriter sheet(const std::string& name);

    /// Ends the workbook. Issue workbook.cannotWrite with the library's reason.
    Result<QByteArray> finish();

private:
    friend class SheetWriter;
    lxw_format* format(CellLook look) const;

    struct Content;
    std::unique_ptr<Content> m_content;
};

}  // namespace kachi
