#pragma once

#include "app/report/report_document.h"
#include "app/report/trace_table.h"
#include "tests/app/report/sample_figures.h"

/// An invented report that uses every block.
namespace kachi::sample {

inline Table resultTable() {
    Table table;
    table.title = {"費用と効果の比較", "Cost and effect by strategy"};
    table.columns = {{.header = {"戦略", "Strategy"}},
                     numberColumn({"費用", "Cost"}, {}, NumberFormat::yen),
                     numberColumn({"効果", "Effect"}, {"QALY", "QALY"}, NumberFormat::number, 4),
                     numberColumn({"増分費用", "Incremental cost"}, {}, NumberFormat::yen),
                     numberColumn({"増分効果", "Incremental effect"}, {"QALY", "QALY"}, NumberFormat::number, 4),
                     numberColumn({"ICER", "ICER"}, {"円/QALY", "yen/QALY"}, NumberFormat::yen)};
    table.rows = {
        {.cells = {Text{"標準治療", "Standard care"}, 1'690'000.0, 14.65, {}, {}, {}}},
        {.cells = {Text{"新製品", "New device"}, 1'967'200.0, 14.77, 277'200.0, 0.12, 2'310'000.0}, .emphasis = true}};
    table.notes = {{"注: 割引率は費用・効果とも年2%。", "Note: costs and effects discounted at 2% a year."}};
    return table;
}

inline Table assumptionTable(int rows) {
    Table table;
    table.title = {"前提の一覧", "Assumptions"};
    table.columns = {{.header = {"項目", "Parameter"}},
                     numberColumn({"基本値", "Base"}),
                     {.header = {"単位", "Unit"}},
                     {.header = {"分布", "Distribution"}},
                     {.header = {"出典", "Source"}}};
    for (int i = 0; i < rows; ++i) {
        const std::string number = std::to_string(i + 1);
        table.rows.push_back(
            {.cells = {Text{"長期追跡の費用 " + number, "Long-term follow-up cost " + number},
                       ExactDigits{std::to_string(12'000 + 137 * i) + (i % 3 == 0 ? ".25" : "")},
                       Text{"円/年", "yen/year"}, Text{"ガンマ(形状 4.0)", "gamma (shape 4.0)"},
                       Text{"日本の用量・費用調査 2023年、表" + number + "。比較対照は同じ施設の前年度の値とした。",
                            "Japanese dose and cost survey 2023, table " + number +
                                ". Comparator: the same hospitals a year before."}}});
    }
    return table;
}

inline Table wideTable() {
    Table table;
    table.title = {"地域別の結果", "Results by region"};
    table.columns = {{.header = {"都道府県", "Prefecture"}}};
    for (int year = 2020; year < 2032; ++year) {
        const Text group{std::to_string(year) + "年度", "FY" + std::to_string(year)};
        table.columns.push_back(
            numberColumn({"医師数", "Physicians"}, {"人", "persons"}, NumberFormat::number, 0, group));
        table.columns.push_back(numberColumn({"実施率", "Rate"}, {}, NumberFormat::percent, 1, group));
        table.columns.push_back(numberColumn({"費用", "Cost"}, {}, NumberFormat::oku, 2, group));
    }
    for (const Prefecture& prefecture : prefectures) {
        TableRow row{.cells = {shortName(prefecture)}};
        for (int i = 0; i < 12; ++i) {
            row.cells.insert(row.cells.end(),
                             {1000.0 + 800.0 * prefecture.row + 31.0 * i, 0.2 + 0.01 * prefecture.column + 0.003 * i,
                              1e9 * (1.0 + 0.37 * prefecture.column)});
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

inline Trace priceTrace() {
    Trace alpha{.id = "price.alpha",
                .label = {"補正加算率 α", "Premium rate α"},
                .formula = "a + b",
                .inputs = {{"a", {"改良加算", "Improvement premium"}, "0.05", "pricing.improvement"},
                           {"b", {"有用性加算", "Usefulness premium"}, "0.10", "pricing.usefulness"}},
                .value = "0.15",
                .rounding = {},
                .clause = {"算定基準 別表2", "Pricing rules, Annex 2"},
                .status = "secondary",
                .steps = {}};
    Trace price{
        .id = "price.result",
        .label = {"算定価格", "Calculated price"},
        .formula = "X × (1 + α)",
        .inputs = {{"X", {"類似機能区分の基準材料価格", "Price of the similar category"}, "480000", "pricing.base"},
                   {"α", {"補正加算率", "Premium rate"}, "0.15", ""}},
        .value = "552000",
        .unit = Unit::yen,
        .rounding = {"1円未満四捨五入", "Rounded half up to 1 yen"},
        .clause = {"算定基準 第3章 1節", "Pricing rules, chapter 3, section 1"},
        .status = "verified",
        .steps = {alpha}};
    return price;
}

inline ReportDocument report(int assumptionRows = 60) {
    ReportDocument document;
    document.title = {"人工股関節 NP1 価値評価報告書", "Value assessment of hip prosthesis NP1"};
    document.imprint = {"3f9a1c07be42d15590aa", "Kachi 0.1.0", "2026-06-01", {"令和8年度", "FY2026 rules"}};
    const auto add = [&](ReportBlock block) { document.blocks.push_back(std::move(block)); };
    add(TitleBlock{document.title,
                   {"医療機器の価値評価と償還価格", "Value assessment and reimbursement price of a medical device"},
                   {{{"製品", "Product"}, {"人工股関節 NP1(セメントレス)", "Hip prosthesis NP1 (cementless)"}},
                    {{"規則", "Rules"}, {"令和8年度 特定保険医療材料の算定基準", "FY2026 material pricing rules"}},
                    {{"試行・乱数種", "Draws, seed"}, {"10,000 ・ 20260601", "10,000; 20260601"}},
                    {{"症例の要約値", "Case digest"}, {"3f9a1c07be42d15590aa", "3f9a1c07be42d15590aa"}}}});
    add(Heading{1, {"要約", "Summary"}});
    add(Paragraph{
        {"新製品は標準治療に比べて、長期の再置換を減らす。費用は患者1人当たり27.7万円増え、効果は0.12 QALY増える。",
         "The new device reduces revisions in the long term. Cost rises by 277,200 yen per patient, effect by "
         "0.12 QALY."},
        ParagraphStyle::lead});
    add(KeyFigureGrid{
        {{{"増分費用効果比", "ICER"},
          {"231", "2.31"},
          {"万円/QALY", "million yen/QALY"},
          {"95% 148 – 402", "95% 1.48 – 4.02"}},
         {{"省力化", "Labour saved"},
          {"1.2", "1.2"},
          {"FTE/施設・年", "FTE/hospital, year"},
          {"95% 0.9 – 1.5", "95% 0.9 – 1.5"}},
         {{"ジニ係数", "Gini"}, {"0.167", "0.167"}, {"導入前 0.200", "before 0.200"}, {"差 −0.033", "change −0.033"}},
         {{"算定価格", "Calculated price"}, {"552,000", "552,000"}, {"円", "yen"}, {"現行 498,000", "now 498,000"}}}});
    add(FigureRow{{corridor()}});
    add(Heading{1, {"アウトカム", "Outcomes"}});
    add(Heading{2, {"費用対効果", "Cost-effectiveness"}});
    add(Paragraph{
        {"費用と効果の比較を次の表に示す。比較対照は標準治療とし、分析の立場は公的医療の支払者とした。効用値は日本の換"
         "算表による。"
         "割引率は費用・効果とも年2%とし、感度分析で0%から4%まで変えた。",
         "The table compares costs and effects. The comparator is standard care and the perspective that of the public "
         "payer. Utilities use the Japanese tariff. Costs and effects are discounted at 2% a year, varied from 0% to "
         "4% in sensitivity analysis."}});
    add(resultTable());
    add(FigureRow{{plane()}});
    add(FigureRow{{acceptability(), survival()}});
    add(Heading{2, {"感度分析", "Sensitivity"}});
    add(FigureRow{{tornado()}});
    add(FigureRow{{forest()}});
    add(Heading{1, {"省力化", "Labour"}});
    add(FigureRow{{waterfall(), groupedBars()}});
    add(FigureRow{{stackedBars()}});
    add(Heading{1, {"均てん化", "Equalisation"}});
    add(FigureRow{{map(MapView::before), map(MapView::difference)}});
    add(FigureRow{{lorenz()}});
    add(wideTable());
    add(Heading{1, {"価格", "Price"}});
    add(traceTable(priceTrace()));
    add(Paragraph{{"確かめていない規則は「未照合」と示す。", "Rules not yet verified are marked as unchecked."},
                  ParagraphStyle::note});
    add(BulletList{{{"類似機能区分は令和8年度の告示による。", "The similar category follows the FY2026 notice."},
                    {"外国平均価格は4か国の相加平均。", "The foreign average is the mean of four countries."}}});
    add(Heading{2, {"指摘", "Issues"}});
    add(IssueList{{{Severity::warning,
                    {"移行確率「再置換後死亡」の根拠が未入力です。出典を入力してください。",
                     "The transition probability “death after revision” has no source. Enter one."}},
                   {Severity::info, {"PFSとOSが8.4年で交差します。", "PFS and OS cross at 8.4 years."}}}});
    add(PageBreak{});
    add(Heading{1, {"前提と出典", "Assumptions and sources"}});
    add(assumptionTable(assumptionRows));
    return document;
}

}  // namespace kachi::sample
