#include "models/fields/field.h"

#include <algorithm>
#include <utility>

namespace kachi {
namespace {

Field fieldOf(const std::string& key, FieldKind kind, const Text& label, const Text& hint) {
    Field field;
    field.key = key;
    field.kind = kind;
    field.label = label;
    field.hint = hint;
    return field;
}

}  // namespace

Field numberField(const std::string& key, const Text& label, Unit unit, const FieldLimits& limits, const Text& hint) {
    Field field = fieldOf(key, FieldKind::number, label, hint);
    field.unit = unit;
    field.limits = limits;
    return field;
}

Field yesNoField(const std::string& key, const Text& label, const Text& hint) {
    return fieldOf(key, FieldKind::yesNo, label, hint);
}

Field choiceField(const std::string& key, const Text& label, std::vector<FieldChoice> choices, const Text& hint) {
    Field field = fieldOf(key, FieldKind::choice, label, hint);
    field.choices = std::move(choices);
    return field;
}

Field dateField(const std::string& key, const Text& label, const Text& hint) {
    return fieldOf(key, FieldKind::date, label, hint);
}

Field monthField(const std::string& key, const Text& label, const Text& hint) {
    return fieldOf(key, FieldKind::month, label, hint);
}

Field textField(const std::string& key, const Text& label, const Text& hint) {
    return fieldOf(key, FieldKind::text, label, hint);
}

Field tableField(const std::string& key, const Text& label, std::vector<Field> columns, const Text& hint) {
    Field field = fieldOf(key, FieldKind::table, label, hint);
    field.columns = std::move(columns);
    return field;
}

Field dataField(const std::string& key, const Text& label, const Text& hint) {
    return fieldOf(key, FieldKind::data, label, hint);
}

Field columnField(const std::string& key, const Text& label, const Text& hint) {
    return fieldOf(key, FieldKind::column, label, hint);
}

Field columnsField(const std::string& key, const Text& label, const Text& hint) {
    return fieldOf(key, FieldKind::columns, label, hint);
}

Field required(Field field) {
    field.required = true;
    return field;
}

Field usedWhen(const std::string& key, std::vector<std::string> answers, Field field) {
    field.usedWhen = FieldCondition{key, std::move(answers)};
    return field;
}

std::vector<Field> usedWhen(const std::string& key, const std::vector<std::string>& answers,
                            std::vector<Field> fields) {
    for (Field& field : fields) field.usedWhen = FieldCondition{key, answers};
    return fields;
}

bool isUsed(const Field& field, const std::string& answer) {
    return !field.usedWhen || std::ranges::find(field.usedWhen->answers, answer) != field.usedWhen->answers.end();
}

}  // namespace kachi
