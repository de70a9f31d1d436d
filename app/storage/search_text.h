#pragma once

#include "app/storage/library_types.h"

namespace kachi {

/// Text as it is shown in snippets: NFKC, so ｱﾙﾌｧ is アルファ and Ａ１ is A1. UTF-8.
std::string normalisedText(const std::string& text);

/// Text as it is compared: NFKC and Unicode case folding. UTF-8.
std::string foldedText(const std::string& text);

/// The words of a query, folded; separated by any white space, the ideographic space included.
std::vector<std::string> queryWords(const std::string& query);

/// Number of characters (code points) of UTF-8 text.
int characterCount(const std::string& text);

/// Where `foldedWord` first occurs in `normalised`, with some 30 characters around it; empty match when it does not.
Snippet snippetAround(const std::string& normalised, const std::string& foldedWord);

}  // namespace kachi
