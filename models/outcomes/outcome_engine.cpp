#include "models/outcomes/outcome_engine.h"

#include "models/outcomes/cohort_run.h"
#include "models/outcomes/decision_tree_engine.h"
#include "models/outcomes/partitioned_survival_engine.h"
#include "models/outcomes/simulation_engine.h"

namespace kachi {

std::unique_ptr<PreparedOutcome> prepareOutcome(const EngineInputs& inputs, Issues& issues) {
    switch (inputs.structure.model) {
        case OutcomeModel::cohort:
            return prepareCohort(inputs, issues);
        case OutcomeModel::decisionTree:
            return prepareDecisionTree(inputs, issues);
        case OutcomeModel::partitionedSurvival:
            return preparePartitionedSurvival(inputs, issues);
        case OutcomeModel::simulation:
            break;
    }
    return prepareSimulation(inputs, issues);
}

}  // namespace kachi
