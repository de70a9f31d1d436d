#pragma once

#include "app/report/figure.h"
#include "models/evaluation/priced_route.h"

namespace kachi {

/// Figures of the tables that ask to be drawn: the first column across, numbers of equal unit together on one picture.
/// Rows without any number are left out; a bar without a number is not drawn. Lines, steps and fans need years, months,
/// dates or numbers in ascending order in the first column; anything else is drawn as bars. Ids begin with `id`.
std::vector<Figure> routeFigures(const std::string& id, const RouteTable& table);

/// Those of all tables of the result, then the distribution of the price over draws as interval beside the price under
/// other rules.
std::vector<Figure> routeFigures(const PricedRoute& priced);

}  // namespace kachi
