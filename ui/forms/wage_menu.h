#pragma once

#include "app/studies/shipped_wages.h"

#include <functional>

class QMenu;

namespace kachi {

/// Puts the pay by occupation that comes with the program into a menu, with its year and amount.
void fillWageMenu(QMenu& menu, const std::function<void(const ShippedWage&)>& chosen);

}  // namespace kachi
