#include "ui/windows/settings.h"

#include "ui/windows/language.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace kachi::settings {

using namespace Qt::StringLiterals;

Language language() {
    const QString chosen = QSettings().value(u"language"_s).toString();
    if (chosen == u"ja"_s) return Language::ja;
    if (chosen == u"en"_s) return Language::en;
    return systemLanguage();
}

void setLanguage(Language language) {
    QSettings().setValue(u"language"_s, language == Language::ja ? u"ja"_s : u"en"_s);
}

ThemeChoice theme() {
    const QString chosen = QSettings().value(u"theme"_s).toString();
    if (chosen == u"light"_s) return ThemeChoice::light;
    if (chosen == u"dark"_s) return ThemeChoice::dark;
    return ThemeChoice::system;
}

void setTheme(ThemeChoice choice) {
    const QString name = choice == ThemeChoice::light  ? u"light"_s
                         : choice == ThemeChoice::dark ? u"dark"_s
                                                       : u"system"_s;
    QSettings().setValue(u"theme"_s, name);
}

QString lastLibrary() {
    return QSettings().value(u"library"_s).toString();
}
void setLastLibrary(const QString& path) {
    QSettings().setValue(u"library"_s, path);
}

QByteArray windowGeometry() {
    return QSettings().value(u"window/geometry"_s).toByteArray();
}
QByteArray windowState() {
    return QSettings().value(u"window/state"_s).toByteArray();
}

void setWindow(const QByteArray& geometry, const QByteArray& state) {
    QSettings store;
    store.setValue(u"window/geometry"_s, geometry);
    store.setValue(u"window/state"_s, state);
}

QString folder() {
    return QSettings()
        .value(u"folder"_s, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
        .toString();
}

void setFolderOf(const QString& file) {
    QSettings().setValue(u"folder"_s, QFileInfo(file).absolutePath());
}

}  // namespace kachi::settings
