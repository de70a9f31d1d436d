#pragma once

#include "app/interchange/raw_table.h"

#include <QByteArray>

#include <optional>

namespace kachi {

struct DecodedText {
    QString text;  ///< without byte order mark
    TextEncoding encoding = TextEncoding::utf8;
    Issues notes;
};

/// Strict decoding: a byte order mark decides; else valid UTF-8; else CP932 (Windows-31J). Nothing becomes U+FFFD.
/// UTF-16 without a mark must be forced.
/// Refused with the byte offset: interchange.brokenEncoding; interchange.ambiguousEncoding (no mark, and the bytes are
/// valid UTF-8 and CP932 without one character that only UTF-8 would have); interchange.binaryFile (control
/// characters).
/// @param fileName names the file in issues
Result<DecodedText> decodeText(const QByteArray& bytes, const QString& fileName,
                               std::optional<TextEncoding> forced = std::nullopt);

}  // namespace kachi
