#pragma once

#include "app/document/session.h"

#include <map>
#include <optional>
#include <string>

namespace kachi {

/// Number that a parameter keeps when the study it follows is removed; empty: it has to be entered.
using KeptNumbers = std::map<std::string, std::optional<double>>;

/// Tells which parameters follow a study that is to be removed, each with its present number, and asks whether they
/// keep it. Nothing is asked when none does. @return what removeStudy takes; nothing: the study stays
std::optional<KeptNumbers> askAboutFollowers(const Session& session, const std::string& study, QWidget* parent);

}  // namespace kachi
