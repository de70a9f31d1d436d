#pragma once

#include "models/outcomes/outcomes.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

/// Reading of the golden files and the published models as cases of ours.
namespace golden {

using namespace kachi;

inline nlohmann::json json(const std::string& folder) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/" + folder + "/case.json");
    return nlohmann::json::parse(file);
}

/// Columns of a CSV file; text cells are kept apart.
struct Table {
    std::map<std::string, std::vector<std::string>> text;
    std::size_t rows = 0;

    std::vector<double> numbers(const std::string& column) const {
        std::vector<double> values;
        for (const std::string& cell : text.at(column)) values.push_back(std::stod(cell));
        return values;
    }
};

inline Table table(const std::string& path) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/" + path);
    const auto cells = [](const std::string& line) {
        std::vector<std::string> result;
        std::istringstream stream(line);
        for (std::string cell; std::getline(stream, cell, ',');) result.push_back(cell);
        return result;
    };
    std::string line;
    std::getline(file, line);
    const std::vector<std::string> header = cells(line);
    Table result;
    while (std::getline(file, line)) {
        const std::vector<std::string> row = cells(line);
        for (std::size_t i = 0; i < header.size(); ++i) result.text[header[i]].push_back(row.at(i));
        ++result.rows;
    }
    return result;
}

inline bool near(double actual, double expected, double relative) {
    return std::abs(actual - expected) <= relative * std::max(std::abs(expected), 1e-12);
}

struct Case {
    OutcomesStructure structure;
    ExpressionInputs inputs;
    ParameterValues values;
};

inline Text both(const char* text) {
    return {text, text};
}

/// HIV combination therapy, golden-01-hiv: annual discounting, value of cycle k multiplied by 1/(1+r)^k.
inline Case hiv() {
    Case model;
    OutcomesStructure& s = model.structure;
    s.currency = "GBP";
    s.priceYear = 1995;
    s.states = {{"A", both("A"), true, "costA", "1"},
                {"B", both("B"), true, "costB", "1"},
                {"C", both("C"), true, "costC", "1"},
                {"D", both("Death"), false, "0", "0"}};
    s.strategies = {
        {"mono", both("mono"), {}, {}},
        {"comb", both("comb"), {{"effect", "if(cycle <= 2, rr, 1)"}, {"drug", "if(cycle <= 2, lam, 0)"}}, {}}};
    s.initial = {{"A", "1"}};
    s.transitions = {{"A", {{"A", "#"}, {"B", "effect*pAB"}, {"C", "effect*pAC"}, {"D", "effect*pAD"}}},
                     {"B", {{"B", "#"}, {"C", "effect*pBC"}, {"D", "effect*pBD"}}},
                     {"C", {{"C", "#"}, {"D", "effect*pCD"}}}};
    s.costDiscountRate = "rate";
    s.effectDiscountRate = "rate";
    s.timing = {20, 1, DiscountForm::annual, DiscountMoment::end, CycleWeights::end, {}};
    s.comparator = "mono";
    s.effect = EffectMeasure::lifeYears;
    model.inputs.expressions = {{"effect", "1"}, {"drug", "0"}};
    for (const char* state : {"A", "B", "C"}) {
        model.inputs.expressions[std::string("cost") + state] = std::string("state") + state + " + zid + drug";
    }
    model.values.base = {{"pAB", 350.0 / 1734}, {"pAC", 116.0 / 1734}, {"pAD", 17.0 / 1734}, {"pBC", 512.0 / 1258},
                         {"pBD", 15.0 / 1258},  {"pCD", 437.0 / 1749}, {"rr", 0.509},        {"stateA", 2756},
                         {"stateB", 3052},      {"stateC", 9007},      {"zid", 2278},        {"lam", 2086.5},
                         {"rate", 0.06}};
    return model;
}

/// The stored draws of hiv(), continuous discounting as the sampling engine had it.
inline Case hivDraws() {
    Case model = hiv();
    model.structure.timing.discountForm = DiscountForm::continuous;
    const Table draws = table("golden-01-hiv/psa_draws.csv");
    model.values.draws = draws.rows;
    const std::map<std::string, std::string> columns{{"pAB", "A_B"}, {"pAC", "A_C"}, {"pAD", "A_D"},   {"pBC", "B_C"},
                                                     {"pBD", "B_D"}, {"pCD", "C_D"}, {"rr", "rr_comb"}};
    for (const auto& [name, column] : columns) model.values.drawn[name] = draws.numbers(column);
    for (const std::string state : {"A", "B", "C"}) {
        const std::vector<double> direct = draws.numbers("cost_direct_" + state);
        const std::vector<double> community = draws.numbers("cost_community_" + state);
        std::vector<double>& sum = model.values.drawn["state" + state];
        for (std::size_t i = 0; i < draws.rows; ++i) sum.push_back(direct[i] + community[i]);
    }
    return model;
}

/// Total hip replacement, golden-02-hip, one subgroup: sex and starting age.
inline Case hip(bool male, int age) {
    Case model;
    OutcomesStructure& s = model.structure;
    s.currency = "GBP";
    s.priceYear = 2000;
    s.states = {{"Primary", both("Primary"), true, "0", "0"},
                {"SuccessP", both("SuccessP"), true, "0", "uSuccessP"},
                {"Revision", both("Revision"), true, "cRevision", "uRevision"},
                {"SuccessR", both("SuccessR"), true, "0", "uSuccessR"},
                {"Death", both("Death"), false, "0", "0"}};
    s.strategies = {{"standard",
                     both("standard"),
                     {},
                     {{"prosthesis", both("prosthesis"), "394", OneOffTiming::counted, "Primary"}}},
                    {"np1",
                     both("NP1"),
                     {{"isNp1", "1"}},
                     {{"prosthesis", both("prosthesis"), "579", OneOffTiming::counted, "Primary"}}}};
    s.subgroups = {{"only",
                    both("only"),
                    "1",
                    {{"isMale", male ? "1" : "0"},
                     {"age0", std::to_string(age)},
                     {"mortality", male ? "lookup(life.male, age + 1)" : "lookup(life.female, age + 1)"}}}};
    s.initial = {{"Primary", "1"}};
    s.transitions = {{"Primary", {{"SuccessP", "#"}, {"Death", "omrPTHR"}}},
                     {"SuccessP", {{"SuccessP", "#"}, {"Revision", "revision"}, {"Death", "mortality"}}},
                     {"Revision", {{"SuccessR", "#"}, {"Death", "omrRTHR + mortality"}}},
                     {"SuccessR", {{"SuccessR", "#"}, {"Revision", "rrr"}, {"Death", "mortality"}}}};
    s.startAge = "age0";
    s.costDiscountRate = "rateCost";
    s.effectDiscountRate = "rateEffect";
    s.timing = {60, 1, DiscountForm::annual, DiscountMoment::start, CycleWeights::start, {}};
    s.comparator = "standard";
    model.inputs.expressions = {{"isNp1", "0"},
                                {"lambda", "exp(cons + beta.age*age0 + beta.male*isMale + beta.np1*isNp1)"},
                                {"shape", "exp(lngamma)"},
                                {"revision", "1 - exp(lambda*((cycle-1)^shape - cycle^shape))"}};
    const Table life = table("golden-02-hip/mortality.csv");
    model.inputs.tables = {{"life",
                            life.numbers("age_lower"),
                            {{"male", life.numbers("male")}, {"female", life.numbers("female")}},
                            Interpolation::step,
                            true}};
    model.values.base = {{"omrPTHR", 0.02},       {"omrRTHR", 0.02},       {"rrr", 0.04},
                         {"lngamma", 0.3740968},  {"cons", -5.490935},     {"beta.age", -0.0367022},
                         {"beta.male", 0.768536}, {"beta.np1", -1.344474}, {"uSuccessP", 0.85},
                         {"uRevision", 0.3},      {"uSuccessR", 0.75},     {"cRevision", 5294},
                         {"rateCost", 0.06},      {"rateEffect", 0.015}};
    return model;
}

/// The stored draws of hip() over its ten subgroups; prosthesis upfront, continuous discounting.
inline Case hipDraws(CycleWeights weights) {
    Case model = hip(false, 60);
    model.structure.timing.discountForm = DiscountForm::continuous;
    model.structure.timing.cycleWeights = weights;
    model.structure.timing.discountMoment = DiscountMoment::eachEnd;
    for (OutcomeStrategy& strategy : model.structure.strategies) {
        strategy.oneOffCosts.front().timing = OneOffTiming::upfront;
    }
    const Table groups = table("golden-02-hip/psa_subgroup_means.csv");
    model.structure.subgroups.clear();
    for (std::size_t i = 0; i < groups.rows; i += 2) {
        const bool male = groups.text.at("sex")[i] == "Male";
        OutcomeSubgroup subgroup = hip(male, std::stoi(groups.text.at("age")[i])).structure.subgroups.front();
        subgroup.id = groups.text.at("subgroup")[i];
        subgroup.weight = groups.text.at("weight")[i];
        model.structure.subgroups.push_back(subgroup);
    }
    const Table draws = table("golden-02-hip/psa_draws.csv");
    model.values.draws = draws.rows;
    const std::map<std::string, std::string> columns{{"omrPTHR", "omrPTHR"},
                                                     {"omrRTHR", "omrRTHR"},
                                                     {"rrr", "rrr"},
                                                     {"lngamma", "lngamma"},
                                                     {"cons", "cons"},
                                                     {"beta.age", "age"},
                                                     {"beta.male", "male"},
                                                     {"beta.np1", "np1"},
                                                     {"uSuccessP", "u_SuccessP"},
                                                     {"uRevision", "u_Revision"},
                                                     {"uSuccessR", "u_SuccessR"},
                                                     {"cRevision", "c_Revision"}};
    for (const auto& [name, column] : columns) model.values.drawn[name] = draws.numbers(column);
    return model;
}

/// Sick-Sicker with four strategies, golden-03-sick-sicker; rewards per point, each discounted at its own time.
/// @param cycleYears length of a cycle, so that the 75 years hold 75 / cycleYears of them
inline Case sickSicker(double cycleYears = 1) {
    Case model;
    OutcomesStructure& s = model.structure;
    s.currency = "USD";
    s.priceYear = 2020;
    s.states = {{"H", both("Healthy"), true, "c_H", "u_H"},
                {"S1", both("Sick"), true, "c_S1 + onA*c_trtA + onB*c_trtB", "if(onA, u_trtA, u_S1)"},
                {"S2", both("Sicker"), true, "c_S2 + onA*c_trtA + onB*c_trtB", "u_S2"},
                {"D", both("Dead"), false, "0", "0"}};
    s.strategies = {{"SoC", both("SoC"), {}, {}},
                    {"A", both("A"), {{"onA", "1"}}, {}},
                    {"B", both("B"), {{"onB", "1"}}, {}},
                    {"AB", both("AB"), {{"onA", "1"}, {"onB", "1"}}, {}}};
    s.initial = {{"H", "1"}};
    s.transitions = {{"H", {{"H", "#"}, {"S1", "(1-pHD)*pHS1"}, {"D", "pHD"}}},
                     {"S1", {{"H", "(1-pS1D)*pS1H"}, {"S1", "#"}, {"S2", "(1-pS1D)*pS1S2"}, {"D", "pS1D"}}},
                     {"S2", {{"S2", "#"}, {"D", "pS2D"}}}};
    s.costDiscountRate = "0.03";
    s.effectDiscountRate = "0.03";
    s.timing.cycles = static_cast<int>(std::lround(75 / cycleYears));
    s.timing.cycleLengthYears = cycleYears;
    s.timing.discountForm = DiscountForm::annual;
    s.timing.discountMoment = DiscountMoment::eachEnd;
    s.timing.cycleWeights = CycleWeights::halfCycle;
    s.comparator = "SoC";
    model.inputs.expressions = {{"onA", "0"},
                                {"onB", "0"},
                                {"pHD", "rateToProb(r_HD, length)"},
                                {"pHS1", "rateToProb(r_HS1, length)"},
                                {"pS1H", "rateToProb(r_S1H, length)"},
                                {"pS1S2", "rateToProb(r_S1S2*if(onB, hr_S1S2_trtB, 1), length)"},
                                {"pS1D", "rateToProb(r_HD*hr_S1, length)"},
                                {"pS2D", "rateToProb(r_HD*hr_S2, length)"}};
    const nlohmann::json published = json("golden-03-sick-sicker");
    for (const auto& [name, value] : published["model"]["parameters"].items()) {
        model.values.base[name] = value.get<double>();
    }
    model.values.base["length"] = cycleYears;
    return model;
}

}  // namespace golden
