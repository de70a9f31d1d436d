// Utilities of repeated visits by a linear mixed model.
#include "models/statistics/mixed_model.h"
#include "models/studies/utilities_parts.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace kachi {
namespace {

const std::string place = "/inputs/data";

/// Answers that belong to one column of the fixed effects.
using Indicator = std::function<bool(const UtilityAnswer&)>;

struct Column {
    std::string arm;
    std::string visit;
    Indicator holds;
};

Result<MixedModelFit> fitted(const UtilityInputs& inputs, const std::vector<Column>& columns) {
    MixedModelData data;
    std::vector<std::string> subjects;
    for (const UtilityAnswer& answer : inputs.answers) {
        data.response.push_back(answer.utility);
        subjects.push_back(answer.subject);
    }
    for (const Column& column : columns) {
        data.fixedNames.push_back(utilityKey("", column.arm, column.visit));
        data.fixedColumns.emplace_back();
        for (const UtilityAnswer& answer : inputs.answers) {
            data.fixedColumns.back().push_back(column.holds(answer) ? 1 : 0);
        }
    }
    data.random = {randomIntercept("subject", subjects)};
    return fitMixedModel(data);
}

Indicator atVisit(const std::string& visit) {
    return [visit](const UtilityAnswer& answer) { return answer.visit == visit; };
}

Indicator inCell(const std::string& arm, const std::string& visit) {
    return [arm, visit](const UtilityAnswer& answer) { return answer.arm == arm && answer.visit == visit; };
}

// The same model with its fixed effects written in three ways, so that what is asked for is a coefficient with degrees
// of freedom of its own.

/// A mean of every arm at every visit that somebody answered at.
std::vector<Column> means(const UtilityInputs& inputs) {
    std::vector<Column> columns;
    for (const std::string& arm : inputs.arms) {
        for (const std::string& visit : inputs.visits) {
            const Indicator cell = inCell(arm, visit);
            if (std::ranges::any_of(inputs.answers, cell)) columns.push_back({arm, visit, cell});
        }
    }
    return columns;
}

/// The reference arm's mean at every visit, and what other arms add to it.
std::vector<Column> differences(const UtilityInputs& inputs) {
    std::vector<Column> columns;
    for (const std::string& visit : inputs.visits) columns.push_back({{}, visit, atVisit(visit)});
    for (std::size_t arm = 1; arm < inputs.arms.size(); ++arm) {
        for (const std::string& visit : inputs.visits) {
            columns.push_back({inputs.arms[arm], visit, inCell(inputs.arms[arm], visit)});
        }
    }
    return columns;
}

/// Baseline and changes from it: intercept, visits, arms, arms × visits.
std::vector<Column> changes(const UtilityInputs& inputs) {
    std::vector<Column> columns{{{}, {}, [](const UtilityAnswer&) { return true; }}};
    for (std::size_t visit = 1; visit < inputs.visits.size(); ++visit) {
        columns.push_back({{}, inputs.visits[visit], atVisit(inputs.visits[visit])});
    }
    for (std::size_t arm = 1; arm < inputs.arms.size(); ++arm) {
        const std::string name = inputs.arms[arm];
        columns.push_back({name, {}, [name](const UtilityAnswer& answer) { return answer.arm == name; }});
        for (std::size_t visit = 1; visit < inputs.visits.size(); ++visit) {
            columns.push_back({name, inputs.visits[visit], inCell(name, inputs.visits[visit])});
        }
    }
    return columns;
}

StudyTable effectTable(const std::string& key, const Text& title) {
    return {key,
            title,
            {{"effect", {"内容", "Effect"}},
             {"arm", {"群", "Arm"}},
             {"visit", {"時点", "Visit"}},
             {"estimate", {"推定値", "Estimate"}, Unit::utility},
             {"standardError", {"標準誤差", "SE"}},
             {"degrees", {"自由度", "Degrees of freedom"}},
             {"low", {"95 %下限", "95 % low"}, Unit::utility},
             {"high", {"95 %上限", "95 % high"}, Unit::utility},
             {"pValue", {"p 値", "p value"}}},
            {}};
}

/// A row of the table and an estimate that parameters take over.
/// @param tested  the p value answers a question: of differences and changes, not of means
void addEffect(StudyResult& result, StudyTable& table, const Text& what, const std::string& key, const Column& column,
               const FixedEffect& effect, bool tested) {
    const FixedEffectTest& test = effect.satterthwaite;
    table.rows.push_back({studyCell(what), studyCell(column.arm), studyCell(column.visit), studyCell(effect.estimate),
                          studyCell(test.standardError), studyCell(test.degrees), studyCell(test.low),
                          studyCell(test.high), tested ? studyCell(test.p) : StudyValue{}});
    const std::string where = (column.arm.empty() ? "" : " " + column.arm) + " " + column.visit;
    result.estimates.push_back(normalEstimate(utilityKey(key, column.arm, column.visit),
                                              {"混合モデル：" + what.ja + where, "mixed model: " + what.en + where},
                                              effect.estimate, test.standardError, Unit::utility));
}

void addMeans(StudyResult& result, const std::vector<Column>& columns, const MixedModelFit& fit) {
    const Text title{"混合モデルによる平均（群・時点別）", "Means by arm and visit from the mixed model"};
    StudyTable table = effectTable("mixedMeans", title);
    StudyJoint joint{"mixedMeans", title, {}, fit.fixedCovariance};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        addEffect(result, table, {"平均", "mean"}, "mixedMean", columns[i], fit.fixed[i], false);
        joint.estimates.push_back(utilityKey("mixedMean", columns[i].arm, columns[i].visit));
    }
    result.tables.push_back(std::move(table));
    result.joints.push_back(std::move(joint));
}

void addVariances(StudyResult& result, const MixedModelFit& fit) {
    const double between = fit.random.front().standardDeviation(0);
    const double residual = fit.residualStandardDeviation;
    const double total = between * between + residual * residual;
    StudyTable table{
        "mixedVariances",
        {"混合モデルの分散", "Variances of the mixed model"},
        {{"part", {"成分", "Part"}}, {"variance", {"分散", "Variance"}}, {"deviation", {"標準偏差", "SD"}}},
        {}};
    table.rows.push_back(
        {studyCell(Text{"対象者間", "Between persons"}), studyCell(between * between), studyCell(between)});
    table.rows.push_back({studyCell(Text{"残差", "Residual"}), studyCell(residual * residual), studyCell(residual)});
    result.tables.push_back(std::move(table));
    result.figures.push_back(studyFigure(
        "intraclassCorrelation", {"級内相関（同じ対象者の2時点）", "Intraclass correlation (two visits of one person)"},
        between * between / total, Unit::ratio));
}

/// Why there is no mixed model, or no differences from it.
void leaveOut(StudyResult& result, const char* code, const Issues& reasons) {
    result.notes.push_back({code, Severity::info, place, {}, {}, {}});
    for (Issue reason : reasons) {
        reason.severity = Severity::info;
        reason.where = place;
        result.notes.push_back(std::move(reason));
    }
}

}  // namespace

std::string utilityKey(const std::string& start, const std::string& arm, const std::string& visit) {
    return start + (arm.empty() ? "" : "." + arm) + (visit.empty() ? "" : "." + visit);
}

void addMixedModel(StudyResult& result, const UtilityInputs& inputs) {
    const std::vector<Column> cells = means(inputs);
    const auto fit = fitted(inputs, cells);
    if (!fit) return leaveOut(result, "utilities.mixedModelLeftOut", fit.issues());
    addMeans(result, cells, *fit);
    addVariances(result, *fit);
    for (Issue note : fit->notes) {
        note.where = place;
        result.notes.push_back(std::move(note));
    }
    // An arm without answers at a visit has no difference there.
    if (cells.size() < inputs.arms.size() * inputs.visits.size()) {
        return leaveOut(result, "utilities.emptyCell", {});
    }
    StudyTable table = effectTable("mixedDifferences",
                                   {"混合モデルによる群間差と変化", "Differences and changes from the mixed model"});
    const auto add = [&](const std::vector<Column>& columns, const std::function<Text(const Column&)>& nameOf,
                         const std::string& key) {
        const auto written = fitted(inputs, columns);
        if (!written) return;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const Text name = nameOf(columns[i]);
            if (!name.empty()) addEffect(result, table, name, key, columns[i], written->fixed[i], true);
        }
    };
    const std::string& reference = inputs.arms.front();
    if (inputs.arms.size() > 1) {
        add(
            differences(inputs),
            [&](const Column& column) {
                if (column.arm.empty()) return Text{};
                return Text{reference + " との差", "difference from " + reference};
            },
            "mixedDifference");
    }
    const std::string& baseline = inputs.visits.front();
    add(
        changes(inputs),
        [&](const Column& column) {
            if (column.visit.empty()) return Text{};
            if (column.arm.empty()) {
                return Text{(reference.empty() ? "" : reference + "：") + baseline + " からの変化",
                            (reference.empty() ? "" : reference + ": ") + "change from " + baseline};
            }
            return Text{baseline + " からの変化の群間差", "difference of changes from " + baseline};
        },
        "mixedChange");
    result.tables.push_back(std::move(table));
}

}  // namespace kachi
