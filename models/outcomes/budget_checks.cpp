#include "models/outcomes/budget_checks.h"

#include <algorithm>
#include <set>

namespace kachi {
namespace {

constexpr int mostYears = 20;
const std::string budgetWhere = "/outcomes/budget";

std::vector<std::string> argumentsOf(UptakeShape shape) {
    switch (shape) {
        case UptakeShape::expression:
            return {"share"};
        case UptakeShape::linear:
            return {"first", "last"};
        case UptakeShape::logistic:
            return {"ceiling", "midpoint", "steepness"};
        case UptakeShape::bass:
            break;
    }
    return {"ceiling", "innovation", "imitation"};
}

class BudgetChecks {
public:
    BudgetChecks(const OutcomesStructure& structure, Issues& issues)
        : m_structure(structure), m_budget(*structure.budget), m_issues(issues) {}

    void all() {
        if (m_budget.years < 1 || m_budget.years > mostYears) {
            report("budget.years", "/years", std::to_string(m_budget.years), "1–" + std::to_string(mostYears));
        }
        strategy(m_budget.device, "/device");
        eligible();
        uptake();
        current();
        if (m_budget.costsFrom == BudgetCosts::expressions) costs();
        if (m_budget.costsFrom == BudgetCosts::outcomeModel) horizon();
    }

    void yearIsReserved(bool used, const std::string& where) {
        if (used) m_issues.push_back({"expressions.reservedName", Severity::error, where, "year", {}, {}});
    }

private:
    void report(const char* code, const std::string& where, const std::string& value, const std::string& limit) {
        m_issues.push_back({code, Severity::error, budgetWhere + where, value, limit, {}});
    }

    void strategy(const std::string& id, const std::string& where) {
        const auto found = std::ranges::find(m_structure.strategies, id, &OutcomeStrategy::id);
        if (found == m_structure.strategies.end()) report("budget.unknownStrategy", where, id, {});
    }

    void eligible() {
        const bool counts = !m_budget.prevalence.empty() || !m_budget.incidence.empty();
        const bool built = counts || !m_budget.growth.empty() || !m_budget.eligibleShare.empty();
        if (m_budget.eligible.empty() && !counts) report("budget.eligibleMissing", "/eligible", {}, {});
        if (!m_budget.eligible.empty() && built) report("budget.eligibleTwice", "/eligible", m_budget.eligible, {});
    }

    void uptake() {
        const std::vector<std::string> wanted = argumentsOf(m_budget.uptake);
        for (const std::string& name : wanted) {
            if (!m_budget.uptakeArgs.contains(name)) report("budget.uptakeMissing", "/uptakeArgs", name, {});
        }
        std::string names;
        for (const std::string& name : wanted) names += (names.empty() ? "" : ", ") + name;
        for (const auto& [name, text] : m_budget.uptakeArgs) {
            if (std::ranges::count(wanted, name) == 0) report("budget.uptakeUnknown", "/uptakeArgs", name, names);
        }
    }

    void current() {
        if (m_budget.current.empty()) report("budget.currentMissing", "/current", {}, {});
        std::set<std::string> seen;
        for (const DisplacedTreatment& treatment : m_budget.current) {
            strategy(treatment.strategy, "/current");
            if (treatment.strategy == m_budget.device)
                report("budget.deviceInCurrent", "/current", m_budget.device, {});
            if (!seen.insert(treatment.strategy).second) {
                report("budget.strategyTwice", "/current", treatment.strategy, {});
            }
        }
        const auto shares = std::ranges::count(m_budget.current, "#", &DisplacedTreatment::share);
        const auto displaced = std::ranges::count(m_budget.current, "#", &DisplacedTreatment::displaced);
        for (const auto complements : {shares, displaced}) {
            if (complements > 1) report("outcomes.twoComplements", "/current", std::to_string(complements), "1");
        }
    }

    void costs() {
        for (const auto& [id, text] : m_budget.costs) strategy(id, "/costs");
        std::vector<std::string> treated{m_budget.device};
        for (const DisplacedTreatment& treatment : m_budget.current) treated.push_back(treatment.strategy);
        for (const std::string& id : treated) {
            if (!m_budget.costs.contains(id)) report("budget.costMissing", "/costs", id, {});
        }
    }

    /// A model of exactly the years of the account may miss them by rounding.
    void horizon() {
        const double years = m_structure.timing.cycles * m_structure.timing.cycleLengthYears;
        if (years >= m_budget.years - 1e-9) return;
        m_issues.push_back({"budget.horizon",
                            Severity::warning,
                            "/outcomes/timing/cycles",
                            numberText(years),
                            std::to_string(m_budget.years),
                            {}});
    }

    const OutcomesStructure& m_structure;
    const BudgetImpact& m_budget;
    Issues& m_issues;
};

}  // namespace

Issues budgetFaults(const OutcomesStructure& structure, const ExpressionInputs& inputs, const ParameterValues& values) {
    if (!structure.budget) return {{"budget.missing", Severity::error, budgetWhere, {}, {}, {}}};
    Issues issues = validateTables(inputs.tables);
    BudgetChecks checks(structure, issues);
    checks.all();
    checks.yearIsReserved(values.has("year") || inputs.expressions.contains("year"), "year");
    for (const OutcomeStrategy& strategy : structure.strategies) {
        checks.yearIsReserved(strategy.overrides.contains("year"),
                              "/outcomes/strategies/id=" + strategy.id + "/overrides");
    }
    return issues;
}

}  // namespace kachi
