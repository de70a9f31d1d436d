#pragma once

#include "models/core/result.h"
#include "models/pricing/price_series.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// What the projected months of a series drift by, beside the drawn fluctuation.
enum class DriftKind {
    historical,  ///< the mean monthly log change of the history
    none,        ///< no drift
    own,         ///< the analyst's yearly change
};

/// A change of a series the analyst expects beside the drawn paths.
struct SeriesShock {
    std::size_t series = 0;                ///< index into SeriesOutlook::series
    int month = 0;                         ///< month number of the first month that feels it
    double change = 0;                     ///< ratio: 0.1 raises the level by a tenth; > −1
    std::optional<double> halfLifeMonths;  ///< fading: half of the change is left after that time; absent: permanent
};

/// One series with the assumption on its future.
struct SeriesAssumption {
    PriceSeries series;
    DriftKind drift = DriftKind::historical;
    double yearlyChange = 0;  ///< of DriftKind::own, ratio a year, > −1
};

/// Assumptions about all series of a calculation.
struct SeriesOutlook {
    std::vector<SeriesAssumption> series;
    std::vector<SeriesShock> shocks;
    int blockMonths = 12;
    std::optional<int> historyFrom;  ///< first month whose change is drawn from; absent: all published
};

/// Drift of one series: yearly, on the log scale.
struct DriftEstimate {
    std::string series;
    int from = 0;  ///< month numbers of the first and last change it rests on
    int to = 0;
    double yearlyMean = 0;                ///< 12 × mean monthly log change
    std::optional<double> standardError;  ///< of yearlyMean; absent with fewer than two blocks
    double used = 0;                      ///< yearly log change the projected months drift by
};

/// Published history and projected paths of several series.
///
/// A projected month changes by d + (x − m): d the drift, x a monthly log change of the history, m the mean change over
/// all blocks of the history. Changes are drawn in blocks of consecutive months (moving-block bootstrap, Künsch 1989);
/// one block serves all series, so that their joint movement stays as it was. Changes come from the months that all
/// series have. Without draws the level follows the drift: I(m + k) = I(m)·exp(d·k).
///
/// The k-th block of draw i starts at ⌊u·n⌋, u a pure function of (seed, k, i): neither threads nor the number of draws
/// change a digit.
/// Source: Künsch, Annals of Statistics 17, 1989; centring at the mean over blocks: Lahiri, Resampling Methods for
/// Dependent Data, Springer 2003, section 2.5.
class SeriesProjection {
public:
    /// Levels of months first … last of every series.
    /// Issues: pricing.seriesInvalid; inputCost.seriesTooShort (a month before the history); inputCost.tooFewMonths
    /// (fewer common changes than a block, where a month is projected); inputCost.shockPublished (a shock in a
    /// published month).
    static Result<SeriesProjection> prepare(SeriesOutlook outlook, int first, int last);

    std::size_t seriesCount() const { return m_outlook.series.size(); }
    const std::vector<DriftEstimate>& drifts() const { return m_drifts; }
    bool projected(std::size_t series, int month) const { return month > m_lastPublished[series]; }
    bool projects() const { return m_firstProjected <= m_last; }  ///< some month of some series is projected

    /// Levels without fluctuation, [series][month − first].
    std::vector<std::vector<double>> expectedLevels() const;

    /// Levels of one draw, [series][month − first].
    std::vector<std::vector<double>> drawnLevels(std::uint64_t seed, std::uint64_t draw) const;

private:
    SeriesProjection() = default;
    Done findHistory();
    void estimateDrifts();
    double shockFactor(std::size_t series, int month) const;
    template <class Change>
    std::vector<std::vector<double>> levels(const Change& change) const;

    SeriesOutlook m_outlook;
    int m_first = 0;
    int m_last = 0;
    int m_firstProjected = 0;
    std::vector<int> m_lastPublished;            ///< [series]
    std::vector<std::vector<double>> m_changes;  ///< [series][month], common months
    std::vector<double> m_blockMeans;            ///< m, [series]
    std::vector<DriftEstimate> m_drifts;         ///< [series]
    std::vector<std::uint64_t> m_streams;        ///< hash of the k-th block, [block]
};

}  // namespace kachi
