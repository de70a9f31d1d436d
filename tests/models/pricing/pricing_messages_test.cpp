#include "tests/models/pricing/pricing_test_data.h"

#include <QDir>
#include <QRegularExpression>
#include <QtTest>

using namespace kachi;

/// Every issue the pricing models raise has its sentence in both languages, and no sentence is left over.
class PricingMessagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasItsSentence() {
        const QString root = QString::fromUtf8(KACHI_SOURCE_DIR);
        const auto json = nlohmann::json::parse(fileText(root + QStringLiteral("/resources/messages/pricing.json")));
        const QRegularExpression code(QStringLiteral("\"(pricing\\.[A-Za-z]+)\""));
        const QDir folder(root + QStringLiteral("/models/pricing"));
        QStringList used;
        for (const QString& name :
             folder.entryList({QStringLiteral("*.cpp"), QStringLiteral("*_checks.h")}, QDir::Files)) {
            auto matches = code.globalMatch(QString::fromStdString(fileText(folder.filePath(name))));
            while (matches.hasNext()) used << matches.next().captured(1);
        }
        used.removeDuplicates();
        used.sort();
        QStringList known;
        for (const auto& [key, sentence] : json.items()) {
            known << QString::fromStdString(key);
            QVERIFY2(!sentence.at("ja").get<std::string>().empty() && !sentence.at("en").get<std::string>().empty(),
                     key.c_str());
        }
        known.sort();
        QCOMPARE(used, known);
    }
};

QTEST_APPLESS_MAIN(PricingMessagesTest)
#include "pricing_messages_test.moc"
