#include "models/outcomes/budget_run.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kachi {
namespace {

/// Largest miss of a sum of shares, and of the patients a treatment can lose.
constexpr double shareTolerance = 1e-9;
constexpr double unlimited = std::numeric_limits<double>::max();

/// ceiling·(1 − e^−(p+q)t)/(1 + (q/p)·e^−(p+q)t)
double bassShare(double ceiling, double innovation, double imitation, double time) {
    const double remaining = std::exp(-(innovation + imitation) * time);
    return ceiling * (1 - remaining) / (1 + imitation / innovation * remaining);
}

}  // namespace

BudgetRun::BudgetRun(const PreparedBudget& prepared, std::size_t width)
    : m_prepared(prepared), m_years(width), m_growth(width) {
    for (const auto& program : prepared.prepared) m_evaluators.emplace_back(*program, width);
}

std::optional<Issue> BudgetRun::run(std::size_t first, std::size_t count, const std::vector<YearlyCosts>& modelCosts) {
    m_first = first;
    for (BlockEvaluator& evaluator : m_evaluators) evaluator.begin(first, count);
    for (std::vector<BudgetYear>& years : m_years) years.clear();
    std::ranges::fill(m_growth, 1.0);
    for (m_year = 1; m_year <= m_prepared.budget.years; ++m_year) {
        for (BlockEvaluator& evaluator : m_evaluators) evaluator.enter(static_cast<std::size_t>(m_year) - 1);
        if (auto issue = failedExpression()) return issue;
        for (m_lane = 0; m_lane < count; ++m_lane) {
            BudgetYear& row = m_years[m_lane].emplace_back();
            row.year = m_year;
            if (auto issue = countEligible(row)) return issue;
            if (auto issue = countOnDevice(row)) return issue;
            if (auto issue = shareOut(row)) return issue;
            if (auto issue = addCosts(row, modelCosts.empty() ? nullptr : &modelCosts[m_lane])) return issue;
            if (auto issue = addSales(row)) return issue;
            if (auto issue = addDiscounting(row)) return issue;
        }
    }
    return std::nullopt;
}

std::optional<Issue> BudgetRun::countEligible(BudgetYear& row) {
    const BudgetProgram& account = m_prepared.program;
    if (account.eligible.node >= 0) {
        row.eligible = at(account.eligible);
        return outside("budget.negative", account.eligible, 0, unlimited, "0");
    }
    for (const BudgetExpression* count : {&account.prevalence, &account.incidence}) {
        if (auto issue = outside("budget.negative", *count, 0, unlimited, "0")) return issue;
    }
    if (auto issue = outside("budget.share", account.eligibleShare, 0, 1, "0–1")) return issue;
    const double growth = at(account.growth);
    if (!(growth > -1)) return issueAt("budget.growth", account.growth.where, growth, "-1");
    if (m_year > 1) m_growth[m_lane] *= 1 + growth;
    const bool startersOnly = m_prepared.budget.costsFrom == BudgetCosts::outcomeModel && m_year > 1;
    const double patients = (startersOnly ? 0 : at(account.prevalence)) + at(account.incidence);
    row.eligible = patients * m_growth[m_lane] * at(account.eligibleShare);
    return std::nullopt;
}

std::optional<Issue> BudgetRun::countOnDevice(BudgetYear& row) const {
    const auto& arguments = m_prepared.program.uptake;
    const auto argument = [&](const char* name) { return at(arguments.at(name)); };
    // Refused although the curve may stay below it for now: no more than all eligible patients can get the device.
    for (const char* share : {"share", "first", "last", "ceiling"}) {
        const auto found = arguments.find(share);
        if (found == arguments.end()) continue;
        if (auto issue = outside("budget.share", found->second, 0, 1, "0–1")) return issue;
    }
    switch (m_prepared.budget.uptake) {
        case UptakeShape::expression:
            row.uptake = argument("share");
            break;
        case UptakeShape::linear: {
            const double steps = std::max(1, m_prepared.budget.years - 1);
            row.uptake = argument("first") + (argument("last") - argument("first")) * (m_year - 1) / steps;
            break;
        }
        case UptakeShape::logistic:
            row.uptake = argument("ceiling") / (1 + std::exp(-argument("steepness") * (m_year - argument("midpoint"))));
            break;
        case UptakeShape::bass:
            if (!(argument("innovation") > 0)) {
                return issueAt("budget.bass", arguments.at("innovation").where, argument("innovation"), "0");
            }
            if (auto issue = outside("budget.negative", arguments.at("imitation"), 0, unlimited, "0")) return issue;
            row.uptake = bassShare(argument("ceiling"), argument("innovation"), argument("imitation"), m_year);
            break;
    }
    if (!(row.uptake >= 0 && row.uptake <= 1)) {
        return issueAt("budget.share", "/outcomes/budget/uptakeArgs", row.uptake, "0–1");
    }
    row.onDevice = row.eligible * row.uptake;
    return std::nullopt;
}

/// Patients of every strategy with and without the device.
std::optional<Issue> BudgetRun::shareOut(BudgetYear& row) const {
    const BudgetProgram& account = m_prepared.program;
    const std::string where = "/outcomes/budget/current";
    row.without.resize(m_prepared.structure.strategies.size());
    row.with.resize(m_prepared.structure.strategies.size());
    double shares = 0;
    double displaced = 0;
    for (const BudgetTreatment& treatment : account.current) {
        const double leastShare = treatment.shareIsRest ? -shareTolerance : 0;
        const double leastDisplaced = treatment.displacedIsRest || treatment.shareIsRest ? -shareTolerance : 0;
        if (auto issue = outside("budget.share", treatment.share, leastShare, 1, "0–1")) return issue;
        if (auto issue = outside("budget.share", treatment.displaced, leastDisplaced, 1, "0–1")) return issue;
        shares += at(treatment.share);
        displaced += at(treatment.displaced);
    }
    if (!(std::abs(shares - 1) <= shareTolerance)) return issueAt("budget.shareSum", where, shares, "1");
    if (!(std::abs(displaced - 1) <= shareTolerance)) return issueAt("budget.displacedSum", where, displaced, "1");
    for (const BudgetTreatment& treatment : account.current) {
        const double has = row.eligible * at(treatment.share);
        const double loses = row.onDevice * at(treatment.displaced);
        if (has - loses < -shareTolerance * row.eligible) {
            Issue issue = issueAt("budget.displacedTooMany", treatment.displaced.where, loses, "");
            issue.limit = numberText(has);
            return issue;
        }
        row.without[treatment.strategy] = has;
        row.with[treatment.strategy] = has - loses;
    }
    row.with[account.device] = row.onDevice;
    return std::nullopt;
}

std::optional<Issue> BudgetRun::addCosts(BudgetYear& row, const YearlyCosts* modelCosts) const {
    const BudgetProgram& account = m_prepared.program;
    const std::size_t strategies = m_prepared.structure.strategies.size();
    row.costPerPatient.resize(strategies);
    row.offset = at(account.offset);
    if (modelCosts) addModelCosts(row, *modelCosts);
    for (std::size_t s = 0; s < strategies && !modelCosts; ++s) {
        if (account.costs[s].node < 0) continue;
        if (auto issue = outside("budget.negative", account.costs[s], 0, unlimited, "0")) return issue;
        row.costPerPatient[s] = at(account.costs[s]);
        row.costWithout += row.without[s] * row.costPerPatient[s];
        row.costWith += row.with[s] * row.costPerPatient[s];
    }
    row.costWith -= row.onDevice * row.offset;
    row.impact = row.costWith - row.costWithout;
    if (!isFinite(row.impact)) return issueAt("budget.overflow", "/outcomes/budget", row.impact, "");
    return std::nullopt;
}

/// Patients who started in year k are in their year m_year − k + 1 of treatment.
void BudgetRun::addModelCosts(BudgetYear& row, const YearlyCosts& costs) const {
    for (std::size_t s = 0; s < costs.size(); ++s) {
        if (costs[s].empty()) continue;
        row.costPerPatient[s] = costs[s][row.year - 1];
        for (const BudgetYear& start : m_years[m_lane]) {
            const double cost = costs[s][row.year - start.year];
            row.costWithout += start.without[s] * cost;
            row.costWith += start.with[s] * cost;
        }
    }
}

std::optional<Issue> BudgetRun::addSales(BudgetYear& row) const {
    const BudgetProgram& account = m_prepared.program;
    for (const BudgetExpression* factor : {&account.unitPrice, &account.unitsPerPatient}) {
        if (auto issue = outside("budget.negative", *factor, 0, unlimited, "0")) return issue;
    }
    row.unitPrice = at(account.unitPrice);
    row.unitsPerPatient = at(account.unitsPerPatient);
    row.sales = row.onDevice * row.unitsPerPatient * row.unitPrice;
    if (!isFinite(row.sales)) return issueAt("budget.overflow", account.unitPrice.where, row.sales, "");
    return std::nullopt;
}

std::optional<Issue> BudgetRun::addDiscounting(BudgetYear& row) const {
    const double rate = at(m_prepared.program.discountRate);
    if (!(rate >= 0 && rate < 1)) {
        return issueAt("budget.discountRate", m_prepared.program.discountRate.where, rate, "0–1");
    }
    row.impactDiscounted = row.impact / std::pow(1 + rate, m_year - 1);
    return std::nullopt;
}

double BudgetRun::at(const BudgetExpression& expression) const {
    return m_evaluators[expression.program].lanes(expression.node)[m_lane];
}

std::optional<Issue> BudgetRun::failedExpression() const {
    for (const BudgetExpression& expression : m_prepared.program.expressions()) {
        const BlockEvaluator& evaluator = m_evaluators[expression.program];
        if (const auto lane = evaluator.failedLane(expression.node)) return evaluator.failure(expression.node, *lane);
    }
    return std::nullopt;
}

std::optional<Issue> BudgetRun::outside(const char* code, const BudgetExpression& expression, double low, double high,
                                        const char* limit) const {
    const double value = at(expression);
    if (value >= low && value <= high) return std::nullopt;
    return issueAt(code, expression.where, value, limit);
}

Issue BudgetRun::issueAt(const char* code, const std::string& where, double value, const char* limit) const {
    const bool hasDraws =
        std::ranges::any_of(m_prepared.program.programs, [](const Program& program) { return !program.drawn.empty(); });
    Issue issue{code, Severity::error, where, numberText(value), limit, {}};
    issue.details = {{"year", std::to_string(m_year)}, {"draw", hasDraws ? std::to_string(m_first + m_lane + 1) : "0"}};
    return issue;
}

}  // namespace kachi
