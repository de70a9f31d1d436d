#pragma once

#include "models/core/result.h"

#include <QByteArray>
#include <QString>

namespace kachi {

/// All bytes of a file, or session.cannotRead with the reason.
Result<QByteArray> readFile(const QString& path);

}  // namespace kachi
