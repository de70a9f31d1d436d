#pragma once

#include "app/document/case_document.h"
#include "models/studies/study_result.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QRadioButton;
class QTreeWidget;

namespace kachi {

/// Lets parameters of the case take estimates of a study over: each on its own, or all of a joint estimate together.
/// What a parameter is now and what it becomes stand beside each other before anything is changed.
class TakeOverDialog : public QDialog {
    Q_OBJECT

public:
    TakeOverDialog(CaseDocument& document, const StudyRequest& study, const StudyResult& result,
                   QWidget* parent = nullptr);

    /// Chooses the parameter for an estimate; empty: none.
    void choose(const std::string& estimate, const std::string& parameter);
    /// Takes the joint uncertainty of these estimates over as well; empty: each on its own.
    void chooseJoint(const std::string& joint);

    void accept() override;

private:
    void fillRows();
    void describe(int row);
    void check();
    std::string chosenParameter(int row) const;
    /// Whether the row has a parameter now that it did not have when the dialog was opened.
    bool isNewChoice(int row) const;
    std::vector<std::string> parametersOf(const StudyJoint& joint) const;

    CaseDocument& m_document;
    const StudyRequest m_study;
    const StudyResult m_result;
    QComboBox* m_joint;
    QTreeWidget* m_rows;
    std::vector<QComboBox*> m_parameters;  ///< [estimate]
    std::vector<std::string> m_before;     ///< [estimate] parameter when the dialog was opened; empty: none
    QLabel* m_message;
    QDialogButtonBox* m_buttons;
};

}  // namespace kachi
