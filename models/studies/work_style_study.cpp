// Doctors' yearly overtime: distribution, shares above the caps before and after hours are saved.
#include "models/labour/working_hours.h"
#include "models/pricing/rule_trace.h"
#include "models/statistics/distribution.h"
#include "models/statistics/reference_distributions.h"
#include "models/studies/labour_study_parts.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kachi {

using namespace field_limits;
namespace {

struct Family {
    const char* id;
    SurvivalFamily family;
    Text name;
};

const std::vector<Family>& families() {
    static const std::vector<Family> all{{"lognormal", SurvivalFamily::lognormal, {"対数正規分布", "Lognormal"}},
                                         {"gamma", SurvivalFamily::gamma, {"ガンマ分布", "Gamma"}},
                                         {"weibull", SurvivalFamily::weibull, {"ワイブル分布", "Weibull"}}};
    return all;
}

struct CapRule {
    const char* field;
    const char* rule;
    const char* suffix;  ///< of the keys of figures
    Text level;
};

const std::vector<CapRule>& capRules() {
    static const std::vector<CapRule> all{
        {"capA", "labour.overtime.capA", "A", {"A水準", "Level A"}},
        {"capB", "labour.overtime.capB", "B", {"B・連携B水準", "Levels B and linked B"}},
        {"capC", "labour.overtime.capC", "C", {"C水準", "Level C"}}};
    return all;
}

struct FittedFamily {
    Family family;
    GroupedFit fit;
};

/// Everything read, and the distribution made of it.
struct Inputs {
    std::string shape;                    ///< id of a family, best, classes or doctors
    std::vector<FrequencyClass> classes;  ///< of weekly hours; weights in percent
    std::vector<FittedFamily> fits;       ///< of the classes, best first
    std::optional<double> respondents;    ///< of the survey
    std::optional<OvertimeDistribution> overtime;
    OvertimeYear year;
    std::vector<RuleNumber> rules;  ///< of the year, then the caps
    double doctors = 0;
    double hoursSaved = 0;  ///< of one participating doctor a year
    double participation = 0;
    std::optional<double> weekendShare;
    std::optional<double> nightShare;
    std::optional<double> yenPerHour;
    double paidShare = 1;
};

/// Classes in the order of the table, weights in percent. Issues: workStyle.openClass, workStyle.shareSum; note
/// workStyle.sharesRescaled.
std::vector<FrequencyClass> readClasses(StudyReader& reader) {
    needRows(reader, "bands");
    std::vector<FrequencyClass> classes;
    const std::vector<FieldCells> rows = reader.rows("bands");
    double sum = 0;
    for (FieldCells row : rows) {
        const auto upper = row.optionalReal("upper");
        if (!upper && classes.size() + 1 < rows.size()) row.refuse("workStyle.openClass", "upper", {}, {});
        classes.push_back(
            {row.real("lower"), upper.value_or(std::numeric_limits<double>::infinity()), row.real("share")});
        sum += classes.back().weight;
    }
    constexpr double roundedShares = 1;  // percent: printed shares need not add up to the last digit
    if (reader.failed() || classes.empty()) return classes;
    if (const auto fault = classFault(classes, "/inputs/bands")) reader.add(*fault);
    if (std::abs(sum - 100) > roundedShares) reader.refuse("workStyle.shareSum", "bands", shortNumber(sum), "100");
    if (std::abs(sum - 100) > 1e-9) {
        reader.add(Issue{"workStyle.sharesRescaled", Severity::info, "/inputs/bands", shortNumber(sum), "100", {}});
    }
    return classes;
}

/// Fits the asked family, or all, best first. The smallest deviance is the greatest likelihood, as all have two
/// parameters.
std::vector<FittedFamily> fitFamilies(StudyReader& reader, const Inputs& inputs) {
    std::vector<FittedFamily> fits;
    Issues faults;
    for (const Family& family : families()) {
        if (inputs.shape != "best" && inputs.shape != family.id) continue;
        std::vector<FrequencyClass> counts = inputs.classes;
        for (FrequencyClass& one : counts) one.weight *= inputs.respondents.value_or(100) / 100;
        Result<GroupedFit> fit = fitGrouped(family.family, counts, "/inputs/bands");
        if (fit) {
            fits.push_back({family, std::move(fit.value())});
        } else {
            append(faults, fit.issues());
        }
    }
    if (fits.empty()) reader.add(faults);  // of several families, those that can be fitted are compared
    std::ranges::stable_sort(fits, {}, [](const FittedFamily& one) { return one.fit.deviance; });
    return fits;
}

std::vector<double> readDoctors(StudyReader& reader, const OvertimeYear& year) {
    const std::string column = reader.neededColumn("hoursColumn");
    if (reader.failed()) return {};
    const std::vector<std::size_t> rows = reader.completeRows({column});
    std::vector<double> hours = reader.numbers(column, rows);
    const bool weekly = reader.choiceOr("hoursMeaning", "weekly") == "weekly";
    for (std::size_t at = 0; at < hours.size(); ++at) {
        if (hours[at] < 0) reader.refuseCell("workStyle.negativeHours", rows[at], column, "≥ 0");
        if (weekly) hours[at] = year.overtime(hours[at]);
    }
    return hours;
}

/// Hours of one doctor a year: entered, or minutes of a case × cases of a doctor.
double readHoursSaved(StudyReader& reader) {
    const bool byCase = reader.has("minutesPerCase") || reader.has("casesPerDoctor");
    if (!byCase) return reader.real("hoursSaved");
    if (reader.has("hoursSaved")) reader.refuse("workStyle.giveOne", "hoursSaved", {}, "minutesPerCase");
    return reader.real("minutesPerCase") * reader.real("casesPerDoctor") / 60;
}

Inputs readInputs(StudyReader& reader) {
    Inputs inputs;
    inputs.shape = reader.choiceOr("distribution", "best");
    inputs.rules = {enteredOrRule(reader, "normalHours", "labour.overtime.normalHours"),
                    enteredOrRule(reader, "weeksPerYear", "labour.overtime.weeksPerYear")};
    for (const CapRule& cap : capRules()) inputs.rules.push_back(enteredOrRule(reader, cap.field, cap.rule));
    inputs.year = {toDouble(inputs.rules[0].value), toDouble(inputs.rules[1].value)};
    inputs.doctors = reader.real("doctors");
    inputs.hoursSaved = readHoursSaved(reader);
    inputs.participation = reader.real("participation");
    inputs.weekendShare = reader.optionalReal("weekendShare");
    inputs.nightShare = reader.optionalReal("nightShare");
    inputs.yenPerHour = reader.optionalReal("overtimeYenPerHour");
    inputs.paidShare = reader.realOr("paidShare", 1);
    inputs.respondents = reader.optionalReal("respondents");
    if (inputs.shape == "doctors") {
        std::vector<double> doctors = readDoctors(reader, inputs.year);
        if (!reader.failed()) inputs.overtime = OvertimeDistribution::ofDoctors(std::move(doctors));
        return inputs;
    }
    inputs.classes = readClasses(reader);
    if (reader.failed()) return inputs;
    if (inputs.shape == "classes") {
        inputs.overtime = OvertimeDistribution::ofClasses(inputs.classes, inputs.year);
        return inputs;
    }
    inputs.fits = fitFamilies(reader, inputs);
    if (!reader.failed()) {
        inputs.overtime = OvertimeDistribution::ofFamily(inputs.fits.front().fit, inputs.year);
    }
    return inputs;
}

/// Effect on every cap. Issue workStyle.capInOpenClass.
std::vector<CapEffect> effectsOf(StudyReader& reader, const Inputs& inputs) {
    std::vector<CapEffect> effects;
    for (std::size_t at = 0; at < capRules().size(); ++at) {
        const double cap = toDouble(inputs.rules[at + 2].value);
        const auto effect = capEffect(*inputs.overtime, cap, inputs.hoursSaved, inputs.participation);
        if (!effect) {
            reader.refuse("workStyle.capInOpenClass", "bands", shortNumber(inputs.year.weekly(cap + inputs.hoursSaved)),
                          shortNumber(cap));
        }
        effects.push_back(effect.value_or(CapEffect{}));
    }
    return effects;
}

StudyTable capTable(const Inputs& inputs, const std::vector<CapEffect>& effects) {
    StudyTable table{"caps",
                     {"年間の時間外・休日労働の上限を超える医師", "Doctors above the yearly caps"},
                     {{"level", {"水準", "Level"}},
                      {"cap", {"上限", "Cap"}, Unit::hours},
                      {"shareBefore", {"超過割合（導入前）", "Share above before"}, Unit::ratio},
                      {"shareAfter", {"超過割合（導入後）", "Share above after"}, Unit::ratio},
                      {"doctorsBefore", {"超過医師数（導入前）", "Doctors above before"}, Unit::persons},
                      {"doctorsAfter", {"超過医師数（導入後）", "Doctors above after"}, Unit::persons},
                      {"moved", {"上限内に移る医師数", "Doctors moved under the cap"}, Unit::persons}},
                     {}};
    for (std::size_t at = 0; at < effects.size(); ++at) {
        const CapEffect& effect = effects[at];
        table.rows.push_back({studyCell(capRules()[at].level), studyCell(effect.cap), studyCell(effect.shareBefore),
                              studyCell(effect.shareAfter), studyCell(effect.shareBefore * inputs.doctors),
                              studyCell(effect.shareAfter * inputs.doctors),
                              studyCell(effect.shareMoved() * inputs.doctors)});
    }
    return table;
}

StudyTable bandTable(const Inputs& inputs) {
    StudyTable table{"bands",
                     {"週労働時間の分布", "Distribution of weekly hours"},
                     {{"lower", {"下限（週）", "From, a week"}, Unit::hours},
                      {"upper", {"上限（週）", "To, a week"}, Unit::hours},
                      {"overtime", {"下限の年間時間外", "Yearly overtime at the lower bound"}, Unit::hours},
                      {"observed", {"調査", "Observed"}, Unit::percent},
                      {"observedAtLeast", {"調査：下限以上の累計", "Observed, at or above"}, Unit::percent},
                      {"fitted", {"当てはめ", "Fitted"}, Unit::percent},
                      {"fittedAtLeast", {"当てはめ：下限以上の累計", "Fitted, at or above"}, Unit::percent}},
                     {}};
    double observed = 0;
    double fitted = 0;
    for (std::size_t at = inputs.classes.size(); at-- > 0;) {
        const FrequencyClass& one = inputs.classes[at];
        observed += one.weight;
        std::vector<StudyValue> row{studyCell(one.lower), std::isinf(one.upper) ? StudyValue{} : studyCell(one.upper),
                                    studyCell(inputs.year.overtime(one.lower)), studyCell(one.weight),
                                    studyCell(observed)};
        if (inputs.fits.empty()) {
            row.resize(table.columns.size());
        } else {
            const double share = 100 * inputs.fits.front().fit.probabilities[at];
            fitted += share;
            row.push_back(studyCell(share));
            row.push_back(studyCell(fitted));
        }
        table.rows.insert(table.rows.begin(), std::move(row));
    }
    return table;
}

/// Goodness of fit of each family. Without the number of respondents only the ranking means something.
StudyTable familyTable(const Inputs& inputs) {
    StudyTable table{"families",
                     {"分布の当てはまり", "Goodness of fit"},
                     {{"family", {"分布", "Family"}},
                      {"first", {"母数1", "First parameter"}},
                      {"second", {"母数2", "Second parameter"}},
                      {"gap", {"累積割合の最大の差", "Largest gap of cumulated shares"}, Unit::ratio},
                      {"deviance", {"逸脱度", "Deviance"}},
                      {"degrees", {"自由度", "Degrees of freedom"}},
                      {"pValue", {"p値", "p value"}},
                      {"aic", {"AIC", "AIC"}}},
                     {}};
    double total = 0;
    for (const FrequencyClass& one : inputs.classes) total += one.weight;
    for (const auto& [family, fit] : inputs.fits) {
        double gap = 0;
        double difference = 0;
        for (std::size_t at = 0; at < inputs.classes.size(); ++at) {
            difference += inputs.classes[at].weight / total - fit.probabilities[at];
            gap = std::max(gap, std::abs(difference));
        }
        std::vector<StudyValue> row{studyCell(family.name), studyCell(fit.parameters.values[0]),
                                    studyCell(fit.parameters.values[1]), studyCell(gap)};
        if (inputs.respondents) {
            const auto degrees = static_cast<double>(fit.degrees);
            row.push_back(studyCell(fit.deviance));
            row.push_back(studyCell(degrees));
            row.push_back(fit.degrees > 0 ? studyCell(upperChiSquared(fit.deviance, degrees)) : StudyValue{});
            row.push_back(studyCell(4 - 2 * fit.logLikelihood));
        } else {
            row.resize(table.columns.size());
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyTable splitTable(const Inputs& inputs, double hoursReduced) {
    StudyTable table{"split",
                     {"減る時間外労働の内訳", "Overtime saved by time of work"},
                     {{"slot", {"区分", "Time of work"}},
                      {"share", {"割合", "Share"}, Unit::ratio},
                      {"hours", {"時間/年", "Hours a year"}, Unit::hours}},
                     {}};
    const auto add = [&](const Text& slot, const std::optional<double>& share) {
        if (share) table.rows.push_back({studyCell(slot), studyCell(*share), studyCell(*share * hoursReduced)});
    };
    add({"休日", "Weekend and holiday"}, inputs.weekendShare);
    add({"夜間", "Night"}, inputs.nightShare);
    add({"その他", "Other"}, 1 - inputs.weekendShare.value_or(0) - inputs.nightShare.value_or(0));
    return table;
}

StudyChart overtimeChart(const Inputs& inputs, const std::vector<CapEffect>& effects) {
    PlotChart plot;
    plot.x = {{"年間の時間外・休日労働", "Overtime and holiday work a year"}, Unit::hours};
    plot.y = {{"これを超える医師の割合", "Share of doctors above"}, Unit::probability, false, 0};
    ChartSeries before{labour_text::before, ChartMark::line};
    ChartSeries after{labour_text::after, ChartMark::line};
    const double last = 1.5 * std::ranges::max(effects, {}, &CapEffect::cap).cap;
    constexpr int points = 120;
    for (int at = 0; at <= points; ++at) {
        const double hours = last * at / points;
        const auto effect = capEffect(*inputs.overtime, hours, inputs.hoursSaved, inputs.participation);
        if (!effect) break;
        before.x.push_back(hours);
        before.y.push_back(effect->shareBefore);
        after.x.push_back(hours);
        after.y.push_back(effect->shareAfter);
    }
    plot.series.push_back(std::move(before));
    plot.series.push_back(std::move(after));
    for (std::size_t at = 0; at < effects.size(); ++at) {
        const bool same = at > 0 && effects[at].cap == effects[at - 1].cap;
        if (!same) plot.verticals.push_back({capRules()[at].level, effects[at].cap});
    }
    return {"overtime",
            {"時間外労働がこれを超える医師の割合", "Share of doctors above each number of overtime hours"},
            {},
            std::move(plot)};
}

StudyChart bandChart(const Inputs& inputs) {
    BarChart bars;
    bars.value = {{"医師の割合", "Share of doctors"}, Unit::percent};
    bars.categoryLabel = {"週労働時間", "Weekly hours"};
    ChartBars observed{{"調査", "Observed"}, {}, {}, {}};
    ChartBars fitted{{"当てはめ", "Fitted"}, {}, {}, {}};
    for (std::size_t at = 0; at < inputs.classes.size(); ++at) {
        const FrequencyClass& one = inputs.classes[at];
        const std::string upper = std::isinf(one.upper) ? "" : shortNumber(one.upper);
        bars.categories.push_back(typedName(shortNumber(one.lower) + "–" + upper));
        observed.values.push_back(one.weight);
        if (!inputs.fits.empty()) fitted.values.push_back(100 * inputs.fits.front().fit.probabilities[at]);
    }
    bars.series.push_back(std::move(observed));
    if (!inputs.fits.empty()) bars.series.push_back(std::move(fitted));
    return {"bands", {"週労働時間の分布", "Distribution of weekly hours"}, {}, std::move(bars)};
}

Trace capTrace(const Inputs& inputs, const std::vector<CapEffect>& effects, std::size_t at) {
    const CapEffect& effect = effects[at];
    const CapRule& cap = capRules()[at];
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
StudyFigure surveyFigure(const Inputs& inputs, StudyFigure figure,
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

void addFigures(StudyResult& result, const Inputs& inputs, const std::vector<CapEffect>& effects, double hoursReduced) {
    for (std::size_t at = 0; at < effects.size(); ++at) {
        const Text& level = capRules()[at].level;
        const std::string suffix = capRules()[at].suffix;
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
    const Inputs inputs = readInputs(reader);
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
    result.tables.push_back(capTable(inputs, effects));
    if (!inputs.classes.empty()) result.tables.push_back(bandTable(inputs));
    if (!inputs.fits.empty()) result.tables.push_back(familyTable(inputs));
    if (inputs.weekendShare || inputs.nightShare) result.tables.push_back(splitTable(inputs, hoursReduced));
    result.tables.push_back(ruleTable(inputs.rules));
    result.charts.push_back(overtimeChart(inputs, effects));
    if (!inputs.classes.empty()) result.charts.push_back(bandChart(inputs));
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
    for (const Family& family : families()) shapes.push_back({family.id, family.name});
    shapes.push_back({"classes", {"調査の階級のまま", "Classes as surveyed"}});
    shapes.push_back({"doctors", {"医師個人の時間", "Doctor by doctor"}});
    return {
        choiceField("distribution", {"時間の分布", "Distribution of hours"}, shapes),
        tableField(
            "bands", {"週労働時間の階級", "Classes of weekly hours"},
            {required(numberField("lower", {"以上", "From"}, Unit::hours, weekHours)),
             numberField("upper", {"未満", "Below"}, Unit::hours, weekHours,
                         {"最後の階級は空欄でもよい", "may be empty in the last class"}),
             required(numberField("share", {"医師の割合（%）", "Share of doctors, %"}, Unit::percent, notNegative))}),
        numberField(
            "respondents", {"調査の回答数", "Respondents of the survey"}, Unit::persons, positive,
            {"適合度の検定と、超過割合の区間に用いる", "for the test of fit and the intervals of shares above caps"}),
        dataField("data", {"医師個人の時間のデータ", "Hours doctor by doctor"}),
        columnField("hoursColumn", {"時間の列", "Column of hours"}),
        choiceField("hoursMeaning", {"その列の意味", "What the column holds"},
                    {{"weekly", {"週労働時間", "Weekly hours"}},
                     {"overtime", {"年間の時間外・休日労働", "Overtime and holiday work a year"}}}),
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
