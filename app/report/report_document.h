#pragma once

#include "app/report/figure.h"

namespace kachi {

/// A report as data: the PDF prints it, other outputs can. Headings, tables and figures are numbered when printed.

struct LabelledText {
    Text label{};
    Text value{};
};

/// First thing on page one: title, what kind of report, and rows such as product, applicant, rule pack.
struct TitleBlock {
    Text title{};
    Text subtitle{};
    std::vector<LabelledText> rows{};
};

struct Heading {
    int level = 1;  ///< 1 to 3
    Text text{};
};

enum class ParagraphStyle { body, note, lead };

struct Paragraph {
    Text text{};  ///< '\n' breaks the line
    ParagraphStyle style = ParagraphStyle::body;
};

struct BulletList {
    std::vector<Text> items{};
};

/// A headline number: "1.2" "FTE/施設・年" "95% 0.9 – 1.5".
struct KeyFigure {
    Text label{};
    Text value{};
    Text unit{};
    Text interval{};
};

struct KeyFigureGrid {
    std::vector<KeyFigure> figures{};
};

/// One figure, or up to three side by side (before | after | difference).
struct FigureRow {
    std::vector<Figure> figures{};
    double heightMillimetres = 0.0;  ///< of the pictures; 0: as the kind and number of rows need
};

struct IssueLine {
    Severity severity = Severity::warning;
    Text sentence{};
};

struct IssueList {
    std::vector<IssueLine> issues{};
};

struct PageBreak {};

using ReportBlock =
    std::variant<TitleBlock, Heading, Paragraph, BulletList, KeyFigureGrid, Table, FigureRow, IssueList, PageBreak>;

/// What every page says about the origin of its numbers.
struct Imprint {
    std::string caseDigest{};      ///< full digest; the running head shows its first 12 characters
    std::string programVersion{};  ///< "Kachi 0.1.0"
    std::string date{};            ///< ISO date of the report
    Text rulePack{};               ///< "令和8年度(2026-06-01施行)"
};

struct ReportDocument {
    Text title{};  ///< running head and PDF title
    Imprint imprint{};
    std::vector<ReportBlock> blocks{};
};

/// All faults of all tables and figures; their codes are those of validate(Table) and validate(Figure).
Issues validate(const ReportDocument& document);

}  // namespace kachi
