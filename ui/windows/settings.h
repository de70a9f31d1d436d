#pragma once

#include "models/core/text.h"
#include "ui/windows/theme.h"

#include <QByteArray>
#include <QString>

namespace kachi::settings {

/// What a window remembers between runs (QSettings of the user).
Language language();  ///< the machine's until one was chosen
void setLanguage(Language language);

ThemeChoice theme();
void setTheme(ThemeChoice choice);

QString lastLibrary();
void setLastLibrary(const QString& path);

QByteArray windowGeometry();
QByteArray windowState();
void setWindow(const QByteArray& geometry, const QByteArray& state);

/// Folder last used in file dialogs; documents at first.
QString folder();
void setFolderOf(const QString& file);

}  // namespace kachi::settings
