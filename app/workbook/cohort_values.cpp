#include "app/workbook/cohort_values.h"

#include "models/core/units.h"

#include <algorithm>

namespace kachi {
namespace {

constexpr int costRateRow = sheetRow::totals + 1;
constexpr int effectRateRow = sheetRow::totals + 2;

}  // namespace

CohortValues::CohortValues(const OutcomesStructure& structure, CohortExpressions& expressions,
                           const CohortOccupancy& occupancy, SheetColumns& columns, Language language)
    : m_structure(structure),
      m_expressions(expressions),
      m_occupancy(occupancy),
      m_columns(columns),
      m_language(language),
      m_weighting(cycleWeighting(structure.timing)) {}

void CohortValues::addExpressions() {
    const OutcomeScope& scope = m_expressions.scope();
    m_weight = m_expressions.single(scope.subgroup().weight, scope.subgroupWhere() + "/weight");
    m_costRate = m_expressions.single(m_structure.costDiscountRate, "/outcomes/costDiscountRate");
    m_effectRate = m_expressions.single(m_structure.effectDiscountRate, "/outcomes/effectDiscountRate");
    for (const OneOffCost& cost : scope.strategy().oneOffCosts) {
        m_oneOff.push_back(m_expressions.single(cost.cost, scope.strategyWhere() + "/oneOffCosts/id=" + cost.id));
    }
    for (const TransitionReward& reward : m_structure.transitionRewards) {
        const std::string where = "/outcomes/transitionRewards/id=" + reward.id;
        const std::vector<std::size_t> cycles = rewardedCycles(reward);
        const SheetFigure cost = m_expressions.add(reward.id + ": cost", reward.cost, where + "/cost", cycles);
        const SheetFigure qaly = m_expressions.add(reward.id + ": QALY", reward.qaly, where + "/qaly", cycles);
        m_rewards.push_back({&reward, cost, qaly});
    }
    const auto eachState = [this](const auto& use) {
        for (std::size_t state = 0; state < states().count(); ++state) {
            const OutcomeState& declared = m_structure.states[state];
            use(declared, "/outcomes/states/id=" + declared.id, states().present(state));
        }
    };
    using Cycles = std::vector<std::size_t>;
    eachState([this](const OutcomeState& state, const std::string& where, const Cycles& cycles) {
        m_expressions.placeNames(state.cost, where + "/cost", cycles);
        m_expressions.placeNames(state.utility, where + "/utility", cycles);
    });
    eachState([this](const OutcomeState& state, const std::string& where, const Cycles& cycles) {
        const std::string header = words("費用: ", "cost: ") + state.id;
        m_costs.push_back(m_expressions.add(header, state.cost, where + "/cost", cycles));
    });
    eachState([this](const OutcomeState& state, const std::string& where, const Cycles& cycles) {
        const std::string header = words("効用: ", "utility: ") + state.id;
        m_utilities.push_back(m_expressions.add(header, state.utility, where + "/utility", cycles));
    });
}

/// [stay] first cycle before whose transition anybody can be in a state that the reward counts from.
std::vector<std::size_t> CohortValues::rewardedCycles(const TransitionReward& reward) const {
    std::vector<std::size_t> first;
    const auto to = static_cast<std::size_t>(stateIndex(m_structure, reward.to));
    for (std::size_t from = 0; from < states().count(); ++from) {
        if (!applies(reward, from, to)) continue;
        const std::vector<std::size_t> cycles = states().leaving(from);
        const std::size_t both = std::min(first.size(), cycles.size());
        for (std::size_t stay = 0; stay < both; ++stay) first[stay] = std::min(first[stay], cycles[stay]);
        first.insert(first.end(), cycles.begin() + static_cast<std::ptrdiff_t>(both), cycles.end());
    }
    return first;
}

std::string CohortValues::discountFormula(int rateRow, const std::string& time) const {
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

std::size_t CohortValues::addDiscount(std::string header, int rateRow, const SingleNumber& rate,
                                      std::size_t timeColumn) {
    std::vector<double> values;
    for (const double time : m_columns.values(timeColumn)) {
        values.push_back(discountFactor(m_structure.timing, m_expressions.value(rate), time));
    }
    return m_columns.add(
        {std::move(header),
         [this, rateRow, timeColumn](int row) { return discountFormula(rateRow, SheetColumns::at(row, timeColumn)); },
         std::move(values)});
}

/// Σ over states of share × figure before (shift −1) or after (shift 0) the transition.
std::size_t CohortValues::addStateSum(std::string header, const std::vector<SheetFigure>& figures, int shift) {
    std::vector<double> values(cycles());
    for (std::size_t cycle = 0; cycle < cycles(); ++cycle) {
        for (std::size_t state = 0; state < states().count(); ++state) {
            values[cycle] += m_occupancy.product(state, cycle + (shift < 0 ? 0 : 1), cycle, {figures[state]});
        }
    }
    const auto formula = [this, figures, shift](int row) {
        if (!states().tunnels()) {
            return "SUMPRODUCT(" + SheetColumns::across(row + shift, m_occupancy.column(0), states().count()) + "," +
                   SheetColumns::across(row, figures.front().column, states().count()) + ")";
        }
        std::string sum;
        for (std::size_t state = 0; state < states().count(); ++state) {
            sum += (sum.empty() ? "" : "+") + m_occupancy.productFormula(state, row + shift, row, {figures[state]});
        }
        return sum;
    };
    return m_columns.add({std::move(header), formula, std::move(values)});
}

std::size_t CohortValues::addAliveSum(std::string header, int shift) {
    std::vector<double> values(cycles());
    for (std::size_t cycle = 0; cycle < cycles(); ++cycle) {
        for (std::size_t state = 0; state < states().count(); ++state) {
            if (!m_structure.states[state].alive) continue;
            values[cycle] += m_occupancy.share(state, cycle + (shift < 0 ? 0 : 1));
        }
    }
    const auto formula = [this, shift](int row) {
        std::string sum;
        for (std::size_t state = 0; state < states().count(); ++state) {
            if (!m_structure.states[state].alive) continue;
            sum += (sum.empty() ? "" : "+") + m_occupancy.shareFormula(state, row + shift);
        }
        return sum.empty() ? std::string("0") : sum;
    };
    return m_columns.add({std::move(header), formula, std::move(values)});
}

bool CohortValues::applies(const TransitionReward& reward, std::size_t from, std::size_t to) const {
    const std::string& start = m_structure.states[from].id;
    return m_structure.states[to].id == reward.to && (reward.from == start || (reward.from == "*" && from != to));
}

/// Σ over the rewarded transitions of flow × reward.
std::size_t CohortValues::addRewardSum(std::string header, SheetFigure Reward::*figure) {
    struct Part {
        std::size_t from = 0;
        std::vector<SheetFigure> figures;
    };
    std::vector<Part> parts;
    for (const Reward& reward : m_rewards) {
        for (const auto& [from, to, probability] : m_occupancy.transitions()) {
            if (probability && applies(*reward.definition, from, to)) {
                parts.push_back({from, {*probability, reward.*figure}});
            }
        }
    }
    std::vector<double> values(cycles());
    for (std::size_t cycle = 0; cycle < cycles(); ++cycle) {
        for (const Part& part : parts) values[cycle] += m_occupancy.product(part.from, cycle, cycle, part.figures);
    }
    const auto formula = [this, parts](int row) {
        std::string sum = "0";
        for (const Part& part : parts) {
            sum += "+" + m_occupancy.productFormula(part.from, row - 1, row, part.figures);
        }
        return sum;
    };
    return m_columns.add({std::move(header), formula, std::move(values)});
}

std::vector<double> CohortValues::rewardWeights() const {
    std::vector<double> weights(cycles(), 1.0);
    if (m_structure.timing.transitionWeights == TransitionWeights::full) return weights;
    for (std::size_t cycle = 0; cycle < cycles(); ++cycle) {
        weights[cycle] =
            m_weighting.endWeight[cycle] + (cycle + 1 < cycles() ? m_weighting.startWeight[cycle + 1] : 0.0);
    }
    return weights;
}

/// L·(w₁·d₁·before + w₂·d₂·after) + weight·d₂·rewards; without factors: undiscounted.
std::size_t CohortValues::addCycleValue(std::string header, Ends figures, std::size_t rewards,
                                        std::optional<Ends> factors) {
    const double length = m_structure.timing.cycleLengthYears;
    std::vector<double> values;
    for (std::size_t cycle = 0; cycle < cycles(); ++cycle) {
        const double first = factors ? m_columns.values(factors->before)[cycle] : 1.0;
        const double second = factors ? m_columns.values(factors->after)[cycle] : 1.0;
        double value = length * (m_weighting.startWeight[cycle] * first * m_columns.values(figures.before)[cycle] +
                                 m_weighting.endWeight[cycle] * second * m_columns.values(figures.after)[cycle]);
        if (rewards != 0) {
            value += m_columns.values(m_rewardWeight)[cycle] * second * m_columns.values(rewards)[cycle];
        }
        values.push_back(value);
    }
    return m_columns.add({std::move(header),
                          [this, figures, rewards, factors, length](int row) {
                              const auto at = [row](std::size_t column) { return SheetColumns::at(row, column); };
                              const std::string first = factors ? "*" + at(factors->before) : "";
                              const std::string second = factors ? "*" + at(factors->after) : "";
                              std::string formula = numberText(length) + "*(" + at(m_weights.before) + first + "*" +
                                                    at(figures.before) + "+" + at(m_weights.after) + second + "*" +
                                                    at(figures.after) + ")";
                              if (rewards != 0) formula += "+" + at(m_rewardWeight) + second + "*" + at(rewards);
                              return formula;
                          },
                          std::move(values)});
}

void CohortValues::addValues() {
    const auto addNumbers = [this](std::string header, const std::vector<double>& values) {
        return m_columns.add({std::move(header), nullptr, values});
    };
    m_weights.before = addNumbers(words("重み(推移前)", "weight before"), m_weighting.startWeight);
    m_weights.after = addNumbers(words("重み(推移後)", "weight after"), m_weighting.endWeight);
    const std::size_t startTime = addNumbers(words("割引時点(前)", "discount time before"), m_weighting.startTime);
    const std::size_t endTime = addNumbers(words("割引時点(後)", "discount time after"), m_weighting.endTime);
    m_costFactors.before =
        addDiscount(words("割引係数 費用(前)", "cost factor before"), costRateRow, m_costRate, startTime);
    m_costFactors.after =
        addDiscount(words("割引係数 費用(後)", "cost factor after"), costRateRow, m_costRate, endTime);
    m_effectFactors.before =
        addDiscount(words("割引係数 効果(前)", "effect factor before"), effectRateRow, m_effectRate, startTime);
    m_effectFactors.after =
        addDiscount(words("割引係数 効果(後)", "effect factor after"), effectRateRow, m_effectRate, endTime);
    std::size_t rewardCost = 0;
    std::size_t rewardQaly = 0;
    if (!m_rewards.empty()) {
        m_rewardWeight = addNumbers(words("推移の重み", "transition weight"), rewardWeights());
        rewardCost = addRewardSum(words("推移費用", "transition cost"), &Reward::cost);
        rewardQaly = addRewardSum(words("推移QALY", "transition QALYs"), &Reward::qaly);
    }
    Ends cost;
    Ends utility;
    Ends alive;
    cost.before = addStateSum(words("年間費用(前)", "yearly cost before"), m_costs, -1);
    cost.after = addStateSum(words("年間費用(後)", "yearly cost after"), m_costs, 0);
    utility.before = addStateSum(words("効用(前)", "utility before"), m_utilities, -1);
    utility.after = addStateSum(words("効用(後)", "utility after"), m_utilities, 0);
    alive.before = addAliveSum(words("生存(前)", "alive before"), -1);
    alive.after = addAliveSum(words("生存(後)", "alive after"), 0);
    m_costColumn = addCycleValue(words("費用(割引後)", "cost, discounted"), cost, rewardCost, m_costFactors);
    m_qalyColumn = addCycleValue(words("QALY(割引後)", "QALYs, discounted"), utility, rewardQaly, m_effectFactors);
    m_lifeColumn = addCycleValue(words("生存年", "life-years"), alive, 0, std::nullopt);
    m_lifeDiscountedColumn =
        addCycleValue(words("生存年(割引後)", "life-years, discounted"), alive, 0, m_effectFactors);
}

/// Formula and value of the one-off costs: upfront in full, counted with the weights and factors of the first cycle.
std::pair<std::string, double> CohortValues::oneOffCosts() {
    using sheetRow::firstCycle;
    std::string formula = "0";
    double sum = 0;
    for (std::size_t i = 0; i < m_oneOff.size(); ++i) {
        const OneOffCost& cost = m_expressions.scope().strategy().oneOffCosts[i];
        const std::string one = m_expressions.formula(m_oneOff[i]);
        const double value = m_expressions.value(m_oneOff[i]);
        if (cost.timing == OneOffTiming::upfront) {
            formula += "+" + one;
            sum += value;
            continue;
        }
        const auto state = static_cast<std::size_t>(stateIndex(m_structure, cost.state));
        const auto at = [](std::size_t column) { return SheetColumns::at(firstCycle, column); };
        formula += "+" + one + "*(" + at(m_weights.before) + "*" + at(m_costFactors.before) + "*" +
                   SheetColumns::at(sheetRow::start, m_occupancy.column(state)) + "+" + at(m_weights.after) + "*" +
                   at(m_costFactors.after) + "*" + m_occupancy.shareFormula(state, firstCycle) + ")";
        sum += value *
               (m_weighting.startWeight[0] * m_columns.values(m_costFactors.before)[0] * m_occupancy.share(state, 0) +
                m_weighting.endWeight[0] * m_columns.values(m_costFactors.after)[0] * m_occupancy.share(state, 1));
    }
    return {formula, sum};
}

CohortSheetTotals CohortValues::writeTotals(SheetWriter& sheet) {
    int row = sheetRow::totals;
    const auto line = [&](const std::string& label, const std::string& formula, double value,
                          CellLook look = CellLook::plain) {
        sheet.text(row, 0, label);
        sheet.formula(row, 1, formula, value, look);
        return cellReference(row++, 1, true, true);
    };
    const auto singleLine = [&](const std::string& label, const SingleNumber& number) {
        return line(label, m_expressions.formula(number), m_expressions.value(number));
    };
    CohortSheetTotals totals;
    totals.weight = singleLine(words("集団の重み", "weight of the group"), m_weight);
    singleLine(words("割引率(費用)", "discount rate, costs"), m_costRate);
    singleLine(words("割引率(効果)", "discount rate, effects"), m_effectRate);
    const auto [oneOff, oneOffValue] = oneOffCosts();
    const std::string oneOffCell = line(words("一時費用(割引後)", "one-off costs, discounted"), oneOff, oneOffValue);
    const auto sum = [&](std::size_t column) {
        return "SUM(" + SheetColumns::at(sheetRow::firstCycle, column) + ":" +
               SheetColumns::at(sheetRow::ofCycle(cycles() - 1), column) + ")";
    };
    const auto sumValue = [&](std::size_t column) {
        double total = 0;
        for (const double value : m_columns.values(column)) total += value;
        return total;
    };
    totals.cost = line(words("費用(割引後)", "Cost, discounted"), oneOffCell + "+" + sum(m_costColumn),
                       oneOffValue + sumValue(m_costColumn), CellLook::result);
    totals.qaly =
        line(words("QALY(割引後)", "QALYs, discounted"), sum(m_qalyColumn), sumValue(m_qalyColumn), CellLook::result);
    totals.lifeYears = line(words("生存年(割引なし)", "Life-years, undiscounted"), sum(m_lifeColumn),
                            sumValue(m_lifeColumn), CellLook::result);
    totals.lifeYearsDiscounted = line(words("生存年(割引後)", "Life-years, discounted"), sum(m_lifeDiscountedColumn),
                                      sumValue(m_lifeDiscountedColumn), CellLook::result);
    return totals;
}

}  // namespace kachi
