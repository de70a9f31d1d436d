#pragma once

#include "app/studies/shipped_wages.h"
#include "ui/sections/value_page.h"

namespace kachi {

/// Working time saved: staff, tasks, volumes; hours, full-time equivalents and yen by scale.
class LabourPage : public ValuePage {
    Q_OBJECT

public:
    explicit LabourPage(Session& session, QWidget* parent = nullptr);

protected:
    QString question() const override;
    void addStructure(Case& value) const override;
    SectionResults results(const Case& value, const Evaluation& evaluation) const override;
    void retranslateInputs() override;

private:
    void takeWage(const ShippedWage& wage);

    RowTableEditor* m_staff;
    QPushButton* m_wages;
};

}  // namespace kachi
