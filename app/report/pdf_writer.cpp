#include "app/report/pdf_writer.h"

#include "app/report/block_layout.h"
#include "app/report/print_text.h"
#include "app/report/report_font.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPageLayout>
#include <QPdfWriter>
#include <QSaveFile>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int resolution = 1200;  ///< fine enough that text positions are exact

const PrintStyle runningStyle{.size = 7, .colour = print::muted, .leading = 1.4};

void drawRunningLine(QPainter& painter, double top, const QString& left, const QString& right) {
    PrintStyle rightStyle = runningStyle;
    rightStyle.alignment = Qt::AlignRight;
    const double rightWidth = naturalWidth(right, runningStyle) + 1.0;
    PrintText(left, page::textWidth - rightWidth - 12.0, runningStyle).drawLine(painter, 0, page::margin, top);
    PrintText(right, rightWidth, rightStyle).drawLine(painter, 0, page::width - page::margin - rightWidth, top);
}

}  // namespace

void drawFurniture(QPainter& painter, const ReportDocument& document, std::size_t number, std::size_t count,
                   Language language) {
    const Imprint& imprint = document.imprint;
    const double headTop = page::margin - 5.0 * page::millimetre;
    const QString digest = QString::fromStdString(imprint.caseDigest.substr(0, 12));
    const QString digestLabel = language == Language::ja ? u"案件 "_s : u"Case "_s;
    drawRunningLine(painter, headTop, QString::fromStdString(document.title.in(language)), digestLabel + digest);
    const double headRule = headTop + runningStyle.lineHeight() + 2.0;
    drawRule(painter, page::margin, page::width - page::margin, headRule, 0.4, print::hairline);

    const double footTop = page::bottom + 6.0 * page::millimetre;
    drawRule(painter, page::margin, page::width - page::margin, footTop - 3.0, 0.4, print::hairline);
    const QStringList origin{QString::fromStdString(imprint.programVersion), QString::fromStdString(imprint.date),
                             QString::fromStdString(imprint.rulePack.in(language))};
    drawRunningLine(painter, footTop, origin.join(u"   "_s),
                    QString::number(number) + u" / "_s + QString::number(count));
}

namespace {

QByteArray printed(const ReportDocument& document, FigurePainter& figurePainter, Language language) {
    const std::vector<FlowItem> items = layOutReport(document, figurePainter, language);
    const std::vector<Page> pages = paginate(items);

    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(resolution);
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF()));
    writer.setTitle(QString::fromStdString(document.title.in(language)));
    writer.setCreator(QString::fromStdString(document.imprint.programVersion));
    QPainter painter(&writer);
    painter.scale(resolution / 72.0, resolution / 72.0);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (i > 0) writer.newPage();
        drawFurniture(painter, document, i + 1, pages.size(), language);
        for (const PlacedItem& placed : pages[i]) placed.item->draw(painter, placed.top);
    }
    painter.end();
    return buffer.data();
}

Issue cannotWrite(const QString& path, const QString& reason) {
    return {"report.cannotWrite", Severity::error, path.toStdString(), reason.toStdString(), {}, {}};
}

}  // namespace

Done writePdf(const ReportDocument& document, const QString& path, FigurePainter& figurePainter, Language language) {
    Issues issues = validate(document);
    if (!reportFontInstalled()) {
        issues.push_back({"report.fontMissing",
                          Severity::error,
                          path.toStdString(),
                          reportFontFamily().toStdString(),
                          "fonts-morisawa-bizud-gothic",
                          {}});
    }
    if (!issues.empty()) return issues;

    const QFileInfo target(path);
    if (target.exists() && !target.isFile()) return cannotWrite(path, u"not a regular file"_s);  // devices, folders
    const QByteArray pdf = printed(document, figurePainter, language);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size() || !file.commit()) {
        return cannotWrite(path, file.errorString());
    }
    return done();
}

}  // namespace kachi
