#pragma once

#include "app/document/case_document.h"
#include "models/core/text.h"
#include "ui/itemmodels/cell_issues.h"

#include <QAbstractTableModel>

#include <functional>

namespace kachi {

/// A matrix of expressions of the outcome model: transitions (from × to), overrides (name × strategy), subgroups
/// (subgroup × name), arguments of curves. An empty cell means that there is no entry.
struct ExpressionGrid {
    Text name{};  ///< of the grid, in undo steps
    std::function<std::vector<std::pair<std::string, Text>>(const Case&)> rows{};
    std::function<std::vector<std::pair<std::string, Text>>(const Case&)> columns{};
    std::function<std::string(const Case&, const std::string& row, const std::string& column)> read{};
    std::function<void(Case&, const std::string& row, const std::string& column, const std::string& text)> write{};
    /// Cells that mean something; unset: all of them.
    std::function<bool(const Case&, const std::string& row, const std::string& column)> applies{};
    /// JSON pointer of a cell, and of a row as a whole, for issues.
    std::function<std::string(const Case&, const std::string& row, const std::string& column)> place{};
    std::function<std::string(const Case&, const std::string& row)> rowPlace{};
    /// Rows are checked as a whole (they must sum to 1): one more column says what is wrong with a row.
    std::function<bool(const Case&)> checked{};
};

class ExpressionGridModel : public QAbstractTableModel {
    Q_OBJECT

public:
    ExpressionGridModel(CaseDocument& document, ExpressionGrid grid, QObject* parent = nullptr);

    void retranslate();
    /// @param upToDate  the issues are those of a finished evaluation, so that rows without one are sound
    void setIssues(const Issues& issues, bool upToDate);
    /// Cell at the JSON pointer of an issue, or the first cell of that row.
    FoundCell find(const std::string& where) const;
    /// JSON pointer of a cell; empty for cells without one.
    std::string placeAt(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    using Heads = std::vector<std::pair<std::string, Text>>;
    void refresh();
    const std::string& rowId(const QModelIndex& index) const { return m_rows[std::size_t(index.row())].first; }
    const std::string& columnId(const QModelIndex& index) const { return m_columns[std::size_t(index.column())].first; }
    bool isCheck(const QModelIndex& index) const { return index.column() == static_cast<int>(m_columns.size()); }
    bool applies(const QModelIndex& index) const;
    QVariant checkData(const QModelIndex& index, int role) const;

    CaseDocument& m_document;
    quint64 m_seen;  ///< version of the document that the rows are of
    ExpressionGrid m_grid;
    Heads m_rows;
    Heads m_columns;
    bool m_checked = false;
    CellIssues m_issues;
    bool m_upToDate = false;
};

}  // namespace kachi
