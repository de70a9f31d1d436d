#pragma once

#include "app/document/session.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace kachi {

/// Shown while no case is open: what Kachi answers, and three doors - a sample, a new case, an import.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void openRequested(const std::string& caseId);
    void newRequested();
    void importRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Door {
        QLabel* title;
        QLabel* text;
        QVBoxLayout* body;
    };

    Door addDoor(QBoxLayout* row, const QString& icon, int share);
    void retranslate();
    void fillSamples();

    Session& m_session;
    QLabel* m_title;
    QLabel* m_lead;
    Door m_sample;
    Door m_new;
    Door m_import;
    QPushButton* m_newButton;
    QPushButton* m_importButton;
    QVBoxLayout* m_samples;
};

}  // namespace kachi
