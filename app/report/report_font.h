#pragma once

#include <QStringList>

namespace kachi {

/// The one typeface of print, figures and window: BIZ UDPGothic, under the name this machine lists it by. A font has
/// one name per language, and the list follows the locale (BIZ UDPゴシック under ja_JP). The English name when the
/// font is not installed. @pre a QGuiApplication exists
QString reportFontFamily();

/// The families to set text in: the signs ≤ and ≥ of our own before the typeface, whose regular face of version 1.05
/// draws each as the other (resources/fonts/PROVENANCE.md). @pre a QGuiApplication exists
QStringList reportFontFamilies();

/// False when the font is not installed under any of its names. @pre a QGuiApplication exists
bool reportFontInstalled();

}  // namespace kachi
