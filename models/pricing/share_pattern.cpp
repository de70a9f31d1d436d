#include "models/pricing/share_pattern.h"

namespace kachi {

SharePattern sharePatternOf(const std::vector<Rational>& descending, const std::optional<Rational>& most) {
    if (descending.empty()) return SharePattern::notStated;
    if (descending[0] == 1) return SharePattern::oneMaker;
    if (!most) return SharePattern::notStated;
    if (descending[0] >= *most) return SharePattern::oneMaker;
    const Rational second = descending.size() > 1 ? descending[1] : Rational(0);
    return descending[0] + second >= *most ? SharePattern::topTwo : SharePattern::dispersed;
}

}  // namespace kachi
