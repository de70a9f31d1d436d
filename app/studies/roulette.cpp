#include "app/studies/roulette.h"

#include "app/document/price_requests.h"
#include "models/fields/field_cells.h"

#include <algorithm>

namespace kachi {

Result<std::vector<RouletteExpert>> rouletteOf(const nlohmann::json& rows) {
    std::vector<RouletteExpert> experts;
    Issues issues;
    for (const nlohmann::json& row : rows) {
        const auto number = [&](const char* key) {
            const auto value = fieldNumber(enteredText(row, key), Unit::none);
            if (value) return toDouble(*value);
            issues.insert(issues.end(), value.issues().begin(), value.issues().end());
            return 0.0;
        };
        const std::string name = enteredText(row, "expert");
        auto expert = std::ranges::find(experts, name, &RouletteExpert::name);
        if (expert == experts.end()) {
            experts.push_back({name, {}});
            expert = experts.end() - 1;
        }
        expert->bins.push_back({number("low"), number("high"), number("chips")});
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
                {"low", numberText(bin.low)}, {"high", numberText(bin.high)}, {"chips", numberText(bin.chips)}};
            if (!expert.name.empty()) row["expert"] = expert.name;
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::vector<ChipBin> equalBins(double low, double high, int count) {
    std::vector<ChipBin> bins;
    const auto edge = [&](int i) { return i == count ? high : low + (high - low) * i / count; };
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

}  // namespace kachi
