#include "app/workbook/labour_workbook.h"

#include "models/evaluation/case_studies.h"
#include "models/pricing/own_rules.h"

#include <algorithm>

namespace kachi {
namespace {

using PartWriter = void (*)(LabourPages&, const StudyRequest&, const CaseStudy&, const StudySurroundings&);

/// How a study is written; null: it has no formulas.
PartWriter writerOf(const CaseStudy& study) {
    if (!study.result) return nullptr;
    if (study.result->method == "careProcess") return writeCareProcess;
    if (study.result->method == "labourScale") return writeLabourScale;
    if (study.result->method == "hospitalBreakEven") return writeHospitalBreakEven;
    if (study.result->method == "workStyle") return writeWorkStyle;
    if (study.result->method == "staffingRules") return writeStaffingRules;
    return nullptr;
}

}  // namespace

bool hasLabourSheets(const Evaluation& evaluation) {
    return evaluation.labour || std::ranges::any_of(evaluation.studies, writerOf);
}

std::vector<SheetCheck> writeLabourSheets(WorkbookWriter& workbook, const Case& value, const Evaluation& evaluation,
                                          const RulePack& pack, const SheetPlaces& places, Language language) {
    LabourPages pages(workbook, places, language);
    Issues told;  // by the evaluation
    const RulePack rules = withOwnRules(pack, value.context.rules, "/context/rules/", told);
    if (evaluation.labour) writeLabourModel(pages, value, evaluation);
    CaseNumbers numbers(value, evaluation);
    for (const CaseStudy& study : evaluation.studies) {
        if (const PartWriter write = writerOf(study)) {
            const auto request = std::ranges::find(value.studies, study.id, &StudyRequest::id);
            write(pages, *request, study, {numbers.base(), &rules, {}});
        }
        addStudyFigures(numbers, study);
    }
    return pages.checks();
}

}  // namespace kachi
