#pragma once

#include "models/statistics/network_meta_analysis.h"
#include "models/studies/synthesis_inputs.h"

namespace kachi {

// Tables and charts of the study `nma`.

/// What tables and charts of a network are made from.
struct NetworkView {
    EffectScale scale;
    double level = 0;
    bool random = true;         ///< which model is reported
    std::size_t reference = 0;  ///< index of a treatment
    NetworkPredictionDegrees predictionDegrees = NetworkPredictionDegrees::ofQ;
    NetworkMetaAnalysis network;

    const NetworkEstimates& estimates() const { return random ? network.random : network.common; }
    const std::vector<NetworkSplit>& splits() const { return random ? network.randomSplits : network.commonSplits; }
    double low(double estimate, double error) const;
    double high(double estimate, double error) const;
    /// Of random effects, whichever model is reported; on the scale of the analysis.
    std::optional<Prediction> prediction(std::size_t first, std::size_t second) const;
};

/// Indices of treatments, best P-score of the reported model first.
std::vector<std::size_t> treatmentsByRank(const NetworkView& view);

/// Tables of all pairs, treatments in the order of their ranks, row against column.
enum class LeagueCells { estimate, confidenceLow, confidenceHigh, predictionLow, predictionHigh };
StudyTable networkLeagueTable(const NetworkView& view, LeagueCells cells);
StudyTable networkEffectsTable(const NetworkView& view);
StudyTable networkRankTable(const NetworkView& view);
StudyTable networkSplitTable(const NetworkView& view);
StudyTable networkDesignTable(const NetworkView& view);

StudyChart networkGraph(const NetworkView& view);
StudyChart networkForest(const NetworkView& view);
StudyChart networkRanks(const NetworkView& view);
StudyChart networkSplitForest(const NetworkView& view);

}  // namespace kachi
