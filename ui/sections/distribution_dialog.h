#pragma once

#include "app/document/case_document.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace kachi {

class FigureView;
struct ArgumentSet;

/// Range for one-way sensitivity and distribution of one parameter: every family, by any of its argument sets, with
/// mean, standard deviation, 95 % interval and a picture of the density. Another way to state it, or another family,
/// starts from what the last sound entry amounts to. One undo step.
class DistributionDialog : public QDialog {
    Q_OBJECT

public:
    DistributionDialog(CaseDocument& document, std::string parameterId, QWidget* parent = nullptr);

    void accept() override;

private:
    struct Argument {
        std::string name;
        QLineEdit* field;
        bool isOptional;
    };

    void layOut();
    Family family() const;
    const ArgumentSet& argumentSet() const;
    void listSets();
    void fillIn(const DistributionSpec& spec);
    void buildFields();
    void fieldEdited();
    void preview();
    /// The distribution as the fields say, or nothing while a field is no number.
    std::optional<DistributionSpec> stated() const;
    /// The parameter with it and with the range.
    std::optional<Parameter> edited() const;

    CaseDocument& m_document;
    std::string m_id;
    QComboBox* m_family;
    QComboBox* m_arguments;
    QFormLayout* m_form;
    std::vector<Argument> m_fields;
    QPlainTextEdit* m_values = nullptr;  ///< empirical only
    std::optional<DistributionSpec> m_sound;
    QLineEdit* m_low;
    QLineEdit* m_high;
    QLabel* m_moments;
    QLabel* m_message;
    FigureView* m_picture;
    QDialogButtonBox* m_buttons;
};

}  // namespace kachi
