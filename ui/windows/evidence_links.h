#pragma once

#include "app/document/session.h"

#include <QWidget>

class QComboBox;
class QIcon;
class QListWidget;
class QPushButton;

namespace kachi {

/// What rests on one piece of evidence: parameters, marked where their analysis has changed, and analyses of its data.
/// Parameters are bound and released here.
class EvidenceLinks : public QWidget {
    Q_OBJECT

public:
    explicit EvidenceLinks(Session& session, QWidget* parent = nullptr);

    void showEvidence(const std::string& id);
    void retranslate();
    void bind(const std::string& parameterId);

Q_SIGNALS:
    void goToRequested(const std::string& where);

private:
    void release();
    void fillLinks();
    void fillParameterChoice();
    void addLink(const QIcon& icon, const QString& text, const std::string& where);
    void updateButtons();

    Session& m_session;
    std::string m_evidence;
    QListWidget* m_linked;
    QComboBox* m_parameter;
    QPushButton* m_bind;
    QPushButton* m_release;
};

/// Ids of the parameters that rest on the evidence, directly or by an analysis of its data.
std::vector<std::string> restingOn(const Case& value, const std::string& evidence);

}  // namespace kachi
