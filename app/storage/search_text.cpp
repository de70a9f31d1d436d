#include "app/storage/search_text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>

namespace kachi {

namespace {

constexpr int snippetCharacters = 30;

icu::UnicodeString normalise(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normaliser = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
    icu::UnicodeString result = normaliser->normalize(icu::UnicodeString::fromUTF8(text), status);
    if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
    return result;
}

std::string utf8(const icu::UnicodeString& text) {
    std::string result;
    return text.toUTF8String(result);
}

}  // namespace

std::string normalisedText(const std::string& text) {
    return utf8(normalise(text));
}

std::string foldedText(const std::string& text) {
    return utf8(normalise(text).foldCase());
}

std::vector<std::string> queryWords(const std::string& query) {
    const icu::UnicodeString folded = normalise(query).foldCase();
    std::vector<std::string> words;
    icu::UnicodeString word;
    const auto finishWord = [&] {
        if (!word.isEmpty()) words.push_back(utf8(word));
        word.remove();
    };
    for (int i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
        const UChar32 character = folded.char32At(i);
        if (u_isUWhiteSpace(character) || u_iscntrl(character)) {
            finishWord();
        } else {
            word.append(character);
        }
    }
    finishWord();
    return words;
}

int characterCount(const std::string& text) {
    return icu::UnicodeString::fromUTF8(text).countChar32();
}

Snippet snippetAround(const std::string& normalised, const std::string& foldedWord) {
    const auto text = icu::UnicodeString::fromUTF8(normalised);
    const auto word = icu::UnicodeString::fromUTF8(foldedWord);

    // Folding can change lengths (ß → ss), so each folded unit remembers the character it came from.
    icu::UnicodeString folded;
    std::vector<int> origin;
    for (int i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        folded.append(icu::UnicodeString(text.char32At(i)).foldCase());
        origin.resize(static_cast<std::size_t>(folded.length()), i);
    }
    const int found = folded.indexOf(word);
    if (found < 0 || word.isEmpty()) {
        const int end = text.moveIndex32(0, 2 * snippetCharacters);
        return {{}, {}, utf8(text.tempSubStringBetween(0, end))};
    }
    const int matchStart = origin[static_cast<std::size_t>(found)];
    const int matchLast = origin[static_cast<std::size_t>(found + word.length() - 1)];
    const int matchEnd = text.moveIndex32(matchLast, 1);
    const int start = text.moveIndex32(matchStart, -snippetCharacters);
    const int end = text.moveIndex32(matchEnd, snippetCharacters);
    return {utf8(text.tempSubStringBetween(start, matchStart)), utf8(text.tempSubStringBetween(matchStart, matchEnd)),
            utf8(text.tempSubStringBetween(matchEnd, end))};
}

}  // namespace kachi
