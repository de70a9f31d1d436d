// What is known of a quantity becomes a distribution: the families that suit, how well they fit, and the one chosen.
#include "models/statistics/distribution_fit.h"
#include "models/studies/distribution_fit_tables.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

using namespace field_limits;

constexpr const char* fieldPath = "/inputs/";

void refuseInputs(StudyReader& reader, const char* code, const std::string& key, const std::string& value = {},
                  const std::string& limit = {}) {
    reader.add({code, Severity::error, fieldPath + key, value, limit, {}});
}

FitBounds readBounds(StudyReader& reader) {
    return {reader.optionalReal("lower"), reader.optionalReal("upper")};
}

/// Families stated in full by these arguments; one whose own checks refuse them does not suit.
DistributionFits stated(const std::vector<std::pair<Family, std::map<std::string, double>>>& wanted) {
    DistributionFits fits;
    for (const auto& [family, args] : wanted) {
        FittedDistribution fit;
        fit.spec.family = family;
        fit.spec.args = args;
        if (validate(fit.spec, {}).empty()) fits.fitted.push_back(std::move(fit));
    }
    return fits;
}

/// Mean and spread: every family that the method of moments can match.
void fromMoments(StudyReader& reader, FitFindings& found) {
    const double mean = reader.real("mean");
    const auto error = reader.optionalReal("standardError");
    const auto deviation = reader.optionalReal("standardDeviation");
    const auto subjects = reader.optionalReal("subjects");
    if (error.has_value() == deviation.has_value()) {
        refuseInputs(reader, "distributionFit.oneSpread", "standardError");
    }
    if (reader.failed()) return;
    const double spread = error ? *error : *deviation / std::sqrt(subjects.value_or(1));
    const std::map<std::string, double> moments{{"mean", mean}, {"sd", spread}};
    found.fits = withinBounds(stated({{Family::normal, moments},
                                      {Family::lognormal, moments},
                                      {Family::gamma, moments},
                                      {Family::beta, moments}}),
                              found.bounds);
}

/// Normal and lognormal by their formula, the others through the three points; all judged by the same points.
void fromInterval(StudyReader& reader, FitFindings& found) {
    const double estimate = reader.real("estimate");
    const double low = reader.real("low");
    const double high = reader.real("high");
    const double level = reader.realOr("level", 0.95);
    if (reader.failed()) return;
    if (!(low < estimate && estimate < high)) {
        refuseInputs(reader, "distributionFit.estimateOutside", "estimate", numberText(estimate),
                     numberText(low) + " – " + numberText(high));
        return;
    }
    found.points = {{low, (1 - level) / 2}, {estimate, 0.5}, {high, (1 + level) / 2}};
    auto fits = fitPoints(found.points, found.bounds, "/inputs/estimate");
    if (!fits) {
        reader.add(fits.issues());
        return;
    }
    found.fits = std::move(*fits);
    const std::map<std::string, double> interval{
        {"estimate", estimate}, {"low", low}, {"high", high}, {"level", level}};
    for (FittedDistribution& fit : found.fits.fitted) {
        if (fit.spec.family != Family::normal && fit.spec.family != Family::lognormal) continue;
        fit.spec.args = interval;
        fit.squares = 0;
        const Distribution distribution = makeDistribution(fit.spec, {}).value();
        for (const CumulativePoint& point : found.points) {
            *fit.squares += std::pow(distribution.cdf(point.value) - point.probability, 2);
        }
    }
    std::ranges::stable_sort(found.fits.fitted, {}, [](const FittedDistribution& fit) { return *fit.squares; });
}

void fromQuantiles(StudyReader& reader, FitFindings& found) {
    for (FieldCells& row : reader.rows("quantiles")) {
        found.points.push_back({row.real("value"), row.real("probability")});
    }
    if (reader.failed()) return;
    auto fits = fitPoints(found.points, found.bounds, "/inputs/quantiles");
    if (!fits) {
        reader.add(fits.issues());
        return;
    }
    found.fits = std::move(*fits);
}

/// Events of a number of subjects: beta; events in a time under observation: gamma.
void fromCounts(StudyReader& reader, FitFindings& found) {
    const double events = reader.real("events");
    const auto subjects = reader.optionalReal("subjects");
    const auto time = reader.optionalReal("personTime");
    const std::string prior = reader.choiceOr("prior", "none");
    if (subjects.has_value() == time.has_value()) refuseInputs(reader, "distributionFit.oneDenominator", "subjects");
    if (reader.failed()) return;
    if (subjects && events > *subjects) {
        refuseInputs(reader, "distributionFit.eventsAboveSubjects", "events", numberText(events),
                     numberText(*subjects));
        return;
    }
    if (prior == "none" && (events == 0 || (subjects && events == *subjects))) {
        refuseInputs(reader, "distributionFit.countAtEdge", "prior", numberText(events),
                     subjects ? numberText(*subjects) : std::string("0"));
        return;
    }
    const double added = prior == "none" ? 0 : prior == "jeffreys" ? 0.5 : 1;
    if (subjects) {
        found.fits = stated({{Family::beta, {{"alpha", events + added}, {"beta", *subjects - events + added}}}});
    } else {
        found.fits = stated({{Family::gamma, {{"shape", events + added}, {"scale", 1 / *time}}}});
    }
    found.observed = events / (subjects ? *subjects : *time);
}

void fromValues(StudyReader& reader, FitFindings& found) {
    const std::string column = reader.neededColumn("column");
    if (reader.failed()) return;
    found.values = reader.numbers(column, reader.completeRows({column}));
    if (reader.failed()) return;
    auto fits = fitValues(found.values, found.bounds, "/inputs/column");
    if (!fits) {
        reader.add(fits.issues());
        return;
    }
    found.fits = std::move(*fits);
}

void readChips(StudyReader& reader, FitFindings& found) {
    for (FieldCells& row : reader.rows("chips")) {
        const std::string name = row.text("expert");
        auto expert = std::ranges::find(found.experts, name, &FittedExpert::name);
        if (expert == found.experts.end()) {
            found.experts.push_back({name, 1, {}, {}});
            expert = found.experts.end() - 1;
        }
        expert->bins.push_back({row.real("low"), row.real("high"), row.real("chips")});
    }
    for (FieldCells& row : reader.rows("weights")) {
        const std::string name = row.text("expert");
        const auto expert = std::ranges::find(found.experts, name, &FittedExpert::name);
        if (expert == found.experts.end()) {
            reader.add({"distributionFit.unknownExpert", Severity::error, row.path() + "/expert", name, {}, {}});
        } else {
            expert->weight = row.real("weight");
        }
    }
    if (found.experts.empty() && !reader.failed()) reader.refuse("field.missing", "chips", {}, {});
}

/// Each expert's own fit, then one of the pooled shares of chips.
void fromChips(StudyReader& reader, FitFindings& found) {
    readChips(reader, found);
    if (reader.failed()) return;
    std::vector<double> edges;
    double weights = 0;
    for (FittedExpert& expert : found.experts) {
        const auto points = chipPoints(expert.bins, "/inputs/chips");
        const auto fits =
            points ? fitPoints(*points, found.bounds, "/inputs/chips") : Result<DistributionFits>(points.issues());
        for (Issue issue : fits.issues()) {
            issue.details["expert"] = expert.name;
            reader.add(issue);
        }
        if (!fits) continue;
        if (fits->fitted.empty()) {
            refuseInputs(reader, "distributionFit.noFamily", "chips");
            return;
        }
        expert.fit = fits->fitted.front();
        weights += expert.weight;
        for (const CumulativePoint& point : *points) edges.push_back(point.value);
    }
    if (reader.failed()) return;
    std::ranges::sort(edges);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    for (const double edge : edges) {
        double share = 0;
        for (const FittedExpert& expert : found.experts)
            share += expert.weight / weights * chipShare(expert.bins, edge);
        found.points.push_back({edge, share});
    }
    auto pooled = fitPoints(found.points, found.bounds, "/inputs/chips");
    if (!pooled) {
        reader.add(pooled.issues());
        return;
    }
    found.fits = std::move(*pooled);
}

/// The family asked for, else the best.
const FittedDistribution* chosenFit(StudyReader& reader, const FitFindings& found) {
    const std::string wanted = reader.choiceOr("family", "best");
    if (found.fits.fitted.empty()) {
        refuseInputs(reader, "distributionFit.noFamily", "known");
        return nullptr;
    }
    if (wanted == "best") return &found.fits.fitted.front();
    for (const FittedDistribution& fit : found.fits.fitted) {
        if (wanted == familyName(fit.spec.family)) return &fit;
    }
    std::string names;
    for (const FittedDistribution& fit : found.fits.fitted) {
        names += (names.empty() ? "" : ", ") + std::string(familyName(fit.spec.family));
    }
    refuseInputs(reader, "distributionFit.familyUnsuited", "family", wanted, names);
    return nullptr;
}

Result<StudyResult> run(StudyReader& reader) {
    FitFindings found;
    found.known = reader.neededChoice("known");
    found.bounds = readBounds(reader);
    if (reader.failed()) return reader.issues();
    if (found.known == "moments") fromMoments(reader, found);
    if (found.known == "interval") fromInterval(reader, found);
    if (found.known == "quantiles") fromQuantiles(reader, found);
    if (found.known == "counts") fromCounts(reader, found);
    if (found.known == "values") fromValues(reader, found);
    if (found.known == "chips") fromChips(reader, found);
    if (reader.failed()) return reader.issues();
    const FittedDistribution* chosen = chosenFit(reader, found);
    if (!chosen) return reader.issues();
    return fitResult(found, *chosen);
}

}  // namespace

StudyDefinition distributionFitStudy() {
    const Text expert{"専門家", "Expert"};
    std::vector<FieldChoice> families{{"best", {"最もよく合う分布", "Best fitting"}}};
    for (const Family family : {Family::normal, Family::truncatedNormal, Family::lognormal, Family::beta, Family::gamma,
                                Family::weibull, Family::uniform, Family::triangular, Family::pert}) {
        families.push_back({familyName(family), familyLabel(family)});
    }
    return {
        .id = "distributionFit",
        .group = StudyGroup::evidence,
        .name = {"分布の当てはめ", "Distribution of a parameter"},
        .purpose = {"平均と標準誤差、区間、分位点、件数、個票、専門家の判断から、パラメータの分布を求めて比べます。",
                    "Finds and compares distributions of a parameter from a mean and error, an interval, quantiles, "
                    "counts, raw values or experts' judgement."},
        .fields =
            {required(choiceField("known", {"分かっていること", "What is known"},
                                  {{"moments", {"平均と標準誤差（標準偏差）", "Mean and standard error or deviation"}},
                                   {"interval", {"推定値と区間", "Estimate and interval"}},
                                   {"quantiles", {"分位点", "Quantiles"}},
                                   {"counts", {"件数", "Counts"}},
                                   {"values", {"個々の値", "Individual values"}},
                                   {"chips", {"専門家の判断（ルーレット法）", "Experts' judgement (roulette)"}}})),
             usedWhen("known", {"moments"}, numberField("mean", {"平均", "Mean"}, Unit::none, anyNumber)),
             usedWhen("known", {"moments"},
                      numberField("standardError", {"標準誤差", "Standard error"}, Unit::none, positive)),
             usedWhen("known", {"moments"},
                      numberField(
                          "standardDeviation", {"標準偏差", "Standard deviation"}, Unit::none, positive,
                          {"例数を入れると平均の標準誤差に換算", "With subjects: turned into the error of the mean"})),
             usedWhen("known", {"moments", "counts"},
                      numberField(
                          "subjects", {"例数", "Subjects"}, Unit::count, positive,
                          {"件数の分母、または標準偏差の例数", "Denominator of events, or sample of the deviation"})),
             usedWhen("known", {"interval"}, numberField("estimate", {"推定値", "Estimate"}, Unit::none, anyNumber)),
             usedWhen("known", {"interval"}, numberField("low", {"区間の下限", "Lower limit"}, Unit::none, anyNumber)),
             usedWhen("known", {"interval"}, numberField("high", {"区間の上限", "Upper limit"}, Unit::none, anyNumber)),
             usedWhen("known", {"interval"},
                      numberField("level", {"区間の水準", "Level of the interval"}, Unit::ratio,
                                  {.above = 0, .below = 1}, {"既定 0.95", "Default 0.95"})),
             usedWhen("known", {"quantiles"},
                      tableField("quantiles", {"分位点", "Quantiles"},
                                 {required(numberField("probability", {"累積確率", "Probability"}, Unit::probability,
                                                       {.above = 0, .below = 1})),
                                  required(numberField("value", {"値", "Value"}, Unit::none, anyNumber))},
                                 {"2点以上", "Two or more"})),
             usedWhen("known", {"counts"}, numberField("events", {"イベント数", "Events"}, Unit::count, notNegative)),
             usedWhen("known", {"counts"},
                      numberField("personTime", {"観察時間", "Time under observation"}, Unit::none, positive,
                                  {"人年など。結果は率", "Person-years or the like; gives a rate"})),
             usedWhen("known", {"counts"},
                      choiceField("prior", {"件数に足す事前の情報", "Prior added to counts"},
                                  {{"none", {"足さない", "None"}},
                                   {"jeffreys", {"ジェフリーズ（各0.5）", "Jeffreys (0.5 each)"}},
                                   {"uniform", {"一様（各1）", "Uniform (1 each)"}}},
                                  {"0件または全件のときに必要", "Needed with no events or only events"})),
             usedWhen("known", {"values"}, dataField("data", {"データ", "Data"})),
             usedWhen("known", {"values"}, columnField("column", {"値の列", "Column of values"})),
             usedWhen("known", {"chips"},
                      tableField("chips", {"チップ", "Chips"},
                                 {textField("expert", expert),
                                  required(numberField("low", {"下端", "From"}, Unit::none, anyNumber)),
                                  required(numberField("high", {"上端", "To"}, Unit::none, anyNumber)),
                                  required(numberField("chips", {"枚数", "Chips"}, Unit::count, notNegative))})),
             usedWhen("known", {"chips"},
                      tableField("weights", {"専門家の重み", "Weights of experts"},
                                 {textField("expert", expert),
                                  required(numberField("weight", {"重み", "Weight"}, Unit::none, positive))},
                                 {"既定は等しい重み", "Equal by default"})),
             numberField("lower", {"取り得る最小値", "Least possible value"}, Unit::none, anyNumber),
             numberField("upper", {"取り得る最大値", "Greatest possible value"}, Unit::none, anyNumber),
             choiceField("family", {"採用する分布", "Family to take"}, families)},
        .run = run,
    };
}

}  // namespace kachi
