// Shorter service in a queue: waiting before and after, patients more at equal waiting; and its check by simulation.
#include "models/labour/queue.h"
#include "models/labour/queue_simulation.h"
#include "models/statistics/summary.h"
#include "models/studies/labour_study_parts.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>

namespace kachi {

using namespace field_limits;
namespace {

const Text waitingSavedText{"平均待ち時間の短縮", "Mean waiting saved"};

struct Queues {
    Queue before;
    Queue after;
};

std::vector<Field> queueFields() {
    const FieldLimits wholePlaces{.atLeast = 1, .atMost = 1'000, .whole = true};
    const FieldLimits variation{.atLeast = 0, .atMost = 10};
    const Text exponential{"1：指数分布、0：一定。空欄は 1", "1: exponential, 0: constant; empty: 1"};
    return {
        required(numberField("arrivalsPerHour", {"1時間の来院・依頼数", "Arrivals an hour"}, Unit::count, positive)),
        required(numberField("minutesBefore", {"1件の所要時間（導入前）", "Minutes of service before"}, Unit::minutes,
                             positive)),
        required(numberField("minutesAfter", {"1件の所要時間（導入後）", "Minutes of service after"}, Unit::minutes,
                             positive)),
        required(numberField("places", {"並行して行える数（室・台・チーム）", "Places: rooms, machines or teams"},
                             Unit::count, wholePlaces)),
        numberField("placesAfter", {"同（導入後）", "Places after"}, Unit::count, wholePlaces,
                    {"空欄は導入前と同じ", "empty: as before"}),
        numberField("variationBefore", {"所要時間の変動係数（導入前）", "Coefficient of variation of service before"},
                    Unit::ratio, variation, exponential),
        numberField("variationAfter", {"同（導入後）", "The same, after"}, Unit::ratio, variation,
                    {"空欄は導入前と同じ", "empty: as before"}),
    };
}

Queues readQueues(StudyReader& reader) {
    Queues queues;
    queues.before = {reader.real("arrivalsPerHour"), reader.real("minutesBefore"), reader.whole("places"),
                     reader.realOr("variationBefore", 1)};
    queues.after = {queues.before.arrivalsPerHour, reader.real("minutesAfter"),
                    reader.has("placesAfter") ? reader.whole("placesAfter") : queues.before.places,
                    reader.realOr("variationAfter", queues.before.variation)};
    return queues;
}

/// Figures of a queue; its faults go to the reader.
QueueFigures figuresOf(StudyReader& reader, const Queue& queue) {
    const Result<QueueFigures> figures = queueFigures(queue, "/inputs/arrivalsPerHour");
    if (!figures) reader.add(figures.issues());
    return figures ? *figures : QueueFigures{};
}

StudyTable queueTable() {
    return {"queue",
            {"待ち行列", "The queue"},
            {{"state", {"状態", "State"}},
             {"arrivals", {"到着数/時", "Arrivals an hour"}, Unit::count},
             {"minutes", {"所要時間", "Minutes of service"}, Unit::minutes},
             {"places", {"並行数", "Places"}, Unit::count},
             {"variation", {"変動係数", "Variation"}, Unit::ratio},
             {"utilisation", {"稼働率 ρ", "Utilisation ρ"}, Unit::ratio},
             {"waitProbability", {"待つ確率", "Probability of waiting"}, Unit::probability},
             {"waiting", {"平均待ち時間", "Mean waiting"}, Unit::minutes},
             {"inAll", {"平均滞在時間", "Mean time in all"}, Unit::minutes},
             {"patientsWaiting", {"平均待ち人数", "Mean number waiting"}, Unit::persons}},
            {}};
}

void addState(StudyTable& table, const Text& state, const Queue& queue, const QueueFigures& figures) {
    table.rows.push_back({studyCell(state), studyCell(queue.arrivalsPerHour), studyCell(queue.minutesOfService),
                          studyCell(static_cast<double>(queue.places)), studyCell(queue.variation),
                          studyCell(figures.utilisation), studyCell(figures.waitProbability),
                          studyCell(figures.minutesWaiting), studyCell(figures.minutesInAll),
                          studyCell(figures.patientsWaiting)});
}

/// Freed service time of a year and where it goes.
StudyTable hoursTable(double freed, double used) {
    StudyTable table{"hours",
                     {"解放される時間の行き先（年間）", "Where the freed hours go, a year"},
                     {{"item", {"項目", "Item"}}, {"hours", {"時間", "Hours"}, Unit::hours}},
                     {}};
    table.rows = {
        {studyCell(Text{"所要時間の短縮で解放", "Freed by shorter service"}), studyCell(freed)},
        {studyCell(Text{"追加患者に使用", "Used by the patients more"}), studyCell(used)},
        {studyCell(Text{"他業務に充てられる残り（負は追加の負担）", "Left for other work; negative: added work"}),
         studyCell(freed - used)}};
    return table;
}

StudyChart waitingChart(const Queues& queues, double last) {
    PlotChart plot;
    plot.x = {{"1時間の到着数", "Arrivals an hour"}, Unit::count};
    plot.y = {{"平均待ち時間", "Mean waiting"}, Unit::minutes, false, 0};
    for (const auto& [name, queue] :
         {std::pair{labour_text::before, queues.before}, {labour_text::after, queues.after}}) {
        ChartSeries series{name, ChartMark::line};
        constexpr int points = 60;
        for (int at = 1; at <= points; ++at) {
            Queue tried = queue;
            tried.arrivalsPerHour = last * at / points;
            const Result<QueueFigures> figures = queueFigures(tried, {});
            if (!figures) break;
            series.x.push_back(tried.arrivalsPerHour);
            series.y.push_back(figures->minutesWaiting);
        }
        plot.series.push_back(std::move(series));
    }
    plot.verticals.push_back({{"現在の到着数", "Arrivals now"}, queues.before.arrivalsPerHour});
    return {"waiting", {"到着数と待ち時間", "Arrivals and waiting"}, {}, std::move(plot)};
}

Trace waitingTrace(const char* id, const Text& label, const Queue& queue, const QueueFigures& figures,
                   const std::string& minutesPath) {
    Trace trace =
        labourStep(id, label, "C(c, a) × m / (c (1 − ρ)) × (1 + v²) / 2", figures.minutesWaiting, Unit::minutes);
    trace.inputs = {
        labourInput("λ", {"到着数/時", "Arrivals an hour"}, queue.arrivalsPerHour, "/inputs/arrivalsPerHour"),
        labourInput("m", {"所要時間", "Minutes of service"}, queue.minutesOfService, minutesPath),
        labourInput("c", {"並行数", "Places"}, queue.places),
        labourInput("v", {"変動係数", "Coefficient of variation"}, queue.variation),
        labourInput("a", {"負荷 λm/60", "Load λm/60"}, queue.load()),
        labourInput("ρ", {"稼働率", "Utilisation"}, figures.utilisation),
        labourInput("C", {"アーランC", "Erlang C"}, figures.waitProbability)};
    return trace;
}

const std::vector<std::string>& queueReferences() {
    static const std::vector<std::string> references{
        "Gross D, Shortle JF, Thompson JM, Harris CM. Fundamentals of Queueing Theory. 4th ed. Hoboken: Wiley; 2008.",
        "Lee AM, Longton PA. Queueing processes associated with airline passenger check-in. Oper Res Quart "
        "1959;10:56-73."};
    return references;
}

Result<StudyResult> runQueue(StudyReader& reader) {
    const Queues queues = readQueues(reader);
    const double openHours = reader.real("openHours");
    const auto demand = reader.optionalReal("unmetDemand");
    if (reader.failed()) return reader.issues();
    const QueueFigures before = figuresOf(reader, queues.before);
    const QueueFigures after = figuresOf(reader, queues.after);
    if (reader.failed()) return reader.issues();

    Queue filled = queues.after;
    filled.arrivalsPerHour = arrivalsAtWaiting(queues.after, before.minutesWaiting);
    const double roomPerYear = (filled.arrivalsPerHour - queues.after.arrivalsPerHour) * openHours;
    const double extraPerYear = demand ? std::min(roomPerYear, *demand) : roomPerYear;
    filled.arrivalsPerHour = queues.after.arrivalsPerHour + extraPerYear / openHours;
    const QueueFigures atExtra = figuresOf(reader, filled);
    if (reader.failed()) return reader.issues();

    StudyResult result;
    result.figures = {
        headlineFigure("waitingSaved", waitingSavedText, before.minutesWaiting - after.minutesWaiting, Unit::minutes),
        headlineFigure("extraPatients",
                       {"待ち時間を変えずに増やせる患者（年間）", "Patients more a year at equal waiting"},
                       extraPerYear, Unit::persons),
        studyFigure("room", {"需要を問わない受入余地（年間）", "Room a year, whatever the demand"}, roomPerYear,
                    Unit::persons),
        studyFigure("waitingBefore", {"平均待ち時間（導入前）", "Mean waiting before"}, before.minutesWaiting,
                    Unit::minutes),
        studyFigure("waitingAfter", {"平均待ち時間（導入後）", "Mean waiting after"}, after.minutesWaiting,
                    Unit::minutes)};
    StudyTable table = queueTable();
    addState(table, labour_text::before, queues.before, before);
    addState(table, labour_text::after, queues.after, after);
    addState(table, {"導入後・追加患者あり", "After, with the patients more"}, filled, atExtra);
    result.tables.push_back(std::move(table));
    const double freed = (queues.before.load() - queues.after.load()) * openHours;
    result.tables.push_back(hoursTable(freed, (filled.load() - queues.after.load()) * openHours));
    result.charts.push_back(
        waitingChart(queues, std::max(queues.before.arrivalsPerHour, filled.arrivalsPerHour) * 1.2));
    result.traces = {waitingTrace("waitingBefore", {"平均待ち時間（導入前）", "Mean waiting before"}, queues.before,
                                  before, "/inputs/minutesBefore"),
                     waitingTrace("waitingAfter", {"平均待ち時間（導入後）", "Mean waiting after"}, queues.after, after,
                                  "/inputs/minutesAfter")};
    result.methodText = {
        "来院はポアソン到着、先着順とし、平均待ち時間は M/M/c（アーランC）に (1＋変動係数²)/2 "
        "を乗じる。窓口が1つなら厳密"
        "（ポラチェック・ヒンチン）、複数なら Lee–Longton "
        "の近似。追加患者は、平均待ち時間が導入前と等しくなる到着数まで"
        "（満たされていない需要を上限とする）。追加患者に使う時間は、削減時間として重ねて数えない。",
        "Poisson arrivals, first come first served. The mean waiting is that of M/M/c (Erlang C) times (1 + "
        "variation²)/2, "
        "exact for one place (Pollaczek-Khinchine) and Lee and Longton's approximation for several. Patients more are "
        "those "
        "up to the arrivals at which the mean waiting is as before, at most the unmet demand. Hours they use are not "
        "counted as hours saved again."};
    result.references = queueReferences();
    return result;
}

/// Simulated and closed-form value of one figure with their distance in standard errors.
void compare(StudyTable& table, const Text& state, const Text& figure, double closed, double simulated, double error) {
    table.rows.push_back({studyCell(state), studyCell(figure), studyCell(closed), studyCell(simulated),
                          studyCell(error), error > 0 ? studyCell((simulated - closed) / error) : StudyValue{}});
}

Result<StudyResult> runSimulation(StudyReader& reader) {
    const Queues queues = readQueues(reader);
    const auto patients = static_cast<std::size_t>(reader.whole("patients"));
    const auto replications = static_cast<std::size_t>(reader.whole("replications"));
    if (reader.failed()) return reader.issues();

    StudyResult result;
    StudyTable table{"check",
                     {"閉形式とシミュレーション", "Closed form and simulation"},
                     {{"state", {"状態", "State"}},
                      {"figure", {"項目", "Figure"}},
                      {"closed", {"閉形式", "Closed form"}},
                      {"simulated", {"シミュレーション", "Simulated"}},
                      {"error", {"モンテカルロ誤差", "Monte Carlo error"}},
                      {"distance", {"差／誤差", "Difference / error"}}},
                     {}};
    std::vector<double> saved(replications);
    for (const auto& [key, name, queue] : {std::tuple{"Before", labour_text::before, queues.before},
                                           std::tuple{"After", labour_text::after, queues.after}}) {
        const QueueFigures closed = figuresOf(reader, queue);
        if (reader.failed()) return reader.issues();
        const Result<QueueSimulation> simulated = simulateQueue(queue, patients, replications, reader.options());
        if (!simulated) return simulated.issues();
        compare(table, name, {"平均待ち時間（分）", "Mean waiting, minutes"}, closed.minutesWaiting,
                simulated->minutesWaiting, simulated->minutesWaitingError);
        compare(table, name, {"待つ確率", "Probability of waiting"}, closed.waitProbability, simulated->waitProbability,
                simulated->waitProbabilityError);
        StudyFigure figure =
            studyFigure(std::string("waiting") + key, {"平均待ち時間（" + name.ja + "）", "Mean waiting, " + name.en},
                        simulated->minutesWaiting, Unit::minutes);
        figure.standardError = simulated->minutesWaitingError;
        result.estimates.push_back(
            normalEstimate(figure.key, figure.label, *figure.value, *figure.standardError, figure.unit));
        result.figures.push_back(std::move(figure));
        const double sign = result.figures.size() == 1 ? 1 : -1;  // before − after
        for (std::size_t i = 0; i < replications; ++i) saved[i] += sign * simulated->replicationMinutes[i];
    }
    StudyFigure waitingSaved = studyFigure("waitingSaved", waitingSavedText, sampleMean(saved), Unit::minutes);
    waitingSaved.standardError = sampleStandardDeviation(saved) / std::sqrt(static_cast<double>(replications));
    result.estimates.push_back(normalEstimate(waitingSaved.key, waitingSaved.label, *waitingSaved.value,
                                              *waitingSaved.standardError, waitingSaved.unit));
    result.figures.push_back(std::move(waitingSaved));
    result.tables.push_back(std::move(table));
    result.methodText = {
        "患者を1人ずつ模擬し（Kiefer–Wolfowitz、乱数はシード・反復・患者だけで決まる）、各反復の最初の1割を除いて平均し"
        "、独立な反復の"
        "標準誤差をモンテカルロ誤差とする。待ち時間の短縮は、前後が同じ来院に会う反復どうしの差から求める。複数の窓口で"
        "変動係数が1でないときは、閉形式そのものが近似である。",
        "Patients are simulated one by one (Kiefer-Wolfowitz; random numbers depend on seed, replication and patient "
        "alone); the first tenth of each replication is left out, and the Monte Carlo error is the standard error over "
        "independent replications. The waiting saved is the difference of replications in which both queues meet the "
        "same arrivals. With several places and a variation other than 1 the closed form itself is an "
        "approximation."};
    result.references = queueReferences();
    return result;
}

}  // namespace

StudyDefinition queueStudy() {
    std::vector<Field> fields = queueFields();
    fields.push_back(required(
        numberField("openHours", {"年間の稼働時間", "Open hours a year"}, Unit::hours, {.above = 0, .atMost = 8784})));
    fields.push_back(numberField("unmetDemand", {"満たされていない需要（年間）", "Unmet demand, patients a year"},
                                 Unit::persons, notNegative, {"空欄は上限なし", "empty: no limit"}));
    return {
        .id = "queue",
        .group = StudyGroup::labour,
        .name = {"待ち時間と追加患者（待ち行列）", "Waiting and patients more (queue)"},
        .purpose =
            {"所要時間の短縮が待ち時間をどれだけ減らし、待ち時間を変えなければ何人多く受け入れられるかを示します。",
             "How much shorter service cuts waiting, and how many patients more it admits at equal waiting."},
        .fields = std::move(fields),
        .run = runQueue,
        .overDraws = true,
    };
}

StudyDefinition queueSimulationStudy() {
    std::vector<Field> fields = queueFields();
    fields.push_back(required(numberField("patients", {"1反復の患者数", "Patients of a replication"}, Unit::persons,
                                          {.atLeast = 100, .atMost = 10'000'000, .whole = true})));
    fields.push_back(required(numberField("replications", {"反復数", "Replications"}, Unit::count,
                                          {.atLeast = 2, .atMost = 10'000, .whole = true})));
    return {
        .id = "queueSimulation",
        .group = StudyGroup::labour,
        .name = {"待ち行列のシミュレーションによる確認", "Queue checked by simulation"},
        .purpose = {"待ち行列の閉形式の結果を、患者を1人ずつ模擬した結果と照らし合わせます。",
                    "Compares the closed form of the queue with patients simulated one by one."},
        .fields = std::move(fields),
        .run = runSimulation,
    };
}

}  // namespace kachi
