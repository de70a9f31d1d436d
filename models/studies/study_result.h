#pragma once

#include "models/core/issue.h"
#include "models/core/special_members.h"
#include "models/core/trace.h"
#include "models/statistics/distribution.h"
#include "models/studies/study_chart.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// A headline number of a study, in full precision.
struct StudyFigure {
    std::string key;
    Text label;
    Unit unit = Unit::none;
    std::optional<double> value = {};
    std::optional<double> low = {};  ///< interval at the level of the study, 95 % unless it says otherwise
    std::optional<double> high = {};
    std::optional<double> standardError = {};
    Text state = {};  ///< a word instead of the value, or why there is none
    /// Takes part in the value summary of the case (studies of labour and regions whose inputs are the case's).
    bool headline = false;
    /// A yen price that belongs on the price corridor.
    bool price = false;
};

struct StudyValue {
    std::optional<double> number = {};
    Text text = {};
};

struct StudyColumn {
    std::string key;
    Text label;
    Unit unit = Unit::none;
};

struct StudyTable {
    std::string key;
    Text title;
    std::vector<StudyColumn> columns;
    std::vector<std::vector<StudyValue>> rows;  ///< [row][column]
};

/// A number that a parameter of the case can take over, with its uncertainty.
struct StudyEstimate {
    std::string key;
    Text label;
    Unit unit = Unit::none;
    double value = 0;
    DistributionSpec distribution;  ///< fixed: no uncertainty known
};

/// Estimates whose uncertainty is joint: a multivariate normal of the parameters that take them over.
struct StudyJoint {
    std::string key;
    Text label;
    std::vector<std::string> estimates;           ///< keys of StudyEstimate, in the order of the matrix
    std::vector<std::vector<double>> covariance;  ///< [estimate][estimate]
};

/// What a study gives. No number in it is NaN or infinite: what is not defined is empty and `state` says why.
struct StudyResult {
    KACHI_SPECIAL_MEMBERS(StudyResult);

    std::string method;
    std::vector<StudyFigure> figures;
    std::vector<StudyTable> tables;
    std::vector<StudyChart> charts;
    std::vector<StudyEstimate> estimates;
    std::vector<StudyJoint> joints;
    Text methodText;                      ///< what was done, ready for a methods section
    std::vector<std::string> references;  ///< citations of the methods
    std::vector<Trace> traces;            ///< how headline figures of a calculation came about
    Issues notes;                         ///< warnings and infos that accompany it
};

// Parts of results, made short.
StudyFigure studyFigure(const std::string& key, const Text& label, double value, Unit unit = Unit::none);
StudyFigure studyFigure(const std::string& key, const Text& label, double value, double low, double high,
                        Unit unit = Unit::none);
StudyValue studyCell(double number);
StudyValue studyCell(std::optional<double> number);
StudyValue studyCell(const Text& text);
StudyValue studyCell(const std::string& text);  ///< the same in both languages: a name from the data

/// Normal distribution of an estimate and its standard error; fixed when the error is 0.
StudyEstimate normalEstimate(const std::string& key, const Text& label, double value, double standardError,
                             Unit unit = Unit::none);

/// Lognormal distribution of a ratio given on the logarithmic scale.
StudyEstimate ratioEstimate(const std::string& key, const Text& label, double logValue, double logStandardError);

}  // namespace kachi
