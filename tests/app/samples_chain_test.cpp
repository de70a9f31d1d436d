// label: golden
// The bundled sample cases as wholes: each is evaluated without a fault, on any number of threads with the same digits,
// and what its parameters took over from its analyses is what the analyses give today.
#include "app/document/sample_library.h"
#include "app/rules/rule_packs.h"
#include "app/studies/study_requests.h"
#include "app/studies/study_results.h"
#include "models/case/validate.h"
#include "models/evaluation/evaluation.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace kachi;

namespace {

const std::vector<Case>& samples() {
    static const std::vector<Case> all = [] {
        auto read = sampleCases();
        return read ? *read : std::vector<Case>{};
    }();
    return all;
}

const Case& sample(const std::string& id) {
    const auto found = std::ranges::find(samples(), id, &Case::id);
    if (found == samples().end()) qFatal("no sample %s", id.c_str());
    return *found;
}

Evaluation run(const Case& value, unsigned threads) {
    RunOptions options;
    options.draws = 200;
    options.seed = 20260601;
    options.threads = threads;
    return evaluate(value, RulePacks().get(value.context.rulePack).value(), options).value();
}

StudyResult study(const Case& value, const std::string& id) {
    RunOptions options;
    options.seed = 20260601;
    const RulePack pack = RulePacks().get(value.context.rulePack).value();
    return StudyResults::shared().get(value, *findStudyRequest(value, id), pack, options)->value();
}

double figure(const StudyResult& result, const std::string& key) {
    const auto found = std::ranges::find(result.figures, key, &StudyFigure::key);
    if (found == result.figures.end() || !found->value) qFatal("no figure %s", key.c_str());
    return *found->value;
}

bool sameDraws(const std::optional<SampleSummary>& left, const std::optional<SampleSummary>& right) {
    if (!left || !right) return left.has_value() == right.has_value();
    return left->mean == right->mean && left->low95 == right->low95 && left->high95 == right->high95;
}

void everySample() {
    QTest::addColumn<QString>("id");
    for (const Case& value : samples()) QTest::newRow(value.id.c_str()) << QString::fromStdString(value.id);
}

}  // namespace

class SamplesChainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noErrorsAndNothingStale_data() { everySample(); }
    void noErrorsAndNothingStale() {
        QFETCH(QString, id);
        const Case& value = sample(id.toStdString());
        const Evaluation evaluation = run(value, 2);
        QVERIFY(!hasErrors(validate(value)));
        for (const Issue& issue : evaluation.issues) {
            QVERIFY2(issue.severity != Severity::error, (issue.code + " " + issue.where).c_str());
            QVERIFY2(issue.code != "case.studyStale" && issue.code != "case.studyMissing", issue.where.c_str());
        }
        for (const CaseStudy& entry : evaluation.studies) QVERIFY2(entry.result.has_value(), entry.id.c_str());
        for (const PricedRoute& route : evaluation.routes) QVERIFY2(route.result.has_value(), route.id.c_str());
    }

    void sameDigitsOnAnyThreadCount_data() { everySample(); }
    void sameDigitsOnAnyThreadCount() {
        QFETCH(QString, id);
        const Case& value = sample(id.toStdString());
        const Evaluation one = run(value, 1);
        const Evaluation two = run(value, 2);
        QCOMPARE(two.metrics.size(), one.metrics.size());
        for (std::size_t i = 0; i < one.metrics.size(); ++i) {
            QVERIFY2(one.metrics[i].base == two.metrics[i].base, one.metrics[i].id.c_str());
            QVERIFY2(sameDraws(one.metrics[i].drawn, two.metrics[i].drawn), one.metrics[i].id.c_str());
        }
    }

    /// Numbers taken over are those of the analyses as they are worked out now.
    void parametersFollowTheirStudies() {
        int compared = 0;
        for (const Case& value : samples()) {
            for (const auto& [id, parameter] : value.parameters) {
                if (parameter.evidence.study.empty()) continue;
                QVERIFY2(!isStale(value, parameter), id.c_str());
                const StudyResult result = study(value, parameter.evidence.study);
                const auto estimate =
                    std::ranges::find(result.estimates, parameter.evidence.estimate, &StudyEstimate::key);
                QVERIFY2(estimate != result.estimates.end(), id.c_str());
                QCOMPARE(*parameter.value, estimate->value);
                const bool joint = std::ranges::any_of(value.jointGroups, [&id = id](const JointGroup& group) {
                    return std::ranges::find(group.members, id) != group.members.end();
                });
                if (!joint) QCOMPARE(parameter.distribution, estimate->distribution);
                ++compared;
            }
        }
        QCOMPARE(compared, 3);
    }

    void jointUncertaintyFollowsTheFit() {
        const Case& value = sample("sample-lung-chain");
        const StudyResult result = study(value, "baseline");
        const auto joint = std::ranges::find(result.joints, std::string("weibull"), &StudyJoint::key);
        QVERIFY(joint != result.joints.end());
        const JointGroup& group = value.jointGroups.front();
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE(value.parameters.at(group.members[i]).evidence.estimate, joint->estimates[i]);
            for (std::size_t k = 0; k < 2; ++k) QCOMPARE(group.covariance[i][k], joint->covariance[i][k]);
        }
    }

    /// Closed form: the mean of a Weibull is scale × Γ(1 + 1/shape). The model stops after ten years, when nearly
    /// nobody is alive, and counts months by the half cycle: 0.0005 years.
    void lifeYearsOfTheChain() {
        const Case& value = sample("sample-lung-chain");
        const Evaluation evaluation = run(value, 1);
        const double shape = std::exp(*value.parameters.at("outcomes.os.logShape").value);
        const double scale = std::exp(*value.parameters.at("outcomes.os.logScale").value) / 365.25;
        const double ratio = *value.parameters.at("outcomes.effect.hazardRatio").value;
        const double standard = scale * std::tgamma(1 + 1 / shape);
        const double device = standard * std::pow(ratio, -1 / shape);
        QVERIFY(std::abs(*findMetric(evaluation, "outcomes.lifeYears", "standard")->base - standard) <= 0.0005);
        QVERIFY(std::abs(*findMetric(evaluation, "outcomes.lifeYears", "device")->base - device) <= 0.0005);
    }

    /// National rates and inequality of NDB open data FY2023, population-weighted; worked out with R from the same
    /// published counts, four digits. TAVI 14,580 procedures in 47 prefectures.
    void publishedInequality() {
        const Case& value = sample("sample-tavi-regions");
        const StudyResult tavi = study(value, "tavi");
        QVERIFY(std::abs(figure(tavi, "gini") - 0.1414) <= 0.00005);
        QVERIFY(std::abs(figure(tavi, "theilT") - 0.0357) <= 0.00005);
        QVERIFY(std::abs(figure(tavi, "maxOverMin") - 6.62) <= 0.005);
        const StudyResult leadless = study(value, "leadless");
        QVERIFY(std::abs(figure(leadless, "gini") - 0.2097) <= 0.00005);
        QVERIFY(std::abs(figure(leadless, "maxOverMin") - 13.39) <= 0.005);
        const Evaluation evaluation = run(value, 1);
        QVERIFY(std::abs(*findMetric(evaluation, "equalisation.gini.before")->base - 0.1414) <= 0.00005);
    }

    /// Aoki et al., Dig Endosc 2020;32:585-591: 12.2 to 3.1 minutes, so 9.1 in a case; 120 cases a year in the sample.
    void publishedReadingTimes() {
        const Evaluation evaluation = run(sample("sample-capsule-reading"), 1);
        const auto process = std::ranges::find(evaluation.studies, std::string("process"), &CaseStudy::id);
        QVERIFY(process != evaluation.studies.end());
        QVERIFY(std::abs(figure(*process->result, "minutesSaved") - 9.1) <= 1e-9);
        QVERIFY(std::abs(figure(*process->result, "hoursSavedPerYear") - 9.1 * 120 / 60) <= 1e-9);
    }
};

QTEST_GUILESS_MAIN(SamplesChainTest)
#include "samples_chain_test.moc"
