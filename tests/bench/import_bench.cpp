// Import of large tables as data of a study: 1 million rows of 10 columns as CSV, 100,000 rows as xlsx.
#include "app/interchange/table_reader.h"
#include "app/studies/study_data.h"

#include <benchmark/benchmark.h>

#include <QFile>
#include <QTemporaryDir>

#include <xlsxwriter.h>

namespace {

using namespace kachi;

constexpr int columns = 10;

/// Ids, an arm, and numbers with some missing cells.
QByteArray cell(int row, int column) {
    if (column == 0) return "P" + QByteArray::number(row);
    if (column == 1) return row % 2 == 0 ? "control" : "device";
    if ((row * 7 + column) % 97 == 0) return {};
    return QByteArray::number((row * 31 % 10'007) * (column + 1) / 100.0, 'f', 2);
}

QString csvFile(const QTemporaryDir& folder, int rows) {
    const QString path = folder.filePath(QStringLiteral("rows.csv"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) qFatal("rows.csv");
    file.write("id,arm,a,b,c,d,e,f,g,h\n");
    for (int row = 0; row < rows; ++row) {
        QByteArray line;
        for (int column = 0; column < columns; ++column) line += (column == 0 ? "" : ",") + cell(row, column);
        file.write(line + '\n');
    }
    return path;
}

QString workbookFile(const QTemporaryDir& folder, int rows) {
    const QString path = folder.filePath(QStringLiteral("rows.xlsx"));
    lxw_workbook* book = workbook_new(path.toUtf8().constData());
    lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
    for (int column = 0; column < columns; ++column) {
        worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(column), QByteArray::number(column).constData(),
                               nullptr);
    }
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const QByteArray text = cell(row, column);
            const auto at = static_cast<lxw_row_t>(row + 1);
            if (column < 2) {
                worksheet_write_string(sheet, at, static_cast<lxw_col_t>(column), text.constData(), nullptr);
            } else if (!text.isEmpty()) {
                worksheet_write_number(sheet, at, static_cast<lxw_col_t>(column), text.toDouble(), nullptr);
            }
        }
    }
    if (workbook_close(book) != LXW_NO_ERROR) qFatal("rows.xlsx");
    return path;
}

void import(benchmark::State& state, QString (*made)(const QTemporaryDir&, int), int rows) {
    const QTemporaryDir folder;
    const QString path = made(folder, rows);
    for (auto _ : state) {
        const auto data = readStudyData(path);
        if (!data || (*data)["rows"].size() != static_cast<std::size_t>(rows)) qFatal("%s", qPrintable(path));
    }
}

}  // namespace

BENCHMARK_CAPTURE(import, csvMillionRows, csvFile, 1'000'000)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond)
    ->Repetitions(5);
BENCHMARK_CAPTURE(import, xlsxHundredThousandRows, workbookFile, 100'000)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond)
    ->Repetitions(5);
