#pragma once

#include "models/pricing/rule_rows.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace kachi {

/// One line of the table: a rule of the pack shown, of the compared one, or of both.
struct RuleLine {
    std::optional<RuleRow> own;
    std::optional<RuleRow> other;
    bool differs = false;  ///< only while a pack is compared

    const RuleRow& row() const { return own ? *own : *other; }
};

/// Rules of one pack, with those of another beside them when one is compared. Read-only.
class RuleTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        keyColumn,
        labelColumn,
        valueColumn,
        otherColumn,
        unitColumn,
        statusColumn,
        clauseColumn,
        documentColumn,
        dateColumn,
        columns
    };

    explicit RuleTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// @param other  nullptr: nothing is compared
    void setPacks(const RulePack& pack, const RulePack* other, Language language);

    const RuleLine& line(int row) const { return m_lines[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString cellText(const RuleLine& line, int column) const;

    std::vector<RuleLine> m_lines;
    QString m_otherName;
    Language m_language = Language::ja;
};

/// The value of a rule for reading: digits grouped, yes or no in words; empty for wordings, which are labels already.
QString ruleValueWords(const RuleRow& row, Language language);

/// Which lines are shown.
class RuleFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit RuleFilter(QObject* parent = nullptr) : QSortFilterProxyModel(parent) {}

    /// Every word must stand somewhere in the line.
    void setWords(const QString& words);
    void setStatus(std::optional<RuleStatus> status);
    void setOnlyDifferences(bool only);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
    std::optional<RuleStatus> m_status;
    bool m_onlyDifferences = false;
};

}  // namespace kachi
