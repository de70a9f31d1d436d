#pragma once

#include "models/core/run_options.h"
#include "models/fields/field_cells.h"
#include "models/pricing/rule_pack.h"
#include "models/studies/study_request.h"

#include <any>
#include <initializer_list>
#include <memory>
#include <type_traits>
#include <unordered_map>

namespace kachi {

/// Parts of a study's inputs as its base case read them, by name (StudyReader::once).
using KeptParts = std::map<std::string, std::any>;

/// What a study may use beside its own inputs.
struct StudySurroundings {
    NamedNumbers named;               ///< parameters of the case for fields of numbers; empty: names are refused
    const RulePack* pack = nullptr;   ///< rules in force, for studies that apply them
    RunOptions options;               ///< seed, threads, progress and stop token of bootstraps and simulations
    KeptParts* keep = nullptr;        ///< of a base case that draws follow: takes what they need not read again
    const KeptParts* kept = nullptr;  ///< of a draw: what its base case kept
};

/// A column of a design matrix made from a column of the data.
struct DesignColumn {
    std::string name;            ///< "age", or "sex=female" of a column of words
    std::vector<double> values;  ///< [row]
};

/// Reads the inputs of one study, which must outlive it, and collects every fault. Data are {"columns": [name], "rows":
/// [[cell]]}, the rows shared or among the inputs: numbers, texts, true/false, or null. A cell is missing when it is
/// null, empty or one of "NA", "N/A", ".", "-", "－", "NaN".
class StudyReader : public FieldCells {
public:
    StudyReader(const std::vector<Field>& fields, const StudyRequest& request, const StudySurroundings& surroundings,
                Issues& issues);

    StudyReader(const StudyReader&) = delete;  // the cells hold the address of m_named

    const StudySurroundings& surroundings() const { return m_surroundings; }
    const RunOptions& options() const { return m_surroundings.options; }
    /// Whether this is a draw after a base case: only the figures of its result are read.
    bool isDraw() const { return m_surroundings.kept != nullptr; }

    /// Rows and columns of a data field. Issues (once): studies.notData, studies.noColumns, studies.tooManyColumns,
    /// studies.duplicateColumn, studies.emptyColumnName, studies.raggedRow, studies.noRows, studies.tooManyRows.
    std::size_t rowCount(const std::string& data = "data");
    const std::vector<std::string>& columnNames(const std::string& data = "data");

    /// Column named by the cell of a column field; empty when nothing was entered. Issue: studies.unknownColumn.
    std::string column(const std::string& key, const std::string& data = "data");
    /// Issue: field.missing when nothing was entered.
    std::string neededColumn(const std::string& key, const std::string& data = "data");
    /// Columns named by a columns field: a list of names, or one text with commas.
    std::vector<std::string> columns(const std::string& key, const std::string& data = "data");

    /// Rows that have a value in every one of these columns (empty names are passed over). Those left out are counted
    /// in the note studies.rowsLeftOut. Issue: studies.noCompleteRows.
    std::vector<std::size_t> completeRows(const std::vector<std::string>& columns, const std::string& data = "data");

    /// Cells of a column as numbers; also true/false and yes/no as 1/0, and names of parameters of the case as their
    /// values, so that a study over draws follows them. Issues name row and column: studies.notANumber, and
    /// .numberTooLarge or .numberTooSmall beyond 1e60 or 1e-60. An empty column name gives an empty list.
    std::vector<double> numbers(const std::string& column, const std::vector<std::size_t>& rows,
                                const std::string& data = "data");
    /// The same with missing cells kept.
    std::vector<std::optional<double>> numbersOrMissing(const std::string& column, const std::string& data = "data");
    /// Cells as words, numbers in their shortest digits; missing cells are empty.
    std::vector<std::string> words(const std::string& column, const std::vector<std::size_t>& rows,
                                   const std::string& data = "data");
    bool isMissing(std::size_t row, const std::string& column, const std::string& data = "data");
    /// True when every cell that is not missing is a number.
    bool isNumeric(const std::string& column, const std::string& data = "data");

    /// Design columns of covariates: a column of numbers as it is; a column of words as an indicator of every level but
    /// the first in byte order, named "column=level". Issue: studies.constantColumn for a column with one value.
    std::vector<DesignColumn> design(const std::vector<std::string>& columns, const std::vector<std::size_t>& rows,
                                     const std::string& data = "data");

    /// Refuses a cell of the data. `where` becomes "/inputs/data/rows/4/time"; rows are counted from 1 in sentences.
    /// @param code  a code of resources/messages with {where}, {row}, {column}, {value}, {limit}
    void refuseCell(const std::string& code, std::size_t row, const std::string& column, const std::string& limit,
                    const std::string& data = "data");

    /// A part of the inputs, read in the base case and given again in every draw where it names no number of the case:
    /// so a large table is not read a thousand times. Its notes are those of the base case.
    /// @param name  of the part within the study
    /// @param read  gives the part; all that can vary in it are numbers it reads itself
    template <class Read>
    std::shared_ptr<const std::invoke_result_t<Read>> once(const std::string& name, Read&& read) {
        using Part = std::shared_ptr<const std::invoke_result_t<Read>>;
        if (m_surroundings.kept) {
            const auto known = m_surroundings.kept->find(name);
            if (known != m_surroundings.kept->end()) return std::any_cast<const Part&>(known->second);
        }
        const std::size_t namedBefore = m_timesNamed;
        Part part = std::make_shared<const std::invoke_result_t<Read>>(read());
        if (m_surroundings.keep && m_timesNamed == namedBefore) (*m_surroundings.keep)[name] = part;
        return part;
    }

    void add(const Issue& issue) { faults().push_back(issue); }
    void add(const Issues& issues) { append(faults(), issues); }
    bool failed() { return hasErrors(faults()); }
    const Issues& issues() { return faults(); }

private:
    struct Table {
        std::vector<std::string> names;
        std::unordered_map<std::string, std::size_t> positions;
        std::optional<SharedRows> rows;  ///< checked: arrays as long as names; none: faulty
    };

    const Table& table(const std::string& data);
    Table readTable(const std::string& data);
    const nlohmann::json& cellAt(std::size_t row, const std::string& column, const std::string& data);
    std::optional<double> numberIn(const nlohmann::json& cell) const;
    std::string known(const std::string& name, const std::string& key, const std::string& data);

    const StudySurroundings& m_surroundings;
    std::size_t m_timesNamed = 0;  ///< how often a cell named a number of the case
    NamedNumbers m_named;          ///< those of the surroundings, counted
    std::map<std::string, Table> m_tables;
    const StudyRequest& m_request;
};

}  // namespace kachi
