#include "models/outcomes/budget_traces.h"

namespace kachi {
namespace {

/// "2027年度" · "fiscal 2027" when the case names its first fiscal year, else "3年目" · "year 3".
Text yearText(const BudgetImpact& budget, int year) {
    if (budget.firstFiscalYear == 0) {
        return {std::to_string(year) + "年目", "year " + std::to_string(year)};
    }
    const std::string fiscal = std::to_string(budget.firstFiscalYear + year - 1);
    return {fiscal + "年度", "fiscal year " + fiscal};
}

TraceInput input(std::string name, Text label, double value) {
    return {std::move(name), std::move(label), plainDigits(value), {}};
}

/// One treatment of the year: patients without and with the device, and what one costs.
Trace treatmentStep(const OutcomesStructure& structure, const BudgetYear& year, std::size_t s, bool fromModel) {
    const OutcomeStrategy& strategy = structure.strategies[s];
    Trace step;
    step.id = "budget.treatment." + strategy.id;
    step.label = {strategy.name.ja + "：費用の差", strategy.name.en + ": difference of costs"};
    const Text cost =
        fromModel ? Text{"治療開始からこの年数の年の1人当たり費用", "cost per patient in this year since the start"}
                  : Text{"1人当たり費用", "cost per patient"};
    step.inputs = {input("n0", {"導入しない場合の患者数", "patients without the device"}, year.without[s]),
                   input("n1", {"導入する場合の患者数", "patients with the device"}, year.with[s]),
                   input("c", cost, year.costPerPatient[s])};
    if (!fromModel) {
        step.formula = "(n1 − n0) × c";
        step.value = plainDigits(year.with[s] * year.costPerPatient[s] - year.without[s] * year.costPerPatient[s]);
        step.unit = Unit::currency;
    }
    return step;
}

Trace impactTrace(const OutcomesStructure& structure, const BudgetYear& year) {
    const BudgetImpact& budget = *structure.budget;
    const bool fromModel = budget.costsFrom == BudgetCosts::outcomeModel;
    const Text name = yearText(budget, year.year);
    Trace trace;
    trace.id = "budget.impact." + std::to_string(year.year);
    trace.label = {name.ja + "：財政影響", name.en + ": budget impact"};
    trace.formula =
        fromModel ? "Σ_k Σ_s (n1_s(k) − n0_s(k)) × C_s(y − k + 1) − N × o" : "Σ_s (n1_s − n0_s) × c_s − N × o";
    trace.inputs = {input("E", {"対象患者数", "eligible patients"}, year.eligible),
                    input("u", {"導入割合", "uptake"}, year.uptake),
                    input("N", {"使用患者数 E × u", "patients on the device, E × u"}, year.onDevice),
                    input("o", {"1人当たりの他の費用の減少", "other costs saved per patient"}, year.offset),
                    input("W0", {"導入しない場合の費用", "costs without the device"}, year.costWithout),
                    input("W1", {"導入する場合の費用", "costs with the device"}, year.costWith)};
    for (std::size_t s = 0; s < structure.strategies.size(); ++s) {
        if (year.without[s] == 0 && year.with[s] == 0) continue;
        trace.steps.push_back(treatmentStep(structure, year, s, fromModel));
    }
    trace.value = plainDigits(year.impact);
    trace.unit = Unit::currency;
    trace.clause = {"Sullivan SD ほか：財政影響分析の原則（Value in Health 2014;17:5-14）",
                    "Sullivan SD et al., principles of good practice for budget impact analysis, Value in Health "
                    "2014;17:5-14"};
    return trace;
}

Trace salesTrace(const BudgetImpact& budget, const BudgetYear& year) {
    const Text name = yearText(budget, year.year);
    Trace trace;
    trace.id = "budget.sales." + std::to_string(year.year);
    trace.label = {name.ja + "：予測販売金額", name.en + ": predicted sales"};
    trace.formula = "N × q × P";
    trace.inputs = {input("N", {"使用患者数", "patients on the device"}, year.onDevice),
                    input("q", {"1人当たりの使用数", "units per patient"}, year.unitsPerPatient),
                    input("P", {"価格", "unit price"}, year.unitPrice)};
    trace.value = plainDigits(year.sales);
    trace.unit = Unit::currency;
    return trace;
}

}  // namespace

std::vector<Trace> budgetTraces(const OutcomesStructure& structure, const BudgetImpactResults& results) {
    std::vector<Trace> traces;
    for (const BudgetYear& year : results.base) traces.push_back(impactTrace(structure, year));
    if (structure.budget->unitPrice.empty()) return traces;
    for (const BudgetYear& year : results.base) traces.push_back(salesTrace(*structure.budget, year));
    return traces;
}

}  // namespace kachi
