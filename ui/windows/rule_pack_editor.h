#pragma once

#include "app/document/session.h"
#include "ui/itemmodels/rule_table_model.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTableView;
class QTextBrowser;

namespace kachi {

/// Rule packs beside the main window: every rule with its source and status, comparison with another pack, and the
/// analyst's own packs, which are copies with changed values. Changes are written at once and can be taken back.
class RulePackEditor : public QDialog {
    Q_OBJECT

public:
    explicit RulePackEditor(Session& session, QWidget* parent = nullptr);

    /// Shows that pack and, when the key is given ("numbers/foreign.ceiling"), that rule.
    void showPack(const std::string& id, const std::string& key = {});

    /// Copies the pack shown under a new id and name, and shows the copy.
    Issues copyPack(const std::string& id, const QString& name);
    Issues importPack(const QString& path);
    Issues exportPack(const QString& path) const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fillPacks();
    void fillCompared();
    void fillRules();
    void showRule();
    void showEnabled();
    void tell(const Issues& issues);

    void askForCopy();
    void askForImport();
    void askForExport();
    void askForDelete();
    void editRule();
    void restoreRule();

    const RulePack* pack() const;
    const RulePack* compared() const;
    std::optional<RuleLine> chosenLine() const;
    bool ownPack() const;

    Session& m_session;
    QListWidget* m_packs;
    QLineEdit* m_search;
    QLabel* m_statusLabel;
    QComboBox* m_status;
    QLabel* m_comparedLabel;
    QComboBox* m_compared;
    QCheckBox* m_onlyDifferences;
    RuleTableModel* m_model;
    RuleFilter* m_filter;
    QTableView* m_table;
    QTextBrowser* m_details;
    QLabel* m_notice;
    QPushButton* m_edit;
    QPushButton* m_restore;
    QPushButton* m_copy;
    QPushButton* m_import;
    QPushButton* m_export;
    QPushButton* m_delete;
};

}  // namespace kachi
