#include "app/report/evidence_report.h"

#include "app/report/evidence_tables.h"
#include "app/rules/published_decisions.h"

namespace kachi {
namespace {

void search(const Case& value, std::vector<ReportBlock>& blocks) {
    if (!value.literature) return;
    const LiteratureSearch& done = *value.literature;
    blocks.push_back(Heading{2, {"文献検索", "Literature search"}});
    const auto line = [&blocks](const Text& label, const Text& words) {
        if (!words.empty()) blocks.push_back(Paragraph{{label.ja + words.ja, label.en + words.en}});
    };
    line({"問い: ", "Question: "}, done.question);
    line({"検索先: ", "Sources: "}, done.sources);
    line({"検索式: ", "Query: "}, {done.query, done.query});
    if (auto figure = literatureFigure(value)) blocks.push_back(FigureRow{{std::move(*figure)}});
    if (auto excluded = excludedReportsTable(value)) blocks.push_back(std::move(*excluded));
}

}  // namespace

bool hasEvidence(const Case& value) {
    return !value.evidence.empty() || value.literature || !value.claims.empty();
}

std::vector<ReportBlock> evidenceBlocks(const Case& value, const Evaluation& evaluation, const RulePack& pack) {
    std::vector<ReportBlock> blocks;
    search(value, blocks);
    if (!value.evidence.empty()) blocks.push_back(evidenceTable(value));
    for (Table& table : riskOfBiasTables(value)) blocks.push_back(std::move(table));
    if (!value.claims.empty()) {
        blocks.push_back(
            claimTable(claimSheet(value, pack, publishedDecisions(), offeredResults(value, evaluation, pack))));
    }
    if (auto open = unsupportedParametersTable(value)) blocks.push_back(std::move(*open));
    return blocks;
}

}  // namespace kachi
