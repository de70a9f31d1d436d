// Staffing standards of the fee schedule relaxed by ICT: nurses on a ward, medical clerks.
#include "models/pricing/rule_trace.h"
#include "models/studies/staffing_rules_parts.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <functional>

namespace kachi {

using namespace field_limits;
namespace {

/// Yearly cost and hours of one post; practical capacity plays no part.
StaffCost readPostCost(StudyReader& reader, const std::string& group) {
    StaffCost cost;
    cost.annualPay = reader.real(group + "AnnualPay");
    cost.onCost = reader.real(group + "OnCost");
    cost.hoursPerYear = reader.real(group + "HoursPerYear");
    cost.cashableShare = reader.real(group + "CashableShare");
    return cost;
}

StaffingGroup readGroup(StudyReader& reader, const std::string& key, const Text& name) {
    StaffingGroup group;
    group.key = key;
    group.name = name;
    const double required = reader.real(key + "Required");
    group.effect = {required, required, reader.real(key + "Actual")};
    group.cost = readPostCost(reader, key);
    group.wageSource = reader.text(key + "WageSource");
    return group;
}

StaffingGroup readNurses(StudyReader& reader) {
    StaffingGroup group = readGroup(reader, "nurse", {"看護職員", "Nurses"});
    const char* rule = "labour.nurse.ictStaffingShare";
    std::ranges::transform(nurseIctDomains, group.domains.begin(), [&](const char* key) { return reader.yes(key); });
    group.relaxed = std::ranges::all_of(group.domains, std::identity());
    if (!group.relaxed) {
        group.rule = enteredOrKnown(reader, group.ruleField(), rule);
        return group;
    }
    group.rule = enteredOrRule(reader, group.ruleField(), rule);
    group.effect = relaxedStaffing(group.effect.requiredBefore, group.effect.actual, toDouble(group.rule->value));
    return group;
}

StaffingGroup readClerks(StudyReader& reader) {
    StaffingGroup group = readGroup(reader, "clerk", {"医師事務作業補助者", "Medical clerks"});
    group.dividesRequired = true;
    const std::string tools = reader.neededChoice("clerkTools");
    if (tools == "generativeAi") {
        group.rule = enteredOrRule(reader, group.ruleField(), "labour.clerk.generativeAiFactor");
    } else if (tools == "furtherTools") {
        group.rule = enteredOrRule(reader, group.ruleField(), "labour.clerk.furtherToolsFactor");
    }
    group.relaxed = group.rule.has_value();
    if (group.relaxed && !reader.failed()) {
        group.effect = countedStaffing(group.effect.requiredBefore, group.effect.actual, toDouble(group.rule->value));
    }
    return group;
}

StudyTable staffingTable(const std::vector<StaffingGroup>& groups) {
    StudyTable table{"staffing",
                     {"配置基準と解放される人員", "Staffing standard and posts freed"},
                     {{"group", {"職種", "Staff"}},
                      {"actual", {"実配置", "Actual"}, Unit::fte},
                      {"factor", {"係数 k", "Factor k"}, Unit::ratio},
                      {"effective", {"算入人員", "Counted staff"}, Unit::fte},
                      {"requiredBefore", {"必要数（緩和前）", "Required before"}, Unit::fte},
                      {"requiredAfter", {"必要数（緩和後）", "Required after"}, Unit::fte},
                      {"metBefore", {"充足（緩和前）", "Met before"}},
                      {"metAfter", {"充足（緩和後）", "Met after"}},
                      {"marginAfter", {"余裕（緩和後）", "Margin after"}, Unit::fte},
                      {"postsFreed", {"解放される人員", "Posts freed"}, Unit::fte},
                      {"yenPerPost", {"1人の年間人件費", "Yearly cost of a post"}, Unit::yenPerYear},
                      {"cashableShare", labour_text::cashableShare, Unit::ratio},
                      {"cashableYen", labour_text::cashableYen, Unit::yenPerYear},
                      {"releasedHours", labour_text::releasedHours, Unit::hours}},
                     {}};
    const auto yesNo = [](bool met) { return studyCell(met ? Text{"充足", "Met"} : Text{"不足", "Not met"}); };
    for (const StaffingGroup& group : groups) {
        const StaffingEffect& effect = group.effect;
        const double weight = effect.requiredAfter > 0 ? effect.requiredBefore / effect.requiredAfter : 1;
        table.rows.push_back({studyCell(group.name), studyCell(effect.actual),
                              group.relaxed ? studyCell(toDouble(group.rule->value)) : StudyValue{},
                              studyCell(effect.actual * weight), studyCell(effect.requiredBefore),
                              studyCell(effect.requiredAfter), yesNo(effect.metBefore()), yesNo(effect.metAfter()),
                              studyCell(effect.marginAfter()), studyCell(effect.postsFreed()),
                              studyCell(group.yenPerPost()), studyCell(group.cost.cashableShare),
                              studyCell(group.cashableYen()), studyCell(group.releasedHours())});
    }
    return table;
}

Trace freedTrace(const StaffingGroup& group) {
    const std::string path = "/inputs/" + group.key;
    Trace trace = labourStep(group.key + "PostsFreed",
                             {"解放される人員（" + group.name.ja + "）", "Posts freed: " + group.name.en},
                             "max(0, min(actual, required) − requiredAfter)", group.effect.postsFreed(), Unit::fte);
    trace.inputs = {labourInput("actual", {"実配置", "Actual"}, group.effect.actual, path + "Actual"),
                    labourInput("required", {"必要数", "Required"}, group.effect.requiredBefore, path + "Required")};
    const std::string formula = group.dividesRequired ? "required / k" : "required × k";
    Trace step = labourStep(group.key + "RequiredAfter", {"必要数（緩和後）", "Required after"},
                            group.relaxed ? formula : "required", group.effect.requiredAfter, Unit::fte);
    step.inputs = {trace.inputs.back()};
    if (group.relaxed) {
        step.inputs.push_back(traceInput("k", *group.rule));
        citeRules(step, {*group.rule});
        citeRules(trace, {*group.rule});
    }
    trace.steps = {std::move(step)};
    return trace;
}

void addGroup(StudyResult& result, const StaffingGroup& group) {
    const auto label = [&](const char* ja, const char* en) {
        return Text{ja + ("（" + group.name.ja + "）"), en + (": " + group.name.en)};
    };
    result.figures.push_back(headlineFigure(group.key + "PostsFreed", label("解放される人員", "Posts freed"),
                                            group.effect.postsFreed(), Unit::fte));
    result.figures.push_back(headlineFigure(group.key + "CashableYen", label("実際に減る人件費", "Cashable yen a year"),
                                            group.cashableYen(), Unit::yenPerYear));
    result.figures.push_back(headlineFigure(group.key + "ReleasedHours",
                                            label("他業務に充てられる時間", "Hours released a year"),
                                            group.releasedHours(), Unit::hours));
    result.traces.push_back(freedTrace(group));
    if (!group.effect.metAfter()) {
        result.notes.push_back({"staffingRules.belowStandard",
                                Severity::warning,
                                "/inputs/" + group.key + "Actual",
                                shortNumber(group.effect.actual),
                                shortNumber(group.effect.requiredAfter),
                                {{"label.ja", group.name.ja}, {"label.en", group.name.en}}});
    }
}

Result<StudyResult> run(StudyReader& reader) {
    const std::vector<StaffingGroup> groups = readStaffingGroups(reader);
    if (reader.failed()) return reader.issues();

    StudyResult result;
    std::vector<RuleNumber> rules;
    for (const StaffingGroup& group : groups) {
        addGroup(result, group);
        if (group.relaxed) rules.push_back(*group.rule);
    }
    result.tables.push_back(staffingTable(groups));
    std::vector<PaidOccupation> paid;
    for (const StaffingGroup& group : groups) paid.push_back({group.name, group.cost, group.wageSource});
    result.tables.push_back(payTable(paid));
    if (!rules.empty()) result.tables.push_back(ruleTable(rules));
    result.methodText = {
        "見守り・記録・情報共有の3分野のICTを病棟で組織的に用いるとき、看護職員の必要数に緩和の割合を乗じる。医師事務作"
        "業補助者は"
        "1人を係数で算入するので、必要数を係数で除した人数で足りる。解放される人員は、実配置のうち基準が求めなくなった"
        "分で、不足して"
        "いた分は数えない。",
        "With ICT for monitoring, records and information sharing all organised on the ward, the required number of "
        "nurses "
        "is multiplied by the relaxed share. A medical clerk counts with a factor, so required / factor people are "
        "enough. "
        "Posts freed are those of the actual staff that the standard no longer holds; posts that were missing do not "
        "count."};
    result.references = {"令和8年度診療報酬改定：看護業務におけるICT等の活用、医師事務作業補助体制加算の見直し"};
    return result;
}

void addCostFields(std::vector<Field>& fields, const std::string& group, const Text& name) {
    const auto label = [&](const char* ja, const char* en) { return Text{name.ja + "：" + ja, name.en + ": " + en}; };
    fields.push_back(numberField(group + "AnnualPay", label("年間給与額", "annual pay"), Unit::yen, notNegative));
    fields.push_back(textField(group + "WageSource", label("給与の年と出典", "year and source of the pay")));
    fields.push_back(
        numberField(group + "OnCost", label("事業主負担の給与比", "employer on-cost"), Unit::ratio, notNegative));
    fields.push_back(numberField(group + "HoursPerYear", label("年間労働時間", "paid hours a year"), Unit::hours,
                                 {.above = 0, .atMost = 8784}));
    fields.push_back(numberField(group + "CashableShare", label("現金化割合", "cashable share"), Unit::ratio, share,
                                 {"実際に減る人員の割合", "share of freed posts that really leaves the payroll"}));
}

std::vector<Field> fields() {
    const Text fromRules{"空欄は規則集の値", "empty: the rule pack's"};
    std::vector<Field> all{numberField("nurseRequired", {"看護職員の必要数", "Nurses required"}, Unit::fte, positive,
                                       {"入院基本料の基準による", "by the standard of the inpatient fee"}),
                           numberField("nurseActual", {"看護職員の実配置", "Nurses, actual"}, Unit::fte, notNegative),
                           yesNoField("ictMonitoring", {"ICT：見守り", "ICT for monitoring"}),
                           yesNoField("ictRecords", {"ICT：記録", "ICT for records"}),
                           yesNoField("ictSharing", {"ICT：情報共有", "ICT for information sharing"}),
                           numberField("nurseShare", {"看護職員の緩和の割合", "Relaxed share of the nurse standard"},
                                       Unit::ratio, {.above = 0, .atMost = 1}, fromRules)};
    addCostFields(all, "nurse", {"看護職員", "Nurses"});
    all.push_back(numberField("clerkRequired", {"医師事務作業補助者の必要数", "Clerks required"}, Unit::fte, positive));
    all.push_back(numberField("clerkActual", {"医師事務作業補助者の実配置", "Clerks, actual"}, Unit::fte, notNegative));
    all.push_back(choiceField("clerkTools", {"補助者の支援ツール", "Tools of the clerks"},
                              {{"none", {"なし", "None"}},
                               {"generativeAi", {"生成AIの文書作成支援", "Generative AI for documents"}},
                               {"furtherTools", {"さらに説明動画・RPA等", "Further tools (videos, RPA)"}}}));
    all.push_back(numberField("clerkFactor", {"補助者1人の算入係数", "Factor of one clerk"}, Unit::ratio,
                              {.atLeast = 1}, fromRules));
    addCostFields(all, "clerk", {"医師事務作業補助者", "Clerks"});
    return all;
}

}  // namespace

std::vector<StaffingGroup> readStaffingGroups(StudyReader& reader) {
    std::vector<StaffingGroup> groups;
    if (reader.has("nurseRequired")) groups.push_back(readNurses(reader));
    if (reader.has("clerkRequired")) groups.push_back(readClerks(reader));
    if (groups.empty()) reader.refuse("staffingRules.noGroup", "nurseRequired", {}, "clerkRequired");
    return groups;
}

StudyDefinition staffingRulesStudy() {
    return {
        .id = "staffingRules",
        .group = StudyGroup::labour,
        .name = {"配置基準の緩和（令和8年度）", "Staffing standards relaxed (FY2026)"},
        .purpose =
            {"ICTによる看護職員配置の緩和と医師事務作業補助者の算入係数から、解放される人員・人件費・時間を求めます。",
             "Posts, yen and hours freed by the relaxed nurse staffing and by the factor of medical clerks."},
        .fields = fields(),
        .run = run,
        .overDraws = true,
    };
}

}  // namespace kachi
