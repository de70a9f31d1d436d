#pragma once

#include "models/case/case.h"
#include "models/fields/field.h"

namespace kachi {

enum class InputsOwner { price, study };

/// Where in a case a set of declared inputs lies: those of one price or of one study.
struct InputsPlace {
    InputsOwner owner = InputsOwner::price;
    std::string id;  ///< of the price or the study

    bool operator==(const InputsPlace&) const = default;

    std::string path() const;                          ///< "/routes/id=p1"
    std::string pathOf(const std::string& key) const;  ///< "/routes/id=p1/inputs/oldPrice"
    nlohmann::json* find(Case& value) const;           ///< the inputs but rows of data; nullptr when the owner is gone
    const nlohmann::json* find(const Case& value) const;
    Text sentence(const Case& value, const Issue& issue) const;  ///< a fault, its place named as the form does
};

/// Names of the columns of a field of data; empty when nothing was entered.
std::vector<std::string> dataColumns(const nlohmann::json& inputs, const std::string& field);

/// Names of a field of columns: a list, or one text with commas.
std::vector<std::string> enteredNames(const nlohmann::json& inputs, const std::string& key);

}  // namespace kachi
