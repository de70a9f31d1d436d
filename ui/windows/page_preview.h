#pragma once

#include "app/report/page_flow.h"
#include "app/report/report_document.h"
#include "ui/charts/paper_figure_painter.h"

#include <QAbstractScrollArea>
#include <QPixmap>

namespace kachi {

/// The printed pages as pictures, one below the other, laid out by the same code as the PDF.
class PagePreview : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit PagePreview(QWidget* parent = nullptr);

    void setReport(const ReportDocument& report, Language language);
    void clear();
    int pageCount() const { return static_cast<int>(m_pages.size()); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    double scale() const;
    int pageTop(int page) const;
    int pageHeight() const;
    void measure();
    QPixmap picture(int page) const;

    PaperFigurePainter m_figurePainter;  ///< the laid-out items paint with it as long as they live
    ReportDocument m_report;
    Language m_language = Language::ja;
    std::vector<FlowItem> m_items;
    std::vector<Page> m_pages;  ///< points into m_items
    mutable std::map<int, QPixmap> m_pictures;
};

}  // namespace kachi
