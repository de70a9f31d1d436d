#include "app/interchange/column_mapper.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

struct UnitFactor {
    const char16_t* prefix;
    double factor;
};

constexpr auto unitFactors = std::to_array<UnitFactor>(
    {{u"百万", 1e6}, {u"十万", 1e5}, {u"億", 1e8}, {u"万", 1e4}, {u"千", 1e3}, {u"million", 1e6}, {u"thousand", 1e3}});

const QRegularExpression& bracketed() {
    static const QRegularExpression pattern(u"[(\\[【〔]([^)\\]】〕]*)[)\\]】〕]"_s);
    return pattern;
}

/// Header without width, case, spaces, underscores and units in brackets.
QString headerKey(const QString& header) {
    static const QRegularExpression ignored(u"[\\s_]"_s);
    QString key = header.normalized(QString::NormalizationForm_KC).toCaseFolded();
    QString bare = key;
    bare.remove(bracketed()).remove(ignored);
    return bare.isEmpty() ? key.remove(ignored) : bare;
}

QString exactKey(const QString& header) {
    static const QRegularExpression ignored(u"[\\s_]"_s);
    return header.normalized(QString::NormalizationForm_KC).toCaseFolded().remove(ignored);
}

QStringList namesOf(const TargetColumn& target) {
    QStringList names{QString::fromStdString(target.key), QString::fromStdString(target.label.ja),
                      QString::fromStdString(target.label.en)};
    for (const std::string& synonym : target.synonyms) names.push_back(QString::fromStdString(synonym));
    return names;
}

/// 千人 → 1000, 百万円 → 1e6; 秒 → 1/60 for minutes; % → 0.01 for a fraction; else 1.
double factorOf(const QString& header, const TargetColumn& target) {
    if (target.type != ColumnType::number && target.type != ColumnType::integer) return 1;
    const auto match = bracketed().match(header.normalized(QString::NormalizationForm_KC));
    if (!match.hasMatch()) return 1;
    QString unit = match.captured(1).trimmed().toCaseFolded();
    unit.remove("単位:"_L1);
    if (target.unit == Unit::minutes) {
        for (const char16_t* second : {u"秒", u"sec", u"secs", u"second", u"seconds", u"s"}) {
            if (unit == QString::fromUtf16(second)) return 1.0 / 60;
        }
        for (const char16_t* hour : {u"時間", u"hour", u"hours", u"hr", u"hrs", u"h"}) {
            if (unit == QString::fromUtf16(hour)) return 60;
        }
    }
    for (const UnitFactor& candidate : unitFactors) {
        if (unit.startsWith(QString::fromUtf16(candidate.prefix))) return candidate.factor;
    }
    const bool fraction = target.unit == Unit::probability || target.unit == Unit::ratio || target.unit == Unit::rate;
    return unit == u"%" && fraction ? 0.01 : 1;
}

bool isTotal(const QString& text) {
    static const QStringList totals{u"全国"_s, u"全国計"_s, u"合計"_s,  u"総計"_s,  u"総数"_s,
                                    u"計"_s,   u"全体"_s,   u"total"_s, u"japan"_s, u"alljapan"_s};
    return totals.contains(exactKey(text));
}

}  // namespace

ColumnMapping ColumnMapper::propose(const ChosenColumns& chosen) const {
    ColumnMapping proposal;
    if (m_table.rows.empty()) return proposal;
    const QStringList& header = m_table.header();
    std::set<int> used;
    const auto take = [&](const TargetColumn& target, int column) {
        proposal.sources[target.key] = {column, factorOf(header[column], target)};
        used.insert(column);
    };
    const auto findColumn = [&](const auto& fits) {
        std::vector<int> found;
        for (int column = 0; column < header.size(); ++column) {
            if (!used.contains(column) && fits(header[column])) found.push_back(column);
        }
        return found;
    };

    for (const auto& [key, column] : chosen) {
        const TargetColumn* target = m_schema.find(key);
        if (target && column >= 0 && column < header.size()) take(*target, column);
    }
    for (const TargetColumn& target : m_schema.columns) {
        if (chosen.contains(target.key)) continue;
        for (const QString& name : namesOf(target)) {
            std::vector<int> found = findColumn([&](const QString& text) { return exactKey(text) == exactKey(name); });
            if (found.empty()) {
                found = findColumn([&](const QString& text) { return headerKey(text) == headerKey(name); });
            }
            if (found.empty()) continue;
            take(target, found.front());
            break;
        }
    }
    // A Japanese name inside a longer header (総人口 2020年) counts when only one column has it. Latin names do not:
    // "male" is inside "female".
    for (const TargetColumn& target : m_schema.columns) {
        for (const QString& name : namesOf(target)) {
            const bool japanese = name.size() >= 2 && name.front().unicode() >= 0x3000;
            if (!japanese || !target.required || proposal.sources.contains(target.key)) continue;
            if (chosen.contains(target.key)) continue;
            const std::vector<int> found =
                findColumn([&](const QString& text) { return headerKey(text).contains(headerKey(name)); });
            if (found.size() == 1) take(target, found.front());
        }
    }

    for (const TargetColumn& target : m_schema.columns) {
        const auto source = proposal.sources.find(target.key);
        const bool named = target.namesRow || !target.mayBeMissing;
        if (!named || source == proposal.sources.end()) continue;
        for (std::size_t row = m_table.headerRow + 1; row < m_table.rows.size(); ++row) {
            const QStringList& cells = m_table.rows[row];
            const bool firstCells = std::any_of(cells.begin(), cells.begin() + std::min<qsizetype>(2, cells.size()),
                                                [](const QString& cell) { return isTotal(cell); });
            if (firstCells || isTotal(cells[source->second.column])) proposal.excludedRows.insert(row);
        }
    }
    return proposal;
}

}  // namespace kachi
