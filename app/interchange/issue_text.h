#pragma once

#include "models/core/issue.h"

#include <QString>

namespace kachi {

/// An Issue from Qt strings; the shape every finding of the interchange has.
inline Issue interchangeIssue(const char* code, const QString& where, const QString& value = {},
                              const QString& limit = {}, Severity severity = Severity::error) {
    return {code, severity, where.toStdString(), value.toStdString(), limit.toStdString(), {}};
}

}  // namespace kachi
