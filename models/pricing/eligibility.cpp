#include "models/pricing/eligibility.h"

#include "models/core/yen.h"

#include "models/pricing/recalculation_params.h"

#include <algorithm>

namespace kachi {
namespace {

using namespace recalculation_ids;

struct Outcome {
    Judgement judgement;
    Text reason;
};

Outcome missing(const Text& what) {
    return {Judgement::notJudged, {what.ja + "が未入力のため判定していない", "Not judged: " + what.en + " is missing"}};
}

Outcome fromStatement(Statement statement, const Text& what) {
    switch (statement) {
        case Statement::notStated:
            return missing(what);
        case Statement::yes:
            return {Judgement::met, {what.ja + "：該当する（申請者の記載）", what.en + ": yes (as stated)"}};
        case Statement::no:
            return {Judgement::notMet, {what.ja + "：該当しない（申請者の記載）", what.en + ": no (as stated)"}};
    }
    return missing(what);
}

std::string percent(double value) {
    return rationalText(exactDecimal(value), 2) + "%";
}

/// ii and iii: the share is large by the user's threshold, and others cannot cover.
Outcome largeShareOutcome(const ParameterValues& values, const char* shareId, const Text& shareLabel,
                          Statement othersCannotCover) {
    const Text cover{"他社が補えないこと", "that others cannot cover"};
    if (othersCannotCover == Statement::no) return fromStatement(othersCannotCover, cover);
    if (!values.has(shareId)) return missing(shareLabel);
    if (!values.has(largeShare)) return missing({"大きいとみなすシェアの設定", "the share that counts as large"});
    const double share = values.baseOf(shareId);
    const double threshold = values.baseOf(largeShare);
    if (share < threshold) {
        return {Judgement::notMet,
                {shareLabel.ja + " " + percent(share) + " は設定 " + percent(threshold) + " 未満",
                 shareLabel.en + " of " + percent(share) + " is under the threshold of " + percent(threshold)}};
    }
    return fromStatement(othersCannotCover, cover);
}

Outcome soleOutcome(const ParameterValues& values, const RuleNumber& soleShare) {
    const Text label{"要望企業のシェア", "share of the requester"};
    if (!values.has(requesterShare)) return missing(label);
    const double share = values.baseOf(requesterShare);
    const double needed = 100 * toDouble(soleShare.value);
    return {share >= needed ? Judgement::met : Judgement::notMet,
            {label.ja + " " + percent(share) + "（要件 " + percent(needed) + "）",
             label.en + " " + percent(share) + " (condition " + percent(needed) + ")"}};
}

Outcome divergenceOutcome(const ParameterValues& values) {
    if (!values.has(marketPrice)) return missing({"市場実勢価格", "the market price"});
    if (!values.has(currentPrice)) return missing({"現在の償還価格", "the current price"});
    const double current = values.baseOf(currentPrice);
    const double rate = 100 * (current - values.baseOf(marketPrice)) / current;
    if (rate <= 0) {
        return {Judgement::met,
                {"乖離率 " + percent(rate) + "：償還価格は市場実勢価格を上回らない",
                 "divergence " + percent(rate) + ": reimbursement is not above the market price"}};
    }
    if (!values.has(divergence)) {
        return missing({"大きいとみなす乖離率の設定", "the divergence that counts as large"});
    }
    const double threshold = values.baseOf(divergence);
    return {rate < threshold ? Judgement::met : Judgement::notMet,
            {"乖離率 " + percent(rate) + "（設定 " + percent(threshold) + " 未満であること）",
             "divergence " + percent(rate) + " (to be under the threshold of " + percent(threshold) + ")"}};
}

Outcome patternOutcome(SharePattern pattern) {
    switch (pattern) {
        case SharePattern::notStated:
            return missing({"シェアの類型", "the share pattern"});
        case SharePattern::oneMaker:
            return {Judgement::met, {"類型1：1社が大半", "Pattern 1: one maker has most"}};
        case SharePattern::topTwo:
            return {Judgement::met, {"類型2：上位2社が大半", "Pattern 2: the top two have most"}};
        case SharePattern::dispersed:
            return {
                Judgement::notMet,
                {"類型3：分散（市場実勢価格による引上げで扱う）", "Pattern 3: dispersed, handled by the market price"}};
    }
    return missing({"シェアの類型", "the share pattern"});
}

Judgement any(const std::vector<Judgement>& judgements) {
    Judgement outcome = Judgement::notMet;
    for (const Judgement judgement : judgements) {
        if (judgement == Judgement::met) return Judgement::met;
        if (judgement == Judgement::notJudged) outcome = Judgement::notJudged;
    }
    return outcome;
}

Judgement all(const std::vector<Judgement>& judgements) {
    Judgement outcome = Judgement::met;
    for (const Judgement judgement : judgements) {
        if (judgement == Judgement::notMet) return Judgement::notMet;
        if (judgement == Judgement::notJudged) outcome = Judgement::notJudged;
    }
    return outcome;
}

}  // namespace

Result<Eligibility> judgeEligibility(const RecalculationStructure& structure, const ParameterValues& values,
                                     const RulePack& pack) {
    RuleReader reader(pack);
    const RuleNumber soleShare = reader.number("recalculation.soleShare");
    const RuleSwitch topTwoCounts = reader.flag("recalculation.topTwoCounts");
    const RuleSwitch dispersedExcluded = reader.flag("recalculation.dispersedExcluded");
    if (!reader.issues().empty()) return reader.issues();

    Eligibility eligibility;
    const auto add = [&](const char* id, const Text& label, const Outcome& outcome, const RuleSource& source) {
        eligibility.tests.push_back({id, label, outcome.judgement, outcome.reason, source});
        return outcome.judgement;
    };
    const Outcome notInText{Judgement::notApplicable, {"この改定の条文にない", "Not part of this revision's text"}};

    const auto inText = [&](const char* key, const Outcome& outcome) {
        const auto stands = pack.flag(key);
        return !stands || stands->value ? outcome : notInText;
    };

    const Judgement sole = add("sole", {"ア i 要望企業のシェアが100%", "ア i: the requester has the whole category"},
                               inText("recalculation.criterion.a.i", soleOutcome(values, soleShare)), soleShare);
    const Judgement large =
        add("large", {"ア ii シェアが大きく他社が補えない", "ア ii: the share is so large that others cannot cover"},
            inText("recalculation.criterion.a.ii",
                   largeShareOutcome(values, requesterShare, {"要望企業のシェア", "Share of the requester"},
                                     structure.othersCannotCover)),
            soleShare);
    const Judgement topTwo = add(
        "topTwo", {"ア iii 上位2社のシェアが大きく他社が補えない", "ア iii: the top two together cannot be covered"},
        topTwoCounts.value ? largeShareOutcome(values, topTwoShare, {"上位2社のシェア", "Share of the top two"},
                                               structure.othersCannotCoverTopTwo)
                           : notInText,
        topTwoCounts);
    const Judgement disease = add(
        "disease", {"ア iv 特定の製品だけが使われる疾病がある", "ア iv: only certain products serve a disease"},
        inText("recalculation.criterion.a.iv",
               fromStatement(structure.diseaseSpecific, {"対象疾病に代替がないこと", "no substitute for the disease"})),
        soleShare);
    eligibility.noSubstitute = any({sole, large, topTwo, disease});

    const Judgement need = add("need", {"イ 医療上の必要性が特に高い", "イ: especially high medical need"},
                               fromStatement(structure.medicalNeed, {"医療上の必要性", "medical need"}), soleShare);
    const Judgement priceLow =
        add("priceLow", {"ウ 安定供給に対し価格が著しく低い", "ウ: price extremely low for stable supply"},
            fromStatement(structure.priceTooLow, {"価格が著しく低いこと", "extremely low price"}), soleShare);
    const Judgement gap =
        add("divergence", {"ウ 乖離率が大きくない", "ウ: reimbursement is not far above the market price"},
            inText("recalculation.excludeLargeDivergence", divergenceOutcome(values)), soleShare);
    const Judgement pattern =
        add("pattern", {"シェアの類型", "Share pattern"},
            dispersedExcluded.value ? patternOutcome(structure.sharePattern) : notInText, dispersedExcluded);
    eligibility.overall = all({eligibility.noSubstitute, need, priceLow, gap, pattern});
    return eligibility;
}

Text judgementText(Judgement judgement) {
    switch (judgement) {
        case Judgement::met:
            return {"満たす", "met"};
        case Judgement::notMet:
            return {"満たさない", "not met"};
        case Judgement::notApplicable:
            return {"対象外", "not applicable"};
        case Judgement::notJudged:
            break;
    }
    return {"判定できない", "cannot be judged"};
}

}  // namespace kachi
