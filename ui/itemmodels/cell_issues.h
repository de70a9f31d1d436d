#pragma once

#include "models/core/issue.h"

#include <QModelIndex>
#include <QVariant>

#include <map>

namespace kachi {

/// Whether `where` is `place` or lies below it: "/outcomes/states/id=s1/cost" within "/outcomes/states/id=s1".
bool isWithin(const std::string& where, const std::string& place);

/// A cell found from the place of an issue, and how much of that place it accounts for: a cell named exactly is nearer
/// than the row it lies in.
struct FoundCell {
    QModelIndex index;
    std::size_t nearness = 0;  ///< characters of the place; 0: not found
};

/// The faults of the cells of a table, found by the JSON pointer of the cell.
class CellIssues {
public:
    void set(const Issues& issues);

    /// The first fault at exactly this place, or nullptr.
    const Issue* at(const std::string& place) const;

    /// The first fault at this place or below it, or nullptr.
    const Issue* within(const std::string& place) const;

    /// Colour (Qt::ForegroundRole) and sentence (Qt::ToolTipRole) of a cell with a fault; else nothing.
    QVariant mark(const std::string& place, int role) const;

private:
    std::map<std::string, Issue> m_issues;
};

}  // namespace kachi
