#include "ui/itemmodels/cell_issues.h"

#include "ui/windows/issue_messages.h"
#include "ui/windows/theme.h"

#include <QBrush>

namespace kachi {

bool isWithin(const std::string& where, const std::string& place) {
    return where.starts_with(place) && (where.size() == place.size() || where[place.size()] == '/');
}

void CellIssues::set(const Issues& issues) {
    m_issues.clear();
    for (const Issue& issue : issues) m_issues.try_emplace(issue.where, issue);
}

const Issue* CellIssues::at(const std::string& place) const {
    const auto found = place.empty() ? m_issues.end() : m_issues.find(place);
    return found == m_issues.end() ? nullptr : &found->second;
}

const Issue* CellIssues::within(const std::string& place) const {
    for (auto issue = m_issues.lower_bound(place); issue != m_issues.end(); ++issue) {
        if (!issue->first.starts_with(place)) break;
        if (isWithin(issue->first, place)) return &issue->second;
    }
    return nullptr;
}

QVariant CellIssues::mark(const std::string& place, int role) const {
    const Issue* issue = at(place);
    if (!issue) return {};
    if (role == Qt::ToolTipRole) return issueText(*issue);
    if (role != Qt::ForegroundRole) return {};
    return QBrush(issue->severity == Severity::error ? themeColours().error : themeColours().warning);
}

}  // namespace kachi
