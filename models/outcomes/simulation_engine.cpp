#include "models/outcomes/simulation_engine.h"

namespace kachi {

std::unique_ptr<PreparedOutcome> prepareSimulation(const EngineInputs&, Issues& issues) {
    issues.push_back({"outcomes.structureMissing", Severity::error, "/outcomes/simulation", {}, {}, {}});
    return nullptr;
}

}  // namespace kachi
