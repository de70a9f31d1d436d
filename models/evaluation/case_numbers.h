#pragma once

#include "models/evaluation/evaluation.h"
#include "models/fields/field_cells.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace kachi {

/// Numbers of a case that cells of its prices and studies may name: its parameters; of its outcome model, in yen,
/// result.cost.<strategy>, result.qaly.<strategy>, result.incrementalCost.<strategy>, result.incrementalQaly.<strategy>
/// (against the comparator); of its labour model result.yenSavedPerCase; and the figures of its studies,
/// result.study.<study>.<figure>. All follow the draws of the evaluation.
class CaseNumbers {
public:
    /// The parameters alone. @param values  must outlive the numbers
    explicit CaseNumbers(const ParameterValues& values);

    /// @param evaluation  must outlive the numbers
    CaseNumbers(const Case& value, const Evaluation& evaluation);

    /// Adds a number worked out from others. @param draws  one per draw; empty: it does not vary
    void add(const std::string& name, double base, std::vector<double> draws);

    bool varies(const std::string& name) const;

    /// Values of the base case. Names that are asked for are put into `used`. Valid as long as this object.
    NamedNumbers base(std::set<std::string>* used = nullptr) const;

    /// Values of one draw; what does not vary keeps its base value.
    NamedNumbers draw(std::size_t draw) const;

private:
    struct Number {
        double base = 0;
        const std::vector<double>* drawn = nullptr;  ///< of the evaluation
        std::vector<double> own;                     ///< made here

        const std::vector<double>* draws() const { return own.empty() ? drawn : &own; }
    };

    void addOutcomes(const Case& value, const OutcomesResults& outcomes);
    void addLabour(const LabourResults& labour);

    std::map<std::string, Number> m_numbers;
};

}  // namespace kachi
