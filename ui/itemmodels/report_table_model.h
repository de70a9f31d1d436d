#pragma once

#include "app/report/table.h"

#include <QAbstractTableModel>

namespace kachi {

/// Shows a table of results: the same cells, decimals and units as the printed report. Read-only.
class ReportTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit ReportTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setTable(Table table, Language language);
    const Table& table() const { return m_table; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Table m_table;
    std::vector<int> m_decimals;
    Language m_language = Language::ja;
};

}  // namespace kachi
