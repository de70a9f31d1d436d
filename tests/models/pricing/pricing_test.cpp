// label: golden
#include "models/pricing/pricing.h"
#include "models/pricing/pricing_fields.h"
#include "models/pricing/pricing_params.h"
#include "tests/models/pricing/pricing_test_data.h"

#include <QtTest>

#include <cmath>

using namespace kachi;

namespace {

struct PricingCase {
    PricingStructure structure;
    ParameterValues values;
};

/// A comparison with a field of prices and, unless `kind` is empty, one premium.
PricingCase comparison(double comparator, const std::vector<double>& field, const std::string& kind, double rate) {
    PricingCase made;
    made.values.base[pricing_ids::comparatorPrice] = comparator;
    for (const double price : field) {
        std::string id = "f";
        id += std::to_string(made.structure.field.size() + 1);
        made.structure.field.push_back({id, {id, id}});
        made.values.base[pricing_ids::fieldPrice(id)] = price;
    }
    if (!kind.empty()) {
        made.structure.premiums.push_back({"p1", kind, {}, {}});
        made.values.base[pricing_ids::premiumRate("p1")] = rate;
    }
    return made;
}

void addForeign(PricingCase& made, const std::string& country, double localPrice, double exchangeRate) {
    made.structure.foreignPrices.push_back({country, country, {}});
    made.values.base[pricing_ids::localPrice(country)] = localPrice;
    made.values.base[pricing_ids::exchangeRate(country)] = exchangeRate;
}

const Trace* findStep(const Trace& trace, const std::string& id) {
    if (trace.id == id) return &trace;
    for (const Trace& step : trace.steps) {
        if (const Trace* found = findStep(step, id)) return found;
    }
    return nullptr;
}

}  // namespace

/// Published listings to the yen, and the properties of the formula.
class PricingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishedListings_data() {
        QTest::addColumn<int>("row");
        const auto& rows = decisions().at("comparison");
        for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
            QTest::newRow(rows[row].at("id").get<std::string>().c_str()) << row;
        }
    }
    void publishedListings() {
        QFETCH(int, row);
        const auto& listing = decisions().at("comparison")[row];
        auto made = comparison(listing.at("comparator"), listing.at("field"), listing.at("kind"),
                               listing.at("rate").is_null() ? 0 : listing.at("rate").get<double>());
        made.structure.rapidIntroduction = listing.at("rapid");
        if (listing.at("alphaLimits") == "kindOnly") made.structure.alphaLimits = AlphaLimits::kindOnly;
        const auto results = evaluatePricing(made.structure, made.values, shippedPack(listing.at("pack")), {});
        QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
        if (!listing.at("price").is_null()) {
            QCOMPARE(shown(results->price.exact()), shown(exactOf(listing.at("price"))));
        }
        if (!listing.at("temporary").is_null()) {
            QCOMPARE(shown(results->temporaryPrice->exact()), shown(exactOf(listing.at("temporary"))));
        }
        if (!listing.at("alpha").is_null()) {
            // Published working carries six decimals.
            const double alpha = toDouble(results->premiums.at(0).alpha.value);
            QVERIFY2(std::abs(alpha - listing.at("alpha").get<double>()) <= 0.5e-6, qPrintable(QString::number(alpha)));
        }
    }

    /// With the limit of 1.5 A the same listing would have been 37,800 yen.
    void limitByRateIsASwitch() {
        const auto& rows = decisions().at("comparison");
        const auto screw =
            std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.at("id") == "R-2022-073-screw"; });
        auto made = comparison(screw->at("comparator"), screw->at("field"), "improvement", 5);
        made.structure.rapidIntroduction = true;
        const auto results = evaluatePricing(made.structure, made.values, shippedPack("jp-2022"), {});
        QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
        QVERIFY(results->premiums[0].alpha.bound == AlphaBound::rateHigh);
        QCOMPARE(shown(results->premiums[0].alpha.value), QStringLiteral("0.075"));
        QCOMPARE(shown(results->temporaryPrice->exact()), QStringLiteral("37800"));
    }

    void alphaAtTwiceAndHalfTheMean_data() {
        QTest::addColumn<double>("comparator");
        QTest::addColumn<double>("factor");
        QTest::addColumn<double>("tolerance");
        // Annex 2: 1.5^(log(X/B)/log 0.5) is 1/1.5 at twice the mean, 1.5 at half of it, 1 at the mean.
        QTest::newRow("twice the mean: A/1.5") << 2000.0 << 1 / 1.5 << 1e-15;
        QTest::newRow("half the mean: 1.5 A") << 500.0 << 1.5 << 1e-15;
        QTest::newRow("at the mean: A") << 1000.0 << 1.0 << 1e-15;
        QTest::newRow("ten times: held at 0.5 A") << 10000.0 << 0.5 << 1e-15;
        QTest::newRow("a tenth: held at 1.5 A") << 100.0 << 1.5 << 1e-15;
    }
    void alphaAtTwiceAndHalfTheMean() {
        QFETCH(double, comparator);
        QFETCH(double, factor);
        QFETCH(double, tolerance);
        auto made = comparison(comparator, {1000}, "usefulness", 10);
        const auto results = evaluatePricing(made.structure, made.values, shippedPack("jp-2024"), {});
        QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
        const double alpha = toDouble(results->premiums[0].alpha.value);
        QVERIFY2(std::abs(alpha - 0.1 * factor) <= tolerance, qPrintable(QString::number(alpha, 'g', 17)));
    }

    /// Limits of the premium kind: usefulness 2.5/100 – 45/100.
    void kindLimitsHoldAlpha() {
        auto made = comparison(2000, {1000}, "usefulness", 5);
        made.values.base[pricing_ids::comparatorPrice] = 10000;
        made.structure.alphaLimits = AlphaLimits::kindOnly;
        const auto results = evaluatePricing(made.structure, made.values, shippedPack("jp-2024"), {});
        QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
        QVERIFY(results->premiums[0].alpha.bound == AlphaBound::kindLow);
        QCOMPARE(shown(results->premiums[0].alpha.value), QStringLiteral("0.025"));
    }

    void foreignAverageOfficialExample() {
        const auto& example = decisions().at("foreignAverage");
        std::vector<CountryPrice> prices;
        for (const auto& [country, price] : example.at("prices").items()) {
            prices.push_back({country, {country, country}, exactOf(price)});
        }
        const auto average = foreignAverage(prices, shippedPack(example.at("pack")));
        QVERIFY2(average.ok(), qPrintable(codes(average.issues())));
        QCOMPARE(shown(average->mean.average), shown(exactOf(example.at("average"))));
        QCOMPARE(shown(average->mean.othersMean), shown(exactOf(example.at("othersMean"))));
        QCOMPARE(QString::fromStdString(prices[*average->mean.dropped].country), QStringLiteral("A"));
        QCOMPARE(QString::fromStdString(prices[*average->mean.capped].country), QStringLiteral("E"));
        QCOMPARE(QString::fromStdString(findStep(average->trace, "pricing.foreign.drop")->value),
                 shown(exactOf(example.at("minTimesRatio"))));
        QCOMPARE(QString::fromStdString(average->trace.status), QStringLiteral("verified"));
    }

    /// Two countries: the higher is dropped and the other used. One country: its price.
    void foreignAverageOfFewCountries() {
        const RulePack pack = shippedPack("jp-2024");
        const auto two = foreignAverage({{"us", {}, 300}, {"uk", {}, 100}}, pack);
        QCOMPARE(shown(two->mean.average), QStringLiteral("100"));
        const auto one = foreignAverage({{"us", {}, 300}}, pack);
        QCOMPARE(shown(one->mean.average), QStringLiteral("300"));
        QCOMPARE(codes(foreignAverage({}, pack).issues()), QStringLiteral("pricing.foreignPricesMissing@=\n"));
    }

    /// Foreign average 100,000 × 1.25 = 125,000 holds a price of 200,000; relaxed 1.5 gives 150,000.
    void ceilingHoldsThePrice() {
        auto made = comparison(200'000, {}, {}, 0);
        addForeign(made, "us", 1000, 100);
        addForeign(made, "de", 625, 160);
        const RulePack pack = shippedPack("jp-2024");
        const auto results = evaluatePricing(made.structure, made.values, pack, {});
        QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
        QCOMPARE(shown(results->price.exact()), QStringLiteral("125000"));
        QVERIFY(results->ceilingBinds);
        made.structure.relaxedCeiling = true;
        QCOMPARE(shown(evaluatePricing(made.structure, made.values, pack, {})->price.exact()),
                 QStringLiteral("150000"));
    }

    /// S-2025-osia-processor: 325,000 yen at the published ratio 0.62 means 520,000 – 528,455 yen abroad.
    void publishedForeignRatio() {
        for (const double average : {520'833.0, 528'454.0}) {
            auto made = comparison(325'000, {}, {}, 0);
            addForeign(made, "us", average, 1);
            const auto results = evaluatePricing(made.structure, made.values, shippedPack("jp-2024"), {});
            QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
            QVERIFY(!results->ceilingBinds);
            QCOMPARE(QString::number(toDouble(*results->foreignRatio), 'f', 2), QStringLiteral("0.62"));
        }
    }

    /// The listed price of a prorated comparator allows only proration ratios of a narrow range.
    void proratedComparator() {
        const auto& listing = decisions().at("prorated");
        const double low = listing.at("ratioLow");
        const double high = listing.at("ratioHigh");
        const auto priceAt = [&](double ratio) {
            auto made =
                comparison(listing.at("comparator"), listing.at("field"), listing.at("kind"), listing.at("rate"));
            made.structure.prorated = true;
            made.values.base[pricing_ids::prorationFactor] = ratio;
            return evaluatePricing(made.structure, made.values, shippedPack(listing.at("pack")), {})->price;
        };
        const Yen listed = Yen::fromYen(listing.at("price"));
        QVERIFY(priceAt(low + 0.0001) == listed);
        QVERIFY(priceAt(high - 0.0001) == listed);
        QVERIFY(priceAt(low - 0.0001) < listed);
        QVERIFY(priceAt(high + 0.0001) > listed);
    }

    void pointsBecomeARate() {
        const auto& listing = decisions().at("points");
        auto made = comparison(100'000, {100'000}, "usefulness", 0);
        made.values.base.erase(pricing_ids::premiumRate("p1"));
        made.values.base[pricing_ids::premiumPoints("p1")] = listing.at("points");
        const auto results = evaluatePricing(made.structure, made.values, shippedPack(listing.at("pack")), {});
        QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
        QCOMPARE(shown(results->premiums[0].rate), shown(exactOf(listing.at("rate"))));
        QCOMPARE(shown(results->price.exact()), QStringLiteral("115000"));
    }

    /// A draw equal to the base case gives the base-case price; the arithmetic of both is the same template.
    void drawsFollowTheBaseCase() {
        auto made =
            comparison(20500, {1660, 1930, 2720, 7190, 2250, 7350, 19600, 36000, 13200, 20500}, "improvement", 6);
        addForeign(made, "us", 100, 140);
        addForeign(made, "de", 150, 160);
        made.values.draws = 3;
        made.values.drawn[pricing_ids::exchangeRate("us")] = {140, 150, 110};
        const auto results = evaluatePricing(made.structure, made.values, shippedPack("jp-2024"), {});
        QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
        QCOMPARE(results->priceDraws.size(), std::size_t{3});
        for (std::size_t draw = 0; draw < 3; ++draw) {
            ParameterValues single;
            single.base = made.values.base;
            single.base[pricing_ids::exchangeRate("us")] = made.values.at(pricing_ids::exchangeRate("us"), draw);
            const auto alone = evaluatePricing(made.structure, single, shippedPack("jp-2024"), {});
            QCOMPARE(QString::number(results->priceDraws[draw], 'f', 6),
                     QString::number(alone->price.toDouble(), 'f', 6));
        }
    }

    void everyStepIsExplained() {
        auto made = comparison(20500, {13200, 20500}, "improvement", 6);
        made.structure.rapidIntroduction = true;
        addForeign(made, "us", 100, 140);
        const auto results = evaluatePricing(made.structure, made.values, shippedPack("jp-2026"), {});
        QVERIFY2(results.ok(), qPrintable(codes(results.issues())));
        for (const char* id : {"pricing.base", "pricing.fieldMean", "pricing.premium.p1.alpha", "pricing.premiumAmount",
                               "pricing.beforeCeiling", "pricing.foreign.us", "pricing.foreignAverage",
                               "pricing.ceiling", "pricing.temporaryPrice"}) {
            const Trace* step = findStep(results->trace, id);
            QVERIFY2(step, id);
            QVERIFY2(!step->value.empty() && !step->label.ja.empty() && !step->label.en.empty(), id);
        }
        QCOMPARE(QString::fromStdString(findStep(results->trace, "pricing.ceiling")->status),
                 QStringLiteral("recalled"));
        QVERIFY(!findStep(results->trace, "pricing.price")->rounding.ja.empty());
    }

    void allFaultsAreReported() {
        auto made = comparison(-5, {1000}, "usefulness", 60);
        made.structure.premiums.push_back({"p1", "magic", {}, {}});
        made.structure.comparatorCategory = "f9";
        addForeign(made, "us", 100, 140);
        made.structure.foreignPrices.push_back({"bad id", "jp", {}});
        made.values.base.erase(pricing_ids::exchangeRate("us"));
        made.values.draws = 2;
        made.values.drawn[pricing_ids::localPrice("us")] = {1, std::nan("")};
        const auto results = evaluatePricing(made.structure, made.values, shippedPack("jp-2024"), {});
        const QString found = codes(results.issues());
        for (const char* expected :
             {"pricing.ruleAbsent@premiums/magic", "pricing.rowTwice@premiums=p1", "pricing.comparatorUnknown@",
              "pricing.premiumRateOutside@pricing.premium.p1.rate=60", "pricing.countryUnknown@bad id=jp",
              "pricing.rowId@foreignPrices=bad id", "pricing.parameterMissing@pricing.foreign.us.exchangeRate",
              "pricing.drawOutside@pricing.foreign.us.localPrice=nan"}) {
            QVERIFY2(found.contains(QString::fromUtf8(expected)), qPrintable(QString::fromUtf8(expected) + found));
        }
    }

    /// A pack that lacks a rule refuses the route and names the rule.
    void absentRuleRefusesTheRoute() {
        auto made = comparison(200'000, {}, {}, 0);
        addForeign(made, "us", 1000, 100);
        const auto results = evaluatePricing(made.structure, made.values, shippedPack("jp-2016"), {});
        QVERIFY(codes(results.issues()).contains(QStringLiteral("pricing.ruleAbsent@foreign.ceiling")));
    }

    void structureRoundTrip() {
        auto made = comparison(20500, {13200, 20500}, "improvement", 6);
        made.structure.comparatorName = {"比較", "Comparator"};
        made.structure.alphaLimits = AlphaLimits::kindOnly;
        addForeign(made, "us", 100, 140);
        UnknownKeys unknown;
        JsonWriter writer("", unknown);
        const nlohmann::json json = writer.object(made.structure);
        Issues issues;
        JsonReader reader(json, "", issues, unknown);
        PricingStructure again;
        reader.object(again);
        QVERIFY2(issues.empty(), qPrintable(codes(issues)));
        QVERIFY(again == made.structure);
    }
};

QTEST_APPLESS_MAIN(PricingTest)
#include "pricing_test.moc"
