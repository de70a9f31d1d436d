#pragma once

#include <QString>

namespace kachi {

/// The one typeface of print, figures and window: BIZ UDPGothic, under the name this machine lists it by. A font has
/// one name per language, and the list follows the locale (BIZ UDPゴシック under ja_JP). The English name when the
/// font is not installed. @pre a QGuiApplication exists
QString reportFontFamily();

/// False when the font is not installed under any of its names. @pre a QGuiApplication exists
bool reportFontInstalled();

}  // namespace kachi
