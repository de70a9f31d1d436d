#include "models/price_routes/price_request_fields.h"
#include "models/price_routes/route.h"
#include "models/pricing/recalculation_batch.h"
#include "tests/bench/bench_data.h"

#include <benchmark/benchmark.h>

namespace {

using namespace kachi;

/// Products of a screening, each with other amounts.
std::vector<BatchProduct> products(int count) {
    std::vector<BatchProduct> rows(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        BatchProduct& product = rows[static_cast<std::size_t>(i)];
        product.id = "P" + std::to_string(i);
        product.price = 10'000 + i;
        product.marketPrice = 9'800 + i;
        product.productCost = 8'500 + 2 * (i % 1'000);
        product.annualVolume = 100 + i % 900;
        product.share = Rational(i % 100, 100);
        product.rates.profitRate = Rational(5, 100);
        product.rates.distributionRate = Rational(7, 100);
        product.statements.medicalNeed = Statement::yes;
        product.statements.priceTooLow = Statement::yes;
        product.statements.othersCannotCover = Statement::yes;
    }
    return rows;
}

/// Screening for unprofitable-product recalculation; target 10,000 products in under 5 s.
void screening(benchmark::State& state) {
    const RulePack pack = RulePacks().get("jp-2026").value();
    BatchSettings settings;
    settings.largeShare = Rational(8, 10);
    settings.divergence = Rational(5, 100);
    const auto rows = products(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        const auto screened = screenProducts(rows, settings, pack);
        if (!screened || screened->findings.size() != rows.size()) qFatal("the screening refused products");
        benchmark::DoNotOptimize(screened);
    }
}

/// One price by a route, as the draws of a case work it out.
void route(benchmark::State& state, const char* example) {
    QFile file(QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/examples/") + QString::fromLatin1(example));
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s", example);
    auto json = nlohmann::json::parse(file.readAll().toStdString());
    json.erase("format");
    PriceRequest request;
    Issues issues;
    UnknownKeys unknown;
    JsonReader(json, "", issues, unknown).object(request);
    const RulePack pack = RulePacks().get(request.pack).value();
    for (auto _ : state) benchmark::DoNotOptimize(priceByRoute(request, pack, {}));
}

}  // namespace

BENCHMARK(screening)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(route, similarCategory, "price-similarCategory.json")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(route, costEffectivenessAdjustment, "price-costEffectivenessAdjustment.json")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(route, priceProjection, "price-priceProjection.json")->Unit(benchmark::kMicrosecond);
