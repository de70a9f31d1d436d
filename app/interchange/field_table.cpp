#include "app/interchange/field_table.h"

#include "app/document/price_requests.h"

#include <algorithm>

namespace kachi {

namespace {

/// Header names in use beside key and labels, by key of the column.
const std::vector<std::string>& usualHeaders(const std::string& key) {
    static const std::vector<std::string> none;
    static const std::map<std::string, std::vector<std::string>> all{
        {"id", {"コード", "JANコード", "product id", "product code", "code"}},
        {"name", {"製品名", "販売名", "品名", "名称", "product", "product name", "brand name"}},
        {"category", {"区分", "機能区分名", "category", "functional category"}},
        {"price", {"償還価格", "現行価格", "価格", "current price", "reimbursement price", "price"}},
        {"marketPrice", {"市場実勢価格", "実勢価格", "market price"}},
        {"taxBasis", {"税", "税区分", "税の扱い", "tax", "tax basis"}},
        {"productCost", {"総原価", "原価", "製品原価", "cost", "product cost", "unit cost"}},
        {"materialCost", {"原材料", "材料費", "material cost", "raw material cost"}},
        {"packagingCost", {"包装", "packaging cost"}},
        {"labourCost", {"人件費", "labour cost", "labor cost"}},
        {"overheadCost", {"経費", "overhead cost", "manufacturing overhead"}},
        {"importCost", {"輸入価格", "import cost"}},
        {"sgaCost", {"販管費", "一般管理費", "SG&A", "sga cost"}},
        {"rndCost", {"研究費", "R&D", "r&d cost"}},
        {"costGroup", {"原価区分", "型", "cost group", "group"}},
        {"annualVolume", {"数量", "販売数量", "年間販売数", "volume", "annual volume", "units per year"}},
        {"share", {"区分内シェア", "要望企業のシェア", "market share", "share"}},
        {"secondShare", {"2位のシェア", "次のシェア", "second share"}},
        {"othersCannotCover", {"他社が補えない", "others cannot cover"}},
        {"othersCannotCoverTopTwo", {"上位2社停止時に補えない", "others cannot cover top two"}},
        {"diseaseSpecific", {"疾病に特有", "疾患特異的", "disease specific"}},
        {"medicalNeed", {"医療上の必要性", "必要性", "medical need"}},
        {"priceTooLow", {"価格が著しく低い", "price too low"}},
        {"supplier", {"企業", "企業名", "会社", "供給者", "company", "maker"}},
        {"country", {"国名", "国", "country"}},
        {"localPrice", {"現地価格", "価格", "local price", "price"}},
        {"exchangeRate", {"為替レート", "為替", "exchange rate", "rate"}},
        {"month", {"月", "時点", "period", "date", "year-month"}},
        {"value", {"指数", "価格", "index", "price"}},
        {"amount", {"金額", "費用", "amount", "cost"}}};
    const auto found = all.find(key);
    return found == all.end() ? none : found->second;
}

/// Words in use beside id and labels, by id of the answer.
const std::vector<std::string>& usualWords(const std::string& answer) {
    static const std::vector<std::string> none;
    static const std::map<std::string, std::vector<std::string>> all{
        {"true", {"はい", "yes", "y", "1", "有", "該当", "○", "〇", "◯"}},
        {"false", {"いいえ", "no", "n", "0", "無", "非該当", "×", "✕"}},
        {"included", {"税込", "込", "tax included"}},
        {"excluded", {"税抜", "税別", "抜", "tax excluded"}}};
    const auto found = all.find(answer);
    return found == all.end() ? none : found->second;
}

ColumnAnswer answer(const std::string& id, const Text& label) {
    return {id, label, usualWords(id)};
}

std::vector<ColumnAnswer> answersOf(const Field& field) {
    if (field.kind == FieldKind::yesNo) return {answer("true", {"はい", "yes"}), answer("false", {"いいえ", "no"})};
    std::vector<ColumnAnswer> answers;
    for (const FieldChoice& choice : field.choices) answers.push_back(answer(choice.id, choice.label));
    return answers;
}

ColumnType typeOf(FieldKind kind) {
    switch (kind) {
        case FieldKind::number:
            return ColumnType::number;
        case FieldKind::yesNo:
        case FieldKind::choice:
            return ColumnType::choice;
        case FieldKind::date:
            return ColumnType::date;
        case FieldKind::month:
            return ColumnType::month;
        default:
            return ColumnType::text;
    }
}

}  // namespace

TableSchema fieldTableSchema(const Field& table) {
    TableSchema schema{"rows", table.label, {}};
    for (const Field& field : table.columns) {
        TargetColumn& column = schema.columns.emplace_back();
        column.key = field.key;
        column.label = field.label;
        column.type = typeOf(field.kind);
        column.required = field.required;
        column.unit = field.unit;
        column.limits = field.limits;
        column.synonyms = usualHeaders(field.key);
        column.answers = answersOf(field);
    }
    const auto named = std::ranges::find(schema.columns, ColumnType::text, &TargetColumn::type);
    if (named == schema.columns.end()) return schema;
    named->namesRow = true;
    named->mayBeMissing = !named->required;
    return schema;
}

nlohmann::json fieldRows(const MappedTable& mapped, const Field& table) {
    std::vector<nlohmann::json> rows(mapped.rowCount(), nlohmann::json::object());
    for (const Field& field : table.columns) {
        if (const auto numbers = mapped.numbers.find(field.key); numbers != mapped.numbers.end()) {
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const std::optional<double>& number = numbers->second[row];
                if (number) enterText(rows[row], field, plainDigits(*number));
            }
        }
        if (const auto texts = mapped.texts.find(field.key); texts != mapped.texts.end()) {
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const std::optional<QString>& text = texts->second[row];
                if (text) enterText(rows[row], field, text->toStdString());
            }
        }
    }
    return rows;
}

std::string answerId(const Field& field, const QString& word) {
    return answerWords(answersOf(field)).value(answerWord(word), word.trimmed()).toStdString();
}

}  // namespace kachi
