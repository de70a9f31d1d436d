#pragma once

#include "app/document/session.h"

#include <QElapsedTimer>
#include <QWidget>

class QGraphicsOpacityEffect;
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace kachi {

class ClickableCard;
class CorridorStrip;

/// The headline figures of the whole case beside every section: always the last results there are, dimmed while
/// they are older than the inputs.
class HeadlineRail : public QWidget {
    Q_OBJECT

public:
    explicit HeadlineRail(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The figure to explain: "labour.nation.hoursSaved".
    void goToRequested(const std::string& where);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        ClickableCard* card;
        QLabel* label;
        QLabel* figure;
        QLabel* interval;
    };

    void showState();
    void showResults();
    void rebuild(const std::vector<const Metric*>& metrics);
    Row addRow(const Metric& metric);

    Session& m_session;
    QLabel* m_stateText;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    QWidget* m_content;
    QVBoxLayout* m_figures;
    QLabel* m_empty;
    QLabel* m_corridorTitle;
    CorridorStrip* m_corridor;
    QGraphicsOpacityEffect* m_dimming;
    std::vector<std::string> m_shownKeys;
    std::vector<Row> m_rows;
    QElapsedTimer m_clock;
    double m_seconds = 0;
};

}  // namespace kachi
