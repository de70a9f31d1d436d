#include "app/report/case_text.h"

#include "models/params/registry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kachi {
namespace {

/// Name of the table row a parameter belongs to, to stand before its label; empty for other parameters.
Text ownerName(const Case& value, const std::string& id) {
    std::vector<std::string> parts{""};
    for (const char c : id) {
        if (c == '.') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    if (parts.size() < 3) return {};
    const std::string table = parts[0] + "." + parts[1];
    const std::string& row = parts[2];
    if (table == "labour.staff" && value.labour) return rowName(value.labour->staff, row);
    if (table == "labour.task" && value.labour) return rowName(value.labour->tasks, row);
    if (table == "equalisation.region" && value.equalisation) return rowName(value.equalisation->regions, row);
    if (table == "pricing.field" && value.pricing) return rowName(value.pricing->field, row);
    if (table == "recalculation.line" && value.recalculation) return rowName(value.recalculation->lines, row);
    if (table == "recalculation.drift") return rowName(value.priceSeries, row);
    if (table == "pricing.premium" && value.pricing) {
        for (const PremiumClaim& claim : value.pricing->premiums) {
            if (claim.id == row) return claim.note.empty() ? Text{claim.requirement, claim.requirement} : claim.note;
        }
    }
    if (table == "pricing.foreign" && value.pricing) {
        for (const ForeignPrice& price : value.pricing->foreignPrices) {
            if (price.id == row) return {price.country, price.country};
        }
    }
    return {};
}

}  // namespace

Text strategyName(const Case& value, const std::string& id) {
    return value.outcomes ? rowName(value.outcomes->strategies, id) : Text{id, id};
}

Text parameterName(const Case& value, const std::string& id) {
    const auto found = value.parameters.find(id);
    if (found == value.parameters.end()) return {id, id};
    const Text label = parameterLabel(id, found->second);
    const Text owner = ownerName(value, id);
    return owner.empty() ? label : Text{owner.ja + "・" + label.ja, owner.en + ": " + label.en};
}

Text currencyText(const Case& value) {
    const std::string& currency = value.outcomes->currency;
    return currency == "JPY" ? Text{"円", "yen"} : Text{currency, currency};
}

NumberFormat currencyAxisFormat(const Case& value) {
    return value.outcomes->currency == "JPY" ? NumberFormat::manYen : NumberFormat::number;
}

Text effectText(const Case& value) {
    return value.outcomes->effect == EffectMeasure::qaly ? Text{"QALY", "QALY"} : Text{"生存年", "life-year"};
}

Text currencyPerEffectText(const Case& value) {
    const Text currency = currencyText(value);
    const Text effect = effectText(value);
    return {currency.ja + "/" + effect.ja, currency.en + "/" + effect.en};
}

Text caseUnitText(const Case& value, Unit unit) {
    if (value.outcomes && unit == Unit::currency) return currencyText(value);
    if (value.outcomes && unit == Unit::currencyPerQaly) return currencyPerEffectText(value);
    if (unit == Unit::ratio) return {};
    return unitText(unit);
}

std::string readableNumber(double value, Language language) {
    if (!std::isfinite(value)) return "–";
    return formatNumber(value, NumberFormat::number, decimalsFor({value}, NumberFormat::number), language);
}

std::string readableInterval(double low, double high, Language language) {
    const int decimals = decimalsFor({low, high}, NumberFormat::number);
    return formatNumber(low, NumberFormat::number, decimals, language) + " – " +
           formatNumber(high, NumberFormat::number, decimals, language);
}

Text readableMonth(const std::string& month) {
    static const std::array<const char*, 12> names{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
    const std::optional<int> number = monthNumber(month);
    if (!number) return {month, month};
    const std::string year = std::to_string(*number / 12);
    const int index = *number % 12;
    return {year + "年" + std::to_string(index + 1) + "月",
            std::string(names[static_cast<std::size_t>(index)]) + " " + year};
}

double decimalYear(const std::string& month) {
    return monthNumber(month).value_or(0) / 12.0;
}

Text familyText(Family family) {
    switch (family) {
        case Family::normal:
            return {"正規", "normal"};
        case Family::truncatedNormal:
            return {"切断正規", "truncated normal"};
        case Family::lognormal:
            return {"対数正規", "lognormal"};
        case Family::beta:
            return {"ベータ", "beta"};
        case Family::gamma:
            return {"ガンマ", "gamma"};
        case Family::weibull:
            return {"ワイブル", "Weibull"};
        case Family::uniform:
            return {"一様", "uniform"};
        case Family::triangular:
            return {"三角", "triangular"};
        case Family::pert:
            return {"PERT", "PERT"};
        case Family::empirical:
            return {"経験", "empirical"};
        case Family::fixed:
            break;
    }
    return {"固定", "fixed"};
}

Text argumentText(const std::string& name) {
    struct Row {
        const char* name;
        Text text;
    };
    static const std::array<Row, 17> rows{{{"mean", {"平均", "mean"}},
                                           {"sd", {"標準偏差", "SD"}},
                                           {"se", {"標準誤差", "SE"}},
                                           {"estimate", {"点推定値", "estimate"}},
                                           {"level", {"信頼水準", "level"}},
                                           {"events", {"発生数", "events"}},
                                           {"n", {"対象数", "n"}},
                                           {"lambda", {"最頻値の重み λ", "weight of the mode λ"}},
                                           {"meanlog", {"対数平均", "mean of log"}},
                                           {"sdlog", {"対数標準偏差", "SD of log"}},
                                           {"alpha", {"α", "α"}},
                                           {"beta", {"β", "β"}},
                                           {"shape", {"形状", "shape"}},
                                           {"scale", {"尺度", "scale"}},
                                           {"low", {"下限", "low"}},
                                           {"high", {"上限", "high"}},
                                           {"mode", {"最頻値", "mode"}}}};
    for (const Row& row : rows) {
        if (name == row.name) return row.text;
    }
    return {name, name};
}

Text designText(std::optional<Design> design) {
    if (!design) return {"与えられた試行値", "draws given by a file"};
    switch (*design) {
        case Design::latinHypercube:
            return {"ラテン超方格抽出", "Latin hypercube"};
        case Design::sobol:
            return {"ソボル列(Owen スクランブル)", "Sobol sequence, Owen-scrambled"};
        case Design::random:
            break;
    }
    return {"単純無作為抽出", "simple random draws"};
}

Text distributionText(const DistributionSpec& distribution) {
    if (distribution.family == Family::fixed) return {};
    Text list;
    for (const char* name : {"mean", "sd", "se", "meanlog", "sdlog", "alpha", "beta", "events", "n", "shape", "scale",
                             "estimate", "low", "mode", "high", "lambda", "level"}) {
        const auto found = distribution.args.find(name);
        if (found == distribution.args.end()) continue;
        const Text label = argumentText(name);
        list.ja += (list.ja.empty() ? "" : "、") + label.ja + " " + readableNumber(found->second, Language::ja);
        list.en += (list.en.empty() ? "" : ", ") + label.en + " " + readableNumber(found->second, Language::en);
    }
    if (!distribution.values.empty()) {
        const std::string count = std::to_string(distribution.values.size());
        list = {count + " 個の値", count + " values"};
    }
    const Text family = familyText(distribution.family);
    return {family.ja + "(" + list.ja + ")", family.en + " (" + list.en + ")"};
}

Text sourceKindText(SourceKind kind) {
    switch (kind) {
        case SourceKind::published:
            return {"公表論文・資料", "published"};
        case SourceKind::official:
            return {"公的資料", "official"};
        case SourceKind::secondary:
            return {"二次資料", "secondary source"};
        case SourceKind::derived:
            return {"導出", "derived"};
        case SourceKind::assumption:
            return {"仮定", "assumption"};
        case SourceKind::none:
            break;
    }
    return {"出典未入力", "no source yet"};
}

Text sourceText(const Case& value, const Parameter& parameter) {
    if (parameter.source.kind == SourceKind::none && parameter.evidence.evidence.empty()) {
        return parameter.expression.empty() ? sourceKindText(SourceKind::none) : Text{"計算式", "formula"};
    }
    Text text;
    if (parameter.source.kind != SourceKind::none) {
        const Text kind = sourceKindText(parameter.source.kind);
        const Text citation = typedText(parameter.source.citation);
        text = {citation.empty() ? kind.ja : kind.ja + ": " + citation.ja,
                citation.empty() ? kind.en : kind.en + ": " + citation.en};
    }
    for (const Evidence& evidence : value.evidence) {
        if (evidence.id != parameter.evidence.evidence) continue;
        if (text.empty()) text = evidence.title;
        if (!parameter.evidence.locator.empty()) {
            text.ja += "、" + parameter.evidence.locator;
            text.en += ", " + parameter.evidence.locator;
        }
    }
    return text;
}

Text typedText(const std::string& words) {
    const auto isAscii = [](const std::string& part) {
        return std::all_of(part.begin(), part.end(),
                           [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
    };
    const std::string separator = " / ";
    for (std::size_t at = words.find(separator); at != std::string::npos; at = words.find(separator, at + 1)) {
        const std::string japanese = words.substr(0, at);
        const std::string english = words.substr(at + separator.size());
        if (!isAscii(japanese) && isAscii(english)) return {japanese, english};
    }
    return {words, words};
}

Text evidenceKindText(EvidenceKind kind) {
    switch (kind) {
        case EvidenceKind::study:
            return {"研究", "study"};
        case EvidenceKind::table:
            return {"統計表", "table"};
        case EvidenceKind::priceList:
            return {"価格表", "price list"};
        case EvidenceKind::index:
            return {"指数・為替", "index or rate"};
        case EvidenceKind::decision:
            return {"審議資料", "decision"};
        case EvidenceKind::expert:
            break;
    }
    return {"専門家の意見", "expert opinion"};
}

Text standingText(Standing standing) {
    switch (standing) {
        case Standing::frontier:
            return {"効率的フロンティア上", "on the frontier"};
        case Standing::equivalent:
            return {"同等", "equivalent"};
        case Standing::extendedDominated:
            return {"拡張劣位", "extendedly dominated"};
        case Standing::dominated:
            break;
    }
    return {"劣位", "dominated"};
}

Text comparisonText(Comparison comparison) {
    switch (comparison) {
        case Comparison::costsPerGain:
            return {"費用増・効果増", "dearer, more effective"};
        case Comparison::dominant:
            return {"優位", "dominant"};
        case Comparison::dominated:
            return {"劣位", "dominated"};
        case Comparison::savingsPerLoss:
            return {"費用減・効果減", "cheaper, less effective"};
        case Comparison::same:
            break;
    }
    return {"同じ", "same"};
}

}  // namespace kachi
