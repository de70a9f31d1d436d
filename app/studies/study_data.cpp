#include "app/studies/study_data.h"

#include "app/interchange/issue_text.h"
#include "app/interchange/sheet_grid.h"
#include "models/core/yen.h"

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t rowsBetweenReports = 4096;
constexpr std::size_t cellsListed = 20;

std::string utf8(QStringView text) {
    const QByteArray bytes = text.toUtf8();
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// How the cells of one column are taken.
struct Plan {
    int column = 0;
    std::string name;
    ColumnKind kind = ColumnKind::words;
    double factor = 1;
    std::optional<DateOrder> dateOrder;
};

/// Exactly what the digits say times the factor, to the nearest double.
double scaled(double number, double factor) {
    return factor == 1 ? number : toDouble(exactDecimal(number) * exactDecimal(factor));
}

class DataMaker {
public:
    DataMaker(const RawTable& table, const ImportChoices& choices)
        : m_table(table), m_choices(choices), m_missing(choices.missingCodes) {}

    void plan(const std::vector<ColumnContent>& contents) {
        QStringList openNumbers;
        QStringList openDates;
        for (int column = 0; column < m_table.header().size(); ++column) {
            const ColumnContent& content = contents[static_cast<std::size_t>(column)];
            const QString name = m_table.header()[column].trimmed();
            const ColumnChoice choice = m_choices.of(name);
            const ColumnKind kind = choice.kind.value_or(content.kind());
            if (kind == ColumnKind::leftOut) continue;
            if (content.asksForDecimalMark(choice)) openNumbers << name + u" ("_s + content.example + u')';
            if (content.asksForDateOrder(choice, m_choices.dateOrder)) {
                openDates << name + u" ("_s + content.dateExample + u')';
            }
            if (choice.factor != 1 && kind != ColumnKind::numbers) {
                m_issues.push_back(interchangeIssue("import.factorOfWords", m_table.fileName, name));
            }
            const auto order = content.shownDateOrder() ? content.shownDateOrder() : m_choices.dateOrder;
            m_names.push_back(utf8(name));
            m_plans.push_back({column, utf8(name), kind, choice.factor, order});
            if (!choice.unit.trimmed().isEmpty()) m_units[utf8(name)] = utf8(choice.unit.trimmed());
        }
        if (!openNumbers.isEmpty()) {
            m_issues.push_back(interchangeIssue("import.decimalMark", m_table.fileName, openNumbers.join(u", "_s)));
        }
        if (!openDates.isEmpty()) {
            m_issues.push_back(interchangeIssue("import.dateOrder", m_table.fileName, openDates.join(u", "_s)));
        }
    }

    Result<nlohmann::json> make(const ReadProgress& progress) {
        if (!m_issues.empty()) return m_issues;
        nlohmann::json::array_t rows;
        rows.reserve(m_table.rows.size());
        for (std::size_t row = m_table.headerRow + 1; row < m_table.rows.size(); ++row) {
            if (row % rowsBetweenReports == 0) {
                if (progress.cancelled()) return readingCancelled(m_table.fileName);
                progress(static_cast<qint64>(row), static_cast<qint64>(m_table.rows.size()));
            }
            nlohmann::json::array_t cells;
            cells.reserve(m_plans.size());
            for (const Plan& plan : m_plans) cells.push_back(cell(row, plan));
            rows.emplace_back(std::move(cells));
        }
        if (!m_issues.empty()) return m_issues;
        nlohmann::json data{{"columns", std::move(m_names)}, {"rows", std::move(rows)}};
        if (!m_units.empty()) data["units"] = std::move(m_units);
        return data;
    }

private:
    nlohmann::json cell(std::size_t row, const Plan& plan) {
        const QStringView written = QStringView(m_table.rows[row][plan.column]).trimmed();
        QString narrow;
        const QStringView text = halfWidth(written, narrow);
        if (m_missing(text)) return nullptr;
        if (plan.kind == ColumnKind::numbers) {
            if (const auto number = studyNumber(text, m_table.decimalMark)) return scaled(*number, plan.factor);
            return refused("import.notANumber", row, plan, written);
        }
        if (plan.kind == ColumnKind::dates && plan.dateOrder != DateOrder::keepText) {
            const auto date = studyDate(text, plan.dateOrder);
            return date ? nlohmann::json(utf8(*date)) : refusedDate(date.issues().front(), row, plan, written);
        }
        return utf8(written);
    }

    nlohmann::json refused(const char* code, std::size_t row, const Plan& plan, QStringView text) {
        return refused(interchangeIssue(code, m_table.fileName, text.toString()), row, plan);
    }

    /// A text of another form may be a matter of the choices; the calendar says the rest.
    nlohmann::json refusedDate(Issue issue, std::size_t row, const Plan& plan, QStringView text) {
        if (issue.code == "interchange.notADay") return refused("import.notADate", row, plan, text);
        const QString cell = cellName(m_table.rowNumbers[row] - 1, plan.column);
        issue.where = plan.name + " [" + cell.toStdString() + "]";
        issue.value = utf8(text);
        return refused(std::move(issue), row, plan);
    }

    nlohmann::json refused(Issue issue, std::size_t row, const Plan& plan) {
        if (m_issues.size() < cellsListed) {
            issue.details = {{"row", std::to_string(m_table.rowNumbers[row])}, {"column", plan.name}};
            m_issues.push_back(std::move(issue));
        }
        return nullptr;
    }

    const RawTable& m_table;
    const ImportChoices& m_choices;
    MissingCodes m_missing;
    std::vector<Plan> m_plans;
    nlohmann::json::array_t m_names;
    nlohmann::json::object_t m_units;
    Issues m_issues;
};

}  // namespace

TableLimits studyTableLimits() {
    TableLimits limits;
    limits.columns = 1'000;
    limits.rows = 1'100'000;
    limits.cells = 22'000'000;
    return limits;
}

Result<nlohmann::json> studyData(const RawTable& table, const std::vector<ColumnContent>& contents,
                                 const ImportChoices& choices, const ReadProgress& progress) {
    DataMaker maker(table, choices);
    maker.plan(contents);
    return maker.make(progress);
}

Result<nlohmann::json> studyData(const RawTable& table) {
    const ImportChoices choices;
    const auto contents = columnContents(table, choices);
    return contents ? studyData(table, *contents, choices) : contents.issues();
}

Result<nlohmann::json> readStudyData(const QString& path) {
    ReadOptions options;
    options.table = studyTableLimits();
    return readStudyData(path, options);
}

Result<nlohmann::json> readStudyData(const QString& path, const ReadOptions& options, const ImportChoices& choices) {
    auto table = readTable(path, options);
    if (!table) return table.issues();
    const auto contents = columnContents(*table, choices, options.progress);
    if (!contents) return contents.issues();
    return studyData(*table, *contents, choices, options.progress);
}

}  // namespace kachi
