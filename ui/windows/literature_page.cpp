#include "ui/windows/literature_page.h"

#include "app/report/evidence_tables.h"
#include "ui/charts/figure_view.h"
#include "ui/editors/no_wheel.h"
#include "ui/editors/text_field.h"
#include "ui/sections/input_views.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/icons.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRecords = 9'999'999;

/// Reasons have no ids of their own; their place in the list is one.
RowTable reasonRows() {
    RowTable table;
    table.name = {"除外理由", "Reasons"};
    const auto reason = [](Case& value, int row) -> ExcludedReports& {
        return value.literature->excludedReports[static_cast<std::size_t>(row)];
    };
    table.ids = [](const Case& value) {
        std::vector<std::string> ids;
        const std::size_t count = value.literature ? value.literature->excludedReports.size() : 0;
        for (std::size_t row = 0; row < count; ++row) ids.push_back(std::to_string(row));
        return ids;
    };
    table.insert = [](Case& value, int at, const std::string&) {
        if (!value.literature) return;
        auto& rows = value.literature->excludedReports;
        rows.insert(rows.begin() + at, ExcludedReports{});
    };
    table.remove = [](Case& value, int row) {
        auto& rows = value.literature->excludedReports;
        rows.erase(rows.begin() + row);
    };
    table.move = [reason](Case& value, int from, int to) { std::swap(reason(value, from), reason(value, to)); };
    table.place = [](const Case&, int row) { return "/literature/excludedReports/" + std::to_string(row); };
    RowTable::Column words;
    words.header = {"理由", "Reason"};
    words.text = [reason](Case& value, int row) { return &reason(value, row).reason; };
    RowTable::Column count;
    count.header = {"報告", "Reports"};
    count.field = "count";
    count.count = [reason](const Case& value, int row) { return reason(const_cast<Case&>(value), row).count; };
    count.setCount = [reason](Case& value, int row, std::optional<int> number) { reason(value, row).count = *number; };
    table.columns.push_back(std::move(words));
    table.columns.push_back(std::move(count));
    return table;
}

TextPlace placeOf(Text LiteratureSearch::*member) {
    return [member](Case& value) { return value.literature ? &(*value.literature.*member) : nullptr; };
}

}  // namespace

LiteraturePage::LiteraturePage(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_lead(styledLabel("muted")),
      m_add(new QPushButton(themedIcon(u"add"_s), QString())),
      m_remove(new QPushButton(themedIcon(u"remove"_s), QString())),
      m_searchCard(new InputCard),
      m_countsCard(new InputCard),
      m_reasonsCard(new InputCard),
      m_question(new TextArea(session.document(), placeOf(&LiteratureSearch::question), 2)),
      m_sources(new TextArea(session.document(), placeOf(&LiteratureSearch::sources), 2)),
      m_query(new QLineEdit),
      m_reasons(new RowTableEditor(session, reasonRows(), 8)),
      m_problem(styledLabel("error")),
      m_figure(new FigureView) {
    auto* head = new QHBoxLayout;
    head->addWidget(m_lead, 1);
    head->addWidget(m_add);
    head->addWidget(m_remove);
    auto* side = new QWidget;
    auto* sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(0, 0, 0, 0);
    m_problem->setWordWrap(true);
    sideColumn->addWidget(m_problem);
    sideColumn->addWidget(m_figure, 1);
    auto* splitter = new QSplitter;
    splitter->addWidget(makeInputs());
    splitter->addWidget(side);
    splitter->setSizes({1000, 1000});
    splitter->setChildrenCollapsible(false);
    m_content = splitter;
    auto* column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addWidget(m_content, 1);
    column->addStretch(0);
    connect(m_add, &QPushButton::clicked, this, &LiteraturePage::addSearch);
    connect(m_remove, &QPushButton::clicked, this, &LiteraturePage::removeSearch);
}

QWidget* LiteraturePage::makeInputs() {
    const auto caption = [this](QFormLayout* form, QWidget* field) {
        auto* label = styledLabel("muted");
        label->setWordWrap(true);
        label->setBuddy(field);
        m_captions.push_back(label);
        form->addRow(label, field);
    };
    auto* words = new QFormLayout;
    words->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (QWidget* field : std::initializer_list<QWidget*>{m_question, m_sources, m_query}) caption(words, field);
    m_searchCard->body()->addLayout(words);
    connect(m_query, &QLineEdit::editingFinished, this, [this] {
        edit(tr("Edit the query"), [this](LiteratureSearch& search) { search.query = m_query->text().toStdString(); });
    });

    auto* counts = new QFormLayout;
    for (const LiteratureCount& entered : literatureCounts()) {
        auto* field = new QSpinBox;
        field->setRange(-mostRecords, mostRecords);  // a negative count is refused by name, not changed
        field->setGroupSeparatorShown(true);
        field->setButtonSymbols(QAbstractSpinBox::NoButtons);
        field->setAlignment(Qt::AlignRight);
        field->setKeyboardTracking(false);
        ignoreWheelWithoutFocus(field);
        caption(counts, field);
        const CountRow& row = m_counts.emplace_back(CountRow{field, entered});
        connect(field, &QSpinBox::valueChanged, this, [this, row] { setCount(row); });
    }
    m_countsCard->body()->addLayout(counts);
    m_reasonsCard->body()->addWidget(m_reasons);

    auto* content = new QWidget;
    content->setObjectName(u"scrolled"_s);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    for (InputCard* card : {m_searchCard, m_countsCard, m_reasonsCard}) column->addWidget(card);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    scroll->setMinimumWidth(textColumns(this, 36));
    return scroll;
}

void LiteraturePage::edit(const QString& text, const std::function<void(LiteratureSearch&)>& change) {
    Case after = m_session.document().current();
    if (!after.literature) return;
    change(*after.literature);
    if (after == m_session.document().current()) return;
    m_session.document().replace(std::move(after), text);
}

void LiteraturePage::setCount(const CountRow& row) {
    edit(tr("Edit %1").arg(row.field->accessibleName()),
         [&row](LiteratureSearch& search) { search.*row.entered.count = row.field->value(); });
}

void LiteraturePage::addSearch() {
    Case after = m_session.document().current();
    after.literature.emplace();
    m_session.document().replace(std::move(after), tr("Add literature search"));
    m_question->setFocus(Qt::OtherFocusReason);
}

void LiteraturePage::removeSearch() {
    Case after = m_session.document().current();
    after.literature.reset();
    m_session.document().replace(std::move(after), tr("Remove literature search"));
}

void LiteraturePage::showCase() {
    const Case& value = m_session.document().current();
    const bool there = value.literature.has_value();
    m_add->setVisible(!there);
    m_remove->setVisible(there);
    m_content->setVisible(there);
    if (!there) return;
    const LiteratureSearch& search = *value.literature;
    m_question->showText();
    m_sources->showText();
    if (m_query->text() != QString::fromStdString(search.query)) {
        m_query->setText(QString::fromStdString(search.query));
        m_query->setCursorPosition(0);
    }
    for (const CountRow& row : m_counts) {
        const QSignalBlocker quiet(row.field);
        row.field->setValue(search.*row.entered.count);
    }
    const auto flow = literatureFlow(search);
    m_problem->setVisible(!flow.ok());
    m_problem->setText(issuesText(value, flow.issues()));
    m_figure->setLanguage(uiLanguage());
    if (auto figure = literatureFigure(value)) {
        m_figure->setFigure(std::move(*figure));
    } else {
        m_figure->clear();
    }
}

bool LiteraturePage::goTo(const std::string& where) {
    if (m_reasons->goTo(where)) return true;
    for (const CountRow& row : m_counts) {
        if (where != "/literature/" + row.entered.key) continue;
        row.field->setFocus(Qt::OtherFocusReason);
        row.field->selectAll();
        return true;
    }
    return false;
}

void LiteraturePage::retranslate() {
    setWrappedText(m_lead,
                   tr("How the evidence was searched for. The boxes of the PRISMA 2020 flow diagram follow from "
                      "the counts."));
    m_add->setText(tr("Add a literature search"));
    m_remove->setText(tr("Remove the search"));
    m_searchCard->setHeading(tr("Search"));
    m_countsCard->setHeading(tr("Counts"));
    m_reasonsCard->setHeading(tr("Full texts left out"), tr("One row per reason."));
    QStringList names{tr("Question"), tr("Databases and days"), tr("Query")};
    for (const LiteratureCount& entered : literatureCounts()) names << shown(entered.label);
    for (std::size_t i = 0; i < m_captions.size(); ++i) {
        const QString& name = names[static_cast<qsizetype>(i)];
        m_captions[i]->setText(name);
        m_captions[i]->buddy()->setAccessibleName(name);
    }
    m_question->setName(names[0]);
    m_sources->setName(names[1]);
    m_figure->setEmptyText(tr("The flow diagram appears once the counts agree."));
    m_reasons->retranslate();
    showCase();
}

}  // namespace kachi
