#pragma once

#include "ui/sections/value_page.h"

namespace kachi {

struct MappedTable;

/// Regional differences before and after a scenario.
class EqualisationPage : public ValuePage {
    Q_OBJECT

public:
    explicit EqualisationPage(Session& session, QWidget* parent = nullptr);

protected:
    QString question() const override;
    void addStructure(Case& value) const override;
    SectionResults results(const Case& value, const Evaluation& evaluation) const override;
    void retranslateInputs() override {}

private:
    void importRegions();
};

/// Puts an imported prefecture table in place of the regions of the case; the file becomes evidence of each number.
/// @pre value.equalisation
Case withRegions(Case value, const MappedTable& table, const std::string& fileName);

}  // namespace kachi
