#include "ui/sections/routes_page.h"

#include "app/document/price_requests.h"
#include "app/document/request_rows.h"
#include "app/report/precedent_tables.h"
#include "app/report/route_tables.h"
#include "ui/editors/no_wheel.h"
#include "ui/editors/text_field.h"
#include "ui/forms/field_form.h"
#include "ui/forms/own_rules.h"
#include "ui/sections/input_views.h"
#include "ui/sections/price_content.h"
#include "ui/sections/request_results.h"
#include "ui/sections/unused_section.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/icons.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/theme.h"

#include <QAction>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// Only what was not entered yet keeps the price from being worked out.
bool waitsForInput(const PriceRequest& request, const Issues& issues) {
    return request.inputs.empty() ||
           std::ranges::all_of(issues, [](const Issue& issue) { return issue.code == "field.missing"; });
}

std::string idIn(const std::string& where) {
    for (const char* head : {"/routes/id=", "routes."}) {
        if (!where.starts_with(head)) continue;
        const std::size_t start = std::string(head).size();
        return where.substr(start, where.find_first_of("/.", start) - start);
    }
    return {};
}

}  // namespace

RoutesPage::RoutesPage(Session& session, QWidget* parent)
    : SectionPage(session, parent),
      m_stack(new QStackedWidget),
      m_unused(new UnusedSection),
      m_menu(new QMenu(this)),
      m_list(new RequestList(m_menu)),
      m_rulesCard(new InputCard),
      m_nameLabel(styledLabel("muted")),
      m_name(new TextField(session.document(),
                           [this](Case& value) {
                               PriceRequest* request = findRequest(value, m_chosen);
                               return request ? &request->name : nullptr;
                           })),
      m_packLabel(styledLabel("muted")),
      m_pack(new QComboBox),
      m_dateLabel(styledLabel("muted")),
      m_date(new QLineEdit),
      m_formCard(new InputCard),
      m_form(new FieldForm(session.document())),
      m_ownCard(new InputCard),
      m_own(new OwnRules(session.document(), session.packs(), RuleScope::onePrice)),
      m_results(new RequestResults) {
    m_menu->setToolTipsVisible(true);
    m_unused->button()->setMenu(m_menu);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeInputs());
    splitter->addWidget(m_results);
    m_results->setMinimumWidth(textColumns(this, 32));
    splitter->setSizes({1000, 1000});
    m_stack->addWidget(m_unused);
    m_stack->addWidget(splitter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(&session, &Session::caseOpened, this, &RoutesPage::showCase);
    connect(&session, &Session::caseEdited, this, &RoutesPage::showCase);
    connect(&session, &Session::evaluationChanged, this, &RoutesPage::showResults);
    connect(&session, &Session::stateChanged, this, &RoutesPage::showState);
    connect(&session, &Session::issuesChanged, this, &RoutesPage::showIssues);
    connectList();
    connect(m_form, &FieldForm::precedentsRequested, this,
            [this](const std::string& table, int row) { Q_EMIT precedentsRequested(claimedPremium(table, row)); });
    connect(m_results, &RequestResults::goToRequested, this, [this](const std::string& where) {
        if (!goTo(where)) Q_EMIT goToRequested(where);
    });
    retranslate();
}

QWidget* RoutesPage::makeInputs() {
    m_formCard->body()->addWidget(m_form);
    m_ownCard->body()->addWidget(m_own);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->addWidget(m_list);
    column->addWidget(makeRulesCard());
    column->addWidget(m_formCard);
    column->addWidget(m_ownCard);
    column->addStretch(1);
    m_scroll = new InputScrollArea(content);
    return m_scroll;
}

void RoutesPage::connectList() {
    connect(m_list, &RequestList::chosen, this, &RoutesPage::choose);
    connect(m_list, &RequestList::duplicateRequested, this, [this] {
        std::string copy;
        edit(tr("Duplicate price"), [this, &copy](Case& value) { copy = duplicateRequest(value, m_chosen); });
        choose(copy);
    });
    connect(m_list, &RequestList::removeRequested, this,
            [this] { edit(tr("Remove price"), [this](Case& value) { removeRequest(value, m_chosen); }); });
    connect(m_list, &RequestList::moveRequested, this,
            [this](int by) { edit(tr("Move price"), [this, by](Case& value) { moveRequest(value, m_chosen, by); }); });
}

QWidget* RoutesPage::makeRulesCard() {
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_pack->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_pack->setMinimumContentsLength(12);
    ignoreWheelWithoutFocus(m_pack);
    m_date->setPlaceholderText(u"YYYY-MM-DD"_s);
    m_nameLabel->setBuddy(m_name);
    m_packLabel->setBuddy(m_pack);
    m_dateLabel->setBuddy(m_date);
    form->addRow(m_nameLabel, m_name);
    form->addRow(m_packLabel, m_pack);
    form->addRow(m_dateLabel, m_date);
    m_rulesCard->body()->addLayout(form);
    connect(m_pack, &QComboBox::activated, this, [this] {
        edit(tr("Choose rules"), [this](Case& value) {
            if (PriceRequest* request = findRequest(value, m_chosen)) {
                request->pack = m_pack->currentData().toString().toStdString();
            }
        });
    });
    connect(m_date, &QLineEdit::editingFinished, this, &RoutesPage::writeDate);
    return m_rulesCard;
}

void RoutesPage::edit(const QString& text, const std::function<void(Case&)>& change) {
    m_form->commit();
    Case after = current();
    change(after);
    session().document().replace(std::move(after), text);
}

void RoutesPage::writeDate() {
    const QString typed = m_date->text().normalized(QString::NormalizationForm_KC).trimmed();
    edit(tr("Edit %1").arg(m_dateLabel->text()), [this, &typed](Case& value) {
        if (PriceRequest* request = findRequest(value, m_chosen)) request->date = typed.toStdString();
    });
}

void RoutesPage::addPrice(const std::string& route) {
    std::string added;
    edit(tr("Add price"), [&](Case& value) { added = addRequest(value, route); });
    choose(added);
    const RouteDefinition* definition = findRoute(route);
    if (!definition || definition->fields.empty()) return;
    m_form->goTo("/routes/id=" + added + "/inputs/" + definition->fields.front().key);
}

void RoutesPage::fillMenu() {
    m_menu->clear();
    for (const RouteDefinition& route : priceRoutes()) {
        QAction* action = m_menu->addAction(shown(route.name));
        action->setToolTip(shown(route.purpose));
        connect(action, &QAction::triggered, this, [this, id = route.id] { addPrice(id); });
    }
}

void RoutesPage::fillPacks() {
    const QSignalBlocker blocker(m_pack);
    m_pack->clear();
    const RulePack* own = session().pack();
    m_pack->addItem(own ? tr("Rules of the case: %1").arg(shown(own->name)) : tr("Rules of the case"), QString());
    for (const RulePack& pack : session().packs().all()) {
        const QString name = pack.partial ? tr("%1 (in part)").arg(shown(pack.name)) : shown(pack.name);
        m_pack->addItem(name, QString::fromStdString(pack.id));
    }
}

void RoutesPage::choose(const std::string& id) {
    if (id == m_chosen) return;
    m_form->commit();
    m_chosen = id;
    showCase();
}

void RoutesPage::showCase() {
    const std::vector<PriceRequest>& routes = current().routes;
    m_stack->setCurrentIndex(routes.empty() ? 0 : 1);
    m_chosen = m_list->stillChosen(rowIds(routes), m_chosen);
    showChosen();
    showResults();
    showIssues();
}

void RoutesPage::showList() {
    std::vector<RequestList::Row> rows;
    for (const PriceRequest& request : current().routes) rows.push_back(described(request));
    m_list->showRows(rows, m_chosen);
}

RequestList::Row RoutesPage::described(const PriceRequest& request) const {
    const RouteDefinition* route = findRoute(request.route);
    const PricedRoute* priced = pricedOf(request.id);
    const ResultState result = session().resultState();
    const bool old = result == ResultState::running || result == ResultState::stale;
    const bool worked = priced && priced->result;
    const ThemeColours& colours = themeColours();
    RequestList::Cell price{worked ? shown(headlineText(*priced)) : u"—"_s, old ? colours.muted : colours.text};
    RequestList::Cell state;
    if (!priced || old) {
        state.icon = themedIcon(u"recent"_s, colours.muted);
        state.toolTip = tr("being worked out");
    } else if (worked) {
        state.icon = themedIcon(u"good"_s, colours.good);
        state.toolTip = tr("current");
    } else if (waitsForInput(request, priced->issues)) {
        state.icon = themedIcon(u"incomplete"_s, colours.warning);
        state.toolTip = tr("waits for inputs");
    } else {
        state.icon = themedIcon(u"error"_s, colours.error);
        state.toolTip = tr("refused");
    }
    return {request.id,
            shown(requestName(request)),
            route ? shown(route->name) + u'\n' + shown(route->purpose) : QString(),
            {price, state}};
}

void RoutesPage::showChosen() {
    const PriceRequest* request = findRequest(current(), m_chosen);
    if (!request) {
        m_form->clear();
        return;
    }
    static const std::vector<Field> noFields;
    const RouteDefinition* route = findRoute(request->route);
    m_formCard->setHeading(route ? shown(route->name) : QString::fromStdString(request->route),
                           route ? shown(route->purpose) : tr("This version does not know the route."));
    m_form->showInputs({InputsOwner::price, m_chosen}, route ? route->fields : noFields);
    m_own->showRequest(m_chosen);
    m_name->showText();
    if (request->name.empty() && route) m_name->setPlaceholderText(shown(route->name));
    fillPacks();
    const QSignalBlocker blocker(m_pack);
    m_pack->setCurrentIndex(m_pack->findData(QString::fromStdString(request->pack)));
    const QString date = QString::fromStdString(request->date);
    if (m_date->text() != date) m_date->setText(date);
}

const PricedRoute* RoutesPage::pricedOf(const std::string& id) const {
    const EvaluationPtr evaluation = session().evaluation();
    if (!evaluation) return nullptr;
    const auto found =
        std::ranges::find_if(evaluation->routes, [&id](const PricedRoute& priced) { return priced.id == id; });
    return found == evaluation->routes.end() ? nullptr : &*found;
}

PrecedentQuery RoutesPage::claimedPremium(const std::string& table, int row) const {
    PrecedentQuery query;
    const PriceRequest* request = findRequest(current(), m_chosen);
    if (!request || row < 0) return query;
    const nlohmann::json& rows = enteredRows(request->inputs, table);
    if (static_cast<std::size_t>(row) >= rows.size()) return query;
    const nlohmann::json& claim = rows[static_cast<std::size_t>(row)];
    const std::string requirement = enteredText(claim, "requirement");
    query.route = request->route;
    query.premium = premiumKindNamed(enteredText(claim, "kind"));
    query.item = itemLetter(requirement.empty() ? enteredText(claim, "items") : requirement);
    if (const auto rate = fieldNumber(enteredText(claim, "rate"), Unit::percent)) {
        query.claimedRate = toDouble(*rate);
        return query;
    }
    // Points and items have become a rate in the result.
    const PricedRoute* priced = pricedOf(m_chosen);
    if (!priced || !priced->result) return query;
    for (const RouteTable& made : priced->result->tables) {
        if (made.key != table || made.rows.size() != rows.size()) continue;
        const auto rate = std::ranges::find(made.columns, "rate", &RouteColumn::key) - made.columns.begin();
        const auto& cells = made.rows[static_cast<std::size_t>(row)];
        if (rate < std::ssize(cells) && cells[static_cast<std::size_t>(rate)].number) {
            query.claimedRate = toDouble(*cells[static_cast<std::size_t>(rate)].number);
        }
    }
    return query;
}

void RoutesPage::showState() {
    showList();
    const ResultState state = session().resultState();
    m_results->setStale(state == ResultState::running || state == ResultState::stale || state == ResultState::refused);
}

void RoutesPage::showResults() {
    showState();
    const PricedRoute* priced = pricedOf(m_chosen);
    const PriceRequest* request = findRequest(current(), m_chosen);
    if (priced && request) {
        m_results->show(shownPrice(*request, *priced), language());
    } else {
        m_results->clear();
    }
}

void RoutesPage::showIssues() {
    const Issues issues = session().issues();
    m_form->setIssues(issues);
    m_own->setIssues(issues);
    const std::string place = "/routes/id=" + m_chosen + "/date";
    const auto found = std::ranges::find_if(issues, [&place](const Issue& issue) { return issue.where == place; });
    const bool wrong = found != issues.end();
    m_date->setToolTip(wrong ? issueText(*found) : QString());
    if (m_date->property("problem").toBool() == wrong) return;
    m_date->setProperty("problem", wrong);
    m_date->style()->unpolish(m_date);
    m_date->style()->polish(m_date);
}

bool RoutesPage::goTo(const std::string& where) {
    if (where == "routes") return true;
    const std::string id = idIn(where);
    if (!findRequest(current(), id)) return false;
    choose(id);
    const auto bring = [this](QWidget* widget) {
        m_scroll->ensureWidgetVisible(widget);
        return true;
    };
    if (where.ends_with("/date")) {
        m_date->setFocus(Qt::OtherFocusReason);
        return bring(m_date);
    }
    if (m_form->goTo(where)) return bring(focusWidget() ? focusWidget() : m_form);
    if (m_own->goTo(where)) return bring(m_own->search());
    return true;
}

void RoutesPage::retranslate() {
    m_unused->setTexts(
        tr("Price routes"),
        tr("What do the rules give for this product: a first price, its revision, an adjustment, a re-pricing? Each "
           "price is one route with its inputs, worked out step by step with clauses, under these rules and others."),
        tr("Add a price"));
    m_list->setTexts(tr("Prices of the case"), {{tr("Price"), true}, {tr("State")}});
    m_rulesCard->setHeading(tr("Name and rules"));
    m_ownCard->setHeading(tr("Own rule values"));
    m_nameLabel->setText(tr("Name"));
    m_name->setName(tr("Name"));
    m_packLabel->setText(tr("Rules"));
    m_pack->setAccessibleName(tr("Rules"));
    m_dateLabel->setText(tr("Date of decision"));
    m_date->setAccessibleName(m_dateLabel->text());
    m_own->retranslate();
    m_form->retranslate();
    m_results->retranslate();
    fillMenu();
    showCase();
}

}  // namespace kachi
