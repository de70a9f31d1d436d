#pragma once

#include "models/core/text.h"
#include "models/core/yen.h"

#include <string>

namespace kachi {

/// A functional category raised by unprofitable-product recalculation, as the price lists show it.
struct PublishedRaise {
    std::string pack;  ///< of the revision, e.g. "jp-2026"
    Text category;
    Rational before;  ///< yen; of the parent category where `split`
    Rational after;
    bool split = false;  ///< the category was split off, so that there is no price of its own before

    Rational ratio() const { return after / before; }
};

}  // namespace kachi
