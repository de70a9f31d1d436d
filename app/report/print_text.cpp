#include "app/report/print_text.h"

#include "app/report/report_font.h"

#include <QFontMetricsF>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// Qt's font sizes are whole units, so text is laid out in tenths of a point and drawn at a tenth.
constexpr double fine = 10.0;

QFont fineFont(const PrintStyle& style) {
    QFont font(reportFontFamilies());
    font.setPixelSize(static_cast<int>(std::lround(style.size * fine)));
    font.setBold(style.bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setLetterSpacing(QFont::PercentageSpacing, 100);  // no ligatures: Qt's PDF loses "fi" and "fl" when copied
    return font;
}

/// Kana, kanji and their punctuation.
bool isJapanese(QChar letter) {
    return letter.unicode() >= 0x3000;
}

/// Place of the bracket that closes the one at `open`, or -1.
qsizetype closingBracket(const QString& words, qsizetype open) {
    int depth = 0;
    for (qsizetype i = open; i < words.size(); ++i) {
        if (words[i] == u'(' || words[i] == u'（') ++depth;
        if (words[i] == u')' || words[i] == u'）') --depth;
        if (depth == 0) return i;
    }
    return -1;
}

QString fullWidthPunctuation(QString words) {
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool afterJapanese = i > 0 && isJapanese(words[i - 1]);
        if (words[i] == u':' && afterJapanese) {
            words[i] = u'：';
            if (i + 1 < words.size() && words[i + 1] == u' ') words.remove(i + 1, 1);
        }
        if (words[i] != u'(') continue;
        const qsizetype end = closingBracket(words, i);
        if (end < 0) continue;
        const bool japaneseInside = std::any_of(words.cbegin() + i, words.cbegin() + end, isJapanese);
        if (!afterJapanese && !japaneseInside) continue;
        words[i] = u'（';
        words[end] = u'）';
        if (i > 0 && words[i - 1] == u' ') words.remove(--i, 1);
    }
    return words;
}

}  // namespace

QString printedWords(const Text& words, Language language) {
    QString plain = QString::fromStdString(words.in(language));
    for (QChar& letter : plain) {
        const bool subscript = letter.unicode() >= 0x2080 && letter.unicode() <= 0x2089;  // ₀ to ₉, not in our typeface
        if (subscript) letter = QChar(u'0' + (letter.unicode() - 0x2080));
    }
    return language == Language::ja ? fullWidthPunctuation(plain) : plain;
}

PrintText::PrintText(const QString& words, double width, const PrintStyle& style) : m_width(width), m_style(style) {
    m_layout = std::make_shared<QTextLayout>(QString(words).replace(u'\n', QChar::LineSeparator), fineFont(style));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_layout->setTextOption(option);
    m_layout->beginLayout();
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(width * fine);
        line.setPosition({0.0, 0.0});
    }
    m_layout->endLayout();
}

void PrintText::drawLine(QPainter& painter, int line, double left, double top) const {
    if (line >= lineCount()) return;
    const QTextLine drawn = m_layout->lineAt(line);
    const double spare = m_width - drawn.naturalTextWidth() / fine;
    if (m_style.alignment & Qt::AlignRight) left += spare;
    if (m_style.alignment & Qt::AlignHCenter) left += spare / 2.0;
    painter.save();
    painter.translate(left, top + (lineHeight() - drawn.height() / fine) / 2.0);
    painter.scale(1.0 / fine, 1.0 / fine);
    painter.setPen(m_style.colour);
    drawn.draw(&painter, {0.0, 0.0});
    painter.restore();
}

void PrintText::draw(QPainter& painter, double left, double top) const {
    for (int line = 0; line < lineCount(); ++line) drawLine(painter, line, left, top + line * lineHeight());
}

double naturalWidth(const QString& words, const PrintStyle& style) {
    const QFontMetricsF metrics(fineFont(style));
    double width = 0.0;
    for (const QString& line : words.split(u'\n')) width = std::max(width, metrics.horizontalAdvance(line) / fine);
    return width;
}

double unbreakableWidth(const QString& words, const PrintStyle& style) {
    const QFontMetricsF metrics(fineFont(style));
    QTextBoundaryFinder finder(QTextBoundaryFinder::Line, words);
    double width = 0.0;
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > 0; end = finder.toNextBoundary()) {
        width = std::max(width, metrics.horizontalAdvance(words.mid(start, end - start).trimmed()) / fine);
        start = end;
    }
    return width;
}

void drawRule(QPainter& painter, double left, double right, double y, double thickness, const QColor& colour) {
    painter.setPen(QPen(colour, thickness, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(left, y), QPointF(right, y));
}

}  // namespace kachi
