#pragma once

#include "app/interchange/column_mapper.h"
#include "app/interchange/table_schema.h"

#include <nlohmann/json.hpp>

namespace kachi {

/// A care process map on one sheet: a row per activity with arm, step, occupation, minutes, probability, repetitions
/// and, where its time follows an equation, a driver; or minutes before and after side by side in one row. Numbers are
/// within the limits of the study's fields.
const TableSchema& careProcessSchema();

/// Tables of the study careProcess: occupations, activities, terms.
struct CareProcessTables {
    nlohmann::json occupations = nlohmann::json::array();  ///< names only: pay and hours are entered in the study
    nlohmann::json activities = nlohmann::json::array();
    nlohmann::json terms = nlohmann::json::array();
};

/// The rows of the sheet as activities and terms. Equal minutes before and after are one activity of both arms. A row
/// with a driver and no minutes adds a term to an activity of the sheet.
/// @pre mapped by careProcessSchema()
/// Issues, with the row of the sheet: careProcess.importNoTime, careProcess.importTwoTimes, careProcess.importNoArm,
/// careProcess.importArmBesideBoth, careProcess.importDriver, careProcess.importTermAlone.
Result<CareProcessTables> careProcessTables(const MappedTable& mapped);

/// Puts the tables into the inputs of a study: activities and terms replace those that are there or go below them,
/// occupations that are there keep their pay.
void takeCareProcess(nlohmann::json& inputs, const CareProcessTables& tables, bool append);

}  // namespace kachi
