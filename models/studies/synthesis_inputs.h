#pragma once

#include "models/statistics/effect_size.h"
#include "models/studies/study_reader.h"
#include "models/studies/study_result.h"

namespace kachi {

// What the studies of evidence synthesis share: measures by name, zero cells, scales, and faults put in their place.

struct MeasureChoice {
    SynthesisMeasure measure;
    std::string id;
    Text label;
};

/// Of two arms and single arms; the first four are of counts.
const std::vector<MeasureChoice>& measureChoices();
std::vector<FieldChoice> choicesOf(const std::vector<SynthesisMeasure>& measures);

bool isOfTables(SynthesisMeasure measure);       ///< of two arms' events and patients
bool isOfRates(SynthesisMeasure measure);        ///< of two arms' events and person-time
bool isOfMeans(SynthesisMeasure measure);        ///< of two arms' means and SDs
bool isOfProportions(SynthesisMeasure measure);  ///< of one arm's events and patients
bool isGeneric(SynthesisMeasure measure);        ///< an estimate with its error

/// Identifiers of the measures that are `wanted`.
std::vector<std::string> measureIds(bool (*wanted)(SynthesisMeasure));

SynthesisMeasure measureNamed(const std::string& id);
Text measureLabel(SynthesisMeasure measure);

/// Scale on which effects are reported.
struct EffectScale {
    SynthesisMeasure measure = SynthesisMeasure::genericDifference;
    double harmonicSize = 0;  ///< of Freeman–Tukey

    double natural(double estimate) const { return naturalEffect(measure, estimate, harmonicSize); }
    double noEffect() const { return isRatio(measure) ? 1 : 0; }
    Unit unit() const;
    ChartAxis axis() const;
};

/// Fields zeroCells, addend and dropDoubleZero.
std::vector<Field> zeroCellFields();
ZeroCellRule readZeroCells(FieldCells& cells);

/// True for measures of counts whose zero cells the rule corrects: not means, ready-made effects or
/// Freeman–Tukey.
bool takesZeroCells(SynthesisMeasure measure);

/// Sentence of the method text.
Text zeroCellText(const ZeroCellRule& rule);

/// Field `level`, 0.95 when empty.
Field levelField();
double readLevel(FieldCells& cells);

/// The columns a measure needs, checked to be there; a refusal names those that are not. [key] → column
std::map<std::string, std::string> neededColumns(StudyReader& reader, const std::vector<std::string>& keys);

/// Names of the rows: the study column, or "Study 3" by row.
std::vector<std::string> studyNames(StudyReader& reader, const std::vector<std::size_t>& rows);

/// Refuses cells that are negative, or not positive, in these rows.
void refuseNegative(StudyReader& reader, const std::string& column, const std::vector<std::size_t>& rows,
                    const std::vector<double>& values);
void refuseNotPositive(StudyReader& reader, const std::string& column, const std::vector<std::size_t>& rows,
                       const std::vector<double>& values);
/// Refuses events above the size of their arm.
void refuseEventsAbove(StudyReader& reader, const std::string& column, const std::vector<std::size_t>& rows,
                       const std::vector<double>& events, const std::vector<double>& sizes);

/// True when a ratio this far out, with its interval and prediction, can be shown as a ratio: logarithm and standard
/// error within ±25.
bool isShowable(SynthesisMeasure measure, double estimate, double standardError);
inline constexpr double largestLogRatio = 25;

/// Faults of an engine, which knows no inputs, pointed at one of them.
Issues locatedAt(Issues issues, const std::string& where);

}  // namespace kachi
