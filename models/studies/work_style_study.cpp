// Doctors' yearly overtime: distribution, shares above the caps before and after hours are saved.
#include "models/pricing/rule_trace.h"
#include "models/statistics/distribution.h"
#include "models/studies/study_definitions.h"
#include "models/studies/work_style_parts.h"

#include <algorithm>

namespace kachi {

using namespace field_limits;
namespace {

/// Effect on every cap. Issue workStyle.capInOpenClass.
std::vector<CapEffect> effectsOf(StudyReader& reader, const WorkStyleInputs& inputs) {
    std::vector<CapEffect> effects;
    for (std::size_t at = 0; at < overtimeCaps().size(); ++at) {
        const double cap = inputs.cap(at);
        const auto effect = capEffect(*inputs.overtime, cap, inputs.hoursSaved, inputs.participation);
        if (!effect) {
            reader.refuse("workStyle.capInOpenClass", "bands", shortNumber(inputs.year.weekly(cap + inputs.hoursSaved)),
                          shortNumber(cap));
        }
        effects.push_back(effect.value_or(CapEffect{}));
    }
    return effects;
}

Trace capTrace(const WorkStyleInputs& inputs, const std::vector<CapEffect>& effects, std::size_t at) {
    const CapEffect& effect = effects[at];
    const OvertimeCap& cap = overtimeCaps()[at];
    Trace trace = labourStep(
        std::string("movedUnderCap") + cap.suffix,
        {"上限内に移る医師数（" + cap.level.ja + "）", "Doctors moved under the cap: " + cap.level.en},
        "N × (S0 − S1),  S1 = (1 − π) S(c) + π S(c + h)", effect.shareMoved() * inputs.doctors, Unit::persons);
    trace.inputs = {
        labourInput("N", {"医師数", "Doctors"}, inputs.doctors, "/inputs/doctors"),
        labourInput("S0", {"超過割合（導入前）", "Share above before"}, effect.shareBefore),
        labourInput("S1", {"超過割合（導入後）", "Share above after"}, effect.shareAfter),
        labourInput("π", {"対象医師の割合", "Participation"}, inputs.participation, "/inputs/participation"),
        labourInput("h", {"削減時間", "Hours saved"}, inputs.hoursSaved, "/inputs/hoursSaved"),
        traceInput("c", inputs.rules[at + 2])};
    citeRules(trace, {inputs.rules[0], inputs.rules[1], inputs.rules[at + 2]});
    return trace;
}

/// A share, or a number of doctors, with the 95 % interval of the survey it rests on, where its size is known.
/// @param weights  of the shares above overtime that make up the share
StudyFigure surveyFigure(const WorkStyleInputs& inputs, StudyFigure figure,
                         const std::vector<std::pair<double, double>>& weights, double scale) {
    const bool doctors = inputs.shape == "doctors";
    if (!doctors && !inputs.respondents) return figure;
    const auto error = inputs.overtime->standardError(weights, inputs.respondents.value_or(0));
    if (!error) return figure;
    const double normal95 = normalQuantile(0.975);
    figure.standardError = scale * *error;
    figure.low = std::max(0.0, *figure.value - normal95 * *figure.standardError);
    figure.high = std::min(scale, *figure.value + normal95 * *figure.standardError);
    return figure;
}

void addFigures(StudyResult& result, const WorkStyleInputs& inputs, const std::vector<CapEffect>& effects,
                double hoursReduced) {
    for (std::size_t at = 0; at < effects.size(); ++at) {
        const Text& level = overtimeCaps()[at].level;
        const std::string suffix = overtimeCaps()[at].suffix;
        const double cap = effects[at].cap;
        const double later = cap + inputs.hoursSaved;
        const double part = inputs.participation;
        result.figures.push_back(surveyFigure(
            inputs,
            headlineFigure("movedUnderCap" + suffix,
                           {"上限内に移る医師数（" + level.ja + "）", "Doctors moved under the cap: " + level.en},
                           effects[at].shareMoved() * inputs.doctors, Unit::persons),
            {{cap, part}, {later, -part}}, inputs.doctors));
        result.figures.push_back(
            surveyFigure(inputs,
                         studyFigure("aboveCapBefore" + suffix,
                                     {"超過割合・導入前（" + level.ja + "）", "Share above before: " + level.en},
                                     effects[at].shareBefore, Unit::ratio),
                         {{cap, 1}}, 1));
        result.figures.push_back(
            surveyFigure(inputs,
                         studyFigure("aboveCapAfter" + suffix,
                                     {"超過割合・導入後（" + level.ja + "）", "Share above after: " + level.en},
                                     effects[at].shareAfter, Unit::ratio),
                         {{cap, 1 - part}, {later, part}}, 1));
    }
    result.figures.push_back(studyFigure(
        "hoursPerDoctor", {"対象医師1人の減る時間外労働（年間）", "Overtime saved by one participating doctor a year"},
        *inputs.overtime->meanTakenOff(inputs.hoursSaved), Unit::hours));
    result.figures.push_back(headlineFigure("overtimeSaved", {"減る時間外労働（年間）", "Overtime saved a year"},
                                            hoursReduced, Unit::hours));
    if (inputs.yenPerHour) {
        result.figures.push_back(
            headlineFigure("overtimePaySaved", {"減る時間外手当（年間）", "Overtime pay saved a year"},
                           hoursReduced * *inputs.yenPerHour * inputs.paidShare, Unit::yenPerYear));
    }
}

Result<StudyResult> run(StudyReader& reader) {
    const WorkStyleInputs inputs = readWorkStyleInputs(reader);
    if (inputs.weekendShare.value_or(0) + inputs.nightShare.value_or(0) > 1) {
        reader.refuse("workStyle.splitSum", "nightShare", shortNumber(inputs.nightShare.value_or(0)), "1");
    }
    if (reader.failed()) return reader.issues();
    const std::vector<CapEffect> effects = effectsOf(reader, inputs);
    if (reader.failed()) return reader.issues();
    // Known wherever the effect on a cap is, as the saved hours lie below cap + saved hours.
    const double hoursReduced =
        inputs.doctors * inputs.participation * *inputs.overtime->meanTakenOff(inputs.hoursSaved);

    StudyResult result;
    addFigures(result, inputs, effects, hoursReduced);
    result.tables = workStyleTables(inputs, effects, hoursReduced);
    result.charts = workStyleCharts(inputs, effects);
    for (std::size_t at = 0; at < effects.size(); ++at) result.traces.push_back(capTrace(inputs, effects, at));
    result.methodText = {
        "週労働時間の分布（調査の階級のまま、階級データへの最尤法で当てはめた対数正規・ガンマ・ワイブル分布、または医師"
        "個人の時間）を"
        "年間の時間外・休日労働（週労働時間−法定時間）× "
        "週数に直す。対象となる医師は時間の長短によらず選ばれ、各人の時間外労働は削減時間"
        "だけ減る（0を下回らない）。上限を超える割合は "
        "(1−π)·S(上限)＋π·S(上限＋削減時間)。95%区間は調査の回答数による標本誤差"
        "（階級・医師個人では多項分布、当てはめた分布ではフィッシャー情報量によるデルタ法）。",
        "Weekly hours, as classes of a survey with an even spread inside each, as a lognormal, gamma or Weibull fitted "
        "to the "
        "classes by maximum likelihood, or doctor by doctor, become overtime and holiday work of a year: (weekly − "
        "statutory "
        "hours) × weeks. Who takes part does not depend on the hours; each participant works the saved hours less, "
        "none below "
        "0. The share above a cap is (1 − π)·S(cap) + π·S(cap + hours saved). Intervals of 95 % come from the sample "
        "of the "
        "survey: multinomial for classes and doctors, delta method on the Fisher information for a fitted family."};
    result.references = {"厚生労働省 医師の勤務実態調査；中央社会保険医療協議会総会第546回 総-5.",
                         "Kulldorff G. Estimation from Grouped and Partially Grouped Samples. New York: Wiley; 1961."};
    return result;
}

std::vector<Field> fields() {
    const FieldLimits weekHours{.atLeast = 0, .atMost = 168};
    const FieldLimits capLimits{.above = 0, .atMost = 8784};
    const Text fromRules{"空欄は規則集の値", "empty: the rule pack's"};
    std::vector<FieldChoice> shapes{{"best", {"最もよく当てはまる分布", "Best-fitting family"}}};
    for (const HoursFamily& family : hoursFamilies()) shapes.push_back({family.id, family.name});
    std::vector<std::string> ofClasses{"", "classes"};
    for (const FieldChoice& shape : shapes) ofClasses.push_back(shape.id);
    shapes.push_back({"classes", {"調査の階級のまま", "Classes as surveyed"}});
    shapes.push_back({"doctors", {"医師個人の時間", "Doctor by doctor"}});
    return {
        choiceField("distribution", {"時間の分布", "Distribution of hours"}, shapes),
        usedWhen("distribution", ofClasses,
                 tableField(
                     "bands", {"週労働時間の階級", "Classes of weekly hours"},
                     {required(numberField("lower", {"以上", "From"}, Unit::hours, weekHours)),
                      numberField("upper", {"未満", "Below"}, Unit::hours, weekHours,
                                  {"最後の階級は空欄でもよい", "may be empty in the last class"}),
                      required(numberField("share", {"医師の割合", "Share of doctors"}, Unit::percent, notNegative))})),
        usedWhen("distribution", ofClasses,
                 numberField("respondents", {"調査の回答数", "Respondents of the survey"}, Unit::persons, positive,
                             {"適合度の検定と、超過割合の区間に用いる",
                              "for the test of fit and the intervals of shares above caps"})),
        usedWhen("distribution", {"doctors"}, dataField("data", {"医師個人の時間のデータ", "Hours doctor by doctor"})),
        usedWhen("distribution", {"doctors"}, columnField("hoursColumn", {"時間の列", "Column of hours"})),
        usedWhen("distribution", {"doctors"},
                 choiceField("hoursMeaning", {"その列の意味", "What the column holds"},
                             {{"weekly", {"週労働時間", "Weekly hours"}},
                              {"overtime", {"年間の時間外・休日労働", "Overtime and holiday work a year"}}})),
        required(numberField("doctors", {"医師数", "Doctors"}, Unit::persons, positive)),
        numberField("hoursSaved", {"対象医師1人の年間削減時間", "Hours saved a year by one participating doctor"},
                    Unit::hours, notNegative),
        numberField("minutesPerCase", {"1件当たり削減時間", "Minutes saved per case"}, Unit::minutes, notNegative,
                    {"年間削減時間の代わりに", "instead of hours a year"}),
        numberField("casesPerDoctor", {"医師1人の年間件数", "Cases a year of one doctor"}, Unit::count, notNegative),
        required(numberField("participation", {"対象となる医師の割合", "Share of doctors who take part"}, Unit::ratio,
                             share)),
        numberField("weekendShare", {"削減時間のうち休日の割合", "Share of the time saved on weekends and holidays"},
                    Unit::ratio, share),
        numberField("nightShare", {"削減時間のうち夜間の割合", "Share of the time saved at night"}, Unit::ratio, share),
        numberField("overtimeYenPerHour", {"時間外手当（1時間）", "Overtime pay, one hour"}, Unit::yenPerHour,
                    notNegative),
        numberField("paidShare", {"手当が支払われる割合", "Share of overtime that is paid"}, Unit::ratio, share,
                    {"空欄は 1", "empty: 1"}),
        numberField("capA", {"A水準の上限", "Cap of level A"}, Unit::hours, capLimits, fromRules),
        numberField("capB", {"B水準の上限", "Cap of level B"}, Unit::hours, capLimits, fromRules),
        numberField("capC", {"C水準の上限", "Cap of level C"}, Unit::hours, capLimits, fromRules),
        numberField("normalHours", {"法定の週労働時間", "Statutory weekly hours"}, Unit::hours, weekHours, fromRules),
        numberField("weeksPerYear", {"年間の週数", "Weeks a year"}, Unit::count, {.above = 0, .atMost = 53}, fromRules),
    };
}

}  // namespace

StudyDefinition workStyleStudy() {
    return {
        .id = "workStyle",
        .group = StudyGroup::labour,
        .name = {"医師の時間外労働と上限", "Doctors' overtime and the caps"},
        .purpose = {"医師の時間外・休日労働の分布から、削減時間によって年間上限（A・B・C水準）の中に移る医師数と、減る"
                    "時間外労働を"
                    "求めます。",
                    "From the distribution of doctors' overtime: how many move under the yearly caps A, B and C when "
                    "hours are saved, and how much overtime falls."},
        .fields = fields(),
        .run = run,
        .overDraws = true,
    };
}

}  // namespace kachi
