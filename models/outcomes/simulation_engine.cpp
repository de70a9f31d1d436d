#include "models/outcomes/simulation_engine.h"

#include "models/outcomes/simulation_checks.h"
#include "models/outcomes/simulation_program.h"
#include "models/outcomes/simulation_run.h"

namespace kachi {

std::unique_ptr<PreparedOutcome> prepareSimulation(const EngineInputs& inputs, Issues& issues) {
    if (!inputs.structure.simulation) {
        issues.push_back({"outcomes.structureMissing", Severity::error, "/outcomes/simulation", {}, {}, {}});
        return nullptr;
    }
    Issues found = simulationFaults(inputs);
    SimulationProgram program;
    if (!hasErrors(found)) program = compileSimulation(inputs, found);
    const bool failed = hasErrors(found);
    append(issues, found);
    return failed ? nullptr : std::make_unique<PreparedSimulation>(std::move(program), inputs);
}

}  // namespace kachi
