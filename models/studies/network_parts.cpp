#include "models/studies/network_parts.h"

#include "models/statistics/distribution.h"
#include "models/statistics/reference_distributions.h"

#include <algorithm>
#include <numeric>

namespace kachi {
namespace {

Eigen::Index at(std::size_t treatment) {
    return static_cast<Eigen::Index>(treatment);
}

std::string versus(const NetworkView& view, std::size_t first, std::size_t second) {
    return view.network.treatments[first] + " : " + view.network.treatments[second];
}

void appendEffect(std::vector<StudyValue>& row, const NetworkView& view, double estimate, double error) {
    row.insert(row.end(), {studyCell(view.scale.natural(estimate)), studyCell(view.low(estimate, error)),
                           studyCell(view.high(estimate, error))});
}

ForestChartRow forestRow(const NetworkView& view, const std::string& name, double estimate, double error) {
    ForestChartRow row;
    row.name = {name, name};
    row.estimate = view.scale.natural(estimate);
    row.low = view.low(estimate, error);
    row.high = view.high(estimate, error);
    return row;
}

}  // namespace

double NetworkView::low(double estimate, double error) const {
    return scale.natural(estimate - normalQuantile((1 + level) / 2) * error);
}

double NetworkView::high(double estimate, double error) const {
    return scale.natural(estimate + normalQuantile((1 + level) / 2) * error);
}

std::optional<Prediction> NetworkView::prediction(std::size_t first, std::size_t second) const {
    return networkPrediction(network, first, second, predictionDegrees, level);
}

std::vector<std::size_t> treatmentsByRank(const NetworkView& view) {
    std::vector<std::size_t> order(view.network.treatments.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](std::size_t treatment) { return view.estimates().pScores[treatment]; });
    return order;
}

StudyTable networkLeagueTable(const NetworkView& view, LeagueCells cells) {
    const bool predicts = cells == LeagueCells::predictionLow || cells == LeagueCells::predictionHigh;
    const bool low = cells == LeagueCells::confidenceLow || cells == LeagueCells::predictionLow;
    StudyTable table{"league",
                     {"リーグ表（行の治療−列の治療、または比）", "League table (row against column)"},
                     {{"treatment", {"治療", "Treatment"}}},
                     {}};
    if (cells != LeagueCells::estimate) {
        const Text kind = predicts ? Text{"予測区間", "prediction interval"} : Text{"信頼区間", "confidence interval"};
        table.key = low ? "leagueLow" : "leagueHigh";
        table.title = low ? Text{"リーグ表：" + kind.ja + "の下限", "League table: lower limits, " + kind.en}
                          : Text{"リーグ表：" + kind.ja + "の上限", "League table: upper limits, " + kind.en};
    }
    const std::vector<std::size_t> order = treatmentsByRank(view);
    for (std::size_t column = 0; column < order.size(); ++column) {
        const std::string& name = view.network.treatments[order[column]];
        table.columns.push_back({"against" + std::to_string(column + 1), {name, name}, view.scale.unit()});
    }
    const auto cell = [&](std::size_t row, std::size_t column) -> StudyValue {
        if (row == column) return {};
        if (predicts) {
            const std::optional<Prediction> prediction = view.prediction(row, column);
            if (!prediction) return {};
            return studyCell(view.scale.natural(low ? prediction->low : prediction->high));
        }
        const double effect = view.estimates().effects(at(row), at(column));
        if (cells == LeagueCells::estimate) return studyCell(view.scale.natural(effect));
        const double error = view.estimates().standardErrors(at(row), at(column));
        return studyCell(low ? view.low(effect, error) : view.high(effect, error));
    };
    for (const std::size_t row : order) {
        std::vector<StudyValue> made{studyCell(view.network.treatments[row])};
        for (const std::size_t column : order) made.push_back(cell(row, column));
        table.rows.push_back(std::move(made));
    }
    return table;
}

StudyTable networkEffectsTable(const NetworkView& view) {
    const Unit unit = view.scale.unit();
    StudyTable table{"effects",
                     {"すべての組の効果", "Effects of all pairs"},
                     {{"treatment", {"治療", "Treatment"}},
                      {"comparator", {"比較対照", "Comparator"}},
                      {"commonEstimate", {"共通効果", "Common effect"}, unit},
                      {"commonLow", {"下限", "Low"}, unit},
                      {"commonHigh", {"上限", "High"}, unit},
                      {"commonAnalysisEstimate", {"共通効果（解析尺度）", "Common, as analysed"}},
                      {"commonStandardError", {"標準誤差", "SE"}},
                      {"randomEstimate", {"変量効果", "Random effects"}, unit},
                      {"randomLow", {"下限", "Low"}, unit},
                      {"randomHigh", {"上限", "High"}, unit},
                      {"randomAnalysisEstimate", {"変量効果（解析尺度）", "Random, as analysed"}},
                      {"randomStandardError", {"標準誤差", "SE"}},
                      {"randomP", {"p値（変量効果）", "p, random effects"}},
                      {"predictionLow", {"予測区間の下限", "Prediction, low"}, unit},
                      {"predictionHigh", {"予測区間の上限", "Prediction, high"}, unit}},
                     {}};
    const std::size_t size = view.network.treatments.size();
    for (std::size_t row = 0; row < size; ++row) {
        for (std::size_t column = 0; column < size; ++column) {
            if (row == column) continue;
            std::vector<StudyValue> cells{studyCell(view.network.treatments[row]),
                                          studyCell(view.network.treatments[column])};
            for (const NetworkEstimates* model : {&view.network.common, &view.network.random}) {
                const double estimate = model->effects(at(row), at(column));
                const double error = model->standardErrors(at(row), at(column));
                appendEffect(cells, view, estimate, error);
                cells.push_back(studyCell(estimate));
                cells.push_back(studyCell(error));
            }
            const double z = view.network.random.effects(at(row), at(column)) /
                             view.network.random.standardErrors(at(row), at(column));
            cells.push_back(studyCell(twoSidedNormal(z)));
            const std::optional<Prediction> prediction = view.prediction(row, column);
            cells.push_back(prediction ? studyCell(view.scale.natural(prediction->low)) : StudyValue{});
            cells.push_back(prediction ? studyCell(view.scale.natural(prediction->high)) : StudyValue{});
            table.rows.push_back(std::move(cells));
        }
    }
    return table;
}

StudyTable networkRankTable(const NetworkView& view) {
    StudyTable table{"ranks",
                     {"Pスコア", "P-scores"},
                     {{"treatment", {"治療", "Treatment"}},
                      {"commonPScore", {"共通効果", "Common effect"}, Unit::ratio},
                      {"randomPScore", {"変量効果", "Random effects"}, Unit::ratio},
                      {"arms", {"群の数", "Arms"}, Unit::count}},
                     {}};
    for (const std::size_t treatment : treatmentsByRank(view)) {
        table.rows.push_back(
            {studyCell(view.network.treatments[treatment]), studyCell(view.network.common.pScores[treatment]),
             studyCell(view.network.random.pScores[treatment]), studyCell(view.network.arms[treatment])});
    }
    return table;
}

StudyTable networkSplitTable(const NetworkView& view) {
    const Unit unit = view.scale.unit();
    StudyTable table{"splits",
                     {"直接比較と間接比較（ノード分割）", "Direct and indirect evidence (node splitting)"},
                     {{"comparison", {"比較", "Comparison"}},
                      {"studies", {"研究数", "Studies"}, Unit::count},
                      {"directShare", {"直接証拠の割合", "Proportion direct"}, Unit::ratio},
                      {"network", {"ネットワーク", "Network"}, unit},
                      {"networkLow", {"下限", "Low"}, unit},
                      {"networkHigh", {"上限", "High"}, unit},
                      {"direct", {"直接", "Direct"}, unit},
                      {"directLow", {"下限", "Low"}, unit},
                      {"directHigh", {"上限", "High"}, unit},
                      {"indirect", {"間接", "Indirect"}, unit},
                      {"indirectLow", {"下限", "Low"}, unit},
                      {"indirectHigh", {"上限", "High"}, unit},
                      {"differenceP", {"不一致のp値", "p of the difference"}}},
                     {}};
    for (const NetworkSplit& split : view.splits()) {
        std::vector<StudyValue> row{studyCell(versus(view, split.first, split.second)),
                                    studyCell(static_cast<double>(split.studies)), studyCell(split.directShare)};
        appendEffect(row, view, view.estimates().effects(at(split.first), at(split.second)),
                     view.estimates().standardErrors(at(split.first), at(split.second)));
        appendEffect(row, view, split.direct, split.directError);
        if (split.indirect) {
            appendEffect(row, view, *split.indirect, *split.indirectError);
            row.push_back(studyCell(split.differenceP));
        } else {
            row.resize(table.columns.size());
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyTable networkDesignTable(const NetworkView& view) {
    StudyTable table{"designs",
                     {"デザイン別の異質性", "Heterogeneity within designs"},
                     {{"design", {"デザイン", "Design"}},
                      {"studies", {"研究数", "Studies"}, Unit::count},
                      {"q", {"Q", "Q"}},
                      {"degrees", {"自由度", "df"}},
                      {"p", {"p値", "p"}}},
                     {}};
    for (const NetworkDesign& design : view.network.designs) {
        std::string name;
        for (const std::size_t treatment : design.treatments) {
            name += (name.empty() ? "" : " : ") + view.network.treatments[treatment];
        }
        table.rows.push_back({studyCell(name), studyCell(static_cast<double>(design.studies)),
                              studyCell(design.within.q), studyCell(design.within.degrees),
                              studyCell(design.within.p)});
    }
    return table;
}

StudyChart networkGraph(const NetworkView& view) {
    NetworkChart graph;
    for (std::size_t treatment = 0; treatment < view.network.treatments.size(); ++treatment) {
        const std::string& name = view.network.treatments[treatment];
        graph.nodes.push_back({{name, name}, view.network.arms[treatment]});
    }
    for (const NetworkSplit& split : view.splits()) {
        const std::string count = std::to_string(split.studies);
        graph.edges.push_back({static_cast<int>(split.first),
                               static_cast<int>(split.second),
                               static_cast<double>(split.studies),
                               {count, count}});
    }
    return {
        "network",
        {"ネットワーク図", "Network graph"},
        {"点の大きさは群の数、線の太さは比較した研究の数。", "Nodes by number of arms, edges by number of studies."},
        graph};
}

StudyChart networkForest(const NetworkView& view) {
    ForestChart forest;
    forest.effect = view.scale.axis();
    forest.noEffect = view.scale.noEffect();
    for (const std::size_t treatment : treatmentsByRank(view)) {
        if (treatment == view.reference) continue;
        forest.rows.push_back(forestRow(view, view.network.treatments[treatment],
                                        view.estimates().effects(at(treatment), at(view.reference)),
                                        view.estimates().standardErrors(at(treatment), at(view.reference))));
    }
    const std::string& reference = view.network.treatments[view.reference];
    return {"forest",
            {reference + " に対する効果", "Effects against " + reference},
            {"ネットワーク全体からの推定。", "Estimates of the whole network."},
            forest};
}

StudyChart networkRanks(const NetworkView& view) {
    BarChart bars;
    bars.value.label = {"Pスコア", "P-score"};
    bars.value.minimum = 0;
    bars.value.maximum = 1;
    bars.categoryLabel = {"治療", "Treatment"};
    bars.horizontal = true;
    ChartBars values;
    values.name = {"Pスコア", "P-score"};
    for (const std::size_t treatment : treatmentsByRank(view)) {
        const std::string& name = view.network.treatments[treatment];
        bars.categories.push_back({name, name});
        values.values.push_back(view.estimates().pScores[treatment]);
    }
    bars.series.push_back(std::move(values));
    return {"ranks",
            {"治療の順位（Pスコア）", "Ranking of treatments (P-scores)"},
            {"他の治療より良い確率の平均。", "Mean probability of being better than the others."},
            bars};
}

StudyChart networkSplitForest(const NetworkView& view) {
    ForestChart forest;
    forest.effect = view.scale.axis();
    forest.noEffect = view.scale.noEffect();
    for (const NetworkSplit& split : view.splits()) {
        const std::string name = versus(view, split.first, split.second);
        const auto add = [&](const Text& kind, double estimate, double error, bool pooled) {
            forest.rows.push_back(forestRow(view, name, estimate, error));
            forest.rows.back().name = {name + "（" + kind.ja + "）", name + " (" + kind.en + ")"};
            forest.rows.back().pooled = pooled;
        };
        add({"直接", "direct"}, split.direct, split.directError, false);
        if (split.indirect) add({"間接", "indirect"}, *split.indirect, *split.indirectError, false);
        add({"ネットワーク", "network"}, view.estimates().effects(at(split.first), at(split.second)),
            view.estimates().standardErrors(at(split.first), at(split.second)), true);
    }
    return {"splits", {"直接比較と間接比較", "Direct and indirect evidence"}, {}, forest};
}

}  // namespace kachi
