#include "app/interchange/lookup_table_import.h"

#include <set>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* keyColumn = "key";

TargetColumn column(const std::string& key, const Text& label, bool required) {
    TargetColumn target;
    target.key = key;
    target.label = label;
    target.type = ColumnType::number;
    target.required = required;
    target.mayBeMissing = false;
    return target;
}

TableSchema withKeys(const std::string& header) {
    TableSchema schema{"lookupTable", {"参照表", "Lookup table"}, {}};
    schema.columns.push_back(column(keyColumn, {"キー(以上)", "Key (from)"}, true));
    schema.columns.back().unique = true;
    schema.columns.back().synonyms = {header, "age", "年齢", "x"};
    return schema;
}

}  // namespace

std::string formulaName(const QString& text, const std::string& otherwise) {
    std::string name;
    for (const QChar c : text.normalized(QString::NormalizationForm_KC).toLower()) {
        const bool letter = c >= u'a' && c <= u'z';
        const bool digit = c >= u'0' && c <= u'9';
        if (letter || (digit && !name.empty())) {
            name += c.toLatin1();
        } else if (!name.empty() && name.back() != '_') {
            name += '_';
        }
    }
    while (name.ends_with('_')) name.pop_back();
    return name.empty() ? otherwise : name;
}

TableSchema lookupTableSchema(const RawTable& file) {
    const auto lifeTable = ColumnMapper(file, lifeTableSchema()).mapping().sources;
    const auto age = lifeTable.find("age");
    const int keys = age == lifeTable.end() ? 0 : age->second.column;
    const QStringList header = file.header();
    TableSchema schema = withKeys(header.value(keys).toStdString());
    std::set<std::string> taken{keyColumn};
    for (int position = 0; position < header.size(); ++position) {
        if (position == keys) continue;
        std::string name = formulaName(header[position], "column" + std::to_string(position + 1));
        for (const char* sex : {"male", "female"}) {
            const auto found = lifeTable.find(sex);
            if (found != lifeTable.end() && found->second.column == position) name = sex;
        }
        if (!taken.insert(name).second) {
            name += "_" + std::to_string(position + 1);
            taken.insert(name);
        }
        schema.columns.push_back(column(name, {name, name}, false));
        schema.columns.back().synonyms = {header[position].toStdString()};
    }
    return schema;
}

TableSchema lookupTableSchema(const LookupTable& table) {
    TableSchema schema = withKeys(keyColumn);
    for (const auto& [name, cells] : table.columns) {
        schema.columns.push_back(column(name, {name, name}, true));
        for (const TargetColumn& known : lifeTableSchema().columns) {
            if (known.key != name) continue;
            schema.columns.back().synonyms = known.synonyms;
            schema.columns.back().synonyms.push_back(known.label.ja);
        }
    }
    return schema;
}

LookupTable lookupTableOf(const MappedTable& mapped, const std::string& id) {
    LookupTable table;
    table.id = id;
    for (const auto& [name, cells] : mapped.numbers) {
        std::vector<double>& numbers = name == keyColumn ? table.keys : table.columns[name];
        for (const std::optional<double>& cell : cells) numbers.push_back(*cell);
    }
    return table;
}

}  // namespace kachi
