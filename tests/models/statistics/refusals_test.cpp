#include "models/statistics/sampling.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <fstream>
#include <functional>
#include <limits>

using namespace kachi;

using Expected = std::vector<std::pair<std::string, std::string>>;  // code, place: where, or details "argument"

Q_DECLARE_METATYPE(DistributionSpec)
Q_DECLARE_METATYPE(JointGroup)
Q_DECLARE_METATYPE(Expected)

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

/// Sentence of resources/messages/statistics.json with every field filled in; empty when anything is missing.
std::string sentence(const Issue& issue, const std::string& language) {
    std::ifstream file(KACHI_SOURCE_DIR "/resources/messages/statistics.json");
    const nlohmann::json messages = nlohmann::json::parse(file);
    if (!messages.contains(issue.code)) return {};
    std::string text = messages[issue.code][language];
    std::map<std::string, std::string> fields = issue.details;
    fields["where"] = issue.where;
    fields["value"] = issue.value;
    fields["limit"] = issue.limit;
    for (const auto& [name, value] : fields) {
        const std::string mark = "{" + name + "}";
        if (name == "limit" && (text.find(mark) == std::string::npos || value.empty())) return {};
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) {
            text.replace(at, mark.size(), value);
        }
    }
    for (const char* mark : {"{where}", "{value}", "{limit}", "{argument}", "{family}", "{draw}"}) {
        if (text.find(mark) != std::string::npos) return {};
    }
    return text;
}

void compareIssues(const Issues& issues, const Expected& expected) {
    QStringList actual, wanted;
    for (const Issue& issue : issues) {
        const auto argument = issue.details.find("argument");
        const std::string place = argument == issue.details.end() ? issue.where : argument->second;
        actual << QString::fromStdString(issue.code + " @ " + place);
        QVERIFY2(!sentence(issue, "ja").empty() && !sentence(issue, "en").empty(), qPrintable(actual.last()));
    }
    for (const auto& [code, place] : expected) wanted << QString::fromStdString("statistics." + code + " @ " + place);
    QCOMPARE(actual.join(QLatin1Char('\n')), wanted.join(QLatin1Char('\n')));
}

JointGroup dirichlet() {
    return {"row", JointKind::dirichlet, {"a", "b"}, {3, 4}, {}, {}};
}
JointGroup normal() {
    return {"mvn", JointKind::multivariateNormal, {"a", "b"}, {}, {0, 0}, {{1, 0.5}, {0.5, 1}}};
}

JointGroup ranks(const std::vector<std::vector<double>>& correlation) {
    JointGroup group{"ranks", JointKind::rankCorrelation, {"a", "b"}, {}, {}, {}};
    if (correlation.size() == 3) group.members.push_back("c");
    group.correlation = correlation;
    return group;
}
JointGroup posterior(const std::vector<std::vector<double>>& rows) {
    JointGroup group{"draws", JointKind::posterior, {"a", "b"}, {}, {}, {}};
    group.rows = rows;
    return group;
}

template <class Group>
JointGroup changed(Group group, const std::function<void(JointGroup&)>& change) {
    change(group);
    return group;
}

}  // namespace

/// Every fault is named, all at once, with a sentence in both languages.
class RefusalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void distributions_data() {
        QTest::addColumn<DistributionSpec>("spec");
        QTest::addColumn<Expected>("expected");
        const auto row = [](const char* name, Family family, const std::map<std::string, double>& args,
                            const Expected& expected) {
            QTest::newRow(name) << DistributionSpec{family, args} << expected;
        };
        row("no arguments", Family::normal, {}, {{"argumentSet", "p"}});
        row("one missing", Family::beta, {{"alpha", 2}}, {{"argumentSet", "p"}});
        row("mixed sets", Family::beta, {{"alpha", 2}, {"sd", 0.1}}, {{"argumentSet", "p"}});
        row("two sets", Family::gamma, {{"shape", 2}, {"scale", 1}, {"mean", 2}, {"sd", 1}}, {{"argumentSet", "p"}});
        row("rate is not scale", Family::gamma, {{"shape", 2}, {"rate", 1}},
            {{"unknownArgument", "p"}, {"argumentSet", "p"}});
        row("one too many", Family::normal, {{"mean", 2}, {"sd", 1}, {"df", 3}}, {{"unknownArgument", "p"}});
        row("argument of fixed", Family::fixed, {{"value", 1}}, {{"unknownArgument", "p"}});
        row("fixed", Family::fixed, {}, {{"fixedNotSampled", "p"}});
        row("not finite", Family::normal, {{"mean", notANumber}, {"sd", infinity}},
            {{"argumentNotFinite", "mean"}, {"argumentNotFinite", "sd"}});
        row("sd 0", Family::normal, {{"mean", 0}, {"sd", 0}}, {{"argumentNotPositive", "sd"}});
        row("sd < 0", Family::normal, {{"mean", 0}, {"sd", -1}}, {{"argumentNotPositive", "sd"}});
        row("sdlog 0", Family::lognormal, {{"meanlog", 0}, {"sdlog", 0}}, {{"argumentNotPositive", "sdlog"}});
        row("lognormal mean, sd", Family::lognormal, {{"mean", 0}, {"sd", -1}},
            {{"argumentNotPositive", "sd"}, {"argumentNotPositive", "mean"}});
        row("gamma mean < 0", Family::gamma, {{"mean", -3}, {"sd", 1}}, {{"argumentNotPositive", "mean"}});
        row("shape and scale", Family::gamma, {{"shape", 0}, {"scale", -1}},
            {{"argumentNotPositive", "shape"}, {"argumentNotPositive", "scale"}});
        row("alpha and beta", Family::beta, {{"alpha", -2}, {"beta", 0}},
            {{"argumentNotPositive", "alpha"}, {"argumentNotPositive", "beta"}});
        row("beta mean 1", Family::beta, {{"mean", 1}, {"sd", 0.1}}, {{"meanOutsideUnitInterval", "mean"}});
        row("beta mean 85", Family::beta, {{"mean", 85}, {"sd", 3}}, {{"meanOutsideUnitInterval", "mean"}});
        row("beta mean 0", Family::beta, {{"mean", 0}, {"sd", 0}},
            {{"argumentNotPositive", "sd"}, {"meanOutsideUnitInterval", "mean"}});
        row("beta sd = √(m(1−m))", Family::beta, {{"mean", 0.5}, {"sd", 0.5}}, {{"sdTooLargeForBeta", "sd"}});
        row("low = high", Family::uniform, {{"low", 1}, {"high", 1}}, {{"boundsReversed", "low"}});
        row("low > high", Family::triangular, {{"low", 2}, {"mode", 1.5}, {"high", 1}}, {{"boundsReversed", "low"}});
        row("mode outside", Family::triangular, {{"low", 0}, {"mode", 2}, {"high", 1}},
            {{"modeOutsideBounds", "mode"}});
        row("range beyond double", Family::uniform, {{"low", -1.7e308}, {"high", 1.7e308}},
            {{"notRepresentable", "high − low"}});
        row("beta a needle", Family::beta, {{"mean", 0.5}, {"sd", 1e-6}},
            {{"shapeOutOfRange", "alpha"}, {"shapeOutOfRange", "beta"}});
        row("gamma a needle", Family::gamma, {{"mean", 1e6}, {"sd", 1}}, {{"shapeOutOfRange", "shape"}});
        row("gamma all but zero", Family::gamma, {{"shape", 1e-5}, {"scale", 1}}, {{"shapeOutOfRange", "shape"}});
        row("lognormal sd vanishes", Family::lognormal, {{"mean", 1e200}, {"sd", 1e-200}},
            {{"notRepresentable", "sdlog"}});
        row("no bound", Family::truncatedNormal, {{"mean", 0}, {"sd", 1}}, {{"argumentSet", "p"}});
        row("bounds out of reach", Family::truncatedNormal, {{"mean", 0}, {"sd", 1}, {"low", 40}},
            {{"truncationEmpty", "low, high"}});
        row("truncated bounds", Family::truncatedNormal, {{"mean", 0}, {"sd", 1}, {"low", 2}, {"high", 1}},
            {{"boundsReversed", "low"}});
        row("weight of the mode", Family::pert, {{"low", 0}, {"mode", 1}, {"high", 2}, {"lambda", 0}},
            {{"argumentNotPositive", "lambda"}});
        row("PERT mode", Family::pert, {{"low", 0}, {"mode", 3}, {"high", 2}}, {{"modeOutsideBounds", "mode"}});
        row("Weibull", Family::weibull, {{"shape", 0}, {"scale", -1}},
            {{"argumentNotPositive", "shape"}, {"argumentNotPositive", "scale"}});
        row("no events", Family::beta, {{"events", 0}, {"n", 20}}, {{"eventsOutsideCount", "events"}});
        row("all events", Family::beta, {{"events", 20}, {"n", 20}}, {{"eventsOutsideCount", "events"}});
        row("level in percent", Family::normal, {{"estimate", 1}, {"low", 0}, {"high", 2}, {"level", 95}},
            {{"levelOutsideUnitInterval", "level"}});
        row("estimate outside", Family::normal, {{"estimate", 3}, {"low", 0}, {"high", 2}},
            {{"estimateOutsideInterval", "estimate"}});
        row("ratio interval from 0", Family::lognormal, {{"estimate", 1}, {"low", 0}, {"high", 2}},
            {{"argumentNotPositive", "low"}});
        row("interval and sd", Family::lognormal, {{"estimate", 1}, {"low", 0.5}, {"sd", 2}}, {{"argumentSet", "p"}});
        row("no values", Family::empirical, {}, {{"tooFewValues", "values"}});
        QTest::newRow("one value") << DistributionSpec{Family::empirical, {}, {3}}
                                   << Expected{{"tooFewValues", "values"}};
        QTest::newRow("value not finite")
            << DistributionSpec{Family::empirical, {}, {3, infinity}} << Expected{{"argumentNotFinite", "values[2]"}};
        QTest::newRow("values of a normal") << DistributionSpec{Family::normal, {{"mean", 0}, {"sd", 1}}, {3, 4}}
                                            << Expected{{"valuesUnused", "values"}};
    }
    void distributions() {
        QFETCH(DistributionSpec, spec);
        QFETCH(Expected, expected);
        const Result<Distribution> result = makeDistribution(spec, "p");
        QVERIFY(!result.ok());
        compareIssues(result.issues(), expected);
    }

    void groups_data() {
        QTest::addColumn<JointGroup>("group");
        QTest::addColumn<Expected>("expected");
        const auto row = [](const char* name, const JointGroup& group, const Expected& expected) {
            QTest::newRow(name) << group << expected;
        };
        row("sound row", dirichlet(), {});
        row("sound normal", normal(), {});
        row("one member", {"row", JointKind::dirichlet, {"a"}, {1}, {}, {}}, {{"groupTooSmall", "members"}});
        row("names", {"", JointKind::dirichlet, {"a", "", "a"}, {1, 1, 1}, {}, {}},
            {{"emptyId", "id"}, {"emptyId", "members[2]"}, {"duplicateMember", "members[3]"}});
        row("concentrations",
            changed(dirichlet(),
                    [](JointGroup& group) {
                        group.concentration = {0, notANumber, -1};
                    }),
            {{"groupSizeMismatch", "concentration"},
             {"argumentNotPositive", "concentration[1]"},
             {"argumentNotFinite", "concentration[2]"},
             {"argumentNotPositive", "concentration[3]"}});
        row("concentration tiny", changed(dirichlet(), [](JointGroup& group) { group.concentration[1] = 1e-9; }),
            {{"shapeOutOfRange", "concentration[2]"}});
        row("row with a mean",
            changed(dirichlet(),
                    [](JointGroup& group) {
                        group.mean = {0, 0};
                    }),
            {{"groupFieldUnused", "mean"}});
        row("normal with counts",
            changed(normal(),
                    [](JointGroup& group) {
                        group.concentration = {1, 1};
                    }),
            {{"groupFieldUnused", "concentration"}});
        row("sizes",
            changed(normal(),
                    [](JointGroup& group) {
                        group.mean = {0};
                        group.covariance = {{1, 0}, {0}};
                    }),
            {{"groupSizeMismatch", "mean"}, {"groupSizeMismatch", "covariance[2]"}});
        row("not finite",
            changed(normal(),
                    [](JointGroup& group) {
                        group.mean[1] = notANumber;
                        group.covariance[0][1] = infinity;
                    }),
            {{"argumentNotFinite", "mean[2]"}, {"argumentNotFinite", "covariance[1, 2]"}});
        row("asymmetric", changed(normal(), [](JointGroup& group) { group.covariance[0][1] = -0.5; }),
            {{"matrixNotSymmetric", "covariance[2, 1]"}});
        row("negative variance", changed(normal(), [](JointGroup& group) { group.covariance[1][1] = -1; }),
            {{"covarianceNegativeVariance", "covariance[2, 2]"}});
        row("correlation above 1",
            changed(normal(),
                    [](JointGroup& group) {
                        group.covariance = {{1, 1.5}, {1.5, 1}};
                    }),
            {{"matrixNotSemidefinite", "covariance[2, 2]"}});
        row("covariance of a constant",
            changed(normal(),
                    [](JointGroup& group) {
                        group.covariance = {{0, 0.1}, {0.1, 1}};
                    }),
            {{"matrixNotSemidefinite", "covariance[2, 1]"}});
        // The first two say the same thing twice, the third disagrees between them.
        row("partners that disagree",
            {"mvn",
             JointKind::multivariateNormal,
             {"a", "b", "c"},
             {},
             {0, 0, 0},
             {{1, 1, 0.5}, {1, 1, 0.4}, {0.5, 0.4, 1}}},
            {{"matrixNotSemidefinite", "covariance[3, 2]"}});
        // Pairwise possible, jointly impossible: correlations .9, .9 and −.9.
        row("three that cannot be",
            {"mvn",
             JointKind::multivariateNormal,
             {"a", "b", "c"},
             {},
             {0, 0, 0},
             {{1, 0.9, 0.9}, {0.9, 1, -0.9}, {0.9, -0.9, 1}}},
            {{"matrixNotSemidefinite", "covariance[3, 3]"}});
        row("sound ranks", ranks({{1, -0.5}, {-0.5, 1}}), {});
        row("equal ranks", ranks({{1, 1}, {1, 1}}), {});
        row("ranks without a matrix", ranks({}), {{"groupSizeMismatch", "correlation"}});
        row("covariance for ranks",
            changed(ranks({{1, 0}, {0, 1}}),
                    [](JointGroup& group) {
                        group.covariance = {{1, 0}, {0, 1}};
                    }),
            {{"groupFieldUnused", "covariance"}});
        row("ranks beyond 1", ranks({{2, 1.5}, {1.5, 1}}),
            {{"correlationNotUnit", "correlation[1, 1]"}, {"correlationOutsideRange", "correlation[2, 1]"}});
        row("asymmetric ranks", ranks({{1, 0.5}, {0.4, 1}}), {{"matrixNotSymmetric", "correlation[2, 1]"}});
        row("ranks that cannot be", ranks({{1, 0.9, 0.9}, {0.9, 1, -0.9}, {0.9, -0.9, 1}}),
            {{"matrixNotSemidefinite", "correlation[3, 3]"}});
        row("ranks that disagree", ranks({{1, 1, 0.5}, {1, 1, 0.4}, {0.5, 0.4, 1}}),
            {{"matrixNotSemidefinite", "correlation[3, 2]"}});
        row("sound posterior", posterior({{1, 2}, {3, 4}}), {});
        row("one row", posterior({{1, 2}}), {{"tooFewRows", "rows"}});
        row("ragged rows", posterior({{1, 2}, {3}}), {{"groupSizeMismatch", "rows[2]"}});
        row("posterior not finite", posterior({{1, 2}, {3, notANumber}}), {{"argumentNotFinite", "rows[2, 2]"}});
        row("order of a row", changed(dirichlet(), [](JointGroup& group) { group.inOrder = true; }),
            {{"groupFieldUnused", "inOrder"}});
    }
    void groups() {
        QFETCH(JointGroup, group);
        QFETCH(Expected, expected);
        compareIssues(validate(group), expected);
        if (group.kind == JointKind::multivariateNormal) QVERIFY(matrixFactor(group).ok() == expected.empty());
    }

    void runs() {
        const DistributionSpec spec = {Family::normal, {{"mean", 0}, {"sd", 1}}};
        const auto issues = [](const std::vector<SampledParameter>& parameters, const std::vector<JointGroup>& groups) {
            return sampleParameters(parameters, groups, RunOptions{}).issues();
        };
        compareIssues(issues({{"x", spec}, {"x", spec}}, {}), {{"duplicateParameter", "x"}});
        compareIssues(issues({{"a", spec}}, {dirichlet()}), {{"aloneAndInGroup", "a"}});
        compareIssues(issues({}, {dirichlet(), normal()}), {{"memberOfTwoGroups", "a"}, {"memberOfTwoGroups", "b"}});
        compareIssues(issues({{"", spec}}, {}), {{"emptyId", "id"}});
        compareIssues(issues({{"a", spec}}, {ranks({{1, 0.5}, {0.5, 1}})}), {{"memberNotDrawn", "b"}});
        compareIssues(issues({{"a", spec}, {"b", spec}}, {ranks({{1, 0.5}, {0.5, 1}}), dirichlet()}),
                      {{"aloneAndInGroup", "a"},
                       {"memberOfTwoGroups", "a"},
                       {"aloneAndInGroup", "b"},
                       {"memberOfTwoGroups", "b"}});
        compareIssues(issues({{"a", spec}}, {posterior({{1, 2}, {3, 4}})}), {{"aloneAndInGroup", "a"}});
        compareIssues(issues({{"draws", spec}}, {posterior({{1, 2}, {3, 4}})}), {{"hashCollision", "draws"}});
        compareIssues(issues({{"x", {Family::normal, {}}}, {"y", {Family::beta, {{"mean", 2}, {"sd", 1}}}}}, {}),
                      {{"argumentSet", "x"}, {"meanOutsideUnitInterval", "mean"}});
        // Two strings published as colliding under 64-bit FNV-1a: both hash to 4eac0c95540867e4.
        compareIssues(issues({{"8yn0iYCKYHlIj4-BwPqk", spec}, {"GReLUrM4wMqfg9yzV3KQ", spec}}, {}),
                      {{"hashCollision", "GReLUrM4wMqfg9yzV3KQ"}});
    }

    void drawsBeyondDouble() {
        const SampledParameter wide = {"wide", {Family::lognormal, {{"meanlog", 0}, {"sdlog", 1e5}}}};
        compareIssues(sampleParameters({wide}, {}, RunOptions{}).issues(), {{"drawNotFinite", "wide"}});
        const JointGroup sparse = {"sparse", JointKind::dirichlet, {"a", "b"}, {1e-4, 1e-4}, {}, {}};
        compareIssues(sampleParameters({}, {sparse}, RunOptions{}).issues(), {{"dirichletUnderflow", "sparse"}});
    }
};

QTEST_APPLESS_MAIN(RefusalsTest)
#include "refusals_test.moc"
