#include "ui/editors/table_clipboard.h"

#include "ui/editors/number_cell_delegate.h"
#include "ui/editors/number_entry.h"
#include "ui/editors/number_grid.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QItemSelectionModel>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// A cell as it goes to the clipboard: every digit or the formula of a parameter, else the words shown.
QString rawText(const QModelIndex& index, const Case& value) {
    if (qobject_cast<const NumberGridModel*>(index.model())) {
        const QVariant digits = index.data(Qt::EditRole);
        return digits.isValid() ? digits.toString() : index.data(Qt::DisplayRole).toString();
    }
    const std::string id = index.data(parameterIdRole).toString().toStdString();
    if (id.empty()) return index.data(Qt::DisplayRole).toString();
    const auto found = value.parameters.find(id);
    return found == value.parameters.end() ? QString() : entryText(found->second);
}

}  // namespace

QString toTsv(const std::vector<QStringList>& rows) {
    QString text;
    for (const QStringList& row : rows) {
        QStringList cells;
        for (QString cell : row) {
            const bool quoted = cell.contains(u'\t') || cell.contains(u'\n') || cell.contains(u'"');
            if (quoted) cell = u'"' + cell.replace(u"\""_s, u"\"\""_s) + u'"';
            cells << cell;
        }
        text += cells.join(u'\t') + u'\n';
    }
    return text;
}

std::vector<QStringList> fromTsv(const QString& text) {
    std::vector<QStringList> rows;
    QStringList row;
    QString cell;
    bool quoted = false;
    const auto endRow = [&] {
        rows.push_back(row << cell);
        row.clear();
        cell.clear();
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            const bool doubled = c == u'"' && i + 1 < text.size() && text[i + 1] == u'"';
            if (doubled) {
                cell += u'"';
                ++i;
            } else if (c == u'"') {
                quoted = false;
            } else {
                cell += c;
            }
        } else if (c == u'"' && cell.isEmpty()) {
            quoted = true;
        } else if (c == u'\t') {
            row << cell;
            cell.clear();
        } else if (c == u'\n') {
            endRow();
        } else if (c != u'\r') {
            cell += c;
        }
    }
    if (!cell.isEmpty() || !row.isEmpty()) endRow();
    return rows;
}

TableClipboard::TableClipboard(QAbstractItemView* view, CaseDocument& document)
    : QObject(view), m_view(view), m_document(document) {
    const auto add = [this](const QKeySequence& keys, void (TableClipboard::*slot)()) {
        auto* action = new QAction(m_view);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_view->addAction(action);
        return action;
    };
    m_copy = add(QKeySequence::Copy, &TableClipboard::copy);
    m_paste = add(QKeySequence::Paste, &TableClipboard::paste);
    m_fill = add(Qt::CTRL | Qt::Key_D, &TableClipboard::fillDown);
    m_view->installEventFilter(this);
    retranslate();
}

bool TableClipboard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    return QObject::eventFilter(watched, event);
}

void TableClipboard::retranslate() {
    m_copy->setText(tr("Copy"));
    m_paste->setText(tr("Paste"));
    m_fill->setText(tr("Fill down"));
}

std::vector<QModelIndex> TableClipboard::selected() const {
    const QModelIndexList list = m_view->selectionModel()->selectedIndexes();
    std::vector<QModelIndex> cells(list.begin(), list.end());
    std::sort(cells.begin(), cells.end());  // by row, then column
    return cells;
}

void TableClipboard::copy() {
    std::vector<QStringList> rows;
    int row = -1;
    for (const QModelIndex& index : selected()) {
        if (index.row() != row) rows.emplace_back();
        row = index.row();
        rows.back() << rawText(index, m_document.current());
    }
    if (!rows.empty()) QGuiApplication::clipboard()->setText(toTsv(rows));
}

void TableClipboard::paste() {
    const std::vector<QModelIndex> targets = selected();
    if (targets.empty()) return;
    const std::vector<QStringList> rows = fromTsv(QGuiApplication::clipboard()->text());
    const bool one = rows.size() == 1 && rows.front().size() == 1;
    std::vector<CellText> cells;
    if (one) {
        for (const QModelIndex& index : targets) cells.push_back({index.row(), index.column(), rows.front().front()});
    } else {
        const QModelIndex start = targets.front();
        for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
            const QStringList& texts = rows[static_cast<std::size_t>(row)];
            for (int column = 0; column < texts.size(); ++column) {
                cells.push_back({start.row() + row, start.column() + column, texts[column]});
            }
        }
    }
    write(cells, tr("Paste: %1 cells"));
}

void TableClipboard::fillDown() {
    std::vector<CellText> cells;
    for (const QModelIndex& index : selected()) {
        QModelIndex first = index;
        for (const QModelIndex& other : selected()) {
            if (other.column() == index.column() && other.row() < first.row()) first = other;
        }
        if (first != index) cells.push_back({index.row(), index.column(), rawText(first, m_document.current())});
    }
    write(cells, tr("Fill down: %1 cells"));
}

void TableClipboard::write(const std::vector<CellText>& cells, const QString& what) {
    if (auto* grid = qobject_cast<NumberGridModel*>(m_view->model())) {
        writeGrid(*grid, cells, what);
    } else {
        writeParameters(cells, what);
    }
}

void TableClipboard::writeParameters(const std::vector<CellText>& cells, const QString& what) {
    Case after = m_document.current();
    Issues issues;
    int written = 0;
    for (const CellText& cell : cells) {
        const QModelIndex index = m_view->model()->index(cell.row, cell.column);
        const std::string id = index.data(parameterIdRole).toString().toStdString();
        if (id.empty() || !(index.flags() & Qt::ItemIsEditable)) continue;
        const auto entry = readNumberEntry(cell.text, after, id);
        if (!entry) {
            append(issues, entry.issues());
            continue;
        }
        Parameter& parameter = after.parameters[id];
        parameter = withEntry(parameter, *entry);
        ++written;
    }
    if (!issues.empty()) {
        Q_EMIT refused(issues);
        return;
    }
    if (written > 0) m_document.replace(std::move(after), what.arg(written));
}

void TableClipboard::writeGrid(NumberGridModel& grid, const std::vector<CellText>& cells, const QString& what) {
    std::vector<NumberGridModel::Entry> entries;
    int rows = 0;
    int columns = 0;
    for (const CellText& cell : cells) {
        rows = std::max(rows, cell.row + 1);
        columns = std::max(columns, cell.column + 1);
        const QModelIndex index = grid.index(cell.row, cell.column);
        if (index.isValid() && !(index.flags() & Qt::ItemIsEditable)) continue;
        entries.push_back({cell.row, cell.column, cell.text});
    }
    if (columns > grid.columnCount() || (rows > grid.rowCount() && !grid.growsByRows())) {
        const auto size = [](int high, int wide) { return std::to_string(high) + " × " + std::to_string(wide); };
        Q_EMIT refused({{"editing.outsideGrid",
                         Severity::error,
                         {},
                         size(rows, columns),
                         size(grid.rowCount(), grid.columnCount()),
                         {}}});
        return;
    }
    if (entries.empty()) return;
    const Issues issues = grid.write(entries, what.arg(entries.size()));
    if (!issues.empty()) Q_EMIT refused(issues);
}

}  // namespace kachi
