#pragma once

#include "app/workbook/labour_pages.h"
#include "models/evaluation/evaluation.h"
#include "models/studies/study_reader.h"

#include <vector>

namespace kachi {

/// Whether the case has a labour part that can be written: the labour model, a care process map, labour savings at
/// scale, the hospital's break-even price, doctors' overtime, staffing standards.
bool hasLabourSheets(const Evaluation& evaluation);

/// Writes the labour parts of a case with live formulas on the sheets Inputs, Calculation, Results, Overtime and
/// Staffing.
/// @param pack  that the evaluation was run with; places: of the parameters
/// @pre hasLabourSheets
/// @return what the formulas give beside what the program has worked out, for the sheet Checks
std::vector<SheetCheck> writeLabourSheets(WorkbookWriter& workbook, const Case& value, const Evaluation& evaluation,
                                          const RulePack& pack, const SheetPlaces& places, Language language);

// Parts, each below those before it. The surroundings are those the study was run in.
void writeLabourModel(LabourPages& pages, const Case& value, const Evaluation& evaluation);
void writeCareProcess(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                      const StudySurroundings& surroundings);
void writeLabourScale(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                      const StudySurroundings& surroundings);
void writeHospitalBreakEven(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                            const StudySurroundings& surroundings);
void writeWorkStyle(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                    const StudySurroundings& surroundings);
void writeStaffingRules(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                        const StudySurroundings& surroundings);

}  // namespace kachi
