#pragma once

#include "models/case/case_json.h"
#include "models/evaluation/values.h"
#include "tests/models/outcomes/golden_data.h"

#include <QtGlobal>

#include <cmath>
#include <fstream>
#include <sstream>

/// Models that the tests of the simulation change and run.
namespace simulated {

using namespace kachi;

inline Case readCase(const std::string& path) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/" + path);
    std::stringstream text;
    text << file.rdbuf();
    auto read = caseFromJson(text.str());
    if (!read) qFatal("%s", read.issues().front().code.c_str());
    return std::move(read->value);
}

/// The illness-death model of golden 16 with draws.
inline golden::Case illnessDeath(int patients, std::size_t draws) {
    const Case value = readCase("golden-16-semi-markov/kachi-case.json");
    RunOptions options;
    options.draws = draws;
    auto values = parameterValues(value, RulePack{}, options, nullptr);
    if (!values) qFatal("%s", values.issues().front().code.c_str());
    golden::Case model{*value.outcomes, expressionInputs(value), std::move(*values)};
    model.structure.simulation->patients = patients;
    return model;
}

inline Result<OutcomesResults> outcomesOf(const golden::Case& model, const RunOptions& options = {}) {
    return evaluateOutcomes(model.structure, model.inputs, model.values, options);
}

inline OutcomesResults evaluated(const golden::Case& model, const RunOptions& options = {}) {
    auto results = outcomesOf(model, options);
    if (!results) {
        const Issue& issue = results.issues().front();
        qFatal("%s %s %s", issue.code.c_str(), issue.where.c_str(), issue.value.c_str());
    }
    return std::move(*results);
}

inline SurvivalCurve exponentialCurve(const std::string& id, const std::string& rate) {
    SurvivalCurve curve;
    curve.id = id;
    curve.args = {{"rate", rate}};
    return curve;
}

inline SurvivalCurve weibullCurve(const std::string& id, const std::string& shape, const std::string& scale) {
    SurvivalCurve curve;
    curve.id = id;
    curve.family = SurvivalFamily::weibull;
    curve.args = {{"shape", shape}, {"scale", scale}};
    return curve;
}

inline SimulatedEvent eventOf(const std::string& id, const std::string& from, const std::string& to,
                              const std::string& curve) {
    SimulatedEvent event;
    event.id = id;
    event.from = from;
    event.to = to;
    event.curve = curve;
    return event;
}

/// Alive until dead at a constant rate of 0.1 a year, over 20 years; cost 1000 and utility 0.8 a year; no discounting.
inline golden::Case constantDeath(int patients = 20'000) {
    golden::Case model;
    OutcomesStructure& s = model.structure;
    s.model = OutcomeModel::simulation;
    s.currency = "JPY";
    s.states = {{"alive", golden::both("alive"), true, "1000", "0.8"}, {"dead", golden::both("dead"), false, "0", "0"}};
    s.strategies = {{"care", golden::both("care"), {}, {}}};
    s.initial = {{"alive", "1"}};
    s.curves = {exponentialCurve("death", "0.1")};
    s.simulation = IndividualSimulation{patients, {}, {eventOf("dies", "alive", "dead", "death")}};
    s.costDiscountRate = "0";
    s.effectDiscountRate = "0";
    s.timing.cycles = 20;
    s.timing.discountForm = DiscountForm::continuous;
    s.comparator = "care";
    return model;
}

/// Alive, ill and dead with the generator that the reference exponentiates with R's msm 1.7.
inline golden::Case illWithConstantRates(int patients) {
    golden::Case model = constantDeath(patients);
    OutcomesStructure& s = model.structure;
    s.states.insert(s.states.begin() + 1, {"ill", golden::both("ill"), true, "0", "0"});
    s.curves = {exponentialCurve("fallIll", "0.2"), exponentialCurve("recover", "0.05"), exponentialCurve("die", "0.1"),
                exponentialCurve("dieIll", "0.2")};
    s.simulation->events = {eventOf("fallIll", "alive", "ill", "fallIll"), eventOf("die", "alive", "dead", "die"),
                            eventOf("recover", "ill", "alive", "recover"), eventOf("dieIll", "ill", "dead", "dieIll")};
    return model;
}

/// Within `errors` standard errors of the mean over simulated patients.
inline bool within(double actual, double expected, double standardError, double errors = 4) {
    return std::abs(actual - expected) <= errors * standardError;
}

inline std::string threeNumbers(double actual, double expected, double error) {
    return numberText(actual) + " / " + numberText(expected) + " ± " + numberText(error);
}

#define VERIFY_WITHIN(actual, expected, error) \
    QVERIFY2(within(actual, expected, error), threeNumbers(actual, expected, error).c_str())

/// Standard error of a share of patients.
inline double shareError(double share, int patients) {
    return std::sqrt(share * (1 - share) / patients);
}

inline PatientAttribute attribute(const std::string& id, Family family, std::map<std::string, std::string> args) {
    return {id, {}, family, std::move(args)};
}

}  // namespace simulated
