#include "ui/windows/run_bar.h"

#include "app/report/case_text.h"
#include "app/report/number_format.h"
#include "models/evaluation/values.h"
#include "ui/editors/no_wheel.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/language.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QToolButton>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int offeredDraws[] = {1'000, 10'000, 100'000};
constexpr int mostDraws = 10'000'000;

QString grouped(int number) {
    return QString::fromStdString(groupDigits(std::to_string(number)));
}

/// The fiscal year a pack's name begins with, "令和6年度" or "FY2024"; the whole name where it begins otherwise or a
/// pack before it in the list has the same year.
QString shortName(const RulePack& pack, const std::vector<RulePack>& all) {
    static const QRegularExpression fiscalYear(u"^(FY\\d{4}|\\S+?年度)"_s);
    const auto yearOf = [](const RulePack& one) { return fiscalYear.match(shown(one.name)).captured(); };
    const QString year = yearOf(pack);
    for (const RulePack& other : all) {
        if (other.id == pack.id) break;
        if (yearOf(other) == year) return shown(pack.name);
    }
    return year.isEmpty() ? shown(pack.name) : year;
}

/// A whole number as typed: full width, grouped or plain; empty when it is none.
std::optional<int> wholeNumber(const QString& text) {
    QString plain = text.normalized(QString::NormalizationForm_KC).simplified();
    plain.remove(u',').remove(u' ');
    bool good = false;
    const int number = plain.toInt(&good);
    return good ? std::optional(number) : std::nullopt;
}

}  // namespace

RunBar::RunBar(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_packLabel(styledLabel("muted")),
      m_pack(new QComboBox),
      m_drawsLabel(styledLabel("muted")),
      m_draws(new QComboBox),
      m_design(new QComboBox),
      m_seedLabel(styledLabel("muted")),
      m_seed(new QLineEdit),
      m_compare(new QToolButton),
      m_compareMenu(new QMenu(this)) {
    m_draws->setEditable(true);
    m_draws->setInsertPolicy(QComboBox::NoInsert);
    for (const int draws : offeredDraws) m_draws->addItem(grouped(draws));
    m_draws->setFixedWidth(textColumns(this, 10));
    m_design->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_design->setFixedWidth(textColumns(this, 11));
    m_design->view()->setTextElideMode(Qt::ElideNone);
    m_seed->setFixedWidth(textColumns(this, 10));
    m_pack->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_pack->setFixedWidth(textColumns(this, 11));
    m_pack->view()->setTextElideMode(Qt::ElideNone);
    m_packLabel->setBuddy(m_pack);
    m_drawsLabel->setBuddy(m_draws);
    m_seedLabel->setBuddy(m_seed);
    ignoreWheelWithoutFocus(m_pack);
    ignoreWheelWithoutFocus(m_draws);
    ignoreWheelWithoutFocus(m_design);
    m_compare->setPopupMode(QToolButton::InstantPopup);
    m_compare->setMenu(m_compareMenu);
    m_compare->setFocusPolicy(Qt::TabFocus);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_packLabel);
    row->addWidget(m_pack);
    row->addWidget(m_compare);
    row->addSpacing(textColumns(this, 1));
    row->addWidget(m_drawsLabel);
    row->addWidget(m_draws);
    row->addWidget(m_design);
    row->addWidget(m_seedLabel);
    row->addWidget(m_seed);
    row->addStretch(1);

    connect(m_pack, &QComboBox::activated, this, &RunBar::choosePack);
    connect(m_draws, &QComboBox::activated, this, &RunBar::commitDraws);
    connect(m_draws->lineEdit(), &QLineEdit::editingFinished, this, &RunBar::commitDraws);
    connect(m_design, &QComboBox::activated, this, &RunBar::chooseDesign);
    connect(m_seed, &QLineEdit::editingFinished, this, &RunBar::commitSeed);
    connect(m_compareMenu, &QMenu::aboutToShow, this, &RunBar::fillCompareMenu);
    connect(&m_session, &Session::caseOpened, this, &RunBar::fill);
    connect(&m_session, &Session::caseEdited, this, &RunBar::fill);
    connect(&m_session, &Session::packsChanged, this, &RunBar::fill);
    retranslate();
}

void RunBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void RunBar::retranslate() {
    m_packLabel->setText(tr("Rules"));
    m_pack->setAccessibleName(tr("Rule pack of the case"));
    m_drawsLabel->setText(tr("Draws"));
    m_draws->setAccessibleName(tr("Number of draws"));
    m_draws->setToolTip(tr("Draws of the probabilistic analysis; type any number"));
    m_draws->lineEdit()->setAccessibleName(m_draws->accessibleName());
    m_design->setAccessibleName(tr("Design of the draws"));
    m_design->setToolTip(tr(
        "How the draws are laid out. Sobol: every parameter that varies keeps its dimension with the case; choose it "
        "again to store those of new parameters."));
    const QSignalBlocker quiet(m_design);
    m_design->clear();
    m_design->addItem(tr("Random"), static_cast<int>(Design::random));
    m_design->addItem(tr("LHS"), static_cast<int>(Design::latinHypercube));
    m_design->addItem(tr("Sobol"), static_cast<int>(Design::sobol));
    for (int i = 0; i < m_design->count(); ++i) {
        const auto design = static_cast<Design>(m_design->itemData(i).toInt());
        m_design->setItemData(i, shown(designText(design)), Qt::ToolTipRole);
    }
    m_seedLabel->setText(tr("Seed"));
    m_seed->setAccessibleName(tr("Seed of the draws"));
    m_seed->setToolTip(tr("The same seed gives the same digits"));
    m_compare->setText(tr("Compare"));
    m_compare->setAccessibleName(tr("Compare with another rule pack"));
    m_compare->setToolTip(tr("Show the price under another fiscal revision beside this one"));
    fill();
}

void RunBar::fill() {
    setEnabled(m_session.hasCase());
    const Case& value = m_session.document().current();
    const QSignalBlocker quiet(m_pack);
    m_pack->clear();
    for (const RulePack& pack : m_session.packs().all()) {
        m_pack->addItem(shortName(pack, m_session.packs().all()), QString::fromStdString(pack.id));
        m_pack->setItemData(m_pack->count() - 1, shown(pack.name), Qt::ToolTipRole);
    }
    const QString pinned = QString::fromStdString(value.context.rulePack);
    int position = m_pack->findData(pinned);
    if (position < 0 && m_session.hasCase()) {
        m_pack->addItem(tr("%1 (unknown)").arg(pinned), pinned);
        position = m_pack->count() - 1;
    }
    m_pack->setCurrentIndex(m_session.hasCase() ? position : -1);
    const QString purpose = tr("Fiscal revision whose pricing rules apply");
    const RulePack* chosen = m_session.packs().find(value.context.rulePack);
    m_pack->setToolTip(chosen && m_session.hasCase() ? shown(chosen->name) + u'\n' + purpose : purpose);
    m_draws->setEditText(m_session.hasCase() ? grouped(value.run.draws) : QString());
    m_design->setCurrentIndex(m_session.hasCase() ? m_design->findData(static_cast<int>(value.run.design)) : -1);
    m_seed->setText(m_session.hasCase() ? QString::number(value.run.seed) : QString());
}

void RunBar::choosePack() {
    Case after = m_session.document().current();
    after.context.rulePack = m_pack->currentData().toString().toStdString();
    m_session.document().replace(std::move(after), tr("Choose rule pack"));
}

void RunBar::commitDraws() {
    if (!m_session.hasCase()) return;
    const std::optional<int> number = wholeNumber(m_draws->currentText());
    if (!number || *number < 1 || *number > mostDraws) {
        Q_EMIT refused({{"window.draws",
                         Severity::error,
                         "run.draws",
                         m_draws->currentText().toStdString(),
                         "1–" + groupDigits(std::to_string(mostDraws)),
                         {}}});
        fill();
        return;
    }
    Case after = m_session.document().current();
    after.run.draws = *number;
    m_session.document().replace(std::move(after), tr("Set number of draws"), u"run.draws"_s);
}

void RunBar::commitSeed() {
    if (!m_session.hasCase()) return;
    const std::optional<int> number = wholeNumber(m_seed->text());
    if (!number || *number < 0) {
        Q_EMIT refused(
            {{"window.seed", Severity::error, "run.seed", m_seed->text().toStdString(), "0–2,147,483,647", {}}});
        fill();
        return;
    }
    Case after = m_session.document().current();
    after.run.seed = *number;
    m_session.document().replace(std::move(after), tr("Set seed"), u"run.seed"_s);
}

void RunBar::chooseDesign() {
    Case after = m_session.document().current();
    after.run.design = static_cast<Design>(m_design->currentData().toInt());
    if (after.run.design == Design::sobol) {
        auto dimensions = sobolDimensions(after);
        if (!dimensions) {
            Q_EMIT refused(dimensions.issues());
            fill();
            return;
        }
        after.run.sobolDimensions = std::move(dimensions).value();
    }
    m_session.document().replace(std::move(after), tr("Choose the design of the draws"));
}

void RunBar::fillCompareMenu() {
    m_compareMenu->clear();
    const Context context = m_session.document().current().context;
    const auto offer = [this, &context](const QString& name, const std::string& id) {
        QAction* action = m_compareMenu->addAction(name, this, [this, id] {
            Case after = m_session.document().current();
            after.context.comparedPack = id;
            m_session.document().replace(std::move(after), tr("Choose rule pack to compare"));
        });
        action->setCheckable(true);
        action->setChecked(context.comparedPack == id);
    };
    offer(tr("Do not compare"), {});
    for (const RulePack& pack : m_session.packs().all()) {
        if (pack.id != context.rulePack) offer(shown(pack.name), pack.id);
    }
}

}  // namespace kachi
