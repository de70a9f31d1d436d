#pragma once

#include <QColor>

namespace kachi {

enum class ThemeChoice { system, light, dark };

/// Colours of the windows: one accent, greys, and three severities which never stand without icon and word.
struct ThemeColours {
    QColor window;   ///< behind everything
    QColor surface;  ///< cards, tables, fields that may be typed into
    QColor raised;   ///< bars, heads, computed fields
    QColor text;
    QColor muted;  ///< secondary text
    QColor border;
    QColor accent;
    QColor onAccent;   ///< text on accent
    QColor selection;  ///< quiet background of the chosen row
    QColor error;
    QColor warning;
    QColor good;
};

/// Gives the application style, palette, style sheet and font. May be called again at run time.
void applyTheme(ThemeChoice choice);

const ThemeColours& themeColours();
bool isDarkTheme();

}  // namespace kachi
