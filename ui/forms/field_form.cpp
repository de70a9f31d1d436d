#include "ui/forms/field_form.h"

#include "app/document/price_requests.h"
#include "app/interchange/table_evidence.h"
#include "ui/editors/no_wheel.h"
#include "ui/forms/column_fields.h"
#include "ui/forms/data_field.h"
#include "ui/forms/field_grid.h"
#include "ui/forms/wage_menu.h"
#include "ui/itemmodels/cell_issues.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/language.h"

#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStringListModel>
#include <QStyle>

#include <algorithm>
#include <chrono>

namespace kachi {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto typingPause = 300ms;

enum Column { captionColumn, editorColumn, unitColumn };

/// The unit after the cell; a share may be typed in percent too.
QString unitOf(const Field& field) {
    if (field.kind != FieldKind::number) return {};
    return field.unit == Unit::ratio ? FieldForm::tr("ratio or %") : shown(unitText(field.unit));
}

/// What an empty cell says.
QString emptyText(const Field& field) {
    const QString needed = field.required ? FieldForm::tr("needed") : QString();
    const QString format = field.kind == FieldKind::date    ? u"YYYY-MM-DD"_s
                           : field.kind == FieldKind::month ? u"YYYY-MM"_s
                                                            : QString();
    return needed.isEmpty() || format.isEmpty() ? needed + format : needed + u" · "_s + format;
}

/// Whether the rows of a table claim premiums that published decisions may have granted.
bool claimsPremiums(const Field& field) {
    const auto has = [&field](const char* key) {
        return std::ranges::any_of(field.columns, [key](const Field& column) { return column.key == key; });
    };
    return has("kind") && has("points");
}

}  // namespace

FieldForm::FieldForm(CaseDocument& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_grid(new QGridLayout(this)), m_names(new QStringListModel(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setColumnStretch(captionColumn, 2);
    m_grid->setColumnStretch(editorColumn, 3);
    m_grid->setHorizontalSpacing(fontMetrics().height() / 2);
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &FieldForm::commit);
    connect(&document, &CaseDocument::changed, this, [this] { showStored(); });
    connect(&document, &CaseDocument::opened, this, [this] {
        m_pause.stop();
        m_typing = nullptr;  // it was meant for the case before
    });
}

FieldForm::~FieldForm() = default;

void FieldForm::clear() {
    commit();
    m_place = {};
    m_fields = nullptr;
    m_rows.clear();
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void FieldForm::showInputs(const InputsPlace& place, const std::vector<Field>& fields) {
    if (place == m_place && &fields == m_fields) {
        showStored();
        return;
    }
    clear();
    m_place = place;
    m_fields = &fields;
    for (const Field& field : fields) addRow(field);
    retranslate();
    showStored();
    setIssues(m_issues);
}

void FieldForm::addRow(const Field& field) {
    const bool wide = field.kind == FieldKind::table || field.kind == FieldKind::data;
    Row row{.field = &field,
            .caption = new QLabel,
            .editor = makeEditor(field),
            .unit = wide ? nullptr : styledLabel("muted"),
            .hint = styledLabel("muted"),
            .problem = styledLabel("error")};
    for (QLabel* label : {row.caption, row.hint, row.problem}) label->setWordWrap(true);
    row.caption->setBuddy(row.editor);
    row.problem->hide();
    row.editor->setObjectName(QString::fromStdString(field.key));
    constexpr int linesPerRow = 4;
    const int line = linesPerRow * static_cast<int>(m_rows.size());
    if (wide) {
        m_grid->addWidget(row.caption, line, captionColumn, 1, 3);
        m_grid->addWidget(row.hint, line + 1, captionColumn, 1, 3);
        m_grid->addWidget(row.editor, line + 2, captionColumn, 1, 3);
        m_grid->addWidget(row.problem, line + 3, captionColumn, 1, 3);
    } else {
        m_grid->addWidget(row.caption, line, captionColumn);
        m_grid->addWidget(row.editor, line, editorColumn);
        m_grid->addWidget(row.unit, line, unitColumn);
        m_grid->addWidget(row.problem, line + 1, editorColumn, 1, 2);
        m_grid->addWidget(row.hint, line + 2, editorColumn, 1, 2);
    }
    if (claimsPremiums(field)) row.precedents = addPrecedents(qobject_cast<FieldGrid*>(row.editor), field);
    m_rows.push_back(row);
}

QPushButton* FieldForm::addPrecedents(FieldGrid* grid, const Field& field) {
    QPushButton* button = grid->addRowButton();
    connect(button, &QPushButton::clicked, this,
            [this, grid, &field] { Q_EMIT precedentsRequested(field.key, grid->chosenRow()); });
    return button;
}

QWidget* FieldForm::makeEditor(const Field& field) {
    switch (field.kind) {
        case FieldKind::table:
            return new FieldGrid(m_document, m_place, field);
        case FieldKind::data:
            return new DataField(m_document, m_place, field);
        case FieldKind::column:
        case FieldKind::columns:
            return makeColumns(field);
        case FieldKind::yesNo:
        case FieldKind::choice:
            return makeAnswers(field);
        default:
            return makeLine(field);
    }
}

QLineEdit* FieldForm::makeLine(const Field& field) {
    auto* line = new QLineEdit;
    if (field.kind == FieldKind::number) {
        line->setAlignment(Qt::AlignRight);
        auto* completer = new QCompleter(m_names, line);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        line->setCompleter(completer);
        connect(completer, qOverload<const QString&>(&QCompleter::activated), this,
                [this, &field](const QString& id) { write(field, id); });
        offerWages(line, field);
    }
    connect(line, &QLineEdit::textEdited, this, [this, &field] {
        if (m_typing != &field) commit();
        m_typing = &field;
        m_pause.start();
    });
    connect(line, &QLineEdit::editingFinished, this, &FieldForm::commit);
    return line;
}

/// A pay of the program for a cell of annual pay, by a menu at its end.
void FieldForm::offerWages(QLineEdit* line, const Field& field) {
    const std::vector<WageCells> places = wageCells(*m_fields);
    const auto place = std::ranges::find(places, field.key, &WageCells::pay);
    if (place == places.end()) return;
    auto* menu = new QMenu(line);
    fillWageMenu(*menu, [this, place = *place](const ShippedWage& wage) {
        commit();
        Case after = m_document.current();
        nlohmann::json* inputs = m_place.find(after);
        if (!inputs) return;
        enterWage(*inputs, place, wage, uiLanguage());
        putEvidence(after, wageEvidence(wage));
        m_document.replace(std::move(after), tr("Pay of %1").arg(shown(wage.occupation)));
    });
    QAction* open = line->addAction(style()->standardIcon(QStyle::SP_ArrowDown), QLineEdit::LeadingPosition);
    open->setText(tr("Pay by occupation"));
    connect(open, &QAction::triggered, line,
            [line, menu] { menu->popup(line->mapToGlobal(line->rect().bottomLeft())); });
}

QWidget* FieldForm::makeAnswers(const Field& field) {
    auto* box = new QComboBox;
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    ignoreWheelWithoutFocus(box);
    connect(box, &QComboBox::activated, this, [this, box, &field] { write(field, box->currentData().toString()); });
    return box;
}

QWidget* FieldForm::makeColumns(const Field& field) {
    if (field.kind == FieldKind::column) {
        auto* box = new ColumnBox;
        connect(box, &ColumnBox::chosen, this, [this, &field](const QString& name) { write(field, name); });
        return box;
    }
    auto* list = new ColumnList;
    connect(list, &ColumnList::chosen, this, [this, &field](const QStringList& names) { writeColumns(field, names); });
    return list;
}

void FieldForm::writeColumns(const Field& field, const QStringList& names) {
    Case after = m_document.current();
    nlohmann::json* inputs = m_place.find(after);
    if (!inputs) return;
    nlohmann::json columns = nlohmann::json::array();
    for (const QString& name : names) columns.push_back(name.toStdString());
    if (columns.empty()) {
        inputs->erase(field.key);
    } else {
        (*inputs)[field.key] = std::move(columns);
    }
    m_document.replace(std::move(after), tr("Edit %1").arg(shown(field.label)));
}

std::vector<std::string> FieldForm::columnsOf(const nlohmann::json& inputs) const {
    std::vector<std::string> names;
    if (!m_fields) return names;
    for (const Field& field : *m_fields) {
        if (field.kind != FieldKind::data) continue;
        for (const std::string& name : dataColumns(inputs, field.key)) {
            if (std::ranges::find(names, name) == names.end()) names.push_back(name);
        }
    }
    return names;
}

void FieldForm::commit() {
    m_pause.stop();
    if (!m_typing) return;
    const Field& field = *m_typing;
    m_typing = nullptr;
    if (const auto* line = qobject_cast<QLineEdit*>(editorOf(field.key))) write(field, line->text());
}

void FieldForm::write(const Field& field, const QString& typed) {
    Case after = m_document.current();
    nlohmann::json* inputs = m_place.find(after);
    if (!inputs || QString::fromStdString(enteredText(*inputs, field.key)) == typed) return;
    enterText(*inputs, field, typed.toStdString());
    m_document.replace(std::move(after), tr("Edit %1").arg(shown(field.label)), QString::fromStdString(placeOf(field)));
}

std::string FieldForm::placeOf(const Field& field) const {
    return m_place.pathOf(field.key);
}

QWidget* FieldForm::editorOf(const std::string& key) const {
    const auto found = std::ranges::find_if(m_rows, [&key](const Row& row) { return row.field->key == key; });
    return found == m_rows.end() ? nullptr : found->editor;
}

void FieldForm::showStored() {
    QStringList names;
    for (const std::string& name : cellNames(m_document.current())) names << QString::fromStdString(name);
    if (names != m_names->stringList()) m_names->setStringList(names);
    for (const Row& row : m_rows) showStored(row);
}

/// A field that the answers leave without use is hidden; one that holds something stays and says so.
void FieldForm::showUse(const Row& row, const nlohmann::json& inputs) {
    const Field& field = *row.field;
    const bool used = !field.usedWhen || isUsed(field, enteredText(inputs, field.usedWhen->key));
    const bool visible = used || inputs.contains(field.key);
    row.caption->setVisible(visible);
    row.editor->setVisible(visible);
    if (row.unit) row.unit->setVisible(visible);
    const QString hint = used ? shown(field.hint) : tr("Not needed with the present answers.");
    row.hint->setText(hint);
    row.hint->setVisible(visible && !hint.isEmpty());
}

void FieldForm::showStored(const Row& row) {
    const nlohmann::json* inputs = m_place.find(m_document.current());
    if (!inputs) return;
    showUse(row, *inputs);
    if (m_typing == row.field) return;
    if (auto* list = qobject_cast<ColumnList*>(row.editor)) {
        list->show(columnsOf(*inputs), enteredNames(*inputs, row.field->key));
        return;
    }
    const QString stored = QString::fromStdString(enteredText(*inputs, row.field->key));
    if (auto* column = qobject_cast<ColumnBox*>(row.editor)) {
        column->show(columnsOf(*inputs), stored, row.field->required ? tr("needed") : u"—"_s);
    } else if (auto* box = qobject_cast<QComboBox*>(row.editor)) {
        const QSignalBlocker blocker(box);
        // An answer the route does not know is shown as it stands, so that it can be seen and changed.
        int at = box->findData(stored);
        if (at < 0) {
            box->addItem(stored, stored);
            at = box->count() - 1;
        }
        box->setCurrentIndex(at);
    } else if (auto* line = qobject_cast<QLineEdit*>(row.editor); line && line->text() != stored) {
        line->setText(stored);
        if (!line->hasFocus()) line->setCursorPosition(0);
    }
}

void FieldForm::setIssues(const Issues& issues) {
    m_issues = issues;
    CellIssues faults;
    faults.set(issues);
    for (const Row& row : m_rows) {
        if (auto* grid = qobject_cast<FieldGrid*>(row.editor)) grid->setIssues(issues);
        if (auto* table = qobject_cast<DataField*>(row.editor)) table->setIssues(issues);
        const bool hasRows = row.field->kind == FieldKind::table || row.field->kind == FieldKind::data;
        const Issue* issue = hasRows ? faults.within(placeOf(*row.field)) : faults.at(placeOf(*row.field));
        mark(row, issue);
    }
}

void FieldForm::mark(const Row& row, const Issue* issue) {
    // An empty cell says "needed" itself; red is for what was typed.
    const bool missing = issue && issue->code == "field.missing";
    const bool wrong = issue && !missing;
    const QString sentence = issue ? shown(m_place.sentence(m_document.current(), *issue)) : QString();
    row.problem->setText(wrong ? sentence : QString());
    row.problem->setVisible(wrong);
    row.editor->setToolTip(sentence);
    if (row.editor->property("problem").toBool() == wrong) return;
    row.editor->setProperty("problem", wrong);
    row.editor->style()->unpolish(row.editor);
    row.editor->style()->polish(row.editor);
}

bool FieldForm::goTo(const std::string& where) {
    for (const Row& row : m_rows) {
        if (!isWithin(where, placeOf(*row.field))) continue;
        auto* grid = qobject_cast<FieldGrid*>(row.editor);
        auto* table = qobject_cast<DataField*>(row.editor);
        const bool found = (grid && grid->goTo(where)) || (table && table->goTo(where));
        if (!found) row.editor->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

void FieldForm::retranslate() {
    for (const Row& row : m_rows) {
        const Field& field = *row.field;
        row.caption->setText(fieldLabel(field));
        row.editor->setAccessibleName(shown(field.label));
        row.editor->setAccessibleDescription(shown(field.hint));
        if (row.unit) row.unit->setText(unitOf(field));
        if (auto* grid = qobject_cast<FieldGrid*>(row.editor)) {
            grid->retranslate();
            if (row.precedents) row.precedents->setText(tr("Precedents of this premium…"));
        } else if (auto* table = qobject_cast<DataField*>(row.editor)) {
            table->retranslate();
        } else if (auto* box = qobject_cast<QComboBox*>(row.editor); box && !qobject_cast<ColumnBox*>(box)) {
            const QSignalBlocker blocker(box);
            box->clear();
            for (const auto& [id, label] : offeredAnswers(field)) {
                const QString words = id.empty() && field.required ? tr("needed") : label;
                box->addItem(words, QString::fromStdString(id));
            }
        } else if (auto* line = qobject_cast<QLineEdit*>(row.editor)) {
            line->setPlaceholderText(emptyText(field));
        }
        showStored(row);
    }
    setIssues(m_issues);
}

}  // namespace kachi
