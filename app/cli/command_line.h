#pragma once

#include "app/report/pdf_writer.h"
#include "models/core/text.h"

#include <functional>
#include <string>
#include <vector>

namespace kachi {

/// Exit codes of every verb; documented in README and in --help.
enum ExitCode {
    exitDone = 0,           ///< everything asked for was done
    exitPartlyRefused = 1,  ///< evaluated, but a value model refused its inputs; the others' results were written
    exitUsage = 2,          ///< the command line, or a value on it, was not understood; nothing was done
    exitRefused = 3,        ///< an input was refused; nothing was written
    exitStorage = 4,        ///< a file or library could not be read or written
};

/// Verbs that run without a window: evaluate, report, library, rules, sample.
bool isVerb(const std::string& argument);

/// Language of messages: --lang, else the environment's locale.
Language environmentLanguage();

/// Runs a verb and returns its exit code. @param painter draws the figures of PDFs as the window does
int runCommandLine(int argc, char** argv, FigurePainter& painter);

}  // namespace kachi
