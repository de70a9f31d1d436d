#include "ui/sections/roulette_dialog.h"

#include "app/interchange/number_text.h"
#include "app/report/case_text.h"
#include "models/statistics/distribution_entry.h"
#include "ui/editors/no_wheel.h"
#include "ui/sections/chip_board.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
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
    return QString::fromStdString(numberText(value));
}

}  // namespace

RouletteDialog::RouletteDialog(std::vector<RouletteExpert> experts, const FitBounds& possible, QWidget* parent)
    : QDialog(parent),
      m_experts(std::move(experts)),
      m_possible(possible),
      m_names(new QComboBox),
      m_low(new QLineEdit),
      m_high(new QLineEdit),
      m_count(new QSpinBox),
      m_board(new ChipBoard),
      m_message(styledLabel("muted")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    setWindowTitle(tr("Experts' judgement by chips"));
    if (m_experts.empty()) {
        const double low = possible.low.value_or(0);
        const double high = possible.high.value_or(low + 1);
        m_experts.push_back({{}, low < high ? equalBins(low, high, usualBins) : equalBins(0, 1, usualBins)});
    }
    m_names->setEditable(true);
    m_names->setInsertPolicy(QComboBox::NoInsert);
    m_names->lineEdit()->setPlaceholderText(tr("name"));
    m_count->setRange(2, mostBins);
    for (QWidget* box : {static_cast<QWidget*>(m_names), static_cast<QWidget*>(m_count)}) ignoreWheelWithoutFocus(box);
    for (QLineEdit* limit : {m_low, m_high}) {
        limit->setAlignment(Qt::AlignRight);
        limit->setMaximumWidth(textColumns(this, 12));
    }
    m_message->setWordWrap(true);
    m_message->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Take over"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    auto* clear = m_buttons->addButton(tr("Remove chips"), QDialogButtonBox::ResetRole);
    for (QAbstractButton* button : m_buttons->buttons()) qobject_cast<QPushButton*>(button)->setAutoDefault(false);

    auto* settings = new QHBoxLayout;
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
    auto* explanation = styledLabel("muted");
    explanation->setWordWrap(true);
    explanation->setText(
        tr("Each chip is an equal share of the expert's belief. A click lays chips up to that place, a click on the "
           "uppermost chip takes it away; on the keyboard the arrows do. The marks show the distribution that fits "
           "best."));
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(settings);
    layout->addWidget(explanation);
    layout->addWidget(m_board, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    resizeForText(this, 90, 34);

    connect(m_names, &QComboBox::activated, this, [this](int index) {
        m_shown = static_cast<std::size_t>(index);
        showExpert();
    });
    connect(m_names->lineEdit(), &QLineEdit::editingFinished, this, &RouletteDialog::nameExpert);
    connect(m_low, &QLineEdit::editingFinished, this, &RouletteDialog::readRange);
    connect(m_high, &QLineEdit::editingFinished, this, &RouletteDialog::readRange);
    connect(m_count, &QSpinBox::valueChanged, this, &RouletteDialog::readRange);
    connect(clear, &QPushButton::clicked, this, [this] {
        for (ChipBin& bin : expert().bins) bin.chips = 0;
        showExpert();
    });
    connect(m_board, &ChipBoard::changed, this, [this] {
        expert().bins = m_board->bins();
        judge();
    });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showExpert();
    m_board->setFocus();
}

std::vector<RouletteExpert> RouletteDialog::experts() const {
    std::vector<RouletteExpert> laid = m_experts;
    std::erase_if(laid, [](const RouletteExpert& expert) { return !(chipsOf(expert.bins) > 0); });
    return laid;
}

void RouletteDialog::setExpert(const QString& name) {
    m_names->setEditText(name);
    nameExpert();
}

void RouletteDialog::setRange(double low, double high, int bins) {
    expert().bins = withChipsOf(equalBins(low, high, bins), expert().bins);
    showExpert();
}

/// The name of another expert shows that one. A new name is given to one who has none yet, else begins a new one on the
/// same range.
void RouletteDialog::nameExpert() {
    const std::string name = m_names->currentText().trimmed().toStdString();
    const auto known = std::ranges::find(m_experts, name, &RouletteExpert::name);
    if (known != m_experts.end()) {
        m_shown = static_cast<std::size_t>(known - m_experts.begin());
    } else if (expert().name.empty()) {
        expert().name = name;
    } else {
        RouletteExpert another{name, expert().bins};
        for (ChipBin& bin : another.bins) bin.chips = 0;
        m_experts.push_back(std::move(another));
        m_shown = m_experts.size() - 1;
    }
    showExpert();
}

void RouletteDialog::readRange() {
    const auto low = parseNumber(m_low->text(), {.where = tr("From")});
    const auto high = parseNumber(m_high->text(), {.where = tr("To")});
    QString fault = low ? QString() : issuesText(low.issues());
    if (!high) fault += (fault.isEmpty() ? QString() : u"\n"_s) + issuesText(high.issues());
    if (low && high && !(*low < *high)) {
        fault = tr("“From” is %1, “To” is %2: the range must begin below its end.").arg(entered(*low), entered(*high));
    }
    if (fault.isEmpty()) {
        const std::vector<ChipBin>& bins = expert().bins;
        const bool same =
            static_cast<int>(bins.size()) == m_count->value() && bins.front().low == *low && bins.back().high == *high;
        if (same) return judge();
        return setRange(*low, *high, m_count->value());
    }
    setLabelRole(m_message, "error");
    m_message->setText(fault);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
}

void RouletteDialog::showExpert() {
    const QSignalBlocker quietNames(m_names);
    const QSignalBlocker quietCount(m_count);
    m_names->clear();
    for (const RouletteExpert& one : m_experts) m_names->addItem(QString::fromStdString(one.name));
    m_names->setCurrentIndex(static_cast<int>(m_shown));
    m_low->setText(entered(expert().bins.front().low));
    m_high->setText(entered(expert().bins.back().high));
    m_count->setValue(static_cast<int>(expert().bins.size()));
    m_board->setBins(expert().bins);
    judge();
}

/// What the chips say, and whether there is anything to take over.
void RouletteDialog::judge() {
    const std::vector<ChipBin>& bins = expert().bins;
    const double chips = chipsOf(bins);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!experts().empty());
    setLabelRole(m_message, "muted");
    m_board->setExpected({});
    if (!(chips > 0)) return m_message->setText(tr("No chips yet."));
    QStringList words{tr("%1 chips, each %2 % of the belief.")
                          .arg(entered(chips), QString::fromStdString(readableNumber(100 / chips, uiLanguage())))};
    const std::string where = tr("Chips").toStdString();
    const auto points = chipPoints(bins, where);
    const auto fits = points ? fitPoints(*points, m_possible, where) : Result<DistributionFits>(points.issues());
    if (!fits || fits->fitted.empty()) {
        words << (fits ? tr("No distribution fits these chips within the possible values.")
                       : issuesText(fits.issues()));
        return m_message->setText(words.join(u'\n'));
    }
    const DistributionSpec& best = fits->fitted.front().spec;
    const Distribution distribution = makeDistribution(best, {}).value();
    std::vector<double> expected;
    for (const ChipBin& bin : bins) {
        expected.push_back(chips * (distribution.cdf(bin.high) - distribution.cdf(bin.low)));
    }
    m_board->setExpected(std::move(expected));
    const Language language = uiLanguage();
    words << tr("Fits best: %1, median %2, 95 % interval %3.")
                 .arg(shown(familyText(best.family)),
                      QString::fromStdString(readableNumber(distribution.quantile(0.5), language)),
                      QString::fromStdString(
                          readableInterval(distribution.quantile(0.025), distribution.upperQuantile(0.025), language)));
    m_message->setText(words.join(u'\n'));
}

}  // namespace kachi
