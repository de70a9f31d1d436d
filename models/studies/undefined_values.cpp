#include "models/studies/undefined_values.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace kachi {
namespace {

bool isDefined(double value) {
    return std::isfinite(value);
}

bool areDefined(const std::vector<double>& values) {
    return std::ranges::all_of(values, isDefined);
}

bool isDefined(const StudyEstimate& estimate) {
    return isDefined(estimate.value) &&
           std::ranges::all_of(estimate.distribution.args, [](const auto& arg) { return isDefined(arg.second); });
}

bool isDefined(const StudyChart& chart) {
    if (const auto* plot = std::get_if<PlotChart>(&chart.content)) {
        return std::ranges::all_of(plot->series, [](const ChartSeries& series) {
            return areDefined(series.x) && areDefined(series.y) && areDefined(series.low) && areDefined(series.high);
        });
    }
    if (const auto* bars = std::get_if<BarChart>(&chart.content)) {
        return std::ranges::all_of(bars->series, [](const ChartBars& series) {
            return areDefined(series.values) && areDefined(series.low) && areDefined(series.high);
        });
    }
    if (const auto* forest = std::get_if<ForestChart>(&chart.content)) {
        return std::ranges::all_of(forest->rows, [](const ForestChartRow& row) {
            return isDefined(row.estimate) && isDefined(row.low) && isDefined(row.high);
        });
    }
    return true;
}

/// True when something was taken out.
bool emptied(std::optional<double>& value) {
    if (!value || isDefined(*value)) return false;
    value.reset();
    return true;
}

}  // namespace

void emptyUndefined(StudyResult& result) {
    std::set<std::string> places;
    for (StudyFigure& figure : result.figures) {
        if (emptied(figure.value)) {
            figure.low.reset();
            figure.high.reset();
            if (figure.state.empty()) figure.state = {"計算不能", "not defined"};
            places.insert(figure.key);
        }
        for (std::optional<double>* part : {&figure.low, &figure.high, &figure.standardError}) {
            if (emptied(*part)) places.insert(figure.key);
        }
    }
    for (StudyTable& table : result.tables) {
        for (auto& row : table.rows) {
            for (std::size_t column = 0; column < row.size(); ++column) {
                if (emptied(row[column].number)) places.insert(table.key + "." + table.columns[column].key);
            }
        }
    }
    std::set<std::string> dropped;
    for (const StudyEstimate& estimate : result.estimates) {
        if (!isDefined(estimate)) dropped.insert(estimate.key);
    }
    places.insert(dropped.begin(), dropped.end());
    std::erase_if(result.estimates, [&](const StudyEstimate& estimate) { return dropped.contains(estimate.key); });
    std::erase_if(result.joints, [&](const StudyJoint& joint) {
        return !std::ranges::all_of(joint.covariance, areDefined) ||
               std::ranges::any_of(joint.estimates, [&](const std::string& key) { return dropped.contains(key); });
    });
    std::erase_if(result.charts, [&](const StudyChart& chart) {
        if (!isDefined(chart)) places.insert(chart.key);
        return !isDefined(chart);
    });
    if (places.empty()) return;
    std::string names;
    for (const std::string& place : places) names += (names.empty() ? "" : ", ") + place;
    result.notes.push_back({"studies.undefined", Severity::warning, "/inputs", names, {}, {}});
}

}  // namespace kachi
