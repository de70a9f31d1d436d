// label: report
#include "app/report/measured_table.h"
#include "app/report/pdf_writer.h"
#include "app/report/report_builder.h"
#include "models/case/case_json.h"
#include "ui/charts/paper_figure_painter.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <sstream>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

std::string resource(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(KACHI_SOURCE_DIR "/resources/" + path).rdbuf();
    return text.str();
}

QString run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0) return {};
    return QString::fromUtf8(process.readAllStandardOutput());
}

}  // namespace

/// The sample cases as they leave the printer.
class PrintedSamplesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    PaperFigurePainter m_painter;
    std::map<QString, ReportDocument> m_reports;

    QString pathOf(const QString& name) const { return m_folder.filePath(name + u".pdf"_s); }

private Q_SLOTS:
    void initTestCase() {
        for (const QString& name : {u"hip-prosthesis"_s, u"premium-catheter"_s, u"unprofitable-cup"_s}) {
            const Case value = caseFromJson(resource("samples/" + name.toStdString() + ".json")).value().value;
            const RulePack pack = parseRulePack(resource("rules/" + value.context.rulePack + ".json")).value();
            RunOptions options;
            options.draws = 400;
            const Evaluation evaluation = evaluate(value, pack, options).value();
            m_reports[name] = buildReport(value, evaluation, RulePacks(), {.date = "2026-06-01"});
            QVERIFY(writePdf(m_reports[name], pathOf(name), m_painter, Language::ja).ok());
        }
    }

    void keyNumbersArePrinted_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("pages");  // at most
        // ICER of the published hip model at the sample's inputs: tests/data/golden-02-hip. Prices: the rule packs.
        QTest::newRow("hip") << u"hip-prosthesis"_s
                             << QStringList{u"4,051"_s,    u"GBP/QALY"_s, u"275,000"_s, u"95 %区間"_s,
                                            u"ジニ係数"_s, u"北海道"_s,   u"0.08705"_s, u"タイル指標"_s}
                             << 24;
        QTest::newRow("catheter") << u"premium-catheter"_s << QStringList{u"補正加算"_s, u"算定価格"_s} << 8;
        QTest::newRow("cup") << u"unprofitable-cup"_s << QStringList{u"再算定価格"_s, u"様式5"_s, u"95 %区間"_s} << 11;
    }
    void keyNumbersArePrinted() {
        QFETCH(QString, name);
        QFETCH(QStringList, words);
        QFETCH(int, pages);
        const QString text = run(u"pdftotext"_s, {u"-layout"_s, pathOf(name), u"-"_s});
        for (const QString& word : words) QVERIFY2(text.contains(word), qPrintable(word));
        QVERIFY2(text.count(u'\f') <= pages, qPrintable(QString::number(text.count(u'\f'))));
    }

    void nothingIsCut_data() {
        QTest::addColumn<QString>("name");
        for (const auto& [name, report] : m_reports) QTest::newRow(qPrintable(name)) << name;
    }
    /// Every table of a sample fits the width of the page, and no column cuts a number, or a word of ordinary length.
    void nothingIsCut() {
        QFETCH(QString, name);
        for (const ReportBlock& block : m_reports[name].blocks) {
            const auto* table = std::get_if<Table>(&block);
            if (!table) continue;
            for (const Language language : {Language::ja, Language::en}) {
                const FittedTable fitted = fitTable(*table, language);
                QVERIFY2(fitted.panels.size() == 1, table->title.en.c_str());
                double sum = 0.0;
                for (std::size_t column = 0; column < fitted.panels[0].columns.size(); ++column) {
                    const double width = fitted.panels[0].widths[column];
                    sum += width;
                    const double inner = width - 2.0 * fitted.measured.type().padding + 0.01;
                    for (std::size_t row = 0; row < table->rows.size(); ++row) {
                        const QString& words = fitted.measured.text(row, column);
                        const PrintStyle style = fitted.measured.cellStyle(row, column);
                        const double word = unbreakableWidth(words, style);
                        if (word > 14.0 * style.size) continue;  // a file name in an address
                        QVERIFY2(word + fitted.measured.indent(row, column) <= inner, qPrintable(words));
                    }
                }
                QVERIFY2(std::abs(sum - page::textWidth) < 0.01, table->title.en.c_str());
            }
        }
    }

    void fontsAreEmbedded_data() { nothingIsCut_data(); }
    void fontsAreEmbedded() {
        QFETCH(QString, name);
        const QStringList fonts = run(u"pdffonts"_s, {pathOf(name)}).split(u'\n', Qt::SkipEmptyParts).mid(2);
        QVERIFY(!fonts.isEmpty());
        for (const QString& font : fonts) {
            QVERIFY2(font.contains(QRegularExpression(u" yes +(yes|no) +yes "_s)), qPrintable(font));
        }
    }

    /// Under a Japanese locale the font is listed by its Japanese name only.
    void printsUnderAJapaneseLocale() {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LC_ALL"_s, u"ja_JP.UTF-8"_s);
        environment.insert(u"LANG"_s, u"ja_JP.UTF-8"_s);
        process.setProcessEnvironment(environment);
        const QString pdf = pathOf(u"locale"_s);
        process.start(QStringLiteral(KACHI_BINARY),
                      {u"evaluate"_s, QStringLiteral(KACHI_SOURCE_DIR "/resources/samples/premium-catheter.json"),
                       u"--draws"_s, u"50"_s, u"--pdf"_s, pdf});
        QVERIFY(process.waitForFinished(120'000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        const QStringList fonts = run(u"pdffonts"_s, {pdf}).split(u'\n', Qt::SkipEmptyParts).mid(2);
        QVERIFY(!fonts.isEmpty());
        for (const QString& font : fonts) QVERIFY2(font.contains(u"BIZUDPGothic"_s), qPrintable(font));
    }
};

QTEST_MAIN(PrintedSamplesTest)
#include "printed_samples_test.moc"
