#pragma once

#include "models/pricing/rule_pack.h"

#include <QString>

#include <vector>

namespace kachi {

/// Rule packs at hand: those shipped with the program (:/rules) and the analyst's own in a folder.
class RulePacks {
public:
    /// @param userFolder  folder of *.json packs copied and edited by the user; empty: none.
    /// Packs that do not validate are left out and reported in issues().
    explicit RulePacks(const QString& userFolder = {});

    const std::vector<RulePack>& all() const { return m_packs; }
    const RulePack* find(const std::string& id) const;
    const Issues& issues() const { return m_issues; }

    /// The pack of that id, or Issue rules.unknownPack naming the packs there are.
    Result<RulePack> get(const std::string& id) const;

private:
    std::vector<RulePack> m_packs;
    Issues m_issues;
};

}  // namespace kachi
