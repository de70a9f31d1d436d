#include "models/studies/meta_parts.h"

#include "models/statistics/distribution.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

double halfWidth(const EffectSize& effect, double level) {
    return normalQuantile((1 + level) / 2) * std::sqrt(effect.variance);
}

/// Estimate, limits on the reported scale; then scale of the analysis.
void appendCoefficient(std::vector<StudyValue>& row, const EffectScale& scale, const MetaCoefficient& coefficient) {
    row.insert(row.end(), {studyCell(scale.natural(coefficient.estimate)), studyCell(scale.natural(coefficient.low)),
                           studyCell(scale.natural(coefficient.high)), studyCell(coefficient.estimate),
                           studyCell(coefficient.standardError), studyCell(coefficient.p)});
}

std::vector<StudyColumn> coefficientColumns(const EffectScale& scale) {
    return {{"estimate", measureLabel(scale.measure), scale.unit()},
            {"low", {"下限", "Low"}, scale.unit()},
            {"high", {"上限", "High"}, scale.unit()},
            {"analysisEstimate", {"解析尺度の推定値", "Estimate as analysed"}},
            {"standardError", {"標準誤差", "SE"}},
            {"p", {"p値", "p"}}};
}

Text plain(const std::string& name) {
    return {name, name};
}

ForestChartRow forestRow(const EffectScale& scale, const Text& name, const MetaCoefficient& coefficient) {
    ForestChartRow row;
    row.name = name;
    row.estimate = scale.natural(coefficient.estimate);
    row.low = scale.natural(coefficient.low);
    row.high = scale.natural(coefficient.high);
    return row;
}

}  // namespace

StudyTable metaStudiesTable(const MetaInputs& inputs, const std::vector<double>& weights) {
    const Unit unit = inputs.scale.unit();
    StudyTable table{"studies",
                     {"研究ごとの効果", "Effects of studies"},
                     {{"study", {"研究", "Study"}},
                      {"estimate", measureLabel(inputs.scale.measure), unit},
                      {"low", {"下限", "Low"}, unit},
                      {"high", {"上限", "High"}, unit},
                      {"analysisEstimate", {"解析尺度の推定値", "Estimate as analysed"}},
                      {"variance", {"分散", "Variance"}},
                      {"standardError", {"標準誤差", "SE"}},
                      {"weight", {"重み", "Weight"}, Unit::ratio}},
                     {}};
    for (std::size_t study = 0; study < inputs.effects.size(); ++study) {
        const EffectSize& effect = inputs.effects[study];
        const double width = halfWidth(effect, inputs.settings.level);
        std::vector<StudyValue> row{studyCell(inputs.names[study]),
                                    studyCell(inputs.scale.natural(effect.estimate)),
                                    studyCell(inputs.scale.natural(effect.estimate - width)),
                                    studyCell(inputs.scale.natural(effect.estimate + width)),
                                    studyCell(effect.estimate),
                                    studyCell(effect.variance),
                                    studyCell(std::sqrt(effect.variance))};
        row.push_back(weights.empty() ? StudyValue{} : studyCell(weights[study]));
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyTable metaModelsTable(const MetaInputs& inputs, const std::vector<MetaPooled>& pooled) {
    std::vector<StudyColumn> columns{{"model", {"モデル", "Model"}}};
    for (const StudyColumn& column : coefficientColumns(inputs.scale)) columns.push_back(column);
    columns.push_back({"tauSquared", {"τ²", "τ²"}});
    columns.push_back({"q", {"Q", "Q"}});
    columns.push_back({"qDegrees", {"自由度", "df"}});
    columns.push_back({"qP", {"Qのp値", "p of Q"}});
    columns.push_back({"iSquared", {"I²", "I²"}, Unit::ratio});
    StudyTable table{"models", {"統合結果", "Pooled results"}, columns, {}};
    for (const MetaPooled& model : pooled) {
        std::vector<StudyValue> row{studyCell(model.label)};
        appendCoefficient(row, inputs.scale, model.coefficient);
        row.push_back(studyCell(model.tauSquared));
        if (model.heterogeneity) {
            row.insert(row.end(), {studyCell(model.heterogeneity->q), studyCell(model.heterogeneity->degrees),
                                   studyCell(model.heterogeneity->p), studyCell(model.heterogeneity->iSquared)});
        } else {
            row.resize(columns.size());
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyTable metaSequenceTable(const MetaInputs& inputs, const std::string& key, const Text& title,
                             const std::vector<std::string>& names, const std::vector<MetaModel>& models) {
    std::vector<StudyColumn> columns{{"study", {"研究", "Study"}}};
    for (const StudyColumn& column : coefficientColumns(inputs.scale)) columns.push_back(column);
    columns.push_back({"tauSquared", {"τ²", "τ²"}});
    columns.push_back({"iSquared", {"I²", "I²"}, Unit::ratio});
    StudyTable table{key, title, columns, {}};
    for (std::size_t study = 0; study < models.size(); ++study) {
        std::vector<StudyValue> row{studyCell(names[study])};
        appendCoefficient(row, inputs.scale, models[study].coefficients.front());
        row.push_back(studyCell(models[study].tauSquared));
        row.push_back(studyCell(models[study].heterogeneity.iSquared));
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyTable metaInfluenceTable(const MetaInputs& inputs, const std::vector<StudyInfluence>& influences) {
    StudyTable table{"influence",
                     {"影響の診断", "Influence"},
                     {{"study", {"研究", "Study"}},
                      {"studentisedResidual", {"外部スチューデント化残差", "Studentised residual"}},
                      {"dffits", {"DFFITS", "DFFITS"}},
                      {"cooksDistance", {"Cookの距離", "Cook's distance"}},
                      {"covarianceRatio", {"共分散比", "Covariance ratio"}},
                      {"tauSquaredWithout", {"除外時のτ²", "τ² without"}},
                      {"qWithout", {"除外時のQ", "Q without"}},
                      {"weight", {"重み（てこ比）", "Weight (hat)"}, Unit::ratio},
                      {"baujatQ", {"Qへの寄与", "Contribution to Q"}},
                      {"baujatPull", {"統合値への影響", "Influence on the result"}}},
                     {}};
    for (std::size_t study = 0; study < influences.size(); ++study) {
        const StudyInfluence& one = influences[study];
        table.rows.push_back({studyCell(inputs.names[study]), studyCell(one.studentisedResidual), studyCell(one.dffits),
                              studyCell(one.cooksDistance), studyCell(one.covarianceRatio),
                              studyCell(one.tauSquaredWithout), studyCell(one.qWithout), studyCell(one.weight),
                              studyCell(one.baujatQ), studyCell(one.baujatPull)});
    }
    return table;
}

StudyTable metaSubgroupsTable(const MetaInputs& inputs, const MetaSubgroups& subgroups) {
    std::vector<StudyColumn> columns{{"group", {"サブグループ", "Subgroup"}},
                                     {"studies", {"研究数", "Studies"}, Unit::count}};
    for (const StudyColumn& column : coefficientColumns(inputs.scale)) columns.push_back(column);
    columns.push_back({"tauSquared", {"τ²", "τ²"}});
    columns.push_back({"q", {"Q", "Q"}});
    columns.push_back({"iSquared", {"I²", "I²"}, Unit::ratio});
    StudyTable table{"subgroups", {"サブグループ", "Subgroups"}, columns, {}};
    for (const MetaSubgroup& group : subgroups.groups) {
        std::vector<StudyValue> row{studyCell(group.name), studyCell(static_cast<double>(group.studies))};
        appendCoefficient(row, inputs.scale, group.model.coefficients.front());
        row.insert(row.end(), {studyCell(group.model.tauSquared), studyCell(group.model.heterogeneity.q),
                               studyCell(group.model.heterogeneity.iSquared)});
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyTable metaRegressionTable(const std::vector<std::string>& names, const MetaModel& model) {
    StudyTable table{"metaRegression",
                     {"メタ回帰", "Meta-regression"},
                     {{"term", {"項", "Term"}},
                      {"coefficient", {"係数", "Coefficient"}},
                      {"standardError", {"標準誤差", "SE"}},
                      {"statistic", {"統計量", "Statistic"}},
                      {"p", {"p値", "p"}},
                      {"low", {"下限", "Low"}},
                      {"high", {"上限", "High"}}},
                     {}};
    for (std::size_t term = 0; term < names.size(); ++term) {
        const MetaCoefficient& one = model.coefficients[term];
        table.rows.push_back({studyCell(names[term]), studyCell(one.estimate), studyCell(one.standardError),
                              studyCell(one.statistic), studyCell(one.p), studyCell(one.low), studyCell(one.high)});
    }
    return table;
}

StudyChart metaForest(const MetaInputs& inputs, const std::vector<double>& weights,
                      const std::vector<MetaPooled>& pooled, const std::optional<Prediction>& prediction) {
    ForestChart forest;
    forest.effect = inputs.scale.axis();
    forest.noEffect = inputs.scale.noEffect();
    for (std::size_t study = 0; study < inputs.effects.size(); ++study) {
        const EffectSize& effect = inputs.effects[study];
        const double width = halfWidth(effect, inputs.settings.level);
        MetaCoefficient own;
        own.estimate = effect.estimate;
        own.low = effect.estimate - width;
        own.high = effect.estimate + width;
        forest.rows.push_back(forestRow(inputs.scale, plain(inputs.names[study]), own));
        if (!weights.empty()) forest.rows.back().weight = weights[study];
    }
    for (const MetaPooled& model : pooled) {
        forest.rows.push_back(forestRow(inputs.scale, model.label, model.coefficient));
        forest.rows.back().pooled = true;
    }
    if (prediction) {
        MetaCoefficient next = pooled.back().coefficient;
        next.low = prediction->low;
        next.high = prediction->high;
        forest.rows.push_back(forestRow(inputs.scale, {"予測区間", "Prediction interval"}, next));
        forest.rows.back().pooled = true;
    }
    return {"forest",
            {"フォレストプロット", "Forest plot"},
            {"四角は研究、ひし形は統合値。", "Squares are studies, diamonds pooled results."},
            forest};
}

StudyChart metaFunnel(const MetaInputs& inputs, double centre, const std::vector<EffectSize>& filled) {
    const EffectScale& scale = inputs.scale;
    PlotChart plot;
    plot.x = scale.axis();
    plot.y.label = {"標準誤差", "Standard error"};
    plot.y.minimum = 0;
    plot.y.descending = true;
    double largest = 0;
    ChartSeries points;
    points.name = {"研究", "Studies"};
    points.mark = ChartMark::points;
    for (const EffectSize& effect : inputs.effects) {
        const double error = std::sqrt(effect.variance);
        points.x.push_back(scale.natural(effect.estimate));
        points.y.push_back(error);
        largest = std::max(largest, error);
    }
    plot.series.push_back(std::move(points));
    if (!filled.empty()) {
        ChartSeries added;
        added.name = {"補われた研究（trim-and-fill）", "Filled studies (trim and fill)"};
        added.mark = ChartMark::points;
        for (const EffectSize& effect : filled) {
            added.x.push_back(scale.natural(effect.estimate));
            added.y.push_back(std::sqrt(effect.variance));
        }
        plot.series.push_back(std::move(added));
    }
    const double width = normalQuantile((1 + inputs.settings.level) / 2) * largest;
    ChartSeries limits;
    limits.name = {"擬似信頼限界", "Pseudo-confidence limits"};
    limits.x = {scale.natural(centre - width), scale.natural(centre), scale.natural(centre + width)};
    limits.y = {largest, 0, largest};
    plot.series.push_back(std::move(limits));
    plot.verticals.push_back({{"統合値", "Pooled"}, scale.natural(centre)});
    return {"funnel",
            {"ファンネルプロット", "Funnel plot"},
            {"点線は統合値のまわりで研究が収まるはずの範囲。",
             "Lines: where studies are expected around the pooled value."},
            plot};
}

StudyChart metaSequenceForest(const MetaInputs& inputs, const std::string& key, const Text& title,
                              const std::vector<std::string>& names, const std::vector<MetaModel>& models) {
    ForestChart forest;
    forest.effect = inputs.scale.axis();
    forest.noEffect = inputs.scale.noEffect();
    for (std::size_t study = 0; study < models.size(); ++study) {
        forest.rows.push_back(forestRow(inputs.scale, plain(names[study]), models[study].coefficients.front()));
    }
    return {key, title, {}, forest};
}

StudyChart metaBaujat(const MetaInputs& inputs, const std::vector<StudyInfluence>& influences) {
    PlotChart plot;
    plot.x.label = {"Qへの寄与", "Contribution to Q"};
    plot.y.label = {"統合値への影響", "Influence on the pooled result"};
    for (std::size_t study = 0; study < influences.size(); ++study) {
        ChartSeries point;
        point.name = plain(inputs.names[study]);
        point.mark = ChartMark::points;
        point.x = {influences[study].baujatQ};
        point.y = {influences[study].baujatPull};
        plot.series.push_back(std::move(point));
    }
    return {
        "baujat",
        {"Baujatプロット", "Baujat plot"},
        {"右上の研究ほど異質性と結果の両方を動かす。", "Studies at the upper right drive heterogeneity and result."},
        plot};
}

StudyChart metaBubbles(const MetaInputs& inputs, const DesignColumn& moderator, const MetaModel& model) {
    PlotChart plot;
    plot.x.label = plain(moderator.name);
    plot.y = inputs.scale.axis();
    ChartSeries points;
    points.name = {"研究", "Studies"};
    points.mark = ChartMark::points;
    points.x = moderator.values;
    for (const EffectSize& effect : inputs.effects) points.y.push_back(inputs.scale.natural(effect.estimate));
    plot.series.push_back(std::move(points));
    const auto [least, most] = std::ranges::minmax(moderator.values);
    ChartSeries line;
    line.name = {"メタ回帰", "Meta-regression"};
    const MetaCoefficient& intercept = model.coefficients[0];
    const double quantile =
        intercept.standardError > 0 ? (intercept.high - intercept.estimate) / intercept.standardError : 0;
    constexpr int steps = 40;
    for (int step = 0; step <= steps; ++step) {
        const double x = least + (most - least) * step / steps;
        const double y = intercept.estimate + model.coefficients[1].estimate * x;
        line.x.push_back(x);
        line.y.push_back(inputs.scale.natural(y));
        if (quantile == 0) continue;
        const double variance =
            model.covariance(0, 0) + 2 * x * model.covariance(0, 1) + x * x * model.covariance(1, 1);
        line.low.push_back(inputs.scale.natural(y - quantile * std::sqrt(variance)));
        line.high.push_back(inputs.scale.natural(y + quantile * std::sqrt(variance)));
    }
    plot.series.push_back(std::move(line));
    return {"metaRegression", {"メタ回帰", "Meta-regression"}, {}, plot};
}

}  // namespace kachi
