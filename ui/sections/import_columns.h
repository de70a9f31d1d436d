#pragma once

#include "app/studies/column_contents.h"

#include <QTableWidget>

#include <string>

namespace kachi {

/// Headers by the fields of a study they are given to.
using ColumnRoles = std::map<std::string, std::vector<std::string>>;

/// The columns of a file, one per row: what each holds, what it becomes, its unit and factor, and which field of the
/// study it is for. All of it can be changed here.
class ImportColumns : public QTableWidget {
    Q_OBJECT

public:
    /// @param method  of the study that takes the data
    explicit ImportColumns(const std::string& method, QWidget* parent = nullptr);

    void show(const QStringList& headers, const std::vector<ColumnContent>& contents, const ImportChoices& choices,
              const ColumnRoles& roles);
    void clearColumns() { setRowCount(0); }

    /// What was chosen, by header; columns left as they are found are absent.
    std::map<QString, ColumnChoice> choices() const;
    /// Columns that are left out have no role.
    ColumnRoles roles() const;

    /// Fields of the study that are named like a header.
    ColumnRoles likelyRoles(const QStringList& headers) const;

Q_SIGNALS:
    void edited();

private:
    void fillRow(int row, const QString& header, const ColumnContent& content, const ImportChoices& choices,
                 const ColumnRoles& roles);

    std::string m_method;
};

}  // namespace kachi
