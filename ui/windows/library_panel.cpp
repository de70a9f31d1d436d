#include "ui/windows/library_panel.h"

#include "app/document/sample_library.h"
#include "app/rules/published_decisions.h"
#include "ui/windows/icons.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace kachi {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int recentLimit = 5;
constexpr auto typingPause = 120ms;
enum Role { caseIdRole = Qt::UserRole, secondLineRole, precedentsRole };

QString localDay(const std::string& utc) {
    const QDateTime time = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODateWithMs).toLocalTime();
    return QLocale().toString(time, uiLanguage() == Language::ja ? u"yyyy年M月d日"_s : u"d MMM yyyy"_s);
}

/// Samples stay where the reader saw them last: in the order of the bundle, not of their last saving.
void sortAsBundled(std::vector<CaseEntry>& samples) {
    static const std::vector<std::string> order = [] {
        std::vector<std::string> ids;
        const auto bundled = sampleCases();
        for (const Case& sample : bundled ? *bundled : std::vector<Case>{}) ids.push_back(sample.id);
        return ids;
    }();
    const auto place = [](const CaseEntry& entry) { return std::ranges::find(order, entry.header.id); };
    std::ranges::stable_sort(samples, {}, place);
}

/// A case takes two lines: its title, and beneath it in grey when it was saved or the passage that was found.
class TwoLineDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        const bool twoLines = !index.data(secondLineRole).toString().isEmpty();
        const int line = option.fontMetrics.height();
        return {size.width(), twoLines ? line * 5 / 2 + line / 4 : line * 7 / 4};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QString second = index.data(secondLineRole).toString();
        if (second.isEmpty()) {
            QStyledItemDelegate::paint(painter, option, index);
            return;
        }
        QStyleOptionViewItem plain = option;
        initStyleOption(&plain, index);
        const QString title = plain.text;
        plain.text.clear();
        const QWidget* view = option.widget;
        view->style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, view);

        const int line = option.fontMetrics.height();
        const QRect words = option.rect.adjusted(line / 3, line / 4, -line / 3, -line / 4);
        painter->save();
        painter->setPen(themeColours().text);
        painter->drawText(words, Qt::AlignLeft | Qt::AlignTop,
                          option.fontMetrics.elidedText(title, Qt::ElideRight, words.width()));
        painter->setPen(themeColours().muted);
        painter->drawText(words, Qt::AlignLeft | Qt::AlignBottom,
                          option.fontMetrics.elidedText(second, Qt::ElideRight, words.width()));
        painter->restore();
    }
};

}  // namespace

LibraryPanel::LibraryPanel(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_search(new QLineEdit),
      m_tree(new QTreeWidget),
      m_file(new QLabel),
      m_new(new QToolButton),
      m_import(new QToolButton) {
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_tree->setHeaderHidden(true);
    m_tree->setItemDelegate(new TwoLineDelegate(m_tree));
    m_tree->setIndentation(fontMetrics().height() * 4 / 5);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_file->setProperty("role", u"muted"_s);
    m_file->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_new->setIcon(themedIcon(u"new"_s));
    m_import->setIcon(themedIcon(u"import"_s));
    for (QToolButton* button : {m_new, m_import}) button->setAutoRaise(true);

    auto* top = new QHBoxLayout;
    top->addWidget(m_search, 1);
    top->addWidget(m_new);
    top->addWidget(m_import);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_file);

    m_typing.setSingleShot(true);
    connect(&m_typing, &QTimer::timeout, this, &LibraryPanel::refill);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_typing.start(typingPause); });
    connect(m_tree, &QTreeWidget::itemActivated, this, [this] {
        if (!chosenCase().empty()) Q_EMIT openRequested(chosenCase());
        const QVariant words = m_tree->currentItem() ? m_tree->currentItem()->data(0, precedentsRole) : QVariant();
        if (!words.isValid()) return;
        PrecedentQuery query;
        query.words = words.toString().toStdString();
        Q_EMIT precedentsRequested(query);
    });
    connect(m_tree, &QTreeWidget::customContextMenuRequested, this, &LibraryPanel::showMenu);
    connect(m_new, &QToolButton::clicked, this, &LibraryPanel::newRequested);
    connect(m_import, &QToolButton::clicked, this, &LibraryPanel::importRequested);
    connect(&m_session, &Session::libraryChanged, this, &LibraryPanel::refill);
    connect(&m_session, &Session::caseOpened, this, &LibraryPanel::refill);
    retranslate();
}

void LibraryPanel::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void LibraryPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void LibraryPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showFileName();
}

/// A long name is shortened: the panel does not grow with it.
void LibraryPanel::showFileName() {
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    m_file->setText(m_file->fontMetrics().elidedText(m_fileName, Qt::ElideMiddle, room));
}

void LibraryPanel::retranslate() {
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search the library"));
    m_search->setToolTip(tr("Finds words in titles, products, evidence and parameters of every case"));
    m_tree->setAccessibleName(tr("Cases of the library"));
    m_new->setText(tr("New case"));
    m_new->setToolTip(tr("New case from a template or a sample"));
    m_import->setText(tr("Import a case"));
    m_import->setToolTip(tr("Import a case from a JSON file"));
    for (QToolButton* button : {m_new, m_import}) button->setAccessibleName(button->text());
    refill();
}

void LibraryPanel::refill() {
    CaseLibrary* library = m_session.library();
    m_tree->clear();
    m_file->setVisible(library != nullptr);
    if (!library) return;
    const QFileInfo file(library->path());
    m_fileName = library->writable() ? file.fileName() : tr("%1 (read-only)").arg(file.fileName());
    m_file->setToolTip(file.absoluteFilePath());
    showFileName();
    const QString query = m_search->text().trimmed();
    if (query.isEmpty()) {
        fillGroups();
    } else {
        fillHits(query);
    }
}

void LibraryPanel::fillGroups() {
    const auto cases = m_session.library()->list();
    if (!cases) {
        Q_EMIT failed(cases.issues());
        return;
    }
    const auto recent = m_session.library()->recentCases(recentLimit);
    if (recent && !recent->empty()) {
        QTreeWidgetItem* group = addGroup(tr("Recent"), u"recent"_s, static_cast<int>(recent->size()));
        for (const CaseEntry& entry : *recent) addCase(group, entry);
        group->setExpanded(true);
    }
    const struct {
        CaseKind kind;
        QString title;
        QString icon;
    } groups[] = {{CaseKind::userCase, tr("In progress"), u"case"_s}, {CaseKind::sample, tr("Samples"), u"sample"_s}};
    for (const auto& [kind, title, icon] : groups) {
        std::vector<CaseEntry> members;
        for (const CaseEntry& entry : *cases) {
            if (entry.header.kind == kind) members.push_back(entry);
        }
        if (kind == CaseKind::sample) sortAsBundled(members);
        QTreeWidgetItem* group = addGroup(title, icon, static_cast<int>(members.size()));
        for (const CaseEntry& entry : members) addCase(group, entry);
        group->setExpanded(true);
    }
    addPrecedents({});
}

void LibraryPanel::fillHits(const QString& query) {
    const auto hits = m_session.library()->search(query.toStdString());
    if (!hits) {
        Q_EMIT failed(hits.issues());
        return;
    }
    QTreeWidgetItem* group = addGroup(tr("Found"), u"search"_s, static_cast<int>(hits->size()));
    for (const SearchHit& hit : *hits) {
        const Snippet& passage = hit.snippet;
        addCase(group, hit.entry,
                u"…%1【%2】%3…"_s
                    .arg(QString::fromStdString(passage.before), QString::fromStdString(passage.match),
                         QString::fromStdString(passage.after))
                    .simplified());
    }
    group->setExpanded(true);
    addPrecedents(query);
}

/// One row for the published decisions that hold the words; it opens their search.
void LibraryPanel::addPrecedents(const QString& words) {
    PrecedentQuery query;
    query.words = words.toStdString();
    const auto found = findPrecedents(publishedDecisions(), query);
    if (found.empty()) return;
    QTreeWidgetItem* group = addGroup(tr("Precedents"), u"precedent"_s, static_cast<int>(found.size()));
    auto* item = new QTreeWidgetItem(group, {tr("Published decisions…")});
    item->setData(0, precedentsRole, words);
    item->setToolTip(0, tr("Search published price decisions by route, premium item and year"));
    group->setExpanded(true);
}

QTreeWidgetItem* LibraryPanel::addGroup(const QString& title, const QString& icon, int count) {
    auto* group = new QTreeWidgetItem(m_tree, {u"%1 (%2)"_s.arg(title).arg(count)});
    group->setIcon(0, themedIcon(icon));
    group->setFlags(Qt::ItemIsEnabled);
    QFont bold = font();
    bold.setBold(true);
    group->setFont(0, bold);
    return group;
}

QTreeWidgetItem* LibraryPanel::addCase(QTreeWidgetItem* group, const CaseEntry& entry, const QString& secondLine) {
    const QString title = shown(entry.header.title);
    auto* item = new QTreeWidgetItem(group, {title});
    item->setData(0, caseIdRole, QString::fromStdString(entry.header.id));
    item->setData(0, secondLineRole,
                  secondLine.isEmpty() ? tr("Revision %1 · %2").arg(entry.headRevision).arg(localDay(entry.modified))
                                       : secondLine);
    item->setToolTip(0, u"%1\n%2"_s.arg(title, QString::fromStdString(entry.header.product)));
    return item;
}

void LibraryPanel::showMenu(const QPoint& position) {
    const std::string caseId = chosenCase();
    QMenu menu(this);
    if (!caseId.empty()) {
        menu.addAction(themedIcon(u"open"_s), tr("Open"), this, [this, caseId] { Q_EMIT openRequested(caseId); });
        menu.addAction(themedIcon(u"recent"_s), tr("History and older revisions…"), this,
                       [this, caseId] { Q_EMIT historyRequested(caseId); });
        menu.addAction(themedIcon(u"export"_s), tr("Export with its history…"), this,
                       [this, caseId] { Q_EMIT exportRequested(caseId); });
        menu.addSeparator();
    }
    menu.addAction(themedIcon(u"new"_s), tr("New case…"), this, &LibraryPanel::newRequested);
    menu.addAction(themedIcon(u"import"_s), tr("Import…"), this, &LibraryPanel::importRequested);
    menu.exec(m_tree->viewport()->mapToGlobal(position));
}

std::string LibraryPanel::chosenCase() const {
    const QTreeWidgetItem* item = m_tree->currentItem();
    return item ? item->data(0, caseIdRole).toString().toStdString() : std::string();
}

}  // namespace kachi
