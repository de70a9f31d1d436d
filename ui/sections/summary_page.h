#pragma once

#include "ui/sections/results_panel.h"
#include "ui/windows/section_page.h"

class QLabel;

namespace kachi {

class FigureView;
class InputCard;

/// All values of the case on one page: corridor, every figure with its interval, and what is counted where.
class SummaryPage : public SectionPage {
    Q_OBJECT

public:
    explicit SummaryPage(Session& session, QWidget* parent = nullptr);

protected:
    void retranslate() override;

private:
    void showResults();
    void showState();

    FigureView* m_corridor;
    InputCard* m_counted;
    QLabel* m_countedText;
    ResultsPanel* m_panel;
};

}  // namespace kachi
