#include "models/evaluation/calibration.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace kachi;

namespace {

Parameter number(double value, Unit unit = Unit::none) {
    Parameter parameter;
    parameter.value = value;
    parameter.unit = unit;
    return parameter;
}

/// Well → sick → dead in annual cycles of 20 years, no discounting. The case's own probabilities are wrong.
Case illness() {
    Case value;
    value.parameters["outcomes.pSick"] = number(0.3, Unit::probability);
    value.parameters["outcomes.pDead"] = number(0.2, Unit::probability);
    value.parameters["outcomes.pSickDead"] = number(0.5, Unit::probability);
    value.parameters["outcomes.rate"] = number(0);
    value.parameters["outcomes.cost"] = number(100);
    OutcomesStructure structure;
    structure.currency = "JPY";
    structure.states = {{"well", {"well", "well"}, true, "outcomes.cost", "1"},
                        {"sick", {"sick", "sick"}, true, "0", "0.5"},
                        {"dead", {"dead", "dead"}, false, "0", "0"}};
    structure.strategies = {{"care", {"care", "care"}, {}, {}}};
    structure.initial = {{"well", "1"}};
    structure.transitions = {{"well", {{"well", "#"}, {"sick", "outcomes.pSick"}, {"dead", "outcomes.pDead"}}},
                             {"sick", {{"sick", "#"}, {"dead", "outcomes.pSickDead"}}}};
    structure.costDiscountRate = "outcomes.rate";
    structure.effectDiscountRate = "outcomes.rate";
    structure.timing.cycles = 20;
    structure.timing.cycleWeights = CycleWeights::end;
    structure.comparator = "care";
    value.outcomes = structure;
    return value;
}

/// Occupancy of the well and the sick state after t years: powers of the matrix in closed form.
double wellAt(double sick, double dead, double t) {
    return std::pow(1 - sick - dead, t);
}
double sickAt(double sick, double dead, double sickDead, double t) {
    const double stayWell = 1 - sick - dead;
    const double staySick = 1 - sickDead;
    return sick * (std::pow(stayWell, t) - std::pow(staySick, t)) / (stayWell - staySick);
}

constexpr double trueSick = 0.12;
constexpr double trueDead = 0.03;
constexpr double trueSickDead = 0.25;

CalibrationTarget target(const std::string& id, TargetFigure figure, double time, double value, double error,
                         const std::string& state = {}) {
    return {id, figure, "care", {}, state, time, value, error};
}

/// The model's own figures under the true probabilities.
std::vector<CalibrationTarget> trueTargets(double error) {
    std::vector<CalibrationTarget> targets;
    for (const double t : {2.0, 5.0, 10.0}) {
        const double well = wellAt(trueSick, trueDead, t);
        const double sick = sickAt(trueSick, trueDead, trueSickDead, t);
        const std::string year = numberText(t);
        targets.push_back(target("well " + year, TargetFigure::occupancy, t, well, error, "well"));
        targets.push_back(target("alive " + year, TargetFigure::survival, t, well + sick, error));
        targets.push_back(target("ill " + year, TargetFigure::prevalence, t, sick / (well + sick), error, "sick"));
    }
    return targets;
}

std::vector<CalibratedParameter> threeProbabilities() {
    return {{"outcomes.pSick", 0, 1, false}, {"outcomes.pDead", 0, 1, false}, {"outcomes.pSickDead", 0, 1, false}};
}

RunOptions seeded(std::uint64_t seed = 1) {
    RunOptions options;
    options.seed = seed;
    return options;
}

bool hasNote(const Calibration& calibration, const std::string& code, const std::string& where = {}) {
    return std::ranges::any_of(calibration.notes, [&](const Issue& note) {
        return note.code == code && (where.empty() || note.where == where);
    });
}

/// One state whose cost in one year is the parameter: figure and parameter are the same number.
Case costOnly(const DistributionSpec& prior) {
    Case value = illness();
    value.parameters["outcomes.cost"].distribution = prior;
    value.outcomes->timing.cycles = 1;
    value.outcomes->timing.cycleWeights = CycleWeights::start;
    return value;
}

}  // namespace

class CalibrationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Targets in closed form; a search over the whole of 0 … 1 finds the probabilities they were made with.
    void recoversProbabilities() {
        const auto found = calibrate(illness(), RulePack{}, threeProbabilities(), trueTargets(0.01), {}, seeded());
        QVERIFY(found.ok());
        const std::array<double, 3> expected{trueSick, trueDead, trueSickDead};
        for (std::size_t p = 0; p < 3; ++p) {
            QVERIFY2(std::abs(found->best[p] - expected[p]) < 1e-5, numberText(found->best[p]).c_str());
        }
        QVERIFY2(found->goodnessOfFit < 1e-5, numberText(found->goodnessOfFit).c_str());
        QVERIFY(found->converged && found->agreeing > 1);
        QVERIFY(found->open.empty());
        QVERIFY(found->conditionNumber > 1 && found->conditionNumber < 1e4);
        QCOMPARE(found->targets.size(), std::size_t(9));
        for (std::size_t t = 0; t < 9; ++t) {
            QVERIFY(std::abs(found->targets[t].model - trueTargets(0.01)[t].value) < 1e-4);
        }
        // Probabilities of leaving the well state that sum to more than 1 are refused, not repaired.
        QVERIFY(found->refusedPoints > 0);
        QVERIFY(hasNote(*found, "calibration.pointsRefused"));
        QVERIFY(!hasNote(*found, "calibration.notConverged"));
        const PosteriorSample& posterior = *found->posterior;
        QCOMPARE(posterior.rows.size(), std::size_t(1000));
        QVERIFY2(posterior.effectiveSize > 300, numberText(posterior.effectiveSize).c_str());
        for (std::size_t p = 0; p < 3; ++p) {
            double mean = 0;
            for (const auto& row : posterior.rows) mean += row[p] / 1000;
            QVERIFY2(std::abs(mean - expected[p]) < 0.01, numberText(mean).c_str());
        }
    }

    /// Cost, QALYs and life-years of the same model: sums of the closed-form occupancies over the 20 years.
    void totals() {
        double well = 0;
        double sick = 0;
        for (int t = 1; t <= 20; ++t) {
            well += wellAt(trueSick, trueDead, t);
            sick += sickAt(trueSick, trueDead, trueSickDead, t);
        }
        const std::vector<CalibrationTarget> targets{
            target("cost", TargetFigure::cost, 0, 100 * well, 1),
            target("qaly", TargetFigure::qaly, 0, well + 0.5 * sick, 0.01),
            target("years", TargetFigure::lifeYears, 0, well + sick, 0.01),
            target("well at 5", TargetFigure::occupancy, 5, wellAt(trueSick, trueDead, 5), 0.01, "well")};
        CalibrationSettings settings;
        settings.proposals = 0;
        const auto found =
            calibrate(illness(), RulePack{}, {{"outcomes.pSickDead", 0.01, 0.9, false}}, targets, settings, seeded());
        QVERIFY(found.ok());
        // With the other two probabilities wrong the targets cannot be met ...
        QVERIFY(found->goodnessOfFit > 10);
        Case right = illness();
        right.parameters["outcomes.pSick"].value = trueSick;
        right.parameters["outcomes.pDead"].value = trueDead;
        const auto met =
            calibrate(right, RulePack{}, {{"outcomes.pSickDead", 0.01, 0.9, false}}, targets, settings, seeded());
        // ... with them right they can.
        QVERIFY(met.ok());
        QVERIFY2(std::abs(met->best[0] - trueSickDead) < 1e-5, numberText(met->best[0]).c_str());
        QVERIFY(!met->posterior.has_value());
    }

    void boundsHold() {
        CalibrationSettings settings;
        settings.proposals = 200;
        const auto found = calibrate(illness(), RulePack{},
                                     {{"outcomes.pSick", 0.2, 0.6, false},
                                      {"outcomes.pDead", 0, 0.2, false},
                                      {"outcomes.pSickDead", 0, 1, false}},
                                     trueTargets(0.01), settings, seeded());
        QVERIFY(found.ok());
        QVERIFY2(std::abs(found->best[0] - 0.2) < 1e-6, numberText(found->best[0]).c_str());
        QVERIFY(hasNote(*found, "calibration.atBound", "outcomes.pSick"));
        for (const CalibrationSearch& search : found->searches) QVERIFY(search.found[0] >= 0.2);
        for (const auto& row : found->posterior->rows) QVERIFY(row[0] >= 0.2 && row[0] <= 0.6);
    }

    /// Two parameters that only enter as a product: any pair with the right product fits.
    void unidentified() {
        Case value = illness();
        value.parameters["outcomes.exposed"] = number(0.5);
        value.parameters["outcomes.attack"] = number(0.5);
        value.parameters["outcomes.pSick"].value.reset();
        value.parameters["outcomes.pSick"].expression = "outcomes.exposed * outcomes.attack";
        CalibrationSettings settings;
        settings.proposals = 10'000;
        const auto found = calibrate(value, RulePack{},
                                     {{"outcomes.exposed", 0.05, 1, false},
                                      {"outcomes.attack", 0.05, 1, false},
                                      {"outcomes.pDead", 0, 0.5, false},
                                      {"outcomes.pSickDead", 0, 1, false}},
                                     trueTargets(0.01), settings, seeded());
        QVERIFY(found.ok());
        QVERIFY(found->goodnessOfFit < 1e-3);
        QVERIFY2(std::abs(found->best[0] * found->best[1] - trueSick) < 1e-3,
                 numberText(found->best[0] * found->best[1]).c_str());
        QCOMPARE(found->open.size(), std::size_t(1));
        std::vector<std::string> open = found->open[0].parameters;
        std::ranges::sort(open);
        QCOMPARE(open, (std::vector<std::string>{"outcomes.attack", "outcomes.exposed"}));
        QVERIFY(found->open[0].share[0] * found->open[0].share[1] < 0);
        QVERIFY(found->conditionNumber > 1e6);
        QVERIFY(hasNote(*found, "calibration.unidentified"));
        // The posterior shows it, too: both spread over their range, their product does not.
        double low = 1;
        double high = 0;
        for (const auto& row : found->posterior->rows) {
            low = std::min(low, row[0]);
            high = std::max(high, row[0]);
            QVERIFY(std::abs(row[0] * row[1] - trueSick) < 0.06);
        }
        QVERIFY2(low < 0.3 && high > 0.8, (numberText(low) + " … " + numberText(high)).c_str());
    }

    /// The cost is √x + 1 of a parameter that may go below 0 within its bounds: no value there, and no way round it.
    void refusedRegion() {
        Case value = costOnly({});
        value.parameters["outcomes.x"] = number(-2);
        value.outcomes->states[0].cost = "sqrt(outcomes.x) + 1";
        const auto found = calibrate(value, RulePack{}, {{"outcomes.x", -9, 9, false}},
                                     {target("cost", TargetFigure::cost, 0, 2.5, 0.1)}, {}, seeded());
        QVERIFY(found.ok());
        QVERIFY2(std::abs(found->best[0] - 2.25) < 1e-6, numberText(found->best[0]).c_str());
        QVERIFY(found->refusedPoints > 0);
        for (const auto& row : found->posterior->rows) QVERIFY(row[0] >= 0);
        const auto nowhere = calibrate(value, RulePack{}, {{"outcomes.x", -9, -1, false}},
                                       {target("cost", TargetFigure::cost, 0, 2.5, 0.1)}, {}, seeded());
        QVERIFY(!nowhere.ok());
        QCOMPARE(nowhere.issues().front().code, std::string("calibration.noPossiblePoint"));
        QVERIFY(nowhere.issues().front().details.at("cause").starts_with("expressions."));
    }

    /// Normal prior N(100, 20²) and an observation 130 ± 15: the conjugate posterior (DeGroot 1970, 9.5). The
    /// importance sample gives its mean and spread within four standard errors at its effective size.
    void conjugatePosterior() {
        const DistributionSpec prior{Family::normal, {{"mean", 100}, {"sd", 20}}};
        CalibrationSettings settings;
        settings.proposals = 4000;
        settings.rows = 4000;
        const auto found = calibrate(costOnly(prior), RulePack{}, {{"outcomes.cost", 0, 200, true}},
                                     {target("cost", TargetFigure::cost, 0, 130, 15)}, settings, seeded());
        QVERIFY(found.ok());
        QVERIFY2(std::abs(found->best[0] - 130) < 1e-4, numberText(found->best[0]).c_str());
        const double precision = 1 / 400.0 + 1 / 225.0;
        const double mean = (100 / 400.0 + 130 / 225.0) / precision;
        const double sd = 1 / std::sqrt(precision);
        double sum = 0;
        double squares = 0;
        for (const auto& row : found->posterior->rows) {
            sum += row[0] / 4000;
            squares += (row[0] - mean) * (row[0] - mean) / 4000;
        }
        const double effective = found->posterior->effectiveSize;
        QVERIFY2(effective > 1000, numberText(effective).c_str());
        QVERIFY2(std::abs(sum - mean) < 4 * sd / std::sqrt(effective), numberText(sum).c_str());
        QVERIFY2(std::abs(std::sqrt(squares) - sd) < 4 * sd / std::sqrt(2 * effective),
                 numberText(std::sqrt(squares)).c_str());
    }

    void sameDigitsOnAnyThreads() {
        CalibrationSettings settings;
        settings.restarts = 4;
        settings.proposals = 300;
        RunOptions one = seeded(5);
        one.threads = 1;
        RunOptions four = seeded(5);
        four.threads = 4;
        const auto first = calibrate(illness(), RulePack{}, threeProbabilities(), trueTargets(0.01), settings, one);
        const auto second = calibrate(illness(), RulePack{}, threeProbabilities(), trueTargets(0.01), settings, four);
        QVERIFY(first.ok() && second.ok());
        QVERIFY(first->best == second->best);
        QVERIFY(first->posterior->rows == second->posterior->rows);
        QCOMPARE(first->refusedPoints, second->refusedPoints);
        const auto other =
            calibrate(illness(), RulePack{}, threeProbabilities(), trueTargets(0.01), settings, seeded(6));
        QVERIFY(other->posterior->rows != first->posterior->rows);
    }

    void stoppedAndProgress() {
        std::stop_source source;
        RunOptions options = seeded();
        options.stop = source.get_token();
        std::atomic<std::size_t> calls = 0;
        options.progress = [&](std::size_t, std::size_t) {
            if (++calls == 20) source.request_stop();
        };
        const auto found = calibrate(illness(), RulePack{}, threeProbabilities(), trueTargets(0.01), {}, options);
        QVERIFY(!found.ok());
        QCOMPARE(found.issues().front().code, std::string("core.cancelled"));
        QVERIFY(calls < 100);
    }

    /// A search cut short says so.
    void notConverged() {
        CalibrationSettings settings;
        settings.restarts = 3;
        settings.evaluations = 10;
        settings.proposals = 0;
        const auto found =
            calibrate(illness(), RulePack{}, threeProbabilities(), trueTargets(0.001), settings, seeded());
        QVERIFY(found.ok());
        QVERIFY(!found->converged);
        QVERIFY(hasNote(*found, "calibration.notConverged"));
    }

    void refusals_data() {
        QTest::addColumn<QString>("code");
        for (const char* code :
             {"calibration.noParameters", "calibration.noTargets", "calibration.unknownParameter",
              "calibration.notANumber", "calibration.twice", "calibration.bounds", "calibration.prior",
              "calibration.unknownStrategy", "calibration.unknownSubgroup", "calibration.unknownState",
              "calibration.time", "calibration.standardError", "calibration.settings"}) {
            QTest::newRow(code) << QString::fromLatin1(code);
        }
    }
    void refusals() {
        QFETCH(QString, code);
        const std::string expected = code.toStdString();
        Case value = illness();
        value.parameters["outcomes.formula"].expression = "2 * outcomes.pDead";
        value.parameters["outcomes.cost"].distribution = {Family::normal, {{"mean", 100}, {"sd", 1}}};
        std::vector<CalibratedParameter> parameters = threeProbabilities();
        std::vector<CalibrationTarget> targets = trueTargets(0.01);
        CalibrationSettings settings;
        if (expected == "calibration.noParameters") parameters.clear();
        if (expected == "calibration.noTargets") targets.clear();
        if (expected == "calibration.unknownParameter") parameters[0].id = "outcomes.p";
        if (expected == "calibration.notANumber") parameters[0].id = "outcomes.formula";
        if (expected == "calibration.twice") parameters[1] = parameters[0];
        if (expected == "calibration.bounds") parameters[0].high = 1.5;
        if (expected == "calibration.prior") parameters[0] = {"outcomes.cost", 200, 300, true};
        if (expected == "calibration.unknownStrategy") targets[0].strategy = "cure";
        if (expected == "calibration.unknownSubgroup") targets[0].subgroup = "old";
        if (expected == "calibration.unknownState") targets[0].state = "cured";
        if (expected == "calibration.time") targets[0].time = 2.5;
        if (expected == "calibration.standardError") targets[0].standardError = 0;
        if (expected == "calibration.settings") settings.restarts = 0;
        const auto found = calibrate(value, RulePack{}, parameters, targets, settings, seeded());
        QVERIFY(!found.ok());
        QCOMPARE(found.issues().size(), std::size_t(1));
        QCOMPARE(found.issues().front().code, expected);
    }
};

QTEST_APPLESS_MAIN(CalibrationTest)
#include "calibration_test.moc"
