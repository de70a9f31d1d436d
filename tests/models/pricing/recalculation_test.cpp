#include "models/pricing/recalculation.h"
#include "models/pricing/recalculation_fields.h"
#include "models/pricing/recalculation_params.h"
#include "tests/models/pricing/pricing_test_data.h"

#include <QtTest>

#include <cmath>

using namespace kachi;
using namespace kachi::recalculation_ids;

namespace {

struct RecalculationCase {
    RecalculationStructure structure;
    ParameterValues values;
    std::vector<PriceSeries> series;
};

/// One line of 80 yen that follows a series published in January 2025 only; revenue 110/1.1 = 100 yen.
RecalculationCase singleLine(double driftPercent) {
    RecalculationCase made;
    made.structure.lines.push_back({"l1", {"原料", "Material"}, CostKind::material, "CGPI", 0});
    made.structure.costMonth = "2025-01";
    made.structure.pathFrom = "2025-01";
    made.structure.pathTo = "2034-12";
    made.values.base = {{currentPrice, 110}, {profitRate, 0},        {distributionAmount, 0},      {taxRate, 10},
                        {amount("l1"), 80},  {indexWeight("l1"), 1}, {drift("CGPI"), driftPercent}};
    made.series.push_back({"CGPI", {"企業物価指数", "CGPI"}, Unit::index, {"2025-01"}, {126.0}, "test"});
    return made;
}

Result<RecalculationResults> evaluate(const RecalculationCase& made, const char* pack = "jp-2026") {
    return evaluateRecalculation(made.structure, made.values, shippedPack(pack), made.series, {});
}

/// First whole month with 80·(1+g)^(k/12) > 100.
int closedFormMonths(double driftPercent) {
    return static_cast<int>(std::floor(12 * std::log(100.0 / 80.0) / std::log1p(driftPercent / 100))) + 1;
}

QString judgementOf(const Eligibility& eligibility, const std::string& id) {
    static const char* const names[] = {"met", "notMet", "notJudged", "notApplicable"};
    for (const EligibilityTest& test : eligibility.tests) {
        if (test.id == id) return QString::fromUtf8(names[static_cast<int>(test.judgement)]);
    }
    return {};
}

}  // namespace

/// Eligibility, cost sheet and margin path of unprofitable-product recalculation.
class RecalculationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void breakEvenClosedForm_data() {
        QTest::addColumn<double>("driftPercent");
        for (const double drift : {1.0, 3.0, 6.0, 12.0, 40.0}) QTest::addRow("%g%% a year", drift) << drift;
    }
    void breakEvenClosedForm() {
        QFETCH(double, driftPercent);
        auto made = singleLine(driftPercent);
        made.structure.pathTo = "2060-12";
        const auto results = evaluate(made);
        QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
        const std::string expected = monthText(*monthNumber("2025-01") + closedFormMonths(driftPercent));
        QVERIFY(results->path.breakEven.has_value());
        QCOMPARE(QString::fromStdString(*results->path.breakEven), QString::fromStdString(expected));
        QVERIFY(!results->path.months[0].projected);
        QVERIFY(results->path.months[1].projected);
    }

    void breakEvenWithDraws() {
        auto made = singleLine(6);
        made.values.draws = 4;
        made.values.drawn[drift("CGPI")] = {6, 3, 0, 40};
        const auto results = evaluate(made);
        QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
        const MarginPath& path = results->path;
        QVERIFY(path.breakEvenDraws ==
                (std::vector<int>{closedFormMonths(6), closedFormMonths(3), -1, closedFormMonths(40)}));
        QCOMPARE(QString::number(*path.shareUnprofitable), QStringLiteral("0.75"));
        QCOMPARE(QString::fromStdString(*path.breakEvenMedian),
                 QString::fromStdString(monthText(*monthNumber("2025-01") + closedFormMonths(6))));
        QVERIFY(!path.breakEvenHigh.has_value());
        QVERIFY(*path.months.back().marginLow < *path.months.back().marginHigh);
        // The drift changes no price: the recalculated price does not vary.
        QVERIFY(results->newPriceDraws.empty());
    }

    /// History with weight and lag: c = c₀(1 − w + w·I(t − lag)/I(t₀ − lag)).
    void weightAndLag() {
        RecalculationCase made = singleLine(0);
        made.structure.lines[0].lagMonths = 2;
        made.structure.costMonth = "2025-03";
        made.structure.pathFrom = "2025-03";
        made.structure.pathTo = "2025-05";
        made.values.base[indexWeight("l1")] = 0.5;
        made.values.base.erase(drift("CGPI"));
        made.series[0].months = {"2025-01", "2025-02", "2025-03"};
        made.series[0].values = {100, 110, 130};
        const auto results = evaluate(made);
        QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
        const double expected[] = {80, 80 * 1.05, 80 * 1.15};
        for (std::size_t month = 0; month < 3; ++month) {
            const MarginMonth& point = results->path.months[month];
            QVERIFY(!point.projected);
            QVERIFY2(std::abs(point.cost - expected[month]) < 1e-12, qPrintable(QString::number(point.cost, 'g', 17)));
        }
        QVERIFY(!results->path.breakEven.has_value());
    }

    void historyIsNeverExtrapolatedSilently() {
        auto made = singleLine(6);
        made.values.base.erase(drift("CGPI"));
        QCOMPARE(codes(evaluate(made).issues()),
                 QStringLiteral("pricing.driftMissing@recalculation.drift.CGPI=2034-12\n"));
        made.structure.pathFrom = "2024-12";
        made.structure.pathTo = "2025-01";
        QCOMPARE(codes(evaluate(made).issues()), QStringLiteral("pricing.seriesTooShort@CGPI=2024-12\n"));
    }

    /// ハートシート Aキット: 5,389,054 yen of cost, profit 5.8%, 167,924 yen distribution, 8% tax → 6,360,000 yen.
    void costSheetGivesThePublishedPrice() {
        auto made = singleLine(0);
        made.values.base = {{currentPrice, 6'000'000}, {distributionAmount, 167'924},
                            {amount("l1"), 5'000'000}, {amount("l2"), 389'054},
                            {indexWeight("l1"), 0},    {drift("CGPI"), 0},
                            {profitRate, 5.8},         {taxRate, 8}};
        made.structure.lines.push_back({"l2", {"管理費", "Administration"}, CostKind::sga, {}, 0});
        made.values.draws = 2;
        made.values.drawn[amount("l2")] = {389'054, 489'054};
        const auto results = evaluate(made, "jp-2024");
        QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
        QCOMPARE(QString::fromStdString(results->newPrice.text()), QStringLiteral("6360000"));
        QCOMPARE(shown(results->change), QStringLiteral("360000"));
        QCOMPARE(QString::number(results->newPriceDraws[0], 'f', 3), QStringLiteral("6360000.000"));
        QVERIFY(results->newPriceDraws[1] > results->newPriceDraws[0]);
        QCOMPARE(QString::fromStdString(results->trace.status), QStringLiteral("user"));
    }

    void eligibility_data() {
        QTest::addColumn<QString>("pack");
        QTest::addColumn<double>("share");
        QTest::addColumn<double>("topTwo");
        QTest::addColumn<double>("threshold");
        QTest::addColumn<QString>("outcome");
        const double none = -1;
        // Annex 6: FY2024 page 19, FY2026 page 7 of the papers cited in the packs.
        QTest::newRow("sole supplier") << "jp-2024" << 100.0 << none << none << "met,notJudged,notApplicable";
        QTest::newRow("large share") << "jp-2024" << 80.0 << 95.0 << 70.0 << "notMet,met,notApplicable";
        QTest::newRow("FY2026 counts the top two") << "jp-2026" << 60.0 << 95.0 << 70.0 << "notMet,notMet,met";
        QTest::newRow("no threshold set") << "jp-2026" << 60.0 << 95.0 << none << "notMet,notJudged,notJudged";
        QTest::newRow("nothing known") << "jp-2026" << none << none << none << "notJudged,notJudged,notJudged";
    }
    void eligibility() {
        QFETCH(QString, pack);
        QFETCH(double, share);
        QFETCH(double, topTwo);
        QFETCH(double, threshold);
        auto made = singleLine(0);
        made.structure.othersCannotCover = Statement::yes;
        made.structure.othersCannotCoverTopTwo = Statement::yes;
        if (share >= 0) made.values.base[requesterShare] = share;
        if (topTwo >= 0) made.values.base[topTwoShare] = topTwo;
        if (threshold >= 0) made.values.base[largeShare] = threshold;
        const auto judged = judgeEligibility(made.structure, made.values, shippedPack(pack.toStdString()));
        QVERIFY2(judged.ok(), qPrintable(codes(judged.issues())));
        const QStringList found{judgementOf(*judged, "sole"), judgementOf(*judged, "large"),
                                judgementOf(*judged, "topTwo")};
        QTEST(found.join(QChar(u',')), "outcome");
        for (const EligibilityTest& test : judged->tests) {
            QVERIFY(!test.reason.ja.empty() && !test.reason.en.empty() && !test.source.clause.ja.empty());
        }
    }

    void eligibilityAsAWhole() {
        auto made = singleLine(0);
        made.values.base[requesterShare] = 100;
        made.values.base[marketPrice] = 108;
        made.values.base[divergence] = 5;
        made.structure.medicalNeed = Statement::yes;
        made.structure.priceTooLow = Statement::yes;
        made.structure.sharePattern = SharePattern::oneMaker;
        const RulePack pack = shippedPack("jp-2026");
        QVERIFY(judgeEligibility(made.structure, made.values, pack)->overall == Judgement::met);
        made.structure.sharePattern = SharePattern::dispersed;
        QVERIFY(judgeEligibility(made.structure, made.values, pack)->overall == Judgement::notMet);
        QVERIFY(judgeEligibility(made.structure, made.values, shippedPack("jp-2024"))->overall == Judgement::met);
        made.structure.sharePattern = SharePattern::oneMaker;
        made.values.base.erase(divergence);
        QVERIFY(judgeEligibility(made.structure, made.values, pack)->overall == Judgement::notJudged);
        QCOMPARE(judgementOf(*judgeEligibility(made.structure, made.values, pack), "divergence"),
                 QStringLiteral("notJudged"));
        // 110 against 90: 18% is above the user's 5%.
        made.values.base[divergence] = 5;
        made.values.base[marketPrice] = 90;
        QVERIFY(judgeEligibility(made.structure, made.values, pack)->overall == Judgement::notMet);
    }

    void absentRulesAreNamed() {
        QVERIFY(codes(evaluate(singleLine(1), "jp-2022").issues())
                    .contains(QStringLiteral("pricing.ruleAbsent@recalculation.topTwoCounts")));
        auto made = singleLine(1);
        made.values.base.erase(profitRate);
        made.structure.rateYear = 2026;
        QCOMPARE(codes(evaluate(made).issues()), QStringLiteral("pricing.ruleAbsent@cost.profitRate.2026=\n"));
    }

    void allFaultsAreReported() {
        auto made = singleLine(1);
        made.structure.lines.push_back({"l1", {}, CostKind::labour, "WAGES", -3});
        made.structure.pathTo = "2026-13";
        made.values.base[profitRate] = 100;
        made.values.base[currentPrice] = 0;
        made.values.base.erase(amount("l1"));
        made.series[0].values = {-1};
        const QString found = codes(evaluate(made).issues());
        for (const char* expected :
             {"pricing.rowTwice@lines=l1", "pricing.seriesUnknown@lines/l1/series=WAGES",
              "pricing.numberOutside@lines/l1/lagMonths=-3", "pricing.monthInvalid@pathTo=2026-13",
              "pricing.numberOutside@recalculation.profitRate=100",
              "pricing.numberOutside@recalculation.currentPrice=0",
              "pricing.parameterMissing@recalculation.line.l1.amount", "pricing.seriesInvalid@CGPI=2025-01 -1"}) {
            QVERIFY2(found.contains(QString::fromUtf8(expected)), qPrintable(QString::fromUtf8(expected) + found));
        }
    }

    void structureRoundTrip() {
        auto made = singleLine(1);
        made.structure.medicalNeed = Statement::yes;
        made.structure.sharePattern = SharePattern::topTwo;
        made.structure.rateYear = 2025;
        UnknownKeys unknown;
        JsonWriter writer("", unknown);
        const nlohmann::json json = writer.object(made.structure);
        Issues issues;
        JsonReader reader(json, "", issues, unknown);
        RecalculationStructure again;
        reader.object(again);
        QVERIFY2(issues.empty(), qPrintable(codes(issues)));
        QVERIFY(again == made.structure);
    }
};

QTEST_APPLESS_MAIN(RecalculationTest)
#include "recalculation_test.moc"
