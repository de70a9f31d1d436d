#pragma once

#include "models/precedents/precedent.h"
#include "ui/sections/value_page.h"

namespace kachi {

/// A price by comparison with a similar functional category, explained like the official calculation sheet.
class PricePage : public ValuePage {
    Q_OBJECT

public:
    explicit PricePage(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    /// Published decisions that claimed what the chosen premium claims.
    void precedentsRequested(const kachi::PrecedentQuery& query);

protected:
    QString question() const override;
    void addStructure(Case& value) const override;
    SectionResults results(const Case& value, const Evaluation& evaluation) const override;
    void retranslateInputs() override {}

private:
    PrecedentQuery claimedPremium() const;  ///< of the chosen row, else of the first

    FittedTableView* m_premiums = nullptr;
};

}  // namespace kachi
