#pragma once

#include "models/case/case.h"
#include "models/core/result.h"

#include <QString>

#include <vector>

namespace kachi {

/// The bundled sample cases, in the order they are offered.
Result<std::vector<Case>> sampleCases();

/// Path of the sample library; made from the bundled samples when it does not exist yet.
/// @param folder  empty: the program's data folder
Result<QString> ensureSampleLibrary(const QString& folder = {});

/// Adds the bundled samples that the library does not hold yet, each as revision 1.
Done addSamples(class CaseLibrary& library);

}  // namespace kachi
