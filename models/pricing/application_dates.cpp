#include "models/pricing/application_dates.h"

#include "models/pricing/rule_trace.h"

#include <algorithm>

namespace kachi {
namespace {

const Text decisionLabel{"決定の期限", "Decision by"};
const Text listingLabel{"保険適用の予定日", "Expected listing date"};
constexpr int listingsPerYear = 4;
constexpr int longestCount = 10'000;  // days or months: beyond any procedure

/// Counts of days and months, each checked to be one.
class CountReader {
public:
    explicit CountReader(const RulePack& pack) : m_reader(pack) {}

    RuleNumber rule(const std::string& key) {
        RuleNumber found = m_reader.number(key);
        if (denominator(found.value) == 1 && found.value >= 0 && found.value <= longestCount) return found;
        m_issues.push_back(
            {"route.ruleNotWhole", Severity::error, "/rules/" + key, exactText(found.value), "0, 1, 2, …", {}});
        found.value = 0;
        return found;
    }

    RuleSwitch flag(const std::string& key) { return m_reader.flag(key); }

    Issues issues() const {
        Issues all = m_reader.issues();
        append(all, m_issues);
        return all;
    }

private:
    RuleReader m_reader;
    Issues m_issues;
};

int countOf(const RuleNumber& rule) {
    return static_cast<int>(toDouble(rule.value));
}

TraceInput dayInput(const std::string& symbol, const Text& label, const CalendarDay& day, const std::string& place) {
    return {symbol, label, dayText(day), place};
}

Trace dayStep(const std::string& id, const Text& label, const std::string& formula, const CalendarDay& day,
              const CalendarDay& submitted) {
    Trace step;
    step.id = id;
    step.label = label;
    step.formula = formula;
    step.value = dayText(day);
    step.inputs = {dayInput("d", {"提出日", "submission date"}, submitted, "/inputs/submissionDate")};
    return step;
}

void listAfterDays(ApplicationDates& dates, const CalendarDay& submitted, CountReader& rules) {
    const RuleNumber days = rules.rule("timing.A1.days");
    dates.listing = plusDays(submitted, countOf(days));
    Trace step = dayStep("classGuide.listing", listingLabel, "d + n", *dates.listing, submitted);
    step.inputs.push_back(traceInput("n", days));
    citeRules(step, {days});
    dates.steps.push_back(std::move(step));
}

void listByCutoff(ApplicationDates& dates, const CalendarDay& submitted, CountReader& rules) {
    const RuleNumber cutoff = rules.rule("timing.cutoffDay");
    const bool inTime = submitted.day <= countOf(cutoff);
    dates.listing = firstOfMonth(submitted, inTime ? 1 : 2);
    Trace step = dayStep("classGuide.listing", listingLabel,
                         inTime ? "day(d) ≤ c: month(d) + 1" : "day(d) > c: month(d) + 2", *dates.listing, submitted);
    step.inputs.push_back(traceInput("c", cutoff));
    citeRules(step, {cutoff});
    dates.steps.push_back(std::move(step));
}

void listAfterDecision(ApplicationDates& dates, const CalendarDay& submitted, const std::optional<CalendarDay>& decided,
                       CountReader& rules) {
    const RuleSwitch atDecision = rules.flag("timing.listAtDecision");
    if (!decided || !atDecision.value) return;
    dates.listing = firstOfMonth(*decided, 1);
    Trace step = dayStep("classGuide.listing", listingLabel, "month(D) + 1", *dates.listing, submitted);
    step.inputs = {dayInput("D", {"決定日", "date of the decision"}, *decided, "/inputs/decisionDate")};
    citeRules(step, {atDecision});
    dates.steps.push_back(std::move(step));
}

/// The first of the fixed months after the decision.
CalendarDay nextListing(const CalendarDay& decided, const std::vector<int>& months) {
    int ahead = 1;
    while (ahead < 12 && std::find(months.begin(), months.end(), firstOfMonth(decided, ahead).month) == months.end()) {
        ++ahead;
    }
    return firstOfMonth(decided, ahead);
}

void listByCouncil(ApplicationDates& dates, const std::string& applicationClass, const CalendarDay& submitted,
                   const std::optional<CalendarDay>& decided, CountReader& rules) {
    const RuleNumber period = rules.rule("timing.decisionMonths." + applicationClass);
    std::vector<int> months;
    Trace listing;
    for (int number = 1; number <= listingsPerYear; ++number) {
        const RuleNumber month = rules.rule("timing.listingMonth." + std::to_string(number));
        months.push_back(countOf(month));
        listing.inputs.push_back(traceInput("m" + std::to_string(number), month));
        citeRules(listing, {month});
    }
    dates.decisionBy = plusDays(firstOfMonth(submitted, 1 + countOf(period)), -1);
    Trace decision =
        dayStep("classGuide.decision", decisionLabel, "month(d) + 1 + k, −1 day", *dates.decisionBy, submitted);
    decision.inputs.push_back(traceInput("k", period));
    citeRules(decision, {period});
    dates.steps.push_back(std::move(decision));

    const CalendarDay day = decided.value_or(*dates.decisionBy);
    dates.listing = nextListing(day, months);
    listing.id = "classGuide.listing";
    listing.label = listingLabel;
    listing.formula = "next of m1 … m4 after D";
    listing.value = dayText(*dates.listing);
    listing.inputs.insert(listing.inputs.begin(), dayInput("D", {"決定日（未定なら期限）", "decision, or its last day"},
                                                           day, decided ? "/inputs/decisionDate" : ""));
    dates.steps.push_back(std::move(listing));
}

}  // namespace

Result<ApplicationDates> applicationDates(const std::string& applicationClass, const CalendarDay& submitted,
                                          const std::optional<CalendarDay>& decided, const RulePack& pack) {
    CountReader rules(pack);
    ApplicationDates dates;
    if (applicationClass == "A1") {
        listAfterDays(dates, submitted, rules);
    } else if (applicationClass == "A2" || applicationClass == "B1") {
        listByCutoff(dates, submitted, rules);
    } else if (applicationClass == "A3" || applicationClass == "B2") {
        listAfterDecision(dates, submitted, decided, rules);
    } else {
        listByCouncil(dates, applicationClass, submitted, decided, rules);
    }
    if (!rules.issues().empty()) return rules.issues();
    return dates;
}

}  // namespace kachi
