#pragma once

#include "ui/sections/value_page.h"

namespace kachi {

class LookupTableEditor;
class OutcomeTreeEditor;
class StateDiagram;

/// The outcome model: its type, the structure of that type, strategies, subgroups, timing, parameters and budget
/// impact; cost-effectiveness. Structures of the other types stay in the case while they are not shown.
class OutcomesPage : public ValuePage {
    Q_OBJECT

public:
    explicit OutcomesPage(Session& session, QWidget* parent = nullptr);

    bool goTo(const std::string& where) override;

Q_SIGNALS:
    void analysesRequested();
    void scenariosRequested();
    void jointGroupsRequested();

protected:
    QString question() const override;
    void addStructure(Case& value) const override;
    SectionResults results(const Case& value, const Evaluation& evaluation) const override;
    void retranslateInputs() override;
    void refreshInputs() override;

private:
    using Shown = std::function<bool(const OutcomesStructure&)>;

    /// A card that is there only for some structures.
    InputCard* addCardWhen(Shown shown, const char* heading, const char* explanation = nullptr);
    void addModelCard();
    void addTreeCard();
    void addDiagramCard();
    void addStateCards();
    void addCurveCards();
    void addSimulationCards();
    void addStrategyCards();
    void addParameterCard();
    void addTogetherCard();
    void addTimingCard();
    void addSubgroupCards();
    void addTableCard();
    void addBudgetCards();
    QString modelSentence() const;
    QString togetherSentence() const;
    void useExample();
    void useBudget();
    void removeBudget();
    void addOverride();
    void editParameter();
    void removeParameter();

    std::vector<std::pair<InputCard*, Shown>> m_shownWhen;
    QFormLayout* m_timingForm = nullptr;
    std::vector<std::pair<QWidget*, Shown>> m_timingRows;  ///< that are there only for some structures
    InputCard* m_model = nullptr;
    QPushButton* m_example = nullptr;
    StateDiagram* m_diagram = nullptr;
    OutcomeTreeEditor* m_tree = nullptr;
    InputCard* m_together = nullptr;
    QPushButton* m_scenarios = nullptr;
    QPushButton* m_jointGroups = nullptr;
    InputCard* m_timing = nullptr;
    LookupTableEditor* m_tables = nullptr;
    ParameterTable* m_parameters = nullptr;
    QPushButton* m_label = nullptr;
    QPushButton* m_analyses = nullptr;
};

}  // namespace kachi
