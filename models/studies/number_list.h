#pragma once

#include "models/studies/study_reader.h"

namespace kachi {

/// Numbers of a text field, "0, 1, 5, 10.95"; `otherwise` when nothing was entered. Each from atLeast to atMost.
/// Issues: access.badList
std::vector<double> numberList(StudyReader& reader, const std::string& key, const std::vector<double>& otherwise,
                               double atLeast, double atMost);

/// Names for a sentence, the first ten of them.
std::string namesInShort(const std::vector<std::string>& names);

}  // namespace kachi
