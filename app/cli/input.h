#pragma once

#include "models/core/result.h"
#include "models/pricing/rule_pack.h"

#include <QByteArray>
#include <QString>

namespace kachi {

/// All bytes of a file, or session.cannotRead with the reason.
Result<QByteArray> readFile(const QString& path);

/// The rule pack of that id, or the one in the file of that name. Issues: rules.unknownPack, those of parseRulePack.
Result<RulePack> rulePackNamed(const QString& name);

}  // namespace kachi
