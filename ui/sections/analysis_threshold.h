#pragma once

#include "models/evaluation/sensitivity.h"
#include "ui/sections/analysis_tab.h"

class QComboBox;

namespace kachi {

class AnalysisNumber;
class ParameterChooser;
class RangeFields;

/// The value of a parameter at which a strategy just pays for itself.
class ThresholdTab : public AnalysisTab {
    Q_OBJECT

public:
    explicit ThresholdTab(Session& session, QWidget* parent = nullptr);

protected:
    void forget() override;
    void refresh() override;
    void start() override;
    void retranslateInputs() override;
    QString sentence() const override;
    SectionResults results() const override;

private:
    /// The search, and the net benefit over the range for a picture.
    struct Answer {
        ThresholdSearch search{};
        std::vector<double> values{};
        std::vector<SensitivityResult> results{};  ///< [value]; empty where the model refuses one of them
    };
    static Result<Answer> search(const Case& value, const RulePack& pack, const std::string& parameter,
                                 const OneWayRange& range, std::size_t strategy, double wtp, const RunOptions& options);

    ParameterChooser* m_parameter;
    RangeFields* m_range;
    QComboBox* m_strategy;
    AnalysisNumber* m_wtp;
    Answer m_answer;
};

}  // namespace kachi
