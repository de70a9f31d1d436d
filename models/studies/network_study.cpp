// Network meta-analysis.
#include "models/studies/network_parts.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

const std::vector<SynthesisMeasure> networkMeasures{
    SynthesisMeasure::oddsRatio,      SynthesisMeasure::riskRatio,        SynthesisMeasure::riskDifference,
    SynthesisMeasure::meanDifference, SynthesisMeasure::standardisedMean, SynthesisMeasure::ratioOfMeans,
    SynthesisMeasure::rateRatio,      SynthesisMeasure::rateDifference,   SynthesisMeasure::genericDifference,
    SynthesisMeasure::genericRatio};

/// Values of one needed column, negative or zero ones refused where they cannot be.
std::vector<double> positiveColumn(StudyReader& reader, const std::string& column,
                                   const std::vector<std::size_t>& rows) {
    std::vector<double> values = reader.numbers(column, rows);
    refuseNotPositive(reader, column, rows, values);
    return values;
}

std::vector<NetworkComparison> readComparisons(StudyReader& reader, SynthesisMeasure measure) {
    const auto columns = neededColumns(reader, {"study", "treatment", "comparator", "estimate", "standardError"});
    std::vector<std::string> names;
    for (const auto& [key, column] : columns) names.push_back(column);
    if (reader.failed()) return {};
    const std::vector<std::size_t> rows = reader.completeRows(names);
    const std::vector<double> estimates = reader.numbers(columns.at("estimate"), rows);
    const std::vector<double> errors = positiveColumn(reader, columns.at("standardError"), rows);
    const bool takeLog = measure == SynthesisMeasure::genericRatio && !reader.yes("alreadyLog");
    if (takeLog) refuseNotPositive(reader, columns.at("estimate"), rows, estimates);
    if (reader.failed()) return {};
    const std::vector<std::string> studies = reader.words(columns.at("study"), rows);
    const std::vector<std::string> first = reader.words(columns.at("treatment"), rows);
    const std::vector<std::string> second = reader.words(columns.at("comparator"), rows);
    std::vector<NetworkComparison> comparisons;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        comparisons.push_back(
            {studies[row], first[row], second[row], takeLog ? std::log(estimates[row]) : estimates[row], errors[row]});
    }
    return comparisons;
}

std::vector<NetworkArm> readArms(StudyReader& reader, SynthesisMeasure measure) {
    const bool rates = isOfRates(measure);
    const bool means = isOfMeans(measure);
    std::vector<std::string> keys{"study", "treatment"};
    if (rates) {
        keys.insert(keys.end(), {"events", "time"});
    } else if (means) {
        keys.insert(keys.end(), {"mean", "deviation", "size"});
    } else {
        keys.insert(keys.end(), {"events", "size"});
    }
    const auto columns = neededColumns(reader, keys);
    std::vector<std::string> names;
    for (const auto& [key, column] : columns) names.push_back(column);
    if (reader.failed()) return {};
    const std::vector<std::size_t> rows = reader.completeRows(names);
    const std::vector<std::string> studies = reader.words(columns.at("study"), rows);
    const std::vector<std::string> treatments = reader.words(columns.at("treatment"), rows);
    std::map<std::string, std::vector<double>> values;
    for (const auto& [key, column] : columns) {
        if (key == "study" || key == "treatment") continue;
        values[key] = reader.numbers(column, rows);
        if (key == "events") {
            refuseNegative(reader, column, rows, values[key]);
        } else if (key != "mean" || measure == SynthesisMeasure::ratioOfMeans) {
            refuseNotPositive(reader, column, rows, values[key]);
        }
    }
    if (!rates && !means) refuseEventsAbove(reader, columns.at("events"), rows, values["events"], values["size"]);
    for (std::size_t row = 0; means && row < rows.size(); ++row) {
        if (values["size"][row] >= 2) continue;
        reader.refuseCell("synthesis.armTooSmall", rows[row], columns.at("size"), "2");
    }
    if (reader.failed()) return {};
    std::vector<NetworkArm> arms;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        NetworkArm arm{studies[row], treatments[row]};
        const auto value = [&](const std::string& key) { return values.contains(key) ? values[key][row] : 0; };
        arm.events = value("events");
        arm.size = value("size");
        arm.mean = value("mean");
        arm.deviation = value("deviation");
        arm.time = value("time");
        arms.push_back(std::move(arm));
    }
    return arms;
}

void addQ(StudyResult& result, const std::string& key, const Text& label, const NetworkQ& q) {
    result.figures.push_back(studyFigure(key, label, q.q));
    result.figures.push_back(studyFigure(key + "Degrees", {label.ja + "：自由度", label.en + ", degrees"}, q.degrees));
    StudyFigure p;
    p.key = key + "P";
    p.label = {label.ja + "：p値", label.en + ", p"};
    p.value = q.p;
    if (!q.p) p.state = {"自由度がありません", "no degrees of freedom"};
    result.figures.push_back(p);
}

/// The treatment of the best P-score against the reference, or against the next best where it is the reference.
StudyFigure bestFigure(const NetworkView& view) {
    const std::vector<std::string>& treatments = view.network.treatments;
    const std::vector<std::size_t> order = treatmentsByRank(view);
    const std::size_t best = order.front();
    const std::size_t other = best == view.reference ? order[1] : view.reference;
    const auto row = static_cast<Eigen::Index>(best);
    const auto column = static_cast<Eigen::Index>(other);
    const double effect = view.estimates().effects(row, column);
    const double error = view.estimates().standardErrors(row, column);
    const Text measure = measureLabel(view.scale.measure);
    return studyFigure(
        "best",
        {"順位1位：" + treatments[best] + " 対 " + treatments[other] + "（" + measure.ja + "）",
         "Ranked first: " + treatments[best] + " against " + treatments[other] + " (" + measure.en + ")"},
        view.scale.natural(effect), view.low(effect, error), view.high(effect, error), view.scale.unit());
}

void addFigures(const NetworkView& view, StudyResult& result) {
    const NetworkMetaAnalysis& network = view.network;
    result.figures.push_back(bestFigure(view));
    const auto count = [&](const std::string& key, const Text& label, std::size_t number) {
        result.figures.push_back(studyFigure(key, label, static_cast<double>(number), Unit::count));
    };
    count("studies", {"研究数", "Studies"}, network.studies.size());
    count("treatments", {"治療数", "Treatments"}, network.treatments.size());
    count("comparisons", {"比較数", "Comparisons"}, network.comparisons);
    count("designs", {"デザイン数", "Designs"}, network.designs.size());
    StudyFigure tau =
        studyFigure("tauSquared", {"研究間分散 τ²", "Variance between studies τ²"}, network.random.tauSquared);
    if (!network.tauKnown) {
        tau.value.reset();
        tau.state = {"自由度がないため推定できません（0として計算）",
                     "not estimable without degrees of freedom (taken as 0)"};
    }
    result.figures.push_back(tau);
    addQ(result, "q", {"全体のQ", "Q in total"}, network.total);
    result.figures.push_back(studyFigure("iSquared", {"I²", "I²"}, network.iSquared, Unit::ratio));
    addQ(result, "qWithin", {"デザイン内のQ（異質性）", "Q within designs (heterogeneity)"}, network.within);
    addQ(result, "qBetween", {"デザイン間のQ（不一致）", "Q between designs (inconsistency)"}, network.between);
    if (network.tauSquaredWithin) {
        addQ(result, "qBetweenRandom",
             {"デザイン間のQ（デザイン×治療交互作用の変量効果モデル）",
              "Q between designs (design-by-treatment interaction, random effects)"},
             network.betweenRandom);
        result.figures.push_back(
            studyFigure("tauSquaredWithin", {"デザイン内のτ²", "τ² within designs"}, *network.tauSquaredWithin));
    }
}

/// Effects against the reference with their joint covariance on the scale of the analysis.
void addEstimates(const NetworkView& view, StudyResult& result) {
    const NetworkEstimates& estimates = view.estimates();
    const auto reference = static_cast<Eigen::Index>(view.reference);
    StudyJoint joint;
    joint.key = "relativeEffects";
    const bool ratio = isRatio(view.scale.measure);
    joint.label = ratio ? Text{"対照に対する対数比（同時分布）", "Log ratios against the reference, jointly"}
                        : Text{"対照に対する効果（同時分布）", "Effects against the reference, jointly"};
    std::vector<Eigen::Index> others;
    for (std::size_t treatment = 0; treatment < view.network.treatments.size(); ++treatment) {
        if (treatment == view.reference) continue;
        const auto index = static_cast<Eigen::Index>(treatment);
        others.push_back(index);
        const std::string& name = view.network.treatments[treatment];
        const double effect = estimates.effects(index, reference);
        const double error = estimates.standardErrors(index, reference);
        const std::string key = "effect." + name;
        if (ratio) {
            result.estimates.push_back(ratioEstimate(key, {name + " の比", "ratio of " + name}, effect, error));
            result.estimates.push_back(
                normalEstimate("logEffect." + name, {name + " の対数比", "log ratio of " + name}, effect, error));
            joint.estimates.push_back("logEffect." + name);
        } else {
            result.estimates.push_back(normalEstimate(key, {name + " の効果", "effect of " + name}, effect, error));
            joint.estimates.push_back(key);
        }
    }
    const Eigen::MatrixXd& inverse = estimates.laplacianInverse;
    for (const Eigen::Index row : others) {
        std::vector<double> covariances;
        for (const Eigen::Index column : others) {
            covariances.push_back(inverse(row, column) - inverse(row, reference) - inverse(reference, column) +
                                  inverse(reference, reference));
        }
        joint.covariance.push_back(std::move(covariances));
    }
    if (others.size() > 1) result.joints.push_back(std::move(joint));
}

/// Further league tables with the limits asked for.
void addLeagueLimits(StudyReader& reader, const NetworkView& view, StudyResult& result) {
    const std::string limits = reader.choiceOr("leagueLimits", "none");
    if (limits == "none") return;
    const bool predicts = limits == "prediction";
    if (predicts && view.network.total.degrees < leastPredictionDegrees) return;
    result.tables.push_back(
        networkLeagueTable(view, predicts ? LeagueCells::predictionLow : LeagueCells::confidenceLow));
    result.tables.push_back(
        networkLeagueTable(view, predicts ? LeagueCells::predictionHigh : LeagueCells::confidenceHigh));
}

Text predictionText(const NetworkView& view) {
    if (view.network.total.degrees < leastPredictionDegrees) return {};
    switch (view.predictionDegrees) {
        case NetworkPredictionDegrees::normal:
            return {"予測区間は正規分布による。", " Prediction intervals by the normal distribution."};
        case NetworkPredictionDegrees::ofQLessOne:
            return {"予測区間はt分布（自由度はQの自由度−1）による。",
                    " Prediction intervals by t with one degree of freedom less than Q."};
        case NetworkPredictionDegrees::ofQ:
            break;
    }
    return {"予測区間はt分布（自由度はQの自由度）による。",
            " Prediction intervals by t with the degrees of freedom of Q."};
}

Result<StudyResult> run(StudyReader& reader) {
    const SynthesisMeasure measure = measureNamed(reader.neededChoice("measure"));
    const bool generic = isGeneric(measure);
    const ZeroCellRule zeroCells = readZeroCells(reader);
    NetworkSettings settings;
    settings.level = readLevel(reader);
    settings.smallIsGood = reader.choiceOr("goodDirection", "small") == "small";
    settings.tau = reader.choiceOr("between", "moments") == "reml" ? NetworkTau::reml : NetworkTau::moments;
    const bool random = reader.choiceOr("model", "random") == "random";
    const std::string reference = reader.text("reference");
    const std::string data = reader.path() + "/data";

    std::vector<NetworkComparison> comparisons;
    if (generic) {
        comparisons = readComparisons(reader, measure);
    } else {
        const std::vector<NetworkArm> arms = readArms(reader, measure);
        if (reader.failed()) return reader.issues();
        Result<std::vector<NetworkComparison>> made = networkComparisons(arms, measure, zeroCells);
        if (!made) return locatedAt(made.issues(), data);
        comparisons = std::move(*made);
    }
    for (const NetworkComparison& comparison : comparisons) {
        if (isShowable(measure, comparison.effect, comparison.standardError)) continue;
        reader.add({"synthesis.effectTooLarge",
                    Severity::error,
                    data,
                    numberText(comparison.effect),
                    numberText(largestLogRatio),
                    {{"study", comparison.study}}});
    }
    if (reader.failed()) return reader.issues();
    Result<NetworkMetaAnalysis> network = networkMetaAnalysis(comparisons, settings);
    if (!network) return locatedAt(network.issues(), data);

    NetworkView view;
    view.scale.measure = measure;
    view.level = settings.level;
    view.random = random;
    const std::string degrees = reader.choiceOr("predictionDegrees", "q");
    view.predictionDegrees = degrees == "qLessOne" ? NetworkPredictionDegrees::ofQLessOne
                             : degrees == "normal" ? NetworkPredictionDegrees::normal
                                                   : NetworkPredictionDegrees::ofQ;
    view.network = std::move(*network);
    const std::vector<std::string>& treatments = view.network.treatments;
    if (!reference.empty()) {
        const auto found = std::ranges::find(treatments, reference);
        if (found == treatments.end()) {
            std::string known;
            for (const std::string& name : treatments) known += (known.empty() ? "" : ", ") + name;
            reader.refuse("synthesis.unknownTreatment", "reference", reference, known);
            return reader.issues();
        }
        view.reference = static_cast<std::size_t>(found - treatments.begin());
    }

    StudyResult result;
    addFigures(view, result);
    result.tables = {networkEffectsTable(view), networkLeagueTable(view, LeagueCells::estimate)};
    addLeagueLimits(reader, view, result);
    result.tables.insert(result.tables.end(),
                         {networkRankTable(view), networkSplitTable(view), networkDesignTable(view)});
    if (view.network.total.degrees < leastPredictionDegrees) {
        result.notes.push_back({"synthesis.noPrediction",
                                Severity::info,
                                data,
                                numberText(view.network.total.degrees),
                                numberText(leastPredictionDegrees),
                                {}});
    }
    result.charts = {networkGraph(view), networkForest(view), networkRanks(view), networkSplitForest(view)};
    addEstimates(view, result);
    const Text label = measureLabel(measure);
    const bool reml = settings.tau == NetworkTau::reml;
    const Text prediction = predictionText(view);
    result.methodText = {
        "頻度論的ネットワークメタアナリシス（グラフ理論による重み付き最小二乗、多群試験は重みの縮約）。指標：" +
            label.ja + "。研究間分散は" + (reml ? "REML" : "一般化DerSimonian–Lairdモーメント法") +
            "。順位はPスコア。不一致はデザインによるQの分解と、直接・間接証拠の逆算による分割で調べた。" +
            prediction.ja,
        "Frequentist network meta-analysis by weighted least squares on the graph of comparisons; multi-arm trials by "
        "reduced weights. Measure: " +
            label.en + ". Variance between studies by " +
            (reml ? "REML" : "the generalised DerSimonian–Laird moment estimator") +
            ". Ranking by P-scores. Inconsistency by decomposition of Q over designs and by back-calculated direct and "
            "indirect evidence." +
            prediction.en};
    result.references = {
        "Rücker G. Network meta-analysis, electrical networks and graph theory. Res Synth Methods 2012;3:312-324.",
        "Rücker G, Schwarzer G. Reduce dimension or reduce weights? Stat Med 2014;33:4353-4369.",
        "Rücker G, Schwarzer G. Ranking treatments in frequentist network meta-analysis. BMC Med Res Methodol "
        "2015;15:58.",
        "Krahn U, Binder H, König J. A graphical tool for locating inconsistency in network meta-analyses. BMC Med Res "
        "Methodol 2013;13:35.",
        "König J, Krahn U, Binder H. Visualizing the flow of evidence in network meta-analysis. Stat Med "
        "2013;32:5414-5429.",
        "Higgins JPT, Thompson SG, Spiegelhalter DJ. A re-evaluation of random-effects meta-analysis. J R Stat Soc A "
        "2009;172:137-159."};
    return result;
}

std::vector<Field> fields() {
    const std::vector<std::string> comparisons = measureIds(isGeneric);
    const std::vector<std::string> means = measureIds(isOfMeans);
    std::vector<Field> fields{
        required(dataField("data", {"データ（1行＝1群、または1比較）", "Data, one row per arm or per comparison"})),
        required(choiceField("measure", {"効果の指標", "Measure of effect"}, choicesOf(networkMeasures),
                             {"「差」「比」では1行＝1比較、他は1行＝1群。",
                              "“Difference” and “ratio”: one row per comparison; others: one row per arm."})),
        columnField("study", {"研究名の列", "Column of studies"}),
        columnField("treatment", {"治療の列", "Column of treatments"}),
        usedWhen("measure", comparisons,
                 columnField("comparator", {"比較対照の列（比較データ）", "Column of comparators (comparisons)"})),
        usedWhen(
            "measure", comparisons,
            columnField("estimate", {"推定値の列（治療−対照）", "Column of estimates, treatment minus comparator"})),
        usedWhen("measure", comparisons,
                 columnField("standardError", {"標準誤差の列", "Column of standard errors"},
                             {"比では対数の標準誤差。", "Of ratios: of the logarithm."})),
        usedWhen("measure", {"ratio"},
                 yesNoField("alreadyLog", {"推定値はすでに対数", "Estimates are logarithms already"})),
        usedWhen("measure", measureIds([](auto measure) { return isOfTables(measure) || isOfRates(measure); }),
                 columnField("events", {"イベント数の列", "Column of events"})),
        usedWhen("measure", measureIds([](auto measure) { return isOfTables(measure) || isOfMeans(measure); }),
                 columnField("size", {"例数の列", "Column of patients"})),
        usedWhen("measure", measureIds(isOfRates), columnField("time", {"観察人時の列", "Column of person-time"})),
        usedWhen("measure", means, columnField("mean", {"平均の列", "Column of means"})),
        usedWhen("measure", means, columnField("deviation", {"標準偏差の列", "Column of SDs"})),
        textField("reference", {"基準の治療", "Reference treatment"},
                  {"空欄：名前の順で最初の治療。", "Empty: the first by name."}),
        choiceField("model", {"報告するモデル", "Model reported"},
                    {{"random", {"変量効果", "Random effects"}}, {"common", {"共通効果", "Common effect"}}}),
        choiceField(
            "between", {"研究間分散の推定", "Variance between studies"},
            {{"moments", {"一般化DerSimonian–Laird", "Generalised DerSimonian–Laird"}}, {"reml", {"REML", "REML"}}}),
        choiceField("predictionDegrees", {"予測区間のt分布の自由度", "Degrees of freedom of prediction intervals"},
                    {{"q", {"Qの自由度", "Those of Q"}},
                     {"qLessOne", {"Qの自由度−1", "Those of Q less one"}},
                     {"normal", {"正規分布", "Normal distribution"}}},
                    {"空欄：Qの自由度。", "Empty: those of Q."}),
        choiceField("leagueLimits", {"リーグ表に添える区間", "Limits beside the league table"},
                    {{"none", {"なし", "None"}},
                     {"confidence", {"信頼区間", "Confidence interval"}},
                     {"prediction", {"予測区間", "Prediction interval"}}},
                    {"空欄：なし。", "Empty: none."}),
        choiceField("goodDirection", {"望ましい方向", "Good direction"},
                    {{"small", {"小さいほど良い", "Small is good"}}, {"large", {"大きいほど良い", "Large is good"}}})};
    for (Field& field : zeroCellFields()) fields.push_back(std::move(field));
    fields.push_back(levelField());
    return fields;
}

}  // namespace

StudyDefinition networkStudy() {
    return {
        .id = "nma",
        .group = StudyGroup::evidence,
        .name = {"ネットワークメタアナリシス", "Network meta-analysis"},
        .purpose = {"直接・間接の比較をまとめて複数の治療の効果と順位を推定し、証拠の不一致を調べます。",
                    "Effects and ranking of several treatments from direct and indirect comparisons, and the "
                    "inconsistency of the evidence."},
        .fields = fields(),
        .run = run,
    };
}

}  // namespace kachi
