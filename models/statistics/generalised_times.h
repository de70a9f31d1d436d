#pragma once

#include "models/statistics/time_model.h"

namespace kachi {

/// Values of q and ln P beyond which the incomplete functions lose their digits and the families are not evaluated; the
/// likelihood is flat long before.
inline constexpr double greatestQ = 20;
inline constexpr double greatestLogP = 10;

/// ln S and ln f of the families over the incomplete gamma and beta functions, with derivatives over their parameters
/// on the scale of estimation (time_model.h), at ln t.
LogTerm gammaTimeLogSurvival(std::span<const double> parameters, double logTime);
LogTerm gammaTimeLogDensity(std::span<const double> parameters, double logTime);
LogTerm generalisedGammaLogSurvival(std::span<const double> parameters, double logTime);
LogTerm generalisedGammaLogDensity(std::span<const double> parameters, double logTime);
LogTerm generalisedFLogSurvival(std::span<const double> parameters, double logTime);
LogTerm generalisedFLogDensity(std::span<const double> parameters, double logTime);

}  // namespace kachi
