#pragma once

#include "app/workbook/labour_pages.h"
#include "models/evaluation/evaluation.h"
#include "models/studies/labour_study_parts.h"
#include "models/studies/study.h"

namespace kachi {

/// The inputs of a study of an evaluated case as its own reader gives them.
/// @pre the study has a result, so its inputs are without fault
template <class Inputs>
Inputs readStudyInputs(const StudyRequest& request, const StudySurroundings& surroundings,
                       Inputs (*read)(StudyReader&)) {
    Issues issues;
    StudyReader reader(findStudy(request.method)->fields, request, surroundings, issues);
    return read(reader);
}

/// Staff cost of a row of a study, with the parameters its cells name. @param path  of the row
OccupationCells occupationCells(const LabourPages& pages, const StudyRequest& request, const std::string& name,
                                const StaffCost& cost, const std::string& path);

/// Time saved in one procedure, as it is written on the sheets.
struct SavedTimeSheets {
    std::vector<OccupationCells> occupations;
    OccupationRows rows;
    std::vector<std::pair<std::string, std::string>> minutes;  ///< [occupation] before and after: what is saved, and 0
    std::vector<LabourFigures> figures;                        ///< [occupation], last the sum
};

/// Pay, hours and minutes saved of the occupations on Inputs. writeOneProcedure() gives their formulas.
SavedTimeSheets writeSavedTime(LabourPages& pages, const StudyRequest& request, const std::vector<SavedTime>& saved);

/// The figure of a study. @pre it has one of this key
const StudyFigure& figureOf(const StudyResult& study, const std::string& key);

/// A rule of a study and the key of the input that may stand in for it.
struct RuleInput {
    RuleNumber rule;
    std::string key;
};

/// Values of rules as inputs, with unit, clause, document, date and status. @return the place of each value
std::vector<std::string> writeRules(const LabourPages& pages, SheetPage& page, const StudyRequest& request,
                                    const std::vector<RuleInput>& rules);

/// A table as the study prints it, with formulas for its numbers, each checked beside the study's own.
/// @param formulas  [row][column]; empty: a word, or nothing
void writeResultTable(LabourPages& pages, SheetPage& page, const StudyTable& table,
                      const std::vector<std::vector<std::string>>& formulas);

/// Rows of one item each (empty, item, value), and the place of each value.
class ItemList {
public:
    explicit ItemList(const LabourPages& pages, const SheetPage& page) : m_pages(pages), m_page(page) {}

    /// Adds a row. @return the place of its value
    std::string add(const Text& label, PageCell cell, Unit unit = Unit::none);
    /// Adds a figure of a study and checks it. @return its place
    std::string addFigure(LabourPages& pages, const StudyResult& study, const std::string& key,
                          const std::string& formula);
    bool empty() const { return m_rows.empty(); }
    void write(SheetPage& page, const Text& title) const;

private:
    const LabourPages& m_pages;
    const SheetPage& m_page;
    std::vector<std::vector<PageCell>> m_rows;
};

}  // namespace kachi
