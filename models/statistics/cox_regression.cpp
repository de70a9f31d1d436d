#include "models/statistics/cox_regression.h"

#include "models/statistics/generalised_linear.h"

#include <Eigen/Cholesky>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

namespace kachi {
namespace {

constexpr int mostIterations = 60;
constexpr double convergedStep = 1e-9;
constexpr double infinitePredictor = 15;  // a hazard ratio of e^15 that still grows has no limit
/// Of covariates scaled to a range of 1: less information at all events together is rounding error.
constexpr double leastInformation = 1e-10;
constexpr double infiniteStep = 0.1;

/// Sums over those at risk, or over those with an event, at one time.
struct RiskSums {
    double weight = 0;       ///< Σ w exp(η)
    Eigen::VectorXd first;   ///< Σ w exp(η) x
    Eigen::MatrixXd second;  ///< Σ w exp(η) x xᵀ, lower triangle; empty when not asked for

    void clear(Eigen::Index columns, bool withSecond) {
        weight = 0;
        first.setZero(columns);
        if (withSecond) second.setZero(columns, columns);
    }
    void add(double amount, const Eigen::VectorXd& x) {
        weight += amount;
        first += amount * x;
        if (second.size() > 0) second.selfadjointView<Eigen::Lower>().rankUpdate(x, amount);
    }
};

struct EventTime {
    double time = 0;
    std::size_t stratum = 0;
    const std::vector<std::size_t>* dead = nullptr;
    double caseWeight = 0;  ///< Σ w of those with an event
    const RiskSums* atRisk = nullptr;
    const RiskSums* tied = nullptr;  ///< those with an event
};

/// A share of the events at one time and the risk set it is compared with: Efron takes the tied events out one by one.
struct Increment {
    double caseWeight = 0;
    double removed = 0;  ///< share of the tied events no longer at risk
    double denominator = 0;
    Eigen::VectorXd mean;
};

/// Rows by stratum, latest first: sorted once, walked in every iteration.
class RiskSets {
public:
    RiskSets(const CoxData& data, CoxTies ties) : m_data(data), m_ties(ties) {
        const std::size_t rows = data.time.size();
        m_centre = data.design.colwise().mean().transpose();
        m_centred = (data.design.rowwise() - m_centre.transpose()).transpose();
        m_byTime.resize(rows);
        std::iota(m_byTime.begin(), m_byTime.end(), std::size_t{0});
        m_byEntry = m_byTime;
        const auto latestFirst = [&](const std::vector<double>& times) {
            return [&](std::size_t a, std::size_t b) {
                if (stratum(a) != stratum(b)) return stratum(a) < stratum(b);
                return times[a] > times[b];
            };
        };
        std::stable_sort(m_byTime.begin(), m_byTime.end(), latestFirst(data.time));
        if (data.entry.empty()) {
            m_byEntry.clear();
        } else {
            std::stable_sort(m_byEntry.begin(), m_byEntry.end(), latestFirst(data.entry));
        }
    }

    std::size_t stratum(std::size_t row) const { return m_data.stratum.empty() ? 0 : m_data.stratum[row]; }
    /// Not under observation from the start: at risk only after its entry.
    bool entersLate(std::size_t row) const { return !m_data.entry.empty() && m_data.entry[row] > 0; }
    double weight(std::size_t row) const { return m_data.weights.empty() ? 1 : m_data.weights[row]; }
    const Eigen::VectorXd& centre() const { return m_centre; }
    const Eigen::MatrixXd& centred() const { return m_centred; }  ///< [column][row]

    /// Visits every time with an event, per stratum from the latest to the earliest.
    void walk(const Eigen::VectorXd& predictor, bool withSecond,
              const std::function<void(const EventTime&)>& visit) const {
        const Eigen::Index columns = m_centred.rows();
        RiskSums atRisk;
        RiskSums tied;
        std::vector<std::size_t> dead;
        Eigen::VectorXd x(columns);
        std::size_t entered = 0;
        std::size_t position = 0;
        while (position < m_byTime.size()) {
            const std::size_t current = stratum(m_byTime[position]);
            if (position == 0 || stratum(m_byTime[position - 1]) != current) {
                atRisk.clear(columns, withSecond);
                while (entered < m_byEntry.size() && stratum(m_byEntry[entered]) != current) ++entered;
            }
            const double time = m_data.time[m_byTime[position]];
            tied.clear(columns, withSecond);
            dead.clear();
            EventTime event{time, current, &dead, 0, &atRisk, &tied};
            for (; position < m_byTime.size() && stratum(m_byTime[position]) == current &&
                   m_data.time[m_byTime[position]] == time;
                 ++position) {
                const std::size_t row = m_byTime[position];
                const double amount = weight(row) * std::exp(predictor[static_cast<Eigen::Index>(row)]);
                x = m_centred.col(static_cast<Eigen::Index>(row));
                atRisk.add(amount, x);
                if (!m_data.event[row]) continue;
                tied.add(amount, x);
                dead.push_back(row);
                event.caseWeight += weight(row);
            }
            if (dead.empty()) continue;
            // Those who enter at this time or later are not yet at risk.
            for (; entered < m_byEntry.size() && stratum(m_byEntry[entered]) == current &&
                   m_data.entry[m_byEntry[entered]] >= time && entersLate(m_byEntry[entered]);
                 ++entered) {
                const std::size_t row = m_byEntry[entered];
                x = m_centred.col(static_cast<Eigen::Index>(row));
                atRisk.add(-weight(row) * std::exp(predictor[static_cast<Eigen::Index>(row)]), x);
            }
            visit(event);
        }
    }

    void increments(const EventTime& event, const std::function<void(const Increment&)>& use) const {
        const std::size_t count = m_ties == CoxTies::efron ? event.dead->size() : 1;
        Increment increment;
        for (std::size_t index = 0; index < count; ++index) {
            increment.removed = static_cast<double>(index) / static_cast<double>(count);
            increment.caseWeight = event.caseWeight / static_cast<double>(count);
            increment.denominator = event.atRisk->weight - increment.removed * event.tied->weight;
            increment.mean = (event.atRisk->first - increment.removed * event.tied->first) / increment.denominator;
            use(increment);
        }
    }

    /// Covariance of the covariates over the risk set of an increment.
    static Eigen::MatrixXd variance(const EventTime& event, const Increment& increment) {
        const Eigen::MatrixXd second =
            (event.atRisk->second - increment.removed * event.tied->second) / increment.denominator;
        return Eigen::MatrixXd(second.selfadjointView<Eigen::Lower>()) - increment.mean * increment.mean.transpose();
    }

private:
    const CoxData& m_data;
    CoxTies m_ties;
    Eigen::VectorXd m_centre;
    Eigen::MatrixXd m_centred;
    std::vector<std::size_t> m_byTime;
    std::vector<std::size_t> m_byEntry;
};

struct Likelihood {
    double value = 0;
    Eigen::VectorXd score;
    Eigen::MatrixXd information;
};

Likelihood likelihoodAt(const RiskSets& sets, const Eigen::VectorXd& coefficients) {
    const Eigen::Index columns = coefficients.size();
    const Eigen::VectorXd predictor = sets.centred().transpose() * coefficients;
    Likelihood found{0, Eigen::VectorXd::Zero(columns), Eigen::MatrixXd::Zero(columns, columns)};
    sets.walk(predictor, true, [&](const EventTime& event) {
        for (const std::size_t row : *event.dead) {
            found.value += sets.weight(row) * predictor[static_cast<Eigen::Index>(row)];
            found.score += sets.weight(row) * sets.centred().col(static_cast<Eigen::Index>(row));
        }
        sets.increments(event, [&](const Increment& increment) {
            found.value -= increment.caseWeight * std::log(increment.denominator);
            found.score -= increment.caseWeight * increment.mean;
            found.information += increment.caseWeight * RiskSets::variance(event, increment);
        });
    });
    return found;
}

std::string drivingColumns(const CoxData& data, const Eigen::VectorXd& step) {
    std::string names;
    for (Eigen::Index column = 0; column < step.size(); ++column) {
        const double spread = data.design.col(column).maxCoeff() - data.design.col(column).minCoeff();
        if (std::abs(step[column]) * spread < infiniteStep / 2) continue;
        names += (names.empty() ? "" : ", ") + data.names[static_cast<std::size_t>(column)];
    }
    return names;
}

/// The intercept takes part in the search for collinear columns: a constant column has no hazard ratio.
Issues collinearWithConstant(const CoxData& data, const std::string& where) {
    Eigen::MatrixXd design(data.design.rows(), data.design.cols() + 1);
    design.col(0).setOnes();
    design.rightCols(data.design.cols()) = data.design;
    std::vector<std::string> names{"1"};
    names.insert(names.end(), data.names.begin(), data.names.end());
    return collinearColumns(design, names, where);
}

/// Columns in which nobody at risk at any event differs, by themselves or given the others: a covariate that the
/// strata fix, or one event with nobody left to compare with. Their coefficients could have any value.
Issues columnsWithoutInformation(const CoxData& data, const Eigen::MatrixXd& information, const std::string& where) {
    Eigen::VectorXd sizes(information.rows());
    for (Eigen::Index column = 0; column < sizes.size(); ++column) {
        sizes[column] = data.design.col(column).maxCoeff() - data.design.col(column).minCoeff();
    }
    const Eigen::MatrixXd scaled = sizes.cwiseInverse().asDiagonal() * information * sizes.cwiseInverse().asDiagonal();
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> factor(scaled);
    factor.setThreshold(leastInformation);
    Issues issues;
    for (Eigen::Index place = scaled.diagonal().maxCoeff() > leastInformation ? factor.rank() : 0;
         place < scaled.cols(); ++place) {
        const auto column = static_cast<std::size_t>(factor.colsPermutation().indices()[place]);
        issues.push_back({"cox.noInformation", Severity::error, where, data.names[column], {}, {}});
    }
    return issues;
}

/// Sums over the event times of a stratum up to a time, for residuals of rows that leave at different times.
struct Cumulated {
    std::vector<double> time;  ///< ascending
    std::vector<double> hazard;
    std::vector<Eigen::VectorXd> hazardMean;  ///< Σ hazard × mean of the covariates

    std::size_t countUpTo(double at) const {
        return static_cast<std::size_t>(std::upper_bound(time.begin(), time.end(), at) - time.begin());
    }
};

}  // namespace

Result<CoxFit> fitCox(const CoxData& data, CoxTies ties, const std::string& where) {
    CoxFit fit;
    fit.ties = ties;
    fit.events = static_cast<std::size_t>(std::count(data.event.begin(), data.event.end(), std::uint8_t{1}));
    if (fit.events == 0) {
        return Issue{"cox.noEvents", Severity::error, where, std::to_string(data.time.size()), {}, {}};
    }
    if (const Issues issues = collinearWithConstant(data, where); !issues.empty()) return issues;

    const RiskSets sets(data, ties);
    fit.coefficients = Eigen::VectorXd::Zero(data.design.cols());
    Likelihood current = likelihoodAt(sets, fit.coefficients);
    fit.logLikelihoodNull = current.value;
    if (const Issues issues = columnsWithoutInformation(data, current.information, where); !issues.empty()) {
        return issues;
    }
    for (int count = 0; count < mostIterations; ++count) {
        const Eigen::LDLT<Eigen::MatrixXd> factor(current.information);
        const Eigen::VectorXd direction = factor.solve(current.score);
        if (!direction.allFinite()) break;
        if (count == 0) fit.scoreTest = current.score.dot(direction);
        Eigen::VectorXd step = direction;
        Likelihood next = likelihoodAt(sets, fit.coefficients + step);
        for (int halved = 0; halved < 30; ++halved) {
            if (std::isfinite(next.value) && next.value >= current.value - 1e-9 * std::abs(current.value)) break;
            step /= 2;
            next = likelihoodAt(sets, fit.coefficients + step);
        }
        fit.coefficients += step;
        current = std::move(next);
        const Eigen::VectorXd predictor = sets.centred().transpose() * fit.coefficients;
        const Eigen::VectorXd change = (sets.centred().transpose() * step).cwiseAbs();
        if ((change.array() <= convergedStep * (1 + predictor.array().abs())).all()) {
            fit.logLikelihood = current.value;
            fit.covariance = Eigen::LDLT<Eigen::MatrixXd>(current.information)
                                 .solve(Eigen::MatrixXd::Identity(step.size(), step.size()));
            fit.likelihoodRatioTest = 2 * (fit.logLikelihood - fit.logLikelihoodNull);
            fit.waldTest = fit.coefficients.dot(current.information * fit.coefficients);
            return fit;
        }
        if (predictor.maxCoeff() - predictor.minCoeff() > infinitePredictor && change.maxCoeff() > infiniteStep) {
            if (const std::string names = drivingColumns(data, step); !names.empty()) {
                return Issue{"cox.monotone", Severity::error, where, names, {}, {}};
            }
        }
    }
    return Issue{"cox.notConverged", Severity::error, where, std::to_string(mostIterations), {}, {}};
}

Eigen::MatrixXd coxRobustCovariance(const CoxData& data, const CoxFit& fit, const std::vector<std::size_t>& clusters) {
    const RiskSets sets(data, fit.ties);
    const Eigen::Index columns = fit.coefficients.size();
    const Eigen::VectorXd predictor = sets.centred().transpose() * fit.coefficients;
    const auto rows = static_cast<Eigen::Index>(data.time.size());

    // Residuals of events: their covariates less the mean of the risk set, and Efron's part of the hazard that a tied
    // event is spared (Therneau & Grambsch, 3.3 and appendix).
    Eigen::MatrixXd residuals = Eigen::MatrixXd::Zero(columns, rows);
    std::map<std::size_t, Cumulated> byStratum;
    sets.walk(predictor, false, [&](const EventTime& event) {
        double hazard = 0;
        double spared = 0;
        Eigen::VectorXd hazardMean = Eigen::VectorXd::Zero(columns);
        Eigen::VectorXd sparedMean = Eigen::VectorXd::Zero(columns);
        Eigen::VectorXd mean = Eigen::VectorXd::Zero(columns);
        double increments = 0;
        sets.increments(event, [&](const Increment& increment) {
            const double part = increment.caseWeight / increment.denominator;
            hazard += part;
            hazardMean += part * increment.mean;
            spared += increment.removed * part;
            sparedMean += increment.removed * part * increment.mean;
            mean += increment.mean;
            ++increments;
        });
        mean /= increments;
        for (const std::size_t row : *event.dead) {
            const auto x = sets.centred().col(static_cast<Eigen::Index>(row));
            const double risk = std::exp(predictor[static_cast<Eigen::Index>(row)]);
            residuals.col(static_cast<Eigen::Index>(row)) += x - mean + risk * (spared * x - sparedMean);
        }
        Cumulated& sums = byStratum[event.stratum];
        sums.time.push_back(event.time);
        sums.hazard.push_back(hazard);
        sums.hazardMean.push_back(hazardMean);
    });
    for (auto& [stratum, sums] : byStratum) {
        std::reverse(sums.time.begin(), sums.time.end());
        std::reverse(sums.hazard.begin(), sums.hazard.end());
        std::reverse(sums.hazardMean.begin(), sums.hazardMean.end());
        for (std::size_t index = 1; index < sums.time.size(); ++index) {
            sums.hazard[index] += sums.hazard[index - 1];
            sums.hazardMean[index] += sums.hazardMean[index - 1];
        }
    }
    for (Eigen::Index row = 0; row < rows; ++row) {
        const auto index = static_cast<std::size_t>(row);
        const auto found = byStratum.find(sets.stratum(index));
        const double risk = std::exp(predictor[row]);
        const auto subtract = [&](double until, double sign) {
            const std::size_t count = found->second.countUpTo(until);
            if (count == 0) return;
            residuals.col(row) -=
                sign * risk *
                (found->second.hazard[count - 1] * sets.centred().col(row) - found->second.hazardMean[count - 1]);
        };
        if (found != byStratum.end()) {
            subtract(data.time[index], 1);
            if (sets.entersLate(index)) subtract(data.entry[index], -1);
        }
        residuals.col(row) *= sets.weight(index);
    }
    return fit.covariance * clusteredProducts(residuals.transpose(), clusters) * fit.covariance;
}

double CoxBaseline::hazardAt(double at) const {
    const auto after = std::upper_bound(time.begin(), time.end(), at);
    return after == time.begin() ? 0 : cumulativeHazard[static_cast<std::size_t>(after - time.begin()) - 1];
}

std::vector<CoxBaseline> coxBaseline(const CoxData& data, const CoxFit& fit) {
    const RiskSets sets(data, fit.ties);
    const Eigen::VectorXd predictor = sets.centred().transpose() * fit.coefficients;
    const double atZero = std::exp(-sets.centre().dot(fit.coefficients));
    std::size_t strata = 1;
    for (const std::size_t stratum : data.stratum) strata = std::max(strata, stratum + 1);
    std::vector<CoxBaseline> baselines(strata);
    sets.walk(predictor, false, [&](const EventTime& event) {
        double hazard = 0;
        sets.increments(event,
                        [&](const Increment& increment) { hazard += increment.caseWeight / increment.denominator; });
        baselines[event.stratum].time.push_back(event.time);
        baselines[event.stratum].cumulativeHazard.push_back(hazard * atZero);
    });
    for (CoxBaseline& baseline : baselines) {
        std::reverse(baseline.time.begin(), baseline.time.end());
        std::reverse(baseline.cumulativeHazard.begin(), baseline.cumulativeHazard.end());
        std::partial_sum(baseline.cumulativeHazard.begin(), baseline.cumulativeHazard.end(),
                         baseline.cumulativeHazard.begin());
    }
    return baselines;
}

namespace {

/// 1 − Kaplan–Meier just before each event time, over all rows whatever their stratum and weight.
std::map<double, double> transformedTimes(const CoxData& data, const RiskSets& sets, ProportionalityTime scale) {
    std::map<double, double> transformed;
    if (scale == ProportionalityTime::identity) {
        for (std::size_t row = 0; row < data.time.size(); ++row) {
            if (data.event[row]) transformed[data.time[row]] = data.time[row];
        }
        return transformed;
    }
    std::map<double, std::pair<double, double>> changes;  // time → (events, rows leaving)
    double atRisk = 0;
    for (std::size_t row = 0; row < data.time.size(); ++row) {
        auto& [events, leaving] = changes[data.time[row]];
        events += data.event[row] ? 1 : 0;
        ++leaving;
        if (sets.entersLate(row)) {
            --changes[data.entry[row]].second;
        } else {
            ++atRisk;
        }
    }
    double survival = 1;
    for (const auto& [time, change] : changes) {
        if (change.first > 0) {
            transformed[time] = 1 - survival;
            survival *= 1 - change.first / atRisk;
        }
        atRisk -= change.second;
    }
    return transformed;
}

}  // namespace

CoxProportionality coxProportionality(const CoxData& data, const CoxFit& fit, ProportionalityTime scale) {
    const RiskSets sets(data, fit.ties);
    const Eigen::Index columns = fit.coefficients.size();
    const Eigen::VectorXd predictor = sets.centred().transpose() * fit.coefficients;
    std::map<double, double> times = transformedTimes(data, sets, scale);
    double middle = 0;
    for (const auto& [time, value] : times) middle += value / static_cast<double>(times.size());

    Eigen::VectorXd score = Eigen::VectorXd::Zero(columns);
    Eigen::MatrixXd constant = Eigen::MatrixXd::Zero(columns, columns);
    Eigen::MatrixXd mixed = constant;
    Eigen::MatrixXd changing = constant;
    sets.walk(predictor, true, [&](const EventTime& event) {
        const double at = times.at(event.time) - middle;
        for (const std::size_t row : *event.dead) {
            score += at * sets.weight(row) * sets.centred().col(static_cast<Eigen::Index>(row));
        }
        sets.increments(event, [&](const Increment& increment) {
            score -= at * increment.caseWeight * increment.mean;
            const Eigen::MatrixXd information = increment.caseWeight * RiskSets::variance(event, increment);
            constant += information;
            mixed += at * information;
            changing += at * at * information;
        });
    });
    const Eigen::LDLT<Eigen::MatrixXd> factor(constant);
    const Eigen::MatrixXd left = changing - mixed * factor.solve(mixed);
    CoxProportionality test;
    for (Eigen::Index column = 0; column < columns; ++column) {
        test.chiSquared.push_back(score[column] * score[column] / left(column, column));
    }
    test.globalChiSquared = score.dot(left.ldlt().solve(score));
    return test;
}

}  // namespace kachi
