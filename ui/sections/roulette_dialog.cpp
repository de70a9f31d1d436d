#include "ui/sections/roulette_dialog.h"

#include "app/interchange/number_text.h"
#include "app/report/case_text.h"
#include "ui/editors/no_wheel.h"
#include "ui/sections/chip_board.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualBins = 10;
constexpr int mostBins = 40;

QString entered(double value) {
    return QString::fromStdString(plainDigits(value));
}

std::vector<ChipBin> firstBins(const FitBounds& possible) {
    const double low = possible.low.value_or(0);
    const double high = possible.high.value_or(low + 1);
    return low < high ? equalBins(low, high, usualBins) : equalBins(0, 1, usualBins);
}

std::vector<ChipBin> withoutChips(std::vector<ChipBin> bins) {
    for (ChipBin& bin : bins) bin.chips = 0;
    return bins;
}

}  // namespace

RouletteDialog::RouletteDialog(std::vector<RouletteExpert> experts, const FitBounds& possible, QWidget* parent)
    : QDialog(parent),
      m_possible(possible),
      m_names(new QComboBox),
      m_low(new QLineEdit),
      m_high(new QLineEdit),
      m_count(new QSpinBox),
      m_board(new ChipBoard),
      m_message(styledLabel("muted")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    setWindowTitle(tr("Experts' judgement by chips"));
    if (experts.empty()) experts.push_back({{}, firstBins(possible)});
    for (RouletteExpert& expert : experts) {
        std::vector<ChipBin> laid = expert.bins;
        m_experts.push_back({std::move(expert), std::move(laid)});
    }
    m_message->setWordWrap(true);
    m_message->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Take over"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    QPushButton* clear = m_buttons->addButton(tr("Remove chips"), QDialogButtonBox::ResetRole);
    auto* explanation = styledLabel("muted");
    explanation->setWordWrap(true);
    explanation->setText(
        tr("Each chip is an equal share of the expert's belief. A click lays chips up to that place, a click on the "
           "uppermost chip takes it away; on the keyboard the arrows do. The marks show the distribution that fits "
           "best."));
    m_board->setAccessibleName(tr("Board of chips"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(makeSettings());
    layout->addWidget(explanation);
    layout->addWidget(m_board, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    resizeForText(this, 90, 34);

    connect(clear, &QPushButton::clicked, this, [this] {
        m_board->setBins(withoutChips(expert().bins));
        takeChips();
    });
    connect(m_board, &ChipBoard::changed, this, &RouletteDialog::takeChips);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showExpert();
    m_board->setFocus();
}

QWidget* RouletteDialog::makeSettings() {
    m_names->setEditable(true);
    m_names->setInsertPolicy(QComboBox::NoInsert);
    m_names->setCompleter(nullptr);  // it would finish a new name as a known one
    m_names->lineEdit()->setPlaceholderText(tr("name"));
    m_count->setKeyboardTracking(false);
    ignoreWheelWithoutFocus(m_names);
    ignoreWheelWithoutFocus(m_count);
    auto* row = new QWidget;
    auto* settings = new QHBoxLayout(row);
    settings->setContentsMargins({});
    const auto add = [&](const QString& words, QWidget* field, int stretch) {
        auto* label = new QLabel(words);
        label->setBuddy(field);
        settings->addWidget(label);
        settings->addWidget(field, stretch);
    };
    add(tr("Expert"), m_names, 2);
    add(tr("From"), m_low, 1);
    add(tr("To"), m_high, 1);
    add(tr("Columns"), m_count, 0);
    connect(m_names, &QComboBox::activated, this, [this](int index) {
        m_shown = static_cast<std::size_t>(index);
        showExpert();
    });
    connect(m_names->lineEdit(), &QLineEdit::editingFinished, this, &RouletteDialog::nameExpert);
    for (QLineEdit* limit : {m_low, m_high}) {
        limit->setAlignment(Qt::AlignRight);
        limit->setMaximumWidth(textColumns(this, 12));
        connect(limit, &QLineEdit::editingFinished, this, &RouletteDialog::readRange);
    }
    connect(m_count, &QSpinBox::valueChanged, this, &RouletteDialog::readRange);
    return row;
}

/// Enter ends what is being typed; it does not end the dialog.
void RouletteDialog::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return;
    QDialog::keyPressEvent(event);
}

std::vector<RouletteExpert> RouletteDialog::experts() const {
    std::vector<RouletteExpert> laid;
    for (const Laid& one : m_experts) {
        if (chipsOf(one.expert.bins) > 0) laid.push_back(one.expert);
    }
    return laid;
}

void RouletteDialog::setExpert(const QString& name) {
    m_names->setEditText(name);
    nameExpert();
}

void RouletteDialog::setRange(double low, double high, int bins) {
    expert().bins = withChipsOf(equalBins(low, high, bins), m_experts[m_shown].laid);
    showExpert();
}

/// The name of another expert shows that one. A new name is given to one who has none yet, else begins a new one on the
/// same range; without a name the one shown stays.
void RouletteDialog::nameExpert() {
    const std::string name = m_names->currentText().trimmed().toStdString();
    const auto known = std::ranges::find(m_experts, name, [](const Laid& one) { return one.expert.name; });
    if (known != m_experts.end()) {
        m_shown = static_cast<std::size_t>(known - m_experts.begin());
    } else if (expert().name.empty()) {
        expert().name = name;
    } else if (!name.empty()) {
        const std::vector<ChipBin> bins = withoutChips(expert().bins);
        m_experts.push_back({{name, bins}, bins});
        m_shown = m_experts.size() - 1;
    }
    showExpert();
}

void RouletteDialog::readRange() {
    const auto low = parseNumber(m_low->text(), {.where = tr("From")});
    const auto high = parseNumber(m_high->text(), {.where = tr("To")});
    Issues faults = low.issues();
    faults.insert(faults.end(), high.issues().begin(), high.issues().end());
    m_fault = issuesText(faults);
    if (low && high && !(*low < *high)) {
        m_fault =
            tr("“From” is %1, “To” is %2: the range must begin below its end.").arg(entered(*low), entered(*high));
    }
    if (!m_fault.isEmpty()) return judge();
    const std::vector<ChipBin>& bins = expert().bins;
    const bool same =
        static_cast<int>(bins.size()) == m_count->value() && bins.front().low == *low && bins.back().high == *high;
    if (same) return judge();
    setRange(*low, *high, m_count->value());
}

void RouletteDialog::takeChips() {
    expert().bins = m_board->bins();
    m_experts[m_shown].laid = expert().bins;
    judge();
}

void RouletteDialog::showExpert() {
    const QSignalBlocker quietNames(m_names);
    const QSignalBlocker quietCount(m_count);
    const int bins = static_cast<int>(expert().bins.size());
    m_names->clear();
    for (const Laid& one : m_experts) m_names->addItem(QString::fromStdString(one.expert.name));
    m_names->setCurrentIndex(static_cast<int>(m_shown));
    m_low->setText(entered(expert().bins.front().low));
    m_high->setText(entered(expert().bins.back().high));
    m_count->setRange(std::min(2, bins), std::max(mostBins, bins));
    m_count->setValue(bins);
    m_board->setBins(expert().bins);
    m_fault.clear();
    judge();
}

void RouletteDialog::tell(const QString& words, const char* role) {
    setLabelRole(m_message, role);
    m_message->setText(words);
}

/// What the chips say, and whether there is anything to take over.
void RouletteDialog::judge() {
    const std::vector<ChipBin>& bins = expert().bins;
    const double chips = chipsOf(bins);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(m_fault.isEmpty() && !experts().empty());
    m_board->setExpected({});
    if (!m_fault.isEmpty()) return tell(m_fault, "error");
    if (!(chips > 0)) return tell(tr("No chips yet."), "muted");
    const Language language = uiLanguage();
    const auto readable = [language](double value) { return QString::fromStdString(readableNumber(value, language)); };
    const QString count = tr("Chips: %1, each %2 % of the belief.").arg(entered(chips), readable(100 / chips));
    const auto distribution = distributionOfChips(bins, m_possible, tr("Chips").toStdString());
    if (!distribution) return tell(count + u'\n' + issuesText(distribution.issues()), "muted");
    m_board->setExpected(expectedChips(*distribution, bins));
    const std::string interval =
        readableInterval(distribution->quantile(0.025), distribution->upperQuantile(0.025), language);
    tell(count + u'\n' +
             tr("Fits best: %1, median %2, 95 % interval %3.")
                 .arg(shown(familyText(distribution->family())), readable(distribution->quantile(0.5)),
                      QString::fromStdString(interval)),
         "muted");
}

}  // namespace kachi
