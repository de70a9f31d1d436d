#include "models/outcomes/survival_checks.h"

#include "models/outcomes/row_ids.h"
#include "models/outcomes/survival_program.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace kachi {
namespace {

class SurvivalChecks {
public:
    SurvivalChecks(const OutcomesStructure& structure, Issues& issues) : m_structure(structure), m_issues(issues) {}

    void curves() {
        ids(m_structure.curves, "/outcomes/curves");
        for (const SurvivalCurve& curve : m_structure.curves) {
            const std::string where = "/outcomes/curves/id=" + curve.id;
            if (curve.source == CurveSource::parametric) arguments(curve.family, curve.args, where);
            if (curve.source == CurveSource::expression && curve.survival.empty()) {
                report("survival.expressionMissing", where + "/survival", {}, {});
            }
            ids(curve.pieces, where + "/pieces");
            for (const SurvivalPiece& piece : curve.pieces) {
                arguments(piece.family, piece.args, where + "/pieces/id=" + piece.id);
            }
            order(curve.pieces, where);
        }
    }

    void partitionedSurvival() {
        if (!m_structure.survival) {
            report("outcomes.structureMissing", "/outcomes/survival", {}, {});
            return;
        }
        const std::vector<std::string>& used = m_structure.survival->curves;
        if (used.empty()) report("survival.noCurves", "/outcomes/survival/curves", {}, "1");
        std::set<std::string> seen;
        for (const std::string& id : used) {
            if (!seen.insert(id).second) report("survival.curveTwice", "/outcomes/survival/curves", id, {});
            if (std::ranges::find(m_structure.curves, id, &SurvivalCurve::id) == m_structure.curves.end()) {
                report("survival.unknownCurve", "/outcomes/survival/curves", id, {});
            }
        }
        if (m_structure.states.size() != used.size() + 1) {
            report("survival.stateCount", "/outcomes/states", std::to_string(m_structure.states.size()),
                   std::to_string(used.size() + 1));
        }
        for (const TransitionReward& reward : m_structure.transitionRewards) {
            const std::string last = m_structure.states.empty() ? "" : m_structure.states.back().id;
            if (reward.from == "*" && reward.to == last) continue;
            report("survival.transitionReward", "/outcomes/transitionRewards/id=" + reward.id,
                   reward.from + " → " + reward.to, "* → " + last);
        }
    }

private:
    void report(const char* code, const std::string& where, const std::string& value, const std::string& limit) {
        m_issues.push_back({code, Severity::error, where, value, limit, {}});
    }

    template <class Row>
    void ids(const std::vector<Row>& table, const std::string& where) {
        checkRowIds(table, where, m_issues);
    }

    void arguments(SurvivalFamily family, const std::map<std::string, std::string>& args, const std::string& where) {
        const auto wanted = survivalArguments(family);
        std::string list;
        for (const std::string_view name : wanted) list += (list.empty() ? "" : ", ") + std::string(name);
        for (const std::string_view name : wanted) {
            const auto given = args.find(std::string(name));
            if (given != args.end() && !given->second.empty()) continue;
            report("survival.argumentMissing", where + "/args", std::string(name), list);
        }
        for (const auto& [name, text] : args) {
            if (std::ranges::find(wanted, name) == wanted.end()) {
                report("survival.unknownArgument", where + "/args", name, list);
            }
        }
    }

    /// Pieces that start at plain numbers; expressions are compared when they have values.
    void order(const std::vector<SurvivalPiece>& pieces, const std::string& where) {
        for (std::size_t i = 1; i < pieces.size(); ++i) {
            const std::optional<double> before = plainNumber(pieces[i - 1].from);
            const std::optional<double> here = plainNumber(pieces[i].from);
            if (!before || !here || *here > *before) continue;
            m_issues.push_back(pieceOrderFault(where + "/pieces/id=" + pieces[i].id + "/from", *here, *before));
        }
    }

    static std::optional<double> plainNumber(const std::string& text) {
        double value = 0;
        const char* const end = text.data() + text.size();
        const auto read = std::from_chars(text.data(), end, value);
        if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
        return value;
    }

    const OutcomesStructure& m_structure;
    Issues& m_issues;
};

}  // namespace

void survivalFaults(const OutcomesStructure& structure, Issues& issues) {
    SurvivalChecks checks(structure, issues);
    checks.curves();
    if (structure.model == OutcomeModel::partitionedSurvival) checks.partitionedSurvival();
}

}  // namespace kachi
