#include "app/workbook/workbook_writer.h"

#include <QFile>
#include <QTemporaryDir>

#include <xlsxwriter.h>
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>

namespace kachi {

using namespace Qt::StringLiterals;

/// libxlsxwriter writes to a file only: one in a folder of its own, which goes when the writer goes.
struct WorkbookWriter::Content {
    QTemporaryDir folder;
    QString path = folder.filePath(u"book.xlsx"_s);
    lxw_workbook* book = nullptr;
    std::array<lxw_format*, 6> formats{};
};

std::string cellReference(int row, int column, bool fixedRow, bool fixedColumn) {
    std::string letters;
    for (int left = column; left >= 0; left = left / 26 - 1) {
        letters.insert(letters.begin(), static_cast<char>('A' + left % 26));
    }
    return (fixedColumn ? "$" : "") + letters + (fixedRow ? "$" : "") + std::to_string(row + 1);
}

void SheetWriter::text(int row, int column, const std::string& words, CellLook look) {
    const bool likeFormula =
        !words.empty() && std::string_view("=+-@\t\r").find(words.front()) != std::string_view::npos;
    worksheet_write_string(m_sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                           (likeFormula ? "'" + words : words).c_str(), m_workbook->format(look));
}

void SheetWriter::number(int row, int column, double value, CellLook look) {
    worksheet_write_number(m_sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), value,
                           m_workbook->format(look));
}

void SheetWriter::formula(int row, int column, const std::string& formula, double value, CellLook look) {
    const std::string text = "=" + formula;
    worksheet_write_formula_num(m_sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), text.c_str(),
                                m_workbook->format(look), std::isfinite(value) ? value : 0.0);
}

void SheetWriter::formula(int row, int column, const std::string& formula, const std::string& words, CellLook look) {
    worksheet_write_formula_str(m_sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                                ("=" + formula).c_str(), m_workbook->format(look), words.c_str());
}

void SheetWriter::arrayFormula(int row, int column, const std::string& formula,
                               const std::vector<std::vector<double>>& values) {
    const auto lastRow = static_cast<lxw_row_t>(row) + static_cast<lxw_row_t>(values.size()) - 1;
    const auto lastColumn = static_cast<lxw_col_t>(column + static_cast<int>(values.front().size()) - 1);
    const std::string text = "{=" + formula + "}";
    worksheet_write_array_formula_num(m_sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), lastRow,
                                      lastColumn, text.c_str(), nullptr, values.front().front());
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = i == 0 ? 1 : 0; j < values[i].size(); ++j) {
            number(row + static_cast<int>(i), column + static_cast<int>(j), values[i][j]);
        }
    }
}

void SheetWriter::columnWidth(int first, int last, double characters) {
    worksheet_set_column(m_sheet, static_cast<lxw_col_t>(first), static_cast<lxw_col_t>(last), characters, nullptr);
}

void SheetWriter::rowHeight(int row, int lines) {
    worksheet_set_row(m_sheet, static_cast<lxw_row_t>(row), lines * LXW_DEF_ROW_HEIGHT, nullptr);
}

void SheetWriter::freeze(int row, int column) {
    worksheet_freeze_panes(m_sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column));
}

WorkbookWriter::WorkbookWriter() : m_content(std::make_unique<Content>()) {
    m_content->book = workbook_new(m_content->path.toLocal8Bit().constData());
    for (std::size_t look = 0; look < m_content->formats.size(); ++look) {
        lxw_format* const format = workbook_add_format(m_content->book);
        switch (static_cast<CellLook>(look)) {
            case CellLook::plain:
                break;
            case CellLook::title:
                format_set_bold(format);
                format_set_font_size(format, 14);
                break;
            case CellLook::header:
                format_set_bold(format);
                format_set_bottom(format, LXW_BORDER_THIN);
                format_set_text_wrap(format);
                format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
                break;
            case CellLook::input:
                format_set_font_color(format, 0x0000C0);
                format_set_bg_color(format, 0xFFFBE6);
                break;
            case CellLook::result:
                format_set_bold(format);
                format_set_top(format, LXW_BORDER_THIN);
                break;
            case CellLook::note:
                format_set_font_color(format, 0x606060);
                break;
        }
        m_content->formats[look] = format;
    }
}

WorkbookWriter::~WorkbookWriter() {
    if (m_content->book) workbook_close(m_content->book);
}

lxw_format* WorkbookWriter::format(CellLook look) const {
    return m_content->formats[static_cast<std::size_t>(look)];
}

std::string sheetPrefix(const std::string& name) {
    const bool plain =
        std::ranges::all_of(name, [](unsigned char letter) { return letter < 0x80 && std::isalpha(letter); });
    return (plain ? name : "'" + name + "'") + "!";
}

SheetWriter WorkbookWriter::sheet(const std::string& name) {
    SheetWriter writer;
    writer.m_sheet = workbook_add_worksheet(m_content->book, name.c_str());
    writer.m_name = name;
    writer.m_workbook = this;
    return writer;
}

Result<QByteArray> WorkbookWriter::finish() {
    const lxw_error error = workbook_close(m_content->book);
    m_content->book = nullptr;
    QFile file(m_content->path);
    if (error != LXW_NO_ERROR || !file.open(QIODevice::ReadOnly)) {
        const std::string reason = error == LXW_NO_ERROR ? file.errorString().toStdString() : lxw_strerror(error);
        return Issue{"workbook.cannotWrite", Severity::error, {}, reason, {}, {}};
    }
    return file.readAll();
}

}  // namespace kachi
