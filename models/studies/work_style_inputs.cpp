// Doctors' overtime and the caps: reading of the inputs and the distribution made of them.
#include "models/studies/work_style_parts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kachi {
namespace {

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
std::vector<FittedHours> fitFamilies(StudyReader& reader, const WorkStyleInputs& inputs) {
    std::vector<FittedHours> fits;
    Issues faults;
    for (const HoursFamily& family : hoursFamilies()) {
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
    std::ranges::stable_sort(fits, {}, [](const FittedHours& one) { return one.fit.deviance; });
    return fits;
}

void readDoctors(StudyReader& reader, WorkStyleInputs& inputs) {
    const std::string column = reader.neededColumn("hoursColumn");
    if (reader.failed()) return;
    inputs.doctorRows = reader.completeRows({column});
    inputs.doctorHours = reader.numbers(column, inputs.doctorRows);
    inputs.weeklyHours = reader.choiceOr("hoursMeaning", "weekly") == "weekly";
    std::vector<double> overtime;
    for (std::size_t at = 0; at < inputs.doctorHours.size(); ++at) {
        const double hours = inputs.doctorHours[at];
        if (hours < 0) reader.refuseCell("workStyle.negativeHours", inputs.doctorRows[at], column, "≥ 0");
        overtime.push_back(inputs.weeklyHours ? inputs.year.overtime(hours) : hours);
    }
    if (!reader.failed()) inputs.overtime = OvertimeDistribution::ofDoctors(std::move(overtime));
}

/// Hours of one doctor a year: entered, or minutes of a case × cases of a doctor.
void readHoursSaved(StudyReader& reader, WorkStyleInputs& inputs) {
    const bool byCase = reader.has("minutesPerCase") || reader.has("casesPerDoctor");
    if (!byCase) {
        inputs.hoursSaved = reader.real("hoursSaved");
        return;
    }
    if (reader.has("hoursSaved")) reader.refuse("workStyle.giveOne", "hoursSaved", {}, "minutesPerCase");
    inputs.minutesPerCase = reader.real("minutesPerCase");
    inputs.casesPerDoctor = reader.real("casesPerDoctor");
    inputs.hoursSaved = *inputs.minutesPerCase * *inputs.casesPerDoctor / 60;
}

}  // namespace

const std::vector<HoursFamily>& hoursFamilies() {
    static const std::vector<HoursFamily> all{{"lognormal", SurvivalFamily::lognormal, {"対数正規分布", "Lognormal"}},
                                              {"gamma", SurvivalFamily::gamma, {"ガンマ分布", "Gamma"}},
                                              {"weibull", SurvivalFamily::weibull, {"ワイブル分布", "Weibull"}}};
    return all;
}

const std::vector<OvertimeCap>& overtimeCaps() {
    static const std::vector<OvertimeCap> all{
        {"capA", "labour.overtime.capA", "A", {"A水準", "Level A"}},
        {"capB", "labour.overtime.capB", "B", {"B・連携B水準", "Levels B and linked B"}},
        {"capC", "labour.overtime.capC", "C", {"C水準", "Level C"}}};
    return all;
}

WorkStyleInputs readWorkStyleInputs(StudyReader& reader) {
    WorkStyleInputs inputs;
    inputs.shape = reader.choiceOr("distribution", "best");
    inputs.rules = {enteredOrRule(reader, "normalHours", "labour.overtime.normalHours"),
                    enteredOrRule(reader, "weeksPerYear", "labour.overtime.weeksPerYear")};
    for (const OvertimeCap& cap : overtimeCaps()) inputs.rules.push_back(enteredOrRule(reader, cap.field, cap.rule));
    inputs.year = {toDouble(inputs.rules[0].value), toDouble(inputs.rules[1].value)};
    inputs.doctors = reader.real("doctors");
    readHoursSaved(reader, inputs);
    inputs.participation = reader.real("participation");
    inputs.weekendShare = reader.optionalReal("weekendShare");
    inputs.nightShare = reader.optionalReal("nightShare");
    inputs.yenPerHour = reader.optionalReal("overtimeYenPerHour");
    inputs.paidShare = reader.realOr("paidShare", 1);
    inputs.respondents = reader.optionalReal("respondents");
    if (inputs.shape == "doctors") {
        readDoctors(reader, inputs);
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

}  // namespace kachi
