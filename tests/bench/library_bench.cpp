#include "tests/bench/bench_data.h"

#include <benchmark/benchmark.h>

#include <array>

namespace bench {

Library::Library(int count) {
    constexpr std::array devices{"人工股関節",       "冠動脈ステント", "末梢留置型中心静脈カテーテル",
                                 "植込み型除細動器", "脊椎固定用材料", "人工心臓弁",
                                 "吸着式血液浄化器", "眼内レンズ"};
    constexpr std::array english{"hip prosthesis",  "coronary stent", "central venous catheter", "defibrillator",
                                 "spinal fixation", "heart valve",    "blood purification",      "intraocular lens"};
    const Case sample = readCase("resources/samples/premium-catheter.json");
    auto library = CaseLibrary::open(path(), OpenMode::createIfMissing);
    if (!library) qFatal("%s", library.issues().front().code.c_str());
    for (int i = 0; i < count; ++i) {
        const std::size_t kind = static_cast<std::size_t>(i) % devices.size();
        const std::string number = std::to_string(i + 1);
        Case value = sample;
        value.id = "case-" + number;
        value.title = {devices[kind] + std::string(" 第") + number + "号",
                       std::string(english[kind]) + " no. " + number};
        value.product.name = value.title;
        NewRevision revision;
        revision.header = headerOf(value);
        revision.json = caseToJson(value);
        revision.digest = caseDigest(value);
        revision.author = "bench";
        revision.searchText = searchText(value);
        if (!library->saveRevision(revision)) qFatal("%s", value.id.c_str());
    }
}

}  // namespace bench

namespace {

void search(benchmark::State& state, const char* query) {
    static const bench::Library cases(10'000);
    const auto library = kachi::CaseLibrary::open(cases.path(), kachi::OpenMode::readOnly);
    std::size_t hits = 0;
    for (auto _ : state) {
        const auto found = library->search(query);
        if (!found) qFatal("%s", query);
        hits = found->size();
    }
    state.counters["hits"] = static_cast<double>(hits);
}

void list(benchmark::State& state) {
    const bench::Library cases(1'000);
    const auto library = kachi::CaseLibrary::open(cases.path(), kachi::OpenMode::readOnly);
    for (auto _ : state) {
        const auto entries = library->list();
        if (!entries || entries->size() != 1'000) qFatal("list");
    }
}

}  // namespace

BENCHMARK_CAPTURE(search, oneCharacter, "弁")->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK_CAPTURE(search, oneCharacterEverywhere, "中")->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK_CAPTURE(search, twoCharacters, "股関")->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK_CAPTURE(search, fiveCharacters, "人工股関節")->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK_CAPTURE(search, inEveryCase, "カテーテル")->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK_CAPTURE(search, twoWords, "heart 9998")->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK_CAPTURE(search, nothing, "縞馬模様")->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(list)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
