#include "app/report/report_font.h"

#include <QFontDatabase>

#include <optional>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

std::optional<QString> installedName() {
    for (const QString& name : {u"BIZ UDPGothic"_s, u"BIZ UDPゴシック"_s}) {
        if (QFontDatabase::hasFamily(name)) return name;
    }
    return {};
}

}  // namespace

QString reportFontFamily() {
    static const QString family = installedName().value_or(u"BIZ UDPGothic"_s);
    return family;
}

QStringList reportFontFamilies() {
    static const QStringList families = [] {
        for (const QString& face : {u"Regular"_s, u"Bold"_s}) {
            QFontDatabase::addApplicationFont(u":/fonts/KachiSigns-%1.ttf"_s.arg(face));
        }
        return QStringList{u"Kachi Signs"_s, reportFontFamily()};
    }();
    return families;
}

bool reportFontInstalled() {
    return installedName().has_value();
}

}  // namespace kachi
