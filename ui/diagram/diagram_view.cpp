#include "ui/diagram/diagram_view.h"

#include <QGraphicsItem>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace kachi {
namespace {

constexpr double smallestScale = 0.6;
constexpr double editorWidth = 16;  ///< lines

}  // namespace

QString shortExpression(const std::string& text) {
    return QString::fromStdString(text).remove(QStringLiteral("outcomes."));
}

DiagramView::DiagramView(CaseDocument& document, int lines, QWidget* parent)
    : QGraphicsView(parent), m_document(document), m_lines(lines) {
    setScene(new QGraphicsScene(this));
    setRenderHint(QPainter::Antialiasing);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    connect(&document, &CaseDocument::changed, this, [this] { rebuild(); });
    connect(&document, &CaseDocument::opened, this, [this] { rebuild(); });
}

/// The scene goes after the view, and tells while its items go: by then there is nobody to listen.
DiagramView::~DiagramView() {
    scene()->disconnect(this);
}

QSize DiagramView::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * m_lines};
}

void DiagramView::fit() {
    const double margin = line() / 2;
    const QRectF content = scene()->itemsBoundingRect().adjusted(-margin, -margin, margin, margin);
    scene()->setSceneRect(content);
    const double across = viewport()->width() / content.width();
    const double down = viewport()->height() / content.height();
    const double factor = std::max(std::min({1.0, across, down}), smallestScale);
    resetTransform();
    scale(factor, factor);
    centerOn(content.center());
}

void DiagramView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    fit();
}

void DiagramView::changeEvent(QEvent* event) {
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) rebuild();
}

void DiagramView::chooseQuietly(QGraphicsItem* item) {
    const QSignalBlocker blocker(scene());
    scene()->clearSelection();
    item->setSelected(true);
    ensureVisible(item);
}

QGraphicsItem* DiagramView::chosenItem() const {
    const QList<QGraphicsItem*> items = scene()->selectedItems();
    return items.isEmpty() ? nullptr : items.front();
}

void DiagramView::openEditor(QLineEdit* editor, const QRectF& place, QString text,
                             std::function<void(const QString&)> write) {
    closeEditor(true);
    m_editor = editor;
    m_write = std::move(write);
    editor->setParent(viewport());
    editor->setFrame(true);
    editor->setText(text);
    editor->selectAll();
    const int width = std::min(static_cast<int>(editorWidth * line()), viewport()->width());
    QRect room(0, 0, width, editor->sizeHint().height());
    room.moveCenter(mapFromScene(place.center()));
    room.moveLeft(std::clamp(room.left(), 0, viewport()->width() - room.width()));
    room.moveTop(std::clamp(room.top(), 0, std::max(0, viewport()->height() - room.height())));
    editor->setGeometry(room);
    editor->installEventFilter(this);
    editor->show();
    editor->setFocus(Qt::OtherFocusReason);
}

void DiagramView::closeEditor(bool accept) {
    if (!m_editor) return;
    QLineEdit* editor = m_editor;
    m_editor = nullptr;
    editor->removeEventFilter(this);
    const bool hadFocus = editor->hasFocus();
    editor->hide();
    editor->deleteLater();
    if (hadFocus) setFocus(Qt::OtherFocusReason);
    if (accept) m_write(editor->text().trimmed());
}

bool DiagramView::eventFilter(QObject* watched, QEvent* event) {
    if (!m_editor || watched != m_editor) return QGraphicsView::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress) {
        // Enter goes no further: it would open the editor anew.
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool accepts = key == Qt::Key_Return || key == Qt::Key_Enter;
        if (accepts || key == Qt::Key_Escape) {
            closeEditor(accepts);
            return true;
        }
    }
    if (event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason) closeEditor(true);
    }
    return QGraphicsView::eventFilter(watched, event);
}

}  // namespace kachi
