#pragma once

#include "ui/windows/section_page.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTreeWidget;

namespace kachi {

class TextArea;
class TextField;

/// The studies, tables and lists of the case, and which parameters rest on each. Every change is an undo step.
class EvidencePage : public SectionPage {
    Q_OBJECT

public:
    explicit EvidencePage(Session& session, QWidget* parent = nullptr);

    /// "/evidence/id=…" shows that piece; any parameter id shows the piece it rests on.
    bool goTo(const std::string& where) override;

    void addEvidence();
    void removeEvidence();

    /// Lets the parameter rest on the chosen evidence.
    void bind(const std::string& parameterId);

protected:
    void retranslate() override;

private:
    QWidget* buildDetails();
    void fillList();
    void showChosen();
    void fillParameterChoice();
    Evidence* find(Case& value) const;
    void setText(std::string Evidence::*member, const QString& typed, const QString& name);
    void chooseKind();
    void release();

    std::string m_chosen;  ///< id of the evidence shown
    QLabel* m_lead;
    QPushButton* m_add;
    QPushButton* m_remove;
    QTreeWidget* m_list;
    QWidget* m_details;
    std::vector<QLabel*> m_captions;
    TextField* m_title;
    QComboBox* m_kind;
    struct LineRow {
        QLineEdit* field;
        std::string Evidence::*member;
    };
    std::vector<LineRow> m_lines;
    TextArea* m_note;
    QLabel* m_linkedTitle;
    QListWidget* m_linked;
    QComboBox* m_parameter;
    QPushButton* m_bind;
    QPushButton* m_release;
};

}  // namespace kachi
