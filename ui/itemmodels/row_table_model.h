#pragma once

#include "app/document/case_document.h"
#include "models/core/result.h"
#include "models/core/text.h"
#include "models/core/units.h"
#include "models/params/parameter_values.h"

#include "ui/itemmodels/cell_issues.h"

#include <QAbstractTableModel>

#include <functional>
#include <optional>

namespace kachi {

/// What else than a parameter tells an editor about a cell.
enum RowRole {
    choicesRole = Qt::UserRole + 200,  ///< QList<QPair<QString, QString>>: id and label; the cell offers only these
    expressionRole,                    ///< bool: the cell holds an expression and completes names
};

/// Rows of a structure whose numbers are parameters: staff, tasks, regions, cost lines. Rows have permanent ids.
struct RowTable {
    struct Column {
        Text header{};
        Unit unit = Unit::none;
        std::string parameter{};  ///< pattern "labour.task.*.minutesAfter": the cell is that parameter of the row
        std::function<Text*(Case&, int row)> text{};           ///< else a bilingual text,
        std::function<std::string*(Case&, int row)> string{};  ///< or a plain text,
        /// or a text that other parts of the case follow, e.g. an id; `write` says whether it was accepted,
        std::function<std::string(const Case&, int row)> read{};
        std::function<bool(Case&, int row, const std::string& text)> write{};
        /// or a count of the structure: a whole number from 0 on, or nothing where the cell may be empty.
        std::function<std::optional<double>(const Case&, int row)> count{};
        std::function<void(Case&, int row, std::optional<int> value)> setCount{};
        /// Of `parameter`: what applies while the cell is empty, shown in grey; empty text when nothing does.
        std::function<QString(const Case&, int row)> standIn{};
        bool mayBeEmpty = false;  ///< of `parameter` and `count`: the model does without it
        bool expression = false;  ///< of `string`
        std::string field{};      ///< key of the cell below RowTable::place, for issues
        /// Fixed answers of a cell: what is chosen, how to set it, and all answers with their ids.
        std::function<std::string(const Case&, int row)> chosen{};
        std::function<void(Case&, int row, const std::string& id)> choose{};
        std::function<std::vector<std::pair<std::string, Text>>(const Case&)> choices{};
    };

    Text name{};                  ///< of the table, in undo steps
    std::string parameterHead{};  ///< "labour.task.": parameters of a removed row go with it
    std::vector<Column> columns{};
    std::function<std::string(const Case&, int row)> place{};    ///< JSON pointer of a row, for issues
    std::function<std::vector<std::string>(const Case&)> ids{};  ///< of the rows, in order; empty: no such structure
    std::function<void(Case&, int at, const std::string& id)> insert{};
    std::function<void(Case&, int row)> remove{};
    std::function<void(Case&, int from, int to)> move{};
};

/// Shows a RowTable of the open case. Every edit is one undo step of the document.
class RowTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    RowTableModel(CaseDocument& document, RowTable table, QObject* parent = nullptr);

    void setWorkedOut(const ParameterValues* values);
    void setIssues(const Issues& issues);
    void retranslate();
    /// Cell of a parameter id or of the JSON pointer of an issue, else the row it lies in.
    FoundCell find(const std::string& where) const;

    bool isCount(const QModelIndex& index) const;
    /// What was typed into a count. Issues: those of parseNumber(), editing.tableCellEmpty.
    Result<std::optional<int>> readCount(const QModelIndex& index, const QString& text) const;

    void addRow();
    void removeRows(int first, int last);
    void moveRow(int from, int to);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void refresh();
    std::string parameterAt(const QModelIndex& index) const;
    std::string placeOf(const QModelIndex& index) const;
    QVariant structureData(const QModelIndex& index, int role) const;

    CaseDocument& m_document;
    quint64 m_seen;  ///< version of the document that the rows are of
    RowTable m_table;
    std::vector<std::string> m_rows;
    std::map<std::string, double> m_workedOut;
    CellIssues m_issues;
};

/// A new permanent row id that no row of the case has: letters and digits.
std::string newRowId(const Case& value, const RowTable& table);

/// Fills in ids, insert, remove and move for a vector of rows with a field `id`.
/// @param rows  the vector in a case, or nullptr when the case has no such structure
template <class Row>
void bindRows(RowTable& table, std::function<std::vector<Row>*(Case&)> rows) {
    table.ids = [rows](const Case& value) {
        std::vector<std::string> ids;
        if (const auto* found = rows(const_cast<Case&>(value))) {
            for (const Row& row : *found) ids.push_back(row.id);
        }
        return ids;
    };
    table.insert = [rows](Case& value, int at, const std::string& id) {
        Row row;
        row.id = id;
        rows(value)->insert(rows(value)->begin() + at, std::move(row));
    };
    table.remove = [rows](Case& value, int row) { rows(value)->erase(rows(value)->begin() + row); };
    table.move = [rows](Case& value, int from, int to) {
        Row row = std::move((*rows(value))[static_cast<std::size_t>(from)]);
        rows(value)->erase(rows(value)->begin() + from);
        rows(value)->insert(rows(value)->begin() + to, std::move(row));
    };
}

}  // namespace kachi
