#include "models/studies/regression_parts.h"

#include "models/statistics/distribution.h"
#include "models/statistics/reference_distributions.h"
#include "models/statistics/reported_level.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace kachi {
namespace {

const std::string interceptName = "(intercept)";

}  // namespace

std::vector<Field> covariateFields(const Text& covariatesLabel) {
    return {columnsField("covariates", covariatesLabel,
                         {"数値の列はそのまま、文字の列は水準ごとの指示変数になります。",
                          "Columns of numbers enter as they are, columns of words as indicators of their levels."}),
            columnsField("factors", {"水準として扱う数値の列", "Columns of numbers taken as categories"},
                         {"共変量に加え、最小の値を基準水準とする指示変数にします。",
                          "Enter beside the covariates as indicators; the lowest value is the reference."}),
            columnsField("squares", {"2乗の項を加える列", "Columns also entered squared"})};
}

std::vector<std::string> covariateColumns(StudyReader& reader) {
    std::vector<std::string> columns;
    for (const char* key : {"covariates", "factors", "squares"}) {
        for (const std::string& column : reader.columns(key)) {
            if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
        }
    }
    return columns;
}

std::vector<std::string> groupNames(StudyReader& reader, const std::string& column,
                                    const std::vector<std::size_t>& rows) {
    std::vector<std::string> names = reader.words(column, rows);
    if (column.empty() || !reader.isNumeric(column)) return names;
    const std::vector<double> numbers = reader.numbers(column, rows);
    std::map<double, std::string> spelling;
    for (std::size_t row = 0; row < names.size(); ++row) {
        names[row] = spelling.try_emplace(numbers[row], names[row]).first->second;
    }
    return names;
}

std::vector<std::pair<double, std::string>> codedLevels(StudyReader& reader, const std::string& column,
                                                        const std::vector<std::size_t>& rows) {
    const std::vector<std::string> names = groupNames(reader, column, rows);
    std::map<double, std::string> levels;
    if (reader.isNumeric(column)) {
        const std::vector<double> numbers = reader.numbers(column, rows);
        for (std::size_t row = 0; row < names.size(); ++row) levels.try_emplace(numbers[row], names[row]);
    } else {
        for (const std::string& name : std::set<std::string>(names.begin(), names.end())) {
            levels.emplace(static_cast<double>(levels.size()), name);
        }
    }
    return {levels.begin(), levels.end()};
}

std::vector<std::string> levelsOf(StudyReader& reader, const std::string& column,
                                  const std::vector<std::size_t>& rows) {
    std::vector<std::string> names;
    for (const auto& [code, name] : codedLevels(reader, column, rows)) names.push_back(name);
    return names;
}

namespace {

/// Two different cells of a column, or the only one there is: large columns of numbers are not spelled out for that.
std::set<std::string> firstTwoValues(StudyReader& reader, const std::string& column,
                                     const std::vector<std::size_t>& rows) {
    std::set<std::string> found;
    for (const std::size_t row : rows) {
        found.insert(reader.words(column, {row}).front());
        if (found.size() == 2) break;
    }
    return found;
}

}  // namespace

std::vector<Covariate> readCovariates(StudyReader& reader, const std::vector<std::size_t>& rows) {
    const std::vector<std::string> linear = reader.columns("covariates");
    const std::vector<std::string> factors = reader.columns("factors");
    const std::vector<std::string> squares = reader.columns("squares");
    const auto named = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    std::vector<Covariate> covariates;
    for (const std::string& column : covariateColumns(reader)) {
        Covariate covariate{column};
        const bool numeric = reader.isNumeric(column);
        covariate.isFactor = !numeric || named(factors, column);
        covariate.hasLinearTerm = named(linear, column) || named(factors, column);
        covariate.isSquared = named(squares, column);
        if (covariate.isSquared && !numeric) reader.refuse("regression.squareOfWords", "squares", column, {});
        std::vector<std::size_t> present;
        for (const std::size_t row : rows) {
            if (!reader.isMissing(row, column)) present.push_back(row);
        }
        const std::set<std::string> some = firstTwoValues(reader, column, present);
        if (some.size() < 2) {
            reader.refuse("studies.constantColumn", "covariates", column, some.empty() ? std::string() : *some.begin());
            continue;
        }
        if (numeric) {
            const std::vector<std::optional<double>> cells = reader.numbersOrMissing(column);
            for (const std::size_t row : rows) covariate.values.push_back(cells[row]);
        }
        if (covariate.isFactor) covariate.levels = codedLevels(reader, column, present);
        if (!numeric) {
            for (const std::string& word : reader.words(column, rows)) {
                const auto level = std::ranges::find(covariate.levels, word, &std::pair<double, std::string>::second);
                covariate.values.push_back(level == covariate.levels.end() ? std::nullopt
                                                                           : std::optional(level->first));
            }
        }
        covariates.push_back(std::move(covariate));
    }
    return covariates;
}

std::vector<DesignColumn> designOf(const std::vector<Covariate>& covariates,
                                   const std::vector<std::vector<double>>& values) {
    std::vector<DesignColumn> made;
    std::vector<DesignColumn> squares;
    for (std::size_t index = 0; index < covariates.size(); ++index) {
        const Covariate& covariate = covariates[index];
        for (std::size_t level = 1; level < covariate.levels.size(); ++level) {
            DesignColumn indicator{covariate.name + "=" + covariate.levels[level].second, {}};
            for (const double value : values[index]) {
                indicator.values.push_back(value == covariate.levels[level].first ? 1 : 0);
            }
            made.push_back(std::move(indicator));
        }
        if (!covariate.isFactor && covariate.hasLinearTerm) made.push_back({covariate.name, values[index]});
        if (!covariate.isSquared) continue;
        squares.push_back({covariate.name + "²", values[index]});
        for (double& value : squares.back().values) value *= value;
    }
    made.insert(made.end(), squares.begin(), squares.end());
    return made;
}

std::vector<DesignColumn> covariateDesign(StudyReader& reader, const std::vector<std::size_t>& rows) {
    const std::vector<Covariate> covariates = readCovariates(reader, rows);
    std::vector<std::vector<double>> values;
    for (const Covariate& covariate : covariates) {
        values.emplace_back();
        for (const std::optional<double>& value : covariate.values) values.back().push_back(value.value_or(0));
    }
    return designOf(covariates, values);
}

std::vector<double> zerosAndOnes(StudyReader& reader, const std::string& column, const std::vector<std::size_t>& rows) {
    const std::vector<double> values = reader.numbers(column, rows);
    for (std::size_t index = 0; index < values.size(); ++index) {
        if (values[index] != 0 && values[index] != 1) {
            reader.refuseCell("regression.notZeroOrOne", rows[index], column, "0, 1");
        }
    }
    return values;
}

TwoGroups twoGroups(StudyReader& reader, const std::string& column, const std::string& referenceKey,
                    const std::vector<std::size_t>& rows) {
    TwoGroups groups;
    const std::vector<std::string> levels = levelsOf(reader, column, rows);
    if (levels.size() != 2) {
        std::string names;
        for (const std::string& level : levels) names += (names.empty() ? "" : ", ") + level;
        reader.add({"regression.notTwoGroups",
                    Severity::error,
                    reader.path() + "/data",
                    column,
                    std::to_string(levels.size()),
                    {{"levels", names}}});
        return groups;
    }
    const std::string wanted = reader.text(referenceKey);
    if (!wanted.empty() && wanted != levels[0] && wanted != levels[1]) {
        reader.refuse("regression.unknownGroup", referenceKey, wanted, levels[0] + ", " + levels[1]);
        return groups;
    }
    groups.reference = wanted.empty() ? levels[0] : wanted;
    groups.other = groups.reference == levels[0] ? levels[1] : levels[0];
    const std::vector<std::string> cells = groupNames(reader, column, rows);
    groups.isOther.resize(static_cast<Eigen::Index>(cells.size()));
    for (std::size_t row = 0; row < cells.size(); ++row) {
        groups.isOther[static_cast<Eigen::Index>(row)] = cells[row] == groups.other ? 1 : 0;
    }
    return groups;
}

std::vector<std::size_t> groupNumbers(StudyReader& reader, const std::string& column,
                                      const std::vector<std::size_t>& rows) {
    std::map<std::string, std::size_t> known;
    std::vector<std::size_t> numbers;
    for (const std::string& word : groupNames(reader, column, rows)) {
        numbers.push_back(known.try_emplace(word, known.size()).first->second);
    }
    return numbers;
}

Eigen::VectorXd vectorOf(const std::vector<double>& values) {
    return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

RegressionData regressionDataOf(const std::vector<DesignColumn>& columns, const std::vector<double>& response) {
    RegressionData data;
    data.names.push_back(interceptName);
    data.design = Eigen::MatrixXd::Ones(static_cast<Eigen::Index>(response.size()),
                                        static_cast<Eigen::Index>(columns.size()) + 1);
    for (const DesignColumn& column : columns) {
        data.design.col(static_cast<Eigen::Index>(data.names.size())) = vectorOf(column.values);
        data.names.push_back(column.name);
    }
    data.response = vectorOf(response);
    return data;
}

double Coefficients::standardError(std::size_t index) const {
    const auto at = static_cast<Eigen::Index>(index);
    return std::sqrt(covariance(at, at));
}

double Coefficients::halfWidth(std::size_t index) const {
    const double probability = 0.5 + reportedLevel / 2;
    const double quantile =
        degrees.empty() ? normalQuantile(probability) : studentTQuantile(probability, degrees[index]);
    return quantile * standardError(index);
}

double Coefficients::pValue(std::size_t index) const {
    const double statistic = values[static_cast<Eigen::Index>(index)] / standardError(index);
    return degrees.empty() ? twoSidedNormal(statistic) : twoSidedStudentT(statistic, degrees[index]);
}

StudyFigure pValueFigure(double p, const std::string& key) {
    return studyFigure(key, {"p 値", "p value"}, p, Unit::probability);
}

void addEffectFigures(StudyResult& result, const Coefficients& coefficients, std::size_t index, const Text& label) {
    const double value = coefficients.values[static_cast<Eigen::Index>(index)];
    const double width = coefficients.halfWidth(index);
    StudyFigure figure = studyFigure("effect", label, value, value - width, value + width);
    if (!coefficients.ratio.empty()) {
        figure = studyFigure("effect", label, std::exp(value), std::exp(value - width), std::exp(value + width),
                             Unit::ratio);
    }
    // The error of a ratio stands on the logarithmic scale, where it is symmetric.
    figure.standardError = coefficients.standardError(index);
    result.figures.push_back(std::move(figure));
    result.figures.push_back(pValueFigure(coefficients.pValue(index)));
}

void addCoefficients(StudyResult& result, const Coefficients& coefficients) {
    const bool ratios = !coefficients.ratio.empty();
    StudyTable table{"coefficients",
                     {"係数", "Coefficients"},
                     {{"term", {"項", "Term"}},
                      {"estimate", {"係数", "Coefficient"}},
                      {"standardError", {"標準誤差", "SE"}},
                      {"low", {"95 %下限", "95 % low"}},
                      {"high", {"95 %上限", "95 % high"}},
                      {"statistic", coefficients.degrees.empty() ? Text{"z", "z"} : Text{"t", "t"}},
                      {"pValue", {"p 値", "p value"}}},
                     {}};
    if (ratios) {
        table.columns.push_back({"ratio", coefficients.ratio, Unit::ratio});
        table.columns.push_back({"ratioLow", {"比の95 %下限", "Ratio, 95 % low"}, Unit::ratio});
        table.columns.push_back({"ratioHigh", {"比の95 %上限", "Ratio, 95 % high"}, Unit::ratio});
    }
    ForestChart forest;
    forest.effect.label = ratios ? coefficients.ratio : Text{"係数", "Coefficient"};
    forest.effect.logarithmic = ratios;
    forest.noEffect = ratios ? 1 : 0;
    StudyJoint joint{"coefficients", {"係数の同時分布", "Joint distribution of the coefficients"}, {}, {}};
    for (std::size_t index = 0; index < coefficients.names.size(); ++index) {
        const std::string& name = coefficients.names[index];
        const auto at = static_cast<Eigen::Index>(index);
        const double value = coefficients.values[at];
        const double error = coefficients.standardError(index);
        const double low = value - coefficients.halfWidth(index);
        const double high = value + coefficients.halfWidth(index);
        std::vector<StudyValue> row{studyCell(name),
                                    studyCell(value),
                                    studyCell(error),
                                    studyCell(low),
                                    studyCell(high),
                                    studyCell(value / error),
                                    studyCell(coefficients.pValue(index))};
        if (ratios) {
            for (const double bound : {value, low, high}) row.push_back(studyCell(std::exp(bound)));
        }
        table.rows.push_back(std::move(row));
        if (name != interceptName) {
            forest.rows.push_back(ratios ? ForestChartRow{{name, name}, std::exp(value), std::exp(low), std::exp(high)}
                                         : ForestChartRow{{name, name}, value, low, high});
        }
        const std::string key = "coefficient." + name;
        result.estimates.push_back(normalEstimate(key, {name + " の係数", "coefficient of " + name}, value, error));
        if (ratios && name != interceptName) {
            result.estimates.push_back(ratioEstimate(
                "ratio." + name, {name + " の" + coefficients.ratio.ja, coefficients.ratio.en + " of " + name}, value,
                error));
        }
        joint.estimates.push_back(key);
        joint.covariance.emplace_back();
        for (Eigen::Index other = 0; other < coefficients.values.size(); ++other) {
            joint.covariance.back().push_back(coefficients.covariance(at, other));
        }
    }
    result.tables.push_back(std::move(table));
    if (!forest.rows.empty()) {
        result.charts.push_back({"coefficients",
                                 {"係数の森林図", "Forest plot of the coefficients"},
                                 {"推定値と95 %信頼区間", "Estimates with 95 % confidence intervals"},
                                 std::move(forest)});
    }
    if (joint.estimates.size() > 1) result.joints.push_back(std::move(joint));
}

}  // namespace kachi
