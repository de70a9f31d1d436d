#include "app/report/case_tables.h"

#include "app/report/case_text.h"
#include "models/case/validate.h"
#include "models/params/registry.h"

#include <algorithm>
#include <map>

namespace kachi {
namespace {

Text bilingual(const std::string& words) {
    return {words, words};
}

Text numberWords(double value) {
    return {readableNumber(value, Language::ja), readableNumber(value, Language::en)};
}

/// Yen are whole, everything else has four significant digits.
Text metricValue(double value, Unit unit) {
    if (unit == Unit::probability) {
        return bilingual(formatNumber(value, NumberFormat::percent, 1, Language::en) + " %");
    }
    if (unit == Unit::yen) return bilingual(formatNumber(value, NumberFormat::yen, 0, Language::en));
    return numberWords(value);
}

Text valueText(const Parameter& parameter) {
    if (!parameter.expression.empty()) return {"計算式", "formula"};
    if (!parameter.value) return {"要入力", "to enter"};
    return numberWords(*parameter.value);
}

/// Formula, range of the sensitivity analysis and distribution, whichever the parameter has.
Text variationText(const Parameter& parameter, const Text& distribution) {
    Text shown;
    const auto add = [&shown](const Text& words) {
        if (words.empty()) return;
        shown.ja += (shown.ja.empty() ? "" : "、") + words.ja;
        shown.en += (shown.en.empty() ? "" : "; ") + words.en;
    };
    if (!parameter.expression.empty()) add(bilingual("= " + parameter.expression));
    if (parameter.range) {
        add({readableInterval(parameter.range->low, parameter.range->high, Language::ja),
             readableInterval(parameter.range->low, parameter.range->high, Language::en)});
    }
    add(distribution);
    return shown;
}

Text jointKindText(JointKind kind) {
    switch (kind) {
        case JointKind::dirichlet:
            return {"ディリクレ", "Dirichlet"};
        case JointKind::multivariateNormal:
            return {"多変量正規", "multivariate normal"};
        case JointKind::rankCorrelation:
            return {"順位相関", "rank correlation"};
        case JointKind::posterior:
            break;
    }
    return {"同時事後標本", "joint posterior draws"};
}

/// The group that each member is drawn with, after its own distribution where it has one.
std::map<std::string, Text> jointMembers(const Case& value) {
    std::map<std::string, Text> members;
    for (const JointGroup& group : value.jointGroups) {
        const Text kind = jointKindText(group.kind);
        for (const std::string& id : group.members) {
            Text& shown = members[id];
            const auto parameter = value.parameters.find(id);
            if (parameter != value.parameters.end()) shown = distributionText(parameter->second.distribution);
            shown.ja += (shown.ja.empty() ? "" : "、") + kind.ja + "(" + group.id + ")";
            shown.en += (shown.en.empty() ? "" : "; ") + kind.en + " (" + group.id + ")";
        }
    }
    return members;
}

}  // namespace

std::optional<Table> metricTable(const Case& value, const Evaluation& evaluation, const std::string& model) {
    Table table{.title = {"主な結果", "Main results"},
                .columns = {{.header = {"項目", "Figure"}},
                            {.header = {"対象", "Of"}},
                            {.header = {"基本分析", "Base case"}, .alignment = Alignment::right},
                            {.header = {"単位", "Unit"}},
                            {.header = {"平均", "Mean"}, .alignment = Alignment::right},
                            {.header = {"95 %区間", "95% interval"}, .alignment = Alignment::right}}};
    for (const Metric& metric : evaluation.metrics) {
        if (!model.empty() && metric.model != model) continue;
        TableRow row{.cells = {metric.label, metric.keyLabel}};
        row.cells.push_back(metric.base ? metricValue(*metric.base, metric.unit) : metric.state);
        row.cells.push_back(metric.unit == Unit::probability ? Text{} : caseUnitText(value, metric.unit));
        row.cells.push_back(metric.drawn ? metricValue(metric.drawn->mean, metric.unit) : Text{});
        row.cells.push_back(metric.drawn
                                ? Text{readableInterval(metric.drawn->low95, metric.drawn->high95, Language::ja),
                                       readableInterval(metric.drawn->low95, metric.drawn->high95, Language::en)}
                                : Text{});
        table.rows.push_back(std::move(row));
    }
    if (table.rows.empty()) return {};
    return table;
}

Table assumptionTable(const Case& value, const std::string& section) {
    Table table{.title = {"前提一覧", "Assumptions"},
                .columns = {{.header = {"パラメータ", "Parameter"}},
                            {.header = {"値", "Value"}, .alignment = Alignment::right},
                            {.header = {"単位", "Unit"}},
                            {.header = {"範囲・分布・算式", "Range, distribution, formula"}},
                            {.header = {"出典", "Source"}},
                            {.header = {"備考", "Note"}}},
                .dense = true};
    const std::map<std::string, Text> members = jointMembers(value);
    for (const auto& [id, parameter] : value.parameters) {
        if (!section.empty() && sectionOf(id) != section) continue;
        const auto joint = members.find(id);
        const Text distribution = joint == members.end() ? distributionText(parameter.distribution) : joint->second;
        table.rows.push_back(
            {.cells = {parameterName(value, id), valueText(parameter),
                       caseUnitText(value, parameterUnit(id, parameter)), variationText(parameter, distribution),
                       sourceText(value, parameter), typedText(parameter.note)}});
    }
    return table;
}

}  // namespace kachi
