#pragma once

#include "ui/sections/value_page.h"

namespace kachi {

/// Unprofitable-product recalculation: conditions, cost sheet, new price, margin over time.
class RecalculationPage : public ValuePage {
    Q_OBJECT

public:
    explicit RecalculationPage(Session& session, QWidget* parent = nullptr);

protected:
    QString question() const override;
    void addStructure(Case& value) const override;
    SectionResults results(const Case& value, const Evaluation& evaluation) const override;
    void retranslateInputs() override {}

private:
    void importSeries();
};

}  // namespace kachi
