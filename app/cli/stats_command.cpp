#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/interruption.h"
#include "app/cli/output.h"
#include "app/cli/price_output.h"
#include "app/report/number_format.h"
#include "app/report/study_json.h"
#include "app/report/study_tables.h"
#include "app/rules/rule_packs.h"
#include "models/case/case.h"
#include "models/studies/study_name.h"
#include "models/studies/study_request_fields.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const Field* firstDataField(const StudyDefinition& study) {
    const auto found = std::ranges::find(study.fields, FieldKind::data, &Field::kind);
    return found == study.fields.end() ? nullptr : &*found;
}

/// A JSON request, or a table file that becomes the data of the method.
Result<StudyRequest> readRequest(const StatsCommand& command, const TableReading& reading, TablesRead& tables) {
    StudyRequest request;
    request.method = command.method;
    const bool isTable = !command.file.isEmpty() && !command.file.endsWith(u".json"_s, Qt::CaseInsensitive);
    if (command.file.isEmpty()) return request;
    if (isTable) {
        const StudyDefinition* study = findStudy(command.method);
        const Field* field = study ? firstDataField(*study) : nullptr;
        if (!field) {
            return Issue{"studies.noDataField", Severity::error, command.file.toStdString(), command.method, {}, {}};
        }
        auto data = readTableData(command.file, reading, tables);
        if (!data) return withFile(data.issues(), command.file);
        setInput(request, field->key, std::move(data).value());
        return request;
    }
    const auto bytes = readFile(command.file);
    if (!bytes) return bytes.issues();
    nlohmann::json json;
    try {
        json = nlohmann::json::parse(bytes->toStdString());
    } catch (const nlohmann::json::exception& error) {
        return Issue{"studies.inputSyntax", Severity::error, command.file.toStdString(), error.what(), {}, {}};
    }
    if (json.is_object()) {
        json.erase("format");
        if (!json.contains("method")) json["method"] = command.method;
    }
    Issues issues;
    UnknownKeys unknown;
    JsonReader(json, "", issues, unknown).object(request);
    for (Issue& issue : issues) issue.severity = Severity::error;
    if (!issues.empty()) return withFile(issues, command.file);
    if (request.method != command.method) {
        return withFile({{"studies.otherMethod", Severity::error, "/method", request.method, command.method, {}}},
                        command.file);
    }
    return request;
}

/// Data given as the name of a file, beside the request's own file.
Issues readNamedData(const StatsCommand& command, const TableReading& reading, StudyRequest& request,
                     TablesRead& tables) {
    Issues issues;
    const StudyDefinition* study = findStudy(request.method);
    if (!study) return issues;
    for (const Field& field : study->fields) {
        if (field.kind != FieldKind::data) continue;
        const auto cell = request.inputs.find(field.key);
        if (cell == request.inputs.end() || !cell->is_string()) continue;
        const QString named = QString::fromStdString(cell->get<std::string>());
        const QString path = QFileInfo(command.file).absoluteDir().filePath(named);
        auto data = readTableData(path, reading, tables);
        if (data) {
            setInput(request, field.key, std::move(data).value());
        } else {
            append(issues, withFile(data.issues(), path));
        }
    }
    return issues;
}

/// "key=value" after --set: cells as typed.
Issues setCells(const StatsCommand& command, StudyRequest& request) {
    Issues issues;
    for (const std::string& pair : command.set) {
        const std::size_t sign = pair.find('=');
        if (sign == std::string::npos || sign == 0) {
            issues.push_back({"studies.setSyntax", Severity::error, "--set", pair, "time=months", {}});
            continue;
        }
        const std::string value = pair.substr(sign + 1);
        const bool nested = value.starts_with('[') || value.starts_with('{');
        const nlohmann::json parsed = nested ? nlohmann::json::parse(value, nullptr, false) : nlohmann::json();
        request.inputs[pair.substr(0, sign)] = nested && !parsed.is_discarded() ? parsed : nlohmann::json(value);
    }
    return issues;
}

void printTable(const Table& table, Language language) {
    constexpr std::size_t mostRows = 60;
    printOut(QString::fromStdString(table.title.in(language)));
    const QString between = u"\t  "_s;
    QStringList heads;
    for (const TableColumn& column : table.columns) {
        heads += QString::fromStdString(labelWithUnit(column.header, column.unit, column.format, language));
    }
    printOut(heads.join(between));
    const std::vector<int> decimals = columnDecimals(table);
    for (std::size_t row = 0; row < std::min(mostRows, table.rows.size()); ++row) {
        QStringList line;
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            const Cell& cell = table.rows[row].cells[column];
            line += QString::fromStdString(cellText(cell, table.columns[column], decimals[column], language));
        }
        printOut(line.join(between));
    }
    if (table.rows.size() <= mostRows) return;
    printOut((language == Language::ja ? u"… %2 行のうち最初の %1 行。全行は --json で書き出せます"_s
                                       : u"… the first %1 of %2 rows; all of them with --json"_s)
                 .arg(mostRows)
                 .arg(table.rows.size()));
}

void printResult(const StudyRequest& request, const StudyResult& result, Language language) {
    printOut(QString::fromStdString(studyName(request).in(language)));
    for (const StudyFigure& figure : result.figures) {
        printOut(u"  "_s + QString::fromStdString(figure.label.in(language)) + u": "_s +
                 QString::fromStdString(studyFigureText(figure).in(language)));
    }
    for (const StudyTable& table : result.tables) printTable(studyResultTable(table), language);
    if (const auto estimates = studyEstimateTable(result)) printTable(*estimates, language);
    printOut(QString::fromStdString(result.methodText.in(language)));
}

}  // namespace

int runStats(const StatsCommand& command, Language language) {
    auto reading = tableReading(command.table);
    if (!reading) return refuse(reading.issues(), language);
    Interruption interruption;
    reading->options.progress = {interruption.token(), interruption.reporter()};
    TablesRead tables;
    auto request = readRequest(command, *reading, tables);
    if (!request) return refuse(request.issues(), language);
    if (const Issues faults = setCells(command, *request); !faults.empty()) return refuse(faults, language);
    if (const Issues faults = readNamedData(command, *reading, *request, tables); !faults.empty()) {
        return refuse(faults, language);
    }
    const QString asked = command.file.isEmpty() ? QString::fromStdString(command.method) : command.file;
    if (const Issues faults = unusedOptions(command.table, *reading, tables, asked); !faults.empty()) {
        return refuse(faults, language);
    }

    const QString packName = command.rules.isEmpty() ? u"jp-2026"_s : command.rules;
    const auto pack = rulePackNamed(RulePacks(userRuleFolder()), packName);
    if (!pack) return refuse(pack.issues(), language);
    StudySurroundings surroundings;
    surroundings.pack = &*pack;
    surroundings.options.seed = static_cast<std::uint64_t>(RunSettings{}.seed);
    if (command.seed) surroundings.options.seed = *command.seed;
    surroundings.options.stop = interruption.token();
    surroundings.options.progress = interruption.reporter();
    const auto result = runStudy(*request, surroundings);
    if (!result) return refuse(withFile(result.issues(), command.file), language);
    if (interruption.requested()) return refuse({readingCancelled(command.file)}, language);
    printIssues(result->notes, language);
    printResult(*request, *result, language);
    if (command.json.isEmpty()) return exitDone;
    const Done written = writeOutput(command.json, studyResultToJson(*request, *result), language);
    return written ? exitDone : refuse(written.issues(), language);
}

int listStudies(Language language) {
    for (const StudyDefinition& study : studies()) {
        printOut(QString::fromStdString(study.id) + u'\t' + QString::fromStdString(study.name.in(language)) + u'\t' +
                 QString::fromStdString(study.purpose.in(language)));
    }
    return exitDone;
}

namespace {

/// "with known = moments | counts", "with design = groups, or empty".
Text conditionText(const FieldCondition& condition) {
    std::string answers;
    bool orEmpty = false;
    for (const std::string& answer : condition.answers) {
        orEmpty |= answer.empty();
        if (!answer.empty()) answers += (answers.empty() ? "" : " | ") + answer;
    }
    return {condition.key + " = " + answers + (orEmpty ? "、または空欄のとき" : " のとき"),
            "with " + condition.key + " = " + answers + (orEmpty ? ", or empty" : "")};
}

}  // namespace

int listStudyFields(const std::string& method, Language language) {
    const StudyDefinition* study = findStudy(method);
    if (!study) return refuse(runStudy({{}, method, {}, {}, {}}, {}).issues(), language);
    printOut(QString::fromStdString(study->purpose.in(language)));
    for (const Field& field : study->fields) {
        QString line = QString::fromStdString(field.key) + (field.required ? u" *\t"_s : u"\t"_s);
        line += QString::fromStdString(field.label.in(language));
        std::string choices;
        for (const FieldChoice& choice : field.choices) choices += (choices.empty() ? "" : " | ") + choice.id;
        for (const Field& column : field.columns) choices += (choices.empty() ? "" : ", ") + column.key;
        if (!choices.empty()) line += u"\t("_s + QString::fromStdString(choices) + u')';
        if (field.usedWhen) line += u'\t' + QString::fromStdString(conditionText(*field.usedWhen).in(language));
        printOut(line);
    }
    return exitDone;
}

}  // namespace kachi
