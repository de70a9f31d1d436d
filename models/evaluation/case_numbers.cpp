#include "models/evaluation/case_numbers.h"

#include "models/evaluation/threshold_price.h"

#include <cmath>

namespace kachi {
namespace {

std::vector<double> scaled(const std::vector<double>& draws, double factor) {
    std::vector<double> result = draws;
    for (double& value : result) value *= factor;
    return result;
}

std::vector<double> difference(const std::vector<double>& left, const std::vector<double>& right) {
    std::vector<double> result = left;
    for (std::size_t draw = 0; draw < result.size(); ++draw) result[draw] -= right[draw];
    return result;
}

std::optional<Rational> exactNumber(double value) {
    if (!std::isfinite(value)) return {};
    return exactDecimal(value);
}

}  // namespace

CaseNumbers::CaseNumbers(const ParameterValues& values) {
    for (const auto& [id, base] : values.base) {
        const auto drawn = values.drawn.find(id);
        m_numbers[id] = {base, drawn == values.drawn.end() ? nullptr : &drawn->second, {}};
    }
}

CaseNumbers::CaseNumbers(const Case& value, const Evaluation& evaluation) : CaseNumbers(evaluation.values) {
    if (evaluation.outcomes) addOutcomes(value, *evaluation.outcomes);
    if (evaluation.labour) addLabour(*evaluation.labour);
}

void CaseNumbers::add(const std::string& name, double base, std::vector<double> draws) {
    m_numbers[name] = {base, nullptr, std::move(draws)};
}

void CaseNumbers::addOutcomes(const Case& value, const OutcomesResults& outcomes) {
    const std::optional<double> yen = yenPerUnit(value);
    const bool drawn = !outcomes.drawn.empty() && outcomes.draws > 0;
    const CohortOutcome& comparator = outcomes.base[outcomes.comparator];
    for (std::size_t i = 0; i < outcomes.strategies.size(); ++i) {
        const std::string& id = outcomes.strategies[i];
        const CohortOutcome& base = outcomes.base[i];
        std::vector<double> qaly;
        std::vector<double> moreQaly;
        std::vector<double> cost;
        std::vector<double> moreCost;
        if (drawn) {
            qaly = outcomes.drawn[i].qaly;
            moreQaly = difference(qaly, outcomes.drawn[outcomes.comparator].qaly);
            if (yen) {
                cost = scaled(outcomes.drawn[i].cost, *yen);
                moreCost = difference(cost, scaled(outcomes.drawn[outcomes.comparator].cost, *yen));
            }
        }
        add("result.qaly." + id, base.qaly, std::move(qaly));
        add("result.incrementalQaly." + id, base.qaly - comparator.qaly, std::move(moreQaly));
        if (!yen) continue;
        add("result.cost." + id, base.cost * *yen, std::move(cost));
        add("result.incrementalCost." + id, (base.cost - comparator.cost) * *yen, std::move(moreCost));
    }
}

void CaseNumbers::addLabour(const LabourResults& labour) {
    std::vector<double> draws;
    for (const LabourCaseCost& draw : labour.caseCostDraws) draws.push_back(draw.before - draw.after);
    add("result.yenSavedPerCase", labour.caseCost.before - labour.caseCost.after, std::move(draws));
}

bool CaseNumbers::varies(const std::string& name) const {
    const auto found = m_numbers.find(name);
    return found != m_numbers.end() && found->second.draws() != nullptr;
}

NamedNumbers CaseNumbers::base(std::set<std::string>* used) const {
    return [this, used](const std::string& name) -> std::optional<Rational> {
        const auto found = m_numbers.find(name);
        if (found == m_numbers.end()) return {};
        if (used) used->insert(name);
        return exactNumber(found->second.base);
    };
}

NamedNumbers CaseNumbers::draw(std::size_t draw) const {
    return [this, draw](const std::string& name) -> std::optional<Rational> {
        const auto found = m_numbers.find(name);
        if (found == m_numbers.end()) return {};
        const std::vector<double>* draws = found->second.draws();
        return exactNumber(draws ? (*draws)[draw] : found->second.base);
    };
}

}  // namespace kachi
