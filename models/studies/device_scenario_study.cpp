// A device taken up region by region: provision, transfers and travel before and after.
#include "models/equalisation/device_scenario.h"
#include "models/studies/access_network.h"
#include "models/studies/number_list.h"
#include "models/studies/study_definitions.h"

#include <functional>
#include <set>

namespace kachi {
namespace {

using namespace field_limits;

constexpr FieldLimits people{.atLeast = 1e-6, .atMost = 1e12};
constexpr FieldLimits peopleOrNone{.atLeast = 0, .atMost = 1e12};
constexpr FieldLimits weightLimits{.atLeast = -100, .atMost = 100};
constexpr FieldLimits yearLimits{.atLeast = 1900, .atMost = 2200};

struct Regions {
    std::vector<std::string> names;
    std::vector<DeviceRegion> regions;
};

struct Inputs {
    std::vector<std::string> names;
    DeviceScenario scenario;
};

Regions readRegions(StudyReader& reader) {
    Regions read;
    std::set<std::string> known;
    for (FieldCells& row : reader.rows("regions")) {
        const std::string name = row.text("region");
        if (!name.empty() && !known.insert(name).second) row.refuse("access.duplicateRegion", "region", name, {});
        DeviceRegion region;
        region.population = row.real("population");
        region.need = row.real("need");
        region.treatedLocally = row.real("treatedLocally");
        region.minutes = row.real("minutes");
        region.specialists = row.real("specialists");
        region.adoptionYear = row.optionalReal("adoptionYear");
        if (region.treatedLocally > region.need) {
            row.refuse("access.moreThanNeed", "treatedLocally", numberText(region.treatedLocally),
                       numberText(region.need));
        }
        read.names.push_back(name);
        read.regions.push_back(region);
    }
    if (read.names.size() < 2) {
        reader.refuse("access.tooFewRegions", "regions", std::to_string(read.names.size()), "2");
    }
    return read;
}

Inputs read(StudyReader& reader) {
    Inputs inputs;
    DeviceScenario& scenario = inputs.scenario;
    const auto regions = reader.once("regions", [&] { return readRegions(reader); });
    inputs.names = regions->names;
    scenario.regions = regions->regions;
    scenario.drivers = {reader.realOr("sizeWeight", 0), reader.realOr("distanceWeight", 0),
                        reader.realOr("specialistWeight", 0)};
    scenario.firstYear = reader.whole("firstYear");
    scenario.years = reader.has("years") ? reader.whole("years") : 10;
    scenario.midpointYear = reader.real("midpointYear");
    scenario.speed = reader.real("speed");
    scenario.ceiling = reader.realOr("ceiling", 1);
    scenario.treatableShare = reader.realOr("treatableShare", 1);
    scenario.skillRequirement = reader.realOr("skillRequirement", 0);
    scenario.remoteShare = reader.realOr("remoteShare", 0);
    scenario.transferShare = reader.realOr("transferShare", 0);
    scenario.tripsPerPatient = reader.realOr("tripsPerPatient", 1);
    return inputs;
}

double shareMet(const DeviceRegion& region, const DeviceRegionYear& year) {
    return year.treatedLocally / region.need;
}

StudyTable yearTable(const DeviceScenarioResults& results) {
    StudyTable table{"years",
                     {"年別の結果", "Results by year"},
                     {{"year", {"年", "Year"}},
                      {"adoption", {"採用率（必要数で加重）", "Adoption, weighted by need"}, Unit::ratio},
                      {"treatedLocally", {"地域内で治療", "Treated in the region"}, Unit::persons},
                      {"transferred", {"他地域へ移動", "Transferred"}, Unit::persons},
                      {"untreated", {"受けられない", "Untreated"}, Unit::persons},
                      {"travelHours", {"患者の移動時間", "Patients' travel"}, Unit::hours},
                      {"shareMet", {"必要のうち地域内で満たす割合", "Share of need met in the region"}, Unit::ratio},
                      {"gini", {"ジニ係数", "Gini coefficient"}, Unit::index},
                      {"coefficientOfVariation", {"変動係数", "Coefficient of variation"}, Unit::index},
                      {"maxOverMin", {"最大最小比", "Max/min ratio"}, Unit::ratio}},
                     {}};
    const auto add = [&](const StudyValue& label, const DeviceYear& year) {
        const DeviceRegionYear& total = year.total;
        table.rows.push_back({label, studyCell(total.adoption), studyCell(total.treatedLocally),
                              studyCell(total.transferred), studyCell(total.untreated), studyCell(total.travelHours),
                              studyCell(year.inequality.mean), studyCell(year.inequality.gini),
                              studyCell(year.inequality.coefficientOfVariation),
                              studyCell(year.inequality.maxOverMin)});
    };
    add(studyCell(Text{"導入前", "Before"}), results.before);
    for (const DeviceYear& year : results.years) add(studyCell(static_cast<double>(year.year)), year);
    return table;
}

StudyTable regionTable(const Inputs& inputs, const DeviceScenarioResults& results) {
    StudyTable table{"regions",
                     {"地域別：導入前と最終年", "Regions before and in the last year"},
                     {{"region", {"地域", "Region"}},
                      {"score", {"採用スコア", "Adoption score"}},
                      {"midpointYear", {"採用が半ばに達する年", "Year of half the adoption"}},
                      {"skill", {"使いこなせる割合", "Share of full use"}, Unit::ratio},
                      {"adoption", {"最終年の採用率", "Adoption in the last year"}, Unit::ratio},
                      {"shareBefore", {"地域内で満たす割合：前", "Share met, before"}, Unit::ratio},
                      {"shareAfter", {"地域内で満たす割合：後", "Share met, after"}, Unit::ratio},
                      {"transferredBefore", {"移動する患者：前", "Transferred, before"}, Unit::persons},
                      {"transferredAfter", {"移動する患者：後", "Transferred, after"}, Unit::persons},
                      {"hoursSaved", {"減る移動時間", "Travel saved"}, Unit::hours}},
                     {}};
    const DeviceYear& last = results.years.back();
    for (std::size_t i = 0; i < inputs.names.size(); ++i) {
        const DeviceRegion& region = inputs.scenario.regions[i];
        const DeviceRegionYear& before = results.before.regions[i];
        const DeviceRegionYear& after = last.regions[i];
        table.rows.push_back({studyCell(inputs.names[i]), studyCell(results.scores[i]),
                              studyCell(results.midpointYears[i]), studyCell(results.skill[i]),
                              studyCell(after.adoption), studyCell(shareMet(region, before)),
                              studyCell(shareMet(region, after)), studyCell(before.transferred),
                              studyCell(after.transferred), studyCell(before.travelHours - after.travelHours)});
    }
    return table;
}

StudyTable regionYearTable(const Inputs& inputs, const DeviceScenarioResults& results) {
    StudyTable table{"regionYears",
                     {"地域・年別の結果", "Results by region and year"},
                     {{"region", {"地域", "Region"}},
                      {"year", {"年", "Year"}},
                      {"adoption", {"採用率", "Adoption"}, Unit::ratio},
                      {"treatedLocally", {"地域内で治療", "Treated in the region"}, Unit::persons},
                      {"transferred", {"他地域へ移動", "Transferred"}, Unit::persons},
                      {"untreated", {"受けられない", "Untreated"}, Unit::persons},
                      {"travelHours", {"患者の移動時間", "Patients' travel"}, Unit::hours}},
                     {}};
    for (std::size_t i = 0; i < inputs.names.size(); ++i) {
        for (const DeviceYear& year : results.years) {
            const DeviceRegionYear& own = year.regions[i];
            table.rows.push_back({studyCell(inputs.names[i]), studyCell(static_cast<double>(year.year)),
                                  studyCell(own.adoption), studyCell(own.treatedLocally), studyCell(own.transferred),
                                  studyCell(own.untreated), studyCell(own.travelHours)});
        }
    }
    return table;
}

PlotChart overYears(const Text& label, Unit unit, const DeviceScenarioResults& results,
                    const std::function<Measure(const DeviceYear&)>& value) {
    PlotChart chart;
    chart.x.label = {"年", "Year"};
    chart.y.label = label;
    chart.y.unit = unit;
    ChartSeries series;
    series.name = label;
    const auto add = [&](const DeviceYear& year) {
        const Measure y = value(year);
        if (!y) return;
        series.x.push_back(year.year);
        series.y.push_back(*y);
    };
    add(results.before);
    for (const DeviceYear& year : results.years) add(year);
    chart.series.push_back(std::move(series));
    return chart;
}

/// Regions by the share of need met, before and in the last year.
std::optional<LorenzChart> lorenzChart(const Inputs& inputs, const DeviceScenarioResults& results) {
    LorenzChart chart;
    chart.population.label = {"必要数の累積割合（満たす割合の低い順）", "Cumulative share of need, least met first"};
    chart.share.label = {"地域内で治療される患者の累積割合", "Cumulative share of patients treated in their region"};
    const auto add = [&](const Text& name, const DeviceYear& year) {
        std::vector<double> shares;
        std::vector<double> needs;
        for (std::size_t i = 0; i < inputs.names.size(); ++i) {
            shares.push_back(shareMet(inputs.scenario.regions[i], year.regions[i]));
            needs.push_back(inputs.scenario.regions[i].need);
        }
        const auto sample = WeightedValues::make(shares, needs);
        if (!sample || sample->allZero()) return;
        LorenzChartCurve curve;
        curve.name = name;
        curve.gini = gini(*sample);
        for (const LorenzPoint& point : lorenzCurve(*sample)) {
            curve.population.push_back(point.populationShare);
            curve.resource.push_back(point.resourceShare);
        }
        chart.curves.push_back(std::move(curve));
    };
    add({"導入前", "Before"}, results.before);
    add({"最終年", "Last year"}, results.years.back());
    return chart.curves.empty() ? std::nullopt : std::optional(std::move(chart));
}

void addCharts(const Inputs& inputs, const DeviceScenarioResults& results, StudyResult& result) {
    const Text met{"必要のうち地域内で満たす割合", "Share of need met in the region"};
    result.charts.push_back({"shareMet",
                             {"地域内で満たす割合の推移", "Share of need met in the region, by year"},
                             {"全地域の合計。最初の点は導入前。", "All regions together; the first point is before."},
                             overYears(met, Unit::probability, results,
                                       [](const DeviceYear& year) { return Measure(year.inequality.mean); })});
    result.charts.push_back({"gini",
                             {"地域差の推移", "Inequality by year"},
                             {"地域内で満たす割合のジニ係数、必要数で加重。",
                              "Gini coefficient of the share met in the region, weighted by need."},
                             overYears({"ジニ係数", "Gini coefficient"}, Unit::index, results,
                                       [](const DeviceYear& year) { return year.inequality.gini; })});
    if (auto lorenz = lorenzChart(inputs, results)) {
        result.charts.push_back({"lorenz",
                                 {"地域内で満たす割合のローレンツ曲線", "Lorenz curve of the share met"},
                                 {"必要数で加重。", "Weighted by need."},
                                 std::move(*lorenz)});
    }
    std::vector<double> before;
    std::vector<double> after;
    BarChart bars;
    bars.value.label = met;
    bars.value.unit = Unit::probability;
    bars.categoryLabel = {"地域", "Region"};
    bars.horizontal = true;
    for (std::size_t i = 0; i < inputs.names.size(); ++i) {
        bars.categories.push_back({inputs.names[i], inputs.names[i]});
        before.push_back(shareMet(inputs.scenario.regions[i], results.before.regions[i]));
        after.push_back(shareMet(inputs.scenario.regions[i], results.years.back().regions[i]));
    }
    ChartAxis axis;
    axis.label = met;
    axis.unit = Unit::probability;
    if (auto map = prefectureMap(inputs.names, before, after, axis)) {
        result.charts.push_back({"map", {"地域内で満たす割合の地図", "Map of the share met"}, {}, std::move(*map)});
    }
    ChartBars bar;
    bar.name = {"導入前", "Before"};
    bar.values = std::move(before);
    bars.series.push_back(bar);
    bar.name = {"最終年", "Last year"};
    bar.values = std::move(after);
    bars.series.push_back(std::move(bar));
    result.charts.push_back(
        {"regions", {"地域別：導入前と最終年", "Regions before and in the last year"}, {}, std::move(bars)});
}

void addFigures(const DeviceScenarioResults& results, StudyResult& result) {
    const DeviceYear& before = results.before;
    const DeviceYear& last = results.years.back();
    const auto add = [&](const std::string& key, const Text& label, const Measure& value, Unit unit) {
        StudyFigure figure;
        figure.key = key;
        figure.label = label;
        figure.unit = unit;
        figure.value = value;
        figure.headline = true;
        if (value) {
            result.estimates.push_back(normalEstimate(key, label, *value, 0, unit));
        } else {
            figure.state = {"どの地域でも治療が行われていない", "nobody is treated in any region"};
        }
        result.figures.push_back(std::move(figure));
    };
    const Measure& metBefore = before.inequality.mean;
    const Measure& metAfter = last.inequality.mean;
    add("shareMetChange",
        {"地域内で満たす割合の変化（最終年 − 導入前）", "Change of the share of need met in the region"},
        metBefore && metAfter ? Measure(*metAfter - *metBefore) : Measure(), Unit::ratio);
    add("shareMetBefore", {"地域内で満たす割合：導入前", "Share of need met in the region, before"}, metBefore,
        Unit::ratio);
    add("shareMetAfter", {"地域内で満たす割合：最終年", "Share of need met in the region, last year"}, metAfter,
        Unit::ratio);
    add("giniBefore", {"地域差のジニ係数：導入前", "Gini of the share met, before"}, before.inequality.gini,
        Unit::index);
    add("giniAfter", {"地域差のジニ係数：最終年", "Gini of the share met, last year"}, last.inequality.gini,
        Unit::index);
    double treated = 0;
    double transfers = 0;
    double hours = 0;
    double untreated = 0;
    for (const DeviceYear& year : results.years) {
        treated += year.total.treatedLocally - before.total.treatedLocally;
        transfers += before.total.transferred - year.total.transferred;
        hours += before.total.travelHours - year.total.travelHours;
        untreated += before.total.untreated - year.total.untreated;
    }
    add("additionalTreatedLocally", {"地域内で治療される患者の増加（期間計）", "More patients treated in their region"},
        treated, Unit::persons);
    add("transfersAvoided", {"避けられる移動（期間計）", "Transfers avoided"}, transfers, Unit::persons);
    add("untreatedAvoided", {"受けられない患者の減少（期間計）", "Fewer patients untreated"}, untreated, Unit::persons);
    add("travelHoursSaved", {"減る移動時間（期間計）", "Hours of travel saved"}, hours, Unit::hours);
}

/// A driver with a weight that does not vary, named.
void addNotes(const Inputs& inputs, const DeviceScenarioResults& results, StudyResult& result) {
    const auto note = [&](double weight, bool varies, const char* key) {
        if (weight == 0 || varies) return;
        result.notes.push_back({"access.driverConstant", Severity::warning, std::string("/inputs/") + key, {}, {}, {}});
    };
    note(inputs.scenario.drivers.size, results.sizeVaries, "sizeWeight");
    note(inputs.scenario.drivers.distance, results.distanceVaries, "distanceWeight");
    note(inputs.scenario.drivers.specialists, results.specialistsVary, "specialistWeight");
}

Result<StudyResult> run(StudyReader& reader) {
    const Inputs inputs = read(reader);
    if (reader.failed()) return reader.issues();
    const DeviceScenarioResults results = deviceScenario(inputs.scenario);
    StudyResult result;
    addFigures(results, result);
    if (reader.isDraw()) return result;
    result.tables.push_back(yearTable(results));
    result.tables.push_back(regionTable(inputs, results));
    result.tables.push_back(regionYearTable(inputs, results));
    addCharts(inputs, results, result);
    addNotes(inputs, results, result);
    result.methodText = {
        "採用率は地域ごとのロジスティック曲線：上限 ÷ (1 + exp(−(速さ×(年 − 中間年) + スコア)))。スコアは "
        "ln(人口)・移動時間・"
        "人口 10 万人あたり専門医数を地域間で標準化（除数 "
        "n）し重みを掛けた和。採用年がわかっている地域はその年から上限とする。"
        "地域内で治療されない患者のうち、採用率×治療可能割合×使いこなせる割合が地域内に移る。使いこなせる割合は専門医密"
        "度÷必要密度"
        "（1 を上限）で、遠隔利用は不足分の一部を補う。残りのうち移動割合が他地域へ移動し、ほかは受けられない。"
        "地域差は必要数で加重。地域は全数であり検定はしない。",
        "Adoption follows a logistic curve in each region: ceiling / (1 + exp(−(speed × (year − midpoint) + score))). "
        "The "
        "score is the weighted sum of ln(population), travel time and specialists per 100,000 people, each "
        "standardised "
        "over the regions (divisor n). A region whose year of adoption is known is at the ceiling from then on. Of the "
        "patients not treated in their region, adoption × treatable share × share of full use come to be treated "
        "there. "
        "The share of full use is specialist density over the density required, at most 1; remote use makes up part of "
        "what is short. Of the others the transfer share travels, the rest go untreated. Inequality is weighted by "
        "need. "
        "Regions are a census: there are no tests."};
    result.references = {
        "Griliches Z. Hybrid corn: an exploration in the economics of technological change. Econometrica "
        "1957;25:501-522.",
        "Cowell FA. Measuring Inequality. 3rd ed. Oxford University Press; 2011."};
    return result;
}

std::vector<Field> fields() {
    return {
        required(tableField(
            "regions", {"地域", "Regions"},
            {required(textField("region", {"地域", "Region"})),
             required(numberField("population", {"人口", "Population"}, Unit::persons, people)),
             required(numberField("need", {"必要数（人/年）", "Need (patients a year)"}, Unit::persons, people)),
             required(numberField("treatedLocally", {"地域内で治療（人/年）", "Treated in the region (a year)"},
                                  Unit::persons, peopleOrNone)),
             required(numberField("minutes", {"受診先まで（片道、分）", "To care elsewhere (minutes, one way)"},
                                  Unit::minutes, FieldLimits{.atLeast = 0, .atMost = longestMinutes})),
             required(numberField("specialists", {"専門医数", "Specialists"}, Unit::persons, peopleOrNone)),
             numberField("adoptionYear", {"採用年（わかるとき）", "Year of adoption, if known"}, Unit::none,
                         yearLimits)},
            {"患者の住所地で数えます。都道府県名なら地図も描きます。",
             "Patients count where they live. Names of prefectures also give a map."})),
        numberField("sizeWeight", {"人口規模の重み", "Weight of size"}, Unit::none, weightLimits,
                    {"標準偏差 1 あたりのロジット。空欄なら 0。", "Logit per standard deviation; 0 when empty."}),
        numberField("distanceWeight", {"距離の重み", "Weight of distance"}, Unit::none, weightLimits,
                    {"遠い地域が先に採用するなら正、後なら負。",
                     "Positive when remote regions adopt first, negative when last."}),
        numberField("specialistWeight", {"専門医密度の重み", "Weight of specialists"}, Unit::none, weightLimits),
        required(numberField("firstYear", {"最初の年", "First year"}, Unit::none,
                             FieldLimits{.atLeast = 1900, .atMost = 2200, .whole = true})),
        numberField("years", {"年数", "Years"}, Unit::count, FieldLimits{.atLeast = 1, .atMost = 100, .whole = true},
                    {"空欄なら 10。", "10 when empty."}),
        required(numberField(
            "midpointYear", {"採用の中間年", "Midpoint of adoption (year)"}, Unit::none, yearLimits,
            {"平均的な地域で採用率が上限の半分になる年。", "When an average region reaches half of the ceiling."})),
        required(numberField("speed", {"普及の速さ（ロジット/年）", "Speed (logit a year)"}, Unit::none,
                             FieldLimits{.atLeast = 0.001, .atMost = 100})),
        numberField("ceiling", {"採用率の上限", "Ceiling of adoption"}, Unit::ratio, share,
                    {"空欄なら 1。", "1 when empty."}),
        numberField(
            "treatableShare", {"装置で地域内治療が可能になる割合", "Share the device makes treatable"}, Unit::ratio,
            share,
            {"地域内で治療されない患者のうち。空欄なら 1。", "Of patients not treated in their region; 1 when empty."}),
        numberField("skillRequirement", {"必要な専門医密度（人口10万対）", "Specialists required (per 100,000)"},
                    Unit::per100k, peopleOrNone,
                    {"足りない地域は割合に応じて使う。空欄なら条件なし。",
                     "Regions with fewer use the device in proportion; none when empty."}),
        numberField("remoteShare", {"遠隔利用が補う割合", "Share made up by remote use"}, Unit::ratio, share,
                    {"不足する技能のうち。空欄なら 0。", "Of the skill that is short; 0 when empty."}),
        numberField(
            "transferShare", {"移動する割合", "Share who travel"}, Unit::ratio, share,
            {"地域内で治療されない患者のうち。空欄なら 0。", "Of patients not treated in their region; 0 when empty."}),
        numberField("tripsPerPatient", {"患者あたり往復回数", "Return trips per patient"}, Unit::count,
                    FieldLimits{.atLeast = 0, .atMost = 10'000}, {"空欄なら 1。", "1 when empty."}),
    };
}

}  // namespace

StudyDefinition deviceScenarioStudy() {
    return {
        .id = "deviceScenario",
        .group = StudyGroup::regions,
        .name = {"装置の普及シナリオ", "Device scenario"},
        .purpose = {"装置がどの地域でいつ採用され、地域内の治療・移動・地域差がどう変わるかを年ごとに示します。",
                    "Shows which regions adopt a device when, and how treatment in the region, transfers, travel and "
                    "regional differences change by year."},
        .fields = fields(),
        .run = run,
        .overDraws = true,
    };
}

}  // namespace kachi
