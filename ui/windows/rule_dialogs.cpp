#include "ui/windows/rule_dialogs.h"

#include "ui/editors/no_wheel.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// A field for numbers, as people type them: full width, grouped.
class ExactField : public QLineEdit {
public:
    using QLineEdit::QLineEdit;

    QString number() const {
        QString plain = text().normalized(QString::NormalizationForm_KC).simplified();
        return plain.remove(u',').remove(u' ');
    }
};

QString typedText(const QWidget* field) {
    if (const auto* box = dynamic_cast<const QComboBox*>(field)) return box->currentData().toString();
    if (const auto* edit = dynamic_cast<const QPlainTextEdit*>(field)) return edit->toPlainText().trimmed();
    if (const auto* exact = dynamic_cast<const ExactField*>(field)) return exact->number();
    return static_cast<const QLineEdit*>(field)->text().trimmed();
}

}  // namespace

RuleForm::RuleForm(const QString& title, const QString& lead, QWidget* parent)
    : QDialog(parent), m_form(new QFormLayout), m_faults(styledLabel("error")) {
    setWindowTitle(title);
    auto* sentence = new QLabel;
    sentence->setWordWrap(true);
    setWrappedText(sentence, lead);
    m_faults->setWordWrap(true);
    m_faults->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &RuleForm::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &RuleForm::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(sentence);
    layout->addLayout(m_form);
    layout->addWidget(m_faults);
    layout->addWidget(buttons);
    setMinimumWidth(textColumns(this, 76));
}

void RuleForm::addField(const std::string& name, const QString& label, RuleFieldKind kind, const QString& value) {
    switch (kind) {
        case RuleFieldKind::exact:
        case RuleFieldKind::wholeNumber:
            add(name, label, new ExactField(value));
            return;
        case RuleFieldKind::yesNo:
        case RuleFieldKind::roundingMode: {
            auto* box = new QComboBox;
            if (kind == RuleFieldKind::yesNo) {
                box->addItem(tr("yes"), u"true"_s);
                box->addItem(tr("no"), u"false"_s);
            } else {
                box->addItem(tr("half up"), u"halfUp"_s);
                box->addItem(tr("down"), u"truncate"_s);
                box->addItem(tr("up"), u"up"_s);
            }
            box->setCurrentIndex(box->findData(value));
            ignoreWheelWithoutFocus(box);
            add(name, label, box);
            return;
        }
        case RuleFieldKind::wording: {
            auto* edit = new QPlainTextEdit(value);
            edit->setTabChangesFocus(true);
            edit->setFixedHeight(edit->fontMetrics().height() * 5);
            add(name, label, edit);
            return;
        }
    }
}

void RuleForm::addLine(const std::string& name, const QString& label, const QString& value) {
    add(name, label, new QLineEdit(value));
}

void RuleForm::add(const std::string& name, const QString& label, QWidget* field) {
    field->setAccessibleName(label);
    field->setObjectName(QString::fromStdString(name));
    m_form->addRow(label, field);
    m_fields.emplace_back(name, field);
    if (m_fields.size() == 1) field->setFocus();
}

RuleValues RuleForm::values() const {
    RuleValues values;
    for (const auto& [name, field] : m_fields) values[name] = typedText(field).toStdString();
    return values;
}

void RuleForm::accept() {
    const Issues issues = apply ? apply(values()) : Issues{};
    if (issues.empty()) {
        QDialog::accept();
        return;
    }
    m_faults->setText(issuesText(issues));
    m_faults->show();
    adjustSize();
}

}  // namespace kachi
