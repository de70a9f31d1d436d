// label: golden
// The studies meta, nma and dta from their example files to figures, and what they refuse.
#include "models/studies/study.h"

#include <QtTest>

#include <cmath>
#include <fstream>

using namespace kachi;
using nlohmann::json;

namespace {

json example(const std::string& method) {
    std::ifstream file(KACHI_SOURCE_DIR "/resources/guide/examples/study-" + method + ".json");
    return json::parse(file)["inputs"];
}

json fileOf(const char* path) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + path);
    return json::parse(file);
}

Result<StudyResult> analysed(const std::string& method, const json& inputs) {
    StudyRequest request;
    request.method = method;
    request.inputs = inputs;
    return runStudy(request, {});
}

const StudyFigure* figure(const StudyResult& result, const std::string& key) {
    const auto found = std::ranges::find(result.figures, key, &StudyFigure::key);
    return found == result.figures.end() ? nullptr : &*found;
}

bool near(const std::optional<double>& actual, double expected, double relative) {
    if (actual && std::abs(*actual - expected) <= relative * std::abs(expected)) return true;
    qWarning("actual %.17g, expected %.17g", actual.value_or(std::nan("")), expected);
    return false;
}

/// Column `key` of a table.
std::vector<std::optional<double>> columnOf(const StudyResult& result, const std::string& table,
                                            const std::string& key) {
    const auto found = std::ranges::find(result.tables, table, &StudyTable::key);
    const auto column = std::ranges::find(found->columns, key, &StudyColumn::key) - found->columns.begin();
    std::vector<std::optional<double>> values;
    for (const auto& row : found->rows) values.push_back(row[static_cast<std::size_t>(column)].number);
    return values;
}

/// No figure, cell or distribution argument is NaN or infinite, and every row is as long as its header.
bool isFinite(const StudyResult& result) {
    const auto fine = [](const std::optional<double>& value) { return !value || std::isfinite(*value); };
    for (const StudyFigure& one : result.figures) {
        if (!fine(one.value) || !fine(one.low) || !fine(one.high) || !fine(one.standardError)) return false;
        if (!one.value && one.state.empty()) return false;
    }
    for (const StudyTable& table : result.tables) {
        for (const auto& row : table.rows) {
            if (row.size() != table.columns.size()) return false;
            for (const StudyValue& cell : row) {
                if (!fine(cell.number)) return false;
            }
        }
    }
    for (const StudyEstimate& estimate : result.estimates) {
        if (!std::isfinite(estimate.value)) return false;
        for (const auto& [name, value] : estimate.distribution.args) {
            if (!std::isfinite(value)) return false;
        }
    }
    return true;
}

std::string refusal(const std::string& method, const json& inputs) {
    const auto result = analysed(method, inputs);
    if (result) return "none";
    return result.issues().front().code + " " + result.issues().front().where;
}

json tables(const json& rows) {
    return {{"data", {{"columns", {"e1", "n1", "e2", "n2", "group"}}, {"rows", rows}}},
            {"measure", "oddsRatio"},
            {"treatedEvents", "e1"},
            {"treatedSize", "n1"},
            {"controlEvents", "e2"},
            {"controlSize", "n2"}};
}

}  // namespace

class SynthesisStudiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// BCG trials: metafor 3.8.1, REML with Hartung–Knapp, and its meta-regression on latitude.
    void metaExample() {
        const json expected = fileOf("/golden-07-meta-analysis/case.json")["expected"]["RR"];
        json inputs = example("meta");
        inputs["subgroup"] = "latitude";
        const auto result = analysed("meta", inputs);
        QVERIFY(result.ok());
        QVERIFY(isFinite(*result));
        const json& pooled = expected["REML_HKSJ"];
        QVERIFY(near(figure(*result, "pooledAnalysisScale")->value, pooled["estimate"], 1e-6));
        QVERIFY(near(figure(*result, "pooledAnalysisScale")->standardError, pooled["se"], 1e-6));
        QVERIFY(near(figure(*result, "pooled")->value, std::exp(pooled["estimate"].get<double>()), 1e-6));
        QVERIFY(near(figure(*result, "pooled")->high, std::exp(pooled["ci_high"].get<double>()), 1e-6));
        QVERIFY(near(figure(*result, "prediction")->low, std::exp(pooled["pi_low"].get<double>()), 1e-6));
        QVERIFY(near(figure(*result, "tauSquared")->value, pooled["tau2"], 1e-6));
        QVERIFY(near(figure(*result, "tauSquared")->high, expected["tau2_Qprofile_ci_REML"][2], 1e-6));
        QVERIFY(near(figure(*result, "iSquared")->value, pooled["I2_percent"].get<double>() / 100, 1e-6));
        QVERIFY(near(figure(*result, "eggerP")->value, expected["egger"]["p"], 1e-6));
        const json plain = example("meta");
        json normal = plain;
        normal["test"] = "normal";
        const auto regression = analysed("meta", normal);
        const json meta = fileOf("/golden-07-meta-analysis/case.json")["meta_regression_logRR_on_latitude_REML"];
        QVERIFY(near(columnOf(*regression, "metaRegression", "coefficient")[1], meta["coef"][1], 1e-6));
        QVERIFY(near(figure(*regression, "regressionRSquared")->value, meta["R2_percent"].get<double>() / 100, 1e-6));
        // Leave-one-out by REML; estimates do not depend on the test.
        const auto left = columnOf(*result, "leaveOneOut", "analysisEstimate");
        for (std::size_t study = 0; study < left.size(); ++study) {
            QVERIFY(near(left[study], expected["leave_one_out_REML"]["estimate"][study], 1e-6));
        }
        QVERIFY(result->estimates.front().distribution.family == Family::lognormal);
        // The distribution holds 95 % between the limits of the t interval: half its width over 1.959964.
        const double halfWidth = (pooled["ci_high"].get<double>() - pooled["ci_low"].get<double>()) / 2;
        QVERIFY(near(result->estimates.front().distribution.args.at("sdlog"), halfWidth / 1.959963984540054, 1e-6));
    }

    void metaOnCounts() {
        json inputs = example("meta");
        inputs.erase("moderators");
        inputs["method"] = "mantelHaenszel";
        inputs["test"] = "normal";
        const json expected = fileOf("/golden-07-meta-analysis/case.json");
        const auto result = analysed("meta", inputs);
        QVERIFY(near(figure(*result, "pooledAnalysisScale")->value, expected["mantel_haenszel_RR"]["log_rr"], 1e-9));
        inputs["measure"] = "petoOddsRatio";
        inputs.erase("method");
        const auto peto = analysed("meta", inputs);
        QVERIFY(near(figure(*peto, "pooledAnalysisScale")->value, expected["peto_OR"]["log_or"], 1e-9));
        QVERIFY(isFinite(*peto));
    }

    /// Ratios by their interval: exp(0.5 ± 1.96 · 0.2) gives back 0.5 and 0.2. One study: its own result and a note.
    void metaOfIntervals() {
        const double z = 1.959963984540054;
        const json inputs{{"data",
                           {{"columns", {"hr", "low", "high"}},
                            {"rows", {{std::exp(0.5), std::exp(0.5 - 0.2 * z), std::exp(0.5 + 0.2 * z)}}}}},
                          {"measure", "ratio"},
                          {"estimate", "hr"},
                          {"low", "low"},
                          {"high", "high"}};
        const auto result = analysed("meta", inputs);
        QVERIFY(result.ok());
        QVERIFY(near(figure(*result, "pooledAnalysisScale")->standardError, 0.2, 1e-9));
        QCOMPARE(result->notes.front().code, std::string("synthesis.oneStudy"));
        QVERIFY(isFinite(*result));
    }

    /// Double zeros, subgroups of one, no events at all: answers without NaN.
    void metaDegenerate() {
        json inputs = tables({{0, 10, 0, 10, "a"}, {3, 20, 5, 20, "a"}, {2, 30, 6, 30, "b"}});
        inputs["subgroup"] = "group";
        const auto result = analysed("meta", inputs);
        QVERIFY(result.ok());
        QVERIFY(isFinite(*result));
        inputs["dropDoubleZero"] = true;
        const auto dropped = analysed("meta", inputs);
        QVERIFY(near(figure(*dropped, "studies")->value, 2, 0));
        QCOMPARE(dropped->notes.front().code, std::string("synthesis.studyLeftOut"));
        const auto none = analysed("meta", tables({{0, 10, 0, 10, "a"}, {0, 20, 0, 25, "a"}}));
        QVERIFY(none.ok());
        QVERIFY(isFinite(*none));
    }

    void metaRefusals() {
        QCOMPARE(refusal("meta", tables({{11, 10, 3, 10, "a"}})),
                 std::string("synthesis.eventsAboveSize /inputs/data/rows/0/e1"));
        QCOMPARE(refusal("meta", tables({{-1, 10, 3, 10, "a"}})),
                 std::string("synthesis.negative /inputs/data/rows/0/e1"));
        json inputs = tables({{1, 10, 3, 10, "a"}});
        inputs["test"] = "hartungKnapp";
        QCOMPARE(refusal("meta", inputs), std::string("synthesis.tooFewStudies /inputs/data"));
        inputs["method"] = "mantelHaenszel";
        inputs["measure"] = "meanDifference";
        QCOMPARE(refusal("meta", inputs), std::string("synthesis.methodNeedsCounts /inputs/method"));
        json zero = tables({{0, 10, 3, 10, "a"}, {0, 12, 4, 12, "b"}});
        zero["method"] = "mantelHaenszel";
        QCOMPARE(refusal("meta", zero), std::string("synthesis.noEvents /inputs/data"));
    }

    /// A column of percentages taken for ratios, and logarithms of absurd size, are refused rather than shown as
    /// infinite.
    void ratiosTooLarge() {
        const json inputs{{"data", {{"columns", {"logHr", "se"}}, {"rows", {{0.1, 0.2}, {900, 0.2}}}}},
                          {"measure", "ratio"},
                          {"estimate", "logHr"},
                          {"standardError", "se"},
                          {"alreadyLog", true}};
        QCOMPARE(refusal("meta", inputs), std::string("synthesis.effectTooLarge /inputs/data/rows/1"));
    }

    void networkExample() {
        const json expected = fileOf("/golden-08-network/case.json")["expected"];
        const auto result = analysed("nma", example("nma"));
        QVERIFY(result.ok());
        QVERIFY(isFinite(*result));
        QVERIFY(near(figure(*result, "tauSquared")->value, expected["tau2"], 1e-6));
        QVERIFY(near(figure(*result, "qBetween")->value, expected["Q_between"], 1e-6));
        QVERIFY(near(figure(*result, "iSquared")->value, expected["I2"], 1e-6));
        // Acarbose against placebo, and the joint covariance: its diagonal is the squared standard error.
        QCOMPARE(result->estimates.front().key, std::string("effect.acarbose"));
        QVERIFY(near(result->estimates.front().value, expected["random"]["estimate_row_minus_column"][0][5], 1e-6));
        const double error = expected["random"]["se"][0][5];
        QVERIFY(near(result->joints.front().covariance[0][0], error * error, 1e-6));
        QCOMPARE(result->joints.front().estimates.size(), std::size_t(9));
    }

    /// Three trials in a triangle, log risk ratios; output of netmeta 2.9-0 for these numbers (public notebook by J
    /// Edefo, 2024): DrugB 0.7810 [0.6267; 0.9734], DrugC 0.7751 [0.6120; 0.9817], τ² 0.0068, I² 30.4 %, Q 1.44, p
    /// 0.2308.
    void networkOfRatios() {
        const json rows{{"1", "A", "B", 1.2, 0.1}, {"2", "A", "C", 1.4, 0.12}, {"3", "B", "C", 0.9, 0.15}};
        const json inputs{{"data", {{"columns", {"study", "t1", "t2", "rr", "se"}}, {"rows", rows}}},
                          {"measure", "ratio"},
                          {"study", "study"},
                          {"treatment", "t1"},
                          {"comparator", "t2"},
                          {"estimate", "rr"},
                          {"standardError", "se"}};
        const auto result = analysed("nma", inputs);
        QVERIFY(result.ok());
        const auto treatment = std::ranges::find(result->estimates, "effect.B", &StudyEstimate::key);
        QVERIFY(std::abs(treatment->value - 0.7810) < 6e-5);
        QVERIFY(std::abs(*columnOf(*result, "effects", "randomLow")[2] - 0.6267) < 6e-5);
        QVERIFY(std::abs(*columnOf(*result, "effects", "randomHigh")[4] - 0.9817) < 6e-5);
        QVERIFY(std::abs(*columnOf(*result, "effects", "commonEstimate")[4] - 0.7735) < 6e-5);
        QVERIFY(std::abs(*figure(*result, "tauSquared")->value - 0.0068) < 6e-5);
        QVERIFY(std::abs(*figure(*result, "iSquared")->value - 0.304) < 6e-4);
        QVERIFY(std::abs(*figure(*result, "qBetweenP")->value - 0.2308) < 6e-5);
        QVERIFY(!figure(*result, "qWithinP")->value);
    }

    /// Arms with counts: two treatments in two trials are the pairwise analysis of the same tables.
    void networkOfArms() {
        const json rows{{"1", "new", 5, 50}, {"1", "old", 10, 50}, {"2", "new", 8, 60}, {"2", "old", 9, 55}};
        const json inputs{{"data", {{"columns", {"study", "arm", "events", "n"}}, {"rows", rows}}},
                          {"measure", "oddsRatio"},
                          {"study", "study"},
                          {"treatment", "arm"},
                          {"events", "events"},
                          {"size", "n"},
                          {"reference", "old"}};
        const auto network = analysed("nma", inputs);
        QVERIFY(network.ok());
        json pairwise = tables({{5, 50, 10, 50, "a"}, {8, 60, 9, 55, "a"}});
        pairwise["between"] = "derSimonianLaird";
        const auto pooled = analysed("meta", pairwise);
        QVERIFY(near(network->estimates.front().value, *figure(*pooled, "pooled")->value, 1e-9));
        json unknown = inputs;
        unknown["reference"] = "other";
        QCOMPARE(refusal("nma", unknown), std::string("synthesis.unknownTreatment /inputs/reference"));
        json parts = inputs;
        parts["data"]["rows"] = json{{"1", "A", 5, 50}, {"1", "B", 10, 50}, {"2", "C", 8, 60}, {"2", "D", 9, 55}};
        parts.erase("reference");
        QCOMPARE(refusal("nma", parts), std::string("synthesis.disconnected /inputs/data"));
    }

    void diagnosticExample() {
        const json expected = fileOf("/diagnostic-audit-c/expected.json");
        const auto result = analysed("dta", example("dta"));
        QVERIFY(result.ok());
        QVERIFY(isFinite(*result));
        const json& fit = expected["correction_all_studies"]["REML"];
        QVERIFY(near(figure(*result, "sensitivity")->value, fit["sens"], 1e-6));
        QVERIFY(near(figure(*result, "sensitivity")->low, fit["sens_ci95"][0], 1e-6));
        QVERIFY(near(figure(*result, "specificity")->value, fit["spec"], 1e-6));
        QVERIFY(near(figure(*result, "specificity")->high, fit["spec_ci95"][1], 1e-6));
        QVERIFY(near(figure(*result, "correlation")->value, fit["rho"], 1e-5));
        QVERIFY(near(figure(*result, "logLikelihood")->value, fit["logLik"], 1e-6));
        QVERIFY(near(figure(*result, "auc")->value, expected["published"]["AUC"], 5e-4));
        // The regions are closed outlines of their own.
        const auto& plot = std::get<PlotChart>(result->charts.front().content);
        const auto closed = std::ranges::count_if(plot.series, [](const ChartSeries& series) {
            return series.x.size() > 2 && series.x.front() == series.x.back() && series.y.front() == series.y.back();
        });
        QCOMPARE(closed, 2);
    }

    void diagnosticFewStudies() {
        json inputs = example("dta");
        json& rows = inputs["data"]["rows"];
        while (rows.size() > 2) rows.erase(rows.size() - 1);
        const auto two = analysed("dta", inputs);
        QCOMPARE(two->notes.front().code, std::string("synthesis.univariateInstead"));
        QVERIFY(isFinite(*two));
        rows.erase(1);
        const auto one = analysed("dta", inputs);
        QCOMPARE(one->notes.front().code, std::string("synthesis.oneStudy"));
        QVERIFY(isFinite(*one));
        rows[0] = {1, 0, 0, 5, 5};
        QCOMPARE(refusal("dta", inputs), std::string("synthesis.nobodyDiseased /inputs/data/rows/0/FN"));
        rows[0] = {1, 5, 0, 5, 5};
        inputs["correction"] = "none";
        QCOMPARE(refusal("dta", inputs), std::string("synthesis.zeroCell /inputs/data"));
    }
};

QTEST_APPLESS_MAIN(SynthesisStudiesTest)

#include "synthesis_studies_test.moc"
