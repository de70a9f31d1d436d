// label: golden
#include "models/statistics/distribution_arguments.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <numeric>

using namespace kachi;

Q_DECLARE_METATYPE(DistributionSpec)

namespace {

nlohmann::json readJson(const char* file) {
    return nlohmann::json::parse(std::ifstream(std::string(KACHI_TEST_DATA) + file));
}

nlohmann::json golden() {
    return readJson("/golden-15-distributions/case.json");
}

/// Rows of the golden case that parameters can be drawn from; the others are survival curves.
std::vector<nlohmann::json> sampledRows() {
    std::vector<nlohmann::json> rows;
    Family family = Family::fixed;
    const nlohmann::json file = golden();
    for (const nlohmann::json& row : file["cases"]) {
        if (familyFromName(row["family"].get<std::string>(), family)) rows.push_back(row);
    }
    return rows;
}

/// R writes {"shape": 12.7} or {"shape.shape": 12.7}, and 5294 or {"shape": 5294}.
std::string plainName(const std::string& name) {
    return name.substr(0, name.find('.'));
}
double plainNumber(const nlohmann::json& value) {
    return value.is_object() ? value.begin()->get<double>() : value.get<double>();
}

DistributionSpec specOf(const std::string& family, const nlohmann::json& parameters) {
    DistributionSpec spec;
    if (!familyFromName(family, spec.family)) return {};
    for (const auto& [name, value] : parameters.items()) spec.args[plainName(name)] = value.get<double>();
    if (spec.family == Family::gamma) {
        spec.args["scale"] = 1 / spec.args["rate"];
        spec.args.erase("rate");
    }
    return spec;
}

Distribution made(const DistributionSpec& spec) {
    return makeDistribution(spec, "p").value();
}

void compare(double actual, double expected, double relative, double absolute = 0) {
    const double tolerance = std::max(std::abs(expected) * relative, absolute);
    const QString message = QStringLiteral("actual %1, expected %2, tolerance %3")
                                .arg(actual, 0, 'g', 17)
                                .arg(expected, 0, 'g', 17)
                                .arg(tolerance);
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(message));
}

}  // namespace

/// Distributions against R 4.2.2 (tests/data/golden-15-distributions) and closed forms.
class DistributionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void againstR_data() {
        QTest::addColumn<int>("index");
        const auto rows = sampledRows();
        QCOMPARE(rows.size(), std::size_t{14});
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QTest::newRow((rows[i]["family"].get<std::string>() + rows[i]["parameters"].dump()).c_str())
                << static_cast<int>(i);
        }
    }
    void againstR() {
        QFETCH(int, index);
        const nlohmann::json row = sampledRows()[static_cast<std::size_t>(index)];
        const Distribution distribution = made(specOf(row["family"], row["parameters"]));
        double worst = 0;
        for (std::size_t i = 0; i < row["p"].size(); ++i) {
            const double expected = row["quantile"][i];
            const double p = row["p"][i];
            // The file promises 1e-8; shape 0.08 amplifies rounding by 1/0.08, the other rows agree to 3e-15.
            compare(distribution.quantile(p), expected, 1e-13);
            if (expected != 0) worst = std::max(worst, std::abs(distribution.quantile(p) / expected - 1));
        }
        for (std::size_t i = 0; i < row["x"].size(); ++i) {
            compare(distribution.pdf(row["x"][i]), row["density"][i], 1e-9, 1e-300);
            compare(distribution.cdf(row["x"][i]), row["cdf"][i], 1e-9, 1e-300);
        }
        compare(distribution.mean(), plainNumber(row["mean"]), 1e-14);
        compare(distribution.standardDeviation(), plainNumber(row["sd"]), 1e-12);
        qInfo("largest relative difference of quantiles: %.2g", worst);
    }

    /// Truncated normal and PERT against mpmath; bounds up to 25 standard deviations from the mean.
    void bounded_data() {
        QTest::addColumn<int>("index");
        QTest::addColumn<double>("tolerance");
        const nlohmann::json rows = readJson("/bounded_distributions/expected.json")["cases"];
        QCOMPARE(rows.size(), std::size_t{14});
        for (std::size_t i = 0; i < rows.size(); ++i) {
            // Rounding of the bounds in deviations: 1e-16 over the width of the interval, 4e-4 sd in one row.
            const bool narrow = rows[i]["args"].value("low", 0.0) == 0.9999;
            QTest::newRow((rows[i]["family"].get<std::string>() + rows[i]["args"].dump()).c_str())
                << static_cast<int>(i) << (narrow ? 1e-11 : 1e-13);
        }
    }
    void bounded() {
        QFETCH(int, index);
        QFETCH(double, tolerance);
        const nlohmann::json row = readJson("/bounded_distributions/expected.json")["cases"][index];
        const Distribution distribution = made(specOf(row["family"], row["args"]));
        for (std::size_t i = 0; i < row["p"].size(); ++i) {
            const double p = row["p"][i];
            // Near a bound at 0 the rounding of mean + sd z is what is left.
            compare(distribution.quantile(p), row["quantile"][i], tolerance, 1e-15 * row["args"].value("sd", 0.0));
            if (p == 0.5) compare(distribution.upperQuantile(p), row["quantile"][i], tolerance);
        }
        compare(distribution.pdf(row["x"][0]), row["density"][0], tolerance);
        compare(distribution.cdf(row["x"][0]), row["cdf"][0], tolerance);
        compare(distribution.mean(), row["mean"], tolerance);
        compare(distribution.standardDeviation(), row["sd"], tolerance);
        const auto [low, high] = distribution.support();
        QVERIFY(distribution.quantile(0x1p-53) >= low && distribution.upperQuantile(0x1p-53) <= high);
    }

    /// Ways to state a distribution, and the parameters that R's conversions of the golden case give.
    void conversions_data() {
        QTest::addColumn<DistributionSpec>("stated");
        QTest::addColumn<DistributionSpec>("parameters");
        const nlohmann::json rows = golden()["conversions"];
        const auto row = [&rows](const char* name, const char* key, Family family,
                                 const std::map<std::string, const char*>& args,
                                 const std::vector<const char*>& parameters) {
            DistributionSpec stated{family, {}};
            for (const auto& [argument, field] : args) stated.args[argument] = rows[key][field];
            nlohmann::json wanted;
            for (const char* parameter : parameters) wanted[parameter] = rows[key][parameter];
            QTest::newRow(name) << stated << specOf(familyName(family), wanted);
        };
        const std::map<std::string, const char*> bySd = {{"mean", "mean"}, {"sd", "sd"}};
        const std::map<std::string, const char*> bySe = {{"mean", "mean"}, {"se", "sd"}};
        row("beta sd", "beta_from_mean_sd", Family::beta, bySd, {"alpha", "beta"});
        row("beta se", "beta_from_mean_sd", Family::beta, bySe, {"alpha", "beta"});
        row("gamma sd", "gamma_from_mean_sd", Family::gamma, bySd, {"shape", "rate"});
        row("gamma se", "gamma_from_mean_sd", Family::gamma, bySe, {"shape", "rate"});
        row("lognormal sd", "lognormal_from_mean_sd", Family::lognormal, bySd, {"meanlog", "sdlog"});
        row("lognormal se", "lognormal_from_mean_sd", Family::lognormal, bySe, {"meanlog", "sdlog"});
        row("ratio and interval", "lognormal_from_ratio_ci", Family::lognormal,
            {{"estimate", "estimate"}, {"low", "low"}, {"high", "high"}}, {"meanlog", "sdlog"});
        row("ratio, interval, level", "lognormal_from_ratio_ci", Family::lognormal,
            {{"estimate", "estimate"}, {"low", "low"}, {"high", "high"}, {"level", "level"}}, {"meanlog", "sdlog"});
        // Closed forms. R qnorm(.95) = 1.6448536269514722, qnorm(.975) = 1.959963984540054.
        const auto closed = [](const char* name, Family family, const std::map<std::string, double>& args,
                               const std::map<std::string, double>& parameters) {
            QTest::newRow(name) << DistributionSpec{family, args} << DistributionSpec{family, parameters};
        };
        closed("normal se", Family::normal, {{"mean", 4}, {"se", 0.5}}, {{"mean", 4}, {"sd", 0.5}});
        closed("normal interval", Family::normal, {{"estimate", 4}, {"low", 3}, {"high", 5}},
               {{"mean", 4}, {"sd", 1 / 1.959963984540054}});
        closed("normal 90 % interval", Family::normal, {{"estimate", 4}, {"low", 3}, {"high", 5}, {"level", 0.9}},
               {{"mean", 4}, {"sd", 1 / 1.6448536269514722}});
        closed("counts", Family::beta, {{"events", 12}, {"n", 100}}, {{"alpha", 12}, {"beta", 88}});
        closed("PERT with λ = 4", Family::pert, {{"low", 1}, {"mode", 2}, {"high", 5}, {"lambda", 4}},
               {{"low", 1}, {"mode", 2}, {"high", 5}});
    }
    void conversions() {
        QFETCH(DistributionSpec, stated);
        QFETCH(DistributionSpec, parameters);
        const auto actual = distributionParameters(stated).values;
        const auto expected = distributionParameters(parameters).values;
        for (std::size_t i = 0; i < expected.size(); ++i) compare(actual[i], expected[i], 1e-14);
        if (!stated.args.contains("mean")) return;
        compare(made(stated).mean(), stated.args.at("mean"), 1e-14);
        compare(made(stated).standardDeviation(),
                parameters.args.contains("sd") ? parameters.args.at("sd")
                : stated.args.contains("sd")   ? stated.args.at("sd")
                                               : stated.args.at("se"),
                1e-12);
    }

    /// Dirichlet members are beta(a, A − a); moments of the golden case. Its correlation: sampling_test.
    void dirichletMargins() {
        const nlohmann::json row = golden()["conversions"]["dirichlet"];
        const std::vector<double> alpha = row["alpha"];
        const double total = std::accumulate(alpha.begin(), alpha.end(), 0.0);
        for (std::size_t i = 0; i < alpha.size(); ++i) {
            const Distribution margin = made({Family::beta, {{"alpha", alpha[i]}, {"beta", total - alpha[i]}}});
            compare(margin.mean(), row["mean"][i], 1e-14);
            compare(margin.standardDeviation(), row["sd"][i], 1e-14);
        }
    }

    void empirical() {
        const DistributionSpec spec = {Family::empirical, {}, {7, 1, 4, 4}};
        const Distribution distribution = made(spec);
        // Each of 1, 4, 4, 7 has probability 1/4: mean 4, variance (9 + 0 + 0 + 9)/4.
        compare(distribution.mean(), 4, 1e-15);
        compare(distribution.standardDeviation(), std::sqrt(4.5), 1e-15);
        QCOMPARE(distribution.quantile(0.2), 1.0);
        QCOMPARE(distribution.quantile(0.26), 4.0);
        QCOMPARE(distribution.quantile(0.74), 4.0);
        QCOMPARE(distribution.quantile(0.76), 7.0);
        QCOMPARE(distribution.upperQuantile(0.2), 7.0);
        QCOMPARE(distribution.quantile(1 - 0x1p-53), 7.0);
        QCOMPARE(distribution.cdf(4), 0.75);
        QCOMPARE(distribution.cdf(0.9), 0.0);
    }

    void closedForms() {
        const Distribution uniform = made({Family::uniform, {{"low", -2}, {"high", 6}}});
        compare(uniform.quantile(0.25), 0, 0, 1e-15);
        compare(uniform.cdf(4), 0.75, 1e-15);
        compare(uniform.pdf(4), 0.125, 1e-15);
        compare(uniform.mean(), 2, 1e-15);
        compare(uniform.standardDeviation(), 8 / std::sqrt(12.0), 1e-15);
        // Triangular: F(mode) = (mode − low)/(high − low); F⁻¹(p) = low + √(p(high − low)(mode − low)) below the mode.
        const Distribution triangular = made({Family::triangular, {{"low", 1}, {"mode", 2}, {"high", 5}}});
        compare(triangular.quantile(0.25), 2, 1e-15);
        compare(triangular.quantile(0.09), 1.6, 1e-15);
        compare(triangular.quantile(0.91), 5 - std::sqrt(0.09 * 4 * 3), 1e-15);
        compare(triangular.cdf(2), 0.25, 1e-15);
        compare(triangular.pdf(2), 0.5, 1e-15);
        compare(triangular.mean(), 8.0 / 3, 1e-15);
        compare(triangular.standardDeviation(), std::sqrt((1 + 4 + 25 - 2 - 5 - 10) / 18.0), 1e-15);
        const Distribution modeAtLow = made({Family::triangular, {{"low", 0}, {"mode", 0}, {"high", 1}}});
        compare(modeAtLow.quantile(0.75), 0.5, 1e-15);
        // Exponential: −scale · ln p is exceeded with probability p, however small.
        const Distribution exponential = made({Family::gamma, {{"shape", 1}, {"scale", 3}}});
        compare(exponential.upperQuantile(1e-20), -3 * std::log(1e-20), 1e-14);
    }

    /// Briggs et al. 2006, HIV model: relative risk .509, 95 % interval .365 – .710.
    void relativeRisk() {
        const Distribution risk =
            made({Family::lognormal, {{"meanlog", -0.6753072624316143}, {"sdlog", 0.16973975585806797}}});
        compare(risk.quantile(0.5), 0.509, 1e-14);
        // The published bounds are rounded to three decimals and not quite symmetric on the log scale.
        compare(risk.quantile(0.025), 0.365, 0, 0.0005);
        compare(risk.quantile(0.975), 0.710, 0, 0.0005);
    }

    void outsideTheSupport() {
        const Distribution beta = made({Family::beta, {{"alpha", 0.5}, {"beta", 2}}});
        const double infinity = std::numeric_limits<double>::infinity();
        for (const double x : {-infinity, -1.0}) {
            QVERIFY(beta.cdf(x) == 0 && beta.pdf(x) == 0);
        }
        for (const double x : {1.5, infinity}) {
            QVERIFY(beta.cdf(x) == 1 && beta.pdf(x) == 0);
        }
        QVERIFY(beta.pdf(0) == infinity);
        const Distribution normal = made({Family::normal, {{"mean", 0}, {"sd", 1}}});
        QVERIFY(normal.cdf(-infinity) == 0 && normal.cdf(infinity) == 1 && normal.pdf(infinity) == 0);
    }

    void standardNormal_data() {
        QTest::addColumn<double>("p");
        QTest::addColumn<double>("z");
        QTest::addColumn<double>("tolerance");
        // Wichura, algorithm AS 241, Applied Statistics 1988; 37: 477–484, test values; R qnorm for the others.
        QTest::newRow("AS 241: .25") << 0.25 << -0.67448975019608171 << 1e-15;
        QTest::newRow("AS 241: .001") << 0.001 << -3.0902323061678132 << 1e-15;
        QTest::newRow("AS 241: 1e-20") << 1e-20 << -9.262340089798408 << 1e-15;
        QTest::newRow("half") << 0.5 << 0.0 << 0.0;
        QTest::newRow("qnorm(.975)") << 0.975 << 1.9599639845400539 << 1e-15;
    }
    void standardNormal() {
        QFETCH(double, p);
        QFETCH(double, z);
        QFETCH(double, tolerance);
        compare(normalQuantile(p), z, tolerance);
        compare(normalCdf(z), p, 1e-13);  // rounding of z is amplified by z²
    }

    void names() {
        for (const auto& [family, name] : familyNames) {
            Family back = Family::fixed;
            QVERIFY(familyFromName(name, back));
            QVERIFY(back == family);
            QCOMPARE(familyName(family), name);
            QVERIFY(!argumentSets(family).empty());
        }
        Family untouched = Family::beta;
        QVERIFY(!familyFromName("Beta", untouched));
        QVERIFY(untouched == Family::beta);
    }
};

QTEST_APPLESS_MAIN(DistributionTest)
#include "distribution_test.moc"
