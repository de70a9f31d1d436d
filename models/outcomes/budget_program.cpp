#include "models/outcomes/budget_program.h"

#include "models/outcomes/outcome_scope.h"

#include <algorithm>

namespace kachi {
namespace {

const std::string budgetWhere = "/outcomes/budget";
const std::string complementSign = "#";

class BudgetCompiler {
public:
    BudgetCompiler(const OutcomesStructure& structure, const ExpressionInputs& inputs, const ParameterValues& values,
                   bool useDraws, Issues& issues)
        : m_structure(structure), m_budget(*structure.budget), m_issues(issues) {
        if (!structure.startAge.empty() && structure.startAge != "age0") m_clock = {{"age0", structure.startAge}};
        NameScope scope{.layers = {{"", &inputs.expressions}, {"/outcomes/startAge", &m_clock}},
                        .parameters = &values,
                        .tables = &inputs.tables,
                        .context = {"year"},
                        .useDraws = useDraws};
        m_builders.emplace_back(scope);
        for (const OutcomeStrategy& strategy : structure.strategies) {
            NameScope own = scope;
            own.layers.insert(own.layers.begin(),
                              {"/outcomes/strategies/id=" + strategy.id + "/overrides", &strategy.overrides});
            m_builders.emplace_back(own);
        }
    }

    BudgetProgram program() {
        BudgetProgram account;
        account.device = indexOf(m_budget.device);
        const std::size_t device = 1 + account.device;
        if (!m_budget.eligible.empty()) account.eligible = add(0, m_budget.eligible, "", "/eligible");
        account.prevalence = add(0, m_budget.prevalence, "0", "/prevalence");
        account.incidence = add(0, m_budget.incidence, "0", "/incidence");
        account.growth = add(0, m_budget.growth, "0", "/growth");
        account.eligibleShare = add(0, m_budget.eligibleShare, "1", "/eligibleShare");
        for (const auto& [name, text] : m_budget.uptakeArgs) {
            account.uptake[name] = add(0, text, "", "/uptakeArgs/" + name);
        }
        current(account);
        account.costs.resize(m_structure.strategies.size());
        if (m_budget.costsFrom == BudgetCosts::expressions) {
            costs(account, account.device);
            for (const BudgetTreatment& treatment : account.current) costs(account, treatment.strategy);
        }
        account.offset = add(device, m_budget.offset, "0", "/offset");
        account.unitPrice = add(device, m_budget.unitPrice, "0", "/unitPrice");
        account.unitsPerPatient = add(device, m_budget.unitsPerPatient, "1", "/unitsPerPatient");
        account.discountRate = add(0, m_budget.discountRate, "0", "/discountRate");
        for (const ProgramBuilder& builder : m_builders) account.programs.push_back(builder.program());
        return account;
    }

private:
    /// Unknown strategies are reported by the check of the account; the first stands in for them.
    std::size_t indexOf(const std::string& strategy) const {
        const auto found = std::ranges::find(m_structure.strategies, strategy, &OutcomeStrategy::id);
        if (found == m_structure.strategies.end()) return 0;
        return static_cast<std::size_t>(found - m_structure.strategies.begin());
    }

    BudgetExpression add(std::size_t program, const std::string& text, const std::string& whenEmpty,
                         const std::string& where) {
        const std::string& compiled = text.empty() ? whenEmpty : text;
        return {program, m_builders[program].add(compiled, budgetWhere + where, m_issues), budgetWhere + where};
    }

    /// What is left of 1 after the given expressions.
    BudgetExpression rest(const std::vector<int>& others, const std::string& where) {
        if (std::ranges::any_of(others, [](int node) { return node < 0; })) return {0, -1, budgetWhere + where};
        return {0, m_builders[0].complement(others, budgetWhere + where), budgetWhere + where};
    }

    void current(BudgetProgram& account) {
        std::vector<int> shares;
        for (const DisplacedTreatment& treatment : m_budget.current) {
            BudgetTreatment& compiled = account.current.emplace_back();
            compiled.strategy = indexOf(treatment.strategy);
            compiled.shareIsRest = treatment.share == complementSign;
            compiled.displacedIsRest = treatment.displaced == complementSign;
            if (compiled.shareIsRest) continue;
            compiled.share = add(0, treatment.share, "", shareWhere(treatment));
            shares.push_back(compiled.share.node);
        }
        for (std::size_t i = 0; i < account.current.size(); ++i) {
            BudgetTreatment& compiled = account.current[i];
            if (compiled.shareIsRest) compiled.share = rest(shares, shareWhere(m_budget.current[i]));
        }
        std::vector<int> displaced;
        for (std::size_t i = 0; i < account.current.size(); ++i) {
            BudgetTreatment& compiled = account.current[i];
            const DisplacedTreatment& treatment = m_budget.current[i];
            if (compiled.displacedIsRest) continue;
            compiled.displaced = compiled.share;
            if (!treatment.displaced.empty()) {
                compiled.displaced = add(0, treatment.displaced, "", displacedWhere(treatment));
            }
            displaced.push_back(compiled.displaced.node);
        }
        for (std::size_t i = 0; i < account.current.size(); ++i) {
            BudgetTreatment& compiled = account.current[i];
            if (compiled.displacedIsRest) compiled.displaced = rest(displaced, displacedWhere(m_budget.current[i]));
        }
    }

    static std::string shareWhere(const DisplacedTreatment& treatment) {
        return "/current/strategy=" + treatment.strategy + "/share";
    }

    static std::string displacedWhere(const DisplacedTreatment& treatment) {
        return "/current/strategy=" + treatment.strategy + "/displaced";
    }

    void costs(BudgetProgram& account, std::size_t strategy) {
        const auto cost = m_budget.costs.find(m_structure.strategies[strategy].id);
        if (cost == m_budget.costs.end()) return;  // reported by the check of the account
        account.costs[strategy] = add(1 + strategy, cost->second, "", "/costs/" + cost->first);
    }

    const OutcomesStructure& m_structure;
    const BudgetImpact& m_budget;
    Issues& m_issues;
    std::map<std::string, std::string> m_clock;
    std::vector<ProgramBuilder> m_builders;
};

}  // namespace

std::vector<BudgetExpression> BudgetProgram::expressions() const {
    std::vector<BudgetExpression> found{prevalence, incidence, growth,          eligibleShare,
                                        offset,     unitPrice, unitsPerPatient, discountRate};
    if (eligible.node >= 0) found.push_back(eligible);
    for (const auto& [name, argument] : uptake) found.push_back(argument);
    for (const BudgetTreatment& treatment : current) {
        found.push_back(treatment.share);
        found.push_back(treatment.displaced);
    }
    for (const BudgetExpression& cost : costs) {
        if (cost.node >= 0) found.push_back(cost);
    }
    return found;
}

BudgetProgram compileBudget(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                            const ParameterValues& values, bool useDraws, Issues& issues) {
    Issues found;
    BudgetProgram program = BudgetCompiler(structure, inputs, values, useDraws, found).program();
    for (Issue& issue : found) {
        const bool isClock = std::ranges::count(clockNames(), issue.value) > 0;
        if (issue.code == "expressions.unknownName" && isClock) issue.code = "budget.clock";
    }
    append(issues, found);
    return program;
}

PreparedBudget::PreparedBudget(BudgetProgram compiled, const OutcomesStructure& theStructure)
    : program(std::move(compiled)), structure(theStructure), budget(*structure.budget) {
    std::vector<double> years;
    for (int year = 1; year <= budget.years; ++year) years.push_back(year);
    std::vector<std::vector<int>> roots(program.programs.size());
    for (const BudgetExpression& expression : program.expressions()) {
        roots[expression.program].push_back(expression.node);
    }
    for (std::size_t i = 0; i < program.programs.size(); ++i) {
        prepared.push_back(
            std::make_unique<PreparedProgram>(program.programs[i], roots[i], std::vector<std::vector<double>>{years}));
    }
}

}  // namespace kachi
