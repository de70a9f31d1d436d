#pragma once

#include "app/report/report_document.h"
#include "app/rules/rule_packs.h"
#include "models/evaluation/evaluation.h"

#include <string>

namespace kachi {

struct ReportOptions {
    std::string date;  ///< ISO date printed on every page
    int revision = 0;  ///< of the library; 0: not saved
};

/// The printed evaluation of a completed run: title, summary with corridor, one section per value model that ran,
/// assumptions with sources, traces of key figures, provenance. Sections named in the case's report settings are left
/// out. Built for both languages at once; the printer chooses.
ReportDocument buildReport(const Case& value, const Evaluation& evaluation, const RulePacks& packs,
                           const ReportOptions& options);

}  // namespace kachi
