#include "ui/windows/case_dialogs.h"

#include "models/case/case_json.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/settings.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

struct Dialogs {
    Q_DECLARE_TR_FUNCTIONS(kachi::Dialogs)
};

/// A dialog with a sentence, one main widget and OK/Cancel; `accept` names what OK does.
class QuestionDialog : public QDialog {
public:
    QuestionDialog(QWidget* parent, const QString& title, const QString& sentence, QWidget* content,
                   const QString& accept)
        : QDialog(parent) {
        setWindowTitle(title);
        auto* lead = new QLabel(sentence);
        lead->setWordWrap(true);
        buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
        buttons->button(QDialogButtonBox::Ok)->setText(accept);
        connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
        connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
        auto* layout = new QVBoxLayout(this);
        layout->addWidget(lead);
        layout->addWidget(content, 1);
        layout->addWidget(buttons);
        resizeForText(this, 84, 0);
    }

    QDialogButtonBox* buttons;
};

QTreeWidget* table(const QStringList& heads, const QString& name) {
    auto* list = new QTreeWidget;
    list->setHeaderLabels(heads);
    list->setRootIsDecorated(false);
    list->setAlternatingRowColors(true);
    list->setAllColumnsShowFocus(true);
    list->setAccessibleName(name);
    list->setMinimumHeight(list->fontMetrics().height() * 12);
    return list;
}

std::optional<Case> readResource(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    auto read = caseFromJson(file.readAll().toStdString());
    if (!read) return {};
    return std::move(read->value);
}

Case emptyCase(const Session& session) {
    Case value;
    const auto& packs = session.packs().all();
    const auto newest = std::max_element(packs.begin(), packs.end(), [](const RulePack& left, const RulePack& right) {
        return left.effectiveFrom < right.effectiveFrom;
    });
    if (newest != packs.end()) value.context.rulePack = newest->id;
    return value;
}

}  // namespace

QString localTime(const std::string& utc) {
    const QDateTime time = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODateWithMs).toLocalTime();
    if (!time.isValid()) return QString::fromStdString(utc);
    return QLocale().toString(time, uiLanguage() == Language::ja ? u"yyyy年M月d日 H:mm"_s : u"d MMM yyyy, H:mm"_s);
}

UnsavedAnswer askAboutUnsaved(QWidget* parent, const QString& title) {
    QMessageBox box(QMessageBox::Question, QCoreApplication::applicationName(),
                    Dialogs::tr("“%1” has changes that are not saved as a revision.").arg(title), QMessageBox::NoButton,
                    parent);
    box.setInformativeText(
        Dialogs::tr("Save them now, or leave them as a draft, which Kachi offers again at the next start?"));
    QPushButton* save = box.addButton(Dialogs::tr("Save revision"), QMessageBox::AcceptRole);
    QPushButton* draft = box.addButton(Dialogs::tr("Leave as draft"), QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(save);
    box.exec();
    if (box.clickedButton() == save) return UnsavedAnswer::save;
    return box.clickedButton() == draft ? UnsavedAnswer::keepDraft : UnsavedAnswer::cancel;
}

std::optional<QString> askForSaveMessage(QWidget* parent, const Session& session) {
    auto* message = new QPlainTextEdit;
    message->setPlaceholderText(Dialogs::tr("What changed, and why"));
    message->setAccessibleName(message->placeholderText());
    message->setTabChangesFocus(true);
    message->setFixedHeight(message->fontMetrics().height() * 5);
    const int next = session.revision().value_or(0) + 1;
    QuestionDialog dialog(parent, Dialogs::tr("Save revision"),
                          Dialogs::tr("Revision %1 of “%2” is kept for good; earlier revisions stay as they are.")
                              .arg(next)
                              .arg(shown(session.document().current().title)),
                          message, Dialogs::tr("Save revision"));
    message->setFocus();
    if (dialog.exec() != QDialog::Accepted) return {};
    return message->toPlainText().trimmed();
}

std::optional<std::string> askForBranch(QWidget* parent, const Issues& conflict) {
    auto* name = new QLineEdit;
    name->setText(Dialogs::tr("branch-%1").arg(QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmm"_s)));
    name->setAccessibleName(Dialogs::tr("Name of the branch"));
    QString sentence = issuesText(conflict);
    for (const Issue& issue : conflict) {
        const auto author = issue.details.find("author");
        const auto time = issue.details.find("time");
        if (author == issue.details.end() || time == issue.details.end()) continue;
        sentence +=
            u"\n\n"_s +
            Dialogs::tr("Saved by %1 on %2.").arg(QString::fromStdString(author->second), localTime(time->second));
    }
    sentence += u"\n\n"_s + Dialogs::tr(
                                "Nothing is overwritten. Your work can be kept beside theirs as a branch of "
                                "this name:");
    QuestionDialog dialog(parent, Dialogs::tr("Somebody saved this case meanwhile"), sentence, name,
                          Dialogs::tr("Save as branch"));
    if (dialog.exec() != QDialog::Accepted || name->text().trimmed().isEmpty()) return {};
    return name->text().trimmed().toStdString();
}

std::optional<int> askForRevision(QWidget* parent, const CaseLibrary& library, const std::string& caseId) {
    const auto history = library.history(caseId);
    if (!history) {
        showIssues(parent, Dialogs::tr("The history cannot be shown."), history.issues());
        return {};
    }
    auto* list = table({Dialogs::tr("Revision"), Dialogs::tr("Saved"), Dialogs::tr("By"), Dialogs::tr("Branch"),
                        Dialogs::tr("Message")},
                       Dialogs::tr("Revisions, newest first"));
    for (const RevisionInfo& info : *history) {
        auto* row = new QTreeWidgetItem(
            list, {QString::number(info.number), localTime(info.time), QString::fromStdString(info.author),
                   QString::fromStdString(info.branch), QString::fromStdString(info.message).simplified()});
        row->setToolTip(4, QString::fromStdString(info.message));
    }
    for (int column = 0; column < 4; ++column) list->resizeColumnToContents(column);
    list->setCurrentItem(list->topLevelItem(0));
    QuestionDialog dialog(
        parent, Dialogs::tr("History"),
        Dialogs::tr("Open a revision to look at it or to go on from it. Saving then asks for a branch "
                    "when a newer revision exists."),
        list, Dialogs::tr("Open revision"));
    QObject::connect(list, &QTreeWidget::itemActivated, &dialog, &QDialog::accept);
    dialog.resize(textColumns(&dialog, 110), dialog.height());
    if (dialog.exec() != QDialog::Accepted || !list->currentItem()) return {};
    return list->currentItem()->text(0).toInt();
}

std::optional<Case> askForNewCase(QWidget* parent, const Session& session) {
    std::vector<Case> starts{emptyCase(session)};
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* title = new QLineEdit;
    title->setPlaceholderText(Dialogs::tr("Title of the case"));
    title->setAccessibleName(title->placeholderText());
    auto* list = table({Dialogs::tr("Start from"), Dialogs::tr("Kind")}, Dialogs::tr("Starting points"));
    new QTreeWidgetItem(list, {Dialogs::tr("Empty case"), Dialogs::tr("Empty")});
    const std::pair<QString, QString> folders[] = {{u":/templates"_s, Dialogs::tr("Template")},
                                                   {u":/samples"_s, Dialogs::tr("Sample")}};
    for (const auto& [folder, kind] : folders) {
        for (const QFileInfo& file : QDir(folder).entryInfoList({u"*.json"_s}, QDir::Files, QDir::Name)) {
            auto value = readResource(file.filePath());
            if (!value) continue;
            new QTreeWidgetItem(list, {shown(value->title), kind});
            starts.push_back(std::move(*value));
        }
    }
    list->setCurrentItem(list->topLevelItem(0));
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setStretchLastSection(false);
    layout->addWidget(title);
    layout->addWidget(list, 1);

    QuestionDialog dialog(parent, Dialogs::tr("New case"),
                          Dialogs::tr("Give the case a title and choose what it starts from. It is written to the "
                                      "library when you first save it."),
                          content, Dialogs::tr("Create"));
    title->setFocus();
    if (dialog.exec() != QDialog::Accepted) return {};
    Case chosen = starts[static_cast<std::size_t>(std::max(0, list->indexOfTopLevelItem(list->currentItem())))];
    const std::string typed = title->text().trimmed().toStdString();
    if (!typed.empty()) {
        chosen.title = {typed, typed};
    } else if (chosen.title.empty()) {
        const std::string untitled = Dialogs::tr("Untitled case").toStdString();
        chosen.title = {untitled, untitled};
    }
    return chosen;
}

RecoveryChoice askAboutDrafts(QWidget* parent, Session& session, const std::vector<CaseDraft>& drafts) {
    auto* list = table(
        {Dialogs::tr("Case"), Dialogs::tr("Typed until"), Dialogs::tr("Based on"), Dialogs::tr("What would return")},
        Dialogs::tr("Drafts that were not saved"));
    for (const CaseDraft& draft : drafts) {
        const auto read = caseFromJson(draft.json);
        QString content = Dialogs::tr("cannot be read");
        QString title = QString::fromStdString(draft.caseId);
        if (read) {
            title = shown(read->value.title);
            const auto base = draft.baseRevision ? session.library()->loadRevision(draft.caseId, *draft.baseRevision)
                                                 : Result<Revision>(Issue{});
            const auto before = base ? caseFromJson(base->json) : Result<ReadCase>(Issue{});
            int changed = 0;
            if (before) {
                for (const auto& [id, parameter] : read->value.parameters) {
                    const auto old = before->value.parameters.find(id);
                    if (old == before->value.parameters.end() || !(old->second == parameter)) ++changed;
                }
                for (const auto& [id, parameter] : before->value.parameters) {
                    if (!read->value.parameters.contains(id)) ++changed;
                }
            }
            content = !before       ? Dialogs::tr("a whole case never saved")
                      : changed > 0 ? Dialogs::tr("%1 changed parameters").arg(changed)
                                    : Dialogs::tr("changed texts or structure");
        }
        new QTreeWidgetItem(list, {title, localTime(draft.time),
                                   draft.baseRevision ? Dialogs::tr("revision %1").arg(*draft.baseRevision)
                                                      : Dialogs::tr("nothing saved"),
                                   content});
    }
    list->setCurrentItem(list->topLevelItem(0));
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    QuestionDialog dialog(parent, Dialogs::tr("Unsaved work was found"),
                          Dialogs::tr("Kachi ended before this work was saved as a revision. Opening a draft changes "
                                      "nothing in the library until you save."),
                          list, Dialogs::tr("Open draft"));
    dialog.buttons->button(QDialogButtonBox::Cancel)->setText(Dialogs::tr("Decide later"));
    QPushButton* discard = dialog.buttons->addButton(Dialogs::tr("Discard draft"), QDialogButtonBox::DestructiveRole);
    RecoveryChoice choice;
    QObject::connect(discard, &QPushButton::clicked, &dialog, [&] {
        choice.answer = RecoveryAnswer::discard;
        dialog.accept();
    });
    dialog.resize(textColumns(&dialog, 110), dialog.height());
    if (dialog.exec() != QDialog::Accepted || !list->currentItem()) return {};
    if (choice.answer != RecoveryAnswer::discard) choice.answer = RecoveryAnswer::recover;
    choice.draft = drafts[static_cast<std::size_t>(list->indexOfTopLevelItem(list->currentItem()))];
    return choice;
}

QString askForRecoveryFile(QWidget* parent, const QString& library, const Issues& issues) {
    QMessageBox box(QMessageBox::Warning, QCoreApplication::applicationName(), issuesText(issues),
                    QMessageBox::NoButton, parent);
    box.setInformativeText(
        Dialogs::tr("Kachi can read what is still readable into a new library. The damaged file is "
                    "not changed."));
    QPushButton* recover = box.addButton(Dialogs::tr("Recover to a new file…"), QMessageBox::AcceptRole);
    box.addButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() != recover) return {};
    const QFileInfo file(library);
    return QFileDialog::getSaveFileName(
        parent, Dialogs::tr("Recover to a new file"),
        file.absolutePath() + u"/"_s + file.completeBaseName() + Dialogs::tr("-recovered") + u".kachi"_s);
}

}  // namespace kachi
