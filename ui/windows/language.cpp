#include "ui/windows/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

Language current = Language::en;

/// Our own sentences and Qt's (file dialogs, OK, Cancel). English is the language of the sources.
QTranslator* ownTranslator() {
    static auto* translator = new QTranslator(QCoreApplication::instance());
    return translator;
}

QTranslator* qtTranslator() {
    static auto* translator = new QTranslator(QCoreApplication::instance());
    return translator;
}

}  // namespace

Language uiLanguage() {
    return current;
}

void setUiLanguage(Language language) {
    current = language;
    QCoreApplication::removeTranslator(ownTranslator());
    QCoreApplication::removeTranslator(qtTranslator());
    QLocale::setDefault(language == Language::ja ? QLocale(QLocale::Japanese, QLocale::Japan) : QLocale::c());
    if (language != Language::ja) return;
    if (qtTranslator()->load(u"qtbase_ja"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(qtTranslator());
    }
    if (ownTranslator()->load(u":/i18n/kachi_ja.qm"_s)) QCoreApplication::installTranslator(ownTranslator());
}

Language systemLanguage() {
    return QLocale::system().language() == QLocale::Japanese ? Language::ja : Language::en;
}

QString shown(const Text& text) {
    const std::string& wanted = text.in(current);
    return QString::fromStdString(wanted.empty() ? text.in(current == Language::ja ? Language::en : Language::ja)
                                                 : wanted);
}

std::string& editedPart(Text& text) {
    return current == Language::ja ? text.ja : text.en;
}

}  // namespace kachi
