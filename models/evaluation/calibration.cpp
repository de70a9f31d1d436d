#include "models/evaluation/calibration.h"

#include "models/core/on_threads.h"
#include "models/evaluation/calibration_model.h"
#include "models/evaluation/calibration_posterior.h"
#include "models/statistics/random.h"

#include <Eigen/Eigenvalues>

#include <nlopt.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <memory>

namespace kachi {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double impossible = std::numeric_limits<double>::infinity();

/// Difference of fit that no data can tell: far below the 3.84 of a 95 % interval.
constexpr double sameFit = 0.1;

double squareSum(const std::vector<double>& residuals) {
    double sum = 0;
    for (const double residual : residuals) sum += residual * residual;
    return sum;
}

class CalibrationRun {
public:
    CalibrationRun(const CalibrationModel& model, const std::vector<CalibratedParameter>& parameters,
                   const CalibrationSettings& settings, const RunOptions& options)
        : m_model(model), m_parameters(parameters), m_settings(settings), m_options(options) {}

    Result<Calibration> run() {
        std::vector<Search> searches(static_cast<std::size_t>(m_settings.restarts));
        tbb::parallel_for(std::size_t{0}, searches.size(), [&](std::size_t i) { searches[i] = search(i); });
        if (stopped()) return cancelled();
        const auto best = std::ranges::min_element(searches, {}, &Search::fit);
        if (best->fit == impossible) return noPossiblePoint();

        Calibration result;
        for (const CalibratedParameter& parameter : m_parameters) result.parameters.push_back(parameter.id);
        for (const Search& one : searches) {
            result.searches.push_back({m_model.valuesAt(one.point), one.fit, one.finished});
            if (one.fit <= best->fit + sameFit) ++result.agreeing;
        }
        result.best = m_model.valuesAt(best->point);
        result.goodnessOfFit = best->fit;
        result.converged = best->finished && (result.agreeing > 1 || searches.size() == 1);
        const std::vector<double> residuals = *m_model.residualsAt(best->point);
        for (const double residual : residuals) result.targets.push_back({0, residual});
        const MatrixXd information = informationAt(best->point, residuals);
        describeInformation(information, result);
        if (m_settings.proposals > 0) {
            const auto fitAt = [this](const std::vector<double>& point) { return goodnessOfFit(point); };
            const PosteriorPoints points = posteriorPoints(fitAt, {best->point, best->fit, information}, m_settings,
                                                           result.parameters, m_options.seed);
            if (stopped()) return cancelled();
            PosteriorSample& posterior = result.posterior.emplace();
            posterior.effectiveSize = points.effectiveSize;
            for (const std::vector<double>& point : points.rows) posterior.rows.push_back(m_model.valuesAt(point));
        }
        result.refusedPoints = m_refused;
        addNotes(best->point, result);
        return result;
    }

private:
    struct Search {
        std::vector<double> point;  ///< prior probabilities
        double fit = impossible;
        bool finished = false;
    };

    bool stopped() const { return m_options.stop.stop_requested(); }

    static Issue cancelled() { return {"core.cancelled", Severity::info, "/outcomes", {}, {}, {}}; }

    double goodnessOfFit(const std::vector<double>& point) {
        if (stopped()) return impossible;
        const auto residuals = m_model.residualsAt(point);
        const std::size_t done = m_done.fetch_add(1) + 1;
        if (m_options.progress) {
            const auto restarts = static_cast<std::size_t>(m_settings.restarts);
            const auto most = restarts * static_cast<std::size_t>(m_settings.evaluations) + m_settings.proposals;
            m_options.progress(done, most);
        }
        if (residuals) return squareSum(*residuals);
        m_refused.fetch_add(1);
        return impossible;
    }

    /// Start of a search: the case's own values, then points drawn from the prior until one is possible.
    Search start(std::size_t search) {
        constexpr std::uint64_t attempts = 100;
        Search begin;
        for (std::uint64_t attempt = 0; attempt < attempts && begin.fit == impossible && !stopped(); ++attempt) {
            if (search == 0 && attempt == 0) {
                begin.point = m_model.ownProbabilities();
            } else {
                begin.point.clear();
                for (const CalibratedParameter& parameter : m_parameters) {
                    const std::uint64_t stream = stableHash("calibration start " + parameter.id);
                    begin.point.push_back(uniform(m_options.seed, stream, search * attempts + attempt));
                }
            }
            begin.fit = goodnessOfFit(begin.point);
        }
        return begin;
    }

    /// Nelder-Mead searches, each from where the last one ended with a simplex of full size again, because a simplex
    /// can collapse on a bound; until one of them finds nothing better.
    Search search(std::size_t number) {
        Search found = start(number);
        if (found.fit == impossible) return found;
        Search step = found;
        int left = m_settings.evaluations;
        while (left > 0 && !found.finished && !stopped()) {
            left -= descend(step, left);
            found.finished = step.finished && step.fit > found.fit - 1e-6;
            found.fit = step.fit;
            found.point = step.point;
        }
        return found;
    }

    /// One search from `from`, at most `evaluations` of the model. @return how many it took
    int descend(Search& from, int evaluations) {
        const auto size = static_cast<unsigned>(m_parameters.size());
        const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> optimiser(nlopt_create(NLOPT_LN_NELDERMEAD, size),
                                                                          nlopt_destroy);
        Objective objective{this, optimiser.get()};
        nlopt_set_lower_bounds1(optimiser.get(), 0);
        nlopt_set_upper_bounds1(optimiser.get(), 1);
        nlopt_set_min_objective(optimiser.get(), objectiveAt, &objective);
        nlopt_set_initial_step1(optimiser.get(), 0.1);
        nlopt_set_xtol_abs1(optimiser.get(), 1e-9);
        nlopt_set_ftol_abs(optimiser.get(), 1e-10);
        nlopt_set_maxeval(optimiser.get(), evaluations);
        const nlopt_result reason = nlopt_optimize(optimiser.get(), from.point.data(), &from.fit);
        from.finished = reason == NLOPT_SUCCESS || reason == NLOPT_FTOL_REACHED || reason == NLOPT_XTOL_REACHED;
        return std::max(nlopt_get_numevals(optimiser.get()), 1);
    }

    struct Objective {
        CalibrationRun* run;
        nlopt_opt optimiser;
    };

    static double objectiveAt(unsigned size, const double* point, double*, void* data) {
        const auto* objective = static_cast<const Objective*>(data);
        if (objective->run->stopped()) nlopt_force_stop(objective->optimiser);
        return objective->run->goodnessOfFit({point, point + size});
    }

    /// Why the middle of the prior is refused stands for all the rest.
    Issue noPossiblePoint() const {
        const auto refused = m_model.residualsAt(std::vector<double>(m_parameters.size(), 0.5));
        Issue issue{"calibration.noPossiblePoint", Severity::error, "/outcomes", "–", {}, {}};
        issue.details = {{"cause", "–"}};
        if (refused) return issue;
        const Issue& cause = refused.issues().front();
        issue.where = cause.where;
        issue.value = cause.value;
        issue.limit = cause.limit;
        issue.details = {{"cause", cause.code}};
        return issue;
    }

    /// Fisher information in prior probabilities: JᵀJ with the slopes J of the residuals by central differences, or
    /// one-sided ones at a bound or beside a point that the model refuses.
    MatrixXd informationAt(const std::vector<double>& point, const std::vector<double>& residuals) const {
        constexpr double step = 1e-4;
        MatrixXd slopes = MatrixXd::Zero(static_cast<Index>(residuals.size()), static_cast<Index>(point.size()));
        for (std::size_t p = 0; p < point.size(); ++p) {
            std::vector<double> ends[2] = {residuals, residuals};
            double width = 0;
            for (const int side : {0, 1}) {
                std::vector<double> moved = point;
                moved[p] += side == 0 ? -step : step;
                if (moved[p] < 0 || moved[p] > 1) continue;
                const auto there = m_model.residualsAt(moved);
                if (!there) continue;
                ends[side] = *there;
                width += step;
            }
            if (width == 0) continue;
            for (std::size_t t = 0; t < residuals.size(); ++t) {
                slopes(static_cast<Index>(t), static_cast<Index>(p)) = (ends[1][t] - ends[0][t]) / width;
            }
        }
        return slopes.transpose() * slopes;
    }

    /// A direction is open when its 95 % interval, 2·1.96/√information, is wider than the prior probability's range of
    /// 1.
    void describeInformation(const MatrixXd& information, Calibration& result) const {
        constexpr double intervalWidth = 2 * 1.959963984540054;
        constexpr double smallShare = 0.1;
        const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(information);
        const VectorXd values = eigen.eigenvalues();
        const double largest = values[values.size() - 1];
        // Differences carry the rounding of the model; what is below cannot be told from nothing.
        const bool singular = values[0] <= 1e-12 * largest;
        result.conditionNumber = singular ? impossible : largest / values[0];
        for (Index i = 0; i < values.size(); ++i) {
            if (std::sqrt(std::max(values[i], 0.0)) >= intervalWidth) continue;
            const VectorXd direction = eigen.eigenvectors().col(i);
            std::vector<Index> order;
            for (Index p = 0; p < direction.size(); ++p) {
                if (std::abs(direction[p]) >= smallShare) order.push_back(p);
            }
            std::ranges::stable_sort(order, std::ranges::greater{}, [&](Index p) { return std::abs(direction[p]); });
            OpenDirection& open = result.open.emplace_back();
            for (const Index p : order) {
                open.parameters.push_back(m_parameters[static_cast<std::size_t>(p)].id);
                open.share.push_back(direction[p]);
            }
        }
    }

    void addNotes(const std::vector<double>& best, Calibration& result) const {
        const auto note = [&](const char* code, const std::string& where, const std::string& value,
                              const std::string& limit) {
            result.notes.push_back({code, Severity::warning, where, value, limit, {}});
        };
        if (!result.converged) {
            note("calibration.notConverged", "/outcomes", std::to_string(result.agreeing),
                 std::to_string(m_settings.restarts));
        }
        for (std::size_t p = 0; p < best.size(); ++p) {
            if (best[p] > 1e-6 && best[p] < 1 - 1e-6) continue;
            note("calibration.atBound", m_parameters[p].id, numberText(result.best[p]), {});
        }
        for (const OpenDirection& open : result.open) {
            std::string ids;
            for (const std::string& id : open.parameters) ids += (ids.empty() ? "" : ", ") + id;
            note("calibration.unidentified", ids, numberText(result.conditionNumber), {});
        }
        constexpr double fewEffective = 100;
        if (result.posterior && result.posterior->effectiveSize < fewEffective) {
            note("calibration.fewEffective", "/outcomes", numberText(std::round(result.posterior->effectiveSize)),
                 numberText(fewEffective));
        }
        if (m_refused > 0) {
            note("calibration.pointsRefused", "/outcomes", std::to_string(m_refused), std::to_string(m_done));
        }
    }

    const CalibrationModel& m_model;
    const std::vector<CalibratedParameter>& m_parameters;
    const CalibrationSettings& m_settings;
    const RunOptions& m_options;
    std::atomic<std::size_t> m_done = 0;
    std::atomic<std::size_t> m_refused = 0;
};

}  // namespace

Result<Calibration> calibrate(const Case& value, const RulePack& pack,
                              const std::vector<CalibratedParameter>& parameters,
                              const std::vector<CalibrationTarget>& targets, const CalibrationSettings& settings,
                              const RunOptions& options) {
    const Issues issues = calibrationFaults(value, parameters, targets, settings);
    if (hasErrors(issues)) return issues;
    const CalibrationModel model(value, pack, parameters, targets, options);
    CalibrationRun run(model, parameters, settings, options);
    std::optional<Result<Calibration>> result;
    onThreads(options, [&] { result = run.run(); });
    if (!*result) return result->issues();
    Calibration calibration = std::move(*result).value();
    for (std::size_t t = 0; t < targets.size(); ++t) {
        calibration.targets[t].model = targets[t].value + targets[t].standardError * calibration.targets[t].residual;
    }
    return calibration;
}

}  // namespace kachi
