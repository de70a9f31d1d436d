// label: gui
// Tables of results: words that wrap have the height of all their lines.
#include "ui/sections/results_panel.h"

#include <QHeaderView>
#include <QTableView>
#include <QTextLayout>
#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const QString words = u"Q between designs (test of consistency between direct and indirect comparisons)"_s;

SectionResults wordsAndNumbers() {
    Table table;
    table.title = {"主な結果", "Main results"};
    table.columns = {{.header = {"項目", "Figure"}}, numberColumn({"値", "Value"})};
    table.rows.push_back({.cells = {Text{words.toStdString(), words.toStdString()}, 1.0}});
    table.rows.push_back({.cells = {Text{"Q", "Q"}, 2.0}});
    SectionResults results;
    results.tables.push_back({table, {}});
    return results;
}

/// Lines that the words need in that width.
int linesIn(const QFont& font, int width) {
    QTextLayout layout(words, font);
    layout.beginLayout();
    int lines = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        ++lines;
    }
    layout.endLayout();
    return lines;
}

}  // namespace

class ResultsPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrappedRowsAreHighEnough() {
        ResultsPanel panel;
        panel.resize(900, 400);
        panel.showResults(wordsAndNumbers(), Language::en);
        panel.setCurrentIndex(1);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto* view = panel.findChild<QTableView*>();
        const int line = view->fontMetrics().lineSpacing();
        const int oneLine = view->fontMetrics().horizontalAdvance(words);
        // Widths about the one at which the words just fit, and narrow ones; the style keeps a margin at both sides.
        for (const int width :
             {oneLine - line, oneLine, oneLine + line / 4, oneLine + 2 * line, oneLine / 2, oneLine / 3}) {
            view->setColumnWidth(0, width);
            QCoreApplication::processEvents();
            const int lines = linesIn(view->font(), width - line / 2);
            const QByteArray found = QByteArray::number(width) + " wide: " + QByteArray::number(view->rowHeight(0)) +
                                     " high for " + QByteArray::number(lines) + " lines of " + QByteArray::number(line);
            QVERIFY2(view->rowHeight(0) >= lines * line + line / 4, found.constData());
            QVERIFY2(view->rowHeight(1) < 2 * line, "one line");
        }
    }
};

QTEST_MAIN(ResultsPanelTest)
#include "results_panel_test.moc"
