#include "models/pricing/share_pattern.h"

#include <algorithm>
#include <numeric>

namespace kachi {
namespace {

SharePattern patternOf(std::vector<Rational> shares, const Rational& mostFrom) {
    std::sort(shares.begin(), shares.end(), [](const Rational& a, const Rational& b) { return a > b; });
    shares.resize(std::max<std::size_t>(shares.size(), 2));
    if (shares[0] >= mostFrom) return SharePattern::oneMaker;
    return shares[0] + shares[1] >= mostFrom ? SharePattern::topTwo : SharePattern::dispersed;
}

}  // namespace

std::optional<SharePattern> sharePattern(const std::vector<Rational>& shares, const Rational& mostFrom) {
    std::vector<Rational> withRest = shares;
    withRest.push_back(1 - std::accumulate(shares.begin(), shares.end(), Rational(0)));
    const SharePattern spread = patternOf(shares, mostFrom);
    const SharePattern inOneHand = patternOf(withRest, mostFrom);
    if (spread == inOneHand) return spread;
    return {};
}

SharePattern sharePatternOf(const std::vector<Rational>& shares, const std::optional<Rational>& mostFrom) {
    if (std::find(shares.begin(), shares.end(), 1) != shares.end()) return SharePattern::oneMaker;
    if (shares.empty() || !mostFrom) return SharePattern::notStated;
    return sharePattern(shares, *mostFrom).value_or(SharePattern::notStated);
}

}  // namespace kachi
