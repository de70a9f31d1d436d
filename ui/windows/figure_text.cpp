#include "ui/windows/figure_text.h"

#include "app/report/number_format.h"
#include "ui/windows/language.h"

#include <QCoreApplication>

#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

bool countsYen(Unit unit) {
    switch (unit) {
        case Unit::yen:
        case Unit::yenPerYear:
        case Unit::yenPerHour:
        case Unit::yenPerMinute:
        case Unit::yenPerQaly:
        case Unit::yenPerForeign:
            return true;
        default:
            return false;
    }
}

/// Where 円 gives way to 万円: prices stay exact to the yen, totals and ratios do not need to.
double manYenFrom(Unit unit) {
    return unit == Unit::yen ? 1e7 : 1e5;
}

struct Shown {
    double divisor = 1.0;
    Text unit;
};

Shown shownIn(double value, Unit unit) {
    if (unit == Unit::probability) return {0.01, {"%", "%"}};
    if (unit == Unit::count) return {1.0, {"件", {}}};
    if (unit == Unit::ratio || unit == Unit::index) return {1.0, {}};
    const Text name = unitText(unit);
    if (!countsYen(unit)) return {1.0, name};
    const double size = std::abs(value);
    if (size >= 1e8) {
        return uiLanguage() == Language::ja ? Shown{1e8, {std::string("億").append(name.ja), {}}}
                                            : Shown{1e6, {{}, std::string("million ").append(name.en)}};
    }
    if (size >= manYenFrom(unit) && uiLanguage() == Language::ja) {
        return {1e4, {std::string("万").append(name.ja), {}}};
    }
    return {1.0, name};
}

QString digits(double value, const Shown& as, Unit unit) {
    const double scaled = value / as.divisor;
    const bool wholeYen = countsYen(unit) && as.divisor == 1.0 && std::abs(value) >= 100.0;
    return QString::fromStdString(
        formatNumber(scaled, NumberFormat::number, wholeYen ? 0 : automaticDecimals, uiLanguage()));
}

}  // namespace

QString figureText(double value, Unit unit) {
    const Shown as = shownIn(value, unit);
    const QString unitName = QString::fromStdString(as.unit.in(uiLanguage()));
    return unitName.isEmpty() ? digits(value, as, unit) : digits(value, as, unit) + u' ' + unitName;
}

QString figureText(const Metric& metric, const Case& value) {
    if (!metric.base) {
        return metric.state.empty() ? QCoreApplication::translate("kachi::Figures", "not defined")
                                    : shown(metric.state);
    }
    QString text = figureText(*metric.base, metric.unit);
    if (value.outcomes && !value.outcomes->currency.empty()) {
        text.replace(shown(unitText(Unit::currency)), QString::fromStdString(value.outcomes->currency));
    }
    return text;
}

QString intervalText(const Metric& metric) {
    if (!metric.drawn || metric.drawn->low95 == metric.drawn->high95) return {};
    if (!std::isfinite(metric.drawn->low95) || !std::isfinite(metric.drawn->high95)) return {};
    const double largest = std::max(std::abs(metric.drawn->low95), std::abs(metric.drawn->high95));
    const Shown as = shownIn(largest, metric.unit);
    return QCoreApplication::translate("kachi::Figures", "95% interval %1 to %2")
        .arg(digits(metric.drawn->low95, as, metric.unit), digits(metric.drawn->high95, as, metric.unit));
}

QString modelName(const std::string& model) {
    static const std::map<std::string, const char*> names{
        {"outcomes", QT_TRANSLATE_NOOP("kachi::Sections", "Outcomes")},
        {"labour", QT_TRANSLATE_NOOP("kachi::Sections", "Labour")},
        {"equalisation", QT_TRANSLATE_NOOP("kachi::Sections", "Equalisation")},
        {"pricing", QT_TRANSLATE_NOOP("kachi::Sections", "Price")},
        {"studies", QT_TRANSLATE_NOOP("kachi::Sections", "Analyses")},
        {"routes", QT_TRANSLATE_NOOP("kachi::Sections", "Price routes")},
        {"recalculation", QT_TRANSLATE_NOOP("kachi::Sections", "Recalculation")},
    };
    const auto found = names.find(model);
    return found == names.end() ? QString::fromStdString(model)
                                : QCoreApplication::translate("kachi::Sections", found->second);
}

QString metricName(const Metric& metric) {
    return metric.keyLabel.empty() ? shown(metric.label) : shown(metric.label) + u" · "_s + shown(metric.keyLabel);
}

std::vector<const Metric*> headlines(const Evaluation& evaluation, const std::string& model) {
    // What a decision turns on, most telling first; those further back stand in where a scale is not assessed.
    static const std::map<std::string, std::vector<const char*>> preferred{
        {"outcomes", {"outcomes.icer", "outcomes.incrementalEffect", "outcomes.probabilityCostEffective"}},
        {"labour",
         {"labour.hospital.hoursSaved", "labour.hospital.fullTimeEquivalents", "labour.nation.hoursSaved",
          "labour.nation.fullTimeEquivalents", "labour.nation.yenSaved", "labour.procedure.minutesSaved",
          "labour.procedure.yenSaved"}},
        {"equalisation", {"equalisation.gini.before", "equalisation.gini.after", "equalisation.additionalProcedures"}},
        {"pricing", {"pricing.price", "pricing.premiumAmount", "pricing.foreignRatio"}},
        {"routes", {"routes.price"}},
        {"recalculation", {"recalculation.price", "recalculation.monthsToLoss", "recalculation.change"}},
    };
    constexpr std::size_t limit = 3;
    std::vector<const Metric*> chosen;
    if (model == "studies") {
        for (const Metric& metric : evaluation.metrics) {
            if (metric.model == model && chosen.size() < limit) chosen.push_back(&metric);
        }
        return chosen;
    }
    for (const char* id : preferred.at(model)) {
        for (const Metric& metric : evaluation.metrics) {
            // Of labour's rows only the total; of the outcomes' strategies and of the prices each.
            const bool whole = metric.key.empty() || model == "outcomes" || model == "routes";
            if (metric.id == id && whole && chosen.size() < limit) chosen.push_back(&metric);
        }
    }
    return chosen;
}

const std::vector<std::string>& valueModels() {
    static const std::vector<std::string> models{"outcomes", "labour", "equalisation", "studies",
                                                 "pricing",  "routes", "recalculation"};
    return models;
}

bool usesModel(const Case& value, const std::string& model) {
    if (model == "outcomes") return value.outcomes.has_value();
    if (model == "labour") return value.labour.has_value();
    if (model == "equalisation") return value.equalisation.has_value();
    if (model == "pricing") return value.pricing.has_value();
    if (model == "studies") return !value.studies.empty();
    if (model == "routes") return !value.routes.empty();
    return model == "recalculation" && value.recalculation.has_value();
}

}  // namespace kachi
