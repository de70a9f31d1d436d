#pragma once

#include "models/core/text.h"

#include <QString>

namespace kachi {

/// Language of windows and messages. Part of the application, like Qt's translators themselves: a change sends
/// QEvent::LanguageChange to every widget.
Language uiLanguage();
void setUiLanguage(Language language);

/// Language of the machine: Japanese, else English.
Language systemLanguage();

/// A bilingual label in the language of the windows, or in the other one where it was never written.
QString shown(const Text& text);

/// The part of `text` that is edited under the language of the windows.
std::string& editedPart(Text& text);

}  // namespace kachi
