#include "ui/windows/precedents_dialog.h"

#include "app/report/precedent_tables.h"
#include "app/rules/published_decisions.h"
#include "ui/editors/no_wheel.h"
#include "ui/sections/results_panel.h"
#include "ui/sections/value_page.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/language.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include <set>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// The values a field of the decisions takes, in their order.
template <class Values>
std::set<std::string> valuesOf(const Values& values) {
    std::set<std::string> found;
    for (const Precedent& precedent : publishedDecisions()) values(precedent, found);
    found.erase("");
    return found;
}

void choose(QComboBox* box, const std::string& value) {
    box->setCurrentIndex(std::max(0, box->findData(QString::fromStdString(value))));
}

std::string chosen(const QComboBox* box) {
    return box->currentData().toString().toStdString();
}

int firstYear() {
    int year = 9999;
    for (const Precedent& precedent : publishedDecisions()) year = std::min(year, precedent.year);
    return year;
}

int lastYear() {
    int year = 0;
    for (const Precedent& precedent : publishedDecisions()) year = std::max(year, precedent.year);
    return year;
}

}  // namespace

PrecedentsDialog::PrecedentsDialog(QWidget* parent)
    : QDialog(parent),
      m_words(new QLineEdit),
      m_route(new QComboBox),
      m_premium(new QComboBox),
      m_item(new QComboBox),
      m_field(new QLineEdit),
      m_from(new QSpinBox),
      m_to(new QSpinBox),
      m_wordsLabel(new QLabel),
      m_routeLabel(new QLabel),
      m_premiumLabel(new QLabel),
      m_itemLabel(new QLabel),
      m_fieldLabel(new QLabel),
      m_yearsLabel(new QLabel),
      m_count(new QLabel),
      m_claimText(styledLabel("heading")),
      m_results(new ResultsPanel) {
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    m_words->setClearButtonEnabled(true);
    m_field->setMaximumWidth(textColumns(this, 10));
    for (QSpinBox* year : {m_from, m_to}) {
        year->setRange(firstYear(), lastYear());
        ignoreWheelWithoutFocus(year);
        connect(year, &QSpinBox::valueChanged, this, &PrecedentsDialog::search);
    }
    m_to->setValue(lastYear());
    auto* years = new QHBoxLayout;
    years->addWidget(m_from);
    years->addWidget(new QLabel(u"–"_s));
    years->addWidget(m_to);

    auto* fields = new QGridLayout;
    const std::pair<QLabel*, QWidget*> top[] = {{m_wordsLabel, m_words}, {m_routeLabel, m_route}};
    const std::pair<QLabel*, QWidget*> bottom[] = {
        {m_premiumLabel, m_premium}, {m_itemLabel, m_item}, {m_fieldLabel, m_field}};
    fields->addWidget(top[0].first, 0, 0);
    fields->addWidget(top[0].second, 0, 1, 1, 3);
    fields->addWidget(top[1].first, 0, 4);
    fields->addWidget(top[1].second, 0, 5, 1, 3);
    int column = 0;
    for (const auto& [label, field] : bottom) {
        fields->addWidget(label, 1, column++);
        fields->addWidget(field, 1, column++);
    }
    fields->addWidget(m_yearsLabel, 1, column++);
    fields->addLayout(years, 1, column);
    for (int field = 1; field < 8; field += 2) fields->setColumnStretch(field, 1);
    const std::pair<QLabel*, QWidget*> buddies[] = {{m_wordsLabel, m_words},     {m_routeLabel, m_route},
                                                    {m_premiumLabel, m_premium}, {m_itemLabel, m_item},
                                                    {m_fieldLabel, m_field},     {m_yearsLabel, m_from}};
    for (const auto& [label, field] : buddies) label->setBuddy(field);

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(fields);
    m_claimText->setWordWrap(true);
    layout->addWidget(m_claimText);
    layout->addWidget(m_count);
    layout->addWidget(m_results, 1);
    connect(m_words, &QLineEdit::textChanged, this, &PrecedentsDialog::search);
    connect(m_field, &QLineEdit::textChanged, this, &PrecedentsDialog::search);
    for (QComboBox* box : {m_route, m_premium, m_item}) {
        ignoreWheelWithoutFocus(box);
        connect(box, &QComboBox::currentIndexChanged, this, &PrecedentsDialog::search);
    }
    resizeForText(this, 120, 38);
    retranslate();
    m_results->setCurrentIndex(1);
    m_results->setTabVisible(2, false);  // decisions come without an explanation
}

void PrecedentsDialog::showQuery(const PrecedentQuery& query) {
    m_claim = query;
    choose(m_route, query.route);
    choose(m_premium, query.premium);
    choose(m_item, query.item);
    m_words->setText(QString::fromStdString(query.words));
    m_field->setText(QString::fromStdString(query.field));
    search();
    show();
    raise();
    activateWindow();
}

PrecedentQuery PrecedentsDialog::query() const {
    PrecedentQuery query;
    query.words = m_words->text().toStdString();
    query.route = chosen(m_route);
    query.field = m_field->text().trimmed().toStdString();
    query.premium = chosen(m_premium);
    query.item = chosen(m_item);
    query.fromYear = m_from->value();
    query.toYear = m_to->value();
    return query;
}

void PrecedentsDialog::search() {
    m_found = findPrecedents(publishedDecisions(), query());
    SectionResults shown;
    addFigure(shown, grantedRatesFigure(m_found, m_claim.claimedRate));
    addTable(shown, precedentTable(m_found));
    m_results->setEmptyText(tr("None of these decisions has a published premium rate."));
    m_results->showResults(std::move(shown), uiLanguage());
    m_claimText->setText(kachi::shown(ownClaimText(m_claim, m_found)));
    m_claimText->setVisible(!m_claimText->text().isEmpty());
    m_count->setText(tr("%n decision(s)", nullptr, static_cast<int>(m_found.size())));
}

void PrecedentsDialog::fillChoices() {
    const auto fill = [this](QComboBox* box, const std::set<std::string>& values, const auto& nameOf) {
        const QSignalBlocker quiet(box);
        const std::string before = chosen(box);
        box->clear();
        box->addItem(tr("all"), QString());
        for (const std::string& value : values) {
            box->addItem(QString::fromStdString(nameOf(value)), QString::fromStdString(value));
        }
        choose(box, before);
    };
    const Language language = uiLanguage();
    fill(m_route, valuesOf([](const Precedent& row, auto& found) { found.insert(row.route); }),
         [language](const std::string& id) { return precedentRouteText(id).in(language); });
    fill(m_premium, valuesOf([](const Precedent& row, auto& found) { found.insert(row.premium); }),
         [language](const std::string& id) { return precedentPremiumText(id).in(language); });
    fill(m_item, valuesOf([](const Precedent& row, auto& found) {
             for (const std::string& item : row.items) found.insert(itemLetter(item));
         }),
         [](const std::string& item) { return item; });
}

void PrecedentsDialog::retranslate() {
    setWindowTitle(tr("Precedents"));
    m_wordsLabel->setText(tr("&Words"));
    m_words->setPlaceholderText(tr("product, company, document"));
    m_routeLabel->setText(tr("&Route"));
    m_premiumLabel->setText(tr("&Premium"));
    m_itemLabel->setText(tr("&Item"));
    m_fieldLabel->setText(tr("&Field"));
    m_field->setPlaceholderText(u"021"_s);
    m_yearsLabel->setText(tr("&Years"));
    m_results->retranslate();
    fillChoices();
    search();
}

void PrecedentsDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

}  // namespace kachi
