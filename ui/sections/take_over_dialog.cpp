#include "ui/sections/take_over_dialog.h"

#include "app/report/case_text.h"
#include "app/report/study_tables.h"
#include "app/studies/study_requests.h"
#include "models/params/registry.h"
#include "models/studies/study_name.h"
#include "ui/editors/no_wheel.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

enum Column { estimateColumn, valueColumn, parameterColumn, nowColumn };

/// "6.2 · normal (mean 6.2, SE 0.4)"
QString numberWords(std::optional<double> value, const DistributionSpec& distribution) {
    if (!value) return u"—"_s;
    const QString number = QString::fromStdString(readableNumber(*value, uiLanguage()));
    const QString spread = shown(distributionText(distribution));
    return spread.isEmpty() ? number : number + u" · "_s + spread;
}

}  // namespace

TakeOverDialog::TakeOverDialog(CaseDocument& document, const StudyRequest& study, const StudyResult& result,
                               QWidget* parent)
    : QDialog(parent),
      m_document(document),
      m_study(study),
      m_result(result),
      m_joint(new QComboBox),
      m_rows(new QTreeWidget),
      m_message(styledLabel("error")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    setWindowTitle(tr("Use estimates in parameters: %1").arg(shown(studyName(study))));
    auto* lead = styledLabel("muted");
    lead->setText(tr(
        "Choose the parameter that takes each estimate over, with its distribution and a link to this analysis. When "
        "the data change, the parameter is marked as out of date; one that follows the analysis changes with it."));
    lead->setWordWrap(true);
    m_joint->addItem(tr("each estimate on its own"), QString());
    for (const StudyJoint& joint : m_result.joints) {
        m_joint->addItem(tr("jointly: %1").arg(shown(joint.label)), QString::fromStdString(joint.key));
    }
    m_joint->setAccessibleName(tr("Uncertainty"));
    m_joint->setVisible(!m_result.joints.empty());
    ignoreWheelWithoutFocus(m_joint);
    m_rows->setRootIsDecorated(false);
    m_rows->setSelectionMode(QAbstractItemView::NoSelection);
    m_rows->setHeaderLabels({tr("Estimate"), tr("Value and uncertainty"), tr("Parameter"), tr("Now")});
    m_message->setWordWrap(true);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Take over"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(lead);
    layout->addWidget(m_joint);
    layout->addWidget(m_rows, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    resizeForText(this, 120, 30);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &TakeOverDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &TakeOverDialog::reject);
    connect(m_joint, &QComboBox::currentIndexChanged, this, &TakeOverDialog::check);
    fillRows();
    check();
}

void TakeOverDialog::fillRows() {
    std::map<std::string, std::string> taken;
    for (const auto& [parameter, estimate] : takenOver(m_document.current(), m_study.id)) taken[estimate] = parameter;
    for (const StudyEstimate& estimate : m_result.estimates) {
        auto* item = new QTreeWidgetItem(m_rows);
        item->setText(estimateColumn, shown(estimate.label));
        item->setToolTip(estimateColumn, QString::fromStdString(estimate.key));
        const QString number = numberWords(estimate.value, estimate.distribution);
        const bool followed = canBeFollowed(m_study, m_result, estimate);
        item->setText(valueColumn, followed ? tr("%1 · follows the analysis, in every draw").arg(number) : number);
        auto* box = new QComboBox;
        box->setEditable(true);
        box->setInsertPolicy(QComboBox::NoInsert);
        box->completer()->setFilterMode(Qt::MatchContains);
        box->completer()->setCompletionMode(QCompleter::PopupCompletion);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setAccessibleName(tr("Parameter for %1").arg(shown(estimate.label)));
        ignoreWheelWithoutFocus(box);
        box->addItem(tr("not used"), QString());
        for (const auto& [id, parameter] : m_document.current().parameters) {
            box->addItem(shown(parameterLabel(id, parameter)) + u"  ["_s + QString::fromStdString(id) + u']',
                         QString::fromStdString(id));
        }
        m_rows->setItemWidget(item, parameterColumn, box);
        m_parameters.push_back(box);
        const int row = static_cast<int>(m_parameters.size()) - 1;
        const auto known = taken.find(estimate.key);
        if (known != taken.end()) box->setCurrentIndex(box->findData(QString::fromStdString(known->second)));
        m_before.push_back(chosenParameter(row));
        connect(box, &QComboBox::currentIndexChanged, this, [this, row] {
            describe(row);
            check();
        });
        describe(row);
    }
    m_rows->header()->setStretchLastSection(true);
    for (const int column : {estimateColumn, valueColumn}) m_rows->resizeColumnToContents(column);
    m_rows->setColumnWidth(parameterColumn, textColumns(this, 34));
}

std::string TakeOverDialog::chosenParameter(int row) const {
    return m_parameters[static_cast<std::size_t>(row)]->currentData().toString().toStdString();
}

bool TakeOverDialog::isNewChoice(int row) const {
    const std::string id = chosenParameter(row);
    return !id.empty() && id != m_before[static_cast<std::size_t>(row)];
}

void TakeOverDialog::describe(int row) {
    const auto& parameters = m_document.current().parameters;
    const auto found = parameters.find(chosenParameter(row));
    const bool known = found != parameters.end();
    m_rows->topLevelItem(row)->setText(nowColumn, !known ? QString()
                                                  : found->second.expression.empty()
                                                      ? numberWords(found->second.value, found->second.distribution)
                                                      : u"= "_s + QString::fromStdString(found->second.expression));
}

std::vector<std::string> TakeOverDialog::parametersOf(const StudyJoint& joint) const {
    std::vector<std::string> chosen;
    for (const std::string& key : joint.estimates) {
        const auto at = std::ranges::find(m_result.estimates, key, &StudyEstimate::key);
        chosen.push_back(at == m_result.estimates.end()
                             ? std::string()
                             : chosenParameter(static_cast<int>(at - m_result.estimates.begin())));
    }
    return chosen;
}

void TakeOverDialog::check() {
    QString message;
    std::set<std::string> seen;
    bool changes = false;
    for (int row = 0; row < static_cast<int>(m_parameters.size()); ++row) {
        const std::string id = chosenParameter(row);
        if (id.empty()) continue;
        changes = changes || isNewChoice(row);
        if (!seen.insert(id).second) {
            message = tr("%1 is chosen twice. Choose one estimate for it.").arg(QString::fromStdString(id));
        }
    }
    const auto joint =
        std::ranges::find(m_result.joints, m_joint->currentData().toString().toStdString(), &StudyJoint::key);
    if (joint != m_result.joints.end()) {
        changes = true;
        const std::vector<std::string> parameters = parametersOf(*joint);
        if (std::ranges::count(parameters, std::string()) > 0) {
            message = tr("Joint uncertainty needs a parameter for each of its %1 estimates.").arg(parameters.size());
        }
    }
    m_message->setText(message);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(changes && message.isEmpty());
}

void TakeOverDialog::choose(const std::string& estimate, const std::string& parameter) {
    const auto at = std::ranges::find(m_result.estimates, estimate, &StudyEstimate::key);
    if (at == m_result.estimates.end()) return;
    QComboBox* box = m_parameters[static_cast<std::size_t>(at - m_result.estimates.begin())];
    box->setCurrentIndex(std::max(0, box->findData(QString::fromStdString(parameter))));
}

void TakeOverDialog::chooseJoint(const std::string& joint) {
    m_joint->setCurrentIndex(std::max(0, m_joint->findData(QString::fromStdString(joint))));
}

void TakeOverDialog::accept() {
    Case after = m_document.current();
    std::set<std::string> done;
    const auto joint =
        std::ranges::find(m_result.joints, m_joint->currentData().toString().toStdString(), &StudyJoint::key);
    if (joint != m_result.joints.end()) {
        const std::vector<std::string> parameters = parametersOf(*joint);
        takeOver(after, m_study, m_result, *joint, parameters);
        done.insert(parameters.begin(), parameters.end());
    }
    for (int row = 0; row < static_cast<int>(m_parameters.size()); ++row) {
        const std::string id = chosenParameter(row);
        if (!isNewChoice(row) || done.contains(id)) continue;
        const StudyEstimate& estimate = m_result.estimates[static_cast<std::size_t>(row)];
        if (canBeFollowed(m_study, m_result, estimate)) {
            follow(after, m_study, estimate, id);
        } else {
            takeOver(after, m_study, estimate, id);
        }
    }
    m_document.replace(std::move(after), tr("Take estimates over"));
    QDialog::accept();
}

}  // namespace kachi
