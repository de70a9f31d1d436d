#pragma once

#include "models/case/case.h"
#include "models/fields/field.h"

namespace kachi {

/// Pay of an occupation in a table of the program (resources/tables/PROVENANCE.md).
struct ShippedWage {
    Text occupation;
    int year = 0;
    double annualPay = 0;  ///< yen
    Text source;           ///< survey, workers it counts, where it was read
};

/// Those with an annual pay, in the order of the table. The file is part of the program, so a fault in it is a fault
/// of the build and ends the program.
const std::vector<ShippedWage>& shippedWages();

/// Keys of cells that a pay by occupation fills.
struct WageCells {
    std::string pay;         ///< annualPay, nurseAnnualPay
    std::string source;      ///< wageSource, nurseWageSource
    std::string occupation;  ///< text beside them, empty when there is none
};

/// The cells among these fields, a form's or a table's columns, that take an annual pay with its source.
std::vector<WageCells> wageCells(const std::vector<Field>& fields);

/// Enters pay and source, and the occupation where its cell is empty or names another one of the table, in either
/// language. @param cells  a row, or the inputs of a form
void enterWage(nlohmann::json& cells, const WageCells& place, const ShippedWage& wage, Language language);

/// Enters the pay of a staff category of the labour model as its parameter with its source, puts the survey into the
/// evidence of the case, and names the category where it has no name or that of another pay. Range, distribution and
/// formula of an earlier pay go. @param staff  of `value`
void enterStaffWage(Case& value, LabourStaff& staff, const ShippedWage& wage, Language language);

/// The survey as evidence of a case.
Evidence wageEvidence(const ShippedWage& wage);

}  // namespace kachi
