#pragma once

#include <map>
#include <string>
#include <vector>

namespace kachi {

enum class Severity { info, warning, error };

/// One finding about an input or a result. Sentences are made outside models/ from resources/messages/*.json.
struct Issue {
    std::string code;  ///< catalogue key, "area.problem", e.g. "outcomes.rowSum"
    Severity severity = Severity::error;
    std::string where;                           ///< parameter id, JSON pointer or file position the reader can go to
    std::string value;                           ///< the offending value as text
    std::string limit;                           ///< the limit it breaks, as text
    std::map<std::string, std::string> details;  ///< further named arguments of the sentence

    bool operator==(const Issue&) const = default;
};

using Issues = std::vector<Issue>;

inline bool hasErrors(const Issues& issues) {
    for (const Issue& issue : issues) {
        if (issue.severity == Severity::error) return true;
    }
    return false;
}

inline void append(Issues& to, const Issues& from) {
    to.insert(to.end(), from.begin(), from.end());
}

/// Shortest text that reads back as the same double; the form in which issues quote numbers.
std::string numberText(double value);

/// The same number without exponent where that stays readable: "100000", "0.1". For files. @pre value is finite
std::string plainDigits(double value);

}  // namespace kachi
