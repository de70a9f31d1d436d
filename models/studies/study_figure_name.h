#pragma once

#include <string>

namespace kachi {

/// How names of figures of studies begin, and names of all results of a case.
inline const std::string studyFigureHead = "result.study.";
inline const std::string resultHead = "result.";

/// Name by which prices, later studies and expressions of parameters read a figure of a study of the case.
inline std::string studyFigureName(const std::string& study, const std::string& figure) {
    return studyFigureHead + study + "." + figure;
}

}  // namespace kachi
