#pragma once

#include "models/case/case.h"

#include <QString>

#include <vector>

namespace kachi {

/// A table of regions that is part of the program, to begin a study with (resources/tables/PROVENANCE.md).
struct ShippedData {
    Text name;
    std::string citation;
    QString resource;
};

const std::vector<ShippedData>& shippedData();

/// Makes the table the data of a field of the study, with its source as evidence of the case. The file is part of the
/// program, so a fault in it is a fault of the build and ends the program.
void setShippedData(Case& value, const std::string& study, const std::string& field, const ShippedData& table);

}  // namespace kachi
