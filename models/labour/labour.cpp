#include "models/labour/labour.h"

#include "models/labour/labour_trace.h"
#include "models/labour/staff_time.h"
#include "models/params/model_inputs.h"

#include <algorithm>
#include <optional>
#include <set>

namespace kachi {
namespace {

std::vector<LabourScale> scalesOf(LabourVolume volume) {
    std::vector<LabourScale> scales{LabourScale::procedure};
    if (usesHospital(volume)) scales.push_back(LabourScale::hospital);
    if (usesNation(volume)) scales.push_back(LabourScale::nation);
    return scales;
}

struct StaffInputs {
    ModelInput annualPay;
    ModelInput onCost;
    ModelInput hoursPerYear;
    ModelInput practicalShare;
    ModelInput fteHours;
};

struct TaskInputs {
    std::size_t staff;  ///< position of its staff row
    ModelInput minutesBefore;
    ModelInput minutesAfter;
    ModelInput repetitions;
};

/// Everything one draw needs, looked up once.
class LabourModel {
public:
    LabourModel(const LabourStructure& structure, const ParameterValues& values)
        : m_structure(structure), m_cashableShare(values, "labour.cashableShare") {
        for (const LabourStaff& staff : structure.staff) {
            const auto input = [&](const char* column) { return ModelInput(values, cellId(column, staff.id)); };
            const bool ownFteHours = values.has(cellId("labour.staff.*.fteHours", staff.id));
            m_staff.push_back({input("labour.staff.*.annualPay"), input("labour.staff.*.onCost"),
                               input("labour.staff.*.hoursPerYear"), input("labour.staff.*.practicalShare"),
                               input(ownFteHours ? "labour.staff.*.fteHours" : "labour.staff.*.hoursPerYear")});
        }
        for (const LabourTask& task : structure.tasks) {
            const auto input = [&](const char* column) { return ModelInput(values, cellId(column, task.id)); };
            const auto staff = std::find_if(structure.staff.begin(), structure.staff.end(),
                                            [&](const LabourStaff& row) { return row.id == task.staff; });
            m_tasks.push_back({static_cast<std::size_t>(staff - structure.staff.begin()),
                               input("labour.task.*.minutesBefore"), input("labour.task.*.minutesAfter"),
                               input("labour.task.*.repetitions")});
        }
        if (usesHospital(structure.volume)) m_perHospital.emplace(values, "labour.volume.perHospital");
        if (usesNation(structure.volume)) {
            m_national.emplace(values, "labour.volume.national");
            m_adoption.emplace(values, "labour.adoption");
        }
        if (structure.consumables) {
            m_consumablesBefore.emplace(values, "labour.consumables.before");
            m_consumablesAfter.emplace(values, "labour.consumables.after");
        }
    }

    StaffCost cost(std::size_t staff, std::size_t draw) const {
        const StaffInputs& inputs = m_staff[staff];
        return {inputs.annualPay.at(draw),      inputs.onCost.at(draw),   inputs.hoursPerYear.at(draw),
                inputs.practicalShare.at(draw), inputs.fteHours.at(draw), m_cashableShare.at(draw)};
    }

    double rate(std::size_t staff, std::size_t draw) const { return cost(staff, draw).yenPerMinute(); }

    LabourTaskRow task(std::size_t position) const {
        const TaskInputs& inputs = m_tasks[position];
        const double times = inputs.repetitions.at(baseCase);
        LabourTaskRow row{m_structure.tasks[position].id, m_structure.tasks[position].staff,
                          times * inputs.minutesBefore.at(baseCase), times * inputs.minutesAfter.at(baseCase), 0};
        row.yenSaved = (row.minutesBefore - row.minutesAfter) * rate(inputs.staff, baseCase);
        return row;
    }

    /// Figures of one procedure, [staff].
    std::vector<LabourFigures> procedure(std::size_t draw) const {
        std::vector<LabourFigures> figures(m_staff.size());
        for (const TaskInputs& inputs : m_tasks) {
            const double times = inputs.repetitions.at(draw);
            figures[inputs.staff].minutesBefore += times * inputs.minutesBefore.at(draw);
            figures[inputs.staff].minutesAfter += times * inputs.minutesAfter.at(draw);
        }
        for (std::size_t staff = 0; staff < figures.size(); ++staff) {
            figures[staff] = staffTime(figures[staff].minutesBefore, figures[staff].minutesAfter, cost(staff, draw));
        }
        return figures;
    }

    /// Procedures counted at a scale.
    double volume(LabourScale scale, std::size_t draw) const {
        switch (scale) {
            case LabourScale::procedure:
                return 1;
            case LabourScale::hospital:
                return m_perHospital->at(draw);
            case LabourScale::nation:
                return m_national->at(draw) * m_adoption->at(draw);
        }
        return 1;
    }

    LabourCaseCost caseCost(const std::vector<LabourFigures>& procedure, std::size_t draw) const {
        LabourCaseCost cost;
        for (const LabourFigures& figures : procedure) {
            cost.before += figures.yenBefore;
            cost.after += figures.yenAfter;
            cost.paidLess += figures.cashableYen;
        }
        if (m_structure.consumables) {
            cost.before += m_consumablesBefore->at(draw);
            cost.after += m_consumablesAfter->at(draw);
            cost.paidLess += m_consumablesBefore->at(draw) - m_consumablesAfter->at(draw);
        }
        return cost;
    }

private:
    const LabourStructure& m_structure;
    ModelInput m_cashableShare;
    std::optional<ModelInput> m_perHospital;  ///< the following: only where the structure uses them
    std::optional<ModelInput> m_national;
    std::optional<ModelInput> m_adoption;
    std::optional<ModelInput> m_consumablesBefore;
    std::optional<ModelInput> m_consumablesAfter;
    std::vector<StaffInputs> m_staff;
    std::vector<TaskInputs> m_tasks;
};

/// Row ids are usable and occur once; names are given.
template <class Rows>
void checkRows(const Rows& rows, const std::string& table, Issues& issues) {
    std::set<std::string> seen;
    for (const auto& row : rows) {
        const std::string where = "/labour/" + table + "/id=" + row.id;
        if (!isRowId(row.id)) issues.push_back({"labour.rowId", Severity::error, where, row.id, {}, {}});
        if (!seen.insert(row.id).second) {
            issues.push_back({"labour.duplicateRow", Severity::error, where, row.id, {}, {}});
        }
        if (row.name.empty()) issues.push_back({"labour.nameMissing", Severity::error, where, row.id, {}, {}});
    }
}

}  // namespace

Text labourScaleText(LabourScale scale) {
    switch (scale) {
        case LabourScale::procedure:
            return {"1手技当たり", "Per procedure"};
        case LabourScale::hospital:
            return {"1病院・年間", "Per hospital and year"};
        case LabourScale::nation:
            return {"全国・年間", "Nation, per year"};
    }
    return {};
}

double valueOf(const LabourFigures& figures, LabourMetric metric) {
    switch (metric) {
        case LabourMetric::minutesSaved:
            return figures.minutesSaved();
        case LabourMetric::hoursSaved:
            return figures.hoursSaved();
        case LabourMetric::fullTimeEquivalents:
            return figures.fullTimeEquivalents;
        case LabourMetric::yenSaved:
            return figures.yenSaved();
        case LabourMetric::cashableYen:
            return figures.cashableYen;
        case LabourMetric::releasedHours:
            return figures.releasedHours;
    }
    return 0;
}

std::vector<double> LabourRow::series(LabourMetric metric) const {
    std::vector<double> values;
    values.reserve(draws.size());
    for (const LabourFigures& figures : draws) values.push_back(valueOf(figures, metric));
    return values;
}

const LabourRow* LabourResults::find(LabourScale scale, const std::string& staff) const {
    for (const LabourRow& row : rows) {
        if (row.scale == scale && row.staff == staff) return &row;
    }
    return nullptr;
}

double capacityCostRate(double annualPay, double onCost, double hoursPerYear, double practicalShare) {
    return annualPay * (1 + onCost) / (hoursPerYear * practicalShare * 60);
}

Issues validate(const LabourStructure& structure, const ParameterValues& values) {
    Issues issues;
    if (structure.staff.empty()) issues.push_back({"labour.noStaff", Severity::error, "/labour/staff", {}, {}, {}});
    if (structure.tasks.empty()) issues.push_back({"labour.noTasks", Severity::error, "/labour/tasks", {}, {}, {}});
    checkRows(structure.staff, "staff", issues);
    checkRows(structure.tasks, "tasks", issues);

    const auto check = [&](std::string_view column, std::string_view row = {}) {
        checkInput(definitionOf(labourParams(), column), cellId(column, row), values, issues);
    };
    std::set<std::string> staffIds;
    for (const LabourStaff& staff : structure.staff) {
        staffIds.insert(staff.id);
        check("labour.staff.*.annualPay", staff.id);
        check("labour.staff.*.onCost", staff.id);
        check("labour.staff.*.hoursPerYear", staff.id);
        check("labour.staff.*.practicalShare", staff.id);
        if (values.has(cellId("labour.staff.*.fteHours", staff.id))) check("labour.staff.*.fteHours", staff.id);
    }
    for (const LabourTask& task : structure.tasks) {
        if (!staffIds.contains(task.staff)) {
            issues.push_back(
                {"labour.unknownStaff", Severity::error, "/labour/tasks/id=" + task.id, task.staff, {}, {}});
        }
        check("labour.task.*.minutesBefore", task.id);
        check("labour.task.*.minutesAfter", task.id);
        check("labour.task.*.repetitions", task.id);
    }
    if (usesHospital(structure.volume)) check("labour.volume.perHospital");
    if (usesNation(structure.volume)) {
        check("labour.volume.national");
        check("labour.adoption");
    }
    check("labour.cashableShare");
    if (structure.consumables) {
        check("labour.consumables.before");
        check("labour.consumables.after");
    }
    return issues;
}

Result<LabourResults> evaluateLabour(const LabourStructure& structure, const ParameterValues& values,
                                     const RunOptions& options) {
    Issues issues = validate(structure, values);
    if (hasErrors(issues)) return issues;

    const LabourModel model(structure, values);
    LabourResults results;
    results.issues = std::move(issues);
    for (std::size_t task = 0; task < structure.tasks.size(); ++task) {
        const LabourTaskRow row = model.task(task);
        if (row.minutesAfter > row.minutesBefore) {
            results.issues.push_back({"labour.longerWork",
                                      Severity::warning,
                                      cellId("labour.task.*.minutesAfter", row.task),
                                      numberText(row.minutesAfter),
                                      numberText(row.minutesBefore),
                                      {}});
        }
        results.tasks.push_back(row);
    }
    for (const LabourScale scale : scalesOf(structure.volume)) {
        for (const LabourStaff& staff : structure.staff) results.rows.push_back({scale, staff.id, staff.name, {}, {}});
        results.rows.push_back({scale, {}, {"全職種", "All staff"}, {}, {}});
    }
    for (LabourRow& row : results.rows) row.draws.resize(values.draws);
    results.caseCostDraws.resize(values.draws);

    const auto run = [&](std::size_t draw) {
        std::vector<LabourFigures> procedure = model.procedure(draw);
        (draw == baseCase ? results.caseCost : results.caseCostDraws[draw]) = model.caseCost(procedure, draw);
        procedure.push_back(sumOf(procedure));
        for (std::size_t r = 0; r < results.rows.size(); ++r) {
            LabourRow& row = results.rows[r];
            (draw == baseCase ? row.base : row.draws[draw]) =
                scaled(procedure[r % procedure.size()], model.volume(row.scale, draw));
        }
    };
    run(baseCase);
    for (std::size_t draw = 0; draw < values.draws; ++draw) {
        if (options.stop.stop_requested()) return Issue{"core.cancelled", Severity::error, {}, {}, {}, {}};
        run(draw);
    }

    for (std::size_t staff = 0; staff < structure.staff.size(); ++staff) {
        const std::string& id = structure.staff[staff].id;
        const double rate = model.rate(staff, baseCase);
        results.rates.push_back({id, rate, rateTrace(structure.staff[staff], values, rate)});
    }
    results.traces = labourTraces(structure, values, results);
    return results;
}

}  // namespace kachi
