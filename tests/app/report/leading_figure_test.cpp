#include "app/report/study_tables.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

class LeadingFigureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dump() {
        const QDir folder(QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/examples"));
        for (const QString& name : folder.entryList({u"study-*.json"_s})) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto json = nlohmann::json::parse(file.readAll().toStdString());
            StudyRequest request;
            request.id = "s1";
            request.method = json["method"];
            request.inputs = json["inputs"];
            const auto result = runStudy(request, {});
            printf("== %s\n", qPrintable(name));
            if (!result) { printf("refused %s\n", result.issues()[0].code.c_str()); continue; }
            for (const auto& f : result->figures) printf("  %s%s | %s | %s\n", f.headline ? "*" : "", f.key.c_str(), f.label.ja.c_str(), studyFigureText(f).ja.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(LeadingFigureTest)
#include "leading_figure_test.moc"
