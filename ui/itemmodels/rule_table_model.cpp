#include "ui/itemmodels/rule_table_model.h"

#include "app/report/number_format.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QFont>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

QString words(const Text& text, Language language) {
    return QString::fromStdString(text.in(language));
}

bool isIn(const RuleRow& row, const char* group) {
    return row.key.starts_with(group);
}

}  // namespace

QString ruleValueWords(const RuleRow& row, Language language) {
    if (isIn(row, "texts/")) return {};
    if (isIn(row, "switches/")) {
        const bool yes = row.value.en == "true";
        return words(yes ? Text{"はい", "yes"} : Text{"いいえ", "no"}, language);
    }
    if (isIn(row, "numbers/") && row.value.en.find('/') == std::string::npos) {
        return QString::fromStdString(groupDigits(row.value.en));
    }
    return words(row.value, language);
}

void RuleTableModel::setPacks(const RulePack& pack, const RulePack* other, Language language) {
    beginResetModel();
    m_lines.clear();
    m_language = language;
    m_otherName = other ? QString::fromStdString(other->id) : QString();
    for (RuleRow& row : ruleRows(pack)) m_lines.push_back({std::move(row), std::nullopt, false});
    if (other) {
        for (RuleRow& row : ruleRows(*other)) {
            const auto same = std::find_if(m_lines.begin(), m_lines.end(),
                                           [&](const RuleLine& line) { return line.own && line.own->key == row.key; });
            if (same != m_lines.end()) {
                same->other = std::move(row);
            } else {
                m_lines.push_back({std::nullopt, std::move(row), false});
            }
        }
        for (RuleLine& line : m_lines) {
            line.differs =
                !line.own || !line.other || line.own->value != line.other->value || line.own->unit != line.other->unit;
        }
    }
    endResetModel();
}

int RuleTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int RuleTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QString RuleTableModel::cellText(const RuleLine& line, int column) const {
    const RuleRow& row = line.row();
    const auto valueOf = [&](const std::optional<RuleRow>& side) {
        return side ? ruleValueWords(*side, m_language) : tr("absent");
    };
    const RuleSource source = row.source.value_or(RuleSource{});
    switch (column) {
        case keyColumn:
            return QString::fromStdString(row.key.substr(row.key.find('/') + 1));
        case labelColumn:
            return words(row.label, m_language);
        case valueColumn:
            return valueOf(line.own);
        case otherColumn:
            if (m_otherName.isEmpty()) return {};
            return line.differs ? u"≠ "_s + valueOf(line.other) : valueOf(line.other);
        case unitColumn:
            return words(unitText(row.unit), m_language);
        case statusColumn:
            return row.source ? words(ruleStatusText(source.status), m_language) : QString();
        case clauseColumn:
            return words(source.clause, m_language);
        case documentColumn:
            return QString::fromStdString(source.document);
        case dateColumn:
            return QString::fromStdString(source.date);
        default:
            return {};
    }
}

QVariant RuleTableModel::data(const QModelIndex& index, int role) const {
    const RuleLine& line = m_lines[static_cast<std::size_t>(index.row())];
    const RuleRow& row = line.row();
    switch (role) {
        case Qt::DisplayRole:
            return cellText(line, index.column());
        case Qt::ToolTipRole: {
            const QString whole = cellText(line, index.column());
            return index.column() == keyColumn ? QString::fromStdString(row.key) : whole;
        }
        case Qt::TextAlignmentRole:
            if (index.column() == valueColumn || index.column() == otherColumn) {
                return QVariant(Qt::AlignRight | Qt::AlignVCenter);
            }
            return {};
        case Qt::FontRole: {
            QFont font;
            font.setBold(line.differs && (index.column() == valueColumn || index.column() == otherColumn));
            return font;
        }
        case Qt::ForegroundRole:
            if (!line.own) return themeColours().muted;
            if (index.column() == statusColumn && row.source && row.source->status != RuleStatus::verified) {
                return themeColours().warning;
            }
            return {};
        default:
            return {};
    }
}

QVariant RuleTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case keyColumn:
            return tr("Key");
        case labelColumn:
            return tr("Rule");
        case valueColumn:
            return tr("Value");
        case otherColumn:
            return m_otherName;
        case unitColumn:
            return tr("Unit");
        case statusColumn:
            return tr("Status");
        case clauseColumn:
            return tr("Clause");
        case documentColumn:
            return tr("Document");
        case dateColumn:
            return tr("Date");
        default:
            return {};
    }
}

void RuleFilter::setWords(const QString& words) {
    m_words = words.normalized(QString::NormalizationForm_KC).split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void RuleFilter::setStatus(std::optional<RuleStatus> status) {
    m_status = status;
    invalidateFilter();
}

void RuleFilter::setOnlyDifferences(bool only) {
    m_onlyDifferences = only;
    invalidateFilter();
}

bool RuleFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const auto& model = *static_cast<const RuleTableModel*>(sourceModel());
    const RuleLine& line = model.line(row);
    if (m_onlyDifferences && !line.differs) return false;
    if (m_status && (!line.row().source || line.row().source->status != *m_status)) return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        for (int column = 0; column < RuleTableModel::columns; ++column) {
            const QString text = model.index(row, column, parent).data().toString();
            if (text.contains(word, Qt::CaseInsensitive)) return true;
        }
        return false;
    });
}

}  // namespace kachi
