#pragma once

#include "models/studies/study_reader.h"
#include "models/studies/study_result.h"

namespace kachi {

/// Where the window offers a study, and what its results are for.
enum class StudyGroup { evidence, labour, regions };

/// One method of analysis: its inputs and its calculation. Adding one is a file that gives such a definition and one
/// line in studies.cpp; form, refusals, file format, print and command line follow from it.
struct StudyDefinition {
    std::string id;  ///< as written in files and on the command line, e.g. "survival"
    StudyGroup group = StudyGroup::evidence;
    Text name;
    Text purpose;  ///< what question it answers, one or two sentences
    std::vector<Field> fields;
    /// Does the analysis. The reader has checked the keys; every further fault is an issue.
    std::function<Result<StudyResult>(StudyReader&)> run;
    /// Cheap and a function of its inputs alone: the case works it out in every evaluation and, where it names
    /// parameters, over every draw.
    bool overDraws = false;
};

/// Every study, in the order in which the window offers them.
const std::vector<StudyDefinition>& studies();

const StudyDefinition* findStudy(const std::string& id);

/// Checks the request and does the analysis.
/// Issues: studies.unknown, those of the fields, the data and the study itself. Warnings travel in the notes.
Result<StudyResult> runStudy(const StudyRequest& request, const StudySurroundings& surroundings);

}  // namespace kachi
