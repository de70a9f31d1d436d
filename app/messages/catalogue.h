#pragma once

#include "models/core/issue.h"
#include "models/core/text.h"

#include <QString>

namespace kachi {

/// Turns issues into sentences. Source: resources/messages/*.json, code → {ja, en} with {where}, {value}, {limit}
/// and {details…} filled in (the detail "label.ja" fills {label} in Japanese, "label.en" in English); the detail
/// "alike" adds how often the same was found. An unknown code prints itself and all it carries, so nothing is lost.
class MessageCatalogue {
public:
    static const MessageCatalogue& instance();

    QString sentence(const Issue& issue, Language language) const;
    bool knows(const std::string& code) const { return m_sentences.contains(code); }

private:
    MessageCatalogue();
    std::map<std::string, Text> m_sentences;
};

/// The sentence in both languages, with the words for its place in {where}.
Text sentenceAt(Issue issue, const Text& place);

}  // namespace kachi
