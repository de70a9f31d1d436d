#include "ui/diagram/diagram_layout.h"

#include "ui/diagram/tree_edits.h"

#include <cmath>
#include <numbers>

namespace kachi {
namespace {

/// Half axes of the circle: wider than high, as names are, and growing with the number of states.
constexpr double leastHalfWidth = 11;
constexpr double leastHalfHeight = 7.5;
constexpr double roomPerState = 1.5;

class TreeLayout {
public:
    explicit TreeLayout(const DecisionTree& tree) : m_tree(tree) {}

    /// @return the line the node stands at
    double lay(const std::string& id, int column) {
        const std::vector<std::string> branches = branchesOf(m_tree, id);
        TreePlace& place = m_places[id];
        place.column = column;
        if (branches.empty()) {
            place.row = m_nextRow++;
            return m_places[id].row;
        }
        double first = 0;
        double last = 0;
        for (std::size_t i = 0; i < branches.size(); ++i) {
            // A loop of parents would never end; its nodes hang on no root and are not reached.
            last = lay(branches[i], column + 1);
            if (i == 0) first = last;
        }
        return m_places[id].row = (first + last) / 2;
    }

    std::map<std::string, TreePlace> places() const { return m_places; }

private:
    const DecisionTree& m_tree;
    std::map<std::string, TreePlace> m_places;
    double m_nextRow = 0;
};

}  // namespace

std::map<std::string, QPointF> stateCentres(const std::vector<OutcomeState>& states) {
    const auto count = static_cast<double>(states.size());
    const double more = roomPerState * std::max(0.0, count - 4);
    std::map<std::string, QPointF> centres;
    for (std::size_t i = 0; i < states.size(); ++i) {
        const double angle = std::numbers::pi + 2 * std::numbers::pi * static_cast<double>(i) / count;
        const QPointF circle((leastHalfWidth + more) * std::cos(angle), (leastHalfHeight + more) * std::sin(angle));
        const std::optional<DiagramPlace>& own = states[i].place;
        centres[states[i].id] = own ? QPointF(own->x, own->y) : circle;
    }
    return centres;
}

std::map<std::string, TreePlace> treePlaces(const DecisionTree& tree) {
    TreeLayout layout(tree);
    for (const std::string& root : branchesOf(tree, {})) layout.lay(root, 0);
    return layout.places();
}

}  // namespace kachi
