#include "models/outcomes/partitioned_survival_engine.h"

#include "models/outcomes/partitioned_survival_run.h"
#include "models/outcomes/survival_checks.h"

namespace kachi {

std::unique_ptr<PreparedOutcome> preparePartitionedSurvival(const EngineInputs& inputs, Issues& issues) {
    if (!inputs.structure.survival) return nullptr;  // reported by survivalFaults
    Issues faults;
    survivalFaults(inputs.structure, faults);
    Issues found;
    PartitionedSurvivalProgram model = compilePartitionedSurvival(inputs, found);
    const bool failed = hasErrors(found) || hasErrors(faults);
    append(issues, found);
    if (failed) return nullptr;
    return std::make_unique<PreparedPartitionedSurvival>(std::move(model), inputs);
}

}  // namespace kachi
