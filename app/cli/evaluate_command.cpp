#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/draws_file.h"
#include "app/cli/input.h"
#include "app/cli/output.h"
#include "app/document/posterior_draws.h"
#include "app/document/sample_library.h"
#include "app/report/case_text.h"
#include "app/report/evaluation_json.h"
#include "app/report/pdf_writer.h"
#include "app/report/report_builder.h"
#include "app/rules/price_surroundings.h"
#include "app/storage/atomic_file.h"
#include "app/storage/case_library.h"
#include "app/workbook/case_workbook.h"
#include "models/case/case_json.h"

#include <QDate>
#include <QDir>
#include <QFile>

#include <limits>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr qulonglong maximumDraws = 10'000'000;
constexpr qulonglong maximumThreads = 1'024;

/// Everything an evaluation starts from, read and checked before anything runs.
struct Prepared {
    Case value;
    RulePack pack;
    RunOptions options;
    std::optional<DrawColumns> draws;
    Issues warnings;
    int revision = 0;
};

Result<qulonglong> wholeNumber(const QString& text, const char* code, qulonglong low, qulonglong high) {
    bool ok = false;
    const qulonglong number = text.toULongLong(&ok);
    if (ok && number >= low && number <= high) return number;
    return Issue{code, Severity::error, {}, text.toStdString(), std::to_string(low) + " … " + std::to_string(high), {}};
}

Issues readDesign(const QString& text, Design& target) {
    std::string known;
    for (const auto& [design, name] : designNames) {
        if (text == QLatin1String(name)) {
            target = design;
            return {};
        }
        known += known.empty() ? name : std::string(", ") + name;
    }
    return {{"cli.design", Severity::error, {}, text.toStdString(), known, {}}};
}

/// The file that the case comes from.
QString sourceOf(const EvaluateRequest& request) {
    return request.caseFile.isEmpty() ? request.library : request.caseFile;
}

Done readCase(const EvaluateRequest& request, Prepared& prepared) {
    if (!request.caseFile.isEmpty()) {
        const auto bytes = readFile(request.caseFile);
        if (!bytes) return bytes.issues();
        auto read = caseFromJson(bytes->toStdString());
        if (!read) return withFile(read.issues(), request.caseFile);
        prepared.value = std::move(read->value);
        prepared.warnings = withFile(std::move(read->warnings), request.caseFile);
        return done();
    }
    if (request.library.isEmpty() || request.caseId.empty()) {
        return Issue{"cli.caseMissing", Severity::error, {}, {}, {}, {}};
    }
    const auto library = CaseLibrary::open(request.library, OpenMode::readOnly);
    if (!library) return library.issues();
    const auto stored = library->loadHead(request.caseId);
    if (!stored) return stored.issues();
    auto read = caseFromJson(stored->json);
    if (!read) return withFile(read.issues(), request.library);
    prepared.value = std::move(read->value);
    prepared.warnings = withFile(std::move(read->warnings), request.library);
    append(prepared.warnings, library->notices());
    prepared.revision = stored->info.number;
    return done();
}

/// The numbers of the command line, over those of the case.
Done readOptions(const EvaluateRequest& request, Prepared& prepared) {
    Issues issues;
    const auto take = [&issues](const std::optional<QString>& text, const char* code, qulonglong low, qulonglong high,
                                auto& target) {
        if (!text) return;
        const auto number = wholeNumber(*text, code, low, high);
        if (number) {
            target = static_cast<std::remove_reference_t<decltype(target)>>(*number);
        } else {
            append(issues, number.issues());
        }
    };
    prepared.options.draws = static_cast<std::size_t>(std::max(0, prepared.value.run.draws));
    prepared.options.seed = static_cast<std::uint64_t>(prepared.value.run.seed);
    take(request.draws, "cli.draws", 1, maximumDraws, prepared.options.draws);
    take(request.seed, "cli.seed", 0, std::numeric_limits<qulonglong>::max(), prepared.options.seed);
    take(request.threads, "cli.threads", 1, maximumThreads, prepared.options.threads);
    prepared.options.design = prepared.value.run.design;
    prepared.options.sobolDimensions = prepared.value.run.sobolDimensions;
    if (request.design) append(issues, readDesign(*request.design, prepared.options.design));
    if (!request.drawsFrom.isEmpty() && request.draws) {
        issues.push_back({"cli.drawsConflict", Severity::error, {}, {}, {}, {}});
    }
    if (!issues.empty()) return issues;
    return done();
}

Result<RulePack> readPack(const EvaluateRequest& request, const Case& value) {
    const RulePacks packs(userRuleFolder());
    if (!request.rulesFile.isEmpty()) return rulePackNamed(packs, request.rulesFile);
    auto pack = packs.get(value.context.rulePack);
    if (!pack) return withFile(pack.issues(), sourceOf(request));
    return pack;
}

Result<Prepared> prepare(const EvaluateRequest& request) {
    Prepared prepared;
    if (const Done read = readCase(request, prepared); !read) return read.issues();
    if (const Done read = readOptions(request, prepared); !read) return read.issues();
    auto pack = readPack(request, prepared.value);
    if (!pack) return pack.issues();
    prepared.pack = std::move(pack).value();
    if (!request.posteriorFrom.isEmpty()) {
        const auto columns = readDraws(request.posteriorFrom);
        if (!columns) return columns.issues();
        auto joined = withPosterior(std::move(prepared.value), *columns, "posterior");
        if (!joined) return withFile(joined.issues(), request.posteriorFrom);
        prepared.value = std::move(joined).value();
    }
    if (!request.drawsFrom.isEmpty()) {
        auto draws = readDraws(request.drawsFrom);
        if (!draws) return draws.issues();
        prepared.draws = std::move(draws).value();
    }
    return prepared;
}

/// The summary shows totals; staff by staff and other rows stand in PDF and JSON.
bool inSummary(const Metric& metric) {
    return metric.model != "labour" || metric.key.empty();
}

QString figureText(const Case& value, const Metric& metric, Language language) {
    const auto shown = [language](double number) { return QString::fromStdString(readableNumber(number, language)); };
    QString line = QString::fromStdString(metric.label.in(language));
    if (!metric.keyLabel.empty()) line += u" / "_s + QString::fromStdString(metric.keyLabel.in(language));
    line += u": "_s + (metric.base ? shown(*metric.base) : QString());
    line += u' ' + QString::fromStdString(caseUnitText(value, metric.unit).in(language));
    if (metric.drawn && metric.drawn->count > 1) {
        line += u"  (95 %: "_s + shown(metric.drawn->low95) + u" – "_s + shown(metric.drawn->high95) + u')';
    }
    if (!metric.state.empty()) line += u"  "_s + QString::fromStdString(metric.state.in(language));
    return line;
}

void printSummary(const Case& value, const Evaluation& evaluation, Language language) {
    const bool japanese = language == Language::ja;
    printOut(QString::fromStdString(value.title.in(language)));
    printOut(
        (japanese ? u"規則: %1  試行: %2  種: %3  ダイジェスト: %4"_s : u"rules: %1  draws: %2  seed: %3  digest: %4"_s)
            .arg(QString::fromStdString(evaluation.rulePackName.in(language)))
            .arg(evaluation.draws)
            .arg(evaluation.seed)
            .arg(QString::fromStdString(evaluation.caseDigest.substr(0, 12))));
    for (const Metric& metric : evaluation.metrics) {
        if (inSummary(metric)) printOut(u"  "_s + figureText(value, metric, language));
    }
}

/// Writes what was asked for; the first failure ends it with what was written before still whole.
Done writeOutputs(const EvaluateRequest& request, const Prepared& prepared, const Evaluation& evaluation,
                  FigurePainter& painter, Language language) {
    const bool japanese = language == Language::ja;
    const auto written = [&](const QString& path) {
        printOut((japanese ? u"書き出しました: %1"_s : u"written: %1"_s).arg(QDir::toNativeSeparators(path)));
    };
    if (!request.drawsOut.isEmpty()) {
        DrawColumns columns;
        for (const std::string& id : evaluation.sampled) columns[id] = evaluation.values.drawn.at(id);
        if (const Done saved = writeDraws(request.drawsOut, columns); !saved) return saved;
        written(request.drawsOut);
    }
    if (!request.jsonOut.isEmpty()) {
        const std::string json = evaluationToJson(prepared.value, evaluation, {prepared.draws.has_value()});
        if (const Done saved = writeFileAtomically(request.jsonOut, QByteArray::fromStdString(json)); !saved)
            return saved;
        written(request.jsonOut);
    }
    if (!request.pdfOut.isEmpty()) {
        const ReportOptions options{QDate::currentDate().toString(Qt::ISODate).toStdString(), prepared.revision};
        const ReportDocument report = buildReport(prepared.value, evaluation, RulePacks(userRuleFolder()), options);
        if (const Done saved = writePdf(report, request.pdfOut, painter, language); !saved) return saved;
        written(request.pdfOut);
    }
    if (!request.xlsxOut.isEmpty()) {
        const auto workbook = caseWorkbook(prepared.value, evaluation, prepared.pack, language);
        if (!workbook) return workbook.issues();
        if (const Done saved = writeFileAtomically(request.xlsxOut, *workbook); !saved) return saved;
        written(request.xlsxOut);
    }
    return done();
}

}  // namespace

int runEvaluate(const EvaluateRequest& request, FigurePainter& painter, Language language) {
    const auto prepared = prepare(request);
    if (!prepared) return refuse(prepared.issues(), language);
    printIssues(prepared->warnings, language);

    const auto evaluation =
        evaluate(prepared->value, prepared->pack, prepared->options, prepared->draws ? &*prepared->draws : nullptr,
                 *priceSurroundings(RulePacks(userRuleFolder())));
    if (!evaluation) {
        const bool isDraws = evaluation.issues().front().code.starts_with("values.");
        return refuse(withFile(evaluation.issues(), isDraws ? request.drawsFrom : sourceOf(request)), language);
    }
    printIssues(withFile(evaluation->issues, sourceOf(request)), language);
    printSummary(prepared->value, *evaluation, language);
    const Done written = writeOutputs(request, *prepared, *evaluation, painter, language);
    if (!written) return refuse(written.issues(), language);
    return hasErrors(evaluation->issues) ? exitPartlyRefused : exitDone;
}

int runSample(const QString& folder, FigurePainter& painter, Language language) {
    if (!QDir().mkpath(folder)) {
        printIssues({{"storage.cannotWrite", Severity::error, folder.toStdString(), "mkdir", {}, {}}}, language);
        return exitStorage;
    }
    const auto library = ensureSampleLibrary(folder);
    const auto samples = sampleCases();
    if (!library || !samples) {
        printIssues(library ? samples.issues() : library.issues(), language);
        return exitStorage;
    }
    int worst = exitDone;
    for (const Case& sample : *samples) {
        EvaluateRequest request;
        request.library = *library;
        request.caseId = sample.id;
        const QString stem = QDir(folder).filePath(QString::fromStdString(sample.id));
        request.jsonOut = stem + u".json"_s;
        request.pdfOut = stem + u".pdf"_s;
        worst = std::max(worst, runEvaluate(request, painter, language));
    }
    return worst;
}

}  // namespace kachi
