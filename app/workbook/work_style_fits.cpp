// Hours of doctors on the sheet: a family fitted to the classes of a survey.
#include "app/workbook/work_style_hours.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kachi {
namespace {

PageCell numberOf(std::size_t at) {
    return pageNumber(static_cast<double>(at + 1));
}

/// Cells of the two parameters of a family.
struct ParameterCells {
    std::string first;
    std::string second;
};

std::string survivalFormula(SurvivalFamily family, const std::string& hours, const ParameterCells& by) {
    if (family == SurvivalFamily::lognormal) {
        return "IF(" + hours + ">0,NORMSDIST((" + by.first + "-LN(" + hours + "))/(" + by.second + ")),1)";
    }
    if (family == SurvivalFamily::gamma) {
        return "1-GAMMADIST(" + hours + "," + by.first + "," + by.second + ",TRUE)";
    }
    return "EXP(0-POWER(" + hours + "/(" + by.second + ")," + by.first + "))";
}

/// Mean of min(weekly hours, limit).
std::string limitedMean(SurvivalFamily family, const std::string& limit, const ParameterCells& by) {
    const std::string above = limit + "*(" + survivalFormula(family, limit, by) + ")";
    if (family == SurvivalFamily::lognormal) {
        return "IF(" + limit + ">0,EXP(" + by.first + "+" + by.second + "^2/2)*NORMSDIST((LN(" + limit + ")-" +
               by.first + "-" + by.second + "^2)/" + by.second + ")+" + above + ",0)";
    }
    if (family == SurvivalFamily::gamma) {
        return by.first + "*" + by.second + "*GAMMADIST(" + limit + "," + by.first + "+1," + by.second + ",TRUE)+" +
               above;
    }
    return by.second + "/" + by.first + "*EXP(GAMMALN(1/" + by.first + "))*GAMMADIST(POWER(" + limit + "/" + by.second +
           "," + by.first + "),1/" + by.first + ",1,TRUE)";
}

/// The parameters with one of them moved by a share of it.
struct MovedParameters {
    ParameterCells cells;
    SurvivalParameters values;
};

/// Each parameter in turn moved by each of these shares.
std::vector<MovedParameters> movedBy(const std::vector<double>& shares, const ParameterCells& cells,
                                     const SurvivalParameters& values) {
    std::vector<MovedParameters> all;
    for (std::size_t at = 0; at < 2; ++at) {
        for (const double share : shares) {
            MovedParameters moved{cells, values};
            std::string& cell = at == 0 ? moved.cells.first : moved.cells.second;
            cell = "(" + cell + "*" + numberText(1 + share) + ")";
            moved.values.values[at] *= 1 + share;
            all.push_back(std::move(moved));
        }
    }
    return all;
}

/// Formulas of the goodness of fit of a family.
struct FitCells {
    ParameterCells parameters;
    int probabilities = 0;  ///< first row of the table of classes
    std::string gap{};
    std::string deviance{};
    std::string degrees{};
    std::string logLikelihood{};
};

/// Columns of the classes of a fitted family.
namespace fitColumn {
constexpr int lower = 1;
constexpr int weight = 2;
constexpr int above = 3;
constexpr int probability = 4;
constexpr int gap = 5;
constexpr int moved = 6;  ///< four columns
}  // namespace fitColumn

class FamilySheets {
public:
    FamilySheets(HoursSheet& sheet, int classes)
        : m_sheet(sheet), m_page(sheet.page), m_inputs(sheet.inputs), m_classes(classes) {}

    HoursFormulas write() {
        writeParameters();
        for (std::size_t at = 0; at < m_inputs.fits.size(); ++at) writeFamily(at);
        writeFamilies();
        writeBands(m_sheet, m_classes, [this](std::size_t at) {
            return m_page.at(m_fits.front().probabilities + static_cast<int>(at), fitColumn::probability);
        });
        return writeUse();
    }

private:
    double respondentsOr100() const { return m_inputs.respondents.value_or(100); }

    /// Weight of all classes in the fit.
    double totalWeight() const {
        double total = 0;
        for (const FrequencyClass& one : m_inputs.classes) total += one.weight * respondentsOr100() / 100;
        return total;
    }

    void writeParameters() {
        constexpr int firstColumn = 2;
        m_page.note(
            {"母数と共分散は数値計算による最尤推定で、閉じた式がないため Kachi の値を置く。階級を書き換えても変わらない"
             "ので、そのときは下の対数尤度が最大になる母数をソルバーで求めて置き換える。",
             "Parameters and covariance are maximised numerically; no closed form exists, so they stand as Kachi's "
             "values and do not follow the classes. For other classes let a solver find the parameters that maximise "
             "the log-likelihood below."});
        const int first = m_page.nextRow();
        std::vector<std::vector<PageCell>> cells;
        for (const auto& [family, fit] : m_inputs.fits) {
            const int row = first + static_cast<int>(cells.size());
            m_fits.push_back({{m_page.at(row, firstColumn), m_page.at(row, firstColumn + 1)}});
            const double perRespondent = std::sqrt(totalWeight());
            cells.push_back({numberOf(cells.size()), pageWords(m_sheet.pages.words(family.name)),
                             pageInput(fit.parameters.values[0]), pageInput(fit.parameters.values[1])});
            if (m_sheet.respondents.empty()) continue;
            cells.back().push_back(pageInput(fit.standardErrors[0] * perRespondent));
            cells.back().push_back(pageInput(fit.standardErrors[1] * perRespondent));
            cells.back().push_back(pageInput(fit.covariance * totalWeight()));
        }
        std::vector<PageColumn> columns{{{"番号", "No."}},
                                        {{"分布", "Family"}},
                                        {{"母数1（対数平均・形状）", "First parameter: mean log or shape"}},
                                        {{"母数2（対数標準偏差・尺度）", "Second parameter: SD of logs or scale"}}};
        if (!m_sheet.respondents.empty()) {
            columns.push_back({{"母数1の標準誤差（回答1件）", "Standard error of the first, one respondent"}});
            columns.push_back({{"母数2の標準誤差（回答1件）", "Standard error of the second, one respondent"}});
            columns.push_back({{"共分散（回答1件）", "Covariance, one respondent"}});
        }
        m_page.table({"当てはめた母数（逸脱度の小さい順、先頭を用いる）",
                      "Fitted parameters, smallest deviance first; the first is used"},
                     columns, cells);
        m_errorRow = first;
    }

    /// Class probabilities of a family, and its likelihood there and beside it.
    void writeFamily(std::size_t at) {
        const auto& [family, fit] = m_inputs.fits[at];
        FitCells& written = m_fits[at];
        const std::size_t count = m_inputs.classes.size();
        const std::vector<MovedParameters> moved = movedBy({0.01, -0.01}, written.parameters, fit.parameters);
        const int first = m_page.nextRow();
        written.probabilities = first;
        const auto cell = [first](std::size_t row, int column) {
            return cellReference(first + static_cast<int>(row), column);
        };
        const double total = totalWeight();
        double difference = 0;
        std::vector<std::vector<PageCell>> cells;
        for (std::size_t row = 0; row < count; ++row) {
            const FrequencyClass& one = m_inputs.classes[row];
            const int entered = m_classes + static_cast<int>(row);
            const double weight = one.weight * respondentsOr100() / 100;
            difference += weight / total - fit.probabilities[row];
            const std::string share = m_page.at(entered, classColumn::share);
            const std::string weights = m_page.range(first, row + 1, fitColumn::weight);
            const std::string all = m_page.range(first, count, fitColumn::weight);
            const std::string probabilities = m_page.range(first, row + 1, fitColumn::probability);
            cells.push_back(
                {numberOf(row), pageFormula(m_page.at(entered, classColumn::lower), one.lower),
                 pageFormula(m_sheet.respondents.empty() ? share : share + "*" + m_sheet.respondents + "/100", weight),
                 pageFormula(survivalFormula(family.family, cell(row, fitColumn::lower), written.parameters),
                             survivalAt(fit.parameters, one.lower)),
                 pageFormula(cell(row, fitColumn::above) + "-" + cell(row + 1, fitColumn::above),
                             fit.probabilities[row]),
                 pageFormula("ABS(SUM(" + weights + ")/SUM(" + all + ")-SUM(" + probabilities + "))",
                             std::abs(difference))});
            for (const MovedParameters& by : moved) {
                cells.back().push_back(
                    pageFormula(survivalFormula(family.family, cell(row, fitColumn::lower), by.cells),
                                survivalAt(by.values, one.lower)));
            }
        }
        // Beyond the last class, which is open in the fit.
        cells.push_back({pageWords(""), pageWords("∞"), pageWords(""), pageNumber(0), pageWords(""), pageWords(""),
                         pageNumber(0), pageNumber(0), pageNumber(0), pageNumber(0)});
        const auto movedLabel = [](const char* ja, const char* en) {
            return PageColumn{{std::string("以上の確率（") + ja + "）", std::string("At or above, ") + en},
                              Unit::probability};
        };
        m_page.table({"当てはめの階級確率：" + family.name.ja, "Class probabilities as fitted: " + family.name.en},
                     {{{"番号", "No."}},
                      {{"以上", "From"}, Unit::hours},
                      {{"人数（回答数がなければ%）", "Count; percent without respondents"}},
                      {{"以上の確率", "Probability at or above"}, Unit::probability},
                      {{"階級の確率", "Probability of the class"}, Unit::probability},
                      {{"累積割合の差", "Gap of cumulated shares"}, Unit::ratio},
                      movedLabel("母数1を1%増", "first parameter 1% higher"),
                      movedLabel("母数1を1%減", "first parameter 1% lower"),
                      movedLabel("母数2を1%増", "second parameter 1% higher"),
                      movedLabel("母数2を1%減", "second parameter 1% lower")},
                     cells);
        writeLikelihood(at, moved);
    }

    void writeLikelihood(std::size_t at, const std::vector<MovedParameters>& moved) {
        const GroupedFit& fit = m_inputs.fits[at].fit;
        FitCells& written = m_fits[at];
        const std::size_t count = m_inputs.classes.size();
        const int first = written.probabilities;
        const std::string weights = m_page.range(first, count, fitColumn::weight);
        const std::string probabilities = m_page.range(first, count, fitColumn::probability);
        const std::string none = "(" + weights + "=0)";  // a class without doctors adds nothing, whatever its logarithm
        ItemList list(m_sheet.pages, m_page);
        written.logLikelihood = list.add(
            {"対数尤度", "Log-likelihood"},
            pageFormula("SUMPRODUCT(" + weights + ",LN(" + probabilities + "+" + none + "))", fit.logLikelihood));
        std::string others;
        const std::array labels{Text{"対数尤度（母数1を1%増）", "Log-likelihood, first parameter 1% higher"},
                                Text{"対数尤度（母数1を1%減）", "Log-likelihood, first parameter 1% lower"},
                                Text{"対数尤度（母数2を1%増）", "Log-likelihood, second parameter 1% higher"},
                                Text{"対数尤度（母数2を1%減）", "Log-likelihood, second parameter 1% lower"}};
        for (std::size_t by = 0; by < labels.size(); ++by) {
            const int column = fitColumn::moved + static_cast<int>(by);
            others +=
                (others.empty() ? "" : ",") +
                list.add(labels[by], pageFormula("SUMPRODUCT(" + weights + ",LN(" + m_page.range(first, count, column) +
                                                     "-" + m_page.range(first + 1, count, column) + "+" + none + "))",
                                                 logLikelihoodAt(moved[by].values)));
        }
        const std::string isHighest =
            list.add({"最大である（1/0）", "It is the maximum (1/0)"},
                     pageFormula("IF(" + written.logLikelihood + ">MAX(" + others + "),1,0)", 1));
        m_sheet.pages.check(m_sheet.pages.words({"対数尤度が最大である：", "Log-likelihood is the maximum: "}) +
                                m_sheet.pages.words(m_inputs.fits[at].family.name),
                            isHighest, 1);
        written.deviance = list.add({"逸脱度", "Deviance"},
                                    pageFormula("MAX(0,2*SUMPRODUCT(" + weights + ",LN((" + weights + "/SUM(" +
                                                    weights + ")+" + none + ")/(" + probabilities + "+" + none + "))))",
                                                fit.deviance));
        written.degrees = list.add({"自由度", "Degrees of freedom"},
                                   pageFormula("MAX(0,COUNT(" + weights + ")-3)", static_cast<double>(fit.degrees)));
        written.gap = "MAX(" + m_page.range(first, count, fitColumn::gap) + ")";
        list.write(m_page, {"尤度と適合度：" + m_inputs.fits[at].family.name.ja,
                            "Likelihood and fit: " + m_inputs.fits[at].family.name.en});
    }

    double logLikelihoodAt(const SurvivalParameters& parameters) const {
        double sum = 0;
        for (std::size_t at = 0; at < m_inputs.classes.size(); ++at) {
            const bool last = at + 1 == m_inputs.classes.size();
            const double weight = m_inputs.classes[at].weight * respondentsOr100() / 100;
            const double above = last ? 0 : survivalAt(parameters, m_inputs.classes[at].upper);
            if (weight > 0) sum += weight * std::log(survivalAt(parameters, m_inputs.classes[at].lower) - above);
        }
        return sum;
    }

    /// The study's own table of the families.
    void writeFamilies() {
        const auto& families = *std::ranges::find(m_sheet.study.tables, "families", &StudyTable::key);
        std::vector<std::vector<std::string>> formulas;
        for (const FitCells& fit : m_fits) {
            formulas.push_back({"", fit.parameters.first, fit.parameters.second, fit.gap, "", "", "", ""});
            if (m_sheet.respondents.empty()) continue;
            const bool tested = m_inputs.fits.front().fit.degrees > 0;
            formulas.back()[4] = fit.deviance;
            formulas.back()[5] = fit.degrees;
            formulas.back()[6] = tested ? "CHIDIST(" + fit.deviance + "," + fit.degrees + ")" : "";
            formulas.back()[7] = "4-2*" + fit.logLikelihood;
        }
        writeResultTable(m_sheet.pages, m_page, families, formulas);
    }

    /// Shares above, mean taken off and standard errors of the family that is used.
    HoursFormulas writeUse() {
        const auto& [family, fit] = m_inputs.fits.front();
        const ParameterCells& by = m_fits.front().parameters;
        HoursFormulas formulas;
        formulas.shareAt = [family = family.family, by](const std::string&, const std::string& weekly) {
            return survivalFormula(family, weekly, by);
        };
        formulas.shareAbove = writeShares(m_sheet, [&](std::size_t at) {
            return formulas.shareAt(m_sheet.places[at].yearly, m_sheet.places[at].weekly);
        });
        const std::string& normal = m_sheet.normalHours;
        const std::string reach = "(" + normal + "+" + m_sheet.hoursSaved + "/" + m_sheet.weeks + ")";
        formulas.meanTakenOff = m_sheet.weeks + "*(" + limitedMean(family.family, reach, by) + "-(" +
                                limitedMean(family.family, normal, by) + "))";
        if (m_sheet.respondents.empty()) return formulas;
        const int slopes = writeSlopes();
        constexpr int firstSlope = 10;
        constexpr int errors = 4;  // column of the first standard error
        const std::string variance =
            "SUM(" + m_page.range(m_fits.front().probabilities, m_inputs.classes.size(), fitColumn::weight) + ")";
        formulas.standardError = [&page = m_page, slopes, variance, row = m_errorRow](const WeightedShares& weights) {
            const auto slope = [&](int parameter) {
                return "(" +
                       weightedSum(weights,
                                   [&](std::size_t place) {
                                       return page.at(slopes + static_cast<int>(place), firstSlope + parameter);
                                   }) +
                       ")";
            };
            const std::string first = slope(0);
            const std::string second = slope(1);
            return "SQRT(MAX(0,((" + first + "*" + page.at(row, errors) + ")^2+(" + second + "*" +
                   page.at(row, errors + 1) + ")^2+2*" + first + "*" + second + "*" + page.at(row, errors + 2) + ")/" +
                   variance + "))";
        };
        return formulas;
    }

    /// Change of the share above every place by either parameter. @return first row
    int writeSlopes() {
        constexpr int firstShare = 2;
        const auto& [family, fit] = m_inputs.fits.front();
        const ParameterCells& by = m_fits.front().parameters;
        const std::array steps{1.0, -1.0, 2.0, -2.0};
        std::vector<double> shares;
        for (const double step : steps) shares.push_back(step * slopeStep);
        const std::vector<MovedParameters> moved = movedBy(shares, by, fit.parameters);
        m_page.note({"標準誤差はデルタ法。傾きは母数を0.1%と0.2%増減させた5点の中心差分。",
                     "Standard errors by the delta method; slopes are five-point central differences over 0.1% and "
                     "0.2% of a parameter."});
        const int first = m_page.nextRow();
        std::vector<std::vector<PageCell>> cells;
        for (const OvertimePlace& place : m_sheet.places) {
            const int row = first + static_cast<int>(cells.size());
            std::vector<PageCell> line{numberOf(cells.size()), pageWords(m_sheet.pages.words(place.label))};
            std::vector<double> above;
            for (const MovedParameters& one : moved) {
                above.push_back(survivalAt(one.values, m_inputs.year.weekly(place.hours)));
                line.push_back(pageFormula(survivalFormula(family.family, place.weekly, one.cells), above.back()));
            }
            for (std::size_t at = 0; at < 2; ++at) {
                const std::size_t from = steps.size() * at;
                const auto cell = [&](std::size_t step) {
                    return cellReference(row, firstShare + static_cast<int>(from + step));
                };
                const double difference = 8 * (above[from] - above[from + 1]) - (above[from + 2] - above[from + 3]);
                line.push_back(pageFormula("(8*(" + cell(0) + "-" + cell(1) + ")-(" + cell(2) + "-" + cell(3) +
                                               "))/(12*" + numberText(slopeStep) + "*" +
                                               (at == 0 ? by.first : by.second) + ")",
                                           difference / (12 * slopeStep * fit.parameters.values[at])));
            }
            cells.push_back(std::move(line));
        }
        std::vector<PageColumn> columns{{{"番号", "No."}}, {{"時間", "Hours"}}};
        for (const Text& parameter : {Text{"母数1", "First parameter"}, Text{"母数2", "Second parameter"}}) {
            for (const char* share : {"+0.1%", "−0.1%", "+0.2%", "−0.2%"}) {
                columns.push_back({{parameter.ja + share, parameter.en + " " + share}, Unit::ratio});
            }
        }
        columns.push_back({{"母数1の傾き", "Slope in the first"}});
        columns.push_back({{"母数2の傾き", "Slope in the second"}});
        m_page.table({"超える割合の母数に対する傾き", "Slope of the share above in the parameters"}, columns, cells);
        return first;
    }

    HoursSheet& m_sheet;
    SheetPage& m_page;
    const WorkStyleInputs& m_inputs;
    int m_classes;
    int m_errorRow = 0;
    std::vector<FitCells> m_fits;
};

}  // namespace

HoursFormulas writeFittedHours(HoursSheet& sheet, int classes) {
    return FamilySheets(sheet, classes).write();
}

}  // namespace kachi
