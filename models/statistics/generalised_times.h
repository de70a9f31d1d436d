#pragma once

#include "models/statistics/time_model.h"

namespace kachi {

/// ln S and ln f of the families over the incomplete gamma and beta functions, with derivatives over their parameters
/// on the scale of estimation (time_model.h), at ln t.
LogTerm gammaTimeLogSurvival(std::span<const double> parameters, double logTime);
LogTerm gammaTimeLogDensity(std::span<const double> parameters, double logTime);
LogTerm generalisedGammaLogSurvival(std::span<const double> parameters, double logTime);
LogTerm generalisedGammaLogDensity(std::span<const double> parameters, double logTime);
LogTerm generalisedFLogSurvival(std::span<const double> parameters, double logTime);
LogTerm generalisedFLogDensity(std::span<const double> parameters, double logTime);

}  // namespace kachi
