#include "models/evaluation/metrics.h"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>

namespace kachi {
namespace {

const Text notDefined{"定義されない", "not defined"};

/// What qualifies a price, with the status of the least known rule it rests on when not all were read in the source.
Text withRuleStatus(Text state, const Trace& trace) {
    RuleStatus status = RuleStatus::verified;
    if (!ruleStatusFromName(trace.status, status) || status == RuleStatus::verified) return state;
    const Text known = ruleStatusText(status);
    return {state.ja + "、規則の確認状況: " + known.ja, state.en + "; rules: " + known.en};
}

class Collector {
public:
    Collector(const Case& value, const Evaluation& evaluation) : m_case(value), m_evaluation(evaluation) {}

    std::vector<Metric> run() {
        if (m_evaluation.outcomes) outcomes(*m_evaluation.outcomes);
        if (m_evaluation.labour) labour(*m_evaluation.labour);
        if (m_evaluation.equalisation) equalisation(*m_evaluation.equalisation);
        if (m_evaluation.pricing) pricing(*m_evaluation.pricing);
        if (m_evaluation.recalculation) recalculation(*m_evaluation.recalculation);
        for (const CaseStudy& evaluated : m_evaluation.studies) study(evaluated);
        for (const PricedRoute& priced : m_evaluation.routes) route(priced);
        summariseAll();
        return std::move(m_metrics);
    }

private:
    Metric& add(const char* model, std::string id, Text label, Unit unit, std::optional<double> base) {
        Metric metric;
        metric.id = std::move(id);
        metric.model = model;
        metric.label = std::move(label);
        metric.unit = unit;
        metric.base = base;
        if (!base) metric.state = notDefined;
        m_metrics.push_back(std::move(metric));
        return m_metrics.back();
    }

    /// Draws whose summary a metric waits for: those of the evaluation, or its own.
    struct Pending {
        std::size_t metric = 0;
        const std::vector<double>* stored = nullptr;
        std::vector<double> own;
    };

    void summariseInto(const Metric& metric, const std::vector<double>& stored) {
        m_pending.push_back({static_cast<std::size_t>(&metric - m_metrics.data()), &stored, {}});
    }

    void summariseOwn(const Metric& metric, std::vector<double> draws) {
        m_pending.push_back({static_cast<std::size_t>(&metric - m_metrics.data()), nullptr, std::move(draws)});
    }

    /// Each summary is a few passes over all draws and depends on no other.
    void summariseAll() {
        oneapi::tbb::parallel_for(std::size_t{0}, m_pending.size(), [this](std::size_t i) {
            const Pending& pending = m_pending[i];
            const std::vector<double>& draws = pending.stored ? *pending.stored : pending.own;
            const auto differs = [&](double draw) { return draw != draws.front(); };
            if (!draws.empty() && std::ranges::any_of(draws, differs))
                m_metrics[pending.metric].drawn = summarise(draws);
        });
    }

    void outcomes(const OutcomesResults& results) {
        for (std::size_t i = 0; i < results.strategies.size(); ++i) {
            const Text& name = m_case.outcomes->strategies[i].name;
            const CohortOutcome& base = results.base[i];
            const StrategyDraws* drawn = results.draws > 0 ? &results.drawn[i] : nullptr;
            const auto figure = [&](const char* id, Text label, Unit unit, double value,
                                    const std::vector<double>* draws) {
                Metric& metric = add("outcomes", id, std::move(label), unit, value);
                metric.key = results.strategies[i];
                metric.keyLabel = name;
                if (draws) summariseInto(metric, *draws);
            };
            figure("outcomes.cost", {"費用", "Cost"}, Unit::currency, base.cost, drawn ? &drawn->cost : nullptr);
            figure("outcomes.qaly", {"QALY", "QALYs"}, Unit::qaly, base.qaly, drawn ? &drawn->qaly : nullptr);
            figure("outcomes.lifeYears", {"生存年(割引なし)", "Life-years (undiscounted)"}, Unit::lifeYears,
                   base.lifeYears, drawn ? &drawn->lifeYears : nullptr);
        }
        for (const Increment& increment : results.increments) outcomeIncrement(results, increment);
        if (m_evaluation.costEffectiveness) {
            add("outcomes", "outcomes.evpi",
                {"完全情報の期待値(1人あたり、基準支払意思額)", "EVPI per person at the reference WTP"}, Unit::currency,
                m_evaluation.costEffectiveness->reference.evpi);
        }
        if (m_evaluation.threshold) thresholdPrice(*m_evaluation.threshold);
    }

    void thresholdPrice(const ThresholdPrice& threshold) {
        Metric& price =
            add("outcomes", "outcomes.thresholdPrice",
                {"増分純便益が 0 になる価格(基準支払意思額)", "Price at which the incremental net benefit is zero"},
                Unit::currency, threshold.price);
        price.key = threshold.strategy;
        for (const OutcomeStrategy& strategy : m_case.outcomes->strategies) {
            if (strategy.id == threshold.strategy) price.keyLabel = strategy.name;
        }
    }

    void outcomeIncrement(const OutcomesResults& results, const Increment& increment) {
        const std::string& key = results.strategies[increment.strategy];
        const Text& name = m_case.outcomes->strategies[increment.strategy].name;
        const IncrementDraws* drawn = nullptr;
        if (m_evaluation.costEffectiveness) {
            for (const IncrementDraws& candidate : m_evaluation.costEffectiveness->increments) {
                if (candidate.strategy == increment.strategy) drawn = &candidate;
            }
        }
        const auto keyed = [&](Metric& metric) -> Metric& {
            metric.key = key;
            metric.keyLabel = name;
            return metric;
        };

        Metric& icer = keyed(add("outcomes", "outcomes.icer", {"ICER", "ICER"}, Unit::currencyPerQaly, increment.icer));
        icer.state = comparisonText(increment.comparison);

        Metric& cost = keyed(add("outcomes", "outcomes.incrementalCost", {"増分費用", "Incremental cost"},
                                 Unit::currency, increment.cost));
        if (drawn) summariseInto(cost, drawn->cost);
        Metric& effect = keyed(add("outcomes", "outcomes.incrementalEffect", {"増分効果", "Incremental effect"},
                                   Unit::qaly, increment.effect));
        if (drawn) summariseInto(effect, drawn->effect);

        const double wtp = m_case.outcomes->referenceWtp;
        Metric& benefit = keyed(add("outcomes", "outcomes.inmb",
                                    {"増分純便益(基準支払意思額)", "Incremental net benefit at the reference WTP"},
                                    Unit::currency, wtp * increment.effect - increment.cost));
        if (drawn) {
            std::vector<double> draws(drawn->cost.size());
            for (std::size_t i = 0; i < draws.size(); ++i) draws[i] = wtp * drawn->effect[i] - drawn->cost[i];
            summariseOwn(benefit, std::move(draws));
            keyed(add("outcomes", "outcomes.probabilityCostEffective",
                      {"費用対効果に優れる確率(基準支払意思額)", "Probability cost-effective at the reference WTP"},
                      Unit::probability, m_evaluation.costEffectiveness->reference.probability[increment.strategy]));
        }
    }

    static Text comparisonText(Comparison comparison) {
        switch (comparison) {
            case Comparison::costsPerGain:
                return {"効果が増し費用も増す", "more effective, dearer"};
            case Comparison::dominant:
                return {"優位(効果が増し費用が減る)", "dominant (more effective, no dearer)"};
            case Comparison::dominated:
                return {"劣位(効果が増えず費用が増す)", "dominated (no more effective, dearer)"};
            case Comparison::savingsPerLoss:
                return {"効果が減り費用も減る(効果1単位を失うごとの節約額)",
                        "less effective, cheaper: saving per unit lost"};
            case Comparison::same:
                break;
        }
        return {"費用も効果も同じ", "same cost and effect"};
    }

    void labour(const LabourResults& results) {
        for (const LabourRow& row : results.rows) {
            for (const LabourMetricInfo& info : labourMetrics) {
                const char* scale = row.scale == LabourScale::procedure  ? "procedure"
                                    : row.scale == LabourScale::hospital ? "hospital"
                                                                         : "nation";
                const Text scaleText = labourScaleText(row.scale);
                Metric& metric =
                    add("labour", std::string("labour.") + scale + "." + info.name,
                        {std::string(info.ja) + "・" + scaleText.ja, std::string(info.en) + ", " + scaleText.en},
                        info.unit, valueOf(row.base, info.metric));
                metric.key = row.staff;
                metric.keyLabel = row.name;
                summariseOwn(metric, row.series(info.metric));
            }
        }
    }

    void equalisation(const EqualisationResults& results) {
        const bool scenario = m_case.equalisation->scenario.kind != ScenarioKind::none;
        for (const RegionalMeasureInfo& info : regionalMeasures) {
            const MeasureResult& result = results.measure(info.measure);
            const std::string id = std::string("equalisation.") + info.name;
            Metric& before =
                add("equalisation", id + ".before", {std::string(info.ja) + "(現状)", std::string(info.en) + ", now"},
                    Unit::none, result.before);
            summariseInto(before, result.drawsBefore);
            if (!scenario) continue;
            Metric& after = add("equalisation", id + ".after",
                                {std::string(info.ja) + "(シナリオ後)", std::string(info.en) + ", scenario"},
                                Unit::none, result.after);
            summariseInto(after, result.drawsAfter);
        }
        add("equalisation", "equalisation.nationalRate", {"全国の実施率", "National rate"},
            m_case.equalisation->rateBase == 100'000 ? Unit::per100k : Unit::none, results.before.nationalRate);
        if (!scenario) return;
        Metric& extra = add("equalisation", "equalisation.additionalProcedures",
                            {"シナリオによる追加件数(年)", "Additional procedures a year"}, Unit::count,
                            results.additionalProcedures);
        summariseInto(extra, results.additionalProceduresDraws);
    }

    void pricing(const PricingResults& results) {
        Metric& price =
            add("pricing", "pricing.price", {"算定価格", "Calculated price"}, Unit::yen, results.price.toDouble());
        price.state = withRuleStatus(m_evaluation.rulePackName, results.trace);
        summariseInto(price, results.priceDraws);
        if (results.temporaryPrice) {
            add("pricing", "pricing.temporaryPrice",
                {"迅速な保険導入に係る評価を含む価格", "Price with the rapid-introduction extra"}, Unit::yen,
                results.temporaryPrice->toDouble());
        }
        add("pricing", "pricing.premiumAmount", {"補正加算額", "Premium amount"}, Unit::yen,
            toDouble(results.premiumAmount));
        if (results.foreign) {
            add("pricing", "pricing.foreignAverage", {"外国平均価格", "Foreign average price"}, Unit::yen,
                toDouble(results.foreign->mean.average));
        }
        if (results.foreignRatio) {
            add("pricing", "pricing.foreignRatio", {"外国平均価格との比", "Ratio to the foreign average"}, Unit::ratio,
                toDouble(*results.foreignRatio));
        }
    }

    void recalculation(const RecalculationResults& results) {
        Metric& price = add("recalculation", "recalculation.price", {"再算定価格", "Recalculated price"}, Unit::yen,
                            results.newPrice.toDouble());
        price.state = withRuleStatus(judgementText(results.eligibility.overall), results.trace);
        summariseInto(price, results.newPriceDraws);
        add("recalculation", "recalculation.change", {"現行価格からの変化", "Change from the current price"}, Unit::yen,
            toDouble(results.change));
        add("recalculation", "recalculation.changeShare", {"現行価格からの変化率", "Relative change"}, Unit::ratio,
            toDouble(results.changeShare));
        if (results.path.months.empty()) return;
        add("recalculation", "recalculation.margin", {"最終月の単位利益", "Margin per unit in the last month"},
            Unit::yen, results.path.months.back().margin);
        Metric& breakEven =
            add("recalculation", "recalculation.monthsToLoss",
                {"赤字になるまでの月数(経路の最初の月から)", "Months until a loss, from the path's first month"},
                Unit::months, monthsToLoss(results.path));
        breakEven.state = results.path.breakEven
                              ? Text{*results.path.breakEven + " に赤字", "loss from " + *results.path.breakEven}
                              : Text{"期間内は黒字", "no loss within the path"};
        if (results.path.shareUnprofitable) {
            add("recalculation", "recalculation.probabilityUnprofitable",
                {"期間内に赤字になる確率", "Probability of a loss within the path"}, Unit::probability,
                *results.path.shareUnprofitable);
        }
    }

    void study(const CaseStudy& evaluated) {
        if (!evaluated.result) return;
        for (const StudyFigure& figure : evaluated.result->figures) {
            if (!figure.headline) continue;
            Metric& metric = add("studies", "studies." + evaluated.result->method + "." + figure.key, figure.label,
                                 figure.unit, figure.value);
            metric.key = evaluated.id;
            metric.keyLabel = evaluated.name;
            if (!figure.state.empty()) metric.state = figure.state;
            const auto drawn = evaluated.figureDraws.find(figure.key);
            if (drawn != evaluated.figureDraws.end()) summariseInto(metric, drawn->second);
        }
    }

    void route(const PricedRoute& priced) {
        if (!priced.result || !priced.result->price) return;
        Metric& price =
            add("routes", "routes.price", priced.result->priceLabel, Unit::yen, priced.result->price->toDouble());
        price.key = priced.id;
        price.keyLabel = priced.name;
        price.state = withRuleStatus(priced.result->packName, priced.result->trace);
        summariseInto(price, priced.priceDraws);
    }

    static std::optional<double> monthsToLoss(const MarginPath& path) {
        for (std::size_t i = 0; path.breakEven && i < path.months.size(); ++i) {
            if (path.months[i].month == *path.breakEven) return static_cast<double>(i);
        }
        return {};
    }

    static Text judgementText(Judgement judgement) {
        switch (judgement) {
            case Judgement::met:
                return {"要件を満たす", "criteria met"};
            case Judgement::notMet:
                return {"要件を満たさない", "criteria not met"};
            case Judgement::notApplicable:
                return {"対象外", "not applicable"};
            case Judgement::notJudged:
                break;
        }
        return {"要件は判定できない(根拠が未入力)", "criteria cannot be judged (evidence missing)"};
    }

    const Case& m_case;
    const Evaluation& m_evaluation;
    std::vector<Metric> m_metrics;
    std::vector<Pending> m_pending;
};

}  // namespace

std::vector<Metric> collectMetrics(const Case& value, const Evaluation& evaluation) {
    return Collector(value, evaluation).run();
}

}  // namespace kachi
