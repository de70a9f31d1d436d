#include "ui/windows/overview_page.h"

#include "app/interchange/date_text.h"
#include "app/report/case_figures.h"
#include "ui/charts/figure_view.h"
#include "ui/editors/no_wheel.h"
#include "ui/editors/text_field.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/figure_text.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/missing_list.h"
#include "ui/windows/value_card.h"

#include <QComboBox>
#include <QDate>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

struct ApplicationClass {
    const char* id;
    Text label;
};

/// Classes of an insurance-coverage request (保険適用希望書) for devices.
const std::vector<ApplicationClass>& applicationClasses() {
    static const std::vector<ApplicationClass> classes{
        {"A1", {"A1(包括)", "A1 (bundled)"}},
        {"A2", {"A2(特定包括)", "A2 (specified bundle)"}},
        {"A3", {"A3(既存技術・変更あり)", "A3 (existing technique, changed)"}},
        {"B1", {"B1(既存機能区分)", "B1 (existing functional category)"}},
        {"B2", {"B2(既存機能区分・変更あり)", "B2 (existing category, changed)"}},
        {"B3", {"B3(期限付改良加算)", "B3 (time-limited improvement premium)"}},
        {"C1", {"C1(新機能)", "C1 (new function)"}},
        {"C2", {"C2(新機能・新技術)", "C2 (new function and technique)"}},
        {"R", {"R(再製造品)", "R (remanufactured)"}},
    };
    return classes;
}

QFrame* card(QFormLayout*& form, QLabel*& title) {
    auto* frame = new QFrame;
    frame->setObjectName(u"card"_s);
    title = styledLabel("heading");
    form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    auto* layout = new QVBoxLayout(frame);
    layout->addWidget(title);
    layout->addLayout(form);
    layout->addStretch(1);
    return frame;
}

}  // namespace

OverviewPage::OverviewPage(Session& session, QWidget* parent)
    : SectionPage(session, parent),
      m_cardRows(new QVBoxLayout),
      m_corridor(new FigureView),
      m_missing(new MissingList(session)),
      m_class(new QComboBox),
      m_pack(new QComboBox),
      m_date(new QLineEdit),
      m_dateText(styledLabel("muted")) {
    CaseDocument& document = session.document();
    auto* content = new QWidget;
    content->setObjectName(u"scrolled"_s);
    auto* column = new QVBoxLayout(content);
    column->addLayout(m_cardRows);
    m_cardRows->setSpacing(fontMetrics().height() / 2);
    for (const std::string& model : valueModels()) {
        auto* value = new ValueCard(session, model);
        connect(value, &ClickableCard::clicked, this, [this, model] { Q_EMIT goToRequested(model); });
        m_cards.push_back(value);
    }

    QFormLayout* product = nullptr;
    QFormLayout* context = nullptr;
    auto* facts = new QHBoxLayout;
    facts->setSpacing(fontMetrics().height() / 2);
    facts->addWidget(card(product, m_productTitle), 1);
    facts->addWidget(card(context, m_contextTitle), 1);
    auto* standing = new QHBoxLayout;
    standing->setSpacing(facts->spacing());
    standing->addWidget(m_corridor, 3);
    standing->addWidget(m_missing, 2);
    m_corridor->setMinimumHeight(fontMetrics().height() * 14);
    connect(m_missing, &MissingList::goToRequested, this, &OverviewPage::goToRequested);
    column->setSpacing(facts->spacing());
    column->addLayout(standing, 1);
    column->addLayout(facts);

    const auto line = [&document](auto member) { return new TextField(document, member); };
    addRow(product, "/title", QT_TR_NOOP("Title of the case"), line([](Case& c) { return &c.title; }));
    addRow(product, "/product/name", QT_TR_NOOP("Product"), line([](Case& c) { return &c.product.name; }));
    addRow(product, "/product/genericName", QT_TR_NOOP("Generic name"),
           line([](Case& c) { return &c.product.genericName; }));
    addRow(product, "/product/maker", QT_TR_NOOP("Maker"), line([](Case& c) { return &c.product.maker; }));
    addRow(product, "/product/indication", QT_TR_NOOP("Indication"),
           new TextArea(
               document, [](Case& c) { return &c.product.indication; }, 2));
    addRow(product, "/product/comparator", QT_TR_NOOP("Comparator"),
           new TextArea(
               document, [](Case& c) { return &c.product.comparator; }, 2));
    addRow(context, "/context/applicationClass", QT_TR_NOOP("Application class"), m_class);
    addRow(context, "/context/functionalCategory", QT_TR_NOOP("Functional category"),
           line([](Case& c) { return &c.context.functionalCategory; }));
    addRow(context, "/context/rulePack", QT_TR_NOOP("Rule pack"), m_pack);
    addRow(context, "/context/decisionDate", QT_TR_NOOP("Date of decision"), m_date);
    context->addRow(new QLabel, m_dateText);
    addRow(context, "/context/perspective", QT_TR_NOOP("Perspective"),
           line([](Case& c) { return &c.context.perspective; }));
    addRow(context, "/product/description", QT_TR_NOOP("Description"),
           new TextArea(
               document, [](Case& c) { return &c.product.description; }, 3));

    ignoreWheelWithoutFocus(m_class);
    ignoreWheelWithoutFocus(m_pack);
    m_date->setPlaceholderText(u"2026-06-01"_s);
    connect(m_class, &QComboBox::activated, this, &OverviewPage::chooseClass);
    connect(m_pack, &QComboBox::activated, this, &OverviewPage::choosePack);
    connect(m_date, &QLineEdit::editingFinished, this, &OverviewPage::commitDate);
    connect(&session, &Session::packsChanged, this, [this] {
        fillChoices();
        refresh();
    });
    connect(&session, &Session::caseOpened, this, &OverviewPage::refresh);
    connect(&session, &Session::caseEdited, this, &OverviewPage::refresh);
    connect(&session, &Session::evaluationChanged, this, &OverviewPage::refresh);
    connect(&session, &Session::stateChanged, this, &OverviewPage::refresh);

    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    arrangeCards();
    retranslate();
}

void OverviewPage::addRow(QFormLayout* form, const std::string& where, const char* label, QWidget* field) {
    auto* caption = styledLabel("muted");
    caption->setBuddy(field);
    form->addRow(caption, field);
    m_rows.push_back({where, label, caption, field});
}

bool OverviewPage::goTo(const std::string& where) {
    for (const Row& row : m_rows) {
        if (row.where != where) continue;
        row.field->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

void OverviewPage::retranslate() {
    m_productTitle->setText(tr("Product"));
    m_contextTitle->setText(tr("Application and rules"));
    for (const Row& row : m_rows) {
        row.caption->setText(tr(row.label));
        row.field->setAccessibleName(row.caption->text());
    }
    m_corridor->setEmptyText(tr("Prices appear here once price, recalculation or outcomes give one."));
    m_date->setToolTip(tr("Prices in force on this day are compared; year-month-day"));
    fillChoices();
    refresh();
}

void OverviewPage::fillChoices() {
    m_class->clear();
    m_class->addItem(tr("not chosen"), QString());
    for (const ApplicationClass& entry : applicationClasses()) {
        m_class->addItem(shown(entry.label), QLatin1StringView(entry.id));
    }
    m_pack->clear();
    for (const RulePack& pack : session().packs().all())
        m_pack->addItem(shown(pack.name), QString::fromStdString(pack.id));
    for (QComboBox* box : {m_class, m_pack}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(10);
    }
}

void OverviewPage::refresh() {
    for (ValueCard* value : m_cards) value->refresh();
    m_missing->refresh();
    showCorridor();
    const Context& context = current().context;
    const auto choose = [](QComboBox* box, const std::string& id) {
        const QString wanted = QString::fromStdString(id);
        int position = box->findData(wanted);
        if (position < 0) {
            box->addItem(wanted, wanted);
            position = box->count() - 1;
        }
        box->setCurrentIndex(position);
    };
    choose(m_class, context.applicationClass);
    choose(m_pack, context.rulePack);
    if (!m_date->hasFocus()) m_date->setText(QString::fromStdString(context.decisionDate));
    const auto date = dateText(QString::fromStdString(context.decisionDate), language());
    m_dateText->setText(date ? *date : QString());
    setLabelRole(m_dateText, "muted");
}

void OverviewPage::showCorridor() {
    const EvaluationPtr evaluation = session().evaluation();
    const auto figure = evaluation ? corridorFigure(*evaluation) : std::nullopt;
    const ResultState state = session().resultState();
    m_corridor->setLanguage(language());
    m_corridor->setStale(state == ResultState::running || state == ResultState::stale || state == ResultState::refused);
    if (figure) {
        m_corridor->setFigure(*figure);
        m_corridor->setMinimumHeight(std::max(fontMetrics().height() * 14, m_corridor->readableHeight()));
    } else {
        m_corridor->clear();
    }
}

void OverviewPage::chooseClass() {
    Case after = current();
    after.context.applicationClass = m_class->currentData().toString().toStdString();
    session().document().replace(std::move(after), tr("Choose application class"));
}

void OverviewPage::choosePack() {
    Case after = current();
    after.context.rulePack = m_pack->currentData().toString().toStdString();
    session().document().replace(std::move(after), tr("Choose rule pack"));
}

void OverviewPage::commitDate() {
    const QString typed = m_date->text().normalized(QString::NormalizationForm_KC).trimmed();
    if (typed.toStdString() == current().context.decisionDate) return;
    if (!typed.isEmpty() && !QDate::fromString(typed, Qt::ISODate).isValid()) {
        m_dateText->setText(
            issueText({"window.date", Severity::error, "/context/decisionDate", typed.toStdString(), {}, {}}));
        setLabelRole(m_dateText, "error");
        return;
    }
    Case after = current();
    after.context.decisionDate = typed.toStdString();
    session().document().replace(std::move(after), tr("Set date of decision"));
}

void OverviewPage::resizeEvent(QResizeEvent* event) {
    SectionPage::resizeEvent(event);
    arrangeCards();
}

void OverviewPage::arrangeCards() {
    const int count = static_cast<int>(m_cards.size());
    const int most = std::clamp(width() / std::max(1, textColumns(this, 26)), 2, count);
    const int rows = (count + most - 1) / most;
    const int columns = (count + rows - 1) / rows;  // rows of nearly equal length
    if (columns == m_columns) return;
    m_columns = columns;
    while (QLayoutItem* row = m_cardRows->takeAt(0)) delete row;
    for (int first = 0; first < count; first += columns) {
        auto* row = new QHBoxLayout;
        row->setSpacing(m_cardRows->spacing());
        for (int i = first; i < std::min(first + columns, count); ++i) {
            row->addWidget(m_cards[static_cast<std::size_t>(i)], 1);
        }
        m_cardRows->addLayout(row);
    }
}

}  // namespace kachi
