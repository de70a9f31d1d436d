#pragma once

#include "models/case/case.h"

/// A case in which every field differs from its default, so that every key of the file format is written.
/// It is not meant to be evaluated.
namespace kachi::sample {

inline Text words(const char* en) {
    return {std::string(en) + "の和名", en};
}

inline Parameter fullParameter() {
    return {.label = words("Cost"),
            .unit = Unit::currency,
            .value = 0.1,
            .expression = "2 * other",
            .range = SensitivityRange{0.05, 0.2},
            .distribution = {Family::gamma, {{"mean", 0.1}, {"standardError", 0.02}}, {1, 2}},
            .source = {SourceKind::published, "Author 2020", "https://example.org"},
            .evidence = {"study1", "Table 3", "s1", "mean.minutes", "abc"},
            .note = "a note"};
}

inline DecisionTree fullTree() {
    TreeNode node;
    node.id = "root";
    node.name = words("Root");
    node.kind = TreeNodeKind::chance;
    node.parent = "parent";
    node.probability = "0.5";
    node.strategy = "new";
    node.cost = "1";
    node.qaly = "2";
    node.lifeYears = "3";
    node.time = "4";
    node.state = "well";
    return {{node}};
}

inline SurvivalCurve fullCurve() {
    SurvivalCurve curve;
    curve.id = "os";
    curve.name = words("Overall survival");
    curve.source = CurveSource::expression;
    curve.family = SurvivalFamily::weibull;
    curve.args = {{"shape", "1"}};
    curve.survival = "exp(-time)";
    curve.hazardRatio = "0.8";
    curve.timeRatio = "1.2";
    curve.cure = "0.1";
    curve.pieces = {{"late", "5", SurvivalFamily::gompertz, {{"rate", "0.1"}}}};
    return curve;
}

inline IndividualSimulation fullSimulation() {
    SimulatedEvent event;
    event.id = "dies";
    event.name = words("Dies");
    event.from = "well";
    event.to = "dead";
    event.curve = "os";
    event.clock = EventClock::forward;
    event.cost = "1";
    event.qaly = "2";
    event.sets = {{"risk", "risk + 1"}};
    return {500, {{"risk", words("Risk"), Family::normal, {{"mean", "0"}}}}, {event}};
}

inline BudgetImpact fullBudget() {
    BudgetImpact budget;
    budget.years = 10;
    budget.firstFiscalYear = 2027;
    budget.payer = words("Payer");
    budget.device = "new";
    budget.eligible = "1000";
    budget.prevalence = "900";
    budget.incidence = "100";
    budget.growth = "0.01";
    budget.eligibleShare = "0.5";
    budget.uptake = UptakeShape::bass;
    budget.uptakeArgs = {{"ceiling", "0.6"}};
    budget.current = {{"old", "1", "1"}};
    budget.costsFrom = BudgetCosts::outcomeModel;
    budget.costs = {{"new", "5"}};
    budget.offset = "6";
    budget.unitPrice = "7";
    budget.unitsPerPatient = "2";
    budget.discountRate = "0.02";
    return budget;
}

inline OutcomesStructure fullOutcomes() {
    OutcomesStructure outcomes;
    outcomes.currency = "JPY";
    outcomes.priceYear = 2024;
    outcomes.states = {{"well", words("Well"), false, "1", "2"}};
    outcomes.strategies = {{"new",
                            words("New"),
                            {{"cost", "3"}},
                            {{"implant", words("Implant"), "devicePrice", OneOffTiming::counted, "well"}}}};
    outcomes.subgroups = {{"women", words("Women"), "0.5", {{"age0", "60"}}}};
    outcomes.initial = {{"well", "1"}};
    outcomes.transitions = {{"well", {{"well", "#"}}}};
    outcomes.startAge = "60";
    outcomes.costDiscountRate = "0.02";
    outcomes.effectDiscountRate = "0.02";
    outcomes.timing = {20, 0.5, DiscountForm::continuous, DiscountMoment::end, CycleWeights::custom, {1, 2}};
    outcomes.comparator = "new";
    outcomes.effect = EffectMeasure::lifeYears;
    outcomes.wtp = {0, 5e6};
    outcomes.referenceWtp = 5e6;
    outcomes.devicePrice = "outcomes.price";
    outcomes.model = OutcomeModel::simulation;
    outcomes.states[0].tunnelCycles = 5;
    outcomes.states[0].place = DiagramPlace{10, 20};
    outcomes.timing.transitionWeights = TransitionWeights::point;
    outcomes.transitionUnit = TransitionUnit::rate;
    outcomes.transitionRewards = {{"onset", words("Onset"), "*", "well", "3", "-1"}};
    outcomes.tree = fullTree();
    outcomes.curves = {fullCurve()};
    outcomes.survival = PartitionedSurvival{{"os"}, "0.01", MortalityRule::add};
    outcomes.simulation = fullSimulation();
    outcomes.budget = fullBudget();
    return outcomes;
}

inline EqualisationStructure fullEqualisation() {
    return {.subject = words("Operations"),
            .rateBase = 1000,
            .weighting = RegionWeighting::equal,
            .missing = MissingRegions::exclude,
            .groups = {{"kanto", words("Kanto")}},
            .regions = {{"p13", "13", words("Tokyo"), "kanto"}},
            .scenario = {ScenarioKind::raiseToTarget, ScenarioTarget::maximum}};
}

inline PricingStructure fullPricing() {
    PricingStructure pricing;
    pricing.comparatorName = words("Comparator");
    pricing.comparatorCategory = "c1";
    pricing.fieldNumber = "021";
    pricing.field = {{"c1", words("Category")}};
    pricing.prorated = true;
    pricing.premiums = {{"a", "improvement", "ハ-a", words("Why")}};
    pricing.alphaLimits = AlphaLimits::kindOnly;
    pricing.rapidIntroduction = true;
    pricing.foreignPrices = {{"us", "us", words("List price")}};
    pricing.relaxedCeiling = true;
    return pricing;
}

inline RecalculationStructure fullRecalculation() {
    return {.categoryName = words("Category"),
            .sharePattern = SharePattern::topTwo,
            .othersCannotCover = Statement::yes,
            .othersCannotCoverTopTwo = Statement::no,
            .diseaseSpecific = Statement::yes,
            .medicalNeed = Statement::yes,
            .medicalNeedEvidence = words("Letter"),
            .priceTooLow = Statement::yes,
            .priceEvidence = words("Quotation"),
            .lines = {{"l1", words("Steel"), CostKind::packaging, "steel", 3}},
            .rateYear = 2024,
            .costMonth = "2024-04",
            .pathFrom = "2024-05",
            .pathTo = "2025-05"};
}

inline Case fullCase() {
    Case value;
    value.id = "full";
    value.title = words("Full");
    value.product = {words("Name"),       words("Generic"),    words("Maker"),
                     words("Indication"), words("Comparator"), words("Description")};
    value.context = {"C1",         words("Category"),           "jp-2026", "jp-2024", words("Payer"),
                     "2026-06-01", {{"foreign.ceiling", "1.1"}}};
    value.parameters = {{"outcomes.cost", fullParameter()}};
    value.jointGroups = {{"joint",
                          JointKind::multivariateNormal,
                          {"outcomes.a", "outcomes.b"},
                          {1, 2},
                          {},
                          {{1, 0.5}, {0.5, 1}},
                          {{1, 0.3}, {0.3, 1}},
                          {{1, 2}, {3, 4}},
                          true}};
    value.tables = {{"life", {60, 61}, {{"men", {0.01, 0.02}}}, Interpolation::linear, true}};
    value.priceSeries = {{"steel", words("Steel"), Unit::index, {"2024-04"}, {101.5}, "Bank of Japan"}};
    value.outcomes = fullOutcomes();
    value.labour = LabourStructure{.staff = {{"nurse", words("Nurse"), "a note"}},
                                   .tasks = {{"t1", words("Prepare"), "nurse", "a note"}},
                                   .volume = LabourVolume::nation,
                                   .consumables = true};
    value.equalisation = fullEqualisation();
    value.pricing = fullPricing();
    value.recalculation = fullRecalculation();
    value.routes = {{"r1",
                     "marketRevision",
                     words("Revision"),
                     "jp-2026",
                     "2026-06-01",
                     {{"oldPrice", "100"}},
                     {{"tax.rate", "0.1"}}}};
    Evidence& evidence = value.evidence.emplace_back();
    evidence.id = "study1";
    evidence.kind = EvidenceKind::table;
    evidence.title = words("Study");
    evidence.citation = "Author 2020";
    evidence.doi = "10.1000/1";
    evidence.pmid = "1";
    evidence.url = "https://example.org";
    evidence.date = "2020-01-02";
    evidence.status = "full text";
    evidence.digest = "abc";
    evidence.design = StudyDesign::randomised;
    evidence.population = words("Patients");
    evidence.arms = {{"a1", words("Device"), 10.0, words("Better")}};
    evidence.appraisal = {AppraisalTool::rob2, {{"randomisation", "low", words("Why")}}, "low", words("Note")};
    evidence.files = {{"a.pdf", "def"}};
    evidence.note = words("Note");
    value.studies = {{"s1", "summary", words("Times"), "study1", {{"columns", "minutes"}}}};
    value.literature = {words("Question"), words("Databases"), "query", 10, 1, 1, 3, 1, {{words("Design"), 2}}, 1};
    value.claims = {{"c1",
                     "premium.points.improvement.i.c",
                     words("Safer"),
                     {"study1"},
                     {"s1/mean.minutes"},
                     ClaimStrength::moderate,
                     words("A comparison")}};
    value.scenarios = {{"low", words("Low"), {{"outcomes.cost", 0.05}}}};
    value.run = {500, 7, Design::sobol, {{"outcomes.cost", 3}}};
    value.report = {{{"summary", words("Summary")}}, {"labour"}};
    return value;
}

}  // namespace kachi::sample
