#include "app/messages/catalogue.h"

#include "models/core/rounded_text.h"

#include <QDir>
#include <QFile>

#include <nlohmann/json.hpp>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// The issue with its numbers rounded for reading, unless value and limit could then no longer be told apart.
Issue readableIssue(Issue issue) {
    const std::string value = withRoundedNumbers(issue.value);
    const std::string limit = withRoundedNumbers(issue.limit);
    if (value != limit || issue.value == issue.limit) {
        issue.value = value;
        issue.limit = limit;
    }
    for (auto& [name, detail] : issue.details) detail = withRoundedNumbers(detail);
    return issue;
}

}  // namespace

const MessageCatalogue& MessageCatalogue::instance() {
    static const MessageCatalogue catalogue;
    return catalogue;
}

MessageCatalogue::MessageCatalogue() {
    const QDir folder(u":/messages"_s);
    for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) continue;
        const auto json = nlohmann::json::parse(file.readAll().toStdString());
        for (const auto& [code, text] : json.items()) m_sentences[code] = {text.at("ja"), text.at("en")};
    }
}

QString MessageCatalogue::sentence(const Issue& exact, Language language) const {
    const Issue issue = readableIssue(exact);
    const auto found = m_sentences.find(issue.code);
    QString sentence;
    if (found == m_sentences.end()) {
        sentence = QString::fromStdString(issue.code) + u": {where} {value} {limit}"_s;
        for (const auto& [name, value] : issue.details) {
            sentence += u' ' + QString::fromStdString(name) + u'=' + QString::fromStdString(value);
        }
    } else {
        sentence = QString::fromStdString(found->second.in(language));
    }
    sentence.replace("{where}"_L1, QString::fromStdString(issue.where));
    sentence.replace("{value}"_L1, QString::fromStdString(issue.value));
    if (issue.limit.empty()) sentence.remove(" {limit}"_L1);  // "Enter a value {limit}."
    sentence.replace("{limit}"_L1, QString::fromStdString(issue.limit));
    const std::string ofLanguage = language == Language::ja ? ".ja" : ".en";
    for (const auto& [name, value] : issue.details) {
        const bool bilingual = name.ends_with(ofLanguage);
        const std::string shown = bilingual ? name.substr(0, name.size() - ofLanguage.size()) : name;
        sentence.replace(u'{' + QString::fromStdString(shown) + u'}', QString::fromStdString(value));
    }
    sentence = sentence.trimmed();
    if (const auto alike = issue.details.find("alike"); alike != issue.details.end()) {
        sentence += u' ' + this->sentence({"messages.alike", issue.severity, {}, alike->second, {}, {}}, language);
    }
    if (const auto user = issue.details.find("usedBy"); user != issue.details.end()) {
        std::map<std::string, std::string> place = issue.details;
        place.erase("usedBy");
        place.erase("alike");
        sentence += u' ' + this->sentence({"messages.usedBy", issue.severity, {}, user->second, {}, place}, language);
    }
    return sentence;
}

Text sentenceAt(Issue issue, const Text& place) {
    Text sentence;
    for (const Language language : {Language::ja, Language::en}) {
        issue.where = place.in(language);
        const std::string words = MessageCatalogue::instance().sentence(issue, language).toStdString();
        (language == Language::ja ? sentence.ja : sentence.en) = words;
    }
    return sentence;
}

}  // namespace kachi
