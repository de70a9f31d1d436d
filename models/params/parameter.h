#pragma once

#include "models/core/text.h"
#include "models/core/units.h"
#include "models/statistics/distribution.h"

#include <map>
#include <optional>
#include <string>

namespace kachi {

/// What kind of statement a number rests on. An assumption is the analyst's own and is printed as such.
enum class SourceKind { none, published, official, secondary, derived, assumption };

struct Source {
    SourceKind kind = SourceKind::none;
    std::string citation;
    std::string url;

    bool operator==(const Source&) const = default;
};

/// Points from a parameter to the study, table or index series of the case that justifies it, and to the analysis of
/// the case that worked it out.
struct EvidenceLink {
    std::string evidence;  ///< id of an Evidence of the case; empty: no link
    std::string locator;   ///< where in it: "Table 3, row 2"
    std::string study;     ///< id of a StudyRequest of the case; empty: the number was entered by hand
    std::string estimate;  ///< key of its estimate
    std::string digest;    ///< of the study as it was when the number was taken over (studyDigest)

    bool operator==(const EvidenceLink&) const = default;
};

/// Range of a deterministic sensitivity analysis. Apart from the bounds, which say what is impossible.
struct SensitivityRange {
    double low = 0;
    double high = 0;

    bool operator==(const SensitivityRange&) const = default;
};

/// One uncertain or adjustable number of a case. Its id is its key in Case::parameters.
/// Label and unit are stored only where no registry declares the id (the outcome model's own parameters).
struct Parameter {
    Text label;
    Unit unit = Unit::none;
    std::optional<double> value;  ///< base value; empty while it is still to be entered (要入力)
    std::string expression;       ///< over other ids; stands in place of value when not empty
    std::optional<SensitivityRange> range;
    DistributionSpec distribution;
    Source source;
    EvidenceLink evidence;
    std::string note;

    bool operator==(const Parameter&) const = default;
};

using Parameters = std::map<std::string, Parameter>;

}  // namespace kachi
