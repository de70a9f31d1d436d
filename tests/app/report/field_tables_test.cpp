// What was entered into fields, as print says it.
#include "app/report/field_tables.h"

#include <QtTest>

using namespace kachi;

class FieldTablesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A cell that names a parameter or a figure of another analysis is printed with the number it stands for.
    void namedNumbersAreShown() {
        Case value;
        value.parameters["labour.minutes"].label = {"所要時間", "Minutes of work"};
        value.parameters["labour.minutes"].value = 12.5;
        Evaluation evaluation;
        CaseStudy process;
        process.id = "process";
        process.name = {"読影の流れ", "Reading"};
        process.result = StudyResult{};
        StudyFigure saved;
        saved.key = "minutesSaved";
        saved.label = {"削減時間", "Minutes saved"};
        saved.value = 3.25;
        process.result->figures.push_back(saved);
        evaluation.studies.push_back(process);
        const std::vector<Field> fields{numberField("a", {"前", "Before"}, Unit::minutes, {}),
                                        numberField("b", {"差", "Saved"}, Unit::minutes, {})};
        const auto tables = fieldTables(fields, {{"a", "labour.minutes"}, {"b", "result.study.process.minutesSaved"}},
                                        namedNumbers(value, evaluation));
        QCOMPARE(tables.size(), std::size_t{1});
        const auto words = [&](std::size_t row) { return std::get<Text>(tables[0].rows[row].cells[1]); };
        QCOMPARE(words(0).en, std::string("12.5 (Minutes of work)"));
        QCOMPARE(words(1).en, std::string("3.25 (Reading: Minutes saved)"));
        QCOMPARE(words(1).ja, std::string("3.25（読影の流れ：削減時間）"));
    }

    void pureNumbersHaveNoUnitInHeadings() {
        QCOMPARE(headingUnit(Unit::utility), Text{});
        QCOMPARE(headingUnit(Unit::ratio), Text{});
        QCOMPARE(headingUnit(Unit::minutes), unitText(Unit::minutes));
    }
};

QTEST_GUILESS_MAIN(FieldTablesTest)
#include "field_tables_test.moc"
