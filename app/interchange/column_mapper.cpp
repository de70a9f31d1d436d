#include "app/interchange/column_mapper.h"

#include "app/interchange/date_text.h"
#include "app/interchange/issue_text.h"
#include "app/interchange/number_text.h"
#include "app/interchange/workbook_reader.h"
#include "models/equalisation/prefecture_names.h"

#include <algorithm>
#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr double percentFactor = 0.01;  ///< of a fraction whose header says %

QString normalized(const QString& text) {
    return text.normalized(QString::NormalizationForm_KC).trimmed();
}

bool isNumeric(ColumnType type) {
    return type == ColumnType::number || type == ColumnType::integer;
}

/// The cell as a number, which it is beyond its limits too: then with the issue.
void takeNumber(MappedCell& cell, NumberContext context, const FieldLimits& limits) {
    const Result<double> number = parseNumber(cell.text, context);
    if (!number) {
        cell.issues = number.issues();
        return;
    }
    context.limits = limits;
    if (const Result<double> within = parseNumber(cell.text, context); !within) cell.issues = within.issues();
    cell.number = *number;
    cell.text = QString::fromStdString(plainDigits(*number));
}

std::string labelsOf(const TargetColumn& target, Language language) {
    std::string labels;
    for (const ColumnAnswer& answer : target.answers) {
        labels += (labels.empty() ? "" : ", ") + answer.label.in(language);
    }
    return labels;
}

}  // namespace

QStringList defaultMissingCodes() {
    return {QString(), u"-"_s, u"‐"_s, u"–"_s, u"—"_s, u"―"_s, u"−"_s, u"…"_s, u"NA"_s, u"N/A"_s, u"#N/A"_s};
}

QString answerWord(const QString& cell) {
    return normalized(cell).toCaseFolded();
}

QHash<QString, QString> answerWords(const std::vector<ColumnAnswer>& answers) {
    QHash<QString, QString> ids;
    for (const ColumnAnswer& answer : answers) {
        const QString id = QString::fromStdString(answer.id);
        ids.insert(answerWord(id), id);
        ids.insert(answerWord(QString::fromStdString(answer.label.ja)), id);
        ids.insert(answerWord(QString::fromStdString(answer.label.en)), id);
        for (const std::string& word : answer.words) ids.insert(answerWord(QString::fromStdString(word)), id);
    }
    return ids;
}

ColumnMapper::ColumnMapper(RawTable table, const TableSchema& schema) : m_table(std::move(table)), m_schema(schema) {
    for (const TargetColumn& target : schema.columns) {
        if (target.type == ColumnType::choice) m_answerIds[target.key] = answerWords(target.answers);
    }
    setMapping(propose());
}

void ColumnMapper::setMapping(ColumnMapping mapping) {
    m_mapping = std::move(mapping);
    m_missing.clear();
    for (const QString& code : m_mapping.missingCodes) m_missing.insert(normalized(code));
}

std::vector<std::size_t> ColumnMapper::takenRows() const {
    std::vector<std::size_t> rows;
    for (std::size_t row = m_table.headerRow + 1; row < m_table.rows.size(); ++row) {
        if (!m_mapping.excludedRows.contains(row)) rows.push_back(row);
    }
    return rows;
}

QString ColumnMapper::position(std::size_t row, const TargetColumn& target, const ColumnSource& source) const {
    const QString header = m_table.header().value(source.column).simplified();
    const QString shown = header.isEmpty() ? QString::fromStdString(target.label.ja) : header;
    return shown + u" ["_s + cellName(m_table.rowNumbers[row] - 1, source.column) + u']';
}

MappedCell ColumnMapper::readCell(std::size_t row, const TargetColumn& target, const ColumnSource& source) const {
    MappedCell cell;
    cell.text = m_table.rows[row].value(source.column).trimmed();
    const QString where = position(row, target, source);
    if (m_missing.contains(normalized(cell.text))) {
        cell.missing = true;
        if (!target.mayBeMissing) cell.issues.push_back(interchangeIssue("interchange.missingKey", where, cell.text));
    } else if (isNumeric(target.type)) {
        const auto mark = m_mapping.decimalMark ? m_mapping.decimalMark : m_table.decimalMark;
        FieldLimits limits = target.limits;
        limits.whole = limits.whole || target.type == ColumnType::integer;
        // "12%" under the header "share (%)" says percent once.
        const bool ownPercent = source.factor == percentFactor && normalized(cell.text).endsWith(u'%');
        takeNumber(cell,
                   {.where = where, .unit = target.unit, .decimalMark = mark, .factor = ownPercent ? 1 : source.factor},
                   limits);
    } else if (target.type == ColumnType::month) {
        const Result<QString> month = parseMonth(cell.text, where);
        if (month) {
            cell.text = *month;
        } else {
            cell.issues = month.issues();
        }
    } else if (target.type == ColumnType::date) {
        const Result<QString> day = parseDay(cell.text, where);
        if (day) {
            cell.text = *day;
        } else {
            cell.issues = day.issues();
        }
    } else if (target.type == ColumnType::choice) {
        const QString id = m_answerIds.at(target.key).value(answerWord(cell.text));
        if (!id.isEmpty()) {
            cell.text = id;
        } else {
            Issue issue = interchangeIssue("interchange.unknownAnswer", where, cell.text);
            issue.details = {{"answers.ja", labelsOf(target, Language::ja)},
                             {"answers.en", labelsOf(target, Language::en)}};
            cell.issues.push_back(std::move(issue));
        }
    } else if (target.type == ColumnType::prefecture) {
        const Prefecture* prefecture = resolvePrefecture(normalized(cell.text).toStdString());
        if (prefecture) {
            cell.text = QString::fromUtf8(prefecture->code);
        } else {
            cell.issues.push_back(interchangeIssue("interchange.unknownPrefecture", where, cell.text));
        }
    } else if (target.type == ColumnType::code) {
        cell.text = normalized(cell.text);
    }
    return cell;
}

std::vector<std::vector<MappedCell>> ColumnMapper::preview(std::size_t rows) const {
    std::vector<std::vector<MappedCell>> shown;
    for (const std::size_t row : takenRows()) {
        if (shown.size() == rows) break;
        std::vector<MappedCell>& cells = shown.emplace_back();
        for (const TargetColumn& target : m_schema.columns) {
            const auto source = m_mapping.sources.find(target.key);
            if (source != m_mapping.sources.end()) cells.push_back(readCell(row, target, source->second));
        }
    }
    return shown;
}

Issues ColumnMapper::mappingFaults() const {
    Issues faults;
    for (const TargetColumn& target : m_schema.columns) {
        if (!target.required || m_mapping.sources.contains(target.key)) continue;
        faults.push_back(interchangeIssue("interchange.unmappedColumn", m_table.fileName,
                                          QString::fromStdString(target.label.ja), m_table.header().join(u", "_s)));
        faults.back().details = {{"nameJa", target.label.ja}, {"nameEn", target.label.en}};
    }
    for (const auto& [key, source] : m_mapping.sources) {
        const bool inTable = source.column >= 0 && static_cast<std::size_t>(source.column) < m_table.columnCount();
        const bool usable = inTable && m_schema.find(key) && std::isfinite(source.factor) && source.factor != 0;
        if (usable) continue;
        Issue fault = interchangeIssue("interchange.badSource", QString::fromStdString(key),
                                       QString::number(source.column + 1), QString::number(m_table.columnCount()));
        fault.details["factor"] = numberText(source.factor);
        faults.push_back(std::move(fault));
    }
    return faults;
}

Result<MappedTable> ColumnMapper::apply() const {
    Issues faults = mappingFaults();
    if (!faults.empty()) return faults;
    const std::vector<std::size_t> rows = takenRows();
    if (rows.empty()) return interchangeIssue("interchange.noRows", m_table.fileName);

    MappedTable mapped;
    mapped.schema = m_schema.id;
    mapped.digest = m_table.digest;
    for (const std::size_t row : rows) mapped.rowNumbers.push_back(m_table.rowNumbers[row]);
    for (const auto& [key, source] : m_mapping.sources) {
        const TargetColumn& target = *m_schema.find(key);
        std::map<QString, QString> firstUse;
        for (const std::size_t row : rows) {
            const MappedCell cell = readCell(row, target, source);
            append(faults, cell.issues);
            if (isNumeric(target.type)) {
                mapped.numbers[key].push_back(cell.number);
            } else {
                mapped.texts[key].push_back(cell.missing ? std::nullopt : std::optional<QString>(cell.text));
            }
            if (!target.unique || cell.missing || !cell.issues.empty()) continue;
            const QString where = position(row, target, source);
            const auto [known, isNew] = firstUse.try_emplace(cell.text, where);
            if (!isNew) {
                faults.push_back(interchangeIssue("interchange.duplicateKey", where, cell.text, known->second));
            }
        }
    }
    if (!faults.empty()) return faults;
    mapped.issues = notesFor(mapped);
    return mapped;
}

Issues ColumnMapper::notesFor(const MappedTable& mapped) const {
    Issues notes = m_table.notes;
    const auto warn = [&](const char* code, const QString& where, const QString& value, const QString& limit = {}) {
        notes.push_back(interchangeIssue(code, where, value, limit, Severity::warning));
    };
    for (const auto& [key, source] : m_mapping.sources) {
        const QString header = m_table.header().value(source.column);
        const auto numbers = mapped.numbers.find(key);
        const auto texts = mapped.texts.find(key);
        const auto missing = numbers != mapped.numbers.end()
                                 ? std::count(numbers->second.begin(), numbers->second.end(), std::nullopt)
                                 : std::count(texts->second.begin(), texts->second.end(), std::nullopt);
        if (missing > 0) warn("interchange.missingCells", header, QString::number(missing));
        if (source.factor != 1)
            warn("interchange.unitFactor", header, QString::fromStdString(plainDigits(source.factor)));
        if (m_schema.find(key)->type != ColumnType::prefecture) continue;
        QStringList absent;
        for (const Prefecture& prefecture : prefectures) {
            const QString code = QString::fromUtf8(prefecture.code);
            if (std::find(texts->second.begin(), texts->second.end(), code) == texts->second.end()) {
                absent.push_back(QString::fromUtf8(prefecture.ja));
            }
        }
        if (!absent.isEmpty()) warn("interchange.missingRegions", m_table.fileName, absent.join(u", "_s));
    }
    for (const std::size_t row : m_mapping.excludedRows) {
        if (row >= m_table.rows.size()) continue;
        warn("interchange.excludedRow", m_table.fileName, m_table.rows[row].join(u' ').simplified().left(40),
             QString::number(m_table.rowNumbers[row]));
    }
    return notes;
}

}  // namespace kachi
