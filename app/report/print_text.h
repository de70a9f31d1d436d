#pragma once

#include "app/report/page_flow.h"
#include "models/core/text.h"

#include <QFont>
#include <QString>
#include <QTextLayout>

namespace kachi {

/// Type of the printed report: one family, few sizes, one accent colour.
namespace print {
inline const QColor ink{0x11, 0x11, 0x11};
inline const QColor muted{0x55, 0x55, 0x55};
inline const QColor hairline{0xc4, 0xc4, 0xc4};
inline const QColor accent{0x0b, 0x3c, 0x6f};
}  // namespace print

struct PrintStyle {
    double size = 9.0;  ///< points, in tenths
    bool bold = false;
    QColor colour = print::ink;
    double leading = 1.6;  ///< line height in sizes
    Qt::Alignment alignment = Qt::AlignLeft;

    double lineHeight() const { return size * leading; }
};

/// The words in a language as they are set in print: Japanese has full-width brackets and colons wherever it meets
/// them, so that labels from many hands look alike; subscript digits, which the typeface lacks, become plain ones.
QString printedWords(const Text& words, Language language);

/// A text wrapped to a width, drawn line by line. Copies share the layout.
class PrintText {
public:
    PrintText(const QString& words, double width, const PrintStyle& style);

    int lineCount() const { return m_layout->lineCount(); }
    double lineHeight() const { return m_style.lineHeight(); }
    double height() const { return lineCount() * lineHeight(); }
    void drawLine(QPainter& painter, int line, double left, double top) const;
    void draw(QPainter& painter, double left, double top) const;

private:
    std::shared_ptr<QTextLayout> m_layout;  ///< in tenths of a point
    double m_width;
    PrintStyle m_style;
};

/// Width of the longest line of the words when nothing wraps.
double naturalWidth(const QString& words, const PrintStyle& style);

/// Width of the widest piece that no line break may cut: a Latin word, a number, a path between two slashes.
double unbreakableWidth(const QString& words, const PrintStyle& style);

void drawRule(QPainter& painter, double left, double right, double y, double thickness, const QColor& colour);

}  // namespace kachi
