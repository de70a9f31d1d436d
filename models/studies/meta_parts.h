#pragma once

#include "models/statistics/meta_sensitivity.h"
#include "models/studies/meta_inputs.h"

namespace kachi {

// Tables and charts of the study `meta`.

/// One pooled result of the table of models.
struct MetaPooled {
    std::string key;
    Text label;
    MetaCoefficient coefficient;
    double tauSquared = 0;
    std::optional<MetaHeterogeneity> heterogeneity;
};

StudyTable metaStudiesTable(const MetaInputs& inputs, const std::vector<double>& weights);
StudyTable metaModelsTable(const MetaInputs& inputs, const std::vector<MetaPooled>& pooled);
StudyTable metaSequenceTable(const MetaInputs& inputs, const std::string& key, const Text& title,
                             const std::vector<std::string>& names, const std::vector<MetaModel>& models);
StudyTable metaInfluenceTable(const MetaInputs& inputs, const std::vector<StudyInfluence>& influences);
StudyTable metaSubgroupsTable(const MetaInputs& inputs, const MetaSubgroups& subgroups);
StudyTable metaRegressionTable(const std::vector<std::string>& names, const MetaModel& model);

StudyChart metaForest(const MetaInputs& inputs, const std::vector<double>& weights,
                      const std::vector<MetaPooled>& pooled, const std::optional<Prediction>& prediction);
StudyChart metaFunnel(const MetaInputs& inputs, double centre, const std::vector<EffectSize>& filled);
StudyChart metaSequenceForest(const MetaInputs& inputs, const std::string& key, const Text& title,
                              const std::vector<std::string>& names, const std::vector<MetaModel>& models);
StudyChart metaBaujat(const MetaInputs& inputs, const std::vector<StudyInfluence>& influences);
StudyChart metaBubbles(const MetaInputs& inputs, const DesignColumn& moderator, const MetaModel& model);

}  // namespace kachi
