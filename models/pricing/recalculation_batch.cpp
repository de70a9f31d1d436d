#include "models/pricing/recalculation_batch.h"

#include "models/pricing/cost_sheet.h"
#include "models/pricing/recalculation_params.h"
#include "models/pricing/rule_trace.h"
#include "models/pricing/share_pattern.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace kachi {
namespace {

using namespace recalculation_ids;

/// A cost of a product: yen, and the linkage it follows (none: stays as it is).
struct BatchCost {
    Rational amount;
    std::optional<std::size_t> linkage;
};

/// What a linkage makes of one yen, month by month.
struct Multipliers {
    std::vector<std::vector<double>> byMonth;  ///< [month of the path][linkage]
    std::size_t decision = 0;                  ///< month of the next revision; the first one without revisions
    std::vector<DriftEstimate> drifts;
};

Result<Multipliers> multipliersOf(const BatchSettings& settings) {
    Multipliers multipliers;
    if (!settings.path) {
        multipliers.byMonth.push_back(std::vector<double>(settings.linkages.size(), 1.0));
        return multipliers;
    }
    const InputCostInputs& path = *settings.path;
    const auto months = lineCostsByMonth(path);
    if (!months) return months.issues();
    multipliers.byMonth = months->costs;
    multipliers.drifts = months->drifts;
    if (!path.revisions.empty()) multipliers.decision = static_cast<std::size_t>(path.revisions.front() - path.from);
    return multipliers;
}

class Screening {
public:
    Screening(const BatchSettings& settings, const RulePack& pack, Multipliers multipliers)
        : m_settings(settings), m_pack(pack), m_multipliers(std::move(multipliers)) {
        for (const BatchLinkage& linkage : settings.linkages) m_groups.insert(linkage.group);
    }

    /// Every reason why the product cannot be screened.
    Issues faultsOf(const BatchProduct& product) const {
        Issues faults;
        const auto fault = [&](const char* code, const char* column, const std::string& value,
                               const std::string& limit) {
            faults.push_back({code, Severity::error, column, value, limit, {}});
        };
        const bool lines =
            std::any_of(product.costs.begin(), product.costs.end(), [](const auto& cost) { return cost; });
        if (product.productCost && lines) fault("batch.costTwice", "productCost", {}, {});
        if (!product.productCost && !lines) fault("batch.costMissing", "productCost", {}, {});
        if (!product.costGroup.empty() && !m_groups.contains(product.costGroup)) {
            fault("batch.unknownGroup", "costGroup", product.costGroup, groupNames());
        }
        const Rational shares = product.share.value_or(0) + product.secondShare.value_or(0);
        if (shares > 1) fault("batch.sharesOverWhole", "secondShare", exactText(shares), "≤ 1");
        append(faults, costRates(product.rates, m_pack).issues());
        return faults;
    }

    /// @pre faultsOf(product) is empty
    Result<BatchFinding> finding(const BatchProduct& product) const {
        BatchFinding finding;
        auto eligibility = judged(product);
        if (!eligibility) return eligibility.issues();
        finding.eligibility = std::move(*eligibility);

        const CostRates rates = *costRates(product.rates, m_pack);
        const std::vector<BatchCost> costs = costsOf(product);
        Rational sheet = 0;
        for (const BatchCost& cost : costs) sheet += applyRounding(rates.line, cost.amount);
        finding.newPrice =
            costLines<Rational>(
                sheet, {rates.profit.value, rates.distribution.value, rates.distributionAmount, rates.tax.value},
                rates.line, rates.listing)
                .price;
        addPath(finding, product, costs, rates);
        return finding;
    }

private:
    std::string groupNames() const {
        std::string names;
        for (const std::string& group : m_groups) {
            if (!group.empty()) names += (names.empty() ? "" : ", ") + group;
        }
        return names;
    }

    Result<Eligibility> judged(const BatchProduct& product) const {
        RecalculationStructure structure = product.statements;
        ParameterValues values;
        const auto percent = [&](const char* id, const std::optional<Rational>& ratio) {
            if (ratio) values.base[id] = toDouble(*ratio * 100);
        };
        values.base[currentPrice] = toDouble(product.price);
        if (product.marketPrice) values.base[marketPrice] = toDouble(*product.marketPrice);
        percent(requesterShare, product.share);
        percent(largeShare, m_settings.largeShare);
        percent(divergence, m_settings.divergence);
        if (product.share) {
            std::vector<Rational> shares{*product.share, product.secondShare.value_or(0)};
            percent(topTwoShare, Rational(shares[0] + shares[1]));
            std::sort(shares.begin(), shares.end(), std::greater<>());
            structure.sharePattern = sharePatternOf(shares, m_settings.mostShare);
        }
        return judgeEligibility(structure, values, m_pack);
    }

    std::vector<BatchCost> costsOf(const BatchProduct& product) const {
        const auto linkage = [&](const std::optional<CostKind>& kind) -> std::optional<std::size_t> {
            for (std::size_t at = 0; at < m_settings.linkages.size(); ++at) {
                const BatchLinkage& candidate = m_settings.linkages[at];
                if (candidate.group == product.costGroup && candidate.kind == kind) return at;
            }
            return {};
        };
        std::vector<BatchCost> costs;
        if (product.productCost) costs.push_back({*product.productCost, linkage({})});
        for (std::size_t kind = 0; kind < costKindCount; ++kind) {
            if (product.costs[kind]) costs.push_back({*product.costs[kind], linkage(static_cast<CostKind>(kind))});
        }
        return costs;
    }

    void addPath(BatchFinding& finding, const BatchProduct& product, const std::vector<BatchCost>& costs,
                 const CostRates& rates) const {
        CostRateValues<double> values = costRateValues(rates);
        finding.netRevenue = netRevenue(toDouble(product.price), values);
        std::vector<double> amounts;
        for (const BatchCost& cost : costs) amounts.push_back(toDouble(cost.amount));
        const auto lineAt = [&](std::size_t month, std::size_t line) {
            const auto& linkage = costs[line].linkage;
            return amounts[line] * (linkage ? m_multipliers.byMonth[month][*linkage] : 1);
        };
        for (std::size_t month = 0; month < m_multipliers.byMonth.size(); ++month) {
            double cost = 0;
            for (std::size_t line = 0; line < costs.size(); ++line) cost += lineAt(month, line);
            const double margin = finding.netRevenue - cost;
            if (month == 0) finding.margin = margin;
            if (margin >= 0) continue;
            finding.monthsToBreakEven = static_cast<int>(month);
            break;
        }
        finding.marginShare = finding.margin / toDouble(product.price);
        double sheet = 0;
        for (std::size_t line = 0; line < costs.size(); ++line) {
            sheet += applyRounding(rates.line, lineAt(m_multipliers.decision, line));
        }
        finding.fullPrice = costLines(sheet, values, rates.line, rates.listing).price;
        values.profit = 0;
        finding.zeroMarginPrice = costLines(sheet, values, rates.line, rates.listing).price;
        if (product.annualVolume) finding.yearlyMargin = finding.margin * toDouble(*product.annualVolume);
    }

    const BatchSettings& m_settings;
    const RulePack& m_pack;
    Multipliers m_multipliers;
    std::set<std::string> m_groups;
};

/// What the rank goes by, smaller first.
std::tuple<bool, int, double, std::size_t> urgency(const BatchFinding& finding) {
    return {finding.eligibility.overall == Judgement::notMet,
            finding.monthsToBreakEven.value_or(std::numeric_limits<int>::max()), finding.margin / finding.netRevenue,
            finding.product};
}

}  // namespace

Result<BatchScreening> screenProducts(const std::vector<BatchProduct>& products, const BatchSettings& settings,
                                      const RulePack& pack) {
    auto multipliers = multipliersOf(settings);
    if (!multipliers) return multipliers.issues();
    BatchScreening screening;
    screening.drifts = multipliers->drifts;
    const Screening screen(settings, pack, std::move(*multipliers));

    std::set<std::string> ids;
    for (std::size_t at = 0; at < products.size(); ++at) {
        Issues faults = screen.faultsOf(products[at]);
        if (!ids.insert(products[at].id).second) {
            faults.push_back({"batch.duplicateId", Severity::error, "id", products[at].id, {}, {}});
        }
        for (Issue& fault : faults) screening.faults.push_back({at, std::move(fault)});
        if (!faults.empty()) continue;
        auto finding = screen.finding(products[at]);
        if (!finding) return finding.issues();
        finding->product = at;
        screening.findings.push_back(std::move(*finding));
    }
    std::sort(screening.findings.begin(), screening.findings.end(),
              [](const BatchFinding& left, const BatchFinding& right) { return urgency(left) < urgency(right); });
    for (std::size_t at = 0; at < screening.findings.size(); ++at) {
        screening.findings[at].rank = static_cast<int>(at) + 1;
    }
    return screening;
}

}  // namespace kachi
