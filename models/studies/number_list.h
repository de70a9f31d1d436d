#pragma once

#include "models/studies/study_reader.h"

namespace kachi {

/// Words of a text between commas, semicolons and spaces.
std::vector<std::string> separatedWords(const std::string& text);

/// Different numbers of a text field, "0, 1, 5, 10.95", in their order; `otherwise` when nothing was entered.
/// Issue for every word that is no such number: studies.badList
std::vector<double> numberList(StudyReader& reader, const std::string& key, const std::vector<double>& otherwise,
                               const FieldLimits& limits);

/// Names for a sentence, the first ten of them.
std::string namesInShort(const std::vector<std::string>& names);

}  // namespace kachi
