#pragma once

#include "models/case/case.h"
#include "models/studies/study.h"

#include <map>
#include <memory>
#include <mutex>

namespace kachi {

/// Results of studies, kept while method, inputs, seed, rules and the numbers they name stay the same, so that window,
/// report and command line work each out once. Safe to use from several threads.
class StudyResults {
public:
    static StudyResults& shared();

    /// Works the study out, or gives the kept result. Names in its cells are base values of the case's parameters and,
    /// worked out where a cell names them, of its expressions, its outcome model and its other studies. A cancelled run
    /// is not kept.
    std::shared_ptr<const Result<StudyResult>> get(const Case& value, const StudyRequest& request, const RulePack& pack,
                                                   RunOptions options);

private:
    struct Kept {
        std::map<std::string, std::optional<double>> named;  ///< what its cells named, and what that was worth
        std::string caseDigest;                              ///< where a name was a result of the whole case
        std::shared_ptr<const Result<StudyResult>> result;
    };

    std::mutex m_mutex;
    RulePack m_rules;                    ///< under which the kept results were worked out
    std::map<std::string, Kept> m_kept;  ///< by digest of study and seed
};

}  // namespace kachi
