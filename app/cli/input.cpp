#include "app/cli/input.h"

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
    return QFile::exists(name) ? readRulePack(name) : RulePacks(userRuleFolder()).get(name.toStdString());
}

}  // namespace kachi
