#include "models/studies/mixed_units.h"
#include "models/studies/study.h"
#include "models/studies/study_definitions.h"
#include "models/studies/undefined_values.h"

#include <algorithm>

namespace kachi {
namespace {

/// One list of faults: those of the reader, then those the study gave that are not among them.
Issues together(const Issues& found, const Issues& given) {
    Issues faults = found;
    for (const Issue& issue : given) {
        if (std::find(faults.begin(), faults.end(), issue) == faults.end()) faults.push_back(issue);
    }
    return faults;
}

}  // namespace

const std::vector<StudyDefinition>& studies() {
    static const std::vector<StudyDefinition> all{
        summaryStudy(),
        distributionFitStudy(),
        careProcessStudy(),
        workStyleStudy(),
        staffingRulesStudy(),
        labourScaleStudy(),
        queueStudy(),
        queueSimulationStudy(),
        hospitalBreakEvenStudy(),
        accessStudy(),
        placementStudy(),
        deviceScenarioStudy(),
        distributionalCeaStudy(),
        survivalStudy(),
        survivalReconstructionStudy(),
        timeStudy(),
        timeStudyPlanningStudy(),
        learningCurveStudy(),
        mixedModelStudy(),
        agreementStudy(),
        inequalityStudy(),
        concentrationStudy(),
        standardisationStudy(),
        patientFlowStudy(),
        physicianIndexStudy(),
        metaStudy(),
        networkStudy(),
        diagnosticStudy(),
        comparisonStudy(),
        proportionsStudy(),
        regressionStudy(),
        coxStudy(),
        utilitiesStudy(),
        sampleSizeStudy(),
        weightingStudy(),
    };
    return all;
}

const StudyDefinition* findStudy(const std::string& id) {
    const auto found = std::ranges::find(studies(), id, &StudyDefinition::id);
    return found == studies().end() ? nullptr : &*found;
}

namespace {

/// Every number of a study over draws can be taken over or followed by a parameter of the case.
void offerFigures(StudyResult& result) {
    for (const StudyFigure& figure : result.figures) {
        const bool offered =
            std::ranges::find(result.estimates, figure.key, &StudyEstimate::key) != result.estimates.end();
        if (!figure.value || offered) continue;
        result.estimates.push_back(normalEstimate(figure.key, figure.label, *figure.value, 0, figure.unit));
    }
}

}  // namespace

Result<StudyResult> runStudy(const StudyRequest& request, const StudySurroundings& surroundings) {
    const StudyDefinition* study = findStudy(request.method);
    if (!study) {
        std::string known;
        for (const StudyDefinition& candidate : studies()) known += (known.empty() ? "" : ", ") + candidate.id;
        return Issue{"studies.unknown", Severity::error, "/method", request.method, known, {}};
    }
    Issues issues;
    StudyReader reader(study->fields, request, surroundings, issues);
    if (hasErrors(issues)) return issues;  // a needed field is missing or a key is unknown
    refuseMixedUnits(reader, study->fields, request);
    Result<StudyResult> result = study->run(reader);
    if (!result) return together(issues, result.issues());
    if (hasErrors(issues)) return issues;
    result->method = study->id;
    if (study->overDraws) offerFigures(*result);
    result->notes = together(issues, result->notes);
    emptyUndefined(*result);
    return result;
}

}  // namespace kachi
