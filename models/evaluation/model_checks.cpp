#include "models/evaluation/model_checks.h"

#include "models/evaluation/model_check_parts.h"
#include "models/evaluation/values.h"

#include <charconv>

namespace kachi {

std::string checkFigure(double value) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 6).ptr;
    return {text, end};
}

std::string checkList(const std::vector<std::string>& items) {
    constexpr std::size_t most = 5;
    std::string list;
    for (std::size_t i = 0; i < items.size() && i < most; ++i) list += (i == 0 ? "" : ", ") + items[i];
    return items.size() > most ? list + " …" : list;
}

std::vector<ModelCheck> checkOutcomeModel(const Case& value, const RulePack& pack, const OutcomesResults& base,
                                          const RunOptions& options) {
    RunOptions baseOnly = options;
    baseOnly.draws = 0;
    baseOnly.progress = nullptr;
    const auto values = parameterValues(value, pack, baseOnly, nullptr);
    if (!values) return {};
    std::vector<ModelCheck> checks = inspectOutcomeModel(value, *values, base);
    std::vector<ModelCheck> reruns = rerunOutcomeModel(value, pack, *values, baseOnly);
    checks.insert(checks.end(), std::make_move_iterator(reruns.begin()), std::make_move_iterator(reruns.end()));
    return checks;
}

}  // namespace kachi
