#pragma once

#include "models/pricing/rule_pack.h"

#include <QString>

#include <map>
#include <vector>

namespace kachi {

/// Folder of the analyst's own packs in the program's data directory. It need not exist.
QString userRuleFolder();

/// A pack read from a file: session.cannotRead, or every fault of its content with the file's name.
Result<RulePack> readRulePack(const QString& path);

/// Rule packs at hand: those shipped with the program (:/rules) and the analyst's own in a folder.
class RulePacks {
public:
    /// @param userFolder  folder of *.json packs copied and edited by the user; empty: none.
    /// Packs that do not validate, or use another unit than the shipped ones, are left out and reported in issues().
    explicit RulePacks(const QString& userFolder = {});

    const std::vector<RulePack>& all() const { return m_packs; }
    const RulePack* find(const std::string& id) const;
    const Issues& issues() const { return m_issues; }

    /// Shipped packs are not edited; copies of them are.
    bool isShipped(const std::string& id) const;

    /// The pack of that id, or Issue rules.unknownPack naming the packs there are.
    Result<RulePack> get(const std::string& id) const;

    /// What is suspicious about a pack beside the shipped ones; see rule_check.h.
    Issues findings(const RulePack& pack) const;

    const QString& userFolder() const { return m_userFolder; }

    // The analyst's own packs. Each refuses a shipped id with rules.shipped and reads the folder again when done.

    /// Writes the pack into the user's folder, under its id; errors of findings() refuse it.
    Done save(const RulePack& pack);
    Done remove(const std::string& id);

private:
    void read();
    void readFolder(const QString& path);

    QString m_userFolder;
    std::vector<RulePack> m_packs;  ///< shipped ones first
    std::size_t m_shipped = 0;
    std::map<std::string, QString> m_files;  ///< of the analyst's own packs, by id
    Issues m_issues;
};

/// The pack in the file of that name, or the one of that id among `packs`.
Result<RulePack> rulePackNamed(const RulePacks& packs, const QString& name);

}  // namespace kachi
