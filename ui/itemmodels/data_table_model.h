#pragma once

#include "app/document/case_document.h"
#include "app/document/inputs_place.h"
#include "ui/itemmodels/cell_issues.h"

#include <QAbstractTableModel>

#include <functional>

namespace kachi {

/// The analyst's own table of a field of data: columns as they are named, cells as numbers or words. The table is read
/// where it lies, in the document, because it may be large. Every edit is one undo step of the document.
class DataTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// @param field  of kind data; must outlive the model
    DataTableModel(CaseDocument& document, InputsPlace place, const Field& field, QObject* parent = nullptr);

    void setIssues(const Issues& issues);

    void addRow();
    void removeRows(int first, int last);
    void addColumn(const QString& name);
    void removeColumn(int column);
    void renameColumn(int column, const QString& name);
    /// Writes a block of texts from `start` on; rows that are not there yet are added.
    void paste(const QModelIndex& start, const std::vector<QStringList>& texts);

    /// The cell of a JSON pointer of an issue (".../rows/4/time"); not valid when it lies elsewhere.
    QModelIndex find(const std::string& where) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    /// What views were told of the table.
    struct Shape {
        nlohmann::json columns;
        nlohmann::json units;
        std::size_t rows = 0;

        bool operator==(const Shape&) const = default;
    };

    const nlohmann::json& head() const;
    const SharedRows& rows() const;
    Shape shape() const;
    void refresh();
    /// One undo step that changes the table: its columns with their units, and its rows.
    void edit(const QString& text, const std::function<void(nlohmann::json& head, SharedRows& rows)>& change);
    QString headerOf(std::size_t column) const;
    std::string placeOf(const QModelIndex& index) const;

    CaseDocument& m_document;
    InputsPlace m_place;
    const Field* m_field;
    Shape m_shape;
    SharedRows m_seen;  ///< what views were told of
    Issues m_given;     ///< what m_issues holds by place
    CellIssues m_issues;
};

}  // namespace kachi
