#pragma once

#include "models/case/unknown_keys.h"
#include "models/core/run_options.h"
#include "models/core/special_members.h"
#include "models/equalisation/equalisation_structure.h"
#include "models/evidence/evidence.h"
#include "models/expressions/lookup_table.h"
#include "models/labour/labour_structure.h"
#include "models/outcomes/outcomes_structure.h"
#include "models/params/parameter.h"
#include "models/price_routes/price_request.h"
#include "models/pricing/price_series.h"
#include "models/pricing/pricing_structure.h"
#include "models/pricing/recalculation_structure.h"
#include "models/statistics/sampling.h"
#include "models/studies/study_request.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Schema number of the JSON written by this version. Older numbers are migrated, newer ones are refused.
inline constexpr int caseSchemaVersion = 1;

/// What is assessed, in the words of its maker or of the price list.
struct Product {
    Text name;
    Text genericName;
    Text maker;
    Text indication;
    Text comparator;
    Text description;

    bool operator==(const Product&) const = default;
};

/// Under which rules and from whose point of view.
struct Context {
    std::string applicationClass;  ///< A1 … C2, R
    Text functionalCategory;
    std::string rulePack;      ///< id of the rule pack the case is pinned to
    std::string comparedPack;  ///< pack shown beside it; empty: none
    Text perspective;
    std::string decisionDate;                       ///< ISO date; prices in force on it are compared
    std::map<std::string, std::string> rules = {};  ///< numbers and switches the analyst sets, by key of the rule pack

    bool operator==(const Context&) const = default;
};

/// A named set of other base values, by parameter id.
struct Scenario {
    std::string id;
    Text name;
    std::map<std::string, double> values;

    bool operator==(const Scenario&) const = default;
};

/// How the probabilistic analysis is drawn.
struct RunSettings {
    int draws = 10'000;
    int seed = 20260601;
    Design design = Design::random;
    std::map<std::string, int> sobolDimensions = {};  ///< id → dimension of a Sobol design, as statistics/design.h

    bool operator==(const RunSettings&) const = default;
};

/// Free text of the printed evaluation, by section key ("summary", "outcomes", …), and sections left out.
struct ReportSettings {
    std::map<std::string, Text> text;
    std::vector<std::string> hidden;

    bool operator==(const ReportSettings&) const = default;
};

/// One evaluation case: everything the models need and nothing of window or database.
/// A value: copyable, comparable, serialisable. Uncertain numbers live only in `parameters`.
struct Case {
    KACHI_SPECIAL_MEMBERS(Case);

    std::string id;
    Text title;
    Product product;
    Context context;
    Parameters parameters;
    std::vector<JointGroup> jointGroups;
    std::vector<LookupTable> tables;
    std::vector<PriceSeries> priceSeries;
    std::optional<OutcomesStructure> outcomes;
    std::optional<LabourStructure> labour;
    std::optional<EqualisationStructure> equalisation;
    std::optional<PricingStructure> pricing;
    std::optional<RecalculationStructure> recalculation;
    std::vector<PriceRequest> routes;   ///< further prices, each by one route of the rules
    std::vector<StudyRequest> studies;  ///< analyses of data and calculations beside the value models
    std::vector<Evidence> evidence;
    std::optional<LiteratureSearch> literature;
    std::vector<RequirementClaim> claims;  ///< requirements of premiums, with what supports them
    std::vector<Scenario> scenarios;
    RunSettings run;
    ReportSettings report;
    UnknownKeys unknownKeys;  ///< keys of a file this version does not know, kept and written back

    bool operator==(const Case&) const = default;
};

}  // namespace kachi
