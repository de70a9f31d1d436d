#include "models/outcomes/survival_program.h"

#include <cmath>

namespace kachi {
namespace {

using Kind = SurvivalNumber::Kind;

/// Compiles the numbers of one curve.
class CurveCompiler {
public:
    CurveCompiler(ProgramBuilder& builder, Issues& issues, bool byPatient)
        : m_builder(builder), m_issues(issues), m_byPatient(byPatient) {}

    SurvivalNumber number(Kind kind, const std::string& text, const std::string& where) {
        SurvivalNumber number{.kind = kind, .where = where};
        if (!text.empty()) compile(number, text);
        return number;
    }

    SurvivalPieceProgram piece(SurvivalFamily family, const std::map<std::string, std::string>& args,
                               const std::string& where) {
        SurvivalPieceProgram piece{.family = family, .from = {}, .args = {}};
        const auto names = survivalArguments(family);
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string name(names[i]);
            const auto text = args.find(name);
            SurvivalNumber& number = piece.args[i];
            number = {.kind = Kind::argument, .family = family, .argument = i, .where = where + "/args/" + name};
            if (text != args.end()) compile(number, text->second);
        }
        return piece;
    }

private:
    void compile(SurvivalNumber& number, const std::string& text) {
        number.node = m_builder.add(text, number.where, m_issues);
        if (number.node < 0) return;
        if (!m_byPatient) refuseCycle(m_builder.program(), number.node, number.where, m_issues);
        const ProgramNode& node = m_builder.program().nodes[number.node];
        if (node.variation != Variation::nothing || !isFinite(node.value)) return;
        const std::string limit = number.brokenLimit(node.value);
        if (!limit.empty()) m_issues.push_back(survivalNumberFault(number, node.value, limit));
    }

    ProgramBuilder& m_builder;
    Issues& m_issues;
    bool m_byPatient;
};

void checkOrder(const SurvivalProgram& curve, const Program& program, Issues& issues) {
    for (std::size_t i = 1; i < curve.pieces.size(); ++i) {
        const int before = curve.pieces[i - 1].from.node;
        const int here = curve.pieces[i].from.node;
        if (before < 0 || here < 0) continue;
        const ProgramNode& first = program.nodes[before];
        const ProgramNode& second = program.nodes[here];
        if (first.variation != Variation::nothing || second.variation != Variation::nothing) continue;
        if (second.value > first.value) continue;
        issues.push_back(pieceOrderFault(curve.pieces[i].from.where, second.value, first.value));
    }
}

}  // namespace

std::string SurvivalNumber::brokenLimit(double value) const {
    switch (kind) {
        case Kind::argument:
            return survivalLimit(family, argument, value);
        case Kind::hazardRatio:
        case Kind::timeRatio:
            return value > 0 && isFinite(value) ? "" : "> 0";
        case Kind::cure:
            return value >= 0 && value <= 1 ? "" : "0–1";
        case Kind::from:
            break;
    }
    return value >= 0 && isFinite(value) ? "" : "≥ 0";
}

std::vector<SurvivalNumber> SurvivalProgram::numbers() const {
    std::vector<SurvivalNumber> given;
    const auto add = [&given](const SurvivalNumber& number) {
        if (number.node >= 0) given.push_back(number);
    };
    for (const SurvivalPieceProgram& piece : pieces) {
        add(piece.from);
        for (const SurvivalNumber& argument : piece.args) add(argument);
    }
    for (const SurvivalNumber* number : {&hazardRatio, &timeRatio, &cure}) add(*number);
    return given;
}

SurvivalProgram compileCurve(const SurvivalCurve& curve, ProgramBuilder& builder, Issues& issues, bool byPatient) {
    CurveCompiler compiler(builder, issues, byPatient);
    SurvivalProgram compiled;
    compiled.id = curve.id;
    compiled.where = "/outcomes/curves/id=" + curve.id;
    compiled.usesExpression = curve.source == CurveSource::expression;
    if (!compiled.usesExpression) {
        compiled.pieces.push_back(compiler.piece(curve.family, curve.args, compiled.where));
    }
    for (const SurvivalPiece& piece : curve.pieces) {
        const std::string where = compiled.where + "/pieces/id=" + piece.id;
        compiled.pieces.push_back(compiler.piece(piece.family, piece.args, where));
        compiled.pieces.back().from = compiler.number(Kind::from, piece.from, where + "/from");
    }
    compiled.hazardRatio = compiler.number(Kind::hazardRatio, curve.hazardRatio, compiled.where + "/hazardRatio");
    compiled.timeRatio = compiler.number(Kind::timeRatio, curve.timeRatio, compiled.where + "/timeRatio");
    compiled.cure = compiler.number(Kind::cure, curve.cure, compiled.where + "/cure");
    checkOrder(compiled, builder.program(), issues);
    return compiled;
}

Issue survivalNumberFault(const SurvivalNumber& number, double value, const std::string& limit) {
    return {"survival.parameter", Severity::error, number.where,
            numberText(value),    limit,           {{"strategy", "–"}, {"draw", "–"}}};
}

Issue pieceOrderFault(const std::string& where, double here, double before) {
    return {"survival.piecesNotRising", Severity::error,    where,
            numberText(here),           numberText(before), {{"strategy", "–"}, {"draw", "–"}}};
}

ExpressionCurve compileExpressionCurve(const SurvivalCurve& curve, const NameScope& scope, Issues& issues) {
    const std::string where = "/outcomes/curves/id=" + curve.id;
    const auto compile = [&](const std::string& time, const std::string& timeWhere, Program& program) {
        const std::map<std::string, std::string> clock{{"time", time}};
        NameScope own = scope;
        own.layers.insert(own.layers.begin(), {timeWhere, &clock});
        ProgramBuilder builder(std::move(own));
        const int node = builder.add(curve.survival, where + "/survival", issues);
        program = builder.program();
        return node;
    };
    ExpressionCurve compiled;
    const std::string point = scope.context.front();
    const std::string time = curve.timeRatio.empty() ? point : point + "/(" + curve.timeRatio + ")";
    compiled.node = compile(time, where + "/timeRatio", compiled.program);
    if (!curve.pieces.empty() && compiled.node >= 0) {
        const SurvivalPiece& piece = curve.pieces.front();
        compiled.atPieceNode = compile(piece.from, where + "/pieces/id=" + piece.id, compiled.atPieceProgram);
    }
    return compiled;
}

std::string pointClock(const EngineInputs& inputs) {
    std::string name = "time.point";
    const auto taken = [&] {
        if (inputs.values.has(name) || inputs.expressions.expressions.contains(name)) return true;
        for (const OutcomeStrategy& strategy : inputs.structure.strategies) {
            if (strategy.overrides.contains(name)) return true;
        }
        for (const OutcomeSubgroup& subgroup : inputs.structure.subgroups) {
            if (subgroup.values.contains(name)) return true;
        }
        return false;
    };
    while (taken()) name += "_";
    return name;
}

void explainSurvivalClock(Issues& issues) {
    for (Issue& issue : issues) {
        if (issue.code != "expressions.unknownName") continue;
        if (issue.value == "cycle") issue.code = "survival.cycle";
        if (issue.value == "state_time") issue.code = "survival.stateTime";
        if (issue.value == "age") issue.code = "outcomes.startAgeMissing";
    }
}

}  // namespace kachi
