#pragma once

#include "models/core/issue.h"
#include "models/core/text.h"

#include <QString>

namespace kachi {

/// Text for the terminal, UTF-8.
void printOut(const QString& text);
void printError(const QString& text);

/// Why standard output did not take all of the text (a full disk, a closed pipe); empty: it did.
std::string outputFault();

/// One line per fault on standard error, in the user's language, errors first; repeats are counted, not listed.
void printIssues(const Issues& issues, Language language);

/// Prints the issues that refuse a verb. @return its exit code: 2 for the command line, 4 for files, else 3
int refuse(const Issues& issues, Language language);

/// The issues with the name of the file they were found in, which printIssues puts before each sentence.
Issues withFile(Issues issues, const QString& path);

}  // namespace kachi
