#include "app/report/trace_table.h"

#include <array>

namespace kachi {
namespace {

struct StatusName {
    const char* status;
    Text shown;
};

/// How the verification status of a rule reads; a verified rule needs no remark.
Text statusText(const std::string& status) {
    static const std::array<StatusName, 5> names{{{"secondary", {"二次資料", "secondary source"}},
                                                  {"partial", {"一部のみ確認", "partly verified"}},
                                                  {"derived", {"推定による", "derived"}},
                                                  {"recalled", {"未照合", "unchecked"}},
                                                  {"user", {"利用者の設定", "set by the user"}}}};
    if (status.empty() || status == "verified") return {};
    for (const StatusName& name : names) {
        if (status == name.status) return name.shown;
    }
    return {status, status};
}

void addLine(std::string& to, const std::string& line) {
    if (line.empty()) return;
    if (!to.empty()) to += '\n';
    to += line;
}

Text formulaText(const Trace& trace) {
    Text shown{trace.formula, trace.formula};
    for (const TraceInput& input : trace.inputs) {
        const std::string equation =
            input.name.empty() ? groupDigits(input.value) : input.name + " = " + groupDigits(input.value);
        addLine(shown.ja, input.label.ja.empty() ? equation : equation + "(" + input.label.ja + ")");
        addLine(shown.en, input.label.en.empty() ? equation : equation + " (" + input.label.en + ")");
    }
    return shown;
}

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

void addRows(Table& table, const Trace& trace, int depth) {
    for (const Trace& step : trace.steps) addRows(table, step, depth + 1);
    table.rows.push_back(
        {.cells = {trace.label, formulaText(trace), ExactDigits{trace.value}, unitText(trace.unit), groundsText(trace)},
         .emphasis = depth == 0,
         .indent = depth});
}

}  // namespace

Table traceTable(const Trace& trace) {
    Table table;
    table.title = trace.label;
    table.columns = {{.header = {"項目", "Step"}, .weight = 1.2},
                     {.header = {"算式と入力", "Formula and inputs"}, .weight = 1.4},
                     numberColumn({"値", "Value"}),
                     {.header = {"単位", "Unit"}, .weight = 0.2},
                     {.header = {"端数処理・根拠", "Rounding, grounds"}, .weight = 1.2}};
    addRows(table, trace, 0);
    return table;
}

}  // namespace kachi
