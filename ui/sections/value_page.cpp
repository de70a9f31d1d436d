#include "ui/sections/value_page.h"

#include "app/report/case_tables.h"
#include "models/case/validate.h"
#include "ui/editors/no_wheel.h"
#include "ui/editors/text_field.h"
#include "ui/forms/own_rules.h"
#include "ui/sections/outcome_expression_field.h"
#include "ui/sections/unused_section.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/figure_text.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

ValuePage::ValuePage(Session& session, std::string model, QWidget* parent)
    : SectionPage(session, parent),
      m_model(std::move(model)),
      m_stack(new QStackedWidget),
      m_unused(new UnusedSection),
      m_splitter(new QSplitter(Qt::Horizontal)),
      m_scroll(new QScrollArea),
      m_inputs(new QVBoxLayout),
      m_panel(new ResultsPanel) {
    connect(m_unused->button(), &QPushButton::clicked, this, [this] {
        Case after = current();
        addStructure(after);
        this->session().document().replace(std::move(after), tr("Use %1").arg(modelName(m_model)));
    });

    auto* content = new QWidget;
    content->setObjectName(u"scrolled"_s);
    content->setLayout(m_inputs);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(content);
    m_scroll->setMinimumWidth(textColumns(this, 36));
    m_panel->setMinimumWidth(textColumns(this, 32));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_scroll);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({1080, 1000});
    m_stack->addWidget(m_unused);
    m_stack->addWidget(m_splitter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(&session, &Session::caseOpened, this, &ValuePage::showCase);
    connect(&session, &Session::caseEdited, this, &ValuePage::showCase);
    connect(&session, &Session::evaluationChanged, this, &ValuePage::showResults);
    connect(&session, &Session::stateChanged, this, &ValuePage::showState);
}

void ValuePage::finish() {
    m_inputs->addStretch(1);
    m_finished = true;
    retranslate();
}

bool ValuePage::used() const {
    return usesModel(current(), m_model);
}

QString ValuePage::words(const char* source) const {
    return source ? QCoreApplication::translate(metaObject()->className(), source) : QString();
}

void ValuePage::retranslate() {
    if (!m_finished) return;
    m_unused->setTexts(modelName(m_model), question(), tr("Use in this case"));
    m_panel->setEmptyText(tr("Nothing to show yet: the inputs are not complete."));
    m_panel->retranslate();
    for (const Words& entry : m_words) entry.card->setHeading(words(entry.heading), words(entry.explanation));
    for (const Row& row : m_rows) {
        row.caption->setText(words(row.label));
        row.field->setAccessibleName(row.caption->text());
    }
    for (const auto& [button, label] : m_buttons) button->setText(words(label));
    for (const Choice& choice : m_choices) {
        choice.caption->setText(words(choice.label));
        choice.box->setAccessibleName(choice.caption->text());
        const QSignalBlocker blocker(choice.box);
        choice.box->clear();
        for (const auto& [answer, text] : choice.answers) choice.box->addItem(shown(text), answer);
    }
    for (ParameterTable* table : m_parameterTables) table->retranslate();
    for (RowTableEditor* table : m_rowTables) table->retranslate();
    for (ExpressionGridEditor* grid : m_grids) grid->retranslate();
    if (m_ownRules) {
        m_ownRulesCard->setHeading(tr("Own rule values"));
        m_ownRules->retranslate();
    }
    retranslateInputs();
    showCase();
    showResults();
}

void ValuePage::showCase() {
    if (!m_finished) return;
    m_stack->setCurrentIndex(used() ? 1 : 0);
    if (!used()) return;
    for (const Choice& choice : m_choices) {
        const QSignalBlocker blocker(choice.box);
        choice.box->setCurrentIndex(choice.box->findData(choice.read(current())));
    }
    for (const Row& row : m_rows) row.show();
    refreshInputs();
}

void ValuePage::showResults() {
    if (!m_finished) return;
    const EvaluationPtr evaluation = session().evaluation();
    m_panel->showResults(evaluation && used() ? results(current(), *evaluation) : SectionResults{}, language());
    showState();
}

void ValuePage::showState() {
    const ResultState state = session().resultState();
    m_panel->setStale(state == ResultState::running || state == ResultState::stale || state == ResultState::refused);
}

bool ValuePage::goTo(const std::string& where) {
    if (where == m_model) return true;  // the section itself
    const auto shownIn = [this](const QWidget* widget) { return widget->isVisibleTo(m_scroll); };
    for (ParameterTable* table : m_parameterTables) {
        if (shownIn(table) && table->goTo(where)) return bringIntoSight(table);
    }
    // A row may lie within a row of another table, as a one-off cost does within its strategy: the nearest is meant.
    std::size_t nearest = 0;
    QWidget* found = nullptr;
    std::function<void()> go;
    const auto consider = [&](auto* table) {
        const std::size_t nearness = shownIn(table) ? table->nearness(where) : 0;
        if (nearness <= nearest) return;
        nearest = nearness;
        found = table;
        go = [table, &where] { table->goTo(where); };
    };
    for (RowTableEditor* table : m_rowTables) consider(table);
    for (ExpressionGridEditor* grid : m_grids) consider(grid);
    if (found) {
        go();
        return bringIntoSight(found);
    }
    for (const Row& row : m_rows) {
        if (row.where.empty() || !shownIn(row.field) || !isWithin(where, row.where)) continue;
        row.field->setFocus(Qt::OtherFocusReason);
        return bringIntoSight(row.field);
    }
    if (m_ownRules && m_ownRules->goTo(where)) return bringIntoSight(m_ownRules->search());
    return m_panel->showTrace(where);
}

bool ValuePage::bringIntoSight(QWidget* widget) {
    if (!widget->isVisibleTo(m_scroll)) return false;
    m_scroll->ensureWidgetVisible(widget);
    return true;
}

InputCard* ValuePage::addCard() {
    auto* card = new InputCard;
    m_inputs->addWidget(card);
    return card;
}

InputCard* ValuePage::addCard(const char* heading, const char* explanation) {
    InputCard* card = addCard();
    m_words.push_back({card, heading, explanation});
    return card;
}

ParameterTable* ValuePage::addParameters(InputCard* card, ParameterTableModel::Ids ids, int maximumRows) {
    auto* table = new ParameterTable(session(), std::move(ids), false, maximumRows);
    card->body()->addWidget(table);
    m_parameterTables.push_back(table);
    return table;
}

ParameterTable* ValuePage::addOptionalParameters(InputCard* card, ParameterTableModel::Ids ids) {
    auto* table = new ParameterTable(session(), std::move(ids), true);
    card->body()->addWidget(table);
    m_parameterTables.push_back(table);
    return table;
}

RowTableEditor* ValuePage::addRows(InputCard* card, RowTable rows, int maximumRows) {
    auto* table = new RowTableEditor(session(), std::move(rows), maximumRows);
    card->body()->addWidget(table);
    m_rowTables.push_back(table);
    return table;
}

ExpressionGridEditor* ValuePage::addGrid(InputCard* card, ExpressionGrid grid, int maximumRows) {
    auto* editor = new ExpressionGridEditor(session(), std::move(grid), maximumRows);
    card->body()->addWidget(editor);
    m_grids.push_back(editor);
    return editor;
}

void ValuePage::addOwnRules() {
    m_ownRulesCard = addCard();
    m_ownRules = new OwnRules(session().document(), session().packs(), RuleScope::wholeCase);
    m_ownRulesCard->body()->addWidget(m_ownRules);
    connect(&session(), &Session::issuesChanged, m_ownRules, [this] { m_ownRules->setIssues(session().issues()); });
}

QFormLayout* ValuePage::addForm(InputCard* card) {
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    card->body()->addLayout(form);
    return form;
}

QWidget* ValuePage::addChoice(QFormLayout* form, const char* label, std::vector<std::pair<int, Text>> answers,
                              std::function<int(const Case&)> read, std::function<void(Case&, int)> write) {
    auto* box = new QComboBox;
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    ignoreWheelWithoutFocus(box);
    auto* caption = styledLabel("muted");
    caption->setBuddy(box);
    form->addRow(caption, box);
    connect(box, &QComboBox::activated, this, [this, box, caption, write] {
        Case after = current();
        write(after, box->currentData().toInt());
        session().document().replace(std::move(after), tr("Edit %1").arg(caption->text()));
    });
    m_choices.push_back({box, label, caption, std::move(read), std::move(write), std::move(answers)});
    return box;
}

void ValuePage::addTextRow(QFormLayout* form, const char* label, std::function<Text*(Case&)> place) {
    auto* field = new TextField(session().document(), std::move(place));
    auto* caption = styledLabel("muted");
    caption->setBuddy(field);
    form->addRow(caption, field);
    m_rows.push_back({caption, label, field, [field] { field->showText(); }});
}

void ValuePage::addStringRow(QFormLayout* form, const char* label, std::function<std::string*(Case&)> place) {
    auto* field = new QLineEdit;
    auto* caption = styledLabel("muted");
    caption->setBuddy(field);
    form->addRow(caption, field);
    connect(field, &QLineEdit::editingFinished, this, [this, field, caption, place] {
        Case after = current();
        std::string* text = place(after);
        if (!text || *text == field->text().toStdString()) return;
        *text = field->text().trimmed().toStdString();
        session().document().replace(std::move(after), tr("Edit %1").arg(caption->text()));
    });
    const auto showText = [this, field, place] {
        if (field->hasFocus() && field->isModified()) return;
        Case value = current();
        const std::string* text = place(value);
        field->setText(text ? QString::fromStdString(*text) : QString());
    };
    m_rows.push_back({caption, label, field, showText});
}

void ValuePage::addExpressionRow(QFormLayout* form, const char* label, const std::string& where,
                                 std::function<std::string*(Case&)> place) {
    auto* field = new ExpressionField(session().document(), std::move(place));
    auto* caption = styledLabel("muted");
    caption->setBuddy(field);
    form->addRow(caption, field);
    m_rows.push_back({caption, label, field, [field] { field->showText(); }, where});
}

void ValuePage::addNumberRow(QFormLayout* form, const char* label, int low, int high,
                             std::function<int*(Case&)> place) {
    auto* field = new QSpinBox;
    field->setRange(low, high);
    ignoreWheelWithoutFocus(field);
    auto* caption = styledLabel("muted");
    caption->setBuddy(field);
    form->addRow(caption, field);
    connect(field, &QSpinBox::editingFinished, this, [this, field, caption, place] {
        Case after = current();
        int* number = place(after);
        if (!number || *number == field->value()) return;
        *number = field->value();
        session().document().replace(std::move(after), tr("Edit %1").arg(caption->text()));
    });
    const auto showNumber = [this, field, place] {
        if (field->hasFocus()) return;
        const QSignalBlocker blocker(field);
        Case value = current();
        if (const int* number = place(value)) field->setValue(*number);
    };
    m_rows.push_back({caption, label, field, showNumber});
}

void ValuePage::addDecimalRow(QFormLayout* form, const char* label, std::function<double*(Case&)> place) {
    auto* field = new QLineEdit;
    auto* caption = styledLabel("muted");
    caption->setBuddy(field);
    form->addRow(caption, field);
    const auto showNumber = [this, field, place] {
        if (field->hasFocus() && field->isModified()) return;
        Case value = current();
        const double* number = place(value);
        field->setText(number ? QString::fromStdString(plainDigits(*number)) : QString());
    };
    connect(field, &QLineEdit::editingFinished, this, [this, field, caption, place, showNumber] {
        bool read = false;
        const double typed = QLocale::c().toDouble(field->text().trimmed(), &read);
        field->setProperty("problem", !read);
        field->setToolTip(read ? QString() : tr("Enter a plain number."));
        field->style()->polish(field);
        if (!read) return;
        field->setModified(false);
        Case after = current();
        double* number = place(after);
        if (!number || *number == typed) {
            showNumber();
            return;
        }
        *number = typed;
        session().document().replace(std::move(after), tr("Edit %1").arg(caption->text()));
    });
    m_rows.push_back({caption, label, field, showNumber});
}

QWidget* ValuePage::addNumbersRow(QFormLayout* form, const char* label,
                                  std::function<std::vector<double>*(Case&)> place) {
    auto* field = new QLineEdit;
    auto* caption = styledLabel("muted");
    caption->setBuddy(field);
    form->addRow(caption, field);
    const auto showNumbers = [this, field, place] {
        if (field->hasFocus() && field->isModified()) return;
        Case value = current();
        QStringList words;
        if (const std::vector<double>* numbers = place(value)) {
            for (const double number : *numbers) words << QString::fromStdString(plainDigits(number));
        }
        field->setText(words.join(u' '));
        field->setCursorPosition(0);
    };
    connect(field, &QLineEdit::editingFinished, this, [this, field, caption, place, showNumbers] {
        std::vector<double> typed;
        bool read = true;
        for (const QString& word : field->text().split(u' ', Qt::SkipEmptyParts)) {
            bool number = false;
            typed.push_back(QLocale::c().toDouble(word, &number));
            read = read && number;
        }
        field->setProperty("problem", !read);
        field->setToolTip(read ? QString() : tr("Enter plain numbers with spaces between them."));
        field->style()->polish(field);
        if (!read) return;
        field->setModified(false);
        Case after = current();
        std::vector<double>* numbers = place(after);
        if (!numbers || *numbers == typed) {
            showNumbers();
            return;
        }
        *numbers = std::move(typed);
        session().document().replace(std::move(after), tr("Edit %1").arg(caption->text()));
    });
    m_rows.push_back({caption, label, field, showNumbers});
    return field;
}

QPushButton* ValuePage::addButton(InputCard* card, const char* label) {
    auto* button = new QPushButton;
    card->body()->addWidget(button, 0, Qt::AlignLeft);
    m_buttons.emplace_back(button, label);
    return button;
}

void addFigure(SectionResults& results, std::optional<Figure> figure) {
    if (!figure) return;
    const Text title = figure->title;
    results.figures.push_back({title, {std::move(*figure)}});
}

void addTable(SectionResults& results, std::optional<Table> table) {
    if (table) results.tables.push_back({std::move(*table), {}});
}

std::optional<ResultTable> metricResultTable(const Case& value, const Evaluation& evaluation,
                                             const std::string& model) {
    auto table = metricTable(value, evaluation, model);
    if (!table) return {};
    ResultTable result{std::move(*table), {}};
    for (const Metric& metric : evaluation.metrics) {
        if (!model.empty() && metric.model != model) continue;
        result.traceIds.push_back(metric.key.empty() ? metric.id : metric.id + "." + metric.key);
    }
    return result;
}

}  // namespace kachi
