// Cells of the cost-effectiveness adjustment and how they are read.
#include "models/price_routes/cost_effectiveness_adjustment_route.h"

namespace kachi {

using namespace field_limits;
namespace {

std::vector<FieldChoice> bandChoices() {
    std::vector<FieldChoice> choices;
    for (const AdjustmentBand band : allAdjustmentBands) {
        choices.push_back({adjustmentBandName(band), adjustmentBandText(band)});
    }
    return choices;
}

std::vector<Field> populationColumns() {
    std::vector<Field> columns;
    columns.push_back(required(textField("name", {"分析対象集団", "Analysed population"})));
    columns.push_back(
        required(numberField("share", {"患者割合", "Share of the patients"}, Unit::ratio, {.above = 0, .atMost = 1},
                             {"全集団の合計が100%", "The shares of all populations total 100%"})));
    columns.push_back(required(yesNoField("additionalBenefit", {"追加的有用性", "Additional benefit"},
                                          {"なしのときは費用最小化分析となり、費用の差だけで区分する",
                                           "No means cost minimisation: the cost difference alone gives the band"})));
    columns.push_back(numberField("icer", {"ICER", "ICER"}, Unit::yenPerQaly, notNegative,
                                  {"増分費用・増分効果の代わりに入れる。効果が増加し費用も増加した結果に限る",
                                   "In place of the differences; only where effect and cost are both higher"}));
    columns.push_back(
        numberField("deltaCost", {"増分費用（患者1人）", "Incremental cost per patient"}, Unit::yen, anyNumber));
    columns.push_back(
        numberField("deltaQaly", {"増分効果（患者1人）", "Incremental effect per patient"}, Unit::qaly, anyNumber));
    columns.push_back(choiceField("band", {"公表された区分", "Published band"}, bandChoices(),
                                  {"ICERなどが公表されていないときに選ぶ", "Where no ICER was published"}));
    columns.push_back(yesNoField("consideration", {"総合的評価での配慮", "Consideration in the appraisal"},
                                 {"抗がん剤、十分な治療法のない疾患、小児（該当する適応）",
                                  "Cancer drugs, diseases without sufficient treatment, children"}));
    columns.push_back(
        yesNoField("increaseConditions", {"価格引上げの2条件を満たす", "Both conditions of an increase"}));
    columns.push_back(
        numberField("deviceCost", {"調整前価格での患者1人の材料費", "Device cost per patient at the price before"},
                    Unit::yen, positive,
                    {"増分効果とともに、ICERの下限に当たる価格を求める",
                     "With the incremental effect it gives the price at which the ICER reaches its floor"}));
    columns.push_back(numberField("icerSlope", {"価格1円当たりのICERの変化", "Change of the ICER per yen of the price"},
                                  Unit::none, positive,
                                  {"材料費の代わりに、モデルから得た傾きを入れる",
                                   "In place of the device cost: the slope taken from the model"}));
    columns.push_back(
        numberField("comparatorCost", {"比較対照技術の1日費用", "Daily cost of the comparator"}, Unit::yen, positive,
                    {"価格全体を調整する案を用いるときだけ", "Only for the proposal on the whole price"}));
    columns.push_back(
        numberField("productCost", {"当該品目の1日費用", "Daily cost of the product"}, Unit::yen, positive));
    columns.push_back(numberField("thresholdPrice", {"ICERが基準値となる価格 T", "Price T at the ICER threshold"},
                                  Unit::yen, notNegative,
                                  {"品目ごとの特別な規則のときだけ", "Only for a rule set for one product"}));
    return columns;
}

std::vector<Field> makeFields() {
    std::vector<Field> fields;
    fields.push_back(
        required(numberField("price", {"調整前の価格 P", "Price before adjustment P"}, Unit::yen, positive)));
    fields.push_back(required(choiceField("method", {"算定方式", "Method of calculation"},
                                          {{"comparison", {"類似機能区分比較方式", "similar-category comparison"}},
                                           {"costCalculation", {"原価計算方式", "cost calculation"}}})));
    fields.push_back(numberField("disclosure", {"開示度", "Disclosure degree"}, Unit::ratio, share,
                                 {"原価計算方式のとき必要", "Needed for the cost calculation"}));
    fields.push_back(
        numberField("premiumPart", {"有用性系加算部分", "Premium part of the price"}, Unit::yen, notNegative,
                    {"価格に含まれる加算額。不明なら空にすると P × a/(1 + a) で推定する",
                     "Amount of the premium in the price. Leave it empty to estimate it as P × a/(1 + a)"}));
    fields.push_back(
        numberField("premiumRate", {"有用性系加算率 a（補正前）", "Premium rate a before the correction"}, Unit::ratio,
                    {.atLeast = 0, .atMost = 2},
                    {"引下げの限度はこの率で決まる。空なら加算部分から A/(P − A) とする",
                     "Decides the largest cut. Left empty it is taken from the premium part as A/(P − A)"}));
    fields.push_back(numberField(
        "appliedRate", {"適用された加算率", "Premium rate applied"}, Unit::ratio, {.atLeast = 0, .atMost = 2},
        {"補正加算率・加算係数を掛けた後の率。空なら a", "After correction and disclosure coefficient. Empty: a"}));
    fields.push_back(numberField("profitPart", {"営業利益部分", "Operating-profit part of the price"}, Unit::yen,
                                 notNegative, {"開示度が低い原価計算方式のとき必要", "Needed for a low disclosure"}));
    fields.push_back(
        numberField("profitShare", {"営業利益が価格に占める割合", "Operating profit as a share of the price"},
                    Unit::ratio, shareBelowOne, {"営業利益部分の額が不明なとき", "Where the amount is not known"}));
    fields.push_back(tableField("populations", {"分析対象集団と結果", "Populations and results"}, populationColumns()));
    fields.push_back(yesNoField("lateSubmission",
                                {"分析期間の超過（正当な理由なし）", "Analysis period exceeded without good reason"}));
    fields.push_back(choiceField(
        "rounding", {"調整後の価格の丸め", "Rounding of the adjusted price"},
        {{"listing", {"材料価格（ルールの丸め）", "listed materials, as the rules say"}},
         {"yen", {"1円単位（四捨五入）", "whole yen, half up"}},
         {"tenthYen", {"10銭単位（四捨五入）", "0.1 yen, half up"}}},
        {"空なら材料価格の丸め。薬価は1円又は10銭単位", "Empty: as for materials. Drug prices: yen or 0.1 yen"}));
    fields.push_back(numberField("thresholdRate", {"特別な規則：差額に掛ける率", "Rule of one product: rate on P − T"},
                                 Unit::ratio, share,
                                 {"P′ = P − 率 × (P − T)。品目ごとに決められた規則のときだけ",
                                  "P′ = P − rate × (P − T). Only where such a rule was set for the product"}));
    fields.push_back(numberField("thresholdLowest",
                                 {"特別な規則：下限（Pに対する割合）", "Rule of one product: lower limit"}, Unit::ratio,
                                 share));
    fields.push_back(numberField("thresholdHighest",
                                 {"特別な規則：上限（Pに対する割合）", "Rule of one product: upper limit"}, Unit::ratio,
                                 {.atLeast = 1}));
    fields.push_back(numberField("peakSales", {"ピーク時予測売上高", "Peak predicted sales"}, Unit::yenPerYear,
                                 notNegative,
                                 {"指定区分（H1・H2）の判定に用いる", "Used for the designation (H1, H2)"}));
    fields.push_back(
        numberField("annualSales", {"年間売上高", "Yearly sales"}, Unit::yenPerYear, notNegative,
                    {"制度前に収載された品目（H4）の判定に用いる", "Used for products listed before the system (H4)"}));
    fields.push_back(yesNoField("listedBeforeSystem", {"制度前に収載", "Listed before the system"}));
    fields.push_back(
        yesNoField("usefulnessPremium", {"有用性系加算を受けた", "A usefulness-type premium was granted"},
                   {"画期性加算、有用性加算、改良加算（ハ）", "Breakthrough, usefulness, improvement ハ"}));
    fields.push_back(yesNoField("judgedNecessary", {"中医協が必要と認めた・単価が著しく高い・適応追加",
                                                    "Judged necessary, remarkably high price or indication added"}));
    fields.push_back(yesNoField("similarProduct", {"指定品目の類似品目", "Similar to a designated product"}));
    return fields;
}

/// The premium part: the amount entered, or what the rate leaves in the price.
void readPremium(FieldCells& in, AdjustmentInputs& inputs) {
    const auto part = in.optionalNumber("premiumPart");
    const auto rate = in.optionalNumber("premiumRate");
    const auto applied = in.optionalNumber("appliedRate");
    if (!part && !rate && !applied) in.number("premiumPart");
    if (part && applied) in.refuse("route.statedTwice", "appliedRate", exactText(*applied), "premiumPart");
    const Rational derived = applied.value_or(rate.value_or(0));
    inputs.premiumPart = part ? *part : Rational(inputs.price * derived / (1 + derived));
    if (inputs.premiumPart >= inputs.price) {
        in.refuse("route.partOverPrice", "premiumPart", exactText(inputs.premiumPart), exactText(inputs.price));
        return;
    }
    inputs.premiumRate = rate ? *rate : Rational(inputs.premiumPart / (inputs.price - inputs.premiumPart));
}

void readProfit(FieldCells& in, AdjustmentInputs& inputs) {
    const auto part = in.optionalNumber("profitPart");
    const auto share = in.optionalNumber("profitShare");
    if (!inputs.profitAdjusted) return;
    if (!part && !share) in.number("profitPart");
    if (part && share) in.refuse("route.statedTwice", "profitShare", exactText(*share), "profitPart");
    inputs.profitPart = part ? *part : Rational(inputs.price * share.value_or(0));
    if (inputs.premiumPart + inputs.profitPart < inputs.price) return;
    in.refuse("route.partOverPrice", "profitPart", exactText(inputs.profitPart),
              exactText(inputs.price - inputs.premiumPart));
}

std::optional<AdjustmentBand> readBand(FieldCells& row) {
    const std::string name = row.choice("band");
    for (const AdjustmentBand band : allAdjustmentBands) {
        if (name == adjustmentBandName(band)) return band;
    }
    return {};
}

/// One statement of the result, and one that fits the judgement of additional benefit.
void checkResult(FieldCells& row, const AdjustmentPopulation& population) {
    if (population.band && (population.icer || population.costDifference)) {
        row.refuse("route.statedTwice", "band", row.text("band"), population.icer ? "icer" : "deltaCost");
    }
    if (population.icer && population.costDifference) {
        row.refuse("route.statedTwice", "icer", exactText(*population.icer), "deltaCost");
    }
    if (!population.additionalBenefit && population.icer) {
        row.refuse("route.icerWithoutBenefit", "icer", exactText(*population.icer), "deltaCost");
    }
    if (population.icer && population.qalyDifference && *population.qalyDifference <= 0) {
        row.refuse("route.icerWithoutGain", "icer", exactText(*population.icer), exactText(*population.qalyDifference));
    }
    if (population.band && isEqualEffect(*population.band) == population.additionalBenefit) {
        row.refuse("route.bandAgainstBenefit", "band", adjustmentBandName(*population.band),
                   population.additionalBenefit ? "additionalBenefit: true" : "additionalBenefit: false");
    }
    if (population.band || population.icer) return;
    row.number("deltaCost");
    if (population.additionalBenefit) row.number("deltaQaly");
}

AdjustmentPopulation readPopulation(FieldCells& row, const AdjustmentInputs& inputs, const AdjustmentRules& rules) {
    AdjustmentPopulation population;
    population.name = row.text("name");
    population.share = row.number("share");
    population.additionalBenefit = row.yes("additionalBenefit");
    population.consideration = row.yes("consideration");
    population.increaseConditions = row.yes("increaseConditions");
    population.band = readBand(row);
    population.icer = row.optionalNumber("icer");
    population.costDifference = row.optionalNumber("deltaCost");
    population.qalyDifference = row.optionalNumber("deltaQaly");
    population.icerSlope = row.optionalNumber("icerSlope");
    population.deviceCost = row.optionalNumber("deviceCost");
    if (inputs.thresholdRule) {
        population.thresholdPrice = row.number("thresholdPrice");
        return population;
    }
    const auto comparator = row.optionalNumber("comparatorCost");
    const auto product = row.optionalNumber("productCost");
    if (inputs.lateSubmission) return population;
    if (population.icerSlope && population.deviceCost) {
        row.refuse("route.statedTwice", "icerSlope", exactText(*population.icerSlope), "deviceCost");
    }
    checkResult(row, population);
    const bool known = population.band || population.icer || population.costDifference;
    const bool mayBeDearer = !population.additionalBenefit && known && rules.extension.value &&
                             adjustmentBand(population, rules).band == AdjustmentBand::equalDearer;
    if (mayBeDearer && !comparator) row.number("comparatorCost");
    if (mayBeDearer && !product) row.number("productCost");
    if (comparator && product && *product > 0) population.costRatio = Rational(*comparator / *product);
    return population;
}

void readPopulations(FieldCells& in, AdjustmentInputs& inputs, const AdjustmentRules& rules) {
    Rational total = 0;
    for (FieldCells& row : in.rows("populations")) {
        inputs.populations.push_back(readPopulation(row, inputs, rules));
        total += inputs.populations.back().share;
    }
    if (inputs.populations.empty() && inputs.lateSubmission) {
        inputs.populations.emplace_back().share = total = 1;
    }
    if (inputs.populations.empty()) {
        in.refuse("field.missing", "populations", {}, {});
    } else if (total != 1) {
        in.refuse("route.populationShares", "populations", exactText(total * 100) + " %", "100 %");
    }
}

}  // namespace

const std::vector<Field>& adjustmentFields() {
    static const std::vector<Field> fields = makeFields();
    return fields;
}

AdjustmentInputs readAdjustmentInputs(FieldCells& in, const AdjustmentRules& rules) {
    AdjustmentInputs inputs;
    inputs.price = in.number("price");
    if (inputs.price <= 0) inputs.price = 1;  // refused already; keeps the derived shares defined
    const bool byCost = in.neededChoice("method") == "costCalculation";
    if (byCost) in.number("disclosure");
    const auto disclosure = in.optionalNumber("disclosure");
    inputs.profitAdjusted = byCost && disclosure && *disclosure < rules.disclosureFull.value;
    inputs.lateSubmission = in.yes("lateSubmission");
    readPremium(in, inputs);
    readProfit(in, inputs);
    const auto rate = in.optionalNumber("thresholdRate");
    if (rate) inputs.thresholdRule = {*rate, in.number("thresholdLowest"), in.number("thresholdHighest")};
    if (rate && inputs.lateSubmission)
        in.refuse("route.statedTwice", "thresholdRate", exactText(*rate), "lateSubmission");
    readPopulations(in, inputs, rules);
    return inputs;
}

}  // namespace kachi
