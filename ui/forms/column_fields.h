#pragma once

#include "app/document/inputs_place.h"

#include <QComboBox>
#include <QListWidget>

namespace kachi {

/// Chooses one column of the data.
class ColumnBox : public QComboBox {
    Q_OBJECT

public:
    explicit ColumnBox(QWidget* parent = nullptr);

    /// Offers the columns; a stored name the data do not have stays shown, so that it can be seen and changed.
    void show(const std::vector<std::string>& columns, const QString& stored, const QString& emptyText);

Q_SIGNALS:
    void chosen(const QString& column);
};

/// Ticks columns of the data, in their order.
class ColumnList : public QListWidget {
    Q_OBJECT

public:
    explicit ColumnList(QWidget* parent = nullptr);

    void show(const std::vector<std::string>& columns, const std::vector<std::string>& stored);
    QStringList ticked() const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const QStringList& columns);
};

}  // namespace kachi
