#pragma once

#include "models/evaluation/evaluation.h"

#include <string>

namespace kachi {

/// What the JSON of an evaluation holds beyond its figures.
struct EvaluationJsonOptions {
    bool perDraw = false;  ///< outcomes of every draw: outcomes.draws.{cost, qaly, lifeYears}.<strategy>[draw]
};

/// All results as stable, documented JSON ("format": "kachi-evaluation", "schema": 1), UTF-8, shortest round-trip
/// numbers, figures that are not defined as null. The keys are described in resources/guide and tested.
std::string evaluationToJson(const Case& value, const Evaluation& evaluation,
                             const EvaluationJsonOptions& options = {});

}  // namespace kachi
