#pragma once

#include "app/document/case_document.h"
#include "app/document/inputs_place.h"
#include "app/studies/shipped_wages.h"
#include "models/statistics/distribution_fit.h"
#include "ui/itemmodels/cell_issues.h"

#include <nlohmann/json.hpp>

#include <QAbstractTableModel>

#include <functional>

namespace kachi {

/// The rows of one table of the inputs of a price or a study. Cells keep what was typed; every edit is one undo step of
/// the document.
class FieldGridModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// @param table  a field of its route or method; must outlive the model
    FieldGridModel(CaseDocument& document, InputsPlace place, const Field& table, QObject* parent = nullptr);

    const Field& table() const { return *m_table; }
    void setIssues(const Issues& issues);  ///< places as in the case
    void retranslate();

    void addRow();
    void removeRows(int first, int last);
    void moveRow(int from, int by);
    void clear(const QModelIndexList& cells);
    /// Writes a block of texts from `start` on; rows that are not there yet are added. Words of choices and of yes and
    /// no are understood in both languages.
    void paste(const QModelIndex& start, const std::vector<QStringList>& texts);
    /// Puts rows read from a file in place of the present ones or below them.
    /// @param source  goes into the evidence of the case; nullptr: the rows came from no file
    void takeRows(nlohmann::json rows, bool append, const Evidence* source);
    /// Enters a pay of the program with its source into a row, or a new one where there is no such row; the survey goes
    /// into the evidence of the case.
    void takeWage(int row, const WageCells& place, const ShippedWage& wage);
    /// Puts the chips that experts laid in place of the rows.
    void placeChips(nlohmann::json rows);
    const nlohmann::json& rows() const;  ///< of the document
    /// Least and greatest possible value as entered beside the table, in the fields lower and upper: numbers, or names
    /// of parameters that have one.
    FitBounds possibleValues() const;
    QString typedText(const QModelIndex& index) const;

    /// The cell of a JSON pointer of an issue; not valid when it lies elsewhere.
    QModelIndex find(const std::string& where) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    const Field& columnAt(int column) const { return m_table->columns[static_cast<std::size_t>(column)]; }
    std::string placeOf() const;  ///< of the rows
    std::string placeOf(const QModelIndex& index) const;
    void refresh();
    /// One undo step on the rows. @param source  evidence that comes with them, or nullptr
    void edit(const QString& text, const std::function<void(nlohmann::json&)>& change, const QString& mergeKey = {},
              const Evidence* source = nullptr);

    CaseDocument& m_document;
    InputsPlace m_place;
    const Field* m_table;
    int m_rowCount = 0;  ///< as the views know it
    CellIssues m_issues;
};

/// "", yes and no with their ids, as a cell offers them; `field` is of kind yesNo or choice.
std::vector<std::pair<std::string, QString>> offeredAnswers(const Field& field);

/// "Price (yen) *": the label with its unit, marked where it must be entered.
QString fieldLabel(const Field& field);

}  // namespace kachi
