#include "models/core/sha256.h"

#include <QtTest>

using namespace kachi;

class Sha256Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Source: NIST, Cryptographic Standards and Guidelines, Examples with Intermediate Values: SHA-256 (one block, two
    // blocks); FIPS 180-2 appendix B.3 (one million times "a"); the empty message of the NIST test vectors.
    void publishedVectors_data() {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("digest");
        QTest::newRow("empty") << QByteArray()
                               << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("one block") << QByteArray("abc")
                                   << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                    << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        QTest::newRow("long") << QByteArray(1'000'000, 'a')
                              << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
    void publishedVectors() {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, digest);
        QCOMPARE(sha256Hex({message.constData(), static_cast<std::size_t>(message.size())}), digest.toStdString());
    }
};

QTEST_APPLESS_MAIN(Sha256Test)
#include "sha256_test.moc"
