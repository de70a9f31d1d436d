#include "ui/sections/equalisation_page.h"

#include "app/interchange/table_evidence.h"
#include "app/report/case_figures.h"
#include "app/report/case_tables.h"
#include "models/equalisation/prefecture_tiles.h"
#include "ui/sections/table_import_dialog.h"

#include <QFormLayout>
#include <QPushButton>

#include <algorithm>

namespace kachi {
namespace {

RowTable regionRows() {
    RowTable table;
    table.name = {"地域", "Regions"};
    table.parameterHead = "equalisation.region.";
    bindRows<EqualisationRegion>(
        table, [](Case& value) { return value.equalisation ? &value.equalisation->regions : nullptr; });
    const auto row = [](Case& value, int at) -> EqualisationRegion& {
        return value.equalisation->regions[static_cast<std::size_t>(at)];
    };
    table.columns = {
        {.header = {"地域", "Region"}, .text = [row](Case& value, int at) { return &row(value, at).name; }},
        {.header = {"コード", "Code"}, .string = [row](Case& value, int at) { return &row(value, at).code; }},
        {.header = {"ブロック", "Block"},
         .chosen = [](const Case& value,
                      int at) { return value.equalisation->regions[static_cast<std::size_t>(at)].group; },
         .choose = [row](Case& value, int at, const std::string& id) { row(value, at).group = id; },
         .choices =
             [](const Case& value) {
                 std::vector<std::pair<std::string, Text>> choices;
                 for (const RegionGroup& group : value.equalisation->groups) choices.emplace_back(group.id, group.name);
                 return choices;
             }},
        {.header = {"人口", "Population"}, .unit = Unit::persons, .parameter = "equalisation.region.*.population"},
        {.header = {"年間件数", "Procedures"}, .unit = Unit::count, .parameter = "equalisation.region.*.count"},
    };
    return table;
}

RowTable groupRows() {
    RowTable table;
    table.name = {"ブロック", "Blocks"};
    bindRows<RegionGroup>(table,
                          [](Case& value) { return value.equalisation ? &value.equalisation->groups : nullptr; });
    table.columns = {{.header = {"ブロック", "Block"}, .text = [](Case& value, int at) {
                          return &value.equalisation->groups[static_cast<std::size_t>(at)].name;
                      }}};
    return table;
}

std::vector<std::string> scenarioParameters(const Case& value) {
    std::vector<std::string> ids;
    if (!value.equalisation) return ids;
    const EqualisationScenario& scenario = value.equalisation->scenario;
    if (scenario.kind != ScenarioKind::none) {
        ids.emplace_back("equalisation.scenario.gapClosure");
        if (scenario.target == ScenarioTarget::percentile) ids.emplace_back("equalisation.scenario.targetPercentile");
        if (scenario.target == ScenarioTarget::fixedRate) ids.emplace_back("equalisation.scenario.targetRate");
    }
    ids.emplace_back("equalisation.atkinson.epsilon");
    return ids;
}

}  // namespace

EqualisationPage::EqualisationPage(Session& session, QWidget* parent) : ValuePage(session, "equalisation", parent) {
    InputCard* scenario =
        addCard(QT_TR_NOOP("Scenario"), QT_TR_NOOP("Every region below the target closes a share of its gap to it."));
    QFormLayout* form = addForm(scenario);
    addChoice(
        form, QT_TR_NOOP("Scenario"),
        {{static_cast<int>(ScenarioKind::none), {"なし(現状のみ)", "none (present state only)"}},
         {static_cast<int>(ScenarioKind::raiseToTarget), {"目標へ引き上げ", "raise to the target"}}},
        [](const Case& value) { return static_cast<int>(value.equalisation->scenario.kind); },
        [](Case& value, int answer) { value.equalisation->scenario.kind = static_cast<ScenarioKind>(answer); });
    addChoice(
        form, QT_TR_NOOP("Target"),
        {{static_cast<int>(ScenarioTarget::nationalRate), {"全国の実施率", "national rate"}},
         {static_cast<int>(ScenarioTarget::percentile), {"人口百分位の実施率", "rate at a population percentile"}},
         {static_cast<int>(ScenarioTarget::maximum), {"最も高い地域", "highest region"}},
         {static_cast<int>(ScenarioTarget::fixedRate), {"指定した実施率", "a stated rate"}}},
        [](const Case& value) { return static_cast<int>(value.equalisation->scenario.target); },
        [](Case& value, int answer) { value.equalisation->scenario.target = static_cast<ScenarioTarget>(answer); });
    addParameters(scenario, scenarioParameters);

    InputCard* regions = addCard(QT_TR_NOOP("Regions"), QT_TR_NOOP("People and procedures a year in each region."));
    connect(addButton(regions, QT_TR_NOOP("Import table…")), &QPushButton::clicked, this,
            &EqualisationPage::importRegions);
    addRows(regions, regionRows(), 16);

    InputCard* counting = addCard(QT_TR_NOOP("What is counted"));
    form = addForm(counting);
    addTextRow(form, QT_TR_NOOP("Subject"),
               [](Case& value) { return value.equalisation ? &value.equalisation->subject : nullptr; });
    addNumberRow(form, QT_TR_NOOP("Rates per this many people"), 1, 10'000'000,
                 [](Case& value) { return value.equalisation ? &value.equalisation->rateBase : nullptr; });
    addChoice(
        form, QT_TR_NOOP("Weights of the measures"),
        {{static_cast<int>(RegionWeighting::population), {"人口で重み付け", "population"}},
         {static_cast<int>(RegionWeighting::equal), {"地域を等しく", "every region alike"}}},
        [](const Case& value) { return static_cast<int>(value.equalisation->weighting); },
        [](Case& value, int answer) { value.equalisation->weighting = static_cast<RegionWeighting>(answer); });
    addChoice(
        form, QT_TR_NOOP("Regions without a count"),
        {{static_cast<int>(MissingRegions::refuse), {"計算しない", "refuse to calculate"}},
         {static_cast<int>(MissingRegions::exclude), {"除いて計算し明記する", "leave out and say so"}}},
        [](const Case& value) { return static_cast<int>(value.equalisation->missing); },
        [](Case& value, int answer) { value.equalisation->missing = static_cast<MissingRegions>(answer); });
    addRows(addCard(QT_TR_NOOP("Blocks"), QT_TR_NOOP("Differences inside and between blocks are told apart.")),
            groupRows(), 8);
    finish();
}

QString EqualisationPage::question() const {
    return tr(
        "How unequally is the procedure done across Japan, and how much would the device even it out? A table by "
        "prefecture and an explicit scenario give maps, Lorenz curves and measures of inequality before and after.");
}

void EqualisationPage::addStructure(Case& value) const {
    EqualisationStructure structure;
    for (const RegionBlock& block : regionBlocks) {
        structure.groups.push_back({std::string(block.id), {std::string(block.ja), std::string(block.en)}});
    }
    value.equalisation = std::move(structure);
}

SectionResults EqualisationPage::results(const Case& value, const Evaluation& evaluation) const {
    SectionResults results;
    std::vector<Figure> maps = regionalMaps(value, evaluation);
    if (!maps.empty()) results.figures.push_back({{"地図", "Map"}, std::move(maps)});
    addFigure(results, lorenzCurves(value, evaluation));
    addFigure(results, rankedRates(value, evaluation));
    addTable(results, regionalMeasureTable(value, evaluation));
    addTable(results, decompositionTable(value, evaluation));
    addTable(results, regionTable(value, evaluation));
    if (auto table = metricResultTable(value, evaluation, "equalisation")) results.tables.push_back(std::move(*table));
    if (evaluation.equalisation) results.traces = evaluation.equalisation->traces;
    return results;
}

void EqualisationPage::importRegions() {
    TableImportDialog dialog(regionalTableSchema(), this);
    if (!dialog.chooseFile() || dialog.exec() != QDialog::Accepted) return;
    const int rows = static_cast<int>(dialog.mapped().rowCount());
    session().document().replace(withRegions(current(), dialog.mapped(), dialog.fileName().toStdString()),
                                 tr("Import: %n region(s)", nullptr, rows));
}

Case withRegions(Case value, const MappedTable& table, const std::string& fileName) {
    EqualisationStructure& structure = *value.equalisation;
    std::erase_if(value.parameters, [](const auto& entry) { return entry.first.starts_with("equalisation.region."); });
    structure.regions.clear();

    Evidence evidence = tableEvidence(table, fileName);
    for (std::size_t row = 0; row < table.rowCount(); ++row) {
        const std::string code = table.texts.at("region")[row]->toStdString();
        const auto prefecture = std::find_if(prefectures.begin(), prefectures.end(),
                                             [&code](const Prefecture& entry) { return entry.code == code; });
        EqualisationRegion region{.id = "p" + code, .code = code, .name = {code, code}, .group = {}};
        if (prefecture != prefectures.end()) {
            region.name = {std::string(prefecture->ja), std::string(prefecture->en)};
            region.group = std::string(prefecture->block);
        }
        for (const char* column : {"population", "count"}) {
            Parameter parameter;
            const auto numbers = table.numbers.find(column);
            if (numbers != table.numbers.end()) parameter.value = numbers->second[row];
            parameter.evidence = {evidence.id, "row " + std::to_string(table.rowNumbers[row]), {}, {}, {}};
            value.parameters["equalisation.region." + region.id + "." + column] = std::move(parameter);
        }
        structure.regions.push_back(std::move(region));
    }
    putEvidence(value, std::move(evidence));
    return value;
}

}  // namespace kachi
