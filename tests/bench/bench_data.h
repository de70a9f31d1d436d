#pragma once

#include "app/document/session.h"
#include "app/rules/rule_packs.h"
#include "models/case/case_json.h"
#include "models/evaluation/evaluation.h"

#include <QFile>
#include <QTemporaryDir>

/// Cases and libraries that the benchmarks work on. A missing or refused input ends the program.
namespace bench {

using namespace kachi;

inline Case readCase(const char* pathInSource) {
    QFile file(QStringLiteral(KACHI_SOURCE_DIR "/") + QString::fromLatin1(pathInSource));
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s", pathInSource);
    auto read = caseFromJson(file.readAll().toStdString());
    if (!read) qFatal("%s: %s", pathInSource, read.issues().front().code.c_str());
    return std::move(read->value);
}

/// 10 subgroups, 2 strategies, 60 cycles, life table; labour, equalisation over 47 prefectures, price.
inline Case hip() {
    return readCase("resources/samples/hip-prosthesis.json");
}

/// 4 states, 2 strategies, 60 annual cycles; 3 Dirichlet rows, lognormal relative risk, 6 gamma costs.
inline Case cohort() {
    Case value = readCase("tests/data/golden-01-hiv/kachi-case.json");
    value.outcomes->timing.cycles = 60;
    return value;
}

/// 4 states, 4 strategies, 75 annual cycles, mortality by age, transition rewards, 18 sampled parameters.
inline Case sickSicker() {
    return readCase("tests/data/golden-04-sick-sicker-age/kachi-case.json");
}

/// The two strategies of cohort() over a chain of `cells` / 2 states, each left for the next or kept.
inline Case chain(int cells) {
    Case value = cohort();
    OutcomesStructure& outcomes = *value.outcomes;
    const OutcomeState alive = outcomes.states.front();
    outcomes.states.clear();
    outcomes.transitions.clear();
    for (int i = 0; i < cells / 2; ++i) {
        outcomes.states.push_back(alive);
        outcomes.states.back().id = "s" + std::to_string(i);
        if (i > 0)
            outcomes.transitions["s" + std::to_string(i - 1)] = {{"s" + std::to_string(i), "outcomes.pAB"},
                                                                 {"s" + std::to_string(i - 1), "#"}};
    }
    outcomes.initial = {{"s0", "1"}};
    return value;
}

inline RulePack packOf(const Case& value) {
    return RulePacks().get(value.context.rulePack).value();
}

inline Evaluation evaluated(const Case& value, const RulePack& pack, std::size_t draws) {
    RunOptions options;
    options.draws = draws;
    options.valueOfInformation = false;  // timed by itself, as the peers time it
    auto evaluation = evaluate(value, pack, options);
    if (!evaluation || hasErrors(evaluation->issues)) qFatal("%s is refused", value.id.c_str());
    return std::move(evaluation).value();
}

/// A library of `count` cases in a folder that goes with it; titles, products and words as in real cases, all distinct.
class Library {
public:
    explicit Library(int count);

    QString path() const { return m_folder.filePath(QStringLiteral("cases.kachi")); }

private:
    QTemporaryDir m_folder;
};

}  // namespace bench
