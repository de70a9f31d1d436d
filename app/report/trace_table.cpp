#include "app/report/trace_table.h"

#include "app/report/case_text.h"
#include "models/pricing/rule_pack.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

namespace kachi {
namespace {

/// How well the rule of a step is known; one that was read in the source needs no remark.
Text statusText(const std::string& status) {
    RuleStatus known = RuleStatus::verified;
    if (!ruleStatusFromName(status, known)) return {status, status};
    return known == RuleStatus::verified ? Text{} : ruleStatusText(known);
}

void addLine(std::string& to, const std::string& line) {
    if (line.empty()) return;
    if (!to.empty()) to += '\n';
    to += line;
}

/// Rounding, clause and verification, each on its line.
Text groundsText(const Trace& trace) {
    const Text status = statusText(trace.status);
    Text shown = trace.rounding;
    addLine(shown.ja, trace.clause.ja);
    addLine(shown.en, trace.clause.en);
    if (!status.empty()) {
        addLine(shown.ja, "[" + status.ja + "]");
        addLine(shown.en, "[" + status.en + "]");
    }
    return shown;
}

class SheetWriter {
public:
    SheetWriter(TraceDigits digits, const Case* value, const Evaluation* evaluation)
        : m_digits(digits), m_case(value), m_evaluation(evaluation) {}

    /// A step that several figures share is shown with the first of them.
    void addRows(Table& table, const Trace& trace, int depth) {
        if (depth > 0 && !trace.id.empty() && !m_shown.insert(trace.id).second) return;
        for (const Trace& step : trace.steps) addRows(table, step, depth + 1);
        table.rows.push_back({.cells = {trace.label, formulaText(trace), valueText(trace), groundsText(trace)},
                              .emphasis = depth == 0,
                              .indent = depth});
    }

private:
    /// The formula, and below it all inputs in one run.
    Text formulaText(const Trace& trace) const {
        Text inputs;
        for (const TraceInput& input : trace.inputs) {
            const std::string value = inputDigits(input);
            const std::string equation = input.name.empty() ? value : input.name + " = " + value;
            const auto add = [&](std::string& list, const char* separator, const char* space,
                                 const std::string& label) {
                if (!list.empty()) list += separator;
                list += label.empty() ? equation : equation + space + "(" + label + ")";
            };
            add(inputs.ja, "、", "", input.label.ja);
            add(inputs.en, "; ", " ", input.label.en);
        }
        Text shown{trace.formula, trace.formula};
        addLine(shown.ja, inputs.ja);
        addLine(shown.en, inputs.en);
        return shown;
    }

    /// An input may name its parameter in place of a number; the sheet shows the number.
    std::string inputDigits(const TraceInput& input) const {
        if (m_evaluation && input.value == input.parameterId) {
            const auto found = m_evaluation->values.base.find(input.parameterId);
            if (found != m_evaluation->values.base.end()) return readableNumber(found->second, Language::en);
        }
        return readableDigits(input.value, m_digits);
    }

    Text valueText(const Trace& trace) const {
        const std::string shown = readableDigits(trace.value, m_digits);
        const Text unit = m_case ? caseUnitText(*m_case, trace.unit) : unitText(trace.unit);
        if (unit.empty()) return {shown, shown};
        return {shown + " " + unit.ja, shown + " " + unit.en};
    }

    TraceDigits m_digits;
    const Case* m_case;
    const Evaluation* m_evaluation;
    std::set<std::string> m_shown{};  ///< ids of steps
};

Table emptySheet(Text title) {
    Table table;
    table.title = std::move(title);
    table.columns = {{.header = {"項目", "Step"}},
                     {.header = {"算式と入力", "Formula and inputs"}},
                     {.header = {"値", "Value"}, .alignment = Alignment::right},
                     {.header = {"端数処理・根拠", "Rounding, grounds"}}};
    table.dense = true;
    return table;
}

}  // namespace

std::string readableDigits(const std::string& text, TraceDigits digits) {
    const std::size_t point = text.find('.');
    const std::size_t fraction = point == std::string::npos ? 0 : text.size() - point - 1;
    const std::string grouped = groupDigits(text);
    if (fraction <= 2) return grouped;
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (*end != '\0' || number == 0.0 || !std::isfinite(number)) return grouped;
    const int sixth = 5 - static_cast<int>(std::floor(std::log10(std::abs(number))));
    const int decimals = std::max(sixth, digits == TraceDigits::tariff ? 2 : 0);
    if (decimals >= static_cast<int>(fraction) || decimals > 9) return grouped;
    std::string shown = formatNumber(number, NumberFormat::number, decimals, Language::en);
    if (shown.find('.') != std::string::npos) {
        while (shown.back() == '0') shown.pop_back();
        if (shown.back() == '.') shown.pop_back();
    }
    return shown;
}

Table traceTable(const Trace& trace, TraceDigits digits) {
    Table table = emptySheet(trace.label);
    SheetWriter(digits, nullptr, nullptr).addRows(table, trace, 0);
    return table;
}

Table calculationSheet(const Case& value, const Evaluation& evaluation, Text title, const std::vector<Trace>& traces,
                       TraceDigits digits) {
    Table table = emptySheet(std::move(title));
    SheetWriter writer(digits, &value, &evaluation);
    for (const Trace& trace : traces) writer.addRows(table, trace, 0);
    table.notes = {{"長い小数は丸めて示す。全桁は評価結果の JSON にある。",
                    "Long fractions are shown rounded; every digit is in the JSON of the evaluation."}};
    return table;
}

}  // namespace kachi
