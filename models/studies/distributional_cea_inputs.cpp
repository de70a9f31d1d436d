#include "models/studies/distributional_cea_inputs.h"

#include "models/equalisation/quality_adjusted_life.h"
#include "models/studies/number_list.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace kachi {
namespace {

using namespace field_limits;

constexpr FieldLimits peopleLimits{.atLeast = 1e-6, .atMost = 1e12};
constexpr double mostAversion = 100;
constexpr double shareTolerance = 1e-6;  ///< shares are typed with few digits

class Reading {
public:
    explicit Reading(StudyReader& reader) : m_reader(reader) {}

    DistributionalInputs read() {
        readGroups();
        setBaselines(*m_reader.once("lifeTables", [this] { return readLifeTables(); }));
        const FieldLimits aversion{.atLeast = 0, .atMost = mostAversion};
        m_inputs.epsilons = numberList(m_reader, "epsilons", {0, 1, 5, 10.95}, aversion);
        m_inputs.alphas = numberList(m_reader, "alphas", {}, aversion);
        m_inputs.etas = numberList(m_reader, "etas", {}, {.atLeast = 1, .atMost = mostAversion});
        m_inputs.switchingUpTo = m_reader.realOr("switchingUpTo", 30);
        readEffects();
        if (m_reader.failed()) return m_inputs;
        readOptions();
        orderGroups();
        return m_inputs;
    }

private:
    struct OptionEffects {
        std::string name;
        std::map<std::size_t, GroupEffect> effects;
        std::map<std::size_t, double> health;  ///< stated directly
    };

    void readGroups() {
        for (FieldCells& row : m_reader.rows("groups")) {
            const std::string name = row.text("group");
            if (!name.empty() && !m_positions.emplace(name, m_inputs.groups.size()).second) {
                row.refuse("distributional.duplicateGroup", "group", name, {});
            }
            m_inputs.groups.push_back(name);
            m_inputs.population.push_back(row.real("population"));
            m_baselines.push_back(row.optionalReal("baseline"));
            m_shares.push_back(row.optionalReal("opportunityShare"));
        }
        if (m_inputs.groups.size() < 2) {
            m_reader.refuse("distributional.tooFewGroups", "groups", std::to_string(m_inputs.groups.size()), "2");
        }
    }

    std::optional<std::size_t> groupOf(FieldCells& row) {
        const std::string name = row.text("group");
        const auto found = m_positions.find(name);
        if (found != m_positions.end()) return found->second;
        if (!name.empty()) row.refuse("distributional.unknownGroup", "group", name, namesInShort(m_inputs.groups));
        return {};
    }

    using Lives = std::map<std::size_t, Result<QualityAdjustedLife>>;

    /// Of the groups that have a life table.
    Lives readLifeTables() {
        std::map<std::size_t, std::vector<AgeBand>> bands;
        for (FieldCells& row : m_reader.rows("lifeTables")) {
            const auto group = groupOf(row);
            const AgeBand band{row.real("startAge"), row.real("endAge"), row.real("mortalityRate"),
                               row.real("utility")};
            if (group) bands[*group].push_back(band);
        }
        Lives lives;
        if (m_reader.failed()) return lives;
        for (const auto& [group, ofGroup] : bands) lives.emplace(group, qualityAdjustedLife(ofGroup));
        return lives;
    }

    /// Baselines that are not stated come from the life table of the group.
    void setBaselines(const Lives& lives) {
        if (m_reader.failed()) return;
        for (std::size_t i = 0; i < m_inputs.groups.size(); ++i) {
            const auto found = lives.find(i);
            if (m_baselines[i] && found != lives.end()) {
                m_reader.refuse("distributional.twoBaselines", "lifeTables", m_inputs.groups[i], {});
            } else if (!m_baselines[i] && found == lives.end()) {
                m_reader.refuse("distributional.noBaseline", "groups", m_inputs.groups[i], {});
            } else if (!m_baselines[i]) {
                const Result<QualityAdjustedLife>& life = found->second;
                if (life) m_baselines[i] = life->qale;
                for (Issue issue : life.issues()) {
                    issue.details["group"] = m_inputs.groups[i];
                    issue.details["band"] = issue.where;
                    issue.where = "/inputs/lifeTables";
                    m_reader.add(issue);
                }
            }
            m_inputs.baseline.push_back(m_baselines[i].value_or(1));
        }
    }

    void readEffects() {
        for (FieldCells& row : m_reader.rows("effects")) {
            const std::string option = row.text("option");
            const auto group = groupOf(row);
            GroupEffect effect;
            effect.gain = row.realOr("gain", 0);
            effect.uptake = row.realOr("uptake", 1);
            effect.cost = row.realOr("cost", 0);
            effect.opportunityLoss = row.realOr("opportunityLoss", 0);
            const std::optional<double> health = row.optionalReal("healthAfter");
            if (health.has_value() == row.has("gain")) row.refuse("distributional.healthOrGain", "gain", {}, {});
            if (option.empty() || !group) continue;
            OptionEffects& own = optionNamed(option);
            const bool isNew = own.effects.emplace(*group, effect).second;
            if (!isNew) row.refuse("distributional.duplicateEffect", "group", m_inputs.groups[*group], option);
            if (health) own.health[*group] = *health;
        }
        for (const OptionEffects& option : m_effects) {
            for (std::size_t i = 0; i < m_inputs.groups.size(); ++i) {
                if (option.effects.contains(i)) continue;
                m_reader.refuse("distributional.missingEffect", "effects", option.name, m_inputs.groups[i]);
            }
        }
    }

    OptionEffects& optionNamed(const std::string& name) {
        const auto found = std::ranges::find(m_effects, name, &OptionEffects::name);
        if (found != m_effects.end()) return *found;
        return m_effects.emplace_back(OptionEffects{name, {}, {}});
    }

    std::map<std::string, double> readFixedCosts() {
        std::map<std::string, double> costs;
        for (FieldCells& row : m_reader.rows("options")) {
            const std::string name = row.text("option");
            const double cost = row.real("fixedCost");
            const bool known = std::ranges::find(m_effects, name, &OptionEffects::name) != m_effects.end();
            if (!name.empty() && !known) row.refuse("distributional.unknownOption", "option", name, {});
            if (known && !costs.emplace(name, cost).second) {
                row.refuse("distributional.duplicateOption", "option", name, {});
            }
        }
        return costs;
    }

    OpportunityCost readOpportunityCost() {
        OpportunityCost opportunity;
        opportunity.costPerQaly = m_reader.real("costPerQaly");
        const auto stated = std::ranges::count_if(m_shares, [](const auto& share) { return share.has_value(); });
        const double people = std::accumulate(m_inputs.population.begin(), m_inputs.population.end(), 0.0);
        double total = 0;
        for (std::size_t i = 0; i < m_shares.size(); ++i) {
            opportunity.shares.push_back(stated == 0 ? m_inputs.population[i] / people : m_shares[i].value_or(0));
            total += opportunity.shares[i];
        }
        if (stated == 0) {
            m_reader.add({"distributional.sharesByPopulation", Severity::info, "/inputs/groups", {}, {}, {}});
        } else if (stated < std::ssize(m_shares) || std::abs(total - 1) > shareTolerance) {
            m_reader.refuse("distributional.shares", "groups", numberText(total), "1");
        }
        return opportunity;
    }

    /// Health after every option, the baseline first.
    void readOptions() {
        const std::map<std::string, double> fixedCosts = readFixedCosts();
        std::vector<std::vector<GroupEffect>> effects;
        std::vector<double> costs;
        bool anyCost = false;
        for (const OptionEffects& option : m_effects) {
            std::vector<GroupEffect> ofGroups;
            for (const auto& [group, effect] : option.effects) ofGroups.push_back(effect);
            const auto fixed = fixedCosts.find(option.name);
            costs.push_back(fixed == fixedCosts.end() ? 0 : fixed->second);
            anyCost = anyCost || optionCost(m_inputs.population, ofGroups, costs.back()) != 0;
            effects.push_back(std::move(ofGroups));
        }
        OpportunityCost opportunity;
        if (anyCost) opportunity = readOpportunityCost();
        m_inputs.options.push_back({"", 0, m_inputs.baseline});
        for (std::size_t i = 0; i < m_effects.size(); ++i) {
            DistributionalOption option;
            option.name = m_effects[i].name;
            option.cost = optionCost(m_inputs.population, effects[i], costs[i]);
            if (m_reader.failed()) return;
            option.health = healthAfter(m_inputs.population, m_inputs.baseline, effects[i], costs[i],
                                        anyCost ? &opportunity : nullptr);
            for (const auto& [group, health] : m_effects[i].health) {
                const GroupEffect& effect = effects[i][group];
                if (effect.cost != 0 || effect.opportunityLoss != 0 || costs[i] != 0) {
                    m_reader.refuse("distributional.healthAndCost", "effects", option.name, m_inputs.groups[group]);
                }
                option.health[group] = health;
            }
            for (std::size_t group = 0; group < option.health.size(); ++group) {
                if (option.health[group] > 0) continue;
                m_reader.add({"distributional.healthNotPositive",
                              Severity::error,
                              "/inputs/effects",
                              numberText(option.health[group]),
                              {},
                              {{"option", option.name}, {"group", m_inputs.groups[group]}}});
            }
            m_inputs.options.push_back(std::move(option));
        }
    }

    void orderGroups() {
        m_inputs.fromDisadvantaged.resize(m_inputs.groups.size());
        std::iota(m_inputs.fromDisadvantaged.begin(), m_inputs.fromDisadvantaged.end(), std::size_t{0});
        if (m_reader.choiceOr("rankBy", "listed") != "baseline") return;
        std::ranges::stable_sort(m_inputs.fromDisadvantaged, {},
                                 [this](std::size_t group) { return m_inputs.baseline[group]; });
    }

    StudyReader& m_reader;
    DistributionalInputs m_inputs;
    std::map<std::string, std::size_t> m_positions;
    std::vector<std::optional<double>> m_baselines;
    std::vector<std::optional<double>> m_shares;
    std::vector<OptionEffects> m_effects;
};

}  // namespace

std::vector<Field> distributionalFields() {
    const Text group{"集団", "Group"};
    return {
        required(tableField(
            "groups", {"集団（不利な順）", "Groups, most disadvantaged first"},
            {required(textField("group", group)),
             required(numberField("population", {"人口", "Population"}, Unit::persons, peopleLimits)),
             numberField("baseline", {"現在の QALE", "Baseline QALE"}, Unit::qaly, positive),
             numberField("opportunityShare", {"機会費用の割合", "Share of opportunity cost"}, Unit::ratio,
                         field_limits::share)},
            {"地域、または社会経済的な集団。健康は質調整平均余命（QALE）など 1 人あたり。",
             "Regions or socioeconomic groups. Health is per person, such as quality-adjusted life expectancy."})),
        tableField("lifeTables", {"年齢別の表（QALE を求めるとき）", "Tables by age, to work out QALE"},
                   {required(textField("group", group)),
                    required(numberField("startAge", {"年齢から", "Age from"}, Unit::years, notNegative)),
                    required(numberField("endAge", {"年齢まで", "Age to"}, Unit::years, notNegative)),
                    required(numberField("mortalityRate", {"死亡率（人年あたり）", "Deaths per person-year"},
                                         Unit::rate, notNegative)),
                    required(numberField("utility", {"QOL 値", "Utility"}, Unit::utility, FieldLimits{.atMost = 1}))},
                   {"QALE を入力しない集団だけ。年齢の区間は続いていること。",
                    "Only for groups without a baseline. Age bands must follow each other."}),
        required(tableField(
            "effects", {"効果", "Effects"},
            {required(textField("option", {"選択肢", "Option"})), required(textField("group", group)),
             numberField("gain", {"利用者 1 人の増加 QALY", "QALYs gained per user"}, Unit::qaly, anyNumber),
             numberField("uptake", {"利用率", "Uptake"}, Unit::ratio, field_limits::share),
             numberField("cost", {"利用者 1 人の追加費用", "Extra cost per user"}, Unit::currency, anyNumber),
             numberField("opportunityLoss", {"失われる QALY（集団 1 人）", "QALYs displaced, per person"}, Unit::qaly,
                         anyNumber),
             numberField("healthAfter", {"実施後の健康（直接）", "Health after, stated directly"}, Unit::qaly,
                         positive)},
            {"選択肢と集団のすべての組に 1 行。増加 QALY か実施後の健康のどちらか。利用率の空欄は 1。",
             "One row for every option and group: QALYs gained, or health after. Uptake is 1 when empty."})),
        tableField("options", {"固定費用", "Fixed costs"},
                   {required(textField("option", {"選択肢", "Option"})),
                    required(numberField("fixedCost", {"固定費用", "Fixed cost"}, Unit::currency, anyNumber))}),
        numberField("costPerQaly", {"機会費用（1 QALY あたり）", "Opportunity cost per QALY"}, Unit::currencyPerQaly,
                    positive,
                    {"押しのけられる医療が 1 QALY を生む費用。費用を入力したときに要ります。",
                     "What the care displaced costs per QALY. Needed with costs."}),
        choiceField("rankBy", {"不利の順位", "Ranks of disadvantage"},
                    {{"listed", {"表の順（既定）", "Order of the table (default)"}},
                     {"baseline", {"現在の健康の低い順", "Lowest baseline health first"}}}),
        textField("epsilons", {"Atkinson の ε", "Atkinson ε"},
                  {"コンマ区切り。空欄なら 0, 1, 5, 10.95（英国一般国民の中央値、Robson ら "
                   "2017）。日本の値は見つかっていません。",
                   "With commas; 0, 1, 5, 10.95 (median of the English public, Robson and others 2017) when empty. No "
                   "Japanese value was found."}),
        textField("alphas", {"Kolm の α", "Kolm α"}, {"例：0.05, 0.15。", "For example 0.05, 0.15."}),
        textField("etas", {"拡張ジニの η", "Extended Gini η"}, {"1 以上。例：2, 5。", "1 or more, for example 2, 5."}),
        numberField("switchingUpTo", {"順位の入替わりを調べる ε の上限", "Search switches up to ε"}, Unit::none,
                    FieldLimits{.above = 0, .atMost = mostAversion}, {"空欄なら 30。", "30 when empty."}),
    };
}

DistributionalInputs readDistributionalInputs(StudyReader& reader) {
    return Reading(reader).read();
}

}  // namespace kachi
