#include "app/rules/published_raises.h"

#include "app/interchange/column_mapper.h"
#include "app/interchange/table_reader.h"

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const TableSchema& raisesSchema() {
    static const TableSchema schema{
        "publishedRaises",
        {"不採算品再算定による引上げ", "Raises by unprofitable-product recalculation"},
        {{.key = "pack", .label = {"規則集", "Rule pack"}, .type = ColumnType::code, .mayBeMissing = false},
         {.key = "category", .label = {"機能区分", "Functional category"}, .mayBeMissing = false},
         {.key = "before",
          .label = {"改定前", "Before"},
          .type = ColumnType::number,
          .mayBeMissing = false,
          .unit = Unit::yen},
         {.key = "after",
          .label = {"改定後", "After"},
          .type = ColumnType::number,
          .mayBeMissing = false,
          .unit = Unit::yen},
         {.key = "split", .label = {"分割", "Split off"}, .type = ColumnType::code, .mayBeMissing = false}}};
    return schema;
}

/// The file is part of the program, so a fault in it is a fault of the build and ends the program.
std::vector<PublishedRaise> readRaises() {
    auto raw = readTable(u":/tables/unprofitable-raises.csv"_s);
    if (!raw) qFatal("unprofitable-raises.csv: %s", raw.issues()[0].code.c_str());
    const auto table = ColumnMapper(std::move(*raw), raisesSchema()).apply();
    if (!table) qFatal("unprofitable-raises.csv: %s", table.issues()[0].code.c_str());
    std::vector<PublishedRaise> raises;
    for (std::size_t row = 0; row < table->rowCount(); ++row) {
        const auto text = [&](const char* key) { return table->texts.at(key)[row]->toStdString(); };
        const auto yen = [&](const char* key) { return exactDecimal(*table->numbers.at(key)[row]); };
        PublishedRaise& raise = raises.emplace_back();
        raise.pack = text("pack");
        raise.category = {text("category"), text("category")};
        raise.before = yen("before");
        raise.after = yen("after");
        raise.split = text("split") == "1";
    }
    return raises;
}

}  // namespace

const std::vector<PublishedRaise>& publishedRaises() {
    static const std::vector<PublishedRaise> raises = readRaises();
    return raises;
}

}  // namespace kachi
