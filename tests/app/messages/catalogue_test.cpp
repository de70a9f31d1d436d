#include "app/messages/catalogue.h"
#include "models/params/registry.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <map>
#include <set>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const QString sourceFolder = QStringLiteral(KACHI_SOURCE_DIR);

QString fileText(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

/// Sentences as they stand in resources/messages, by code.
std::map<QString, Text> shippedSentences() {
    std::map<QString, Text> sentences;
    QDirIterator files(sourceFolder + u"/resources/messages"_s, {u"*.json"_s}, QDir::Files);
    while (files.hasNext()) {
        const auto json = nlohmann::json::parse(fileText(files.next()).toStdString());
        for (const auto& [code, text] : json.items()) {
            const bool isNew = sentences.try_emplace(QString::fromStdString(code), text.at("ja"), text.at("en")).second;
            if (!isNew) qFatal("%s has two sentences", code.c_str());
        }
    }
    return sentences;
}

QString areaOf(const QString& code) {
    return code.section(u'.', 0, 0);
}

/// Names of rules in the packs: "foreign.capRatio". They look like codes and are none.
std::set<QString> ruleNames() {
    std::set<QString> names;
    QDirIterator files(sourceFolder + u"/resources/rules"_s, {u"*.json"_s}, QDir::Files);
    while (files.hasNext()) {
        const auto pack = nlohmann::json::parse(fileText(files.next()).toStdString());
        for (const char* part : {"numbers", "switches", "roundings", "texts"}) {
            for (const auto& item : pack.at(part).items()) names.insert(QString::fromStdString(item.key()));
        }
    }
    return names;
}

/// A string literal "area.name" of the program and where it stands.
struct Literal {
    QString text;
    QString place;
    QString before;  ///< what stands to its left, spaces reduced
};

std::vector<Literal> dottedLiterals() {
    static const QRegularExpression comment(u"//[^\\n]*"_s);
    static const QRegularExpression shape(u"\"([a-z][A-Za-z]*\\.[a-z][A-Za-z0-9]*)\""_s);
    std::vector<Literal> literals;
    for (const QString& layer : {u"models"_s, u"app"_s, u"ui"_s}) {
        QDirIterator files(sourceFolder + u'/' + layer, {u"*.cpp"_s, u"*.h"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            const QString source = fileText(path).remove(comment);
            for (auto match = shape.globalMatch(source); match.hasNext();) {
                const QRegularExpressionMatch found = match.next();
                const qsizetype start = found.capturedStart();
                const QString before = source.mid(std::max<qsizetype>(0, start - 80), std::min<qsizetype>(80, start));
                literals.push_back({found.captured(1), path.mid(sourceFolder.size() + 1), before.simplified()});
            }
        }
    }
    return literals;
}

/// Literals that name a step of an explanation or a published figure: traceStep("price.base", …), step.id = "…",
/// figure("outcomes.cost", …) and add("pricing", "pricing.price", …).
bool namesAFigure(const Literal& literal) {
    static const QRegularExpression call(
        u"(traceStep\\(|\\.id =|\\bfigure\\(|\\bcheckAmount\\(|\\badd\\(\"\\w+\",)$"_s);
    return call.match(literal.before).hasMatch();
}

/// Literals handed straight to an Issue or to one of the functions that make one.
bool opensAnIssue(const Literal& literal) {
    static const QRegularExpression call(
        u"(\\bissues?\\.push_back\\(\\{|\\w*[iI]ssue[\\{\\(]|\\bissueOf\\(|\\breport\\(|\\bfault\\(|\\bfail\\(|\\bfailWith\\(|"_s
        u"\\bwarn\\(|\\bnotice\\()$"_s);
    return call.match(literal.before).hasMatch();
}

/// Areas of the value models: outside models/ their dotted names are figures, parameters and tables, not faults.
bool isValueModel(const QString& area) {
    static const std::set<QString> areas{u"outcomes"_s, u"labour"_s, u"equalisation"_s, u"pricing"_s,
                                         u"recalculation"_s};
    return areas.contains(area);
}

/// Codes the program can issue, with one place each. A dotted literal is a code when it stands in an Issue, or when its
/// area has sentences and it names neither a figure nor a parameter nor a rule.
std::map<QString, QString> issuedCodes(const std::map<QString, Text>& sentences) {
    const std::vector<Literal> literals = dottedLiterals();
    const std::set<QString> rules = ruleNames();
    std::set<QString> areas;
    for (const auto& [code, text] : sentences) areas.insert(areaOf(code));
    std::map<QString, QString> codes;
    for (const Literal& literal : literals) {
        const bool otherName = namesAFigure(literal) || rules.contains(literal.text) ||
                               findDefinition(literal.text.toStdString()) ||
                               (isValueModel(areaOf(literal.text)) && !literal.place.startsWith(u"models/"_s));
        if (opensAnIssue(literal) || (areas.contains(areaOf(literal.text)) && !otherName)) {
            codes.try_emplace(literal.text, literal.place);
        }
    }
    return codes;
}

/// Names in braces; nameJa and nameEn are the two languages of one name.
std::set<QString> placeholders(const std::string& sentence) {
    static const QRegularExpression braces(u"\\{(\\w+?)(Ja|En)?\\}"_s);
    std::set<QString> names;
    const QString text = QString::fromStdString(sentence);
    for (auto match = braces.globalMatch(text); match.hasNext();) names.insert(match.next().captured(1));
    return names;
}

bool hasJapanese(const std::string& text) {
    static const QRegularExpression letters(u"[\\p{Hiragana}\\p{Katakana}\\p{Han}]"_s);
    return letters.match(QString::fromStdString(text)).hasMatch();
}

}  // namespace

/// Every code has a sentence, every sentence a code, and both languages say the same.
class CatalogueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasASentence() {
        const std::map<QString, Text> sentences = shippedSentences();
        const std::map<QString, QString> codes = issuedCodes(sentences);
        QStringList missing;
        for (const auto& [code, place] : codes) {
            if (!sentences.contains(code)) missing.push_back(code + u" ("_s + place + u')');
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u", "_s)));
        QVERIFY(codes.size() > 200);
    }

    void everySentenceIsUsed() {
        const std::map<QString, Text> sentences = shippedSentences();
        const std::map<QString, QString> codes = issuedCodes(sentences);
        QStringList unused;
        for (const auto& [code, text] : sentences) {
            if (!codes.contains(code)) unused.push_back(code);
        }
        QVERIFY2(unused.isEmpty(), qPrintable(unused.join(u", "_s)));
    }

    void bothLanguages_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<Text>("text");
        for (const auto& [code, text] : shippedSentences()) QTest::newRow(qPrintable(code)) << code << text;
    }
    void bothLanguages() {
        QFETCH(QString, code);
        QFETCH(Text, text);
        static const QRegularExpression shape(u"^[a-z][A-Za-z]*\\.[a-z][A-Za-z0-9]*$"_s);
        QVERIFY(shape.match(code).hasMatch());
        QVERIFY(hasJapanese(text.ja));
        QVERIFY(!text.en.empty() && !hasJapanese(text.en));
        QCOMPARE(placeholders(text.ja), placeholders(text.en));
        QVERIFY(MessageCatalogue::instance().knows(code.toStdString()));
    }

    void sentencesAreFilledIn() {
        const Issue issue{"case.outOfBounds", Severity::error, "labour.adoption", "1.5", "0 … 1", {}};
        for (const Language language : {Language::ja, Language::en}) {
            const QString sentence = MessageCatalogue::instance().sentence(issue, language);
            QVERIFY(sentence.contains(u"1.5"_s) && sentence.contains(u"0 … 1"_s));
        }
    }

    /// Worked-out numbers are rounded for reading, unless value and limit could then no longer be told apart.
    void numbersAreRounded() {
        const MessageCatalogue& catalogue = MessageCatalogue::instance();
        const Issue imbalance{
            "weighting.imbalanced", Severity::warning, "data", "age", "0.1", {{"difference", "0.16842445471456144"}}};
        const Issue barely{"case.outOfBounds", Severity::error, "share", "1.0000000000000002", "1", {}};
        for (const Language language : {Language::ja, Language::en}) {
            const QString sentence = catalogue.sentence(imbalance, language);
            QVERIFY2(sentence.contains(u"0.168424"_s) && !sentence.contains(u"0.1684244"_s), qPrintable(sentence));
            QVERIFY(catalogue.sentence(barely, language).contains(u"1.0000000000000002"_s));
        }
    }

    /// English counts read right for one as for many.
    void countsOfOne_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("regions") << u"regions.tooFewRegions"_s << u"Usable regions in “Data”: 1 (data); 2 or more"_s;
        QTest::newRow("studies") << u"synthesis.tooFewStudies"_s << u"Studies: 1, which is too few"_s;
        QTest::newRow("prefectures") << u"regions.notAPrefecture"_s << u"Names that are no prefecture: 2"_s;
        QTest::newRow("events") << u"distributionFit.eventsAboveSubjects"_s << u"Events: 1, more than subjects: 2"_s;
    }
    void countsOfOne() {
        QFETCH(QString, code);
        QFETCH(QString, words);
        const Issue issue{code.toStdString(), Severity::error, "data", "1", "2", {{"label.en", "Data"}}};
        const QString sentence = MessageCatalogue::instance().sentence(issue, Language::en);
        QVERIFY2(sentence.contains(words), qPrintable(sentence));
    }

    /// A fault in a named expression also says who uses it, after its own sentence.
    void usersAreNamed() {
        const Issue issue{"expressions.divisionByZero",
                          Severity::error,
                          "outcomes.hazard",
                          "1/0",
                          {},
                          {{"position", "3"},
                           {"cycle", "1"},
                           {"draw", "0"},
                           {"usedBy", "/outcomes/transitions/a/b"},
                           {"strategy", "new"},
                           {"subgroup", "old"}}};
        for (const Language language : {Language::ja, Language::en}) {
            const QString sentence = MessageCatalogue::instance().sentence(issue, language);
            for (const QString& part : {u"outcomes.hazard"_s, u"/outcomes/transitions/a/b"_s, u"new"_s, u"old"_s}) {
                QVERIFY2(sentence.contains(part), qPrintable(sentence));
            }
            QVERIFY2(!sentence.contains(u'{'), qPrintable(sentence));
        }
    }

    /// A code without a sentence still shows all it carries.
    /// "Enter a value {limit}." of a field without limits ends with the word.
    void absentLimitLeavesNoGap() {
        const Issue issue{"field.missing", Severity::error, "x", {}, {}, {{"label.ja", "平均"}, {"label.en", "Mean"}}};
        const QString sentence = MessageCatalogue::instance().sentence(issue, Language::en);
        QVERIFY2(sentence.endsWith(u"Enter a value."_s), qPrintable(sentence));
    }

    void unknownCodesLoseNothing() {
        const Issue issue{"future.code", Severity::error, "place", "5", "4", {{"name", "detail"}}};
        const QString sentence = MessageCatalogue::instance().sentence(issue, Language::ja);
        for (const QString& part : {u"future.code"_s, u"place"_s, u"5"_s, u"4"_s, u"name=detail"_s}) {
            QVERIFY(sentence.contains(part));
        }
    }
};

QTEST_APPLESS_MAIN(CatalogueTest)
#include "catalogue_test.moc"
