// Survival of subjects followed until an event or censoring: Kaplan–Meier, log-rank test, restricted means, parametric
// and spline fits, extrapolation.
#include "models/studies/survival_study.h"

#include "models/core/rounded_text.h"
#include "models/studies/number_list.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>

namespace kachi {
namespace {

using namespace field_limits;

const std::string usualFamilies = "exponential, weibull, gompertz, lognormal, loglogistic, gamma, generalisedGamma";

std::vector<double> readTimes(StudyReader& reader, double longest) {
    std::vector<double> times = numberList(reader, "times", {}, notNegative);
    if (times.empty() && longest > 0) {
        // Five or so round steps.
        const double power = std::pow(10, std::floor(std::log10(longest / 5)));
        double step = power;
        for (const double factor : {2.0, 5.0, 10.0}) {
            if (step * 5 < longest * 0.75) step = factor * power;
        }
        for (int i = 0; i * step <= longest; ++i) times.push_back(i * step);
    }
    std::ranges::sort(times);
    return times;
}

SurvivalSettings readSettings(StudyReader& reader, const SurvivalData& data) {
    SurvivalSettings settings;
    const std::string interval = reader.choiceOr("interval", "log");
    for (const auto& [value, name] : survivalIntervalNames) {
        if (interval == name) settings.interval = value;
    }
    settings.level = reader.realOr("level", reportedLevel);
    std::vector<double> lastTimes(std::max<std::size_t>(data.groupNames.size(), 1), 0);
    for (std::size_t i = 0; i < data.records.size(); ++i) {
        double& last = lastTimes[data.groups.empty() ? 0 : static_cast<std::size_t>(data.groups[i])];
        last = std::max(last, data.records[i].time);
    }
    const auto [shortest, longest] = std::ranges::minmax(lastTimes);
    settings.times = readTimes(reader, longest);
    settings.restrictedHorizon = reader.realOr("restrictedHorizon", shortest);
    settings.horizon = reader.realOr("horizon", longest);
    settings.rho = reader.realOr("rho", 0);
    settings.background = !data.ages.empty();
    static const std::map<std::string, Text> units{
        {"days", {"日", "days"}}, {"weeks", {"週", "weeks"}}, {"months", {"月", "months"}}, {"years", {"年", "years"}}};
    const auto unit = units.find(reader.choice("timeUnit"));
    if (unit != units.end()) settings.timeUnit = unit->second;
    settings.timeLabel = withUnit({"時間", "Time"}, settings);
    return settings;
}

std::vector<SurvivalGroup> groupsOf(const SurvivalData& data, const SurvivalSettings& settings) {
    std::vector<SurvivalGroup> groups;
    if (data.groupNames.empty()) {
        groups.push_back({{}, data.records, kaplanMeier(data.records, settings.interval, settings.level)});
    }
    for (std::size_t g = 0; g < data.groupNames.size(); ++g) {
        const auto records = recordsOfGroup(data.records, data.groups, static_cast<int>(g));
        groups.push_back({data.groupNames[g], records, kaplanMeier(records, settings.interval, settings.level)});
    }
    return groups;
}

/// Rows of the data: all, or those of one group.
std::vector<std::size_t> rowsOf(const SurvivalData& data, int group) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < data.records.size(); ++i) {
        if (group < 0 || data.groups[i] == group) rows.push_back(i);
    }
    return rows;
}

/// Survival of other causes averaged over subjects, tabulated to the horizon and read by interpolating its logarithm.
std::function<double(double)> expectedSurvival(const SurvivalData& data, const std::vector<std::size_t>& rows,
                                               double horizon) {
    if (data.ages.empty()) return {};
    constexpr int steps = 500;
    const double step = horizon / steps;
    std::vector<double> sums(steps + 1, 0);
    for (const std::size_t row : rows) {
        double hazard = 0;
        for (int i = 0; i <= steps; ++i) {
            const double age = data.ages[row] + step * i;
            if (i > 0) hazard += data.lifeTable.cumulative(age - step, age);
            sums[static_cast<std::size_t>(i)] += std::exp(-hazard);
        }
    }
    auto logs = std::make_shared<std::vector<double>>();
    for (const double sum : sums) logs->push_back(std::log(sum / static_cast<double>(rows.size())));
    return [logs, horizon](double time) {
        const double position = std::clamp(time / horizon * steps, 0.0, static_cast<double>(steps));
        const auto below = std::min(static_cast<std::size_t>(position), logs->size() - 2);
        const double share = position - static_cast<double>(below);
        return std::exp((1 - share) * (*logs)[below] + share * (*logs)[below + 1]);
    };
}

SurvivalSample sampleOf(const SurvivalData& data, const std::vector<std::size_t>& rows) {
    SurvivalSample sample;
    for (const std::size_t row : rows) {
        const SurvivalRecord& record = data.records[row];
        sample.records.push_back(record);
        if (!data.ages.empty()) sample.background.push_back(data.lifeTable.hazardAt(data.ages[row] + record.time));
    }
    for (const SurvivalCovariate& covariate : data.covariates) {
        SurvivalCovariate chosen{covariate.name, {}, covariate.onCured};
        for (const std::size_t row : rows) chosen.values.push_back(covariate.values[row]);
        sample.covariates.push_back(std::move(chosen));
    }
    return sample;
}

std::vector<double> meansOf(const std::vector<SurvivalCovariate>& covariates) {
    std::vector<double> means;
    for (const SurvivalCovariate& covariate : covariates) {
        means.push_back(std::accumulate(covariate.values.begin(), covariate.values.end(), 0.0) /
                        static_cast<double>(covariate.values.size()));
    }
    return means;
}

/// What is to be fitted: every group by itself, or all subjects with or without the group as a covariate.
std::vector<SurvivalFits> setsOf(const SurvivalData& data, const std::vector<SurvivalGroup>& groups,
                                 const SurvivalGroup& everyone, const SurvivalSettings& settings,
                                 const std::string& effect, const std::string& groupColumn) {
    const double furthest =
        std::max({settings.horizon, settings.restrictedHorizon, settings.times.empty() ? 0 : settings.times.back()});
    std::vector<SurvivalFits> sets;
    const bool several = groups.size() > 1;
    if (several && effect == "separate") {
        for (std::size_t g = 0; g < groups.size(); ++g) {
            const auto rows = rowsOf(data, static_cast<int>(g));
            SurvivalFits set{groups[g].name, sampleOf(data, rows), {}, {}, {}, {}};
            set.profiles.push_back({groups[g].name, meansOf(set.sample.covariates), &groups[g],
                                    expectedSurvival(data, rows, furthest), furthest});
            sets.push_back(std::move(set));
        }
        return sets;
    }
    const auto rows = rowsOf(data, -1);
    SurvivalFits set{{}, sampleOf(data, rows), {}, {}, {}, {}};
    std::vector<double> profile = meansOf(set.sample.covariates);
    if (!several || effect == "none") {
        set.profiles.push_back({{}, profile, &everyone, expectedSurvival(data, rows, furthest), furthest});
        sets.push_back(std::move(set));
        return sets;
    }
    const std::size_t others = profile.size();
    for (std::size_t g = 1; g < groups.size(); ++g) {
        SurvivalCovariate indicator{groupColumn + "=" + groups[g].name, {}, false};
        for (const int group : data.groups) indicator.values.push_back(group == static_cast<int>(g) ? 1 : 0);
        set.sample.covariates.push_back(std::move(indicator));
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
        profile.assign(profile.begin(), profile.begin() + static_cast<std::ptrdiff_t>(others));
        profile.resize(set.sample.covariates.size(), 0);
        if (g > 0) profile[others + g - 1] = 1;
        set.profiles.push_back({groups[g].name, profile, &groups[g],
                                expectedSurvival(data, rowsOf(data, static_cast<int>(g)), furthest), furthest});
    }
    sets.push_back(std::move(set));
    return sets;
}

std::vector<TimeFamily> readFamilies(StudyReader& reader) {
    std::vector<TimeFamily> families;
    const std::string text = reader.text("families");
    if (text == "none") return families;
    for (const std::string& name : separatedWords(text.empty() ? usualFamilies : text)) {
        const auto known = std::ranges::find(timeFamilyNames, name, &ChoiceName<TimeFamily>::name);
        if (known != std::end(timeFamilyNames)) {
            families.push_back(known->value);
            continue;
        }
        std::string names;
        for (const auto& family : timeFamilyNames) names += (names.empty() ? "" : ", ") + std::string(family.name);
        reader.refuse("survivalFit.unknownFamily", "families", name, names);
    }
    return families;
}

/// Sentences about a family name it in words, with the group it was fitted to.
Issues named(Issues issues, const TimeModel& model, const std::string& group) {
    Text name = familyText(model);
    if (!group.empty()) {
        name.ja += "（" + group + "）";
        name.en += " (" + group + ")";
    }
    for (Issue& issue : issues) {
        if (issue.details.erase("family") == 0) continue;
        issue.details["family.ja"] = name.ja;
        issue.details["family.en"] = name.en;
    }
    return issues;
}

void fitFamilies(SurvivalFits& set, const std::vector<TimeFamily>& families, int innerKnots, bool cured, double level) {
    const std::string where = set.group.empty() ? "/inputs/data" : "/inputs/data/" + set.group;
    std::vector<double> logTimes;
    for (const SurvivalRecord& record : set.sample.records) {
        if (record.event && record.time > 0) logTimes.push_back(std::log(record.time));
    }
    for (const TimeFamily family : families) {
        TimeModel model{family, {}, cured};
        if (isSpline(family) && !logTimes.empty()) {
            const auto knots = splineKnots(logTimes, innerKnots, where);
            if (!knots) {
                set.failed.push_back({familyText(model), knots.issues()});
                continue;
            }
            model.knots = *knots;
        }
        auto fit = fitSurvival(model, set.sample, where);
        if (fit) {
            set.doubts.push_back(named(profileDoubts(*fit, set.sample, level, where), model, set.group));
            set.fits.push_back(std::move(fit).value());
        } else {
            set.failed.push_back({familyText(model), named(fit.issues(), model, set.group)});
        }
    }
}

/// What could not be fitted goes with the results as warnings, or is why there are none.
Issues failuresOf(const std::vector<SurvivalFits>& sets, Severity severity) {
    Issues issues;
    for (const SurvivalFits& set : sets) {
        for (const auto& [family, found] : set.failed) {
            for (Issue issue : found) {
                issue.severity = severity;
                if (std::ranges::find(issues, issue) == issues.end()) issues.push_back(std::move(issue));
            }
        }
    }
    return issues;
}

Text methodOf(const SurvivalSettings& settings, const std::string& effect, bool fitted, bool cured) {
    Text text{"生存率は Kaplan–Meier 法、分散は Greenwood の式、",
              "Survival by Kaplan–Meier with Greenwood's variance; "};
    const std::string level = roundedText(settings.level * 100);
    const Text scale = settings.interval == SurvivalInterval::log      ? Text{"対数", "log"}
                       : settings.interval == SurvivalInterval::logLog ? Text{"二重対数", "log-log"}
                                                                       : Text{"元の", "plain"};
    text.ja += level + " %信頼区間は" + scale.ja + "尺度。境界内平均（RMST）の分散は Greenwood 型。";
    text.en += level + " % intervals on the " + scale.en + " scale. Restricted means by the area under the curve.";
    if (!fitted) return text;
    text.ja +=
        "分布は最尤法で当てはめ、共変量は位置のパラメータに作用し、共分散は観測情報行列の逆行列（推定尺度）、BIC の n "
        "は例数。予測は共変量の平均での値、区間はデルタ法（ln(−ln S) 尺度）。";
    text.en +=
        " Families by maximum likelihood, covariates on the location parameter, covariance from the observed "
        "information on the scale of estimation, BIC by the number of subjects. Predictions at the means of the "
        "covariates, intervals by the delta method on ln(−ln S).";
    if (effect == "separate") {
        text.ja += "群ごとに別々に当てはめた。";
        text.en += " Groups were fitted separately.";
    } else if (effect == "covariate") {
        text.ja += "群は共変量とした。";
        text.en += " Groups entered as covariates.";
    }
    if (settings.background) {
        text.ja += "分布は生命表を超える過剰ハザードを表し、全死因生存率は期待生存率（Ederer I）との積。";
        text.en +=
            " Families describe the excess over the life table; all-cause survival is the product with expected "
            "survival (Ederer I).";
    }
    if (cured) {
        text.ja += "混合治癒モデル。";
        text.en += " Mixture cure model.";
    }
    return text;
}

Result<StudyResult> run(StudyReader& reader) {
    const SurvivalData data = readSurvivalData(reader);
    const std::vector<TimeFamily> families = readFamilies(reader);
    if (reader.failed()) return reader.issues();
    const bool cured = reader.yes("cured");
    const std::string effect = reader.choiceOr("groupEffect", "separate");
    const SurvivalSettings settings = readSettings(reader, data);
    if (reader.failed()) return reader.issues();

    const std::vector<SurvivalGroup> groups = groupsOf(data, settings);
    const SurvivalGroup everyone{{}, data.records, kaplanMeier(data.records, settings.interval, settings.level)};
    StudyResult result;
    addKaplanMeier(result, groups, settings);
    if (groups.size() > 1) {
        const auto test = logRankTest(data.records, data.groups, static_cast<int>(groups.size()), data.strata,
                                      settings.rho, "/inputs/data");
        if (test) {
            addLogRank(result, groups, *test, settings);
        } else {
            for (Issue issue : test.issues()) {
                issue.severity = Severity::warning;
                result.notes.push_back(std::move(issue));
            }
        }
    }
    if (!families.empty()) {
        std::vector<SurvivalFits> sets = setsOf(data, groups, everyone, settings, effect, reader.column("group"));
        const int knots = reader.has("knots") ? reader.whole("knots") : 1;
        for (SurvivalFits& set : sets) fitFamilies(set, families, knots, cured, settings.level);
        const bool none = std::ranges::all_of(sets, [](const SurvivalFits& set) { return set.fits.empty(); });
        if (none) return failuresOf(sets, Severity::error);
        append(result.notes, failuresOf(sets, Severity::warning));
        for (const SurvivalFits& set : sets) {
            for (const Issues& doubts : set.doubts) append(result.notes, doubts);
        }
        addFits(result, sets, settings);
        addFitCharts(result, sets, settings);
    }
    result.methodText = methodOf(settings, groups.size() > 1 ? effect : std::string(), !families.empty(), cured);
    result.references = {"Kaplan EL, Meier P. J Am Stat Assoc 1958;53:457-481.",
                         "Harrington DP, Fleming TR. Biometrika 1982;69:553-566.",
                         "Royston P, Parmar MKB. BMC Med Res Methodol 2013;13:152."};
    if (!families.empty()) {
        result.references.push_back("Jackson CH. flexsurv. J Stat Softw 2016;70(8):1-33.");
        result.references.push_back("Royston P, Parmar MKB. Stat Med 2002;21:2175-2197.");
        result.references.push_back("Latimer NR. NICE DSU Technical Support Document 14. 2011.");
    }
    return result;
}

}  // namespace

StudyDefinition survivalStudy() {
    return {
        .id = "survival",
        .group = StudyGroup::evidence,
        .name = {"生存時間解析", "Survival analysis"},
        .purpose = {"Kaplan–Meier 曲線、ログランク検定、境界内平均生存時間と、分布の当てはめ・比較・外挿。",
                    "Kaplan–Meier curves, log-rank test, restricted means, and families fitted, compared and "
                    "extrapolated."},
        .fields =
            {required(dataField("data", {"データ", "Data"}, {"1行1例", "One row per subject"})),
             required(columnField("time", {"時間の列", "Column of times"})),
             required(columnField("event", {"イベントの列", "Column of events"},
                                  {"1＝イベント、0＝打ち切り", "1 = event, 0 = censored"})),
             columnField("entry", {"観察開始の列", "Column of entry times"},
                         {"途中から観察した場合（左側切断）", "Where observation starts late (left truncation)"}),
             columnField("weight", {"重みの列", "Column of case weights"}),
             columnField("group", {"群の列", "Column of groups"},
                         {"名前または番号の順で最初の群が対照", "The first by name or number is the comparator"}),
             columnField("strata", {"層の列（ログランク検定）", "Column of strata (log-rank)"}),
             columnsField("covariates", {"共変量の列", "Columns of covariates"}),
             textField(
                 "families", {"当てはめる分布", "Families to fit"},
                 {"コンマ区切り。空なら " + usualFamilies +
                      "。ほかに weibullPh、generalisedF、splineHazard、splineOdds、splineNormal。none で当てはめない",
                  "Comma-separated; empty: " + usualFamilies +
                      ". Also weibullPh, generalisedF, splineHazard, splineOdds, splineNormal; none: no fits"}),
             choiceField("groupEffect", {"群の扱い", "Groups in the fits"},
                         {{"separate", {"群ごとに当てはめる", "Each fitted by itself"}},
                          {"covariate", {"共変量とする", "As a covariate"}},
                          {"none", {"使わない", "Not used"}}},
                         {"既定は群ごと", "Default: each by itself"}),
             numberField("knots", {"スプラインの内部節点の数", "Inner knots of splines"}, Unit::count,
                         {.atLeast = 0, .atMost = mostInnerKnots, .whole = true},
                         {"既定は 1。イベント時間の分位点に置く", "Default 1, at quantiles of event times"}),
             yesNoField("cured", {"混合治癒モデル", "Mixture cure model"}),
             usedWhen(
                 "cured", {"true", "yes"},
                 columnsField("curedCovariates", {"治癒割合の共変量の列", "Columns of covariates of the cured share"})),
             choiceField(
                 "interval", {"信頼区間の尺度", "Scale of intervals"},
                 {{"log", {"対数", "Log"}}, {"logLog", {"二重対数", "Log-log"}}, {"plain", {"元の尺度", "Plain"}}},
                 {"既定は対数", "Default: log"}),
             numberField("level", {"信頼水準", "Confidence level"}, Unit::none, {.above = 0, .below = 1},
                         {"既定は 0.95", "Default 0.95"}),
             textField("times", {"表にする時点", "Times to tabulate"}, {"コンマ区切り", "Comma-separated"}),
             numberField("restrictedHorizon", {"境界内平均の境界", "Horizon of restricted means"}, Unit::none, positive,
                         {"既定は最も短い群の最終観察時間", "Default: the last time of the shortest group"}),
             numberField("horizon", {"外挿する時間", "Horizon of extrapolation"}, Unit::none, positive),
             numberField("rho", {"ログランク検定の重みの指数 ρ", "Exponent ρ of the log-rank weights"}, Unit::none,
                         {.atLeast = 0, .atMost = 1},
                         {"0＝ログランク（既定）、1＝Peto–Peto", "0: log-rank (default), 1: Peto–Peto"}),
             choiceField("timeUnit", {"時間の単位", "Unit of time"},
                         {{"days", {"日", "Days"}},
                          {"weeks", {"週", "Weeks"}},
                          {"months", {"月", "Months"}},
                          {"years", {"年", "Years"}}}),
             dataField("lifeTable", {"生命表（背景死亡）", "Life table (background mortality)"},
                       {"列 age（歳）と rate（年率）。分布は過剰ハザードを表す",
                        "Columns age (years) and rate (per year). Families then describe the excess hazard"}),
             columnField("age", {"時間 0 での年齢の列", "Column of ages at time 0"}, {"歳", "Years"}),
             numberField("unitsPerYear", {"1年あたりの時間の単位数", "Units of time in a year"}, Unit::none, positive,
                         {"月なら 12、日なら 365.25、既定は 1", "12 for months, 365.25 for days, default 1"})},
        .run = run,
    };
}

}  // namespace kachi
