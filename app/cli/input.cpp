#include "app/cli/input.h"

#include "app/cli/output.h"
#include "app/rules/rule_packs.h"

#include <QFile>

namespace kachi {

Result<QByteArray> readFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Issue{
            "session.cannotRead", Severity::error, path.toStdString(), file.errorString().toStdString(), {}, {}};
    }
    return file.readAll();
}

Result<RulePack> rulePackNamed(const QString& name) {
    if (!QFile::exists(name)) return RulePacks().get(name.toStdString());
    const auto bytes = readFile(name);
    if (!bytes) return bytes.issues();
    auto pack = parseRulePack(bytes->toStdString());
    if (!pack) return withFile(pack.issues(), name);
    return pack;
}

}  // namespace kachi
