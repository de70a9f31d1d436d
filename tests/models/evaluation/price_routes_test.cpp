// Prices of a case by their routes: names, draws, other packs; threshold prices at the edges of the rules.
#include "models/evaluation/evaluation.h"
#include "tests/models/evaluation/outcome_cases.h"
#include "tests/models/pricing/pricing_test_data.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace kachi;
using namespace Qt::StringLiterals;
using outcome_cases::number;

namespace {

constexpr std::size_t drawCount = 400;

PriceSurroundings fullPacks() {
    PriceSurroundings surroundings;
    for (const char* id : {"jp-2022", "jp-2024", "jp-2026", "jp-2016"}) surroundings.packs.push_back(shippedPack(id));
    return surroundings;
}

/// A revision whose market price is a parameter that varies evenly between 70 and 90 yen.
Case uncertainRevision() {
    Case value;
    value.id = "prices";
    value.context.rulePack = "jp-2026";
    value.parameters["pricing.comparator.price"] = number(80, Unit::yen);
    value.parameters["pricing.comparator.price"].distribution =
        DistributionSpec{Family::uniform, {{"low", 70}, {"high", 90}}};
    PriceRequest request;
    request.id = "r1";
    request.route = "marketRevision";
    request.inputs = {{"oldPrice", 100}, {"marketPrice", "pricing.comparator.price"}, {"taxBasis", "included"}};
    value.routes = {request};
    return value;
}

Evaluation evaluated(const Case& value, unsigned threads = 0) {
    RunOptions options;
    options.draws = drawCount;
    options.seed = 11;
    options.threads = threads;
    options.valueOfInformation = false;
    static const PriceSurroundings surroundings = fullPacks();
    const auto evaluation = evaluate(value, shippedPack("jp-2026"), options, nullptr, surroundings);
    if (!evaluation) qFatal("%s", qPrintable(codes(evaluation.issues())));
    return *evaluation;
}

}  // namespace

class PriceRoutesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // 保険医療材料専門部会133回 材-1 p. 43: mean + 4 % of the old price, at most the old price; whole yen below 1,000.
    void namesAndDraws() {
        const Evaluation evaluation = evaluated(uncertainRevision());
        const PricedRoute& priced = evaluation.routes.at(0);
        QVERIFY2(priced.result.has_value(), qPrintable(codes(priced.issues)));
        QCOMPARE(QString::fromStdString(priced.result->price->text()), u"84"_s);
        const std::vector<double>& market = evaluation.values.drawn.at("pricing.comparator.price");
        QCOMPARE(priced.priceDraws.size(), drawCount);
        for (std::size_t draw = 0; draw < drawCount; ++draw) {
            QCOMPARE(priced.priceDraws[draw], std::min(100.0, std::floor(market[draw] + 4 + 0.5)));
        }
        QVERIFY(priced.drawn && priced.drawn->low95 >= 74 && priced.drawn->high95 <= 94);
    }

    void sameDigitsOnAnyThreads() {
        const Case value = uncertainRevision();
        QCOMPARE(evaluated(value, 1).routes[0].priceDraws, evaluated(value, 2).routes[0].priceDraws);
    }

    // FY2022 and FY2024 revise alike; the partial pack of FY2016 holds no margin and is left out.
    void otherPacks() {
        const Evaluation evaluation = evaluated(uncertainRevision());
        const auto& others = evaluation.routes[0].others;
        QCOMPARE(others.size(), std::size_t{2});
        for (const PriceUnderPack& other : others) {
            QVERIFY2(other.price.has_value(), qPrintable(codes(other.issues)));
            QCOMPARE(QString::fromStdString(other.price->text()), u"84"_s);
        }
    }

    // Margin 10 % of 100 on 80 is 90 and 4 % is 84 (the same illustration). Prices under the rules of the case take its
    // own values, here and under other packs; a price's own value stands above them; another pack leaves them.
    void ownRulesOfTheCase() {
        Case value = uncertainRevision();
        value.context.rules = {{"market.marginRate", "10 %"}};
        value.routes.push_back(value.routes[0]);
        value.routes[1].id = "r2";
        value.routes[1].rules = {{"market.marginRate", "0.04"}};
        value.routes.push_back(value.routes[0]);
        value.routes[2].id = "r3";
        value.routes[2].pack = "jp-2024";
        const Evaluation evaluation = evaluated(value);
        const char* expected[] = {"90", "84", "84"};
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY2(evaluation.routes[i].result, qPrintable(codes(evaluation.routes[i].issues)));
            QCOMPARE(evaluation.routes[i].result->price->text().c_str(), expected[i]);
        }
        QCOMPARE(evaluation.routes[0].result->trace.status.c_str(), "user");
        QVERIFY(evaluation.routes[2].result->trace.status != "user");
        for (const PriceUnderPack& other : evaluation.routes[0].others) QCOMPARE(other.price->text().c_str(), "90");
    }

    /// The foreign ceiling is proportional to its multiple of the average.
    void ownRulesOfThePrice() {
        const auto priced = [](const std::map<std::string, std::string>& rules) {
            Case value;
            value.id = "ceiling";
            value.context.rulePack = "jp-2026";
            value.context.rules = rules;
            value.pricing = PricingStructure{};
            value.pricing->foreignPrices = {{"f1", "us", {}}};
            value.parameters["pricing.comparator.price"] = number(900'000, Unit::yen);
            value.parameters["pricing.foreign.f1.localPrice"] = number(1'000, Unit::foreignCurrency);
            value.parameters["pricing.foreign.f1.exchangeRate"] = number(100, Unit::yenPerForeign);
            return evaluated(value);
        };
        const Evaluation whole = priced({{"foreign.ceiling", "1"}});
        const Evaluation half = priced({{"foreign.ceiling", "1/2"}});
        const Evaluation pack = priced({});
        QVERIFY2(whole.pricing && half.pricing && pack.pricing, qPrintable(codes(whole.issues)));
        QVERIFY(*half.pricing->ceiling * 2 == *whole.pricing->ceiling);
        QVERIFY(*pack.pricing->ceiling > *whole.pricing->ceiling);
        QVERIFY(whole.pricing->price.exact() == 2 * half.pricing->price.exact());
        QCOMPARE(half.pricing->trace.status.c_str(), "user");
    }

    void ownRulesThatCannotBeRefuseThePrices() {
        Case value = uncertainRevision();
        value.context.rules = {{"market.marginRate", "four"}};
        value.routes.push_back(value.routes[0]);
        value.routes[1].id = "r2";
        value.routes[1].pack = "jp-2024";
        const Evaluation evaluation = evaluated(value);
        QVERIFY(!evaluation.routes[0].result);
        QCOMPARE(codes(evaluation.routes[0].issues), u"route.ruleValue@/context/rules/market.marginRate=four\n"_s);
        QVERIFY(evaluation.routes[1].result.has_value());
        QVERIFY(codes(evaluation.issues).contains(u"route.ruleValue@/context/rules/market.marginRate=four"_s));
    }

    void faultsNameTheirPlaceInTheCase() {
        Case value = uncertainRevision();
        value.routes[0].inputs["oldPrice"] = "pricing.nothing";
        const Evaluation evaluation = evaluated(value);
        QVERIFY(!evaluation.routes[0].result);
        QCOMPARE(codes(evaluation.routes[0].issues),
                 u"field.unknownName@/routes/id=r1/inputs/oldPrice=pricing.nothing\n"_s);
        value.routes[0].pack = "jp-1990";
        QCOMPARE(codes(evaluated(value).routes[0].issues), u"rules.unknownPack@/routes/id=r1/pack=jp-1990\n"_s);
    }

    /// Notes of a price say which price they are about, as its faults do.
    void notesNameTheirPlaceInTheCase() {
        Case value = uncertainRevision();
        std::ifstream file(KACHI_SOURCE_DIR "/resources/guide/examples/price-priceProjection.json");
        const auto example = nlohmann::json::parse(file);
        PriceRequest& request = value.routes.front();
        request.route = example["route"];
        request.inputs = example["inputs"];
        const Evaluation evaluation = evaluated(value);
        const auto note = std::ranges::find(evaluation.issues, "route.revisionsUnderOnePack", &Issue::code);
        QVERIFY(note != evaluation.issues.end());
        QCOMPARE(note->where, std::string("/routes/id=r1/inputs/revisionEveryYears"));
    }

    // A price of 0 in some draws: the base case stands, the first draw that fails is named on any thread count.
    void refusedDraws() {
        Case value = uncertainRevision();
        value.parameters["pricing.comparator.price"].distribution =
            DistributionSpec{Family::uniform, {{"low", -10}, {"high", 90}}};
        for (const unsigned threads : {1U, 2U}) {
            const Evaluation evaluation = evaluated(value, threads);
            const PricedRoute& priced = evaluation.routes[0];
            QVERIFY(priced.result && priced.priceDraws.empty());
            const std::vector<double>& market = evaluation.values.drawn.at("pricing.comparator.price");
            const auto first = std::find_if(market.begin(), market.end(), [](double price) { return price <= 0; });
            QCOMPARE(priced.issues.at(0).code, std::string("route.draw"));
            QCOMPARE(priced.issues[0].value, std::to_string(first - market.begin() + 1));
        }
    }

    // The device costs x once and gains 0.1 QALY: λ·0.1 − x = 0 at x = λ/10 for every edge λ of the bands.
    void thresholdsAtTheEdges() {
        Case value = outcome_cases::oneYear("outcomes.x", "0.1");
        value.outcomes->devicePrice = "outcomes.x";
        const Evaluation evaluation = evaluated(value);
        QCOMPARE(evaluation.thresholds.size(), std::size_t{4});  // cea.edge.1 … 4
        for (const ThresholdAt& threshold : evaluation.thresholds) {
            QVERIFY2(std::abs(threshold.yen - threshold.wtp / 10) < 1e-9 * threshold.wtp,
                     qPrintable(QString::number(threshold.yen, 'g', 17)));
        }
        QCOMPARE(evaluation.thresholds[0].wtp, 2e6);  // 費用対効果評価 2 – 10 million yen per QALY
        QCOMPARE(evaluation.thresholds[3].wtp, 1e7);
    }
};

QTEST_APPLESS_MAIN(PriceRoutesTest)
#include "price_routes_test.moc"
