#pragma once

#include "models/case/case_json.h"

#include <QFile>
#include <QString>

/// Cases for the analyses of the outcome model.
namespace outcome_cases {

using namespace kachi;

inline Case read(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("no case %s", qPrintable(path));
    auto result = caseFromJson(file.readAll().toStdString());
    if (!result) qFatal("case %s refused: %s", qPrintable(path), result.issues().front().code.c_str());
    return std::move(result->value);
}

inline Case hip() {
    return read(QStringLiteral(KACHI_SOURCE_DIR "/resources/samples/hip-prosthesis.json"));
}

/// HIV combination therapy with the conventions of the deterministic run (golden-01-hiv).
inline Case hiv() {
    Case value = read(QStringLiteral(KACHI_TEST_DATA "/golden-01-hiv/kachi-case.json"));
    value.outcomes->timing.discountForm = DiscountForm::annual;
    return value;
}

inline Parameter number(double value, Unit unit = Unit::none) {
    Parameter parameter;
    parameter.value = value;
    parameter.unit = unit;
    return parameter;
}

/// One year in one state, undiscounted, half-cycle weights of a state that is never left: the old strategy costs
/// nothing and gains outcomes.oldUtility QALY, the new one costs `cost` and gains `gain` more.
inline Case oneYear(const std::string& cost, const std::string& gain) {
    Case value;
    value.id = "one-year";
    value.parameters["outcomes.x"] = number(2);
    value.parameters["outcomes.y"] = number(1);
    value.parameters["outcomes.oldUtility"] = number(0.25, Unit::utility);
    OutcomesStructure& s = value.outcomes.emplace();
    s.currency = "JPY";
    s.priceYear = 2024;
    s.states = {{"well", {"健康", "Well"}, true, "0", "outcomes.oldUtility + extra"},
                {"dead", {"死亡", "Dead"}, false, "0", "0"}};
    s.strategies = {
        {"old", {"従来", "Old"}, {{"extra", "0"}}, {}},
        {"new", {"新規", "New"}, {{"extra", gain}}, {{"device", {"機器", "Device"}, cost, OneOffTiming::upfront, {}}}}};
    s.initial = {{"well", "1"}};
    s.costDiscountRate = "0";
    s.effectDiscountRate = "0";
    s.comparator = "old";
    s.wtp = {0, 10, 20};
    s.referenceWtp = 10;
    return value;
}

}  // namespace outcome_cases
