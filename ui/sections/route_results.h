#pragma once

#include "models/evaluation/priced_route.h"
#include "models/price_routes/price_request.h"
#include "ui/sections/results_panel.h"

#include <QWidget>

class QFrame;
class QListWidget;

namespace kachi {

/// What a price gives: headline large, or why there is none in words that lead to the cell; below it the calculation,
/// figures, tables, charts and the same price under other rules. New results replace old ones in place.
class RouteResults : public QWidget {
    Q_OBJECT

public:
    explicit RouteResults(QWidget* parent = nullptr);

    void showPrice(const PriceRequest& request, const PricedRoute& priced, Language language);
    void clear();
    void setStale(bool stale);
    void retranslate();

    ResultsPanel* panel() { return m_panel; }
    QListWidget* reasons() { return m_reasons; }
    QString headline() const;

Q_SIGNALS:
    /// A reason was chosen: the place it names.
    void goToRequested(const std::string& where);

private:
    void showIssues(const PriceRequest& request, const Issues& issues);

    QFrame* m_card;
    QLabel* m_label;
    QLabel* m_price;
    QLabel* m_interval;
    QLabel* m_rules;
    QLabel* m_status;
    QListWidget* m_reasons;
    ResultsPanel* m_panel;
    std::string m_shownId;
    QGraphicsOpacityEffect* m_dimming;
};

}  // namespace kachi
