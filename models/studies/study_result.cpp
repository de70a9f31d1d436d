#include "models/studies/study_result.h"

#include <cmath>

namespace kachi {

KACHI_DEFINE_SPECIAL_MEMBERS(StudyResult);

StudyFigure studyFigure(const std::string& key, const Text& label, double value, Unit unit) {
    StudyFigure figure;
    figure.key = key;
    figure.label = label;
    figure.unit = unit;
    figure.value = value;
    return figure;
}

StudyFigure studyFigure(const std::string& key, const Text& label, double value, double low, double high, Unit unit) {
    StudyFigure figure = studyFigure(key, label, value, unit);
    figure.low = low;
    figure.high = high;
    return figure;
}

StudyValue studyCell(double number) {
    StudyValue cell;
    cell.number = number;
    return cell;
}

StudyValue studyCell(std::optional<double> number) {
    StudyValue cell;
    cell.number = number;
    return cell;
}

StudyValue studyCell(const Text& text) {
    StudyValue cell;
    cell.text = text;
    return cell;
}

StudyValue studyCell(const std::string& text) {
    return studyCell(Text{text, text});
}

StudyEstimate normalEstimate(const std::string& key, const Text& label, double value, double standardError, Unit unit) {
    StudyEstimate estimate;
    estimate.key = key;
    estimate.label = label;
    estimate.unit = unit;
    estimate.value = value;
    if (standardError > 0) {
        estimate.distribution.family = Family::normal;
        estimate.distribution.args = {{"mean", value}, {"sd", standardError}};
    }
    return estimate;
}

StudyEstimate ratioEstimate(const std::string& key, const Text& label, double logValue, double logStandardError) {
    StudyEstimate estimate;
    estimate.key = key;
    estimate.label = label;
    estimate.unit = Unit::ratio;
    estimate.value = std::exp(logValue);
    if (logStandardError > 0) {
        estimate.distribution.family = Family::lognormal;
        estimate.distribution.args = {{"meanlog", logValue}, {"sdlog", logStandardError}};
    }
    return estimate;
}

}  // namespace kachi
