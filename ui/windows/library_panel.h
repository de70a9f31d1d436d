#pragma once

#include "app/document/session.h"
#include "models/precedents/precedent.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace kachi {

/// The case library: search, groups of cases, and what can be done with one of them.
class LibraryPanel : public QWidget {
    Q_OBJECT

public:
    explicit LibraryPanel(Session& session, QWidget* parent = nullptr);

    void focusSearch();

Q_SIGNALS:
    void openRequested(const std::string& caseId);
    void historyRequested(const std::string& caseId);
    void exportRequested(const std::string& caseId);
    void newRequested();
    void importRequested();
    void precedentsRequested(const kachi::PrecedentQuery& query);
    void failed(const kachi::Issues& issues);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void showFileName();
    void refill();
    void fillGroups();
    void fillHits(const QString& query);
    QTreeWidgetItem* addGroup(const QString& title, const QString& icon, int count);
    void addPrecedents(const QString& words);
    QTreeWidgetItem* addCase(QTreeWidgetItem* group, const CaseEntry& entry, const QString& secondLine = {});
    void showMenu(const QPoint& position);
    std::string chosenCase() const;

    Session& m_session;
    QLineEdit* m_search;
    QTreeWidget* m_tree;
    QLabel* m_file;
    QString m_fileName;
    QToolButton* m_new;
    QToolButton* m_import;
    QTimer m_typing;
};

}  // namespace kachi
