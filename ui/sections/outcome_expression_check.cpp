#include "ui/sections/outcome_expression_check.h"

#include "models/expressions/program.h"
#include "models/outcomes/outcome_scope.h"
#include "ui/windows/language.h"

#include <set>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// Names that have a value somewhere in the outcome model.
std::set<std::string> valueNames(const Case& value) {
    std::set<std::string> names(clockNames().begin(), clockNames().end());
    names.insert("age0");
    for (const auto& [id, parameter] : value.parameters) names.insert(id);
    if (!value.outcomes) return names;
    for (const OutcomeStrategy& strategy : value.outcomes->strategies) {
        for (const auto& [name, text] : strategy.overrides) names.insert(name);
    }
    for (const OutcomeSubgroup& subgroup : value.outcomes->subgroups) {
        for (const auto& [name, text] : subgroup.values) names.insert(name);
    }
    if (value.outcomes->budget) names.insert("year");
    if (value.outcomes->simulation) {
        for (const PatientAttribute& attribute : value.outcomes->simulation->attributes) names.insert(attribute.id);
    }
    return names;
}

}  // namespace

QStringList namesOf(const Case& value) {
    QStringList names;
    for (const std::string& name : valueNames(value)) {
        // Parameters of other sections have other units and are rarely meant.
        const bool parameter = value.parameters.contains(name);
        if (!parameter || name.starts_with("outcomes.")) names << QString::fromStdString(name);
    }
    for (const LookupTable& table : value.tables) {
        for (const auto& [column, values] : table.columns) {
            names << QString::fromStdString("lookup(" + table.id + "." + column + ", age)");
        }
    }
    for (const char* function : {"min(", "max(", "abs(", "exp(", "ln(", "log10(", "sqrt(", "pow(", "if(", "floor(",
                                 "round(", "rateToProb(", "probToRate("}) {
        names << QLatin1StringView(function);
    }
    return names;
}

Issues expressionFaults(const Case& value, const std::string& text) {
    if (text.empty() || text == "#") return {};
    // Every name is taken as given, so that only this expression is judged.
    const std::set<std::string> names = valueNames(value);
    const ParameterValues none;
    NameScope scope;
    scope.parameters = &none;
    scope.tables = &value.tables;
    scope.context.assign(names.begin(), names.end());
    ProgramBuilder builder(std::move(scope));
    Issues issues;
    builder.add(text, Text{"この式", "This expression"}.in(uiLanguage()), issues);
    return issues;
}

}  // namespace kachi
