// How many patients a comparison needs, or what power a given number has.
#include "models/statistics/reported_level.h"
#include "models/statistics/sample_size.h"
#include "models/studies/study_definitions.h"

#include <cmath>
#include <functional>

namespace kachi {
namespace {

using namespace field_limits;

constexpr double usualPower = 0.8;
constexpr double usualAlpha = 0.05;
constexpr int curvePoints = 60;

/// A question made ready: power at a size of the first group (in all where there are no groups).
struct Question {
    std::function<double(double)> power;
    bool groups = true;           ///< two groups; false: pairs or one cohort
    double eventsPerPatient = 0;  ///< of survival: expected events per patient in all; 0: not about events
    Text method;
    std::string reference;
};

/// Refuses a value that means no effect at all: no number of patients would find it.
void refuseNoEffect(StudyReader& reader, const std::string& key, double value, double none) {
    if (!reader.failed() && value == none) {
        reader.refuse("sampleSize.noEffect", key, numberText(value), numberText(none));
    }
}

/// Refuses a treatment that is worse than the margin allows.
void refuseBelowMargin(StudyReader& reader, double distance) {
    if (!reader.failed() && !(distance > 0)) {
        reader.refuse("sampleSize.belowMargin", "margin", numberText(reader.real("margin")), numberText(distance));
    }
}

Question meansQuestion(StudyReader& reader, const TestDesign& design, bool pairs, bool nonInferior) {
    const double difference = nonInferior ? reader.realOr("difference", 0) : reader.real("difference");
    const double margin = nonInferior ? reader.real("margin") : 0;
    const double deviation = reader.real("standardDeviation");
    const double distance = nonInferior ? difference + margin : std::abs(difference);
    if (nonInferior) {
        refuseBelowMargin(reader, distance);
    } else {
        refuseNoEffect(reader, "difference", difference, 0);
    }
    Question question;
    question.groups = !pairs;
    question.power = [=](double size) {
        return pairs ? powerOfPairs(design, size, distance, deviation)
                     : powerOfMeans(design, size, distance, deviation);
    };
    question.method = {pairs ? "対応のある t 検定（非心 t 分布）" : "2群の t 検定（非心 t 分布、等分散）",
                       pairs ? "paired t test, noncentral t distribution"
                             : "two-sample t test, noncentral t distribution, equal variances"};
    if (nonInferior) {
        question.method.ja += "による非劣性の検証";
        question.method.en += ", for non-inferiority";
    }
    question.reference = "Julious SA. Sample sizes for clinical trials with normal data. Stat Med 2004;23:1921-1986.";
    return question;
}

Question proportionsQuestion(StudyReader& reader, const TestDesign& design) {
    const double first = reader.real("firstShare");
    const double second = reader.real("secondShare");
    const bool continuity = reader.yes("continuity");
    refuseNoEffect(reader, "secondShare", second, first);
    Question question;
    question.power = [=](double size) { return powerOfProportions(design, size, first, second, continuity); };
    question.method = {"2群の割合の比較（正規近似", "two proportions, normal approximation"};
    question.method.ja += continuity ? "、連続修正あり）" : "）";
    question.method.en += continuity ? " with continuity correction" : "";
    question.reference =
        "Fleiss JL, Levin B, Paik MC. Statistical Methods for Rates and Proportions. 3rd ed. Wiley, "
        "2003, chapter 4.";
    return question;
}

Question nonInferiorProportionsQuestion(StudyReader& reader, const TestDesign& design) {
    const double reference = reader.real("firstShare");
    const double treatment = reader.real("secondShare");
    const double margin = reader.real("margin");
    refuseBelowMargin(reader, treatment - reference + margin);
    Question question;
    question.power = [=](double size) {
        return powerOfNonInferiorProportions(design, size, reference, treatment, margin);
    };
    question.method = {"割合の非劣性（正規近似、大きいほどよい割合）",
                       "non-inferiority of proportions, normal approximation, greater is better"};
    question.reference =
        "Blackwelder WC. Proving the null hypothesis in clinical trials. Control Clin Trials 1982;3:345-353.";
    return question;
}

Question survivalQuestion(StudyReader& reader, const TestDesign& design) {
    const double ratio = reader.real("hazardRatio");
    const EventFormula formula =
        reader.choiceOr("formula", "schoenfeld") == "freedman" ? EventFormula::freedman : EventFormula::schoenfeld;
    refuseNoEffect(reader, "hazardRatio", ratio, 1);
    double first = 0;
    double second = 0;
    if (reader.has("firstShare") || reader.has("secondShare")) {
        first = reader.real("firstShare");
        second = reader.real("secondShare");
    } else {
        const double hazard = std::log(2.0) / reader.real("firstMedian");
        const double accrual = reader.realOr("accrual", 0);
        const double followUp = reader.real("followUp");
        first = eventProbability(hazard, accrual, followUp);
        second = eventProbability(hazard * ratio, accrual, followUp);
    }
    Question question;
    const double r = design.allocation;
    question.eventsPerPatient = (first + r * second) / (1 + r);
    const double perFirst = first + r * second;
    question.power = [=](double size) { return powerOfEvents(design, size * perFirst, ratio, formula); };
    const bool freedman = formula == EventFormula::freedman;
    question.method = {std::string("ログランク検定（") + (freedman ? "Freedman" : "Schoenfeld") + " の式）",
                       std::string("log-rank test, formula of ") + (freedman ? "Freedman" : "Schoenfeld")};
    question.reference = freedman ? "Freedman LS. Tables of the number of patients required in clinical trials using "
                                    "the logrank test. Stat Med 1982;1:121-129."
                                  : "Schoenfeld DA. Sample-size formula for the proportional-hazards regression model. "
                                    "Biometrics 1983;39:499-503.";
    return question;
}

Question coxQuestion(StudyReader& reader, const TestDesign& design) {
    const double ratio = reader.real("hazardRatio");
    const double log = std::log(ratio);
    const double deviation = reader.real("standardDeviation");
    const double explained = reader.realOr("explained", 0);
    const double share = reader.real("firstShare");
    refuseNoEffect(reader, "hazardRatio", ratio, 1);
    Question question;
    question.groups = false;
    question.eventsPerPatient = share;
    question.power = [=](double size) { return powerOfCovariate(design, size * share, log, deviation, explained); };
    question.method = {"Cox 回帰の連続共変量（Hsieh–Lavori、ハザード比は1単位あたり）",
                       "continuous covariate of a Cox regression, Hsieh and Lavori, hazard ratio per unit"};
    question.reference =
        "Hsieh FY, Lavori PW. Sample-size calculations for the Cox proportional hazards regression "
        "model with nonbinary covariates. Control Clin Trials 2000;21:552-560.";
    return question;
}

Question ratesQuestion(StudyReader& reader, const TestDesign& design) {
    const double first = reader.real("firstRate");
    const double second = reader.real("secondRate");
    const double time = reader.realOr("exposure", 1);
    const double dispersion = reader.realOr("dispersion", 0);
    refuseNoEffect(reader, "secondRate", second, first);
    Question question;
    question.power = [=](double size) { return powerOfRates(design, size, first, second, time, dispersion); };
    question.method = {dispersion > 0 ? "負の二項分布に従う件数の率比" : "Poisson 分布に従う件数の率比",
                       dispersion > 0 ? "rate ratio of negative binomial counts" : "rate ratio of Poisson counts"};
    question.reference =
        "Keene ON, Jones MRK, Lane PW, Anderson J. Analysis of exacerbation rates in asthma and "
        "chronic obstructive pulmonary disease. Pharm Stat 2007;6:89-97.";
    return question;
}

Question questionOf(StudyReader& reader, const std::string& asked, const TestDesign& design) {
    if (asked == "means") return meansQuestion(reader, design, false, false);
    if (asked == "pairs") return meansQuestion(reader, design, true, false);
    if (asked == "nonInferiorMeans") return meansQuestion(reader, design, false, true);
    if (asked == "proportions") return proportionsQuestion(reader, design);
    if (asked == "nonInferiorProportions") return nonInferiorProportionsQuestion(reader, design);
    if (asked == "survival") return survivalQuestion(reader, design);
    if (asked == "cox") return coxQuestion(reader, design);
    return ratesQuestion(reader, design);
}

/// Sensitivity and specificity are estimated, not tested: the size follows from the width of the interval.
Result<StudyResult> runAccuracy(StudyReader& reader) {
    const double share = reader.real("firstShare");
    const double precision = reader.real("precision");
    const double prevalence = reader.real("prevalence");
    const bool specificity = reader.yes("specificity");
    if (reader.failed()) return reader.issues();
    const double cases = sizeForAccuracy(share, precision, reportedLevel);
    const double patients = cases / (specificity ? 1 - prevalence : prevalence);
    StudyResult result;
    result.figures.push_back(studyFigure("cases",
                                         specificity ? Text{"疾患のない者の数", "People without the condition"}
                                                     : Text{"疾患のある者の数", "People with the condition"},
                                         std::ceil(cases), Unit::persons));
    result.figures.push_back(
        studyFigure("total", {"必要な総数", "Patients needed"}, std::ceil(patients), Unit::persons));
    result.methodText = {"感度・特異度の95 %信頼区間の半幅が指定値になる例数（正規近似）を有病率で割った。",
                         "Patients for a 95 % interval of sensitivity or specificity of the given half width (normal "
                         "approximation), divided by the prevalence."};
    result.references = {
        "Buderer NMF. Statistical methodology: I. Incorporating the prevalence of disease into the "
        "sample size calculation for sensitivity and specificity. Acad Emerg Med 1996;3:895-900."};
    return result;
}

void addSizes(StudyResult& result, const Question& question, const TestDesign& design, double size, double dropout) {
    const double first = std::ceil(size - 1e-9);
    const double second = question.groups ? std::ceil(size * design.allocation - 1e-9) : 0;
    const auto number = [&](const std::string& key, const Text& label, double value, Unit unit) {
        result.figures.push_back(studyFigure(key, label, value, unit));
    };
    number("total", {"必要例数の合計", "Patients needed in all"}, first + second, Unit::persons);
    if (question.groups) {
        number("firstGroup", {"第1群", "First group"}, first, Unit::persons);
        number("secondGroup", {"第2群", "Second group"}, second, Unit::persons);
    }
    number("size", {"必要例数（端数のまま、第1群または全体）", "Size (unrounded; first group, or in all)"}, size,
           Unit::none);
    number("totalWithDropout", {"脱落を見込んだ合計", "In all, with dropout"},
           std::ceil(first / (1 - dropout)) + std::ceil(second / (1 - dropout)), Unit::persons);
    if (question.eventsPerPatient > 0) {
        const double patients = question.groups ? size * (1 + design.allocation) : size;
        number("events", {"必要イベント数", "Events needed"}, std::ceil(patients * question.eventsPerPatient - 1e-9),
               Unit::count);
    }
}

StudyChart curveOf(const Question& question, double size) {
    PlotChart chart;
    chart.x.label = question.groups ? Text{"第1群の例数", "Patients in the first group"} : Text{"例数", "Patients"};
    chart.y = {{"検出力", "Power"}, Unit::probability, false, 0, 1};
    ChartSeries series{{"検出力", "Power"}, ChartMark::line};
    for (int point = 1; point <= curvePoints; ++point) {
        const double at = 2 * size * point / curvePoints;
        const double power = question.power(at);
        if (!std::isfinite(power)) continue;
        series.x.push_back(at);
        series.y.push_back(power);
    }
    chart.series.push_back(std::move(series));
    chart.verticals.push_back({{"例数", "Size"}, size});
    return {"power", {"例数と検出力", "Size and power"}, {"縦線は求めた例数", "The vertical line is the size"}, chart};
}

Result<StudyResult> run(StudyReader& reader) {
    const std::string asked = reader.neededChoice("question");
    if (asked == "accuracy") return runAccuracy(reader);
    TestDesign design;
    design.alpha = reader.realOr("alpha", usualAlpha);
    const bool nonInferior = asked == "nonInferiorMeans" || asked == "nonInferiorProportions";
    design.twoSided = !nonInferior && reader.choiceOr("sides", "two") == "two";
    if (nonInferior && !reader.has("alpha")) design.alpha = usualAlpha / 2;
    design.allocation = reader.realOr("allocation", 1);
    const double dropout = reader.realOr("dropout", 0);
    const Question question = questionOf(reader, asked, design);
    const std::optional<double> given = reader.optionalReal("size");
    const double wanted = reader.realOr("power", usualPower);
    if (wanted <= design.tail())
        reader.refuse("sampleSize.powerBelowAlpha", "power", numberText(wanted), numberText(design.tail()));
    if (reader.failed()) return reader.issues();

    const std::optional<double> size = given ? given : sizeFor(question.power, wanted);
    if (!size) {
        reader.refuse("sampleSize.tooLarge", "power", numberText(wanted), "1000000000");
        return reader.issues();
    }
    const double power = question.power(*size);
    if (!std::isfinite(power)) {
        reader.refuse("sampleSize.notComputable", given ? "size" : "power", numberText(given.value_or(wanted)), {});
        return reader.issues();
    }
    StudyResult result;
    addSizes(result, question, design, *size, dropout);
    result.figures.push_back(studyFigure("power", {"検出力", "Power"}, power, Unit::probability));
    result.charts.push_back(curveOf(question, *size));
    const std::string alpha = numberText(design.alpha);
    result.methodText = {
        question.method.ja + "。有意水準 " + alpha + (design.twoSided ? "（両側）" : "（片側）") + "、" +
            (given ? "例数を与えて検出力を" : "検出力 " + numberText(wanted) + " となる例数を") + "求めた。",
        "Method: " + question.method.en + ". Significance level " + alpha +
            (design.twoSided ? " two-sided; " : " one-sided; ") +
            (given ? "power at the given size." : "size for a power of " + numberText(wanted) + ".")};
    result.references = {question.reference};
    return result;
}

}  // namespace

StudyDefinition sampleSizeStudy() {
    const std::vector<std::string> tested{"means", "pairs", "proportions",      "survival",
                                          "cox",   "rates", "nonInferiorMeans", "nonInferiorProportions"};
    const FieldLimits betweenZeroAndOne{.above = 0, .below = 1};
    return {
        .id = "sampleSize",
        .group = StudyGroup::evidence,
        .name = {"例数設計・検出力", "Sample size and power"},
        .purpose = {"比較に必要な例数、または与えた例数の検出力を求めます。",
                    "How many patients a comparison needs, or what power a given number has."},
        .fields =
            {required(choiceField("question", {"何を比べるか", "What is compared"},
                                  {{"means", {"2群の平均（t 検定）", "Two means (t test)"}},
                                   {"pairs", {"対応のある平均（t 検定）", "Pairs (t test)"}},
                                   {"proportions", {"2群の割合", "Two proportions"}},
                                   {"survival", {"生存時間（ログランク）", "Survival (log-rank)"}},
                                   {"cox", {"Cox 回帰の連続共変量", "Covariate of a Cox regression"}},
                                   {"rates", {"件数の率（Poisson・負の二項）", "Rates (Poisson, negative binomial)"}},
                                   {"accuracy", {"診断精度の推定", "Precision of diagnostic accuracy"}},
                                   {"nonInferiorMeans", {"平均の非劣性", "Non-inferiority of means"}},
                                   {"nonInferiorProportions", {"割合の非劣性", "Non-inferiority of proportions"}}})),
             usedWhen("question", tested,
                      numberField(
                          "power", {"検出力", "Power"}, Unit::probability, betweenZeroAndOne,
                          {"空欄なら 0.8。例数を与えるときは使わない", "Empty: 0.8. Not used when a size is given"})),
             usedWhen("question", tested,
                      numberField("size", {"例数（検出力を求めるとき）", "Size (to find the power)"}, Unit::none,
                                  {.atLeast = 2},
                                  {"第1群の例数。群のない設計では全体または対の数",
                                   "Of the first group; in all, or pairs, where there are no groups"})),
             usedWhen("question", tested,
                      numberField("alpha", {"有意水準", "Significance level"}, Unit::probability, betweenZeroAndOne,
                                  {"空欄なら両側 0.05、非劣性は片側 0.025",
                                   "Empty: 0.05 two-sided, of non-inferiority 0.025 one-sided"})),
             usedWhen("question", {"means", "pairs", "proportions", "survival", "cox", "rates"},
                      choiceField("sides", {"片側・両側", "Sides"},
                                  {{"two", {"両側", "Two-sided"}}, {"one", {"片側", "One-sided"}}})),
             usedWhen("question",
                      {"means", "proportions", "survival", "rates", "nonInferiorMeans", "nonInferiorProportions"},
                      numberField("allocation", {"割付比（第2群÷第1群）", "Allocation (second / first)"}, Unit::ratio,
                                  positive)),
             usedWhen("question", tested,
                      numberField("dropout", {"脱落の割合", "Dropout"}, Unit::probability, shareBelowOne)),
             usedWhen("question", {"means", "pairs", "nonInferiorMeans"},
                      numberField("difference", {"平均の差", "Difference of means"}, Unit::none, anyNumber)),
             usedWhen("question", {"means", "pairs", "cox", "nonInferiorMeans"},
                      numberField("standardDeviation", {"標準偏差", "Standard deviation"}, Unit::none, positive,
                                  {"対応ありでは差の、Cox 回帰では共変量の標準偏差",
                                   "Of the differences for pairs, of the covariate for Cox"})),
             usedWhen("question", {"proportions", "survival", "cox", "accuracy", "nonInferiorProportions"},
                      numberField("firstShare", {"第1群（対照）の割合", "Proportion, first group (reference)"},
                                  Unit::probability, betweenZeroAndOne,
                                  {"生存時間ではイベント確率、診断精度では感度または特異度",
                                   "Of survival the event probability, of accuracy the sensitivity or specificity"})),
             usedWhen("question", {"proportions", "survival", "nonInferiorProportions"},
                      numberField("secondShare", {"第2群の割合", "Proportion, second group"}, Unit::probability,
                                  betweenZeroAndOne)),
             usedWhen("question", {"proportions"}, yesNoField("continuity", {"連続修正", "Continuity correction"})),
             usedWhen("question", {"nonInferiorMeans", "nonInferiorProportions"},
                      numberField("margin", {"非劣性の許容差", "Non-inferiority margin"}, Unit::none, positive)),
             usedWhen("question", {"survival", "cox"},
                      numberField("hazardRatio", {"ハザード比", "Hazard ratio"}, Unit::ratio, positive)),
             usedWhen(
                 "question", {"survival"},
                 choiceField("formula", {"イベント数の式", "Formula of events"},
                             {{"schoenfeld", {"Schoenfeld", "Schoenfeld"}}, {"freedman", {"Freedman", "Freedman"}}})),
             usedWhen("question", {"survival"},
                      numberField("firstMedian", {"対照群の生存期間中央値", "Median survival, reference"}, Unit::none,
                                  positive,
                                  {"イベント確率の代わりに、登録期間・追跡期間と同じ単位で",
                                   "Instead of event probabilities, in the unit of accrual and follow-up"})),
             usedWhen("question", {"survival"},
                      numberField("accrual", {"登録期間", "Accrual period"}, Unit::none, notNegative)),
             usedWhen("question", {"survival"},
                      numberField("followUp", {"最終登録からの追跡期間", "Follow-up after the last entry"}, Unit::none,
                                  positive)),
             usedWhen("question", {"cox"},
                      numberField("explained", {"他の共変量との R²", "R² with the other covariates"}, Unit::ratio,
                                  shareBelowOne)),
             usedWhen("question", {"rates"},
                      numberField("firstRate", {"第1群の発生率", "Rate, first group"}, Unit::none, positive)),
             usedWhen("question", {"rates"},
                      numberField("secondRate", {"第2群の発生率", "Rate, second group"}, Unit::none, positive)),
             usedWhen("question", {"rates"},
                      numberField("exposure", {"1人あたり観察期間", "Exposure per patient"}, Unit::none, positive)),
             usedWhen("question", {"rates"},
                      numberField("dispersion", {"過分散 k（分散 μ + kμ²）", "Dispersion k (variance μ + kμ²)"},
                                  Unit::none, notNegative)),
             usedWhen("question", {"accuracy"},
                      numberField("precision", {"信頼区間の半幅", "Half width of the interval"}, Unit::probability,
                                  betweenZeroAndOne)),
             usedWhen("question", {"accuracy"},
                      numberField("prevalence", {"有病率", "Prevalence"}, Unit::probability, betweenZeroAndOne)),
             usedWhen("question", {"accuracy"},
                      yesNoField("specificity", {"特異度について求める", "For the specificity"}))},
        .run = run,
    };
}

}  // namespace kachi
