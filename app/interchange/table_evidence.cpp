#include "app/interchange/table_evidence.h"

#include <algorithm>

namespace kachi {

Evidence tableEvidence(const MappedTable& table, const std::string& fileName) {
    Evidence entry;
    entry.id = "table" + table.digest.left(8).toStdString();
    entry.kind = EvidenceKind::table;
    entry.title = {fileName, fileName};
    entry.digest = table.digest.toStdString();
    return entry;
}

void putEvidence(Case& value, Evidence entry) {
    const auto same = std::ranges::find(value.evidence, entry.id, &Evidence::id);
    if (same == value.evidence.end()) {
        value.evidence.push_back(std::move(entry));
    } else {
        *same = std::move(entry);
    }
}

}  // namespace kachi
