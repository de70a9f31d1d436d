#pragma once

#include "app/report/figure.h"
#include "ui/itemmodels/report_table_model.h"

#include <QSortFilterProxyModel>

namespace kachi {

/// The areas of a map as a list that can be sorted and searched. Areas without a value say so and stand last, whichever
/// way the list is sorted.
class AreaListModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    /// The cell as spreadsheets take it: every digit, no grouping.
    static constexpr int rawRole = Qt::UserRole;

    explicit AreaListModel(QObject* parent = nullptr);

    void setMap(const MapFigure& map, Language language);

    /// Keeps the areas that the words name: a code, a part of a name in either language, or a spelling variant.
    void search(const QString& words);

    /// The row that stands out because the pointer is on its area; empty: none.
    void setHovered(const std::string& code);

    std::string codeAt(int row) const;
    int rowOf(const std::string& code) const;  ///< −1: not in the list, or not found by the search

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    /// Headings without their unit, which the key of the map shows; with it as a tip and for spreadsheets (rawRole).
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    const Cell& cellAt(const QModelIndex& source) const;

    ReportTableModel* m_table;
    Language m_language = Language::ja;
    QString m_words;
    std::string m_named;  ///< code of the prefecture that the words name in full
    std::string m_hovered;
};

}  // namespace kachi
