#pragma once

#include "models/core/issue.h"

#include <QIcon>
#include <QString>

class QWidget;

namespace kachi {

struct Case;

/// The issue as a sentence in the language of the windows.
QString issueText(const Issue& issue);

/// One sentence per line.
QString issuesText(const Issues& issues);
/// The same with the places of a case in the words of its forms.
QString issuesText(const Case& value, const Issues& issues);

QString severityName(Severity severity);
QIcon severityIcon(Severity severity);

/// Tells the user why something did not happen, sentence by sentence.
void showIssues(QWidget* parent, const QString& what, const Issues& issues);

/// True when one of the issues has this code.
bool hasCode(const Issues& issues, const char* code);

}  // namespace kachi
