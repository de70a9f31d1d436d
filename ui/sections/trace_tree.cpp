#include "ui/sections/trace_tree.h"

#include "app/report/case_text.h"
#include "models/pricing/rule_pack.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/theme.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QTreeWidget>

#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

enum Column { stepColumn, valueColumn, unitColumn, formulaColumn, roundingColumn, clauseColumn, statusColumn };

QString words(const Text& text, Language language) {
    return QString::fromStdString(text.in(language));
}

QString statusWords(const std::string& status, Language language) {
    RuleStatus known;
    if (!ruleStatusFromName(status, known)) return QString::fromStdString(status);
    return words(ruleStatusText(known), language);
}

/// The digits of a trace for reading: grouped, no exponent, a computed fraction cut to ten digits (the tooltip has
/// all).
QString readableDigits(const std::string& digits) {
    constexpr int mostDigits = 10;
    const QString plain = QString::fromStdString(digits);
    bool number = false;
    const double value = plain.toDouble(&number);
    const bool exponent = plain.contains(u'e', Qt::CaseInsensitive);
    if (!number || (!exponent && plain.size() <= mostDigits + 2)) return QString::fromStdString(groupDigits(digits));
    if (exponent && value == std::floor(value) && std::abs(value) < 1e15) {
        return QString::fromStdString(groupDigits(QString::number(value, 'f', 0).toStdString()));
    }
    if (!plain.contains(u'.') && !exponent) return QString::fromStdString(groupDigits(digits));
    return QString::fromStdString(groupDigits(QString::number(value, 'g', mostDigits).toStdString()));
}

void addStep(QTreeWidgetItem* item, const Trace& trace, Language language) {
    item->setText(stepColumn, words(trace.label, language));
    item->setText(valueColumn, readableDigits(trace.value));
    item->setText(unitColumn, words(unitText(trace.unit), language));
    item->setText(formulaColumn, QString::fromStdString(trace.formula));
    item->setText(roundingColumn, words(trace.rounding, language));
    item->setText(clauseColumn, words(trace.clause, language));
    item->setText(statusColumn, statusWords(trace.status, language));
    item->setTextAlignment(valueColumn, Qt::AlignRight | Qt::AlignVCenter);
    if (!trace.status.empty() && trace.status != "verified") {
        item->setForeground(statusColumn, themeColours().warning);
    }
    for (int column = 0; column <= statusColumn; ++column) item->setToolTip(column, item->text(column));
    item->setToolTip(valueColumn, QString::fromStdString(groupDigits(trace.value)));
    for (const TraceInput& input : trace.inputs) {
        auto* line = new QTreeWidgetItem(item);
        const QString label = words(input.label, language);
        const QString name = QString::fromStdString(input.name);
        line->setText(stepColumn, name.isEmpty() ? label : label.isEmpty() ? name : name + u"  "_s + label);
        line->setText(valueColumn, readableDigits(input.value));
        line->setText(formulaColumn, QString::fromStdString(input.parameterId));
        line->setTextAlignment(valueColumn, Qt::AlignRight | Qt::AlignVCenter);
        for (int column = 0; column <= statusColumn; ++column) {
            line->setForeground(column, themeColours().muted);
            line->setToolTip(column, line->text(column));
        }
        line->setToolTip(valueColumn, QString::fromStdString(groupDigits(input.value)));
    }
    for (const Trace& step : trace.steps) addStep(new QTreeWidgetItem(item), step, language);
}

}  // namespace

QString traceHeadline(const Trace& trace, Language language) {
    bool number = false;
    const double value = QString::fromStdString(trace.value).toDouble(&number);
    const QString shown = QString::fromStdString(number ? readableNumber(value, language) : trace.value);
    const QString unit = words(unitText(trace.unit), language);
    return unit.isEmpty() ? shown : shown + u' ' + unit;
}

QTreeWidget* makeTraceTree() {
    auto* tree = new QTreeWidget;
    tree->setColumnCount(statusColumn + 1);
    tree->setRootIsDecorated(true);
    tree->setUniformRowHeights(true);
    tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    tree->header()->setStretchLastSection(true);
    return tree;
}

void fillTraceTree(QTreeWidget* tree, const Trace& trace, Language language) {
    const auto word = [](const char* source) { return QCoreApplication::translate("kachi::TraceTree", source); };
    tree->setHeaderLabels({word(QT_TRANSLATE_NOOP("kachi::TraceTree", "Step")),
                           word(QT_TRANSLATE_NOOP("kachi::TraceTree", "Value")),
                           word(QT_TRANSLATE_NOOP("kachi::TraceTree", "Unit")),
                           word(QT_TRANSLATE_NOOP("kachi::TraceTree", "Formula or parameter")),
                           word(QT_TRANSLATE_NOOP("kachi::TraceTree", "Rounding")),
                           word(QT_TRANSLATE_NOOP("kachi::TraceTree", "Clause or source")),
                           word(QT_TRANSLATE_NOOP("kachi::TraceTree", "Status"))});
    tree->headerItem()->setTextAlignment(valueColumn, Qt::AlignRight | Qt::AlignVCenter);
    tree->clear();
    auto* root = new QTreeWidgetItem(tree);
    addStep(root, trace, language);
    QFont bold = tree->font();
    bold.setBold(true);
    root->setFont(stepColumn, bold);
    root->setFont(valueColumn, bold);
    tree->expandAll();
    for (int column = 0; column < statusColumn; ++column) tree->resizeColumnToContents(column);
    tree->setColumnWidth(stepColumn, std::min(tree->columnWidth(stepColumn), textColumns(tree, 26)));
    tree->setColumnWidth(valueColumn, std::min(tree->columnWidth(valueColumn), textColumns(tree, 18)));
    tree->setColumnWidth(formulaColumn, std::min(tree->columnWidth(formulaColumn), textColumns(tree, 28)));
}

}  // namespace kachi
