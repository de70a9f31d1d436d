#include "app/interchange/screening_table.h"

#include "app/interchange/column_mapper.h"
#include "app/interchange/issue_text.h"
#include "models/core/nearest_name.h"
#include "models/price_routes/routes.h"

#include <QRegularExpression>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// Header names beside key and labels of a column.
std::vector<std::string> synonymsOf(const std::string& key) {
    static const std::map<std::string, std::vector<std::string>> all{
        {"id", {"コード", "JANコード", "product id", "product code", "code"}},
        {"name", {"製品名", "販売名", "品名", "product", "product name", "brand name"}},
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
        {"priceTooLow", {"価格が著しく低い", "price too low"}}};
    const auto found = all.find(key);
    return found == all.end() ? std::vector<std::string>{} : found->second;
}

const TableSchema& screeningSchema() {
    static const TableSchema schema = [] {
        TableSchema made{"screening", {"不採算品の判定表", "Screening of unprofitable products"}, {}};
        for (const Field& field : screeningProductColumns()) {
            TargetColumn& column = made.columns.emplace_back();
            column.key = field.key;
            column.label = field.label;
            column.type = field.kind == FieldKind::number ? ColumnType::number : ColumnType::text;
            column.required = field.required;
            column.mayBeMissing = field.key != "id";
            column.unit = field.unit;
            column.synonyms = synonymsOf(field.key);
        }
        return made;
    }();
    return schema;
}

/// The word of a file as the id the route knows; other words stay for the route to refuse.
QString knownWord(const Field& field, const QString& text) {
    static const std::map<QString, QString> yesNo{
        {u"はい"_s, u"yes"_s},  {u"有"_s, u"yes"_s}, {u"該当"_s, u"yes"_s}, {u"○"_s, u"yes"_s},     {u"〇"_s, u"yes"_s},
        {u"◯"_s, u"yes"_s},     {u"y"_s, u"yes"_s},  {u"1"_s, u"yes"_s},    {u"いいえ"_s, u"no"_s}, {u"無"_s, u"no"_s},
        {u"非該当"_s, u"no"_s}, {u"×"_s, u"no"_s},   {u"✕"_s, u"no"_s},     {u"n"_s, u"no"_s},      {u"0"_s, u"no"_s}};
    static const std::map<QString, QString> taxBasis{{u"税込"_s, u"included"_s},
                                                     {u"込"_s, u"included"_s},
                                                     {u"税抜"_s, u"excluded"_s},
                                                     {u"税別"_s, u"excluded"_s},
                                                     {u"抜"_s, u"excluded"_s}};
    const QString word = text.normalized(QString::NormalizationForm_KC).trimmed().toLower();
    const auto& words = field.kind == FieldKind::choice ? taxBasis : yesNo;
    const auto found = words.find(word);
    if (found != words.end()) return found->second;
    return word;
}

/// The cell as the route reads it.
std::string cellOf(const Field& field, const MappedCell& cell) {
    const bool isWord = field.kind == FieldKind::yesNo || field.kind == FieldKind::choice;
    return (isWord ? knownWord(field, cell.text) : cell.text).toStdString();
}

std::string nearestHeader(const QString& header) {
    std::vector<std::string> names;
    for (const TargetColumn& column : screeningSchema().columns) {
        names.insert(names.end(), {column.key, column.label.ja, column.label.en});
    }
    return nearestName(header.toStdString(), names);
}

void noteUnused(const ColumnMapper& mapper, Issues& notes) {
    const QStringList& header = mapper.table().header();
    for (int column = 0; column < header.size(); ++column) {
        const auto& sources = mapper.mapping().sources;
        const bool used = std::any_of(sources.begin(), sources.end(),
                                      [&](const auto& source) { return source.second.column == column; });
        if (used || header[column].trimmed().isEmpty()) continue;
        notes.push_back(interchangeIssue("batch.unknownColumn", mapper.table().fileName, header[column].simplified(),
                                         QString::fromStdString(nearestHeader(header[column])), Severity::warning));
    }
    for (const std::size_t row : mapper.mapping().excludedRows) {
        notes.push_back(interchangeIssue("batch.totalRow", mapper.table().fileName,
                                         mapper.table().rows[row].join(u' ').simplified().left(40),
                                         QString::number(mapper.table().rowNumbers[row]), Severity::warning));
    }
}

}  // namespace

QString ScreeningTable::place(std::size_t product, const std::string& key) const {
    const auto column = columns.find(key);
    const QString row = QString::number(rowNumbers[product]);
    if (column == columns.end()) return QString::fromStdString(key) + u" ["_s + row + u']';
    return header[column->second].simplified() + u" ["_s + cellName(rowNumbers[product] - 1, column->second) + u']';
}

Issues withTablePlaces(Issues issues, const ScreeningTable& table) {
    static const QRegularExpression pointer(u"^/inputs/products/(\\d+)/(\\w+)$"_s);
    for (Issue& issue : issues) {
        const auto match = pointer.match(QString::fromStdString(issue.where));
        if (!match.hasMatch() || match.captured(1).toULongLong() >= table.rowNumbers.size()) continue;
        issue.where = table.place(match.captured(1).toULongLong(), match.captured(2).toStdString()).toStdString();
    }
    return issues;
}

Result<ScreeningTable> readScreeningTable(const QString& path, const ReadOptions& options) {
    auto raw = readTable(path, options);
    if (!raw) return raw.issues();
    return screeningTable(std::move(*raw));
}

Result<ScreeningTable> screeningTable(RawTable raw) {
    const ColumnMapper mapper(std::move(raw), screeningSchema());
    if (const Issues faults = mapper.mappingFaults(); !faults.empty()) return faults;

    ScreeningTable table;
    table.header = mapper.table().header();
    for (const auto& [key, source] : mapper.mapping().sources) table.columns[key] = source.column;
    noteUnused(mapper, table.notes);
    for (std::size_t row = mapper.table().headerRow + 1; row < mapper.table().rows.size(); ++row) {
        if (!mapper.mapping().excludedRows.contains(row)) table.rowNumbers.push_back(mapper.table().rowNumbers[row]);
    }
    if (table.rowNumbers.empty()) return interchangeIssue("interchange.noRows", mapper.table().fileName);

    std::vector<Field> fields;  // of the mapped columns, in the order of the preview
    for (const Field& field : screeningProductColumns()) {
        if (table.columns.contains(field.key)) fields.push_back(field);
    }
    table.products = nlohmann::json::array();
    for (const std::vector<MappedCell>& cells : mapper.preview(table.rowNumbers.size())) {
        nlohmann::json product = nlohmann::json::object();
        for (std::size_t at = 0; at < cells.size(); ++at) {
            if (!cells[at].missing) product[fields[at].key] = cellOf(fields[at], cells[at]);
        }
        table.products.push_back(std::move(product));
    }
    return table;
}

}  // namespace kachi
