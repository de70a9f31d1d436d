#include "app/workbook/cohort_sheet.h"

#include "models/expressions/block_evaluator.h"
#include "models/outcomes/cycle_weighting.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace kachi {
namespace {

constexpr int totalsRow = 2;
constexpr int headerRow = 16;
constexpr int startRow = headerRow + 1;  ///< occupancy at time 0; cycle k stands k rows below
constexpr int firstCycleRow = startRow + 1;
constexpr std::size_t widestSheet = 16'384;  ///< columns of .xlsx
constexpr std::size_t lanes = 8;

/// A column of the sheet: one formula per cycle and what it gives.
struct Column {
    std::string header{};
    std::function<std::string(int row)> formula{};
    int node = -1;                 ///< of an expression; −1: `values` are worked out here
    std::vector<double> values{};  ///< [cycle]
};

/// A cell of the transition matrix and the column of its probability.
struct Transition {
    int from = 0;
    int to = 0;
    std::size_t column = 0;
};

/// A transition reward and the columns of its figures.
struct Reward {
    const TransitionReward* definition = nullptr;
    std::size_t cost = 0;
    std::size_t qaly = 0;
};

class CohortSheet {
public:
    CohortSheet(SheetWriter& sheet, const EngineInputs& inputs, const SheetPlaces& places, Language language)
        : m_sheet(sheet),
          m_structure(inputs.structure),
          m_values(inputs.values),
          m_language(language),
          m_scope(inputs, {"cycle", "time"}),
          m_names(m_scope.names()),
          m_builder(m_names),
          m_places(places),
          m_formulaPlaces(places.formulaPlaces(inputs.expressions.tables)),
          m_weighting(cycleWeighting(m_structure.timing)),
          m_cycles(static_cast<std::size_t>(m_structure.timing.cycles)) {
        m_formulaPlaces.reference = [this](const std::string& name) { return referenceOf(name); };
    }

    Result<CohortSheetTotals> write(const std::string& title) {
        addExpressions();
        if (!m_issues.empty()) return m_issues;
        evaluate();
        addValues();
        if (m_columns.size() + m_structure.states.size() > widestSheet) {
            return Issue{"workbook.tooWide",          Severity::error,
                         "/outcomes/states",          std::to_string(m_columns.size()),
                         std::to_string(widestSheet), {}};
        }
        m_sheet.text(0, 0, title, CellLook::title);
        writeColumns();
        return writeTotals();
    }

private:
    std::string words(const char* ja, const char* en) const { return m_language == Language::ja ? ja : en; }
    std::size_t states() const { return m_structure.states.size(); }

    static int rowOf(std::size_t cycle) { return firstCycleRow + static_cast<int>(cycle); }
    std::string at(int row, std::size_t column) const { return cellReference(row, static_cast<int>(column)); }
    std::string across(int row, std::size_t first, std::size_t count) const {
        return at(row, first) + ":" + at(row, first + count - 1);
    }

    // Names and expressions

    /// Definition of a name that is not a plain parameter of the case, with where it stands.
    const std::string* definitionOf(const std::string& name) const {
        for (std::size_t layer = 0; layer < m_names.layers.size(); ++layer) {
            const auto found = m_names.layers[layer].expressions->find(name);
            if (found == m_names.layers[layer].expressions->end()) continue;
            const bool overridden = layer < 2;
            return overridden || !m_values.has(name) ? &found->second : nullptr;
        }
        return nullptr;
    }

    std::string referenceOf(const std::string& name) const {
        if (const auto column = m_nameColumns.find(name); column != m_nameColumns.end())
            return at(m_row, column->second);
        if (const auto base = m_places.base.find(name); base != m_places.base.end()) return base->second;
        if (name == "cycle") return cellReference(m_row, 0);
        if (name == "time") return cellReference(m_row, 1);
        return {};
    }

    /// Gives every name the expression rests on a column of its own, innermost first.
    void placeNames(const std::string& text, const std::string& where) {
        const auto tree = parseExpression(text, where);
        if (!tree) {
            append(m_issues, tree.issues());
            return;
        }
        for (const std::string& name : namesIn(*tree)) {
            if (name == "state_time") m_issues.push_back({"workbook.stateTime", Severity::error, where, {}, {}, {}});
            const std::string* const definition = definitionOf(name);
            if (!definition || m_nameColumns.contains(name)) continue;
            placeNames(*definition, name);
            m_nameColumns[name] = addExpression(name, *definition, name);
        }
    }

    std::size_t addExpression(std::string header, const std::string& text, const std::string& where) {
        placeNames(text, where);
        Column column{.header = std::move(header),
                      .formula = [this, text, where](int row) { return formulaAt(text, where, row); }};
        column.node = m_builder.add(text, where, m_issues);
        m_columns.push_back(std::move(column));
        return m_columns.size() + 1;  // after cycle and time
    }

    std::string formulaAt(const std::string& text, const std::string& where, int row) {
        m_row = row;
        auto formula = spreadsheetFormula(text, where, m_formulaPlaces);
        if (formula) return *formula;
        append(m_issues, formula.issues());
        return {};
    }

    /// A number of the whole run: written once, among the totals.
    struct Single {
        std::string text;
        std::string where;
        int node = -1;
    };
    Single single(const std::string& text, const std::string& where) {
        placeNames(text, where);
        return {text, where, m_builder.add(text, where, m_issues)};
    }

    void addExpressions() {
        const std::string& strategy = m_scope.strategyWhere();
        m_weight = single(m_scope.subgroup().weight, m_scope.subgroupWhere() + "/weight");
        m_costRate = single(m_structure.costDiscountRate, "/outcomes/costDiscountRate");
        m_effectRate = single(m_structure.effectDiscountRate, "/outcomes/effectDiscountRate");
        for (const auto& [state, text] : m_structure.initial) {
            if (text != "#") m_initial[state] = single(text, "/outcomes/initial/" + state);
        }
        for (const OneOffCost& cost : m_scope.strategy().oneOffCosts) {
            m_oneOff.push_back(single(cost.cost, strategy + "/oneOffCosts/id=" + cost.id));
        }
        for (const auto& [from, cells] : m_structure.transitions) {
            std::vector<std::size_t> others;
            std::string rest;
            for (const auto& [to, text] : cells) {
                if (text == "#") {
                    rest = to;
                    continue;
                }
                const std::size_t column =
                    addExpression(from + " → " + to, text, "/outcomes/transitions/" + from + "/" + to);
                others.push_back(column);
                m_transitions.push_back({stateIndex(m_structure, from), stateIndex(m_structure, to), column});
            }
            if (!rest.empty()) addRest(from, rest, others);
        }
        for (const TransitionReward& reward : m_structure.transitionRewards) {
            const std::string where = "/outcomes/transitionRewards/id=" + reward.id;
            const std::size_t cost = addExpression(reward.id + ": cost", reward.cost, where + "/cost");
            const std::size_t qaly = addExpression(reward.id + ": QALY", reward.qaly, where + "/qaly");
            m_rewards.push_back({&reward, cost, qaly});
        }
        for (const OutcomeState& state : m_structure.states) {
            placeNames(state.cost, "/outcomes/states/id=" + state.id + "/cost");
            placeNames(state.utility, "/outcomes/states/id=" + state.id + "/utility");
        }
        m_costs = m_columns.size() + 2;
        for (const OutcomeState& state : m_structure.states) {
            addExpression(words("費用: ", "cost: ") + state.id, state.cost,
                          "/outcomes/states/id=" + state.id + "/cost");
        }
        m_utilities = m_columns.size() + 2;
        for (const OutcomeState& state : m_structure.states) {
            addExpression(words("効用: ", "utility: ") + state.id, state.utility,
                          "/outcomes/states/id=" + state.id + "/utility");
        }
    }

    void addRest(const std::string& from, const std::string& to, const std::vector<std::size_t>& others) {
        std::vector<int> nodes;
        for (const std::size_t column : others) nodes.push_back(m_columns[column - 2].node);
        Column column{.header = from + " → " + to, .formula = [this, others](int row) {
                          std::string formula = "1";
                          for (const std::size_t other : others) formula += "-" + at(row, other);
                          return formula;
                      }};
        column.node = m_builder.complement(nodes, "/outcomes/transitions/" + from);
        m_columns.push_back(std::move(column));
        m_transitions.push_back({stateIndex(m_structure, from), stateIndex(m_structure, to), m_columns.size() + 1});
    }

    /// Values of every expression, cycle by cycle, by the program the engine would run.
    void evaluate() {
        std::vector<int> roots;
        for (const Column& column : m_columns) roots.push_back(column.node);
        for (const Single* one : singles()) roots.push_back(one->node);
        std::vector<std::vector<double>> clock(2);
        for (std::size_t cycle = 0; cycle < m_cycles; ++cycle) {
            clock[0].push_back(static_cast<double>(cycle + 1));
            clock[1].push_back(static_cast<double>(cycle) * m_structure.timing.cycleLengthYears);
        }
        const PreparedProgram prepared(m_builder.program(), roots, clock);
        BlockEvaluator evaluator(prepared, lanes);
        evaluator.begin(0, 1);
        for (std::size_t cycle = 0; cycle < m_cycles; ++cycle) {
            evaluator.enter(cycle);
            for (Column& column : m_columns) column.values.push_back(evaluator.lanes(column.node)[0]);
            if (cycle > 0) continue;
            for (const Single* one : singles()) m_singleValues[one] = evaluator.lanes(one->node)[0];
        }
    }

    std::vector<const Single*> singles() const {
        std::vector<const Single*> all{&m_weight, &m_costRate, &m_effectRate};
        for (const auto& [state, one] : m_initial) all.push_back(&one);
        for (const Single& one : m_oneOff) all.push_back(&one);
        return all;
    }

    // Occupancy, weights and values

    std::size_t addComputed(std::string header, std::function<std::string(int)> formula, std::vector<double> values) {
        m_columns.push_back({std::move(header), std::move(formula), -1, std::move(values)});
        return m_columns.size() + 1;
    }

    const std::vector<double>& valuesOf(std::size_t column) const { return m_columns[column - 2].values; }

    void addOccupancy() {
        m_occupancyValues.assign(m_cycles + 1, std::vector<double>(states()));
        double rest = 1;
        int restState = -1;
        for (const auto& [state, text] : m_structure.initial) {
            const int index = stateIndex(m_structure, state);
            if (text == "#") {
                restState = index;
                continue;
            }
            m_occupancyValues[0][index] = m_singleValues.at(&m_initial.at(state));
            rest -= m_occupancyValues[0][index];
        }
        if (restState >= 0) m_occupancyValues[0][restState] = rest;
        for (std::size_t cycle = 0; cycle < m_cycles; ++cycle) {
            for (const Transition& transition : m_transitions) {
                m_occupancyValues[cycle + 1][transition.to] +=
                    m_occupancyValues[cycle][transition.from] * valuesOf(transition.column)[cycle];
            }
            for (std::size_t state = 0; state < states(); ++state) {
                if (!m_structure.transitions.contains(m_structure.states[state].id)) {
                    m_occupancyValues[cycle + 1][state] += m_occupancyValues[cycle][state];
                }
            }
        }
        m_occupancy = m_columns.size() + 2;
        for (std::size_t state = 0; state < states(); ++state) {
            std::vector<double> values;
            for (std::size_t cycle = 0; cycle < m_cycles; ++cycle) {
                values.push_back(m_occupancyValues[cycle + 1][state]);
            }
            addComputed(
                m_structure.states[state].name.in(m_language), [this, state](int row) { return arrivals(state, row); },
                std::move(values));
        }
    }

    /// What comes into a state in the cycle of the row.
    std::string arrivals(std::size_t state, int row) const {
        std::string sum;
        const auto add = [&](const std::string& part) { sum += (sum.empty() ? "" : "+") + part; };
        if (!m_structure.transitions.contains(m_structure.states[state].id)) add(at(row - 1, m_occupancy + state));
        for (const Transition& transition : m_transitions) {
            if (transition.to != static_cast<int>(state)) continue;
            add(at(row - 1, m_occupancy + static_cast<std::size_t>(transition.from)) + "*" +
                at(row, transition.column));
        }
        return sum.empty() ? "0" : sum;
    }

    /// Numbers of the timing convention, one per cycle.
    std::size_t addNumbers(std::string header, const std::vector<double>& values) {
        m_columns.push_back({std::move(header), nullptr, -1, values});
        return m_columns.size() + 1;
    }

    std::string discountFormula(int rateRow, const std::string& time) const {
        const std::string rate = cellReference(rateRow, 1, true, true);
        const std::string length = numberText(m_structure.timing.cycleLengthYears);
        switch (m_structure.timing.discountForm) {
            case DiscountForm::annual:
                return "POWER(1+" + rate + ",0-" + time + ")";
            case DiscountForm::continuous:
                return "EXP(0-" + rate + "*" + time + ")";
            case DiscountForm::simple:
                break;
        }
        return "POWER(1+" + rate + "*" + length + ",0-" + time + "/" + length + ")";
    }

    std::size_t addDiscount(std::string header, int rateRow, const Single& rate, std::size_t timeColumn) {
        std::vector<double> values;
        for (const double time : valuesOf(timeColumn)) {
            values.push_back(discountFactor(m_structure.timing, m_singleValues.at(&rate), time));
        }
        return addComputed(
            std::move(header),
            [this, rateRow, timeColumn](int row) { return discountFormula(rateRow, at(row, timeColumn)); },
            std::move(values));
    }

    /// Σ over states of share × figure before (shift −1) or after (shift 0) the transition.
    std::size_t addStateSum(std::string header, std::size_t figures, int shift) {
        std::vector<double> values;
        for (std::size_t cycle = 0; cycle < m_cycles; ++cycle) {
            double sum = 0;
            for (std::size_t state = 0; state < states(); ++state) {
                sum += m_occupancyValues[cycle + (shift < 0 ? 0 : 1)][state] * valuesOf(figures + state)[cycle];
            }
            values.push_back(sum);
        }
        return addComputed(
            std::move(header),
            [this, figures, shift](int row) {
                return "SUMPRODUCT(" + across(row + shift, m_occupancy, states()) + "," +
                       across(row, figures, states()) + ")";
            },
            std::move(values));
    }

    std::size_t addAliveSum(std::string header, int shift) {
        std::vector<double> values;
        for (std::size_t cycle = 0; cycle < m_cycles; ++cycle) {
            double sum = 0;
            for (std::size_t state = 0; state < states(); ++state) {
                if (m_structure.states[state].alive) sum += m_occupancyValues[cycle + (shift < 0 ? 0 : 1)][state];
            }
            values.push_back(sum);
        }
        return addComputed(
            std::move(header),
            [this, shift](int row) {
                std::string sum;
                for (std::size_t state = 0; state < states(); ++state) {
                    if (!m_structure.states[state].alive) continue;
                    sum += (sum.empty() ? "" : "+") + at(row + shift, m_occupancy + state);
                }
                return sum.empty() ? std::string("0") : sum;
            },
            std::move(values));
    }

    /// Σ over the rewarded transitions of flow × reward.
    std::size_t addRewardSum(std::string header, std::size_t Reward::*figure) {
        const auto applies = [](const Reward& reward, const Transition& transition,
                                const OutcomesStructure& structure) {
            const std::string& from = structure.states[static_cast<std::size_t>(transition.from)].id;
            const std::string& to = structure.states[static_cast<std::size_t>(transition.to)].id;
            return to == reward.definition->to &&
                   (reward.definition->from == from || (reward.definition->from == "*" && from != to));
        };
        std::vector<double> values(m_cycles);
        for (std::size_t cycle = 0; cycle < m_cycles; ++cycle) {
            for (const Reward& reward : m_rewards) {
                for (const Transition& transition : m_transitions) {
                    if (!applies(reward, transition, m_structure)) continue;
                    values[cycle] += m_occupancyValues[cycle][transition.from] * valuesOf(transition.column)[cycle] *
                                     valuesOf(reward.*figure)[cycle];
                }
            }
        }
        return addComputed(
            std::move(header),
            [this, figure, applies](int row) {
                std::string sum = "0";
                for (const Reward& reward : m_rewards) {
                    for (const Transition& transition : m_transitions) {
                        if (!applies(reward, transition, m_structure)) continue;
                        sum += "+" + at(row - 1, m_occupancy + static_cast<std::size_t>(transition.from)) + "*" +
                               at(row, transition.column) + "*" + at(row, reward.*figure);
                    }
                }
                return sum;
            },
            std::move(values));
    }

    std::vector<double> rewardWeights() const {
        std::vector<double> weights(m_cycles, 1.0);
        if (m_structure.timing.transitionWeights == TransitionWeights::full) return weights;
        for (std::size_t cycle = 0; cycle < m_cycles; ++cycle) {
            weights[cycle] =
                m_weighting.endWeight[cycle] + (cycle + 1 < m_cycles ? m_weighting.startWeight[cycle + 1] : 0.0);
        }
        return weights;
    }

    /// L·(w₁·d₁·before + w₂·d₂·after) + weight·d₂·rewards; without factors: undiscounted.
    std::size_t addCycleValue(std::string header, std::size_t before, std::size_t after, std::size_t rewards,
                              std::optional<std::pair<std::size_t, std::size_t>> factors) {
        const double length = m_structure.timing.cycleLengthYears;
        std::vector<double> values;
        for (std::size_t cycle = 0; cycle < m_cycles; ++cycle) {
            const double first = factors ? valuesOf(factors->first)[cycle] : 1.0;
            const double second = factors ? valuesOf(factors->second)[cycle] : 1.0;
            double value = length * (m_weighting.startWeight[cycle] * first * valuesOf(before)[cycle] +
                                     m_weighting.endWeight[cycle] * second * valuesOf(after)[cycle]);
            if (rewards != 0) value += valuesOf(m_rewardWeight)[cycle] * second * valuesOf(rewards)[cycle];
            values.push_back(value);
        }
        return addComputed(
            std::move(header),
            [this, before, after, rewards, factors, length](int row) {
                const std::string first = factors ? "*" + at(row, factors->first) : "";
                const std::string second = factors ? "*" + at(row, factors->second) : "";
                std::string formula = numberText(length) + "*(" + at(row, m_startWeight) + first + "*" +
                                      at(row, before) + "+" + at(row, m_endWeight) + second + "*" + at(row, after) +
                                      ")";
                if (rewards != 0) {
                    formula += "+" + at(row, m_rewardWeight) + second + "*" + at(row, rewards);
                }
                return formula;
            },
            std::move(values));
    }

    void addValues() {
        addOccupancy();
        m_startWeight = addNumbers(words("重み(推移前)", "weight before"), m_weighting.startWeight);
        m_endWeight = addNumbers(words("重み(推移後)", "weight after"), m_weighting.endWeight);
        const std::size_t startTime = addNumbers(words("割引時点(前)", "discount time before"), m_weighting.startTime);
        const std::size_t endTime = addNumbers(words("割引時点(後)", "discount time after"), m_weighting.endTime);
        m_costFactors = {
            addDiscount(words("割引係数 費用(前)", "cost factor before"), totalsRow + 1, m_costRate, startTime),
            addDiscount(words("割引係数 費用(後)", "cost factor after"), totalsRow + 1, m_costRate, endTime)};
        m_effectFactors = {
            addDiscount(words("割引係数 効果(前)", "effect factor before"), totalsRow + 2, m_effectRate, startTime),
            addDiscount(words("割引係数 効果(後)", "effect factor after"), totalsRow + 2, m_effectRate, endTime)};
        std::size_t rewardCost = 0;
        std::size_t rewardQaly = 0;
        if (!m_rewards.empty()) {
            m_rewardWeight = addNumbers(words("推移の重み", "transition weight"), rewardWeights());
            rewardCost = addRewardSum(words("推移費用", "transition cost"), &Reward::cost);
            rewardQaly = addRewardSum(words("推移QALY", "transition QALYs"), &Reward::qaly);
        }
        const std::size_t costBefore = addStateSum(words("年間費用(前)", "yearly cost before"), m_costs, -1);
        const std::size_t costAfter = addStateSum(words("年間費用(後)", "yearly cost after"), m_costs, 0);
        const std::size_t utilityBefore = addStateSum(words("効用(前)", "utility before"), m_utilities, -1);
        const std::size_t utilityAfter = addStateSum(words("効用(後)", "utility after"), m_utilities, 0);
        const std::size_t aliveBefore = addAliveSum(words("生存(前)", "alive before"), -1);
        const std::size_t aliveAfter = addAliveSum(words("生存(後)", "alive after"), 0);
        m_costColumn =
            addCycleValue(words("費用(割引後)", "cost, discounted"), costBefore, costAfter, rewardCost, m_costFactors);
        m_qalyColumn = addCycleValue(words("QALY(割引後)", "QALYs, discounted"), utilityBefore, utilityAfter,
                                     rewardQaly, m_effectFactors);
        m_lifeColumn = addCycleValue(words("生存年", "life-years"), aliveBefore, aliveAfter, 0, std::nullopt);
        m_lifeDiscountedColumn = addCycleValue(words("生存年(割引後)", "life-years, discounted"), aliveBefore,
                                               aliveAfter, 0, m_effectFactors);
    }

    // Writing

    void writeColumns() {
        m_sheet.text(headerRow, 0, words("サイクル", "cycle"), CellLook::header);
        m_sheet.text(headerRow, 1, words("時間(年)", "time (years)"), CellLook::header);
        const double length = m_structure.timing.cycleLengthYears;
        for (std::size_t cycle = 0; cycle < m_cycles; ++cycle) {
            const int row = rowOf(cycle);
            m_sheet.number(row, 0, static_cast<double>(cycle + 1));
            m_sheet.formula(row, 1, "(" + cellReference(row, 0) + "-1)*" + numberText(length),
                            static_cast<double>(cycle) * length);
        }
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const int column = static_cast<int>(i) + 2;
            m_sheet.text(headerRow, column, m_columns[i].header, CellLook::header);
            for (std::size_t cycle = 0; cycle < m_cycles; ++cycle) {
                const int row = rowOf(cycle);
                if (m_columns[i].formula) {
                    m_sheet.formula(row, column, m_columns[i].formula(row), m_columns[i].values[cycle]);
                } else {
                    m_sheet.number(row, column, m_columns[i].values[cycle]);
                }
            }
        }
        writeStart();
        m_sheet.columnWidth(0, 0, 28);
        m_sheet.columnWidth(1, static_cast<int>(m_columns.size()) + 1, 14);
        m_sheet.freeze(firstCycleRow, 2);
    }

    /// Occupancy at time 0.
    void writeStart() {
        for (std::size_t state = 0; state < states(); ++state) {
            const int column = static_cast<int>(m_occupancy + state);
            const std::string& id = m_structure.states[state].id;
            const auto given = m_structure.initial.find(id);
            std::string formula = "0";
            if (given != m_structure.initial.end() && given->second == "#") {
                formula = "1";
                for (std::size_t other = 0; other < states(); ++other) {
                    if (other != state) formula += "-" + at(startRow, m_occupancy + other);
                }
            } else if (given != m_structure.initial.end()) {
                formula = formulaAt(given->second, "/outcomes/initial/" + id, firstCycleRow);
            }
            m_sheet.formula(startRow, column, formula, m_occupancyValues[0][state]);
        }
    }

    Result<CohortSheetTotals> writeTotals() {
        int row = totalsRow;
        const auto line = [&](const std::string& label, const std::string& formula, double value,
                              CellLook look = CellLook::plain) {
            m_sheet.text(row, 0, label);
            m_sheet.formula(row, 1, formula, value, look);
            return cellReference(row++, 1, true, true);
        };
        const auto singleLine = [&](const std::string& label, const Single& one) {
            return line(label, formulaAt(one.text, one.where, firstCycleRow), m_singleValues.at(&one));
        };
        CohortSheetTotals totals;
        totals.weight = singleLine(words("集団の重み", "weight of the group"), m_weight);
        singleLine(words("割引率(費用)", "discount rate, costs"), m_costRate);
        singleLine(words("割引率(効果)", "discount rate, effects"), m_effectRate);

        // One-off costs: upfront in full, counted with the weights and factors of the first cycle.
        std::string oneOff = "0";
        double oneOffValue = 0;
        for (std::size_t i = 0; i < m_oneOff.size(); ++i) {
            const OneOffCost& cost = m_scope.strategy().oneOffCosts[i];
            const std::string formula = formulaAt(m_oneOff[i].text, m_oneOff[i].where, firstCycleRow);
            const double value = m_singleValues.at(&m_oneOff[i]);
            if (cost.timing == OneOffTiming::upfront) {
                oneOff += "+" + formula;
                oneOffValue += value;
                continue;
            }
            const auto state = static_cast<std::size_t>(stateIndex(m_structure, cost.state));
            oneOff += "+" + formula + "*(" + at(firstCycleRow, m_startWeight) + "*" +
                      at(firstCycleRow, m_costFactors.first) + "*" + at(startRow, m_occupancy + state) + "+" +
                      at(firstCycleRow, m_endWeight) + "*" + at(firstCycleRow, m_costFactors.second) + "*" +
                      at(firstCycleRow, m_occupancy + state) + ")";
            oneOffValue +=
                value * (m_weighting.startWeight[0] * valuesOf(m_costFactors.first)[0] * m_occupancyValues[0][state] +
                         m_weighting.endWeight[0] * valuesOf(m_costFactors.second)[0] * m_occupancyValues[1][state]);
        }
        const std::string oneOffCell =
            line(words("一時費用(割引後)", "one-off costs, discounted"), oneOff, oneOffValue);
        const auto sum = [&](std::size_t column) {
            return "SUM(" + at(firstCycleRow, column) + ":" + at(rowOf(m_cycles - 1), column) + ")";
        };
        const auto sumValue = [&](std::size_t column) {
            double total = 0;
            for (const double value : valuesOf(column)) total += value;
            return total;
        };
        totals.cost = line(words("費用(割引後)", "Cost, discounted"), oneOffCell + "+" + sum(m_costColumn),
                           oneOffValue + sumValue(m_costColumn), CellLook::result);
        totals.qaly = line(words("QALY(割引後)", "QALYs, discounted"), sum(m_qalyColumn), sumValue(m_qalyColumn),
                           CellLook::result);
        totals.lifeYears = line(words("生存年(割引なし)", "Life-years, undiscounted"), sum(m_lifeColumn),
                                sumValue(m_lifeColumn), CellLook::result);
        totals.lifeYearsDiscounted =
            line(words("生存年(割引後)", "Life-years, discounted"), sum(m_lifeDiscountedColumn),
                 sumValue(m_lifeDiscountedColumn), CellLook::result);
        if (!m_issues.empty()) return m_issues;
        return totals;
    }

    SheetWriter& m_sheet;
    const OutcomesStructure& m_structure;
    const ParameterValues& m_values;
    Language m_language;
    OutcomeScope m_scope;
    NameScope m_names;
    ProgramBuilder m_builder;
    const SheetPlaces& m_places;
    FormulaPlaces m_formulaPlaces;
    CycleWeighting m_weighting;
    std::size_t m_cycles;
    int m_row = firstCycleRow;  ///< of the formula being written
    Issues m_issues;

    std::vector<Column> m_columns;  ///< after cycle and time
    std::map<std::string, std::size_t> m_nameColumns;
    std::vector<Transition> m_transitions;
    std::vector<Reward> m_rewards;
    Single m_weight;
    Single m_costRate;
    Single m_effectRate;
    std::map<std::string, Single> m_initial;
    std::vector<Single> m_oneOff;
    std::map<const Single*, double> m_singleValues;
    std::vector<std::vector<double>> m_occupancyValues;  ///< [point][state]
    std::size_t m_costs = 0;
    std::size_t m_utilities = 0;
    std::size_t m_occupancy = 0;
    std::size_t m_startWeight = 0;
    std::size_t m_endWeight = 0;
    std::size_t m_rewardWeight = 0;
    std::pair<std::size_t, std::size_t> m_costFactors;
    std::pair<std::size_t, std::size_t> m_effectFactors;
    std::size_t m_costColumn = 0;
    std::size_t m_qalyColumn = 0;
    std::size_t m_lifeColumn = 0;
    std::size_t m_lifeDiscountedColumn = 0;
};

}  // namespace

Result<CohortSheetTotals> writeCohortSheet(SheetWriter& sheet, const EngineInputs& inputs, const SheetPlaces& places,
                                           const std::string& title, Language language) {
    return CohortSheet(sheet, inputs, places, language).write(title);
}

}  // namespace kachi
