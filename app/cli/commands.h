#pragma once

#include "app/cli/table_options.h"
#include "app/report/pdf_writer.h"
#include "models/core/text.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// What `kachi evaluate` was asked for. Numbers stay text until they are checked, so that a message can quote them.
struct EvaluateRequest {
    QString caseFile;
    QString library;
    std::string caseId;
    QString rulesFile;  ///< id of a pack, or a file
    std::optional<QString> draws;
    std::optional<QString> seed;
    std::optional<QString> threads;
    std::optional<QString> design;
    QString drawsFrom;
    QString drawsOut;
    QString jsonOut;
    QString pdfOut;
    QString xlsxOut;
    QString posteriorFrom;
};

int runEvaluate(const EvaluateRequest& request, FigurePainter& painter, Language language);

/// Evaluates every bundled sample case and writes its PDF and JSON into `folder`.
int runSample(const QString& folder, FigurePainter& painter, Language language);

/// What `kachi price` was asked for.
struct PriceCommand {
    QString file;
    QString rules;  ///< id of a pack, or a file; empty: the file's own
    QString json;
};

/// What `kachi price --batch` was asked for.
struct PriceBatchCommand {
    QString table;
    QString settings;  ///< a request of the route recalculationScreening without products; empty: none
    QString rules;     ///< id of a pack, or a file; empty: the settings' own
    QString json;
    QString csv;
};

/// Screens the products of a table for unprofitable-product recalculation. Rows with faults are named and left out.
int runPriceBatch(const PriceBatchCommand& command, Language language);

/// Works out one price by one route.
int runPrice(const PriceCommand& command, Language language);
int listRoutes(Language language);

/// What `kachi stats` was asked for.
struct StatsCommand {
    std::string method;            ///< id of a study
    QString file;                  ///< a request (.json), or a table that becomes its data; empty: inputs by --set only
    std::vector<std::string> set;  ///< "key=value": inputs beside those of the file
    QString rules;                 ///< id of a pack, or a file; empty: the newest shipped
    std::optional<std::uint64_t> seed;
    QString json;
    TableOptions table = {};  ///< how a table of data is read
};

/// Does one analysis of data. Ctrl+C stops it and leaves nothing half written.
int runStats(const StatsCommand& command, Language language);
int listStudies(Language language);
/// The inputs of one method: key, label, choices.
int listStudyFields(const std::string& method, Language language);

int listLibrary(const QString& path, Language language);
int searchLibrary(const QString& path, const QString& query, Language language);
int showCase(const QString& path, const std::string& caseId, std::optional<int> revision, Language language);
int exportCase(const QString& path, const std::string& caseId, const QString& to, Language language);
int importCase(const QString& path, const QString& from, Language language);

int listRules(Language language);
int showRules(const QString& pack, const QString& jsonOut, Language language);
int validateRules(const QString& file, Language language);
int compareRules(const QString& left, const QString& right, const QString& jsonOut, Language language);

}  // namespace kachi
