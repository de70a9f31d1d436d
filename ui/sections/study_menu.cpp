#include "ui/sections/study_menu.h"

#include "models/studies/study.h"
#include "ui/windows/language.h"

#include <QAction>

namespace kachi {
namespace {

const std::vector<std::pair<StudyGroup, const char*>>& groups() {
    static const std::vector<std::pair<StudyGroup, const char*>> all{
        {StudyGroup::evidence, QT_TRANSLATE_NOOP("kachi::StudyMenu", "Evidence and statistics")},
        {StudyGroup::labour, QT_TRANSLATE_NOOP("kachi::StudyMenu", "Labour")},
        {StudyGroup::regions, QT_TRANSLATE_NOOP("kachi::StudyMenu", "Regions and equity")}};
    return all;
}

}  // namespace

StudyMenu::StudyMenu(QWidget* parent) : QMenu(parent) {
    setToolTipsVisible(true);
}

void StudyMenu::retranslate() {
    clear();
    qDeleteAll(findChildren<QMenu*>(Qt::FindDirectChildrenOnly));
    for (const auto& [group, name] : groups()) {
        QMenu* part = addMenu(tr(name));
        part->setToolTipsVisible(true);
        for (const StudyDefinition& study : studies()) {
            if (study.group != group) continue;
            QAction* action = part->addAction(shown(study.name));
            action->setToolTip(shown(study.purpose));
            connect(action, &QAction::triggered, this, [this, id = study.id] { Q_EMIT chosen(id); });
        }
    }
}

}  // namespace kachi
