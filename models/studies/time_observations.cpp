#include "models/studies/time_observations.h"

#include "models/core/calendar_day.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace kachi {
namespace {

constexpr double manyMissing = 0.2;  // share of rows left out from which a note warns
constexpr const char* clockForms = "09:30, 09:30:15, 2026-04-01T09:30";

/// Whole number of exactly one or two digits.
std::optional<int> twoDigits(const std::string& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool digits = error == std::errc() && end == text.data() + text.size() && text.size() <= 2 && value >= 0;
    return digits ? std::optional(value) : std::nullopt;
}

/// Days since 1970-01-01 in the Gregorian calendar (Richards, Explanatory Supplement to the Astronomical Almanac,
/// 3rd ed., 2013, algorithm 3 with March as the first month).
double dayNumber(const CalendarDay& day) {
    const int year = day.year - (day.month <= 2 ? 1 : 0);
    const int month = (day.month + 9) % 12;
    const int days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day.day - 1;
    return days - 719468;
}

double minutesPerUnit(const std::string& unit) {
    if (unit == "seconds") return 1.0 / 60;
    return unit == "hours" ? 60 : 1;
}

/// Names of the columns a time study may have, read once.
struct Columns {
    std::string time;
    std::string start;
    std::string end;
    std::string arm;
    std::vector<std::string> groups;  ///< in the order of `groupKeys`
};

constexpr const char* groupKeys[] = {"activity", "site",   "worker",   "patient",
                                     "observer", "period", "pairedBy", "bootstrapBy"};
constexpr std::string TimeObservation::*groupFields[] = {
    &TimeObservation::activity, &TimeObservation::site,   &TimeObservation::worker, &TimeObservation::patient,
    &TimeObservation::observer, &TimeObservation::period, &TimeObservation::pair,   &TimeObservation::cluster};

Columns columnsOf(StudyReader& reader) {
    Columns columns{
        reader.column("time"), reader.column("start"), reader.column("end"), reader.neededColumn("arm"), {}};
    for (const char* key : groupKeys) columns.groups.push_back(reader.column(key));
    const bool clocks = reader.has("start") || reader.has("end");
    if (reader.has("time") && clocks) reader.refuse("timeStudy.twoTimes", "time", {}, {});
    if (!reader.has("time") && !(reader.has("start") && reader.has("end"))) {
        reader.refuse("timeStudy.noTime", "time", {}, {});
    }
    return columns;
}

/// Rows that are not excluded, and complete.
std::vector<std::size_t> rowsToUse(StudyReader& reader, const Columns& columns) {
    std::vector<std::string> needed{columns.time, columns.start, columns.end, columns.arm};
    needed.insert(needed.end(), columns.groups.begin(), columns.groups.end());
    const std::vector<std::size_t> complete = reader.completeRows(needed);
    const std::size_t all = reader.rowCount();
    const double missing =
        static_cast<double>(all - complete.size()) / static_cast<double>(std::max<std::size_t>(all, 1));
    if (!complete.empty() && missing >= manyMissing) {
        reader.add({"timeStudy.manyMissing",
                    Severity::warning,
                    reader.path() + "/data",
                    std::to_string(all - complete.size()),
                    std::to_string(all),
                    {{"share", std::to_string(std::lround(100 * missing))}}});
    }
    const std::string exclusions = reader.column("exclude");
    if (exclusions.empty()) return complete;
    std::vector<std::size_t> kept;
    for (const std::size_t row : complete) {
        const bool out = !reader.isMissing(row, exclusions) && reader.numbers(exclusions, {row}).front() != 0;
        if (!out) kept.push_back(row);
    }
    if (kept.size() < complete.size()) {
        reader.add({"timeStudy.excluded",
                    Severity::info,
                    reader.path() + "/data",
                    std::to_string(complete.size() - kept.size()),
                    std::to_string(all),
                    {{"column", exclusions}}});
    }
    return kept;
}

/// Minutes between start and end; 0 when they are refused.
double duration(StudyReader& reader, std::size_t row, const Columns& columns) {
    const std::string startText = reader.words(columns.start, {row}).front();
    const std::string endText = reader.words(columns.end, {row}).front();
    const auto start = clockTime(startText);
    const auto end = clockTime(endText);
    if (!start) reader.refuseCell("timeStudy.badClock", row, columns.start, clockForms);
    if (!end) reader.refuseCell("timeStudy.badClock", row, columns.end, clockForms);
    if (!start || !end) return 0;
    if (start->dated != end->dated) {
        reader.refuseCell("timeStudy.clockForms", row, columns.end, startText);
        return 0;
    }
    if (end->minutes < start->minutes) reader.refuseCell("timeStudy.endBeforeStart", row, columns.end, startText);
    return end->minutes - start->minutes;
}

}  // namespace

std::optional<ClockTime> clockTime(const std::string& text) {
    ClockTime time;
    std::string clock = text;
    const std::size_t separator = text.find_first_of("T ");
    if (separator != std::string::npos) {
        const auto day = calendarDay(text.substr(0, separator));
        if (!day) return {};
        time.dated = true;
        time.minutes = 24 * 60 * dayNumber(*day);
        clock = text.substr(separator + 1);
    }
    std::vector<int> parts;
    for (std::size_t from = 0; from <= clock.size();) {
        const std::size_t colon = std::min(clock.find(':', from), clock.size());
        const auto part = twoDigits(clock.substr(from, colon - from));
        if (!part) return {};
        parts.push_back(*part);
        from = colon + 1;
    }
    if (parts.size() < 2 || parts.size() > 3) return {};
    const int seconds = parts.size() == 3 ? parts[2] : 0;
    const bool midnight = parts[0] == 24 && parts[1] == 0 && seconds == 0;
    if ((parts[0] > 23 && !midnight) || parts[1] > 59 || seconds > 59) return {};
    time.minutes += 60 * parts[0] + parts[1] + seconds / 60.0;
    return time;
}

std::vector<Field> timeObservationFields() {
    return {
        required(dataField("data", {"測定データ", "Observations"},
                           {"1行が1回の測定。除いた行も消さずに残し、「除外」の列で示します。",
                            "One row per measurement. Keep excluded rows and mark them in the column of exclusions."})),
        columnField("time", {"時間", "Time"}, {"所要時間の列。単位は下で選びます。", "Duration, in the unit below."}),
        choiceField("unit", {"時間の単位", "Unit of time"},
                    {{"minutes", {"分", "minutes"}}, {"seconds", {"秒", "seconds"}}, {"hours", {"時間", "hours"}}},
                    {"結果は分で示します。", "Results are in minutes."}),
        columnField("start", {"開始", "Start"},
                    {"時刻（09:30）または日時（2026-04-01T09:30）の列。「時間」の代わりに使います。",
                     "Time of day (09:30) or date and time (2026-04-01T09:30), instead of a duration."}),
        columnField("end", {"終了", "End"}),
        required(columnField("arm", {"群", "Arm"})),
        required(textField("before", {"前（対照）の名前", "Name of the arm before"},
                           {"群の列にある表記。", "As written in the column of arms."})),
        required(textField("after", {"後（機器）の名前", "Name of the arm after"})),
        columnField("activity", {"作業", "Activity"}),
        columnField("site", {"施設", "Site"}),
        columnField("worker", {"作業者", "Worker"}),
        columnField("patient", {"患者", "Patient"}),
        columnField("observer", {"観察者", "Observer"}),
        columnField("period", {"時期", "Period"}),
        columnField("exclude", {"除外", "Excluded"},
                    {"true または 1 の行を除きます。", "Rows with true or 1 are left out."}),
        columnField("pairedBy", {"対応の単位", "Paired by"},
                    {"この列の単位ごとの前後の平均を対応のある t 検定で比べます。例：作業者。",
                     "Means of every unit before and after are compared by a paired t test, for example workers."}),
        columnField("bootstrapBy", {"ブートストラップの抽出単位", "Clusters of the bootstrap"},
                    {"空なら測定を独立とみなします。", "Empty: measurements are independent."}),
    };
}

std::vector<TimeObservation> readTimeObservations(StudyReader& reader) {
    std::vector<TimeObservation> observations;
    const Columns columns = columnsOf(reader);
    const std::string before = reader.text("before");
    const std::string after = reader.text("after");
    if (before == after) reader.refuse("timeStudy.sameArms", "after", after, {});
    const double factor = minutesPerUnit(reader.choiceOr("unit", "minutes"));
    if (reader.failed()) return observations;

    const std::vector<std::size_t> rows = rowsToUse(reader, columns);
    const std::vector<std::string> arms = reader.words(columns.arm, rows);
    const std::vector<double> times = reader.numbers(columns.time, rows);
    std::vector<std::vector<std::string>> groups;
    for (const std::string& column : columns.groups) groups.push_back(reader.words(column, rows));
    std::set<std::string> refusedArms;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        TimeObservation observation;
        observation.row = rows[i];
        observation.after = arms[i] == after;
        if (arms[i] != before && arms[i] != after && refusedArms.insert(arms[i]).second) {
            reader.refuseCell("timeStudy.unknownArm", rows[i], columns.arm, before + ", " + after);
        }
        observation.minutes = columns.time.empty() ? duration(reader, rows[i], columns) : times[i] * factor;
        if (!columns.time.empty() && times[i] < 0) {
            reader.refuseCell("timeStudy.negativeTime", rows[i], columns.time, {});
        }
        for (std::size_t g = 0; g < groups.size(); ++g) {
            if (!groups[g].empty()) observation.*groupFields[g] = groups[g][i];
        }
        observations.push_back(std::move(observation));
    }
    if (reader.failed()) return observations;
    for (const bool wanted : {false, true}) {
        const bool found = std::ranges::any_of(observations, [&](const auto& each) { return each.after == wanted; });
        if (!found) reader.refuse("timeStudy.noArm", wanted ? "after" : "before", wanted ? after : before, {});
    }
    return observations;
}

}  // namespace kachi
