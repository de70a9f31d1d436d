#include "app/report/report_builder.h"

#include "app/document/price_requests.h"
#include "app/messages/catalogue.h"
#include "app/report/case_figures.h"
#include "app/report/case_tables.h"
#include "app/report/case_text.h"
#include "app/report/evidence_report.h"
#include "app/report/field_tables.h"
#include "app/report/route_figures.h"
#include "app/report/route_tables.h"
#include "app/report/study_report.h"
#include "app/report/trace_table.h"
#include "models/outcomes/timing_text.h"

#include <algorithm>

namespace kachi {
namespace {

/// Headline figures of page one: metric id and whether every key or only totals are shown.
struct Headline {
    const char* metric;
    bool totalsOnly;
};

constexpr Headline headlines[] = {
    {"outcomes.icer", false},
    {"outcomes.probabilityCostEffective", false},
    {"labour.hospital.hoursSaved", true},
    {"labour.nation.fullTimeEquivalents", true},
    {"equalisation.gini.before", true},
    {"equalisation.gini.after", true},
    {"pricing.price", true},
    {"recalculation.price", true},
    {"recalculation.probabilityUnprofitable", true},
};

class Builder {
public:
    Builder(const Case& value, const Evaluation& evaluation, const RulePacks& packs, const ReportOptions& options)
        : m_case(value), m_evaluation(evaluation), m_packs(packs), m_options(options) {}

    ReportDocument build() {
        m_document.title = m_case.title;
        m_document.imprint = {m_evaluation.caseDigest, std::string("Kachi ") + KACHI_VERSION, m_options.date,
                              m_evaluation.rulePackName};
        title();
        if (shown("summary")) summary();
        if (!m_case.studies.empty() && shown("studies")) studies();
        if (m_evaluation.outcomes && shown("outcomes")) outcomes();
        if (m_evaluation.labour && shown("labour")) labour();
        if (m_evaluation.equalisation && shown("equalisation")) equalisation();
        if (m_evaluation.pricing && shown("pricing")) pricing();
        if (!m_evaluation.routes.empty() && shown("routes")) routes();
        if (m_evaluation.recalculation && shown("recalculation")) recalculation();
        if (hasEvidence(m_case) && shown("evidence")) evidence();
        if (shown("assumptions")) assumptions();
        provenance();
        return std::move(m_document);
    }

private:
    bool shown(const std::string& section) const {
        const auto& hidden = m_case.report.hidden;
        return std::find(hidden.begin(), hidden.end(), section) == hidden.end();
    }

    void add(ReportBlock block) { m_document.blocks.push_back(std::move(block)); }
    void heading(int level, Text text) { add(Heading{level, std::move(text)}); }
    void paragraph(Text text, ParagraphStyle style = ParagraphStyle::body) { add(Paragraph{std::move(text), style}); }
    void table(const std::optional<Table>& content) {
        if (content) add(*content);
    }
    void figures(std::vector<std::optional<Figure>> row) {
        FigureRow shownRow;
        for (auto& figure : row) {
            if (figure) shownRow.figures.push_back(std::move(*figure));
        }
        if (!shownRow.figures.empty()) add(std::move(shownRow));
    }
    /// Figures two by two, side by side.
    void pairs(std::vector<Figure> list) {
        for (std::size_t i = 0; i < list.size(); i += 2) {
            FigureRow row{.figures = {std::move(list[i])}};
            if (i + 1 < list.size()) row.figures.push_back(std::move(list[i + 1]));
            add(std::move(row));
        }
    }
    void traces(Text title, const std::vector<Trace>& list, TraceDigits digits) {
        if (!shown("traces")) return;
        if (!list.empty()) add(calculationSheet(m_case, m_evaluation, std::move(title), list, digits));
    }

    /// Starts a section: heading, then the analyst's own words.
    void section(const std::string& key, Text text) {
        heading(1, std::move(text));
        const auto words = m_case.report.text.find(key);
        if (words != m_case.report.text.end() && !words->second.empty()) paragraph(words->second);
    }

    void title() {
        TitleBlock block;
        block.title = m_case.title;
        block.subtitle = {"医療機器の価値評価と償還価格",
                          "Value assessment and reimbursement price of a medical device"};
        const auto row = [&block](Text label, Text value) {
            if (!value.empty()) block.rows.push_back({std::move(label), std::move(value)});
        };
        const auto plain = [](const std::string& words) { return Text{words, words}; };
        row({"製品", "Product"}, m_case.product.name);
        row({"一般的名称", "Generic name"}, m_case.product.genericName);
        row({"製造販売業者", "Maker"}, m_case.product.maker);
        row({"対象", "Indication"}, m_case.product.indication);
        row({"比較対照", "Comparator"}, m_case.product.comparator);
        row({"決定区分", "Application class"}, plain(m_case.context.applicationClass));
        row({"機能区分", "Functional category"}, m_case.context.functionalCategory);
        row({"分析の立場", "Perspective"}, m_case.context.perspective);
        row({"適用規則", "Rules"}, m_evaluation.rulePackName);
        row({"基準日", "Date of decision"}, plain(m_case.context.decisionDate));
        row({"作成日", "Date of report"}, plain(m_options.date));
        if (m_options.revision > 0) {
            const std::string number = std::to_string(m_options.revision);
            row({"版", "Revision"}, {"第" + number + "版", number});
        }
        add(std::move(block));
        if (!m_case.product.description.empty()) paragraph(m_case.product.description, ParagraphStyle::lead);
    }

    void summary() {
        section("summary", {"要約", "Summary"});
        KeyFigureGrid grid;
        for (const Headline& headline : headlines) {
            for (const Metric& metric : m_evaluation.metrics) {
                if (metric.id != headline.metric || (headline.totalsOnly && !metric.key.empty() && !isTotal(metric))) {
                    continue;
                }
                grid.figures.push_back(keyFigure(metric));
            }
        }
        if (!grid.figures.empty()) add(std::move(grid));
        figures({corridorFigure(m_evaluation)});
        const MessageCatalogue& catalogue = MessageCatalogue::instance();
        IssueList findings = issueList(m_evaluation.issues, [&catalogue](const Issue& issue) {
            return Text{catalogue.sentence(issue, Language::ja).toStdString(),
                        catalogue.sentence(issue, Language::en).toStdString()};
        });
        if (findings.issues.empty()) return;
        heading(2, {"指摘事項", "Findings"});
        add(std::move(findings));
    }

    /// What a reader should know, in words.
    template <class Sentence>
    static IssueList issueList(const Issues& issues, Sentence sentence) {
        IssueList list;
        for (const Issue& issue : issues) {
            if (issue.severity != Severity::info) list.issues.push_back({issue.severity, sentence(issue)});
        }
        return list;
    }

    /// Labour rows carry the staff id as key; the row over all staff has none.
    static bool isTotal(const Metric& metric) { return metric.key.empty(); }

    KeyFigure keyFigure(const Metric& metric) const {
        KeyFigure figure;
        figure.label = metric.label;
        if (metric.model == "outcomes" && !metric.keyLabel.empty()) {
            figure.label.ja += "(" + metric.keyLabel.ja + ")";
            figure.label.en += " (" + metric.keyLabel.en + ")";
        }
        const NumberFormat format = metric.unit == Unit::probability ? NumberFormat::percent : NumberFormat::number;
        if (metric.base) {
            const int decimals = format == NumberFormat::percent ? 1 : automaticDecimals;
            figure.value = {formatNumber(*metric.base, format, decimals, Language::ja),
                            formatNumber(*metric.base, format, decimals, Language::en)};
            figure.unit = format == NumberFormat::percent ? Text{"%", "%"} : caseUnitText(m_case, metric.unit);
        } else {
            figure.value = metric.state;
        }
        if (metric.drawn && metric.drawn->count > 1 && metric.drawn->low95 < metric.drawn->high95) {
            const int decimals = decimalsFor({metric.drawn->low95, metric.drawn->high95}, format);
            const auto interval = [&](Language language) {
                return formatNumber(metric.drawn->low95, format, decimals, language) + " – " +
                       formatNumber(metric.drawn->high95, format, decimals, language);
            };
            figure.interval = {"95 %区間 " + interval(Language::ja), "95% interval " + interval(Language::en)};
        } else if (metric.base && !metric.state.empty()) {
            figure.interval = metric.state;
        }
        return figure;
    }

    void outcomes() {
        section("outcomes", {"患者アウトカム", "Patient outcomes"});
        paragraph(timingText());
        table(costEffectivenessTable(m_case, m_evaluation));
        table(strategyTable(m_case, m_evaluation));
        outcomeModel();
        table(subgroupTable(m_case, m_evaluation));
        if (shown("sensitivity")) sensitivity();
        if (shown("budget") && m_evaluation.budget) budget();
        if (shown("checks")) table(checkTable(m_case, m_evaluation));
        traces({"算出過程: 患者アウトカム", "How the figures came about: patient outcomes"},
               m_evaluation.outcomes->traces, TraceDigits::modelled);
    }

    /// What the chosen kind of model shows of itself.
    void outcomeModel() {
        for (Figure& tree : treeFigures(m_case, m_evaluation)) figures({std::move(tree)});
        table(treePathTable(m_case, m_evaluation));
        pairs(survivalFigures(m_case, m_evaluation));
        table(crossingTable(m_case, m_evaluation));
        pairs(occupancyFigures(m_case, m_evaluation));
        table(simulationTable(m_case, m_evaluation));
    }

    void sensitivity() {
        heading(2, {"不確実性の分析", "Uncertainty"});
        for (Figure& tornado : tornadoFigures(m_case, m_evaluation)) figures({std::move(tornado)});
        table(scenarioTable(m_case, m_evaluation));
        table(probabilisticTable(m_case, m_evaluation));
        figures({costEffectivenessPlane(m_case, m_evaluation), acceptabilityCurves(m_case, m_evaluation)});
        figures({netBenefitFigure(m_case, m_evaluation), convergenceFigure(m_case, m_evaluation)});
        figures({expectedLossCurves(m_case, m_evaluation)});
        figures({partialInformationBars(m_case, m_evaluation)});
        table(oneWayTable(m_case, m_evaluation));
    }

    void budget() {
        heading(2, {"財政影響分析", "Budget impact analysis"});
        table(budgetTable(m_case, m_evaluation));
        figures({budgetFigure(m_case, m_evaluation), salesFigure(m_case, m_evaluation)});
    }

    Text timingText() const {
        const Text conventions = conventionsText(*m_case.outcomes);
        const std::string& currency = m_case.outcomes->currency;
        const std::string year = std::to_string(m_case.outcomes->priceYear);
        return {conventions.ja + "通貨 " + currency + "、価格年 " + year + "。",
                conventions.en + " Currency " + currency + ", price year " + year + "."};
    }

    void labour() {
        section("labour", {"省力化", "Labour savings"});
        paragraph(
            {"時間主導型活動基準原価計算(TDABC)による。金額は支払労働時間が実際に減る部分と、他業務に充てられる"
             "時間とを分けて示し、合算しない。公的医療の立場の ICER には算入しない。",
             "Time-driven activity-based costing. Money that leaves the budget and hours released for other work "
             "stand beside each other and are never added. Not part of a payer-perspective ICER."});
        table(labourTable(m_case, m_evaluation));
        figures({labourMinutesWaterfall(m_case, m_evaluation), labourHoursByStaff(m_case, m_evaluation)});
        table(labourTaskTable(m_case, m_evaluation));
        std::vector<Trace> totals;
        for (const Trace& trace : m_evaluation.labour->traces) {
            const bool year = trace.id.starts_with("labour.hospital.") || trace.id.starts_with("labour.nation.");
            if (year && (trace.id.ends_with(".hoursSaved") || trace.id.ends_with(".yenSaved"))) totals.push_back(trace);
        }
        traces({"算出過程: 省力化(1年当たり、全職種)", "How the figures came about: labour, a year, all staff"}, totals,
               TraceDigits::modelled);
    }

    void equalisation() {
        section("equalisation", {"均てん化", "Regional equalisation"});
        paragraph({"対象: " + m_case.equalisation->subject.ja +
                       "。地域は標本ではなく全数であり、有意差検定は行わない。シナリオは分析者の仮定である。",
                   "Subject: " + m_case.equalisation->subject.en +
                       ". The regions are a census, not a sample, so no test is made. The scenario is the analyst's."});
        std::vector<Figure> pictures = regionalMaps(m_case, m_evaluation);
        if (const auto lorenz = lorenzCurves(m_case, m_evaluation)) pictures.push_back(*lorenz);
        table(regionalMeasureTable(m_case, m_evaluation));
        table(decompositionTable(m_case, m_evaluation));
        pairs(std::move(pictures));
        table(regionTable(m_case, m_evaluation));
        figures({rankedRates(m_case, m_evaluation)});
        std::vector<Trace> measures;
        for (const Trace& trace : m_evaluation.equalisation->traces) {
            const bool printed =
                trace.id.find("gini") != std::string::npos || trace.id.find("theilT") != std::string::npos;
            if (printed) measures.push_back(trace);
        }
        traces({"算出過程: ジニ係数とタイル指標 T", "How the figures came about: Gini and Theil T"}, measures,
               TraceDigits::modelled);
    }

    void pricing() {
        section("pricing", {"償還価格", "Reimbursement price"});
        table(premiumTable(m_case, m_evaluation));
        table(foreignPriceTable(m_case, m_evaluation));
        figures({priceWaterfall(m_case, m_evaluation), foreignPriceFigure(m_case, m_evaluation)});
        traces({"算定の内訳", "Calculation of the price"}, {m_evaluation.pricing->trace}, TraceDigits::tariff);
        table(comparedPackTable(m_case, m_evaluation, m_packs));
    }

    void studies() {
        const RulePack* pack = m_packs.find(m_evaluation.rulePack);
        if (!pack) return;
        section("studies", {"データの解析", "Analyses of data"});
        for (ReportBlock& block : studyBlocks(m_case, m_evaluation, *pack, shown("traces"))) add(std::move(block));
    }

    void routes() {
        section("routes", {"価格の算定", "Prices by the rules"});
        const Parameters named = namedNumbers(m_case, m_evaluation);
        for (const PricedRoute& priced : m_evaluation.routes) {
            if (const PriceRequest* request = findRequest(m_case, priced.id)) route(*request, priced, named);
        }
    }

    /// @param named  numbers that its inputs may name
    void route(const PriceRequest& request, const PricedRoute& priced, const Parameters& named) {
        heading(2, priced.name);
        if (const RouteDefinition* definition = findRoute(request.route)) {
            paragraph({definition->name.ja + "。" + definition->purpose.ja,
                       definition->name.en + ". " + definition->purpose.en});
        }
        add(KeyFigureGrid{{routeHeadline(request, priced)}});
        for (Table& inputs : routeInputTables(request, named)) add(std::move(inputs));
        const auto tell = [this, &request](const Issues& issues) {
            IssueList list =
                issueList(issues, [&request](const Issue& issue) { return routeIssueText(request, issue); });
            if (!list.issues.empty()) add(std::move(list));
        };
        tell(priced.issues);
        if (!priced.result) return;
        tell(priced.result->notes);
        table(routeFigureTable(*priced.result));
        traces({"算定の内訳", "Calculation of the price"}, {priced.result->trace}, TraceDigits::tariff);
        for (const RouteTable& content : priced.result->tables) add(turnedWhenWide(routeResultTable(content)));
        pairs(routeFigures(priced));
        table(otherPacksTable(request, priced));
    }

    KeyFigure routeHeadline(const PriceRequest& request, const PricedRoute& priced) const {
        KeyFigure figure;
        figure.label = priced.result ? priced.result->priceLabel : priced.name;
        figure.value = headlineText(priced);
        figure.interval = drawnText(priced);
        const auto addTo = [](std::string& list, const std::string& words, const char* separator) {
            if (!list.empty() && !words.empty()) list += separator;
            list += words;
        };
        const auto add = [&](const Text& words) {
            addTo(figure.interval.ja, words.ja, "、");
            addTo(figure.interval.en, words.en, ", ");
        };
        if (priced.result) {
            add(priced.result->packName);
            const Text status = weakestStatusText(priced.result->trace);
            if (!status.empty()) add({"規則の確度：" + status.ja, "rules: " + status.en});
        }
        add({request.date, request.date});
        return figure;
    }

    void recalculation() {
        section("recalculation", {"不採算品再算定", "Unprofitable-product recalculation"});
        table(eligibilityTable(m_case, m_evaluation));
        table(costSheetTable(m_case, m_evaluation));
        figures({marginFigure(m_case, m_evaluation)});
        figures({costSheetFigure(m_case, m_evaluation), priceSeriesFigure(m_case)});
        table(marginTable(m_case, m_evaluation));
        traces({"再算定の内訳", "Calculation of the recalculated price"}, {m_evaluation.recalculation->trace},
               TraceDigits::tariff);
    }

    void assumptions() {
        section("assumptions", {"前提と根拠", "Assumptions and sources"});
        for (const auto& [key, name] : sections()) {
            Table content = assumptionTable(m_case, key);
            if (content.rows.empty()) continue;
            content.title = {name.ja + "の前提", "Assumptions: " + name.en};
            add(std::move(content));
        }
    }

    void evidence() {
        const RulePack* pack = m_packs.find(m_evaluation.rulePack);
        if (!pack) return;
        section("evidence", {"証拠", "Evidence"});
        for (ReportBlock& block : evidenceBlocks(m_case, m_evaluation, *pack)) add(std::move(block));
    }

    static std::vector<std::pair<std::string, Text>> sections() {
        return {{"outcomes", {"患者アウトカム", "patient outcomes"}},
                {"labour", {"省力化", "labour savings"}},
                {"equalisation", {"均てん化", "regional equalisation"}},
                {"pricing", {"償還価格", "reimbursement price"}},
                {"recalculation", {"不採算品再算定", "unprofitable-product recalculation"}}};
    }

    void provenance() {
        heading(1, {"計算の再現", "Reproducing this evaluation"});
        const std::string draws = groupDigits(std::to_string(m_evaluation.draws));
        const std::string seed = std::to_string(m_evaluation.seed);
        const Text design = designText(m_evaluation.design);
        std::string own;
        for (const auto& [key, value] : m_case.context.rules) own += (own.empty() ? "" : ", ") + key + " = " + value;
        BulletList list{
            {{"案件ダイジェスト(SHA-256): " + m_evaluation.caseDigest,
              "Case digest (SHA-256): " + m_evaluation.caseDigest},
             {"規則: " + m_evaluation.rulePackName.ja + "(" + m_evaluation.rulePack + ")",
              "Rules: " + m_evaluation.rulePackName.en + " (" + m_evaluation.rulePack + ")"},
             {"確率的分析: 試行 " + draws + " 回、乱数の種 " + seed + "、" + design.ja,
              "Probabilistic analysis: " + draws + " draws, seed " + seed + ", " + design.en},
             {std::string("プログラム: Kachi ") + KACHI_VERSION, std::string("Program: Kachi ") + KACHI_VERSION}}};
        if (!own.empty()) {
            list.items.insert(list.items.begin() + 2,
                              {"利用者が設定した規則の値: " + own, "Rule values set by the user: " + own});
        }
        add(std::move(list));
    }

    const Case& m_case;
    const Evaluation& m_evaluation;
    const RulePacks& m_packs;
    const ReportOptions& m_options;
    ReportDocument m_document;
};

}  // namespace

ReportDocument buildReport(const Case& value, const Evaluation& evaluation, const RulePacks& packs,
                           const ReportOptions& options) {
    return Builder(value, evaluation, packs, options).build();
}

}  // namespace kachi
