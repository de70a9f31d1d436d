#pragma once

#include "ui/sections/results_panel.h"

#include <QWidget>

class QFrame;
class QListWidget;

namespace kachi {

/// A finding about a request, in words, with the place it names.
struct ShownReason {
    Severity severity = Severity::error;
    QString sentence;
    std::string where;
};

/// What is shown of a price or a study that was worked out, or of why it was not.
struct ShownRequest {
    std::string id;
    QString label;  ///< what the headline is
    QString headline;
    QString interval;
    QString rules;
    QString status;  ///< a warning about the headline
    std::vector<ShownReason> reasons;
    bool hasResult = false;
    SectionResults results;
    bool tablesFirst = false;  ///< a calculation is read before its charts
};

/// What a price or a study gives: headline large, or why there is none in words that lead to the cell; below it tables,
/// charts and explanations. New results replace old ones in place.
class RequestResults : public QWidget {
    Q_OBJECT

public:
    explicit RequestResults(QWidget* parent = nullptr);

    void show(ShownRequest content, Language language);
    void clear();
    void setStale(bool stale);
    void retranslate();

    ResultsPanel* panel() { return m_panel; }
    QListWidget* reasons() { return m_reasons; }
    QString headline() const;

Q_SIGNALS:
    /// A reason was chosen: the place it names.
    void goToRequested(const std::string& where);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showReasons(const std::vector<ShownReason>& reasons);
    void fitReasons();  ///< the list is as high as its wrapped lines

    QFrame* m_card;
    QLabel* m_label;
    QLabel* m_headline;
    QLabel* m_interval;
    QLabel* m_rules;
    QLabel* m_status;
    QListWidget* m_reasons;
    ResultsPanel* m_panel;
    std::string m_shownId;
    QGraphicsOpacityEffect* m_dimming;
};

}  // namespace kachi
