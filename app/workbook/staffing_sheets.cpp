// Staffing standards of the fee schedule relaxed by ICT: posts, yen and hours freed.
#include "app/workbook/labour_workbook.h"
#include "app/workbook/study_sheets.h"
#include "models/studies/staffing_rules_parts.h"

#include <algorithm>

namespace kachi {
namespace {

/// Cells of the inputs of one group.
struct GroupCells {
    std::string required;
    std::string actual;
    std::string factor;  ///< that applies; 1 without a relaxation
    std::string annualPay;
    std::string onCost;
    std::string hoursPerYear;
    std::string cashableShare;
};

class StaffingSheets {
public:
    StaffingSheets(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                   const StudySurroundings& surroundings)
        : m_pages(pages),
          m_page(pages.staffing),
          m_request(request),
          m_study(*study.result),
          m_groups(readStudyInputs(request, surroundings, readStaffingGroups)) {}

    void write() {
        writeRuleInputs();
        for (std::size_t at = 0; at < m_groups.size(); ++at) writeInputs(at);
        writeStaffing();
        writeFigures();
    }

private:
    void writeRuleInputs() {
        std::vector<RuleInput> rules;
        for (const StaffingGroup& group : m_groups) {
            if (group.rule) rules.push_back({*group.rule, group.ruleField()});
        }
        if (rules.empty()) return;
        const std::vector<std::string> places = writeRules(m_pages, m_page, m_request, rules);
        std::size_t next = 0;
        for (const StaffingGroup& group : m_groups) m_rules.push_back(group.rule ? places[next++] : std::string());
    }

    void writeInputs(std::size_t at) {
        const StaffingGroup& group = m_groups[at];
        ItemList list(m_pages, m_page);
        const auto add = [&](const Text& label, const char* key, double value, Unit unit) {
            const std::string field = group.key + key;
            return list.add(label, pageInput(value, m_pages.named(m_request.inputs, "/inputs", field)), unit);
        };
        GroupCells cells;
        cells.required =
            add({"必要数（緩和前）", "Required before"}, "Required", group.effect.requiredBefore, Unit::fte);
        cells.actual = add({"実配置", "Actual"}, "Actual", group.effect.actual, Unit::fte);
        cells.factor = writeFactor(list, at);
        cells.annualPay = add({"年間給与額", "Annual pay"}, "AnnualPay", group.cost.annualPay, Unit::yen);
        cells.onCost =
            add({"事業主負担の給与比", "Employer on-cost, share of pay"}, "OnCost", group.cost.onCost, Unit::ratio);
        cells.hoursPerYear =
            add({"年間労働時間", "Paid hours a year"}, "HoursPerYear", group.cost.hoursPerYear, Unit::hours);
        cells.cashableShare = add(labour_text::cashableShare, "CashableShare", group.cost.cashableShare, Unit::ratio);
        if (!group.wageSource.empty()) list.add(labour_text::wageSource, pageWords(group.wageSource));
        list.write(m_page, group.name);
        m_cells.push_back(std::move(cells));
    }

    /// The factor that applies. That of nurses follows the three domains of ICT where the rule is known.
    std::string writeFactor(ItemList& list, std::size_t at) {
        const StaffingGroup& group = m_groups[at];
        if (!group.rule) {
            return list.add({"係数 k（1：緩和は適用されない）", "Factor k (1: no relaxation applies)"}, pageInput(1),
                            Unit::ratio);
        }
        const std::string& rule = m_rules[at];
        const double k = toDouble(group.rule->value);
        const Text label{"適用される係数 k", "Factor k that applies"};
        if (group.dividesRequired) return list.add(label, pageFormula(rule, k), Unit::ratio);
        std::string all;
        for (std::size_t domain = 0; domain < nurseIctDomains.size(); ++domain) {
            all += (all.empty() ? "" : "*") +
                   list.add(labelOf(nurseIctDomains[domain]), pageInput(group.domains[domain] ? 1 : 0));
        }
        return list.add(label, pageFormula("IF(" + all + "=1," + rule + ",1)", group.relaxed ? k : 1), Unit::ratio);
    }

    static Text labelOf(const std::string& field) {
        const std::vector<Field>& fields = findStudy("staffingRules")->fields;
        const Text label = std::ranges::find(fields, field, &Field::key)->label;
        return {label.ja + "（1/0）", label.en + " (1/0)"};
    }

    /// The study's own table.
    void writeStaffing() {
        const StudyTable& table = m_study.tables.front();
        const int first = m_page.nextRow();
        std::vector<std::vector<std::string>> formulas;
        for (std::size_t at = 0; at < m_groups.size(); ++at) {
            const int row = first + static_cast<int>(at);
            const auto cell = [&](const char* key) { return cellReference(row, columnOf(table, key)); };
            const GroupCells& group = m_cells[at];
            const StaffingGroup& read = m_groups[at];
            std::vector<std::string> line(table.columns.size());
            const auto set = [&](const char* key, const std::string& formula) {
                line[static_cast<std::size_t>(columnOf(table, key))] = formula;
            };
            set("actual", group.actual);
            if (read.relaxed) set("factor", group.factor);
            set("effective", cell("actual") + "*" + cell("requiredBefore") + "/" + cell("requiredAfter"));
            set("requiredBefore", group.required);
            set("requiredAfter", cell("requiredBefore") + (read.dividesRequired ? "/" : "*") + group.factor);
            set("marginAfter", cell("actual") + "-" + cell("requiredAfter"));
            set("postsFreed",
                "MAX(0,MIN(" + cell("actual") + "," + cell("requiredBefore") + ")-" + cell("requiredAfter") + ")");
            set("yenPerPost", group.annualPay + "*(1+" + group.onCost + ")");
            set("cashableShare", group.cashableShare);
            set("cashableYen", cell("postsFreed") + "*" + cell("yenPerPost") + "*" + cell("cashableShare"));
            set("releasedHours", cell("postsFreed") + "*" + group.hoursPerYear + "*(1-" + cell("cashableShare") + ")");
            const std::string words =
                "\"" + m_pages.words({"充足", "Met"}) + "\",\"" + m_pages.words({"不足", "Not met"}) + "\")";
            set("metBefore", "IF(" + cell("actual") + ">=" + cell("requiredBefore") + "," + words);
            set("metAfter", "IF(" + cell("actual") + ">=" + cell("requiredAfter") + "," + words);
            m_postsFreed.push_back(m_page.at(row, columnOf(table, "postsFreed")));
            m_cashableYen.push_back(m_page.at(row, columnOf(table, "cashableYen")));
            m_releasedHours.push_back(m_page.at(row, columnOf(table, "releasedHours")));
            formulas.push_back(std::move(line));
        }
        writeResultTable(m_pages, m_page, table, formulas);
    }

    static int columnOf(const StudyTable& table, const std::string& key) {
        return static_cast<int>(std::ranges::find(table.columns, key, &StudyColumn::key) - table.columns.begin());
    }

    void writeFigures() {
        ItemList list(m_pages, m_page);
        for (std::size_t at = 0; at < m_groups.size(); ++at) {
            const std::string& key = m_groups[at].key;
            list.addFigure(m_pages, m_study, key + "PostsFreed", m_postsFreed[at]);
            list.addFigure(m_pages, m_study, key + "CashableYen", m_cashableYen[at]);
            list.addFigure(m_pages, m_study, key + "ReleasedHours", m_releasedHours[at]);
        }
        list.write(m_page, {"主な結果", "Main results"});
    }

    LabourPages& m_pages;
    SheetPage& m_page;
    const StudyRequest& m_request;
    const StudyResult& m_study;
    std::vector<StaffingGroup> m_groups;
    std::vector<GroupCells> m_cells;        ///< [group]
    std::vector<std::string> m_rules;       ///< [group] cell of its rule, empty where it is not known
    std::vector<std::string> m_postsFreed;  ///< [group]
    std::vector<std::string> m_cashableYen;
    std::vector<std::string> m_releasedHours;
};

}  // namespace

void writeStaffingRules(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                        const StudySurroundings& surroundings) {
    pages.begin(pages.words(study.name), pages.staffing);
    StaffingSheets(pages, request, study, surroundings).write();
}

}  // namespace kachi
