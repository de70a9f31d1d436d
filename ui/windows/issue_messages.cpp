#include "ui/windows/issue_messages.h"

#include "app/messages/catalogue.h"
#include "app/report/case_issue_text.h"
#include "ui/windows/icons.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QStringList>

namespace kachi {

using namespace Qt::StringLiterals;

QString issueText(const Issue& issue) {
    return MessageCatalogue::instance().sentence(issue, uiLanguage());
}

QString issuesText(const Issues& issues) {
    QStringList lines;
    for (const Issue& issue : issues) lines << issueText(issue);
    return lines.join(u'\n');
}

QString issuesText(const Case& value, const Issues& issues) {
    QStringList lines;
    for (const Issue& issue : issues) lines << shown(caseIssueText(value, issue));
    return lines.join(u'\n');
}

QString severityName(Severity severity) {
    switch (severity) {
        case Severity::error:
            return QCoreApplication::translate("kachi::Severity", "Error");
        case Severity::warning:
            return QCoreApplication::translate("kachi::Severity", "Warning");
        case Severity::info:
            break;
    }
    return QCoreApplication::translate("kachi::Severity", "Note");
}

QIcon severityIcon(Severity severity) {
    switch (severity) {
        case Severity::error:
            return themedIcon(u"error"_s, themeColours().error);
        case Severity::warning:
            return themedIcon(u"warning"_s, themeColours().warning);
        case Severity::info:
            break;
    }
    return themedIcon(u"info"_s, themeColours().accent);
}

void showIssues(QWidget* parent, const QString& what, const Issues& issues) {
    QMessageBox box(parent);
    box.setIcon(hasErrors(issues) ? QMessageBox::Warning : QMessageBox::Information);
    box.setWindowTitle(QCoreApplication::applicationName());
    box.setText(what);
    box.setInformativeText(issuesText(issues));
    box.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box.exec();
}

bool hasCode(const Issues& issues, const char* code) {
    for (const Issue& issue : issues) {
        if (issue.code == code) return true;
    }
    return false;
}

}  // namespace kachi
