#pragma once

#include "models/core/result.h"

#include <QByteArrayView>
#include <QString>

namespace kachi {

/// Replaces the file at `path` with `bytes`, or leaves everything as it was: written aside, flushed, then renamed.
/// Issue storage.cannotWrite (where: path, value: reason) when the folder, the disk or the permissions refuse.
/// A device or pipe (/dev/stdout) cannot be replaced; it is written as it is.
Done writeFileAtomically(const QString& path, QByteArrayView bytes);

}  // namespace kachi
