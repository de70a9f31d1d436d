#pragma once

#include "app/document/case_document.h"
#include "models/core/text.h"
#include "models/params/parameter_values.h"

#include <QAbstractTableModel>

#include <functional>

namespace kachi {

/// Rows: parameters of the case. Columns: label, value, unit, range, distribution, source. The value is edited through
/// the delegate of ui/editors (parameterIdRole); range, distribution and source have dialogs of their own.
class ParameterTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { labelColumn, valueColumn, unitColumn, rangeColumn, distributionColumn, sourceColumn, columnTotal };

    /// Ids to show, in order; asked anew after every change of structure.
    using Ids = std::function<std::vector<std::string>(const Case&)>;

    /// @param mayBeEmpty  the models do without these numbers: an empty one is no fault
    ParameterTableModel(CaseDocument& document, Ids ids, bool mayBeEmpty = false, QObject* parent = nullptr);

    /// Values worked out from formulas, shown in place of the formula text.
    void setWorkedOut(const ParameterValues* values);
    std::string idAt(int row) const;
    int rowOf(const std::string& id) const;  ///< −1: not shown
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void refresh();

    CaseDocument& m_document;
    Ids m_ids;
    bool m_mayBeEmpty;
    std::vector<std::string> m_shown;
    std::map<std::string, double> m_workedOut;
};

/// What a number cell shows of a parameter: the value, what its formula gives, or 要入力.
QString parameterValueText(const Parameter& parameter, std::optional<double> workedOut);

/// Label, unit, formula, range, distribution, source and note of a parameter, for tooltips.
QString parameterToolTip(const Case& value, const std::string& id);

/// What data() of a number cell gives for any role, so that all tables of inputs read alike.
QVariant parameterCellData(const Case& value, const std::string& id, std::optional<double> workedOut, bool mayBeEmpty,
                           int role);

}  // namespace kachi
