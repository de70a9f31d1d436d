#include "models/studies/meta_inputs.h"

#include "models/statistics/distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

struct BetweenChoice {
    BetweenStudies between;
    std::string id;
    Text label;
};

const std::vector<BetweenChoice>& betweenChoices() {
    static const std::vector<BetweenChoice> all{
        {BetweenStudies::reml, "reml", {"REML（制限付き最尤法）", "REML"}},
        {BetweenStudies::derSimonianLaird, "derSimonianLaird", {"DerSimonian–Laird", "DerSimonian–Laird"}},
        {BetweenStudies::pauleMandel, "pauleMandel", {"Paule–Mandel", "Paule–Mandel"}},
        {BetweenStudies::ml, "ml", {"最尤法", "Maximum likelihood"}},
        {BetweenStudies::empiricalBayes, "empiricalBayes", {"経験ベイズ", "Empirical Bayes"}},
        {BetweenStudies::sidikJonkman, "sidikJonkman", {"Sidik–Jonkman", "Sidik–Jonkman"}},
        {BetweenStudies::hedges, "hedges", {"Hedges", "Hedges"}},
        {BetweenStudies::hunterSchmidt, "hunterSchmidt", {"Hunter–Schmidt", "Hunter–Schmidt"}},
        {BetweenStudies::none, "common", {"共通効果（τ²=0）", "Common effect (τ² = 0)"}}};
    return all;
}

std::vector<double> numbersOf(StudyReader& reader, const std::map<std::string, std::string>& columns,
                              const std::string& key, const std::vector<std::size_t>& rows) {
    return reader.numbers(columns.at(key), rows);
}

/// Size of an arm from its own column or events plus those without.
struct ArmColumns {
    std::string events;
    std::string size;
    std::string nonEvents;
};

ArmColumns armColumns(StudyReader& reader, const std::string& arm) {
    ArmColumns columns{reader.neededColumn(arm + "Events"), reader.column(arm + "Size"),
                       reader.column(arm + "NonEvents")};
    if (columns.size.empty() && columns.nonEvents.empty()) reader.refuse("field.missing", arm + "Size", {}, {});
    return columns;
}

struct ArmCounts {
    std::vector<double> events;
    std::vector<double> sizes;
};

ArmCounts readArm(StudyReader& reader, const ArmColumns& columns, const std::vector<std::size_t>& rows) {
    ArmCounts arm{reader.numbers(columns.events, rows), {}};
    refuseNegative(reader, columns.events, rows, arm.events);
    if (!columns.size.empty()) {
        arm.sizes = reader.numbers(columns.size, rows);
        refuseNotPositive(reader, columns.size, rows, arm.sizes);
        refuseEventsAbove(reader, columns.events, rows, arm.events, arm.sizes);
        return arm;
    }
    arm.sizes = reader.numbers(columns.nonEvents, rows);
    refuseNegative(reader, columns.nonEvents, rows, arm.sizes);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        arm.sizes[row] += arm.events[row];
        if (!(arm.sizes[row] > 0)) reader.refuseCell("synthesis.notPositive", rows[row], columns.nonEvents, "0");
    }
    return arm;
}

/// Reads the effects of one family of measures. `rows` become those with all cells.
class EffectReader {
public:
    EffectReader(StudyReader& reader, MetaInputs& inputs, const std::vector<std::string>& alsoNeeded)
        : m_reader(reader), m_inputs(inputs), m_needed(alsoNeeded) {}

    EffectSizes read(std::vector<std::size_t>& rows) {
        const SynthesisMeasure measure = m_inputs.scale.measure;
        if (isOfTables(measure)) return binary(rows);
        switch (measure) {
            case SynthesisMeasure::rateRatio:
            case SynthesisMeasure::rateDifference:
                return rates(rows);
            case SynthesisMeasure::logitProportion:
            case SynthesisMeasure::freemanTukey:
                return proportions(rows);
            case SynthesisMeasure::genericDifference:
            case SynthesisMeasure::genericRatio:
                return generic(rows);
            default:
                return continuous(rows);
        }
    }

private:
    std::vector<std::size_t> complete(std::vector<std::string> columns) {
        columns.insert(columns.end(), m_needed.begin(), m_needed.end());
        if (m_reader.failed()) return {};
        return m_reader.completeRows(columns);
    }

    EffectSizes binary(std::vector<std::size_t>& rows) {
        const ArmColumns treated = armColumns(m_reader, "treated");
        const ArmColumns control = armColumns(m_reader, "control");
        rows = complete(
            {treated.events, treated.size, treated.nonEvents, control.events, control.size, control.nonEvents});
        if (m_reader.failed()) return {};
        const ArmCounts first = readArm(m_reader, treated, rows);
        const ArmCounts second = readArm(m_reader, control, rows);
        if (m_reader.failed()) return {};
        for (std::size_t row = 0; row < rows.size(); ++row) {
            m_inputs.binary.push_back({first.events[row], first.sizes[row], second.events[row], second.sizes[row]});
        }
        return binaryEffects(m_inputs.binary, m_inputs.scale.measure, m_inputs.zeroCells);
    }

    EffectSizes rates(std::vector<std::size_t>& rows) {
        const auto columns = neededColumns(m_reader, {"treatedEvents", "treatedTime", "controlEvents", "controlTime"});
        std::vector<std::string> names;
        for (const auto& [key, column] : columns) names.push_back(column);
        rows = complete(names);
        if (m_reader.failed()) return {};
        std::map<std::string, std::vector<double>> values;
        for (const auto& [key, column] : columns) {
            values[key] = numbersOf(m_reader, columns, key, rows);
            if (key.ends_with("Time")) {
                refuseNotPositive(m_reader, column, rows, values[key]);
            } else {
                refuseNegative(m_reader, column, rows, values[key]);
            }
        }
        if (m_reader.failed()) return {};
        for (std::size_t row = 0; row < rows.size(); ++row) {
            m_inputs.rates.push_back({values["treatedEvents"][row], values["treatedTime"][row],
                                      values["controlEvents"][row], values["controlTime"][row]});
        }
        return rateEffects(m_inputs.rates, m_inputs.scale.measure, m_inputs.zeroCells);
    }

    EffectSizes continuous(std::vector<std::size_t>& rows) {
        const auto columns = neededColumns(m_reader, {"treatedMean", "treatedDeviation", "treatedSize", "controlMean",
                                                      "controlDeviation", "controlSize"});
        std::vector<std::string> names;
        for (const auto& [key, column] : columns) names.push_back(column);
        rows = complete(names);
        if (m_reader.failed()) return {};
        std::map<std::string, std::vector<double>> values;
        const bool ratio = m_inputs.scale.measure == SynthesisMeasure::ratioOfMeans;
        for (const auto& [key, column] : columns) {
            values[key] = numbersOf(m_reader, columns, key, rows);
            if (!key.ends_with("Mean") || ratio) refuseNotPositive(m_reader, column, rows, values[key]);
        }
        if (m_reader.failed()) return {};
        std::vector<ContinuousArms> arms;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (values["treatedSize"][row] < 2)
                m_reader.refuseCell("synthesis.armTooSmall", rows[row], columns.at("treatedSize"), "2");
            if (values["controlSize"][row] < 2)
                m_reader.refuseCell("synthesis.armTooSmall", rows[row], columns.at("controlSize"), "2");
            arms.push_back({values["treatedMean"][row], values["treatedDeviation"][row], values["treatedSize"][row],
                            values["controlMean"][row], values["controlDeviation"][row], values["controlSize"][row]});
        }
        return continuousEffects(arms, m_inputs.scale.measure);
    }

    EffectSizes proportions(std::vector<std::size_t>& rows) {
        const ArmColumns columns = armColumns(m_reader, "treated");
        rows = complete({columns.events, columns.size, columns.nonEvents});
        if (m_reader.failed()) return {};
        const ArmCounts arm = readArm(m_reader, columns, rows);
        if (m_reader.failed()) return {};
        std::vector<Proportion> studies;
        for (std::size_t row = 0; row < rows.size(); ++row) studies.push_back({arm.events[row], arm.sizes[row]});
        m_inputs.scale.harmonicSize = harmonicMean(arm.sizes);
        return proportionEffects(studies, m_inputs.scale.measure, m_inputs.zeroCells);
    }

    EffectSizes generic(std::vector<std::size_t>& rows) {
        const std::string estimate = m_reader.neededColumn("estimate");
        const std::string error = m_reader.column("standardError");
        const std::string variance = m_reader.column("variance");
        const std::string low = m_reader.column("low");
        const std::string high = m_reader.column("high");
        const bool interval = error.empty() && variance.empty();
        if (interval && (low.empty() || high.empty())) m_reader.refuse("field.missing", "standardError", {}, {});
        rows = complete(interval ? std::vector{estimate, low, high} : std::vector{estimate, error, variance});
        if (m_reader.failed()) return {};
        const bool takeLog = m_inputs.scale.measure == SynthesisMeasure::genericRatio && !m_reader.yes("alreadyLog");
        std::vector<double> estimates = m_reader.numbers(estimate, rows);
        if (takeLog) refuseNotPositive(m_reader, estimate, rows, estimates);
        const auto scaled = [&](double value) { return takeLog ? std::log(value) : value; };
        std::vector<double> errors;
        if (interval) {
            const std::vector<double> lows = m_reader.numbers(low, rows);
            const std::vector<double> highs = m_reader.numbers(high, rows);
            if (takeLog) refuseNotPositive(m_reader, low, rows, lows);
            if (m_reader.failed()) return {};
            const double width = 2 * normalQuantile((1 + m_inputs.settings.level) / 2);
            for (std::size_t row = 0; row < rows.size(); ++row) {
                if (!(highs[row] > lows[row])) {
                    m_reader.refuseCell("synthesis.intervalReversed", rows[row], high, numberText(lows[row]));
                }
                errors.push_back((scaled(highs[row]) - scaled(lows[row])) / width);
            }
        } else {
            const std::string& column = error.empty() ? variance : error;
            errors = m_reader.numbers(column, rows);
            refuseNotPositive(m_reader, column, rows, errors);
            if (error.empty()) {
                for (double& value : errors) value = std::sqrt(value);
            }
        }
        if (m_reader.failed()) return {};
        EffectSizes effects;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            effects.push_back(EffectSize{scaled(estimates[row]), errors[row] * errors[row]});
        }
        return effects;
    }

    StudyReader& m_reader;
    MetaInputs& m_inputs;
    const std::vector<std::string>& m_needed;
};

void readSettings(StudyReader& reader, MetaInputs& inputs) {
    inputs.scale.measure = measureNamed(reader.neededChoice("measure"));
    const std::string method =
        reader.choiceOr("method", inputs.scale.measure == SynthesisMeasure::petoOddsRatio ? "peto" : "inverseVariance");
    inputs.method = method == "mantelHaenszel" ? MetaMethod::mantelHaenszel
                    : method == "peto"         ? MetaMethod::peto
                                               : MetaMethod::inverseVariance;
    const std::string between = reader.choiceOr("between", "reml");
    inputs.settings.between = std::ranges::find(betweenChoices(), between, &BetweenChoice::id)->between;
    const std::string test = reader.choiceOr("test", "normal");
    inputs.settings.test = test == "hartungKnapp"        ? CoefficientTest::hartungKnapp
                           : test == "hartungKnappAdHoc" ? CoefficientTest::hartungKnappAdHoc
                                                         : CoefficientTest::normal;
    inputs.settings.level = readLevel(reader);
    inputs.prediction = reader.choiceOr("prediction", "asTest") == "studiesLessTwo" ? PredictionDegrees::studiesLessTwo
                                                                                    : PredictionDegrees::asTest;
    inputs.zeroCells = readZeroCells(reader);
    inputs.trimFill =
        reader.choiceOr("trimFill", "linear") == "rightmost" ? TrimFillEstimator::rightmost : TrimFillEstimator::linear;
    const std::string side = reader.choiceOr("trimSide", "automatic");
    inputs.trimSide = side == "left" ? FunnelSide::left : side == "right" ? FunnelSide::right : FunnelSide::automatic;
    const bool rates = isOfRates(inputs.scale.measure);
    const bool tables = isOfTables(inputs.scale.measure) && inputs.scale.measure != SynthesisMeasure::petoOddsRatio;
    if (inputs.method == MetaMethod::mantelHaenszel && !tables && !rates) {
        reader.refuse("synthesis.methodNeedsCounts", "method", method, reader.choice("measure"));
    }
    const bool odds =
        inputs.scale.measure == SynthesisMeasure::petoOddsRatio || inputs.scale.measure == SynthesisMeasure::oddsRatio;
    if (inputs.method == MetaMethod::peto && !odds) {
        reader.refuse("synthesis.methodNeedsCounts", "method", method, reader.choice("measure"));
    }
}

}  // namespace

Text betweenLabel(BetweenStudies between) {
    return std::ranges::find(betweenChoices(), between, &BetweenChoice::between)->label;
}

MetaInputs readMetaInputs(StudyReader& reader) {
    MetaInputs inputs;
    readSettings(reader, inputs);
    const std::string subgroup = reader.column("subgroup");
    const std::vector<std::string> moderators = reader.columns("moderators");
    const std::string order = reader.column("cumulativeBy");
    std::vector<std::string> needed = moderators;
    needed.push_back(subgroup);
    needed.push_back(order);
    if (reader.failed()) return inputs;

    std::vector<std::size_t> rows;
    const EffectSizes effects = EffectReader(reader, inputs, needed).read(rows);
    if (reader.failed()) return inputs;
    std::vector<std::size_t> used;
    const std::vector<std::string> names = studyNames(reader, rows);
    for (std::size_t study = 0; study < rows.size(); ++study) {
        if (effects[study] &&
            !isShowable(inputs.scale.measure, effects[study]->estimate, std::sqrt(effects[study]->variance))) {
            reader.add({"synthesis.effectTooLarge",
                        Severity::error,
                        reader.path() + "/data/rows/" + std::to_string(rows[study]),
                        numberText(effects[study]->estimate),
                        numberText(largestLogRatio),
                        {{"study", names[study]}}});
        } else if (effects[study]) {
            used.push_back(rows[study]);
            inputs.names.push_back(names[study]);
            inputs.effects.push_back(*effects[study]);
        } else {
            reader.add({"synthesis.studyLeftOut",
                        Severity::warning,
                        reader.path() + "/data/rows/" + std::to_string(rows[study]),
                        names[study],
                        {},
                        {{"row", std::to_string(rows[study] + 1)}}});
        }
    }
    if (reader.failed()) return inputs;
    if (inputs.effects.empty()) {
        reader.refuse("synthesis.noStudies", "data", "0", "1");
        return inputs;
    }
    inputs.subgroups = reader.words(subgroup, used);
    if (!moderators.empty()) inputs.moderators = reader.design(moderators, used);
    if (!order.empty()) {
        inputs.cumulativeOrder.resize(used.size());
        std::iota(inputs.cumulativeOrder.begin(), inputs.cumulativeOrder.end(), std::size_t{0});
        if (reader.isNumeric(order)) {
            const std::vector<double> keys = reader.numbers(order, used);
            std::ranges::stable_sort(inputs.cumulativeOrder, {}, [&](std::size_t study) { return keys[study]; });
        } else {
            const std::vector<std::string> keys = reader.words(order, used);
            std::ranges::stable_sort(inputs.cumulativeOrder, {}, [&](std::size_t study) { return keys[study]; });
        }
    }
    return inputs;
}

std::vector<Field> metaFields() {
    std::vector<FieldChoice> measures;
    for (const MeasureChoice& choice : measureChoices()) measures.push_back({choice.id, choice.label});
    std::vector<FieldChoice> between;
    for (const BetweenChoice& choice : betweenChoices()) between.push_back({choice.id, choice.label});
    using Measure = SynthesisMeasure;
    const auto tables = measureIds(isOfTables);
    const auto rates = measureIds(isOfRates);
    const auto means = measureIds(isOfMeans);
    const auto generic = measureIds(isGeneric);
    const auto treatedNonEvents = measureIds([](Measure of) { return isOfTables(of) || isOfProportions(of); });
    const auto treatedEvents =
        measureIds([](Measure of) { return isOfTables(of) || isOfProportions(of) || isOfRates(of); });
    const auto treatedSizes =
        measureIds([](Measure of) { return isOfTables(of) || isOfProportions(of) || isOfMeans(of); });
    const auto controlEvents = measureIds([](Measure of) { return isOfTables(of) || isOfRates(of); });
    const auto controlSizes = measureIds([](Measure of) { return isOfTables(of) || isOfMeans(of); });
    std::vector<Field> fields{
        required(dataField("data", {"データ（1行＝1研究）", "Data, one row per study"})),
        required(choiceField("measure", {"効果の指標", "Measure of effect"}, measures)),
        columnField("study", {"研究名の列", "Column of studies"}),
        usedWhen("measure", treatedEvents,
                 columnField("treatedEvents", {"介入群のイベント数の列", "Events, treated"},
                             {"1群だけの割合ではその群。", "Of single-arm proportions: the arm itself."})),
        usedWhen("measure", treatedSizes, columnField("treatedSize", {"介入群の例数の列", "Patients, treated"})),
        usedWhen("measure", treatedNonEvents,
                 columnField("treatedNonEvents", {"介入群のイベントなしの列", "Without event, treated"},
                             {"例数の代わりに使えます。", "May stand in for the number of patients."})),
        usedWhen("measure", rates, columnField("treatedTime", {"介入群の観察人時の列", "Person-time, treated"})),
        usedWhen("measure", means, columnField("treatedMean", {"介入群の平均の列", "Mean, treated"})),
        usedWhen("measure", means, columnField("treatedDeviation", {"介入群の標準偏差の列", "SD, treated"})),
        usedWhen("measure", controlEvents, columnField("controlEvents", {"対照群のイベント数の列", "Events, control"})),
        usedWhen("measure", controlSizes, columnField("controlSize", {"対照群の例数の列", "Patients, control"})),
        usedWhen("measure", tables,
                 columnField("controlNonEvents", {"対照群のイベントなしの列", "Without event, control"})),
        usedWhen("measure", rates, columnField("controlTime", {"対照群の観察人時の列", "Person-time, control"})),
        usedWhen("measure", means, columnField("controlMean", {"対照群の平均の列", "Mean, control"})),
        usedWhen("measure", means, columnField("controlDeviation", {"対照群の標準偏差の列", "SD, control"})),
        usedWhen("measure", generic,
                 columnField("estimate", {"推定値の列", "Column of estimates"},
                             {"比では元の尺度（対数ではない値）。", "Of ratios on the natural scale."})),
        usedWhen("measure", generic,
                 columnField("standardError", {"標準誤差の列", "Column of standard errors"},
                             {"比では対数の標準誤差。", "Of ratios: of the logarithm."})),
        usedWhen("measure", generic, columnField("variance", {"分散の列", "Column of variances"})),
        usedWhen("measure", generic, columnField("low", {"信頼区間下限の列", "Column of lower limits"})),
        usedWhen("measure", generic, columnField("high", {"信頼区間上限の列", "Column of upper limits"})),
        usedWhen("measure", {"ratio"},
                 yesNoField("alreadyLog", {"推定値はすでに対数", "Estimates are logarithms already"})),
        choiceField("method", {"統合の方法", "Method of pooling"},
                    {{"inverseVariance", {"逆分散法", "Inverse variance"}},
                     {"mantelHaenszel", {"Mantel–Haenszel法", "Mantel–Haenszel"}},
                     {"peto", {"Peto法", "Peto"}}}),
        choiceField("between", {"研究間分散の推定", "Variance between studies"}, between,
                    {"空欄：REML。", "Empty: REML."}),
        choiceField("test", {"検定と区間", "Test and interval"},
                    {{"normal", {"正規分布", "Normal"}},
                     {"hartungKnapp", {"Hartung–Knapp", "Hartung–Knapp"}},
                     {"hartungKnappAdHoc", {"Hartung–Knapp（係数1以上）", "Hartung–Knapp, factor at least 1"}}}),
        choiceField("prediction", {"予測区間の分位点", "Quantile of the prediction interval"},
                    {{"asTest", {"検定と同じ", "As the test"}},
                     {"studiesLessTwo", {"自由度k−2のt分布", "t with k − 2 degrees"}}})};
    for (Field& field : zeroCellFields()) fields.push_back(std::move(field));
    fields.push_back(levelField());
    fields.push_back(columnField("subgroup", {"サブグループの列", "Column of subgroups"}));
    fields.push_back(columnsField("moderators", {"メタ回帰の説明変数の列", "Moderators of a meta-regression"}));
    fields.push_back(columnField("cumulativeBy", {"累積メタアナリシスの順序の列", "Order of a cumulative analysis"}));
    fields.push_back(choiceField("trimFill", {"trim-and-fillの推定量", "Estimator of trim and fill"},
                                 {{"linear", {"L0", "L0"}}, {"rightmost", {"R0", "R0"}}}));
    fields.push_back(
        choiceField("trimSide", {"欠けている側", "Side of missing studies"},
                    {{"automatic", {"自動", "Automatic"}}, {"left", {"左", "Left"}}, {"right", {"右", "Right"}}}));
    return fields;
}

}  // namespace kachi
