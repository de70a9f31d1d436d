#include "models/price_routes/supply_consequence.h"

namespace kachi {

void addSupplyConsequence(RouteReader& in, RouteResult& result) {
    const auto volume = in.optionalNumber("annualVolume");
    const auto unitsPerPatient = in.optionalNumber("unitsPerPatient");
    const auto covered = in.optionalNumber("substituteShare");
    if (in.failed() || !volume || !unitsPerPatient || !covered) return;
    const Rational patients = *volume / *unitsPerPatient;
    result.figures.push_back(figure("patients", {"年間の対象患者数", "Patients a year"}, patients, Unit::persons));
    result.figures.push_back(figure(
        "uncoveredPatients",
        {"供給停止時に代替品で補えない年間患者数", "Patients a year whom substitutes do not cover if the supply stops"},
        patients * (1 - *covered), Unit::persons));
}

}  // namespace kachi
