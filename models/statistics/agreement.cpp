#include "models/statistics/agreement.h"

#include "models/statistics/reference_distributions.h"
#include "models/statistics/summary.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

using Rows = std::vector<std::vector<double>>;

Issue fault(const char* code, const std::string& value, const std::string& limit) {
    return {code, Severity::error, {}, value, limit, {}};
}

Rows weightMatrix(std::size_t categories, AgreementWeights weights, const std::vector<double>& scores) {
    std::vector<double> places = scores;
    if (places.size() != categories) {
        places.resize(categories);
        std::iota(places.begin(), places.end(), 1.0);
    }
    const auto [low, high] = std::ranges::minmax(places);
    const double range = high > low ? high - low : 1;
    Rows matrix(categories, std::vector<double>(categories));
    for (std::size_t k = 0; k < categories; ++k) {
        for (std::size_t l = 0; l < categories; ++l) {
            const double distance = std::abs(places[k] - places[l]) / range;
            const double credit = weights == AgreementWeights::linear ? 1 - distance : 1 - distance * distance;
            matrix[k][l] = weights == AgreementWeights::none ? (k == l ? 1 : 0) : credit;
        }
    }
    return matrix;
}

/// Distributions of the ratings of subjects; equal ones are counted together.
struct Ratings {
    Rows counts;                 ///< [row][category]
    std::vector<double> copies;  ///< [row] subjects with these ratings
    Rows weights;                ///< [category][category]
    double spare = 1;            ///< standard errors divide by n − spare

    std::size_t categories() const { return weights.size(); }
};

/// Sums over subjects that the coefficients share.
struct Sums {
    double subjects = 0;
    double ratedTwice = 0;
    std::vector<double> raters;     ///< [row]
    std::vector<double> agreement;  ///< [row] share of agreeing pairs; 0 when rated once
    std::vector<double> shares;     ///< [category] mean over subjects
    double observed = 0;
    double weightSum = 0;
};

Sums sumsOf(const Ratings& ratings) {
    Sums sums;
    sums.shares.assign(ratings.categories(), 0);
    double agreeing = 0;
    for (std::size_t row = 0; row < ratings.counts.size(); ++row) {
        const std::vector<double>& counts = ratings.counts[row];
        const double raters = std::accumulate(counts.begin(), counts.end(), 0.0);
        double pairs = 0;
        for (std::size_t k = 0; k < counts.size(); ++k) {
            double weighted = 0;
            for (std::size_t l = 0; l < counts.size(); ++l) weighted += ratings.weights[k][l] * counts[l];
            pairs += counts[k] * (weighted - 1);
            sums.shares[k] += ratings.copies[row] * counts[k] / raters;
        }
        sums.raters.push_back(raters);
        sums.agreement.push_back(raters >= 2 ? pairs / (raters * (raters - 1)) : 0);
        sums.subjects += ratings.copies[row];
        if (raters >= 2) sums.ratedTwice += ratings.copies[row];
        agreeing += ratings.copies[row] * sums.agreement.back();
    }
    for (double& share : sums.shares) share /= sums.subjects;
    sums.observed = agreeing / sums.ratedTwice;
    for (const std::vector<double>& weights : ratings.weights) {
        sums.weightSum = std::accumulate(weights.begin(), weights.end(), sums.weightSum);
    }
    return sums;
}

AgreementCoefficient coefficientOf(double observed, double chance) {
    AgreementCoefficient coefficient;
    coefficient.observed = observed;
    coefficient.chance = chance;
    if (1 - chance > 1e-12) coefficient.value = (observed - chance) / (1 - chance);
    return coefficient;
}

void setError(AgreementCoefficient& coefficient, double variance, double subjects) {
    if (!coefficient.value || !(variance >= 0)) return;
    coefficient.standardError = std::sqrt(variance);
    const double width = studentTQuantile(0.5 + reportedLevel / 2, subjects - 1) * *coefficient.standardError;
    coefficient.low = *coefficient.value - width;
    coefficient.high = std::min(1.0, *coefficient.value + width);
}

/// Standard error from the influence of every subject on the coefficient.
/// @param influence [row], centred on `centre`
void setError(AgreementCoefficient& coefficient, const Ratings& ratings, const std::vector<double>& influence,
              double centre, double subjects) {
    double squares = 0;
    for (std::size_t row = 0; row < influence.size(); ++row) {
        squares += ratings.copies[row] * (influence[row] - centre) * (influence[row] - centre);
    }
    setError(coefficient, squares / (subjects * (subjects - ratings.spare)), subjects);
}

/// Share of chance agreement that a subject's ratings contribute: Σ_k w_k r_k / r.
std::vector<double> contributions(const Ratings& ratings, const Sums& sums, const std::vector<double>& byCategory) {
    std::vector<double> given;
    for (std::size_t row = 0; row < ratings.counts.size(); ++row) {
        given.push_back(std::inner_product(byCategory.begin(), byCategory.end(), ratings.counts[row].begin(), 0.0) /
                        sums.raters[row]);
    }
    return given;
}

/// A coefficient whose chance agreement depends on the shares of the categories through `chances`, half its gradient.
AgreementCoefficient chanceCorrected(const Ratings& ratings, const Sums& sums, double chance,
                                     const std::vector<double>& chances) {
    AgreementCoefficient coefficient = coefficientOf(sums.observed, chance);
    if (!coefficient.value) return coefficient;
    const std::vector<double> given = contributions(ratings, sums, chances);
    std::vector<double> influence;
    for (std::size_t row = 0; row < given.size(); ++row) {
        const double own =
            sums.raters[row] >= 2 ? sums.subjects / sums.ratedTwice * (sums.agreement[row] - chance) / (1 - chance) : 0;
        const double shift = chances.empty() ? 0 : 2 * (1 - *coefficient.value) * (given[row] - chance) / (1 - chance);
        influence.push_back(own - shift);
    }
    setError(coefficient, ratings, influence, *coefficient.value, sums.subjects);
    return coefficient;
}

/// Expected weight of a category against the shares: Σ_l w_kl π_l.
std::vector<double> weightedShares(const Ratings& ratings, const std::vector<double>& shares) {
    std::vector<double> weighted(shares.size());
    for (std::size_t k = 0; k < shares.size(); ++k) {
        weighted[k] = std::inner_product(shares.begin(), shares.end(), ratings.weights[k].begin(), 0.0);
    }
    return weighted;
}

AgreementCoefficient fleissOf(const Ratings& ratings, const Sums& sums) {
    const std::vector<double> weighted = weightedShares(ratings, sums.shares);
    const double chance = std::inner_product(weighted.begin(), weighted.end(), sums.shares.begin(), 0.0);
    return chanceCorrected(ratings, sums, chance, weighted);
}

AgreementCoefficient gwetOf(const Ratings& ratings, const Sums& sums) {
    const auto categories = static_cast<double>(ratings.categories());
    const double factor = sums.weightSum / (categories * (categories - 1));
    double chance = 0;
    std::vector<double> chances;
    for (const double share : sums.shares) {
        chance += factor * share * (1 - share);
        chances.push_back(factor * (1 - share));
    }
    return chanceCorrected(ratings, sums, chance, chances);
}

AgreementCoefficient brennanPredigerOf(const Ratings& ratings, const Sums& sums) {
    const auto categories = static_cast<double>(ratings.categories());
    const double chance = sums.weightSum / (categories * categories);
    return chanceCorrected(ratings, sums, chance, std::vector<double>(ratings.categories(), chance));
}

/// Over the subjects with at least two ratings.
AgreementCoefficient krippendorffOf(const Ratings& all) {
    Ratings ratings{{}, {}, all.weights, all.spare};
    for (std::size_t row = 0; row < all.counts.size(); ++row) {
        if (std::accumulate(all.counts[row].begin(), all.counts[row].end(), 0.0) < 2) continue;
        ratings.counts.push_back(all.counts[row]);
        ratings.copies.push_back(all.copies[row]);
    }
    const Sums sums = sumsOf(ratings);
    const double meanRaters =
        std::inner_product(sums.raters.begin(), sums.raters.end(), ratings.copies.begin(), 0.0) / sums.subjects;
    std::vector<double> shares(ratings.categories());
    double observed = 0;
    for (std::size_t row = 0; row < ratings.counts.size(); ++row) {
        const double part = sums.raters[row] / meanRaters * ratings.copies[row] / sums.subjects;
        observed += part * sums.agreement[row];
        for (std::size_t k = 0; k < shares.size(); ++k) shares[k] += part * ratings.counts[row][k] / sums.raters[row];
    }
    const double smallSample = 1 / (meanRaters * sums.subjects);
    const std::vector<double> weighted = weightedShares(ratings, shares);
    const double chance = std::inner_product(weighted.begin(), weighted.end(), shares.begin(), 0.0);
    AgreementCoefficient alpha = coefficientOf((1 - smallSample) * observed + smallSample, chance);
    if (!alpha.value) return alpha;
    const double uncorrected = (observed - chance) / (1 - chance);
    const std::vector<double> given = contributions(ratings, sums, weighted);
    std::vector<double> influence;
    for (std::size_t row = 0; row < given.size(); ++row) {
        const double part = sums.raters[row] / meanRaters;
        const double agreement = part * sums.agreement[row] - alpha.observed * (part - 1);
        const double expected = part * given[row] - chance * (part - 1);
        influence.push_back((agreement - chance - 2 * (1 - uncorrected) * (expected - chance)) / (1 - chance));
    }
    setError(alpha, ratings, influence, uncorrected, sums.subjects);
    return alpha;
}

AgreementCoefficient cohenOf(const Rows& table, const Rows& weights, double subjects) {
    const std::size_t categories = table.size();
    std::vector<double> first(categories);
    std::vector<double> second(categories);
    double observed = 0;
    for (std::size_t k = 0; k < categories; ++k) {
        for (std::size_t l = 0; l < categories; ++l) {
            const double share = table[k][l] / subjects;
            first[k] += share;
            second[l] += share;
            observed += weights[k][l] * share;
        }
    }
    double chance = 0;
    std::vector<double> ofFirst(categories);   // mean weight of the first rater's category against the second's ratings
    std::vector<double> ofSecond(categories);  // and the other way round
    for (std::size_t k = 0; k < categories; ++k) {
        for (std::size_t l = 0; l < categories; ++l) {
            chance += weights[k][l] * first[k] * second[l];
            ofFirst[k] += weights[k][l] * second[l];
            ofSecond[l] += weights[k][l] * first[k];
        }
    }
    AgreementCoefficient kappa = coefficientOf(observed, chance);
    if (!kappa.value) return kappa;
    const double rest = 1 - *kappa.value;
    double squares = 0;
    for (std::size_t k = 0; k < categories; ++k) {
        for (std::size_t l = 0; l < categories; ++l) {
            squares += table[k][l] / subjects * std::pow(weights[k][l] - rest * (ofFirst[k] + ofSecond[l]), 2);
        }
    }
    const double variance =
        (squares - std::pow(observed - 2 * rest * chance, 2)) / (subjects * std::pow(1 - chance, 2));
    setError(kappa, std::max(variance, 0.0), subjects);
    return kappa;
}

Issues countFaults(const Rows& counts) {
    Issues faults;
    for (std::size_t row = 0; row < counts.size(); ++row) {
        for (const double count : counts[row]) {
            if (count >= 0 && count == std::floor(count)) continue;
            Issue issue = fault("agreement.badCount", numberText(count), {});
            issue.details = {{"row", std::to_string(row + 1)}};
            faults.push_back(std::move(issue));
        }
    }
    return faults;
}

Result<CategoricalAgreement> agreementOf(const Ratings& ratings) {
    const Sums sums = sumsOf(ratings);
    if (!(sums.subjects >= 2) || !(sums.ratedTwice >= 1)) {
        return fault("agreement.tooFewSubjects", numberText(sums.ratedTwice), "2");
    }
    CategoricalAgreement agreement;
    agreement.subjects = sums.subjects;
    agreement.subjectsRatedTwice = sums.ratedTwice;
    agreement.percent = chanceCorrected(ratings, sums, 0, {});
    agreement.fleiss = fleissOf(ratings, sums);
    agreement.gwet = gwetOf(ratings, sums);
    agreement.brennanPrediger = brennanPredigerOf(ratings, sums);
    agreement.krippendorff = krippendorffOf(ratings);
    return agreement;
}

}  // namespace

Result<CategoricalAgreement> agreementOfTable(const Rows& table, AgreementWeights weights,
                                              const std::vector<double>& scores) {
    if (table.size() < 2) return fault("agreement.oneCategory", std::to_string(table.size()), "2");
    for (const std::vector<double>& row : table) {
        if (row.size() == table.size()) continue;
        return fault("agreement.notSquare", std::to_string(row.size()), std::to_string(table.size()));
    }
    if (const Issues faults = countFaults(table); !faults.empty()) return faults;
    Ratings ratings{{}, {}, weightMatrix(table.size(), weights, scores), 0};
    for (std::size_t k = 0; k < table.size(); ++k) {
        for (std::size_t l = 0; l < table.size(); ++l) {
            if (!(table[k][l] > 0)) continue;
            std::vector<double> counts(table.size());
            ++counts[k];
            ++counts[l];
            ratings.counts.push_back(std::move(counts));
            ratings.copies.push_back(table[k][l]);
        }
    }
    Result<CategoricalAgreement> agreement = agreementOf(ratings);
    if (agreement) agreement->cohen = cohenOf(table, ratings.weights, agreement->subjects);
    return agreement;
}

Result<CategoricalAgreement> agreementOfCounts(const Rows& counts, AgreementWeights weights,
                                               const std::vector<double>& scores) {
    const std::size_t categories = counts.empty() ? 0 : counts.front().size();
    if (categories < 2) return fault("agreement.oneCategory", std::to_string(categories), "2");
    if (const Issues faults = countFaults(counts); !faults.empty()) return faults;
    Ratings ratings{{}, {}, weightMatrix(categories, weights, scores), 1};
    for (const std::vector<double>& row : counts) {
        if (std::ranges::all_of(row, [](double count) { return count == 0; })) continue;
        ratings.counts.push_back(row);
        ratings.copies.push_back(1);
    }
    return agreementOf(ratings);
}

namespace {

/// Limits from an F ratio, as the one-way and the consistency form share them.
IntraclassCorrelation fromRatio(double subjectSquares, double errorSquares, double subjectDegrees, double errorDegrees,
                                double raters, bool ofMean, double level) {
    IntraclassCorrelation icc;
    icc.numeratorDegrees = subjectDegrees;
    icc.denominatorDegrees = errorDegrees;
    icc.value = ofMean ? (subjectSquares - errorSquares) / subjectSquares
                       : (subjectSquares - errorSquares) / (subjectSquares + (raters - 1) * errorSquares);
    if (!(errorSquares > 0)) return icc;
    const double ratio = subjectSquares / errorSquares;
    const double tail = 0.5 + level / 2;
    const double lower = ratio / fQuantile(tail, subjectDegrees, errorDegrees);
    const double upper = ratio * fQuantile(tail, errorDegrees, subjectDegrees);
    icc.statistic = ratio;
    icc.p = upperF(ratio, subjectDegrees, errorDegrees);
    icc.low = ofMean ? 1 - 1 / lower : (lower - 1) / (lower + raters - 1);
    icc.high = ofMean ? 1 - 1 / upper : (upper - 1) / (upper + raters - 1);
    return icc;
}

double stepUp(double single, double raters) {
    return single * raters / (1 + single * (raters - 1));
}

}  // namespace

Result<IntraclassCorrelations> intraclassCorrelations(const Rows& ratings, double level) {
    IntraclassCorrelations all;
    all.subjects = ratings.size();
    all.raters = ratings.empty() ? 0 : ratings.front().size();
    if (all.subjects < 2) return fault("agreement.tooFewSubjects", std::to_string(all.subjects), "2");
    if (all.raters < 2) return fault("agreement.oneRater", std::to_string(all.raters), "2");
    const auto n = static_cast<double>(all.subjects);
    const auto k = static_cast<double>(all.raters);

    std::vector<double> subjectMeans;
    std::vector<double> raterMeans(all.raters);
    for (const std::vector<double>& row : ratings) {
        subjectMeans.push_back(sampleMean(row));
        for (std::size_t rater = 0; rater < all.raters; ++rater) raterMeans[rater] += row[rater] / n;
    }
    const double grand = sampleMean(subjectMeans);
    double subjects = 0;
    double within = 0;
    double raters = 0;
    double rest = 0;
    for (std::size_t i = 0; i < all.subjects; ++i) {
        subjects += k * std::pow(subjectMeans[i] - grand, 2);
        for (std::size_t j = 0; j < all.raters; ++j) {
            within += std::pow(ratings[i][j] - subjectMeans[i], 2);
            rest += std::pow(ratings[i][j] - subjectMeans[i] - raterMeans[j] + grand, 2);
        }
    }
    for (const double mean : raterMeans) raters += n * std::pow(mean - grand, 2);
    all.betweenSubjects = subjects / (n - 1);
    all.withinSubjects = within / (n * (k - 1));
    all.betweenRaters = raters / (k - 1);
    all.residual = rest / ((n - 1) * (k - 1));
    const double total = subjects + within;
    if (!(total > 0)) return fault("agreement.noSpread", numberText(grand), {});
    // What rounding leaves of complete agreement is 0.
    if (all.withinSubjects < 1e-24 * total) all.withinSubjects = 0;
    if (all.residual < 1e-24 * total) all.residual = 0;
    if (!(all.betweenSubjects > 1e-24 * total)) return fault("agreement.noSpread", numberText(grand), {});

    const double errorDegrees = (n - 1) * (k - 1);
    all.oneWay = fromRatio(all.betweenSubjects, all.withinSubjects, n - 1, n * (k - 1), k, false, level);
    all.oneWayMean = fromRatio(all.betweenSubjects, all.withinSubjects, n - 1, n * (k - 1), k, true, level);
    all.consistency = fromRatio(all.betweenSubjects, all.residual, n - 1, errorDegrees, k, false, level);
    all.consistencyMean = fromRatio(all.betweenSubjects, all.residual, n - 1, errorDegrees, k, true, level);

    const double bms = all.betweenSubjects;
    const double jms = all.betweenRaters;
    const double ems = all.residual;
    all.agreement = all.consistency;
    all.agreement.low.reset();
    all.agreement.high.reset();
    all.agreement.value = (bms - ems) / (bms + (k - 1) * ems + k * (jms - ems) / n);
    all.agreementMean = all.agreement;
    all.agreementMean.value = (bms - ems) / (bms + (jms - ems) / n);
    const double rho = all.agreement.value;
    if (ems > 0 && rho < 1) {
        const double a = k * rho / (n * (1 - rho));
        const double b = 1 + k * rho * (n - 1) / (n * (1 - rho));
        const double degrees =
            std::pow(a * jms + b * ems, 2) / (std::pow(a * jms, 2) / (k - 1) + std::pow(b * ems, 2) / errorDegrees);
        const double tail = 0.5 + level / 2;
        const double spread = k * jms + (k * n - k - n) * ems;
        const double lower = fQuantile(tail, n - 1, degrees);
        const double upper = fQuantile(tail, degrees, n - 1);
        all.agreement.low = n * (bms - lower * ems) / (lower * spread + n * bms);
        all.agreement.high = n * (upper * bms - ems) / (spread + n * upper * bms);
        all.agreementMean.low = stepUp(*all.agreement.low, k);
        all.agreementMean.high = stepUp(*all.agreement.high, k);
    }
    return all;
}

Result<BlandAltman> blandAltman(const std::vector<double>& first, const std::vector<double>& second) {
    if (first.size() < 3) return fault("agreement.tooFewSubjects", std::to_string(first.size()), "3");
    std::vector<double> differences;
    for (std::size_t i = 0; i < first.size(); ++i) differences.push_back(second[i] - first[i]);
    const auto count = static_cast<double>(first.size());
    BlandAltman limits;
    limits.pairs = first.size();
    limits.bias = sampleMean(differences);
    limits.standardDeviation = sampleStandardDeviation(differences);
    constexpr double reach = 1.96;
    const double quantile = studentTQuantile(0.5 + reportedLevel / 2, count - 1);
    const double biasWidth = quantile * limits.standardDeviation / std::sqrt(count);
    const double limitWidth =
        quantile * limits.standardDeviation * std::sqrt(1 / count + reach * reach / (2 * (count - 1)));
    limits.biasLow = limits.bias - biasWidth;
    limits.biasHigh = limits.bias + biasWidth;
    limits.lowerLimit = limits.bias - reach * limits.standardDeviation;
    limits.upperLimit = limits.bias + reach * limits.standardDeviation;
    limits.lowerLimitLow = limits.lowerLimit - limitWidth;
    limits.lowerLimitHigh = limits.lowerLimit + limitWidth;
    limits.upperLimitLow = limits.upperLimit - limitWidth;
    limits.upperLimitHigh = limits.upperLimit + limitWidth;
    return limits;
}

}  // namespace kachi
