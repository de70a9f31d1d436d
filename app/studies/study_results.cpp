#include "app/studies/study_results.h"

#include "models/case/case_json.h"
#include "models/evaluation/case_studies.h"
#include "models/pricing/own_rules.h"

#include <algorithm>

namespace kachi {
namespace {

constexpr std::size_t mostKept = 200;

/// Numbers of the case that are not typed but worked out, once one is asked for.
class WorkedOutNumbers {
public:
    WorkedOutNumbers(const Case& value, const RulePack& pack, const RunOptions& options)
        : m_case(value), m_pack(pack), m_options(options) {
        m_options.draws = 0;
        m_options.progress = nullptr;
    }

    bool wereAsked() const { return m_evaluation.has_value(); }

    std::optional<double> value(const std::string& name) {
        if (!m_evaluation) workOut();
        if (!m_numbers) return {};
        const std::optional<Rational> number = m_numbers->base()(name);
        return number ? std::optional(toDouble(*number)) : std::nullopt;
    }

private:
    void workOut() {
        m_evaluation = evaluate(m_case, m_pack, m_options);
        if (!*m_evaluation) return;
        m_numbers.emplace(m_case, **m_evaluation);
        for (const CaseStudy& study : (*m_evaluation)->studies) addStudyFigures(*m_numbers, study);
    }

    const Case& m_case;
    const RulePack& m_pack;
    RunOptions m_options;
    std::optional<Result<Evaluation>> m_evaluation;
    std::optional<CaseNumbers> m_numbers;  ///< of that evaluation; none where it was refused
};

std::optional<double> baseValue(const Case& value, const std::string& id) {
    const auto found = value.parameters.find(id);
    return found == value.parameters.end() ? std::nullopt : found->second.value;
}

}  // namespace

StudyResults& StudyResults::shared() {
    static StudyResults results;
    return results;
}

std::shared_ptr<const Result<StudyResult>> StudyResults::get(const Case& value, const StudyRequest& request,
                                                             const RulePack& pack, RunOptions options) {
    Issues ruleFaults;  // named where the case is evaluated
    const RulePack rules = withOwnRules(pack, value.context.rules, "/context/rules/", ruleFaults);
    const std::string key = studyDigest(request) + " " + std::to_string(options.seed);
    {
        const std::lock_guard lock(m_mutex);
        if (rules != m_rules) {
            m_kept.clear();
            m_rules = rules;
        }
        const auto kept = m_kept.find(key);
        const auto same = [&value](const auto& named) { return baseValue(value, named.first) == named.second; };
        const auto sameCase = [&](const Kept& one) {
            return one.caseDigest.empty() ? std::ranges::all_of(one.named, same) : one.caseDigest == caseDigest(value);
        };
        if (kept != m_kept.end() && sameCase(kept->second)) return kept->second.result;
    }
    Kept made;
    WorkedOutNumbers workedOut(value, pack, options);
    StudySurroundings surroundings;
    surroundings.pack = &rules;
    surroundings.options = std::move(options);
    surroundings.named = [&](const std::string& name) -> std::optional<Rational> {
        const auto [answer, isNew] = made.named.try_emplace(name, baseValue(value, name));
        std::optional<double>& base = answer->second;
        if (isNew && !base) base = workedOut.value(name);
        return base ? std::optional(exactDecimal(*base)) : std::nullopt;
    };
    made.result = std::make_shared<const Result<StudyResult>>(runStudy(request, surroundings));
    if (surroundings.options.stop.stop_requested()) return made.result;
    if (workedOut.wereAsked()) made.caseDigest = caseDigest(value);
    const std::lock_guard lock(m_mutex);
    if (rules != m_rules) return made.result;  // another thread asks under other rules
    if (m_kept.size() >= mostKept) m_kept.clear();
    m_kept[key] = made;
    return made.result;
}

}  // namespace kachi
