#include "app/interchange/table_schema.h"

#include <algorithm>

namespace kachi {

using namespace field_limits;

Text TargetColumn::answerLabel(const std::string& id) const {
    const auto found = std::ranges::find(answers, id, &ColumnAnswer::id);
    return found == answers.end() ? Text{id, id} : found->label;
}

const TableSchema& regionalTableSchema() {
    static const TableSchema schema{
        "regionalTable",
        {"都道府県別の表", "Table by prefecture"},
        {
            {.key = "region",
             .label = {"都道府県", "Prefecture"},
             .type = ColumnType::prefecture,
             .mayBeMissing = false,
             .unique = true,
             .synonyms = {"jis_code", "都道府県コード", "地域コード", "コード", "code", "prefecture code", "都道府県名",
                          "都道府県", "県名", "地域", "name_ja", "prefecture", "region", "name", "name_en"}},
            {.key = "name",
             .label = {"名称", "Name"},
             .type = ColumnType::text,
             .required = false,
             .synonyms = {"name_ja", "都道府県名", "県名", "地域名", "prefecture name", "name_en"}},
            {.key = "population",
             .label = {"人口", "Population"},
             .type = ColumnType::integer,
             .unit = Unit::persons,
             .limits = positive,
             .synonyms = {"総人口", "人口総数", "住民数", "pop", "total population", "population_2020"}},
            {.key = "count",
             .label = {"件数", "Count"},
             .type = ColumnType::number,
             .unit = Unit::count,
             .limits = notNegative,
             .synonyms = {"算定回数", "回数", "実施件数", "施設数", "医師数", "台数", "数", "n", "number",
                          "procedures"}},
        }};
    return schema;
}

const TableSchema& priceSeriesSchema() {
    static const TableSchema schema{"priceSeries",
                                    {"価格・指数の系列", "Price or index series"},
                                    {
                                        {.key = "month",
                                         .label = {"年月", "Month"},
                                         .type = ColumnType::month,
                                         .mayBeMissing = false,
                                         .unique = true,
                                         .synonyms = {"period", "date", "月", "時点", "日付", "year-month"}},
                                        {.key = "value",
                                         .label = {"値", "Value"},
                                         .type = ColumnType::number,
                                         .limits = notNegative,
                                         .synonyms = {"指数", "価格", "単価", "index", "price"}},
                                    }};
    return schema;
}

const TableSchema& lifeTableSchema() {
    static const TableSchema schema{"lifeTable",
                                    {"生命表（死亡率 qx）", "Life table (death probability qx)"},
                                    {
                                        {.key = "age",
                                         .label = {"年齢", "Age"},
                                         .type = ColumnType::integer,
                                         .mayBeMissing = false,
                                         .unique = true,
                                         .unit = Unit::years,
                                         .limits = {.atLeast = 0, .atMost = 150},
                                         .synonyms = {"歳", "x", "年齢階級"}},
                                        {.key = "male",
                                         .label = {"男", "Male"},
                                         .type = ColumnType::number,
                                         .unit = Unit::probability,
                                         .limits = share,
                                         .synonyms = {"男性", "qx_male", "qx male", "男 qx", "men"}},
                                        {.key = "female",
                                         .label = {"女", "Female"},
                                         .type = ColumnType::number,
                                         .unit = Unit::probability,
                                         .limits = share,
                                         .synonyms = {"女性", "qx_female", "qx female", "女 qx", "women"}},
                                    }};
    return schema;
}

const TableSchema& labourTasksSchema() {
    static const TableSchema schema{"labourTasks",
                                    {"業務と所要時間", "Tasks and times"},
                                    {
                                        {.key = "task",
                                         .label = {"業務", "Task"},
                                         .type = ColumnType::text,
                                         .mayBeMissing = false,
                                         .synonyms = {"作業", "業務内容", "工程", "activity"}},
                                        {.key = "staff",
                                         .label = {"職種", "Staff"},
                                         .type = ColumnType::text,
                                         .mayBeMissing = false,
                                         .synonyms = {"担当", "担当職種", "staff category", "role"}},
                                        {.key = "minutesBefore",
                                         .label = {"導入前（分）", "Minutes before"},
                                         .type = ColumnType::number,
                                         .unit = Unit::minutes,
                                         .limits = notNegative,
                                         .synonyms = {"導入前", "従来", "before", "所要時間(前)"}},
                                        {.key = "minutesAfter",
                                         .label = {"導入後（分）", "Minutes after"},
                                         .type = ColumnType::number,
                                         .unit = Unit::minutes,
                                         .limits = notNegative,
                                         .synonyms = {"導入後", "新", "after", "所要時間(後)"}},
                                        {.key = "repetitions",
                                         .label = {"回数", "Repetitions"},
                                         .type = ColumnType::number,
                                         .unit = Unit::count,
                                         .limits = notNegative,
                                         .synonyms = {"実施回数", "件数", "頻度", "count", "volume"}},
                                    }};
    return schema;
}

std::vector<const TableSchema*> shippedSchemas() {
    return {&regionalTableSchema(), &priceSeriesSchema(), &lifeTableSchema(), &labourTasksSchema()};
}

}  // namespace kachi
