#pragma once

#include "app/report/figure.h"
#include "models/evaluation/evaluation.h"

#include <optional>
#include <vector>

namespace kachi {

/// Figures of a case and its evaluation, as data for screen and print. Names of rows come from the case, numbers from
/// the evaluation. A figure is empty when the case does not use the value model, the model did not run, or there is
/// nothing to draw. Ids are stable: "outcomes.cePlane".

// Patient outcomes
std::vector<Figure> occupancyFigures(const Case& value, const Evaluation& evaluation);  ///< one per strategy, base case
std::optional<Figure> costEffectivenessPlane(const Case& value, const Evaluation& evaluation);
std::optional<Figure> acceptabilityCurves(const Case& value, const Evaluation& evaluation);
/// Probability that the strategy with the highest mean net benefit is the best (CEAF).
std::optional<Figure> acceptabilityFrontier(const Case& value, const Evaluation& evaluation);
std::optional<Figure> expectedLossCurves(const Case& value, const Evaluation& evaluation);
std::optional<Figure> informationValueCurve(const Case& value, const Evaluation& evaluation);   ///< EVPI per person
std::optional<Figure> partialInformationBars(const Case& value, const Evaluation& evaluation);  ///< EVPPI per person
/// Density of the incremental net benefit at the reference willingness to pay.
std::optional<Figure> netBenefitFigure(const Case& value, const Evaluation& evaluation);
/// Mean incremental net benefit as draws are added, with two Monte Carlo standard errors.
std::optional<Figure> convergenceFigure(const Case& value, const Evaluation& evaluation);
/// One-way analysis of a figure; one per strategy but the comparator. Widest bars first, at most `bars`.
std::vector<Figure> tornadoFigures(const Case& value, const Evaluation& evaluation,
                                   OutcomeFigure figure = OutcomeFigure::netBenefit, std::size_t bars = 15);
std::optional<Figure> twoWayFigure(const Case& value, const TwoWayAnalysis& analysis, OutcomeFigure figure,
                                   std::size_t strategy);
std::optional<Figure> scenarioFigure(const Case& value, const Evaluation& evaluation);
/// Survival curves as fitted and as applied, one figure per strategy; empty unless partitioned survival.
std::vector<Figure> survivalFigures(const Case& value, const Evaluation& evaluation);
std::vector<Figure> treeFigures(const Case& value, const Evaluation& evaluation);  ///< one per strategy
std::optional<Figure> budgetFigure(const Case& value, const Evaluation& evaluation);
std::optional<Figure> salesFigure(const Case& value, const Evaluation& evaluation);

// Labour
std::optional<Figure> labourMinutesWaterfall(const Case& value, const Evaluation& evaluation);  ///< one procedure
std::optional<Figure> labourMinutesByStaff(const Case& value, const Evaluation& evaluation);    ///< one procedure
/// A year at the widest scale assessed.
std::optional<Figure> labourHoursByStaff(const Case& value, const Evaluation& evaluation);
std::optional<Figure> labourYenByStaff(const Case& value, const Evaluation& evaluation);

// Regional equalisation
/// Before, after and difference; before alone without a scenario. Empty unless every region is a prefecture.
std::vector<Figure> regionalMaps(const Case& value, const Evaluation& evaluation);
std::optional<Figure> lorenzCurves(const Case& value, const Evaluation& evaluation);
std::optional<Figure> rankedRates(const Case& value, const Evaluation& evaluation);

// Price
std::optional<Figure> priceWaterfall(const Case& value, const Evaluation& evaluation);
std::optional<Figure> foreignPriceFigure(const Case& value, const Evaluation& evaluation);

// Unprofitable-product recalculation
std::optional<Figure> marginFigure(const Case& value, const Evaluation& evaluation);
std::optional<Figure> costSheetFigure(const Case& value, const Evaluation& evaluation);
std::optional<Figure> priceSeriesFigure(const Case& value);  ///< first common month = 100

// Summary
std::optional<Figure> corridorFigure(const Evaluation& evaluation);

}  // namespace kachi
