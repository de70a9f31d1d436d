#pragma once

#include "models/core/run_options.h"
#include "models/price_routes/price_request.h"
#include "models/price_routes/route_field.h"
#include "models/pricing/price_series.h"
#include "models/pricing/published_raise.h"
#include "models/pricing/rule_pack.h"
#include "models/pricing/rule_trace.h"

#include <functional>

namespace kachi {

/// What a route may use beside its own inputs.
struct RouteSurroundings {
    /// Value of a name typed instead of a number, e.g. a parameter of the case; absent: names are refused.
    std::function<std::optional<Rational>(const std::string&)> named;
    const std::vector<PriceSeries>* series = nullptr;     ///< monthly price series of the case or of the program
    const std::vector<PublishedRaise>* raises = nullptr;  ///< published unprofitable-product raises, as context
    RunOptions options;                                   ///< draws, seed, stop token of probabilistic routes
};

/// Exact number of a cell: "45600", "0.04", "22/78", "5 %", "120 百万円", each in the unit of the field.
/// Issues: route.notANumber, route.wrongUnit.
Result<Rational> routeNumber(const std::string& text, Unit unit);

/// Text of a cell as typed: a JSON number keeps its shortest digits, {"value", "unit"} becomes "value unit". Empty: not
/// a cell but a list or another object.
std::optional<std::string> routeCellText(const nlohmann::json& cell);

/// Reads one set of cells (the inputs, or one row of a table) against its fields and collects every fault.
/// A value that is missing or refused reads as a harmless one (0, "", false); the caller computes only when no issue
/// was found.
class RouteCells {
public:
    RouteCells(const std::vector<RouteField>& fields, const nlohmann::json& cells, std::string path,
               const RouteSurroundings& surroundings, Issues& issues);

    bool has(const std::string& key) const;  ///< something was entered

    /// The number of a field that this calculation needs: Issue route.fieldMissing when nothing was entered.
    Rational number(const std::string& key);
    std::optional<Rational> optionalNumber(const std::string& key);
    int whole(const std::string& key);  ///< of a field declared whole
    bool yes(const std::string& key);   ///< false when nothing was entered
    std::optional<bool> stated(const std::string& key);
    std::string choice(const std::string& key);  ///< id; empty when nothing was entered
    std::string neededChoice(const std::string& key);
    std::string date(const std::string& key);  ///< ISO; empty when nothing was entered
    std::string month(const std::string& key);
    std::string text(const std::string& key);
    std::vector<RouteCells> rows(const std::string& key);

    /// The same rows, the faults of each kept apart in faults[row], for tables of which a faulty row is left out while
    /// the others are worked out. `faults` must outlive the rows.
    std::vector<RouteCells> rowsApart(const std::string& key, std::vector<Issues>& faults);

    /// The number as an input of a step: symbol, label of the field, exact value, place.
    TraceInput input(const std::string& symbol, const std::string& key);

    /// Refuses a value for a reason that concerns several fields. `code` is a code of resources/messages/routes*.json.
    void refuse(const std::string& code, const std::string& key, const std::string& value, const std::string& limit);

    const std::string& path() const { return m_path; }

private:
    const RouteField& field(const std::string& key) const;
    std::size_t rowCount(const std::string& key);
    RouteCells rowOf(const std::string& key, std::size_t row, Issues& issues);
    void checkKeys();
    void report(const std::string& code, const RouteField& field, const std::string& value, const std::string& limit);
    void reportMissing(const RouteField& field);
    std::optional<std::string> typed(const RouteField& field);
    void checkLimits(const RouteField& field, const Rational& value, const std::string& typed);

    const std::vector<RouteField>* m_fields;
    nlohmann::json m_cells;
    std::string m_path;
    const RouteSurroundings* m_surroundings;
    Issues* m_issues;
};

/// All a route works from: its cells and the rules, with one list of faults.
class RouteReader : public RouteCells {
public:
    RouteReader(const std::vector<RouteField>& fields, const PriceRequest& request, const RulePack& pack,
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
