// Differences between regions: measures with intervals, change between two periods, within and between groups.
#include "models/studies/inequality_parts.h"
#include "models/studies/number_list.h"
#include "models/studies/study_definitions.h"
#include "models/studies/synthesis_inputs.h"

#include <cmath>

namespace kachi {
namespace {

constexpr double defaultRateBase = 100'000;
constexpr std::size_t defaultReplicates = 10'000;

const std::vector<double> usualEpsilons{0.5, 1, 2};

Text periodName(StudyReader& reader, const std::string& key, const Text& otherwise) {
    const std::string name = reader.text(key);
    return name.empty() ? otherwise : Text{name, name};
}

InequalityRequest read(StudyReader& reader) {
    InequalityRequest request;
    request.table = readRegionalTable(reader);
    InequalityMeasureSettings& measures = request.measures;
    measures.epsilons = numberList(reader, "epsilons", usualEpsilons, field_limits::positive);
    measures.alphas = numberList(reader, "alphas", {}, field_limits::positive);
    measures.ranking = request.table.ranking;
    measures.groups = request.table.groups;
    const auto low = reader.optionalReal("boundLow");
    const auto high = reader.optionalReal("boundHigh");
    if (low.has_value() != high.has_value()) reader.refuse("field.missing", low ? "boundHigh" : "boundLow", {}, {});
    if (low && high) {
        measures.bounds = ValueBounds{*low, *high};
        if (!(*low < *high)) {
            reader.refuse("field.outside", "boundHigh", numberText(*high), "> " + numberText(*low));
        }
    }
    request.rateBase = reader.realOr("rateBase", defaultRateBase);
    request.weightedByPopulation = reader.choiceOr("weighting", "population") == "population";
    if (reader.choice("weighting") == "population" && !reader.has("population")) reader.neededColumn("population");
    if (request.table.population.empty()) request.weightedByPopulation = false;
    request.bootstrap.resampleRegions = reader.yes("superpopulation");
    request.bootstrap.drawCounts = request.table.counts;
    request.bootstrap.overdispersion = reader.realOr("overdispersion", 1);
    request.bootstrap.replicates =
        reader.has("replicates") ? static_cast<std::size_t>(reader.whole("replicates")) : defaultReplicates;
    if (!request.table.counts && !request.bootstrap.resampleRegions) request.bootstrap.replicates = 0;
    request.first = periodName(reader, "firstPeriod", {"第1期", "First period"});
    request.second = periodName(reader, "secondPeriod", {"第2期", "Second period"});
    return request;
}

/// Counts with populations in units of the rate base; values with populations of 1.
RegionalCounts countsOf(const InequalityRequest& request) {
    const RegionalTable& table = request.table;
    const std::size_t count = table.rows.size();
    RegionalCounts counts;
    counts.counts = table.first;
    counts.secondCounts = table.second;
    const auto denominators = [&](const std::vector<double>& people) {
        std::vector<double> scaled(count, 1);
        for (std::size_t r = 0; table.counts && r < count; ++r) scaled[r] = people[r] / request.rateBase;
        return scaled;
    };
    counts.populations = denominators(table.population);
    if (request.hasSecond()) counts.secondPopulations = denominators(table.secondPopulation);
    if (!request.weightedByPopulation) {
        counts.weights.assign(count, 1);
    } else if (!table.counts) {
        counts.weights = table.population;
        counts.secondWeights = table.secondPopulation;
    }
    return counts;
}

std::vector<double> rates(const std::vector<double>& counts, const std::vector<double>& populations) {
    std::vector<double> result;
    for (std::size_t r = 0; r < counts.size(); ++r) result.push_back(counts[r] / populations[r]);
    return result;
}

const std::vector<double>& weightsOf(const RegionalCounts& counts, bool second) {
    if (second && !counts.secondWeights.empty()) return counts.secondWeights;
    if (!counts.weights.empty()) return counts.weights;
    return second ? counts.secondPopulations : counts.populations;
}

StudyFigure figureOf(const std::string& key, const Text& label, const CountInterval& interval) {
    StudyFigure figure;
    figure.key = key;
    figure.label = label;
    figure.value = interval.estimate;
    figure.low = interval.low;
    figure.high = interval.high;
    figure.standardError = interval.standardError;
    if (!interval.estimate) {
        figure.state = {"この値では定義されない", "not defined for these values"};
    }
    return figure;
}

/// Figures and estimates of every measure, of both periods and their difference.
void addFigures(StudyResult& result, const InequalityRequest& request, const InequalityMeasures& measures,
                const std::vector<CountBootstrapResult>& found) {
    const auto add = [&](const std::string& key, const Text& label, const CountInterval& interval, bool headline) {
        StudyFigure figure = figureOf(key, label, interval);
        figure.headline = headline;
        result.figures.push_back(std::move(figure));
        if (interval.undefined > 0) {
            const auto all = static_cast<double>(request.bootstrap.replicates);
            const double percent =
                std::max(0.01, std::round(1e4 * static_cast<double>(interval.undefined) / all) / 100);
            result.notes.push_back({"inequality.undefinedReplicates",
                                    Severity::warning,
                                    "/inputs/data",
                                    plainDigits(percent),
                                    {},
                                    {{"measure.ja", label.ja}, {"measure.en", label.en}}});
        } else if (interval.estimate) {
            result.estimates.push_back(
                normalEstimate(key, label, *interval.estimate, interval.standardError.value_or(0)));
        }
    };
    for (std::size_t m = 0; m < found.size(); ++m) {
        const InequalityMeasureName& name = measures.names()[m];
        const bool headline = name.key == "gini";
        if (!request.hasSecond()) {
            add(name.key, name.label, found[m].first, headline);
            continue;
        }
        add(name.key, inPeriod(name.label, request.first), found[m].first, headline);
        add(name.key + ".second", inPeriod(name.label, request.second), found[m].second, headline);
        add(name.key + ".difference", inPeriod(name.label, {"差", "difference"}), found[m].difference, headline);
    }
}

LorenzChartCurve curveOf(const Text& name, const std::vector<LorenzPoint>& points, std::optional<double> index) {
    LorenzChartCurve curve;
    curve.name = name;
    curve.gini = index;
    for (const LorenzPoint& point : points) {
        curve.population.push_back(point.populationShare);
        curve.resource.push_back(point.resourceShare);
    }
    return curve;
}

/// "2014(集中指数 0.0346)": a curve carries a Gini coefficient or none.
Text concentrationName(const Text& period, const Measure& index) {
    if (!index) return period;
    const std::string digits = plainDigits(std::round(*index * 1e4) / 1e4);
    const Text words{"集中指数 " + digits, "Concentration index " + digits};
    if (period.empty()) return words;
    return {period.ja + "(" + words.ja + ")", period.en + " (" + words.en + ")"};
}

void addCurves(StudyResult& result, const InequalityRequest& request, const std::vector<InequalityPeriod>& periods) {
    LorenzChart lorenz{
        {{"人口の累積割合", "Cumulated share of population"}}, {{"資源の累積割合", "Cumulated share of resource"}}, {}};
    LorenzChart concentration = lorenz;
    for (const InequalityPeriod& period : periods) {
        if (period.sample.allZero()) continue;
        lorenz.curves.push_back(curveOf(period.name, lorenzCurve(period.sample), gini(period.sample)));
        if (request.measures.ranking.empty()) continue;
        const auto ranked =
            RankedValues::make(period.sample.values(), request.measures.ranking, period.sample.shares());
        if (ranked) {
            concentration.curves.push_back(
                curveOf(concentrationName(period.name, concentrationIndex(*ranked)), concentrationCurve(*ranked), {}));
        }
    }
    if (!lorenz.curves.empty()) {
        result.charts.push_back({"lorenz", {"ローレンツ曲線", "Lorenz curve"}, {}, std::move(lorenz)});
    }
    if (!concentration.curves.empty()) {
        result.charts.push_back({"concentration",
                                 {"集中曲線", "Concentration curve"},
                                 {"順位付けの値の小さい地域から累積", "Cumulated from the worst off"},
                                 std::move(concentration)});
    }
}

void addBars(StudyResult& result, const InequalityRequest& request, const std::vector<InequalityPeriod>& periods,
             const ChartAxis& axis) {
    constexpr std::size_t mostBars = 60;
    const RegionalTable& data = request.table;
    if (data.rows.size() > mostBars) return;
    BarChart bars;
    bars.value = axis;
    bars.categoryLabel = {"地域", "Region"};
    bars.horizontal = true;
    const std::vector<std::size_t>& order = periods.front().sample.ascending();
    for (auto r = order.rbegin(); r != order.rend(); ++r) bars.categories.push_back(data.label(*r));
    for (const InequalityPeriod& period : periods) {
        ChartBars series{period.name, {}, {}, {}};
        for (auto r = order.rbegin(); r != order.rend(); ++r) series.values.push_back(period.sample.values()[*r]);
        bars.series.push_back(std::move(series));
    }
    result.charts.push_back({"bars", {"地域別の値", "Regions"}, {}, std::move(bars)});
}

Text methodOf(const InequalityRequest& request) {
    Text text{"地域は標本ではなく全数である。", "Regions are a census, not a sample. "};
    text.ja += request.weightedByPopulation ? "指標は人口で重み付けした。" : "指標は各地域を等しく重み付けした。";
    text.en += request.weightedByPopulation ? "Measures are weighted by population. " : "Regions count alike. ";
    const std::string replicates = std::to_string(request.bootstrap.replicates);
    if (request.bootstrap.replicates == 0) {
        text.ja += "件数のない値なので区間は示さない。";
        text.en += "The values are no counts, so there are no intervals. ";
    } else {
        if (request.bootstrap.drawCounts) {
            const bool poisson = request.bootstrap.overdispersion == 1;
            const std::string ratio = numberText(request.bootstrap.overdispersion);
            text.ja += "95 %区間は件数のパラメトリック・ブートストラップ（" +
                       std::string(poisson ? "ポアソン分布" : "分散が平均の " + ratio + " 倍の負の二項分布") + "、" +
                       replicates + " 回、パーセンタイル法）による。";
            text.en += "95 % intervals are percentiles of a parametric bootstrap of the counts (" +
                       std::string(poisson ? "Poisson" : "negative binomial, variance " + ratio + " times the mean") +
                       ", " + replicates + " replicates). ";
        }
        if (request.bootstrap.resampleRegions) {
            text.ja += "地域自体も復元抽出した超母集団の区間（" + replicates + " 回）であり、全数調査の区間ではない。";
            text.en += "Regions themselves were drawn with replacement (" + replicates +
                       " replicates): intervals of a superpopulation, not of the census. ";
        }
    }
    if (request.hasSecond() && request.bootstrap.replicates > 0) {
        text.ja += "期間の差は同じ反復の中で求め、p 値は観察された2期間の差について両側で求めた。";
        text.en +=
            "Differences between periods are taken within replicates; p is two-sided, for the two observed "
            "periods. ";
    }
    text.ja += "P90・P10 は補間しない累積人口の分位点。";
    text.en += "P90 and P10 are quantiles of cumulated population without interpolation.";
    return text;
}

/// Notes about regions that are missing or not in the table.
void addNotes(StudyResult& result, const InequalityRequest& request) {
    const RegionalTable& data = request.table;
    if (!data.missing.empty()) {
        std::size_t filled = 0;
        for (const bool one : data.filled) filled += one ? 1 : 0;
        const std::size_t leftOut = data.names.regions.size() - data.rows.size();
        result.notes.push_back({"regions.missingTreated",
                                Severity::warning,
                                "/inputs/data",
                                std::to_string(leftOut),
                                std::to_string(filled),
                                {}});
    }
    if (data.names.prefectures) {
        const Text absent = absentPrefectures(data.names);
        if (!absent.empty()) {
            result.notes.push_back({"regions.absentPrefectures",
                                    Severity::info,
                                    "/inputs/data",
                                    std::to_string(data.names.regions.size()),
                                    {},
                                    {{"names.ja", absent.ja}, {"names.en", absent.en}}});
        }
    }
    if (request.bootstrap.resampleRegions) {
        result.notes.push_back({"regions.superpopulation", Severity::warning, "/inputs/superpopulation", {}, {}, {}});
    }
}

Result<StudyResult> run(StudyReader& reader) {
    const InequalityRequest request = read(reader);
    if (reader.failed()) return reader.issues();
    const RegionalTable& data = request.table;
    if (!request.measures.ranking.empty()) {
        const auto ranked = RankedValues::make(data.first, request.measures.ranking);
        if (!ranked) return locatedAt(ranked.issues(), reader.path() + "/rank");
    }
    const InequalityMeasures measures(request.measures);
    const RegionalCounts counts = countsOf(request);
    const auto found = bootstrapCounts(
        counts, [&](const RegionalRates& sample) { return measures.of(sample); }, request.bootstrap, reader.options());
    if (!found) return found.issues();

    std::vector<InequalityPeriod> periods;
    periods.push_back({request.hasSecond() ? request.first : Text{},
                       WeightedValues::make(rates(data.first, counts.populations), weightsOf(counts, false)).value()});
    if (request.hasSecond()) {
        periods.push_back(
            {request.second,
             WeightedValues::make(rates(data.second, counts.secondPopulations), weightsOf(counts, true)).value()});
    }

    StudyResult result;
    addFigures(result, request, measures, *found);
    result.tables.push_back(inequalityMeasureTable(request, measures, *found));
    if (!data.groups.empty()) {
        for (std::size_t p = 0; p < periods.size(); ++p) {
            Text title{"ブロック別", "Groups"};
            if (request.hasSecond()) title = inPeriod(title, periods[p].name);
            result.tables.push_back(
                inequalityGroupTable(periods[p].sample, data.groups, p == 0 ? "groups" : "groupsSecond", title));
        }
    }
    result.tables.push_back(inequalityRegionTable(request, counts));
    if (!data.missing.empty()) result.tables.push_back(inequalityMissingTable(data));

    ChartAxis axis;
    axis.label = data.counts ? Text{"人口" + plainDigits(request.rateBase) + "人当たり件数",
                                    "per " + plainDigits(request.rateBase) + " people"}
                             : Text{"値", "Value"};
    addCurves(result, request, periods);
    if (data.names.prefectures) {
        result.charts.push_back(regionMap("map", {"地図", "Map"}, axis, data.names, data.rows,
                                          periods[0].sample.values(),
                                          request.hasSecond() ? periods[1].sample.values() : std::vector<double>()));
    }
    addBars(result, request, periods, axis);
    addNotes(result, request);
    result.methodText = methodOf(request);
    result.references = {"Cowell F. Measuring Inequality. 3rd ed. Oxford University Press; 2011.",
                         "Shorrocks AF. The class of additively decomposable inequality measures. Econometrica "
                         "1980;48:613-625."};
    if (request.bootstrap.replicates > 0) {
        result.references.push_back("Efron B, Tibshirani RJ. An Introduction to the Bootstrap. Chapman & Hall; 1993.");
    }
    if (!request.measures.ranking.empty()) {
        result.references.push_back(
            "Kakwani N, Wagstaff A, van Doorslaer E. Socioeconomic inequalities in health. J Econom 1997;77:87-103.");
        result.references.push_back(
            "Mackenbach JP, Kunst AE. Measuring the magnitude of socio-economic inequalities in health. Soc Sci Med "
            "1997;44:757-771.");
    }
    return result;
}

std::vector<Field> fields() {
    using namespace field_limits;
    std::vector<Field> all = regionalTableFields();
    const std::vector<Field> more{
        choiceField("weighting", {"重み", "Weighting"},
                    {{"population", {"人口", "Population"}}, {"equal", {"等しい", "Equal"}}},
                    {"既定は人口（人口の列があるとき）。", "By population unless entered, where there is one."}),
        numberField("rateBase", {"率の単位人口", "People per rate"}, Unit::persons, positive,
                    {"既定 100000。", "100000 unless entered."}),
        textField("epsilons", {"アトキンソンの ε", "ε of Atkinson"},
                  {"コンマ区切り。既定 0.5, 1, 2。", "Separated by commas; 0.5, 1, 2 unless entered."}),
        textField("alphas", {"コルムの α", "α of Kolm"},
                  {"コンマ区切り、値の単位の逆数。空欄なら求めません。",
                   "Separated by commas, per unit of the values. Empty: not given."}),
        numberField("boundLow", {"値の下限", "Lowest possible value"}, Unit::none, anyNumber,
                    {"エレイガース・ワグスタッフ指数に使います。", "For the Erreygers and Wagstaff indices."}),
        numberField("boundHigh", {"値の上限", "Highest possible value"}, Unit::none, anyNumber),
        numberField("replicates", {"反復数", "Replicates"}, Unit::count, {.atLeast = 2, .atMost = 1e6, .whole = true},
                    {"既定 10000。", "10000 unless entered."}),
        numberField("overdispersion", {"過分散（分散÷平均）", "Overdispersion (variance over mean)"}, Unit::none,
                    {.atLeast = 1}, {"既定 1（ポアソン分布）。", "1 unless entered (Poisson)."}),
        yesNoField("superpopulation", {"地域を復元抽出する", "Resample regions"},
                   {"地域を標本とみなす超母集団の区間。", "Intervals of a superpopulation of regions."}),
        textField("firstPeriod", {"第1期の名称", "Name of the first period"}),
        textField("secondPeriod", {"第2期の名称", "Name of the second period"}),
    };
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace

StudyDefinition inequalityStudy() {
    return {
        .id = "inequality",
        .group = StudyGroup::regions,
        .name = {"地域格差", "Regional inequality"},
        .purpose =
            {"地域の件数や値の格差を、ジニ係数・タイル指標などと区間で示し、2期間の変化とブロック内外に分けます。",
             "Measures how unequal counts or values of regions are, with intervals, between two periods and "
             "within and between groups."},
        .fields = fields(),
        .run = run,
    };
}

}  // namespace kachi
