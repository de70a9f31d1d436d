#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

const QString sourceFolder = QStringLiteral(KACHI_SOURCE_DIR);

/// Sources below a folder of the project, as paths from its root.
QStringList sourcesBelow(const QString& folder) {
    QStringList paths;
    QDirIterator files(sourceFolder + u'/' + folder, {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) paths.push_back(files.next().mid(sourceFolder.size() + 1));
    paths.sort();
    return paths;
}

QString sourceText(const QString& path) {
    QFile file(sourceFolder + u'/' + path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

/// What a source includes: "models/core/yen.h", "QString", "boost/math/…".
QStringList includesOf(const QString& path) {
    static const QRegularExpression line(u"^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"_s,
                                         QRegularExpression::MultilineOption);
    QStringList includes;
    const QString text = sourceText(path);
    for (auto match = line.globalMatch(text); match.hasNext();) includes.push_back(match.next().captured(1));
    return includes;
}

/// Places below `folder`, except those below `allowed`, whose includes match `forbidden`.
QStringList violations(const QString& folder, const QRegularExpression& forbidden, const QString& allowed = {}) {
    QStringList found;
    for (const QString& path : sourcesBelow(folder)) {
        if (!allowed.isEmpty() && path.startsWith(allowed)) continue;
        for (const QString& include : includesOf(path)) {
            if (forbidden.match(include).hasMatch()) found.push_back(path + u" includes "_s + include);
        }
    }
    return found;
}

}  // namespace

/// Dependencies run models ← app ← ui ← main, and each library has its place.
class ArchitectureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void includes_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("forbidden");
        QTest::addColumn<QString>("allowed");
        QTest::newRow("models know no Qt") << u"models"_s << u"^Q|^Qt"_s << QString();
        QTest::newRow("models know no app and no ui") << u"models"_s << u"^(app|ui)/"_s << QString();
        QTest::newRow("models know no files, clock or globals")
            << u"models"_s << u"^(fstream|filesystem|iostream|chrono|ctime|locale|random|cstdio)$"_s << QString();
        QTest::newRow("app knows no ui") << u"app"_s << u"^ui/"_s << u"app/main.cpp"_s;
        QTest::newRow("app knows no widgets")
            << u"app"_s
            << u"^(QtWidgets|QWidget|QApplication|QDialog|QMainWindow|QMessageBox|QFileDialog|QAbstractItemView|"
               u"Q(Table|Tree|List)(View|Widget)|QLabel|QPushButton|QLineEdit|QtCharts|QChart)"_s
            << u"app/main.cpp"_s;
        QTest::newRow("Boost.Math stays behind models/statistics")
            << u"models"_s << u"^boost/math/"_s << u"models/statistics/"_s;
        QTest::newRow("Boost.Math in app") << u"app"_s << u"^boost/math/"_s << QString();
        QTest::newRow("Boost.Math in ui") << u"ui"_s << u"^boost/math/"_s << QString();
        QTest::newRow("Qt's SQL is not used") << u"app"_s << u"^QSql|^QtSql"_s << QString();
        QTest::newRow("SQLite stays behind app/storage") << u"app"_s << u"^(SQLiteCpp/|sqlite3)"_s << u"app/storage/"_s;
    }
    void includes() {
        QFETCH(QString, folder);
        QFETCH(QString, forbidden);
        QFETCH(QString, allowed);
        const QStringList found = violations(folder, QRegularExpression(forbidden), allowed);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        QVERIFY(!sourcesBelow(folder).isEmpty());
    }

    /// The numbers of the tariff live in rule packs. Numbers a formula may hold by itself: small whole numbers, powers
    /// of ten, a half, the months of a year, and the ends and middle of a 95% interval.
    void noRuleNumbersInPricing() {
        static const QRegularExpression remark(u"//[^\\n]*|\"(?:[^\"\\\\\\n]|\\\\.)*\""_s);
        static const QRegularExpression decimal(u"(?<![\\w.])\\d+\\.\\d+(?![\\w.])"_s);
        static const QRegularExpression fraction(u"(?<![\\w.])Rational\\((?:\\d+),\\s*(?!10+\\))\\d+\\)"_s);
        static const QRegularExpression ratio(u"(?<![\\w.])\\d+\\s*/\\s*\\d+(?![\\w.])"_s);
        const QStringList allowed{u"0.0"_s, u"1.0"_s, u"10.0"_s, u"12.0"_s, u"0.5"_s, u"0.025"_s, u"0.975"_s};
        QStringList found;
        for (const QString& path : sourcesBelow(u"models/pricing"_s) + sourcesBelow(u"models/price_routes"_s)) {
            const QString code = sourceText(path).remove(remark);
            for (const QRegularExpression& shape : {decimal, fraction, ratio}) {
                for (auto match = shape.globalMatch(code); match.hasNext();) {
                    const QString number = match.next().captured();
                    if (!allowed.contains(number)) found.push_back(path + u": "_s + number);
                }
            }
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }
};

QTEST_APPLESS_MAIN(ArchitectureTest)
#include "architecture_test.moc"
