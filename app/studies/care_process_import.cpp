#include "app/studies/care_process_import.h"

#include "models/core/yen.h"
#include "models/studies/study.h"

#include <algorithm>
#include <array>

namespace kachi {

using namespace field_limits;

namespace {

TargetColumn textColumn(const char* key, const Text& label, std::vector<std::string> synonyms) {
    TargetColumn column;
    column.key = key;
    column.label = label;
    column.required = false;
    column.synonyms = std::move(synonyms);
    return column;
}

TargetColumn numberColumn(const char* key, const Text& label, Unit unit, const FieldLimits& limits,
                          std::vector<std::string> synonyms) {
    TargetColumn column = textColumn(key, label, std::move(synonyms));
    column.type = ColumnType::number;
    column.unit = unit;
    column.limits = limits;
    return column;
}

/// Limits of a cell of the study's activities.
FieldLimits activityLimits(const char* key) {
    const std::vector<Field>& fields = findStudy("careProcess")->fields;
    const std::vector<Field>& cells = std::ranges::find(fields, "activities", &Field::key)->columns;
    return std::ranges::find(cells, key, &Field::key)->limits;
}

TargetColumn neededColumn(TargetColumn column) {
    column.required = true;
    column.mayBeMissing = false;
    return column;
}

/// One row of the sheet.
class SheetRow {
public:
    SheetRow(const MappedTable& table, std::size_t row) : m_table(table), m_row(row) {}

    std::string text(const char* column) const {
        const auto found = m_table.texts.find(column);
        if (found == m_table.texts.end()) return {};
        return found->second[m_row].value_or(QString()).toStdString();
    }

    std::optional<double> number(const char* column) const {
        const auto found = m_table.numbers.find(column);
        return found == m_table.numbers.end() ? std::nullopt : found->second[m_row];
    }

    Issue issue(const char* code, const std::string& value = {}) const {
        return {code, Severity::error,
                {},   value,
                {},   {{"row", std::to_string(m_table.rowNumbers[m_row])}, {"label", text("step")}}};
    }

private:
    const MappedTable& m_table;
    std::size_t m_row;
};

struct ArmTime {
    std::string arm;
    double minutes = 0;
};

void enter(nlohmann::json& cells, const char* key, const std::optional<double>& number) {
    if (number) cells[key] = plainDigits(*number);
}

class CareProcessSheet {
public:
    explicit CareProcessSheet(const MappedTable& table) : m_table(table) {}

    Result<CareProcessTables> read() {
        for (std::size_t row = 0; row < m_table.rowCount(); ++row) readRow(SheetRow(m_table, row));
        for (const auto& [term, row] : m_terms) checkTerm(term, row);
        if (!m_issues.empty()) return m_issues;
        return std::move(m_tables);
    }

private:
    void readRow(const SheetRow& row) {
        const std::vector<ArmTime> times = timesOf(row);
        for (const ArmTime& time : times) addActivity(row, time);
        if (!row.text("driver").empty()) addTerm(row);
    }

    /// Minutes by arm; empty with an issue when the row does not say which, or has only a term.
    std::vector<ArmTime> timesOf(const SheetRow& row) {
        const std::string arm = row.text("arm");
        const auto minutes = row.number("minutes");
        const auto before = row.number("minutesBefore");
        const auto after = row.number("minutesAfter");
        if (minutes && (before || after)) m_issues.push_back(row.issue("careProcess.importTwoTimes"));
        if (!minutes && !arm.empty() && (before || after)) {
            m_issues.push_back(row.issue("careProcess.importArmBesideBoth", arm));
        }
        if (minutes && arm.empty()) m_issues.push_back(row.issue("careProcess.importNoArm"));
        if (minutes) return {{arm, *minutes}};
        if (before && before == after) return {{"both", *before}};
        std::vector<ArmTime> times;
        if (before) times.push_back({"before", *before});
        if (after) times.push_back({"after", *after});
        if (times.empty() && row.text("driver").empty()) m_issues.push_back(row.issue("careProcess.importNoTime"));
        return times;
    }

    void addActivity(const SheetRow& row, const ArmTime& time) {
        const std::string occupation = row.text("occupation");
        const auto known = std::any_of(m_tables.occupations.begin(), m_tables.occupations.end(),
                                       [&](const nlohmann::json& one) { return one["name"] == occupation; });
        if (!known) m_tables.occupations.push_back({{"name", occupation}});
        nlohmann::json activity{{"name", row.text("step")},
                                {"arm", time.arm},
                                {"occupation", occupation},
                                {"baseMinutes", plainDigits(time.minutes)}};
        enter(activity, "probability", row.number("probability"));
        enter(activity, "repetitions", row.number("repetitions"));
        m_tables.activities.push_back(std::move(activity));
    }

    void addTerm(const SheetRow& row) {
        if (!row.number("minutesPerUnit") || !row.number("driverValue")) {
            m_issues.push_back(row.issue("careProcess.importDriver", row.text("driver")));
            return;
        }
        nlohmann::json term{{"activity", row.text("step")}, {"driver", row.text("driver")}};
        if (const std::string arm = row.text("arm"); !arm.empty()) term["arm"] = arm;
        enter(term, "minutesPerUnit", row.number("minutesPerUnit"));
        enter(term, "value", row.number("driverValue"));
        m_terms.emplace_back(term, row);
        m_tables.terms.push_back(std::move(term));
    }

    void checkTerm(const nlohmann::json& term, const SheetRow& row) {
        const bool found =
            std::any_of(m_tables.activities.begin(), m_tables.activities.end(), [&](const nlohmann::json& activity) {
                return activity["name"] == term["activity"] &&
                       (!term.contains("arm") || activity["arm"] == term["arm"]);
            });
        if (!found) m_issues.push_back(row.issue("careProcess.importTermAlone", row.text("driver")));
    }

    const MappedTable& m_table;
    CareProcessTables m_tables;
    std::vector<std::pair<nlohmann::json, SheetRow>> m_terms;
    Issues m_issues;
};

}  // namespace

const TableSchema& careProcessSchema() {
    static const TableSchema schema = [] {
        TargetColumn arm =
            textColumn("arm", {"時期", "Arm"}, {"前後", "導入前後", "群", "phase", "period", "before/after"});
        arm.type = ColumnType::choice;
        arm.answers = {{"before", {"導入前", "before"}, {"前", "従来", "現行", "pre", "control", "baseline"}},
                       {"after", {"導入後", "after"}, {"後", "新", "post", "device", "intervention"}},
                       {"both", {"前後とも", "both"}, {"共通", "両方", "common"}}};
        TargetColumn step = neededColumn(textColumn(
            "step", {"業務", "Step"}, {"業務名", "作業", "工程", "手順", "業務内容", "activity", "task", "name"}));
        step.namesRow = true;
        TargetColumn occupation = neededColumn(
            textColumn("occupation", {"職種", "Occupation"}, {"担当", "担当者", "担当職種", "who", "staff", "role"}));
        return TableSchema{
            "careProcess",
            {"診療プロセス図（業務の一覧）", "Care process map, a row per activity"},
            {arm, step, occupation,
             // The study takes a time equation with b0 below 0; minutes somebody measured are none.
             numberColumn("minutes", {"所要時間（分）", "Minutes"}, Unit::minutes, notNegative,
                          {"分", "時間", "基本時間", "time", "duration"}),
             numberColumn("minutesBefore", {"導入前（分）", "Minutes before"}, Unit::minutes, notNegative,
                          {"導入前", "従来", "before", "所要時間(前)"}),
             numberColumn("minutesAfter", {"導入後（分）", "Minutes after"}, Unit::minutes, notNegative,
                          {"導入後", "新", "after", "所要時間(後)"}),
             numberColumn("probability", {"実施確率", "Probability"}, Unit::probability, activityLimits("probability"),
                          {"確率", "実施割合", "割合", "share"}),
             numberColumn("repetitions", {"回数", "Repetitions"}, Unit::count, activityLimits("repetitions"),
                          {"実施回数", "頻度", "count", "frequency", "times"}),
             textColumn("driver", {"要因", "Driver"}, {"時間方程式の要因", "x", "driver name"}),
             numberColumn("minutesPerUnit", {"要因1単位の分", "Minutes per unit"}, Unit::minutes, anyNumber,
                          {"係数", "b", "coefficient"}),
             numberColumn("driverValue", {"要因の値", "Value of the driver"}, Unit::none, anyNumber, {"値", "value"})}};
    }();
    return schema;
}

Result<CareProcessTables> careProcessTables(const MappedTable& mapped) {
    return CareProcessSheet(mapped).read();
}

void takeCareProcess(nlohmann::json& inputs, const CareProcessTables& tables, bool append) {
    if (!inputs.is_object()) inputs = nlohmann::json::object();
    const auto rowsOf = [&inputs](const char* key) -> nlohmann::json& {
        nlohmann::json& rows = inputs[key];
        if (!rows.is_array()) rows = nlohmann::json::array();
        return rows;
    };
    nlohmann::json& occupations = rowsOf("occupations");
    for (const nlohmann::json& occupation : tables.occupations) {
        const bool known = std::any_of(occupations.begin(), occupations.end(), [&](const nlohmann::json& one) {
            return one.is_object() && one.contains("name") && one["name"] == occupation["name"];
        });
        if (!known) occupations.push_back(occupation);
    }
    for (const auto& [key, rows] : {std::pair{"activities", &tables.activities}, {"terms", &tables.terms}}) {
        nlohmann::json& present = rowsOf(key);
        if (!append) present = nlohmann::json::array();
        for (const nlohmann::json& row : *rows) present.push_back(row);
        if (present.empty()) inputs.erase(key);
    }
}

}  // namespace kachi
