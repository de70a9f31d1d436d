#pragma once

#include "models/uncertainty/value_of_information.h"
#include "ui/sections/analysis_tab.h"

#include <optional>

class QComboBox;
class QLineEdit;
class QListWidget;
class QSpinBox;

namespace kachi {

class AnalysisNumber;
class ParameterChooser;

/// What the draws of a complete evaluation say, for an analysis that needs nothing else of it.
struct InformationDraws {
    EvaluationPtr evaluation;                     ///< keeps the columns alive
    std::vector<std::vector<double>> netBenefit;  ///< [strategy][draw] at the reference willingness to pay
};

/// Draws of the open case; empty unless its evaluation is complete and has draws.
std::optional<InformationDraws> informationDraws(const Session& session);

/// Who profits from the information: patients a year, years, discount rate.
struct BeneficiaryFields {
    AnalysisNumber* perYear;
    AnalysisNumber* years;
    AnalysisNumber* discountRate;

    BeneficiaryFields();
    Beneficiaries read(Issues& issues) const;
};

/// What it is worth to know a set of parameters.
class InformationTab : public AnalysisTab {
    Q_OBJECT

public:
    explicit InformationTab(Session& session, QWidget* parent = nullptr);

protected:
    void refresh() override;
    void start() override;
    void retranslateInputs() override;
    QString sentence() const override;
    SectionResults results() const override;

private:
    struct Answer {
        Evppi evppi{};
        double evpi = 0;
        double patients = 0;  ///< discounted
    };

    QLineEdit* m_filter;
    QListWidget* m_parameters;
    BeneficiaryFields m_beneficiaries;
    Answer m_answer;
};

/// What a trial on one parameter is worth, by its size.
class TrialTab : public AnalysisTab {
    Q_OBJECT

public:
    explicit TrialTab(Session& session, QWidget* parent = nullptr);

protected:
    void forget() override;
    void refresh() override;
    void start() override;
    void retranslateInputs() override;
    QString sentence() const override;
    SectionResults results() const override;

private:
    struct Answer {
        std::vector<Evsi> curve{};
        std::vector<SamplingBenefit> benefits{};  ///< [size]
    };

    ParameterChooser* m_parameter;
    AnalysisNumber* m_individualSd;
    QComboBox* m_arms;
    QLineEdit* m_sizes;
    AnalysisNumber* m_fixedCost;
    AnalysisNumber* m_costPerPatient;
    BeneficiaryFields m_beneficiaries;
    Answer m_answer;
};

}  // namespace kachi
