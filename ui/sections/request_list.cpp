#include "ui/sections/request_list.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRows = 7;  ///< shown without scrolling

}  // namespace

RequestList::RequestList(QMenu* additions, QWidget* parent)
    : InputCard(parent),
      m_list(new QTreeWidget),
      m_add(new QPushButton),
      m_duplicate(new QPushButton),
      m_remove(new QPushButton),
      m_up(new QPushButton(u"↑"_s)),
      m_down(new QPushButton(u"↓"_s)) {
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->header()->setStretchLastSection(false);
    m_add->setMenu(additions);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_add, m_duplicate, m_remove}) buttons->addWidget(button);
    buttons->addStretch(1);
    for (QPushButton* button : {m_up, m_down}) buttons->addWidget(button);
    body()->addWidget(m_list);
    body()->addLayout(buttons);

    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item) Q_EMIT chosen(item->data(0, Qt::UserRole).toString().toStdString());
    });
    connect(m_duplicate, &QPushButton::clicked, this, &RequestList::duplicateRequested);
    connect(m_remove, &QPushButton::clicked, this, &RequestList::removeRequested);
    connect(m_up, &QPushButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
}

void RequestList::setTexts(const QString& heading, const std::vector<Column>& columns) {
    setHeading(heading);
    m_columns = columns;
    m_list->setAccessibleName(heading);
    QStringList headings{tr("Name")};
    for (const Column& column : columns) headings << column.heading;
    m_list->setColumnCount(static_cast<int>(headings.size()));
    m_list->setHeaderLabels(headings);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 0; column < static_cast<int>(columns.size()); ++column) {
        if (columns[static_cast<std::size_t>(column)].number) {
            m_list->headerItem()->setTextAlignment(column + 1, Qt::AlignRight | Qt::AlignVCenter);
        }
    }
    m_add->setText(tr("Add"));
    m_duplicate->setText(tr("Duplicate"));
    m_remove->setText(tr("Remove"));
    m_up->setToolTip(tr("Up"));
    m_up->setAccessibleName(tr("Up"));
    m_down->setToolTip(tr("Down"));
    m_down->setAccessibleName(tr("Down"));
}

void RequestList::showRows(const std::vector<Row>& rows, const std::string& chosen) {
    const QSignalBlocker blocker(m_list);
    const int count = static_cast<int>(rows.size());
    while (m_list->topLevelItemCount() > count) delete m_list->takeTopLevelItem(m_list->topLevelItemCount() - 1);
    while (m_list->topLevelItemCount() < count) new QTreeWidgetItem(m_list);
    int chosenRow = -1;
    for (int at = 0; at < count; ++at) {
        const Row& row = rows[static_cast<std::size_t>(at)];
        QTreeWidgetItem* item = m_list->topLevelItem(at);
        item->setData(0, Qt::UserRole, QString::fromStdString(row.id));
        item->setText(0, row.name);
        item->setToolTip(0, row.toolTip);
        for (std::size_t cell = 0; cell < row.cells.size(); ++cell) {
            const int column = static_cast<int>(cell) + 1;
            item->setText(column, row.cells[cell].text);
            if (row.cells[cell].colour.isValid()) item->setForeground(column, row.cells[cell].colour);
            item->setIcon(column, row.cells[cell].icon);
            item->setToolTip(column, row.cells[cell].toolTip);
            if (m_columns[cell].number) item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        }
        if (row.id == chosen) chosenRow = at;
    }
    m_list->setCurrentItem(chosenRow < 0 ? nullptr : m_list->topLevelItem(chosenRow));
    m_duplicate->setEnabled(chosenRow >= 0);
    m_remove->setEnabled(chosenRow >= 0);
    m_up->setEnabled(chosenRow > 0);
    m_down->setEnabled(chosenRow >= 0 && chosenRow + 1 < count);
    const int rowHeight = std::max(m_list->sizeHintForRow(0), fontMetrics().height() * 3 / 2);
    m_list->setFixedHeight(m_list->header()->sizeHint().height() + std::clamp(count, 2, mostRows) * rowHeight +
                           2 * m_list->frameWidth());
}

std::string RequestList::stillChosen(const std::vector<std::string>& ids, const std::string& chosen) const {
    if (ids.empty() || std::ranges::find(ids, chosen) != ids.end()) return ids.empty() ? std::string() : chosen;
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return ids[static_cast<std::size_t>(std::clamp(row, 0, static_cast<int>(ids.size()) - 1))];
}

}  // namespace kachi
