// Pasted references. The records describe publications as PubMed and Crossref list them: RoB 2 (Sterne 2019,
// doi:10.1136/bmj.l4898, PMID 31462531), ROBINS-I (Sterne 2016, doi:10.1136/bmj.i4919, PMID 27733354) and PRISMA 2020
// (Page 2021, doi:10.1136/bmj.n71, PMID 33782057).
#include "app/interchange/citation_text.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const QString rob2Ris =
    u"TY  - JOUR\r\n"
    "AU  - Sterne, Jonathan A C\r\n"
    "AU  - Savović, Jelena\r\n"
    "AU  - Page, Matthew J\r\n"
    "TI  - RoB 2: a revised tool for assessing risk of bias in\r\n"
    "randomised trials\r\n"
    "JO  - BMJ\r\n"
    "PY  - 2019/08/28\r\n"
    "SP  - l4898\r\n"
    "VL  - 366\r\n"
    "DO  - 10.1136/bmj.l4898\r\n"
    "UR  - http://www.bmj.com/content/366/bmj.l4898.abstract\r\n"
    "AN  - 31462531\r\n"
    "DB  - PubMed\r\n"
    "ER  - \r\n"_s;

const QString robinsBibtex =
    u"@article{Sterne2016,\n"
    "  title = {{ROBINS-I}: a tool for assessing risk of bias in non-randomised studies of "
    "interventions},\n"
    "  author = {Sterne, Jonathan AC and Hern{\\'a}n, Miguel A and Reeves, Barnaby C},\n"
    "  journal = \"BMJ\",\n"
    "  volume = 355,\n"
    "  pages = {i4919},\n"
    "  year = 2016,\n"
    "  url = {https://doi.org/10.1136/bmj.i4919}\n"
    "}\n"_s;

const QString prismaMedline =
    u"PMID- 33782057\n"
    "OWN - NLM\n"
    "DP  - 2021 Mar 29\n"
    "TI  - The PRISMA 2020 statement: an updated guideline for reporting systematic \n"
    "      reviews.\n"
    "PG  - n71\n"
    "LID - 10.1136/bmj.n71 [doi]\n"
    "AU  - Page MJ\n"
    "AU  - McKenzie JE\n"
    "TA  - BMJ\n"
    "VI  - 372\n"_s;

}  // namespace

class CitationTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typedFields_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("kept");  // or the code of the refusal
        QTest::newRow("DOI") << u"doi"_s << u" 10.1136/bmj.l4898 "_s << u"10.1136/bmj.l4898"_s;
        QTest::newRow("DOI as address") << u"doi"_s << u"https://doi.org/10.1136/bmj.l4898"_s << u"10.1136/bmj.l4898"_s;
        QTest::newRow("DOI with its name") << u"doi"_s << u"doi: 10.1136/bmj.l4898"_s << u"10.1136/bmj.l4898"_s;
        QTest::newRow("no DOI") << u"doi"_s << u"abc def"_s << u"evidence.notADoi"_s;
        QTest::newRow("PMID") << u"pmid"_s << u"PMID: 31462531"_s << u"31462531"_s;
        QTest::newRow("PMID as address") << u"pmid"_s << u"https://pubmed.ncbi.nlm.nih.gov/31462531/"_s
                                         << u"31462531"_s;
        QTest::newRow("full-width PMID") << u"pmid"_s << u"３１４６２５３１"_s << u"31462531"_s;
        QTest::newRow("no PMID") << u"pmid"_s << u"12AB"_s << u"evidence.notAPmid"_s;
        QTest::newRow("year") << u"date"_s << u"2019"_s << u"2019"_s;
        QTest::newRow("month") << u"date"_s << u"2019年8月"_s << u"2019-08"_s;
        QTest::newRow("era") << u"date"_s << u"令和8年7月1日"_s << u"2026-07-01"_s;
        QTest::newRow("slashes") << u"date"_s << u"2019/8/28"_s << u"2019-08-28"_s;
        QTest::newRow("no date") << u"date"_s << u"2020-13-45"_s << u"evidence.notADate"_s;
        QTest::newRow("nothing") << u"date"_s << u" "_s << QString();
    }
    void typedFields() {
        QFETCH(QString, field);
        QFETCH(QString, typed);
        const auto read = field == u"doi"_s    ? typedDoi(typed, field)
                          : field == u"pmid"_s ? typedPmid(typed, field)
                                               : typedEvidenceDate(typed, field);
        QTEST(QString::fromStdString(read ? *read : read.issues().front().code), "kept");
    }

    void ris() {
        const auto read = parseCitations(rob2Ris);
        QVERIFY(read.ok());
        QCOMPARE(read->size(), std::size_t{1});
        const Citation& citation = read->front();
        QCOMPARE(QString::fromStdString(citation.title),
                 u"RoB 2: a revised tool for assessing risk of bias in randomised trials"_s);
        QCOMPARE(QString::fromStdString(citation.doi), u"10.1136/bmj.l4898"_s);
        QCOMPARE(QString::fromStdString(citation.pmid), u"31462531"_s);
        QCOMPARE(QString::fromStdString(citation.year), u"2019"_s);
        QCOMPARE(QString::fromStdString(citationLine(citation)),
                 u"Sterne Jonathan A C, Savović Jelena, Page Matthew J. RoB 2: a revised tool for assessing risk of "
                 "bias in randomised trials. BMJ. 2019;366:l4898."_s);
    }

    void bibtex() {
        const auto read = parseCitations(robinsBibtex);
        QVERIFY(read.ok());
        const Citation& citation = read->front();
        QCOMPARE(QString::fromStdString(citation.title),
                 u"ROBINS-I: a tool for assessing risk of bias in non-randomised studies of interventions"_s);
        QCOMPARE(citation.authors.size(), std::size_t{3});
        QCOMPARE(QString::fromStdString(citation.authors[1]), u"Hernán, Miguel A"_s);
        QCOMPARE(QString::fromStdString(citation.journal), u"BMJ"_s);
        QCOMPARE(QString::fromStdString(citation.volume), u"355"_s);
        QCOMPARE(QString::fromStdString(citation.pages), u"i4919"_s);
        QCOMPARE(QString::fromStdString(citation.year), u"2016"_s);
        QCOMPARE(QString::fromStdString(citation.doi), u"10.1136/bmj.i4919"_s);
    }

    void severalMixed() {
        const auto read = parseCitations(rob2Ris + u'\n' + prismaMedline + u'\n' + robinsBibtex);
        QVERIFY(read.ok());
        QCOMPARE(read->size(), std::size_t{3});
        const Citation& prisma = (*read)[1];
        QCOMPARE(QString::fromStdString(prisma.pmid), u"33782057"_s);
        QCOMPARE(QString::fromStdString(prisma.doi), u"10.1136/bmj.n71"_s);
        QCOMPARE(QString::fromStdString(prisma.title),
                 u"The PRISMA 2020 statement: an updated guideline for reporting systematic reviews."_s);
        QCOMPARE(QString::fromStdString(citationLine(prisma)),
                 u"Page MJ, McKenzie JE. The PRISMA 2020 statement: an updated guideline for reporting systematic "
                 "reviews. BMJ. 2021;372:n71."_s);
    }

    void bareIdentifiers_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("doi");
        QTest::addColumn<QString>("pmid");
        QTest::newRow("DOI") << u"10.1136/bmj.l4898"_s << u"10.1136/bmj.l4898"_s << QString();
        QTest::newRow("in a sentence") << u"doi: 10.1136/bmj.l4898."_s << u"10.1136/bmj.l4898"_s << QString();
        QTest::newRow("address") << u"https://doi.org/10.1136/bmj.n71"_s << u"10.1136/bmj.n71"_s << QString();
        // A DOI with brackets, as the Lancet's of the years before 2003 (DOI handbook, section 2.2).
        QTest::newRow("with brackets") << u"10.1016/S0140-6736(97)11096-0"_s << u"10.1016/S0140-6736(97)11096-0"_s
                                       << QString();
        QTest::newRow("in brackets") << u"(https://doi.org/10.1136/bmj.n71)"_s << u"10.1136/bmj.n71"_s << QString();
        QTest::newRow("PMID") << u"31462531"_s << QString() << u"31462531"_s;
        QTest::newRow("PMID with word") << u"PMID: 31462531"_s << QString() << u"31462531"_s;
        QTest::newRow("PubMed") << u"https://pubmed.ncbi.nlm.nih.gov/31462531/"_s << QString() << u"31462531"_s;
        QTest::newRow("both") << u"doi:10.1136/bmj.l4898 PMID: 31462531"_s << u"10.1136/bmj.l4898"_s << u"31462531"_s;
    }
    void bareIdentifiers() {
        QFETCH(QString, text);
        QFETCH(QString, doi);
        QFETCH(QString, pmid);
        const auto read = parseCitations(text);
        QVERIFY(read.ok());
        QCOMPARE(read->size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(read->front().doi), doi);
        QCOMPARE(QString::fromStdString(read->front().pmid), pmid);
    }

    void refusals_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("line");
        QTest::newRow("nothing") << u" \n\n"_s << u"citation.nothing"_s << u"1"_s;
        QTest::newRow("words") << rob2Ris + u"see you tomorrow"_s << u"citation.notARecord"_s << u"16"_s;
        QTest::newRow("RIS without end") << u"\nTY  - JOUR\nTI  - A\n"_s << u"citation.unfinished"_s << u"2"_s;
        QTest::newRow("BibTeX without end") << u"@article{a,\n title = {A}\n"_s << u"citation.unfinished"_s << u"1"_s;
        QTest::newRow("RIS without content")
            << u"TY  - JOUR\nPY  - 2020\nER  - \n"_s << u"citation.noContent"_s << u"1"_s;
        QTest::newRow("BibTeX without key") << u"@article{}\n"_s << u"citation.notARecord"_s << u"1"_s;
    }
    void refusals() {
        QFETCH(QString, text);
        QFETCH(QString, code);
        QFETCH(QString, line);
        const auto read = parseCitations(text);
        QVERIFY(!read.ok());
        QCOMPARE(QString::fromStdString(read.issues().front().code), code);
        QCOMPARE(QString::fromStdString(read.issues().front().where), line);
    }
};

QTEST_APPLESS_MAIN(CitationTextTest)
#include "citation_text_test.moc"
