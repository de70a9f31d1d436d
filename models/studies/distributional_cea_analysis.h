#pragma once

#include "models/statistics/rank_inequality.h"
#include "models/studies/distributional_cea_inputs.h"
#include "models/studies/study_result.h"

namespace kachi {

/// One way to weigh the distribution, as asked for.
struct WelfareChoice {
    WelfareFamily family = WelfareFamily::atkinson;
    double aversion = 0;
    std::string key;  ///< "atkinson.5"
    Text label;
};

/// An option compared with the baseline under one welfare function.
struct WelfareComparison {
    Measure before;  ///< equally distributed equivalent
    Measure after;
    Measure change;            ///< of the equivalent, per person
    double meanChange = 0;     ///< per person
    Measure inequalityEffect;  ///< change − meanChange, per person
};

/// Options compared with the baseline, as figures, tables and charts.
class DistributionalAnalysis {
public:
    /// @param health of every option, weighted by the population of the groups
    DistributionalAnalysis(DistributionalInputs inputs, std::vector<WeightedValues> health);

    StudyResult figures() const;  ///< without tables and charts
    StudyResult result() const;

private:
    std::size_t optionCount() const { return m_inputs.options.size(); }
    Text nameOf(std::size_t option) const;
    /// Per person; the sum of the groups' changes, so that small ones keep their digits.
    double meanChange(std::size_t option) const;
    WelfareComparison compared(std::size_t option, const WelfareChoice& welfare) const;
    /// Total over the population, empty when not defined.
    Measure total(const Measure& perPerson) const { return perPerson ? Measure(*perPerson * m_people) : std::nullopt; }
    /// Over the midpoint of each group's range of ranks, from the most disadvantaged. Populations are valid: the mean
    /// health has been worked out from them.
    SlopeIndex slope(std::size_t option, SlopeWeights weights) const;
    /// −1, 0 or 1; 0 when the change is within rounding of the health it is taken from.
    int direction(double change) const;
    Text quadrant(double meanChange, double inequalityEffect) const;
    void addFigures(StudyResult& result) const;

    StudyTable optionTable() const;
    StudyTable groupTable() const;
    StudyTable welfareTable() const;
    /// Options from best to worst under each welfare function.
    StudyTable rankingTable() const;
    Text betterText(Dominance dominance, std::size_t first, std::size_t second) const;
    /// Which option has the higher Atkinson equivalent at this aversion.
    Dominance betterAt(double aversion, std::size_t first, std::size_t second) const;
    StudyTable dominanceTable() const;
    StudyTable inequalityTable() const;
    StudyTable weightTable() const;

    StudyChart planeChart() const;
    StudyChart aversionChart() const;
    StudyChart gainChart() const;

    DistributionalInputs m_inputs;
    std::vector<WeightedValues> m_health;  ///< [option]
    double m_people = 0;
    std::vector<WelfareChoice> m_welfares;
};

}  // namespace kachi
