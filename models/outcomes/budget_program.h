#pragma once

#include "models/expressions/block_evaluator.h"
#include "models/outcomes/outcomes_structure.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace kachi {

/// An expression of the account: a node of one of its programs, and where it stands.
struct BudgetExpression {
    std::size_t program = 0;
    int node = -1;
    std::string where;
};

/// A present treatment, compiled.
struct BudgetTreatment {
    std::size_t strategy = 0;
    BudgetExpression share;
    BudgetExpression displaced;
    bool shareIsRest = false;
    bool displacedIsRest = false;
};

/// The account compiled: one program for the names of the case, one for the names under each strategy's overrides.
struct BudgetProgram {
    std::vector<Program> programs;  ///< 0: the case; 1 + s: strategy s
    std::size_t device = 0;         ///< strategy
    BudgetExpression eligible;      ///< node −1: from the next four
    BudgetExpression prevalence;
    BudgetExpression incidence;
    BudgetExpression growth;
    BudgetExpression eligibleShare;
    std::map<std::string, BudgetExpression> uptake;
    std::vector<BudgetTreatment> current;
    std::vector<BudgetExpression> costs;  ///< [strategy]; node −1: nobody gets it, or its cost is the outcome model's
    BudgetExpression offset;
    BudgetExpression unitPrice;
    BudgetExpression unitsPerPatient;
    BudgetExpression discountRate;

    std::vector<BudgetExpression> expressions() const;
};

/// Compiles the account; faults go to `issues` and leave the program unusable, as do those budgetFaults() finds.
/// @pre the structure has a budget and at least one strategy
BudgetProgram compileBudget(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                            const ParameterValues& values, bool useDraws, Issues& issues);

/// A compiled account laid out over its years.
class PreparedBudget {
public:
    PreparedBudget(BudgetProgram compiled, const OutcomesStructure& structure);
    PreparedBudget(const PreparedBudget&) = delete;
    PreparedBudget& operator=(const PreparedBudget&) = delete;

    const BudgetProgram program;
    const OutcomesStructure& structure;
    const BudgetImpact& budget;
    std::vector<std::unique_ptr<PreparedProgram>> prepared;  ///< [program]
};

}  // namespace kachi
