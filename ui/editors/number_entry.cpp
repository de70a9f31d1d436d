#include "ui/editors/number_entry.h"

#include "app/report/number_format.h"
#include "models/params/registry.h"
#include "ui/windows/language.h"

#include <cmath>

namespace kachi {
NumberContext numberContext(const Case& value, const std::string& parameterId) {
    const auto found = value.parameters.find(parameterId);
    const Parameter parameter = found == value.parameters.end() ? Parameter{} : found->second;
    NumberContext context;
    context.where = shown(parameterLabel(parameterId, parameter));
    context.unit = parameterUnit(parameterId, parameter);
    if (const ParamDef* definition = findDefinition(parameterId)) {
        context.limits.whole = definition->integer;
        if (std::isfinite(definition->low)) context.limits.atLeast = definition->low;
        if (std::isfinite(definition->high)) context.limits.atMost = definition->high;
    }
    return context;
}

Result<NumberEntry> readNumberEntry(const QString& text, const Case& value, const std::string& parameterId) {
    const QString plain = text.normalized(QString::NormalizationForm_KC).trimmed();
    if (plain.isEmpty()) return NumberEntry{};
    if (plain.startsWith(u'=')) return NumberEntry{{}, plain.mid(1).trimmed().toStdString()};
    const Result<double> number = parseNumber(text, numberContext(value, parameterId));
    if (!number) return number.issues();
    return NumberEntry{*number, {}};
}

QString groupedText(double value) {
    return QString::fromStdString(groupDigits(plainDigits(value)));
}

QString entryText(const Parameter& parameter) {
    if (!parameter.expression.empty()) return QStringLiteral("= ") + QString::fromStdString(parameter.expression);
    return parameter.value ? QString::fromStdString(plainDigits(*parameter.value)) : QString();
}

Parameter withEntry(Parameter parameter, const NumberEntry& entry) {
    parameter.value = entry.value;
    parameter.expression = entry.expression;
    return parameter;
}

}  // namespace kachi
