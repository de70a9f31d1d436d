#pragma once

#include "ui/editors/number_grid.h"

#include <map>

namespace kachi {

/// Keys and columns of one lookup table of the open case, and an empty row below for the next key. Cells without a
/// number and keys out of order are marked with their sentence.
class LookupTableModel : public NumberGridModel {
    Q_OBJECT

public:
    explicit LookupTableModel(CaseDocument& document, QObject* parent = nullptr);

    /// Shows the table with this id; nothing when there is none.
    void setTable(const std::string& id);
    const std::string& tableId() const { return m_id; }
    /// Name of the column at this position; empty for the keys.
    std::string columnAt(int column) const;
    void retranslate();

    bool growsByRows() const override { return true; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QString name() const override { return QString::fromStdString(m_id); }
    bool isNumber(int, int) const override { return true; }
    std::optional<double> number(int row, int column) const override;
    NumberContext context(int row, int column) const override;
    Issues put(Case& after, int row, int column, std::optional<double> number) const override;
    const Issue* fault(int row, int column) const override;

private:
    void refresh();
    const LookupTable* table() const;
    const std::vector<double>* cells(int column) const;
    QString columnName(int column) const;

    std::string m_id;
    std::vector<std::string> m_columns;  ///< as shown
    int m_rows = 0;                      ///< with numbers, without the empty row
    std::map<int, Issue> m_order;        ///< row → key not above the one before
    std::map<int, Issue> m_length;       ///< column → cells are missing, keys (0) included
};

}  // namespace kachi
