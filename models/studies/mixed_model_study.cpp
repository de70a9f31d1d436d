// Linear mixed model: repeated measurements of subjects, sites or workers.
#include "models/statistics/mixed_model.h"

#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace kachi {
namespace {

std::vector<Field> fields() {
    return {
        required(dataField("data", {"データ", "Data"}, {"1行が1回の測定。", "One row per measurement."})),
        required(columnField("outcome", {"目的変数", "Outcome"})),
        yesNoField("logarithm", {"目的変数を対数に", "Logarithm of the outcome"}),
        columnsField("fixed", {"固定効果", "Fixed effects"},
                     {"数の列はそのまま、言葉の列は最初の水準（文字順）との差になります。",
                      "Columns of numbers as they are; columns of words as differences from the first level."}),
        columnsField("factors", {"区分として扱う数の列", "Columns of numbers taken as categories"},
                     {"固定効果に加わります。例：時点ごとの平均を比べるときの時点。",
                      "Added to the fixed effects, for example visits of which means are compared."}),
        columnsField("interaction", {"交互作用", "Interaction"},
                     {"固定効果の2列。例：群と時点。", "Two columns of the fixed effects, for example arm and visit."}),
        required(columnField("group", {"変量効果の群", "Groups of random effects"},
                             {"例：患者、施設、作業者。", "For example patients, sites or workers."})),
        columnsField("slopes", {"変量傾き", "Random slopes"},
                     {"群ごとに効果が異なる数の列。", "Columns of numbers whose effect varies between groups."}),
        yesNoField("uncorrelated", {"切片と傾きを無相関に", "Slopes not correlated with the intercept"}),
        columnsField("crossedGroups", {"他の変量切片", "Further random intercepts"},
                     {"例：施設と作業者が交差するとき。", "For example workers who are seen at several sites."}),
        choiceField(
            "method", {"推定法", "Method"},
            {{"reml", {"制限付き最尤法", "restricted maximum likelihood"}}, {"ml", {"最尤法", "maximum likelihood"}}},
            {"空なら制限付き最尤法。固定効果の異なるモデルの AIC は最尤法で比べます。",
             "Restricted when empty. Compare models with different fixed effects by AIC under maximum likelihood."}),
    };
}

/// Indicators of the levels of a column but the first.
std::vector<DesignColumn> categories(StudyReader& reader, const std::string& column,
                                     const std::vector<std::size_t>& rows) {
    const std::vector<std::string> cells = reader.words(column, rows);
    const std::set<std::string> levels(cells.begin(), cells.end());
    std::vector<DesignColumn> indicators;
    for (auto level = levels.begin(); level != levels.end(); ++level) {
        if (level == levels.begin()) continue;
        DesignColumn indicator{column + "=" + *level, {}};
        for (const std::string& cell : cells) indicator.values.push_back(cell == *level ? 1 : 0);
        indicators.push_back(std::move(indicator));
    }
    return indicators;
}

struct Columns {
    std::string outcome;
    std::vector<std::string> fixed;
    std::vector<std::string> factors;
    std::vector<std::string> interaction;
    std::string group;
    std::vector<std::string> slopes;
    std::vector<std::string> crossed;
};

Columns columnsOf(StudyReader& reader) {
    Columns columns{reader.neededColumn("outcome"), reader.columns("fixed"),      reader.columns("factors"),
                    reader.columns("interaction"),  reader.neededColumn("group"), reader.columns("slopes"),
                    reader.columns("crossedGroups")};
    const auto isFixed = [&](const std::string& column) {
        return std::ranges::count(columns.fixed, column) + std::ranges::count(columns.factors, column) > 0;
    };
    const bool fits = columns.interaction.empty() ||
                      (columns.interaction.size() == 2 && std::ranges::all_of(columns.interaction, isFixed));
    if (!fits && !reader.failed()) reader.refuse("mixedModel.interaction", "interaction", {}, "2");
    return columns;
}

void addColumn(MixedModelData& data, DesignColumn column) {
    data.fixedNames.push_back(std::move(column.name));
    data.fixedColumns.push_back(std::move(column.values));
}

void addFixed(StudyReader& reader, const Columns& columns, const std::vector<std::size_t>& rows, MixedModelData& data) {
    addColumn(data, {"(Intercept)", std::vector<double>(rows.size(), 1.0)});
    const auto isFactor = [&](const std::string& column) { return std::ranges::count(columns.factors, column) > 0; };
    std::vector<std::string> all = columns.fixed;
    for (const std::string& column : columns.factors) {
        if (std::ranges::count(all, column) == 0) all.push_back(column);
    }
    std::map<std::string, std::vector<DesignColumn>> made;
    for (const std::string& column : all) {
        made[column] = isFactor(column) ? categories(reader, column, rows) : reader.design({column}, rows);
        if (made[column].empty() && isFactor(column)) {
            reader.refuse("studies.constantColumn", "factors", column, reader.words(column, rows).front());
        }
        for (const DesignColumn& each : made[column]) addColumn(data, each);
    }
    if (columns.interaction.empty()) return;
    for (const DesignColumn& first : made[columns.interaction[0]]) {
        for (const DesignColumn& second : made[columns.interaction[1]]) {
            DesignColumn product{first.name + ":" + second.name, first.values};
            for (std::size_t row = 0; row < product.values.size(); ++row) product.values[row] *= second.values[row];
            addColumn(data, std::move(product));
        }
    }
}

void addRandom(StudyReader& reader, const Columns& columns, const std::vector<std::size_t>& rows,
               MixedModelData& data) {
    const RandomTerm intercept = randomIntercept(columns.group, reader.words(columns.group, rows));
    data.random.push_back(intercept);
    const bool uncorrelated = reader.yes("uncorrelated");
    for (const std::string& slope : columns.slopes) {
        if (uncorrelated) {
            data.random.push_back(intercept);
            data.random.back().columns.clear();
            data.random.back().values.clear();
        }
        data.random.back().columns.push_back(slope);
        data.random.back().values.push_back(reader.numbers(slope, rows));
    }
    for (const std::string& group : columns.crossed) {
        data.random.push_back(randomIntercept(group, reader.words(group, rows)));
    }
}

StudyTable fixedTable(const MixedModelFit& fit) {
    StudyTable table{"fixed",
                     {"固定効果", "Fixed effects"},
                     {{"name", {"項", "Term"}},
                      {"estimate", {"推定値", "Estimate"}},
                      {"standardError", {"標準誤差", "SE"}},
                      {"degrees", {"自由度（Satterthwaite）", "df (Satterthwaite)"}},
                      {"statistic", {"t", "t"}},
                      {"p", {"p", "p"}, Unit::probability},
                      {"low", {"95 %下限", "95 % low"}},
                      {"high", {"95 %上限", "95 % high"}},
                      {"kenwardRogerStandardError", {"標準誤差（Kenward–Roger）", "SE (Kenward-Roger)"}},
                      {"kenwardRogerDegrees", {"自由度（Kenward–Roger）", "df (Kenward-Roger)"}},
                      {"kenwardRogerF", {"F（Kenward–Roger）", "F (Kenward-Roger)"}},
                      {"kenwardRogerP", {"p（Kenward–Roger）", "p (Kenward-Roger)"}, Unit::probability}},
                     {}};
    for (const FixedEffect& effect : fit.fixed) {
        const FixedEffectTest& test = effect.satterthwaite;
        std::vector<StudyValue> row{studyCell(effect.name),  studyCell(effect.estimate), studyCell(test.standardError),
                                    studyCell(test.degrees), studyCell(test.statistic),  studyCell(test.p),
                                    studyCell(test.low),     studyCell(test.high)};
        row.resize(12);
        if (const auto& adjusted = effect.kenwardRoger) {
            row[8] = studyCell(adjusted->standardError);
            row[9] = studyCell(adjusted->degrees);
            row[10] = studyCell(adjusted->statistic * adjusted->statistic);
            row[11] = studyCell(adjusted->p);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyTable randomTable(const MixedModelFit& fit) {
    StudyTable table{"random",
                     {"変量効果の分散", "Variances of random effects"},
                     {{"group", {"群", "Group"}},
                      {"column", {"項", "Term"}},
                      {"with", {"相関の相手", "Correlated with"}},
                      {"variance", {"分散・共分散", "Variance or covariance"}},
                      {"standardDeviation", {"標準偏差", "SD"}},
                      {"correlation", {"相関", "Correlation"}}},
                     {}};
    for (const VarianceTerm& term : fit.random) {
        for (std::size_t column = 0; column < term.columns.size(); ++column) {
            table.rows.push_back({studyCell(term.group),
                                  studyCell(term.columns[column]),
                                  {},
                                  studyCell(term.covariance[column][column]),
                                  studyCell(term.standardDeviation(column)),
                                  {}});
            for (std::size_t other = 0; other < column; ++other) {
                table.rows.push_back({studyCell(term.group),
                                      studyCell(term.columns[column]),
                                      studyCell(term.columns[other]),
                                      studyCell(term.covariance[column][other]),
                                      {},
                                      studyCell(term.correlation(column, other))});
            }
        }
    }
    const double residual = fit.residualStandardDeviation;
    table.rows.push_back(
        {studyCell(Text{"残差", "Residual"}), {}, {}, studyCell(residual * residual), studyCell(residual), {}});
    return table;
}

StudyTable effectTable(const MixedModelFit& fit) {
    StudyTable table{
        "effects",
        {"群ごとの変量効果（最良線形不偏予測）", "Random effects by group (best linear unbiased predictions)"},
        {{"group", {"群", "Group"}},
         {"level", {"水準", "Level"}},
         {"column", {"項", "Term"}},
         {"effect", {"効果", "Effect"}},
         {"standardError", {"条件付き標準偏差", "Conditional SD"}}},
        {}};
    for (const VarianceTerm& term : fit.random) {
        for (std::size_t level = 0; level < term.levels.size(); ++level) {
            for (std::size_t column = 0; column < term.columns.size(); ++column) {
                table.rows.push_back({studyCell(term.group), studyCell(term.levels[level]),
                                      studyCell(term.columns[column]), studyCell(term.effects[level][column]),
                                      studyCell(term.standardErrors[level][column])});
            }
        }
    }
    return table;
}

StudyChart effectChart(const MixedModelFit& fit) {
    constexpr double reach = 1.96;
    const VarianceTerm& term = fit.random.front();
    ForestChart chart;
    chart.effect.label = {"変量効果", "Random effect"};
    for (std::size_t level = 0; level < term.levels.size(); ++level) {
        ForestChartRow row;
        row.name = {term.levels[level], term.levels[level]};
        row.estimate = term.effects[level][0];
        row.low = row.estimate - reach * term.standardErrors[level][0];
        row.high = row.estimate + reach * term.standardErrors[level][0];
        chart.rows.push_back(std::move(row));
    }
    std::ranges::sort(chart.rows, {}, &ForestChartRow::estimate);
    return {"effects",
            {"群ごとの変量切片", "Random intercepts by group"},
            {"95 %予測区間。", "95 % prediction intervals."},
            chart};
}

StudyChart residualChart(const MixedModelData& data, const MixedModelFit& fit) {
    PlotChart plot;
    plot.x.label = {"予測値", "Fitted value"};
    plot.y.label = {"残差", "Residual"};
    ChartSeries points;
    points.mark = ChartMark::points;
    points.x = fit.fitted;
    for (std::size_t row = 0; row < fit.fitted.size(); ++row) points.y.push_back(data.response[row] - fit.fitted[row]);
    plot.series.push_back(std::move(points));
    plot.horizontals = {{{}, 0}};
    return {"residuals",
            {"残差", "Residuals"},
            {"幅が予測値とともに変わるなら、対数を検討します。",
             "If their spread changes with the fitted value, consider logarithms."},
            plot};
}

/// The fixed effects with their intervals; the intercept, which comes first in the fit, only where it is all there is.
std::vector<StudyFigure> effectFigures(const MixedModelFit& fit) {
    std::vector<StudyFigure> figures;
    for (std::size_t at = fit.fixed.size() > 1 ? 1 : 0; at < fit.fixed.size(); ++at) {
        const FixedEffect& effect = fit.fixed[at];
        const FixedEffectTest& test = effect.satterthwaite;
        figures.push_back(studyFigure("fixed." + effect.name,
                                      {"固定効果 " + effect.name, "Fixed effect of " + effect.name}, effect.estimate,
                                      test.low, test.high));
        figures.back().standardError = test.standardError;
    }
    return figures;
}

StudyResult resultOf(const MixedModelData& data, const MixedModelFit& fit, bool logarithm) {
    StudyResult result;
    result.figures = effectFigures(fit);
    const auto add = [&result](StudyFigure figure) { result.figures.push_back(std::move(figure)); };
    add(studyFigure("observations", {"測定数", "Measurements"}, static_cast<double>(fit.observations), Unit::count));
    add(studyFigure("criterion",
                    {"−2 対数尤度（制限付き最尤法では制限付き）", "−2 log likelihood (restricted under REML)"},
                    fit.criterion));
    add(studyFigure("logLikelihood", {"対数尤度", "Log likelihood"}, fit.logLikelihood));
    add(studyFigure("aic", {"AIC", "AIC"}, fit.aic));
    add(studyFigure("bic", {"BIC", "BIC"}, fit.bic));
    add(studyFigure("residualStandardDeviation", {"残差標準偏差", "Residual SD"}, fit.residualStandardDeviation));
    result.tables = {fixedTable(fit), randomTable(fit), effectTable(fit)};
    result.charts = {effectChart(fit), residualChart(data, fit)};
    StudyJoint joint{"fixed", {"固定効果", "Fixed effects"}, {}, fit.fixedCovariance};
    for (const FixedEffect& effect : fit.fixed) {
        result.estimates.push_back(normalEstimate(effect.name, {effect.name, effect.name}, effect.estimate,
                                                  effect.satterthwaite.standardError));
        joint.estimates.push_back(effect.name);
    }
    result.joints = {joint};
    const bool reml = fit.method == MixedModelMethod::reml;
    result.methodText = {std::string("線形混合モデルを") + (reml ? "制限付き最尤法" : "最尤法") + "で当てはめた" +
                             (logarithm ? "（目的変数は対数）" : "") +
                             "。固定効果の検定と95 %信頼区間は t 分布により、自由度は Satterthwaite、"
                             "制限付き最尤法では Kenward–Roger の調整も示した。",
                         std::string("A linear mixed model") + (logarithm ? " of the logarithm of the outcome" : "") +
                             " was fitted by " + (reml ? "restricted maximum likelihood" : "maximum likelihood") +
                             ". Fixed effects are judged by Student's t with Satterthwaite's degrees of freedom, and "
                             "with the adjustment of "
                             "Kenward and Roger under restricted maximum likelihood; intervals are 95 %."};
    result.references = {
        "Bates D et al. Fitting linear mixed-effects models using lme4. J Stat Softw 2015;67(1):1-48.",
        "Kuznetsova A et al. lmerTest package: tests in linear mixed effects models. J Stat Softw 2017;82(13):1-26.",
        "Kenward MG, Roger JH. Small sample inference for fixed effects from restricted maximum likelihood. Biometrics "
        "1997;53:983-997."};
    result.notes = fit.notes;
    for (Issue& note : result.notes) note.where = "/inputs";
    return result;
}

Result<StudyResult> run(StudyReader& reader) {
    const Columns columns = columnsOf(reader);
    const bool logarithm = reader.yes("logarithm");
    const bool reml = reader.choiceOr("method", "reml") == "reml";
    if (reader.failed()) return reader.issues();
    std::vector<std::string> needed{columns.outcome, columns.group};
    for (const auto* more : {&columns.fixed, &columns.factors, &columns.slopes, &columns.crossed}) {
        needed.insert(needed.end(), more->begin(), more->end());
    }
    const std::vector<std::size_t> rows = reader.completeRows(needed);
    if (reader.failed()) return reader.issues();

    MixedModelData data;
    data.response = reader.numbers(columns.outcome, rows);
    addFixed(reader, columns, rows, data);
    addRandom(reader, columns, rows, data);
    for (std::size_t row = 0; logarithm && row < rows.size(); ++row) {
        if (!(data.response[row] > 0)) reader.refuseCell("mixedModel.noLogarithm", rows[row], columns.outcome, "0");
        data.response[row] = std::log(data.response[row]);
    }
    if (reader.failed()) return reader.issues();
    const auto fit = fitMixedModel(data, reml ? MixedModelMethod::reml : MixedModelMethod::ml);
    if (fit) return resultOf(data, *fit, logarithm);
    Issues faults = fit.issues();
    for (Issue& fault : faults) fault.where = "/inputs";
    return faults;
}

}  // namespace

StudyDefinition mixedModelStudy() {
    return {
        .id = "mixedModel",
        .group = StudyGroup::evidence,
        .name = {"線形混合モデル", "Linear mixed model"},
        .purpose = {"同じ患者・施設・作業者で繰り返した測定を、固定効果と変量効果に分けて解析します。",
                    "Analyses repeated measurements of patients, sites or workers by fixed and random effects."},
        .fields = fields(),
        .run = run,
    };
}

}  // namespace kachi
