#pragma once

#include "models/evaluation/evaluation.h"

#include <QString>

namespace kachi {

/// A figure for a headline: four significant digits, 万円 and 億円 (million yen in English) where yen grow long,
/// with its unit. Tables keep plain yen; see app/report/number_format.h.
QString figureText(double value, Unit unit);

/// What a headline shows of a metric: its base value, or why there is none. The currency of the outcome model is
/// named as the case names it.
QString figureText(const Metric& metric, const Case& value);

/// "95% interval low to high" over draws; empty when nothing it depends on varies.
QString intervalText(const Metric& metric);

/// Name of a value model in the language of the windows: "outcomes" → アウトカム.
QString modelName(const std::string& model);

/// The figures of one value model a reader wants first, at most three.
std::vector<const Metric*> headlines(const Evaluation& evaluation, const std::string& model);

/// "Cost · standard": label and row of a metric.
QString metricName(const Metric& metric);

/// Every value model, in the order of the sections.
const std::vector<std::string>& valueModels();

/// Does the case use the value model?
bool usesModel(const Case& value, const std::string& model);

}  // namespace kachi
