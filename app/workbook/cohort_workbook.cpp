#include "app/workbook/cohort_workbook.h"

#include "app/report/case_text.h"
#include "app/workbook/cohort_sheet.h"
#include "app/workbook/spreadsheet_formula.h"
#include "app/workbook/workbook_writer.h"
#include "models/evaluation/values.h"
#include "models/params/registry.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kachi {
namespace {

constexpr int firstRow = 3;     ///< of every list
constexpr int valueColumn = 2;  ///< of the parameters

class Book {
public:
    Book(const Case& value, const Evaluation& evaluation, Language language)
        : m_case(value),
          m_evaluation(evaluation),
          m_language(language),
          m_summary(m_writer.sheet("Summary")),
          m_parameters(m_writer.sheet("Parameters")),
          m_tables(m_writer.sheet("Tables")) {}

    Result<QByteArray> write() {
        placeTables();
        placeParameters();
        writeParameters();
        const OutcomesResults& results = *m_evaluation.outcomes;
        for (const SubgroupOutcome& row : results.subgroupBase) writeCohort(row);
        if (!m_issues.empty()) return m_issues;
        writeSummary();
        return m_writer.finish();
    }

private:
    std::string words(const char* ja, const char* en) const { return m_language == Language::ja ? ja : en; }

    /// Parameters with a base value, the resolved expressions among them, one row each.
    void placeParameters() {
        int row = firstRow + 1;
        for (const auto& [id, number] : m_evaluation.values.base) {
            m_rows[id] = row;
            m_places.base[id] = "Parameters!" + cellReference(row, valueColumn, true, true);
            ++row;
        }
    }

    void writeParameters() {
        m_parameters.text(0, 0, words("パラメータ", "Parameters"), CellLook::title);
        m_parameters.text(1, 0,
                          words("色の付いた欄を書き換えると、すべての計算が追随する。",
                                "Change a coloured cell and every calculation follows."),
                          CellLook::note);
        const std::string heads[] = {words("ID", "ID"), words("名称", "Name"), words("値", "Value"),
                                     words("単位", "Unit"), words("出典", "Source")};
        for (int column = 0; column < 5; ++column) {
            m_parameters.text(firstRow, column, heads[column], CellLook::header);
        }
        FormulaPlaces places = m_places.formulaPlaces(m_case.tables);
        places.reference = [this](const std::string& name) {
            const auto found = m_places.base.find(name);
            return found == m_places.base.end() ? std::string() : found->second;
        };
        for (const auto& [id, row] : m_rows) {
            const auto found = m_case.parameters.find(id);
            const double number = m_evaluation.values.base.at(id);
            m_parameters.text(row, 0, id);
            if (found == m_case.parameters.end()) {
                m_parameters.number(row, valueColumn, number);
                continue;
            }
            const Parameter& parameter = found->second;
            m_parameters.text(row, 1, parameterLabel(id, parameter).in(m_language));
            m_parameters.text(row, 3, caseUnitText(m_case, parameterUnit(id, parameter)).in(m_language));
            m_parameters.text(row, 4, sourceText(m_case, parameter).in(m_language));
            if (parameter.expression.empty()) {
                m_parameters.number(row, valueColumn, number, CellLook::input);
                continue;
            }
            const auto formula = spreadsheetFormula(parameter.expression, id, places);
            if (!formula) {
                append(m_issues, formula.issues());
                continue;
            }
            m_parameters.formula(row, valueColumn, *formula, number);
        }
        m_parameters.columnWidth(0, 1, 30);
        m_parameters.columnWidth(2, 2, 16);
        m_parameters.columnWidth(3, 3, 18);
        m_parameters.columnWidth(4, 4, 60);
        m_parameters.freeze(firstRow + 1, 0);
    }

    void placeTables() {
        m_tables.text(0, 0, words("参照表", "Lookup tables"), CellLook::title);
        int column = 0;
        for (const LookupTable& table : m_case.tables) {
            const auto range = [&](int at) {
                const int last = firstRow + static_cast<int>(table.keys.size());
                return "Tables!" + cellReference(firstRow + 1, at, true, true) + ":" +
                       cellReference(last, at, true, true);
            };
            const auto fill = [&](const std::string& head, const std::vector<double>& numbers) {
                m_tables.text(firstRow, column, head, CellLook::header);
                for (std::size_t i = 0; i < numbers.size(); ++i) {
                    m_tables.number(firstRow + 1 + static_cast<int>(i), column, numbers[i], CellLook::input);
                }
            };
            m_tables.text(firstRow - 1, column, table.id);
            fill("key", table.keys);
            m_places.keyRanges[table.id] = range(column++);
            for (const auto& [name, numbers] : table.columns) {
                fill(name, numbers);
                m_places.columnRanges[table.id][name] = range(column++);
            }
            ++column;
        }
    }

    void writeCohort(const SubgroupOutcome& row) {
        const OutcomesStructure& structure = *m_case.outcomes;
        const bool subgroups = m_evaluation.outcomes->subgroups.size() > 1;
        std::string name = "S" + std::to_string(row.strategy + 1);
        if (subgroups) name += "." + std::to_string(row.subgroup + 1);
        Text title = structure.strategies[row.strategy].name;
        if (subgroups) {
            const Text& subgroup = structure.subgroups[row.subgroup].name;
            title = {title.ja + "、" + subgroup.ja, title.en + ", " + subgroup.en};
        }
        const ExpressionInputs expressions = expressionInputs(m_case);
        EngineInputs inputs{.structure = structure, .expressions = expressions, .values = m_evaluation.values};
        inputs.strategy = row.strategy;
        inputs.subgroup = row.subgroup;
        SheetWriter sheet = m_writer.sheet(name);
        std::optional<SheetWriter> rateSheet;
        if (structure.transitionUnit == TransitionUnit::rate) rateSheet = m_writer.sheet(name + " exp");
        auto totals = writeCohortSheet(sheet, rateSheet ? &*rateSheet : nullptr, inputs, m_places, title.in(m_language),
                                       m_language);
        if (!totals) {
            for (const Issue& issue : totals.issues()) {
                if (std::ranges::find(m_issues, issue) == m_issues.end()) m_issues.push_back(issue);
            }
            return;
        }
        m_sheets.push_back({row.strategy, name, std::move(totals).value()});
    }

    /// Σ over the sheets of a strategy of weight × total.
    std::string weighted(std::size_t strategy, std::string CohortSheetTotals::*total) const {
        std::string sum;
        for (const StrategySheet& sheet : m_sheets) {
            if (sheet.strategy != strategy) continue;
            sum += (sum.empty() ? "" : "+") + ("'" + sheet.name + "'!" + sheet.totals.weight) + "*'" + sheet.name +
                   "'!" + sheet.totals.*total;
        }
        return sum;
    }

    void writeSummary() {
        const OutcomesResults& results = *m_evaluation.outcomes;
        m_summary.text(0, 0, m_case.title.in(m_language), CellLook::title);
        m_summary.text(1, 0, words("案件ダイジェスト: ", "Case digest: ") + m_evaluation.caseDigest, CellLook::note);
        const std::string currency = currencyText(m_case).in(m_language);
        const std::string heads[] = {words("戦略", "Strategy"),
                                     words("費用", "Cost") + " (" + currency + ")",
                                     words("QALY", "QALYs"),
                                     words("生存年(割引なし)", "Life-years, undiscounted"),
                                     words("生存年(割引後)", "Life-years, discounted"),
                                     words("増分費用", "Incremental cost"),
                                     words("増分効果", "Incremental effect"),
                                     "ICER",
                                     words("Kachiの費用", "Cost by Kachi"),
                                     words("差", "Difference"),
                                     words("KachiのQALY", "QALYs by Kachi"),
                                     words("差", "Difference")};
        for (int column = 0; column < 12; ++column) m_summary.text(firstRow, column, heads[column], CellLook::header);
        const int effectColumn = results.effect == EffectMeasure::qaly        ? 2
                                 : results.effect == EffectMeasure::lifeYears ? 3
                                                                              : 4;
        const int comparatorRow = firstRow + 1 + static_cast<int>(results.comparator);
        for (std::size_t s = 0; s < results.strategies.size(); ++s) {
            const int row = firstRow + 1 + static_cast<int>(s);
            const CohortOutcome& base = results.base[s];
            m_summary.text(row, 0, m_case.outcomes->strategies[s].name.in(m_language));
            m_summary.formula(row, 1, weighted(s, &CohortSheetTotals::cost), base.cost, CellLook::result);
            m_summary.formula(row, 2, weighted(s, &CohortSheetTotals::qaly), base.qaly, CellLook::result);
            m_summary.formula(row, 3, weighted(s, &CohortSheetTotals::lifeYears), base.lifeYears);
            m_summary.formula(row, 4, weighted(s, &CohortSheetTotals::lifeYearsDiscounted), base.lifeYearsDiscounted);
            m_summary.number(row, 8, base.cost, CellLook::note);
            m_summary.formula(row, 9, cellReference(row, 1) + "-" + cellReference(row, 8), 0, CellLook::note);
            m_summary.number(row, 10, base.qaly, CellLook::note);
            m_summary.formula(row, 11, cellReference(row, 2) + "-" + cellReference(row, 10), 0, CellLook::note);
            if (s == results.comparator) continue;
            const auto change = std::ranges::find(results.increments, s, &Increment::strategy);
            const std::string cost = cellReference(row, 5);
            const std::string effect = cellReference(row, 6);
            m_summary.formula(row, 5, cellReference(row, 1) + "-" + cellReference(comparatorRow, 1, true),
                              change->cost);
            m_summary.formula(row, 6,
                              cellReference(row, effectColumn) + "-" + cellReference(comparatorRow, effectColumn, true),
                              change->effect);
            m_summary.formula(row, 7, "IF(" + cost + "*" + effect + ">0," + cost + "/" + effect + ",\"–\")",
                              change->icer.value_or(0), CellLook::result);
        }
        m_summary.columnWidth(0, 0, 36);
        m_summary.columnWidth(1, 11, 18);
    }

    struct StrategySheet {
        std::size_t strategy = 0;
        std::string name;
        CohortSheetTotals totals;
    };

    const Case& m_case;
    const Evaluation& m_evaluation;
    Language m_language;
    WorkbookWriter m_writer;
    SheetWriter m_summary;
    SheetWriter m_parameters;
    SheetWriter m_tables;
    SheetPlaces m_places;
    std::map<std::string, int> m_rows;  ///< [parameter]
    std::vector<StrategySheet> m_sheets;
    Issues m_issues;
};

}  // namespace

FormulaPlaces SheetPlaces::formulaPlaces(const std::vector<LookupTable>& tables) const {
    FormulaPlaces places;
    places.keyRanges = keyRanges;
    places.columnRanges = columnRanges;
    places.tables = &tables;
    return places;
}

Result<QByteArray> cohortWorkbook(const Case& value, const Evaluation& evaluation, Language language) {
    if (value.outcomes->model != OutcomeModel::cohort) {
        return Issue{"workbook.model", Severity::error, "/outcomes", {}, {}, {}};
    }
    return Book(value, evaluation, language).write();
}

}  // namespace kachi
