#include "models/evaluation/price_routes.h"

#include "models/core/on_threads.h"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <set>

namespace kachi {
namespace {

class RoutePricer {
public:
    RoutePricer(const Case& value, const RulePack& pack, const Issues& ruleFaults,
                const PriceSurroundings& surroundings, const CaseNumbers& numbers, std::size_t draws,
                const RunOptions& options)
        : m_case(value),
          m_pack(pack),
          m_ruleFaults(ruleFaults),
          m_surroundings(surroundings),
          m_options(options),
          m_draws(draws),
          m_numbers(numbers),
          m_series(value.priceSeries) {
        for (const PriceSeries& series : surroundings.series) {
            const auto same = [&](const PriceSeries& own) { return own.id == series.id; };
            if (std::ranges::none_of(m_series, same)) m_series.push_back(series);
        }
    }

    PricedRoute price(const PriceRequest& request) const {
        PricedRoute priced;
        priced.id = request.id;
        const RouteDefinition* route = findRoute(request.route);
        priced.name = request.name.empty() && route ? route->name : request.name;
        const RulePack* pack = packOf(request);
        if (!pack) {
            priced.issues = {
                placed({"rules.unknownPack", Severity::error, "/pack", request.pack, m_pack.id, {}}, request)};
            return priced;
        }
        if (followsCase(request) && !m_ruleFaults.empty()) {
            priced.issues = m_ruleFaults;
            return priced;
        }
        std::set<std::string> used;
        auto result = priceByRoute(request, *pack, baseCase(&used));
        if (!result) {
            for (const Issue& issue : result.issues()) priced.issues.push_back(placed(issue, request));
            return priced;
        }
        priced.result = std::move(result).value();
        for (Issue& note : priced.result->notes) note = placed(note, request);
        if (!priced.result->price) return priced;
        priceDraws(request, *pack, used, priced);
        priceUnderOthers(request, *pack, priced);
        return priced;
    }

private:
    /// The place of a fault within the case.
    static Issue placed(Issue issue, const PriceRequest& request) {
        // A rule the pack lacks is named by its key, and can be set for this price.
        const bool rule = !issue.where.starts_with('/');
        issue.where = "/routes/id=" + request.id + (rule ? "/rules/" : "") + issue.where;
        return issue;
    }

    bool followsCase(const PriceRequest& request) const { return request.pack.empty() || request.pack == m_pack.id; }

    const RulePack* packOf(const PriceRequest& request) const {
        if (followsCase(request)) return &m_pack;
        const auto found =
            std::ranges::find_if(m_surroundings.packs, [&](const RulePack& pack) { return pack.id == request.pack; });
        return found == m_surroundings.packs.end() ? nullptr : &*found;
    }

    RouteSurroundings baseCase(std::set<std::string>* used) const {
        RouteSurroundings surroundings;
        surroundings.series = &m_series;
        surroundings.raises = &m_surroundings.raises;
        surroundings.options = m_options;
        surroundings.named = m_numbers.base(used);
        return surroundings;
    }

    RouteSurroundings drawCase(std::size_t draw) const {
        RouteSurroundings surroundings = baseCase(nullptr);
        surroundings.options.draws = 0;
        surroundings.named = m_numbers.draw(draw);
        return surroundings;
    }

    void priceDraws(const PriceRequest& request, const RulePack& pack, const std::set<std::string>& used,
                    PricedRoute& priced) const {
        const auto varies = [this](const std::string& name) { return m_numbers.varies(name); };
        if (m_draws == 0 || std::ranges::none_of(used, varies)) return;
        std::vector<double> draws(m_draws);
        std::vector<Issues> faults(m_draws);
        std::atomic<std::size_t> firstFailed = m_draws;  // draws after it are left out; it is the same on any threads
        onThreads(m_options, [&] {
            oneapi::tbb::parallel_for(std::size_t{0}, m_draws, [&](std::size_t draw) {
                if (draw > firstFailed || m_options.stop.stop_requested()) return;
                const auto result = priceByRoute(request, pack, drawCase(draw));
                if (result && result->price) {
                    draws[draw] = result->price->toDouble();
                } else {
                    faults[draw] = result.issues();
                    std::size_t known = firstFailed;
                    while (draw < known && !firstFailed.compare_exchange_weak(known, draw)) {
                    }
                }
            });
        });
        if (m_options.stop.stop_requested()) return;
        for (std::size_t draw = 0; draw < m_draws; ++draw) {
            if (faults[draw].empty()) continue;
            Issue issue = placed(faults[draw].front(), request);
            priced.issues = {{"route.draw", Severity::warning, issue.where, std::to_string(draw + 1), issue.code, {}},
                             std::move(issue)};
            priced.issues.back().severity = Severity::warning;
            return;
        }
        priced.drawn = summarise(draws);
        priced.priceDraws = std::move(draws);
    }

    /// Each pack prices the request as of its own period, so the date is not held against it.
    void priceUnderOthers(const PriceRequest& request, const RulePack& own, PricedRoute& priced) const {
        PriceRequest undated = request;
        undated.date.clear();
        if (followsCase(request)) undated.rules.insert(m_case.context.rules.begin(), m_case.context.rules.end());
        RouteSurroundings surroundings = baseCase(nullptr);
        surroundings.options.draws = 0;
        for (const RulePack& pack : m_surroundings.packs) {
            if (pack.partial || pack.id == own.id) continue;
            const auto result = priceByRoute(undated, pack, surroundings);
            PriceUnderPack& other = priced.others.emplace_back();
            other.pack = pack.id;
            other.packName = pack.name;
            if (result) {
                other.price = result->price;
            } else {
                other.issues = result.issues();
            }
        }
    }

    const Case& m_case;
    const RulePack& m_pack;
    const Issues& m_ruleFaults;
    const PriceSurroundings& m_surroundings;
    const RunOptions& m_options;
    std::size_t m_draws;
    const CaseNumbers& m_numbers;
    std::vector<PriceSeries> m_series;
};

}  // namespace

std::vector<PricedRoute> priceCaseRoutes(const Case& value, const RulePack& pack, const Issues& ruleFaults,
                                         const PriceSurroundings& surroundings, const CaseNumbers& numbers,
                                         std::size_t draws, const RunOptions& options) {
    std::vector<PricedRoute> priced;
    if (value.routes.empty()) return priced;
    const RoutePricer pricer(value, pack, ruleFaults, surroundings, numbers, draws, options);
    for (const PriceRequest& request : value.routes) {
        if (options.stop.stop_requested()) break;
        priced.push_back(pricer.price(request));
    }
    return priced;
}

}  // namespace kachi
