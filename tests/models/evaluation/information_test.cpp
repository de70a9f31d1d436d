#include "models/evaluation/information.h"

#include "models/case/case_json.h"
#include "models/evaluation/values.h"
#include "models/outcomes/outcomes.h"

#include <QtTest>

#include <fstream>
#include <sstream>

using namespace kachi;

namespace {

Case readCase(const std::string& folder) {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/" + folder + "/kachi-case.json");
    std::stringstream text;
    text << file.rdbuf();
    return caseFromJson(text.str())->value;
}

/// HIV therapy at a threshold near its ratio, where the decision is uncertain.
Case hiv() {
    Case value = readCase("golden-01-hiv");
    value.outcomes->referenceWtp = 6000;
    return value;
}

struct Sampled {
    ParameterValues values;
    CostEffectivenessDraws draws;
};

Sampled sampled(const Case& value, std::size_t count) {
    RunOptions options;
    options.draws = count;
    Sampled run;
    run.values = *parameterValues(value, RulePack{}, options, nullptr);
    const auto results = evaluateOutcomes(*value.outcomes, expressionInputs(value), run.values, options);
    run.draws.strategies = results->strategies;
    for (std::size_t s = 0; s < results->strategies.size(); ++s) {
        run.draws.cost.push_back(results->drawn[s].cost);
        run.draws.effect.push_back(results->effectDraws(s));
    }
    return run;
}

const Evppi& of(const ValueOfInformation& information, const std::string& id) {
    const auto isIt = [&](const Evppi& evppi) { return evppi.parameters.front() == id; };
    return *std::ranges::find_if(information.single, isIt);
}

}  // namespace

class InformationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Regression and nested simulation are two roads to one number: they agree within four standard errors, but for
    /// what few inner draws add to the nested one.
    void twoMethodsAgree_data() {
        QTest::addColumn<QStringList>("parameters");
        const auto row = [](const char* name, const QStringList& ids) { QTest::newRow(name) << ids; };
        const auto id = [](const char* name) { return QStringLiteral("outcomes.") + QLatin1String(name); };
        row("one, spline", {id("relativeRisk")});
        row("two, tensor product", {id("relativeRisk"), id("directC")});
        row("row of probabilities of three states", {id("pBB"), id("pBC"), id("pBD")});
        row("four, Gaussian process", {id("relativeRisk"), id("directA"), id("directB"), id("directC")});
    }
    void twoMethodsAgree() {
        QFETCH(QStringList, parameters);
        std::vector<std::string> ids;
        for (const QString& id : parameters) ids.push_back(id.toStdString());
        const Case value = hiv();
        const Sampled run = sampled(value, 10'000);
        std::vector<std::vector<double>> benefit = run.draws.effect;
        for (std::size_t s = 0; s < benefit.size(); ++s) {
            for (std::size_t i = 0; i < benefit[s].size(); ++i) {
                benefit[s][i] = value.outcomes->referenceWtp * benefit[s][i] - run.draws.cost[s][i];
            }
        }
        std::vector<const std::vector<double>*> columns;
        for (const std::string& id : ids) columns.push_back(&run.values.drawn.at(id));
        const auto regression = evppi(benefit, ids, columns);
        RunOptions options;
        options.seed = 77;
        const auto nested = nestedEvppi(value, RulePack{}, ids, {1000, 400}, options);
        QVERIFY(regression.ok() && nested.ok());
        const double error = std::hypot(regression->standardError, nested->standardError);
        const std::string seen = numberText(regression->value) + " ± " + numberText(regression->standardError) + " / " +
                                 numberText(nested->value) + " ± " + numberText(nested->standardError) +
                                 ", inner bias " + numberText(nested->innerBias);
        QVERIFY2(regression->value <= nested->value + 4 * error, seen.c_str());
        QVERIFY2(regression->value >= nested->value - nested->innerBias - 4 * error, seen.c_str());
        QVERIFY2(error + nested->innerBias <= std::max(0.1 * nested->value, 2.0), seen.c_str());
    }

    void everyParameter() {
        const Case value = hiv();
        const Sampled run = sampled(value, 2000);
        const auto information = valueOfInformation(value, run.values, run.draws, RunOptions{});
        QVERIFY(information.ok());
        QVERIFY(information->wtp == 6000);
        const auto analysis = analyseCostEffectiveness(run.draws, 0, {}, 6000);
        QVERIFY(std::abs(information->evpi - analysis->reference.evpi) <= 1e-9 * information->evpi);
        QCOMPARE(information->single.size(), std::size_t(16));
        for (std::size_t i = 0; i < information->single.size(); ++i) {
            const Evppi& one = information->single[i];
            QVERIFY(one.value >= 0 && one.value <= information->evpi);
            if (i > 0) QVERIFY(one.value <= information->single[i - 1].value);
        }
        QCOMPARE(information->groups.size(), std::size_t(3));
        for (const GroupInformation& group : information->groups) {
            QVERIFY(group.evppi.value <= information->evpi);
            // A row of two probabilities is one number.
            if (group.group != "rowC") continue;
            QVERIFY(group.evppi.value == of(*information, group.evppi.parameters.front()).value);
        }
    }

    void sameDigitsOnAnyThreads() {
        const Case value = hiv();
        const Sampled run = sampled(value, 3000);
        RunOptions one;
        one.threads = 1;
        RunOptions four;
        four.threads = 4;
        const auto first = valueOfInformation(value, run.values, run.draws, one);
        const auto second = valueOfInformation(value, run.values, run.draws, four);
        QVERIFY(first.ok() && second.ok());
        for (std::size_t i = 0; i < first->single.size(); ++i) {
            QCOMPARE(first->single[i].parameters, second->single[i].parameters);
            QVERIFY(first->single[i].value == second->single[i].value);
            QVERIFY(first->single[i].standardError == second->single[i].standardError);
        }
        for (std::size_t i = 0; i < first->groups.size(); ++i) {
            QVERIFY(first->groups[i].evppi.value == second->groups[i].evppi.value);
        }
    }

    /// What the outcome model cannot see is not listed, sampled or not; what it reaches through a formula is.
    void onlyWhatTheModelSees() {
        Case value = hiv();
        Parameter hours = value.parameters.at("outcomes.directA");
        value.parameters["labour.hours"] = hours;
        value.parameters["outcomes.unused"] = hours;
        value.parameters["shared.price"] = hours;
        value.parameters["outcomes.lamivudine"].value.reset();
        value.parameters["outcomes.lamivudine"].expression = "2 * shared.price";
        const std::vector<std::string> ids = informativeParameters(value);
        QVERIFY(std::ranges::find(ids, "labour.hours") == ids.end());
        QVERIFY(std::ranges::find(ids, "outcomes.unused") == ids.end());
        QVERIFY(std::ranges::find(ids, "shared.price") != ids.end());
        QCOMPARE(ids.size(), std::size_t(17));
    }

    void stopped() {
        const Case value = hiv();
        const Sampled run = sampled(value, 1000);
        std::stop_source source;
        source.request_stop();
        RunOptions options;
        options.stop = source.get_token();
        const auto information = valueOfInformation(value, run.values, run.draws, options);
        QVERIFY(!information.ok());
        QCOMPARE(information.issues().front().code, std::string("core.cancelled"));
        const auto nested = nestedEvppi(value, RulePack{}, {"outcomes.relativeRisk"}, {100, 10}, options);
        QVERIFY(!nested.ok());
        QCOMPARE(nested.issues().front().code, std::string("core.cancelled"));
    }

    void progressCountsDraws() {
        RunOptions options;
        options.threads = 1;
        std::size_t last = 0;
        std::size_t total = 0;
        options.progress = [&](std::size_t done, std::size_t of) {
            last = std::max(last, done);
            total = of;
        };
        QVERIFY(nestedEvppi(hiv(), RulePack{}, {"outcomes.relativeRisk"}, {50, 20}, options).ok());
        QCOMPARE(last, std::size_t(1000));
        QCOMPARE(total, std::size_t(1000));
    }

    void refusals_data() {
        QTest::addColumn<QString>("code");
        for (const char* code : {"voi.noParameters", "voi.notSampled", "voi.splitGroup", "voi.nestedDraws"}) {
            QTest::newRow(code) << QString::fromLatin1(code);
        }
    }
    void refusals() {
        QFETCH(QString, code);
        const std::string expected = code.toStdString();
        std::vector<std::string> ids{"outcomes.relativeRisk"};
        if (expected == "voi.noParameters") ids.clear();
        if (expected == "voi.notSampled") ids = {"outcomes.zidovudine"};
        if (expected == "voi.splitGroup") ids = {"outcomes.pAB"};
        const NestedDraws draws{100, expected == "voi.nestedDraws" ? 5u : 10u};
        const auto found = nestedEvppi(hiv(), RulePack{}, ids, draws, RunOptions{});
        QVERIFY(!found.ok());
        QCOMPARE(found.issues().front().code, expected);
    }
};

QTEST_APPLESS_MAIN(InformationTest)
#include "information_test.moc"
