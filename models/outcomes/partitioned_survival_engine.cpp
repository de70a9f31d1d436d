#include "models/outcomes/partitioned_survival_engine.h"

namespace kachi {

std::unique_ptr<PreparedOutcome> preparePartitionedSurvival(const EngineInputs&, Issues& issues) {
    issues.push_back({"outcomes.structureMissing", Severity::error, "/outcomes/survival", {}, {}, {}});
    return nullptr;
}

}  // namespace kachi
