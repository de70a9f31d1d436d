// Distributional cost-effectiveness: gains by group, opportunity costs, equally distributed equivalents.
#include "models/studies/distributional_cea_analysis.h"
#include "models/studies/study_definitions.h"

namespace kachi {
namespace {

Result<StudyResult> run(StudyReader& reader) {
    DistributionalInputs inputs = readDistributionalInputs(reader);
    if (reader.failed()) return reader.issues();
    std::vector<WeightedValues> health;
    for (const DistributionalOption& option : inputs.options) {
        auto sample = WeightedValues::make(option.health, inputs.population);
        if (!sample) return sample.issues();
        health.push_back(std::move(*sample));
    }
    const DistributionalAnalysis analysis(std::move(inputs), std::move(health));
    if (reader.isDraw()) return analysis.figures();
    StudyResult result = analysis.result();
    result.methodText = {
        "実施後の健康 = 現在の健康 + 利用率×増加 QALY − 失われる QALY − 割合×追加費用÷(1 QALY あたりの機会費用×人口)。"
        "均等分配等価（EDE）は、全員が等しく持つなら現在の分布と同じ良さになる健康の水準。純健康便益は平均の変化×人口、"
        "格差の効果は EDE の変化 − 平均の変化、公平性を加味した便益は EDE の変化×人口。SII は順位の中点への回帰の傾き。"
        "順位は現状の不利の順で固定する。格差を減らす価値は QALY で並べて示し、円の価値には決して加えない。",
        "Health after = baseline + uptake × QALYs gained − QALYs displaced − share × extra cost / (opportunity cost "
        "per "
        "QALY × population). The equally distributed equivalent (EDE) is the health that, were everyone to have it, "
        "would "
        "be as good as the distribution. Net health benefit is change of the mean × population; the inequality effect "
        "is "
        "change of the EDE − change of the mean; the equity-weighted benefit is change of the EDE × population. SII is "
        "the "
        "slope of health over the midpoints of ranks; ranks stay those of the baseline. The worth of less inequality "
        "stands beside in QALYs and is never added to a value in yen."};
    result.references = {
        "Asaria M, Griffin S, Cookson R. Distributional cost-effectiveness analysis: a tutorial. Med Decis Making "
        "2016;36:8-19.",
        "Cookson R, Griffin S, Norheim OF, Culyer AJ (eds). Distributional Cost-Effectiveness Analysis. Oxford "
        "University "
        "Press; 2020.",
        "Robson M, Asaria M, Cookson R, Tsuchiya A, Ali S. Eliciting the level of health inequality aversion in "
        "England. "
        "Health Econ 2017;26:1328-1334.",
        "Atkinson AB. On the measurement of inequality. J Econ Theory 1970;2:244-263.",
        "Shorrocks AF. Ranking income distributions. Economica 1983;50:3-17."};
    return result;
}

}  // namespace

StudyDefinition distributionalCeaStudy() {
    return {
        .id = "distributionalCea",
        .group = StudyGroup::regions,
        .name = {"分布的費用対効果", "Distributional cost-effectiveness"},
        .purpose =
            {"健康の増加と機会費用が集団間でどう分かれるかを示し、格差をどれだけ避けたいかに応じて選択肢を比べます。",
             "Shows how gains and opportunity costs fall on groups and compares options by how much inequality is "
             "to be avoided."},
        .fields = distributionalFields(),
        .run = run,
        .overDraws = true,
    };
}

}  // namespace kachi
