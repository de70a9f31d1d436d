#pragma once

#include "models/pricing/rule_pack.h"

#include <QFile>
#include <QString>

#include <nlohmann/json.hpp>

namespace kachi {

inline std::string fileText(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot open %s", qPrintable(path));
    return file.readAll().toStdString();
}

inline std::string packText(const std::string& id) {
    return fileText(QString::fromUtf8(KACHI_SOURCE_DIR "/resources/rules/") + QString::fromStdString(id + ".json"));
}

/// A shipped rule pack; a pack that is refused ends the test program with its first fault.
inline RulePack shippedPack(const std::string& id) {
    const auto pack = parseRulePack(packText(id));
    if (!pack) qFatal("%s: %s at %s", id.c_str(), pack.issues()[0].code.c_str(), pack.issues()[0].where.c_str());
    return *pack;
}

/// Published decisions; see tests/data/pricing/PROVENANCE.md.
inline const nlohmann::json& decisions() {
    static const auto json =
        nlohmann::json::parse(fileText(QString::fromUtf8(KACHI_TEST_DATA "/pricing/decisions.json")));
    return json;
}

inline Rational exactOf(const nlohmann::json& number) {
    return parseRational(number.is_string() ? number.get<std::string>() : number.dump()).value();
}

inline QString shown(const Rational& value) {
    return QString::fromStdString(ruleNumberText(value));
}

inline QString codes(const Issues& issues) {
    QString text;
    for (const Issue& issue : issues) {
        text += QString::fromStdString(issue.code + "@" + issue.where + "=" + issue.value) + QChar(u'\n');
    }
    return text;
}

}  // namespace kachi
