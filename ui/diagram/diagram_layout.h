#pragma once

#include "models/outcomes/outcomes_structure.h"

#include <QPointF>

#include <map>
#include <string>
#include <vector>

namespace kachi {

/// Centres of the states in the diagram, in heights of a line of text: the place a state was given, else on a circle
/// with the others, in order and clockwise from the left.
std::map<std::string, QPointF> stateCentres(const std::vector<OutcomeState>& states);

/// Where a node of a tree stands: how many steps from the root, and at which line.
struct TreePlace {
    int column = 0;
    double row = 0;
};

/// Places of the nodes by id: terminal nodes one below the other in the order of the tree, every other node in the
/// middle of its branches. Nodes that hang on no root are left out.
std::map<std::string, TreePlace> treePlaces(const DecisionTree& tree);

}  // namespace kachi
