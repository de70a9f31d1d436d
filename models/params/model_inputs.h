#pragma once

#include "models/core/issue.h"
#include "models/params/param_def.h"
#include "models/params/parameter_values.h"

#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace kachi {

/// Stands for the base case where a draw number is expected.
inline constexpr std::size_t baseCase = std::numeric_limits<std::size_t>::max();

/// One parameter looked up once, so that a run over draws asks no map. Refers to the ParameterValues it came from.
class ModelInput {
public:
    /// @pre values.has(id)
    ModelInput(const ParameterValues& values, const std::string& id);

    double at(std::size_t draw) const { return m_drawn && draw != baseCase ? (*m_drawn)[draw] : m_base; }
    bool varies() const { return m_drawn != nullptr; }
    const std::string& id() const { return m_id; }

private:
    std::string m_id;
    double m_base;
    const std::vector<double>* m_drawn;
};

/// Id of a cell: the column's id with `row` in place of "*"; a column without "*" is its own id.
std::string cellId(std::string_view column, std::string_view row = {});

/// Declaration with this id. @pre it is in the table
const ParamDef& definitionOf(std::span<const ParamDef> table, std::string_view id);

/// Row ids are part of parameter ids: letters and digits only, not empty.
bool isRowId(std::string_view id);

/// Checks that the parameter has a value, and that base and every draw are possible by its declaration.
/// Issues: input.missing, input.impossible (base), input.impossibleDraws (how many, and the first of them)
void checkInput(const ParamDef& definition, const std::string& id, const ParameterValues& values, Issues& issues);

}  // namespace kachi
