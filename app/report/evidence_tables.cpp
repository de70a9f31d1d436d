#include "app/report/evidence_tables.h"

#include "app/messages/catalogue.h"
#include "app/report/case_text.h"
#include "app/report/study_tables.h"
#include "app/studies/study_requests.h"
#include "app/studies/study_results.h"
#include "models/evidence/literature_search.h"
#include "models/studies/study_name.h"

#include <algorithm>

namespace kachi {
namespace {

Text same(const std::string& text) {
    return {text, text};
}

/// Adds words in both languages behind a separator; nothing where there are none.
void join(Text& to, const Text& words, const Text& separator) {
    if (words.empty()) return;
    const std::string& japanese = words.ja.empty() ? words.en : words.ja;
    const std::string& english = words.en.empty() ? words.ja : words.en;
    to.ja += (to.ja.empty() ? "" : separator.ja) + japanese;
    to.en += (to.en.empty() ? "" : separator.en) + english;
}

const Text lineBreak{"\n", "\n"};
const Text listed{"、", ", "};

TableRow wordsRow(std::initializer_list<Text> words) {
    TableRow row;
    for (const Text& cell : words) row.cells.emplace_back(cell);
    return row;
}

std::string count(int number) {
    return groupDigits(std::to_string(number));
}

Text counted(int number) {
    return same("n = " + count(number));
}

/// "除外 12: 重複 10、その他 2" of what leaves the flow; empty when nothing does.
Text leaving(const std::vector<std::pair<Text, int>>& parts) {
    Text text;
    for (const auto& [label, number] : parts) {
        if (number > 0) join(text, {label.ja + " " + count(number), label.en + " " + count(number)}, listed);
    }
    return text;
}

Text armText(const EvidenceArm& arm) {
    Text text = arm.name;
    if (arm.patients) {
        const std::string patients = "n = " + readableNumber(*arm.patients, Language::en);
        text.ja += "(" + patients + ")";
        text.en += " (" + patients + ")";
    }
    join(text, arm.result, {"：", ": "});
    return text;
}

std::string resultId(const Metric& metric) {
    return metric.key.empty() ? metric.id : metric.id + "/" + metric.key;
}

Text metricText(const Case& value, const Metric& metric) {
    if (!metric.base) return metric.state;
    const auto words = [&](Language language) {
        std::string text = readableNumber(*metric.base, language) + " " + caseUnitText(value, metric.unit).in(language);
        if (metric.drawn && metric.drawn->count > 1 && metric.drawn->low95 < metric.drawn->high95) {
            text += " (" + readableInterval(metric.drawn->low95, metric.drawn->high95, language) + ")";
        }
        return text;
    };
    return {words(Language::ja), words(Language::en)};
}

}  // namespace

Text studyDesignText(StudyDesign design) {
    switch (design) {
        case StudyDesign::randomised:
            return {"ランダム化比較試験", "randomised trial"};
        case StudyDesign::nonRandomised:
            return {"非ランダム化比較試験", "non-randomised trial"};
        case StudyDesign::beforeAfter:
            return {"前後比較研究", "before–after study"};
        case StudyDesign::cohort:
            return {"コホート研究", "cohort study"};
        case StudyDesign::caseControl:
            return {"症例対照研究", "case–control study"};
        case StudyDesign::crossSectional:
            return {"横断研究", "cross-sectional study"};
        case StudyDesign::caseSeries:
            return {"症例集積", "case series"};
        case StudyDesign::diagnosticAccuracy:
            return {"診断精度研究", "diagnostic accuracy study"};
        case StudyDesign::timeAndMotion:
            return {"タイムスタディ", "time and motion study"};
        case StudyDesign::registry:
            return {"レジストリ研究", "registry study"};
        case StudyDesign::claimsDatabase:
            return {"レセプトデータベース研究", "claims database study"};
        case StudyDesign::systematicReview:
            return {"系統的レビュー", "systematic review"};
        case StudyDesign::modelling:
            return {"モデル分析", "modelling study"};
        case StudyDesign::elicitation:
            return {"専門家からの聴取", "expert elicitation"};
        case StudyDesign::notStated:
            break;
    }
    return {"未記入", "not stated"};
}

Text claimStrengthText(ClaimStrength strength) {
    switch (strength) {
        case ClaimStrength::none:
            return {"なし", "none"};
        case ClaimStrength::weak:
            return {"弱い", "weak"};
        case ClaimStrength::moderate:
            return {"中程度", "moderate"};
        case ClaimStrength::strong:
            return {"強い", "strong"};
        case ClaimStrength::notJudged:
            break;
    }
    return {"未判定", "not judged"};
}

Text judgementText(const Appraisal& appraisal, const std::string& judgement) {
    const BiasTool* tool = findBiasTool(appraisal.tool);
    const BiasJudgement* found = tool ? findJudgement(*tool, judgement) : nullptr;
    return found ? found->label : Text{};
}

Text signedJudgementText(const BiasJudgement& judgement) {
    static const std::map<BiasConcern, std::string> signs{{BiasConcern::low, "＋"},
                                                          {BiasConcern::some, "△"},
                                                          {BiasConcern::high, "×"},
                                                          {BiasConcern::critical, "‼"},
                                                          {BiasConcern::unknown, "？"}};
    const std::string& sign = signs.at(judgement.concern);
    return {sign + " " + judgement.label.ja, sign + " " + judgement.label.en};
}

Table evidenceTable(const Case& value) {
    Table table{.title = {"証拠一覧", "Evidence"},
                .columns = {{.header = {"題名・書誌", "Title and citation"}},
                            {.header = {"種類・デザイン", "Kind and design"}},
                            {.header = {"対象・群", "Population and arms"}},
                            {.header = {"所在", "Where it is found"}},
                            {.header = {"確認した範囲", "How it was read"}}}};
    for (const Evidence& evidence : value.evidence) {
        Text title = evidence.title;
        join(title, typedText(evidence.citation), lineBreak);
        Text kind = evidenceKindText(evidence.kind);
        if (evidence.design != StudyDesign::notStated) join(kind, studyDesignText(evidence.design), lineBreak);
        Text population = evidence.population;
        for (const EvidenceArm& arm : evidence.arms) join(population, armText(arm), lineBreak);
        Text found;
        if (!evidence.doi.empty()) join(found, same("doi:" + evidence.doi), lineBreak);
        if (!evidence.pmid.empty()) join(found, same("PMID " + evidence.pmid), lineBreak);
        if (found.empty()) join(found, same(evidence.url), lineBreak);
        join(found, same(evidence.date), lineBreak);
        if (!evidence.digest.empty()) join(found, same("SHA-256 " + evidence.digest.substr(0, 16) + "…"), lineBreak);
        for (const EvidenceFile& file : evidence.files) {
            join(found, same(file.name + " (SHA-256 " + file.digest.substr(0, 16) + "…)"), lineBreak);
        }
        table.rows.push_back(wordsRow({title, kind, population, found, typedText(evidence.status)}));
    }
    table.dense = true;
    return table;
}

std::vector<Table> riskOfBiasTables(const Case& value) {
    std::vector<Table> tables;
    for (const BiasTool& tool : biasTools()) {
        Table table;
        table.title = {"バイアスリスク: " + tool.name.ja, "Risk of bias: " + tool.name.en};
        table.columns.push_back({.header = {"研究", "Study"}});
        Text key;
        for (std::size_t at = 0; at < tool.domains.size(); ++at) {
            const std::string number = "D" + std::to_string(at + 1);
            table.columns.push_back({.header = same(number)});
            const Text& label = tool.domains[at].label;
            join(key, {number + " " + label.ja, number + " " + label.en}, listed);
        }
        table.columns.push_back({.header = {"総合", "Overall"}});
        for (const Evidence& evidence : value.evidence) {
            const Appraisal& appraisal = evidence.appraisal;
            if (appraisal.tool != tool.tool) continue;
            TableRow row = wordsRow({evidence.title});
            const auto judged = [&](const std::string& judgement) {
                const BiasJudgement* found = findJudgement(tool, judgement);
                row.cells.emplace_back(found ? signedJudgementText(*found) : Text{"未判定", "not judged"});
            };
            for (const BiasDomain& domain : tool.domains) {
                const AppraisedDomain* own = findDomain(appraisal, domain.id);
                judged(own ? own->judgement : std::string());
                if (own && !own->reason.empty()) {
                    Text reason = evidence.title;
                    join(reason, domain.label, {"、", ", "});
                    join(reason, own->reason, {"：", ": "});
                    table.notes.push_back(reason);
                }
            }
            judged(overallJudgement(appraisal));
            if (!appraisal.note.empty()) {
                Text note = evidence.title;
                join(note, appraisal.note, {"、総合判定の理由：", ", overall: "});
                table.notes.push_back(note);
            }
            table.rows.push_back(std::move(row));
        }
        if (table.rows.empty()) continue;
        table.notes.insert(table.notes.begin(), {key, same(tool.citation)});
        tables.push_back(std::move(table));
    }
    return tables;
}

std::optional<Figure> literatureFigure(const Case& value) {
    if (!value.literature) return {};
    const LiteratureSearch& search = *value.literature;
    const auto flow = literatureFlow(search);
    if (!flow) return {};
    const auto step = [](Text name, int number) {
        FlowStep made;
        made.name = std::move(name);
        made.who = counted(number);
        return made;
    };
    const auto stepLeaving = [&](Text name, int number, const Text& heading,
                                 const std::vector<std::pair<Text, int>>& leaves) {
        FlowStep made = step(std::move(name), number);
        const Text less = leaving(leaves);
        if (!less.empty()) made.note = {heading.ja + "\n" + less.ja, heading.en + "\n" + less.en};
        return made;
    };
    std::vector<std::pair<Text, int>> reasons;
    for (const ExcludedReports& excluded : search.excludedReports)
        reasons.emplace_back(excluded.reason, excluded.count);
    FlowFigure figure;
    figure.arms.push_back({"データベース・登録簿", "Databases and registers"});
    auto& steps = figure.steps.emplace_back();
    const Text removed{"スクリーニング前に除いた記録", "Records removed before screening"};
    const Text excludedRecords{"除外した記録", "Records excluded"};
    const Text notRetrieved{"入手できなかった報告", "Reports not retrieved"};
    const Text excludedReports{"除外した報告", "Reports excluded"};
    steps.push_back(
        stepLeaving({"特定した記録", "Records identified"}, search.identified, removed,
                    {{{"重複", "duplicates"}, search.duplicates}, {{"その他", "other"}, search.otherRemoved}}));
    steps.push_back(stepLeaving({"スクリーニングした記録", "Records screened"}, flow->screened, excludedRecords,
                                {{{"題名・抄録", "title and abstract"}, search.excludedOnTitle}}));
    steps.push_back(stepLeaving({"入手を試みた報告", "Reports sought for retrieval"}, flow->sought, notRetrieved,
                                {{{"計", "in all"}, search.notRetrieved}}));
    steps.push_back(stepLeaving({"適格性を評価した報告", "Reports assessed for eligibility"}, flow->assessed,
                                excludedReports, reasons));
    steps.push_back(step({"採用した報告", "Reports included"}, flow->included));
    if (search.includedFromElsewhere > 0) {
        FlowStep all = step({"採用した報告の合計", "Reports included in all"}, flow->includedInAll);
        const std::string elsewhere = count(search.includedFromElsewhere);
        all.note = {"引用・サイト・専門家から " + elsewhere + " を加える",
                    "with " + elsewhere + " found by citations, sites or experts"};
        steps.push_back(std::move(all));
    }
    steps.back().changed = true;
    Figure result;
    result.id = "evidence.literature";
    result.title = {"文献検索の流れ", "Flow of the literature search"};
    result.caption = {"PRISMA 2020(Page MJ, et al. BMJ 2021;372:n71)による。",
                      "After PRISMA 2020 (Page MJ, et al. BMJ 2021;372:n71)."};
    result.content = std::move(figure);
    return result;
}

std::optional<Table> excludedReportsTable(const Case& value) {
    if (!value.literature || value.literature->excludedReports.empty()) return {};
    Table table;
    table.title = {"全文で除外した理由", "Why full texts were left out"};
    table.columns = {{.header = {"理由", "Reason"}}, numberColumn({"報告", "Reports"})};
    for (const ExcludedReports& excluded : value.literature->excludedReports) {
        TableRow row = wordsRow({excluded.reason});
        row.cells.emplace_back(static_cast<double>(excluded.count));
        table.rows.push_back(std::move(row));
    }
    return table;
}

namespace {

ResultField fieldOf(const std::string& model) {
    if (model == "labour") return ResultField::work;
    if (model == "equalisation") return ResultField::regions;
    return model == "outcomes" ? ResultField::patients : ResultField::price;
}

ResultField fieldOf(StudyGroup group) {
    if (group == StudyGroup::labour) return ResultField::work;
    return group == StudyGroup::regions ? ResultField::regions : ResultField::patients;
}

}  // namespace

std::vector<OfferedResult> offeredResults(const Case& value, const Evaluation& evaluation, const RulePack& pack) {
    std::vector<OfferedResult> offered;
    for (const Metric& metric : evaluation.metrics) {
        if (metric.model == "studies") continue;
        Text label = metric.label;
        join(label, metric.keyLabel, {"、", ", "});
        offered.push_back({resultId(metric), label, metricText(value, metric), fieldOf(metric.model)});
    }
    RunOptions options;
    options.seed = evaluation.seed;
    for (const StudyRequest& request : value.studies) {
        const auto evaluated = std::ranges::find(evaluation.studies, request.id, &CaseStudy::id);
        const StudyDefinition* study = findStudy(request.method);
        const ResultField field = study ? fieldOf(study->group) : ResultField::patients;
        const auto add = [&](const StudyResult& result) {
            for (const StudyFigure& figure : result.figures) {
                Text label = studyName(request);
                join(label, figure.label, {"：", ": "});
                offered.push_back({request.id + "/" + figure.key, label, studyFigureText(figure), field});
            }
        };
        if (evaluated != evaluation.studies.end()) {
            if (evaluated->result) add(*evaluated->result);
            continue;
        }
        const auto worked = StudyResults::shared().get(value, request, pack, options);
        if (*worked) add(**worked);
    }
    return offered;
}

Text precedentsText(const ClaimRow& row) {
    if (!row.requirement) return {};
    const auto words = [](const std::vector<Precedent>& found, const Text& named) {
        const std::string number = std::to_string(found.size());
        Text text{named.ja + " " + number + " 件", named.en + " " + number};
        std::string rates;
        for (const auto& [rate, times] : grantedRates(found)) {
            rates += (rates.empty() ? "" : ", ") + plainDigits(rate) + "%×" + std::to_string(times);
        }
        if (!rates.empty()) text = {text.ja + "(" + rates + ")", text.en + " (" + rates + ")"};
        return text;
    };
    const std::string item = printedItem(row.requirement->item);
    const std::string letter = item.substr(0, item.find('-'));
    Text text = words(row.precedents.sameItem, same(item));
    if (!row.precedents.sameLetter.empty()) {
        join(text, words(row.precedents.sameLetter, {letter + " の他", "other " + letter}), lineBreak);
    }
    return text;
}

std::vector<Text> missingOf(const ClaimRow& row) {
    const Text place = row.requirement ? row.requirement->name : Text{row.claim.requirement, row.claim.requirement};
    std::vector<Text> missing;
    if (!row.claim.missing.empty()) missing.push_back(row.claim.missing);
    for (const Issue& finding : row.findings) missing.push_back(sentenceAt(finding, place));
    return missing;
}

Table claimTable(const std::vector<ClaimRow>& rows) {
    Table table;
    table.title = {"加算の要件と証拠", "Requirements of premiums and their evidence"};
    table.columns = {{.header = {"要件", "Requirement"}}, {.header = {"主張", "Claim"}},
                     {.header = {"証拠", "Evidence"}},    {.header = {"結果", "Results"}},
                     {.header = {"強さ", "Strength"}},    {.header = {"先例", "Precedents"}},
                     {.header = {"不足", "Missing"}}};
    for (const ClaimRow& row : rows) {
        Text requirement = row.requirement ? row.requirement->name : same(row.claim.requirement);
        if (row.requirement) {
            join(requirement, row.requirement->wording, lineBreak);
            if (row.requirement->points) {
                const std::string points = ruleNumberText(*row.requirement->points);
                join(requirement, {points + " ポイント", points + (points == "1" ? " point" : " points")}, lineBreak);
            }
            join(requirement, ruleStatusText(row.requirement->source.status), lineBreak);
        }
        Text evidence;
        for (const Evidence& each : row.evidence) {
            Text line = each.title;
            join(line, judgementText(each.appraisal, overallJudgement(each.appraisal)),
                 {"、バイアスリスク：", ", risk of bias: "});
            join(evidence, line, lineBreak);
        }
        Text results;
        for (const OfferedResult& result : row.results) {
            Text line = result.label;
            join(line, result.value, {"：", ": "});
            join(results, line, lineBreak);
        }
        Text missing;
        for (const Text& line : missingOf(row)) join(missing, line, lineBreak);
        table.rows.push_back(wordsRow({requirement, row.claim.statement, evidence, results,
                                       claimStrengthText(row.claim.strength), precedentsText(row), missing}));
    }
    table.notes.push_back({"先例は公表された決定のうち当該項目を認めたもの。認められなかった項目は資料に記されない。",
                           "Precedents are published decisions that granted the item; what was refused is not printed "
                           "in them."});
    table.dense = true;
    return table;
}

std::optional<Table> unsupportedParametersTable(const Case& value) {
    Table table;
    table.title = {"根拠のない、または古くなったパラメータ", "Parameters without evidence or out of date"};
    table.columns = {{.header = {"パラメータ", "Parameter"}}, {.header = {"id", "Id"}}, {.header = {"状態", "State"}}};
    for (const auto& [id, parameter] : value.parameters) {
        const EvidenceLink& link = parameter.evidence;
        Text state;
        if (isStale(value, parameter)) {
            state = {"解析の入力が変わり、未更新", "its analysis has changed since"};
        } else if (link.evidence.empty() && link.study.empty() && parameter.expression.empty()) {
            const bool bare =
                parameter.source.kind == SourceKind::none || parameter.source.kind == SourceKind::assumption;
            if (bare) state = sourceKindText(parameter.source.kind);
        }
        if (state.empty()) continue;
        table.rows.push_back(wordsRow({parameterName(value, id), same(id), state}));
    }
    if (table.rows.empty()) return {};
    table.dense = table.rows.size() > 12;
    return table;
}

}  // namespace kachi
