#include "ui/charts/figure_export.h"

#include <QBuffer>
#include <QFileInfo>
#include <QSaveFile>
#include <QSvgGenerator>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr double printZoom = 3.0;  ///< a 640-unit figure becomes 1920 pixels wide

QByteArray figurePng(const Figure& figure, const QSizeF& size, Language language) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    figureImage(figure, size, printZoom, language).save(&buffer, "PNG");
    return buffer.data();
}

}  // namespace

QImage figureImage(const Figure& figure, const QSizeF& size, double zoom, Language language) {
    QImage image((size * zoom).toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    painter.scale(zoom, zoom);
    paintFigure(painter, QRectF(QPointF(), size), figure, ChartTheme::light(), language);
    return image;
}

QByteArray figureSvg(const Figure& figure, const QSizeF& size, Language language) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF(QPointF(), size));
    generator.setResolution(96);
    generator.setTitle(QString::fromStdString(figure.title.in(language)));
    generator.setDescription(QString::fromStdString(captionText(figure, language)));
    QPainter painter(&generator);
    paintFigure(painter, QRectF(QPointF(), size), figure, ChartTheme::light(), language);
    painter.end();
    return buffer.data();
}

Done saveFigure(const Figure& figure, FigureFile kind, const QString& path, const QSizeF& size, Language language) {
    const Issues issues = validate(figure);
    if (!issues.empty()) return issues;

    QByteArray content;
    switch (kind) {
        case FigureFile::svg:
            content = figureSvg(figure, size, language);
            break;
        case FigureFile::png:
            content = figurePng(figure, size, language);
            break;
        case FigureFile::csv:
            content = QByteArray::fromStdString(csvText(figureTable(figure), language));
            break;
    }
    const auto cannotWrite = [&](const QString& reason) {
        return Issue{"report.cannotWrite", Severity::error, path.toStdString(), reason.toStdString(), {}, {}};
    };
    const QFileInfo target(path);
    if (target.exists() && !target.isFile()) return cannotWrite(u"not a regular file"_s);  // devices, folders
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit()) {
        return cannotWrite(file.errorString());
    }
    return done();
}

}  // namespace kachi
