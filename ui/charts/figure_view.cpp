#include "ui/charts/figure_view.h"

#include "app/messages/catalogue.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QHelpEvent>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const Text staleText{"再計算前", "Out of date"};

QString suffix(FigureFile kind) {
    switch (kind) {
        case FigureFile::svg:
            return u"svg"_s;
        case FigureFile::png:
            return u"png"_s;
        case FigureFile::csv:
            return u"csv"_s;
    }
    return {};
}

}  // namespace

FigureView::FigureView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    addActions();
    retranslate();
}

void FigureView::addActions() {
    m_copy = new QAction(this);
    m_copy->setShortcut(QKeySequence::Copy);
    connect(m_copy, &QAction::triggered, this, &FigureView::copyImage);
    const auto saveAction = [this](FigureFile kind) {
        auto* action = new QAction(this);
        connect(action, &QAction::triggered, this, [this, kind] { saveAs(kind); });
        return action;
    };
    m_saveSvg = saveAction(FigureFile::svg);
    m_savePng = saveAction(FigureFile::png);
    m_saveCsv = saveAction(FigureFile::csv);
    for (QAction* action : {m_copy, m_saveSvg, m_savePng, m_saveCsv}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        addAction(action);
    }
}

void FigureView::retranslate() {
    m_copy->setText(tr("&Copy figure"));
    m_saveSvg->setText(tr("Save as &SVG…"));
    m_savePng->setText(tr("Save as &PNG…"));
    m_saveCsv->setText(tr("Save values as CS&V…"));
}

void FigureView::setFigure(Figure figure) {
    m_figure = std::move(figure);
    applyMapChoices();
    repaintFigure();
    updateAccessibility();
}

void FigureView::clear() {
    m_figure.reset();
    repaintFigure();
    updateAccessibility();
}

void FigureView::setEmptyText(const QString& text) {
    m_emptyText = text;
    repaintFigure();
}

void FigureView::setStale(bool stale) {
    m_stale = stale;
    update();
    updateAccessibility();
}

void FigureView::setLanguage(Language language) {
    m_language = language;
    repaintFigure();
    updateAccessibility();
}

void FigureView::repaintFigure() {
    m_picture = QPixmap();
    m_hotSpots.clear();
    for (QAction* action : actions()) action->setEnabled(m_figure.has_value());
    update();
}

void FigureView::updateAccessibility() {
    const QString title = m_figure ? QString::fromStdString(m_figure->title.in(m_language)) : m_emptyText;
    const QString mark = m_stale ? u" ("_s + QString::fromStdString(staleText.in(m_language)) + u')' : QString();
    setAccessibleName(title + mark);
    setAccessibleDescription(m_figure ? QString::fromStdString(captionText(*m_figure, m_language)) : QString());
}

bool FigureView::isDark() const {
    return palette().color(QPalette::Window).lightness() < palette().color(QPalette::WindowText).lightness();
}

void FigureView::paintEvent(QPaintEvent*) {
    const ChartTheme theme = isDark() ? ChartTheme::dark() : ChartTheme::light();
    QPainter painter(this);
    if (!m_figure) {
        painter.fillRect(rect(), theme.background);
        std::vector<HotSpot> none;
        const Canvas canvas{painter, theme, m_language, none};
        const double margin = 2.0 * theme.fontPixels;
        canvas.drawText(QRectF(rect()).adjusted(margin, 0.0, -margin, 0.0), m_emptyText, theme.font(), theme.muted,
                        Qt::AlignCenter);
        return;
    }
    const QSize pixels = (QSizeF(size()) * devicePixelRatioF()).toSize();
    if (m_picture.size() != pixels) {
        m_picture = QPixmap(pixels);
        m_picture.setDevicePixelRatio(devicePixelRatioF());
        m_picture.fill(theme.background);
        QPainter picture(&m_picture);
        m_hotSpots = paintFigure(picture, QRectF(rect()), *m_figure, theme, m_language);
    }
    painter.drawPixmap(0, 0, m_picture);
    drawMarks(painter, theme);
    if (!m_stale) return;
    QColor veil = theme.background;
    veil.setAlphaF(0.6F);
    painter.fillRect(rect(), veil);
    const QString mark = QString::fromStdString(staleText.in(m_language));
    const QFont font = theme.font(1.0, true);
    const double em = theme.fontPixels;
    const double width = QFontMetricsF(font).horizontalAdvance(mark) + 1.6 * em;
    const QRectF badge(this->width() - width - 0.8 * em, 0.6 * em, width, 1.9 * em);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.axis, 1.0));
    painter.setBrush(theme.background);
    painter.drawRoundedRect(badge, 0.4 * em, 0.4 * em);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(badge, Qt::AlignCenter, mark);
}

bool FigureView::showsMap() const {
    return m_figure && std::holds_alternative<MapFigure>(m_figure->content);
}

const HotSpot* FigureView::spotOf(const std::string& region) const {
    if (region.empty()) return nullptr;
    const auto found = std::ranges::find(m_hotSpots, region, &HotSpot::region);
    return found == m_hotSpots.end() ? nullptr : &*found;
}

QPointF FigureView::regionCentre(const std::string& code) const {
    const HotSpot* spot = spotOf(code);
    if (!spot) return {};
    const QPointF centre = spot->area.center();
    if (spot->outline.isEmpty() || spot->outline.contains(centre)) return centre;
    // A concave prefecture: the first point of its rows that lies inside.
    constexpr int steps = 24;
    for (int row = 1; row < steps; ++row) {
        for (int column = 1; column < steps; ++column) {
            const QPointF point(spot->area.left() + spot->area.width() * column / steps,
                                spot->area.top() + spot->area.height() * row / steps);
            if (spot->outline.contains(point)) return point;
        }
    }
    return centre;
}

void FigureView::drawMarks(QPainter& painter, const ChartTheme& theme) const {
    const double em = theme.fontPixels;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto outline = [&](const HotSpot& spot, double width) {
        QPainterPath path = spot.outline;
        if (path.isEmpty()) path.addRect(spot.area);
        for (const auto& [colour, stroke] : {std::pair{theme.background, 2.2 * width}, std::pair{theme.text, width}}) {
            painter.setPen(QPen(colour, stroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.drawPath(path);
        }
    };
    if (const HotSpot* spot = spotOf(m_hovered)) outline(*spot, em / 12.0);
    const HotSpot* spot = spotOf(m_marked);
    if (!spot) return;
    outline(*spot, em / 7.0);
    const QString words = QString(spot->text).replace(u'\n', u' ');
    const QFont font = theme.font(1.0, true);
    const double labelWidth = QFontMetricsF(font).horizontalAdvance(words) + 1.2 * em;
    QRectF label(spot->area.center().x() - labelWidth / 2.0, spot->area.top() - 2.4 * em, labelWidth, 1.8 * em);
    if (label.top() < 0.0) label.moveTop(spot->area.bottom() + 0.6 * em);
    label.moveLeft(std::clamp(label.left(), 0.0, std::max(0.0, width() - labelWidth)));
    painter.setPen(QPen(theme.text, 1.0));
    painter.setBrush(theme.background);
    painter.drawRoundedRect(label, 0.3 * em, 0.3 * em);
    painter.setFont(font);
    painter.drawText(label, Qt::AlignCenter, words);
}

void FigureView::setMarkedRegion(const std::string& code) {
    m_marked = code;
    update();
}

void FigureView::setHoveredRegion(const std::string& code) {
    m_hovered = code;
    update();
}

void FigureView::hover(const std::string& region) {
    if (region == m_hovered) return;
    setHoveredRegion(region);
    Q_EMIT regionHovered(region);
}

const HotSpot* FigureView::spotAt(const QPointF& position) const {
    const HotSpot* nearest = nullptr;
    double least = 0.0;
    for (const HotSpot& spot : m_hotSpots) {
        if (!spot.area.contains(position)) continue;
        if (!spot.outline.isEmpty() && !spot.outline.contains(position)) continue;
        const QPointF away = spot.area.center() - position;
        const double distance = QPointF::dotProduct(away, away);
        if (nearest && distance >= least) continue;
        nearest = &spot;
        least = distance;
    }
    return nearest;
}

int FigureView::readableHeight() const {
    if (!m_figure) return 0;
    const int line = fontMetrics().height();
    const auto rows = [line](std::size_t count, int linesOfOne) {
        return line * (8 + linesOfOne * static_cast<int>(count)) * 5 / 6;
    };
    if (const auto* corridor = std::get_if<CorridorFigure>(&m_figure->content)) {
        // A row takes its name and its interval, up to three lines in a narrow column.
        return line * (6 + 3 * static_cast<int>(corridor->entries.size()));
    }
    if (const auto* forest = std::get_if<ForestFigure>(&m_figure->content)) return rows(forest->rows.size(), 2);
    if (const auto* tornado = std::get_if<TornadoFigure>(&m_figure->content)) return rows(tornado->bars.size(), 2);
    const auto* bars = std::get_if<BarFigure>(&m_figure->content);
    if (bars && bars->horizontal) return rows(bars->categories.size(), bars->series.size() > 1 ? 2 : 1);
    return 0;
}

QString FigureView::valueAt(const QPointF& position) const {
    const HotSpot* spot = spotAt(position);
    return spot ? spot->text : QString();
}

void FigureView::mouseMoveEvent(QMouseEvent* event) {
    const HotSpot* spot = spotAt(event->position());
    if (spot && (!spot->traceId.empty() || !spot->region.empty())) {
        setCursor(Qt::PointingHandCursor);
    } else {
        unsetCursor();
    }
    if (showsMap()) hover(spot ? spot->region : std::string());
}

void FigureView::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    if (showsMap()) hover({});
}

void FigureView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const HotSpot* spot = spotAt(event->position());
    if (spot && !spot->traceId.empty()) Q_EMIT traceRequested(spot->traceId);
    if (showsMap()) Q_EMIT regionClicked(spot ? spot->region : std::string());
}

bool FigureView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString value = valueAt(help->pos());
    if (value.isEmpty()) {
        QToolTip::hideText();
    } else {
        QToolTip::showText(help->globalPos(), value, this);
    }
    return true;
}

void FigureView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) repaintFigure();
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void FigureView::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addActions(actions());
    if (showsMap()) addMapChoices(menu);
    menu.exec(event->globalPos());
}

void FigureView::addMapChoices(QMenu& menu) {
    menu.addSeparator();
    const auto offer = [&menu, this](const QString& text, bool chosen, const std::function<void()>& choose) {
        QAction* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(chosen);
        connect(action, &QAction::triggered, this, choose);
    };
    for (const auto& [shape, text] : {std::pair{MapShape::outlines, tr("Map by outlines")},
                                      std::pair{MapShape::tiles, tr("Tiles with every number")}}) {
        offer(text, m_mapShape == shape, [this, shape = shape] {
            setMapChoices(shape, m_mapClasses);
            Q_EMIT mapChoicesChanged();
        });
    }
    menu.addSeparator();
    for (const auto& [classes, text] : {std::pair{MapClasses::quantiles, tr("Classes: quantiles")},
                                        std::pair{MapClasses::equalWidths, tr("Classes: equal widths")},
                                        std::pair{MapClasses::naturalBreaks, tr("Classes: natural breaks")},
                                        std::pair{MapClasses::continuous, tr("No classes")}}) {
        offer(text, m_mapClasses == classes, [this, classes = classes] {
            setMapChoices(m_mapShape, classes);
            Q_EMIT mapChoicesChanged();
        });
    }
}

void FigureView::setMapChoices(MapShape shape, MapClasses classes) {
    m_mapShape = shape;
    m_mapClasses = classes;
    applyMapChoices();
}

void FigureView::applyMapChoices() {
    auto* map = m_figure ? std::get_if<MapFigure>(&m_figure->content) : nullptr;
    if (!map) return;
    map->shape = m_mapShape;
    map->classes = m_mapClasses;
    repaintFigure();
}

void FigureView::copyImage() {
    if (!m_figure) return;
    auto* content = new QMimeData;
    content->setImageData(figureImage(*m_figure, size(), 2.0, m_language));
    content->setData(u"image/svg+xml"_s, figureSvg(*m_figure, size(), m_language));
    QApplication::clipboard()->setMimeData(content);
}

void FigureView::saveAs(FigureFile kind) {
    if (!m_figure) return;
    const QString name = QString::fromStdString(m_figure->id) + u'.' + suffix(kind);
    const QString path = QFileDialog::getSaveFileName(this, tr("Save figure"), name, u"*."_s + suffix(kind));
    if (path.isEmpty()) return;
    const Done written = saveFigure(*m_figure, kind, path, size(), m_language);
    if (written) {
        Q_EMIT saved(path);
    } else {
        Q_EMIT failed(MessageCatalogue::instance().sentence(written.issues().front(), m_language));
    }
}

void fitCount(std::vector<FigureView*>& views, std::size_t count, const std::function<void(FigureView*)>& make) {
    while (views.size() > count) {
        delete views.back();
        views.pop_back();
    }
    while (views.size() < count) {
        auto* view = new FigureView;
        view->setMinimumSize(1, 1);
        make(view);
        views.push_back(view);
    }
}

}  // namespace kachi
