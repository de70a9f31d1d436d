#pragma once

#include "models/core/issue.h"
#include "models/core/text.h"

#include <QString>

namespace kachi {

/// Text for the terminal, UTF-8.
void printOut(const QString& text);
void printError(const QString& text);

/// One line per issue on standard error, in the user's language, errors first.
void printIssues(const Issues& issues, Language language);

}  // namespace kachi
