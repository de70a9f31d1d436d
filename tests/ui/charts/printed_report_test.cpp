// label: report
#include "app/messages/catalogue.h"
#include "tests/app/report/sample_report.h"
#include "ui/charts/paper_figure_painter.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/resource.h>
#include <sys/stat.h>
#include <csignal>

using namespace kachi;
using namespace Qt::StringLiterals;

/// The PDF as its readers meet it, looked at with poppler's tools.
class PrintedReportTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    PaperFigurePainter m_painter;

    QString pathOf(const QString& name) const { return m_folder.filePath(name); }

    static QString run(const QString& program, const QStringList& arguments) {
        QProcess process;
        process.start(program, arguments);
        if (!process.waitForFinished(60'000) || process.exitCode() != 0) return {};
        return QString::fromUtf8(process.readAllStandardOutput());
    }

    static QStringList pageTexts(const QString& pdf) {
        QStringList pages = run(u"pdftotext"_s, {u"-layout"_s, pdf, u"-"_s}).split(u'\f');
        pages.removeLast();  // every page ends with a form feed
        return pages;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        const QString kept = qEnvironmentVariable("KACHI_PICTURES");  // set it to look at the report
        for (const Language language : {Language::ja, Language::en}) {
            const QString name = language == Language::ja ? u"ja.pdf"_s : u"en.pdf"_s;
            QVERIFY(writePdf(sample::report(), pathOf(name), m_painter, language).ok());
            if (!kept.isEmpty()) QFile::copy(pathOf(name), kept + u'/' + name);
        }
    }

    void textCanBeSearched() {
        const QString text = run(u"pdftotext"_s, {u"-raw"_s, pathOf(u"ja.pdf"_s), u"-"_s});
        for (const QString& words : {u"費用"_s, u"比較"_s, u"長期"_s, u"用量・費用"_s, u"日本"_s, u"NP1"_s,
                                     u"0.12 QALY"_s, u"1,967,200"_s, u"14.7700"_s, u"3f9a1c07be42"_s, u"Kachi 0.1.0"_s,
                                     u"−0.033"_s, u"X × (1 + α)"_s, u"480,000"_s, u"北海道"_s, u"二次資料"_s}) {
            QVERIFY2(text.contains(words), qPrintable(words));
        }
        for (const QChar letter : text) {
            QVERIFY2(letter.unicode() < 0x2E80 || letter.unicode() > 0x2FDF, qPrintable(QString(letter)));
        }
    }

    void everyPageIsNumbered_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("ja") << u"ja.pdf"_s;
        QTest::newRow("en") << u"en.pdf"_s;
    }
    void everyPageIsNumbered() {
        QFETCH(QString, name);
        const QStringList pages = pageTexts(pathOf(name));
        QVERIFY(pages.size() >= 8);
        for (qsizetype i = 0; i < pages.size(); ++i) {
            const QString number = QString::number(i + 1) + u" / "_s + QString::number(pages.size());
            QVERIFY2(pages[i].contains(number), qPrintable(number));
            QVERIFY(pages[i].contains(u"3f9a1c07be42"_s));
            QVERIFY(pages[i].contains(u"2026-06-01"_s));
        }
    }

    void tableHeadsRepeat() {
        QStringList pages = pageTexts(pathOf(u"ja.pdf"_s)).filter(u"長期追跡の費用"_s);
        QVERIFY(pages.size() >= 2);
        for (const QString& page : pages)
            QVERIFY(page.contains(QRegularExpression(u"項目 +基本値 +単位 +分布 +出典"_s)));
    }

    /// A table wider than the page continues with its first column repeated, nothing lost.
    void wideTablesSplit() {
        const QString text = run(u"pdftotext"_s, {u"-layout"_s, pathOf(u"ja.pdf"_s), u"-"_s});
        QVERIFY(text.contains(u"地域別の結果（続き）"_s));
        for (int year = 2020; year < 2032; ++year) QVERIFY(text.contains(QString::number(year) + u"年度"_s));
    }

    void headingsStayWithTheirText() {
        static const QRegularExpression heading(u"^ *\\d(\\.\\d)?  \\S+$"_s);
        for (const QString& page : pageTexts(pathOf(u"ja.pdf"_s))) {
            QStringList lines = page.split(u'\n', Qt::SkipEmptyParts);
            lines.removeLast();  // the foot
            QVERIFY2(!heading.match(lines.last()).hasMatch(), qPrintable(lines.last()));
        }
    }

    void fontsAreEmbedded() {
        const QStringList fonts = run(u"pdffonts"_s, {pathOf(u"ja.pdf"_s)}).split(u'\n', Qt::SkipEmptyParts).mid(2);
        QVERIFY(!fonts.isEmpty());
        for (const QString& font : fonts) {
            QVERIFY2(font.contains(u"BIZUDPGothic"_s), qPrintable(font));
            // Columns emb, sub, uni. Qt names its subsets without the prefix by which pdffonts knows them.
            QVERIFY2(font.contains(QRegularExpression(u" yes +(yes|no) +yes "_s)), qPrintable(font));
        }
        QVERIFY(QFileInfo(pathOf(u"ja.pdf"_s)).size() < 1'000'000);  // the two whole fonts are above 8 MB
    }

    void figuresAreVectors() {
        const QStringList images =
            run(u"pdfimages"_s, {u"-list"_s, pathOf(u"ja.pdf"_s)}).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(images.size(), 2);  // its two heading lines
    }

    void pageIsA4() { QVERIFY(run(u"pdfinfo"_s, {pathOf(u"ja.pdf"_s)}).contains(u"(A4)"_s)); }

    void unwritablePathsLeaveNothing_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("folder missing") << pathOf(u"missing/report.pdf"_s);
        QTest::newRow("a folder") << m_folder.path();
        QTest::newRow("not a regular file") << pathOf(u"pipe"_s);
    }
    void unwritablePathsLeaveNothing() {
        QFETCH(QString, path);
        if (path.endsWith(u"pipe"_s)) QCOMPARE(mkfifo(qPrintable(path), 0600), 0);
        const QStringList before = QDir(m_folder.path()).entryList();
        const Done written = writePdf(sample::report(3), path, m_painter, Language::ja);
        QVERIFY(!written.ok());
        QCOMPARE(written.issues().front().code, std::string("report.cannotWrite"));
        QCOMPARE(written.issues().front().where, path.toStdString());
        QCOMPARE(QDir(m_folder.path()).entryList(), before);
        QVERIFY(!QFileInfo::exists(pathOf(u"missing"_s)));
    }

    void tallFiguresFitThePage() {
        TornadoFigure tornado;
        for (int i = 1; i <= 60; ++i) {
            const std::string name = "input" + std::to_string(i);
            tornado.bars.push_back({{name, name}, -1.0 * i, 1.0 * i});
        }
        Figure figure = sample::tornado();
        figure.content = tornado;
        ReportDocument document;
        document.blocks = {FigureRow{{figure}}};
        QVERIFY(writePdf(document, pathOf(u"tall.pdf"_s), m_painter, Language::ja).ok());
        const QStringList pages = pageTexts(pathOf(u"tall.pdf"_s));
        QCOMPARE(pages.size(), 1);
        QVERIFY(pages[0].contains(u"input60"_s));
        const qsizetype caption = pages[0].indexOf(u"からの変化"_s);
        QVERIFY2(caption > 0 && caption < pages[0].lastIndexOf(u'/'), qPrintable(pages[0]));  // above "1 / 1"
    }

    /// A file size limit stands in for a full disk: writing fails in the middle of the file.
    void fullDiskKeepsTheOldFile() {
        const QString path = pathOf(u"kept.pdf"_s);
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("earlier report") > 0);
        old.close();
        const QStringList before = QDir(m_folder.path()).entryList();
        rlimit unlimited{};
        getrlimit(RLIMIT_FSIZE, &unlimited);
        const rlimit small{20'000, unlimited.rlim_max};
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &small);
        const Done written = writePdf(sample::report(3), path, m_painter, Language::ja);
        setrlimit(RLIMIT_FSIZE, &unlimited);
        std::signal(SIGXFSZ, handler);
        QVERIFY(!written.ok());
        QCOMPARE(written.issues().front().code, std::string("report.cannotWrite"));
        QCOMPARE(QDir(m_folder.path()).entryList(), before);
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), QByteArray("earlier report"));
    }

    void falseNumbersAreRefused() {
        ReportDocument document = sample::report(3);
        Table table = sample::resultTable();
        table.rows[0].cells[1] = std::nan("");
        document.blocks.push_back(table);
        const QString path = pathOf(u"refused.pdf"_s);
        const Done written = writePdf(document, path, m_painter, Language::ja);
        QCOMPARE(written.issues().front().code, std::string("report.notFinite"));
        QVERIFY(!QFileInfo::exists(path));
    }

    /// Thirty pages with charts in less than two seconds on two cores; a loaded test machine gets five times as long.
    void thirtyPages() {
        ReportDocument document = sample::report(800);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(writePdf(document, pathOf(u"long.pdf"_s), m_painter, Language::ja).ok());
        const qint64 elapsed = timer.elapsed();
        qInfo() << pageTexts(pathOf(u"long.pdf"_s)).size() << "pages in" << elapsed << "ms";
        QVERIFY(pageTexts(pathOf(u"long.pdf"_s)).size() >= 30);
        QVERIFY(elapsed < 10'000);
    }

    void issuesHaveSentences() {
        for (const char* code :
             {"report.fontMissing", "report.cannotWrite", "report.rowLength", "report.notFinite",
              "report.unequalLength", "report.interval", "report.prefecture", "report.notPositive"}) {
            QVERIFY2(MessageCatalogue::instance().knows(code), code);
        }
    }
};

QTEST_MAIN(PrintedReportTest)
#include "printed_report_test.moc"
