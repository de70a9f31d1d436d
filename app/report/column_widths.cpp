#include "app/report/column_widths.h"

#include <algorithm>

namespace kachi {
namespace {

constexpr double step = 3.0;  ///< points given at a time

/// Lines beyond the first, over all cells; parts of a line count.
double crowding(const ColumnNeeds& column, double width) {
    double sum = 0.0;
    for (const double natural : column.natural) sum += std::max(0.0, natural / width - 1.0);
    return sum;
}

}  // namespace

std::vector<double> shareWidths(const std::vector<ColumnNeeds>& columns, double total) {
    std::vector<double> widths;
    std::vector<double> gains;
    double spare = total;
    const auto gainOf = [&](std::size_t column) {
        return crowding(columns[column], widths[column]) - crowding(columns[column], widths[column] + step);
    };
    for (const ColumnNeeds& column : columns) {
        widths.push_back(column.least);
        spare -= column.least;
    }
    for (std::size_t column = 0; column < columns.size(); ++column) gains.push_back(gainOf(column));
    while (spare >= step && !columns.empty()) {
        const auto neediest = static_cast<std::size_t>(std::max_element(gains.begin(), gains.end()) - gains.begin());
        if (gains[neediest] <= 0.0) break;
        widths[neediest] += step;
        spare -= step;
        gains[neediest] = gainOf(neediest);
    }
    for (double& width : widths) width += std::max(0.0, spare) / static_cast<double>(columns.size());
    return widths;
}

}  // namespace kachi
