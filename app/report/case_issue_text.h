#pragma once

#include "models/case/case.h"

namespace kachi {

/// What a fault of a case lies in, in the words of the forms: the field of an analysis or of a price with its name, a
/// count of the literature search, the label of a parameter. Places without words of their own stay as they are.
Text placeText(const Case& value, const std::string& where);

/// The sentence about a fault of a case, with its place in those words.
Text caseIssueText(const Case& value, const Issue& issue);

}  // namespace kachi
