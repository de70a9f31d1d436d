#pragma once

#include "app/interchange/column_mapper.h"
#include "models/case/case.h"

namespace kachi {

/// The entry of an imported file in the evidence of the case: its name and the SHA-256 of its bytes.
Evidence tableEvidence(const MappedTable& table, const std::string& fileName);

/// Puts an entry in place of one of the same id, else at the end.
void putEvidence(Case& value, Evidence entry);

}  // namespace kachi
