#pragma once

#include "app/document/session.h"
#include "ui/windows/clickable_card.h"

namespace kachi {

class IconLabel;

/// One value model at a glance: state, headline figures, and the way into its section.
class ValueCard : public ClickableCard {
    Q_OBJECT

public:
    ValueCard(const Session& session, std::string model, QWidget* parent = nullptr);

    const std::string& model() const { return m_model; }

    /// Shows the case and results of the session in the language of the window.
    void refresh();

private:
    QString analysesText() const;

    const Session& m_session;
    std::string m_model;
    IconLabel* m_icon;
    QLabel* m_name;
    IconLabel* m_stateIcon;
    QLabel* m_state;
    QLabel* m_figureLabel;
    QLabel* m_figure;
    QLabel* m_interval;
    QLabel* m_more;
};

}  // namespace kachi
