#pragma once

#include "app/document/case_document.h"
#include "models/core/text.h"

#include <QAbstractTableModel>

#include <functional>

namespace kachi {

/// A matrix of expressions of the outcome model: transitions (from × to), overrides (name × strategy), subgroups
/// (subgroup × name). An empty cell means that there is no entry.
struct ExpressionGrid {
    Text name{};  ///< of the grid, in undo steps
    std::function<std::vector<std::pair<std::string, Text>>(const Case&)> rows{};
    std::function<std::vector<std::pair<std::string, Text>>(const Case&)> columns{};
    std::function<std::string(const Case&, const std::string& row, const std::string& column)> read{};
    std::function<void(Case&, const std::string& row, const std::string& column, const std::string& text)> write{};
};

class ExpressionGridModel : public QAbstractTableModel {
    Q_OBJECT

public:
    ExpressionGridModel(CaseDocument& document, ExpressionGrid grid, QObject* parent = nullptr);

    void retranslate() { refresh(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    using Heads = std::vector<std::pair<std::string, Text>>;
    void refresh();

    CaseDocument& m_document;
    ExpressionGrid m_grid;
    Heads m_rows;
    Heads m_columns;
};

}  // namespace kachi
