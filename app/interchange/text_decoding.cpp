#include "app/interchange/text_decoding.h"

#include "app/interchange/issue_text.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <memory>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

struct StrictText {
    QString text;
    qsizetype brokenAt = -1;  ///< byte offset of the first undecodable sequence; -1: none
    bool ok() const { return brokenAt < 0; }
};

const char* converterName(TextEncoding encoding) {
    switch (encoding) {
        case TextEncoding::cp932:
            return "ibm-943_P15A-2003";  // ICU's Windows-31J: 0x8160 is U+FF5E, 0x8740 is ①, 0xFBFC is 髙
        case TextEncoding::utf16LittleEndian:
            return "UTF-16LE";
        case TextEncoding::utf16BigEndian:
            return "UTF-16BE";
        default:
            return "UTF-8";
    }
}

StrictText decodeStrictly(const QByteArray& bytes, qsizetype skip, TextEncoding encoding) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(converterName(encoding), &status),
                                                                       &ucnv_close);
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    QString text(bytes.size() - skip + 1, Qt::Uninitialized);
    auto* target = reinterpret_cast<UChar*>(text.data());
    const UChar* const targetEnd = target + text.size();
    const char* source = bytes.constData() + skip;
    const char* const sourceEnd = bytes.constData() + bytes.size();
    ucnv_toUnicode(converter.get(), &target, targetEnd, &source, sourceEnd, nullptr, true, &status);
    if (U_FAILURE(status)) {
        char invalid[8];
        int8_t invalidLength = sizeof invalid;
        UErrorCode ignored = U_ZERO_ERROR;
        ucnv_getInvalidChars(converter.get(), invalid, &invalidLength, &ignored);
        return {{}, source - bytes.constData() - std::max<qsizetype>(invalidLength, 0)};
    }
    text.truncate(target - reinterpret_cast<UChar*>(text.data()));
    return {text, -1};
}

qsizetype firstNonAscii(const QByteArray& bytes) {
    const auto found = std::find_if(bytes.begin(), bytes.end(), [](char byte) { return (byte & 0x80) != 0; });
    return found == bytes.end() ? -1 : found - bytes.begin();
}

/// Characters from U+0800 take three bytes in UTF-8, a pattern that text meant as CP932 does not form by chance.
bool surelyUtf8(const QString& text) {
    return std::any_of(text.begin(), text.end(), [](QChar character) { return character.unicode() >= 0x0800; });
}

QString excerpt(const QString& text) {
    const auto odd =
        std::find_if(text.begin(), text.end(), [](QChar character) { return character.unicode() >= 0x80; });
    const qsizetype at = std::max<qsizetype>(0, odd - text.begin() - 5);
    return text.mid(at, 15).simplified();
}

Issue atByte(const char* code, const QString& fileName, qsizetype offset, TextEncoding encoding) {
    return interchangeIssue(code, fileName, QString::number(offset), encodingName(encoding));
}

int lineOf(const QString& text, qsizetype position) {
    return static_cast<int>(QStringView(text).left(position).count(u'\n')) + 1;
}

QString codePoint(QChar character) {
    return u"U+"_s + QString::number(character.unicode(), 16).toUpper().rightJustified(4, u'0');
}

/// Control characters say "not a table"; U+FFFD and private-use characters say what an earlier program lost.
Result<DecodedText> checked(StrictText strict, TextEncoding encoding, const QString& fileName) {
    DecodedText decoded{std::move(strict.text), encoding, {}};
    bool privateSeen = false;
    bool replacedSeen = false;
    const QStringView text(decoded.text);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text[i];
        if (character.unicode() < 0x20 && character != u'\t' && character != u'\n' && character != u'\r') {
            return interchangeIssue("interchange.binaryFile", fileName, codePoint(character),
                                    QString::number(lineOf(decoded.text, i)));
        }
        const bool isPrivate = character.unicode() >= 0xE000 && character.unicode() <= 0xF8FF;
        if ((isPrivate && !privateSeen) || (character == QChar::ReplacementCharacter && !replacedSeen)) {
            const char* code = isPrivate ? "interchange.privateCharacter" : "interchange.replacementCharacter";
            decoded.notes.push_back(interchangeIssue(code, fileName, codePoint(character),
                                                     QString::number(lineOf(decoded.text, i)), Severity::warning));
            (isPrivate ? privateSeen : replacedSeen) = true;
        }
    }
    return decoded;
}

Result<DecodedText> decodeAs(TextEncoding encoding, const QByteArray& bytes, qsizetype skip, const QString& fileName) {
    StrictText strict = decodeStrictly(bytes, skip, encoding);
    if (!strict.ok()) return atByte("interchange.brokenEncoding", fileName, strict.brokenAt, encoding);
    return checked(std::move(strict), encoding, fileName);
}

struct Mark {
    TextEncoding encoding;
    qsizetype length;
};

std::optional<Mark> byteOrderMark(const QByteArray& bytes) {
    if (bytes.startsWith("\xEF\xBB\xBF")) return Mark{TextEncoding::utf8WithBom, 3};
    if (bytes.startsWith("\xFF\xFE")) return Mark{TextEncoding::utf16LittleEndian, 2};
    if (bytes.startsWith("\xFE\xFF")) return Mark{TextEncoding::utf16BigEndian, 2};
    return std::nullopt;
}

}  // namespace

QString encodingName(TextEncoding encoding) {
    switch (encoding) {
        case TextEncoding::utf8:
            return u"UTF-8"_s;
        case TextEncoding::utf8WithBom:
            return u"UTF-8 (BOM)"_s;
        case TextEncoding::cp932:
            return u"CP932 (Shift_JIS)"_s;
        case TextEncoding::utf16LittleEndian:
            return u"UTF-16 LE"_s;
        case TextEncoding::utf16BigEndian:
            return u"UTF-16 BE"_s;
        case TextEncoding::spreadsheet:
            return u"xlsx/ods"_s;
        case TextEncoding::clipboard:
            return u"TSV"_s;
    }
    return {};
}

Result<DecodedText> decodeText(const QByteArray& bytes, const QString& fileName, std::optional<TextEncoding> forced) {
    const std::optional<Mark> mark = byteOrderMark(bytes);
    if (forced) {
        const bool sameFamily = mark && (mark->encoding == *forced || *forced == TextEncoding::utf8);
        return decodeAs(*forced, bytes, sameFamily ? mark->length : 0, fileName);
    }
    if (mark) return decodeAs(mark->encoding, bytes, mark->length, fileName);
    if (const qsizetype nul = bytes.indexOf('\0'); nul >= 0) {
        return interchangeIssue("interchange.binaryBytes", fileName, QString::number(nul));
    }

    const qsizetype nonAscii = firstNonAscii(bytes);
    if (nonAscii < 0) return checked({QString::fromLatin1(bytes), -1}, TextEncoding::utf8, fileName);
    StrictText utf8 = decodeStrictly(bytes, 0, TextEncoding::utf8);
    if (utf8.ok() && surelyUtf8(utf8.text)) {
        return checked(std::move(utf8), TextEncoding::utf8, fileName);
    }
    StrictText cp932 = decodeStrictly(bytes, 0, TextEncoding::cp932);
    if (utf8.ok() && cp932.ok()) {
        Issue issue = atByte("interchange.ambiguousEncoding", fileName, nonAscii, TextEncoding::utf8);
        issue.details = {{"utf8", excerpt(utf8.text).toStdString()}, {"cp932", excerpt(cp932.text).toStdString()}};
        return issue;
    }
    if (utf8.ok()) return checked(std::move(utf8), TextEncoding::utf8, fileName);
    if (cp932.ok()) return checked(std::move(cp932), TextEncoding::cp932, fileName);
    Issue issue = atByte("interchange.unknownEncoding", fileName, utf8.brokenAt, TextEncoding::utf8);
    issue.details = {{"cp932", std::to_string(cp932.brokenAt)}};
    return issue;
}

}  // namespace kachi
