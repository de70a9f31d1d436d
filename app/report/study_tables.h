#pragma once

#include "app/report/table.h"
#include "models/case/case.h"
#include "models/studies/study.h"

#include <optional>

namespace kachi {

/// Tables of a study of the case, as data for screen, print and CSV.

/// What was entered, in the order of the form; data by their size.
std::vector<Table> studyInputTables(const StudyRequest& request, const Parameters& parameters = {});

/// Headline figures with interval and standard error; empty when the study gives none.
std::optional<Table> studyFigureTable(const StudyResult& result);

Table studyResultTable(const StudyTable& table);

/// Estimates that parameters can take over, with their distributions in words.
std::optional<Table> studyEstimateTable(const StudyResult& result);

/// What a place of the study is called: the label of its field, else the name of the study.
Text studyPlaceText(const StudyRequest& request, const std::string& where);

/// A fault of the study as a sentence that names its place as the form does.
Text studyIssueText(const StudyRequest& request, const Issue& issue);

/// The figure a study is read for: the first that is marked as its headline, else the first estimate with an interval,
/// else the first. nullptr without figures.
const StudyFigure* leadingFigure(const StudyResult& result);

/// An interval that says something: one of width 0 is a number that does not vary.
bool hasInterval(const StudyFigure& figure);

/// "0.72 (0.53 – 0.98)", or the words that stand for it.
Text studyFigureText(const StudyFigure& figure);

}  // namespace kachi
