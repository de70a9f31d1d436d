#pragma once

#include "app/document/session.h"
#include "models/evidence/risk_of_bias.h"

#include <QIcon>
#include <QWidget>

#include <functional>

class QComboBox;
class QGridLayout;
class QLabel;

namespace kachi {

class TextField;

/// A traffic light with its sign: colour never stands alone.
QIcon concernIcon(BiasConcern concern);

/// Risk of bias of one piece of evidence: the tool, a judgement with its reason for each domain, and the overall
/// judgement by the tool's rule or the analyst's own. Every change is an undo step.
class AppraisalForm : public QWidget {
    Q_OBJECT

public:
    explicit AppraisalForm(Session& session, QWidget* parent = nullptr);

    /// Shows the appraisal of that evidence; empty: none.
    void showEvidence(const std::string& id);
    void retranslate();

    void chooseTool(AppraisalTool tool);
    void judge(const std::string& domain, const std::string& judgement);
    void judgeOverall(const std::string& judgement);

private:
    struct DomainRow {
        std::string domain;
        QComboBox* judgement;
    };

    const Appraisal* appraisal() const;
    void buildRows(const BiasTool& tool);
    void addDomain(const BiasTool& tool, const BiasDomain& domain, int row);
    void addOverall(int row);
    void showJudgements();
    void edit(const QString& text, const std::function<void(Appraisal&)>& change);

    Session& m_session;
    std::string m_evidence;
    QLabel* m_toolLabel;
    QComboBox* m_tool;
    QLabel* m_advice;  ///< where the tool is not made for the design
    QLabel* m_rule;
    QWidget* m_rows = nullptr;  ///< made anew for each tool and language
    QGridLayout* m_grid = nullptr;
    AppraisalTool m_builtFor = AppraisalTool::none;
    std::vector<DomainRow> m_domains;
    std::vector<TextField*> m_texts;
    QComboBox* m_overall = nullptr;
};

}  // namespace kachi
