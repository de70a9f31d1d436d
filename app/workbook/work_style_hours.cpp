// Hours of doctors on the sheet: doctor by doctor, or as classes of a survey with an even spread inside each.
#include "app/workbook/work_style_hours.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

PageCell numberOf(std::size_t at) {
    return pageNumber(static_cast<double>(at + 1));
}

std::string named(const HoursSheet& sheet, const std::string& path, const std::string& key) {
    return sheet.pages.named(sheet.request.inputs, path, key);
}

/// Standard error of a mean over respondents. @param mean, squares  formulas of E[v] and E[v²]
std::string errorOfMean(const std::string& mean, const std::string& squares, const std::string& respondents) {
    return "SQRT(MAX(0," + squares + "-(" + mean + ")^2)/" + respondents + ")";
}

// Doctor by doctor.

HoursFormulas writeDoctors(HoursSheet& sheet) {
    const WorkStyleInputs& inputs = sheet.inputs;
    const nlohmann::json& data = sheet.request.inputs.at("data");
    const auto& columns = data.at("columns");
    const auto found = std::find(columns.begin(), columns.end(), sheet.request.inputs.at("hoursColumn"));
    const auto column = static_cast<std::size_t>(found - columns.begin());
    const int first = sheet.page.nextRow();
    std::vector<std::vector<PageCell>> cells;
    for (std::size_t at = 0; at < inputs.doctorHours.size(); ++at) {
        const double hours = inputs.doctorHours[at];
        const std::string entered = cellReference(first + static_cast<int>(at), 1);
        const nlohmann::json cell{{"hours", dataRow(sheet.request, "data", inputs.doctorRows[at])[column]}};
        const std::string overtime =
            inputs.weeklyHours ? "MAX(0," + entered + "-" + sheet.normalHours + ")*" + sheet.weeks : entered;
        cells.push_back({numberOf(at), pageInput(hours, sheet.pages.named(cell, "/inputs", "hours")),
                         pageFormula(overtime, inputs.weeklyHours ? inputs.year.overtime(hours) : hours)});
    }
    const Text entered = inputs.weeklyHours
                             ? Text{"週労働時間", "Weekly hours"}
                             : Text{"年間の時間外・休日労働（入力）", "Overtime and holiday work a year, as entered"};
    sheet.page.table({"医師個人の時間", "Hours doctor by doctor"},
                     {{{"番号", "No."}},
                      {entered, Unit::hours},
                      {{"年間の時間外・休日労働", "Overtime and holiday work a year"}, Unit::hours}},
                     cells);

    const std::string overtime = sheet.page.range(first, cells.size(), 2);
    const std::string count = "COUNT(" + overtime + ")";
    const auto above = [overtime, places = sheet.places](std::size_t at) {
        return "(" + overtime + ">" + places[at].yearly + ")";
    };
    HoursFormulas formulas;
    formulas.shareAt = [overtime, count](const std::string& yearly, const std::string&) {
        return "SUMPRODUCT((" + overtime + ">" + yearly + ")*1)/" + count;
    };
    formulas.shareAbove = writeShares(
        sheet, [&](std::size_t at) { return formulas.shareAt(sheet.places[at].yearly, sheet.places[at].weekly); });
    const std::string& saved = sheet.hoursSaved;
    formulas.meanTakenOff = "SUMPRODUCT((" + overtime + "<" + saved + ")*" + overtime + "+(" + overtime + ">=" + saved +
                            ")*" + saved + ")/" + count;
    formulas.standardError = [above, count](const WeightedShares& weights) {
        const std::string value = weightedSum(weights, above);
        return errorOfMean("SUMPRODUCT(" + value + ")/" + count, "SUMPRODUCT((" + value + ")^2)/" + count, count);
    };
    return formulas;
}

// Classes of a survey.

/// Classes as entered. @return the first row
int writeClasses(HoursSheet& sheet) {
    const int first = sheet.page.nextRow();
    std::vector<std::vector<PageCell>> cells;
    for (const FrequencyClass& one : sheet.inputs.classes) {
        const std::string path = "/inputs/bands/" + std::to_string(cells.size());
        cells.push_back({numberOf(cells.size()), pageInput(one.lower, named(sheet, path, "lower")),
                         std::isinf(one.upper) ? pageWords("") : pageInput(one.upper, named(sheet, path, "upper")),
                         pageInput(one.weight, named(sheet, path, "share"))});
    }
    sheet.page.table({"週労働時間の階級（調査）", "Classes of weekly hours, as surveyed"},
                     {{{"番号", "No."}},
                      {{"以上", "From"}, Unit::hours},
                      {{"未満", "Below"}, Unit::hours},
                      {{"医師の割合", "Share of doctors"}, Unit::percent}},
                     cells);
    return first;
}

/// The share above any hours in one formula over all classes.
std::function<std::string(const std::string&, const std::string&)> evenSpreadAt(const HoursSheet& sheet, int classes) {
    const std::size_t count = sheet.inputs.classes.size();
    const bool isOpen = std::isinf(sheet.inputs.classes.back().upper);
    const std::size_t closed = isOpen ? count - 1 : count;
    const auto range = [&](std::size_t rows, int column) { return sheet.page.range(classes, rows, column); };
    const auto last = [&](int column) { return sheet.page.at(classes + static_cast<int>(closed), column); };
    const std::string lower = "(" + range(closed, classColumn::lower) + "+0.000000001)";
    const std::string upper = range(closed, classColumn::upper);
    const std::string width = "(" + upper + "-" + range(closed, classColumn::lower) + ")";
    const std::string weights = range(closed, classColumn::share);
    const std::string total = "SUM(" + range(count, classColumn::share) + ")";
    const std::string openLower = isOpen ? last(classColumn::lower) : std::string();
    const std::string openShare = isOpen ? last(classColumn::share) : std::string();
    return [=](const std::string&, const std::string& weekly) {
        const std::string inside =
            "(" + weekly + ">" + lower + ")*(" + weekly + "<" + upper + ")*(" + upper + "-" + weekly + ")/" + width;
        std::string sum;
        if (closed > 0) sum = "SUMPRODUCT(" + weights + ",(" + weekly + "<=" + lower + ")+" + inside + ")";
        if (isOpen) sum += "+IF(" + weekly + "<=" + openLower + "+0.000000001," + openShare + ",NA())";
        return "(" + sum + ")/" + total;
    };
}

/// Even spread inside each class: the share of every class above every place, and what its doctors lose.
HoursFormulas writeEvenSpread(HoursSheet& sheet, int classes) {
    const WorkStyleInputs& inputs = sheet.inputs;
    sheet.page.note({"階級の中は一様に散らばるものとする。超える割合は（階級の上限−時間）／階級の幅。",
                     "Even spread inside a class: the share above is (upper bound − hours) / width of the class."});
    const std::size_t count = inputs.classes.size();
    const int first = sheet.page.nextRow();
    const int lastColumn = 1 + static_cast<int>(sheet.places.size());
    std::vector<std::vector<PageCell>> cells;
    for (std::size_t at = 0; at < count; ++at) {
        FrequencyClass one = inputs.classes[at];
        one.weight = 1;
        const auto alone = OvertimeDistribution::ofClasses({one}, inputs.year);
        const int row = classes + static_cast<int>(at);
        const std::string lower = sheet.page.at(row, classColumn::lower);
        const std::string upper = sheet.page.at(row, classColumn::upper);
        const bool isOpen = std::isinf(one.upper);
        std::vector<PageCell> line{numberOf(at)};
        for (const OvertimePlace& place : sheet.places) {
            const std::string inside = isOpen ? "NA()"
                                              : "IF(" + place.weekly + ">=" + upper + ",0,(" + upper + "-" +
                                                    place.weekly + ")/(" + upper + "-" + lower + "))";
            // Hours that come back from a year may miss a bound by their last digit.
            line.push_back(pageFormula("IF(" + place.weekly + "<=" + lower + "+0.000000001,1," + inside + ")",
                                       alone.shareAbove(place.hours)));
        }
        const auto yearly = [&](const std::string& bound) {
            return "((" + bound + "-" + sheet.normalHours + ")*" + sheet.weeks + ")";
        };
        const std::string& saved = sheet.hoursSaved;
        const auto integral = [&](const std::string& x) {  // of min(max(t, 0), saved) up to x
            return "MIN(MAX(" + x + ",0)," + saved + ")^2/2+" + saved + "*MAX(" + x + "-" + saved + ",0)";
        };
        const std::string from = yearly(lower);
        const std::string to = yearly(upper);
        const std::string mean = isOpen ? "IF(" + from + ">=" + saved + "," + saved + ",NA())"
                                        : "(" + integral(to) + "-(" + integral(from) + "))/(" + to + "-" + from + ")";
        line.push_back(pageFormula(mean, alone.meanTakenOff(inputs.hoursSaved)));
        cells.push_back(std::move(line));
    }
    std::vector<PageColumn> columns{{{"番号", "No."}}};
    for (const OvertimePlace& place : sheet.places) columns.push_back({place.label, Unit::ratio});
    columns.push_back({{"減る時間（平均）", "Hours taken off, mean"}, Unit::hours});
    sheet.page.table({"階級ごとの超える割合", "Share of each class above"}, columns, cells);

    const std::string weights = sheet.page.range(classes, count, classColumn::share);
    const auto above = [&page = sheet.page, row = first, count](std::size_t place) {
        return page.range(row, count, 1 + static_cast<int>(place));
    };
    const std::string total = "SUM(" + weights + ")";
    HoursFormulas formulas;
    formulas.shareAt = evenSpreadAt(sheet, classes);
    formulas.shareAbove =
        writeShares(sheet, [&](std::size_t at) { return "SUMPRODUCT(" + weights + "," + above(at) + ")/" + total; });
    formulas.meanTakenOff = "SUMPRODUCT(" + weights + "," + sheet.page.range(first, count, lastColumn) + ")/" + total;
    if (sheet.respondents.empty()) return formulas;
    formulas.standardError = [=, respondents = sheet.respondents](const WeightedShares& shares) {
        const std::string value = weightedSum(shares, above);
        return errorOfMean("SUMPRODUCT(" + weights + "," + value + ")/" + total,
                           "SUMPRODUCT(" + weights + ",(" + value + ")^2)/" + total, respondents);
    };
    return formulas;
}

}  // namespace

std::string weightedSum(const WeightedShares& weights, const std::function<std::string(std::size_t)>& share) {
    std::string sum;
    for (const auto& [place, weight] : weights) {
        sum += (sum.empty() ? "" : "+") + ("(" + weight + ")*" + share(place));
    }
    return sum;
}

std::vector<std::string> writeShares(HoursSheet& sheet, const std::function<std::string(std::size_t)>& formula) {
    ItemList list(sheet.pages, sheet.page);
    std::vector<std::string> cells;
    for (std::size_t at = 0; at < sheet.places.size(); ++at) {
        const auto share = sheet.inputs.overtime->shareAbove(sheet.places[at].hours);
        cells.push_back(list.add(sheet.places[at].label, pageFormula(formula(at), share), Unit::ratio));
    }
    list.write(sheet.page, {"これを超える医師の割合", "Share of doctors above"});
    return cells;
}

void writeBands(HoursSheet& sheet, int classes, const std::function<std::string(std::size_t)>& probability) {
    const auto& bands = *std::ranges::find(sheet.study.tables, "bands", &StudyTable::key);
    const std::size_t count = sheet.inputs.classes.size();
    const int first = sheet.page.nextRow();
    std::vector<std::vector<std::string>> formulas;
    for (std::size_t at = 0; at < count; ++at) {
        const int from = classes + static_cast<int>(at);
        const auto input = [&](int column) { return sheet.page.at(from, column); };
        const std::string lower = cellReference(first + static_cast<int>(at), 0);
        const auto downwards = [&](int column) {
            return "SUM(" + sheet.page.range(first + static_cast<int>(at), count - at, column) + ")";
        };
        const bool isOpen = std::isinf(sheet.inputs.classes[at].upper);
        const bool fitted = static_cast<bool>(probability);
        formulas.push_back({input(classColumn::lower), isOpen ? "" : input(classColumn::upper),
                            "MAX(0," + lower + "-" + sheet.normalHours + ")*" + sheet.weeks, input(classColumn::share),
                            downwards(3), fitted ? "100*" + probability(at) : "", fitted ? downwards(5) : ""});
    }
    writeResultTable(sheet.pages, sheet.page, bands, formulas);
}

HoursFormulas writeHours(HoursSheet& sheet) {
    if (sheet.inputs.shape == "doctors") return writeDoctors(sheet);
    const int classes = writeClasses(sheet);
    if (!sheet.inputs.fits.empty()) return writeFittedHours(sheet, classes);
    writeBands(sheet, classes, {});
    return writeEvenSpread(sheet, classes);
}

}  // namespace kachi
