// Two groups, or pairs, compared by a continuous outcome.
#include "models/statistics/distribution.h"
#include "models/statistics/rank_tests.h"
#include "models/statistics/reference_distributions.h"
#include "models/statistics/reported_level.h"
#include "models/statistics/summary.h"
#include "models/statistics/two_sample_bootstrap.h"
#include "models/statistics/two_sample_tests.h"
#include "models/studies/regression_parts.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

using namespace field_limits;

constexpr int usualReplicates = 2'000;

struct Sample {
    std::string name;
    std::vector<double> values;
};

struct Samples {
    bool paired = false;
    Sample first;   ///< the group compared
    Sample second;  ///< the reference

    std::vector<double> differences() const {
        std::vector<double> made;
        for (std::size_t row = 0; row < first.values.size(); ++row) {
            made.push_back(first.values[row] - second.values[row]);
        }
        return made;
    }
};

/// One way to compare: a row of the table of tests.
struct NamedTest {
    std::string id;
    Text name;
    Text distribution;
    double estimate = 0;  ///< first − second
    double low = 0;
    double high = 0;
    double statistic = 0;
    double pValue = 0;
    std::optional<double> standardError = {};
    std::optional<double> degrees = {};  ///< of Student's t
    bool ratio = false;                  ///< the test is of logarithms
};

NamedTest named(const std::string& id, const Text& name, const MeanDifference& test, bool ratio = false) {
    return {id,
            name,
            {"t 分布", "Student's t"},
            test.estimate,
            test.low,
            test.high,
            test.statistic,
            test.p,
            test.standardError,
            test.degrees,
            ratio};
}

NamedTest named(const Text& name, const RankTest& test) {
    const Text distribution =
        test.exact ? Text{"正確", "exact"} : Text{"正規近似（連続修正）", "normal, continuity correction"};
    return {"wilcoxon", name, distribution, test.estimate, test.low, test.high, test.statistic, test.pValue};
}

NamedTest named(const TwoSampleBootstrap& drawn) {
    return {"bootstrap",
            {"ブートストラップ", "Bootstrap"},
            {"再標本", "resampled"},
            drawn.estimate,
            drawn.low,
            drawn.high,
            drawn.estimate,
            drawn.pValue,
            drawn.standardError};
}

Samples readSamples(StudyReader& reader) {
    Samples samples;
    samples.paired = reader.choiceOr("design", "groups") == "paired";
    const std::string first = samples.paired ? reader.neededColumn("first") : reader.neededColumn("value");
    const std::string second = samples.paired ? reader.neededColumn("second") : reader.neededColumn("group");
    if (reader.failed()) return samples;
    const std::vector<std::size_t> rows = reader.completeRows({first, second});
    if (reader.failed()) return samples;
    if (samples.paired) {
        samples.first = {first, reader.numbers(first, rows)};
        samples.second = {second, reader.numbers(second, rows)};
        return samples;
    }
    const std::vector<double> values = reader.numbers(first, rows);
    const TwoGroups groups = twoGroups(reader, second, "reference", rows);
    if (reader.failed()) return samples;
    samples.first.name = groups.other;
    samples.second.name = groups.reference;
    for (std::size_t row = 0; row < values.size(); ++row) {
        const bool isOther = groups.isOther[static_cast<Eigen::Index>(row)] == 1;
        (isOther ? samples.first : samples.second).values.push_back(values[row]);
    }
    return samples;
}

bool isPositive(const std::vector<double>& values) {
    return std::ranges::all_of(values, [](double value) { return value > 0; });
}

Sample logarithms(Sample sample) {
    for (double& value : sample.values) value = std::log(value);
    return sample;
}

/// Student's test: Welch's of groups, else of pairs.
Result<MeanDifference> studentTest(const Samples& samples) {
    const auto test = samples.paired ? pairedTTest : welchTest;
    return test(samples.second.values, samples.first.values, reportedLevel);
}

/// Each pair is a cluster of its own.
Result<TwoSampleBootstrap> resampled(const Samples& samples, std::size_t replicates, const RunOptions& options) {
    BootstrapSample first{samples.first.values, {}};
    BootstrapSample second{samples.second.values, {}};
    if (samples.paired) {
        for (std::size_t row = 0; row < first.values.size(); ++row) first.clusters.push_back(std::to_string(row));
        second.clusters = first.clusters;
    }
    return bootstrapTwoSamples(second, first, BootstrapStatistic::meanDifference, replicates, options);
}

/// All that the data allow. Issues: those of Student's tests, when the data allow none.
Result<std::vector<NamedTest>> testsOf(const Samples& samples, std::size_t replicates, const RunOptions& options) {
    const auto student = studentTest(samples);
    if (!student) return student.issues();
    const std::vector<double>& first = samples.first.values;
    const std::vector<double>& second = samples.second.values;
    std::vector<NamedTest> tests;
    if (samples.paired) {
        tests.push_back(named("t", {"対応のある t 検定", "Paired t test"}, *student));
        tests.push_back(
            named({"Wilcoxon 符号付順位検定", "Wilcoxon signed ranks"}, signedRankTest(samples.differences())));
    } else {
        const auto pooled = pooledTTest(second, first);
        if (!pooled) return pooled.issues();
        tests.push_back(named("t", {"Welch の t 検定", "Welch t test"}, *student));
        tests.push_back(named("pooled", {"等分散の t 検定", "t test, pooled variance"}, *pooled));
        tests.push_back(named({"Wilcoxon 順位和検定", "Wilcoxon rank sum"}, rankSumTest(first, second)));
    }
    if (isPositive(first) && isPositive(second)) {
        const auto ofLogarithms = studentTest({samples.paired, logarithms(samples.first), logarithms(samples.second)});
        const Text name{"幾何平均の比", "Ratio of geometric means"};
        if (ofLogarithms) tests.push_back(named("geometricMeans", name, *ofLogarithms, true));
    }
    const auto drawn = resampled(samples, replicates, options);
    if (!drawn) return drawn.issues();
    tests.push_back(named(*drawn));
    return tests;
}

/// Issues of the tests with the place of the data and the names of the samples.
Issues inWords(Issues issues, const Samples& samples, const std::string& where) {
    for (Issue& issue : issues) {
        issue.where = where;
        const auto sample = issue.details.find("sample");
        if (sample != issue.details.end()) {
            sample->second = sample->second == "1" ? samples.second.name : samples.first.name;
        }
    }
    return issues;
}

StudyTable tableOf(const std::vector<NamedTest>& tests) {
    StudyTable table{"tests",
                     {"検定", "Tests"},
                     {{"test", {"方法", "Method"}},
                      {"estimate", {"差または比", "Difference or ratio"}},
                      {"low", {"95 %下限", "95 % low"}},
                      {"high", {"95 %上限", "95 % high"}},
                      {"standardError", {"標準誤差", "SE"}},
                      {"statistic", {"統計量", "Statistic"}},
                      {"degrees", {"自由度", "Degrees of freedom"}},
                      {"pValue", {"p 値", "p value"}},
                      {"distribution", {"分布", "Distribution"}}},
                     {}};
    for (const NamedTest& test : tests) {
        const auto scaled = [&](double value) { return studyCell(test.ratio ? std::exp(value) : value); };
        table.rows.push_back({studyCell(test.name), scaled(test.estimate), scaled(test.low), scaled(test.high),
                              studyCell(test.standardError), studyCell(test.statistic), studyCell(test.degrees),
                              studyCell(test.pValue), studyCell(test.distribution)});
    }
    return table;
}

void addGroups(StudyResult& result, const Samples& samples) {
    StudyTable table{"groups",
                     {"各群の要約", "Groups"},
                     {{"group", {"群", "Group"}},
                      {"count", {"n", "n"}, Unit::count},
                      {"mean", {"平均", "Mean"}},
                      {"standardDeviation", {"標準偏差", "SD"}},
                      {"median", {"中央値", "Median"}}},
                     {}};
    BarChart bars;
    bars.value.label = {"平均", "Mean"};
    ChartBars means{{"平均と95 %信頼区間", "Mean with 95 % confidence interval"}};
    const auto add = [&](const Sample& sample, const std::string& key) {
        const auto count = static_cast<double>(sample.values.size());
        const double mean = sampleMean(sample.values);
        const double deviation = sampleStandardDeviation(sample.values);
        const double error = deviation / std::sqrt(count);
        const double width = studentTQuantile(0.5 + reportedLevel / 2, count - 1) * error;
        table.rows.push_back({studyCell(sample.name), studyCell(count), studyCell(mean), studyCell(deviation),
                              studyCell(sampleQuantile(sample.values, 0.5))});
        bars.categories.push_back({sample.name, sample.name});
        means.values.push_back(mean);
        means.low.push_back(mean - width);
        means.high.push_back(mean + width);
        result.estimates.push_back(
            normalEstimate(key, {sample.name + " の平均", "mean of " + sample.name}, mean, error));
    };
    add(samples.first, "mean.first");
    add(samples.second, "mean.second");
    bars.series.push_back(means);
    result.tables.push_back(std::move(table));
    result.charts.push_back({"means",
                             {"群の平均", "Means of the groups"},
                             {"平均と95 %信頼区間", "Means with 95 % confidence intervals"},
                             std::move(bars)});
}

void addPrimary(StudyResult& result, const NamedTest& test) {
    const auto scaled = [&](double value) { return test.ratio ? std::exp(value) : value; };
    StudyFigure effect = studyFigure("effect", test.ratio ? test.name : Text{"差", "Difference"}, scaled(test.estimate),
                                     scaled(test.low), scaled(test.high), test.ratio ? Unit::ratio : Unit::none);
    effect.standardError = test.standardError;
    result.figures.push_back(std::move(effect));
    result.figures.push_back(pValueFigure(test.pValue));
    result.figures.push_back(studyFigure("statistic", {"検定統計量", "Test statistic"}, test.statistic));
    if (test.degrees) result.figures.push_back(studyFigure("degrees", {"自由度", "Degrees of freedom"}, *test.degrees));
}

Text methodOf(const Samples& samples, const NamedTest& primary, std::size_t replicates) {
    const std::string ja = samples.first.name + " と " + samples.second.name;
    const std::string en = samples.first.name + " and " + samples.second.name;
    Text text{ja + " を" + primary.name.ja + "で比較した（両側、差は前者−後者）。",
              en + " were compared by " + primary.name.en + " (two-sided; first less second). "};
    text.ja +=
        "順位検定は各群50未満で同順位がなければ正確分布、それ以外は連続修正付き正規近似による。順位検定の推定値は"
        "Hodges–Lehmann 推定量である。ブートストラップは百分位点法、";
    text.en +=
        "Rank tests are exact below 50 values per group without ties, else normal with continuity correction; "
        "their estimate is Hodges and Lehmann's. Bootstrap intervals are percentiles of ";
    text.ja += std::to_string(replicates) + " 回。";
    text.en += std::to_string(replicates) + " resamples.";
    return text;
}

Result<StudyResult> run(StudyReader& reader) {
    const Samples samples = readSamples(reader);
    const auto replicates =
        static_cast<std::size_t>(reader.has("replicates") ? reader.whole("replicates") : usualReplicates);
    const std::string wanted = reader.choiceOr("test", "t");
    if (reader.failed()) return reader.issues();
    const auto tests = testsOf(samples, replicates, reader.options());
    if (!tests) return inWords(tests.issues(), samples, reader.path() + "/data");
    const auto primary = std::ranges::find(*tests, wanted, &NamedTest::id);
    if (primary == tests->end()) {
        const bool needsPositive = wanted == "geometricMeans";
        reader.refuse(needsPositive ? "groupComparison.notPositive" : "groupComparison.notForPairs", "test", wanted,
                      {});
        return reader.issues();
    }
    StudyResult result;
    addPrimary(result, *primary);
    result.tables.push_back(tableOf(*tests));
    const NamedTest& difference = tests->front();
    result.estimates.push_back(normalEstimate("difference", {"平均の差", "Difference of means"}, difference.estimate,
                                              *difference.standardError));
    for (const NamedTest& test : *tests) {
        if (!test.ratio) continue;
        result.estimates.push_back(ratioEstimate("geometricRatio", test.name, test.estimate, *test.standardError));
    }
    addGroups(result, samples);
    result.methodText = methodOf(samples, *primary, replicates);
    result.references = {
        "Welch BL. The generalization of Student's problem when several different population variances "
        "are involved. Biometrika 1947;34:28-35.",
        "Hollander M, Wolfe DA. Nonparametric Statistical Methods. 2nd ed. Wiley, 1999.",
        "Efron B, Tibshirani RJ. An Introduction to the Bootstrap. Chapman & Hall, 1993."};
    return result;
}

}  // namespace

StudyDefinition comparisonStudy() {
    return {
        .id = "comparison",
        .group = StudyGroup::evidence,
        .name = {"2群・対応のある比較", "Comparison of two groups or pairs"},
        .purpose =
            {"連続量の2群または対応のある2測定を t 検定・Wilcoxon 検定などで比較します。",
             "Compares a continuous outcome of two groups, or two measurements of the same, by t and rank tests."},
        .fields =
            {required(dataField("data", {"データ", "Data"})),
             choiceField("design", {"比較の型", "Design"},
                         {{"groups", {"独立な2群", "Two groups"}}, {"paired", {"対応あり", "Pairs"}}}),
             usedWhen("design", {"", "groups"},
                      columnField("value", {"値の列（独立な2群）", "Column of values (two groups)"})),
             usedWhen("design", {"", "groups"},
                      columnField("group", {"群の列（独立な2群）", "Column of groups (two groups)"})),
             usedWhen("design", {"", "groups"},
                      textField("reference", {"対照とする群", "Reference group"},
                                {"差は他方−対照。空欄なら小さい方（または辞書順で先）",
                                 "Differences are the other less this. Empty: the lower, or first in order"})),
             usedWhen("design", {"paired"},
                      columnField("first", {"1つ目の測定の列（対応あり）", "Column of the first measurement (pairs)"})),
             usedWhen("design", {"paired"},
                      columnField("second", {"2つ目の測定の列（対応あり）", "Column of the second measurement (pairs)"},
                                  {"差は1つ目−2つ目", "Differences are first less second"})),
             choiceField("test", {"主な方法", "Main method"},
                         {{"t", {"t 検定（独立2群は Welch）", "t test (Welch for groups)"}},
                          {"pooled", {"等分散の t 検定", "t test, pooled variance"}},
                          {"wilcoxon", {"Wilcoxon 検定", "Wilcoxon test"}},
                          {"geometricMeans", {"幾何平均の比", "Ratio of geometric means"}},
                          {"bootstrap", {"ブートストラップ", "Bootstrap"}}}),
             numberField("replicates", {"ブートストラップの回数", "Bootstrap replicates"}, Unit::count,
                         {.atLeast = 200, .atMost = 100'000, .whole = true})},
        .run = run,
    };
}

}  // namespace kachi
