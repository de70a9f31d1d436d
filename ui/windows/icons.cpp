#include "ui/windows/icons.h"

#include "ui/windows/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

using ThemeColour = QColor ThemeColours::*;

/// Which of the theme's colours this is; null: none of them.
ThemeColour themeColourOf(const QColor& colour) {
    for (const ThemeColour each : {&ThemeColours::muted, &ThemeColours::accent, &ThemeColours::error,
                                   &ThemeColours::warning, &ThemeColours::good}) {
        if (themeColours().*each == colour) return each;
    }
    return nullptr;
}

class SvgIconEngine : public QIconEngine {
public:
    SvgIconEngine(QString name, QByteArray svg, ThemeColour colour)
        : m_name(std::move(name)), m_svg(std::move(svg)), m_colour(colour) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const QPalette palette = QGuiApplication::palette();
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const QColor colour =
            m_colour && mode != QIcon::Disabled ? themeColours().*m_colour : palette.color(group, QPalette::WindowText);
        QByteArray svg = m_svg;
        svg.replace("currentColor", colour.name().toLatin1());
        QSvgRenderer renderer(svg);
        painter->save();
        painter->setOpacity(painter->opacity() * colour.alphaF());
        renderer.render(painter, rect);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QString iconName() override { return m_name; }
    QIconEngine* clone() const override { return new SvgIconEngine(m_name, m_svg, m_colour); }

private:
    QString m_name;
    QByteArray m_svg;
    ThemeColour m_colour;  ///< null: that of the text
};

}  // namespace

QIcon themedIcon(const QString& name) {
    return themedIcon(name, QColor());
}

QIcon themedIcon(const QString& name, const QColor& colour) {
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QIcon(new SvgIconEngine(name, file.readAll(), themeColourOf(colour)));
}

IconLabel::IconLabel(double lines, QWidget* parent) : QWidget(parent), m_lines(lines) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconLabel::setIcon(const QIcon& icon) {
    m_icon = icon;
    update();
}

QSize IconLabel::sizeHint() const {
    const int side = static_cast<int>(fontMetrics().height() * m_lines);
    return {side, side};
}

void IconLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

}  // namespace kachi
