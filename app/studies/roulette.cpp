#include "app/studies/roulette.h"

#include "app/document/price_requests.h"
#include "models/fields/field_cells.h"

#include <algorithm>
#include <cmath>

namespace kachi {

namespace {

/// Numbers of one row of the table, and what is wrong with them.
class RowReader {
public:
    RowReader(const nlohmann::json& row, std::size_t number, Issues& issues)
        : m_row(row), m_number(number), m_issues(issues) {}

    double number(const char* key, const Text& label, Unit unit = Unit::none) {
        const auto value = fieldNumber(enteredText(m_row, key), unit);
        if (value) return toDouble(*value);
        for (Issue issue : value.issues()) refuse(std::move(issue), label);
        return 0;
    }

    void refuse(Issue issue, const Text& label) {
        const std::string number = std::to_string(m_number);
        issue.where = "#" + number;
        issue.details["label.ja"] = label.ja;
        issue.details["label.en"] = label.en;
        m_issues.push_back(std::move(issue));
    }

private:
    const nlohmann::json& m_row;
    std::size_t m_number;  ///< from 1
    Issues& m_issues;
};

}  // namespace

Result<std::vector<RouletteExpert>> rouletteOf(const nlohmann::json& rows) {
    std::vector<RouletteExpert> experts;
    Issues issues;
    for (std::size_t at = 0; at < rows.size(); ++at) {
        RowReader row(rows[at], at + 1, issues);
        const Text low{"下端", "From"};
        const ChipBin bin{row.number("low", low), row.number("high", {"上端", "To"}),
                          row.number("chips", {"枚数", "Chips"}, Unit::count)};
        if (issues.empty() && !(bin.low < bin.high)) {
            row.refuse(
                {"distributionFit.binReversed", Severity::error, {}, numberText(bin.low), numberText(bin.high), {}},
                low);
        }
        const std::string name = enteredText(rows[at], "expert");
        auto expert = std::ranges::find(experts, name, &RouletteExpert::name);
        if (expert == experts.end()) {
            experts.push_back({name, {}});
            expert = experts.end() - 1;
        }
        expert->bins.push_back(bin);
    }
    if (!issues.empty()) return issues;
    for (RouletteExpert& expert : experts) std::ranges::sort(expert.bins, {}, &ChipBin::low);
    return experts;
}

nlohmann::json rouletteRows(const std::vector<RouletteExpert>& experts) {
    nlohmann::json rows = nlohmann::json::array();
    for (const RouletteExpert& expert : experts) {
        for (const ChipBin& bin : expert.bins) {
            nlohmann::json row{
                {"low", plainDigits(bin.low)}, {"high", plainDigits(bin.high)}, {"chips", plainDigits(bin.chips)}};
            if (!expert.name.empty()) row["expert"] = expert.name;
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::vector<ChipBin> equalBins(double low, double high, int count) {
    std::vector<ChipBin> bins;
    const double size = std::max(std::abs(low), std::abs(high));
    const double scale = std::pow(10, 11 - std::floor(std::log10(size)));
    const auto edge = [&](int i) {
        if (i == 0) return low;
        return i == count ? high : std::round((low + (high - low) * i / count) * scale) / scale;
    };
    for (int i = 0; i < count; ++i) bins.push_back({edge(i), edge(i + 1), 0});
    return bins;
}

std::vector<ChipBin> withChipsOf(std::vector<ChipBin> bins, const std::vector<ChipBin>& old) {
    for (ChipBin& bin : bins) {
        const auto same = std::ranges::find_if(
            old, [&](const ChipBin& before) { return before.low == bin.low && before.high == bin.high; });
        if (same != old.end()) bin.chips = same->chips;
    }
    return bins;
}

double chipsOf(const std::vector<ChipBin>& bins) {
    double chips = 0;
    for (const ChipBin& bin : bins) chips += bin.chips;
    return chips;
}

Result<Distribution> distributionOfChips(const std::vector<ChipBin>& bins, const FitBounds& possible,
                                         const std::string& where) {
    const auto points = chipPoints(bins, where);
    if (!points) return points.issues();
    const auto fits = fitPoints(*points, possible, where);
    if (!fits) return fits.issues();
    if (fits->fitted.empty()) return Issue{"distributionFit.noFamily", Severity::error, where, {}, {}, {}};
    return makeDistribution(fits->fitted.front().spec, where);
}

std::vector<double> expectedChips(const Distribution& distribution, const std::vector<ChipBin>& bins) {
    const double chips = chipsOf(bins);
    std::vector<double> expected;
    for (const ChipBin& bin : bins)
        expected.push_back(chips * (distribution.cdf(bin.high) - distribution.cdf(bin.low)));
    return expected;
}

}  // namespace kachi
