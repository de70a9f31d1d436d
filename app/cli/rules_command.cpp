#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/output.h"
#include "app/rules/rule_packs.h"

#include <QFile>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

Result<RulePack> packNamed(const QString& name) {
    if (!QFile::exists(name)) return RulePacks().get(name.toStdString());
    const auto bytes = readFile(name);
    if (!bytes) return bytes.issues();
    auto pack = parseRulePack(bytes->toStdString());
    if (!pack) return withFile(pack.issues(), name);
    return pack;
}

}  // namespace

int listRules(Language language) {
    const RulePacks packs;
    for (const RulePack& pack : packs.all()) {
        printOut(QString::fromStdString(pack.id) + u'\t' + QString::fromStdString(pack.effectiveFrom) + u'\t' +
                 QString::fromStdString(pack.name.in(language)));
    }
    printIssues(packs.issues(), language);
    return packs.issues().empty() ? exitDone : exitRefused;
}

int showRules(const QString& name, Language language) {
    const auto pack = packNamed(name);
    if (!pack) return refuse(pack.issues(), language);
    for (const auto& [key, rule] : pack->numbers) {
        printOut(QString::fromStdString(key) + u'\t' + QString::fromStdString(ruleNumberText(rule.value)) + u'\t' +
                 QString::fromStdString(ruleStatusText(rule.status).in(language)) + u'\t' +
                 QString::fromStdString(rule.clause.in(language)) + u'\t' + QString::fromStdString(rule.document));
    }
    for (const auto& [key, rule] : pack->switches) {
        printOut(QString::fromStdString(key) + u'\t' + (rule.value ? u"true"_s : u"false"_s) + u'\t' +
                 QString::fromStdString(ruleStatusText(rule.status).in(language)) + u'\t' +
                 QString::fromStdString(rule.clause.in(language)) + u'\t' + QString::fromStdString(rule.document));
    }
    return exitDone;
}

int validateRules(const QString& file, Language language) {
    const auto pack = packNamed(file);
    if (!pack) return refuse(pack.issues(), language);
    printOut((language == Language::ja ? u"%1 は有効です(%2 個の数値)"_s : u"%1 is valid (%2 numbers)"_s)
                 .arg(QString::fromStdString(pack->id))
                 .arg(pack->numbers.size()));
    return exitDone;
}

int compareRules(const QString& left, const QString& right, Language language) {
    const auto first = packNamed(left);
    const auto second = packNamed(right);
    if (!first || !second) return refuse(first ? second.issues() : first.issues(), language);
    for (const RuleDifference& difference : rulePackDifferences(*first, *second)) {
        printOut(QString::fromStdString(difference.key + "\t" + (difference.left.empty() ? "—" : difference.left) +
                                        "\t" + (difference.right.empty() ? "—" : difference.right)));
    }
    return exitDone;
}

}  // namespace kachi
