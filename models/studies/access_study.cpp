// Spatial access: floating catchments, nearest sites, population within minutes.
#include "models/statistics/inequality.h"
#include "models/studies/access_network.h"
#include "models/studies/number_list.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

struct Inputs {
    AccessNetwork network;
    std::shared_ptr<const WeightedTravel> ways;
    FloatingCatchment steps = FloatingCatchment::twoStep;
    std::vector<double> thresholds;
    double perPeople = 1;
};

WeightedTravel readWays(StudyReader& reader, const AccessNetwork& network) {
    TravelTimes travel;
    if (!reader.failed()) travel = *readTravelTimes(reader, network);
    return {std::move(travel), readDistanceDecay(reader)};
}

Inputs read(StudyReader& reader) {
    Inputs inputs;
    inputs.network = readAccessNetwork(reader, {});
    inputs.ways = reader.once("ways", [&] { return readWays(reader, inputs.network); });
    inputs.steps = readFloatingCatchment(reader);
    inputs.thresholds = numberList(reader, "thresholds", {30, 60}, {.atLeast = 0, .atMost = longestMinutes});
    inputs.perPeople = reader.realOr("perPeople", 1);
    return inputs;
}

/// Access of every area in the unit of the result.
std::vector<double> accessOf(const Inputs& inputs, const SpatialAccess& access) {
    std::vector<double> values;
    for (const AreaAccess& area : access.areas) values.push_back(area.access * inputs.perPeople);
    return values;
}

StudyTable areaTable(const Inputs& inputs, const SpatialAccess& access) {
    StudyTable table{"areas",
                     {"地域別のアクセス", "Access by area"},
                     {{"area", {"地域", "Area"}},
                      {"population", {"人口", "Population"}, Unit::persons},
                      {"access", {"アクセス", "Access"}},
                      {"nearestSite", {"最寄り施設", "Nearest site"}},
                      {"nearestMinutes", {"最寄りまで", "To the nearest"}, Unit::minutes},
                      {"sitesWithin", {"到達圏内の施設数", "Sites within the catchment"}, Unit::count}},
                     {}};
    const std::vector<double> values = accessOf(inputs, access);
    for (std::size_t i = 0; i < access.areas.size(); ++i) {
        const AreaAccess& area = access.areas[i];
        StudyValue site;
        StudyValue minutes;
        if (area.nearestSite) {
            site = studyCell(inputs.network.sites[*area.nearestSite]);
            minutes = studyCell(area.nearestMinutes);
        }
        table.rows.push_back({studyCell(inputs.network.areas[i]), studyCell(inputs.network.population[i]),
                              studyCell(values[i]), site, minutes, studyCell(static_cast<double>(area.sitesWithin))});
    }
    return table;
}

StudyTable siteTable(const Inputs& inputs, const SpatialAccess& access) {
    StudyTable table{"sites",
                     {"施設別の到達圏", "Catchments by site"},
                     {{"site", {"施設", "Site"}},
                      {"supply", {"供給量", "Supply"}},
                      {"populationWithin", {"到達圏内の人口", "Population within the catchment"}, Unit::persons},
                      {"demand", {"重み付き人口", "Weighted population"}, Unit::persons},
                      {"ratio", {"供給量／重み付き人口", "Supply per weighted population"}}},
                     {}};
    for (std::size_t i = 0; i < access.sites.size(); ++i) {
        const SiteAccess& site = access.sites[i];
        table.rows.push_back({studyCell(inputs.network.sites[i]), studyCell(inputs.network.supply[i]),
                              studyCell(site.populationWithin), studyCell(site.demand),
                              studyCell(site.ratio * inputs.perPeople)});
    }
    return table;
}

/// Share of the population by minutes to the nearest site.
PlotChart coverageChart(const Inputs& inputs, const SpatialAccess& access) {
    PlotChart chart;
    chart.x.label = {"最寄り施設までの時間", "Time to the nearest site"};
    chart.x.unit = Unit::minutes;
    chart.x.minimum = 0;
    chart.y.label = {"人口の割合", "Share of the population"};
    chart.y.unit = Unit::probability;
    chart.y.minimum = 0;
    chart.y.maximum = 1;
    std::vector<double> minutes{0};
    for (const AreaAccess& area : access.areas) {
        if (area.nearestSite) minutes.push_back(area.nearestMinutes);
    }
    std::sort(minutes.begin(), minutes.end());
    minutes.erase(std::unique(minutes.begin(), minutes.end()), minutes.end());
    ChartSeries series;
    series.name = {"人口", "Population"};
    series.mark = ChartMark::step;
    for (const double time : minutes) {
        series.x.push_back(time);
        series.y.push_back(populationWithin(inputs.network.population, access.areas, time));
    }
    chart.series.push_back(std::move(series));
    for (const double threshold : inputs.thresholds) {
        const std::string text = plainDigits(threshold);
        chart.verticals.push_back({{text + " 分", text + " min"}, threshold});
    }
    return chart;
}

void addCharts(const Inputs& inputs, const SpatialAccess& access, const WeightedValues& sample, StudyResult& result) {
    result.charts.push_back({"coverage",
                             {"最寄り施設までの時間と人口", "Population by time to the nearest site"},
                             {"横軸の時間以内に施設がある人口の割合。",
                              "Share of the population that has a site within the time on the axis."},
                             coverageChart(inputs, access)});
    const std::vector<LorenzPoint> points = lorenzCurve(sample);
    if (!points.empty()) {
        LorenzChart lorenz;
        lorenz.population.label = {"人口の累積割合（アクセスの低い順）",
                                   "Cumulative share of people, least access first"};
        lorenz.share.label = {"アクセスの累積割合", "Cumulative share of access"};
        LorenzChartCurve curve;
        curve.name = {"アクセス", "Access"};
        curve.gini = gini(sample);
        for (const LorenzPoint& point : points) {
            curve.population.push_back(point.populationShare);
            curve.resource.push_back(point.resourceShare);
        }
        lorenz.curves.push_back(std::move(curve));
        result.charts.push_back({"lorenz",
                                 {"アクセスのローレンツ曲線", "Lorenz curve of access"},
                                 {"人口で重み付け。", "Areas weighted by their population."},
                                 std::move(lorenz)});
    }
    ChartAxis axis;
    axis.label = {"アクセス", "Access"};
    if (auto map = prefectureMap(inputs.network.areas, sample.values(), {}, axis)) {
        result.charts.push_back({"map", {"アクセスの地図", "Map of access"}, {}, std::move(*map)});
    }
}

/// Areas and sites that the reader should know about, by name.
void addNotes(const Inputs& inputs, const SpatialAccess& access, StudyResult& result) {
    std::vector<std::string> unreachable;
    std::vector<std::string> outside;
    std::vector<std::string> alone;
    for (std::size_t i = 0; i < access.areas.size(); ++i) {
        const AreaAccess& area = access.areas[i];
        if (!area.nearestSite) {
            unreachable.push_back(inputs.network.areas[i]);
        } else if (area.sitesWithin == 0) {
            outside.push_back(inputs.network.areas[i]);
        }
    }
    for (std::size_t i = 0; i < access.sites.size(); ++i) {
        if (!(access.sites[i].ratio > 0)) alone.push_back(inputs.network.sites[i]);
    }
    const auto note = [&](const char* code, const std::vector<std::string>& names, const std::string& limit) {
        if (names.empty()) return;
        result.notes.push_back({code,
                                Severity::warning,
                                "/inputs",
                                namesInShort(names),
                                limit,
                                {{"count", std::to_string(names.size())}}});
    };
    const std::string minutes = plainDigits(inputs.ways->decay.catchmentMinutes);
    note("access.unreachable", unreachable, {});
    note("access.outsideCatchment", outside, minutes);
    note("access.siteWithoutPeople", alone, minutes);
}

void addFigures(const Inputs& inputs, const SpatialAccess& access, const WeightedValues& sample, StudyResult& result) {
    for (const double threshold : inputs.thresholds) {
        const std::string text = plainDigits(threshold);
        const Text label{"最寄り施設まで " + text + " 分以内の人口割合",
                         "Share of people within " + text + " minutes of a site"};
        const double share = populationWithin(inputs.network.population, access.areas, threshold);
        result.figures.push_back(studyFigure("within." + text, label, share, Unit::ratio));
        result.figures.back().headline = true;
        result.estimates.push_back(normalEstimate("within." + text, label, share, 0, Unit::ratio));
    }
    const Text meanLabel{"人口あたりのアクセス（人口加重平均）", "Access per person, mean weighted by population"};
    result.figures.push_back(studyFigure("meanAccess", meanLabel, sample.mean()));
    StudyFigure inequality;
    inequality.key = "giniOfAccess";
    inequality.label = {"アクセスのジニ係数", "Gini coefficient of access"};
    inequality.unit = Unit::index;
    inequality.value = gini(sample);
    inequality.headline = true;
    if (inequality.value) {
        result.estimates.push_back(
            normalEstimate(inequality.key, inequality.label, *inequality.value, 0, inequality.unit));
    } else {
        inequality.state = {"どの地域にも届かない", "no area has access"};
    }
    result.figures.push_back(std::move(inequality));

    double without = 0;
    double travelled = 0;
    double reached = 0;
    for (std::size_t i = 0; i < access.areas.size(); ++i) {
        const double people = inputs.network.population[i];
        if (!(access.areas[i].access > 0)) without += people;
        if (!access.areas[i].nearestSite) continue;
        travelled += people * access.areas[i].nearestMinutes;
        reached += people;
    }
    const double people = std::accumulate(inputs.network.population.begin(), inputs.network.population.end(), 0.0);
    result.figures.push_back(studyFigure("withoutAccess", {"アクセスのない人口割合", "Share of people without access"},
                                         without / people, Unit::ratio));
    StudyFigure mean =
        studyFigure("meanMinutes", {"最寄り施設までの平均時間", "Mean time to the nearest site"}, 0, Unit::minutes);
    mean.value.reset();
    if (reached > 0) mean.value = travelled / reached;
    if (!mean.value) mean.state = {"到達できる地域がない", "no area has a way to a site"};
    result.figures.push_back(std::move(mean));
    result.figures.push_back(studyFigure(
        "supplyInReach", {"届いている供給量（Σ 人口×アクセス）", "Supply in reach (Σ P × A)"}, access.supplyInReach));
    result.figures.push_back(
        studyFigure("supply", {"供給量の合計", "Total supply"},
                    std::accumulate(inputs.network.supply.begin(), inputs.network.supply.end(), 0.0)));
}

Result<StudyResult> run(StudyReader& reader) {
    const Inputs inputs = read(reader);
    if (reader.failed()) return reader.issues();
    const SpatialAccess access =
        spatialAccess(inputs.network.population, inputs.network.supply, *inputs.ways, inputs.steps);
    const auto sample = WeightedValues::make(accessOf(inputs, access), inputs.network.population);
    if (!sample) return sample.issues();

    StudyResult result;
    addFigures(inputs, access, *sample, result);
    if (reader.isDraw()) return result;
    result.tables.push_back(areaTable(inputs, access));
    result.tables.push_back(siteTable(inputs, access));
    addCharts(inputs, access, *sample, result);
    addNotes(inputs, access, result);
    const Text decay = distanceDecayText(inputs.ways->decay, inputs.steps);
    const std::string people = plainDigits(inputs.perPeople);
    result.methodText = {
        decay.ja + "アクセスは人口 " + people +
            " 人あたり。最寄り施設は時間の最も短い施設。地域は全数であり標本ではないため検定はしない。",
        decay.en + "Access is per " + people +
            " people. The nearest site is the one with the least time. Areas are a census, not a "
            "sample: there are no tests."};
    result.references = floatingCatchmentReferences();
    return result;
}

std::vector<Field> fields() {
    using namespace field_limits;
    std::vector<Field> all = accessNetworkFields();
    for (Field& field : distanceDecayFields()) all.push_back(std::move(field));
    all.push_back(textField("thresholds", {"人口割合を求める分", "Minutes for shares of the population"},
                            {"コンマ区切り。空欄なら 30, 60。", "With commas; 30, 60 when empty."}));
    all.push_back(numberField("perPeople", {"アクセスの基準人口", "Access per so many people"}, Unit::persons, positive,
                              {"例：100000。空欄なら 1 人あたり。", "For example 100000; per person when empty."}));
    return all;
}

}  // namespace

StudyDefinition accessStudy() {
    return {
        .id = "access",
        .group = StudyGroup::regions,
        .name = {"空間アクセス", "Spatial access"},
        .purpose = {"地域ごとの医療の受けやすさを、移動時間・人口・供給量から到達圏法（2SFCA など）で求め、30・60 "
                    "分以内の人口割合を示します。",
                    "Measures how well areas are served from travel times, population and supply by floating "
                    "catchments, and the share of people within 30 and 60 minutes."},
        .fields = fields(),
        .run = run,
        .overDraws = true,
    };
}

}  // namespace kachi
