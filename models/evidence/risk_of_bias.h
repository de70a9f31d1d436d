#pragma once

#include "models/core/issue.h"
#include "models/evidence/evidence.h"

#include <string>
#include <vector>

namespace kachi {

/// How much a judgement weighs, for colours: both tools use the words of their own.
enum class BiasConcern { low, some, high, critical, unknown };

struct BiasJudgement {
    std::string id;
    Text label;
    BiasConcern concern = BiasConcern::unknown;
};

struct BiasDomain {
    std::string id;
    Text label;
};

/// A tool for judging the risk of bias of one study, as its authors published it.
struct BiasTool {
    AppraisalTool tool = AppraisalTool::none;
    Text name;
    std::string citation;
    std::vector<BiasDomain> domains;        ///< in the order of the tool
    std::vector<BiasJudgement> judgements;  ///< best first
    Text rule;                              ///< how the overall judgement follows from the domains
};

/// RoB 2 and ROBINS-I. Sources: Sterne JAC et al. BMJ 2019;366:l4898, table 1; Sterne JA et al. BMJ 2016;355:i4919,
/// table 1 and figure 1.
const std::vector<BiasTool>& biasTools();

/// @return nullptr without a tool
const BiasTool* findBiasTool(AppraisalTool tool);

/// @return nullptr when the tool has no such judgement
const BiasJudgement* findJudgement(const BiasTool& tool, const std::string& id);

/// What the appraisal says of a domain, nullptr while nothing.
const AppraisedDomain* findDomain(const Appraisal& appraisal, const std::string& domain);

/// The overall judgement by the rule of the tool; empty while a domain is not judged.
/// RoB 2 also lets several domains with some concerns make a high risk; that is left to the analyst.
std::string suggestedOverall(const Appraisal& appraisal);

/// The analyst's overall judgement, or the one by the rule where none was given.
std::string overallJudgement(const Appraisal& appraisal);

/// Issues evidence.unknownDomain, .domainTwice, .unknownJudgement; warning evidence.overallDiffers where the analyst's
/// overall judgement is another one than the rule gives and no reason is noted.
/// @param where  JSON pointer of the appraisal
Issues checkAppraisal(const Appraisal& appraisal, const std::string& where);

}  // namespace kachi
