#pragma once

#include "models/statistics/cox_regression.h"
#include "models/statistics/generalised_linear.h"
#include "models/studies/study_reader.h"
#include "models/studies/study_result.h"

namespace kachi {

/// What the studies of comparisons and regressions share: reading of covariates and groups, tables of coefficients.

// Keys and fields of covariates, the same in every regression.
std::vector<Field> covariateFields(const Text& covariatesLabel);

/// Enumerator of a choice whose ids are the names. @pre `id` is one of them
template <class Enum, std::size_t count>
Enum chosen(const ChoiceName<Enum> (&names)[count], const std::string& id) {
    for (const ChoiceName<Enum>& name : names) {
        if (id == name.name) return name.value;
    }
    return names[0].value;
}

/// Columns that a regression needs from the data, as named by the cells of covariateFields.
std::vector<std::string> covariateColumns(StudyReader& reader);

/// One covariate as a model takes it: numbers as they are; words, and numbers named as factors, as levels.
struct Covariate {
    std::string name;
    bool isFactor = false;
    bool hasLinearTerm = true;                                ///< false: named among the squares alone
    bool isSquared = false;                                   ///< also enters squared
    std::vector<std::pair<double, std::string>> levels = {};  ///< code and name, ascending; the first is the reference
    std::vector<std::optional<double>> values = {};           ///< [row] number, or code of the level
};

/// Covariates of some rows, missing cells kept. Issues: studies.constantColumn, studies.notANumber,
/// regression.squareOfWords.
std::vector<Covariate> readCovariates(StudyReader& reader, const std::vector<std::size_t>& rows);

/// Design columns: "age", "age²", and an indicator of every level but the first, "education=2".
/// @param values [covariate][row] without gaps
std::vector<DesignColumn> designOf(const std::vector<Covariate>& covariates,
                                   const std::vector<std::vector<double>>& values);

/// The same of rows without missing cells.
std::vector<DesignColumn> covariateDesign(StudyReader& reader, const std::vector<std::size_t>& rows);

/// Cells of a column as names of groups: one number is one group however it is spelled (1, "1.0", "yes"), under its
/// first spelling.
std::vector<std::string> groupNames(StudyReader& reader, const std::string& column,
                                    const std::vector<std::size_t>& rows);

/// The groups of a column, numbers in their order, words in byte order, each with its number or, of words, its
/// position.
std::vector<std::pair<double, std::string>> codedLevels(StudyReader& reader, const std::string& column,
                                                        const std::vector<std::size_t>& rows);
std::vector<std::string> levelsOf(StudyReader& reader, const std::string& column, const std::vector<std::size_t>& rows);

/// A column of 0 and 1. Issue per other cell: regression.notZeroOrOne.
std::vector<double> zerosAndOnes(StudyReader& reader, const std::string& column, const std::vector<std::size_t>& rows);

/// A column with two groups. `reference` is the one the cell of `referenceKey` names, else the first level.
struct TwoGroups {
    std::string reference;
    std::string other;
    Eigen::VectorXd isOther;  ///< [row] 1 or 0
};

/// Issues: regression.notTwoGroups, regression.unknownGroup.
TwoGroups twoGroups(StudyReader& reader, const std::string& column, const std::string& referenceKey,
                    const std::vector<std::size_t>& rows);

/// Numbers 0, 1, … of the distinct words of a column, e.g. clusters and strata; empty for an empty name.
std::vector<std::size_t> groupNumbers(StudyReader& reader, const std::string& column,
                                      const std::vector<std::size_t>& rows);

RegressionData regressionDataOf(const std::vector<DesignColumn>& columns, const std::vector<double>& response);
Eigen::VectorXd vectorOf(const std::vector<double>& values);

/// Coefficients of a model and how they are read.
struct Coefficients {
    std::vector<std::string> names;
    Eigen::VectorXd values;
    Eigen::MatrixXd covariance;
    std::vector<double> degrees = {};  ///< [coefficient] of Student's t; empty: normal
    Text ratio = {};                   ///< what exp(coefficient) is called; empty: not a ratio

    double standardError(std::size_t index) const;
    double halfWidth(std::size_t index) const;  ///< of the 95 % interval
    double pValue(std::size_t index) const;
};

/// Table "coefficients", chart "coefficients", an estimate "coefficient.<name>" each and "ratio.<name>" of ratios, and
/// the joint distribution "coefficients".
void addCoefficients(StudyResult& result, const Coefficients& coefficients);

/// The coefficient's ratio, or itself, with interval, as a figure; its p value as the figure "pValue".
void addEffectFigures(StudyResult& result, const Coefficients& coefficients, std::size_t index, const Text& label);

StudyFigure pValueFigure(double p, const std::string& key = "pValue");

}  // namespace kachi
