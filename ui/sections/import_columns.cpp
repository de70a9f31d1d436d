#include "ui/sections/import_columns.h"

#include "models/studies/study.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QTimer>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

enum Column { nameColumn, holdsColumn, kindColumn, unitColumn, factorColumn, roleColumn, columnTotal };

using Choices = std::vector<std::pair<QString, QVariant>>;

/// A cell with one of a few answers, shown and edited as a drop-down list.
class ChoiceDelegate : public QStyledItemDelegate {
public:
    ChoiceDelegate(Choices choices, QObject* parent) : QStyledItemDelegate(parent), m_choices(std::move(choices)) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyleOptionComboBox box;
        box.initFrom(option.widget);
        box.rect = option.rect;
        box.currentText = index.data().toString();
        box.state = (option.state & ~QStyle::State_Selected) | QStyle::State_Enabled;
        QStyle* style = option.widget->style();
        style->drawComplexControl(QStyle::CC_ComboBox, &box, painter, nullptr);
        style->drawControl(QStyle::CE_ComboBoxLabel, &box, painter, nullptr);
    }

    /// Wide enough for every answer.
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        int widest = option.fontMetrics.horizontalAdvance(index.data().toString());
        for (const auto& [text, value] : m_choices) {
            widest = std::max(widest, option.fontMetrics.horizontalAdvance(text));
        }
        QStyleOptionComboBox box;
        box.initFrom(option.widget);
        const QSize content(widest + 2 * option.fontMetrics.averageCharWidth(), option.fontMetrics.height());
        return option.widget->style()->sizeFromContents(QStyle::CT_ComboBox, &box, content, option.widget);
    }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override {
        auto* box = new QComboBox(parent);
        for (const auto& [text, value] : m_choices) box->addItem(text, value);
        connect(box, &QComboBox::activated, box, [this, box] {
            auto* self = const_cast<ChoiceDelegate*>(this);
            Q_EMIT self->commitData(box);
            Q_EMIT self->closeEditor(box);
        });
        QTimer::singleShot(0, box, &QComboBox::showPopup);
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override {
        auto* box = static_cast<QComboBox*>(editor);
        box->setCurrentIndex(std::max(0, box->findData(index.data(Qt::UserRole))));
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override {
        const auto* box = static_cast<const QComboBox*>(editor);
        model->setData(index, box->currentData(), Qt::UserRole);
        model->setData(index, box->currentText(), Qt::DisplayRole);
    }

    QString textOf(const QVariant& value) const {
        const auto found = std::ranges::find_if(m_choices, [&](const auto& choice) { return choice.second == value; });
        return found == m_choices.end() ? m_choices.front().first : found->first;
    }

private:
    Choices m_choices;
};

QString kindText(ColumnKind kind) {
    switch (kind) {
        case ColumnKind::numbers:
            return ImportColumns::tr("numbers");
        case ColumnKind::words:
            return ImportColumns::tr("words");
        case ColumnKind::dates:
            return ImportColumns::tr("dates");
        case ColumnKind::leftOut:
            break;
    }
    return ImportColumns::tr("left out");
}

Choices kindChoices() {
    Choices choices{{ImportColumns::tr("as found"), QVariant()}};
    for (const ColumnKind kind : {ColumnKind::numbers, ColumnKind::words, ColumnKind::dates, ColumnKind::leftOut}) {
        choices.emplace_back(kindText(kind), static_cast<int>(kind));
    }
    return choices;
}

std::vector<const Field*> columnFields(const std::string& method) {
    std::vector<const Field*> fields;
    const StudyDefinition* study = findStudy(method);
    if (!study) return fields;
    for (const Field& field : study->fields) {
        if (field.kind == FieldKind::column || field.kind == FieldKind::columns) fields.push_back(&field);
    }
    return fields;
}

Choices roleChoices(const std::string& method) {
    Choices choices{{u"—"_s, QVariant()}};
    for (const Field* field : columnFields(method)) {
        choices.emplace_back(shown(field->label), QString::fromStdString(field->key));
    }
    return choices;
}

QString contentText(const ColumnContent& content, const ImportChoices& choices) {
    QStringList parts;
    if (content.numbers > 0) parts << ImportColumns::tr("%L1 numbers").arg(content.numbers);
    if (content.dates > 0) parts << ImportColumns::tr("%L1 dates").arg(content.dates);
    if (content.words > 0) parts << ImportColumns::tr("%L1 words").arg(content.words);
    if (content.missing > 0) parts << ImportColumns::tr("%L1 missing").arg(content.missing);
    if (content.ambiguous > 0) parts << ImportColumns::tr("“%1”?").arg(content.example);
    if (content.asksForDateOrder({}, choices.dateOrder)) parts << ImportColumns::tr("“%1”?").arg(content.dateExample);
    if (content.refusedDates > 0) parts << ImportColumns::tr("no date: “%1”").arg(content.refusedExample);
    if (content.codes > 0) parts << ImportColumns::tr("zeros in front: “%1”").arg(content.codeExample);
    return parts.join(u", "_s);
}

QString factorText(double factor) {
    return factor == 1 ? QString() : QString::number(factor, 'g', 15);
}

}  // namespace

ImportColumns::ImportColumns(const std::string& method, QWidget* parent) : QTableWidget(parent), m_method(method) {
    setColumnCount(columnTotal);
    setHorizontalHeaderLabels(
        {tr("Column"), tr("Holds"), tr("Taken as"), tr("Unit"), tr("Multiplied by"), tr("Used for")});
    horizontalHeaderItem(unitColumn)->setToolTip(tr("Of the numbers as they are taken; kept with the data"));
    horizontalHeaderItem(factorColumn)->setToolTip(tr("1000 for a column in thousands; empty: 1"));
    setItemDelegateForColumn(kindColumn, new ChoiceDelegate(kindChoices(), this));
    setItemDelegateForColumn(roleColumn, new ChoiceDelegate(roleChoices(method), this));
    setColumnHidden(roleColumn, columnFields(method).empty());
    setEditTriggers(QAbstractItemView::AllEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 8 / 5);
    horizontalHeader()->setSectionResizeMode(holdsColumn, QHeaderView::Stretch);
    setAccessibleName(tr("Columns of the file"));
    connect(this, &QTableWidget::itemChanged, this, &ImportColumns::edited);
}

void ImportColumns::show(const QStringList& headers, const std::vector<ColumnContent>& contents,
                         const ImportChoices& choices, const ColumnRoles& roles) {
    const QSignalBlocker blocker(this);
    setRowCount(static_cast<int>(headers.size()));
    for (int row = 0; row < headers.size(); ++row) {
        fillRow(row, headers[row], contents[static_cast<std::size_t>(row)], choices, roles);
    }
    for (const int column : {nameColumn, kindColumn, unitColumn, factorColumn, roleColumn}) {
        resizeColumnToContents(column);
    }
    const int most = 24 * fontMetrics().averageCharWidth();
    setColumnWidth(nameColumn, std::min(columnWidth(nameColumn), most));
}

void ImportColumns::fillRow(int row, const QString& header, const ColumnContent& content, const ImportChoices& choices,
                            const ColumnRoles& roles) {
    const ColumnChoice choice = choices.of(header);
    const auto put = [&](int column, const QString& text, const QVariant& value, bool editable) {
        auto* item = new QTableWidgetItem(text);
        item->setData(Qt::UserRole, value);
        item->setToolTip(text);
        Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
        if (editable) flags |= Qt::ItemIsEditable;
        item->setFlags(flags);
        setItem(row, column, item);
    };
    put(nameColumn, header, {}, false);
    put(holdsColumn, contentText(content, choices), {}, false);
    item(row, holdsColumn)->setForeground(themeColours().muted);
    const QString found = tr("as found: %1").arg(kindText(content.kind()));
    put(kindColumn, choice.kind ? kindText(*choice.kind) : found,
        choice.kind ? QVariant(static_cast<int>(*choice.kind)) : QVariant(), true);
    put(unitColumn, choice.unit, {}, true);
    put(factorColumn, factorText(choice.factor), {}, true);
    item(row, factorColumn)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    QVariant role;
    for (const auto& [key, headers] : roles) {
        if (std::ranges::find(headers, header.toStdString()) != headers.end()) role = QString::fromStdString(key);
    }
    put(roleColumn, static_cast<ChoiceDelegate*>(itemDelegateForColumn(roleColumn))->textOf(role), role, true);
}

std::map<QString, ColumnChoice> ImportColumns::choices() const {
    std::map<QString, ColumnChoice> choices;
    for (int row = 0; row < rowCount(); ++row) {
        ColumnChoice choice;
        const QVariant kind = item(row, kindColumn)->data(Qt::UserRole);
        if (kind.isValid()) choice.kind = static_cast<ColumnKind>(kind.toInt());
        choice.unit = item(row, unitColumn)->text().trimmed();
        const QString factor = item(row, factorColumn)->text().trimmed();
        if (!factor.isEmpty()) choice.factor = studyNumber(factor, u'.').value_or(0);
        if (choice != ColumnChoice{}) choices[item(row, nameColumn)->text()] = choice;
    }
    return choices;
}

ColumnRoles ImportColumns::roles() const {
    ColumnRoles roles;
    for (int row = 0; row < rowCount(); ++row) {
        const QString role = item(row, roleColumn)->data(Qt::UserRole).toString();
        const QVariant kind = item(row, kindColumn)->data(Qt::UserRole);
        const bool leftOut = kind.isValid() && static_cast<ColumnKind>(kind.toInt()) == ColumnKind::leftOut;
        if (!role.isEmpty() && !leftOut)
            roles[role.toStdString()].push_back(item(row, nameColumn)->text().toStdString());
    }
    return roles;
}

ColumnRoles ImportColumns::likelyRoles(const QStringList& headers) const {
    ColumnRoles roles;
    for (const Field* field : columnFields(m_method)) {
        if (field->kind != FieldKind::column) continue;
        for (const QString& header : headers) {
            const bool named = header.compare(QString::fromStdString(field->key), Qt::CaseInsensitive) == 0 ||
                               header == QString::fromStdString(field->label.ja) ||
                               header.compare(QString::fromStdString(field->label.en), Qt::CaseInsensitive) == 0;
            if (named) roles[field->key] = {header.toStdString()};
        }
    }
    return roles;
}

}  // namespace kachi
