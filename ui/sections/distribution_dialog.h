#pragma once

#include "app/document/case_document.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace kachi {

class FigureView;

/// Range for one-way sensitivity and distribution of one parameter, with a picture of the density and its 95 %
/// interval. One undo step.
class DistributionDialog : public QDialog {
    Q_OBJECT

public:
    DistributionDialog(CaseDocument& document, std::string parameterId, QWidget* parent = nullptr);

    void accept() override;

private:
    struct Argument {
        std::string name;
        QLineEdit* field;
    };

    void buildArguments();
    void preview();
    /// The parameter as the fields say, or nothing while a field is no number.
    std::optional<Parameter> edited() const;

    CaseDocument& m_document;
    std::string m_id;
    QComboBox* m_family;
    QComboBox* m_arguments;
    QFormLayout* m_form;
    std::vector<Argument> m_fields;
    QLineEdit* m_low;
    QLineEdit* m_high;
    QLabel* m_message;
    FigureView* m_picture;
    QDialogButtonBox* m_buttons;
};

}  // namespace kachi
