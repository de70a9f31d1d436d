#pragma once

#include "models/case/case.h"
#include "models/studies/study_result.h"

#include <QString>

#include <map>
#include <optional>

namespace kachi {

/// Edits of the studies of a case as functions on the value; the window makes an undo step of each.

/// Appends an empty study of that method. @return its id
std::string addStudy(Case& value, const std::string& method);

/// Puts a copy under a new id and name behind the original. @return the new id; empty when there is no such study
std::string duplicateStudy(Case& value, const std::string& id);

/// Takes the study away. Parameters that took numbers over keep them, with a warning of validate.
/// @param numbers  of parameters that follow the study: what each keeps as a fixed value instead of its formula; empty:
///                 it has to be entered
void removeStudy(Case& value, const std::string& id, const std::map<std::string, std::optional<double>>& numbers = {});

/// Parameters whose expression names a figure of the study, alone or in a longer formula.
std::vector<std::string> followersOf(const Case& value, const std::string& study);

/// Exchanges the study with a neighbour: by −1 upwards, by 1 downwards. Nothing happens at the ends.
void moveStudy(Case& value, const std::string& id, int by);

StudyRequest* findStudyRequest(Case& value, const std::string& id);
const StudyRequest* findStudyRequest(const Case& value, const std::string& id);

/// Sets the data of a study, with the file they come from as evidence of the case. @param digest  SHA-256; empty: none
void setStudyData(Case& value, const std::string& id, const std::string& field, nlohmann::json data,
                  const std::string& fileName, const std::string& digest);

/// Lets a parameter take an estimate over: value, distribution, evidence, and the study as it is now. A parameter that
/// is not there is made, with label and unit of the estimate. Its expression and its place in joint groups are given
/// up.
void takeOver(Case& value, const StudyRequest& study, const StudyEstimate& estimate, const std::string& parameter);

/// The same for estimates whose uncertainty is joint: the parameters become one multivariate normal group.
/// @param parameters  one per estimate of the joint, in its order; all given
void takeOver(Case& value, const StudyRequest& study, const StudyResult& result, const StudyJoint& joint,
              const std::vector<std::string>& parameters);

/// Whether a parameter can follow the estimate rather than keep its number: a figure that every evaluation works out,
/// from parameters and rules and not from results of the case, under a name that an expression can hold.
bool canBeFollowed(const StudyRequest& study, const StudyResult& result, const StudyEstimate& estimate);

/// Lets a parameter follow such an estimate: its expression names the figure of the study, so that base case and draws
/// are those of the study and are never out of date. A parameter that is not there is made as by takeOver.
void follow(Case& value, const StudyRequest& study, const StudyEstimate& estimate, const std::string& parameter);

/// Whether the parameter follows the study it is linked to.
bool followsStudy(const Parameter& parameter);

/// Parameters that took a number over from the study or follow it, with the estimate.
std::vector<std::pair<std::string, std::string>> takenOver(const Case& value, const std::string& study);

/// Whether the study's method or inputs have changed since the parameter took its number over; one that follows its
/// study never is.
bool isStale(const Case& value, const Parameter& parameter);

/// Takes every number over again that the result still offers; parameters that follow the study need nothing.
/// @return the parameters whose estimate is gone
std::vector<std::string> takeOverAgain(Case& value, const StudyRequest& study, const StudyResult& result);

}  // namespace kachi
