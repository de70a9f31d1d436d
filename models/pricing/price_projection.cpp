#include "models/pricing/price_projection.h"

#include "models/pricing/rule_trace.h"

#include <algorithm>
#include <array>
#include <map>

namespace kachi {
namespace {

struct EventName {
    PriceEvent event;
    const char* ja;
    const char* en;
};

constexpr auto eventNames = std::to_array<EventName>({
    {PriceEvent::listed, "収載", "listing"},
    {PriceEvent::revised, "価格改定（市場実勢価格）", "revision by market price"},
    {PriceEvent::heldAtCap, "価格改定（改定前の価格が上限）", "revision, held at the price before"},
    {PriceEvent::raised, "価格改定（逆ザヤ・パターン3の引上げ）", "raise of a category in reverse margin, pattern 3"},
    {PriceEvent::notSurveyed, "価格改定（調査価格なしのため据置き）", "revision without a survey price: unchanged"},
    {PriceEvent::expanded, "市場拡大再算定", "market-expansion repricing"},
    {PriceEvent::stage, "段階的引下げ", "stage of a staged cut"},
    {PriceEvent::cut, "引下げ", "cut"},
    {PriceEvent::premium, "加算の取得", "premium gained"},
    {PriceEvent::temporaryEnds, "迅速導入の評価の終了", "end of the extra for rapid introduction"},
});

/// Kinds of action in the order in which they act on one day.
enum class Action { revision, cut, stage, premium, temporaryEnd };

struct Planned {
    std::size_t row = 0;  ///< in the plan's list of that kind
    Rational price;       ///< of a stage
};

/// The price as it moves through the plan.
class Projector {
public:
    Projector(const ProjectionPlan& plan, const RulePack& pack) : m_plan(plan), m_pack(pack), m_rules(pack) {}

    Result<PriceProjection> run() {
        m_tax = m_rules.number("tax.rate");
        m_listing = m_rules.rounding("listing");
        if (!m_rules.issues().empty()) return m_rules.issues();
        if (m_plan.expansion) m_baseSales = m_plan.expansion->baseSales;
        if (m_plan.temporaryPrice) m_extra = *m_plan.temporaryPrice - m_plan.listingPrice;
        m_base = m_plan.listingPrice;
        addPlanned();

        m_path.trace =
            traceStep("projection.price", {"期間末の価格", "Price at the end of the period"}, "P", m_base, Unit::yen);
        addPoint(m_plan.listing, PriceEvent::listed, {});
        while (!m_actions.empty() && m_issues.empty()) {
            const auto next = m_actions.begin();
            const auto [date, action] = next->first;
            const Planned planned = next->second;
            m_actions.erase(next);
            act(date, action, planned);
        }
        if (!m_issues.empty()) return m_issues;
        m_path.trace.value = exactText(m_path.points.back().price.exact());
        inheritStatus(m_path.trace);
        return m_path;
    }

private:
    void plan(const CalendarDay& date, Action action, const Planned& planned) {
        if (date < m_plan.end) m_actions.emplace(std::pair{date, action}, planned);
    }

    void addPlanned() {
        for (std::size_t row = 0; row < m_plan.revisions.size(); ++row)
            plan(m_plan.revisions[row].date, Action::revision, {row, 0});
        for (std::size_t row = 0; row < m_plan.cuts.size(); ++row) plan(m_plan.cuts[row].date, Action::cut, {row, 0});
        for (std::size_t row = 0; row < m_plan.premiums.size(); ++row)
            plan(m_plan.premiums[row].date, Action::premium, {row, 0});
        if (m_plan.temporaryEnd) plan(*m_plan.temporaryEnd, Action::temporaryEnd, {});
    }

    void act(const CalendarDay& date, Action action, const Planned& planned) {
        switch (action) {
            case Action::revision:
                return revise(m_plan.revisions[planned.row]);
            case Action::cut:
                return beginCut(m_plan.cuts[planned.row]);
            case Action::stage:
                return lowerTo(date, planned.price, PriceEvent::stage, {});
            case Action::premium:
                return gain(m_plan.premiums[planned.row]);
            case Action::temporaryEnd:
                m_extra = 0;
                return addPoint(date, PriceEvent::temporaryEnds, {});
        }
    }

    void revise(const PlannedRevision& revision) {
        if (!revision.surveyed) return addPoint(revision.date, PriceEvent::notSurveyed, {});
        const Rational inForce = m_base + m_extra;
        const Rational market = revision.marketPrice.value_or(Rational(inForce * (1 - revision.divergence))) - m_extra;
        const Rational mean = market / (1 + m_tax.value);
        const bool raise = m_plan.dispersed && market > m_base;
        const auto revised =
            raise ? reverseMarginRaise(m_base, mean, m_pack) : marketPriceRevision(m_base, mean, m_pack);
        if (!revised) return append(m_issues, revised.issues());

        PriceEvent event = raise ? PriceEvent::raised : revised->limited ? PriceEvent::heldAtCap : PriceEvent::revised;
        Trace trace = revised->trace;
        Rational price = revised->price.exact();
        if (m_plan.expansion && revision.yearlySales) {
            const auto expanded = expand(*revision.yearlySales);
            if (!expanded) return append(m_issues, expanded.issues());
            if (expanded->price.exact() < price) {
                price = expanded->price.exact();
                event = PriceEvent::expanded;
                trace = expanded->trace;
            }
        }
        m_base = price;
        addPoint(revision.date, event, std::move(trace));
    }

    Result<MarketExpansion> expand(const Rational& sales) {
        const ExpansionPlan& plan = *m_plan.expansion;
        auto expanded = marketExpansion({m_base, sales, m_baseSales, plan.costMethod, plan.alpha}, m_pack);
        if (!expanded || expanded->trigger == ExpansionTrigger::none) return expanded;
        const auto latest = m_pack.flag("expansion.baseAtLatestRepricing");
        if (!latest) return latest.issues();
        if (latest->value) m_baseSales = sales;
        return expanded;
    }

    void beginCut(const PlannedCut& cut) {
        if (!cut.staged || cut.finalPrice >= m_base) return lowerTo(cut.date, cut.finalPrice, PriceEvent::cut, {});
        const auto staged = stagedCut(m_base, cut.finalPrice, m_pack);
        if (!staged) return append(m_issues, staged.issues());
        const auto months = stagedCutMonths(staged->stages.size(), m_pack);
        if (!months) return append(m_issues, months.issues());
        for (std::size_t stage = 1; stage < months->size(); ++stage) {
            plan(firstOfMonth(cut.date, (*months)[stage]), Action::stage, {0, staged->stages[stage].exact()});
        }
        lowerTo(cut.date, staged->stages.front().exact(), PriceEvent::stage, staged->trace);
    }

    /// A cut never raises a price that revisions have lowered further.
    void lowerTo(const CalendarDay& date, const Rational& price, PriceEvent event, Trace trace) {
        m_base = std::min(m_base, price);
        addPoint(date, event, std::move(trace));
    }

    void gain(const LaterPremium& premium) {
        Trace step = traceStep("projection.premium", {"加算後の価格", "Price with the premium"}, "P × (1 + a)",
                               m_base * (1 + premium.rate), Unit::yen);
        step.inputs = {traceInput("P", {"加算前の価格", "price before the premium"}, m_base),
                       traceInput("a", {"加算率", "premium rate"}, premium.rate)};
        citeRounding(step, m_listing);
        m_base = applyRounding(m_listing, Rational(m_base * (1 + premium.rate)));
        addPoint(premium.date, PriceEvent::premium, std::move(step));
    }

    void addPoint(const CalendarDay& date, PriceEvent event, Trace step) {
        const Rational price = m_extra == 0 ? m_base : applyRounding(m_listing, Rational(m_base + m_extra));
        m_path.points.push_back({date, toYen(price), toYen(m_base), event});
        if (step.id.empty()) step = traceStep("projection.step", {}, "P", price, Unit::yen);
        const Text name = priceEventText(event);
        step.label = {dayText(date) + " " + name.ja, dayText(date) + " " + name.en};
        m_path.trace.steps.push_back(std::move(step));
    }

    const ProjectionPlan& m_plan;
    const RulePack& m_pack;
    RuleReader m_rules;
    RuleNumber m_tax;
    RoundingRule m_listing;
    std::multimap<std::pair<CalendarDay, Action>, Planned> m_actions;
    Rational m_base;
    Rational m_extra = 0;
    Rational m_baseSales;
    PriceProjection m_path;
    Issues m_issues;
};

}  // namespace

Text priceEventText(PriceEvent event) {
    for (const EventName& name : eventNames) {
        if (name.event == event) return {name.ja, name.en};
    }
    return {};
}

Yen PriceProjection::priceOn(const CalendarDay& day) const {
    Yen price = points.front().price;
    for (const PricePoint& point : points) {
        if (point.date <= day) price = point.price;
    }
    return price;
}

Result<PriceProjection> projectPrice(const ProjectionPlan& plan, const RulePack& pack) {
    return Projector(plan, pack).run();
}

}  // namespace kachi
