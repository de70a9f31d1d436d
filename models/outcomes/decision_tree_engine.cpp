#include "models/outcomes/decision_tree_engine.h"

namespace kachi {

std::unique_ptr<PreparedOutcome> prepareDecisionTree(const EngineInputs&, Issues& issues) {
    issues.push_back({"outcomes.structureMissing", Severity::error, "/outcomes/tree", {}, {}, {}});
    return nullptr;
}

}  // namespace kachi
