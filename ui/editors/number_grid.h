#pragma once

#include "app/document/case_document.h"
#include "app/interchange/number_text.h"

#include <QAbstractTableModel>

#include <optional>

namespace kachi {

/// A grid of plain numbers of the open case: a lookup table, a matrix, the values of scenarios. Texts are read as
/// people type numbers in Japan; what is written at once is one undo step, or refused as a whole.
class NumberGridModel : public QAbstractTableModel {
    Q_OBJECT

public:
    struct Entry {
        int row;
        int column;
        QString text;
    };

    explicit NumberGridModel(CaseDocument& document, QObject* parent = nullptr);

    /// Writes all entries as one undo step, or none of them: then why.
    Issues write(const std::vector<Entry>& entries, const QString& undoText);
    /// Why an entry would not be written; nothing when it would be.
    Issues faultsOf(const Entry& entry) const;
    /// Rows pasted below the last one become rows of the grid.
    virtual bool growsByRows() const { return false; }

    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

protected:
    struct Number {
        int row;
        int column;
        double value;
    };

    virtual QString name() const = 0;  ///< of what is edited, in undo steps
    virtual bool isNumber(int row, int column) const = 0;
    virtual bool isEditable(int row, int column) const { return isNumber(row, column); }
    virtual std::optional<double> number(int row, int column) const = 0;
    virtual NumberContext context(int row, int column) const = 0;
    /// Puts a number, or nothing, into a copy of the case.
    virtual Issues put(Case& after, int row, int column, std::optional<double> number) const = 0;
    /// What is wrong with numbers that went in together.
    virtual Issues conflicts(const Case&, const std::vector<Number>&) const { return {}; }
    /// Fault of a cell as it stands, for its mark and tooltip; nullptr: none.
    virtual const Issue* fault(int, int) const { return nullptr; }

    CaseDocument& document() const { return m_document; }
    const Case& current() const { return m_document.current(); }

private:
    Result<Case> after(const std::vector<Entry>& entries) const;

    CaseDocument& m_document;
};

}  // namespace kachi
