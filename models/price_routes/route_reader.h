#pragma once

#include "models/core/run_options.h"
#include "models/fields/field_cells.h"
#include "models/price_routes/price_request.h"
#include "models/pricing/price_series.h"
#include "models/pricing/published_raise.h"
#include "models/pricing/rule_pack.h"
#include "models/pricing/rule_trace.h"

namespace kachi {

/// What a route may use beside its own inputs.
struct RouteSurroundings {
    /// Value of a name typed instead of a number, e.g. a parameter of the case; absent: names are refused.
    NamedNumbers named;
    const std::vector<PriceSeries>* series = nullptr;     ///< monthly price series of the case or of the program
    const std::vector<PublishedRaise>* raises = nullptr;  ///< published unprofitable-product raises, as context
    RunOptions options;                                   ///< draws, seed, stop token of probabilistic routes
};

/// All a route works from: its cells and the rules, with one list of faults.
class RouteReader : public FieldCells {
public:
    RouteReader(const std::vector<Field>& fields, const PriceRequest& request, const RulePack& pack,
                const RouteSurroundings& surroundings, Issues& issues);

    const RulePack& pack() const { return m_pack; }
    const RouteSurroundings& surroundings() const { return m_surroundings; }

    // Rules of the pack; an absent one is an issue, as RuleReader's.
    RuleNumber rule(const std::string& key) { return take(m_pack.number(key)); }
    RuleSwitch flag(const std::string& key) { return take(m_pack.flag(key)); }
    RoundingRule rounding(const std::string& key) { return take(m_pack.rounding(key)); }
    PremiumKind premium(const std::string& kind) { return take(m_pack.premium(kind)); }

    void add(const Issues& issues) { append(m_issues, issues); }
    bool failed() const { return hasErrors(m_issues); }
    const Issues& issues() const { return m_issues; }

private:
    template <class Rule>
    Rule take(const Result<Rule>& found) {
        append(m_issues, found.issues());
        return found ? *found : Rule{};
    }

    const RulePack& m_pack;
    const RouteSurroundings& m_surroundings;
    Issues& m_issues;
};

}  // namespace kachi
