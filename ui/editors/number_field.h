#pragma once

#include "app/document/case_document.h"
#include "ui/editors/number_entry.h"
#include "ui/editors/problem_edit.h"

namespace kachi {

/// A line for one number or formula. Nothing is judged while typing or composing (IME); Escape brings back what was
/// there.
class NumberEdit : public ProblemEdit {
    Q_OBJECT

public:
    /// @param document  must outlive the field
    NumberEdit(const CaseDocument& document, std::string parameterId, QWidget* parent = nullptr);

    const std::string& parameterId() const { return m_parameterId; }

    /// What is typed, or why it is not accepted; then the field is marked and says so.
    Result<NumberEntry> read();
    bool accepts() override { return read().ok(); }

protected:
    /// The parameter as the case holds it; an empty one when it does not (yet).
    Parameter parameter() const;

private:
    const CaseDocument& m_document;
    std::string m_parameterId;
};

/// A field of a form bound to one parameter: shows the grouped value, edits every digit, writes undo steps.
class NumberField : public NumberEdit {
    Q_OBJECT

public:
    NumberField(CaseDocument& document, const std::string& parameterId, QWidget* parent = nullptr);

    /// Value worked out from the formula, shown while the field is not edited.
    void setWorkedOut(std::optional<double> value);

protected:
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showValue();
    bool commit();

    CaseDocument& m_document;
    std::optional<double> m_workedOut;
};

}  // namespace kachi
