#include "ui/windows/theme.h"

#include "app/report/report_font.h"

#include <QApplication>
#include <QFont>
#include <QPalette>
#include <QStyleFactory>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const ThemeColours lightColours{.window = QColor(0xf2f4f6),
                                .surface = QColor(0xffffff),
                                .raised = QColor(0xe9ecf0),
                                .text = QColor(0x1b2430),
                                .muted = QColor(0x566273),
                                .border = QColor(0xcfd6de),
                                .accent = QColor(0x0b6e8f),
                                .onAccent = QColor(0xffffff),
                                .selection = QColor(0xd6e9f0),
                                .error = QColor(0xb3261e),
                                .warning = QColor(0x8f5f00),
                                .good = QColor(0x1f7a45)};

const ThemeColours darkColours{.window = QColor(0x181c21),
                               .surface = QColor(0x21262d),
                               .raised = QColor(0x2a3038),
                               .text = QColor(0xe6eaef),
                               .muted = QColor(0xa0acb9),
                               .border = QColor(0x3b444f),
                               .accent = QColor(0x5bb8d4),
                               .onAccent = QColor(0x0c1a20),
                               .selection = QColor(0x1f3d49),
                               .error = QColor(0xff8a80),
                               .warning = QColor(0xf0b74a),
                               .good = QColor(0x6fcf97)};

constexpr double minimumPointSize = 10.0;

bool dark = false;

/// What the desktop gave before Kachi set its own palette.
bool systemIsDark() {
    static const bool value = QApplication::palette().color(QPalette::Window).lightness() <
                              QApplication::palette().color(QPalette::WindowText).lightness();
    return value;
}

QFont interfaceFont() {
    static const QFont system = QApplication::font();
    QFont font = system;
    font.setFamilies(reportFontFamilies() << system.family());
    if (font.pointSizeF() > 0) font.setPointSizeF(std::max(font.pointSizeF(), minimumPointSize));
    return font;
}

QPalette paletteOf(const ThemeColours& colours) {
    QPalette palette;
    palette.setColor(QPalette::Window, colours.window);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.surface);
    palette.setColor(QPalette::AlternateBase, colours.window);
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.muted);
    palette.setColor(QPalette::Button, colours.raised);
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::BrightText, colours.error);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, colours.onAccent);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    palette.setColor(QPalette::ToolTipBase, colours.raised);
    palette.setColor(QPalette::ToolTipText, colours.text);
    palette.setColor(QPalette::Light, colours.surface);
    palette.setColor(QPalette::Midlight, colours.raised);
    palette.setColor(QPalette::Mid, colours.border);
    palette.setColor(QPalette::Dark, colours.border.darker(130));
    palette.setColor(QPalette::Shadow, colours.border.darker(180));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faded = colours.muted;
        faded.setAlphaF(0.6F);
        palette.setColor(QPalette::Disabled, role, faded);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colours.border);
    return palette;
}

/// Lengths are in em and ex so that they follow the font; one-pixel lines are hairlines.
QString styleSheetOf(const ThemeColours& colours) {
    QString sheet =
        uR"(
QToolTip { background: %raised; color: %text; border: 1px solid %border; padding: 0.3em; }
QMainWindow::separator { background: %window; width: 5px; height: 5px; }
QMainWindow::separator:hover { background: %accent; }
QMenuBar { background: %window; }
QMenuBar::item { padding: 0.3em 0.7em; background: transparent; border-radius: 3px; }
QMenuBar::item:selected { background: %selection; color: %text; }
QToolBar { background: %window; border: 0; border-bottom: 1px solid %border; spacing: 0.2em; padding: 0.25em 0.5em; }
QToolBar#sectionBar { background: %surface; padding: 0 0.5em 0 0; }
QToolBar QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 0.3em 0.45em; }
QToolBar QToolButton:hover { background: %raised; border-color: %border; }
QToolBar QToolButton:pressed, QToolBar QToolButton:checked { background: %selection; border-color: %accent; }
QToolBar QToolButton:focus { border-color: %accent; }
QToolBar::separator { background: %border; width: 1px; margin: 0.3em 0.4em; }
QTabBar#sectionTabs { background: %surface; }
QTabBar#sectionTabs::tab { padding: 0.55em 0.7em; border: 0; border-bottom: 2px solid transparent; color: %muted; background: %surface; }
QTabBar#sectionTabs::tab:hover { color: %text; background: %raised; }
QTabBar#sectionTabs::tab:selected { color: %accent; border-bottom-color: %accent; }
QTabBar#sectionTabs::tab:focus { color: %accent; background: %selection; }
QToolButton#choice { border: 1px solid %border; border-radius: 4px; padding: 0.25em 0.6em; background: %surface; }
QToolButton#choice:hover, QToolButton#choice:focus { border-color: %accent; }
QToolButton#choice:checked { background: %selection; border-color: %accent; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; }
QWidget#dockTitle { background: %window; border-bottom: 1px solid %border; }
QWidget#dockTitle QLabel { color: %muted; }
QFrame#card { background: %surface; border: 1px solid %border; border-radius: 6px; }
QFrame#card:hover[clickable="true"], QFrame#card:focus { border-color: %accent; }
QFrame#card QLabel, QFrame#card QCheckBox { background: transparent; }
QFrame#line { border: 1px solid transparent; border-radius: 4px; }
QFrame#line[clickable="true"]:hover { background: %raised; }
QFrame#line:focus { border-color: %accent; }
QLabel[role="title"] { font-size: 16pt; font-weight: bold; padding-bottom: 0.25em; qproperty-indent: 0; }
QLabel[role="heading"] { font-weight: bold; padding-bottom: 0.15em; qproperty-indent: 0; }
QLabel[role="figure"] { font-size: 13pt; font-weight: bold; padding-bottom: 0.15em; qproperty-indent: 0; }
QLabel[role="muted"] { color: %muted; }
QLabel[role="error"] { color: %error; }
QLabel[role="warning"] { color: %warning; }
QLabel[role="good"] { color: %good; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit { background: %surface; border: 1px solid %border; border-radius: 4px; padding: 0.25em 0.4em; selection-background-color: %accent; selection-color: %onAccent; }
QComboBox { padding-right: 1.4em; }
QComboBox::drop-down { border: 0; width: 1.4em; }
QComboBox::down-arrow { image: url(:/icons/%arrow.svg); width: 0.8em; height: 0.8em; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus { border-color: %accent; }
QLineEdit:read-only { background: %raised; }
QLineEdit[problem="true"] { border: 1px solid %error; }
QAbstractItemView QLineEdit { border-radius: 0; padding: 0 0.2em; }
QComboBox QAbstractItemView { border: 1px solid %border; background: %surface; selection-background-color: %accent; selection-color: %onAccent; }
QAbstractItemView { outline: 0; }
QTreeView, QListView, QTableView { background: %surface; border: 1px solid %border; border-radius: 4px; alternate-background-color: %window; gridline-color: %border; }
QTreeView::item, QListView::item { padding: 0.28em 0.2em; border: 0; }
QTableView::item { padding: 0 0.35em; }
QTreeView::item:hover, QListView::item:hover { background: %raised; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: %selection; color: %text; }
QHeaderView::section { background: %raised; color: %muted; border: 0; border-right: 1px solid %border; border-bottom: 1px solid %border; padding: 0.35em 0.5em; font-weight: bold; }
QHeaderView::section:vertical { padding: 0 0.5em; }
QCheckBox::indicator, QListView::indicator, QTreeView::indicator, QTableView::indicator { width: 0.85em; height: 0.85em; border: 1px solid %muted; border-radius: 3px; background: %surface; }
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked, QTableView::indicator:checked { background: %accent; border-color: %accent; image: url(:/icons/%check.svg); }
QCheckBox::indicator:disabled { background: %raised; border-color: %border; }
QPushButton { background: %surface; border: 1px solid %border; border-radius: 4px; padding: 0.35em 1em; }
QPushButton:hover { border-color: %accent; }
QPushButton:pressed { background: %selection; }
QPushButton:focus { border-color: %accent; }
QPushButton:default { background: %accent; color: %onAccent; border-color: %accent; }
QPushButton:disabled { color: %muted; background: %window; }
QScrollArea { border: 0; background: transparent; }
QScrollArea > QWidget > QWidget#scrolled { background: transparent; }
QProgressBar { background: %raised; border: 0; border-radius: 3px; max-height: 0.45em; }
QProgressBar::chunk { background: %accent; border-radius: 3px; }
QFrame#notice { background: %selection; border: 0; border-bottom: 1px solid %border; }
QSplitter::handle { background: %window; }
QSplitter::handle:hover { background: %accent; }
QStatusBar { background: %window; border-top: 1px solid %border; color: %muted; }
QStatusBar::item { border: 0; }
)"_s;
    const std::pair<const char*, QColor> names[] = {
        {"%onAccent", colours.onAccent}, {"%selection", colours.selection}, {"%window", colours.window},
        {"%surface", colours.surface},   {"%raised", colours.raised},       {"%text", colours.text},
        {"%muted", colours.muted},       {"%border", colours.border},       {"%accent", colours.accent},
        {"%error", colours.error},       {"%warning", colours.warning},     {"%good", colours.good}};
    for (const auto& [name, colour] : names) sheet.replace(QLatin1StringView(name), colour.name());
    sheet.replace("%check"_L1, dark ? "check-dark"_L1 : "check-light"_L1);
    return sheet.replace("%arrow"_L1, dark ? "arrow-dark"_L1 : "arrow-light"_L1);
}

}  // namespace

void applyTheme(ThemeChoice choice) {
    const bool systemDark = systemIsDark();
    dark = choice == ThemeChoice::dark || (choice == ThemeChoice::system && systemDark);
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setPalette(paletteOf(themeColours()));
    QApplication::setFont(interfaceFont());
    static_cast<QApplication*>(QCoreApplication::instance())->setStyleSheet(styleSheetOf(themeColours()));
}

const ThemeColours& themeColours() {
    return dark ? darkColours : lightColours;
}

bool isDarkTheme() {
    return dark;
}

}  // namespace kachi
