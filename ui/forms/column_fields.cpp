#include "ui/forms/column_fields.h"

#include "ui/editors/no_wheel.h"

#include <QSignalBlocker>

#include <algorithm>

namespace kachi {
namespace {

constexpr int mostRows = 6;  ///< without scrolling

}  // namespace

ColumnBox::ColumnBox(QWidget* parent) : QComboBox(parent) {
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    ignoreWheelWithoutFocus(this);
    connect(this, &QComboBox::activated, this, [this] { Q_EMIT chosen(currentData().toString()); });
}

void ColumnBox::show(const std::vector<std::string>& columns, const QString& stored, const QString& emptyText) {
    const QSignalBlocker blocker(this);
    clear();
    addItem(emptyText, QString());
    for (const std::string& column : columns) addItem(QString::fromStdString(column), QString::fromStdString(column));
    int at = findData(stored);
    if (at < 0) {
        addItem(stored, stored);
        at = count() - 1;
    }
    setCurrentIndex(at);
}

ColumnList::ColumnList(QWidget* parent) : QListWidget(parent) {
    setSelectionMode(QAbstractItemView::NoSelection);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QListWidget::itemChanged, this, [this] { Q_EMIT chosen(ticked()); });
}

void ColumnList::show(const std::vector<std::string>& columns, const std::vector<std::string>& stored) {
    const QSignalBlocker blocker(this);
    clear();
    std::vector<std::string> offered = columns;
    for (const std::string& name : stored) {
        if (std::ranges::find(offered, name) == offered.end()) offered.push_back(name);
    }
    for (const std::string& name : offered) {
        auto* item = new QListWidgetItem(QString::fromStdString(name), this);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
        const bool ticked = std::ranges::find(stored, name) != stored.end();
        item->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
    }
    setFixedHeight(sizeHint().height());
}

QStringList ColumnList::ticked() const {
    QStringList names;
    for (int row = 0; row < count(); ++row) {
        if (item(row)->checkState() == Qt::Checked) names << item(row)->text();
    }
    return names;
}

QSize ColumnList::sizeHint() const {
    const int rows = std::clamp(count(), 1, mostRows);
    const int rowHeight = std::max(sizeHintForRow(0), fontMetrics().height() * 4 / 3);
    return {QListWidget::sizeHint().width(), rows * rowHeight + 2 * frameWidth()};
}

}  // namespace kachi
