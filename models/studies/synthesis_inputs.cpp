#include "models/studies/synthesis_inputs.h"

#include "models/statistics/reported_level.h"

#include <algorithm>
#include <cmath>

namespace kachi {

const std::vector<MeasureChoice>& measureChoices() {
    static const std::vector<MeasureChoice> all{
        {SynthesisMeasure::oddsRatio, "oddsRatio", {"オッズ比", "Odds ratio"}},
        {SynthesisMeasure::riskRatio, "riskRatio", {"リスク比", "Risk ratio"}},
        {SynthesisMeasure::riskDifference, "riskDifference", {"リスク差", "Risk difference"}},
        {SynthesisMeasure::petoOddsRatio, "petoOddsRatio", {"Petoのオッズ比", "Peto odds ratio"}},
        {SynthesisMeasure::meanDifference, "meanDifference", {"平均差", "Mean difference"}},
        {SynthesisMeasure::standardisedMean,
         "standardisedMeanDifference",
         {"標準化平均差（Hedgesのg）", "Standardised mean difference (Hedges' g)"}},
        {SynthesisMeasure::ratioOfMeans, "ratioOfMeans", {"平均の比", "Ratio of means"}},
        {SynthesisMeasure::rateRatio, "rateRatio", {"発生率比", "Rate ratio"}},
        {SynthesisMeasure::rateDifference, "rateDifference", {"発生率差", "Rate difference"}},
        {SynthesisMeasure::logitProportion, "logitProportion", {"割合（ロジット）", "Proportion (logit)"}},
        {SynthesisMeasure::freemanTukey,
         "freemanTukeyProportion",
         {"割合（Freeman–Tukey変換）", "Proportion (Freeman–Tukey)"}},
        {SynthesisMeasure::genericDifference, "difference", {"差・推定値", "Difference or estimate"}},
        {SynthesisMeasure::genericRatio, "ratio", {"比（ハザード比など）", "Ratio (e.g. hazard ratio)"}}};
    return all;
}

std::vector<FieldChoice> choicesOf(const std::vector<SynthesisMeasure>& measures) {
    std::vector<FieldChoice> choices;
    for (const MeasureChoice& choice : measureChoices()) {
        if (std::ranges::find(measures, choice.measure) == measures.end()) continue;
        choices.push_back({choice.id, choice.label});
    }
    return choices;
}

bool isOfTables(SynthesisMeasure measure) {
    return measure == SynthesisMeasure::oddsRatio || measure == SynthesisMeasure::riskRatio ||
           measure == SynthesisMeasure::riskDifference || measure == SynthesisMeasure::petoOddsRatio;
}

bool isOfRates(SynthesisMeasure measure) {
    return measure == SynthesisMeasure::rateRatio || measure == SynthesisMeasure::rateDifference;
}

bool isOfMeans(SynthesisMeasure measure) {
    return measure == SynthesisMeasure::meanDifference || measure == SynthesisMeasure::standardisedMean ||
           measure == SynthesisMeasure::ratioOfMeans;
}

bool isOfProportions(SynthesisMeasure measure) {
    return measure == SynthesisMeasure::logitProportion || measure == SynthesisMeasure::freemanTukey;
}

bool isGeneric(SynthesisMeasure measure) {
    return measure == SynthesisMeasure::genericDifference || measure == SynthesisMeasure::genericRatio;
}

std::vector<std::string> measureIds(bool (*wanted)(SynthesisMeasure)) {
    std::vector<std::string> ids;
    for (const MeasureChoice& choice : measureChoices()) {
        if (wanted(choice.measure)) ids.emplace_back(choice.id);
    }
    return ids;
}

SynthesisMeasure measureNamed(const std::string& id) {
    const auto found = std::ranges::find(measureChoices(), id, &MeasureChoice::id);
    return found == measureChoices().end() ? SynthesisMeasure::genericDifference : found->measure;
}

Text measureLabel(SynthesisMeasure measure) {
    return std::ranges::find(measureChoices(), measure, &MeasureChoice::measure)->label;
}

Unit EffectScale::unit() const {
    if (isRatio(measure)) return Unit::ratio;
    return isOfProportions(measure) ? Unit::probability : Unit::none;
}

ChartAxis EffectScale::axis() const {
    ChartAxis axis;
    axis.label = measureLabel(measure);
    axis.unit = unit();
    axis.logarithmic = isRatio(measure);
    return axis;
}

std::vector<Field> zeroCellFields() {
    std::vector<Field> fields{
        choiceField("zeroCells", {"0のセルの補正", "Correction of zero cells"},
                    {{"whereZero", {"0のある研究だけに加える", "Add to studies with a zero"}},
                     {"allIfAnyZero", {"0が1つでもあれば全研究に加える", "Add to all when any has a zero"}},
                     {"none", {"加えない", "Add nothing"}}},
                    {"空欄：0のある研究だけ。", "Empty: only studies with a zero."}),
        numberField("addend", {"セルに加える数", "Added to every cell"}, Unit::none, {.above = 0},
                    {"空欄：0.5。", "Empty: 0.5."}),
        yesNoField("dropDoubleZero",
                   {"両群とも0（または全例）の研究を除く", "Leave out studies without events in either arm"},
                   {"空欄：除かない。", "Empty: they stay."})};
    return usedWhen("measure", measureIds(takesZeroCells), std::move(fields));
}

ZeroCellRule readZeroCells(FieldCells& cells) {
    const std::string rule = cells.choiceOr("zeroCells", "whereZero");
    ZeroCellRule read;
    read.add = rule == "none"           ? ZeroCells::none
               : rule == "allIfAnyZero" ? ZeroCells::allIfAnyZero
                                        : ZeroCells::whereZero;
    read.addend = cells.realOr("addend", 0.5);
    read.dropDoubleZero = cells.yes("dropDoubleZero");
    return read;
}

bool takesZeroCells(SynthesisMeasure measure) {
    switch (measure) {
        case SynthesisMeasure::oddsRatio:
        case SynthesisMeasure::riskRatio:
        case SynthesisMeasure::riskDifference:
        case SynthesisMeasure::petoOddsRatio:
        case SynthesisMeasure::rateRatio:
        case SynthesisMeasure::rateDifference:
        case SynthesisMeasure::logitProportion:
            return true;
        default:
            return false;
    }
}

Text zeroCellText(const ZeroCellRule& rule) {
    if (rule.add == ZeroCells::none) return {"0のセルには何も加えない。", "Nothing is added to zero cells. "};
    const bool all = rule.add == ZeroCells::allIfAnyZero;
    const std::string addend = numberText(rule.addend);
    return {
        std::string(all ? "0が1つでもあれば全研究" : "0のある研究だけ") + "の各セルに " + addend + " を加える。",
        addend + " is added to every cell of " + (all ? "all studies when any has a zero. " : "studies with a zero. ")};
}

Field levelField() {
    return numberField("level", {"信頼水準", "Confidence level"}, Unit::probability, {.above = 0, .below = 1},
                       {"空欄：0.95。", "Empty: 0.95."});
}

double readLevel(FieldCells& cells) {
    return cells.realOr("level", reportedLevel);
}

std::map<std::string, std::string> neededColumns(StudyReader& reader, const std::vector<std::string>& keys) {
    std::map<std::string, std::string> columns;
    for (const std::string& key : keys) columns[key] = reader.neededColumn(key);
    return columns;
}

std::vector<std::string> studyNames(StudyReader& reader, const std::vector<std::size_t>& rows) {
    const std::string column = reader.column("study");
    if (!column.empty()) return reader.words(column, rows);
    std::vector<std::string> names;
    for (const std::size_t row : rows) names.push_back("Study " + std::to_string(row + 1));
    return names;
}

void refuseNegative(StudyReader& reader, const std::string& column, const std::vector<std::size_t>& rows,
                    const std::vector<double>& values) {
    for (std::size_t place = 0; place < values.size(); ++place) {
        if (!(values[place] >= 0)) reader.refuseCell("synthesis.negative", rows[place], column, "0");
    }
}

void refuseNotPositive(StudyReader& reader, const std::string& column, const std::vector<std::size_t>& rows,
                       const std::vector<double>& values) {
    for (std::size_t place = 0; place < values.size(); ++place) {
        if (!(values[place] > 0)) reader.refuseCell("synthesis.notPositive", rows[place], column, "0");
    }
}

void refuseEventsAbove(StudyReader& reader, const std::string& column, const std::vector<std::size_t>& rows,
                       const std::vector<double>& events, const std::vector<double>& sizes) {
    for (std::size_t place = 0; place < events.size(); ++place) {
        if (events[place] <= sizes[place]) continue;
        reader.refuseCell("synthesis.eventsAboveSize", rows[place], column, numberText(sizes[place]));
    }
}

bool isShowable(SynthesisMeasure measure, double estimate, double standardError) {
    return !isRatio(measure) || (std::abs(estimate) <= largestLogRatio && standardError <= largestLogRatio);
}

Issues locatedAt(Issues issues, const std::string& where) {
    for (Issue& issue : issues) issue.where = where;
    return issues;
}

}  // namespace kachi
