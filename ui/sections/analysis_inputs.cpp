#include "ui/sections/analysis_inputs.h"

#include "app/interchange/number_text.h"
#include "models/evaluation/sensitivity.h"
#include "models/params/registry.h"
#include "ui/editors/no_wheel.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/language.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>
#include <map>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

void makeCompact(QComboBox* list) {
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list->setMinimumContentsLength(14);
    ignoreWheelWithoutFocus(list);
}

}  // namespace

ParameterChooser::ParameterChooser(QWidget* parent) : QComboBox(parent) {
    setEditable(true);
    setInsertPolicy(NoInsert);
    makeCompact(this);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    connect(lineEdit(), &QLineEdit::editingFinished, this, [this] {
        const int found = findText(currentText());
        if (found >= 0) setCurrentIndex(found);
        setEditText(itemText(currentIndex()));
        lineEdit()->setCursorPosition(0);
    });
    connect(this, &QComboBox::currentIndexChanged, this, [this] {
        setToolTip(u"%1\n%2"_s.arg(itemText(currentIndex()), currentData().toString()));
        lineEdit()->setCursorPosition(0);
    });
}

void ParameterChooser::fill(const Case& value, const std::vector<std::string>& ids) {
    const QString chosen = currentData().toString();
    std::vector<std::pair<QString, QString>> entries;  // label, id
    std::map<QString, int> uses;                       // of a label
    for (const std::string& id : ids) {
        entries.emplace_back(shown(parameterLabel(id, value.parameters.at(id))), QString::fromStdString(id));
        ++uses[entries.back().first];
    }
    {
        const QSignalBlocker blocker(this);
        clear();
        for (const auto& [label, id] : entries) addItem(uses[label] > 1 ? u"%1 (%2)"_s.arg(label, id) : label, id);
        setCurrentIndex(findData(chosen));
    }
    if (currentIndex() < 0 && count() > 0) setCurrentIndex(0);
}

void ParameterChooser::choose(const std::string& parameterId) {
    const int found = findData(QString::fromStdString(parameterId));
    if (found >= 0) setCurrentIndex(found);
}

std::vector<std::string> ownValueIds(const Case& value) {
    std::vector<std::string> ids;
    for (const auto& [id, parameter] : value.parameters) {
        if (parameter.value && parameter.expression.empty()) ids.push_back(id);
    }
    std::ranges::stable_partition(ids, [](const std::string& id) { return id.starts_with("outcomes."); });
    return ids;
}

QString entryDigits(double value, int digits) {
    return QString::fromStdString(plainDigits(QString::number(value, 'g', digits).toDouble()));
}

void AnalysisNumber::setNumber(double value) {
    setText(entryDigits(value));
    setCursorPosition(0);
}

double AnalysisNumber::read(Issues& issues) const {
    const auto number = parseNumber(text(), {.where = accessibleName()});
    if (number) return *number;
    append(issues, number.issues());
    return 0;
}

RangeFields::RangeFields(QWidget* parent) : QWidget(parent), m_low(new AnalysisNumber), m_high(new AnalysisNumber) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_low);
    layout->addWidget(new QLabel(u"–"_s));
    layout->addWidget(m_high);
    m_low->setMinimumWidth(textColumns(this, 8));
    m_high->setMinimumWidth(textColumns(this, 8));
}

void RangeFields::propose(const Case& value, const std::string& parameterId) {
    m_low->clear();
    m_high->clear();
    if (!value.parameters.contains(parameterId)) return;
    RunOptions options;
    options.seed = static_cast<std::uint64_t>(value.run.seed);
    const auto range = oneWayRange(value, parameterId, options, true);
    if (!range || !*range) return;
    m_low->setText(entryDigits((*range)->low, proposedDigits));
    m_high->setText(entryDigits((*range)->high, proposedDigits));
}

void RangeFields::setLanguageWords(const QString& low, const QString& high) {
    m_low->setAccessibleName(low);
    m_high->setAccessibleName(high);
}

std::pair<double, double> RangeFields::read(Issues& issues) const {
    return {m_low->read(issues), m_high->read(issues)};
}

std::vector<std::string> widestParameters(const Session& session) {
    const EvaluationPtr evaluation = session.evaluation();
    if (!evaluation || !evaluation->outcomes || !evaluation->oneWay) return {};
    const std::size_t comparator = evaluation->outcomes->comparator;
    const double wtp = session.document().current().outcomes->referenceWtp;
    std::vector<std::pair<double, std::string>> widths;
    for (const OneWayRow& row : evaluation->oneWay->rows) {
        double widest = 0;  // of any strategy
        for (std::size_t strategy = 0; strategy < row.atLow.cost.size(); ++strategy) {
            const auto low = figureAt(row.atLow, OutcomeFigure::netBenefit, strategy, comparator, wtp);
            const auto high = figureAt(row.atHigh, OutcomeFigure::netBenefit, strategy, comparator, wtp);
            if (strategy != comparator && low && high) widest = std::max(widest, std::abs(*high - *low));
        }
        widths.emplace_back(widest, row.parameter);
    }
    std::ranges::stable_sort(widths, std::ranges::greater{}, &std::pair<double, std::string>::first);
    std::vector<std::string> ids;
    for (const auto& [width, id] : widths) ids.push_back(id);
    return ids;
}

QComboBox* compactList() {
    auto* list = new QComboBox;
    makeCompact(list);
    return list;
}

void fillFigures(QComboBox* list) {
    const std::pair<OutcomeFigure, Text> figures[] = {
        {OutcomeFigure::netBenefit, {"増分純便益", "Incremental net benefit"}},
        {OutcomeFigure::icer, {"増分費用効果比(ICER)", "ICER"}},
        {OutcomeFigure::incrementalCost, {"増分費用", "Incremental cost"}},
        {OutcomeFigure::incrementalEffect, {"増分効果", "Incremental effect"}},
    };
    const QSignalBlocker blocker(list);
    const int chosen = std::max(0, list->currentIndex());
    list->clear();
    for (const auto& [figure, text] : figures) list->addItem(shown(text), static_cast<int>(figure));
    list->setCurrentIndex(chosen);
}

void fillStrategies(QComboBox* list, const Case& value, bool withComparator) {
    const QSignalBlocker blocker(list);
    const int chosen = list->currentData().toInt();
    list->clear();
    const auto& strategies = value.outcomes->strategies;
    for (std::size_t i = 0; i < strategies.size(); ++i) {
        if (!withComparator && strategies[i].id == value.outcomes->comparator) continue;
        list->addItem(shown(strategies[i].name), static_cast<int>(i));
    }
    list->setCurrentIndex(std::max(0, list->findData(chosen)));
}

}  // namespace kachi
