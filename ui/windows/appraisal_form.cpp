#include "ui/windows/appraisal_form.h"

#include "app/document/evidence_edits.h"
#include "models/evidence/evidence_check.h"
#include "ui/editors/no_wheel.h"
#include "ui/editors/text_field.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

QColor concernColour(BiasConcern concern) {
    const ThemeColours& colours = themeColours();
    switch (concern) {
        case BiasConcern::low:
            return colours.good;
        case BiasConcern::some:
            return colours.warning;
        case BiasConcern::high:
        case BiasConcern::critical:
            return colours.error;
        case BiasConcern::unknown:
            break;
    }
    return colours.muted;
}

QString concernSign(BiasConcern concern) {
    switch (concern) {
        case BiasConcern::low:
            return u"+"_s;
        case BiasConcern::some:
            return u"–"_s;
        case BiasConcern::high:
            return u"×"_s;
        case BiasConcern::critical:
            return u"!"_s;
        case BiasConcern::unknown:
            break;
    }
    return u"?"_s;
}

/// A choice that leaves its width to the words beside it.
void narrow(QComboBox* choice) {
    ignoreWheelWithoutFocus(choice);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(6);
}

}  // namespace

QIcon concernIcon(BiasConcern concern) {
    constexpr int side = 64;
    QPixmap picture(side, side);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(concernColour(concern));
    painter.drawEllipse(QRectF(4, 4, side - 8, side - 8));
    QFont font = painter.font();
    font.setPixelSize(side * 5 / 8);
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(themeColours().surface);
    painter.drawText(QRectF(0, 0, side, side), Qt::AlignCenter, concernSign(concern));
    return QIcon(picture);
}

AppraisalForm::AppraisalForm(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_toolLabel(styledLabel("muted")),
      m_tool(new QComboBox),
      m_advice(styledLabel("warning")),
      m_rule(styledLabel("muted")) {
    ignoreWheelWithoutFocus(m_tool);
    m_tool->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* chosen = new QHBoxLayout;
    chosen->addWidget(m_toolLabel);
    chosen->addWidget(m_tool, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(chosen);
    column->addWidget(m_advice);
    column->addWidget(m_rule);
    connect(m_tool, &QComboBox::activated, this,
            [this] { chooseTool(static_cast<AppraisalTool>(m_tool->currentData().toInt())); });
    retranslate();
}

const Appraisal* AppraisalForm::appraisal() const {
    const Evidence* evidence = findEvidence(m_session.document().current(), m_evidence);
    return evidence ? &evidence->appraisal : nullptr;
}

void AppraisalForm::edit(const QString& text, const std::function<void(Appraisal&)>& change) {
    Case after = m_session.document().current();
    Evidence* evidence = findEvidence(after, m_evidence);
    if (!evidence) return;
    change(evidence->appraisal);
    if (after == m_session.document().current()) return;
    m_session.document().replace(std::move(after), text);
}

void AppraisalForm::chooseTool(AppraisalTool tool) {
    edit(tr("Choose the tool for risk of bias"), [tool](Appraisal& value) {
        if (value.tool == tool) return;
        value = {};
        value.tool = tool;
    });
}

void AppraisalForm::judge(const std::string& domain, const std::string& judgement) {
    edit(tr("Judge the risk of bias"), [&](Appraisal& value) { setDomainJudgement(value, domain, judgement); });
}

void AppraisalForm::judgeOverall(const std::string& judgement) {
    edit(tr("Judge the overall risk of bias"), [&](Appraisal& value) { value.overall = judgement; });
}

void AppraisalForm::showEvidence(const std::string& id) {
    m_evidence = id;
    const Appraisal* own = appraisal();
    const BiasTool* tool = own ? findBiasTool(own->tool) : nullptr;
    m_tool->setCurrentIndex(m_tool->findData(static_cast<int>(tool ? tool->tool : AppraisalTool::none)));
    const Evidence* evidence = findEvidence(m_session.document().current(), id);
    const Issues advice = evidence ? checkToolOfDesign(*evidence, "/evidence/id=" + id) : Issues{};
    m_advice->setVisible(!advice.empty());
    setWrappedText(m_advice, issuesText(m_session.document().current(), advice));
    m_rule->setVisible(tool != nullptr);
    if (tool) setWrappedText(m_rule, shown(tool->rule) + u"\n"_s + QString::fromStdString(tool->citation));
    if (!tool || m_builtFor != tool->tool) {
        delete m_rows;
        m_rows = nullptr;
        m_domains.clear();
        m_texts.clear();
        m_builtFor = AppraisalTool::none;
        if (tool) buildRows(*tool);
    }
    if (tool) showJudgements();
}

void AppraisalForm::buildRows(const BiasTool& tool) {
    m_builtFor = tool.tool;
    m_rows = new QWidget;
    m_grid = new QGridLayout(m_rows);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setColumnStretch(0, 3);
    m_grid->setColumnStretch(1, 2);
    m_grid->setColumnStretch(2, 5);
    const QString heads[] = {tr("Domain"), tr("Judgement"), tr("Reason")};
    for (int column = 0; column < 3; ++column) {
        auto* head = styledLabel("muted");
        head->setText(heads[column]);
        m_grid->addWidget(head, 0, column);
    }
    int row = 1;
    for (const BiasDomain& domain : tool.domains) addDomain(tool, domain, row++);
    addOverall(row);
    layout()->addWidget(m_rows);
}

void AppraisalForm::addDomain(const BiasTool& tool, const BiasDomain& domain, int row) {
    auto* name = new QLabel(u"D%1  %2"_s.arg(row).arg(shown(domain.label)));
    name->setWordWrap(true);
    auto* judgement = new QComboBox;
    narrow(judgement);
    judgement->setAccessibleName(shown(domain.label));
    judgement->addItem(tr("not judged"), QString());
    for (const BiasJudgement& offered : tool.judgements) {
        judgement->addItem(concernIcon(offered.concern), shown(offered.label), QString::fromStdString(offered.id));
    }
    auto* reason = new TextField(m_session.document(), [this, id = domain.id](Case& value) -> Text* {
        Evidence* evidence = findEvidence(value, m_evidence);
        const bool there = evidence && evidence->appraisal.tool == m_builtFor;
        return there ? &domainReason(evidence->appraisal, id) : nullptr;
    });
    reason->setName(tr("Reason: %1").arg(shown(domain.label)));
    m_grid->addWidget(name, row, 0);
    m_grid->addWidget(judgement, row, 1);
    m_grid->addWidget(reason, row, 2);
    m_domains.push_back({domain.id, judgement});
    m_texts.push_back(reason);
    connect(judgement, &QComboBox::activated, this,
            [this, judgement, id = domain.id] { judge(id, judgement->currentData().toString().toStdString()); });
}

void AppraisalForm::addOverall(int row) {
    auto* name = styledLabel("heading");
    name->setText(tr("Overall"));
    m_overall = new QComboBox;
    narrow(m_overall);
    m_overall->setAccessibleName(tr("Overall risk of bias"));
    auto* note = new TextField(m_session.document(), [this](Case& value) -> Text* {
        Evidence* evidence = findEvidence(value, m_evidence);
        return evidence ? &evidence->appraisal.note : nullptr;
    });
    note->setName(tr("Reason of the overall judgement"));
    m_grid->addWidget(name, row, 0);
    m_grid->addWidget(m_overall, row, 1);
    m_grid->addWidget(note, row, 2);
    m_texts.push_back(note);
    connect(m_overall, &QComboBox::activated, this,
            [this] { judgeOverall(m_overall->currentData().toString().toStdString()); });
}

void AppraisalForm::showJudgements() {
    const Appraisal& own = *appraisal();
    const BiasTool& tool = *findBiasTool(own.tool);
    for (const DomainRow& row : m_domains) {
        const AppraisedDomain* judged = findDomain(own, row.domain);
        const QString judgement = judged ? QString::fromStdString(judged->judgement) : QString();
        row.judgement->setCurrentIndex(std::max(0, row.judgement->findData(judgement)));
    }
    // The first answer follows the rule, so that it changes with the domains.
    m_overall->clear();
    const BiasJudgement* byRule = findJudgement(tool, suggestedOverall(own));
    if (byRule) {
        m_overall->addItem(concernIcon(byRule->concern), tr("%1 (by the rule)").arg(shown(byRule->label)), QString());
    } else {
        m_overall->addItem(tr("by the rule, once all are judged"), QString());
    }
    for (const BiasJudgement& offered : tool.judgements) {
        m_overall->addItem(concernIcon(offered.concern), shown(offered.label), QString::fromStdString(offered.id));
    }
    m_overall->setCurrentIndex(std::max(0, m_overall->findData(QString::fromStdString(own.overall))));
    for (TextField* text : m_texts) text->showText();
}

void AppraisalForm::retranslate() {
    m_toolLabel->setText(tr("Tool"));
    m_tool->setAccessibleName(tr("Tool for risk of bias"));
    m_tool->clear();
    m_tool->addItem(tr("not judged"), static_cast<int>(AppraisalTool::none));
    for (const BiasTool& tool : biasTools()) m_tool->addItem(shown(tool.name), static_cast<int>(tool.tool));
    delete m_rows;
    m_rows = nullptr;
    m_domains.clear();
    m_texts.clear();
    m_builtFor = AppraisalTool::none;
    showEvidence(m_evidence);
}

}  // namespace kachi
