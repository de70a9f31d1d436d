#include "models/labour/labour_trace.h"

#include "models/params/model_inputs.h"

namespace kachi {
namespace {

const Text kaplanAnderson{"時間主導型活動基準原価計算（Kaplan & Anderson, HBR 2004;82(11)）",
                          "Time-driven activity-based costing (Kaplan & Anderson, HBR 2004;82(11))"};

/// A parameter as an input of a step, labelled from the registry.
TraceInput parameter(const char* symbol, std::string_view column, const ParameterValues& values,
                     const std::string& row = {}) {
    const ParamDef& definition = definitionOf(labourParams(), column);
    const std::string id = cellId(column, row);
    return {symbol, {std::string(definition.ja), std::string(definition.en)}, numberText(values.baseOf(id)), id};
}

const LabourMetricInfo& infoOf(LabourMetric metric) {
    for (const LabourMetricInfo& info : labourMetrics) {
        if (info.metric == metric) return info;
    }
    return labourMetrics.front();
}

Text labelOf(LabourMetric metric) {
    return {infoOf(metric).ja, infoOf(metric).en};
}

/// Another figure of the same run as an input of a step.
TraceInput figure(LabourMetric metric, const LabourFigures& figures) {
    return {infoOf(metric).name, labelOf(metric), numberText(valueOf(figures, metric)), {}};
}

const char* scaleName(LabourScale scale) {
    switch (scale) {
        case LabourScale::procedure:
            return "procedure";
        case LabourScale::hospital:
            return "hospital";
        case LabourScale::nation:
            return "nation";
    }
    return "";
}

class Tracer {
public:
    Tracer(const LabourStructure& structure, const ParameterValues& values, const LabourResults& results)
        : m_structure(structure), m_values(values), m_results(results) {}

    Trace trace(LabourScale scale, LabourMetric metric) const {
        const LabourFigures& total = m_results.find(scale)->base;
        const LabourMetricInfo& info = infoOf(metric);
        Trace trace;
        trace.id = std::string("labour.") + scaleName(scale) + "." + info.name;
        const Text where = labourScaleText(scale);
        trace.label = {where.ja + "：" + info.ja, where.en + ": " + info.en};
        trace.value = numberText(valueOf(total, metric));
        trace.unit = info.unit;
        switch (metric) {
            case LabourMetric::minutesSaved:
                minutes(scale, trace);
                break;
            case LabourMetric::hoursSaved:
                trace.formula = "minutesSaved / 60";
                trace.inputs = {figure(LabourMetric::minutesSaved, total)};
                break;
            case LabourMetric::fullTimeEquivalents:
                fullTimeEquivalents(scale, trace);
                break;
            case LabourMetric::yenSaved:
                yen(scale, trace);
                break;
            case LabourMetric::cashableYen:
                trace.formula = "yenSaved × cashableShare";
                trace.inputs = {figure(LabourMetric::yenSaved, total),
                                parameter("cashableShare", "labour.cashableShare", m_values)};
                break;
            case LabourMetric::releasedHours:
                trace.formula = "hoursSaved × (1 − cashableShare)";
                trace.inputs = {figure(LabourMetric::hoursSaved, total),
                                parameter("cashableShare", "labour.cashableShare", m_values)};
                break;
        }
        return trace;
    }

private:
    void minutes(LabourScale scale, Trace& trace) const {
        if (scale != LabourScale::procedure) {
            const bool nation = scale == LabourScale::nation;
            trace.formula = nation ? "minutesPerProcedure × volume × adoption" : "minutesPerProcedure × volume";
            trace.inputs = {figure(LabourMetric::minutesSaved, m_results.find(LabourScale::procedure)->base)};
            trace.inputs.front().name = "minutesPerProcedure";
            trace.inputs.push_back(
                parameter("volume", nation ? "labour.volume.national" : "labour.volume.perHospital", m_values));
            if (nation) trace.inputs.push_back(parameter("adoption", "labour.adoption", m_values));
            return;
        }
        trace.formula = "Σ task";
        for (std::size_t t = 0; t < m_structure.tasks.size(); ++t) {
            const LabourTask& task = m_structure.tasks[t];
            const LabourTaskRow& row = m_results.tasks[t];
            Trace step;
            step.id = "labour.task." + task.id + ".minutesSaved";
            step.label = task.name;
            step.formula = "repetitions × (minutesBefore − minutesAfter)";
            step.inputs = {parameter("repetitions", "labour.task.*.repetitions", m_values, task.id),
                           parameter("minutesBefore", "labour.task.*.minutesBefore", m_values, task.id),
                           parameter("minutesAfter", "labour.task.*.minutesAfter", m_values, task.id)};
            step.value = numberText(row.minutesBefore - row.minutesAfter);
            step.unit = Unit::minutes;
            trace.steps.push_back(std::move(step));
        }
    }

    void fullTimeEquivalents(LabourScale scale, Trace& trace) const {
        trace.formula = "Σ staff";
        for (const LabourStaff& staff : m_structure.staff) {
            const LabourFigures& row = m_results.find(scale, staff.id)->base;
            Trace step = staffStep(scale, staff, row, LabourMetric::fullTimeEquivalents);
            const bool own = m_values.has(cellId("labour.staff.*.fteHours", staff.id));
            step.formula = "minutesSaved / (60 × fteHours)";
            step.inputs.push_back(parameter("fteHours", own ? "labour.staff.*.fteHours" : "labour.staff.*.hoursPerYear",
                                            m_values, staff.id));
            trace.steps.push_back(std::move(step));
        }
    }

    void yen(LabourScale scale, Trace& trace) const {
        trace.formula = "Σ staff";
        trace.clause = kaplanAnderson;
        for (std::size_t s = 0; s < m_structure.staff.size(); ++s) {
            const LabourStaff& staff = m_structure.staff[s];
            const LabourRateRow& rate = m_results.rates[s];
            Trace step = staffStep(scale, staff, m_results.find(scale, staff.id)->base, LabourMetric::yenSaved);
            step.formula = "minutesSaved × capacityCostRate";
            step.inputs.push_back({"capacityCostRate", rate.trace.label, rate.trace.value, {}});
            step.steps = {rate.trace};
            trace.steps.push_back(std::move(step));
        }
    }

    /// A step for one staff category that starts from its minutes saved.
    static Trace staffStep(LabourScale scale, const LabourStaff& staff, const LabourFigures& row, LabourMetric metric) {
        Trace step;
        step.id = std::string("labour.") + scaleName(scale) + "." + staff.id + "." + infoOf(metric).name;
        step.label = staff.name;
        step.inputs = {figure(LabourMetric::minutesSaved, row)};
        step.value = numberText(valueOf(row, metric));
        step.unit = infoOf(metric).unit;
        return step;
    }

    const LabourStructure& m_structure;
    const ParameterValues& m_values;
    const LabourResults& m_results;
};

}  // namespace

Trace rateTrace(const LabourStaff& staff, const ParameterValues& values, double yenPerMinute) {
    Trace trace;
    trace.id = "labour.staff." + staff.id + ".capacityCostRate";
    trace.label = {staff.name.ja + "：時間当たり生産能力費用", staff.name.en + ": capacity cost rate"};
    trace.formula = "annualPay × (1 + onCost) / (hoursPerYear × practicalShare × 60)";
    trace.inputs = {parameter("annualPay", "labour.staff.*.annualPay", values, staff.id),
                    parameter("onCost", "labour.staff.*.onCost", values, staff.id),
                    parameter("hoursPerYear", "labour.staff.*.hoursPerYear", values, staff.id),
                    parameter("practicalShare", "labour.staff.*.practicalShare", values, staff.id)};
    trace.value = numberText(yenPerMinute);
    trace.unit = Unit::yenPerMinute;
    trace.clause = kaplanAnderson;
    return trace;
}

std::vector<Trace> labourTraces(const LabourStructure& structure, const ParameterValues& values,
                                const LabourResults& results) {
    const Tracer tracer(structure, values, results);
    std::vector<Trace> traces;
    for (const LabourRow& row : results.rows) {
        if (!row.staff.empty()) continue;
        for (const LabourMetricInfo& info : labourMetrics) traces.push_back(tracer.trace(row.scale, info.metric));
    }
    return traces;
}

}  // namespace kachi
