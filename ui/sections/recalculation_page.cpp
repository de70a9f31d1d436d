#include "ui/sections/recalculation_page.h"

#include "app/report/case_figures.h"
#include "app/report/case_tables.h"
#include "app/report/case_text.h"
#include "models/pricing/cost_sheet.h"
#include "models/pricing/recalculation_params.h"
#include "ui/sections/table_import_dialog.h"
#include "ui/windows/language.h"

#include <QFormLayout>
#include <QPushButton>

namespace kachi {
namespace {

const std::vector<std::pair<int, Text>>& statements() {
    static const std::vector<std::pair<int, Text>> answers{
        {static_cast<int>(Statement::notStated), {"未記入", "not stated"}},
        {static_cast<int>(Statement::yes), {"はい", "yes"}},
        {static_cast<int>(Statement::no), {"いいえ", "no"}}};
    return answers;
}

RowTable costTable() {
    RowTable table;
    table.name = {"原価表", "Cost sheet"};
    table.parameterHead = "recalculation.line.";
    bindRows<CostLine>(table, [](Case& value) { return value.recalculation ? &value.recalculation->lines : nullptr; });
    const auto row = [](Case& value, int at) -> CostLine& {
        return value.recalculation->lines[static_cast<std::size_t>(at)];
    };
    const auto read = [](const Case& value, int at) -> const CostLine& {
        return value.recalculation->lines[static_cast<std::size_t>(at)];
    };
    table.columns = {
        {.header = {"費目", "Line"}, .text = [row](Case& value, int at) { return &row(value, at).name; }},
        {.header = {"区分", "Kind"},
         .chosen = [read](const Case& value, int at) { return std::to_string(static_cast<int>(read(value, at).kind)); },
         .choose = [row](Case& value, int at,
                         const std::string& id) { row(value, at).kind = static_cast<CostKind>(std::stoi(id)); },
         .choices =
             [](const Case&) {
                 std::vector<std::pair<std::string, Text>> choices;
                 for (const CostKind kind : {CostKind::material, CostKind::packaging, CostKind::labour,
                                             CostKind::overhead, CostKind::importCost, CostKind::sga, CostKind::rnd}) {
                     choices.emplace_back(std::to_string(static_cast<int>(kind)), costLineText(kind));
                 }
                 return choices;
             }},
        {.header = {"金額", "Amount"}, .unit = Unit::yen, .parameter = "recalculation.line.*.amount"},
        {.header = {"連動する系列", "Follows"},
         .chosen = [read](const Case& value, int at) { return read(value, at).series; },
         .choose = [row](Case& value, int at, const std::string& id) { row(value, at).series = id; },
         .choices =
             [](const Case& value) {
                 std::vector<std::pair<std::string, Text>> choices{{"", {"なし", "none"}}};
                 for (const PriceSeries& series : value.priceSeries) choices.emplace_back(series.id, series.name);
                 return choices;
             }},
        {.header = {"連動割合", "Part"},
         .unit = Unit::ratio,
         .parameter = "recalculation.line.*.indexWeight",
         .mayBeEmpty = true},
        {.header = {"遅れ", "Lag"},
         .unit = Unit::months,
         .count = [read](const Case& value, int at) { return read(value, at).lagMonths; },
         .setCount = [row](Case& value, int at, std::optional<int> months) { row(value, at).lagMonths = *months; }},
    };
    return table;
}

RowTable seriesTable() {
    RowTable table;
    table.name = {"価格系列", "Price series"};
    table.parameterHead = "recalculation.drift.";
    bindRows<PriceSeries>(table, [](Case& value) { return value.recalculation ? &value.priceSeries : nullptr; });
    const auto row = [](Case& value, int at) -> PriceSeries& {
        return value.priceSeries[static_cast<std::size_t>(at)];
    };
    const auto end = [](bool last) {
        return [last](const Case& value, int at) {
            const std::vector<std::string>& months = value.priceSeries[static_cast<std::size_t>(at)].months;
            if (months.empty()) return std::string();
            return last ? months.back() : months.front();
        };
    };
    const auto noChoices = [](const Case&) { return std::vector<std::pair<std::string, Text>>{}; };
    table.columns = {
        {.header = {"系列", "Series"}, .text = [row](Case& value, int at) { return &row(value, at).name; }},
        {.header = {"最初の月", "First month"}, .chosen = end(false), .choices = noChoices},
        {.header = {"最後の月", "Last month"}, .chosen = end(true), .choices = noChoices},
        {.header = {"以後の年変化率", "Yearly change after it"},
         .unit = Unit::percent,
         .parameter = "recalculation.drift.*",
         .mayBeEmpty = true},
        {.header = {"出典", "Source"}, .string = [row](Case& value, int at) { return &row(value, at).source; }},
    };
    return table;
}

std::vector<std::string> priceParameter(const Case& value) {
    if (!value.recalculation) return {};
    return {recalculation_ids::currentPrice};
}

/// Numbers the model does without: rates of the pack stand in, or a condition stays not judged.
std::vector<std::string> optionalParameters(const Case& value) {
    std::vector<std::string> ids;
    if (!value.recalculation) return ids;
    for (const ParamDef& definition : recalculationParams()) {
        const bool column = definition.id.find('*') != std::string_view::npos;
        if (!column && definition.id != recalculation_ids::currentPrice) ids.emplace_back(definition.id);
    }
    return ids;
}

}  // namespace

RecalculationPage::RecalculationPage(Session& session, QWidget* parent) : ValuePage(session, "recalculation", parent) {
    using R = RecalculationStructure;
    InputCard* numbers = addCard(QT_TR_NOOP("Price, shares and rates"),
                                 QT_TR_NOOP("Rates left empty are taken from the rule pack for the year below."));
    addParameters(numbers, priceParameter);
    addOptionalParameters(numbers, optionalParameters);
    InputCard* costs = addCard(QT_TR_NOOP("Cost sheet"),
                               QT_TR_NOOP("Cost of one unit in the cost month, and the series each line follows."));
    addRows(costs, costTable());
    QFormLayout* form = addForm(costs);
    const auto text = [](std::string R::*member) {
        return [member](Case& value) { return value.recalculation ? &((*value.recalculation).*member) : nullptr; };
    };
    addStringRow(form, QT_TR_NOOP("Cost month (YYYY-MM)"), text(&R::costMonth));
    addNumberRow(form, QT_TR_NOOP("Fiscal year of the rates"), 0, 2100,
                 [](Case& value) { return value.recalculation ? &value.recalculation->rateYear : nullptr; });
    addStringRow(form, QT_TR_NOOP("Path from (YYYY-MM)"), text(&R::pathFrom));
    addStringRow(form, QT_TR_NOOP("Path to (YYYY-MM)"), text(&R::pathTo));
    InputCard* series =
        addCard(QT_TR_NOOP("Price series"),
                QT_TR_NOOP("After its last published month a series follows the assumed yearly change."));
    addRows(series, seriesTable());
    connect(addButton(series, QT_TR_NOOP("Import series…")), &QPushButton::clicked, this,
            &RecalculationPage::importSeries);

    InputCard* conditions = addCard(QT_TR_NOOP("Conditions and evidence"));
    form = addForm(conditions);
    addTextRow(form, QT_TR_NOOP("Functional category"),
               [](Case& value) { return value.recalculation ? &value.recalculation->categoryName : nullptr; });
    addChoice(
        form, QT_TR_NOOP("Spread of shares"),
        {{static_cast<int>(SharePattern::notStated), {"未記入", "not stated"}},
         {static_cast<int>(SharePattern::oneMaker), {"1社が大部分", "one maker has most"}},
         {static_cast<int>(SharePattern::topTwo), {"上位2社が大部分", "the top two have most"}},
         {static_cast<int>(SharePattern::dispersed), {"分散している", "dispersed"}}},
        [](const Case& value) { return static_cast<int>(value.recalculation->sharePattern); },
        [](Case& value, int answer) { value.recalculation->sharePattern = static_cast<SharePattern>(answer); });
    const auto statement = [this, form](const char* label, Statement R::*member) {
        addChoice(
            form, label, statements(),
            [member](const Case& value) { return static_cast<int>((*value.recalculation).*member); },
            [member](Case& value, int answer) { (*value.recalculation).*member = static_cast<Statement>(answer); });
    };
    statement(QT_TR_NOOP("Others cannot cover the requester"), &R::othersCannotCover);
    statement(QT_TR_NOOP("Others cannot cover the top two"), &R::othersCannotCoverTopTwo);
    statement(QT_TR_NOOP("Only these products serve the disease"), &R::diseaseSpecific);
    statement(QT_TR_NOOP("High medical need"), &R::medicalNeed);
    addTextRow(form, QT_TR_NOOP("Evidence of need"),
               [](Case& value) { return value.recalculation ? &value.recalculation->medicalNeedEvidence : nullptr; });
    statement(QT_TR_NOOP("Price too low for stable supply"), &R::priceTooLow);
    addTextRow(form, QT_TR_NOOP("Evidence of the price"),
               [](Case& value) { return value.recalculation ? &value.recalculation->priceEvidence : nullptr; });
    addOwnRules();
    finish();
}

void RecalculationPage::importSeries() {
    TableImportDialog dialog(priceSeriesSchema(), this);
    if (!dialog.chooseFile() || dialog.exec() != QDialog::Accepted) return;
    const MappedTable& table = dialog.mapped();
    PriceSeries series;
    series.id = newRowId(current(), seriesTable());
    const std::string name = dialog.tableName().toStdString();
    series.name = {name, name};
    series.source = name;
    for (std::size_t row = 0; row < table.rowCount(); ++row) {
        const auto& month = table.texts.at("month")[row];
        const auto& value = table.numbers.at("value")[row];
        if (!month || !value) continue;
        series.months.push_back(month->toStdString());
        series.values.push_back(*value);
    }
    Case after = current();
    after.priceSeries.push_back(std::move(series));
    session().document().replace(std::move(after),
                                 tr("Import: %n month(s)", nullptr, static_cast<int>(table.rowCount())));
}

QString RecalculationPage::question() const {
    return tr(
        "Does the product lose money at its price, when, and what price would the recalculation give? Statements, "
        "cost sheet and published indices give eligibility test by test, the new price and the margin over time.");
}

void RecalculationPage::addStructure(Case& value) const {
    value.recalculation = RecalculationStructure{};
}

SectionResults RecalculationPage::results(const Case& value, const Evaluation& evaluation) const {
    SectionResults results;
    addFigure(results, marginFigure(value, evaluation));
    addFigure(results, costSheetFigure(value, evaluation));
    addFigure(results, priceSeriesFigure(value));
    addTable(results, eligibilityTable(value, evaluation));
    addTable(results, costSheetTable(value, evaluation));
    addTable(results, marginTable(value, evaluation));
    if (auto table = metricResultTable(value, evaluation, "recalculation")) results.tables.push_back(std::move(*table));
    if (evaluation.recalculation) results.traces = {evaluation.recalculation->trace};
    return results;
}

}  // namespace kachi
