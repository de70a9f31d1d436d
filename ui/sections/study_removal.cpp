#include "ui/sections/study_removal.h"

#include "app/report/case_text.h"
#include "app/studies/study_requests.h"
#include "models/evaluation/values.h"
#include "models/params/registry.h"
#include "ui/windows/language.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

struct StudyRemoval {
    Q_DECLARE_TR_FUNCTIONS(kachi::StudyRemoval)
};

/// Numbers of the base case, worked out as every evaluation does.
Result<ParameterValues> presentValues(const Session& session) {
    const Case& value = session.document().current();
    RunOptions options;
    options.draws = 0;
    options.seed = static_cast<std::uint64_t>(value.run.seed);
    return parameterValues(value, session.pack() ? *session.pack() : RulePack{}, options, nullptr);
}

}  // namespace

std::optional<KeptNumbers> askAboutFollowers(const Session& session, const std::string& study, QWidget* parent) {
    const Case& value = session.document().current();
    const std::vector<std::string> followers = followersOf(value, study);
    if (followers.empty()) return KeptNumbers{};
    const auto values = presentValues(session);
    KeptNumbers kept;
    QString list;
    for (const std::string& id : followers) {
        std::optional<double>& number = kept[id];
        if (values) number = values->baseOf(id);
        list += u"\n"_s + shown(parameterName(value, id));
        if (!number) continue;
        list += u": %1 %2"_s.arg(QString::fromStdString(readableNumber(*number, uiLanguage())),
                                 shown(caseUnitText(value, parameterUnit(id, value.parameters.at(id)))));
    }
    const QString question =
        values ? StudyRemoval::tr(
                     "These parameters follow the analysis. They can keep their present numbers, which then "
                     "stand fixed and do not vary:")
               : StudyRemoval::tr(
                     "These parameters follow the analysis, and their numbers cannot be worked out now. "
                     "Without it they have to be entered:");
    QMessageBox box(QMessageBox::Question, StudyRemoval::tr("Remove analysis"), question + u'\n' + list,
                    QMessageBox::NoButton, parent);
    const QPushButton* remove =
        box.addButton(values ? StudyRemoval::tr("Remove and keep the numbers") : StudyRemoval::tr("Remove"),
                      QMessageBox::DestructiveRole);
    box.setDefaultButton(box.addButton(QMessageBox::Cancel));
    box.exec();
    return box.clickedButton() == remove ? std::optional(kept) : std::nullopt;
}

}  // namespace kachi
