#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/output.h"
#include "app/rules/rule_packs.h"
#include "app/storage/atomic_file.h"
#include "models/pricing/rule_rows.h"

#include <QDir>

#include <nlohmann/json.hpp>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

using Json = nlohmann::json;

QString text(const std::string& bytes) {
    return QString::fromStdString(bytes);
}

QString statusWords(const RuleRow& row, Language language) {
    return row.source ? text(ruleStatusText(row.source->status).in(language)) : QString();
}

QString unitWords(const RuleRow& row) {
    return row.unit == Unit::none ? QString() : QLatin1StringView(unitName(row.unit));
}

/// "FY2024 designated medical materials (jp-2024), 2024-06-01 – 2026-05-31"
QString heading(const RulePack& pack, Language language) {
    return u"%1 (%2), %3 – %4"_s.arg(text(pack.name.in(language)), text(pack.id), text(pack.effectiveFrom),
                                     text(pack.effectiveTo));
}

int writeJson(const QString& path, const std::string& json, Language language) {
    if (const Done written = writeFileAtomically(path, QByteArray::fromStdString(json)); !written) {
        return refuse(written.issues(), language);
    }
    printOut(
        (language == Language::ja ? u"書き出しました: %1"_s : u"written: %1"_s).arg(QDir::toNativeSeparators(path)));
    return exitDone;
}

Json json(const std::optional<RuleRow>& row) {
    if (!row) return nullptr;
    Json json = {{"value", row->value.ja == row->value.en ? Json(row->value.en)
                                                          : Json({{"ja", row->value.ja}, {"en", row->value.en}})}};
    if (row->unit != Unit::none) json["unit"] = unitName(row->unit);
    if (row->source) {
        json["status"] = ruleStatusName(row->source->status);
        json["document"] = row->source->document;
        json["date"] = row->source->date;
    }
    return json;
}

Json json(const RulePack& pack) {
    return {{"id", pack.id},
            {"name", {{"ja", pack.name.ja}, {"en", pack.name.en}}},
            {"effectiveFrom", pack.effectiveFrom},
            {"effectiveTo", pack.effectiveTo}};
}

std::string differencesJson(const RulePack& left, const RulePack& right,
                            const std::vector<RuleDifference>& differences) {
    Json rows = Json::array();
    for (const RuleDifference& difference : differences) {
        const Text& label = (difference.left ? difference.left : difference.right)->label;
        rows.push_back({{"key", difference.key},
                        {"label", {{"ja", label.ja}, {"en", label.en}}},
                        {"left", json(difference.left)},
                        {"right", json(difference.right)}});
    }
    return Json({{"left", json(left)}, {"right", json(right)}, {"differences", rows}}).dump(2) + "\n";
}

}  // namespace

int listRules(Language language) {
    const RulePacks packs(userRuleFolder());
    for (const RulePack& pack : packs.all()) {
        printOut(text(pack.id) + u'\t' + text(pack.effectiveFrom) + u'\t' + text(pack.name.in(language)));
    }
    printIssues(packs.issues(), language);
    return packs.issues().empty() ? exitDone : exitRefused;
}

int showRules(const QString& name, const QString& jsonOut, Language language) {
    const auto pack = rulePackNamed(RulePacks(userRuleFolder()), name);
    if (!pack) return refuse(pack.issues(), language);
    if (!jsonOut.isEmpty()) return writeJson(jsonOut, rulePackToJson(*pack), language);
    printOut(heading(*pack, language));
    for (const RuleRow& row : ruleRows(*pack)) {
        const RuleSource source = row.source.value_or(RuleSource{});
        const QString label = row.label == row.value ? QString() : text(row.label.in(language));
        printOut(QStringList{text(row.key), text(row.value.in(language)), unitWords(row), statusWords(row, language),
                             label, text(source.clause.in(language)), text(source.document), text(source.date)}
                     .join(u'\t'));
    }
    return exitDone;
}

int validateRules(const QString& file, Language language) {
    const RulePacks packs(userRuleFolder());
    const auto pack = rulePackNamed(packs, file);
    if (!pack) return refuse(pack.issues(), language);
    const Issues findings = withFile(packs.findings(*pack), file);
    if (hasErrors(findings)) return refuse(findings, language);
    printIssues(findings, language);
    printOut((language == Language::ja ? u"%1 は有効です(%2 個の規則)"_s : u"%1 is valid (%2 rules)"_s)
                 .arg(text(pack->id))
                 .arg(ruleRows(*pack).size()));
    return exitDone;
}

int compareRules(const QString& left, const QString& right, const QString& jsonOut, Language language) {
    const RulePacks packs(userRuleFolder());
    const auto first = rulePackNamed(packs, left);
    const auto second = rulePackNamed(packs, right);
    if (!first || !second) {
        Issues issues = first.issues();
        append(issues, second.issues());
        return refuse(issues, language);
    }
    const std::vector<RuleDifference> differences = rulePackDifferences(*first, *second);
    if (!jsonOut.isEmpty()) return writeJson(jsonOut, differencesJson(*first, *second, differences), language);
    const auto side = [&](const std::optional<RuleRow>& row) {
        if (!row) return u"—"_s;
        const QString value = QStringList{text(row->value.in(language)), unitWords(*row)}.join(u' ').trimmed();
        return row->source ? u"%1 [%2]"_s.arg(value, statusWords(*row, language)) : value;
    };
    for (const RuleDifference& difference : differences) {
        printOut(text(difference.key) + u'\t' + side(difference.left) + u'\t' + side(difference.right));
    }
    return exitDone;
}

}  // namespace kachi
