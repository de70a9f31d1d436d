// Where N devices serve best among candidate sites.
#include "models/equalisation/site_placement.h"
#include "models/studies/access_network.h"
#include "models/studies/number_list.h"
#include "models/studies/study_definitions.h"

#include <cmath>
#include <map>

namespace kachi {
namespace {

struct Inputs {
    AccessNetwork network;
    PlacementProblem problem;
};

Inputs read(StudyReader& reader) {
    Inputs inputs;
    inputs.network = readAccessNetwork(reader, 1.0);
    PlacementProblem& problem = inputs.problem;
    if (!reader.failed()) problem.travel = *readTravelTimes(reader, inputs.network);
    problem.decay = readDistanceDecay(reader);
    problem.steps = readFloatingCatchment(reader);
    const int devices = reader.whole("devices");
    const std::string goal = reader.neededChoice("goal");
    static const std::map<std::string, PlacementGoal> goals{{"coverage", PlacementGoal::coverage},
                                                            {"meanTravel", PlacementGoal::meanTravel},
                                                            {"inequality", PlacementGoal::inequality}};
    if (const auto found = goals.find(goal); found != goals.end()) problem.goal = found->second;
    if (reader.has("exhaustiveUpTo")) problem.exhaustiveUpTo = static_cast<std::size_t>(reader.whole("exhaustiveUpTo"));
    if (reader.failed()) return inputs;

    problem.population = inputs.network.population;
    problem.supply = inputs.network.supply;
    const std::string existing = reader.column("existingColumn", "sites");
    if (!existing.empty()) {
        const std::vector<std::optional<double>> flags = reader.numbersOrMissing(existing, "sites");
        for (std::size_t site = 0; site < flags.size(); ++site) {
            if (flags[site].value_or(0) != 0) problem.existing.push_back(site);
        }
    }
    const std::size_t candidates = inputs.network.sites.size() - problem.existing.size();
    problem.devices = static_cast<std::size_t>(devices);
    if (problem.devices > candidates) {
        reader.refuse("access.tooManyDevices", "devices", std::to_string(devices), std::to_string(candidates));
    }
    return inputs;
}

struct Goal {
    Text name;
    Unit unit = Unit::ratio;
};

Goal goalOf(const PlacementProblem& problem) {
    switch (problem.goal) {
        case PlacementGoal::coverage:
            return {{"到達圏内の人口割合", "Share of people within the catchment"}, Unit::ratio};
        case PlacementGoal::meanTravel:
            return {{"最寄りまでの平均時間", "Mean time to the nearest device"}, Unit::minutes};
        case PlacementGoal::inequality:
            break;
    }
    return {{"アクセスのジニ係数", "Gini coefficient of access"}, Unit::index};
}

/// The quantity of the goal; empty where it is not defined.
std::optional<double> reached(const PlacementProblem& problem, const PlacementValue& value) {
    switch (problem.goal) {
        case PlacementGoal::coverage:
            return value.covered;
        case PlacementGoal::meanTravel:
            return value.unreachable < 1 ? std::optional(value.meanMinutes) : std::nullopt;
        case PlacementGoal::inequality:
            break;
    }
    return value.gini;
}

std::string namesOf(const Inputs& inputs, const std::vector<std::size_t>& sites) {
    std::string names;
    for (const std::size_t site : sites) names += (names.empty() ? "" : ", ") + inputs.network.sites[site];
    return names;
}

/// How a placement was found, and whether it is known to be the best.
Text proofOf(const PlacementProblem& problem, const Placement& placement) {
    if (placement.exhaustive) return {"全数探索（最適）", "every placement tried: optimal"};
    const std::optional<double> value = reached(problem, placement.value);
    if (value && placement.bound && std::abs(*value - *placement.bound) <= 1e-9 * std::abs(*value)) {
        return {"貪欲法と交換（限界値に達し最適）", "greedy with exchange, equal to the bound: optimal"};
    }
    return {"貪欲法と交換", "greedy with exchange"};
}

StudyTable countsTable(const Inputs& inputs, const PlacementResults& results) {
    StudyTable table{"devices",
                     {"台数別の最適配置", "Best placement by number of devices"},
                     {{"devices", {"新しい台数", "New devices"}, Unit::count},
                      {"sites", {"配置", "Sites"}},
                      {"covered", {"到達圏内の人口割合", "Share within the catchment"}, Unit::ratio},
                      {"meanMinutes", {"最寄りまでの平均時間", "Mean time to the nearest"}, Unit::minutes},
                      {"unreachable", {"到達できない人口割合", "Share out of reach"}, Unit::ratio},
                      {"gini", {"アクセスのジニ係数", "Gini of access"}, Unit::index},
                      {"bound", {"目的の限界値", "Bound of the goal"}, goalOf(inputs.problem).unit},
                      {"proof", {"求め方", "How found"}}},
                     {}};
    const auto add = [&](std::size_t devices, const std::string& sites, const PlacementValue& value,
                         const std::optional<double>& bound, const Text& proof) {
        table.rows.push_back({studyCell(static_cast<double>(devices)), studyCell(sites), studyCell(value.covered),
                              studyCell(value.unreachable < 1 ? std::optional(value.meanMinutes) : std::nullopt),
                              studyCell(value.unreachable), studyCell(value.gini), studyCell(bound), studyCell(proof)});
    };
    add(0, {}, results.before, {}, {"現状", "now"});
    for (std::size_t i = 0; i < results.best.size(); ++i) {
        const Placement& placement = results.best[i];
        add(i + 1, namesOf(inputs, placement.chosen), placement.value, placement.bound,
            proofOf(inputs.problem, placement));
    }
    return table;
}

StudyTable areaTable(const Inputs& inputs, const std::vector<std::size_t>& chosen) {
    StudyTable table{"areas",
                     {"地域別：配置の前と後", "Areas before and after"},
                     {{"area", {"地域", "Area"}},
                      {"population", {"人口", "Population"}, Unit::persons},
                      {"minutesBefore", {"現状の最寄りまで", "To the nearest, now"}, Unit::minutes},
                      {"minutesAfter", {"配置後の最寄りまで", "To the nearest, after"}, Unit::minutes},
                      {"siteAfter", {"配置後の最寄り", "Nearest after"}}},
                     {}};
    std::vector<std::size_t> after = inputs.problem.existing;
    after.insert(after.end(), chosen.begin(), chosen.end());
    const auto nearest = [&](std::size_t area, const std::vector<std::size_t>& sites) {
        std::optional<std::size_t> best;
        for (const std::size_t site : sites) {
            const double minutes = inputs.problem.travel.at(area, site);
            if (std::isfinite(minutes) && (!best || minutes < inputs.problem.travel.at(area, *best))) best = site;
        }
        return best;
    };
    for (std::size_t area = 0; area < inputs.network.areas.size(); ++area) {
        std::vector<StudyValue> row{
            studyCell(inputs.network.areas[area]), studyCell(inputs.network.population[area]), {}, {}, {}};
        const auto now = nearest(area, inputs.problem.existing);
        const auto then = nearest(area, after);
        if (now) row[2] = studyCell(inputs.problem.travel.at(area, *now));
        if (then) {
            row[3] = studyCell(inputs.problem.travel.at(area, *then));
            row[4] = studyCell(inputs.network.sites[*then]);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyChart countsChart(const Inputs& inputs, const PlacementResults& results) {
    PlotChart chart;
    chart.x.label = {"新しい台数", "New devices"};
    chart.y.label = goalOf(inputs.problem).name;
    chart.y.unit = goalOf(inputs.problem).unit;
    ChartSeries series;
    series.name = chart.y.label;
    const auto add = [&](std::size_t devices, const PlacementValue& value) {
        const std::optional<double> y = reached(inputs.problem, value);
        if (!y) return;
        series.x.push_back(static_cast<double>(devices));
        series.y.push_back(*y);
    };
    add(0, results.before);
    for (std::size_t i = 0; i < results.best.size(); ++i) add(i + 1, results.best[i].value);
    chart.series.push_back(std::move(series));
    return {"devices",
            {"台数と目的の値", "The goal by number of devices"},
            {"台数ごとに最適な配置を求め直しています。", "Each number of devices is placed afresh."},
            std::move(chart)};
}

Result<StudyResult> run(StudyReader& reader) {
    const Inputs inputs = read(reader);
    if (reader.failed()) return reader.issues();
    const auto placed = placeSites(inputs.problem, reader.options());
    if (!placed) return placed.issues();
    const Placement& best = placed->best.back();
    const Goal goal = goalOf(inputs.problem);

    StudyResult result;
    const auto figure = [&](const std::string& key, const Text& label, const std::optional<double>& value) {
        StudyFigure made;
        made.key = key;
        made.label = label;
        made.unit = goal.unit;
        made.value = value;
        made.headline = true;
        if (!value) made.state = {"定義されない（到達できる地域がない）", "not defined: no area has a way to a device"};
        result.figures.push_back(std::move(made));
    };
    const std::optional<double> after = reached(inputs.problem, best.value);
    figure("before", {goal.name.ja + "：現状", goal.name.en + ", now"}, reached(inputs.problem, placed->before));
    figure("after", {goal.name.ja + "：配置後", goal.name.en + ", after"}, after);
    StudyFigure sites;
    sites.key = "sites";
    sites.label = {"配置する施設", "Sites chosen"};
    const std::string names = namesOf(inputs, best.chosen);
    sites.state = {names, names};
    result.figures.push_back(std::move(sites));
    if (best.bound && after) {
        result.figures.push_back(studyFigure("largestGap",
                                             {"最適値との差の上限", "Largest possible distance from the optimum"},
                                             std::abs(*best.bound - *after), goal.unit));
        result.estimates.push_back(normalEstimate("after", goal.name, *after, 0, goal.unit));
    } else if (!best.exhaustive) {
        result.notes.push_back({"access.noBound", Severity::info, "/inputs/goal", {}, {}, {}});
    }
    if (best.value.unreachable > 0) {
        result.notes.push_back({"access.placementUnreachable",
                                Severity::warning,
                                "/inputs/devices",
                                plainDigits(best.value.unreachable),
                                {},
                                {}});
    }
    result.tables.push_back(countsTable(inputs, *placed));
    result.tables.push_back(areaTable(inputs, best.chosen));
    result.charts.push_back(countsChart(inputs, *placed));
    const Text decay = distanceDecayText(inputs.problem.decay, inputs.problem.steps);
    result.methodText = {
        "候補地から、目的（" + goal.name.ja +
            "）が最も良くなる配置を台数ごとに求めた。組合せが上限以下なら全数探索、超えるときは"
            "貪欲法で始め、1台の交換で良くならなくなるまで入れ替えた（Teitz–Bart "
            "法）。同じ値なら平均時間の短い配置、次に表の順で先の"
            "配置を採る。限界値はラグランジュ緩和による。" +
            decay.ja,
        "Placements of each number of devices among the candidates were sought that are best by the goal (" +
            goal.name.en +
            "): by trying every one when there are few enough, otherwise greedily and then by exchange of one device "
            "as "
            "long as any exchange helps (Teitz and Bart). Ties go to less mean travel, then to the order of the table. "
            "Bounds are by Lagrangian relaxation. " +
            decay.en};
    result.references = {
        "Church R, ReVelle C. The maximal covering location problem. Pap Reg Sci 1974;32:101-118.",
        "Teitz MB, Bart P. Heuristic methods for estimating the generalized vertex median of a weighted graph. Oper "
        "Res "
        "1968;16:955-961.",
        "Narula SC, Ogbu UI, Samuelsson HM. An algorithm for the p-median problem. Oper Res 1977;25:709-713."};
    for (std::string& reference : floatingCatchmentReferences()) result.references.push_back(std::move(reference));
    return result;
}

std::vector<Field> fields() {
    using namespace field_limits;
    std::vector<Field> all = accessNetworkFields();
    all.push_back(columnField("existingColumn", {"既設の列", "Column of existing sites"},
                              {"1／true の施設には装置がすでにある。空欄ならすべて候補。",
                               "1 or true: the site has a device already. All are candidates when empty."}));
    all.push_back(required(numberField("devices", {"新しい台数", "New devices"}, Unit::count, positiveWhole)));
    all.push_back(required(choiceField("goal", {"目的", "Goal"},
                                       {{"coverage", {"到達圏内の人口を最大に", "Most people within the catchment"}},
                                        {"meanTravel", {"平均移動時間を最小に", "Least mean travel time"}},
                                        {"inequality", {"アクセスの格差を最小に", "Least inequality of access"}}})));
    all.push_back(numberField("exhaustiveUpTo", {"全数探索する組合せの上限", "Try every placement up to"}, Unit::count,
                              FieldLimits{.atLeast = 0, .atMost = 10'000'000, .whole = true},
                              {"空欄なら 200,000。", "200,000 when empty."}));
    for (Field& field : distanceDecayFields()) all.push_back(std::move(field));
    return all;
}

}  // namespace

StudyDefinition placementStudy() {
    return {
        .id = "placement",
        .group = StudyGroup::regions,
        .name = {"装置の最適配置", "Placement of devices"},
        .purpose =
            {"N 台の装置をどの候補地に置けば、到達圏内の人口・平均移動時間・アクセスの格差が最も良くなるかを求めます。",
             "Finds where N devices serve best among candidate sites: most people within reach, least mean "
             "travel, or least inequality of access."},
        .fields = fields(),
        .run = run,
    };
}

}  // namespace kachi
