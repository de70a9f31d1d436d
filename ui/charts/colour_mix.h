#pragma once

#include <QColor>

namespace kachi {

/// The colour `share` of the way from one to the other. @pre 0 ≤ share ≤ 1
QColor mix(const QColor& from, const QColor& to, double share);

/// Black or white, whichever stands out more on the fill.
QColor inkOn(const QColor& fill);

}  // namespace kachi
