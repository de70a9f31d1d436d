#include "ui/sections/outcome_survival_tables.h"

#include "app/report/case_text.h"
#include "models/outcomes/outcomes_fields.h"
#include "ui/sections/outcome_edits.h"
#include "ui/sections/outcome_state_tables.h"

#include <algorithm>

namespace kachi {
namespace {

/// Answer of the list of families for a curve that is written as a formula.
const std::string formulaAnswer = "expression";

// Rows of the grid beside the arguments of the families.
const std::string survivalRow = "survival";
const std::string hazardRatioRow = "hazardRatio";
const std::string timeRatioRow = "timeRatio";
const std::string cureRow = "cure";

std::string familyId(SurvivalFamily family) {
    for (const auto& candidate : survivalFamilyNames) {
        if (candidate.value == family) return candidate.name;
    }
    return {};
}

Heads familyHeads() {
    Heads heads;
    for (const auto& candidate : survivalFamilyNames)
        heads.emplace_back(candidate.name, survivalFamilyText(candidate.value));
    return heads;
}

void chooseFamily(SurvivalFamily& family, std::map<std::string, std::string>& args, const std::string& answer) {
    for (const auto& candidate : survivalFamilyNames) {
        if (candidate.name == answer) family = candidate.value;
    }
    // Arguments of the other family would be refused; those of the same name stay.
    const auto wanted = survivalArguments(family);
    std::erase_if(args, [&](const auto& entry) { return std::ranges::count(wanted, entry.first) == 0; });
}

SurvivalCurve& curve(Case& value, int at) {
    return value.outcomes->curves[static_cast<std::size_t>(at)];
}

const SurvivalCurve& curve(const Case& value, int at) {
    return value.outcomes->curves[static_cast<std::size_t>(at)];
}

Heads curveHeads(const Case& value) {
    Heads heads;
    if (!value.outcomes) return heads;
    for (const SurvivalCurve& each : value.outcomes->curves) heads.emplace_back(each.id, nameOr(each.name, each.id));
    return heads;
}

/// Curve and position of the n-th piece over all curves.
std::pair<SurvivalCurve*, std::size_t> pieceAt(Case& value, int row) {
    auto left = static_cast<std::size_t>(row);
    for (SurvivalCurve& each : value.outcomes->curves) {
        if (left < each.pieces.size()) return {&each, left};
        left -= each.pieces.size();
    }
    return {nullptr, 0};
}

SurvivalPiece& piece(Case& value, int row) {
    const auto [owner, at] = pieceAt(value, row);
    return owner->pieces[at];
}

/// What a column of the grid stands for: a curve, or with "curve/piece" a piece of it.
struct CurveColumn {
    const SurvivalCurve* curve = nullptr;
    const SurvivalPiece* piece = nullptr;
};

CurveColumn columnOf(const Case& value, const std::string& column) {
    for (const SurvivalCurve& each : value.outcomes->curves) {
        if (each.id == column) return {&each, nullptr};
        for (const SurvivalPiece& part : each.pieces) {
            if (each.id + "/" + part.id == column) return {&each, &part};
        }
    }
    return {};
}

bool isArgument(const std::string& row) {
    return row != survivalRow && row != hazardRatioRow && row != timeRatioRow && row != cureRow;
}

std::string* curveText(SurvivalCurve& curve, const std::string& row) {
    if (row == survivalRow) return &curve.survival;
    if (row == hazardRatioRow) return &curve.hazardRatio;
    if (row == timeRatioRow) return &curve.timeRatio;
    return &curve.cure;
}

Text curveArgumentText(const std::string& name) {
    return name == "rate" ? Text{"率", "rate"} : argumentText(name);
}

Heads curveGridRows(const Case& value) {
    Heads heads;
    if (!value.outcomes) return heads;
    const auto add = [&heads](const std::string& id, const Text& name) {
        if (std::ranges::find(heads, id, &Heads::value_type::first) == heads.end()) heads.emplace_back(id, name);
    };
    const auto addArguments = [&add](SurvivalFamily family) {
        for (const std::string_view name : survivalArguments(family))
            add(std::string(name), curveArgumentText(std::string(name)));
    };
    for (const SurvivalCurve& each : value.outcomes->curves) {
        if (each.source == CurveSource::parametric) addArguments(each.family);
        for (const SurvivalPiece& part : each.pieces) addArguments(part.family);
    }
    const bool formula = std::ranges::any_of(
        value.outcomes->curves, [](const SurvivalCurve& each) { return each.source == CurveSource::expression; });
    if (formula) add(survivalRow, {"生存確率 S(time)", "Survival S(time)"});
    add(hazardRatioRow, {"ハザード比", "Hazard ratio"});
    add(timeRatioRow, {"時間比", "Time ratio"});
    add(cureRow, {"治癒割合", "Cure fraction"});
    return heads;
}

Heads curveGridColumns(const Case& value) {
    Heads heads;
    if (!value.outcomes) return heads;
    for (const SurvivalCurve& each : value.outcomes->curves) {
        const Text name = nameOr(each.name, each.id);
        heads.emplace_back(each.id, name);
        for (const SurvivalPiece& part : each.pieces) {
            heads.emplace_back(each.id + "/" + part.id,
                               Text{name.ja + "(" + part.from + "年〜)", name.en + " (from " + part.from + " y)"});
        }
    }
    return heads;
}

}  // namespace

Text survivalFamilyText(SurvivalFamily family) {
    switch (family) {
        case SurvivalFamily::weibull:
            return {"ワイブル", "Weibull"};
        case SurvivalFamily::weibullPh:
            return {"ワイブル(比例ハザード)", "Weibull, proportional hazards"};
        case SurvivalFamily::gompertz:
            return {"ゴンペルツ", "Gompertz"};
        case SurvivalFamily::lognormal:
            return {"対数正規", "log-normal"};
        case SurvivalFamily::loglogistic:
            return {"対数ロジスティック", "log-logistic"};
        case SurvivalFamily::gamma:
            return {"ガンマ", "gamma"};
        case SurvivalFamily::generalisedGamma:
            return {"一般化ガンマ", "generalised gamma"};
        case SurvivalFamily::exponential:
            break;
    }
    return {"指数", "exponential"};
}

RowTable curveRows() {
    RowTable table;
    table.name = {"生存曲線", "Curves"};
    bindRows<SurvivalCurve>(table, [](Case& value) { return value.outcomes ? &value.outcomes->curves : nullptr; });
    table.remove = [](Case& value, int row) { removeCurve(*value.outcomes, curve(value, row).id); };
    table.place = [](const Case& value, int row) { return "/outcomes/curves/id=" + curve(value, row).id; };
    table.columns = {
        {.header = {"曲線", "Curve"}, .text = [](Case& value, int at) { return &curve(value, at).name; }},
        {.header = {"分布", "Family"},
         .field = "family",
         .chosen =
             [](const Case& value, int at) {
                 const SurvivalCurve& each = curve(value, at);
                 return each.source == CurveSource::expression ? formulaAnswer : familyId(each.family);
             },
         .choose =
             [](Case& value, int at, const std::string& answer) {
                 SurvivalCurve& each = curve(value, at);
                 each.source = answer == formulaAnswer ? CurveSource::expression : CurveSource::parametric;
                 if (answer != formulaAnswer) chooseFamily(each.family, each.args, answer);
             },
         .choices =
             [](const Case&) {
                 Heads heads = familyHeads();
                 heads.emplace_back(formulaAnswer, Text{"数式 S(time)", "formula S(time)"});
                 return heads;
             }},
        {.header = {"ID", "Id"},
         .read = [](const Case& value, int at) { return curve(value, at).id; },
         .write = [](Case& value, int at,
                     const std::string& id) { return renameCurve(*value.outcomes, curve(value, at).id, id); }},
    };
    return table;
}

RowTable pieceRows() {
    RowTable table;
    table.name = {"曲線の後半", "Later pieces of curves"};
    table.ids = [](const Case& value) {
        std::vector<std::string> ids;
        if (!value.outcomes) return ids;
        for (const SurvivalCurve& each : value.outcomes->curves) {
            for (const SurvivalPiece& part : each.pieces) ids.push_back(each.id + "/" + part.id);
        }
        return ids;
    };
    table.insert = [](Case& value, int, const std::string& id) {
        if (value.outcomes->curves.empty()) return;
        SurvivalPiece added;
        added.id = id;
        value.outcomes->curves.back().pieces.push_back(std::move(added));
    };
    table.remove = [](Case& value, int row) {
        const auto [owner, at] = pieceAt(value, row);
        owner->pieces.erase(owner->pieces.begin() + static_cast<std::ptrdiff_t>(at));
    };
    table.move = [](Case& value, int from, int to) { std::swap(piece(value, from), piece(value, to)); };
    table.place = [](const Case& value, int row) {
        const auto [owner, at] = pieceAt(const_cast<Case&>(value), row);
        return "/outcomes/curves/id=" + owner->id + "/pieces/id=" + owner->pieces[at].id;
    };
    table.columns = {
        {.header = {"曲線", "Curve"},
         .chosen = [](const Case& value, int at) { return pieceAt(const_cast<Case&>(value), at).first->id; },
         .choose =
             [](Case& value, int at, const std::string& id) {
                 const auto [owner, position] = pieceAt(value, at);
                 const auto target = std::ranges::find(value.outcomes->curves, id, &SurvivalCurve::id);
                 if (target == value.outcomes->curves.end() || &*target == owner) return;
                 target->pieces.push_back(owner->pieces[position]);
                 owner->pieces.erase(owner->pieces.begin() + static_cast<std::ptrdiff_t>(position));
             },
         .choices = curveHeads},
        {.header = {"開始(年)", "From (years)"},
         .string = [](Case& value, int at) { return &piece(value, at).from; },
         .expression = true,
         .field = "from"},
        {.header = {"分布", "Family"},
         .field = "family",
         .chosen = [](const Case& value, int at) { return familyId(piece(const_cast<Case&>(value), at).family); },
         .choose =
             [](Case& value, int at, const std::string& answer) {
                 chooseFamily(piece(value, at).family, piece(value, at).args, answer);
             },
         .choices = [](const Case&) { return familyHeads(); }},
    };
    return table;
}

ExpressionGrid curveGrid() {
    ExpressionGrid grid;
    grid.name = {"曲線のパラメータ", "Arguments of the curves"};
    grid.rows = curveGridRows;
    grid.columns = curveGridColumns;
    grid.read = [](const Case& value, const std::string& row, const std::string& column) {
        const CurveColumn found = columnOf(value, column);
        if (found.piece) return isArgument(row) ? entryOf(found.piece->args, row) : std::string();
        if (!found.curve) return std::string();
        if (isArgument(row)) return entryOf(found.curve->args, row);
        return *curveText(const_cast<SurvivalCurve&>(*found.curve), row);
    };
    grid.write = [](Case& value, const std::string& row, const std::string& column, const std::string& text) {
        const CurveColumn found = columnOf(value, column);
        if (!found.curve) return;
        auto& curve = const_cast<SurvivalCurve&>(*found.curve);
        if (found.piece) {
            setEntry(const_cast<SurvivalPiece&>(*found.piece).args, row, text);
        } else if (isArgument(row)) {
            setEntry(curve.args, row, text);
        } else {
            *curveText(curve, row) = text;
        }
    };
    grid.applies = [](const Case& value, const std::string& row, const std::string& column) {
        const CurveColumn found = columnOf(value, column);
        if (!found.curve) return false;
        const bool formula = !found.piece && found.curve->source == CurveSource::expression;
        if (row == survivalRow) return formula;
        if (!isArgument(row)) return !found.piece;
        const SurvivalFamily family = found.piece ? found.piece->family : found.curve->family;
        return !formula && std::ranges::count(survivalArguments(family), row) > 0;
    };
    grid.place = [](const Case&, const std::string& row, const std::string& column) {
        const std::size_t slash = column.find('/');
        const std::string owner = slash == std::string::npos ? "/outcomes/curves/id=" + column
                                                             : "/outcomes/curves/id=" + column.substr(0, slash) +
                                                                   "/pieces/id=" + column.substr(slash + 1);
        return owner + (isArgument(row) ? "/args/" : "/") + row;
    };
    return grid;
}

RowTable curveOrderRows() {
    RowTable table;
    table.name = {"曲線の順序", "Order of the curves"};
    const auto order = [](Case& value) -> std::vector<std::string>& { return value.outcomes->survival->curves; };
    table.ids = [](const Case& value) {
        if (!value.outcomes || !value.outcomes->survival) return std::vector<std::string>();
        return value.outcomes->survival->curves;
    };
    table.insert = [order](Case& value, int at, const std::string&) {
        if (!value.outcomes->survival) value.outcomes->survival.emplace();
        for (const SurvivalCurve& each : value.outcomes->curves) {
            std::vector<std::string>& curves = order(value);
            if (std::ranges::find(curves, each.id) != curves.end()) continue;
            curves.insert(curves.begin() + at, each.id);
            return;
        }
    };
    table.remove = [order](Case& value, int row) { order(value).erase(order(value).begin() + row); };
    table.move = [order](Case& value, int from, int to) {
        std::swap(order(value)[static_cast<std::size_t>(from)], order(value)[static_cast<std::size_t>(to)]);
    };
    table.place = [](const Case&, int) { return std::string("/outcomes/survival/curves"); };
    table.columns = {
        {.header = {"曲線(内側から)", "Curve (innermost first)"},
         .chosen = [](const Case& value,
                      int at) { return value.outcomes->survival->curves[static_cast<std::size_t>(at)]; },
         .choose = [order](Case& value, int at,
                           const std::string& id) { order(value)[static_cast<std::size_t>(at)] = id; },
         .choices = curveHeads},
        {.header = {"この曲線より内側の状態", "State inside this curve"},
         .chosen =
             [](const Case& value, int at) {
                 const auto& states = value.outcomes->states;
                 return static_cast<std::size_t>(at) < states.size() ? states[static_cast<std::size_t>(at)].id
                                                                     : std::string();
             },
         .choices = stateHeads},
    };
    return table;
}

}  // namespace kachi
