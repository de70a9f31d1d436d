#include "ui/windows/page_preview.h"

#include "app/report/block_layout.h"
#include "app/report/pdf_writer.h"
#include "ui/windows/theme.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace kachi {
namespace {

constexpr int gap = 12;             ///< between pages, pixels
constexpr int mostPageWidth = 820;  ///< wider windows show grey at the sides instead of huge letters

}  // namespace

PagePreview::PagePreview(QWidget* parent) : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
}

void PagePreview::setReport(const ReportDocument& report, Language language) {
    m_report = report;
    m_language = language;
    m_items = layOutReport(report, m_figurePainter, language);
    m_pages = paginate(m_items);
    m_pictures.clear();
    measure();
    viewport()->update();
}

void PagePreview::clear() {
    m_pages.clear();
    m_items.clear();
    m_pictures.clear();
    measure();
    viewport()->update();
}

double PagePreview::scale() const {
    return std::clamp(viewport()->width() - 2 * gap, 100, mostPageWidth) / page::width;
}

int PagePreview::pageHeight() const {
    return static_cast<int>(page::height * scale());
}

int PagePreview::pageTop(int page) const {
    return gap + page * (pageHeight() + gap) - verticalScrollBar()->value();
}

void PagePreview::measure() {
    const int total = gap + pageCount() * (pageHeight() + gap);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(fontMetrics().height() * 3);
    verticalScrollBar()->setRange(0, std::max(0, total - viewport()->height()));
}

QPixmap PagePreview::picture(int page) const {
    const double ratio = devicePixelRatioF();
    QPixmap pixmap(QSizeF(page::width * scale() * ratio, page::height * scale() * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::white);
    QPainter painter(&pixmap);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(scale(), scale());
    const auto index = static_cast<std::size_t>(page);
    drawFurniture(painter, m_report, index + 1, m_pages.size(), m_language);
    for (const PlacedItem& placed : m_pages[index]) placed.item->draw(painter, placed.top);
    return pixmap;
}

void PagePreview::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), themeColours().raised);
    const int width = static_cast<int>(page::width * scale());
    const int left = (viewport()->width() - width) / 2;
    for (int page = 0; page < pageCount(); ++page) {
        const int top = pageTop(page);
        if (top > viewport()->height() || top + pageHeight() < 0) continue;
        auto found = m_pictures.find(page);
        if (found == m_pictures.end()) found = m_pictures.emplace(page, picture(page)).first;
        painter.drawPixmap(left, top, found->second);
        painter.setPen(themeColours().border);
        painter.drawRect(left, top, width, pageHeight());
    }
}

void PagePreview::resizeEvent(QResizeEvent*) {
    m_pictures.clear();
    measure();
}

}  // namespace kachi
