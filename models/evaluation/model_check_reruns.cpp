#include "models/case/validate.h"
#include "models/evaluation/followed_studies.h"
#include "models/evaluation/model_check_parts.h"
#include "models/evaluation/sensitivity_points.h"
#include "models/evaluation/values.h"
#include "models/params/registry.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace kachi {
namespace {

constexpr double rounding = 1e-9;  ///< relative, of sums over cycles and paths
constexpr int fewPatients = 500;

bool near(double first, double second) {
    return std::abs(first - second) <= rounding * std::max({std::abs(first), std::abs(second), rounding});
}

/// Names that expressions refer to, through other expressions and followed studies too.
class NamesUsed {
public:
    explicit NamesUsed(const Case& value) : m_case(value) {}

    void add(const std::string& text) {
        const auto tree = parseExpression(text, {});
        if (!tree) return;
        for (const std::string& name : namesIn(*tree)) addName(name);
    }

    bool contains(const std::string& name) const { return m_names.contains(name); }

private:
    void addName(const std::string& name) {
        if (!m_names.insert(name).second) return;
        for (const std::string& behind : namesBehind(m_case, name)) addName(behind);
    }

    const Case& m_case;
    std::set<std::string> m_names;
};

void addBudget(const BudgetImpact& budget, NamesUsed& names) {
    for (const std::string* text :
         {&budget.eligible, &budget.prevalence, &budget.incidence, &budget.growth, &budget.eligibleShare,
          &budget.offset, &budget.unitPrice, &budget.unitsPerPatient, &budget.discountRate}) {
        if (!text->empty()) names.add(*text);
    }
    for (const auto& [name, text] : budget.uptakeArgs) names.add(text);
    for (const auto& [strategy, text] : budget.costs) names.add(text);
    for (const DisplacedTreatment& treatment : budget.current) {
        names.add(treatment.share);
        if (!treatment.displaced.empty()) names.add(treatment.displaced);
    }
}

class Reruns {
public:
    Reruns(const Case& value, const RulePack& pack, const ParameterValues& values, const RunOptions& options)
        : m_case(value), m_pack(pack), m_values(values), m_inputs(expressionInputs(value)), m_options(options) {
        std::optional<IndividualSimulation>& simulation = m_case.outcomes->simulation;
        if (simulation) simulation->patients = std::min(simulation->patients, fewPatients);
    }

    std::vector<ModelCheck> run() {
        const auto base = rerun(*m_case.outcomes);
        if (!base) return {};
        utilitiesOne();
        costsZero();
        noDiscounting(*base);
        equalStrategies();
        relabelled(*base);
        parametersMatter();
        return std::move(m_checks);
    }

private:
    Result<OutcomesResults> rerun(const OutcomesStructure& structure) const {
        return evaluateOutcomes(structure, m_inputs, m_values, m_options);
    }

    void add(const char* id, Text name, CheckOutcome outcome, Text finding, std::string where = {}) {
        m_checks.push_back({id, std::move(name), outcome, std::move(finding), std::move(where)});
    }

    /// A changed model that does not run is a finding, too.
    bool ran(const char* id, const Text& name, const Result<OutcomesResults>& results) {
        if (results) return true;
        const Issue& issue = results.issues().front();
        add(id, name, CheckOutcome::failed,
            {"変更したモデルが動かない: " + issue.code + " " + issue.where,
             "the changed model does not run: " + issue.code + " " + issue.where},
            issue.where);
        return false;
    }

    void utilitiesOne() {
        const Text name{"効用値をすべて 1 にすると QALY = 生存年", "All utilities 1: QALYs are life-years"};
        OutcomesStructure changed = *m_case.outcomes;
        for (OutcomeState& state : changed.states) state.utility = state.alive ? "1" : "0";
        for (TransitionReward& reward : changed.transitionRewards) reward.qaly = "0";
        if (changed.tree) {
            for (TreeNode& node : changed.tree->nodes) node.qaly = node.lifeYears;
        }
        if (changed.simulation) {
            for (SimulatedEvent& event : changed.simulation->events) event.qaly = "0";
        }
        const auto results = rerun(changed);
        if (!ran("checks.utilitiesOne", name, results)) return;
        std::vector<std::string> found;
        std::string years;
        for (std::size_t s = 0; s < results->base.size(); ++s) {
            const CohortOutcome& outcome = results->base[s];
            years += (s == 0 ? "" : ", ") + checkFigure(outcome.lifeYears);
            if (near(outcome.qalyUndiscounted, outcome.lifeYears) && near(outcome.qaly, outcome.lifeYearsDiscounted)) {
                continue;
            }
            found.push_back(results->strategies[s] + " (" + checkFigure(outcome.qalyUndiscounted) + " / " +
                            checkFigure(outcome.lifeYears) + ")");
        }
        if (found.empty()) {
            add("checks.utilitiesOne", name, CheckOutcome::passed,
                {"QALY と生存年が一致(" + years + " 年)", "QALYs equal life-years (" + years + " years)"});
        } else {
            add("checks.utilitiesOne", name, CheckOutcome::failed,
                {"QALY と生存年が異なる: " + checkList(found), "QALYs differ from life-years: " + checkList(found)},
                "/outcomes/states");
        }
    }

    void costsZero() {
        const Text name{"費用をすべて 0 にすると総費用 = 0", "All costs 0: nothing costs anything"};
        OutcomesStructure changed = *m_case.outcomes;
        for (OutcomeState& state : changed.states) state.cost = "0";
        for (TransitionReward& reward : changed.transitionRewards) reward.cost = "0";
        for (OutcomeStrategy& strategy : changed.strategies) {
            for (OneOffCost& cost : strategy.oneOffCosts) cost.cost = "0";
        }
        if (changed.tree) {
            for (TreeNode& node : changed.tree->nodes) node.cost = "0";
        }
        if (changed.simulation) {
            for (SimulatedEvent& event : changed.simulation->events) event.cost = "0";
        }
        const auto results = rerun(changed);
        if (!ran("checks.costsZero", name, results)) return;
        std::vector<std::string> found;
        for (std::size_t s = 0; s < results->base.size(); ++s) {
            if (results->base[s].cost == 0 && results->base[s].costUndiscounted == 0) continue;
            found.push_back(results->strategies[s] + " (" + checkFigure(results->base[s].cost) + ")");
        }
        if (found.empty()) {
            add("checks.costsZero", name, CheckOutcome::passed, {"総費用は 0", "every total cost is 0"});
        } else {
            add("checks.costsZero", name, CheckOutcome::failed,
                {"総費用が残る: " + checkList(found), "costs remain: " + checkList(found)}, "/outcomes/strategies");
        }
    }

    void noDiscounting(const OutcomesResults& base) {
        const Text name{"割引率 0", "No discounting"};
        OutcomesStructure changed = *m_case.outcomes;
        changed.costDiscountRate = "0";
        changed.effectDiscountRate = "0";
        const auto results = rerun(changed);
        if (!ran("checks.noDiscounting", name, results)) return;
        std::vector<std::string> differ;
        std::vector<std::string> less;
        for (std::size_t s = 0; s < results->base.size(); ++s) {
            const CohortOutcome& plain = results->base[s];
            const CohortOutcome& discounted = base.base[s];
            if (!near(plain.cost, plain.costUndiscounted) || !near(plain.qaly, plain.qalyUndiscounted) ||
                !near(plain.lifeYearsDiscounted, plain.lifeYears)) {
                differ.push_back(results->strategies[s]);
            }
            const auto falls = [](double without, double with) { return without < with && !near(without, with); };
            if (falls(plain.cost, discounted.cost)) {
                less.push_back(results->strategies[s] + " (" + checkFigure(plain.cost) + " < " +
                               checkFigure(discounted.cost) + ")");
            } else if (falls(plain.qaly, discounted.qaly)) {
                less.push_back(results->strategies[s] + " (" + checkFigure(plain.qaly) + " < " +
                               checkFigure(discounted.qaly) + ")");
            }
        }
        if (!differ.empty()) {
            add("checks.noDiscounting", name, CheckOutcome::failed,
                {"割引率 0 でも割引後と割引前が異なる: " + checkList(differ),
                 "discounted and undiscounted totals differ at rate 0: " + checkList(differ)},
                "/outcomes/timing");
        } else if (!less.empty()) {
            add("checks.noDiscounting", name, CheckOutcome::warning,
                {"割引しないほうが小さい(負の値が後に生じる): " + checkList(less),
                 "totals are smaller without discounting (negative values come late): " + checkList(less)},
                "/outcomes/timing");
        } else {
            add("checks.noDiscounting", name, CheckOutcome::passed,
                {"割引率 0 で割引前と一致し、割引した値以上",
                 "equal to the undiscounted totals and no less than with discounting"});
        }
    }

    bool strategiesAreBranches() const {
        if (m_case.outcomes->model != OutcomeModel::decisionTree || !m_case.outcomes->tree) return false;
        return std::ranges::any_of(m_case.outcomes->tree->nodes, [](const TreeNode& node) {
            return node.parent.empty() && node.kind == TreeNodeKind::decision;
        });
    }

    void equalStrategies() {
        const Text name{"戦略を同じにすると結果も同じ", "Equal strategies give equal results"};
        OutcomesStructure changed = *m_case.outcomes;
        if (changed.strategies.size() < 2 || strategiesAreBranches()) {
            add("checks.equalStrategies", name, CheckOutcome::notApplicable,
                {"戦略が一つ、または決定木の枝", "one strategy, or strategies are branches of the tree"});
            return;
        }
        for (OutcomeStrategy& strategy : changed.strategies) {
            strategy.overrides = changed.strategies.front().overrides;
            strategy.oneOffCosts = changed.strategies.front().oneOffCosts;
        }
        const auto results = rerun(changed);
        if (!ran("checks.equalStrategies", name, results)) return;
        double cost = 0;
        double qaly = 0;
        bool equal = true;
        for (const CohortOutcome& outcome : results->base) {
            cost = std::max(cost, std::abs(outcome.cost - results->base.front().cost));
            qaly = std::max(qaly, std::abs(outcome.qaly - results->base.front().qaly));
            equal = equal && near(outcome.cost, results->base.front().cost) &&
                    near(outcome.qaly, results->base.front().qaly);
        }
        const std::string figures = checkFigure(cost) + " / " + checkFigure(qaly) + " QALY";
        add("checks.equalStrategies", name, equal ? CheckOutcome::passed : CheckOutcome::failed,
            {"戦略間の差は最大 " + figures, "largest difference between strategies " + figures},
            equal ? "" : "/outcomes/strategies");
    }

    void relabelled(const OutcomesResults& base) {
        const Text name{"戦略の順序を変えても結果は同じ", "The order of the strategies changes nothing"};
        OutcomesStructure changed = *m_case.outcomes;
        std::ranges::reverse(changed.strategies);
        const auto results = rerun(changed);
        if (!ran("checks.relabelled", name, results)) return;
        std::vector<std::string> found;
        const std::size_t count = base.base.size();
        for (std::size_t s = 0; s < count; ++s) {
            const CohortOutcome& other = results->base[count - 1 - s];
            if (near(base.base[s].cost, other.cost) && near(base.base[s].qaly, other.qaly)) continue;
            found.push_back(base.strategies[s] + " (" + checkFigure(base.base[s].cost) + " / " +
                            checkFigure(other.cost) + ")");
        }
        if (found.empty()) {
            add("checks.relabelled", name, CheckOutcome::passed,
                {"逆順でも費用と QALY は同じ", "costs and QALYs are the same in reverse order"});
        } else {
            add("checks.relabelled", name, CheckOutcome::failed,
                {"順序で結果が変わる: " + checkList(found), "results follow the order: " + checkList(found)},
                "/outcomes/strategies");
        }
    }

    /// Parameters with a value that the outcome model is there for: not the conversion to yen, not those that only the
    /// budget impact reads.
    std::vector<std::string> candidates() const {
        NamesUsed budget(m_case);
        if (m_case.outcomes->budget) addBudget(*m_case.outcomes->budget, budget);
        std::vector<std::string> ids;
        for (const auto& [id, parameter] : m_case.parameters) {
            const bool used = sectionOf(id) == "outcomes" && parameter.value && parameter.expression.empty();
            if (used && id != "outcomes.conversion.yen" && !budget.contains(id)) ids.push_back(id);
        }
        return ids;
    }

    /// The ids of which no change by the given factors (for 0: to the given values) has any effect.
    std::vector<std::string> withoutEffect(const std::vector<std::string>& ids, const std::vector<double>& factors,
                                           const std::vector<double>& insteadOfZero) const {
        // The first point changes nothing: the others are compared with it, digit by digit.
        std::vector<ParameterPoint> points{{}};
        std::vector<std::size_t> owner{0};
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const Parameter& parameter = m_case.parameters.at(ids[i]);
            const ParamDef* definition = findDefinition(ids[i]);
            const ParamDef limits = definition ? *definition : declaredLimits(parameter.unit);
            for (std::size_t k = 0; k < factors.size(); ++k) {
                const double x = *parameter.value == 0 ? insteadOfZero[k] : *parameter.value * factors[k];
                if (!(x >= limits.low && x <= limits.high)) continue;
                points.push_back({{ids[i], x}});
                owner.push_back(i);
            }
        }
        const auto run = runPoints(m_case, m_pack, points, m_options);
        if (!run) return {};
        std::set<std::string> matters;
        for (const auto& [point, causes] : run->refused) matters.insert(ids[owner[point]]);
        for (std::size_t draw = 1; draw < run->ran.size(); ++draw) {
            const bool same = std::ranges::all_of(run->results.drawn, [&](const StrategyDraws& drawn) {
                return drawn.cost[draw] == drawn.cost[0] && drawn.qaly[draw] == drawn.qaly[0] &&
                       drawn.lifeYears[draw] == drawn.lifeYears[0] &&
                       drawn.lifeYearsDiscounted[draw] == drawn.lifeYearsDiscounted[0];
            });
            if (!same) matters.insert(ids[owner[run->ran[draw]]]);
        }
        std::vector<std::string> idle;
        for (const std::string& id : ids) {
            if (!matters.contains(id)) idle.push_back(id);
        }
        return idle;
    }

    /// A share that "#" takes the place of acts through the other members of its group.
    bool actsThroughGroup(const std::string& id, const std::vector<std::string>& idle) const {
        return std::ranges::any_of(m_case.jointGroups, [&](const JointGroup& group) {
            return group.kind == JointKind::dirichlet && std::ranges::count(group.members, id) > 0 &&
                   std::ranges::any_of(group.members,
                                       [&](const auto& member) { return std::ranges::count(idle, member) == 0; });
        });
    }

    void parametersMatter() {
        const Text name{"どのパラメータも結果を変える", "Every parameter changes something"};
        std::vector<std::string> idle = withoutEffect(candidates(), {1.01, 0.99}, {0.01, -0.01});
        if (!idle.empty()) idle = withoutEffect(idle, {2, 0.5}, {1, -1});
        const std::vector<std::string> all = idle;
        std::erase_if(idle, [&](const std::string& id) { return actsThroughGroup(id, all); });
        if (idle.empty()) {
            const std::string count = std::to_string(candidates().size());
            add("checks.parametersMatter", name, CheckOutcome::passed,
                {count + " 個すべてが費用・QALY・生存年のいずれかを変える",
                 "all " + count + " change cost, QALYs or life-years"});
            return;
        }
        add("checks.parametersMatter", name, CheckOutcome::warning,
            {"1 %、半分、2 倍に変えても何も変わらない: " + checkList(idle),
             "changing them by 1 %, to half and to double changes nothing: " + checkList(idle)},
            idle.front());
    }

    Case m_case;
    const RulePack& m_pack;
    const ParameterValues& m_values;
    const ExpressionInputs m_inputs;
    const RunOptions& m_options;
    std::vector<ModelCheck> m_checks;
};

}  // namespace

std::vector<ModelCheck> rerunOutcomeModel(const Case& value, const RulePack& pack, const ParameterValues& values,
                                          const RunOptions& options) {
    return Reruns(value, pack, values, options).run();
}

}  // namespace kachi
