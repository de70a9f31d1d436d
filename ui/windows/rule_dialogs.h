#pragma once

#include "models/pricing/rule_edit.h"

#include <QDialog>

#include <functional>

class QFormLayout;
class QLabel;

namespace kachi {

/// A form whose OK hands the typed values over; faults are shown beneath and keep it open.
class RuleForm : public QDialog {
    Q_OBJECT

public:
    RuleForm(const QString& title, const QString& lead, QWidget* parent = nullptr);

    /// A field of the form. @param name the key of its value in values()
    void addField(const std::string& name, const QString& label, RuleFieldKind kind, const QString& value);
    /// A field of one line of words.
    void addLine(const std::string& name, const QString& label, const QString& value);

    RuleValues values() const;

    /// Called with the values on OK; the form closes when it returns no issues.
    std::function<Issues(const RuleValues&)> apply;

    void accept() override;

private:
    void add(const std::string& name, const QString& label, QWidget* field);

    QFormLayout* m_form;
    QLabel* m_faults;
    std::vector<std::pair<std::string, QWidget*>> m_fields;
};

}  // namespace kachi
